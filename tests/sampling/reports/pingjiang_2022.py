
"""A bundle, 湖南: base-data form, overall form, two project forms, overall report and project report in one file."""

from sampling.content import Cell, Line, NewPage, PartStart, Report, Table
from sampling.figures import BUDGET, cash, cell, d, money, people, percent, rate, score, share, staff
from sampling.forms import STAGES3, Goal, Indicator, amount_cells, execution, fund_score, indicator_rows

OFFICE = "平江县水利局"
FORMS, REPORTED = "2023-04-18", "2023-05-06"
PROJECT = ["expenditure.project.item", "funds.total", None]
DAMS, RIVERS = "小型水库维修养护", "河长制工作经费"
FOOT = "填表人：　　填报日期：2023年4月18日　　联系电话：　　单位负责人签字："
BASIC, WORKS = d("1317.20"), d("1554.72")
SPENT = BASIC + WORKS
PERSONNEL = d("1198.64")
THREE, THREE_BEFORE = d("12.08"), d("14.26")
DAM_PLAN, DAM_SPENT = d("690.00"), d("682.32")
POSTS, STAFF = 86, 81


def base_row(text, numbers, label="", concept=None):
    """A row of the base-data form: last year's outturn, this year's budget and outturn."""
    if not numbers:
        return [Cell(text, 1), "", "", ""]
    stages, years = ("outturn", BUDGET, "outturn"), (2021, 2022, 2022)
    shown = [
        cell(d(number), label, concept, stage, fiscal_year=year)
        for number, stage, year in zip(numbers, stages, years, strict=True)
    ]
    return [text, *shown]


def base_data():
    """附件1."""
    items, item = {
        DAMS: ("620.00", "700.00", "682.32"), RIVERS: ("150.00", "160.00", "154.00"),
        "农村饮水安全巩固提升": ("620.00", "660.00", "620.00"),
    }, "expenditure.project.item"  # fmt: skip
    three = "three_public."
    rows = [
        [Cell("财政供养人员情况(人)", 1, 2), "编制数", "2022年实际在职\n人数", "控制率"],
        [staff(POSTS, "编制数", "authorised", ["all", None], form="{}"),
         staff(STAFF, ["2022年实际在职人数", "实际在职人数"], "in_post", ["all", None], form="{}"),
         rate(percent(STAFF, POSTS), ["控制率", "财政供养人员控制率"], "staffing_control_rate")],
        ["经费控制情况(万元)", "2021年决算数", "2022年预算数", "2022年决算数"],
        base_row("“三公”经费", ("14.26", "13.50", "12.08"), ["“三公”经费", "三公经费"], three + "total"),
        base_row("1、公务用车购置和维护经费", ("10.90", "10.50", "9.64"), "公务用车购置和维护经费", three + "vehicles"),
        base_row("其中：公车购置", ("0", "0", "0"), "公车购置", three + "vehicle_purchase"),
        base_row("　　　公车运行维护", ("10.90", "10.50", "9.64"), "公车运行维护", three + "vehicle_operation"),
        base_row("2、出国经费", ()),
        base_row("3、公务接待", ("3.36", "3.00", "2.44"), "公务接待", three + "reception"),
        base_row("项目支出：", ("1486.30", "1620.00", "1554.72"), "项目支出", "expenditure.project"),
        base_row("1、业务工作经费", ()),
        base_row("2、运行维护经费", ("96.30", "100.00", "98.40"), "运行维护经费", [item, None]),
        base_row("3、县级专项资金\n(一个专项一行)", ("1390.00", "1520.00", "1456.32"),
                 ["县级专项资金", "县级专项资金(一个专项一行)"], "expenditure.project.own"),
        *[base_row(label, numbers, label, item) for label, numbers in items.items()],
        base_row("公用经费", ()),
        base_row("其中：办公经费", ("21.40", "20.00", "18.75"), "办公经费", "public.office"),
        base_row("　　　水费、电费、差旅费", ("16.85", "15.00", "13.92"), "水费、电费、差旅费", "public.utilities_travel"),
        base_row("会议费、培训费", ("5.20", "5.00", "3.66"), "会议费、培训费", "public.meetings_training"),
        base_row("政府采购金额", ("48.00", "60.00", "52.50"), ["政府采购金额", "政府采购"], "procurement"),
        ["部门基本支出预算调整", "—", "—", "—"],
        ["厉行节约保障措施", Cell("差旅、接待实行事前审批；公务用车统一派遣；能用视频召开的会议不再集中召开。", 3)],
    ]  # fmt: skip
    return Table(rows, [5, 3.2, 3.6, 3.2])


