"""Shares beside the items of a list, of a whole that isn't said: all but one stand for the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from normalize.checks.check import fault
from normalize.checks.printed import ZERO, figure, percent, rounded
from normalize.rows import Amount, CheckRow, Headcount, Rate, Report

Pair = tuple[Rate, Amount | Headcount]
LEAST = 3
"""Shares that a list must have, so that one can be told to be the odd one."""


def _base(pair: Pair) -> tuple[Decimal, Decimal] | None:
    """The least and greatest whole that a figure and its share stand for; None where they tell nothing."""
    share, part = percent(pair[0]), figure(pair[1])
    if share is None or part is None or share.value - share.unit <= 0 or part.value <= 0:
        return None
    return 100 * part.low / (share.value + share.unit), 100 * part.high / (share.value - share.unit)


def odd_one(report: Report, pairs: Sequence[Pair]) -> Iterator[CheckRow]:
    """The fault of the one share of a list that is of another whole than all the others."""
    told = [(pair, base) for pair in pairs if (base := _base(pair)) is not None]
    if len(told) < LEAST:
        return
    for pair, (low, high) in told:
        others = [base for other, base in told if other is not pair]
        least, greatest = max(base[0] for base in others), min(base[1] for base in others)
        if least > greatest or (low <= greatest and high >= least):
            continue
        share, part = percent(pair[0]), figure(pair[1])
        if share is None or part is None:
            continue
        expected = rounded(100 * part.value / ((least + greatest) / 2), share.unit)
        name, others_ = pair[1].label or "", "、".join(other[0].quote for other, _ in told if other is not pair)
        yield fault(
            report, "share", "error" if not pair[1].flags else "info",
            (
                f"{name}{pair[1].quote}的占比印为{pair[0].quote}，按同列其他各项（{others_}）的基数应为{expected}%",
                f"the share of {name} {pair[1].quote} is printed as {pair[0].quote}; of the whole that the other "
                f"shares of the list ({others_}) stand for it is {expected}%",
            ),
            at=pair[0], members=pair, expected=expected, found=pair[0].value_percent or ZERO,
        )  # fmt: skip
        return
