"""Rates against the figures they come from: execution, adjustment, carry-over, staffing control, growth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalize.checks.check import Check, Places, fault
from normalize.checks.examples import amount, people, rate, report
from normalize.checks.listed import Base, base_of, is_listed
from normalize.checks.printed import Printed, named, percent, ratio, rounded, shown
from normalize.checks.readings import (
    PLANNED,
    Reading,
    Row,
    adjustment,
    carryover,
    execution,
    growth,
    levels,
    same_thing,
    staffing,
)
from normalize.checks.slipped_unit import in_ratio, told_by_rate
from normalize.checks.turned import turned
from normalize.rows import Amount, CheckRow, Fact, Headcount, Rate, Report

_OF_INITIAL = re.compile(r"完成年初|^年初(?!批复)")
_OF_ARRIVED = re.compile(r"(?:专项|项目)?(?:到位)?(?:资金)(?:支出|支付|使用)率")
_READINGS = {
    "execution_rate": (execution, "预算执行率", "execution rate"),
    "procurement_execution_rate": (execution, "政府采购执行率", "procurement execution rate"),
    "adjustment_rate": (adjustment, "预算调整率", "budget adjustment rate"),
    "carryover_rate": (carryover, "结转结余率", "carry-over rate"),
    "staffing_control_rate": (staffing, "财政供养人员控制率", "staffing control rate"),
    "growth": (growth, "增减幅度", "growth"),
}


def _own(share: Rate, reading: Reading) -> bool:
    """Whether a reading is what the rate must have been worked out from; any may show that it is right."""
    rows = reading[2]
    if share.concept == "execution_rate" and len(rows) > 2:
        return getattr(rows[-1], "measure", None) == "change"
    stages = {row.stage for row in rows if isinstance(row, Amount)}
    if _OF_INITIAL.search(f"{share.label or ''}{share.base or ''}") and "initial_budget" not in stages:
        return share.concept not in ("execution_rate", "procurement_execution_rate")
    if share.concept == "growth":
        first, last = rows[0], rows[-1]
        return isinstance(first, Amount) and isinstance(last, Amount) and same_thing(first, last)
    arrived = any(isinstance(row, Amount) and row.stage == "allocated" for row in rows)
    return not arrived or bool(_OF_ARRIVED.fullmatch(share.label or ""))


def _severity(share: Rate, reading: Reading, nearby: bool) -> str:
    """Info where the base may be one that isn't printed: a rate beside an initial budget alone."""
    rows = (share, *reading[2])
    if any(row.qualifier != "exact" or row.flags for row in rows):
        return "info"
    last = reading[2][-1]
    if share.concept in ("execution_rate", "procurement_execution_rate") and isinstance(last, Amount):
        once = (last.concept or "").startswith("three_public")  # not adjusted, as a rule
        if last.stage == "initial_budget" and not once and not _OF_INITIAL.search(share.label or ""):
            return "info"
        if last.stage == "budget" and reading[0].value > reading[1].value and (share.value_percent or 0) <= 100:
            return "info"  # more was spent than this budget: it was raised, and by how much isn't printed
    elif share.concept == "carryover_rate":
        return "warning"
    return "error" if nearby else "warning"


def _said(row: Row) -> tuple[str, str]:
    if isinstance(row, Amount) and row.measure == "change":
        return f"增减额{shown(row)}", f"a change of {shown(row)}"
    return named(row)


def _wrong(report: Report, share: Rate, reading: Reading, nearby: bool) -> CheckRow | None:
    _, *names = _READINGS[share.concept or ""]
    above, below, rows = reading
    printed = percent(share)
    if printed is None or below.value <= 0:
        return None
    sign = -1 if printed.value < 0 else 1
    expected = rounded(sign * 100 * above.value / below.value, printed.unit)
    given = expected if "-" in share.quote else abs(expected)
    chinese = "、".join(_said(row)[0] for row in rows)
    english = " and ".join(_said(row)[1] for row in rows)
    return fault(
        report, "rate", _severity(share, reading, nearby),
        (
            f"{names[0]}印为{share.quote}，按{chinese}计算应为{given}%",
            f"the {names[1]} is printed as {share.quote}; {english} give {given}%",
        ),
        at=share, members=(share, *rows), expected=expected, found=printed.value,
    )  # fmt: skip


