
"""Narrative overall report, 甘肃: amounts in 元 with shares, date in Chinese numerals; three planted faults."""

from sampling.content import Line, PartStart, Report
from sampling.figures import cash, d, fault, people, percent, rate, score, share, staff

OFFICE = "陇西县林业和草原局"
WAGES, GOODS = d("8415200.00"), d("1447250.15")
FORESTRY, ENVIRONMENT, OTHER = d("35104283.45"), d("3120000.00"), d("130000.00")
BASIC, PROJECT = WAGES + GOODS, FORESTRY + ENVIRONMENT + OTHER
TOTAL = BASIC + PROJECT
GENERAL, SPECIAL, FURNITURE = d("1902440.00"), d("1512830.50"), d("431000.00")
THREE, THREE_BEFORE = d("86420.00"), d("96000.00")
FOREST, GRASS, SLOPES = d("742.15"), d("388.60"), d("165.65")
GRANTS_PRINTED = FOREST + GRASS + SLOPES - 10
GUARDS, PAY = 1126, 8000
GOODS_SHARE_PRINTED = d("16.47")
NATURE = "expenditure.economic."
FUNCTION = "expenditure.function."
YUAN = {"unit": "元", "sep": ","}


def asset(number, label, concept="assets.fixed_item"):
    """An asset has no stage."""
    return cash(number, label, concept, None, **YUAN)


