"""Characters of a page set into lines, and lines into paragraphs, by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.document import Box
from extract.glyphs import Glyph

_ASCENT, _DESCENT = 0.86, 0.14
_UNPARTED = re.compile(r"[（“‘《〔【]*(?:[!-~]+|.)[）”’》〕】，。、；：！？]*")
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
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.x0)):
        first = rows[-1][0] if rows else None
        if first and glyph.base - first.base <= 0.5 * max(first.size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def line_of(row: Iterable[Glyph]) -> TextLine | None:
    """The line that the characters on a baseline make, None if they're blank."""
    pieces: list[str] = []
    last: Glyph | None = None
    blank = False
    shown: list[Glyph] = []
    for glyph in sorted(row, key=lambda glyph: glyph.x0):
        if glyph.char.isspace():
            blank = True
            continue
        if last is not None:
            gap = glyph.x0 - last.x1
            if glyph.char == last.char and glyph.x0 - last.x0 < 0.15 * glyph.size:
                continue  # bold made by printing a character twice
            if gap > glyph.size:
                pieces.append(" " * min(20, round(2 * gap / glyph.size)))
            elif blank or gap > 0.45 * glyph.size:
                pieces.append(" ")
        pieces.append(glyph.char)
        shown.append(glyph)
        last, blank = glyph, False
    if not shown:
        return None
    size = sorted(glyph.size for glyph in shown)[len(shown) // 2]
    top = min(glyph.base - _ASCENT * glyph.size for glyph in shown)
    bottom = max(glyph.base + _DESCENT * glyph.size for glyph in shown)
    box = (min(glyph.x0 for glyph in shown), top, max(glyph.x1 for glyph in shown), bottom)
    return TextLine("".join(pieces), box, size, min(glyph.sure for glyph in shown))


@dataclass(frozen=True, slots=True)
class Measure:
    """The column that running text is set in: its left and right edge, and if paragraphs are indented."""

    left: float
    right: float
    indented: bool


def measure(lines: Sequence[TextLine]) -> Measure:
    """The text column of some lines of a document."""
    if not lines:
        return Measure(0.0, 0.0, False)
    lefts = sorted(line.box[0] for line in lines)
    rights = sorted(line.box[2] for line in lines)
    left, right = lefts[len(lefts) // 10], rights[(9 * len(rights)) // 10]
    indents = sum(1.2 < (line.box[0] - left) / line.size < 2.8 for line in lines)
    return Measure(left, right, indents > 2)


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
    return (
        abs(before.size - after.size) < 0.6
        and 0 < after.box[3] - before.box[3] < 2.4 * size
        and before.box[0] < column.left + 2.8 * size
        and before.box[2] > column.right - first_word(after.text) * size
        and abs(after.box[0] - column.left) < 0.8 * size
        and (column.indented or not _SENTENCE_END.search(before.text))
    )