def _rows(facts: Sequence[Fact]) -> list[Row]:
    return [row for row in facts if isinstance(row, Amount | Headcount)]


def _named(share: Rate) -> Rate:
    """The rate, as an execution rate where it says that so much of a budget was done (完成年初预算的…%)."""
    done = share.concept is None and "预算" in (share.base or "") and (share.label or "").startswith("完成")
    return replace(share, concept="execution_rate") if done else share


def find(report: Report) -> Iterator[CheckRow]:
    """One row a rate that none of the figures around it give."""
    places: Places | None = None
    told: list[tuple[Rate, Base]] = []
    for share in map(_named, report.rates):
        if share.concept not in _READINGS or share.value_percent is None or share.basis == "planned":
            continue
        places = places or Places(report, (*report.amounts, *report.headcounts))
        read, printed = _READINGS[share.concept][0], percent(share)
        rows = _rows(places.before(share))
        readings = list(read(share, rows))
        after = _rows(places.after(share)) if share.concept == "execution_rate" else []
        readings = readings or list(read(share, [*rows, *after]))
        nearby = bool(readings)
        if not nearby and share.concept == "execution_rate" and share.table_index is None:
            plans = [row for row in levels(_rows(places.earlier(share))) if row.stage in PLANNED[:2]]
            readings = list(read(share, [*rows, *plans]))
        alone = all(row.stage in PLANNED or row.stage is None for row in levels(rows))
        if not readings and share.concept == "execution_rate" and share.table_index is None and alone:
            done = [row for row in levels(_rows(places.earlier(share))) if row.stage == "outturn" and row.concept == "expenditure.total"]
            readings = list(read(share, [*rows, *done])) if len({row.value_yuan for row in done}) == 1 else []
        if not readings and share.concept == "growth":
            readings = list(read(share, [*rows, *_rows(places.earlier(share))]))
        given = [(r, bounds) for r in readings if (bounds := ratio(r[0], r[1])) is not None]
        if printed is None or not given:
            continue
        size = Printed(abs(printed.value), printed.unit)
        if not re.search("[%％]", share.quote) and size.value <= 2:
            size = Printed(size.value * 100, printed.unit * 100)  # 1 for 100%
        sure = [reading for reading, _ in given if _own(share, reading)]
        right = [reading for reading, bounds in given if size.agrees(*bounds)]
        told += [(share, base_of(reading)) for reading in right]
        if share.concept == "growth" and right and (row := turned(report, share, right)) is not None:
            yield row
        elif sure and not right:
            row = _slipped(report, share, size, sure) or _wrong(report, share, sure[0], nearby)
            if row is not None and row.severity == "info" and is_listed(share, base_of(sure[0]), told):
                row = replace(row, severity="error")  # 执行率分别为95.51%、92%: the one before tells what they are of
            if row is not None:
                yield row


def _slipped(report: Report, share: Rate, size: Printed, readings: Sequence[Reading]) -> CheckRow | None:
    """The fault of the one figure that, in the next unit, gives the rate."""
    for _, _, rows in readings:
        changes = any(isinstance(row, Amount) and row.measure == "change" for row in rows)
        if len(rows) == 2 and not changes and share.concept != "adjustment_rate":
            above, below = rows
            if (slip := in_ratio(report, size, above, below)) is not None:
                return told_by_rate(report, slip, share, named(above if slip[0] is below else below), rows)
    return None


_BUDGET = (
    amount("240.00万元", "年初预算", "expenditure.total", "initial_budget"),
    amount("300.00万元", "调整预算", "expenditure.total", "adjusted_budget"),
    amount("270.00万元", "执行数", "expenditure.total"),
)

