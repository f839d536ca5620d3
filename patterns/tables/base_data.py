"""基础数据表: staff financed by the budget, spending under three year columns, buildings.

Layout of 湖南's 部门整体支出绩效评价基础数据表; other provinces use the same blocks under other heads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Cell
from patterns.tables.figures import add_amount, add_people, add_rate, figure_in
from patterns.tables.layout import Column, Line, bare, label_of, lead_of
from patterns.tables.template import Example, Findings, Section, Template, said

_HEADS = (
    ("rate", re.compile(r".*率")),
    ("people", re.compile(
        r".*编制(?:人?数)?|.*(?:实际|实有)?(?:在职|在岗|在编)(?:人员)?(?:人?数)?|.*实有人数"
        r"|.*离?退休(?:人员)?(?:人?数)?"
    )),
    ("money", re.compile(
        r"(?:20\d\d|上|本|当|去|前)年度?(?:预算|决算|年初预算|调整预算|执行|实际支出)(?:数|金额|安排)?"
    )),
    ("size", re.compile(r".*规模")),
    ("invested", re.compile(r".*(?:预算|实际|批复|概算)投资(?:额)?")),
)  # fmt: skip
_TOP = re.compile(
    r"[“\"]?三公[”\"]?经费.*|(?:部门)?(?:基本|项目)支出.*|公用经费.*|政府采购.*|部门基本支出预算调整"
    r"|人员经费.*|总支出.*|支出合计|合计"
)
_TOPIC = re.compile(r".*(?:供养人员|经费控制|楼堂馆所|人员情况|控制情况).*")
_HINT = re.compile(r"[(（](?:一个|每个|逐项|分项)[^()（）]*[)）]")


def _recognises(texts: Sequence[str], roles: Sequence[str]) -> bool:
    topic = bool(texts) and bool(_TOPIC.fullmatch(texts[0]))
    if roles.count("money") >= 2:
        return topic or not any(re.search(r"科目|编码|项目$|行次", text) for text in texts)
    return topic and len({"people", "size", "invested"} & set(roles)) > 0


def _read(section: Section, found: Findings) -> None:
    topic = section.text(next((cell for line in section.header for cell in line.cells), None))
    if section.having("money"):
        _read_spending(section, found)
        return
    for line in section.lines:
        name = _row_name(section, line, topic)
        under = [bare(topic), *([name] if name else [])]
        for column in section.columns:
            cell = next(iter(section.cells(line, column)), None)
            _read_head(section, line, column, cell, under, found)


def _row_name(section: Section, line: Line, topic: str) -> str:
    """The name of a building or unit at the start of a row, "" where the topic's own cell stands there."""
    text = section.text(line.cells[0]) if line.cells else ""
    first = line.cells[0] if line.cells else None
    return "" if not text or text == topic or figure_in(section.sheet, first) else label_of(text)


def _read_head(section: Section, line: Line, column: Column, cell: Cell | None, under: Sequence[str], found: Findings) -> None:
    label = bare(column.leaf)
    if column.role == "people":
        add_people(found, section, line, column, cell=cell, label=label, under=under)
    elif column.role == "rate":
        add_rate(found, section, cell, column, label)
    elif column.role == "invested":
        add_amount(found, section, line, column, cell=cell, label=label, under=under)
    elif column.role == "size" and cell is not None:
        figure = figure_in(section.sheet, cell)
        unit = re.search(r"[(（]([^()（）]+)[)）]", column.leaf)
        if figure is not None and found.first_time(section, cell):
            words = {
                "number": figure.number,
                "label": label,
                "unit": figure.unit or (unit.group(1) if unit else ""),
            }
            found.add("quantity", section, cell, words, span=figure.span)


