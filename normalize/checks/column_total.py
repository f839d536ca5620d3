"""Columns of a table: the total row is the sum of the rows above in all columns but one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from normalize.checks.check import Check, fault
from normalize.checks.examples import amount, report
from normalize.checks.printed import ZERO, figure, in_unit
from normalize.checks.slipped_unit import fits
from normalize.rows import Amount, CheckRow, Fact, Report

_TOTAL = re.compile(r"^(?:合|总|共)\s*计$")
Column = tuple[Amount, list[Amount]]


def _columns(cells: Sequence[Amount]) -> list[Column]:
    """The total and the figures above it, for each column of one table that has a total row."""
    bottom = max((c.row_index or 0 for c in cells if _TOTAL.match(c.label or "")), default=0)
    columns = []
    for total in (c for c in cells if c.row_index == bottom and _TOTAL.match(c.label or "")):
        above = [c for c in cells if c.column_index == total.column_index and (c.row_index or 0) < bottom]
        columns.append((total, above))
    return columns


def _tied(cell: Amount) -> bool:
    return cell.part_of is not None or cell.measure != "level" or cell.column_index is None or bool(cell.flags)


def find(report: Report) -> Iterator[CheckRow]:
    """One row a column whose total isn't the sum of its rows, where those of other columns are."""
    tables: dict[int, list[Amount]] = {}
    for cell in report.amounts:
        if cell.table_index is not None:
            tables.setdefault(cell.table_index, []).append(cell)
    for cells in tables.values():
        columns = [] if any(_tied(cell) for cell in cells) else _columns(cells)
        told = [column for column in columns if len(column[1]) > 1]
        right = [c for c in told if (printed := figure(c[0])) is not None and printed.value and fits(printed, c[1])]
        for total, above in told:
            if right and len(above) == len(right[0][1]) and all(total is not one[0] for one in right):
                yield from _wrong(report, total, above)


def _wrong(report: Report, total: Amount, above: Sequence[Amount]) -> Iterator[CheckRow]:
    printed = figure(total)
    if printed is None or fits(printed, above):
        return
    added = sum((p.value for row in above if (p := figure(row)) is not None), ZERO)
    expected, found, unit = in_unit(added, total), in_unit(printed.value, total), total.unit or ""
    members: list[Fact] = [total, *above]
    listed = "、".join(row.quote for row in above[:8]) + ("等" if len(above) > 8 else "")
    yield fault(
        report, "sum_of_parts", "error",
        (
            f"表中合计印为{total.quote}{unit}，该列各项（{listed}）相加为{expected}{unit}，差{abs(expected - found)}{unit}",
            f"the table's total is printed as {total.quote}{unit}, the {len(above)} figures of its column come to "
            f"{expected}{unit}, a difference of {abs(expected - found)}{unit}",
        ),
        at=total, members=members, expected=expected, found=found,
    )  # fmt: skip


def _cells(row: int, label: str, *quotes: str) -> list[Amount]:
    places: dict[str, Any] = {"unit": "万元", "table_index": 0, "row_index": row, "domain": "programme"}
    return [amount(quote, label, column_index=at, **places) for at, quote in enumerate(quotes, 1)]


def _table(*rows: tuple[str, ...]) -> Report:
    text = "\n".join(" | ".join(row) for row in rows)
    return report(text, *(cell for at, row in enumerate(rows) for cell in _cells(at, *row)))


CHECK = Check(
    code="sum_of_parts",
    asks="Is each column's total the sum of the column, where the table's other totals are?",
    find=find,
    passes=(
        _table(("道路", "680.00", "668.40"), ("桥梁", "320.00", "300.00"), ("合计", "1000.00", "968.40")),
        _table(("道路", "680.00", "668.40"), ("桥梁", "320.00", "300.00"), ("合计", "1400.00", "1375.76")),  # rows unseen
        report("工资 10 差旅 20 总计 40", *_cells(0, "工资", "10"), *_cells(1, "差旅", "20"), *_cells(2, "总计", "40")),
    ),
    fails=(
        _table(("道路", "680.00", "668.40"), ("桥梁", "320.00", "300.00"), ("合计", "1000.00", "978.40")),
        _table(("甲", "1", "2", "3"), ("乙", "4", "5", "6"), ("合 计", "5", "7", "12")),
    ),
)
