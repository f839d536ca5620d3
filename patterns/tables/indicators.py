"""Indicator tables: 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 …, in any column order.

Level cells are filled down over merged, empty and page-broken cells. Targets may stand in columns of
their own (指标性质 | 指标值 | 度量单位). Plans have no actual values, scoring tables no targets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Cell
from patterns.tables.figures import number_in
from patterns.tables.layout import Line, is_blank, is_numeric, joined
from patterns.tables.template import Example, Findings, Section, Template, said

_HEADS = (
    ("level1", re.compile(r"一级(?:绩效)?指标(?:名称)?|指标类[型别]")),
    ("level2", re.compile(r"二级(?:绩效)?指标(?:名称)?")),
    ("level4", re.compile(r"四级(?:绩效)?指标(?:名称|内容)?")),
    ("level3", re.compile(r"三级(?:绩效)?指标(?:名称|内容)?|指标名称|具体指标")),
    ("lifetime", re.compile(r"(?:实施周?期|中长?期|总体)(?:指标|目标)值?")),
    (
        "target",
        re.compile(
            r"""(?x) (?:年度|全年|预期|当年|本年|年初|年初设定|计划|绩效|设定|预定|项目)* (?:指标|目标)值
            | (?:年度|全年|年初)?(?:预期|计划|设定)(?:目标|完成)?值? | 年初设定目标 | 年度(?:指标|目标) | 标准值 | 数?值 | 计划(?:完成)?(?:数|情况)"""
        ),
    ),
    (
        "actual",
        re.compile(
            r"(?:单项指标|年度|全年|年末|指标|实际|本年)*(?:完成|实现)(?:指标)?值|(?:全年|年度)?实际值|(?:实际|全年|全年实际|年度|指标)完成(?:情况|数)?"
        ),
    ),
    ("operator", re.compile(r"(?:指标)?(?:性质|方向)|(?:计算|运算|比较|指标)?(?:符号|关系)")),
    ("unit", re.compile(r"(?:度量|计量|指标|指标值|数量)?单位")),
    ("points", re.compile(r"(?:指标|权重|标准)?(?:分值|权重)(?:分|%)?|标准分|满分|权重分值|权数")),
    ("weighted", re.compile(r"折算得分|权重得分|加权得分|权重占比|得分率")),
    ("score", re.compile(r"(?:自评|单项指标|指标|评价|实际|最终|绩效)*(?:得分|评分|自评分)(?:数)?")),
    ("reason", re.compile(r".*原因.*|.*改进措施.*|备注|说明|扣分(?:说明|依据)")),
    ("name", re.compile(r"评价指标|绩效指标|考核指标|指标内容|评价内容|考核内容|指标")),
)
_LEVEL3 = ("level4", "level3", "name")
_VALUES = ("target", "lifetime", "actual")
_TOTAL = re.compile(r"(?:总分|合计|总计|总得分|自评总分|评价总分|总评分?|综合得分|自评得分|合计得分|总分值|汇总)[:：]?")
_SUBTOTAL = re.compile(r"小计|.*小计")
_POINTS = re.compile(r"[（(【\[]\s*(?:共|满分)?(\d+(?:\.\d+)?)\s*(?:分|%)?\s*[)）】\]]?$")
_POINTS_SAID = re.compile(r"[（(]\s*(\d+(?:\.\d+)?)\s*分\s*[)）]?$")
_NUMBERED = re.compile(r"^\s*(?:[★☆*]+|指标\s*\d+\s*[:：、.．]?|\d{1,2}\s*[:：、．]|\d{1,2}\.(?!\d)|[①-⑳])\s*")
_FILLER = re.compile(r"(?:指标\d*[:：]?|[.…·—\-/]+|无)?")
_OPERATOR = re.compile(r"[≥≤=><]+|[<>]=|[大小不][于少超高低][于过]?(?:等于)?|等于")
_KNOWN_LEVEL = re.compile(
    r"(?:数量|质量|时效|成本|产出|效益|满意度|经济效益|社会效益|生态效益|可持续影响|经济成本|社会成本|生态环境成本|服务对象满意度?|投入|过程|管理)(?:指标)?"
)
_GRADE = re.compile(r"优秀|良好|优|良|中|差|合格|不合格|[一二三四]等")
_GRADE_ROW = re.compile(r"(?:自评|评价|综合|绩效)*(?:等级|等次|评级|评定等级)[:：]?")


def _recognises(texts: Sequence[str], roles: Sequence[str]) -> bool:
    """A column of names and one of values or points; a single column of names with points alone is a summary."""
    told = set(roles)
    named = bool({"level3"} & told) or {"level1", "level2"} <= told or ("name" in told and "level1" in told)
    valued = bool({"target", "lifetime", "actual"} & told)
    scored = bool({"points", "score"} & told)
    if named:
        return valued or scored
    return bool({"name", "level2", "level1"} & told) and valued or ("评价指标" in texts and scored and "得分率" not in texts)


@dataclass(slots=True)
class _Levels:
    """The level names that hold in a row, filled down from the rows above."""

    one: str = ""
    two: str = ""
    points: str = ""


def _split_points(text: str, pattern: re.Pattern[str] = _POINTS) -> tuple[str, str]:
    """A name and the points in brackets after it: 产出指标(30分) → 产出指标, 30."""
    match = pattern.search(text)
    return (text[: match.start()].strip(), match.group(1)) if match and match.start() else (text, "")


def _read(section: Section, found: Findings) -> None:
    levels = _levels_before(section)
    for at, line in enumerate(section.lines):
        first = next((text for cell in line.own if (text := section.text(cell))), "")
        if _TOTAL.fullmatch(_split_points(first)[0]):
            _read_total(section, line, found)
        elif _GRADE_ROW.fullmatch(first):
            _read_grade(section, line, found)
        else:
            _read_levels(section, line, levels, seam=at == 0 and section.before is not None)
            _read_indicator(section, line, levels, found)
    section.memory |= {"level1": levels.one, "level2": levels.two, "points": levels.points}


def _levels_before(section: Section) -> _Levels:
    """The levels that held where the same table broke off above, empty for a table of its own."""
    before = section.before
    if before is None or before.template is not section.template:
        return _Levels()
    return _Levels(*(before.memory.get(name, "") for name in ("level1", "level2", "points")))


def _read_levels(section: Section, line: Line, levels: _Levels, seam: bool) -> None:
    one, two = _level_text(section, line, "level1"), _level_text(section, line, "level2")
    if seam and (joined_two := _cut_name(levels.two, two)):
        two = levels.two = joined_two
    if one:
        name, points = _split_points(one)
        if name != levels.one:
            levels.two = ""
        levels.one, levels.points = name, points or (levels.points if name == levels.one else "")
    if two:
        levels.two = _split_points(two)[0]


def _cut_name(before: str, after: str) -> str:
    """A level name that a page break cut in two: 服务对象满意 | 度 → 服务对象满意度, "" where it's whole."""
    whole = before + after
    cut = after and not _KNOWN_LEVEL.fullmatch(after) and len(after) <= 4 and _KNOWN_LEVEL.fullmatch(whole)
    return whole if cut else ""


