"""Tables dumped as plain text with one cell a line, no tab before it.

    项目          A blank line may part the rows. Else the header tells how many cells a row has: the lines up
    预算数        to the first row's first cell. Either way every row must hold its figures in the same places;
    决算数        where a cell is missing, or two readings are left, the lines stay lines.
    会议费
    1.20
    0.80
    培训费
    …
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from extract.grid import Line, Slot
from extract.segments import PROSE
from extract.spaced import is_figure, is_mute

_LEAST_COLUMNS = 3
_MOST_COLUMNS = 20
_LEAST_ROWS = 2
_LONGEST = 30
_LONGEST_HEAD = 16
_MOST_TITLES = 2

class _Cell(NamedTuple):
    """A line that may be a cell: its number, the line, whether it's a figure, or a sign that there's none."""

    at: int
    line: Line
    figure: bool
    mute: bool


Rows = Sequence[Sequence[_Cell]]


def stacked_tables(lines: Sequence[Line]) -> dict[int, tuple[list[Slot], int]]:
    """The cells of each table of one cell a line and the line after it, by the line that it starts at."""
    found: dict[int, tuple[list[Slot], int]] = {}
    for groups in _runs(lines):
        tables = list(_by_blanks(groups))
        taken = {group[0].at for rows in tables for group in rows}
        alone = (_by_header(group) for group in groups if group[0].at not in taken)
        for rows in (*tables, *filter(None, alone)):
            found[rows[0][0].at] = _slots(rows), rows[-1][-1].at + 1
    return found


def _runs(lines: Sequence[Line]) -> Iterator[list[list[_Cell]]]:
    """Runs of short lines that hold figures alone among them: groups of lines, one blank line between two."""
    groups: list[list[_Cell]] = []
    blank = 1
    for at, line in enumerate(lines):
        said = line.text.strip()
        if not said:
            blank += 1
            continue
        short = len(said) <= _LONGEST and "\t" not in line.text and "|" not in said and not PROSE.search(said)
        if not short or blank > 1:
            yield from _with_figures(groups)
            groups = []
        if short:
            if blank or not groups:
                groups.append([])
            groups[-1].append(_Cell(at, line, is_figure(said), is_mute(said)))
        blank = 0
    yield from _with_figures(groups)


def _with_figures(groups: list[list[_Cell]]) -> Iterator[list[list[_Cell]]]:
    if sum(cell.figure for group in groups for cell in group) >= _LEAST_ROWS:
        yield groups


def _by_blanks(groups: Sequence[Sequence[_Cell]]) -> Iterator[Rows]:
    """The tables whose rows are groups of lines, all of one size."""
    for _, alike in groupby(groups, len):
        run = list(alike)
        bare = [not any(cell.figure for cell in group) for group in run]
        for at in range(1, len(run)):
            if bare[at - 1] and not bare[at]:
                end = next((i for i in range(at, len(run)) if bare[i]), len(run))
                if _stands(run[at - 1 : end]):
                    yield run[at - 1 : end]


def _by_header(group: Sequence[_Cell]) -> Rows | None:
    """The table of lines without blank lines between its rows, None unless there's one way to read it.

    Up to two lines of a title may stand above it, and words below it if its rows end in figures.
    """
    figures = [at for at, cell in enumerate(group) if cell.figure]
    if len(figures) < _LEAST_ROWS:
        return None
    ways = set()
    for start in range(1 + _MOST_TITLES):
        for end in {len(group), figures[-1] + 1}:
            for count in range(_LEAST_COLUMNS, min(_MOST_COLUMNS, figures[0] - start) + 1):
                if (end - start) % count == 0 and _stands(_cut(group, start, end, count)):
                    ways.add((start, end, count))
    return _cut(group, *ways.pop()) if len(ways) == 1 else None


def _cut(group: Sequence[_Cell], start: int, end: int, count: int) -> Rows:
    return [group[at : at + count] for at in range(start, end, count)]


def _stands(rows: Rows) -> bool:
    """Whether the first row heads the others: names over columns that each hold figures only, or words only."""
    head, body = rows[0], rows[1:]
    names = all(not (c.figure or c.mute) and len(c.line.text.strip()) <= _LONGEST_HEAD and "：" not in c.line.text for c in head)
    if not names or not _LEAST_COLUMNS <= len(head) <= _MOST_COLUMNS or len(body) < _LEAST_ROWS:
        return False
    columns = list(zip(*body, strict=True))
    figures = [all(cell.figure or cell.mute for cell in column) and any(cell.figure for cell in column) for column in columns]
    words = [not any(cell.figure for cell in column) for column in columns]
    counted = [cell.line.text.strip() for cell in columns[0]] == [str(number) for number in range(1, len(body) + 1)]
    if not (words[0] or counted):
        return False
    return any(figures[1:]) and all(one or two for one, two in zip(figures, words, strict=True)) and any(words)


def _slots(rows: Rows) -> list[Slot]:
    return [Slot(r, c, cell.line.start, cell.line.end) for r, row in enumerate(rows) for c, cell in enumerate(row)]
