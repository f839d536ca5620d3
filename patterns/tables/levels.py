"""The level names of an indicator table, filled down over merged, empty and page-broken cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from patterns.tables.layout import Line, is_blank, is_numeric, joined, label_of
from patterns.tables.template import Section
from patterns.tables.totals import split_points

KNOWN_LEVEL = re.compile(
    r"(?:数量|质量|时效|成本|产出|效益|满意度|经济效益|社会效益|生态效益|可持续影响|经济成本|社会成本"
    r"|生态环境成本|服务对象满意度|投入|过程|管理|决策|效果|绩效)(?:指标)?"
)
"""Names of levels that any indicator table may have."""


@dataclass(slots=True)
class Levels:
    """The level names that hold in a row, filled down from the rows above."""

    one: str = ""
    two: str = ""
    points: str = ""

    def keep(self, section: Section) -> None:
        """Remember the levels for the table's next piece."""
        section.memory |= {"level1": self.one, "level2": self.two, "points": self.points}


def levels_before(section: Section) -> Levels:
    """The levels that held where the same table broke off above, empty for a table of its own."""
    before = section.before
    if not section.having("level1") and section.having("level2"):
        return Levels(*_level_above(section))
    if before is None or before.template is not section.template:
        return Levels()
    one, two, points = (before.memory.get(name, "") for name in ("level1", "level2", "points"))
    return Levels(one, two, points)


def _level_above(section: Section) -> tuple[str, str, str]:
    """The level 1 that a caption tells for a table without that column: 一、产出指标（40分）."""
    for text, _ in section.caption.lines[:2]:
        name, points = split_points(label_of(text))
        if KNOWN_LEVEL.fullmatch(name):
            return name, "", points
    return "", "", ""


def read_levels(section: Section, line: Line, levels: Levels) -> None:
    """Take over the level names that a row prints; a new level 1 ends the level 2 above it."""
    one, points = split_points(_level_text(section, line, "level1"))
    two, _ = split_points(_level_text(section, line, "level2"))
    if _continues(levels.one, one):
        levels.one += one
        levels.points = levels.points or points
    elif one:
        if one != levels.one:
            levels.two, levels.points = "", ""
        levels.one, levels.points = one, points or levels.points
    if _continues(levels.two, two):
        levels.two += two
    elif two:
        levels.two = two


def _continues(before: str, after: str) -> bool:
    """Whether a name was cut in two by a page break: 服务对象满意 | 度."""
    if not after or len(after) > 4 or KNOWN_LEVEL.fullmatch(before) or KNOWN_LEVEL.fullmatch(after):
        return False
    return bool(KNOWN_LEVEL.fullmatch(before + after))


def _level_text(section: Section, line: Line, role: str) -> str:
    cell = section.cell(line, role)
    text = joined(cell.text) if cell is not None else ""
    return "" if is_blank(section.text(cell)) or is_numeric(text) else text.replace(" ", "").replace("　", "")