CHECK = Check(
    code="rate",
    asks="Is a printed rate what the figures beside it give?",
    find=find,
    passes=(
        report(
            "年初预算240.00万元，调整预算300.00万元，执行数270.00万元，执行率90%，调整率25.00%，结转结余率10%。",
            *_BUDGET, rate("90%", "执行率", "execution_rate"), rate("25.00%", "调整率", "adjustment_rate"),
            rate("10%", "结转结余率", "carryover_rate"),
        ),
        report(  # of the projects, whose figures aren't given
            "年初预算240.00万元，调整预算300.00万元，执行数270.00万元，项目支出执行率97.45%。",
            *_BUDGET, rate("97.45%", "项目支出执行率", "execution_rate"),
        ),
        report(  # the adjusted budget isn't printed
            "年初预算240.00万元，执行数270.00万元，执行率90%。", _BUDGET[0], _BUDGET[2],
            rate("90%", "执行率", "execution_rate"),
        ),
        report(
            "接待费5.40万元，比上年减少0.60万元，下降10.00%。",
            amount("5.40万元", "接待费", "three_public.reception"),
            amount("0.60万元", "接待费", "three_public.reception", measure="change", fall=True),
            rate("10.00%", "下降", "growth", "上年", fall=True),
        ),
        report(  # a saving on the budget, then a step from the year before
            "接待费预算6.00万元，支出4.50万元，节约1.50万元。同2022年的5.00万元相比，下降10.00%。",
            amount("6.00万元", "接待费", "three_public.reception", "budget"),
            amount("4.50万元", "接待费", "three_public.reception"),
            amount("1.50万元", "接待费", "three_public.reception", measure="change", fall=True),
            amount("5.00万元", "接待费", "three_public.reception", fiscal_year=2022, statement=2),
            rate("10.00%", "接待费", "growth", "2022年", fall=True, statement=2),
        ),
        report(  # the initial budget of a part, and what was added to the whole
            "年初公用经费154.22万元，年中增加236.58万元，调整后预算2092.90万元，公用经费实际支出2068.13万元，执行率98.82%。",
            amount("154.22万元", "公用经费", "expenditure.basic.public", "initial_budget"),
            amount("236.58万元", "年中增加", "budget_adjustment", "adjusted_budget", measure="change"),
            amount("2092.90万元", "调整后预算", "expenditure.total", "adjusted_budget"),
            amount("2068.13万元", "公用经费实际支出", "expenditure.basic.public"), rate("98.82%", "执行率", "execution_rate"),
        ),
        report(  # posts by kind, no total of them
            "行政编制30人，事业编制10人。在职43人，其中行政32人、事业11人。控制率107.5%。",
            people("30人", "行政编制", staff_status="authorised", establishment="administrative"),
            people("10人", "事业编制", staff_status="authorised", establishment="public_institution"),
            people("43人", "在职", establishment="all"),
            people("32人", "行政", establishment="administrative", part_of="43人"),
            people("11人", "事业", establishment="public_institution", part_of="43人"),
            rate("107.5%", "控制率", "staffing_control_rate"),
        ),
        report(
            "编制数40人，在职43人，控制率107.5%。",
            people("40人", "编制数", staff_status="authorised", establishment="all"), people("43人", "在职"),
            rate("107.5%", "控制率", "staffing_control_rate"),
        ),
    ),
    fails=(
        report(  # the rate before it tells that both are of the initial budgets
            "年初安排甲500.00万元、乙300.00万元，分别执行400.00万元和270.00万元，执行率分别为80.00%、92%。",
            amount("500.00万元", "甲", "expenditure.project.item", "initial_budget"),
            amount("300.00万元", "乙", "expenditure.project.item", "initial_budget"),
            amount("400.00万元", "甲执行", "expenditure.project.item"),
            amount("270.00万元", "乙执行", "expenditure.project.item"),
            rate("80.00%", "甲执行率", "execution_rate"), rate("92%", "乙执行率", "execution_rate"),
        ),
        report(
            "年初预算240.00万元，调整预算300.00万元，执行数270.00万元，预算执行率95.2%。",
            *_BUDGET, rate("95.2%", "预算执行率", "execution_rate"),
        ),
        report(
            "年初预算240.00万元，调整预算300.00万元，执行数270.00万元，预算调整率20.00%。",
            *_BUDGET, rate("20.00%", "预算调整率", "adjustment_rate"),
        ),
        report(
            "支出660万元，较2022年的600万元增加60万元，增长11.00%。",
            amount("660万元", "支出", "expenditure.project"),
            amount("600万元", "支出", "expenditure.project", fiscal_year=2022, statement=1),
            amount("60万元", "支出", "expenditure.project", measure="change", statement=1),
            rate("11.00%", "增长", "growth", "2022年", statement=1),
        ),
        report(
            "项目预算400.00万元。\n全年支出360.00万元，预算执行率95%。",
            amount("400.00万元", "项目预算", "expenditure.project", "budget"),
            amount("360.00万元", "支出", "expenditure.project"), rate("95%", "预算执行率", "execution_rate"),
        ),
        report(
            "接待费5.40万元，比上年减少0.60万元，增长10.00%。",
            amount("5.40万元", "接待费", "three_public.reception"),
            amount("0.60万元", "接待费", "three_public.reception", measure="change", fall=True, statement=2),
            rate("10.00%", "增长", "growth", "上年", statement=2),
        ),
        report(
            "接待费预算6.00万元，支出4.50万元，节约1.50万元。同2022年的5.00万元相比，下降20.00%。",
            amount("6.00万元", "接待费", "three_public.reception", "budget"),
            amount("4.50万元", "接待费", "three_public.reception"),
            amount("1.50万元", "接待费", "three_public.reception", measure="change", fall=True),
            amount("5.00万元", "接待费", "three_public.reception", fiscal_year=2022, statement=2),
            rate("20.00%", "接待费", "growth", "2022年", fall=True, statement=2),
        ),
        report(
            "编制数40人，在职36人，控制率93%。",
            people("40人", "编制数", staff_status="authorised"), people("36人", "在职"),
            rate("93%", "控制率", "staffing_control_rate"),
        ),
        report(
            "项目到位资金300.00万元，实际支出270.00万元，资金支出率92.50%。",
            amount("300.00万元", "项目到位资金", "expenditure.project.item", "allocated"),
            amount("270.00万元", "实际支出", "expenditure.project.item"), rate("92.50%", "资金支出率", "execution_rate"),
        ),
        report(
            "财政拨款支出270.00万元，完成年初预算240.00万元的102.50%。",
            amount("270.00万元", "财政拨款支出", "expenditure.general_public_budget"),
            amount("240.00万元", "年初预算", "expenditure.total", "initial_budget"),
            rate("102.50%", "完成年初预算", "execution_rate", "年初预算"),
        ),
        report(
            "年初预算240.00万元，追加60.00万元，执行数270.00万元，预算执行率80.0%。",
            amount("240.00万元", "年初预算", "expenditure.total", "initial_budget"),
            amount("60.00万元", "追加", "budget_adjustment", "adjusted_budget", measure="change"),
            amount("270.00万元", "执行数", "expenditure.total"), rate("80.0%", "预算执行率", "execution_rate"),
        ),
        report(
            "全年支出合计270.00万元。\n调整后预算300.00万元，预算执行率80.0%。",
            amount("270.00万元", "支出合计", "expenditure.total"),
            amount("300.00万元", "调整后预算", "expenditure.total", "adjusted_budget"), rate("80.0%", "预算执行率", "execution_rate"),
        ),
        report(
            "政府采购预算80.00万元，实际采购60.00万元，采购执行率85%。",
            amount("80.00万元", "政府采购预算", "procurement", "budget"),
            amount("60.00万元", "实际采购", "procurement"),
            rate("85%", "采购执行率", "procurement_execution_rate"),
        ),
    ),
)  # fmt: skip
