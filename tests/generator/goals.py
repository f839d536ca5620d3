"""Indicator tables: points that add up, targets and what became of them, columns in any of the known orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sampling.content import Cell, Piece, Pieces, pieces_of, printed
from sampling.figures import fault, percent, rate, score
from sampling.forms import OPERATORS, Goal, Indicator, Level1, amount_cells, indicator_rows

from generator.departments import Department
from generator.draw import Draw
from generator.prose import Pen
from generator.style import trimmed

NAMES = {
    "name": "三级指标", "target": ["年度指标值", "年度指标值", "指标值", "年初目标值", "目标值", "预期指标值"],
    "actual": ["实际完成值", "实际完成值", "全年完成值", "全年实际完成值", "完成值"], "points": ["分值", "分值", "权重", "指标分值"],
    "score": ["得分", "得分", "自评得分"],
    "reason": ["偏差原因分析及改进措施", "偏差原因\n分析及\n改进措施", "未完成原因和改进措施", "备注", "偏差原因分析\n及改进措施"],
}  # fmt: skip
ORDERS = (
    ("target", "actual", "points", "score", "reason"),
    ("target", "actual", "points", "score", "reason"),
    ("points", "target", "actual", "score", "reason"),
    ("nature", "target", "unit", "actual", "points", "score", "reason"),
    ("target", "points", "actual", "score", "reason"),
    ("target", "actual", "points", "score"),
)
OPERATORS.update({"不少于": ">=", "不超过": "<="})
QUALITY = ("明显改善", "有所改善", "显著提升", "有效提升", "持续提升", "长期")
REASONS = ("受资金到位较晚影响，部分工程跨年实施", "部分对象外出，未能参加", "前期手续办理时间较长", "宣传力度不够，下年加强")


@dataclass(frozen=True, slots=True)
class Sheet:
    """An indicator table: its columns, its levels, and the points it earns."""

    columns: dict[str, str]
    levels: Sequence[Level1]
    earned: Decimal
    marks: dict[str, tuple[Piece, ...]]  # faults by indicator

    @property
    def split(self) -> bool:
        """Whether operator, number and unit stand in columns of their own."""
        return "nature" in self.columns


def columns(draw: Draw) -> dict[str, str]:
    """Headers in some order."""
    heads = {"level1": "一级指标", "level2": "二级指标", "name": "三级指标"}
    for key in draw.one(ORDERS):
        own = {"nature": draw.one(["指标性质", "性质"]), "unit": draw.one(["度量单位", "计量单位", "单位"])}
        heads[key] = own[key] if key in own else draw.one(NAMES[key])
    if "nature" in heads:
        heads["target"] = "指标值"
    return heads


def goal(pen: Pen, row: tuple[str, str, int, int, str]) -> tuple[Goal, Goal]:
    """A target and what was reached: as much, a little more, seldom less."""
    draw = pen.draw
    _, operator, low, high, unit = row
    target = draw.whole(low, high)
    whole = unit in ("%", "‰")
    if operator == "=" or (whole and target == 100):
        reached = Decimal(target)
    elif operator == "≤":
        reached = Decimal(target - draw.whole(0, max(1, target // 8)))
    else:
        room = 100 - target if unit == "%" else target // 5 + 1
        reached = target + Decimal(draw.whole(0, room * 10)) / 10 if whole else Decimal(target + draw.whole(0, room))
    shown = draw.word({"≥": "<≥|≥|≥|不低于|不少于>", "≤": "<≤|≤|≤|不超过>", "=": "<=|＝|>"}[operator])
    if whole and shown == "不少于":
        shown = "≥"
    return Goal(shown, str(target), unit), Goal("", format(trimmed(reached), "f"), unit)


def sheet(pen: Pen, kind: Department, total: int = 90) -> Sheet:
    """A table whose points make `total`."""
    draw = pen.draw
    heads = columns(draw)
    split = "nature" in heads
    outputs = draw.some(kind.outputs, 3, 5)
    output, effect, served = {90: (50, 30, 10), 100: (60, 30, 10), 80: (40, 30, 10)}[total]
    classes = {"%": "质量指标", "‰": "质量指标", "分钟": "时效指标"}
    groups: dict[str, list[Indicator]] = {}
    marks: dict[str, tuple[Piece, ...]] = {}
    earned = Decimal(0)
    for row, points in zip(outputs, spread(draw, output, len(outputs)), strict=True):
        target, actual = goal(pen, row)
        if split and target.operator in ("不低于", "不少于", "不超过", ""):
            target = Goal({"不超过": "≤", "": "＝"}.get(target.operator, "≥"), target.number, target.unit)
        got, reason = lost(draw, points)
        earned += got
        level2 = "成本指标" if "标准" in row[0] or ("补助" in row[0] and "额" in row[0]) else classes.get(row[4], "数量指标")
        shown = format(trimmed(got), "f")
        if pen.slip.here("score_total"):
            shown = str(points + 2)
            pen.slip.waiting.append(fault("score_total", f"{shown} of {points} points"))
            marks[row[0]] = pen.slip.mark()
        groups.setdefault(level2, []).append(Indicator(row[0], target, actual, str(points), shown, reason if "reason" in heads else ""))
    effects = []
    told = draw.some(kind.effects, 1, 2)
    for name, points in zip(told, spread(draw, effect, len(told)), strict=True):
        got, reason = lost(draw, points)
        earned += got
        quality = draw.one(QUALITY)
        effects.append(Indicator(name, quality, quality, str(points), format(trimmed(got), "f"), reason if "reason" in heads else ""))
    target, actual = goal(pen, (kind.served, "≥", 80, 95, "%"))
    if split:
        target = Goal("≥", target.number, target.unit)
    earned += served
    content = Indicator(kind.served, target, actual, str(served), str(served))
    points = (output, effect, served)
    levels = leveled(draw, points, [list(groups.items()), effects, [content]])
    return Sheet(heads, levels, earned, marks)


def leveled(draw: Draw, points: Sequence[int], groups: Sequence[Any]) -> list[Level1]:
    """Output, effect and satisfaction under their names, with points or without."""
    plain = ("产出指标", "效益指标", "满意度指标")
    names = draw.one([plain, plain, ("产出\n指标", "效益\n指标", "满意度\n指标")])
    shown = [str(point) for point in points] if draw.chance(0.6) else [None] * 3
    social = draw.one(["社会效益指标", "社会效益\n指标"])
    served = draw.one(["服务对象满意度指标", "服务对象\n满意度指标"])
    seconds = (groups[0], [(social, groups[1])], [(served, groups[2])])
    return list(zip(names, shown, seconds, strict=True))


def spread(draw: Draw, total: int, count: int) -> list[int]:
    """Whole points that make the total."""
    each = total // count
    return [each] * (count - 1) + [total - each * (count - 1)]


def lost(draw: Draw, points: int) -> tuple[Decimal, str]:
    """The points earned, seldom less than all, and why."""
    if draw.chance(0.8):
        return Decimal(points), ""
    return points - Decimal(draw.whole(1, 20)) / 10, draw.one(REASONS)


def rows(sheet: Sheet, draw: Draw, width: int, lead: str | None = None) -> list[list[Cell | Pieces]]:
    """Header and rows of the table, `width` columns wide."""
    spare = width - len(sheet.columns) - (lead is not None)
    form = draw.one(["{}\n({}分)", "{}（{}分）", "{}({}分)", "{}({})"])
    made = indicator_rows(sheet.levels, sheet.columns, lead=lead, points_form=form, spans={"name": 1 + spare})
    for row in made:
        for number, one in enumerate(row):
            if isinstance(one, Cell) and (mark := sheet.marks.get(printed(one.pieces))):
                row[number] = Cell((*mark, *pieces_of(one.pieces)), one.cols, one.rows)
    return made


@dataclass(frozen=True, slots=True)
class Funds:
    """A form's money: 万元 by row and stage."""

    stages: tuple[str, ...]
    heads: tuple[str, ...]
    total: tuple[Decimal, ...]
    parts: Sequence[tuple[str, str, tuple[Decimal, ...]]]  # label, concept, numbers


