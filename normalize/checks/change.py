"""Changes against the two figures that they lead from and to: 预算18万元，支出15.32万元，节约2.68万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalize.checks.check import Check, Places, fault, paragraph
from normalize.checks.examples import amount, report
from normalize.checks.printed import ZERO, Printed, in_unit, named, plain, shown, yuan
from normalize.rows import Amount, CheckRow, Report

_PLAN = re.compile(r"预算|计划")
_YEAR = re.compile(r"上年|去年|同期|上一?年|同比|比20\d\d|较20\d\d|相比|比年初(?!预算|批复|计划)")
_COMPARES = re.compile(rf"{_PLAN.pattern}|{_YEAR.pattern}")
_ASIDE = re.compile(r"其中|主要|原因|因为|由于|[累共合]计|人均|剔除|扣除")


def _compared(row: Amount, other: Amount, said: str) -> bool:
    """Whether a change leads from another figure: a budget's where its words say so, else the year before's."""
    if row.concept != other.concept or row.breakdown != other.breakdown or other.measure != "level":
        return False
    if _PLAN.search(said) and not _YEAR.search(said):
        return other.stage in ("initial_budget", "budget", "adjusted_budget") and other.fiscal_year == row.fiscal_year
    earlier = other.fiscal_year is not None and row.fiscal_year is not None and other.fiscal_year == row.fiscal_year - 1
    return bool(_YEAR.search(said)) and earlier and other.stage == row.stage


def _pairs(row: Amount, rows: Sequence[Amount], said: str) -> list[tuple[Amount, Amount]]:
    """The figures before a change that it may lead from and to."""
    before = [one for one in rows if one.char_start < row.char_start]
    done = [
        one for one in before
        if one.measure == "level" and one.concept == row.concept and one.breakdown == row.breakdown
        and one.fiscal_year == row.fiscal_year and one.stage == row.stage
    ]  # fmt: skip
    return [(one, other) for one in done for other in before if _compared(row, other, said)]


def _gap(one: Amount, other: Amount) -> Printed:
    a, b = yuan(one) or Printed(ZERO, ZERO), yuan(other) or Printed(ZERO, ZERO)
    return Printed(a.value - b.value, a.unit + b.unit)


def _wrong(report: Report, row: Amount, pairs: Sequence[tuple[Amount, Amount]]) -> CheckRow | None:
    step = yuan(row)
    gaps = [_gap(*pair) for pair in pairs]
    if step is None or not pairs:
        return None
    size = Printed(abs(step.value), step.unit)
    if any(size.agrees(abs(gap.value) - gap.unit / 2, abs(gap.value) + gap.unit / 2) for gap in gaps):
        return None
    one, other = pairs[-1]
    expected = plain(in_unit(gaps[-1].value, row))
    return fault(
        report, "contradiction", "warning",
        (
            f"{row.label or ''}增减额印为{shown(row)}，而{named(one)[0]}与{named(other)[0]}相差{abs(expected)}{row.unit or ''}",
            f"the change of {row.label or ''} is printed as {shown(row)}, but {named(one)[1]} and {named(other)[1]} "
            f"are {abs(expected)}{row.unit or ''} apart",
        ),
        at=row, members=(row, one, other), expected=expected, found=row.value,
    )  # fmt: skip


def find(report: Report) -> Iterator[CheckRow]:
    """One row a change that isn't the difference of the two figures printed before it."""
    places = Places(report, (row for row in report.amounts if row.table_index is None))
    for row in report.amounts:
        told = row.measure == "change" and row.table_index is None and row.concept and row.qualifier == "exact"
        if not told or row.flags or not places.text or row.stage != "outturn":
            continue
        start, _ = paragraph(places.text, row.char_start)
        clauses = re.split(r"[，,]", re.split(r"[。；;]", places.text[max(start, row.char_start - 30) : row.char_start])[-1])
        clause = clauses[-1] if _COMPARES.search(clauses[-1]) else "，".join(clauses[-2:])
        if _ASIDE.search(clause):
            continue
        near = [one for one in places.between(max(start, row.char_start - 120), row.char_start) if isinstance(one, Amount)]
        exact = [one for one in near if one.qualifier == "exact" and not one.flags and one.part_id == row.part_id]
        found = _wrong(report, row, _pairs(row, exact, clause))
        if found is not None:
            yield found


_THREE = "three_public.total"

CHECK = Check(
    code="contradiction",
    asks="Is a change the difference of the two figures that it is said of?",
    find=find,
    passes=(
        report("三公经费预算18.00万元，支出15.32万元，较预算节约2.68万元。", amount("18.00万元", "三公经费预算", _THREE, "budget"),
               amount("15.32万元", "三公经费", _THREE), amount("2.68万元", "三公经费", _THREE, measure="change", fall=True)),
        report("支出660万元，较2022年的600万元增加60万元。", amount("660万元", "支出", "expenditure.project"),
               amount("600万元", "支出", "expenditure.project", fiscal_year=2022),
               amount("60万元", "支出", "expenditure.project", measure="change")),
        report(  # of a part that isn't printed
            "支出660万元，上年600万元，主要原因是比上年增加人员经费20万元。", amount("660万元", "支出", "expenditure.project"),
            amount("600万元", "支出", "expenditure.project", fiscal_year=2022),
            amount("20万元", "支出", "expenditure.project", measure="change")),
    ),
    fails=(
        report("三公经费预算18.00万元，支出15.32万元，较预算节约2.86万元。", amount("18.00万元", "三公经费预算", _THREE, "budget"),
               amount("15.32万元", "三公经费", _THREE), amount("2.86万元", "三公经费", _THREE, measure="change", fall=True)),
        report("支出660万元，较2022年的600万元增加80万元。", amount("660万元", "支出", "expenditure.project"),
               amount("600万元", "支出", "expenditure.project", fiscal_year=2022),
               amount("80万元", "支出", "expenditure.project", measure="change")),
    ),
)  # fmt: skip
