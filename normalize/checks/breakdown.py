"""Wholes and what they are broken down into: which figures of a report may be added up, and do they fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from normalize.checks.check import once
from normalize.checks.printed import ZERO, Printed, figure, total
from normalize.checks.slipped_unit import Row, fits, prints
from normalize.checks.untied import untied
from normalize.rows import Amount, Headcount, Report

NEARLY_WHOLE = Decimal("0.9")
"""From this share of the whole on a list is taken as complete."""

COMPLETE_FROM = Decimal("0.3")
"""The same for a list that names all the kinds there are; one that is shorter was misread."""

_KINDS: dict[str, frozenset[str | None]] = {  # what a whole is always made up of
    "procurement": frozenset({"procurement.goods", "procurement.works", "procurement.services"}),
    "three_public.total": frozenset({"three_public.overseas", "three_public.vehicles", "three_public.reception"}),
}
_RIVALS = {
    "expenditure.basic": "nature",
    "expenditure.project": "nature",
    "expenditure.economic": "economic",
    "expenditure.function": "function",
    "revenue.function": "function",
}
_INSIDE = {  # what holds what, where the names of the concepts don't tell
    "three_public.vehicles": ("three_public.vehicle_",),
    "expenditure.project.superior": ("expenditure.project.item",),
    "expenditure.project.own": ("expenditure.project.item",),
    "funds.current": ("funds.central", "funds.province", "funds.city", "funds.county"),
    "revenue.fiscal_appropriation": (
        "revenue.general_public_budget", "revenue.government_fund", "revenue.state_capital",
    ),
    "public.meetings_training": ("public.meetings", "public.training"),
    "public.utilities_travel": ("public.utilities", "public.travel"),
    "procurement.goods": ("procurement.small_business",),
    "procurement.works": ("procurement.small_business",),
    "procurement.services": ("procurement.small_business",),
}  # fmt: skip
_CROSSWISE = re.compile(r"党员|女|男性|少数民族|学历|本科|专科|研究生|硕士|博士|岁|职称|[高中初]级|兼")
_STAFF_INSIDE: dict[str, set[str | None]] = {
    "authorised": {"authorised"},
    "in_post": {"in_post", "contract", None},
    "retired_any": {"retired", "retired_cadre", None},
    "retired": {"retired"},
}


def _outermost(parts: list[Row]) -> list[Row]:
    """A list without what stands inside another part of it, as 购置 inside 公务用车, 20805 inside 208."""
    held = {(p.concept, p.breakdown) for p in parts if isinstance(p, Amount) and p.concept}

    def inside(part: Row) -> bool:
        if not isinstance(part, Amount) or not part.concept:
            return False
        own = part.concept
        return any(
            breakdown == part.breakdown and concept != own
            and ((own.startswith(concept) and len(concept) > 7) or own.startswith(_INSIDE.get(concept, ("\n",))))
            for concept, breakdown in held
        )  # fmt: skip

    return [part for at, part in enumerate(parts) if not inside(part) and not _again(part, parts[:at])]


def _again(part: Row, before: Sequence[Row]) -> bool:
    """Whether a figure is said a second time (由上年的10.07万元降至8.62万元)."""
    return isinstance(part, Amount) and part.concept is not None and part.table_index is None and any(
        isinstance(row, Amount) and (row.concept, row.label, row.value_yuan) == (part.concept, part.label, part.value_yuan)
        for row in before
    )


_PLANS = frozenset({"initial_budget", "adjusted_budget", "budget"})


def _same_stage(whole: Amount, part: Amount) -> bool:
    """Whether the one isn't a budget where the other is an outturn."""
    return {whole.stage in _PLANS, part.stage in _PLANS} != {True, False} or None in (whole.stage, part.stage)


def _later_stage(whole: Amount, part: Amount) -> bool:
    """Whether the one is what the other became: 预算90万元，追加5万元，其中…，调整后预算95万元."""
    return whole.concept == part.concept and whole.concept is not None and whole.stage != part.stage and part.stage is not None


