"""Corpora for tests: a reader that a document's own text can poison, and folders made of such documents."""
