"""Sheets of cells as they're displayed, made into the lines and tables a person sees in them.

Borders decide: rows with drawn cells are a table, the rows between are lines (a title, 单位：万元, notes). A
sheet without borders has its tables where rows hold several cells. Text: the sheet's name (a title where the
sheet has no other; Sheet1 is none), then a line a row, cells parted by tabs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extract.document import Block, Document, Problem, ReadingError, Role, Source, Span
from extract.grid import Slot, make_table, trimmed
from extract.marks import roles

_GIVEN_BY_PROGRAM = re.compile(r"(?:sheet|工作表)\s*[\d()（）]*", re.IGNORECASE)
_MOST_BLANK_ROWS = 40
_MOST_PLACES = 3_000_000
_FILLED_IN = 20_000


@dataclass(slots=True)
class Row:
    """A row that holds something: its number, what its cells show by column, and the columns drawn with borders."""

    number: int
    said: dict[int, str]
    drawn: frozenset[int] = frozenset()


Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


@dataclass(slots=True)
class Sheet:
    """A sheet: its name, if a person sees it, its rows from the top down, its merged areas, what is amiss."""

    name: str
    hidden: bool
    rows: list[Row] = field(default_factory=list)
    merged: Sequence[Area] = ()
    notes: Sequence[str] = ()
    """what stands in text boxes"""
    problems: Sequence[tuple[str, str]] = ()
    """(code, message)"""


def sheets_document(sheets: Iterable[Sheet], source: Source) -> Document:
    """The document of a workbook's sheets; hidden ones are furniture at its end, with a problem that names each."""
    writer = _Writer()
    hidden = []
    for sheet in sheets:
        if sheet.hidden:
            hidden.append(sheet)
        else:
            writer.sheet(sheet)
    for sheet in hidden:
        writer.hidden_sheet(sheet)
    return writer.document(source)