def form_funds(title, rows):
    """The head and rows of money of a 湖南 form."""
    head = [Cell(title, 1, len(rows) + 1), Cell("", 2), "年初\n预算数", "全年\n预算数", "全年\n执行数", "分值", "执行率", "得分"]
    return [head, *rows]


def fund_row(text, label, concept, numbers, *more):
    """A row of money."""
    return [Cell(text, 2), *amount_cells(numbers, label, concept, STAGES3), *(more or ("", "", ""))]


def total_row(numbers):
    """年度资金总额 with its 执行率 and 得分, and that 得分."""
    done = percent(numbers[2], numbers[1])
    got = (done / 10).quantize(d("0.01"))
    more = ("10", execution(done, "年度资金总额"), fund_score(got))
    return fund_row("年度资金总额", "年度资金总额", "funds.total", numbers, *more), got


def named(text, number, label, concept):
    """一般公共预算：40.00 in one cell, under no column of its own."""
    return (text, cell(number, label, concept, None))


COLUMNS = {
    "level1": "一级指标", "level2": "二级指标", "name": "三级指标", "target": "年度指标值", "actual": "实际完成值",
    "points": "分值", "score": "得分", "reason": "偏差原因\n分析及\n改进措施",
}  # fmt: skip
WIDTHS = [1.4, 2, 2.2, 3.2, 2.2, 2.2, 1.5, 1.9, 2.6]
OVERALL = [
    ("产出指标", "30", [
        ("数量指标", [Indicator("维修养护小型水库", Goal("≥", "42", "座"), Goal("", "44", "座"), "10", "10")]),
        ("质量指标", [Indicator("工程验收合格率", Goal("=", "100", "%"), Goal("", "100", "%"), "10", "10")]),
        ("时效指标", [Indicator("汛前除险任务\n完成时间", "4月1日前", "3月28日", "10", "10")]),
    ]),
    ("效益指标", "30", [
        ("经济效益指标", [Indicator("洪涝灾害损失", "有所减少", "有所减少", "10", "10")]),
        ("社会效益指标", [Indicator("农村自来水普及率", Goal("≥", "88", "%"), Goal("", "89.6", "%"), "10", "10")]),
        ("生态效益指标", [Indicator("主要河流水质", "稳定向好", "基本稳定", "5", "4", "个别支流枯水期水质波动，已加密巡查")]),
        ("可持续影响指标", [Indicator("工程管护机制", "健全", "健全", "5", "5")]),
    ]),
    ("满意度指标", "10", [
        ("服务对象满意度指标", [Indicator("受益群众满意度", Goal("≥", "92", "%"), Goal("", "93.5", "%"), "10", "10")]),
    ]),
    ("成本指标", "20", [
        ("经济成本指标", [Indicator("项目支出控制在预算内", "不超预算", "未超预算", "10", "10")]),
        ("社会成本指标", [Indicator("施工对灌溉的影响", "较小", "较小", "5", "5")]),
        ("生态环境成本指标", [Indicator("违规弃渣", Goal("", "0", "起"), Goal("", "0", "起"), "5", "5")]),
    ]),
]  # fmt: skip
DAM_LEVELS = [
    ("产出指标", "50", [
        ("数量指标", [Indicator("养护水库座数", Goal("≥", "42", "座"), Goal("", "44", "座"), "20", "20")]),
        ("质量指标", [Indicator("养护工程合格率", Goal("=", "100", "%"), Goal("", "100", "%"), "20", "20")]),
        ("成本指标", [Indicator("单座水库补助", Goal("≤", "16", "万元"), Goal("", "15.5", "万元"), "10", "10")]),
    ]),
    ("效益指标", "30", [("社会效益指标", [Indicator("保护耕地面积", Goal("≥", "2.6", "万亩"), Goal("", "2.6", "万亩"), "30", "30")])]),
    ("满意度指标", "10", [("服务对象满意度指标", [
        Indicator("库区群众满意度", Goal("≥", "90", "%"), Goal("", "88.5", "%"), "10", "8", "白蚁防治进度偏慢")])]),
]  # fmt: skip
RIVER_LEVELS = [
    ("产出指标", "50", [
        ("数量指标", [Indicator("乡级河长巡河", Goal("≥", "1800", "次"), Goal("", "2146", "次"), "30", "30")]),
        ("时效指标", [Indicator("问题交办办结时限", Goal("≤", "15", "天"), Goal("", "12", "天"), "20", "20")]),
    ]),
    ("效益指标", "30", [("生态效益指标", [Indicator("河道保洁水平", "明显提升", "有所提升", "30", "28", "汛期漂浮物较多")])]),
    ("满意度指标", "10", [("服务对象满意度指标", [
        Indicator("沿河群众满意度", Goal("≥", "90", "%"), Goal("", "95", "%"), "10", "10")])]),
]  # fmt: skip


