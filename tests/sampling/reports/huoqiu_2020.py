
"""Project form, 安徽 order of columns (分值 before the target), amounts with 当年/上年结转/其他 rows."""

from sampling.content import Cell, Line, PartStart, Report, Table
from sampling.figures import d, people, percent, score
from sampling.forms import STAGES3, Goal, Indicator, amount_cells, execution, fund_score, indicator_rows

TOTAL, CURRENT, CARRIED = (d("285.60"), d("302.10"), d("296.85")), (d("270.00"), d("286.50"), d("281.25")), d("15.60")
RATE = percent(TOTAL[2], TOTAL[1])
FUND = (RATE / 10).quantize(d("0.01"))

LEVELS = [
    ("产出指标", "50", [
        ("数量指标", [
            Indicator("新建改建农家书屋数量", Goal("≥", "36", "个"), Goal("", "38", "个"), "10", "10"),
            Indicator("送戏进村场次", Goal("≥", "430", "场"), Goal("", "402", "场"), "10", "9.3", "受天气影响，部分场次推迟"),
        ]),
        ("质量指标", [Indicator("设备采购验收合格率", Goal("=", "100", "%"), Goal("", "100", "%"), "10", "10")]),
        ("时效指标", [Indicator("资金下达时间", "6月30日前", "6月18日", "10", "10")]),
        ("成本指标", [Indicator("送戏补助标准", Goal("≤", "4500", "元/场"), Goal("", "4500", "元/场"), "10", "10")]),
    ]),
    ("效益指标", "30", [
        ("社会效益\n指标", [Indicator("乡镇文化站免费开放率", Goal("", "100", "%"), Goal("", "100", "%"), "15", "15")]),
        ("可持续影响\n指标", [Indicator("公共文化服务\n长效机制", "基本建立", "基本建立", "15", "14")]),
    ]),
    ("满意度指标", "10", [
        ("服务对象\n满意度指标", [Indicator("群众满意度", Goal("≥", "90", "%"), Goal("", "94.5", "%"), "10", "10")]),
    ]),
]  # fmt: skip
COLUMNS = {
    "level1": "一级指标", "level2": "二级指标", "name": "三级指标", "points": "分值",
    "target": "年度指标值", "actual": "实际完成值", "score": "得分", "reason": "未完成原因和\n改进措施",
}  # fmt: skip
EARNED = sum(d(i.score or "0") for _, _, seconds in LEVELS for _, items in seconds for i in items)


def funds(text: str, label: str, concept: str, numbers: tuple, *more: object) -> list:
    """One row of money."""
    return [Cell(text, 2), *amount_cells(numbers, label, concept, STAGES3), *(more or ("—", "—", "—"))]


REPORT = Report(
    name="huoqiu-2020",
    year=2020,
    document={
        "title": ["项目支出绩效自评表（2020年度）", "项目支出绩效自评表", "2020年度项目支出绩效自评表"],
        "agency": "霍邱县文化旅游体育局", "division_code": "341522", "province": "安徽省", "city": "六安市",
        "county": "霍邱县", "fiscal_year": 2020, "filing_date": "2021-03-12", "filing_date_precision": "day",
    },
    tall=600,
    foot="- {} -",
    blocks=[
        PartStart("project_form", ["项目支出绩效自评表", "项目支出绩效自评表（2020年度）"],
                  ["公共文化服务体系建设", "公共文化服务体系建设专项资金"], filing_date="2021-03-12"),
        Line("项目支出绩效自评表", "title"),
        Line("（2020年度）", "cover"),
        Table([
            [Cell("项目名称", 2), Cell("公共文化服务体系建设", 7)],
            [Cell("主管部门", 2), Cell("霍邱县文化旅游体育局", 4), "实施单位", Cell("霍邱县文化馆", 2)],
            [Cell("项目资金\n（万元）", 1, 5), Cell("", 2), "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            funds("年度资金总额：", "年度资金总额", "funds.total", TOTAL,
                  "10", execution(RATE, "年度资金总额"), fund_score(FUND)),
            funds("其中：当年财政拨款", "当年财政拨款", "funds.current", CURRENT),
            funds("上年结转资金", "上年结转资金", "funds.carried_in", (CARRIED,) * 3),
            funds("其他资金", "其他资金", "funds.other", (d("0"),) * 3),
            [Cell("年度总体\n目标", 1, 2), Cell("预期目标", 4), Cell("实际完成情况", 4)],
            [Cell(("完善县乡村三级公共文化设施网络，培训基层文化骨干",
                   people(200, ["培训基层文化骨干", "基层文化骨干"], basis="planned"), "。"), 4),
             Cell(("三级公共文化设施网络进一步完善，培训基层文化骨干",
                   people(216, ["培训基层文化骨干", "基层文化骨干"]), "。"), 4)],
            *indicator_rows(LEVELS, COLUMNS, lead="绩\n效\n指\n标", points_form="{}\n（{}分）"),
            [Cell("总分", 4), "100", Cell("", 2), score(EARNED + FUND, "总分"), ""],
        ], [1.2, 2, 2.2, 3.4, 2, 2.4, 2.4, 1.8, 3]),
        Line("填报人：　　　　填报日期：2021年3月12日　　　　联系电话：", "note"),
    ],
)  # fmt: skip
