"""Lists that no 其中 ties to a whole: income by source, spending by nature or class, beside their totals."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from normalize.checks.printed import ZERO, Printed, total, yuan
from normalize.checks.slipped_unit import in_sum
from normalize.rows import Amount, Headcount, Report

NEAR = Decimal("0.1")
"""A list this far, or less, from a total is taken to be broken down from it."""

NEXT = Decimal("0.25")
"""The same for a total that is said right before its list, or a list that breaks all down (按功能分类，…)."""

_TOTALS = ("revenue.total", "expenditure.total", "funds.total")
_FAMILIES = (  # the classes of a list, how many make one, the totals that may be broken down so
    (
        re.compile(r"revenue\.(?:general_public_budget|government_fund|state_capital|special_account|other|service"
                   r"|business|superior_subsidy|fiscal_appropriation)"), 2, _TOTALS,
    ),
    (re.compile(r"expenditure\.(?:basic|project)"), 2, ("funds.total",)),
    (re.compile(r"expenditure\.project\.(?:superior|own)"), 2, ("expenditure.project",)),
    (re.compile(r"expenditure\.function\.2\d\d"), 3, ("expenditure.total", "expenditure.general_public_budget")),
    (re.compile(r"expenditure\.economic\.3\d\d"), 3, ("expenditure.basic", "expenditure.total")),
)  # fmt: skip
_FISCAL = ("revenue.general_public_budget", "revenue.government_fund", "revenue.state_capital")


def _runs(rows: Sequence[Amount], pattern: re.Pattern[str]) -> Iterator[list[Amount]]:
    """Rows of one family that follow one another, of one table or passage, stage and year, no class twice."""
    run: list[Amount] = []
    for row in rows:
        own = pattern.fullmatch(row.concept or "") and row.part_of is None and row.breakdown is None
        own = own and (row.table_index is None or "function" not in pattern.pattern)  # a matrix has many totals
        if run and not own and row.table_index == run[-1].table_index is not None:
            continue  # another panel of the table
        if run and not (own and _joins(run, row)):
            yield run
            run = []
        if own:
            run.append(row)
    if run:
        yield run


def _joins(run: Sequence[Amount], row: Amount) -> bool:
    last, new = run[-1], row.concept not in {other.concept for other in run}
    same = (last.part_id, last.table_index, last.stage, last.fiscal_year)
    near = last.table_index is not None or row.char_start - last.char_end < 60
    return new and near and same == (row.part_id, row.table_index, row.stage, row.fiscal_year)


def _candidates(rows: Sequence[Amount], run: Sequence[Amount], totals: Sequence[str]) -> Iterator[Amount]:
    """Totals that the list may be broken down from: of its table, or before it in its part's text."""
    first, last = run[0], run[-1]
    at = bisect_left(rows, first.char_start, key=lambda row: row.char_start)
    for row in rows[max(0, at - 60) : at + 60]:
        if row.concept not in totals or row in run or row.breakdown or (row.part_id != first.part_id):
            continue
        if _is_other_side(row, first):
            continue
        beside = row.table_index == first.table_index
        around = row.char_start < first.char_start or (row.table_index is not None and row.char_start > last.char_start)
        if beside and around and (first.stage is None or row.stage == first.stage):
            yield row


def untied(report: Report) -> Iterator[tuple[Amount, list[Amount | Headcount]]]:
    """Totals with the list that is so near them, and fits none, that it must be theirs."""
    rows = sorted((r for r in report.amounts if r.measure == "level" and r.value_yuan is not None),
                  key=lambda row: row.char_start)  # fmt: skip
    for pattern, least, totals in _FAMILIES:
        for run in _runs(rows, pattern):
            terms = [row for row in run if row.concept not in _FISCAL or not _appropriated(run)]
            prints = [printed for row in terms if (printed := yuan(row)) is not None]
            if len(terms) < least or sum(bool(p.value) for p in prints) < 2:
                continue
            wholes = [(row, printed) for row in _candidates(rows, run, totals) if (printed := yuan(row)) is not None]
            if any(printed.agrees(*total(prints)) for _, printed in wholes) or _made_up(rows, run, prints):
                continue
            wholes = [one for one in wholes if one[0].concept == "revenue.total"] or wholes
            wholes = [one for one in wholes if one[0].fiscal_year == run[0].fiscal_year]
            slipped = [row for row, _ in wholes if in_sum(row, terms)]
            if len(slipped) == 1:
                yield slipped[0], [*terms]
                continue
            near = [(_gap(printed, prints), row.char_start, row) for row, printed in wholes if printed.value > 0]
            if not near:
                continue
            gap, _, whole = min(near)
            if gap <= (NEXT if _next_to(whole, run[0]) or _by_class(report, run[0]) else NEAR):
                yield whole, [*terms]


def _is_other_side(total: Amount, first: Amount) -> bool:
    """Whether a list of income stands behind a total of spending that it isn't said of."""
    income = (first.concept or "").startswith("revenue") and total.concept == "expenditure.total"
    return income and total.table_index is None and not _next_to(total, first)


def _next_to(whole: Amount, first: Amount) -> bool:
    return whole.table_index is None and 0 < first.char_start - whole.char_end < 30


def _made_up(rows: Sequence[Amount], run: Sequence[Amount], prints: Sequence[Printed]) -> bool:
    """Whether a figure right before a list is what it makes up, and so no total: 财政拨款5522万元由一般…和基金…构成."""
    at = bisect_left(rows, run[0].char_start, key=lambda row: row.char_start)
    before = [row for row in rows[max(0, at - 8) : at] if row.part_id == run[0].part_id and row.table_index == run[0].table_index]
    return any(printed.agrees(*total(prints)) for row in before if (printed := yuan(row)) is not None)


_CLASSED = re.compile(r"(?:按|从)[^，。；：]{0,10}(?:分类|科目|划分)[^，。；：]{0,4}[，：,:、]?(?:其中)?[：:，,]?$")


def _by_class(report: Report, first: Amount) -> bool:
    """Whether the words before a list say that it breaks all down by a classification: 按功能分类，…"""
    text = report.text.text if report.text else ""
    before = re.sub(r"\s", "", text[max(0, first.char_start - 60) : first.char_start])
    return bool(_CLASSED.search(before[: max(map(before.rfind, "，：,:、")) + 1]))


def _appropriated(run: Sequence[Amount]) -> bool:
    return any(row.concept == "revenue.fiscal_appropriation" for row in run)


def _gap(whole: Printed, parts: Sequence[Printed]) -> Decimal:
    return abs(sum((part.value for part in parts), ZERO) - whole.value) / whole.value
