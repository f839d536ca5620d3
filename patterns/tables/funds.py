"""年度资金: the money of a form by source, under 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分.

Column sets differ by province (年初|调整|执行, 计划|到位|支出|结余, 全年(A)|执行(B) …), all read from the
header. Planning forms have no such columns: there a label stands beside its figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Cell
from patterns.tables.figures import (
    add_amount,
    add_rate,
    labelled_figure,
    number_in,
    unit_for,
)
from patterns.tables.glued import read_glued
from patterns.tables.layout import Column, Line, bare, head_of, is_numeric, label_of, lead_of
from patterns.tables.listing import is_source, lists_projects, project_in, sum_first
from patterns.tables.pairs import TOTAL, pairs_in, read_line
from patterns.tables.template import Example, Findings, Section, Template, said

_HEADS = (
    ("rate", re.compile(r".*(?:率|进度|比例)(?:%)?")),
    ("score", re.compile(r".*得分|自评分数?|评分")),
    ("grade", re.compile(r"(?:自评|评价|评定|绩效|评分)*(?:等级|等次|评级)")),
    ("points", re.compile(r"分值|权重|标准分|满分|权重分值")),
    ("reason", re.compile(r".*原因.*|.*措施|备注|说明|资金来源")),
    (
        "money",
        re.compile(
            r"""(?x) .*预算(?:安排|批复|下达|调整|申请)?(?:后)?(?:数|额|总?金额|资金|总额)?
            | .*批复预算 | 调整后.* | (?:项目)?计划(?:安排|投资)?(?:资金|数|金额)?
            | .*(?:到位|下达)(?:资金|数|金额|额)? | .*执行(?:数|金额|额)
            | (?:实际|全年|累计|本年)*(?:支出|使用|支付|执行|完成|拨付)(?:资金|数|金额|额)?
            | .*(?:结余|结转)(?:资金|数|金额|额)?
            | 决算数? | 追加(?:数|资金)? | 实施期(?:资金)?(?:总额|金额)?"""
        ),
    ),
)
_SECTION = re.compile(r".*(?:资金|预算执行|预算申请|预算安排|预算情况|经费|收支).*")
_NOT_FUNDS = re.compile(r"科目.*|.*编码|行次|栏次|指标.*|.*级指标|(?:20\d\d|上|本)年度?(?:预|决)算数?")
_TOP = re.compile(
    r"(?:本年|当年)?财政(?:拨款|资金|性资金)|上年(?:财政)?结转.*|年初结转.*|其[他它]资金"
    r"|单位(?:自筹)?资金|财政专户.*|自有资金|事业收入.*"
)
_MARKS = re.compile(r"[(（](\d+(?:\.\d+)?)分")
_SHARE = re.compile(r"按.+分")


def _recognises(texts: Sequence[str], roles: Sequence[str]) -> bool:
    if roles.count("money") < 2 or any(_NOT_FUNDS.fullmatch(bare(text)) for text in texts):
        return False
    graded = {"rate", "score", "points"} & set(roles)
    return bool(graded) or bool(_SECTION.fullmatch(bare(texts[0])))


_Row = tuple[str, dict[int, int]]
"""A row's label and its mentions by column."""


@dataclass(slots=True)
class _Wholes:
    """The rows that the next row may be a part of: the total, and a source whose own 其中 list is open."""

    rows: list[_Row] = field(default_factory=list)
    previous: _Row | None = None

    def over(self, label: str, lead: str) -> list[_Row]:
        """The wholes of a row, outermost first; 其中 opens a list under the row right before it."""
        if TOTAL.fullmatch(label):
            self.rows = []
        elif "其中" in lead and self.previous is not None and self.previous not in self.rows:
            self.rows = [*self.rows[:1], self.previous]
        elif _TOP.fullmatch(label):
            self.rows = self.rows[:1]
        return self.rows

    def note(self, row: _Row) -> None:
        """Remember a row that was read."""
        self.previous = row
        if TOTAL.fullmatch(row[0]):
            self.rows = [row]


