"""What a rate may have been worked out from: pairs of figures that stand around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalize.checks.printed import ZERO, Printed, figure, yuan
from normalize.rows import Amount, Headcount, Rate

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
_UNIT = re.compile(r"[我本](?:局|单位|部门|院|校|镇|办)")
_FILLING = re.compile(
    r"[我本](?:局|单位|部门|院|校|镇|办)|年初|安排|下达|追加|调整后?|批复|决算|预算|执行|支出|支付|使用|完成|整体|总体|部门|单位|全年|年度|当年|财政|资金|进度|情况|达到?|[的为率总年本数]|20\d\d|\W"
)


def _about(label: str | None, row: Amount) -> bool:
    """Whether a rate's label leaves open, or says, that it is of this figure."""
    for pattern, concepts in _SUBJECTS:
        if pattern.search(label or ""):
            return (row.concept or "").startswith(concepts)
    rest = _FILLING.sub("", label or "")
    return not rest or rest in (row.label or "")


def levels(rows: Sequence[Row]) -> list[Amount]:
    """The amounts that are levels with a value."""
    return [r for r in rows if isinstance(r, Amount) and r.measure == "level" and r.value_yuan is not None]


def _alike(one: Amount, other: Amount) -> bool:
    """Whether two figures are of one thing, so that only their stage tells them apart."""
    one, other = (other, one) if one.concept is None else (one, other)
    if one.concept is None and one.label != other.label:
        return False
    years = {one.fiscal_year, other.fiscal_year} - {None}
    if _UNIT.search(other.label or "") and one.concept == "expenditure.total" and other.concept is None:
        return len(years) < 2 and not _FILLING.sub("", other.label or "")  # 年初安排我局50万元，年中调整为55万元
    return (one.concept, one.breakdown) == (other.concept, other.breakdown) and len(years) < 2


def _pairs(rows: Sequence[Row], label: str | None) -> Iterator[tuple[Amount, Amount]]:
    """Outturns with the budgets of the same thing, nearest outturn and adjusted budget first."""
    found = levels(rows)
    for done in found:
        if done.stage == "outturn" and _about(label, done):
            for stage in (*PLANNED, "allocated"):
                yield from ((done, plan) for plan in found if plan.stage == stage and _alike(done, plan))


def execution(share: Rate, rows: Sequence[Row]) -> Iterator[Reading]:
    """Outturn over budget, or what was allocated."""
    label = "政府采购" if share.concept == "procurement_execution_rate" else share.label
    pairs = list(_pairs(rows, None if share.table_index is not None else label))
    yield from _fulfilled(share, levels(rows))
    yield from _raised(pairs, rows)
    for done, plan in pairs:
        above, below = yuan(done), yuan(plan)
        if above and below:
            yield above, below, (done, plan)
    yield from _together(rows)


def _fulfilled(share: Rate, rows: Sequence[Amount]) -> Iterator[Reading]:
    """What was spent over the budget that stands between it and the rate: 财政拨款支出45元，完成年初预算33元的136%."""
    if len(rows) < 2 or share.table_index is not None:
        return
    plan, done = rows[:2]
    close = 0 <= share.char_start - plan.char_end <= 3 and 0 <= plan.char_start - done.char_end <= 20
    above, below = yuan(done), yuan(plan)
    if close and plan.stage in PLANNED and done.stage == "outturn" and done.fiscal_year == plan.fiscal_year and above and below:
        yield above, below, (done, plan)


def _raised(pairs: Sequence[tuple[Amount, Amount]], rows: Sequence[Row]) -> Iterator[Reading]:
    """Outturns over the initial budget with what was added to it, where no adjusted budget is printed."""
    if any(row.stage == "adjusted_budget" for row in levels(rows)):
        return
    for done, plan in pairs:
        added = [
            row for row in rows
            if isinstance(row, Amount) and row.measure == "change" and row.stage == "adjusted_budget"
            and row.concept in ("budget_adjustment", plan.concept) and plan.char_start < row.char_start < done.char_start
        ]  # fmt: skip
        terms = [printed for row in (plan, *added) if (printed := yuan(row)) is not None]
        above = yuan(done)
        if plan.stage == "initial_budget" and added and above:
            yield above, _sum(terms), (done, plan, *added)


def _together(rows: Sequence[Row]) -> Iterator[Reading]:
    """The outturns of several things over their budgets of one stage: the rate of the whole."""
    for stage in PLANNED:
        pairs = [pair for pair in _pairs(rows, None) if pair[1].stage == stage]
        done, plans = ({pair[at].fact_id: pair[at] for pair in pairs} for at in (0, 1))
        if len(pairs) == len(done) == len(plans) > 1:
            above = [printed for row in done.values() if (printed := yuan(row)) is not None]
            below = [printed for row in plans.values() if (printed := yuan(row)) is not None]
            yield _sum(above), _sum(below), (*done.values(), *plans.values())


def _sum(terms: Sequence[Printed]) -> Printed:
    return Printed(sum((term.value for term in terms), ZERO), sum((term.unit for term in terms), ZERO))


def _minus(one: Printed, other: Printed) -> Printed:
    return Printed(abs(one.value - other.value), one.unit + other.unit)


