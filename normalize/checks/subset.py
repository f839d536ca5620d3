"""Subsets: a part of the budget that is larger than the whole it belongs to, wherever the two are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.checks.check import Check, fault, place
from normalize.checks.examples import amount, report
from normalize.checks.same import Key, Row, certain, groups_of, name_of, printed, said
from normalize.rows import Amount, CheckRow, Report

_INSIDE = {
    "expenditure.basic": "expenditure.total",
    "expenditure.project": "expenditure.total",
    "expenditure.basic.personnel": "expenditure.basic",
    "expenditure.basic.public": "expenditure.basic",
    "three_public.vehicles": "three_public.total",
    "three_public.reception": "three_public.total",
    "three_public.overseas": "three_public.total",
    "three_public.vehicle_operation": "three_public.total",
    "three_public.vehicle_purchase": "three_public.total",
}


def find(report: Report) -> Iterator[CheckRow]:
    """One row a part above every figure of what holds them, where no list ties the two (that is sum_of_parts' affair)."""
    groups: dict[Key, list[Row]] = groups_of(report)
    tied = {row.part_of for row in report.amounts}
    for key, rows in groups.items():
        outer = _INSIDE.get(str(key[2])) if key[0] == "amount" else None
        wholes = groups.get((*key[:2], outer, *key[3:]), []) if outer else []
        wholes = [whole for whole in wholes if re.search("支出|经费", getattr(whole, "label", None) or "")]
        for row in rows[:1]:
            part = printed(row)
            loose = isinstance(row, Amount) and row.part_of is None
            if not wholes or part is None or not loose or any(whole.fact_id in tied for whole in wholes):
                continue
            if all((p := printed(whole)) and part.low > p.high for whole in wholes):
                yield _beyond(report, row, wholes[0])


def _beyond(report: Report, row: Row, whole: Row) -> CheckRow:
    here, there = place(report, row), place(report, whole)
    names = name_of(row)[0], name_of(whole)[0]
    return fault(
        report, "contradiction", max(certain(report, (row, row)), certain(report, (whole, whole)), key="warning info".index),
        (
            f"{names[0]}{said(row)}（{here[0]}）大于它所属的{names[1]}{said(whole)}（{there[0]}）",
            f"{names[0]} {said(row)} ({here[1]}) is more than the {names[1]} {said(whole)} "
            f"({there[1]}) that it is part of",
        ),
        at=row, members=(row, whole),
    )  # fmt: skip


_TOTAL = amount("812.40万元", "总支出", "expenditure.total")

CHECK = Check(
    code="contradiction",
    asks="Is no part of the budget larger than the whole that it belongs to?",
    find=find,
    passes=(
        report("总支出812.40万元。\n基本支出512.40万元。", _TOTAL, amount("512.40万元", "基本支出", "expenditure.basic")),
        report(  # a hospital's subsidy for them is income
            "财政补助收入1865.30万元，其中基本支出补助1265.30万元。\n人员经费7126.40万元。",
            amount("1865.30万元", "财政补助收入", "revenue.fiscal_appropriation"),
            amount("1265.30万元", "基本支出补助", "expenditure.basic"),
            amount("7126.40万元", "人员经费", "expenditure.basic.personnel"),
        ),
        report(  # of another stage
            "总支出812.40万元。\n基本支出预算951.00万元。",
            _TOTAL, amount("951.00万元", "基本支出预算", "expenditure.basic", "initial_budget"),
        ),
    ),
    fails=(
        report(
            "2023年总支出812.40万元。\n基本支出951.00万元，保障机构运转。",
            _TOTAL, amount("951.00万元", "基本支出", "expenditure.basic"),
        ),
        report(
            "“三公”经费支出8.40万元。\n公务接待费支出9.10万元。",
            amount("8.40万元", "“三公”经费支出", "three_public.total"),
            amount("9.10万元", "公务接待费支出", "three_public.reception"),
        ),
    ),
)  # fmt: skip
