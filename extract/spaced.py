"""Lines of plain text cut at their wide blanks, each piece with its place in columns of one character's width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from extract.grid import Line
from extract.segments import FIGURE, MUTE, PROSE

Measure = tuple[int, int]
"""How many columns a Chinese character takes, and one that is wide in some fonts only (“ ≥ —)."""

MEASURES: tuple[Measure, ...] = ((2, 1), (2, 2), (1, 1))
"""What programs and people count by: terminals, editors with a Chinese font, pdftotext."""

_WIDE_BLANK = re.compile(r"[ \u00a0\u3000]{2,}")
_BLANK = re.compile(r"[ \u00a0\u3000]+")
_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")
_DATED = re.compile(r"\d+[年月日号]")
_LABELLED = re.compile(r"^(?!其中)[^:：]*[:：]")
_VALUE = re.compile(r"[≥≤<>＜＞=＝±]|\d[\d,.]*+\s*+(?![\d,.年月日季—–\-])")
_CAPTION = re.compile(r"附?[表件图][一二三四五六七八九十\d]*[-－.]?\d*")
_LETTER_GAP = 6
_LONGEST = 44


def is_figure(text: str) -> bool:
    """Whether a text is a figure and nothing else, and not a piece of a date."""
    return FIGURE.fullmatch(text) is not None and not _DATED.fullmatch(text)


def is_mute(text: str) -> bool:
    """Whether a text is a sign that there is no figure."""
    return MUTE.fullmatch(text) is not None


class Part(NamedTuple):
    """A piece of a line between wide blanks: its columns [left, right), its offsets, what it says.

    `rest`: the offsets of the lines in which it goes on.
    """

    left: int
    right: int
    start: int
    end: int
    text: str
    rest: tuple[tuple[int, int], ...] = ()

    @property
    def figure(self) -> bool:
        """Whether it's a figure and nothing else."""
        return is_figure(self.text)

    @property
    def mute(self) -> bool:
        """Whether it's a sign that there is no figure."""
        return is_mute(self.text)

    def with_rest(self, part: Part) -> Part:
        """The part with another that it goes on in."""
        return self._replace(rest=(*self.rest, (part.start, part.end), *part.rest))

    @property
    def middle(self) -> float:
        """The column of its middle."""
        return (self.left + self.right) / 2


