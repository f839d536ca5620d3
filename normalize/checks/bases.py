"""Bases of shares: which figures of a report 占总支出 and its like can mean."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from normalize.checks.breakdown import siblings
from normalize.checks.printed import figure
from normalize.checks.slipped_unit import Row
from normalize.rows import Amount, Rate, Report

_CONCEPTS = (  # a base in words, and the concepts that may be meant by it
    (re.compile(r"三公"), ("three_public.total",)),
    (re.compile(r"政府采购|采购总额|采购金额"), ("procurement",)),
    (re.compile(r"基本支出"), ("expenditure.basic",)),
    (re.compile(r"项目(?:总)?支出"), ("expenditure.project",)),
    (re.compile(r"人员(?:经费|支出)"), ("expenditure.basic.personnel",)),
    (re.compile(r"公用(?:经费|支出)"), ("expenditure.basic.public",)),
    (re.compile(r"一般公共预算.*支出"), ("expenditure.general_public_budget",)),
    (
        re.compile(r"^(?:[本全当]年|年度|部门|单位|整体|财政)*(?:总支出|支出(?:总额|合计|总计|总数|的)?)$"),
        ("expenditure.total", "expenditure.general_public_budget"),
    ),
    (
        re.compile(r"^(?:[本全当]年|年度|部门|单位)*(?:总收入|收入(?:总额|合计|总计|总数|的)?)$"),
        ("revenue.total",),
    ),
    (
        re.compile(r"^(?:项目|年度|全部)*(?:资金总额|总资金|资金)$"),
        ("funds.total",),
    ),
)  # fmt: skip
_FILLING = re.compile(
    r"[（(][^）)]*[)）]|(?:19|20)\d\d年度?|本年度?|全年|年度|当年|共计|合计|总计|总额|总数|总|金额|资金|人数|人次|数|的|[“”\"\s]"
)


NEAREST = 30
"""So many figures of a name before a share, and after it, are tried as its base."""


def _core(words: str | None) -> str:
    return _FILLING.sub("", words or "")


def _concepts(base: str) -> tuple[str, ...]:
    words = re.sub(r"(?:19|20)\d\d年度?|[“”\"\s]", "", base)
    return next((concepts for pattern, concepts in _CONCEPTS if pattern.search(words)), ())


def _names(base: str, like: Row) -> tuple[str, ...]:
    return (_concepts(base) if isinstance(like, Amount) else ()) or (_core(base),)
_PARENTS = (
    (re.compile(r"expenditure\.(?:basic|project)"), "expenditure.total"),
    (re.compile(r"expenditure\.basic\.(?:personnel|public)"), "expenditure.basic"),
    (re.compile(r"three_public\.(?!total)\w+"), "three_public.total"),
    (re.compile(r"revenue\.(?!total)\w+"), "revenue.total"),
)


def _holds(whole: Row, part: Row) -> bool:
    """Whether a figure is the total that a part, by its concept, is always broken down from."""
    if not isinstance(whole, Amount) or not isinstance(part, Amount) or whole.char_start > part.char_start:
        return False
    if whole.measure != "level":
        return False
    return any(whole.concept == outer and pattern.fullmatch(part.concept or "") for pattern, outer in _PARENTS)


class Wholes:
    """Figures by part, table and what they are called, so that a share finds what its base may mean."""

    def __init__(self, report: Report) -> None:
        self.by_id: dict[str, Row] = {}
        self.named: dict[tuple[str, bool, str], list[Row]] = {}
        self.names: dict[str, set[str]] = {}
        rows: list[Row] = [*report.amounts, *report.headcounts]
        for row in sorted(rows, key=lambda row: row.char_start):
            if isinstance(row, Amount) and row.measure != "level":
                continue
            self.by_id[row.fact_id] = row
            names = {_core(row.label)}
            if isinstance(row, Amount) and row.concept and row.breakdown is None:
                names.add(row.concept)
            self.names[row.fact_id] = names - {""}
            for name in names - {""}:
                self.named.setdefault((row.part_id, isinstance(row, Amount), name), []).append(row)

    def meant(self, base: str, like: Row) -> list[Row]:
        """The nearest figures, of a row's part and kind, that a base in words can mean."""
        found: list[Row] = []
        for name in _names(base, like):
            rows = self.named.get((like.part_id, isinstance(like, Amount), name), [])
            at = bisect_left(rows, like.char_start, key=lambda row: row.char_start)
            found += rows[max(0, at - NEAREST) : at + NEAREST]
        return found

    def _called(self, base: str, part: Row) -> list[Row]:
        """The figures of the part whose label ends in the base's words, where they all print one value: 项目总投资."""
        rows = [
            row for row in self.by_id.values()
            if type(row) is type(part) and row.part_id == part.part_id and len(base) > 2 and (row.label or "").endswith(base)
        ]  # fmt: skip
        return rows if len({printed.value for row in rows if (printed := figure(row))}) == 1 else []

    def can_mean(self, base: str, row: Row) -> bool:
        """Whether a figure is one that a base in words can mean."""
        return not self.names.get(row.fact_id, set()).isdisjoint(_names(base, row))

    def of(self, share: Rate, part: Row, near: Sequence[Row]) -> list[Row]:
        """The figures that may be the whole, the likeliest first: near and before, of its year."""
        held = self.by_id.get(part.part_of or "")
        if share.base is None:
            held = held or next((row for row in near if _holds(row, part)), None)
            return siblings(held, near) if held else []  # the first is the one to be blamed
        said = self.meant(share.base, part) or [
            row for row in near
            if type(row) is type(part) and (row.label or "").endswith(share.base) and row.fact_id in self.by_id
        ] or self._called(share.base, part)  # fmt: skip
        found = [row for row in said if row is not part]
        if isinstance(part, Amount):
            found = [r for r in found if len({r.fiscal_year, part.fiscal_year} - {None}) < 2]
        at = part.char_start
        found.sort(key=lambda r: (r is not held, r.char_start > at, abs(at - r.char_start)))
        return [row for row in found if figure(row) is not None]