STAGES = (
    (("initial_budget", "adjusted_budget", "outturn"), ("年初预算数", "全年预算数", "全年执行数")),
    (("initial_budget", "adjusted_budget", "outturn"), ("年初\n预算数", "全年\n预算数", "全年\n执行数")),
    (("adjusted_budget", "outturn"), ("全年预算数（A）", "全年执行数（B）")),
    (("initial_budget", "adjusted_budget", "outturn"), ("年初预算", "调整后预算数", "预算执行数")),
)
PARTS = (
    (("其中：", "当年财政拨款", "funds.current"), ("", "上年结转资金", "funds.carried_in"), ("", "其他资金", "funds.other")),
    (("其中：", "中央资金", "funds.central"), ("", "省级资金", "funds.province"), ("", "县级资金", "funds.county")),
    (("其中：", "财政拨款", "funds.current"), ("", "其他资金", "funds.other")),
    (("其中：", "中央财政资金", "funds.central"), ("", "地方资金", ["funds.county", None]), ("", "其他资金", "funds.other")),
)


def funds(draw: Draw) -> Funds:
    """A form's money: each part runs from its budget to no more than it."""
    stages, heads = draw.one(STAGES)
    labels = draw.one(PARTS)
    places = draw.one([2, 2, 2, 0, 1])
    columns: list[tuple[Decimal, ...]] = []
    for number, _ in enumerate(labels):
        size = draw.one([60, 400, 3000]) if not number or draw.chance(0.6) else 0
        adjusted = draw.number(size * 0.5, size, places)
        spent = adjusted if draw.chance(0.5) else (adjusted * Decimal(draw.random.uniform(0.8, 1))).quantize(adjusted)
        initial = adjusted if draw.chance(0.6) else (adjusted * Decimal(draw.random.uniform(0.7, 1.2))).quantize(adjusted)
        columns.append((initial, adjusted, spent)[3 - len(stages) :])
    total = tuple(sum(numbers, Decimal(0)) for numbers in zip(*columns, strict=True))
    parts = [(lead + noun, noun, concept, numbers) for (lead, noun, concept), numbers in zip(labels, columns, strict=True)]
    return Funds(stages, heads, total, parts)


