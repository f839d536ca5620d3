"""机构人员情况表: kinds of staff in rows or columns, 编制人数 | 年末实有人数 and the like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from patterns.tables.figures import add_counted, add_people, figure_in, labelled_figure
from patterns.tables.layout import Column, Line, Sheet, bare, depth_of, is_blank, is_numeric, label_of, lead_of
from patterns.tables.template import Caption, Example, Findings, Section, Template, said

_KINDS = r"编制|核编|实有|在职|在岗|在编|离休|退休|离退休|编外|聘用|临聘|行政|事业|参公|工勤|遗属|人员"
_HEADS = (
    ("skipped", re.compile(r"序号|备注|行次|项目|栏次|内容|类别|人员类别|指标(?:名称)?|计量单位")),
    ("unit", re.compile(r"(?:单位|机构|部门)(?:名称)?")),
    (
        "people",
        re.compile(rf".*(?:{_KINDS}).*数|人数|(?:年末)?(?:{_KINDS}|其他|合计|小计|总数|总计)+(?:编制|人员|人数)*"),
    ),
    ("count", re.compile(r"数[量值额]?|(?:统计|期末|年末|本年|实际|人员)数|(?:20\d\d|本|上)年(?:末)?数?")),
)
_STAFF_ROW = re.compile(r"编制|在职|在岗|在编|离休|退休|编外|临聘|聘用|(?:行政|事业|参公|工勤|实有|其他)人员|人员编制|实有人数|遗属")
_SUM = re.compile(r"小计|合计|总数|总计")
_PAIRED = re.compile(
    r"(?:人员|核定|总|行政|事业|工勤|机关|财政供养)*编制(?:人?数)?|(?:年末)?(?:实有|在职|在编|在岗|编外|聘用|离?退休)+(?:人员)?(?:人?数)?"
)
_MEASURED = re.compile(r".*(?:金额|经费|支出|收入|预算|决算|元|率|指标).*")


def _recognises(texts: Sequence[str], roles: Sequence[str]) -> bool:
    named = [text for text in texts if text]
    if roles.count("people") < 2 or any(_MEASURED.fullmatch(text) for text in named) or any(map(is_numeric, named)):
        return False
    return any(re.search(r"编制|实有|在职|人数|离休", text) for text in named)


def _by_rows(texts: Sequence[str], roles: Sequence[str], below: Sequence[str]) -> bool:
    """One or two columns of counts whose rows name staff: 项目 | 行次 | 数量 over 编制人数, 行政编制."""
    counted = {"count", "people"} & set(roles) and not any(map(_MEASURED.fullmatch, texts))
    staff = sum(bool(_STAFF_ROW.search(text)) and not _MEASURED.fullmatch(text) for text in below)
    return bool(counted) and "" not in roles and 2 * staff >= len(below) > 1


@dataclass(slots=True)
class _Outline:
    """The rows that the next row may be a part of, each with its depth, its label and its mentions by column."""

    open: list[tuple[int, str, dict[int, int]]] = field(default_factory=list)
    marked: int = 0
    within: int = 0  # the depth of a 其中 list: unmarked rows go on with it

    def place(self, lead: str, total: bool) -> int:
        """The depth of a row; the rows that it can't be a part of are closed."""
        last = self.open[-1][0] if self.open else 0
        if total:
            depth = self.within = self.marked = 0
        elif "其中" in lead:
            depth = self.within = last if self.within and last == self.within else last + 1
        elif lead:
            depth, self.within = depth_of(lead), 0
            self.marked = depth
        else:
            depth = self.within or self.marked + 1
        while self.open and self.open[-1][0] >= depth:
            self.open.pop()
        return depth


def _read(section: Section, found: Findings) -> None:
    outline = _Outline()
    people = section.having("people", "count")
    by_unit = bool(section.having("unit")) and len(section.lines) > 1
    for line in section.lines:
        text = _row_text(section, line)
        label, lead = label_of(text), lead_of(text)
        total = bare(label) in ("合计", "总计", "总人数", "小计")
        depth = outline.place(lead, total)
        over = outline.open[-1][2] if outline.open else {}
        under = [name for level, name, _ in outline.open if level]
        made: dict[int, int] = {}
        for column in people:
            cell = next(iter(section.cells(line, column)), None)
            if add_counted(found, section, cell, label):
                continue
            name, above, unit = _counted_as(column, label, under, total) if by_unit else (label or bare(column.leaf), under, "")
            index = add_people(
                found, section, line, column, cell=cell, label=name, under=above,
                parent=_subtotal(people, column, made, over.get(column.start)), organisation=unit,
            )  # fmt: skip
            if index is not None:
                made[column.start] = index
        outline.open.append((depth, label, made))