REPORT = Report(
    name="longxi-2023",
    year=2023,
    document={
        "title": [f"2023年度{OFFICE}部门整体支出绩效自评报告", "部门整体支出绩效自评报告"], "agency": OFFICE,
        "division_code": "621122", "province": "甘肃省", "city": "定西市", "county": "陇西县", "fiscal_year": 2023,
        "filing_date": "2024-03-20", "filing_date_precision": "day",
    },
    blocks=[
        PartStart("overall_report", [f"2023年度{OFFICE}部门整体支出绩效自评报告", "部门整体支出绩效自评报告"],
                  filing_date="2024-03-20"),
        Line(f"2023年度{OFFICE}", "title"),
        Line("部门整体支出绩效自评报告", "title"),
        Line("根据《陇西县财政局关于做好2024年预算绩效管理重点工作的通知》（陇财绩﹝2024﹞7号）和《陇西县预算绩效管理办法》"
             "（陇政办发【2021】63号）规定，我局组织各股室、站所对照年初目标开展了自评，结果如下。"),
        Line("一、单位概况", "h1"),
        Line("（一）主要职能。承担造林绿化、林草资源保护、自然保护地管理、林草防火和有害生物防治等工作。"),
        Line(("（二）机构人员。内设股室7个，下辖林业站、草原站等事业单位6个。全系统核定编制",
              staff(64, ["核定编制", "编制"], "authorised", ["all", None]),
              "，其中行政编制", staff(14, "行政编制", "authorised", "administrative"),
              "、事业编制", staff(50, "事业编制", "authorised", "public_institution"),
              "。2022年末实有在职人员",
              fault("fiscal_year", "2022年末实有在职人员: staff of 2022 in the report for 2023"),
              staff(59, ["实有在职人员", "在职人员"], "in_post", ["all", None], fiscal_year=2022), "。")),
        Line(("（三）资产状况。2023年末固定资产原值",
              asset(GENERAL + SPECIAL + FURNITURE, "固定资产原值", "assets.fixed_original"),
              "（其中：通用设备", asset(GENERAL, "通用设备"), "，专用设备", asset(SPECIAL, "专用设备"),
              "，家具用具", asset(FURNITURE, "家具用具"), "），固定资产净值",
              asset(d("1286914.36"), "固定资产净值", "assets.fixed_net"), "。")),
        Line("二、预算执行情况", "h1"),
        Line(("（一）基本支出。2023年总支出", cash(TOTAL, "总支出", "expenditure.total", **YUAN),
              "。基本支出", cash(BASIC, "基本支出", "expenditure.basic", **YUAN),
              "，占总支出的", share(BASIC, TOTAL, "基本支出", "总支出"),
              "（其中：工资福利支出", cash(WAGES, "工资福利支出", NATURE + "301", **YUAN),
              "，占基本支出的", share(WAGES, BASIC, "工资福利支出", "基本支出"),
              "；商品和服务支出", cash(GOODS, "商品和服务支出", NATURE + "302", **YUAN), "，占基本支出的",
              fault("share", f"1447250.15/9862450.15={percent(GOODS, BASIC)}%, printed {GOODS_SHARE_PRINTED}%"),
              fault("share", "85.33%+16.47%=101.80%: the same fault seen from the other side", optional=True),
              rate(GOODS_SHARE_PRINTED, ["商品和服务支出", "占基本支出", "商品和服务支出占基本支出"], "share"), "）。")),
        Line(("（二）项目支出。项目支出", cash(PROJECT, "项目支出", "expenditure.project", **YUAN),
              "，占总支出的", share(PROJECT, TOTAL, "项目支出", "总支出"),
              "，按功能分：农林水支出", cash(FORESTRY, "农林水支出", FUNCTION + "213", **YUAN),
              "，节能环保支出", cash(ENVIRONMENT, "节能环保支出", FUNCTION + "211", **YUAN),
              "，其他支出", cash(OTHER, "其他支出", FUNCTION + "229", **YUAN), "。")),
        Line(("（三）“三公”经费。全年“三公”经费支出",
              cash(THREE, ["“三公”经费", "“三公”经费支出"], "three_public.total", **YUAN), "，较上年减少",
              cash(THREE_BEFORE - THREE, ["“三公”经费", "“三公”经费支出"], "three_public.total", fall=True, **YUAN),
              "，下降", rate(percent(THREE_BEFORE - THREE, THREE_BEFORE), ["“三公”经费", "“三公”经费支出"], "growth",
                           fall=True), "，全部为公务用车运行维护费；公务接待费与上年持平，均未发生。")),
        Line("三、履职完成情况", "h1"),
        Line(("一是补贴政策落实到位。全年兑付林草补贴资金",
              fault("sum_of_parts", f"742.15+388.60+165.65=1296.40万元, printed {GRANTS_PRINTED} (10 less)"),
              cash(GRANTS_PRINTED, ["林草补贴资金", "兑付林草补贴资金"]), "，其中：公益林补偿", cash(FOREST, "公益林补偿"),
              "，草原奖补", cash(GRASS, "草原奖补"), "，退耕还林延期补助", cash(SLOPES, "退耕还林延期补助"), "。")),
        Line(("二是管护责任压实到人。选聘生态护林员", people(GUARDS, ["生态护林员", "选聘生态护林员"], sep="，"),
              "，按每人每年", cash(PAY, ["管护报酬", "生态护林员管护报酬"], None, [None, "budget"], unit="元",
                              measure="per_unit"),
              "的标准发放管护报酬", cash(d(f"{GUARDS * PAY / 10**4:.2f}"), ["管护报酬", "发放管护报酬"]), "。")),
        Line(("三是造林质量稳步提高。完成人工造林3.2万亩，当年造林成活率", rate(d("88.6"), ["造林成活率", "当年造林成活率"]),
              "；举办林果技术培训31期，培训农户近", people(2600, ["培训农户", "农户"], form="{}人次", qualifier="about"),
              "；发放苗木补助逾", cash(45, ["苗木补助", "发放苗木补助"], qualifier="over"), "。")),
        Line("四、自评结论", "h1"),
        Line(("对照指标体系逐项打分，综合得分", score(d("93.4"), "综合得分", form="{}分", points=[None, "100"], grade="优秀"),
              "，评价等级为“优秀”。")),
        Line("五、存在的问题", "h1"),
        Line("部分造林地块抚育管护投入不足，绩效目标细化不够，资金支付集中在下半年。"),
        Line(OFFICE, "sign"),
        Line("二〇二四年三月二十日", "sign"),
    ],
)  # fmt: skip