def _level_text(section: Section, line: Line, role: str) -> str:
    cell = section.cell(line, role)
    text = joined(cell.text) if cell is not None else ""
    return "" if is_blank(section.text(cell)) or is_numeric(text) else text.replace(" ", "").replace("　", "")


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
    return "".join(texts)


def _number(section: Section, line: Line, role: str) -> str:
    columns = section.having(role)[:1]
    for column in columns:
        for cell in section.cells(line, column):
            figure = number_in(section, cell)
            if figure and cell.row == line.row:  # points of several rows together count once
                return figure.number
    return ""


def _read_indicator(section: Section, line: Line, levels: _Levels, found: Findings) -> None:
    cell = _name_cell(section, line)
    printed = joined(cell.text) if cell is not None else ""
    name, own_points = _split_points(_NUMBERED.sub("", printed), _POINTS_SAID)
    words = {role: _value(section, line, role) for role in ("target", "actual", "reason")}
    words["target_lifetime"] = _value(section, line, "lifetime")
    words["score"] = _number(section, line, "score")
    words["points"] = _number(section, line, "points") or own_points
    if cell is None or _FILLER.fullmatch(name) or is_numeric(name):
        if words["points"] and not any(words[role] for role in ("target", "actual")):
            _read_subtotal(section, line, found)
        return
    told = [word for role, word in words.items() if role != "reason" and not is_blank(word)]
    if not told and printed != name or not found.first_time(section, cell):
        return
    if not told and len(line.own) < 2:
        return
    words |= _split_target(section, line, words["target"])
    words |= _level_words(section, line, cell, levels)
    found.add("indicator", section, cell, words | {"level3": name})


