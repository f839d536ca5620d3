"""Rates against the figures they come from: execution, adjustment, carry-over, staffing control, growth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalize.checks.check import Check, Places, fault
from normalize.checks.examples import amount, people, rate, report
from normalize.checks.printed import Printed, figure, percent, ratio, rounded, yuan
from normalize.rows import Amount, CheckRow, Fact, Headcount, Rate, Report

Row = Amount | Headcount
Reading = tuple[Printed, Printed, tuple[Row, ...]]
"""A numerator, a denominator, and the facts they were made of."""

PLANNED = ("adjusted_budget", "budget", "initial_budget")
_SUBJECTS = (  # what a rate's own label may say it is of
    (re.compile(r"采购"), ("procurement",)),
    (re.compile(r"三公"), ("three_public",)),
    (re.compile(r"基本支出"), ("expenditure.basic",)),
    (re.compile(r"项目|专项"), ("expenditure.project", "funds")),
)
_FILLING = re.compile(
    r"预算|执行|支出|支付|使用|完成|整体|总体|部门|单位|全年|年度|当年|财政|资金|进度|情况|达到?|[的为率总年本]|20\d\d|\W"
)


def _about(label: str | None, row: Amount) -> bool:
    """Whether a rate's label leaves open, or says, that it is of this figure."""
    for pattern, concepts in _SUBJECTS:
        if pattern.search(label or ""):
            return (row.concept or "").startswith(concepts)
    rest = _FILLING.sub("", label or "")
    return not rest or rest in (row.label or "")


def _levels(rows: Sequence[Row]) -> list[Amount]:
    return [r for r in rows if isinstance(r, Amount) and r.measure == "level" and r.value_yuan is not None]


def _alike(one: Amount, other: Amount) -> bool:
    """Whether two figures are of one thing, so that only their stage tells them apart."""
    if one.concept is None and one.label != other.label:
        return False
    years = {one.fiscal_year, other.fiscal_year} - {None}
    return (one.concept, one.breakdown) == (other.concept, other.breakdown) and len(years) < 2


def _pairs(rows: Sequence[Row], label: str | None) -> Iterator[tuple[Amount, Amount]]:
    """Outturns with the budgets of the same thing, nearest outturn and adjusted budget first."""
    levels = _levels(rows)
    for done in levels:
        if done.stage == "outturn" and _about(label, done):
            for stage in (*PLANNED, "allocated"):
                yield from ((done, plan) for plan in levels if plan.stage == stage and _alike(done, plan))


def _execution(share: Rate, rows: Sequence[Row]) -> Iterator[Reading]:
    label = "政府采购" if share.concept == "procurement_execution_rate" else share.label
    for done, plan in _pairs(rows, None if share.table_index is not None else label):
        above, below = yuan(done), yuan(plan)
        if above and below:
            yield above, below, (done, plan)


def _minus(one: Printed, other: Printed) -> Printed:
    return Printed(abs(one.value - other.value), one.unit + other.unit)


def _adjustment(share: Rate, rows: Sequence[Row]) -> Iterator[Reading]:
    levels = [row for row in _levels(rows) if _about((share.label or "").replace("调整", ""), row)]
    for new in (row for row in levels if row.stage == "adjusted_budget"):
        for old in (row for row in levels if row.stage == "initial_budget" and _alike(row, new)):
            above, below = yuan(new), yuan(old)
            if above and below:
                yield _minus(above, below), below, (new, old)


def _carryover(share: Rate, rows: Sequence[Row]) -> Iterator[Reading]:
    for done, plan in _pairs(rows, None):
        above, below = yuan(done), yuan(plan)
        if above and below:
            yield _minus(below, above), below, (done, plan)
    left = [row for row in _levels(rows) if row.concept == "carryover"]
    for rest in left:
        for whole in (r for r in _levels(rows) if r is not rest and (r.concept or "").endswith(".total")):
            above, below = yuan(rest), yuan(whole)
            if above and below:
                yield above, below, (rest, whole)
                yield above, Printed(above.value + below.value, above.unit + below.unit), (rest, whole)


def _staffing(share: Rate, rows: Sequence[Row]) -> Iterator[Reading]:
    staff = [row for row in rows if isinstance(row, Headcount) and row.population == "staff"]
    for done in (row for row in staff if row.staff_status in ("in_post", "total")):
        for posts in (row for row in staff if row.staff_status == "authorised"):
            if done.establishment == posts.establishment or None in (done.establishment, posts.establishment):
                above, below = figure(done), figure(posts)
                if above and below:
                    yield above, below, (done, posts)


def _growth(share: Rate, rows: Sequence[Row]) -> Iterator[Reading]:
    """A change over the level it led from, or the step from one year's level to the next."""
    own = [row for row in rows if isinstance(row, Amount) and row.statement == share.statement]
    change = next((row for row in own if row.measure == "change" and row.value_yuan), None)
    step = yuan(change) if change else None
    if change is not None and step is not None:
        yield from _led_by(change, step, sorted(_levels(rows), key=lambda r: r.statement != share.statement))
        return
    for now in _levels(own):
        for then in _levels(own):
            if now.concept == then.concept and (then.fiscal_year or 0) < (now.fiscal_year or 0):
                new, old = yuan(now), yuan(then)
                if new and old and then.fiscal_year:
                    yield _minus(new, old), old, (now, then)