class _Writer:
    """The text so far, its lines and the slots of its tables."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._lines: list[tuple[int, int, Role, int | None]] = []
        self._tables: list[list[Slot]] = []
        self._problems: list[Problem] = []

    def document(self, source: Source) -> Document:
        text = "".join(self._parts)
        if not text.strip():
            raise ReadingError("empty", f"{source.name}: no cell of the workbook holds anything. Get it again.")
        said = [text[start:end] for start, end, _, _ in self._lines]
        blocks = tuple(
            Block(Span(start, end), line, guess if role == "body" else role, level)
            for (start, end, role, level), line, guess in zip(self._lines, said, roles(said), strict=True)
        )
        tables = tuple(make_table(index, text, slots) for index, slots in enumerate(self._tables))
        return Document(source, text, blocks, tables, tuple(self._problems))

    def sheet(self, sheet: Sheet) -> None:
        """Write down a sheet; one that holds nothing leaves no trace."""
        start = self._length
        areas = _Areas(sheet)
        groups = list(_groups(sheet.rows, areas))
        if groups and not _GIVEN_BY_PROGRAM.fullmatch(sheet.name.strip()):
            self._line(sheet.name, "furniture" if groups[0][0] == "line" else "body", 1)
        for kind, members in groups:
            if kind == "table":
                self._table(members, areas)
            else:
                for row in members:
                    for column in sorted(row.said):
                        self._line(row.said[column], "body")
        for note in sheet.notes:
            self._line(note, "body")
        for code, message in sheet.problems:
            where = Span(start, self._length)
            self._problems.append(Problem(code, "warning", f"sheet {sheet.name}: {message}", where))

    def hidden_sheet(self, sheet: Sheet) -> None:
        """Write down a sheet that nobody sees: a line a row, no table."""
        if not sheet.rows:
            return
        start = self._length
        self._line(sheet.name, "furniture", 1)
        for row in sheet.rows:
            self._line("\t".join(row.said[column] for column in sorted(row.said)), "furniture")
        message = f"the sheet {sheet.name} is hidden: its figures were left out. Show it and save the file if they count."
        self._problems.append(Problem("hidden_sheet", "info", message, Span(start, self._length)))

    def _add(self, text: str) -> tuple[int, int]:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start, self._length

    def _line(self, text: str, role: Role, level: int | None = None) -> None:
        for line in text.split("\n"):
            first, last = trimmed(line, 0, len(line))
            start, _ = self._add(line + "\n")
            if first < last:
                self._lines.append((start + first, start + last, role, level))

    def _table(self, rows: Sequence[Row], areas: _Areas) -> None:
        columns = sorted({column for row in rows for column in (*row.said, *row.drawn)})
        every = len(rows) * len(columns) < max(_FILLED_IN, 8 * sum(len(row.said) for row in rows))
        at = {column: place for place, column in enumerate(columns)}
        numbers = [row.number for row in rows]
        slots: list[Slot] = []
        for place, row in enumerate(rows):
            for column in columns if every else sorted(row.said):
                if (row.number, column) in areas.covered:
                    continue
                start, end = self._add(row.said.get(column, ""))
                self._add("\t")
                last_row, last_column = areas.end(row.number, column)
                tall = len(_between(numbers, row.number, last_row)) if last_row > row.number else 1
                wide = len(_between(columns, column, last_column)) if last_column > column else 1
                slots.append(Slot(place, at[column], start, end, tall, wide))
            self._add("\n")
        self._tables.append(slots)


class _Areas:
    """The merged areas of a sheet, cut to the places it uses; of two that overlap the first counts."""

    def __init__(self, sheet: Sheet) -> None:
        columns = sorted({column for row in sheet.rows for column in (*row.said, *row.drawn)})
        numbers = [row.number for row in sheet.rows]
        self._ends: dict[tuple[int, int], tuple[int, int]] = {}
        self.covered: set[tuple[int, int]] = set()
        tried = 0
        for top, left, bottom, right in sheet.merged:
            down, across = _between(numbers, top, bottom), _between(columns, left, right)
            tried += len(down) * len(across)
            if tried > _MOST_PLACES:
                raise MemoryError("merged areas over more cells than can be read")
            places = [(row, column) for row in down for column in across]
            if len(places) < 2 or places[0] != (top, left):
                continue
            if any(place in self.covered or place in self._ends for place in places):
                continue
            self._ends[top, left] = places[-1]
            self.covered.update(places[1:])

    def end(self, row: int, column: int) -> tuple[int, int]:
        """The last row and column of the area that begins at a place."""
        return self._ends.get((row, column), (row, column))


def _between(values: Sequence[int], first: int, last: int) -> Sequence[int]:
    return values[bisect_left(values, first) : bisect_right(values, last)]


def _groups(rows: Sequence[Row], areas: _Areas) -> Iterator[tuple[str, list[Row]]]:
    """The rows by what they are to the eye: ("line", rows) or ("table", rows), from the top down."""
    for row in rows:
        for column in [column for column in row.said if (row.number, column) in areas.covered]:
            del row.said[column]  # what a merged area covers isn't shown
    for drawn, members in groupby(_parted(rows), key=lambda pair: (pair[0], bool(pair[1].drawn))):
        group = [row for _, row in members]
        while group and not group[-1].said:
            group.pop()
        while group and not group[0].said:
            group.pop(0)
        if group:
            yield from _framed(group, drawn[1], areas)


def _parted(rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """The rows with a number that rises at each gap: a blank row without borders, or very many with them."""
    part, blank = 0, 0
    before: int | None = None
    for row in rows:
        blank = 0 if row.said else blank + 1
        if before is not None and row.number > before + 1:
            part += 1
        if blank <= _MOST_BLANK_ROWS:
            yield part, row
        elif blank == _MOST_BLANK_ROWS + 1:
            part += 1
        before = row.number


def _framed(group: list[Row], drawn: bool, areas: _Areas) -> Iterator[tuple[str, list[Row]]]:
    """A group as lines above, the table, and lines below."""
    columns = {column for row in group for column in (*row.said, *row.drawn)}

    def is_line(row: Row) -> bool:
        if len(row.said) != 1:
            return not row.said
        ((column, _),) = row.said.items()
        last_row, last_column = areas.end(row.number, column)
        whole = column == min(columns) and last_column >= max(columns)
        return last_row == row.number and (whole or not drawn)

    first, last = 0, len(group)
    while first < last and is_line(group[first]):
        first += 1
    while last > first and is_line(group[last - 1]):
        last -= 1
    table = group[first:last]
    if not drawn and len(table) == 1:
        first = last = len(group)
        table = []
    yield from (("line", [row]) for row in group[:first] if row.said)
    if table:
        yield "table", table
    yield from (("line", [row]) for row in group[last:] if row.said)