def adjustment(share: Rate, rows: Sequence[Row]) -> Iterator[Reading]:
    """How far the budget was moved, over the initial one."""
    found = [row for row in levels(rows) if _about((share.label or "").replace("调整", ""), row)]
    for new in (row for row in found if row.stage == "adjusted_budget"):
        for old in (row for row in found if row.stage == "initial_budget" and _alike(row, new)):
            above, below = yuan(new), yuan(old)
            if above and below:
                yield _minus(above, below), below, (new, old)


def carryover(share: Rate, rows: Sequence[Row]) -> Iterator[Reading]:
    """What was left over the budget, or over what the year had in all."""
    for done, plan in _pairs(rows, None):
        above, below = yuan(done), yuan(plan)
        if above and below:
            yield _minus(below, above), below, (done, plan)
    left = [row for row in levels(rows) if row.concept == "carryover"]
    for rest in left:
        for whole in (r for r in levels(rows) if r is not rest and (r.concept or "").endswith(".total")):
            above, below = yuan(rest), yuan(whole)
            if above and below:
                yield above, below, (rest, whole)
                yield above, Printed(above.value + below.value, above.unit + below.unit), (rest, whole)


def staffing(share: Rate, rows: Sequence[Row]) -> Iterator[Reading]:
    """Staff in post over authorised posts: of all kinds together, as printed or added up."""
    staff = [row for row in rows if isinstance(row, Headcount) and row.population == "staff" and figure(row)]
    status = {row.fact_id: row.staff_status for row in staff}
    staff = [row for row in staff if status.get(row.part_of or "", row.staff_status) == row.staff_status]
    for done, above in _all_kinds([row for row in staff if row.staff_status in ("in_post", "total")]):
        for posts, below in _all_kinds([row for row in staff if row.staff_status == "authorised"]):
            yield above, below, (*done, *posts)


def _all_kinds(rows: Sequence[Headcount]) -> Iterator[tuple[tuple[Headcount, ...], Printed]]:
    """Counts of all kinds of staff: each total that is printed; where none is, the kinds added up."""
    totals = [row for row in rows if row.establishment in (None, "all") and row.organisation is None]
    for row in totals:
        if (printed := figure(row)) is not None:
            yield (row,), printed
    kinds = {row.establishment: row for row in rows if row not in totals}
    if not totals and len(kinds) > 1:
        prints = [printed for row in kinds.values() if (printed := figure(row)) is not None]
        yield tuple(kinds.values()), Printed(sum((p.value for p in prints), ZERO), ZERO)


def _change(share: Rate, rows: Sequence[Amount]) -> Amount | None:
    """The change that a rate of growth puts in per cent: said in the same clause or right before it."""
    near = (row for row in rows if share.char_start - row.char_end < 20 or row.statement == share.statement)
    return next((row for row in near if row.measure == "change" and row.value_yuan), None)


_BOTH = re.compile(r"收[入、，]*支")


def same_thing(change: Amount, level: Amount) -> bool:
    """Whether a change and a level are of one thing, by their clause or their concept."""
    if level.concept is None and change.concept is None and all(_BOTH.search(row.label or "") for row in (level, change)):
        return True  # 收入、支出总计…，收、支总计各增加…
    return level.statement == change.statement or (level.concept is not None and level.concept == change.concept)


def growth(share: Rate, rows: Sequence[Row]) -> Iterator[Reading]:
    """A change over the level it led from, or the step from one year's level to the next."""
    own = [row for row in rows if isinstance(row, Amount) and row.statement == share.statement]
    change = _change(share, own) or _change(share, [r for r in rows[:1] if isinstance(r, Amount)])
    step = yuan(change) if change else None
    beside = levels([row for row in rows if row.char_start < share.char_start])
    if change is not None and step is not None:
        of = change
        between = [row for row in beside if row.char_start > of.char_end]
        yield from _steps(between, beside)  # 节约11.65万元。同上年的52.18万元相比，下降11.17%
        if not any(then.concept == of.concept and (then.fiscal_year or 0) < (of.fiscal_year or 0) for then in between):
            yield from _led_by(change, step, sorted(levels(rows), key=lambda row: not same_thing(of, row)))
        return
    yield from _steps(levels(own), [*levels(own), *beside])


def _steps(then: Sequence[Amount], now: Sequence[Amount]) -> Iterator[Reading]:
    """The steps from the levels of one year to those of a later one of the same thing."""
    for new in now:
        for old in then:
            same = (new.concept, new.stage) == (old.concept, old.stage)
            if same and (old.fiscal_year or 0) < (new.fiscal_year or 0):
                above, below = yuan(new), yuan(old)
                if above and below and old.fiscal_year:
                    yield _minus(above, below), below, (new, old)


def _led_by(change: Amount, step: Printed, found: Sequence[Amount]) -> Iterator[Reading]:
    """A change over the year before: as printed, or today's level less the change."""
    for level in found:
        now = yuan(level)
        if now is None or (level.char_start > change.char_start and level.table_index is None):
            continue
        size = Printed(abs(step.value), step.unit)
        earlier = (level.fiscal_year or 0) - (change.fiscal_year or level.fiscal_year or 0) < 0
        before = now if earlier else Printed(now.value - step.value, now.unit + step.unit)
        yield size, before, (change, level)