def earned(levels):
    """The points an indicator table's rows make."""
    return sum(d(item.score) for _, _, seconds in levels for _, items in seconds for item in items)


OVERALL_ROW, OVERALL_FUND = total_row((d("2680.00"), d("2955.40"), SPENT))
OVERALL_SCORE = OVERALL_FUND + earned(OVERALL)


def total(number):
    """The last row of a form."""
    return [Cell("总分", 6), "100", score(number, "总分"), ""]


def overall_form():
    """附件2."""
    other = ["revenue.other", "funds.other"]
    nature = [
        ("按收入性质分：", "按支出性质分："),
        (named("其中：一般公共预算：", d("2755.40"), "一般公共预算", "revenue.general_public_budget"),
         named("其中：基本支出：", BASIC, "基本支出", "expenditure.basic")),
        (named("政府性基金拨款：", d("200.00"), "政府性基金拨款", "revenue.government_fund"),
         named("项目支出：", WORKS, "项目支出", "expenditure.project")),
        (named("纳入专户管理的非税收入拨款：", d("0"), "纳入专户管理的非税收入拨款", "revenue.special_account"), ""),
        (named("其他资金：", d("0"), "其他资金", other), ""),
    ]  # fmt: skip
    rows = [
        [Cell("预算部门\n名称", 1), Cell(OFFICE, 8)],
        *form_funds("年度预算申请\n(万元)", [OVERALL_ROW, *([Cell(a, 4), Cell(b, 4)] for a, b in nature)]),
        [Cell("年度总体\n目标", 1, 2), Cell("预期目标", 4), Cell("实际完成情况", 4)],
        [Cell("守住水旱灾害防御底线；\n推进水库除险加固和农村供水保障", 4), Cell("全县安全度汛；\n除险加固和供水保障任务完成", 4)],
        *indicator_rows(OVERALL, COLUMNS, lead="绩效指标"),
        total(OVERALL_SCORE),
    ]  # fmt: skip
    return Table(rows, WIDTHS)