def _is_money(column: Column) -> bool:
    """Whether a column holds money by stage or, under 资金来源 or a stage, by source."""
    return column.role == "money" or (len(column.path) > 1 and is_source(column))


def _read(section: Section, found: Findings) -> None:
    money = [column for column in section.columns if _is_money(column) and section.holds_figures(column)]
    wholes = _Wholes()
    shares: dict[int, str] = {}
    listed = lists_projects(section) and bool(money)
    lines, _ = sum_first(section, lambda line: _label(section, line, money[0])[1]) if listed else (section.lines, False)
    for line in lines:
        pairs = pairs_in(section, line)
        if len(pairs) > 1:
            read_line(section, line, pairs, found, {})
        elif read_glued(section, line, found):
            continue
        elif not _read_labelled(section, line, found, shares) and money:
            _read_row(section, line, money, found, wholes, "projects" if listed else section.template.name)


def _read_row(
    section: Section, line: Line, money: Sequence[Column], found: Findings, wholes: _Wholes, table: str
) -> None:  # fmt: skip
    label_cell, label = _label(section, line, money[0])
    label = project_in(section, line) or label if table == "projects" else label
    over = wholes.over(label, lead_of(section.text(label_cell)))
    under, whole = [name for name, _ in over], over[-1][1] if over else {}
    made: dict[int, int] = {}
    for column in money:
        cell = next(iter(section.cells(line, column)), None)
        parent = whole.get(column.start)
        index = add_amount(found, section, line, column, cell=cell, label=label, under=under, parent=parent, table=table)
        if index is not None:
            made[column.start] = index
    for column in section.having("rate"):
        cell = next(iter(section.cells(line, column)), None)
        add_rate(found, section, cell, column, label + head_of(column.leaf))
    _read_score(section, line, label, found)
    if label:
        wholes.note((label, made))


def _label(section: Section, line: Line, first: Column) -> tuple[Cell | None, str]:
    """The label of a row: the last words left of its figures that are no head, else the head there."""
    heads = {id(cell) for head in section.header for cell in head.cells}
    at = next((cell.column for cell in section.cells(line, first)), first.start)
    left = [cell for cell in line.cells if cell.column < at and section.text(cell)]
    own = [cell for cell in left if id(cell) not in heads and not is_numeric(section.text(cell))]
    if own:
        return own[-1], bare(label_of(section.text(own[-1]))) or label_of(section.text(own[-1]))
    over = [cell for head in section.header for cell in head.cells if cell.column < first.start and section.text(cell)]
    return (over[-1], bare(section.text(over[-1]))) if over else (None, "")


def _read_score(section: Section, line: Line, label: str, found: Findings) -> None:
    """The score for spending the funds; in a list of projects (项目名称 | 预算数 | 得分) a project's own."""
    cells = {role: section.cell(line, role) for role in ("points", "score")}
    figures = {role: number_in(section, cell) for role, cell in cells.items()}
    told = "score" if figures["score"] else "points"
    cell, figure = cells[told], figures[told]
    if cell is None or figure is None or not found.first_time(section, cell):
        return
    words = {"points": _full_marks(section)} | {role: number.number for role, number in figures.items() if number}
    words |= {"grade": section.printed(line, "grade")}
    words |= {"label": label, "scope": "overall" if lists_projects(section) else "fund_execution"}
    found.add("score", section, cell, words, span=figure.span)


def _full_marks(section: Section) -> str:
    """The points that a head tells: 得分(20分*执行率), 预算执行情况（10分）, "" for none."""
    heads = [text for column in section.having("score") for text in column.path]
    heads += [section.text(cell) for cell in (section.header[0].cells[:1] if section.header else ())]
    return next((match.group(1) for text in heads if (match := _MARKS.search(text))), "")


