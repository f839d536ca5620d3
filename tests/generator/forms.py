"""Whole forms: self-evaluation of a project or a department, base data, score summary."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sampling.content import Cell, Pieces, Table
from sampling.figures import cell, percent, plain, rate, score, staff

from generator import goals
from generator.books import Books, Staff
from generator.departments import Department
from generator.prose import Pen
from generator.style import trimmed

BUDGETED = ["budget", "initial_budget"]


def project_form(pen: Pen, kind: Department, name: str, agency: str, unit: str) -> Table:
    """项目支出绩效自评表."""
    draw = pen.draw
    sheet = goals.sheet(pen, kind)
    lead = draw.chance(0.6)
    money = goals.funds(draw)
    width = max(len(sheet.columns) + lead, 6 + len(money.heads))
    money_rows, got = goals.fund_rows(pen, money, draw.one(["项目资金\n（万元）", "项目资金(万元)", "年度资金（万元）"]), width)
    half = width // 2
    heads = ("主管部门", "实施单位") if draw.chance(0.8) else ("主管部门及代码", "实施单位")
    rows: list[list[Cell | Pieces]] = [
        [Cell("项目名称", 2), Cell(name, width - 2)],
        [Cell(heads[0], 2), Cell(agency, half - 2), heads[1], Cell(unit, width - half - 1)],
        *money_rows,
        [Cell("年度总体目标", 1, 2), Cell("预期目标", half - 1), Cell("实际完成情况", width - half)],
        [Cell(f"按时完成{name}年度任务。", half - 1), Cell("年度任务已完成。", width - half)],
        *goals.rows(sheet, draw, width, "绩效指标" if lead else None),
        goals.total_row(pen, sheet, got, 100, width),
    ]
    return Table(rows, [1.4] + [2.0] * (width - 1))


def sides(books: Books) -> tuple[list[Pieces], list[Pieces]]:
    """Cells that hold label and number: the year's money by source and by nature."""
    fund, special = books.revenue.get("fund", Decimal(0)), books.revenue.get("special", Decimal(0))
    other = books.revenue.get("other", Decimal(0)) + books.revenue.get("service", Decimal(0))
    sources: list[tuple[str, str, Any, Decimal]] = [
        ("其中：", "一般公共预算", "revenue.general_public_budget", books.spent - fund - special - other),
        ("", "政府性基金拨款", "revenue.government_fund", fund),
        ("", "纳入专户管理的非税收入拨款", "revenue.special_account", special),
        ("", "其他资金", ["revenue.other", "funds.other"], other),
    ]
    natures = [("其中：", "基本支出", "expenditure.basic", books.basic), ("", "项目支出", "expenditure.project", books.project)]

    def cells(rows: Sequence[tuple[str, str, Any, Decimal]]) -> list[Pieces]:
        return [(f"{lead}{noun}：", cell(number, noun, concept, None)) for lead, noun, concept, number in rows]

    return cells(sources), [*cells(natures), "", ""]


def overall_form(pen: Pen, kind: Department, books: Books, agency: str) -> Table:
    """部门整体支出绩效自评表, its money by stage and below that by source and nature in cells of their own."""
    draw = pen.draw
    sheet = goals.sheet(pen, kind)
    width = max(len(sheet.columns) + 1, 9)
    spare = width - 8
    numbers = (books.initial, books.adjusted, books.spent)
    done = percent(books.spent, books.adjusted)
    got = trimmed((done / 10).quantize(Decimal("0.01")))
    part = rate(pen.slip.off("rate", done, "-0.2"), ["执行率", "年度资金总额", "预算执行率"], "execution_rate")
    mark = pen.slip.mark()
    sources, natures = sides(books)
    half = width // 2
    rows: list[list[Cell | Pieces]] = [
        [Cell("预算部门名称", 2), Cell(agency, width - 2)],
        [Cell(draw.one(["年度预算申请\n（万元）", "年度预算申请(万元)"]), 1, 7), Cell("", 1), "年初预算数", "全年预算数", "全年执行数",
         "分值", "执行率", Cell("得分", spare + 1)],
        ["年度资金总额", *(cell(n, "年度资金总额", "funds.total", stage)
                     for n, stage in zip(numbers, ("initial_budget", "adjusted_budget", "outturn"), strict=True)),
         "10", (*mark, part), Cell(score(got, ["年度资金总额", "执行率"], "fund_execution", "10"), spare + 1)],
        [Cell("按收入性质分：", half - 1), Cell("按支出性质分：", width - half)],
        *[[Cell(a, half - 1), Cell(b, width - half)] for a, b in zip(sources, natures, strict=True)],
        [Cell("年度总体目标", 1, 2), Cell("预期目标", half - 1), Cell("实际完成情况", width - half)],
        [Cell("保障机构运转，完成年度重点工作。", half - 1), Cell("各项任务已完成。", width - half)],
        *goals.rows(sheet, draw, width, "绩效指标"),
        goals.total_row(pen, sheet, got, 100, width),
    ]  # fmt: skip
    return Table(rows, [1.6] + [2.0] * (width - 1))


