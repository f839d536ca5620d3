"""What changed between two versions of a report, figure by figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from normalize.rows import Report
from output.layout import number, one_line

_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that changed, came (old is None) or went (new is None), as a person would say it."""

    table: str
    figure: str
    old: str | None
    new: str | None

    def __str__(self) -> str:
        if self.old is None:
            return f"+ {self.figure} {self.new}"
        if self.new is None:
            return f"- {self.figure} {self.old}"
        return f"  {self.figure} {self.old} → {self.new}"


def _valued(row: Any, unit: str | None = None) -> str:
    return f"{number(row.value) or one_line(row.quote)}{unit or ''}"


_KINDS: dict[str, tuple[Callable[[Any], _Key], Callable[[Any], str], Callable[[Any], str]]] = {
    "amounts": (
        lambda r: (r.label, r.concept, r.stage, r.fiscal_year, r.measure, r.breakdown),
        lambda r: " ".join(str(x) for x in (r.label, r.stage, r.fiscal_year, r.breakdown) if x),
        lambda r: _valued(r, r.unit),
    ),
    "headcounts": (
        lambda r: (r.label, r.population, r.staff_status, r.establishment, r.organisation, r.fiscal_year),
        lambda r: " ".join(str(x) for x in (r.organisation, r.label, r.staff_status, r.fiscal_year) if x),
        lambda r: _valued(r, "人"),
    ),
    "rates": (
        lambda r: (r.label, r.concept, r.base, r.fiscal_year),
        lambda r: " ".join(str(x) for x in (r.label, r.fiscal_year) if x),
        lambda r: f"{number(r.value_percent)}%" if r.value_percent is not None else one_line(r.quote),
    ),
    "indicators": (
        lambda r: (r.level1, r.level2, r.level3),
        lambda r: f"指标 {one_line(r.level3)}",
        lambda r: " / ".join(
            f"{name} {one_line(value)}"
            for name, value in (
                ("目标", r.target), ("实际", r.actual), ("分值", number(r.points)), ("得分", number(r.score)),
            )
            if value
        ),
    ),
    "scores": (
        lambda r: (r.scope, r.label, r.fiscal_year),
        lambda r: f"得分 {one_line(r.label)}".rstrip() if r.label != "得分" else "得分",
        lambda r: number(r.score) or (r.grade or one_line(r.quote)),
    ),
    "quantities": (
        lambda r: (r.label, r.unit, r.fiscal_year),
        lambda r: one_line(r.label),
        lambda r: _valued(r, r.unit),
    ),
}  # fmt: skip


def _figures(rows: tuple[Any, ...], parts: dict[str, _Key], key: Callable[[Any], _Key]) -> dict[_Key, Any]:
    """Rows by what they are of; the second of the same kind is the second, so that each has its match."""
    held: dict[_Key, Any] = {}
    seen: Counter[_Key] = Counter()
    for row in rows:
        of = (*parts.get(row.part_id, ()), *key(row))
        seen[of] += 1
        held[(*of, seen[of])] = row
    return held


def _parts(report: Report) -> dict[str, _Key]:
    """What a part is known by in another version: its kind and its project."""
    return {part.part_id: (part.kind, part.project_name) for part in report.parts}


def diff(old: Report, new: Report) -> Iterator[Difference]:
    """The figures that differ between two versions of a report, table by table, in reading order."""
    for table, (key, name, value) in _KINDS.items():
        before = _figures(getattr(old, table), _parts(old), key)
        after = _figures(getattr(new, table), _parts(new), key)
        for of, row in after.items():
            if of not in before:
                yield Difference(table, name(row), None, value(row))
            elif value(before[of]) != value(row):
                yield Difference(table, name(row), value(before[of]), value(row))
        for of, row in before.items():
            if of not in after:
                yield Difference(table, name(row), value(row), None)
