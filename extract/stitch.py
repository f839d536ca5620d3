"""Parts of tables joined where only a page seam parts them: pieces with boxes, and rows of plain text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.document import Box
from extract.grid import Slot
from extract.lines import TextLine
from extract.marks import is_page_mark

_TOLERANCE = 4.0


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


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a table on one page; `first` and `last`: nothing of the body stands above, or below it."""

    page: int
    table: PageTable
    first: bool
    last: bool


@dataclass(slots=True)
class Laid:
    """A cell on the grid of its whole table: its place there, its page, and what is in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    page: int
    box: Box
    lines: list[TextLine]

    @property
    def text(self) -> str:
        """What the cell says, line by line."""
        return "\n".join(line.text for line in self.lines)


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
        for cell in sorted(piece.table.cells, key=lambda cell: (cell.box[1], cell.box[0])):
            column, row = _at(columns, cell.box[0]), _at(rows, cell.box[1])
            tall = max(1, _at(rows, cell.box[3]) - row)
            wide = max(1, _at(columns, cell.box[2]) - column)
            cells.append(Laid(above + row, column, tall, wide, piece.page, cell.box, list(cell.lines)))
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
