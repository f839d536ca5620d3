"""Cells by their place in the text, made into a table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from extract.document import Box, Cell, Role, Span, Table


class Line(NamedTuple):
    """A line of the text: where it starts and ends (without its line break) and what it says."""

    start: int
    end: int
    text: str


class Slot(NamedTuple):
    """A cell to be: its row, column, spans, and the stretch of text it covers, blanks around it included.

    `rest`: further stretches, without blanks around them.
    """

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None
    rest: tuple[tuple[int, int], ...] = ()


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the blanks at both its ends; an empty stretch stays at its start."""
    said = text[start:end].rstrip()
    end = start + len(said)
    return (end - len(said.lstrip()), end) if said else (start, start)


def make_table(index: int, text: str, slots: Iterable[Slot], role: Role = "body") -> Table:
    """The table of some slots (at least one), each cell trimmed to what it says.

    A column that no cell begins in is none: files keep such seams where every row merges over them.
    """
    slots = list(slots)
    begun = sorted({slot.column for slot in slots})
    places = {column: at for at, column in enumerate(begun)}
    cells = []
    for slot in slots:
        start, end = trimmed(text, slot.start, slot.end)
        column, reach = places[slot.column], 1
        if slot.column_span > 1:
            reach = max(1, bisect_left(begun, slot.column + slot.column_span) - column)
        said = text[start:end]
        rest: tuple[Span, ...] = ()
        if slot.rest:
            rest = tuple(Span(begin, stop, slot.page) for begin, stop in slot.rest)
            said = "\n".join((said, *(text[part.start : part.end] for part in rest)))
        cells.append(Cell(slot.row, column, Span(start, end, slot.page, slot.box), said, slot.row_span, reach, rest))
    first = min(cells, key=lambda cell: cell.span.start).span
    return Table(
        index=index,
        span=Span(first.start, max((cell.rest or (cell.span,))[-1].end for cell in cells), first.page),
        cells=tuple(cells),
        rows=max(cell.row + cell.row_span for cell in cells),
        columns=max(cell.column + cell.column_span for cell in cells),
        role=role,
    )