def _led_by(change: Amount, step: Printed, levels: Sequence[Amount]) -> Iterator[Reading]:
    """A change over the year before: as printed, or today's level less the change."""
    for level in levels:
        now = yuan(level)
        if now is None or (level.char_start > change.char_start and level.table_index is None):
            continue
        size = Printed(abs(step.value), step.unit)
        earlier = (level.fiscal_year or 0) - (change.fiscal_year or level.fiscal_year or 0) < 0
        before = now if earlier else Printed(now.value - step.value, now.unit + step.unit)
        yield size, before, (change, level)


_READINGS = {
    "execution_rate": (_execution, "预算执行率", "execution rate"),
    "procurement_execution_rate": (_execution, "政府采购执行率", "procurement execution rate"),
    "adjustment_rate": (_adjustment, "预算调整率", "budget adjustment rate"),
    "carryover_rate": (_carryover, "结转结余率", "carry-over rate"),
    "staffing_control_rate": (_staffing, "财政供养人员控制率", "staffing control rate"),
    "growth": (_growth, "增减幅度", "growth"),
}


def _own(share: Rate, reading: Reading) -> bool:
    """Whether a reading is what the rate must have been worked out from; any may show that it is right."""
    rows = reading[2]
    if share.concept == "growth":
        return all(row.statement == share.statement for row in rows)
    return not any(isinstance(row, Amount) and row.stage == "allocated" for row in rows)


def _severity(share: Rate, reading: Reading, nearby: bool) -> str:
    """Info where the base may be one that isn't printed: a rate beside an initial budget alone."""
    rows = (share, *reading[2])
    if any(row.qualifier != "exact" or row.flags for row in rows):
        return "info"
    last = reading[2][-1]
    if share.concept in ("execution_rate", "procurement_execution_rate") and isinstance(last, Amount):
        if last.stage == "initial_budget" and "年初" not in (share.label or ""):
            return "info"
    elif share.concept == "carryover_rate":
        return "warning"
    return "error" if nearby else "warning"


def _said(row: Row) -> str:
    if isinstance(row, Amount) and row.measure == "change":
        return f"增减额{row.quote}"
    return f"{row.label or ''}{row.quote}"


def _wrong(report: Report, share: Rate, reading: Reading, nearby: bool) -> CheckRow | None:
    _, *names = _READINGS[share.concept or ""]
    above, below, rows = reading
    printed = percent(share)
    if printed is None or below.value <= 0:
        return None
    sign = -1 if printed.value < 0 else 1
    expected = rounded(sign * 100 * above.value / below.value, printed.unit)
    quotes = "、".join(_said(row) for row in rows)
    return fault(
        report, "rate", _severity(share, reading, nearby),
        (
            f"{names[0]}印为{share.quote}，按{quotes}计算应为{expected}%",
            f"the {names[1]} is printed as {share.quote}; {quotes} give {expected}%",
        ),
        at=share, members=(share, *rows), expected=expected, found=printed.value,
    )  # fmt: skip


def _rows(facts: Sequence[Fact]) -> list[Row]:
    return [row for row in facts if isinstance(row, Amount | Headcount)]


def find(report: Report) -> Iterator[CheckRow]:
    """One row a rate that none of the figures around it give."""
    places: Places | None = None
    for share in report.rates:
        if share.concept not in _READINGS or share.value_percent is None or share.basis == "planned":
            continue
        places = places or Places(report, (*report.amounts, *report.headcounts))
        read, printed = _READINGS[share.concept][0], percent(share)
        rows = _rows(places.before(share))
        readings = list(read(share, rows))
        nearby = bool(readings)
        if not nearby and share.concept == "execution_rate" and share.table_index is None:
            plans = [row for row in _levels(_rows(places.earlier(share))) if row.stage in PLANNED[:2]]
            readings = list(read(share, [*rows, *plans]))
        given = [(r, bounds) for r in readings if (bounds := ratio(r[0], r[1])) is not None]
        if printed is None or not given:
            continue
        size = Printed(abs(printed.value), printed.unit)
        sure = [reading for reading, _ in given if _own(share, reading)]
        if sure and not any(size.agrees(*bounds) for _, bounds in given):
            row = _wrong(report, share, sure[0], nearby)
            if row is not None:
                yield row


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
        report(
            "编制数40人，在职43人，控制率107.5%。",
            people("40人", "编制数", staff_status="authorised", establishment="all"), people("43人", "在职"),
            rate("107.5%", "控制率", "staffing_control_rate"),
        ),
    ),
    fails=(
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
            "编制数40人，在职36人，控制率93%。",
            people("40人", "编制数", staff_status="authorised"), people("36人", "在职"),
            rate("93%", "控制率", "staffing_control_rate"),
        ),
        report(
            "政府采购预算80.00万元，实际采购60.00万元，采购执行率85%。",
            amount("80.00万元", "政府采购预算", "procurement", "budget"),
            amount("60.00万元", "实际采购", "procurement"),
            rate("85%", "采购执行率", "procurement_execution_rate"),
        ),
    ),
)  # fmt: skip
