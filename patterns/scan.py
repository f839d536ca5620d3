"""One pass over a passage: every figure that a rule reads, each character read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from patterns.rule import Rule, Token, compiled, rules

_NUMERAL = re.compile(r"[\d〇零一二两三四五六七八九十百]")
# A pattern's alternatives can't share a group's name: these mean the same.
_SAME = {"number2": "number", "low": "number", "listed": "number", "capital": "number", "unit2": "unit", "whole": "unit"}
_FACTS = frozenset(("money", "people", "rate", "score", "quantity"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A reading of some characters: [start, end) is number and unit, [outer_start, outer_end) with 约 and 以上."""

    kind: Token
    rule: str
    start: int
    end: int
    outer_start: int
    outer_end: int
    words: Mapping[str, str]

    @property
    def is_fact(self) -> bool:
        """Whether it is a figure (not a date, nor characters that merely look like one)."""
        return self.kind in _FACTS


def _figure(rule: Rule, match: re.Match[str]) -> Figure:
    groups = {_SAME.get(name, name): text for name, text in match.groupdict().items() if text}
    start, end = match.span()
    outer = (start, end)
    named = [name for name in match.re.groupindex if match.group(name) is not None]
    for name in named:
        if _SAME.get(name, name) == "number":
            start = match.start(name)
            end = max(match.end(other) for other in named if _SAME.get(other, other) in ("number", "unit"))
            break
    if rule.kind == "silence" and match.groupdict().get("number"):
        outer = (start, end)
    return Figure(rule.kind, rule.name, start, end, *outer, groups)


@cache
def _ranks() -> tuple[tuple[Rule, ...], ...]:
    """The rules of each rank, the lowest first."""
    return tuple(tuple(group) for _, group in groupby(rules(), key=lambda rule: rule.rank))


def figures(text: str) -> list[Figure]:
    """All readings of a text in order, none overlapping: lower rank first, then the longer one."""
    if not _NUMERAL.search(text):
        return []
    taken = bytearray(len(text))
    found: list[Figure] = []
    for ranked in _ranks():
        matches = [(rule, match) for rule in ranked for match in compiled(rule).finditer(text) if match.group()]
        for rule, match in sorted(matches, key=lambda m: (m[1].start(), -m[1].end())):
            figure = _figure(rule, match)
            if not any(taken[figure.start : figure.end]):
                taken[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
                found.append(figure)
    return sorted(found, key=lambda figure: figure.start)
