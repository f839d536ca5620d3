"""Lines cut at their wide blanks: what may be cells of a table without upright rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.glyphs import Glyph
from extract.lines import TextLine

MUTE = re.compile(r"[-—－/／\\无]{1,4}")
FIGURE = re.compile(r"(?!\d{4}年)[（(]?[-+±≥≤<>＞＜~∑]?[\d０-９][\d０-９,，.．]*(?:[%％‰]|[^\W\d]{1,3})?[)）]?")
PROSE = re.compile(r"[。；！？]|，.*，")
_LEADER = re.compile(r"[.．·•…⋯‥_]{3}")

Reach = tuple[float, float]
"""From where to where something goes, left to right or down."""


class Segment(NamedTuple):
    """A run of characters on a line, set apart by blanks from the next."""

    x0: float
    x1: float
    text: str
    glyphs: list[Glyph]

    @property
    def figure(self) -> bool:
        """Whether it's a figure and nothing else."""
        return FIGURE.fullmatch(self.text) is not None


class Row(NamedTuple):
    """A line in its segments: its number on the page, its place, its font size."""

    at: int
    top: float
    bottom: float
    size: float
    segments: list[Segment]

    @property
    def anchor(self) -> bool:
        """Whether it has figures, or dashes where there are none, after something else."""
        after = self.segments[1:]
        said = any(part.figure for part in after) or (after and all(MUTE.fullmatch(part.text) for part in after))
        return bool(said) and not self.prose

    @property
    def prose(self) -> bool:
        """Whether it reads as a sentence, or as an entry of a contents page."""
        return any(PROSE.search(part.text) or _LEADER.search(part.text) for part in self.segments)


def row_of(at: int, glyphs: Sequence[Glyph], line: TextLine) -> Row:
    """The segments of a line (its number on the page, its characters, the line set)."""
    segments: list[Segment] = []
    run: list[Glyph] = []
    blank = False
    for glyph in sorted(glyphs, key=lambda glyph: glyph.x0):
        if glyph.char.isspace():
            blank = True
            continue
        if run:
            gap = (glyph.x0 - run[-1].x1) / (glyph.size or 1.0)
            figures = glyph.char in "0123456789-—(（≥≤" and run[-1].char in "0123456789%％—)）"
            if gap > 0.95 or (figures and (gap > 0.35 or (blank and gap > 0.2))):
                segments.append(segment_of(run))
                run = []
        run.append(glyph)
        blank = False
    if run:
        segments.append(segment_of(run))
    return Row(at, line.box[1], line.box[3], line.size, segments)


def segment_of(run: list[Glyph]) -> Segment:
    """The segment of some characters in order."""
    return Segment(run[0].x0, max(glyph.x1 for glyph in run), "".join(glyph.char for glyph in run), run)