def addend(whole: Row, part: Row) -> bool:
    """Whether a part is counted in the whole's own terms."""
    if figure(part) is None or (
        whole.fiscal_year and part.fiscal_year and whole.fiscal_year != part.fiscal_year
    ):
        return False
    if isinstance(whole, Amount):
        return isinstance(part, Amount) and part.measure == "level" and _same_stage(whole, part) and not _later_stage(whole, part)
    if not isinstance(part, Headcount) or part.population != whole.population:
        return False
    if whole.population != "staff":
        return True
    inside = _STAFF_INSIDE.get(whole.staff_status or "")
    return (inside is None or part.staff_status in inside) and not _CROSSWISE.search(part.label or "")


def _classification(whole: Row, part: Row) -> str | None:
    if not isinstance(part, Amount):
        return None
    if isinstance(whole, Amount) and part.breakdown != whole.breakdown:
        return "breakdown"
    concept = part.concept or ""
    return _RIVALS.get(".".join(concept.split(".")[:2]))


def lists(whole: Row, parts: Sequence[Row]) -> list[list[Row]]:
    """The parts by the classification they follow; one of no class joins the one before it."""
    found: dict[str, list[Row]] = {}
    last = ""
    for part in parts:
        last = _classification(whole, part) or last
        found.setdefault(last, []).append(part)
    if len(found) > 1 and "" in found:
        first = next(key for key in found if key)
        found[first] = found.pop("") + found[first]
    return list(found.values())


def _unexplained(whole: Printed, rows: list[Row]) -> list[Row]:
    """What is left of a list when complete ones (the whole broken down anew) are taken off its front."""
    start = 0
    kinds = [row.establishment for row in rows if isinstance(row, Headcount)]
    if kinds and None not in kinds and len(set(kinds)) == len(rows):
        return rows  # 行政4人、事业51人、工勤4人: one list, whatever its first two come to
    for at in range(2, len(rows) + 1):
        if at - start >= 2 and fits(whole, rows[start:at]) and any(p.value for p in prints(rows[at:])):
            start = at
    return rows[start:]


def _all_kinds(whole: Row, rows: Sequence[Row]) -> bool:
    concepts = frozenset(row.concept for row in rows if isinstance(row, Amount))
    return isinstance(whole, Amount) and concepts == _KINDS.get(whole.concept or "")


def misfit(whole: Row, parts: Sequence[Row]) -> tuple[Decimal, bool] | None:
    """The sum of a list that doesn't suit its whole, and whether it exceeds it; None where it suits."""
    printed = figure(whole)
    if printed is None or not parts or fits(printed, parts):
        return None
    rows = _unexplained(printed, list(parts))
    low, high = total(prints(rows))
    added = sum((p.value for p in prints(rows)), ZERO)
    again = len(rows) > 1 and NEARLY_WHOLE <= added / (printed.value or 1) <= 2 - NEARLY_WHOLE
    if len(rows) < len(parts) and not again:
        return None  # what follows a complete list is of something else (另有…)
    if low - printed.unit > printed.value:
        return added, True
    least = COMPLETE_FROM if _all_kinds(whole, rows) else NEARLY_WHOLE
    if len(rows) > 1 and not printed.agrees(low, high) and added >= least * printed.value > 0:
        return added, False
    return None


_HALVES = {  # what always makes up a whole, said of it (基本支出中，人员经费…公用经费…) or not
    frozenset({"expenditure.basic.personnel", "expenditure.basic.public"}): "expenditure.basic",
    frozenset({"expenditure.basic", "expenditure.project"}): "expenditure.total",
    frozenset({"three_public.vehicle_purchase", "three_public.vehicle_operation"}): "three_public.vehicles",
}


def _halved(report: Report) -> Iterator[tuple[Row, list[Row]]]:
    """Wholes and their two halves in one passage of running text, where no 其中 ties them."""
    prose = (row for row in report.amounts if row.table_index is None and row.value_yuan is not None)
    rows = [row for row in prose if row.measure == "level"]
    for at, (one, other) in enumerate(pairwise(rows)):
        whole = _HALVES.get(frozenset({one.concept or "", other.concept or ""}))
        if whole is None or one.part_of or other.part_of:
            continue
        for row in reversed(rows[max(0, at - 4) : at]):
            if row.concept == whole and one.char_start - row.char_start < 200 and _same_terms(row, one, other):
                yield _meant(row, [one, other], rows[max(0, at - 4) : at]), [one, other]
                break


