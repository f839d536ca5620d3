
"""Overall form, 江西: one row of money a kind of spending, 执行率(%) without the sign, dotted filing date."""

from sampling.content import Cell, Line, PartStart, Report, Table
from sampling.figures import d, percent, rate, score
from sampling.forms import STAGES3, Goal, Indicator, amount_cells, fund_score, indicator_rows

BASIC, PROJECT = (d("1486.20"), d("1522.75"), d("1520.06")), (d("2360.00"), d("2915.40"), d("2758.33"))
TOTAL = tuple(a + b for a, b in zip(BASIC, PROJECT, strict=True))
FUND = (percent(TOTAL[2], TOTAL[1]) / 10).quantize(d("0.01"))

LEVELS = [
    ("产出指标", "50", [
        ("数量指标", [
            Indicator("新建高标准农田面积", Goal("≥", "3.5", "万亩"), Goal("", "3.62", "万亩"), "10", "10"),
            Indicator("培育高素质农民", Goal("≥", "260", "人"), Goal("", "274", "人"), "10", "10"),
        ]),
        ("质量指标", [Indicator("农产品例行监测合格率", Goal("不低于", "98", "%"), Goal("", "99.1", "%"), "10", "10")]),
        ("时效指标", [Indicator("惠农补贴发放完成时间", "2021年10月底前", "2021年11月9日", "10", "7",
                            "部分农户账户信息有误，重新核对")]),
        ("成本指标", [Indicator("高标准农田亩均投资", Goal("≤", "3000", "元/亩"), Goal("", "2950", "元/亩"), "10", "10")]),
    ]),
    ("效益指标", "30", [
        ("经济效益指标", [Indicator("粮食总产量", Goal("≥", "12.8", "亿斤"), Goal("", "12.9", "亿斤"), "10", "10")]),
        ("生态效益指标", [Indicator("畜禽粪污综合利用率", Goal("≥", "85", "%"), Goal("", "93", "%"), "10", "10")]),
        ("可持续影响指标", [Indicator("农业社会化服务体系", "逐步健全", "逐步健全", "10", "9")]),
    ]),
    ("满意度指标", "10", [
        ("服务对象满意度指标", [Indicator("农户满意度", Goal("≥", "90", "%"), Goal("", "92.6", "%"), "10", "10")]),
    ]),
]  # fmt: skip
COLUMNS = {
    "level1": "一级指标", "level2": "二级指标", "name": "三级指标", "target": "年度指标值", "actual": "全年实际值",
    "points": "分值", "score": "得分", "reason": "偏差原因分析\n及改进措施",
}  # fmt: skip
EARNED = sum(d(i.score or "0") for _, _, seconds in LEVELS for _, items in seconds for i in items)


def funds(text: str, label: str, concept: str, numbers: tuple, *more: object) -> list:
    """One row of money; its 执行率 stands under a header that has the sign."""
    done = rate(percent(numbers[2], numbers[1]), ["执行率", "预算执行率", label, f"{label}执行率"], "execution_rate", form="{}")
    return [Cell(text, 2), *amount_cells(numbers, label, concept, STAGES3), done, *more]


REPORT = Report(
    name="taihe-2021",
    year=2021,
    document={
        "title": ["部门整体支出绩效自评表", "2021年度部门整体支出绩效自评表", "部门整体支出绩效自评表（2021年度）"],
        "agency": "泰和县农业农村局", "division_code": "360826", "province": "江西省", "city": "吉安市",
        "county": "泰和县", "fiscal_year": 2021, "filing_date": "2022-03-25", "filing_date_precision": "day",
    },
    blocks=[
        PartStart("overall_form", ["部门整体支出绩效自评表", "部门整体支出绩效自评表（2021年度）"], filing_date="2022-03-25"),
        Line("附件1", "note"),
        Line("部门整体支出绩效自评表", "title"),
        Line("（2021年度）", "cover"),
        Table([
            [Cell("部门名称", 2), Cell("泰和县农业农村局", 3), Cell("填报日期", 1), Cell("2022.03.25", 2)],
            [Cell("部门资金\n（万元）", 2), "年初预算数", "全年预算数（A）", "全年执行数（B）", "执行率\n（B/A）（%）", "分值", "得分"],
            funds("年度资金总额", "年度资金总额", "funds.total", TOTAL, "10", fund_score(FUND)),
            funds("其中：基本支出", "基本支出", "expenditure.basic", BASIC, "—", "—"),
            funds("项目支出", "项目支出", "expenditure.project", PROJECT, "—", "—"),
            [Cell("上年结转", 2), "", "/", "/", "", "—", "—"],
            [Cell("年度总体目标", 1), Cell("稳定粮食生产，推进高标准农田建设，提升农产品质量安全水平。", 7)],
            [Cell("完成情况", 1), Cell("各项目标任务基本完成，惠农补贴发放略有延后。", 7)],
            *indicator_rows(LEVELS, COLUMNS, points_form="{}（{}分）"),
            [Cell("总分", 5), "100", score(EARNED + FUND, "总分", grade=[None, "优"]), ""],
            ["自评结论", Cell(("部门整体支出绩效自评得分", score(
                EARNED + FUND, ["自评得分", "部门整体支出绩效自评得分"], form="{}分", points=[None, "100"], grade="优"),
                "，等级为优（优：90分以上；良：80分以上；中：60分以上）。"), 7)],
        ], [2.2, 2.2, 3.2, 2.6, 2.6, 1.9, 1.5, 2.8]),
    ],
)  # fmt: skip