def project_form(name, unit, numbers, current, carried, levels):
    """附件3: one project's form."""
    row, got = total_row(numbers)
    rows = [
        [Cell("项目支出名称", 2), Cell(name, 7)],
        [Cell("主管部门", 2), Cell(OFFICE, 3), "实施\n单位", Cell(unit, 3)],
        *form_funds("项目资金\n(万元)", [
            row,
            fund_row("其中：当年财政拨款", "当年财政拨款", "funds.current", current),
            fund_row("上年结转资金", "上年结转资金", "funds.carried_in", carried),
            fund_row("其他资金", "其他资金", "funds.other", ("", "", "")),
        ]),
        [Cell("年度总体\n目标", 1, 2), Cell("预期目标", 4), Cell("实际完成情况", 4)],
        [Cell("按计划完成年度任务", 4), Cell("年度任务已完成", 4)],
        *indicator_rows(levels, COLUMNS, lead="绩效指标"),
        total(got + earned(levels)),
    ]  # fmt: skip
    return Table(rows, WIDTHS)


def narrative():
    """The overall report's text."""
    three = ["“三公”经费", "“三公”经费支出"]
    return [
        Line("一、部门基本情况", "h1"),
        Line(("平江县水利局内设股室9个，下辖二级机构4个。核定编制", staff(POSTS, ["核定编制", "编制"], "authorised", ["all", None]),
              "，其中行政编制", staff(24, "行政编制", "authorised", "administrative"),
              "、事业编制", staff(55, "事业编制", "authorised", "public_institution"),
              "、机关工勤编制", staff(7, ["机关工勤编制", "工勤编制"], "authorised", "worker"),
              "；2022年末在职", staff(STAFF, "在职", "in_post", ["all", None]),
              "，退休", staff(47, "退休", "retired", ["all", None]),
              "，另有编外聘用人员", staff(6, ["编外聘用人员", "编外聘用"], "contract", None), "。")),
        Line("二、部门整体支出情况", "h1"),
        Line(("2022年度支出合计", cash(SPENT, "支出合计", "expenditure.total", sep=","),
              "，其中基本支出", cash(BASIC, "基本支出", "expenditure.basic", sep=","),
              "，占总支出的", share(BASIC, SPENT, "基本支出", "总支出"),
              "；项目支出", cash(WORKS, "项目支出", "expenditure.project", sep=","),
              "，占总支出的", share(WORKS, SPENT, "项目支出", "总支出"),
              "。基本支出中人员经费", cash(PERSONNEL, "人员经费", "expenditure.basic.personnel"),
              "、公用经费", cash(BASIC - PERSONNEL, "公用经费", "expenditure.basic.public"), "。")),
        Line(("“三公”经费支出", cash(THREE, three, "three_public.total"), "，比上年减少",
              cash(THREE_BEFORE - THREE, three, "three_public.total", fall=True), "，下降",
              rate(percent(THREE_BEFORE - THREE, THREE_BEFORE), three, "growth", fall=True),
              "，其中公务用车运行维护费", cash(d("9.64"), "公务用车运行维护费", "three_public.vehicle_operation"),
              "，公务接待费", cash(d("2.44"), "公务接待费", "three_public.reception"), "，因公出国（境）费未安排。")),
        Line("三、部门整体支出绩效情况", "h1"),
        Line(("全年向水库巡查管护人员发放补助近", cash(86, ["水库巡查管护人员发放补助", "补助", "发放补助"], qualifier="about"),
              "，组织巡查责任人培训", people(1240, ["巡查责任人培训", "培训"], form="{}人次", sep=","),
              "；农村供水工程惠及", people(d("9.2"), ["农村供水工程惠及", "惠及"], form="{}万余人"), "。")),
        Line(("对照自评指标打分，自评得分", score(OVERALL_SCORE, "自评得分", form="{}分", points=[None, "100"], grade="优"),
              "，等级为“优”。")),
        Line("四、存在的问题及改进措施", "h1"),
        Line("部分项目前期手续办理时间较长，影响资金支付进度。下一步提前开展项目储备，按月通报进度。"),
    ]  # fmt: skip


