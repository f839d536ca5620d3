# ruff: noqa: E501 (a sentence stands on the line of its figure)
"""Project form, 四川 columns: 性质 | 指标值 | 单位 apart, one row of money a source, no points in level 1."""

from sampling.content import Cell, Line, PartStart, Report, Table
from sampling.figures import d, people, percent, score
from sampling.forms import STAGES3, Goal, Indicator, amount_cells, execution, fund_score, indicator_rows

FISCAL, UNIT = (d("512.00"), d("548.60"), d("531.24")), (d("20.00"), d("20.00"), d("18.45"))
TOTAL = tuple(a + b for a, b in zip(FISCAL, UNIT, strict=True))
FUND = (percent(TOTAL[2], TOTAL[1]) / 10).quantize(d("0.01"))

LEVELS = [
    ("产出指标", None, [
        ("数量指标", [
            Indicator("资助家庭经济困难幼儿", Goal("≥", "3150", "人"), Goal("", "3208", "人"), "15", "15"),
            Indicator("资助普通高中学生", Goal("≥", "1800", "人"), Goal("", "1764", "人"), "10", "9.8",
                      "部分学生转学，\n据实减少"),
        ]),
        ("质量指标", [Indicator("资助对象认定准确率", Goal("＝", "100", "%"), Goal("", "100", "%"), "15", "15")]),
        ("时效指标", [Indicator("每学期资金发放时限", Goal("≤", "60", "日"), Goal("", "52", "日"), "10", "10")]),
    ]),
    ("成本指标", None, [
        ("经济成本指标", [Indicator("幼儿保教费减免标准", Goal("＝", "1000", "元/人·年"),
                              Goal("", "1000", "元/人·年"), "10", "10")]),
    ]),
    ("效益指标", None, [
        ("社会效益指标", [Indicator("因贫失学现象", "有效杜绝", "有效杜绝", "10", "10")]),
        ("可持续影响指标", [Indicator("资助政策知晓度", "优良中低差", "良", "10", "9", "偏远乡镇宣传不够深入")]),
    ]),
    ("满意度指标", None, [
        ("服务对象\n满意度指标", [Indicator("受助学生家长满意度", Goal("≥", "95", "%"), Goal("", "97.2", "%"), "10", "10")]),
    ]),
]  # fmt: skip
COLUMNS = {
    "level1": "一级指标", "level2": "二级指标", "name": "三级指标", "nature": "指标性质", "target": "指标值",
    "unit": "度量单位", "actual": "完成值", "points": "权重", "score": "得分", "reason": "未完成\n原因分析",
}  # fmt: skip
EARNED = sum(d(i.score or "0") for _, _, seconds in LEVELS for _, items in seconds for i in items)


def funds(text: str, label: str, concept: object, numbers: tuple, *more: object) -> list:
    """One row of money with its 执行率; a row of zeros has none."""
    done = execution(percent(numbers[2], numbers[1]), label) if numbers[1] else "—"
    return [Cell(text, 2), *amount_cells(numbers, label, concept, STAGES3), Cell(done, 2), *(more or ("/", "/"))]


REPORT = Report(
    name="yilong-2023",
    year=2023,
    document={
        "title": ["部门预算项目支出绩效自评表", "部门预算项目支出绩效自评表（2023年度）", "2023年度部门预算项目支出绩效自评表"],
        "agency": "仪陇县教育和体育局", "division_code": "511324", "province": "四川省", "city": "南充市",
        "county": "仪陇县", "fiscal_year": 2023, "filing_date": None, "filing_date_precision": None,
    },
    tall=640,
    blocks=[
        PartStart("project_form", ["部门预算项目支出绩效自评表", "部门预算项目支出绩效自评表（2023年度）"],
                  ["家庭经济困难学生资助", "51132423T000009417703-家庭经济困难学生资助"]),
        Line("报表编号：511300_0046zp", "note"),
        Line("部门预算项目支出绩效自评表", "title"),
        Line("（2023年度）", "cover"),
        Table([
            [Cell("项目名称", 2), Cell("51132423T000009417703-家庭经济困难学生资助", 8)],
            [Cell("预算单位", 2), Cell("仪陇县教育和体育局", 8)],
            [Cell("1.项目年度目标\n完成情况", 2, 2), Cell("项目年度目标", 4), Cell("年度目标完成情况", 4)],
            [Cell("落实各学段资助政策，不让一名学生因贫失学。", 4), Cell("各学段资助政策全面落实。", 4)],
            [Cell("预算执行情况\n（10分）", 1, 5), Cell("年度预算数（万元）", 2), "年初预算", "调整后预算数",
             "预算执行数", Cell("预算执行率", 2), "权重", "得分"],
            funds("总额", "总额", "funds.total", TOTAL, "10", fund_score(FUND, label="总额")),
            funds("其中：财政资金", "财政资金", ["funds.current", None], FISCAL),
            funds("财政专户管理资金", "财政专户管理资金", "funds.special_account", (d("0.00"),) * 3),
            funds("单位资金", "单位资金", "funds.unit", UNIT),
        ], [1.8, 1.8, 2.6, 1.4, 1.6, 1.8, 1.6, 1.2, 1.2, 2.2]),
        Line("绩效指标（90分）", "h2"),
        Table([
            *indicator_rows(LEVELS, COLUMNS),
            [Cell("合计", 7), "100", score(EARNED + FUND, "合计"), ""],
            ["评价结论", Cell(("2023年家庭经济困难学生资助项目自评总得分", score(
                EARNED + FUND, ["自评总得分", "总得分", "自评得分", "项目自评总得分", "家庭经济困难学生资助项目自评总得分"], points=[None, "100"], form="{}分"),
                "，全年资助各学段学生", people(12846, ["资助各学段学生", "资助学生"]), "，资金发放及时。"), 9)],
            ["存在问题", Cell("个别学校资助档案不够完整。", 9)],
            ["改进措施", Cell("统一档案目录，学期末逐校核对。", 9)],
        ], [1.8, 1.8, 2.6, 1.4, 1.6, 1.8, 1.6, 1.2, 1.2, 2.2]),
        Line("项目负责人：　　　　　　财务负责人：", "note"),
    ],
)  # fmt: skip
