"""The domain's words and what they do in a clause; also jieba's dictionary, small so that it loads at once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Protocol, cast


class _Tokenizer(Protocol):
    def lcut(self, sentence: str, cut_all: bool = False, HMM: bool = True) -> list[str]: ...


@cache
def classes() -> dict[str, frozenset[str]]:
    """Word → its classes, as words.tsv lists them (the file's head says what each class does)."""
    lines = (files(__name__) / "words.tsv").read_text("utf-8").splitlines()
    found: dict[str, frozenset[str]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            name, _, words = line.partition("\t")
            for word in words.split():
                found[word] = found.get(word, frozenset()) | {name}
    return found


@cache
def _tokenizer() -> _Tokenizer:
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer: Any = jieba.Tokenizer()
    frequency: dict[str, int] = {}
    for word in classes():
        frequency[word] = 100 * len(word) ** 4  # a longer word wins over the shorter ones inside it
        for end in range(1, len(word)):
            frequency.setdefault(word[:end], 0)
    # Filled by hand: reading a dictionary file would leave a cache in the temporary folder.
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequency, sum(frequency.values()), True
    return cast(_Tokenizer, tokenizer)


def cut(text: str) -> list[str]:
    """The words of a text; what the lexicon doesn't know comes character by character."""
    return _tokenizer().lcut(text, HMM=False)
