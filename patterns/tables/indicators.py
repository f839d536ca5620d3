"""Indicator tables: 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 …, in any column order.

Level cells are filled down over merged, empty and page-broken cells. Targets may stand in columns of
their own (指标性质 | 指标值 | 度量单位). Plans have no actual values, scoring tables no targets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.document import Cell
from patterns.tables.figures import number_in
from patterns.tables.layout import Line, is_blank, is_numeric, joined
from patterns.tables.levels import KNOWN_LEVEL, Levels, levels_before, read_levels
from patterns.tables.template import Example, Findings, Section, Template, said
from patterns.tables.totals import POINTS_SAID, read_grade, read_subtotal, read_total, split_points

_OF = r"绩效|指标|评价|考核|目标|值"
_UP_TO = r"\d{1,2}[-—~～至]+\d{1,2}月份?|(?:截[至止]到?)?\d{1,2}月(?:份|底|末|\d+日)?|上半年|前?[一二三]季度|第[一二三]季度|当前|目前"
_HEADS = (
    ("level1", re.compile(r"一级(?:绩效)?指标(?:名称)?|指标类[型别]")),
    ("level2", re.compile(r"二级(?:绩效)?指标(?:名称)?")),
    ("level4", re.compile(r"四级(?:绩效)?指标(?:名称|内容)?")),
    ("level3", re.compile(r"三级(?:绩效)?指标(?:名称|内容)?|(?:绩效|具体)?指标名称|具体指标")),
    ("expected", re.compile(r"(?:全年|年底|年末|全年度)*预计(?:实际)?(?:完成|实现|可?达到).*|完成目标可能性|确定能|有可能|完全不可能")),
    ("lifetime", re.compile(r"(?:实施周?期|中长?期|总体)(?:绩效)?(?:指标|目标)值?")),
    (
        "target",
        re.compile(
            r"""(?x) (?:年度|全年|预期|当年|本年|年初|年初设定|计划|绩效|设定|预定|项目|调整后?)* (?:指标|目标)值
            | (?:年度|全年|年初)?(?:预期|计划|设定)(?:目标|完成)?值? | 年初设定目标 | 年度(?:绩效)?(?:指标|目标)
            | 标准值 | 数?值 | 计划(?:完成)?(?:数|情况|值)"""
        ),
    ),
    (
        "actual",
        re.compile(
            rf"""(?x) (?:{_UP_TO})?
            (?: (?:单项指标|年度|全年|年末|指标|绩效|实际|本年|累计|当前|自评)*(?:完成|实现|执行|达成)(?:指标|目标)?值
            | (?:全年|年度)?实际值 | (?:实际|全年|全年实际|年度|指标|绩效)+(?:完成|实现|执行|达成)(?:情况|数)? )
            | (?:{_UP_TO})(?:实际)?(?:完成|执行|实现)(?:情况|数)?"""
        ),
    ),
    ("operator", re.compile(rf"(?:{_OF}|计算|运算|比较)*(?:性质|方向|符号|关系)")),
    ("unit", re.compile(rf"(?:{_OF}|度量|计量|数量)*单位")),
    ("points", re.compile(rf"(?:{_OF}|标准|权重|自评|评分)*(?:分值|权重)(?:分|%)?|标准分|满分|权数")),
    ("weighted", re.compile(r"折算得分|权重得分|加权得分|权重占比|得分率")),
    ("score", re.compile(rf"(?:{_OF}|自评|单项|实际|最终|部门|单位)*(?:得分|评分|自评分)(?:数|值|情况)?|实得分")),
    ("reason", re.compile(r".*原因.*|.*改进措施.*|备注|说明|扣分(?:说明|依据)")),
    ("name", re.compile(r"评价指标|绩效指标|考核指标|指标内容|评价内容|考核内容|指标")),
)
_LEVEL3 = ("level4", "level3", "name")
_VALUES = ("target", "lifetime", "actual")
_NUMBERED = re.compile(r"^\s*(?:[★☆*]+|指标\s*\d+\s*[:：、.．]?|\d{1,2}\s*[:：、．]|\d{1,2}\.(?!\d)|[①-⑳])\s*")
_FILLER = re.compile(r"(?:指标\d*[:：]?|[.…·—\-/]+|无)?")
_DASHES = re.compile(r"[-—－–/\\\s]*")
_OPERATOR = re.compile(r"[≥≤=><]+|[<>]=|[大小不][于少超高低][于过]?(?:等于)?|等于")
_SIGN_AS_TWO = re.compile(r"2(?:100|\d\d(?:\.\d+)?)[%％]")
_UP_TO_ALL = re.compile(r"(?:100(?:\.0+)?|\d\d?(?:\.\d+)?)[%％]")


def _recognises(texts: Sequence[str], roles: Sequence[str]) -> bool:
    """A column of names and one of values or points; one column of names with points alone is a summary."""
    told = set(roles)
    named = bool({"level3"} & told) or {"level1", "level2"} <= told or ("name" in told and "level1" in told)
    valued = bool({"target", "lifetime", "actual"} & told)
    scored = bool({"points", "score"} & told)
    if named:
        return valued or scored
    if {"name", "level2", "level1"} & told and valued:
        return True
    return "评价指标" in texts and scored and "得分率" not in texts


def _read(section: Section, found: Findings) -> None:
    levels = levels_before(section)
    for line in section.lines:
        if read_total(section, line, found) or read_grade(section, line, found):
            continue
        read_levels(section, line, levels)
        _read_indicator(section, line, levels, found)
    levels.keep(section)


def _name_cell(section: Section, line: Line) -> Cell | None:
    """The cell that names a row's indicator: that of the lowest level the table has."""
    for role in (*_LEVEL3, "level2", "level1"):
        if section.having(role):
            return section.cell(line, role)
    return None


