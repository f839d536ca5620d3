"""Rows that forms share: indicators in any column order, and rows of amounts under their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sampling.content import Cell, Fact, Pieces
from sampling.figures import Label, Number, cell, d, plain, rate, score

OPERATORS: dict[str, Any] = {
    "≥": ">=", "≤": "<=", "=": "=", "＝": "=", "不低于": ">=", "": ["=", None],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Goal:
    """A target or an actual value in numbers: operator, number and unit as printed."""

    operator: str
    number: str
    unit: str

    def __str__(self) -> str:
        return self.operator + self.number + self.unit


@dataclass(frozen=True, slots=True)
class Indicator:
    """A third-level indicator with what its row says; a target in words is a string."""

    name: str
    target: Goal | str
    actual: Goal | str | None = None
    points: str | None = None
    score: str | None = None
    reason: str = ""

    def cells(self, split: bool) -> dict[str, str]:
        """What is printed under each column's key."""
        actual = "" if self.actual is None else str(self.actual)
        own = {"name": self.name, "actual": actual, "points": self.points or "", "score": self.score or ""}
        own |= {"reason": self.reason, "target": str(self.target)}
        if split and isinstance(self.target, Goal):
            number = self.actual.number if isinstance(self.actual, Goal) else actual
            own |= {"nature": self.target.operator, "target": self.target.number, "unit": self.target.unit}
            own |= {"actual": number}
        elif split:
            own |= {"nature": "定性", "unit": "/"}
        return own

    def truth(self, level1: str, level1_points: str | None, level2: str, split: bool) -> Fact:
        """The mark that makes the indicator's row of truth."""
        shown = self.cells(split)
        goal = self.target if isinstance(self.target, Goal) else None
        got = self.actual if isinstance(self.actual, Goal) else None
        row = {
            "level1": level1,
            "level1_points": level1_points,
            "level2": level2.replace("\n", ""),
            "level3": self.name.replace("\n", ""),
            "target": shown["target"].replace("\n", ""),
            "target_operator": OPERATORS[goal.operator] if goal else None,
            "target_value": plain(d(goal.number)) if goal else None,
            "target_unit": (goal.unit or None) if goal else None,
            "actual": shown["actual"].replace("\n", "") or None,
            "actual_value": plain(d(got.number)) if got else None,
            "points": self.points,
            "score": self.score,
        }
        if self.reason:
            row["reason"] = self.reason.replace("\n", "")
        return Fact("indicators", "", row)


Level2 = tuple[str, Sequence[Indicator]]
Level1 = tuple[str, str | None, Sequence[Level2]]


def indicator_rows(
    levels: Sequence[Level1],
    columns: Mapping[str, str],
    *,
    lead: str | None = None,
    points_form: str = "{}\n({}分)",
    spans: Mapping[str, int] | None = None,
) -> list[list[Cell | Pieces]]:
    """Header and rows of an indicator table; `columns` gives each column's key and header in their order."""
    split, wide = "nature" in columns, spans or {}
    count = sum(len(items) for _, _, seconds in levels for _, items in seconds)
    rows: list[list[Cell | Pieces]] = [[Cell(head, wide.get(key, 1)) for key, head in columns.items()]]
    for level1, points, seconds in levels:
        first = sum(len(items) for _, items in seconds)
        for level2, items in seconds:
            second = len(items)
            for item in items:
                row: list[Cell | Pieces] = []
                if first:
                    text = points_form.format(level1, points) if points else level1
                    row.append(Cell(text, wide.get("level1", 1), first))
                if second:
                    row.append(Cell(level2, wide.get("level2", 1), second))
                first = second = 0
                shown = item.cells(split)
                for key in columns:
                    if key == "name":
                        mark = item.truth(level1, points, level2, split)
                        row.append(Cell((mark, item.name), wide.get(key, 1)))
                    elif key not in ("level1", "level2"):
                        row.append(Cell(shown[key], wide.get(key, 1)))
                rows.append(row)
    if lead is not None:
        rows[0].insert(0, Cell(lead, 1, count + 1))
    return rows


def amount_cells(
    numbers: Sequence[Any], label: Label, concept: Any, stages: Sequence[Any]
) -> list[Pieces]:
    """A row's amounts, one for each stage; a string (blank, —, /) stays what it is and is no figure."""
    return [
        number if isinstance(number, str) else cell(number, label, concept, stage)
        for number, stage in zip(numbers, stages, strict=True)
    ]


def execution(percent_: Any, label: str, **fields: Any) -> Fact:
    """The 执行率 of a row of funds."""
    labels = ["执行率", "预算执行率", label, f"{label}执行率", f"{label}预算执行率"]
    return rate(percent_, labels, "execution_rate", **fields)


def fund_score(number: Number, points: str = "10", *, label: str = "年度资金总额") -> Fact:
    """The 得分 of the row of funds."""
    return score(number, [label, "执行率", "预算执行率", "预算执行情况"], "fund_execution", points)


STAGES3 = ("initial_budget", "adjusted_budget", "outturn")