def fund_rows(pen: Pen, money: Funds, lead: str, width: int) -> tuple[list[list[Cell | Pieces]], Decimal]:
    """Rows of a form's money below their head, and the points of 执行率; `width` columns in all."""
    draw = pen.draw
    places = draw.one([2, 2, 1])
    percentage = percent(money.total[-1], money.total[-2], places)
    got = trimmed((percentage / 10).quantize(Decimal("0.01")))
    spare = width - 1 - 2 - len(money.heads) - 2
    head: list[Cell | Pieces] = [Cell(lead, 1, len(money.parts) + 2), Cell("", 2), *money.heads, "分值", "执行率", *_rest("得分", spare)]
    label = draw.one(["年度资金总额", "年度资金总额：", "资金总额"])
    noun = label.rstrip("：")
    printed = pen.slip.off("rate", percentage, "-0.2")
    wrong = pen.slip.mark()
    part = rate(printed, ["执行率", noun, "预算执行率"], "execution_rate", form=draw.one(["{}%", "{}%", "{}"]) if places == 2 else "{}%")
    fund = score(got, [noun, "执行率", "预算执行率", "预算执行情况"], "fund_execution", "10")
    spoiled = pen.slip.off("sum_of_parts", money.total[-1], "-0.05") if len(money.parts) > 1 else money.total[-1]
    bad = pen.slip.mark()
    shown = amount_cells((*money.total[:-1], spoiled), noun, "funds.total", money.stages)
    shown[-1] = (*bad, shown[-1])
    if len(shown) > 2 and money.total[0] and pen.slip.here("magnitude"):
        shown[:1] = amount_cells([money.total[0] * 10000], noun, "funds.total", money.stages[:1])
        shown[0] = (fault("magnitude", f"元 in a column of 万元: {money.total[0]}"), shown[0])
    out: list[list[Cell | Pieces]] = [head, [Cell(label, 2), *shown, "10", (*wrong, part), *_rest(fund, spare)]]
    dash = draw.one(["—", "", "-", "/"])
    for text, noun, concept, numbers in money.parts:
        values = amount_cells(numbers, noun, concept, money.stages)
        out.append([Cell(text, 2), *values, dash, dash, *_rest(dash, spare)])
    return out, got


def _rest(pieces: Pieces, spare: int) -> list[Cell]:
    return [Cell(pieces, spare)]


def total_row(pen: Pen, sheet: Sheet, fund: Decimal, points: int, width: int) -> list[Cell | Pieces]:
    """总分 with full marks and score, each under its column."""
    draw = pen.draw
    keys = list(sheet.columns)
    label = draw.one(["总分", "合计", "总　分", "总分"])
    number = pen.slip.off("score_total", sheet.earned + fund, "0.07")
    got = score(trimmed(number), [label.replace("　", ""), "总分"], "overall", str(points))
    mark = pen.slip.mark()
    lead = width - len(keys)
    first = min(keys.index("points"), keys.index("score"))
    out: list[Cell | Pieces] = [Cell(label, lead + first)]
    for key in keys[first:]:
        out.append(str(points) if key == "points" else (*mark, got) if key == "score" else "")
    return out