def _value(section: Section, line: Line, role: str) -> str:
    """What stands in the columns of a role as printed, cells without heads of their own run together."""
    texts: list[str] = []
    seen: list[Cell] = []
    for column in section.having(role)[:1]:
        for cell in section.cells(line, column):
            if cell not in seen:
                seen.append(cell)
                texts.append(joined(cell.text))
    return "" if all(map(_DASHES.fullmatch, texts)) else "".join(texts)


def _reason(section: Section, line: Line) -> str:
    """What the reason columns say; where several kinds of reasons are ticked (√), the words beside the ticks."""
    cells = (cell for column in section.having("reason") for cell in section.cells(line, column))
    return next((text for cell in cells if len(text := joined(cell.text)) > 1 and not is_blank(text)), "")


def _number(section: Section, line: Line, role: str) -> str:
    columns = section.having(role)[:1]
    for column in columns:
        for cell in section.cells(line, column):
            figure = number_in(section, cell)
            if figure and cell.row == line.row:  # points of several rows together count once
                return figure.number
    return ""


def _read_indicator(section: Section, line: Line, levels: Levels, found: Findings) -> None:
    cell = _name_cell(section, line)
    printed = joined(cell.text) if cell is not None else ""
    name, own_points = split_points(_NUMBERED.sub("", printed), POINTS_SAID)
    words = {role: _value(section, line, role) for role in ("target", "actual")} | {"reason": _reason(section, line)}
    words["target_lifetime"] = _value(section, line, "lifetime")
    words["score"] = _number(section, line, "score")
    words["points"] = _number(section, line, "points") or own_points
    if cell is None or _FILLER.fullmatch(name) or is_numeric(name):
        if words["points"] and is_blank(words["target"] + words["actual"]):
            read_subtotal(section, line, found)
        return
    if len(line.own) > 1 and _heads_levels(section, line, cell) and {words["target"], words["actual"]} <= {"", printed}:
        read_subtotal(section, line, found)
        return
    if len(line.own) < 2 or _covers_values(section, line, cell) or not found.first_time(section, cell):
        return
    words |= _split_target(section, line, words["target"])
    words |= _level_words(section, line, cell, levels)
    flags = ("ocr_doubt",) if _misread_sign(words["target"], words["actual"]) else ()
    found.add("indicator", section, cell, words | {"level3": name}, flags=flags)


def _heads_levels(section: Section, line: Line, cell: Cell) -> bool:
    """Whether a cell is a known level 1 over all levels, with a row of its own: 产出指标 | 50 | 49."""
    return cell is section.cell(line, "level1") and bool(KNOWN_LEVEL.fullmatch(split_points(joined(cell.text))[0]))


def _misread_sign(target: str, actual: str) -> bool:
    """Whether a target looks like ≥90% misread as 290%: no more than 100% was reached."""
    return bool(_SIGN_AS_TWO.fullmatch(target) and _UP_TO_ALL.fullmatch(actual))


def _covers_values(section: Section, line: Line, cell: Cell) -> bool:
    """Whether a cell runs over columns of values too: a remark across the table, no name."""
    return any(cell in section.cells(line, column) for column in section.having("target", "actual", "points"))


def _split_target(section: Section, line: Line, target: str) -> dict[str, str]:
    """Operator and unit from columns of their own; 定性 and / are neither."""
    if not section.having("operator") and not section.having("unit"):
        return {}
    operator, unit = section.printed(line, "operator"), joined(_value(section, line, "unit"))
    words = {"operator": operator if _OPERATOR.fullmatch(operator) else ""}
    return words | {"target_unit": "" if is_blank(unit) or not target else unit}


