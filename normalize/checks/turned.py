"""Rates of growth against the direction of the change that they were worked out from."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.checks.check import fault
from normalize.checks.printed import ZERO, shown
from normalize.checks.readings import Reading
from normalize.rows import Amount, CheckRow, Rate, Report


def turned(report: Report, share: Rate, readings: Sequence[Reading]) -> CheckRow | None:
    """The fault of a rate that falls where the change it was worked out from rises, or the other way round."""
    changes = [row for _, _, rows in readings for row in rows[:1] if isinstance(row, Amount) and row.measure == "change"]
    up = (share.value_percent or ZERO) > 0
    if len(changes) != len(readings) or any(((row.value_yuan or ZERO) > 0) == up for row in changes):
        return None
    if not share.value_percent or "-" in share.quote or any("-" in row.quote or row.statement != share.statement for row in changes):
        return None  # 增加-3万元
    change, rises = changes[0], ("增长" if up else "下降", "rise" if up else "fall")
    moved = ("减少", "fall") if up else ("增加", "rise")
    return fault(
        report, "rate", "error",
        (
            f"{share.label or ''}印为{rises[0]}{share.quote}，而增减额{shown(change)}是{moved[0]}，方向相反",
            f"{share.label or ''} is printed as a {rises[1]} of {share.quote}, but the change of {shown(change)} is a {moved[1]}",
        ),
        at=share, members=(share, change), expected=-(share.value_percent or ZERO), found=share.value_percent,
    )  # fmt: skip
