"""Tables in the text dump of a word processor: a tab opens a cell, a blank line closes a row.

    →项目
    →预算数
    →决算数

    →会议费
    →1.20
    →0.80

A cell that wraps goes on in lines without a tab. A cell merged downwards comes as an empty cell in
each further row; cells merged sideways come as one cell, so such a row is shorter than the others.
How wide its cells are is taken from the rows next to it where these leave only one answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grid import Line, Slot, trimmed

Stretch = tuple[int, int]
Place = tuple[int, int]
"""Column and column span."""

_NUMBER = re.compile(r"[-+]?\d[\d,，]*(?:\.\d+)?")
_BLANK = re.compile(r"\s+")
_MOST_BLANK_LINES = 2
_LONGEST_MEDIAN = 60


def dump_table(text: str, lines: Sequence[Line], at: int) -> tuple[list[Slot], int] | None:
    """The cells of the dumped table that starts at a line, and the line after it; None if no cell opens there.

    There are no cells if what opens there is no table after all, but paragraphs.
    """
    if not lines[at].text.startswith("\t"):
        return None
    rows, end = _rows(lines, at)
    rows = _with_tall_labels(text, rows)
    said = [[_said(text, cell) for cell in row] for row in rows]
    if not _is_table(said):
        return [], end
    slots = [
        Slot(r, column, start, stop, 1, span)
        for r, (row, places) in enumerate(zip(rows, _places(said), strict=True))
        for (start, stop), (column, span) in zip(row, places, strict=True)
    ]
    return slots, end


def _said(text: str, cell: Stretch) -> str:
    start, end = trimmed(text, *cell)
    return _BLANK.sub("", text[start:end])


def _rows(lines: Sequence[Line], at: int) -> tuple[list[list[Stretch]], int]:
    """The rows of cells from a line on, and the line after the table."""
    rows: list[list[Stretch]] = []
    blanks, end, opened = 0, at, False
    for i in range(at, len(lines)):
        line = lines[i]
        if "\t" not in line.text and not line.text.strip():
            blanks, opened = blanks + 1, False
            continue
        if not opened and (not line.text.startswith("\t") or (rows and blanks > _MOST_BLANK_LINES)):
            break
        if not opened:
            rows.append([])
        _add_line(rows[-1], line)
        blanks, end, opened = 0, i + 1, True
    return rows, end


def _add_line(row: list[Stretch], line: Line) -> None:
    """Each tab opens a cell, what stands before the first goes on with the last; a closing tab is nothing."""
    head, *tails = line.text.split("\t")
    if row and head:
        row[-1] = (row[-1][0], line.start + len(head))
    at = line.start + len(head)
    for number, tail in enumerate(tails):
        closing = number + 1 == len(tails) and not tail.strip() and line.text.strip()
        if not closing:
            row.append((at + 1, at + 1 + len(tail)))
        at += 1 + len(tail)


def _with_tall_labels(text: str, rows: list[list[Stretch]]) -> list[list[Stretch]]:
    """The rows with a tall label put back: alone in its row because blank lines stand in its cell.

    The row after it lacks one cell, and the row after that has it, empty.
    """
    joined: list[list[Stretch]] = []
    for at, row in enumerate(rows):
        before = joined[-1] if joined else []
        below = rows[at + 1] if at + 1 < len(rows) else []
        if len(before) == 1 and len(below) == len(row) + 1 and not _said(text, below[0]):
            joined[-1] = before + row
        else:
            joined.append(row)
    return joined


def _is_table(said: list[list[str]]) -> bool:
    """Whether it's a table and not paragraphs with a tab as their indent."""
    if max(map(len, said)) < 2:
        return False
    lengths = sorted(len(cell) for row in said for cell in row if cell)
    if not lengths:
        return False
    sure = len(said) > 1 or any(not cell for row in said for cell in row)
    return lengths[len(lengths) // 2] <= (_LONGEST_MEDIAN if sure else _LONGEST_MEDIAN // 3)


def _places(said: list[list[str]]) -> list[list[Place]]:
    """The column and column span of each cell, from the last row up, then the rows of totals."""
    places: list[list[Place]] = [[(column, 1) for column in range(len(row))] for row in said]
    for at in range(len(said) - 2, -1, -1):
        if len(said[at]) < len(said[at + 1]):
            widths = _over_empties(said[at], said[at + 1]) or _over_repeats(said[at], said[at + 1])
            if widths:
                places[at] = _laid(widths, places[at + 1])
    for at in range(2, len(said)):
        widths = _over_numbers(said, at)
        if widths:
            places[at] = _laid(widths, places[at - 1])
    return places


def _laid(widths: Sequence[int], below: Sequence[Place]) -> list[Place]:
    """Places of cells that lie over so many cells each of a row already placed."""
    places, at = [], 0
    for width in widths:
        last, span = below[at + width - 1]
        places.append((below[at][0], last + span - below[at][0]))
        at += width
    return places


def _over_empties(upper: list[str], lower: list[str]) -> list[int] | None:
    """Widths of headings over their sub-headings: an empty cell lies under a heading merged downwards.

    [项目, 支出, 备注] over [-, 年初, 调整, -] gives 1, 2, 1.
    """
    if not all(upper) or all(lower) or not any(lower) or any(map(_NUMBER.fullmatch, (*upper, *lower))):
        return None
    widths: list[int] = []
    for at, cell in enumerate(lower):
        if cell and at and lower[at - 1]:
            widths[-1] += 1
        else:
            widths.append(1)
    return widths if len(widths) == len(upper) else None


def _over_repeats(upper: list[str], lower: list[str]) -> list[int] | None:
    """Equal widths of headings over sub-headings that come again under each of them."""
    width, rest = divmod(len(lower), len(upper))
    if rest or len(upper) < 2 or not all(upper) or any(map(_NUMBER.fullmatch, lower)):
        return None
    groups = [lower[at : at + width] for at in range(0, len(lower), width)]
    alike = sum(len(set(column)) == 1 and bool(column[0]) for column in zip(*groups, strict=True))
    return [width] * len(upper) if 2 * alike > width else None


def _over_numbers(said: list[list[str]], at: int) -> list[int] | None:
    """Widths of a row of totals: its numbers can only stand in columns of numbers, one column each.

    The columns are those of the rows of one length right above it; None unless a single way is left.
    """
    row, width = said[at], len(said[at - 1])
    numbers = [i for i, cell in enumerate(row) if _NUMBER.fullmatch(cell)]
    if len(row) >= width or not numbers or not row[0] or 0 in numbers:
        return None
    first = at
    while first and len(said[first - 1]) == width:
        first -= 1
    body = [cells for cells in said[first + 1 : at] if sum(map(bool, cells)) > 1]
    if not body:
        return None
    numeric = [
        all(_NUMBER.fullmatch(cell) for cell in column if cell) and any(column)
        for column in zip(*body, strict=True)
    ]
    ways = _ways(numbers, [c for c, yes in enumerate(numeric) if yes], len(row), width)
    return ways[0] if len(ways) == 1 else None


def _ways(numbers: list[int], columns: list[int], cells: int, width: int) -> list[list[int]]:
    """Up to two ways to lay cells over columns with each number one column wide on a column of numbers.

    Between two numbers the other cells must be as many as the columns, or one cell for all of them.
    """
    found: list[list[int]] = []

    def lay(cell: int, column: int, widths: list[int]) -> None:
        if len(found) > 1:
            return
        following = next((n for n in numbers if n >= cell), None)
        stops = columns if following is not None else [width]
        others = (cells if following is None else following) - cell
        for stop in stops:
            gap = stop - column
            if gap < others or (others != 1 and gap != others):
                continue
            laid = widths + ([gap] if others == 1 else [1] * others)
            if following is None:
                found.append(laid)
            else:
                lay(following + 1, stop + 1, [*laid, 1])

    lay(0, 0, [])
    return found
