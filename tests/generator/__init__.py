"""Random reports with their truth: `made(seed)` draws one, its phrasings from grammars that no rule knows."""
