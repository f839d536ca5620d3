"""Parts of tables joined where only a page seam parts them: pieces with boxes, and rows of plain text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.document import Box
from extract.grid import Slot
from extract.marks import is_page_mark

_TOLERANCE = 4.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell on a page: its box and the stretch of the text it holds."""

    box: Box
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a table on one page; `first` and `last`: nothing of the body stands above, or below it."""

    page: int
    cells: tuple[Placed, ...]
    first: bool
    last: bool

    @property
    def columns(self) -> list[float]:
        """The upright edges of the cells, left to right."""
        return edges(x for cell in self.cells for x in (cell.box[0], cell.box[2]))


def edges(values: Iterable[float]) -> list[float]:
    """Values that differ, in order; values nearer than the tolerance are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _TOLERANCE:
            found.append(value)
    return found


def continues(before: Piece, after: Piece) -> bool:
    """Whether a piece goes on with the table at the foot of the page before it.

    Both are as wide, and the edges of one are all edges of the other.
    """
    if after.page != before.page + 1 or not before.last or not after.first:
        return False
    one, two = before.columns, after.columns
    if abs(one[0] - two[0]) > _TOLERANCE or abs(one[-1] - two[-1]) > _TOLERANCE:
        return False
    few, many = sorted((one, two), key=len)
    return all(any(abs(edge - other) <= _TOLERANCE for other in many) for edge in few)


def stitched(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces grouped by table, in reading order."""
    tables: list[list[Piece]] = []
    for piece in pieces:
        if tables and continues(tables[-1][-1], piece):
            tables[-1].append(piece)
        else:
            tables.append([piece])
    return tables


def slots(pieces: Sequence[Piece]) -> list[Slot]:
    """The cells of a table's pieces on one grid; rows of a further page follow those of the page before."""
    columns = edges(x for piece in pieces for cell in piece.cells for x in (cell.box[0], cell.box[2]))
    found: list[Slot] = []
    rows_before = 0
    for piece in pieces:
        rows = edges(y for cell in piece.cells for y in (cell.box[1], cell.box[3]))
        for cell in piece.cells:
            column, row = _at(columns, cell.box[0]), _at(rows, cell.box[1])
            found.append(
                Slot(
                    rows_before + row,
                    column,
                    cell.start,
                    cell.end,
                    max(1, _at(rows, cell.box[3]) - row),
                    max(1, _at(columns, cell.box[2]) - column),
                    piece.page,
                    cell.box,
                )
            )
        rows_before += len(rows) - 1
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