def _level_words(section: Section, line: Line, cell: Cell, levels: Levels) -> dict[str, str]:
    """Names above the indicator; a cell that runs over several levels (预算执行率) is its own level 1."""
    words = {"level1": levels.one, "level1_points": levels.points, "level2": levels.two}
    if cell in (section.cell(line, "level2"), section.cell(line, "level1")):
        words["level2"] = ""
    if not section.having(*_LEVEL3):
        words["level2" if section.having("level2") else "level1"] = ""
    return words


TEMPLATE = Template(
    name="indicators",
    rank=30,
    heads=_HEADS,
    recognises=_recognises,
    read=_read,
    sentences=False,
    figures=frozenset({"points", "score", "weighted"}),
    examples=[
        Example(
            """
            绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
            ^ | 产出指标⏎(40分) | 数量指标 | 指标1：改造农村⏎户厕 | ≥800户 | 812户 | 20 | 20 |
            ^ | ^ | ^ | 指标2： |  |  |  |  |
            ^ | ^ | 质量指标 | 验收合格率 | =100% | 98% | 20 | 18.5 | 部分返工
            ^ | 效益指标（30分 | 社会效益⏎指标 | 村容村貌 | 明显改善 | 明显改善 | 30 | 30 |
            ^ | …… |  | …… |  |  |  |  |
            总分 | < | < | < | < | < | 100 | 98.5 |
            """,
            says=[
                said(
                    "indicator",
                    "指标1：改造农村\n户厕",
                    level1="产出指标",
                    level1_points="40",
                    level2="数量指标",
                    level3="改造农村户厕",
                    target="≥800户",
                    actual="812户",
                    points="20",
                    score="20",
                ),
                said(
                    "indicator",
                    "验收合格率",
                    level1="产出指标",
                    level2="质量指标",
                    score="18.5",
                    reason="部分返工",
                ),
                said("indicator", "村容村貌", level1="效益指标", level1_points="30", level2="社会效益指标"),
                said("score", "98.5", scope="overall", label="总分", points="100", score="98.5"),
            ],
            count=4,
            silent=["指标2：", "……"],
        ),
        Example(
            """
            一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分
            产出指标 | 时效指标 | 拨付时限 | ≤ | 10 | 工作日 | 12 | 10 | 8
            | 成本指标 | 补助标准 | ＝ | 260 | 元/人·月 | 260 | 10 | 10
            效益指标 | 社会效益指标 | 服务水平 | 定性 | 优良中低差 | / | 良 | 10 | 9
            合计 | < | < | < | < | < | < | 100 | 97
            """,
            says=[
                said("indicator", "拨付时限", target="10", operator="≤", target_unit="工作日", actual="12", score="8"),
                said("indicator", "补助标准", level1="产出指标", operator="=", target_unit="元/人·月"),
                said("indicator", "服务水平", target="优良中低差", actual="良"),
            ],
            count=4,
        ),
        Example(
            """
            一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分 | 未完成原因和改进措施
            预算执行率（10分） | < | < | 10 | 100% | 92.5% | 9.25 |
            产出指标（50分） | 数量指标 | 铺设管网 | 50 | 12.5公里 | 12.8公里 | 50 |
            总分 | < | < | 100 |  |  |  |
            """,
            says=[
                said(
                    "indicator",
                    "预算执行率（10分）",
                    level1="预算执行率",
                    level1_points="10",
                    level3="预算执行率",
                    score="9.25",
                ),
                said("indicator", "铺设管网", points="50", target="12.5公里", actual="12.8公里", score="50"),
                said("score", "100", scope="overall", points="100"),
            ],
            count=3,
        ),
        Example(
            """
            评价指标 | 分值 | 得分 | 扣分依据
            项目立项规范性 | 5 | 5 |
            资金到位率 | 5 | 4.5 | 到位较晚
            合计 | 10 | 9.5 |
            """,
            says=[
                said("indicator", "资金到位率", points="5", score="4.5", level3="资金到位率"),
                said("score", "9.5", scope="overall", points="10"),
            ],
            count=3,
        ),
        Example(
            """
            指标类型 | 指标名称 | 指标性质 | 指标值 | 度量单位 | 权重
            数量指标 | 完成检测（3分） | ≥ | 1,500 | 批次 | 20
            """,
            says=[said("indicator", "完成检测（3分）", level1="数量指标", level3="完成检测", target="1,500", points="20")],
            count=1,
        ),
    ],
)
