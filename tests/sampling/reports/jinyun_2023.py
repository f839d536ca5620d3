
"""Final accounts, 浙江: tables in 元 (two panels, function by nature), 三公 in 万元, and their explanation."""

from decimal import Decimal

from sampling.content import Cell, Line, PartStart, Report, Table
from sampling.figures import cash, cell, d, people, percent, rate, share

OFFICE = "缙云县综合行政执法局"
TITLE = f"{OFFICE}2023年度部门决算"
GENERAL, FUND, OTHER, OPENING = d("28416520.36"), d("1860000.00"), d("94380.12"), d("218640.00")
PENSION, ANNUITY, HEALTH, HOUSING = d("1760805.67"), d("880402.83"), d("1187334.20"), d("2196400.00")
STREETS_BASIC, STREETS_PROJECT = d("11911263.00"), d("10534354.44")
SOCIAL, STREETS = PENSION + ANNUITY, STREETS_BASIC + STREETS_PROJECT
BASIC = SOCIAL + HEALTH + HOUSING + STREETS_BASIC
GENERAL_SPENT = BASIC + STREETS_PROJECT
INCOME, SPENT = GENERAL + FUND + OTHER, GENERAL_SPENT + FUND
CLOSING = INCOME + OPENING - SPENT
NIL = d("0.00")
F = "expenditure.function."
YUAN = {"unit": "元", "sep": ","}
EITHER = ["outturn", None]


def yuan(number, label, concept, stage="outturn", **fields):
    """A cell of a table in 元; no number is a blank cell."""
    return "" if number is None else cell(number, label, concept, stage, **YUAN, **fields)


def panels():
    """收入 beside 支出, with 行次 and 栏次."""
    income = [
        ("一、一般公共预算财政拨款收入", GENERAL, "一般公共预算财政拨款收入", "revenue.general_public_budget"),
        ("二、政府性基金预算财政拨款收入", FUND, "政府性基金预算财政拨款收入", "revenue.government_fund"),
        ("三、上级补助收入", None, "", None),
        ("四、事业收入", NIL, "事业收入", "revenue.service"),
        ("五、其他收入", OTHER, "其他收入", "revenue.other"),
        ("本年收入合计", INCOME, ["本年收入合计", "收入合计"], "revenue.total"),
        ("年初结转和结余", OPENING, "年初结转和结余", "carryover_opening"),
        ("总计", INCOME + OPENING, ["总计", "收入总计"], ["revenue.total", None]),
    ]  # fmt: skip
    spent = [
        ("一、一般公共服务支出", None, "", None),
        ("八、社会保障和就业支出", SOCIAL, "社会保障和就业支出", F + "208"),
        ("九、卫生健康支出", HEALTH, "卫生健康支出", F + "210"),
        ("十一、城乡社区支出", STREETS + FUND, "城乡社区支出", F + "212"),
        ("十九、住房保障支出", HOUSING, "住房保障支出", F + "221"),
        ("本年支出合计", SPENT, ["本年支出合计", "支出合计"], "expenditure.total"),
        ("年末结转和结余", CLOSING, "年末结转和结余", "carryover"),
        ("总计", SPENT + CLOSING, ["总计", "支出总计"], ["expenditure.total", None]),
    ]  # fmt: skip
    rows = [[Cell("收入", 3), Cell("支出", 3)], ["项目", "行次", "决算数", "项目（按功能分类）", "行次", "决算数"],
            ["栏次", "", "1", "栏次", "", "2"]]  # fmt: skip
    for line, (left, right) in enumerate(zip(income, spent, strict=True), 1):
        row = []
        for (text, number, label, concept), shown in ((left, line), (right, line + 8)):
            stage = EITHER if "结转" in text else "outturn"
            row += [text, str(shown), yuan(number, label, concept, stage)]
        rows.append(row)
    return Table(rows, [5, 1.2, 3.4, 5, 1.2, 3.4])


