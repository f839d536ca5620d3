"""A unit that a printed rate, a list or a total shows to be wrong: told once, as a magnitude, with the reading that fits."""

from __future__ import annotations

from decimal import Decimal

import pytest

from normalize.checks import run_checks
from normalize.checks.examples import amount, people, rate, report
from normalize.rows import Report

_TOTAL = amount("800.00万元", "总支出", "expenditure.total")
SLIPS = {
    "share": report(
        "总支出800.00万元。\n项目支出200.00元，占总支出的25.00%。",
        _TOTAL, amount("200.00元", "项目支出", "expenditure.project"), rate("25.00%", "占总支出", "share", "总支出"),
    ),
    "execution": report(
        "年初预算240.00万元，调整预算300.00万元，执行数270.00元，执行率90.00%。",
        amount("240.00万元", "年初预算", "expenditure.total", "initial_budget"),
        amount("300.00万元", "调整预算", "expenditure.total", "adjusted_budget"),
        amount("270.00元", "执行数", "expenditure.total"), rate("90.00%", "执行率", "execution_rate"),
    ),
    "list": report(
        "总支出800.00万元，其中基本支出600.00万元、项目支出200.00元。",
        _TOTAL, amount("600.00万元", "基本支出", "expenditure.basic", part_of="800.00万元"),
        amount("200.00元", "项目支出", "expenditure.project", part_of="800.00万元"),
    ),
    "list and shares": report(
        "总支出800.00万元，其中基本支出600.00万元（占75%）、项目支出200.00元（占25%）。",
        _TOTAL, amount("600.00万元", "基本支出", "expenditure.basic", part_of="800.00万元"), rate("75%", "占", "share"),
        amount("200.00元", "项目支出", "expenditure.project", part_of="800.00万元"), rate("25%", "占", "share"),
    ),
    "average": report(
        "培训236人次，支出18.88元，人均800元。", people("236人次", "培训", population="visits"),
        amount("18.88元", "支出", domain="programme"), amount("800元", "人均", measure="per_unit", unit="元"),
    ),
    "standard": report(
        "补助18人9元，每人5000元。", people("18人", "补助", population="persons"),
        amount("9元", "补助", domain="programme"), amount("5000元", "每人", measure="per_unit", unit="元"),
    ),
    "shares of a whole that isn't said": report(
        "教育支出810万元，占60%；卫生支出270元，占20%；农林支出270万元，占20%。",
        amount("810万元", "教育支出"), rate("60%", "占", "share"), amount("270元", "卫生支出"), rate("20%", "占", "share"),
        amount("270万元", "农林支出"), rate("20%", "占", "share"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("spoiled", SLIPS.values(), ids=SLIPS)
def test_checks_tell_a_slip_of_the_unit_once_with_the_reading_that_fits(spoiled: Report) -> None:
    (row,) = run_checks(spoiled)
    slip = next(one for one in spoiled.amounts if one.unit == "元")
    assert (row.code, row.severity, row.char_start) == ("magnitude", "warning", slip.char_start)
    assert row.expected == (slip.value or Decimal(0)) * 10_000
    assert f"{slip.value}万元".replace(".00", "") in row.message


def test_checks_leave_a_share_that_is_wrong_in_every_unit_to_the_share_check() -> None:
    spoiled = report(
        "总支出800.00万元。\n项目支出200.00元，占总支出的37.00%。",
        _TOTAL, amount("200.00元", "项目支出", "expenditure.project"), rate("37.00%", "占总支出", "share", "总支出"),
    )  # fmt: skip
    assert [row.code for row in run_checks(spoiled)] == ["share"]
