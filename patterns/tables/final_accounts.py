"""部门决算/预算 tables: side-by-side panels of 项目 | 行次 | 金额, classes × funds, codes beside names.

收入支出决算总表 and its kin (财政部 部门决算报表, 公开01–10表). 行次 and 栏次 count lines, not money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.document import Cell
from patterns.tables.figures import add_amount, add_counted, count_unit, figure_in, names_stage
from patterns.tables.layout import Column, Line, bare, depth_of, is_blank, is_numeric, label_of, lead_of
from patterns.tables.template import Example, Findings, Section, Template, said
from patterns.tables.titles import is_count, naming_title, title_of, title_stage

_HEADS = (
    ("skipped", re.compile(r"行次|栏次|序号|备注|单位(?:名称|代码|编码)?|部门(?:名称)?|年度|.*[率比]")),
    ("code", re.compile(r".*(?:编码|代码)|类|款|项")),
    (
        "label",
        re.compile(
            r"项目|.*(?:科目|分类|项目)名称|名称|(?:支出|收入)?项目(?:类别)?|科目|(?:支出|收入)(?:内容"
            r"|类别)|按.*分类"
        ),
    ),
    (
        "money",
        re.compile(
            r"""(?x) 金额 | .*(?:预算|决算|执行)数 | .*决算 | .*预算
            | (?:本年|当年)?(?:收入|支出)?(?:合计|小计|总计) | (?:人员|公用|日常公用)经费
            | .*拨款 | .*(?:收入|支出|补助|结余|结转|资金|基金|费用?) | 因公出国.* | 公务(?:接待|用车).*
            | 货物 | 工程 | 服务 | 其[他它] | .*(?:数|额)"""
        ),
    ),
)
_SURE = re.compile(
    r"金额|(?:20\d\d|上|本|当|去)?年?度?(?:年初|调整|全年)?(?:预算|决算)数?|合计|小计|(?:本年)?(?:收入"
    r"|支出)合计|基本支出|项目支出|人员经费|公用经费"
)
_DULL = re.compile(r"合计|小计|总计|金额|.*(?:预算|决算)数?|本年(?:收入|支出)(?:合计)?|(?:收入|支出)|数额")
_CODE_LENGTHS = (3, 5, 7)  # 类, 款, 项 of the 政府收支分类科目
_CARRIED = re.compile(r"年[初末].*(?:结转|结余).*")
_FUND = re.compile(r"(?:一般公共预算|政府性基金|国有资本经营|财政专户|公共财政).*|其[他它]资金")


def _recognises(texts: Sequence[str], roles: Sequence[str]) -> bool:
    named, told = [bare(text) for text in texts if text], set(roles)
    if any(re.search(r"指标|得分|分值|编制|人数", text) for text in named):
        return False
    if "money" not in told or not {"label", "code"} & told:
        return False
    if "行次" in named or "code" in told:
        return True
    measured = [(bare(text), role) for text, role in zip(texts, roles, strict=True) if text and role != "label"]
    sure = [bool(_SURE.fullmatch(text)) for text, _ in measured]
    return all(sure) or (len(sure) > 1 and any(sure) and all(role == "money" for _, role in measured))


_Made = dict[int, int]
"""The mentions of a row by column."""


@dataclass(slots=True)
class _Panel:
    """One of the lists that stand side by side: where its codes, its labels and its money stand."""

    codes: list[Column] = field(default_factory=list)
    label: Column | None = None
    money: list[Column] = field(default_factory=list)
    previous: _Made = field(default_factory=dict)
    carried: tuple[str, _Made] | None = None  # a carry-over whose funds are listed right below
    groups: list[tuple[int, str, bool]] = field(default_factory=list)  # open rows with marks: depth, label, no figures


def _panels(section: Section) -> list[_Panel]:
    panels = [_Panel()]
    for column in section.columns:
        if column.role in ("code", "label") and panels[-1].money:
            panels.append(_Panel())
        if column.role == "code":
            panels[-1].codes.append(column)
        elif column.role == "label":
            if panels[-1].label is not None:  # 项目 over 编码 and 名称: the lower head names the labels
                panels[-1].codes.append(panels[-1].label)
            panels[-1].label = column
        elif column.role == "money":
            panels[-1].money.append(column)
    return panels


def _read(section: Section, found: Findings) -> None:
    panels, stage, title = _panels(section), title_stage(section, found), naming_title(section)
    if _goes_on(section):
        section.coded.update(section.before.coded)  # type: ignore[union-attr]
    for line in section.lines:
        if is_count(section, line) or _read_sums(section, line, panels, stage, found):
            continue
        for number, panel in enumerate(panels):
            _read_panel(section, line, number, panel, stage, title, found)


def _goes_on(section: Section) -> bool:
    """Whether a table goes on with the rows of the one above: on the next page, its header printed again or not."""
    before = section.before
    if before is None or before.template is not section.template:
        return False
    same = [column.path for column in before.columns] == [column.path for column in section.columns]
    return same and (before.sheet is section.sheet or not title_of(section) or title_of(section) == title_of(before))


def _read_sums(section: Section, line: Line, panels: Sequence[_Panel], stage: str, found: Findings) -> bool:
    """Read a row of merged labels, each with its figure: 人员经费合计 | 958.30 | 公用经费合计 | 111.20; whether it is one."""
    cells = [cell for cell in line.own if not is_blank(section.text(cell))]
    labels, values = cells[::2], cells[1::2]
    heads = [panel.money[0] for panel in panels if panel.money]
    paired = len(labels) == len(values) > 1 and len(cells) == len(line.cells) < len(section.columns)
    if not paired or not heads or any(figure_in(section.sheet, cell) for cell in labels):
        return False
    if not all(figure_in(section.sheet, cell) for cell in values) or len(values) > len(heads):
        return False
    for number, (label, cell) in enumerate(zip(labels, values, strict=True)):
        column = heads[0 if number == 0 else len(heads) - len(values) + number]
        text = label_of(section.text(label))
        add_amount(found, section, line, column, cell=cell, label=text, stage=_stage(column, stage))
    return True


def _texts(section: Section, line: Line, columns: Sequence[Column | None]) -> Iterator[str]:
    seen: list[Cell] = []
    for column in columns:
        for cell in section.cells(line, column) if column else ():
            if cell not in seen and section.text(cell):
                seen.append(cell)
                yield section.text(cell)


def _name(section: Section, line: Line, panel: _Panel) -> tuple[str, str]:
    """Code and printed label of a row."""
    codes = list(_texts(section, line, panel.codes))
    printed = next(iter(_texts(section, line, [panel.label])), "")
    code = "".join(codes) if all(text.isdigit() for text in codes) else ""
    code = code if len(code) in _CODE_LENGTHS else ""
    text = printed if printed and not (printed in codes and code) else ""
    text = text or next((text for text in codes if not text.isdigit()), "")
    glued = re.fullmatch(r"(\d{3,7})(\D.*)", text)
    return (glued[1], glued[2]) if glued and not code else (code, text)


def _read_panel(
    section: Section, line: Line, number: int, panel: _Panel, stage: str, title: list[str], found: Findings
) -> None:  # fmt: skip
    code, text = _name(section, line, panel)
    label, lead = label_of(text), lead_of(text)
    if not label or is_numeric(label):
        return
    unit = _open_groups(panel, lead)
    groups = [name for _, name, empty in panel.groups if empty]
    under, whole = [*(_panel_head(panel) or title), *groups], _over(section, number, panel, code, lead)
    if panel.carried and not lead and _FUND.fullmatch(label):
        under, whole = [*under, panel.carried[0]], panel.carried[1]
    else:
        panel.carried = None
    made: _Made = {}
    for column in panel.money:
        cell = next(iter(section.cells(line, column)), None)
        if unit and add_counted(found, section, cell, label, unit):
            continue
        index = add_amount(
            found, section, line, column, cell=cell, label=label, under=under, code=code,
            parent=whole.get(column.start), stage=_stage(column, stage), breakdown=_breakdown(column),
        )  # fmt: skip
        if index is not None:
            made[column.start] = index
    if depth_of(lead):
        panel.groups.append((depth_of(lead), label, not made))
    section.coded[number, code] = made
    panel.previous = made if "其中" not in lead else panel.previous
    panel.carried = (label, made) if _CARRIED.fullmatch(label) else panel.carried


def _open_groups(panel: _Panel, lead: str) -> str:
    """Close the groups that a row ends; the unit of what the last one left counts: （一）车辆数合计（辆） over 1.机要用车."""
    depth = depth_of(lead)
    while depth and panel.groups and panel.groups[-1][0] >= depth:
        panel.groups.pop()
    return count_unit(panel.groups[-1][1]) if panel.groups and depth else ""


def _over(section: Section, number: int, panel: _Panel, code: str, lead: str) -> _Made:
    """The whole of a row: the longest code that its own begins with, or the row that its 其中 follows."""
    for length in range(len(code) - 1, 2, -1):
        if (number, code[:length]) in section.coded:
            return section.coded[number, code[:length]]
    return panel.previous if "其中" in lead else {}


def _panel_head(panel: _Panel) -> list[str]:
    """What stands over the labels: 收入, 支出."""
    path = panel.label.path[:-1] if panel.label else ()
    return [text for text in path if bare(text) not in ("项目", "科目")]


def _stage(column: Column, title: str) -> str:
    return next((text for text in reversed(column.path) if names_stage(text)), title)


def _breakdown(column: Column) -> str:
    """The second dimension of a cell: the lowest head that says more than 合计 or 决算数."""
    told = (text for text in reversed(column.path) if _FUND.fullmatch(bare(text)) or not _DULL.fullmatch(bare(text)))
    return next(told, "")


TEMPLATE = Template(
    name="final_accounts",
    rank=35,
    heads=_HEADS,
    recognises=_recognises,
    read=_read,
    figures=frozenset({"money", "skipped"}),
    examples=[
        Example(
            """
            收入支出决算总表
            部门：某县水利局 2021年度 金额单位：元
            收入 | < | < | 支出 | < | <
            项目 | 行次 | 金额 | 项目（按功能分类） | 行次 | 金额
            栏次 |  | 1 | 栏次 |  | 2
            一、一般公共预算财政拨款收入 | 1 | 2,150,000.50 | 一、一般公共服务支出 | 31 | 0.00
            二、上级补助收入 | 2 |  | 十二、农林水支出 | 42 | 2,148,000.00
            总计 | 30 | 2,150,000.50 | 总计 | 60 | 2,150,000.50
            """,
            says=[
                said(
                    "money",
                    "2,150,000.50",
                    label="一般公共预算财政拨款收入",
                    under="收入",
                    stage="决算",
                    unit_source="caption",
                ),
                said("money", "2,148,000.00", label="农林水支出", under="支出"),
                said("money", "2,150,000.50", label="总计", under="支出"),
            ],
            count=5,
            silent=["31", "1", "2", "60"],
        ),
        Example(
            """
            一般公共预算财政拨款支出决算表
            单位：万元
            项目 | < | < | < | 本年支出合计 | 基本支出 | 项目支出
            功能分类科目编码 | < | < | 科目名称 | ^ | ^ | ^
            213 |  |  | 农林水支出 | 210.5 | 150 | 60.5
            213 | 03 |  | 水利 | 210.5 | 150 | 60.5
            213 | 03 | 05 | 水利工程建设 | 60.5 |  | 60.5
            """,
            says=[
                said("money", "150", code="213", label="农林水支出", breakdown="基本支出", stage="决算"),
                said("money", "60.5", code="2130305", label="水利工程建设", breakdown="项目支出"),
            ],
            count=8,
            silent=["03", "213"],
        ),
        Example(
            """
            一般公共预算财政拨款基本支出决算表
            金额单位：元
            科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数
            301 | 工资福利支出 | 1,234,567.89 | 302 | 商品和服务支出 | 200,100.00
            30101 | 基本工资 | 800,000.00 | 30201 | 办公费 | 50,000.00
            """,
            says=[
                said("money", "800,000.00", code="30101", label="基本工资", stage="决算数"),
                said("money", "50,000.00", code="30201", label="办公费"),
            ],
            count=4,
        ),
    ],
)