def functions():
    """Function rows by basic and project expenditure; a class holds its sections, a section its items."""
    rows = [
        [Cell("项　　目", 2), Cell("本年支出", 3)],
        ["功能分类\n科目编码", "科目名称", "小计", "基本支出", "项目支出"],
        [Cell("栏次", 2), "1", "2", "3"],
        [Cell("合计", 2),
         yuan(GENERAL_SPENT, ["合计", "本年支出合计"], ["expenditure.general_public_budget", "expenditure.total"]),
         yuan(BASIC, ["合计", "基本支出"], ["expenditure.basic", "expenditure.general_public_budget", "expenditure.total"]),
         yuan(STREETS_PROJECT, ["合计", "项目支出"],
              ["expenditure.project", "expenditure.general_public_budget", "expenditure.total"])],
    ]  # fmt: skip
    for code, label, basic, project in (
        ("208", "社会保障和就业支出", SOCIAL, NIL),
        ("20805", "行政事业单位养老支出", SOCIAL, NIL),
        ("2080505", "机关事业单位基本养老保险缴费支出", PENSION, None),
        ("2080506", "机关事业单位职业年金缴费支出", ANNUITY, None),
        ("210", "卫生健康支出", HEALTH, NIL),
        ("21011", "行政事业单位医疗", HEALTH, NIL),
        ("2101101", "行政单位医疗", HEALTH, None),
        ("212", "城乡社区支出", STREETS_BASIC, STREETS_PROJECT),
        ("21201", "城乡社区管理事务", STREETS_BASIC, STREETS_PROJECT),
        ("2120104", "城管执法", STREETS_BASIC, STREETS_PROJECT),
        ("221", "住房保障支出", HOUSING, NIL),
        ("22102", "住房改革支出", HOUSING, NIL),
        ("2210201", "住房公积金", HOUSING, None),
    ):
        about = {"code": code}
        rows.append(
            [
                code,
                label,
                yuan(basic + (project or NIL), label, F + code, breakdown=None, **about),
                yuan(basic, label, F + code, breakdown="basic", **about),
                yuan(project, label, F + code, breakdown="project", **about),
            ]
        )
    return Table(rows, [2.2, 5.2, 3.4, 3.4, 3.4])


def three_public():
    """三公 in 万元: three stages."""
    stages = ("initial_budget", "adjusted_budget", "outturn")
    rows = [["项目", "年初预算数", "全年预算数", "决算数"]]
    for text, label, item, numbers in (
        ("合计", ["合计", "“三公”经费", "“三公”经费合计"], "total", ("42.00", "38.50", "35.17")),
        ("1.因公出国（境）费", "因公出国（境）费", "overseas", ("0.00", "0.00", "0.00")),
        ("2.公务用车购置及运行维护费", "公务用车购置及运行维护费", "vehicles", ("36.00", "34.00", "32.08")),
        ("其中：公务用车购置费", "公务用车购置费", "vehicle_purchase", ("—", "—", "—")),
        ("公务用车运行维护费", "公务用车运行维护费", "vehicle_operation", ("36.00", "34.00", "32.08")),
        ("3.公务接待费", "公务接待费", "reception", ("6.00", "4.50", "3.09")),
    ):
        shown = [
            number if number == "—" else cell(d(number), label, f"three_public.{item}", stage)
            for number, stage in zip(numbers, stages, strict=True)
        ]
        rows.append([text, *shown])
    return Table(rows, [6, 3, 3, 3])


def wan(number: Decimal) -> Decimal:
    """元 as 万元 with two places, as the explanation has it."""
    return percent(number, 10**6)