def _same_terms(*rows: Amount) -> bool:
    terms = {(r.part_id, r.stage, r.fiscal_year, r.breakdown) for r in rows}
    return len(terms) == 1 and rows[0].stage is not None


def siblings(whole: Row, rows: Sequence[Row]) -> list[Row]:
    """The whole, and the figures right beside it in running text: of another year or stage of it, as a rule."""
    if not isinstance(whole, Amount) or whole.table_index is not None:
        return [whole]
    beside = [
        row for row in rows
        if row is not whole and isinstance(row, Amount) and row.measure == "level" and row.part_id == whole.part_id
        and (whole.concept in (None, row.concept) or "支出" not in (whole.label or ""))
        and abs(row.char_start - whole.char_start) < 120 and row.table_index is None and row.part_of != whole.fact_id
    ]  # fmt: skip
    return [whole, *beside]


def _own(whole: Row, parts: Sequence[Row], rows: Sequence[Row]) -> Row:
    """The whole, or the figure of the same thing beside it that is of its parts' year and stage."""
    if not isinstance(whole, Amount) or any(addend(whole, part) for part in parts):
        return whole
    alike = [row for row in siblings(whole, rows) if isinstance(row, Amount) and row.concept == whole.concept]
    return next((row for row in alike if row.concept and all(addend(row, part) for part in parts)), whole)


def _meant(whole: Row, parts: Sequence[Row], rows: Sequence[Row]) -> Row:
    """The whole, or the figure beside it that the parts make up (决算数X，上年Y，其中…)."""
    inside = {part.fact_id for part in parts}
    found = [row for row in siblings(whole, rows) if row.fact_id not in inside]
    fitting = (row for row in found if (printed := figure(row)) and fits(printed, parts))
    return next(fitting, whole) if len(found) > 1 else whole


def _made_up(whole: Row, rows: Sequence[Row]) -> bool:
    """Whether the first of the figures under a whole make it up: what follows (另有…) is not of it."""
    printed = figure(whole)
    return printed is not None and any(fits(printed, rows[:length]) for length in range(2, len(rows) + 1))


_BY_CLASS = re.compile(r"按[^，。；]{0,8}分|(?:功能|经济)(?:科目|分类|性质)|[。；]")


def _anew(report: Report, whole: Row, parts: Sequence[Row], before: Sequence[Row]) -> bool:
    """Whether a list that begins anew after a whole (。按功能分类，…) breaks down a total said before it."""
    if not parts or report.text is None or whole.table_index is not None:
        return False
    between = report.text.text[whole.char_end : parts[0].char_start]
    totals = (p for row in before if getattr(row, "concept", None) in _WHOLES and (p := figure(row)))
    return bool(_BY_CLASS.search(between)) and any(fits(total_, parts) for total_ in totals)


_WHOLES = frozenset({"expenditure.total", "expenditure.general_public_budget", "expenditure.basic"})


@once
def wholes(report: Report) -> Sequence[tuple[Row, list[Row]]]:
    """Each whole with the parts that may be added up under it, in reading order."""
    return tuple(_wholes(report))


def _wholes(report: Report) -> Iterator[tuple[Row, list[Row]]]:
    yield from _halved(report)
    yield from untied(report)
    for table in (report.amounts, report.headcounts):
        by_id: dict[str, Row] = {row.fact_id: row for row in table}
        parts: dict[str, list[Row]] = {}
        for row in by_id.values():
            if row.part_of in by_id and row.part_of != row.fact_id:
                parts.setdefault(row.part_of, []).append(row)
        place = {key: at for at, key in enumerate(by_id)}
        for key, rows in parts.items():
            whole, at = by_id[key], place[key]
            whole = _own(whole, rows, table[max(0, at - 4) : at + 4])
            added = isinstance(whole, Amount) and whole.measure == "change" and whole.stage == "adjusted_budget"
            if not isinstance(whole, Amount) or whole.measure == "level" or added:
                terms = _outermost([row for row in rows if addend(whole, row)])
                if len(terms) < len(rows) and _made_up(whole, rows):
                    continue
                if not _anew(report, whole, terms, table[max(0, at - 10) : at]):
                    yield _meant(whole, terms, table[max(0, at - 4) : at + 4]), terms