def _read_labelled(section: Section, line: Line, found: Findings, shares: dict[int, str]) -> bool:
    """Read cells that hold label and figure, under 按收入性质分 | 按支出性质分; whether it is such a row."""
    texts = {cell.column: bare(section.text(cell)) for cell in line.own if section.text(cell)}
    heads = {column: text for column, text in texts.items() if _SHARE.fullmatch(text)}
    if heads:
        shares.clear()
        shares.update(heads)
        return True
    any_read = False
    for cell in line.own:
        labelled = labelled_figure(section.sheet, cell)
        if labelled is None or not found.first_time(section, cell):
            continue
        label, figure = labelled
        unit = unit_for(section, line, None)
        words = {
            "label": label_of(label), "number": figure.number, "unit": figure.unit, "under": shares.get(cell.column, ""),
            "unit_note": "" if figure.unit else unit.note, "unit_source": "inline" if figure.unit else unit.source,
            "table": section.template.name,
        }  # fmt: skip
        found.add("money", section, cell, words, span=figure.span)
        any_read = True
    return any_read


TEMPLATE = Template(
    name="funds",
    rank=20,
    heads=_HEADS,
    recognises=_recognises,
    read=_read,
    figures=frozenset({"money", "rate", "score", "points"}),
    examples=[
        Example(
            """
            项目资金(万元) |   | 年初预算数 | 全年预算数(A) | 全年执行数(B) | 分值 | 执行率(B/A) | 得分
            ^ | 年度资金总额： | 80 | 96.50 | 95.00 | 10 | 98.45% | 9.84
            ^ | 其中：当年财政拨款 | 80 | 90 | 88.50 | — | — | —
            ^ | 上年结转资金 | 0 | 6.50 | 6.50 | — | — | —
            ^ | 其他资金 |  |  |  |  |  |
            """,
            says=[
                said("money", "80", label="年度资金总额", stage="年初预算数", unit_note="项目资金(万元)"),
                said("money", "95.00", label="年度资金总额", stage="全年执行数(B)", unit_source="column_header"),
                said("money", "88.50", label="当年财政拨款", under="年度资金总额"),
                said("money", "0", label="上年结转资金"),
                said("rate", "98.45%", label="年度资金总额执行率", number="98.45"),
                said("score", "9.84", scope="fund_execution", points="10", score="9.84"),
            ],
            count=11,
            silent=["—"],
        ),
        Example(
            """
            单位：万元
            资金来源 | 计划数 | 到位数 | 支出数 | 结余数 | 使用率
            合计 | 40 | 40 | 31.2 | 8.8 | 78%
            县级财政资金 | 40 | 40 | 3.12万 | 8.8 | /
            """,
            says=[
                said(
                    "money",
                    "31.2",
                    label="合计",
                    column="支出数",
                    unit_source="caption",
                    unit_note="单位:万元",
                ),
                said("money", "3.12万", label="县级财政资金", unit="万", unit_source="inline"),
                said("rate", "78%", label="合计使用率"),
            ],
            count=9,
            silent=["/"],
        ),
        Example(
            """
            年度预算申请(万元) |   | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
            ^ | 年度资金总额 | 12 | 34.5 | 34.5 | 10 | 100% | 10
            ^ | 按收入性质分： | < | < | 按支出性质分： | < | < | <
            ^ | 其中：一般公共预算：34.5 | < | < | 其中：基本支出：20.25 | < | < | <
            ^ | 政府性基金拨款： | < | < | 项目支出：14.25 | < | < | <
            """,
            says=[
                said("money", "20.25", label="基本支出", under="按支出性质分", unit_note="年度预算申请(万元)"),
                said("money", "14.25", label="项目支出"),
            ],
            count=8,
            silent=["政府性基金拨款："],
        ),
        Example(
            """
            项目资金（万元） | 项目资金总额： | 300 | 年度资金总额： | 120
            ^ | 其中：财政拨款 | 300 | 其中：财政拨款 | 120
            ^ | 其他资金 |  | 其他资金 | 0
            """,
            says=[
                said("money", "300", label="项目资金总额", unit_note="项目资金(万元)"),
                said("money", "120", label="财政拨款"),
                said("money", "0", label="其他资金"),
            ],
            count=5,
        ),
    ],
)
