
"""Overall report, 河南: contents page, page marks, plan of indicators over two pages, score summary; two faults."""

from sampling.content import Line, NewPage, PartStart, Report, Table
from sampling.figures import Fact, cash, d, fault, people, percent, plain, rate, score
from sampling.forms import Goal, Indicator

OFFICE = "罗山县人力资源和社会保障局"
TITLE = f"{OFFICE}2021年度部门整体绩效自评报告"
PLAN, ADJUSTED, SPENT = d("3862.40"), d("4218.75"), d("3994.60")
PROCURED, PURCHASED = d("168.00"), d("151.20")
CATEGORIES = {"预算执行率": ("10", d("9.47")), "投入管理指标": ("30", d("28.35")), "产出指标": ("30", d("28.04")),
              "效益指标": ("30", d("28.00"))}  # fmt: skip
TOTAL_PRINTED = sum(number for _, number in CATEGORIES.values()) + 1
PLAN_FIRST = [
    ("投入管理指标", "工作目标管理", [Indicator("履职目标相关性", "相关"), Indicator("工作任务明确性", "明确")]),
    (None, "预算管理", [Indicator("预算编制完整率", Goal("=", "100", "%")), Indicator("预算调整率", Goal("≤", "30", "%"))]),
]
PLAN_THEN = [
    (None, None, [Indicator("结转结余率", Goal("≤", "10", "%")), Indicator("“三公经费”控制率", Goal("≤", "100", "%"))]),
    ("产出指标", "重点任务完成", [Indicator("新增城镇就业人数", Goal("≥", "6200", "人")),
                                 Indicator("职业技能培训", Goal("≥", "1.2", "万人次"))]),
    (None, "履职目标实现", [Indicator("社会保险扩面", "完成")]),
    ("效益指标", "履职效益", [Indicator("就业形势总体稳定", "稳定")]),
    (None, "满意度", [Indicator("服务对象满意度", Goal("≥", "90", "%"))]),
]  # fmt: skip


def plan_table(groups, level1="", level2=""):
    """A page of the plan; cells that go on from the page before are empty."""
    rows = [["一级指标", "二级指标", "三级指标", "年度指标值"]]
    for first, second, items in groups:
        level1, level2 = first or level1, second or level2
        for number, item in enumerate(items):
            mark = item.truth(level1, None, level2, split=False)
            shown = ("" if number else first or "", "" if number else second or "")
            rows.append([*shown, (mark, item.name), str(item.target)])
    return Table(rows, [3, 3, 5, 3])


def summary():
    """The score summary: four categories and a total that is a point too high."""
    rows = [["指标", "权重分值", "得分", "得分率"]]
    for label, (points, got) in CATEGORIES.items():
        part = percent(got, d(points))
        rows.append([label, points, scored(got, label, "category", points, part), f"{part}%"])
    part = percent(TOTAL_PRINTED, 100)
    total = scored(TOTAL_PRINTED, "合计", "overall", "100", part, grade=[None, "优"])
    wrong = fault("score_total", f"9.47+28.35+28.04+28.00=93.86, printed {TOTAL_PRINTED}")
    rows.append(["合计", "100", (wrong, total), f"{part}%"])
    return Table(rows, [4, 3, 3, 3])


def scored(number, label, scope, points, part, **fields) -> Fact:
    """A score of the summary with its 得分率."""
    return score(number, label, scope, points, rate_percent=plain(part), **fields)