def score_summary(pen: Pen) -> tuple[Table, Decimal]:
    """得分汇总表 and its total."""
    draw = pen.draw
    labels = draw.one([
        ("投入", "过程", "产出", "效果"), ("预算编制", "预算执行", "预算管理", "履职效益"), ("决策", "过程", "产出", "效益"),
        ("预算执行率", "投入管理指标", "产出指标", "效益指标"),
    ])  # fmt: skip
    points = draw.one([(10, 30, 30, 30), (20, 20, 30, 30), (15, 25, 40, 20), (10, 20, 40, 30)])
    got = [point - Decimal(draw.whole(0, point * 5)) / 50 for point in points]
    total = sum(got, Decimal(0))
    printed = pen.slip.off("score_total", total, "0.04")
    rated = draw.chance(0.5)
    heads = draw.one([["评价内容", "分值", "得分"], ["一级指标", "标准分值", "自评得分"], ["指标", "权重分值", "得分"]])
    rows: list[list[Cell | Pieces]] = [[*heads, "得分率"] if rated else [*heads]]
    for label, point, number in [*zip(labels, points, got, strict=True), ("合计", 100, printed)]:
        part = percent(number, point)
        scope = "overall" if label == "合计" else "category"
        said = score(trimmed(number), label, scope, str(point), rate_percent=plain(part) if rated else None, grade=None)
        mark = pen.slip.mark() if label == "合计" else ()
        rows.append([label, str(point), (*mark, said), *([f"{part}%"] if rated else [])])
    return Table(rows, [3.0] * len(rows[0])), total


def of(year: int, text: str, label: str, concept: object, *numbers: Decimal) -> list[Cell | Pieces]:
    """A row of the base data: last year's outturn, the year's budget and outturn."""
    stages, years = ("outturn", BUDGETED, "outturn"), (year - 1, year, year)
    return [text, *(cell(n, [label, text], concept, stage, fiscal_year=when)
                    for n, stage, when in zip(numbers, stages, years, strict=True))]  # fmt: skip


def base_data(pen: Pen, books: Books, people: Staff) -> Table:
    """部门整体支出绩效评价基础数据表, as in 湖南."""
    draw, year = pen.draw, pen.year
    posts, have = sum(people.posts.values()), sum(people.people.values())
    control = pen.slip.off("rate", percent(have, posts), "0.2")
    mark = pen.slip.mark()
    purchase, operation = books.vehicles

    def row(text: str, label: str, concept: object, now: Decimal, planned: Decimal | None = None) -> list[Cell | Pieces]:
        before = (now * Decimal(draw.random.uniform(0.8, 1.2))).quantize(now)
        planned = (now * Decimal(draw.random.uniform(1.0, 1.1))).quantize(now) if planned is None else planned
        return of(year, text, label, concept, before, planned, now)

    old, plan = draw.parts(books.three_before, [0, 3, 1]), draw.parts(books.three_planned, [0, 3, 1])
    threes = [
        of(year, "“三公”经费", "三公经费", "three_public.total", books.three_before, books.three_planned, books.three),
        of(year, "1、公务用车购置和维护经费", "公务用车购置和维护经费", "three_public.vehicles",
           old[0] + old[1], plan[0] + plan[1], purchase + operation),
        of(year, "其中：公车购置", "公车购置", "three_public.vehicle_purchase", old[0], plan[0], purchase),
        of(year, "　　　公车运行维护", "公车运行维护", "three_public.vehicle_operation", old[1], plan[1], operation),
        of(year, "2、出国经费", "出国经费", "three_public.overseas", *[Decimal(0)] * 3),
        of(year, "3、公务接待", "公务接待", "three_public.reception", old[2], plan[2], books.reception),
    ]

    rows: list[list[Cell | Pieces]] = [
        [Cell("财政供养人员情况（人）", 1, 2), "编制数", f"{year}年实际在职人数", "控制率"],
        [staff(posts, "编制数", "authorised", ["all", None], form="{}"),
         staff(have, [f"{year}年实际在职人数", "实际在职人数"], "in_post", ["all", None], form="{}"),
         (*mark, rate(control, ["控制率", "财政供养人员控制率"], "staffing_control_rate"))],
        ["经费控制情况（万元）", f"{year - 1}年决算数", f"{year}年预算数", f"{year}年决算数"],
        *threes,
        row("项目支出：", "项目支出", "expenditure.project", books.project),
        row("其中：办公经费", "办公经费", "public.office", (books.public / 5).quantize(books.public)),
        row("　　　水费、电费、差旅费", "水费、电费、差旅费", "public.utilities_travel", (books.public / 9).quantize(books.public)),
        row("会议费、培训费", "会议费、培训费", "public.meetings_training", (books.public / 20).quantize(books.public)),
        row("政府采购金额", "政府采购金额", "procurement", books.procurement, books.procurement_planned),
    ]  # fmt: skip
    return Table(rows, [5, 3.2, 3.6, 3.2])