class Spaced:
    """A line in its parts."""

    def __init__(self, at: int, line: Line, measure: Measure) -> None:
        self.at = at
        self._line = line
        self._edges = list(accumulate((_width(char, measure) for char in line.text), initial=0))
        self.parts = list(self._cut())

    def _cut(self) -> Iterator[Part]:
        said = self._line.text
        at = 0
        for gap in (*_WIDE_BLANK.finditer(said), None):
            end = gap.start() if gap else len(said)
            start = at + len(said[at:end]) - len(said[at:end].lstrip())
            stop = at + len(said[at:end].rstrip())
            if start < stop:
                yield self._part(start, stop)
            at = gap.end() if gap else end

    def _part(self, start: int, end: int) -> Part:
        offset = self._line.start
        return Part(self._edges[start], self._edges[end], offset + start, offset + end, self._line.text[start:end])

    @cached_property
    def anchor(self) -> bool:
        """Whether it has figures after something else, or only signs that there are none."""
        after = self.parts[1:]
        figures = any(part.figure for part in after) and not self.years
        return figures or (bool(after) and all(part.mute for part in after))

    @cached_property
    def years(self) -> bool:
        """Whether all its figures are years, as in a header."""
        figures = [part.text for part in self.parts[1:] if part.figure]
        return bool(figures) and all(map(_YEAR.fullmatch, figures)) and len(set(figures)) == len(figures)

    @cached_property
    def heads(self) -> bool:
        """Whether it may be the header of columns: several short names, no values, no label with its text."""
        if len(self.parts) < 2 or self.anchor or self.labelled or _CAPTION.fullmatch(self.parts[0].text):
            return False
        values = any(_VALUE.match(part.text) for part in self.parts[1:]) and not self.years
        return not values and not any(part.right - part.left > _LONGEST or PROSE.search(part.text) for part in self.parts)

    @cached_property
    def labelled(self) -> bool:
        """Whether a part is a label with a colon: 填表人：, 单位：万元."""
        return any(_LABELLED.search(part.text) for part in self.parts)

    @property
    def loose(self) -> bool:
        """Whether it's one short piece, or one far in from the margin: what is left of a row may look so."""
        part = self.parts[0]
        short = part.right - part.left <= _LONGEST and not PROSE.search(part.text)
        return len(self.parts) == 1 and (short or part.left >= 2 * _LETTER_GAP)

    def ways(self) -> Iterator[list[Part]]:
        """The parts as cut, with spaced letters (合  计) made one word, and with figures cut off at single blanks."""
        yield self.parts
        if len(self.words) < len(self.parts):
            yield self.words
        cut = [piece for part in self.words for piece in self._pieces(part)]
        if len(cut) > len(self.words):
            yield cut

    @cached_property
    def words(self) -> list[Part]:
        """The parts, with letters that stand equally far apart made one word: 合  计."""
        found: list[Part] = []
        pitch: int | None = None
        for part in self.parts:
            gap = part.left - found[-1].right if found else 0
            letters = bool(found) and all(len(piece.text) == 1 and piece.text.isalpha() for piece in (self._last(found), part))
            if letters and gap <= _LETTER_GAP and pitch in (None, gap):
                found[-1] = self._part(found[-1].start - self._line.start, part.end - self._line.start)
                pitch = gap
            else:
                found.append(part)
                pitch = None
        return found

    def _last(self, found: list[Part]) -> Part:
        """The last part as cut that is in a word."""
        return next(part for part in self.parts if part.end == found[-1].end)

    @cached_property
    def gaps(self) -> set[int]:
        """How many blanks part one word from the next."""
        return {two.start - one.end for one, two in pairwise(self.words)}

    def heading(self, count: int) -> list[Part]:
        """The words, cut at single blanks too where that makes so many of them."""
        cut = [piece for part in self.words for piece in (self._pieces(part, of_words=True) if part in self.parts else [part])]
        return cut if len(cut) == count else self.words

    def _pieces(self, part: Part, of_words: bool = False) -> Iterator[Part]:
        """A part cut at each single blank that has a figure on one side, or at all of them."""
        start, offset = part.start, self._line.start
        spans = [(part.start + gap.start(), part.start + gap.end()) for gap in _BLANK.finditer(part.text)]
        words = _BLANK.split(part.text)
        for (end, after), one, two in zip(spans, words, words[1:], strict=False):
            if of_words or FIGURE.fullmatch(one) or FIGURE.fullmatch(two):
                yield self._part(start - offset, end - offset)
                start = after
        yield self._part(start - offset, part.end - offset)


@cache
def _width(char: str, measure: Measure) -> int:
    if char.isascii():
        return 1
    kind = unicodedata.east_asian_width(char)
    return measure[0] if kind in "WF" else measure[1] if kind == "A" else 1


def gappy(line: Line) -> bool:
    """Whether a line has a wide blank inside, and no tab or bar that parts its cells."""
    said = line.text
    if ("  " not in said and "\u3000" not in said) or "\t" in said or "|" in said:
        return False
    return _WIDE_BLANK.search(said.strip()) is not None


def spaced(lines: Sequence[Line], rows: Sequence[int], measure: Measure) -> list[Spaced]:
    """Some lines in their parts."""
    return [Spaced(at, lines[at], measure) for at in rows]


def measures(said: str) -> Sequence[Measure]:
    """The measures that differ for a text."""
    doubtful = any(unicodedata.east_asian_width(char) == "A" for char in said if not char.isascii())
    return MEASURES if doubtful else (MEASURES[0], MEASURES[2])
