"""The chain of a budget: the initial one, with what was added and cut during the year, is the adjusted one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from normalize.checks.check import Check, Places, fault, sentence
from normalize.checks.examples import amount, report
from normalize.checks.printed import ZERO, Printed, in_unit, named, total, yuan
from normalize.rows import Amount, CheckRow, Report

_MOVES = ("budget_adjustment", "carryover_opening", "funds.carried_in")
NEAR = Decimal("0.25")
"""A chain that misses the adjusted budget by more of it than this is of something else."""


def _moved(row: Amount, plan: Amount) -> bool:
    """Whether an amount was added to a budget, or cut from it, during its year."""
    if row.stage == "adjusted_budget" and row.measure == "change":
        return row.concept in (plan.concept, "budget_adjustment")
    return row.measure == "level" and row.concept in _MOVES


def _chains(rows: Sequence[Amount]) -> Iterator[tuple[Amount, list[Amount], Amount]]:
    """Initial budget, moves, adjusted budget of one thing in a sentence; none where another budget stands between."""
    plans = [row for row in rows if row.measure == "level" and row.stage in ("initial_budget", "adjusted_budget")]
    plans = [row for row in plans if row.concept not in _MOVES]
    if [row.stage for row in plans] != ["initial_budget", "adjusted_budget"] or plans[0].concept is None:
        return
    first, last = plans
    moves = [row for row in rows if row.char_start > first.char_start and _moved(row, first)]
    exact = all(row.qualifier == "exact" and not row.flags for row in (first, last, *moves))
    if exact and moves and first.concept == last.concept and (first.fiscal_year, first.part_id) == (last.fiscal_year, last.part_id):
        yield first, moves, last


def _misfit(first: Amount, moves: Sequence[Amount], last: Amount) -> Decimal | None:
    """What the chain comes to, where with none, some or all of its moves it isn't the adjusted budget."""
    start, end = yuan(first), yuan(last)
    steps = [printed for row in moves if (printed := yuan(row)) is not None]
    if start is None or end is None or not end.value or not any(step.value for step in steps):
        return None
    if end.agrees(start.low, start.high):
        return None  # the carry-over beside it was in it from the start
    sure = [step for step, row in zip(steps, moves, strict=True) if row.concept not in _MOVES[1:]]
    for terms in (steps, sure):
        turned = [Printed(-term.value, term.unit) for term in terms]
        if any(end.agrees(*total((start, *some))) for some in (terms, turned)):
            return None
    added = start.value + sum((step.value for step in sure or steps), ZERO)
    return added if abs(added - end.value) <= NEAR * end.value else None


def find(report: Report) -> Iterator[CheckRow]:
    """One row an adjusted budget that the initial one and its changes don't come to."""
    places = Places(report, (row for row in report.amounts if row.table_index is None))
    seen: set[int] = set()
    for row in report.amounts:
        if row.stage != "initial_budget" or row.table_index is not None or not places.text:
            continue
        start, end = sentence(places.text, row.char_start)
        if start in seen:
            continue
        seen.add(start)
        rows = [fact for fact in places.between(start, end) if isinstance(fact, Amount)]
        for first, moves, last in _chains(rows):
            if (added := _misfit(first, moves, last)) is not None:
                yield _fault(report, first, moves, last, added)


def _fault(report: Report, first: Amount, moves: Sequence[Amount], last: Amount, added: Decimal) -> CheckRow:
    chinese = "、".join(named(row)[0] for row in (first, *moves))
    english = ", ".join(named(row)[1] for row in (first, *moves))
    expected, found, unit = in_unit(added, last), in_unit(last.value_yuan or ZERO, last), last.unit or ""
    return fault(
        report, "sum_of_parts", "warning",
        (
            f"{named(last)[0]}，而按{chinese}应为{expected}{unit}，差{abs(expected - found)}{unit}",
            f"{named(last)[1]} is printed, but {english} come to {expected}{unit}, a difference of {abs(expected - found)}{unit}",
        ),
        at=last, members=(last, first, *moves), expected=expected, found=found,
    )  # fmt: skip


_TOTAL = "expenditure.total"


def _chain(text: str, first: str, last: str, *moves: Amount) -> Report:
    return report(
        text, amount(first, "年初预算", _TOTAL, "initial_budget"), *moves, amount(last, "全年预算", _TOTAL, "adjusted_budget")
    )


def _move(quote: str, label: str = "追加", *, fall: bool = False) -> Amount:
    return amount(quote, label, "budget_adjustment", "adjusted_budget", measure="change", fall=fall)


CHECK = Check(
    code="sum_of_parts",
    asks="Does the initial budget, with what was added and cut, come to the adjusted one?",
    find=find,
    passes=(
        _chain("年初预算312.65万元，年中追加140.24万元，全年预算452.89万元。", "312.65万元", "452.89万元", _move("140.24万元")),
        _chain("年初预算100万元，追加20万元、调减5万元，全年预算115万元。", "100万元", "115万元",
               _move("20万元"), _move("5万元", "调减", fall=True)),
        _chain("年初预算100万元，上年结转8万元，追加20万元，全年预算128万元。", "100万元", "128万元",
               amount("8万元", "上年结转", "carryover_opening"), _move("20万元")),
        _chain("年初预算100万元（含上年结转8万元），追加20万元，全年预算120万元。", "100万元", "120万元",
               amount("8万元", "上年结转", "carryover_opening"), _move("20万元")),
        _chain("年初预算100万元，其中追加项目2万元，全年预算190万元。", "100万元", "190万元", _move("2万元")),
    ),
    fails=(
        _chain("年初预算312.65万元，年中追加120.44万元，全年预算452.89万元。", "312.65万元", "452.89万元", _move("120.44万元")),
        _chain("年初预算100万元，追加20万元、调减5万元，全年预算125万元。", "100万元", "125万元",
               _move("20万元"), _move("5万元", "调减", fall=True)),
    ),
)  # fmt: skip
