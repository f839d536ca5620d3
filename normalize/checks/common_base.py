"""Shares beside the items of a list, of a whole that isn't said: all but one stand for the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from normalize.checks.check import fault
from normalize.checks.printed import ZERO, Printed, figure, percent, rounded
from normalize.checks.slipped_unit import in_ratio, told_by_rate
from normalize.rows import Amount, CheckRow, Headcount, Rate, Report

Pair = tuple[Rate, Amount | Headcount]


def _base(pair: Pair) -> tuple[Decimal, Decimal] | None:
    """The least and greatest whole that a figure and its share stand for; None where they tell nothing."""
    share, part = percent(pair[0]), figure(pair[1])
    if share is None or part is None or share.value - share.unit <= 0 or part.value <= 0:
        return None
    return 100 * part.low / (share.value + share.unit), 100 * part.high / (share.value - share.unit)


def odd_one(report: Report, pairs: Sequence[Pair]) -> Iterator[CheckRow]:
    """The fault of the one share of a list that is of another whole than all the others."""
    told = [(pair, base) for pair in pairs if (base := _base(pair)) is not None]
    odd = [pair for pair, base in told if _stands_alone(pair, base, told)]
    beyond = [pair for pair in odd if (share := percent(pair[0])) and share.value - share.unit > 100]
    if len(told) == 2 and len(odd) == 2:
        right = [pair for pair, base in told if any(base[0] <= whole <= base[1] for whole in _totals(report, pair))]
        odd = beyond if len(beyond) == 1 else [pair for pair in odd if pair not in right and len(right) == 1]
    for pair in (beyond or odd)[:1]:
        bases = [base for other, base in told if other is not pair]
        yield from _fault(report, pair, (max(low for low, _ in bases) + min(high for _, high in bases)) / 2, told)


Told = Sequence[tuple[Pair, tuple[Decimal, Decimal]]]


def _stands_alone(pair: Pair, base: tuple[Decimal, Decimal], told: Told) -> bool:
    """Whether the others stand for one whole, and this one for another."""
    others = [other for one, other in told if one is not pair]
    if not others:
        return False
    least, greatest = max(low for low, _ in others), min(high for _, high in others)
    return least <= greatest and (base[0] > greatest or base[1] < least)


def _totals(report: Report, pair: Pair) -> list[Decimal]:
    """The totals of its part that a figure of that year and stage may be broken down from."""
    part = pair[1]
    if not isinstance(part, Amount):
        return []
    side = "revenue.total" if (part.concept or "").startswith("revenue") else "expenditure.total"
    return [
        row.value_yuan for row in report.amounts
        if row.concept == side and row.measure == "level" and row.value_yuan is not None
        and (row.part_id, row.fiscal_year, row.stage) == (part.part_id, part.fiscal_year, part.stage)
    ]  # fmt: skip


def _fault(report: Report, pair: Pair, whole: Decimal, told: Told) -> Iterator[CheckRow]:
    share, part = percent(pair[0]), figure(pair[1])
    if share is None or part is None:
        return
    others = "、".join(other[0].quote for other, _ in told if other is not pair)
    if (slip := in_ratio(report, share, pair[1], Printed(whole, whole / 1000))) is not None:
        yield told_by_rate(report, slip, pair[0], (f"同列其他各项（{others}）", f"the other shares of the list ({others})"), ())
        return
    expected = rounded(100 * part.value / whole, share.unit)
    name = pair[1].label or ""
    yield fault(
        report, "share", "error" if not pair[1].flags else "info",
        (
            f"{name}{pair[1].quote}的占比印为{pair[0].quote}，按同列其他各项（{others}）的基数应为{expected}%",
            f"the share of {name} {pair[1].quote} is printed as {pair[0].quote}; of the whole that the other "
            f"shares of the list ({others}) stand for it is {expected}%",
        ),
        at=pair[0], members=pair, expected=expected, found=pair[0].value_percent or ZERO,
    )  # fmt: skip
