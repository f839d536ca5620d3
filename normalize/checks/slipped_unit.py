"""Slips of the unit: figures that suit one another once one of them is taken 10,000 times larger or smaller."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from normalize.checks.check import fault
from normalize.checks.printed import ZERO, Printed, figure, in_next_unit, named, plain, ratio, shown, total
from normalize.rows import Amount, CheckRow, Headcount, Rate, Report

Row = Amount | Headcount
Slip = tuple[Amount, Decimal]
"""The figure, and how many times larger it must be taken."""
FACTORS = (Decimal(10_000), Decimal(1) / 10_000)


def prints(rows: Sequence[Row]) -> list[Printed]:
    """The figures of rows with the exactness of their print."""
    return [printed for row in rows if (printed := figure(row)) is not None]


def fits(whole: Printed, rows: Sequence[Row]) -> bool:
    """Whether rows add up to a whole."""
    return whole.agrees(*total(prints(rows)))


def _scaled(row: Row, factor: Decimal) -> Printed:
    printed = figure(row) or Printed(ZERO, ZERO)
    return Printed(printed.value * factor, printed.unit * factor)


def in_sum(whole: Row, parts: Sequence[Row]) -> Slip | None:
    """The one figure of a list that makes the sum right when it is taken in the next unit."""
    printed = figure(whole)
    if not isinstance(whole, Amount) or not 2 <= len(parts) <= 40:
        return None
    if printed is None or printed.value <= 0 or fits(printed, parts):
        return None
    if any(set(row.flags) - {"whole_unclear"} for row in (whole, *parts)):
        return None  # a unit that is printed nowhere
    for row in (whole, *parts):
        for factor in FACTORS:
            terms = [_scaled(part, factor if part is row else Decimal(1)) for part in parts]
            sum_ = _scaled(whole, factor if whole is row else Decimal(1))
            matters = row is whole or _scaled(row, factor).value * 100 >= sum_.value
            if isinstance(row, Amount) and row.qualifier == "exact" and matters and sum_.agrees(*total(terms)):
                return row, factor
    return None


def in_ratio(report: Report, share: Printed, above: Row, below: Row | Printed) -> Slip | None:
    """The one of two amounts that makes a printed rate of the one over the other right in the next unit."""
    rows = [row for row in (above, below) if isinstance(row, Amount)]
    if above not in rows or any(row.flags or row.qualifier != "exact" or not row.value_yuan for row in rows):
        return None
    whole = below if isinstance(below, Printed) else figure(below)
    size = Printed(abs(share.value), share.unit)
    for factor in FACTORS:
        given = ratio(_scaled(rows[0], factor), whole) if whole and share.value else None
        if given is None or not size.agrees(*given):
            continue
        odd = _odd(report, rows)
        return (odd, factor if odd is rows[0] else 1 / factor)
    return None


def _odd(report: Report, rows: Sequence[Amount]) -> Amount:
    """The one of two amounts that is printed in another unit than most of its part; else the larger one."""
    small = Counter(row.unit == "元" for row in report.amounts if row.part_id == rows[0].part_id)
    strangers = [row for row in rows if (row.unit == "元") != small.most_common(1)[0][0]]
    return strangers[0] if len(strangers) == 1 else max(rows, key=lambda row: row.value_yuan or ZERO)


def told_by_rate(report: Report, found: Slip, share: Rate, other: tuple[str, str], members: Sequence[Row]) -> CheckRow:
    """The fault of an amount whose unit a rate printed of it shows to be wrong; `other`: what the rate is of, in words."""
    row, factor = found
    meant = in_next_unit(row, factor)
    chinese, english = named(row)
    return fault(
        report, "magnitude", "warning",
        (
            f"{chinese}与{other[0]}、{share.label or ''}{share.quote}不合，若为{meant}则相合，单位很可能有误",
            f"{english} doesn't suit {other[1]} and the {share.quote} printed of it; {meant} would: "
            "the unit is very probably wrong",
        ),
        at=row, members=(row, share, *(one for one in members if one is not row)),
        expected=plain((row.value_yuan or ZERO) * factor), found=row.value_yuan,
    )  # fmt: skip


def told_by_sum(report: Report, found: Slip, whole: Row, parts: Sequence[Row]) -> CheckRow:
    """The fault of an amount that a list adds up with in the next unit only."""
    row, factor = found
    name, meant = whole.label or "", in_next_unit(row, factor)
    chinese, english = ("其各项之和", "its parts") if row is whole else (f"{name}{whole.quote}及其他各项", f"{name} {whole.quote}")
    return fault(
        report, "magnitude", "warning",
        (
            f"{row.label or ''}印为{shown(row)}，若为{meant}则与{chinese}相合，单位很可能有误",
            f"{row.label or ''} is printed as {shown(row)}; {meant} would suit {english}: the unit is very probably wrong",
        ),
        at=row, members=(whole, *parts), expected=plain((row.value_yuan or ZERO) * factor), found=row.value_yuan,
    )  # fmt: skip