def _subtotal(people: Sequence[Column], column: Column, made: dict[int, int], over: int | None) -> int | None:
    """The 小计 beside a column under the same head (编制数 over 小计 | 行政 | 事业), else what the row above gives."""
    sums = (other for other in people if other is not column and other.path[:-1] == column.path[:-1] != ())
    return next((made[other.start] for other in sums if _SUM.fullmatch(bare(other.leaf)) and other.start in made), over)


def _counted_as(column: Column, unit: str, under: list[str], total: bool) -> tuple[str, list[str], str]:
    """Label, what stands above it, and the unit: in a table of units the heads tell who is counted, the rows whose they are."""
    heads = [bare(text) for text in column.path if bare(text) not in ("合计", "小计", "其中")]
    whose = "" if total or unit.endswith(("本级", "机关")) else unit
    return heads[-1] if heads else unit, [*under, *heads[:-1]], whose


def _row_text(section: Section, line: Line) -> str:
    """The label of a row: its last words that stand left of its figures."""
    words = ""
    for cell in line.cells:
        if figure_in(section.sheet, cell) is not None:
            break
        if not is_blank(section.text(cell)) and cell not in [head for top in section.header for head in top.cells]:
            words = section.text(cell)
    return "" if is_numeric(words) else words


def read_people_pairs(sheet: Sheet, lines: Sequence[Line], caption: Caption, found: Findings) -> int:
    """How many posts and staff were read among a form's cover rows: 人员编制 | 21 | 实有人数 | 20."""
    before = len(found.mentions)
    section = Section(TEMPLATE, sheet, caption, (), (), [])
    for line in lines:
        for label, value in pairwise(line.cells):
            name = bare(label_of(sheet.text(label)))
            if _PAIRED.fullmatch(name):
                column = Column(value.column, value.column + 1, (), ())
                add_people(found, section, line, column, cell=value, label=name)
        for cell in line.own:
            told = labelled_figure(sheet, cell)
            if told and _PAIRED.fullmatch(name := bare(label_of(told[0]))) and found.first_time(section, cell):
                figure = told[1]
                words = {"number": figure.number, "unit": figure.unit, "label": name, "table": TEMPLATE.name}
                found.add("people", section, cell, words, span=figure.span)
    return len(found.mentions) - before


TEMPLATE = Template(
    name="staffing",
    rank=40,
    heads=_HEADS,
    recognises=_recognises,
    read=_read,
    figures=frozenset({"people", "count"}),
    by_rows=_by_rows,
    examples=[
        Example(
            """
            单位：人
            项目 | 编制人数 | 年末实有人数
            合计 | 40 | 66
            一、在职人员 | 40 | 37
            行政人员 | 12 | 11
            事业人员 | 28 | 26
            二、离休人员 | — | 0
            三、退休人员 | — | 29
            """,
            says=[
                said("people", "66", label="合计", column="年末实有人数", unit_note="单位:人"),
                said("people", "11", label="行政人员", under="在职人员"),
                said("people", "29", label="退休人员", unit_source="caption"),
                said("people", "0", label="离休人员"),
            ],
            count=10,
            silent=["—"],
        ),
        Example(
            """
            机构人员情况表
            单位：人
            项目 | 行次 | 数量
            一、机构数（个） | 1 | 3
            二、编制人数 | 2 | 52
            其中：行政编制 | 3 | 12
            事业编制 | 4 | 40
            三、离退休人数 | 5 | 31
            其中：退休人员 | 6 | 31
            """,
            says=[
                said("people", "52", label="编制人数", column="数量", unit_note="单位:人"),
                said("people", "40", label="事业编制", under="编制人数"),
                said("people", "31", label="退休人员", under="离退休人数"),
                said("quantity", "3", label="机构数", unit="个"),
            ],
            count=6,
            silent=["6"],
        ),
        Example(
            """
            单位名称 | 编制数 | 实有在职人数 | 退休人数
            东坪镇卫生院 | 52 | 50 | 21
            """,
            says=[said("people", "50", label="东坪镇卫生院", column="实有在职人数", unit_source="inferred")],
            count=3,
        ),
        Example(
            """
            单位名称 | 核编数 | 年末在编实有 | 编外用工数
            局机关 | 18 | 17 | 3
            """,
            says=[said("people", "18", column="核编数"), said("people", "17", column="年末在编实有")],
            count=3,
        ),
    ],
)