MORE = d("121.40")
BOTH = wan(INCOME + OPENING)
GOODS, SERVICES, SMALL = d("86.30"), d("325.76"), d("380.00")
BOUGHT = GOODS + SERVICES
RUNNING, RUNNING_BEFORE = d("186.42"), d("192.80")
NATURE = {"人员经费": d("1562.48")}
PUBLIC = wan(BASIC) - NATURE["人员经费"]
TOTALS = ["revenue.total", "expenditure.total", None]
REPORT = Report(
    name="jinyun-2023",
    year=2023,
    document={
        "title": TITLE, "agency": OFFICE, "division_code": "331122", "province": "浙江省", "city": "丽水市",
        "county": "缙云县", "fiscal_year": 2023, "filing_date": None, "filing_date_precision": None,
    },
    tall=620,
    foot="— {} —",
    blocks=[
        PartStart("final_accounts", TITLE),
        Line(TITLE, "title"),
        Line("一、部门决算表", "h1"),
        Line("收入支出决算总表", "cover"),
        Line("公开01表", "note"),
        Line(f"部门：{OFFICE}　　　　2023年度　　　　金额单位：元", "note"),
        panels(),
        Line("注：数据取自审核后的决算报表，小数点后保留两位。", "note"),
        Line("一般公共预算财政拨款支出决算表", "cover"),
        Line("公开05表", "note"),
        Line(f"部门：{OFFICE}　　　　2023年度　　　　金额单位：元", "note"),
        functions(),
        Line("财政拨款“三公”经费支出决算表", "cover"),
        Line("公开08表", "note"),
        Line(f"部门：{OFFICE}　　　　2023年度　　　　金额单位：万元", "note"),
        three_public(),
        Line("二、部门决算情况说明", "h1"),
        Line(("（一）收入支出总体情况。2023年度收入支出总计", cash(BOTH, "收入支出总计", TOTALS, sep=","),
              "，与2022年度相比增加", cash(MORE, "收入支出总计", TOTALS, measure="change"),
              "，增长", rate(percent(MORE, BOTH - MORE), "收入支出总计", "growth"), "。")),
        Line(("（二）支出情况。本年支出合计", cash(wan(SPENT), ["本年支出合计", "支出合计"], "expenditure.total", sep=","),
              "。一般公共预算财政拨款支出",
              cash(wan(GENERAL_SPENT), "一般公共预算财政拨款支出", "expenditure.general_public_budget", sep=","),
              "，占本年支出合计的", share(wan(GENERAL_SPENT), wan(SPENT), "一般公共预算财政拨款支出", "本年支出合计"),
              "，其中：基本支出", cash(wan(BASIC), "基本支出", "expenditure.basic", sep=","),
              "（人员经费", cash(NATURE["人员经费"], "人员经费", "expenditure.basic.personnel", sep=","),
              "、公用经费", cash(PUBLIC, "公用经费", "expenditure.basic.public"),
              "），项目支出", cash(wan(STREETS_PROJECT), "项目支出", "expenditure.project", sep=","), "。")),
        Line(("（三）“三公”经费。2023年度“三公”经费支出决算为",
              cash(d("35.17"), ["“三公”经费", "“三公”经费支出决算", "“三公”经费支出"], "three_public.total"),
              "，完成全年预算的", rate(percent(d("35.17"), d("38.50")), ["完成全年预算", "“三公”经费", "“三公”经费支出决算",
                                                        "预算完成率", "“三公”经费完成全年预算"], ["execution_rate", None]),
              "。其中：公务用车运行维护费", cash(d("32.08"), "公务用车运行维护费", "three_public.vehicle_operation"),
              "；公务接待费", cash(30900, "公务接待费", "three_public.reception", unit="元"),
              "，接待24批次、", people(186, ["公务接待费", "接待"], form="{}人次"), "；因公出国（境）费无。")),
        Line(("（四）机关运行经费支出", cash(RUNNING, ["机关运行经费支出", "机关运行经费"], "operating_costs"),
              "，比上年减少",
              cash(RUNNING_BEFORE - RUNNING, ["机关运行经费支出", "机关运行经费"], "operating_costs", fall=True),
              "，降幅", rate(percent(RUNNING_BEFORE - RUNNING, RUNNING_BEFORE), ["机关运行经费支出", "机关运行经费"],
                           "growth", form="{}％", fall=True), "。")),
        Line(("（五）政府采购支出总额", cash(BOUGHT, ["政府采购支出总额", "政府采购支出"], "procurement"),
              "，其中：政府采购货物支出", cash(GOODS, "政府采购货物支出", "procurement.goods"),
              "、政府采购工程支出", cash(0, "政府采购工程支出", "procurement.works"),
              "、政府采购服务支出", cash(SERVICES, "政府采购服务支出", "procurement.services"),
              "。授予中小企业合同金额", cash(SMALL, "授予中小企业合同金额", "procurement.small_business"),
              "，占政府采购支出总额的", share(SMALL, BOUGHT, "授予中小企业合同金额", "政府采购支出总额"), "。")),
        Line("（六）国有资产占用。年末共有执法执勤用车14辆，单位价值较高的通用设备1台（套）。"),
    ],
)  # fmt: skip
