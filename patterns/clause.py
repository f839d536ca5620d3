"""A passage cut into clauses, with brackets and the figures that stand in each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from patterns.scan import Figure

SENTENCE = "。！？!?"
_BREAKS = SENTENCE + "；;，,：:"
_BRACKET = re.compile("[()]")
_MARK = re.compile(f"[{_BREAKS}、()]")


class Clause(NamedTuple):
    """text[start:end] between two delimiters; `opener` is the one before it ("" at the passage's start)."""

    start: int
    end: int
    opener: str
    closer: str
    depth: int
    figures: tuple[Figure, ...]


def _brackets(text: str, facts: Sequence[Figure]) -> set[int]:
    """Offsets of the brackets that hold figures of their own; other brackets belong to the words around them."""
    found: set[int] = set()
    open_at: list[int] = []
    for mark in _BRACKET.finditer(text):
        at = mark.start()
        if mark.group() == "(":
            open_at.append(at)
        elif open_at:
            start = open_at.pop()
            if any(start < f.start < at and f.rule != "people.bracketed" for f in facts):
                found |= {start, at}
    return found


def _breaks(text: str, figures: Sequence[Figure]) -> list[int]:
    """Offsets of all delimiters, in order."""
    facts = [f for f in figures if f.is_fact]
    brackets = _brackets(text, facts)
    inside = bytearray(len(text))
    for figure in figures:
        inside[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
    ends = sorted(f.outer_end for f in facts)
    found, seen, last = [], 0, -1
    for mark in _MARK.finditer(text):
        at, char = mark.start(), mark.group()
        if at in brackets:
            found.append(at)
        elif inside[at] or (char in ":：" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()):
            continue  # 3:1 is a ratio
        elif char in _BREAKS:
            found.append(at)
        elif char == "、":
            # A list of figures is parted here; a list of words before its figure (水费、电费12元) is one label.
            while seen < len(ends) and ends[seen] <= at:
                last, seen = ends[seen], seen + 1
            if last > (found[-1] if found else -1):
                found.append(at)
    return found


def clauses(text: str, figures: Sequence[Figure]) -> list[Clause]:
    """The clauses of a passage in order; each figure stands in exactly one."""
    found: list[Clause] = []
    start, opener, depth, at = 0, "", 0, 0
    for stop in [*_breaks(text, figures), len(text)]:
        closer = text[stop] if stop < len(text) else ""
        here: list[Figure] = []
        while at < len(figures) and figures[at].start < stop:
            here.append(figures[at])
            at += 1
        if stop > start or here:
            found.append(Clause(start, stop, opener, closer, depth, tuple(here)))
        depth = max(0, depth + (closer == "(") - (closer == ")"))
        # A bracket closed or opened right at another delimiter leaves that one's force alone.
        opener = opener + closer if stop == start and opener else closer
        start = stop + 1
    return found