def project_report():
    """The project report's text."""
    rows = ["项目全年预算", "实际支出"]
    return [
        Line("一、项目基本情况", "h1"),
        Line(("项目依据湘水发[2021]18号文件设立。项目全年预算",
              money(DAM_PLAN, [rows[0], "项目预算", "全年预算"], PROJECT, "adjusted_budget"),
              "，实际支出", cash(DAM_SPENT, rows[1], PROJECT),
              "，预算执行率", rate(percent(DAM_SPENT, DAM_PLAN), "预算执行率", "execution_rate"),
              "，结余", cash(DAM_PLAN - DAM_SPENT, "结余", ["carryover", None], ["outturn", None]), "。")),
        Line("二、项目绩效情况", "h1"),
        Line(("养护小型水库44座，聘请巡查管护员", people(88, ["巡查管护员", "聘请巡查管护员"], form="{}名"),
              "，管护员每人每年补助", cash(4800, ["管护员补助", "补助", "管护员每人每年补助"], None, [None, "budget"], unit="元",
                                   measure="per_unit"),
              "；库区群众满意度", rate(d("88.5"), ["库区群众满意度", "满意度"]), "。")),
        Line("三、存在的问题", "h1"),
        Line("白蚁防治专业力量不足，部分水库观测设施老化。"),
    ]  # fmt: skip


def cover(number, title, text=None):
    """附件 mark and title of a form."""
    return [Line(f"附件{number}", "note"), Line(text or title, "title")]


TITLES = {
    "base": "2022年度部门整体支出绩效评价基础数据表", "form": "2022年度部门整体支出绩效自评表",
    "project": "2022年度项目支出绩效自评表", "report": f"{OFFICE}2022年度部门整体支出绩效自评报告",
}  # fmt: skip
DAM_TITLE = f"2022年度{DAMS}项目支出绩效自评报告"
REPORT = Report(
    name="pingjiang-2022",
    year=2022,
    document={
        "title": [TITLES["report"], "2022年度部门整体支出绩效自评报告"], "agency": OFFICE, "division_code": "430626",
        "province": "湖南省", "city": "岳阳市", "county": "平江县", "fiscal_year": 2022, "filing_date": REPORTED,
        "filing_date_precision": "day",
    },
    blocks=[
        PartStart("base_data_form", TITLES["base"], filing_date=FORMS),
        *cover(1, "2022年度部门整体支出绩效评价"), Line("基础数据表", "title"), base_data(), Line(FOOT, "note"), NewPage(),
        PartStart("overall_form", TITLES["form"], filing_date=FORMS),
        *cover(2, TITLES["form"]), overall_form(), Line(FOOT, "note"), NewPage(),
        PartStart("project_form", TITLES["project"], DAMS, filing_date=FORMS),
        *cover("3.1", TITLES["project"]),
        project_form(DAMS, "平江县水库管理服务中心", (d("700.00"), DAM_PLAN, DAM_SPENT),
                     (d("640.00"), d("630.00"), d("622.32")), (d("60.00"),) * 3, DAM_LEVELS),
        Line(FOOT, "note"), NewPage(),
        PartStart("project_form", TITLES["project"], RIVERS, filing_date=FORMS),
        *cover("3.2", TITLES["project"]),
        project_form(RIVERS, "平江县河长制工作事务中心", (d("160.00"), d("154.00"), d("154.00")),
                     (d("160.00"), d("154.00"), d("154.00")), ("—", "—", "—"), RIVER_LEVELS),
        Line(FOOT, "note"), NewPage(),
        PartStart("overall_report", [TITLES["report"], "2022年度部门整体支出绩效自评报告"], filing_date=REPORTED),
        Line(OFFICE, "title"), Line("2022年度部门整体支出绩效自评报告", "title"), Line("2023年5月6日", "cover"), NewPage(),
        *narrative(), NewPage(),
        PartStart("project_report", [DAM_TITLE, "项目支出绩效自评报告"], [DAMS, f"{DAMS}项目", f"2022年度{DAMS}"],
                  filing_date=REPORTED),
        Line(f"2022年度{DAMS}", "title"), Line("项目支出绩效自评报告", "title"),
        Line(f"部 门 名 称：{OFFICE}", "cover"), Line("2023 年 5 月 6 日", "cover"),
        *project_report(),
    ],
)  # fmt: skip
