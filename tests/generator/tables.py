"""Tables of final accounts: by function and nature, three public expenses, revenue beside expenditure."""

from __future__ import annotations

from decimal import Decimal

from sampling.content import Cell, Pieces, Table
from sampling.figures import cell

from generator.books import Books
from generator.departments import FUNCTIONS
from generator.prose import Pen

ITEMS = {
    "205": (("20501", "教育管理事务"), ("2050101", "行政运行")), "213": (("21303", "水利"), ("2130306", "水利工程运行与维护")),
    "208": (("20805", "行政事业单位养老支出"), ("2080505", "机关事业单位基本养老保险缴费支出")),
    "210": (("21011", "行政事业单位医疗"), ("2101101", "行政单位医疗")), "221": (("22102", "住房改革支出"), ("2210201", "住房公积金")),
    "204": (("20402", "公安"), ("2040201", "行政运行")), "214": (("21401", "公路水路运输"), ("2140106", "公路养护")),
    "207": (("20701", "文化和旅游"), ("2070109", "群众文化")),
    "201": (("20103", "政府办公厅（室）及相关机构事务"), ("2010301", "行政运行")),
}  # fmt: skip
Row = list[Cell | Pieces]


def by_function(pen: Pen, books: Books) -> Table:
    """一般公共预算财政拨款支出决算表: 类, 款 and 项 by 合计, 基本支出 and 项目支出."""
    rows: list[Row] = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    basic_left = books.basic
    split: dict[str, Decimal] = {}
    for code, number in books.functions.items():
        split[code] = min(number, (basic_left * number / books.spent).quantize(number))
    spare = basic_left - sum(split.values())
    first = next(iter(split))
    split[first] += spare
    total = ("expenditure.general_public_budget", "expenditure.total")

    def line(code: str, name: str, whole: Decimal, basic: Decimal) -> Row:
        concept = [f"expenditure.function.{code}"] if code else list(total)
        own = {"code": [code or None, None]}
        figures = [(whole, None), (basic, "basic"), (whole - basic, "project")]
        nature = {None: [], "basic": ["expenditure.basic"], "project": ["expenditure.project"]}
        return [code, name, *(
            cell(n, [name, *{"basic": ["基本支出"], "project": ["项目支出"]}.get(kind or "", [])],
                 [*concept, *(nature[kind] if not code else [])], "outturn", **own)
            for n, kind in figures
        )]  # fmt: skip

    rows.append(line("", "合计", books.spent, books.basic))
    for code, number in books.functions.items():
        rows.append(line(code, FUNCTIONS[code] + "支出", number, split[code]))
        for deeper, name in ITEMS.get(code, ()):
            rows.append(line(deeper, name, number, split[code]))
    return Table(rows, [2.0, 4.0, 2.0, 2.0, 2.0])


def three_public(pen: Pen, books: Books) -> Table:
    """“三公”经费支出决算表: six heads of budget, six of outturn, one row of figures."""
    purchase, operation = books.vehicles
    heads: Row = ["合计", "因公出国（境）费", Cell("公务用车购置及运行费", 3), "公务接待费"]
    planned = pen.draw.parts(books.three_planned, [0, 3, 1])
    concepts = ("total", "overseas", "vehicles", "vehicle_purchase", "vehicle_operation", "reception")
    names = ("“三公”经费", "因公出国（境）费", "公务用车购置及运行费", "公务用车购置费", "公务用车运行费", "公务接待费")

    def figures(numbers: list[Decimal], stage: object) -> Row:
        return [cell(n, [name, "合计", "小计", "公务用车购置及运行费" + name], f"three_public.{concept}", stage)
                for n, name, concept in zip(numbers, names, concepts, strict=True)]  # fmt: skip

    before = [books.three_planned, Decimal("0.00"), sum(planned[:2], Decimal(0)), planned[0], planned[1], planned[2]]
    now = [books.three, books.overseas, sum(books.vehicles, Decimal(0)), purchase, operation, books.reception]
    second: Row = ["小计", "公务用车购置费", "公务用车运行费"]
    tall: Row = [Cell(one.pieces, one.cols) if isinstance(one, Cell) else Cell(one, 1, 2) for one in heads]
    return Table([
        [Cell("预算数", 6), Cell("决算数", 6)], [*tall, *tall], [*second, *second],
        [*figures(before, ["budget", "initial_budget", "adjusted_budget"]), *figures(now, "outturn")],
    ], [1.5] * 12)  # fmt: skip


def both_sides(pen: Pen, books: Books) -> Table:
    """收入支出决算总表: revenue by source beside expenditure by function."""
    names = {
        "general": "一般公共预算财政拨款收入", "fund": "政府性基金预算财政拨款收入", "capital": "国有资本经营预算财政拨款收入",
        "special": "财政专户管理资金", "service": "事业收入", "other": "其他收入",
    }  # fmt: skip
    keys = {"general": "general_public_budget", "fund": "government_fund", "capital": "state_capital", "special": "special_account"}
    left = [(names[k], n, f"revenue.{keys.get(k, k)}") for k, n in books.revenue.items()]
    right = [(FUNCTIONS[code] + "支出", n, f"expenditure.function.{code}") for code, n in books.functions.items()]
    count = max(len(left), len(right))
    rows: list[Row] = [[Cell("收入", 2), Cell("支出", 2)], ["项目", "决算数", "项目", "决算数"]]
    marks = "一二三四五六七八"
    for number in range(count):
        row: Row = []
        for side in (left, right):
            if number < len(side):
                name, figure, concept = side[number]
                row += [f"{marks[number]}、{name}", cell(figure, name, concept)]
            else:
                row += ["", ""]
        rows.append(row)
    rows.append(["本年收入合计", cell(books.income, "本年收入合计", "revenue.total"),
                 "本年支出合计", cell(books.spent, "本年支出合计", "expenditure.total")])  # fmt: skip
    rows.append(["年初结转和结余", cell(books.opening, "年初结转和结余", "carryover_opening", ["outturn", None]),
                 "年末结转和结余", cell(books.closing, "年末结转和结余", "carryover", ["outturn", None])])  # fmt: skip
    whole = books.income + books.opening
    rows.append(["总计", cell(whole, "总计", [None, "revenue.total"], ["outturn", None], domain=["budget"]),
                 "总计", cell(whole, "总计", [None, "expenditure.total"], ["outturn", None], domain=["budget"])])  # fmt: skip
    return Table(rows, [4.0, 2.0, 4.0, 2.0])
