"""What indicator tables print besides indicators: total rows, grades, a level's own points and score."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.document import Cell
from patterns.tables.figures import Figure, labelled_figure, number_in
from patterns.tables.layout import Line, is_numeric
from patterns.tables.template import Findings, Section

_TOTAL = re.compile(r"(?:(?:自评|评价|综合|合计|绩效)*总?得分|(?:自评|评价)?总分值?|总评分?|合计|总计|汇总)[:：]?")
_GRADE = re.compile(r"优秀|良好|优|良|中|差|合格|不合格|[一二三四]等")
_GRADE_ROW = re.compile(r"(?:自评|评价|综合|绩效)*(?:等级|等次|评级|评定等级)[:：]?")
_POINTS = re.compile(r"[（(【\[]\s*(?:共|满分)?(\d+(?:\.\d+)?)\s*(?:分|%)?\s*[)）】\]]?$")
POINTS_SAID = re.compile(r"[（(]\s*(\d+(?:\.\d+)?)\s*分\s*[)）]?$")
"""Points in brackets with 分: a name may end with a bracketed number that is none."""


def split_points(text: str, pattern: re.Pattern[str] = _POINTS) -> tuple[str, str]:
    """A name and the points in brackets after it: 产出指标(30分) → 产出指标, 30."""
    match = pattern.search(text)
    return (text[: match.start()].strip(), match.group(1)) if match and match.start() else (text, "")


def read_total(section: Section, line: Line, found: Findings) -> bool:
    """Whether a row is the total: its points and score by their columns, a lone number under neither the marks."""
    label, marks = split_points(_first_text(section, line))
    if not _TOTAL.fullmatch(label):
        return _read_labelled_total(section, line, found)
    figured: dict[str, Cell] = {}
    free = ["score"] if marks or not section.having("points") else ["points", "score"]
    told = _summed_role(section, line, found)
    for cell in line.own:
        if number_in(section, cell) is None:
            continue
        role = told or _role_at(section, line, cell)
        role = role if role and role not in figured else next((r for r in free if r not in figured), "")
        if role:
            figured[role] = cell
    grade = next((text for cell in line.own if _GRADE.fullmatch(text := section.text(cell))), "")
    _add(section, found, figured, {"points": marks, "label": label, "scope": "overall", "grade": grade})
    return True


def _read_labelled_total(section: Section, line: Line, found: Findings) -> bool:
    """Whether a row is a total in one cell, 总分：98分; then its score is added."""
    filled = [cell for cell in line.own if section.text(cell)]
    told = labelled_figure(section.sheet, filled[0]) if len(filled) == 1 else None
    if told is None or not _TOTAL.fullmatch(told[0]) or told[1].unit not in ("", "分"):
        return False
    if found.first_time(section, filled[0]):
        words = {"label": told[0], "score": told[1].number, "scope": "overall"}
        found.add("score", section, filled[0], words, span=told[1].span)
    return True


def read_grade(section: Section, line: Line, found: Findings) -> bool:
    """Whether a row tells a grade and nothing else: 自评等级 | 优."""
    label = _first_text(section, line)
    if not _GRADE_ROW.fullmatch(label):
        return False
    cell = next((cell for cell in line.own if _GRADE.fullmatch(section.text(cell))), None)
    if cell is not None:
        words = {"grade": section.text(cell), "label": label.strip("：:"), "scope": "overall"}
        found.add("score", section, cell, words)
    return True


def read_subtotal(section: Section, line: Line, found: Findings) -> None:
    """Read a level's own row of points and score, or a 小计 row, as a category's score."""
    texts = [section.text(cell) for cell in line.own]
    label = next((text for text in texts if text and not is_numeric(text)), "")
    cells = {role: section.cell(line, role) for role in ("points", "score")}
    figured = {role: cell for role, cell in cells.items() if cell is not None and number_in(section, cell)}
    if label:
        _add(section, found, figured, {"label": split_points(label)[0], "scope": "category"})


def _first_text(section: Section, line: Line) -> str:
    return next((text for cell in line.own if (text := section.text(cell))), "")


def _summed_role(section: Section, total: Line, found: Findings) -> str:
    """score or points, whichever alone adds up to the one number of a merged total row, "" where that doesn't tell.

    The score for spending the funds stands above the indicators and may count.
    """
    numbers = [figure for cell in total.own if (figure := number_in(section, cell))]
    if len(numbers) != 1 or total.end >= section.columns[-1].end:
        return ""
    index = section.sheet.table.index
    mates = [m for m in found.mentions if m.kind == "score" and m.place is not None and m.place.table == index]
    funds = next((m for m in mates if m.word("scope") == "fund_execution"), None)
    printed, told = _value(numbers[0]), []
    for role in ("points", "score"):
        cells = {id(cell): cell for line in section.lines if line is not total for cell in [section.cell(line, role)] if cell}
        added = sum(map(_value, filter(None, (number_in(section, cell) for cell in cells.values()))), Decimal(0))
        if cells and printed in (added, added + Decimal((funds and funds.word(role)) or 0)):
            told.append(role)
    return told[0] if len(told) == 1 else ""


def _value(figure: Figure) -> Decimal:
    return Decimal(re.sub(r"[,，]", "", figure.number))


def _role_at(section: Section, line: Line, cell: Cell) -> str:
    columns = section.having("points", "score")
    return next((column.role for column in columns if cell in section.cells(line, column)), "")


def _add(section: Section, found: Findings, figured: dict[str, Cell], words: dict[str, str]) -> None:
    """Add a score; its quote is the score's characters, or the points' where the score is blank."""
    cell = figured.get("score") or figured.get("points")
    figure = number_in(section, cell)
    if cell is None or figure is None or not found.first_time(section, cell):
        return
    for role, at in figured.items():
        number = number_in(section, at)
        words[role] = number.number if number else ""
    words["label"] = words["label"].strip("：:")
    found.add("score", section, cell, words, span=figure.span)
