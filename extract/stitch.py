"""Parts of tables joined where only a page seam parts them: pieces with boxes, and rows of plain text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.document import Box
from extract.grid import Slot
from extract.lines import TextLine
from extract.marks import is_page_mark

_TOLERANCE = 4.0

DIGIT = 0.62
"""How wide a digit is, in font sizes."""
_CUT_FIGURE = re.compile(r"\d\|[.,]?\d|\d[.,]\|\d")
_WHOLE_FIGURE = re.compile(r"[^\d.,]*(?:\d+|\d{1,3}(?:,\d{3})+)(?:[.,]\d{0,6})?(?![\d.,]).*")


def cuts_figure(before: str, after: str) -> bool:
    """Whether a figure goes on from one line to the next: 2694|.55, 97.8|0%; what they make is one figure."""
    cut = _CUT_FIGURE.search(f"{before[-2:]}|{after[:2]}")
    return cut is not None and _WHOLE_FIGURE.fullmatch(before + after) is not None


@dataclass(frozen=True, slots=True)
class Held:
    """A cell on a page: its box and the lines in it."""

    box: Box
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on a page; `strips`: the blank between its columns, outer sides included, where no rule is drawn."""

    cells: tuple[Held, ...]
    strips: tuple[tuple[float, float], ...] = ()

    @property
    def columns(self) -> list[float]:
        """The upright edges of the cells, left to right."""
        return edges(x for cell in self.cells for x in (cell.box[0], cell.box[2]))

    @property
    def padding(self) -> float:
        """The blank at either side of a cell that its text leaves at least."""
        gaps = ((line.box[0] - cell.box[0], cell.box[2] - line.box[2]) for cell in self.cells for line in cell.lines)
        return max(0.0, min((gap for pair in gaps for gap in pair), default=0.0))


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a table on one page; `first` and `last`: nothing of the body stands above, or below it."""

    page: int
    table: PageTable
    first: bool
    last: bool


@dataclass(slots=True)
class Laid:
    """A cell on the grid of its whole table: its place there, its page, and what is in it.

    `inner`: how wide its text may be; `again`: it's of a header that a page only repeats, and is no cell of the table.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    page: int
    box: Box
    lines: list[TextLine]
    inner: float
    again: bool = False

    @property
    def text(self) -> str:
        """What the cell says, line by line; a figure that was broken for want of room is whole again."""
        said: list[str] = []
        for at, line in enumerate(self.lines):
            if at and cuts_figure(said[-1], line.text) and self.room(self.lines[at - 1]) < DIGIT:
                said[-1] += line.text
            else:
                said.append(line.text)
        return "\n".join(said)

    def room(self, line: TextLine) -> float:
        """How much of the cell's width a line leaves, in font sizes."""
        return (self.inner - (line.box[2] - line.box[0])) / (line.size or 1.0)


def edges(values: Iterable[float], tolerance: float = _TOLERANCE) -> list[float]:
    """Values that differ, in order; values nearer than the tolerance are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > tolerance:
            found.append(value)
    return found


def continues(before: Piece, after: Piece) -> bool:
    """Whether a piece goes on with the table at the foot of the page before it.

    Both are as wide, and the edges of one are all edges of the other; without rules, the blank strips
    between their columns meet.
    """
    if after.page != before.page + 1 or not before.last or not after.first:
        return False
    if before.table.strips or after.table.strips:
        return fits(before.table, after.table)
    one, two = before.table.columns, after.table.columns
    if abs(one[0] - two[0]) > _TOLERANCE or abs(one[-1] - two[-1]) > _TOLERANCE:
        return False
    few, many = sorted((one, two), key=len)
    return all(any(abs(edge - other) <= _TOLERANCE for other in many) for edge in few)


def fits(before: PageTable, after: PageTable) -> bool:
    """Whether two tables without rules have the same columns."""
    if len(before.strips) != len(after.strips):
        return False
    pairs = zip(before.strips[1:-1], after.strips[1:-1], strict=True)
    return all(one[0] <= two[1] and two[0] <= one[1] for one, two in pairs)


def stitched(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces grouped by table, in reading order."""
    tables: list[list[Piece]] = []
    for piece in pieces:
        if tables and continues(tables[-1][-1], piece):
            tables[-1].append(_moved(piece, tables[-1][-1]))
        else:
            tables.append([piece])
    return tables


def _moved(piece: Piece, before: Piece) -> Piece:
    """A piece without rules, its cells moved onto the columns of the piece before it."""
    if not piece.table.strips:
        return piece
    onto = dict(zip(piece.table.columns, before.table.columns, strict=True))
    cells = tuple(
        replace(held, box=(onto[held.box[0]], held.box[1], onto[held.box[2]], held.box[3]))
        for held in piece.table.cells
    )
    return replace(piece, table=replace(piece.table, cells=cells))


def laid(pieces: Sequence[Piece]) -> list[list[Laid]]:
    """The cells of a table's pieces on one grid, a list a piece; rows of a page follow those of the page before."""
    columns = edges(x for piece in pieces for x in piece.table.columns)
    found: list[list[Laid]] = []
    above = 0
    for piece in pieces:
        heights = (y for cell in piece.table.cells for y in (cell.box[1], cell.box[3]))
        rows = edges(heights, 0.1 if piece.table.strips else _TOLERANCE)
        cells = []
        padding = piece.table.padding
        for cell in sorted(piece.table.cells, key=lambda cell: (cell.box[1], cell.box[0])):
            column, row = _at(columns, cell.box[0]), _at(rows, cell.box[1])
            tall = max(1, _at(rows, cell.box[3]) - row)
            wide = max(1, _at(columns, cell.box[2]) - column)
            inner = cell.box[2] - cell.box[0] - 2 * padding
            cells.append(Laid(above + row, column, tall, wide, piece.page, cell.box, list(cell.lines), inner))
        found.append(cells)
        above += len(rows) - 1
    return found


def joined(
    text: str, tables: Sequence[tuple[list[Slot], int]], lines: Sequence[str]
) -> list[tuple[list[Slot], int]]:
    """Tables without boxes, each with the number of lines before it; continuations are joined to their table.

    Nothing but page marks stands between the two; the second repeats the header of the first, or comes
    after a page mark and is as wide.
    """
    found: list[tuple[list[Slot], int]] = []
    since = 0
    for slots, before in tables:
        marks = all(map(is_page_mark, lines[since:before]))
        if found and marks and _goes_on(text, found[-1][0], slots, before > since):
            found[-1] = _below(found[-1][0], slots), found[-1][1]
        else:
            found.append((slots, before))
        since = before
    return found


def _goes_on(text: str, before: Sequence[Slot], after: Sequence[Slot], seam: bool) -> bool:
    one, two = _header(text, before), _header(text, after)
    return (any(one) and one == two) or (seam and _width(before) == _width(after))


def _header(text: str, table: Sequence[Slot]) -> list[str]:
    return ["".join(text[slot.start : slot.end].split()) for slot in table if slot.row == table[0].row]


def _width(table: Sequence[Slot]) -> int:
    return max(slot.column + slot.column_span for slot in table)


def _below(before: Sequence[Slot], after: Iterable[Slot]) -> list[Slot]:
    """The slots of a table with those of another under them."""
    rows = max(slot.row + slot.row_span for slot in before)
    return [*before, *(slot._replace(row=slot.row + rows) for slot in after)]


def _at(values: Sequence[float], value: float) -> int:
    """The index of an edge; edges hold the smallest value of each cluster."""
    return max(0, bisect_left(values, value + 0.01) - 1)
