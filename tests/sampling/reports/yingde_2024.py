
"""Narrative overall report, 广东: cover with 评价年度, notice year after the year, 亿元 and 元 beside 万元."""

from sampling.content import Line, NewPage, PartStart, Report
from sampling.figures import BUDGET, cash, d, money, people, percent, rate, score, share, staff

TITLE = "部门整体支出绩效自评报告"
GENERAL, FUND, OTHER = d("1846.35"), d("312.00"), d("8.65")
INCOME = GENERAL + FUND + OTHER
BASIC, PROJECT = d("1204.18"), d("938.46")
SPENT = BASIC + PROJECT
WAGES, GOODS, AID, CAPITAL = d("1012.40"), d("861.72"), d("46.52"), d("222.00")
assert SPENT == WAGES + GOODS + AID + CAPITAL
PLAN, PLAN_BEFORE = d("2205.00"), d("2068.30")
OFFICE, CENTRE = "英德市自然资源局", "市土地储备中心"
MINES, FINES = d("1.26"), d("386.4")

REPORT = Report(
    name="yingde-2024",
    year=2024,
    document={
        "title": [TITLE, f"{OFFICE}{TITLE}"], "agency": OFFICE, "division_code": "441881", "province": "广东省",
        "city": "清远市", "county": "英德市", "fiscal_year": 2024, "filing_date": "2025-06-01",
        "filing_date_precision": "month",
    },
    spaced=True,
    foot="{}",
    blocks=[
        PartStart("overall_report", [TITLE, f"{OFFICE}{TITLE}"], filing_date="2025-06-01"),
        Line(TITLE, "title"),
        Line("评价年度：2024年度", "cover"),
        Line(f"评价单位（公章）：{OFFICE}", "cover"),
        Line("填报日期：2025 年 6 月", "cover"),
        NewPage(),
        Line("依据市财政局《关于布置2025年财政资金绩效自评的函》（英财绩函〔2025〕16号），我局对照年初批复的目标，"
             "对2024年度资金使用和履职效果逐项核对，形成如下报告。"),
        Line("一、单位基本情况", "h1"),
        Line("（一）机构与人员", "h2"),
        Line((f"{OFFICE}核定行政编制", staff(38, ["行政编制", "核定行政编制"], "authorised", "administrative", form="{}名"),
              "，设局长", staff(1, "局长", "leadership_posts", None, form="{}名"),
              "，正副股级领导职数", staff(21, ["正副股级领导职数", "领导职数"], "leadership_posts", None, form="{}名"),
              f"；下属{CENTRE}核定事业编制",
              staff(26, ["事业编制", "核定事业编制"], "authorised", "public_institution", form="{}名", organisation=CENTRE),
              "。截至2024年12月31日，行政在职人员",
              staff(36, ["行政在职人员", "行政在职"], "in_post", "administrative", form="{}名"),
              "，政府购买服务人员", staff(9, ["政府购买服务人员", "政府购买服务"], "contract", None, form="{}名"),
              "，退休人员", staff(31, ["退休人员", "退休"], "retired", ["all", None], form="{}名"), "。")),
        Line("（二）部门整体支出情况", "h2"),
        Line(("2024年度部门决算收入", cash(INCOME, ["决算收入", "部门决算收入"], "revenue.total", sep=","),
              "，其中：一般公共预算拨款", cash(GENERAL, "一般公共预算拨款", "revenue.general_public_budget", sep=","),
              "，政府性基金预算拨款", cash(FUND, "政府性基金预算拨款", "revenue.government_fund"),
              "，财政专户拨款", cash(0, "财政专户拨款", "revenue.special_account"),
              "，其他资金", cash(OTHER, "其他资金", "revenue.other"), "。")),
        Line(("2024年度部门决算总支出",
              cash(SPENT, ["决算总支出", "部门决算总支出", "总支出"], "expenditure.total", sep=","),
              "。按支出性质分：基本支出", cash(BASIC, "基本支出", "expenditure.basic", sep=","),
              "，占总支出的", share(BASIC, SPENT, "基本支出", "总支出"),
              "；项目支出", cash(PROJECT, "项目支出", "expenditure.project"),
              "，占总支出的", share(PROJECT, SPENT, "项目支出", "总支出"),
              "。按经济分类分：工资福利支出", cash(WAGES, "工资福利支出", "expenditure.economic.301", sep=","),
              "、商品和服务支出", cash(GOODS, "商品和服务支出", "expenditure.economic.302"),
              "、对个人和家庭的补助", cash(AID, "对个人和家庭的补助", "expenditure.economic.303"),
              "、资本性支出", cash(CAPITAL, "资本性支出", "expenditure.economic.310"), "。")),
        Line("二、绩效自评情况", "h1"),
        Line("（一）自评结果", "h2"),
        Line(("对照评分表逐项打分，本单位自评分数为",
              score(d("96.5"), "自评分数", form="{}分", points=["100", None], grade="优"),
              "，等次为“优”。评分标准为：90分以上为优，80至89分为良，60至79分为中，其余为差；预算完成率每低1个百分点扣0.2分。")),
        Line("（二）预算编制与执行", "h2"),
        Line(("年初批复部门预算", cash(PLAN, ["部门预算", "年初批复部门预算"], "expenditure.total", "initial_budget", sep="，"),
              "，比上年增加",
              cash(PLAN - PLAN_BEFORE, ["部门预算", "年初批复部门预算"], "expenditure.total", "initial_budget",
                   measure="change"),
              "，增长", rate(percent(PLAN - PLAN_BEFORE, PLAN_BEFORE), ["部门预算", "年初批复部门预算"], "growth"),
              "。年末结转和结余", cash(INCOME - SPENT, "年末结转和结余", "carryover", ["outturn", None]), "。")),
        Line(("“三公”经费预算", cash(d("32.00"), ["“三公”经费", "“三公”经费预算"], "three_public.total", BUDGET),
              "，实际支出", cash(d("27.46"), ["“三公”经费", "实际支出", "“三公”经费实际支出"], "three_public.total"),
              "，其中：公务用车运行维护费", cash(d("24.80"), "公务用车运行维护费", "three_public.vehicle_operation"),
              "，公务接待费", cash(26600, "公务接待费", "three_public.reception", unit="元"),
              "，因公出国（境）未安排支出。国内接待52批次、",
              people(418, ["国内接待", "接待"], form="{}人次"), "。")),
        Line(("政府采购预算", cash(d("260.00"), ["政府采购", "政府采购预算"], "procurement", BUDGET),
              "，实际采购", cash(d("247.00"), ["实际采购", "政府采购"], "procurement"),
              "，采购执行率", rate(percent(d("247"), d("260")), "采购执行率", "procurement_execution_rate"), "。")),
        Line("（三）履职成效", "h2"),
        Line(("1.要素保障。全年供应建设用地126宗，面积4,180亩，土地出让价款约",
              money(MINES, ["土地出让价款", "出让价款"], qualifier="about", unit="亿元", form="{}亿元"),
              "已全额缴入国库；为9家企业办理分期缴纳，缓缴", money(2300, "缓缴", form="{}余万元", qualifier="over",
                                                    stage=["outturn", None]), "。")),
        Line(("2.执法监管。查处违法用地、非法采矿案件47宗，收缴罚没款", cash(FINES, ["收缴罚没款", "罚没款"], unit="万", sep=","),
              "；其中没收违法所得", cash(1182300, ["没收违法所得", "违法所得"], unit="元", sep=","), "。")),
        Line(("3.地质灾害防治。组织避险演练与培训，参加群众", people(d("1.35"), ["参加群众", "群众"], form="{}万人次"),
              "，转移受威胁群众", people(620, ["转移受威胁群众", "受威胁群众"], form="{}余人"),
              "，按每户", cash(800, ["过渡安置费", "每户过渡安置费"], None, [None, "budget"], unit="元",
                            measure="per_unit"), "的标准发放过渡安置费。")),
        Line(("4.不动产登记。办结登记业务", "3.86万件，服务对象满意度", rate(d("97.8"), ["服务对象满意度", "满意度"]), "。")),
        Line("三、存在问题和改进措施", "h1"),
        Line("一是项目前期工作偏慢，四季度支付较为集中；二是绩效指标与业务台账衔接不够。"
             "下一步将按季调度支付进度，由业务股室同步填报指标完成情况。"),
    ],
)  # fmt: skip
