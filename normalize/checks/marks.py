"""Marks: is a 得分率 its score over its points, and is full marks given where the target was missed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from normalize.checks.check import Check, fault
from normalize.checks.examples import indicator, report, score
from normalize.checks.printed import plain, rounded
from normalize.rows import CheckRow, Indicator, Report, Score


def _unit(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)


def _rate(report: Report, row: Score) -> CheckRow | None:
    """The fault of a rate of marks that its own row doesn't give."""
    if row.rate_percent is None or row.score is None or not row.points or row.scope == "fund_execution":
        return None
    exact, unit = row.score * 100 / row.points, _unit(row.rate_percent)
    if abs(exact - row.rate_percent) <= unit:
        return None
    expected = rounded(exact, unit)
    return fault(
        report, "score_total", "info" if row.flags else "error",
        (
            f"{row.label or ''}得{plain(row.score)}分，满分{plain(row.points)}分，得分率应为{plain(expected)}%，"
            f"印为{plain(row.rate_percent)}%",
            f"{row.label or ''} scores {plain(row.score)} of {plain(row.points)} points, which is {plain(expected)}%, "
            f"printed as {plain(row.rate_percent)}%",
        ),
        at=row, members=(row,), expected=expected, found=row.rate_percent,
    )  # fmt: skip


def _undeserved(report: Report, row: Indicator) -> CheckRow | None:
    """Full marks for a target that was missed: a thing worth a look, since the scoring rule may allow it."""
    full = row.attained is False and row.score is not None and row.points and row.score == row.points
    if not full or row.flags:
        return None
    return fault(
        report, "score_total", "info",
        (
            f"“{row.level3}”目标为{row.target}，实际完成{row.actual}，未达目标却得满分{plain(row.score or Decimal(0))}分",
            f"{row.level3}: the target was {row.target}, {row.actual} was achieved, yet full marks "
            f"({plain(row.score or Decimal(0))}) are given",
        ),
        at=row, members=(row,), expected=row.target_value, found=row.actual_value,
    )  # fmt: skip


def find(report: Report) -> Iterator[CheckRow]:
    """One row a rate of marks that can't be, or full marks for a target that was missed."""
    for row in report.scores:
        if (found := _rate(report, row)) is not None:
            yield found
    for indicator_ in report.indicators:
        if (found := _undeserved(report, indicator_)) is not None:
            yield found


def _category(got: str, rate: str) -> Report:
    return report(f"产出 30 {got} {rate}%", score(got, "category", "30", got, rate_percent=Decimal(rate), label="产出"))


CHECK = Check(
    code="score_total",
    asks="Is a rate of marks the score over the points, and are full marks given for targets met?",
    find=find,
    passes=(
        _category("28.5", "95"),
        _category("28", "93.33"),
        _category("28", "93.3"),
        report("发放率 10 10", indicator("发放率", "10", "10", target="≥95%", actual="96%", attained=True)),
        report(  # worth a look, no more
            "发放率 10 10", indicator("发放率", "10", "10", target="≥95%", actual="91%", attained=False)
        ),
    ),
    fails=(_category("28.5", "85"), _category("27", "93.33")),
)