def _split_target(section: Section, line: Line, target: str) -> dict[str, str]:
    """Operator and unit from columns of their own; 定性 and / are neither."""
    if not section.having("operator") and not section.having("unit"):
        return {}
    operator, unit = section.printed(line, "operator"), joined(_value(section, line, "unit"))
    words = {"operator": operator if _OPERATOR.fullmatch(operator) else ""}
    return words | {"target_unit": "" if is_blank(unit) or not target else unit}


def _level_words(section: Section, line: Line, cell: Cell, levels: _Levels) -> dict[str, str]:
    """Names above the indicator; a cell that runs over several levels (预算执行率) is its own level 1."""
    words = {"level1": levels.one, "level1_points": levels.points, "level2": levels.two}
    if section.cell(line, "level2") is cell:
        words["level2"] = ""
    if section.having("level1") and section.cell(line, "level1") is cell and len(section.having("level2", *_LEVEL3)):
        words["level2"] = ""
    if not section.having(*_LEVEL3):
        words["level2" if section.having("level2") else "level1"] = ""
    return words


def _read_total(section: Section, line: Line, found: Findings) -> None:
    """The overall score: points and score by their columns; a lone number is the full marks unless under 得分."""
    label = next(cell for cell in line.own if section.text(cell))
    figured: dict[str, tuple[Cell, str]] = {}
    for cell in line.own:
        figure = number_in(section, cell)
        if figure is None:
            continue
        role = _role_at(section, line, cell)
        if role in figured or role == "":
            told = _split_points(section.text(label))[1]
            role = next((free for free in ("points", "score") if free not in figured and not (told and free == "points")), "")
        if role:
            figured[role] = (cell, figure.number)
    words = {"points": _split_points(section.text(label))[1]}
    words |= {role: number for role, (_, number) in figured.items()}
    _add_score(section, found, words, figured, "overall", section.text(label), _grade(section, line))


def _role_at(section: Section, line: Line, cell: Cell) -> str:
    for column in section.having("points", "score"):
        if cell in section.cells(line, column):
            return column.role
    return ""


def _add_score(
    section: Section, found: Findings, words: dict[str, str], figured: dict[str, tuple[Cell, str]],
    scope: str, label: str, grade: str = "",
) -> None:  # fmt: skip
    told = "score" if "score" in figured else "points"
    if told not in figured or not found.first_time(section, figured[told][0]):
        return
    cell = figured[told][0]
    figure = number_in(section, cell)
    words = words | {"label": _split_points(label.strip("：:"))[0], "scope": scope, "grade": grade}
    found.add("score", section, cell, words, span=figure.span if figure else None)


def _grade(section: Section, line: Line) -> str:
    return next((text for cell in line.own if _GRADE.fullmatch(text := section.text(cell))), "")


def _read_grade(section: Section, line: Line, found: Findings) -> None:
    """A grade in a row of its own: 自评等级 | 优."""
    for cell in line.own:
        text = section.text(cell)
        if _GRADE.fullmatch(text):
            label = next(section.text(other) for other in line.own if section.text(other))
            found.add("score", section, cell, {"grade": text, "label": label.strip("：:"), "scope": "overall"})
            return


def _read_subtotal(section: Section, line: Line, found: Findings) -> None:
    """A level's own row of points and score, or a 小计 row: a category's score."""
    label = next((text for cell in line.own if (text := section.text(cell)) and not is_numeric(text)), "")
    if not label:
        return
    figured = {
        role: (cell, figure.number)
        for role in ("points", "score")
        if (cell := section.cell(line, role)) is not None and (figure := number_in(section, cell))
    }
    words = {role: number for role, (_, number) in figured.items()}
    _add_score(section, found, words, figured, "category", label)


TEMPLATE = Template(
    name="indicators",
    rank=30,
    heads=_HEADS,
    recognises=_recognises,
    read=_read,
    figures=frozenset({"points", "score", "weighted"}),
    subheads=re.compile(r"(?:指标)?(?:性质|符号|值)|(?:度量|计量)?单位|目标值|完成值|指标值"),
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
                    "indicator", "指标1：改造农村\n户厕", level1="产出指标", level1_points="40", level2="数量指标",
                    level3="改造农村户厕", target="≥800户", actual="812户", points="20", score="20",
                ),
                said("indicator", "验收合格率", level1="产出指标", level2="质量指标", score="18.5", reason="部分返工"),
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
                said("indicator", "预算执行率（10分）", level1="预算执行率", level1_points="10", level3="预算执行率", score="9.25"),
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
