"""One pass over passages: every figure that a rule reads, each character read once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate, chain, groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from patterns.rule import BEFORE, DIGITS, SEAM, Rule, Token, compiled, rules

_NUMERAL = re.compile(r"[\d〇零一二两三四五六七八九十百]")
_NUMBER_AND_NEXT = re.compile(r"\d[\d,，.\s]*(?P<next>.)", re.DOTALL)
_BETWEEN = SEAM + "。"  # no reading runs over a sentence's end
# A pattern's alternatives can't share a group's name: these mean the same.
_SAME = {
    "number2": "number", "low": "number", "listed": "number", "capital": "number", "unit2": "unit", "whole": "unit",
    "points2": "points",
}  # fmt: skip
_FACTS = frozenset(("money", "people", "rate", "score", "quantity"))


class Figure(NamedTuple):
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


@cache
def _groups(pattern: re.Pattern[str]) -> tuple[tuple[str, str], ...]:
    """A pattern's groups with what they mean, in order."""
    return tuple((name, _SAME.get(name, name)) for name in pattern.groupindex)


def _figure(rule: Rule, match: re.Match[str], led: str, origin: int) -> Figure:
    """The figure that a match reads, its offsets counted from `origin`."""
    words = {"before": led} if led else {}
    start, end = match.span()
    number = unit = 0
    for name, meaning in _groups(match.re):
        if text := match[name]:
            words[meaning] = text
            if meaning == "number" and not number:
                start, number = match.start(name), match.end(name)
            elif meaning == "unit":
                unit = max(unit, match.end(name))
    end = max(number, unit) if number else end
    outer = (start, end) if rule.kind == "silence" and number else (match.start() - len(led), match.end())
    return Figure(rule.kind, rule.name, start - origin, end - origin, outer[0] - origin, outer[1] - origin, words)


@cache
def _ranks() -> tuple[tuple[tuple[Rule, re.Pattern[str], bool], ...], ...]:
    """The rules of each rank with their patterns and whether words lead their numbers, the lowest rank first."""
    tried = ((rule, compiled(rule), rule.is_led) for rule in rules())
    return tuple(tuple(group) for _, group in groupby(tried, key=lambda one: one[0].rank))


class _Scan:
    """Texts in a row, and where in it rules are tried: each kind of place is looked for once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.text = "".join(_BETWEEN + text for text in texts)
        self.origins = list(accumulate((len(_BETWEEN) + len(text) for text in texts), initial=len(_BETWEEN)))
        self._found: dict[str, list[int]] = {}

    def _places(self, starts: str) -> list[int]:
        if starts not in self._found:
            self._found[starts] = [place.start() for place in re.finditer(starts, self.text)]
        return self._found[starts]

    @cached_property
    def _numbers(self) -> list[tuple[int, str]]:
        """Where numbers may begin, at digits or at the sign before them, each with the character that follows the number."""
        found = []
        for match in _NUMBER_AND_NEXT.finditer(self.text):
            places, follows = [digits.start() for digits in re.finditer(DIGITS, match.group())], match["next"]
            for at in (match.start() + place for place in places):
                found += [(at - 1, follows), (at, follows)] if self.text[at - 1] in "-▲△" else [(at, follows)]
        return found

    def matches(self, rule: Rule, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """A rule's matches in order, none overlapping."""
        if not (rule.starts or rule.is_led):
            yield from pattern.finditer(self.text)
            return
        if rule.is_led:
            places = [at for at, follows in self._numbers if not rule.follows or follows in rule.follows]
        else:
            places = sorted(chain.from_iterable(map(self._places, rule.starts)))
        text, end = self.text, 0
        for place in places:
            if place >= end and (match := pattern.match(text, place)):
                end = match.end()
                yield match

    def led(self, number: int) -> str:
        """The words such as 约 and 不足 right before a number."""
        before = BEFORE.search(self.text, max(0, number - 4), number)
        return before.group() if before else ""


def figures_of(texts: Sequence[str]) -> list[list[Figure]]:
    """For each text all readings in order, none overlapping: lower rank first, then the longer one.

    The texts are scanned together, which is much faster than one after the other where they are short.
    """
    found: list[list[Figure]] = [[] for _ in texts]
    worth = [at for at, text in enumerate(texts) if _NUMERAL.search(text)]
    if not worth:
        return found
    scan = _Scan([texts[at] for at in worth])
    taken = bytearray(len(scan.text))
    for ranked in _ranks():
        read = [
            (match.start() - len(led), -match.end(), rule, match, led)
            for rule, pattern, is_led in ranked
            for match in scan.matches(rule, pattern)
            if match.end() > match.start()
            for led in (scan.led(match.start()) if is_led else "",)
        ]
        for _, _, rule, match, led in sorted(read, key=itemgetter(0, 1)):
            at = bisect_right(scan.origins, match.end() - 1) - 1  # it may begin with the 。 before its text
            origin = scan.origins[at]
            figure = _figure(rule, match, led, origin)
            if not any(taken[figure.start + origin : figure.end + origin]):
                taken[figure.start + origin : figure.end + origin] = b"\1" * (figure.end - figure.start)
                found[worth[at]].append(figure)
    for one in found:
        one.sort(key=attrgetter("start"))
    return found


def figures(text: str) -> list[Figure]:
    """All readings of one text, as `figures_of` gives them."""
    return figures_of([text])[0]
