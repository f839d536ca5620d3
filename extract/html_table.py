"""Tables of web pages: which hold data, and where on the grid their cells stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

_MOST_SPAN = 1000
_MOST_PLACES = 2_000_000


class Place(NamedTuple):
    """A cell of a table with its place on the grid."""

    row: int
    column: int
    row_span: int
    column_span: int
    cell: Any


def is_data(table: Any) -> bool:
    """Whether a table is one to the reader, too; others lay out a page: a single row or column, or tables inside."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return False
    rows = [cells for group in groups_of(table) for row in group if (cells := cells_of(row))]
    return len(rows) > 1 and max(len(cells) for cells in rows) > 1


def groups_of(table: Any) -> list[list[Any]]:
    """The rows of a table itself by group, the head first and the foot last."""
    parts: dict[str, list[list[Any]]] = {"thead": [], "tbody": [], "tfoot": []}
    for child in table:
        if child.tag == "tr":
            loose = child.getprevious() is not None and child.getprevious().tag == "tr"
            if not loose or not parts["tbody"]:
                parts["tbody"].append([])
            parts["tbody"][-1].append(child)
        elif child.tag in parts:
            parts[child.tag].append([row for row in child if row.tag == "tr"])
    return parts["thead"] + parts["tbody"] + parts["tfoot"]


def cells_of(row: Any) -> list[Any]:
    """The cells of a row."""
    return [cell for cell in row if cell.tag in ("td", "th")]


def places(table: Any) -> Iterator[Place]:
    """The cells of a table in reading order, by the rules of HTML: a cell ends at the latest with its group."""
    number = covered = 0
    for group in groups_of(table):
        taken: dict[int, int] = {}  # columns that a cell from above still covers, and for how many rows
        for at, row in enumerate(group):
            below = {column: left - 1 for column, left in taken.items() if left > 1}
            column = 0
            for cell in cells_of(row):
                while column in taken:
                    column += 1
                tall = min(_span(cell.get("rowspan")) or len(group), len(group) - at)
                wide, most = 1, min(_MOST_SPAN, _span(cell.get("colspan")) or 1)
                while wide < most and column + wide not in taken:
                    wide += 1
                covered += wide * tall
                if covered > _MOST_PLACES:
                    raise MemoryError("cells span more places than a table may have")
                yield Place(number, column, tall, wide, cell)
                if tall > 1:
                    below.update(dict.fromkeys(range(column, column + wide), tall - 1))
                column += wide
            taken = below
            number += 1


def _span(value: str | None) -> int:
    """A span; 0 stands for all rows that are left, what isn't a number for one."""
    value = (value or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