REPORT = Report(
    name="luoshan-2021",
    year=2021,
    document={
        "title": [TITLE, "2021年度部门整体绩效自评报告"], "agency": OFFICE, "division_code": "411521",
        "province": "河南省", "city": "信阳市", "county": "罗山县", "fiscal_year": 2021, "filing_date": "2022-05-01",
        "filing_date_precision": "month",
    },
    blocks=[
        PartStart("overall_report", [TITLE, "2021年度部门整体绩效自评报告"], filing_date="2022-05-01"),
        Line(TITLE, "title"),
        Line(OFFICE, "cover"),
        Line("2022 年 5 月", "cover"),
        NewPage(),
        Line("目  录", "cover"),
        Line("一、基本情况................................1", "contents"),
        Line("（一）年度绩效指标..........................1", "contents"),
        Line("二、综合评价结论…………………………………………2", "contents"),
        Line("三、绩效目标实现情况……………………………………3", "contents"),
        Line("四、存在的主要问题……………………………………12", "contents"),
        NewPage(),
        Line(TITLE, "cover"),
        Line("按照《罗山县财政局关于组织开展2022年县级绩效自评的通知》（罗财绩〔2022〕3号）和罗财预[2021]41号文件要求，"
             "我局成立工作组，对2021年度部门整体支出进行了自评。"),
        Line("一、基本情况", "h1"),
        Line("表1  2021年度绩效指标一览", "note"),
        plan_table(PLAN_FIRST),
        NewPage("—1—"),
        plan_table(PLAN_THEN, "投入管理指标", "预算管理"),
        Line("二、综合评价结论", "h1"),
        Line(("各项指标汇总后最终得分为 ",
              score(TOTAL_PRINTED, ["最终得分", "各项指标汇总后最终得分"], form="{} 分", points=[None, "100"], grade="优"),
              "（见下表）。按照县财政局划定的等次，90分以上为优、75分以上为良、60分以上为中，评价等级为“优”。")),
        Line("表2  自评得分汇总", "note"),
        summary(),
        NewPage("—2—"),
        Line("三、绩效目标实现情况", "h1"),
        Line("（一）部门资金情况", "h2"),
        Line(("2021年度，部门年初预算数为 ",
              cash(PLAN, ["年初预算数", "部门年初预算数"], "expenditure.total", "initial_budget", sep=","),
              "，调整预算数 ", cash(ADJUSTED, "调整预算数", "expenditure.total", "adjusted_budget", sep=","),
              "，预算执行金额 ", cash(SPENT, "预算执行金额", "expenditure.total", sep=","),
              "，预算执行率", rate(percent(SPENT, ADJUSTED), "预算执行率", "execution_rate"),
              "，预算调整率", rate(percent(ADJUSTED - PLAN, PLAN), "预算调整率", "adjustment_rate"),
              "，结转结余率", rate(percent(ADJUSTED - SPENT, ADJUSTED), "结转结余率", "carryover_rate"),
              "。政府采购年初预算数为", cash(PROCURED, ["政府采购年初预算数", "政府采购"], "procurement", "initial_budget"),
              "，政府采购执行数为", cash(PURCHASED, ["政府采购执行数", "政府采购"], "procurement"),
              "，执行率为", rate(percent(PURCHASED, PROCURED), ["执行率", "政府采购执行率"],
                             "procurement_execution_rate"), "。")),
        Line("（二）履职目标实现情况", "h2"),
        Line(("1.就业创业。全年城镇新增就业", people(6486, ["城镇新增就业", "新增就业"]), "，开展职业技能培训",
              people(d("1.31"), "职业技能培训", form="{}万人次"), "，发放培训补贴", cash(d("486.2"), ["培训补贴", "发放培训补贴"]),
              "；新增创业担保贷款",
              cash(d("1.05"), "创业担保贷款", None, ["outturn", None], unit="亿元"),
              "，扶持创业", people(710, "扶持创业", form="{}余人"), "。")),
        Line(("2.社会保障。全年发放失业保险金", cash(d("312.60"), ["失业保险金", "发放失业保险金"]), "，惠及",
              people(1840, ["失业保险金", "惠及"]), "；发放城乡居民基本养老保险待遇",
              fault("magnitude", "1.74万元 paid to 9.86万人 beside 312.60万元 to 1840人: 亿元 is meant"),
              cash(d("1.74"), ["城乡居民基本养老保险待遇", "发放城乡居民基本养老保险待遇"]), "，惠及",
              people(d("9.86"), ["城乡居民基本养老保险待遇", "惠及"], form="{}万人"), "。")),
        Line(("3.劳动关系。受理欠薪投诉举报案件214件，为",
              people(1265, ["劳动者", "追发工资"], form="{}名"), "劳动者追发工资", cash(d("1538.07"), "追发工资"),
              "，按期结案率", rate(d("98.6"), ["按期结案率", "结案率"]), "。")),
        Line("四、存在的主要问题", "h1"),
        Line("部分指标缺少历史数据支撑，目标值偏低；跨部门数据核验耗时较长。"),
    ],
)  # fmt: skip
