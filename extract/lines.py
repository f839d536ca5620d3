"""Characters of a page set into lines, and lines into paragraphs, by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from extract.document import Box
from extract.glyphs import Glyph

_BY_BASE, _BY_LEFT = itemgetter(3, 1), itemgetter(1)
"""Keys of a Glyph: baseline and left edge, left edge."""
_ASCENT, _DESCENT = 0.86, 0.14
_UNPARTED = re.compile(r"[（“‘《〔【]*(?:[!-~]+(?:，\d[!-~]*)*|.(?:[/·].)*)[）”’》〕】，。、；：！？]*")
_SENTENCE_END = re.compile(r"[。！？；!?;：:][”’）)」』]?$")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line: its text, its box, its font size, and how sure its characters are (1 where printed)."""

    text: str
    box: Box
    size: float
    sure: float = 1.0


def set_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """The lines that some characters make, from the top down; characters on one baseline are one line."""
    return [line for line in map(line_of, baselines(glyphs)) if line]


def baselines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The characters parted by the baseline they stand on, from the top down."""
    rows: list[list[Glyph]] = []
    base = size = 0.0
    for glyph in sorted(glyphs, key=_BY_BASE):
        if rows and glyph.base - base <= 0.5 * max(size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            base, size = glyph.base, glyph.size
    return rows


def line_of(row: Iterable[Glyph]) -> TextLine | None:
    """The line that the characters on a baseline make, None if they're blank."""
    pieces: list[str] = []
    sizes: list[float] = []
    blank = False
    before, left, last, start, right = "", 0.0, 0.0, 0.0, 0.0
    top, bottom, surest = 1e9, -1e9, 1.0
    for char, x0, x1, base, size, _, sure in sorted(row, key=_BY_LEFT):
        if char.isspace():
            blank = True
            continue
        if not pieces:
            start, right = x0, x1
        else:
            if char == before and x0 - left < 0.15 * size:
                continue  # bold made by printing a character twice
            gap = x0 - last
            if gap > size:
                pieces.append(" " * min(20, round(2 * gap / size)))
            elif blank or gap > 0.45 * size:
                pieces.append(" ")
        pieces.append(char)
        sizes.append(size)
        before, left, last, blank = char, x0, x1, False
        if x1 > right:
            right = x1
        if base - _ASCENT * size < top:
            top = base - _ASCENT * size
        if base + _DESCENT * size > bottom:
            bottom = base + _DESCENT * size
        if sure < surest:
            surest = sure
    if not pieces:
        return None
    return TextLine("".join(pieces), (start, top, right, bottom), sorted(sizes)[len(sizes) // 2], surest)


@dataclass(frozen=True, slots=True)
class Measure:
    """The column that running text is set in: its left and right edge, if paragraphs are indented, how wide tables are."""

    left: float
    right: float
    indented: bool
    tables: float = 0.0


def measure(lines: Sequence[TextLine], tables: float = 0.0) -> Measure:
    """The text column of some lines of a document; `tables`: how wide its widest table is."""
    if not lines:
        return Measure(0.0, 0.0, False, tables)
    lefts = sorted(line.box[0] for line in lines)
    rights = sorted(line.box[2] for line in lines)
    left, right = lefts[len(lefts) // 10], rights[(9 * len(rights)) // 10]
    indents = sum(1.2 < (line.box[0] - left) / line.size < 2.8 for line in lines)
    return Measure(left, right, indents > 2, tables)


def first_word(text: str) -> float:
    """The width, in font sizes, of what couldn't be parted to fill up the line before, at most."""
    plain = _UNPARTED.match(text)
    return 0.6 + sum(0.6 if char < "\x7f" else 1.0 for char in (plain[0] if plain else ""))


def goes_on(before: TextLine, after: TextLine, column: Measure) -> bool:
    """Whether a line goes on with the paragraph of the line before it, on the same page.

    The line before fills the column, the line after starts at its left edge, in the same size.
    Without indents, the end of a sentence at the end of a line ends its paragraph.
    """
    size = before.size
    if abs(before.size - after.size) >= 0.6 or not 0 < after.box[3] - before.box[3] < 2.4 * size:
        return False
    return _title_goes_on(before, after, column) or (
        before.box[0] < column.left + 2.8 * size
        and before.box[2] > column.right - first_word(after.text) * size
        and abs(after.box[0] - column.left) < 0.8 * size
        and (column.indented or not _SENTENCE_END.search(before.text))
    )


def _title_goes_on(before: TextLine, after: TextLine, column: Measure) -> bool:
    """Whether two lines are one title: set in the middle, the first as wide as what follows lets it be."""
    wide, rest = before.box[2] - before.box[0], after.box[2] - after.box[0]
    middle = abs(before.box[0] + wide / 2 - after.box[0] - rest / 2) < 0.3 * before.size
    room = max(column.right - column.left, column.tables) - wide
    return middle and rest < wide and room < first_word(after.text) * before.size and not _SENTENCE_END.search(before.text)
