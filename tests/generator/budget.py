"""Sections on money: revenue, expenditure by each of its splits, execution, three public expenses, procurement."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sampling.content import Piece

from generator.books import Books
from generator.departments import FUNCTIONS
from generator.prose import Item, Pen, change, execution, listing
from generator.tables import ITEMS

SOURCES = {
    "general": ("<一般公共预算拨款|一般公共预算财政拨款收入|一般公共预算拨款收入>", "general_public_budget"),
    "fund": ("<政府性基金预算拨款|政府性基金预算财政拨款收入|政府性基金收入>", "government_fund"),
    "capital": ("<国有资本经营预算拨款|国有资本经营预算财政拨款收入>", "state_capital"),
    "special": ("<财政专户管理资金|纳入专户管理的非税收入>", "special_account"),
    "service": ("事业收入", "service"),
    "other": ("<其他收入|其他资金>", "other"),
}
ECONOMIC = {
    "301": "工资福利支出", "302": "<商品和服务支出|商品和服务支出|一般商品和服务支出>",
    "303": "<对个人和家庭的补助|对个人和家庭的补助支出>", "310": "<资本性支出|其他资本性支出>",
}  # fmt: skip
Sentences = tuple[Piece, ...]


def income(pen: Pen, books: Books) -> Sentences:
    """Revenue by source."""
    draw = pen.draw
    noun = draw.word("<收入合计|总收入|收入总计|决算收入|本年收入|收入决算>")
    total = Item(noun, books.income, "revenue.total")
    parts = [Item(draw.word(SOURCES[k][0]), n, f"revenue.{SOURCES[k][1]}") for k, n in books.revenue.items()]
    said = pen.style.cash(total.number, [noun, noun.removeprefix("本年"), "收入"], total.concept)
    head = draw.say(f"{pen.year}年<度|><我局|本单位|部门|本部门||>{noun}<为|共计|>{{total}}", total=said)
    if draw.chance(0.25):
        head += change(pen, total.number, (total.number * Decimal("0.93")).quantize(total.number), noun, total.concept)
    return (*head, *listing(pen, parts, total), "。")


def spending(pen: Pen, books: Books) -> Sentences:
    """Expenditure: basic and project, with changes."""
    draw = pen.draw
    noun = draw.word("<支出合计|总支出|支出总计|决算支出|本年支出|支出决算>")
    total = Item(noun, books.spent, "expenditure.total")
    parts = [Item("基本支出", books.basic, "expenditure.basic"), Item("项目支出", books.project, "expenditure.project")]
    said = pen.style.cash(total.number, [noun, "支出", "总支出"], total.concept)
    head = draw.say(f"{pen.year}年<度|><全局|本单位|部门||>{noun}<为|共计|>{{total}}", total=said)
    if draw.chance(0.35):
        head += change(pen, total.number, books.before, noun, total.concept)
    return (*head, *listing(pen, parts, total), "。")


def basic(pen: Pen, books: Books) -> Sentences:
    """基本支出 in personnel and public."""
    draw = pen.draw
    total = Item("基本支出", books.basic, "expenditure.basic")
    parts = [
        Item(draw.word("<人员经费|人员经费|人员支出>"), books.personnel, "expenditure.basic.personnel"),
        Item(draw.word("<公用经费|公用经费|日常公用经费|公用支出>"), books.public, "expenditure.basic.public"),
    ]
    head = draw.say("<全年|本年度|>基本支出<为|>{total}", total=pen.style.cash(total.number, "基本支出", total.concept))
    if draw.chance(0.5):
        head += change(pen, total.number, books.basic_before, "基本支出", total.concept)
    more: Sentences = ()
    if draw.chance(0.3):
        more = draw.say("，<主要用于|用于>保障机构正常运转、完成日常工作任务<而发生的各项支出|>")
    return (*head, *more, *listing(pen, parts, total, lead="<，其中：|，其中|，包括|（其中：|。其中：>"), "。")


def project(pen: Pen, books: Books) -> Sentences:
    """项目支出 in earmarked funds from above and own."""
    draw = pen.draw
    total = Item("项目支出", books.project, "expenditure.project")
    parts = [
        Item(draw.word("<上级专项|上级专项资金|上级专项支出>"), books.superior, "expenditure.project.superior"),
        Item(draw.word("<本级专项|本级专项资金|县级专项资金>"), books.own, "expenditure.project.own"),
    ]
    head = draw.say("<全年|本年度|>项目支出<为|>{total}", total=pen.style.cash(total.number, "项目支出", total.concept))
    return (*head, *listing(pen, parts, total), "。")


def economic(pen: Pen, books: Books) -> Sentences:
    """总支出 by economic class."""
    draw = pen.draw
    total = Item("总支出", books.spent, "expenditure.total")
    codes = draw.chance(0.2)
    parts = [
        Item((code if codes else "") + draw.word(ECONOMIC[code]), n, f"expenditure.economic.{code}")
        for code, n in books.economic.items()
    ]
    lead = "<按经济分类<科目|>划分，|按支出经济分类，其中：|按经济<分类|性质>分：|从经济分类看，>"
    return (*listing(pen, parts, total, lead=lead), "。")


def functions(pen: Pen, books: Books) -> Sentences:
    """总支出 by functional class."""
    draw = pen.draw
    total = Item("总支出", books.spent, "expenditure.total")
    form = draw.word("<{}支出|{}支出|{}支出（类）|{}（类）支出>")
    parts = [Item(form.format(FUNCTIONS[code]), n, f"expenditure.function.{code}") for code, n in books.functions.items()]
    return (*listing(pen, parts, total, lead="<按功能分类<科目|>，|按支出功能分类，其中：|从功能科目看，|支出按功能分类：>"), "。")


def items(pen: Pen, books: Books) -> Iterator[Sentences]:
    """A paragraph each 项: 类（类）款（款）项（项）, budget, outturn, rate and why."""
    draw, style = pen.draw, pen.style
    for number, (code, spent) in enumerate(books.functions.items(), 1):
        if code not in ITEMS or not spent:
            continue
        (middle, section), (deep, item) = ITEMS[code]
        name = draw.word(f"{FUNCTIONS[code]}<支出|>（类）{section}（款）{item}（项）")
        planned = (spent * Decimal(draw.random.uniform(0.8, 1.2))).quantize(spent)
        rate = pen.slip.off("rate", style.percent(spent, planned), "-0.2")
        concept = [f"expenditure.function.{one}" for one in (code, middle, deep)]
        labels = [name, item, f"{section}{item}", f"{FUNCTIONS[code]}支出{section}{item}", f"{FUNCTIONS[code]}{section}{item}"]
        more = "大于" if spent > planned else "小于"
        yield draw.say(
            f"{number}.{name}<。|：|，>年初预算<为|>{{p}}，支出决算<为|>{{s}}，完成年初预算的{{r}}<。|，决算数{more}预算数的主要原因是据实调整。>"
            if draw.chance(0.7) else f"{number}.{name}：支出决算为{{s}}，完成年初预算的{{r}}，年初预算为{{p}}。",
            p=style.cash(planned, labels, concept, "initial_budget"), s=style.cash(spent, labels, concept, "outturn"),
            r=(style.rate(rate, [*labels, "完成年初预算"], ["execution_rate", "share"]), *pen.slip.mark()))  # fmt: skip


def stages(pen: Pen, books: Books) -> Sentences:
    """The chain from the initial budget to the outturn, with its rates."""
    draw, style = pen.draw, pen.style
    noun = draw.word("<部门预算|部门整体支出|单位预算|我局>")
    if draw.chance(0.5):
        return (*execution(pen, books.spent, books.adjusted, noun if noun != "我局" else "部门整体", "expenditure.total"), "。")
    concept, gap = "expenditure.total", books.adjusted - books.initial
    verb = "<年中追加|追加预算>" if gap > 0 else "<年中调减|调减预算>"
    form = draw.word(draw.one([
        f"{noun}年初预算数<为|>{{i}}，<调整预算数|调整后预算>{{a}}，<预算执行金额|实际支出>{{o}}，<预算执行率|执行率>{{r}}。",
        f"{noun}年初预算{{i}}，{verb}{{g}}，<调整后预算|全年预算><为|>{{a}}，<决算支出|实际支出>{{o}}，预算执行率<达到|为|>{{r}}。",
        f"<年初批复|年初安排>{noun}{{i}}，年中调整<为|至>{{a}}，年末<实际支出|执行数>{{o}}，执行率{{r}}，预算调整率{{t}}。"
        if gap > 0 else "年初预算{i}、调整预算{a}、支出决算{o}，预算执行率{r}。",
    ]))  # fmt: skip
    adjust = style.percent(abs(gap), books.initial)
    adjust = pen.slip.off("rate", adjust, "0.5") if "{t}" in form else adjust
    slots = {
        "i": style.cash(books.initial, ["年初预算", "年初预算数", noun, noun + "年初预算"], concept, "initial_budget"),
        "a": style.cash(books.adjusted, ["调整预算", "调整预算数", "调整后预算", "全年预算", noun], concept, "adjusted_budget"),
        "o": style.cash(books.spent, ["实际支出", "决算支出", "执行数", "预算执行金额", "支出决算"], concept, "outturn"),
        "g": style.cash(abs(gap), ["年中追加", "追加", "追加预算", "调减"], [concept, "budget_adjustment"], "adjusted_budget",
                        fall=gap < 0, measure="change"),
        "r": style.rate(style.percent(books.spent, books.adjusted), ["预算执行率", "执行率"], "execution_rate"),
        "t": (style.rate(adjust, ["预算调整率", "调整率"], "adjustment_rate", fall=gap < 0), *pen.slip.mark()),
    }  # fmt: skip
    return draw.say(form, **slots)


def carryover(pen: Pen, books: Books) -> Sentences:
    """年初结转, 年末结转."""
    draw, style = pen.draw, pen.style
    noun = draw.word("<年末结转和结余|年末结转结余|年末结余结转|结转下年资金>")
    closing = style.cash(books.closing, [noun, noun[:-2]], "carryover", ["outturn", None])
    if not books.opening:
        return draw.say(f"{noun}<为|>{{c}}。", c=closing)
    first = draw.word("<年初结转和结余|上年结转|年初结转结余>")
    opening = style.cash(books.opening, first, ["carryover_opening", "funds.carried_in"], ["outturn", None])
    return draw.say(f"{first}<为|>{{o}}，{noun}<为|>{{c}}。", o=opening, c=closing)


def three_public(pen: Pen, books: Books) -> Sentences:
    """“三公”经费 with its parts, last year and its people."""
    draw, style = pen.draw, pen.style
    quoted = draw.word("<“三公”经费|“三公”经费|三公经费|“三公经费”|\"三公\"经费>")
    total = Item(quoted, books.three, "three_public.total")
    purchase, operation = books.vehicles
    vehicles = "<公务用车运行维护费|公务用车运行维护费|公务用车运行费|公车运行维护费>"
    parts = [
        Item("因公出国（境）费" + draw.word("<|用|支出>"), books.overseas, "three_public.overseas"),
        *([Item("公务用车购置费", purchase, "three_public.vehicle_purchase")] if purchase else []),
        Item(draw.word(vehicles), operation, "three_public.vehicle_operation"),
        Item(draw.word("<公务接待费|公务接待费|公务接待费支出>"), books.reception, "three_public.reception"),
    ]
    if draw.chance(0.45):
        head = execution(pen, books.three, books.three_planned, quoted, total.concept, "initial_budget")
    else:
        said = style.cash(total.number, [quoted, quoted + "支出"], total.concept)
        head = draw.say(f"{pen.year}年<度|>{quoted}<支出|支出决算|决算数|实际支出><为|共|>{{t}}", t=said)
    if draw.chance(0.6):
        head += change(pen, total.number, books.three_before, quoted, total.concept)
    out = (*head, *listing(pen, parts, total, lead="<，其中：|。其中：|，其中|，包括：>"), "。")
    if draw.chance(0.5):
        guests = style.people(draw.whole(60, 1900), ["国内公务接待", "接待", "国内接待", "公务接待"], draw.word("<人次|人次|人>"),
                              population=["visits", "persons"])  # fmt: skip
        out += draw.say(f"<全年|>国内<公务|>接待{draw.whole(8, 200)}<批次、|批次，|个批次、>{{g}}。", g=guests)
    return out


def procurement(pen: Pen, books: Books) -> Sentences:
    """政府采购 by goods, works and services."""
    draw, style = pen.draw, pen.style
    noun = draw.word("<政府采购支出总额|政府采购支出|政府采购金额|政府采购总额>")
    total = Item(noun, books.procurement, "procurement")
    parts = [
        Item(f"政府采购{name}支出" if draw.chance(0.4) else name + draw.word("<支出|采购|类支出>"), n, f"procurement.{key}")
        for (key, n), name in zip(books.procured.items(), ("货物", "工程", "服务"), strict=True)
    ]  # fmt: skip
    if draw.chance(0.4):
        rate = pen.slip.off("rate", style.percent(books.procurement, books.procurement_planned), "-0.3")
        return draw.say([
            "政府采购预算<为|>{p}，实际采购<金额|支出|>{s}，<政府采购执行率|采购执行率|执行率><为|>{r}。",
            "全年编制政府采购预算{p}，实际完成<采购|政府采购>{s}，<政府采购执行率|完成率><为|达>{r}。",
        ], p=style.cash(books.procurement_planned, ["政府采购预算", "政府采购"], "procurement", ["budget", "initial_budget"]),
           s=style.cash(books.procurement, ["实际采购", "实际采购金额", "采购", "政府采购"], "procurement"),
           r=(style.rate(rate, ["政府采购执行率", "采购执行率", "执行率", "完成率"],
                         ["procurement_execution_rate", "execution_rate", None]),
              *pen.slip.mark()))  # fmt: skip
    head = draw.say(f"{pen.year}年<度|>{noun}<为|>{{t}}", t=style.cash(total.number, noun, total.concept))
    out = (*head, *listing(pen, parts, total, lead="<，其中：|。其中：|，其中>"), "。")
    if draw.chance(0.5):
        small = (books.procurement * Decimal(draw.random.uniform(0.3, 1))).quantize(books.procurement)
        out += draw.say("授予中小企业合同金额{m}，占政府采购支出<总额|>的{s}。",
            m=style.cash(small, ["授予中小企业合同金额", "中小企业"], "procurement.small_business"),
            s=style.rate(style.percent(small, books.procurement), ["授予中小企业合同金额", "占政府采购支出总额"], "share"))  # fmt: skip
    return out


def operating(pen: Pen, books: Books) -> Sentences:
    """机关运行经费 against last year's."""
    draw = pen.draw
    noun = draw.word("<机关运行经费|机关运行经费支出>")
    head = draw.say(f"{pen.year}年<度|>{noun}<为|>{{n}}", n=pen.style.cash(books.operating, noun, "operating_costs"))
    return (*head, *change(pen, books.operating, books.operating_before, noun, "operating_costs"), "。")


def sections(pen: Pen, books: Books) -> Iterator[Sentences]:
    """Paragraphs on money in the order of a report; which of them, chance decides."""
    yield income(pen, books)
    yield spending(pen, books)
    for write in pen.draw.some([economic, functions, basic, project, stages, carryover, three_public, procurement, operating], 4, 8):
        yield write(pen, books)
