
"""Project report, 陕西, under a county's former name and code: standards a head, people, visits, funds by source."""

from sampling.content import Line, PartStart, Report
from sampling.figures import BUDGET, cash, d, people, percent, rate, score, staff

PROJECT = ["expenditure.project.item", "funds.total", None]
BANDS = ((28416, 50, "70—79周岁"), (9205, 100, "80—89周岁"), (812, 200, "90—99周岁"), (14, 300, "百岁以上"))
COUNT = sum(count for count, _, _ in BANDS)
PAID = d(f"{sum(count * standard * 12 for count, standard, _ in BANDS) / 10**4:.2f}")
SOURCES = {"省级资金": (d("1240.00"), "funds.province"), "市级资金": (d("420.00"), "funds.city"),
           "县级资金": (d("1400.00"), "funds.county")}  # fmt: skip
PLAN = sum(number for number, _ in SOURCES.values())
MORE = d("126.36")
OFFICE = "县老龄工作服务中心"
TITLE = "凤翔县2019年度高龄老人生活保健补贴项目绩效自评报告"


def bands():
    """Each age band: people, standard a month, sum paid."""
    for number, (count, standard, ages) in enumerate(BANDS, 1):
        old = f"{ages}老人"
        yield Line((f"{number}.{ages}老人", people(count, [old, ages], sep=","), "，每人每月",
                    cash(standard, [old, ages, "补贴标准"], None, [None, "budget"], unit="元", measure="per_unit"),
                    "，全年发放补贴", cash(d(f"{count * standard * 12 / 10**4:.2f}"), ["发放补贴", "补贴", old],
                                     sep=","), "。"))  # fmt: skip


REPORT = Report(
    name="fengxiang-2019",
    year=2019,
    document={
        "title": TITLE, "agency": "凤翔县民政局", "division_code": "610322", "province": "陕西省", "city": "宝鸡市",
        "county": "凤翔县", "fiscal_year": 2019, "filing_date": "2020-04-01", "filing_date_precision": "month",
    },
    spaced=True,
    tall=700,
    foot="— {} —",
    blocks=[
        PartStart("project_report", TITLE,
                  ["高龄老人生活保健补贴", "高龄老人生活保健补贴项目", "2019年度高龄老人生活保健补贴项目",
                   "2019年度高龄老人生活保健补贴"], filing_date="2020-04-01"),
        Line("凤翔县2019年度高龄老人生活保健补贴", "title"),
        Line("项目绩效自评报告", "title"),
        Line("主管部门：凤翔县民政局", "cover"),
        Line("报告时间：2020年4月", "cover"),
        Line("一、项目基本情况", "h1"),
        Line(("（一）立项依据。依据陕政办发〔2017〕 88 号、宝民发(2018)第0042号文件，由凤翔县民政局（以下简称“县民政局”）组织实施，"
              f"{OFFICE}负责审核发放。{OFFICE}核定事业编制",
              staff(6, ["事业编制", "核定事业编制"], "authorised", "public_institution", form="{}名", organisation=OFFICE),
              "，在岗", staff(5, "在岗", "in_post", ["all", None, "public_institution"], form="{}名", organisation=OFFICE),
              "。")),
        Line(("（二）资金安排。项目预算", cash(PLAN, "项目预算", PROJECT, BUDGET, sep=","), "，其中",
              *[piece for label, (number, concept) in SOURCES.items()
                for piece in (label, cash(number, [label, label[:2]], concept, BUDGET, sep=","), "、")][:-1],
              "，资金到位率", rate(d("100"), ["资金到位率", "到位率"]), "。")),
        Line(("（三）绩效目标。全年保障高龄老人不少于",
              people(38000, ["高龄老人", "保障高龄老人"], sep="，", basis="planned", qualifier=["over", "exact"]),
              "，社会化发放率达到", rate(d("100"), "社会化发放率", basis="planned"),
              "，服务对象满意度不低于", rate(d("90"), "服务对象满意度", basis="planned"), "。")),
        Line("二、资金使用情况", "h1"),
        Line(("全年实际支出", cash(PAID, "实际支出", PROJECT, wide=True),
              "，比上年增加", cash(MORE, "实际支出", PROJECT, measure="change"),
              "，增长", rate(percent(MORE, PAID - MORE), "实际支出", "growth"),
              "；预算执行率", rate(percent(PAID, PLAN), "预算执行率", "execution_rate"),
              "，结余", cash(PLAN - PAID, "结余", ["carryover", None], ["outturn", None]), "，按规定结转下年使用。")),
        Line(("按年龄段分，共保障", people(COUNT, ["共保障", "保障"], sep=","), "，人均年补贴",
              cash(percent(PAID * 100, COUNT), ["人均年补贴", "年补贴"], None, ["outturn", None], unit="元",
                   measure="per_unit"), "：")),
        *bands(),
        Line("三、绩效目标完成情况", "h1"),
        Line(("（一）产出。全年分四次集中发放，累计", people(d("15.38"), ["累计发放", "累计", "集中发放"], form="{}万人次"),
              "；取消死亡、迁出人员资格", people(1043, ["取消死亡、迁出人员资格", "死亡、迁出人员"]),
              "，追回多领补贴", cash(38600, ["追回多领补贴", "多领补贴"], unit="元"), "。")),
        Line(("（二）效益。社会化发放率", rate(d("100"), "社会化发放率"), "；电话回访",
              people(420, ["电话回访", "回访"], form="{}余人次"), "，服务对象满意度", rate(d("96.4"), "服务对象满意度"), "。")),
        Line("四、评价结论", "h1"),
        Line(("本项目综合评分为 ", score(d("95.5"), "综合评分", form="{} 分", points=[None, "100"], grade="优"),
              "，等级为“优”（得分90—100为优，80—89为良，60—79为中，60以下为差）。")),
        Line("五、存在问题及建议", "h1"),
        Line("①人口信息共享不及时，个别老人去世后未能当月停发；②建议每月与公安、卫健部门比对一次数据。"),
    ],
)  # fmt: skip