@dataclass(slots=True)
class _Outline:
    """Rows that hold at this point: top row, numbered row, 其中 row, each as (label, mentions by column)."""

    rows: list[tuple[str, dict[int, int]]] = field(default_factory=list)
    within: bool = False

    def place(self, label: str, lead: str, previous: int) -> None:
        """Cut the outline back to the rows that the new row stands under.

        其中 opens a list of parts of the row right before it and unmarked rows go on with that list;
        1、2、3、 stand under a known heading, and unmarked rows after one are its items.
        """
        if _TOP.fullmatch(label) and not lead:
            self.rows, self.within = [], False
        elif "其中" in lead:
            self.rows, self.within = self.rows[:previous], True
        elif lead:
            self.rows, self.within = self.rows[:1], False
        elif self.within:
            self.rows = self.rows[: previous - 1]
        else:
            self.rows = self.rows[:2]


def _read_spending(section: Section, found: Findings) -> None:
    outline, depth = _Outline(), 0
    first = section.having("money")[0]
    for line in section.lines:
        words = [cell for cell in line.cells if cell.column < first.start and section.text(cell)]
        if not words:
            continue
        text = _HINT.sub("", section.text(words[-1]))
        label = label_of(text)
        outline.place(label, lead_of(text), depth)
        under = [name for name, _ in outline.rows]
        made: dict[int, int] = {}
        for column in section.having("money"):
            cell = next(iter(section.cells(line, column)), None)
            parent = outline.rows[-1][1].get(column.start) if outline.rows else None
            index = add_amount(found, section, line, column, cell=cell, label=label, under=under, parent=parent)
            if index is not None:
                made[column.start] = index
        outline.rows.append((label, made))
        depth = len(outline.rows)


TEMPLATE = Template(
    name="base_data",
    rank=15,
    heads=_HEADS,
    recognises=_recognises,
    read=_read,
    figures=frozenset({"rate", "people", "money", "size", "invested"}),
    examples=[
        Example(
            """
            财政供养人员情况(人) | 编制数 | 2022年实际在职⏎人数 | 控制率
            ^ | 45 | 43 | 95.56%
            经费控制情况(万元) | 2021年决算数 | 2022年预算数 | 2022年决算数
            “三公”经费 | 8.2 | 7 | 6.15
            1、公务用车购置和维护经费 | 5 | 5 | 4.9
            其中：公车购置 |  |  |
            公车运行维护 | 5 | 5 | 4.9
            3、公务接待 | 3.2 | 2 | 1.25
            项目支出： | 120 | 130 | 128.5
            1、业务工作经费 |  |  |
            2、县级专项资金⏎(一个专项一行) | 120 | 130 | 128.5
            河道保洁经费 | 70 | 80 | 79.5
            公用经费 |  |  |
            其中：办公经费 | 12 | 0 | 11.4
            水费、电费、差旅费 | 6 | 6 | 5.5
            政府采购金额 | 30 | — | 28
            楼堂馆所控制情况 | 批复规模(m²) | 预算投资(万元) | 投资概算控制率
            ^ | 800 | 210.5 |
            """,
            says=[
                said("people", "45", label="编制数", unit_note="财政供养人员情况(人)"),
                said("people", "43", label="2022年实际在职人数", period="2022年"),
                said("rate", "95.56%", label="控制率"),
                said("money", "6.15", label="“三公”经费", period="2022年", stage="2022年决算数"),
                said("money", "4.9", label="公车运行维护", under="“三公”经费 / 公务用车购置和维护经费"),
                said("money", "79.5", label="河道保洁经费", under="项目支出 / 县级专项资金"),
                said("money", "0", label="办公经费", under="公用经费"),
                said("money", "5.5", label="水费、电费、差旅费", under="公用经费"),
                said("money", "28", label="政府采购金额", unit_note="经费控制情况(万元)"),
                said("quantity", "800", label="批复规模", unit="m²"),
                said("money", "210.5", label="预算投资", unit_note="预算投资(万元)"),
            ],
            count=34,
            silent=["—"],
        ),
    ],
)
