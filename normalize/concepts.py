"""What an amount is of, in a controlled vocabulary, from its label and what stands above it."""

from __future__ import annotations

import re
from functools import lru_cache

FUNCTIONS = {
    "201": "一般公共服务", "202": "外交支出", "203": "国防支出", "204": "公共安全支出", "205": "教育支出", "206": "科学技术支出",
    "207": "文化旅游体育与传媒|文化体育与传媒|文化旅游体育和传媒", "208": "社会保障和就业|社会保障与就业", "209": "社会保险基金支出",
    "210": "卫生健康支出|医疗卫生与计划生育|医疗卫生支出", "211": "节能环保", "212": "城乡社区", "213": "农林水",
    "214": "交通运输支出", "215": "资源勘探", "216": "商业服务业", "217": "金融支出", "219": "援助其他地区",
    "220": "自然资源海洋气象|国土海洋气象", "221": "住房保障", "222": "粮油物资储备", "223": "国有资本经营预算支出",
    "224": "灾害防治及应急管理", "227": "预备费", "229": "其他支出(?:$|[(（])", "230": "转移性支出$", "231": "债务还本支出",
    "232": "债务付息支出", "233": "债务发行费用支出", "234": "抗疫特别国债",
}  # fmt: skip
ECONOMIC = {
    "301": "工资[和与及]?福利|工资性支出", "302": "商品[和与及]?服务(?:支出|类)",
    "303": "对?个人[和与及、]?家庭.{0,3}补助|对?家庭和个人.{0,3}补助",
    "307": "债务利息及费用", "309": "资本性支出.{0,2}基本建设|^基本建设支出", "310": "资本性支出", "311": "对企业补助.{0,2}基本建设",
    "312": "对企业补助", "313": "对社会保障基金补助",
}  # fmt: skip
Names = tuple[tuple[re.Pattern[str], str], ...]
"""Patterns with the name that each gives, in order: the first that fits a text counts."""


def names(*rows: tuple[str, str]) -> Names:
    """The names of (pattern, name) pairs."""
    return tuple((re.compile(pattern), name) for pattern, name in rows)


def first_name(table: Names, text: str) -> str | None:
    """The name of the first pattern that is found in a text, None where none is."""
    for pattern, name in table:
        if pattern.search(text):
            return name
    return None


_CLASSES = names(
    *((pattern, f"expenditure.economic.{code}") for code, pattern in ECONOMIC.items()),
    *((f"(?:^|[(（]类[)）])(?:{pattern})", f"expenditure.function.{code}") for code, pattern in FUNCTIONS.items()),
)
_NAMED = names(
    (r"公务用车购置(?:费)?(?:及|和|与|、)(?:公务用车)?(?:运行|维护)|公车购置(?:及"
        r"|和|与)|公务用车(?:费|费用|经费|支出|小计)?$", "three_public.vehicles"),
    (r"(?:公务用车|公车|车辆)购置|^购置费?$|^购置(?:执法|公务|执勤|业务)?用?车", "three_public.vehicle_purchase"),
    (r"(?:公务用车|公车|车辆)(?:运行|维护|维修)|^运行(?:维护)?费?$|^运维费$", "three_public.vehicle_operation"),
    (r"因公出(?:国|境)|^出国|出国\(境\)|出境国", "three_public.overseas"),
    (r"公务接待|公务招待|^接待(?:费|$)", "three_public.reception"),
    (r"三公", "three_public.total"),
    (r"(?:水|电)费?.{0,3}电?费?.{0,3}差旅费", "public.utilities_travel"),
    (r"会议费?.{0,2}培训费", "public.meetings_training"),
    (r"^会议费", "public.meetings"),
    (r"^培训费", "public.training"),
    (r"^差旅费", "public.travel"),
    (r"^(?:水电费|水费|电费|水费、电费)", "public.utilities"),
    (r"^办公(?:经)?费", "public.office"),
    (r"机关运行(?:经费|费)", "operating_costs"),
    (r"(?:面向|授予|预留).{0,4}(?:中小|小微)微?企业|(?:中小|小微)微?企业.{0,3}(?:采购|合同|份额|金额)"
        r"|^(?:中小|小微)微?企业$", "procurement.small_business"),
    (r"政府采购货物|^货物(?:类|采购|支出)", "procurement.goods"),
    (r"政府采购工程|^工程(?:类|采购|支出)", "procurement.works"),
    (r"政府采购服务|^服务(?:类|采购|支出)", "procurement.services"),
    (r"政府采购|^(?:年度|全年|本年|当年|实际|完成|计划)*采购(?:预算|金额|执行|支出|计划|实际|完成)*(?:数|金额)?$", "procurement"),
    (r"固定资产[(（]?(?:期末|年末|账面|资产)*(?:原值|总值|总额|原价)|^账面(?:原值|价值)", "assets.fixed_original"),
    (r"固定资产[(（]?(?:期末|年末|账面)*净值|^账面净值", "assets.fixed_net"),
    (r"^预算投资", "investment.planned"),
    (r"^实际投资", "investment.actual"),
    (r"基本支出预算调整|^预算调整(?:数|额|金额)?$", "budget_adjustment"),
    (r"(?:年初|上年|上年末|期初)(?:财政拨款|财政)?(?:结转|结余)|^(?:上年)?(?:带入|转入)的?(?:结转|结余)", "carryover_opening"),
    (r"^(?:年末|年终|本年|期末|财政拨款|资金|全年|项目|当年)*(?:结转|结余)(?:(?:和"
        r"|与|及|、)?(?:结余|结转))?(?:资金|金额)?(?:下年|在账|在户)?$|^结转下年"
        r"|^(?:年末|年底|尚|当年)*未(?:使用|执行|支出|用|支付)完?的?(?:资金|部分|金额)?$", "carryover"),
)
_RESOURCES = names(
    (r"一般公共预算(?!.*(?:基本|项目)支出).*支出|^财政拨款支出", "expenditure.general_public_budget"),
    (r"人员的?经费|人员支出|人员类", "expenditure.basic.personnel"),
    (r"公用经费|公用支出|日常公用|运转类", "expenditure.basic.public"),
    (r"基本支出|^日常支出", "expenditure.basic"),
    (r"上级(?:财政)?(?:专项|补助资金|转移支付)", "expenditure.project.superior"),
    (r"(?:本级|县级|区级|市级|旗级|自治县级)(?:财政)?专项", "expenditure.project.own"),
    (r"^(?:部门|单位|本年|当年|全年)?(?:一般公共预算(?:财政拨款)?)?项目(?:经费)?支出", "expenditure.project"),
    (r"一般公共预算|公共财政预算|^公共预算", "revenue.general_public_budget"),
    (r"(?:政府性基金|^基金预算)(?!.*支出)", "revenue.government_fund"),
    (r"国有资本经营(?!.*支出$)", "revenue.state_capital"),
    (r"财政专户|专户管理|非税收入拨款", "revenue.special_account"),
    (r"^(?:收到|本年|当年|全年)?财政拨款(?:收入)?$|^财政补助收入|^财政拨款收入", "revenue.fiscal_appropriation"),
    (r"上级补助收入", "revenue.superior_subsidy"),
    (r"事业收入", "revenue.service"),
    (r"经营(?:服务)?性?收入", "revenue.business"),
    (r"^其[他它](?:收入|资金)", "revenue.other"),
    (r"^(?:全年|年度|年度)?资金总额", "funds.total"),
    (r"^(?:该|本)?项目(?:资金|经费)?(?:年初|全年|调整)?(?:预算|执行|支出|决算)(?:数|金额)$|^项目经费$", "expenditure.project.item"),
)
_STAGE_WORDS = re.compile(
    r"(?:执行)?预算数?变$|仅|只|各项|的(?=预算|支出|收入)|整体|我局|我单位|我部门|我院|全系统|本系统|系统|全局|全院|全校|部门|单位"
    r"|本年度?|当年|全年|年度|年初|年中|年末|实际|预算数?"
    r"|决算数?|执行数?|调整后?|批复|下达|安排|累计|已|共|总额|合计|总计|数$|金额$|资金(?=总额|$)|情况|完成|财政|形成|可(?=执行)|指标|陆续"
)
_TOTAL = (
    (re.compile(r"收入支出总计"), "expenditure.total"),
    (re.compile(r"收入"), "revenue.total"),
    (re.compile(r"支出|^$"), "expenditure.total"),
)
_FUNDS = names(
    (r"总投资|总预算|项目资金总额|项目总额|实施周?期|中期资金|^中长期", "funds.lifetime"),
    (r"^(?:年度|本年度?|当年|全年|项目|财政|预算|专项|资金|申请|安排|投入)*(?:总额|总金额|总计|合计|小计)$", "funds.total"),
    (r"上年结转|上年结余|结转结余|结转资金|年初结转", "funds.carried_in"),
    (r"^其[他它]", "funds.other"),
    (r"财政专户", "funds.special_account"),
    (r"单位(?:自有)?资金|自有资金|自筹", "funds.unit"),
    (r"^(?:其中)?中央", "funds.central"),
    (r"^(?:其中)?(?:省|自治区|直辖市)", "funds.province"),
    (r"^(?:其中)?(?:市|州|盟|地市)", "funds.city"),
    (r"^(?:其中)?(?:县|区|旗|本级)", "funds.county"),
    (r"(?<!地方)财政(?:拨款|资金)|本年拨款|一般公共预算", "funds.current"),
)
_PROCURED = re.compile(r"^(?:采购)?(货物|工程|服务)(?:类|采购|支出|项目)*$")
_PROCURED_KINDS = {"货物": "goods", "工程": "works", "服务": "services"}
_SOURCE = re.compile(r"^(?P<level>中央|省|自治区|市|州|盟|县|区|旗|本级)(?:级|本级|补)?(?:财政|预算(?=安排)|安排的支出|欠拨"
    r"|预算内投资|奖补|配套|专项|补助|投资|拨款|资金|承担|负担|级|下达|安排|投入|自筹|提前|尚欠|未到位|到位|缺口)*$")
_NAMED_SOURCE = re.compile(  # 中央自然灾害防治体系建设补助
    r"^(?P<level>中央|自治区)(?:财政)?[\u4e00-\u9fff]{2,16}(?:(?:补助|转移支付|专项)(?:资金|经费)?|资金)$"
)
_NAMED_CITY = re.compile(r"^[\u4e00-\u9fff]{2,4}(?P<level>省|市|州|盟|县|区|旗)(?:级|财政)?资金$")  # 吴忠市资金
_OTHERS = re.compile(
    r"^(?:带动|引导|吸引)?(?:[\u4e00-\u9fff]{0,4}企业|群众|社会|村级|银行|乡镇|镇村)(?:自筹|资本|投资"
    r"|贷款)(?:资金)?(?:到位)?$"
)
_UNITS_OWN = re.compile(r"^(?:单位|部门)(?:自有|自筹)?资金$|^(?:自有|自筹)资金$")
_LEVELS = {"中央": "central", "省": "province", "自治区": "province", "市": "city", "州": "city", "盟": "city"}
_OWN = re.compile(
    r"^公务卡|^应[收付]|^货币资金|^存货|^(?:压减|收回|盘活|统筹)(?!违规|冒领|多).*(?:资金|指标|预算|经费)$|^(?:财政拨款)?收[入、]*支(?:出)?(?:总?预算|总?决算|总计|合计|总额)*$|上缴上级支出|政府性基金.*支出$|^非财政补助收入|对附属单位补助|附属单位上缴|非财政拨款结余|^结余分配|小微企业|^经营支出|结余分配|专用结余|[折旧原净]值$|折旧$|^教育收费|^在建工程|^无形资产"
    r"|^(?:年末|期末|新增|处置)*(?:资产(?:总额|总计|合计)|(?:总)?负债|净资产|流动资产|固定资产|银行存款|累计盈余)"
)


_SPENT = re.compile(r"(?<=实际)发生|列支|开支|花费|花去|支用|用款")  # other words for 支出
_STAGED = re.compile(r"(?<=费)支出(?:年初)?(?:预算|决算)数?$")  # 购置费支出决算
_BUDGETING = re.compile(
    r"^(?:年初|年中|全年)?(?:部门|单位)?(?:预算)?(?:编制|安排|批复|下达)(?:的)?(?=(?:基本|项目|人员|公用|机关|三公|政府"
    r"|一般).*(?:支出|经费|采购|预算)$)"
)


_QUOTES = re.compile(r"[“”\"'‘’\s]+")
_CLASS_WORD = re.compile(r"[(（](?:类|款|项)[)）]")
_NUMBERING = re.compile(r"^(?:其中[:：]?|[一二三四五六七八九十\d]+[、.．]|[(（][一二三四五六七八九十\d]+[)）])+")


def bare(label: str) -> str:
    """A label without quotes, blanks, numbering and 其中."""
    text = _QUOTES.sub("", label)
    if _CLASS_WORD.search(text):
        text = _CLASS_WORD.sub("", re.sub(r"(?<!支出)[(（]类[)）](?!支出)", "支出", text))
    return _NUMBERING.sub("", text)


def is_resource(label: str) -> bool:
    """Whether a label is of the unit's own money though the vocabulary has no concept for it."""
    return bool(_OWN.search(bare(label)) or _CLASS_WORD.search(label))


def by_code(code: str) -> str | None:
    """The concept of a classification code: 2081199 → expenditure.function.2081199, 30101 → expenditure.economic.30101."""
    if re.fullmatch(r"2\d{2}(?:\d{2}(?:\d{2})?)?", code):
        return f"expenditure.function.{code}"
    return f"expenditure.economic.{code[:3]}" if re.fullmatch(r"3\d{2}(?:\d{2})?", code) else None


def total_of(label: str) -> str | None:
    """revenue.total or expenditure.total for a label that names a side or a stage and nothing else (决算收入, 年初预算数)."""
    if not re.search(r"预算|决算|执行|支出|收入|收支|合计|总计|^年初批复|^(?:年中)?调整后?$", label):
        return None
    rest = re.sub("(?:支出)+", "支出", _STAGE_WORDS.sub("", label))
    if rest not in ("", "收入", "支出", "收支", "总收入", "总支出", "收入支出", "整体支出", "总"):
        return None
    return next((concept for pattern, concept in _TOTAL if pattern.search(rest)), None)


def funds_concept(label: str, county_city: bool = False) -> str | None:
    """The concept of a row of a funds table; 市级 of a county-level city is the county's own money."""
    concept = first_name(_FUNDS, bare(label))
    return "funds.county" if county_city and concept == "funds.city" else concept


def source_concept(label: str, county_city: bool = False) -> str | None:
    """The concept of a source named in prose (中央资金, 省级奖补, 县级配套), None for anything else."""
    if _UNITS_OWN.match(bare(label)):
        return "funds.unit"
    name = bare(label)
    if _OTHERS.match(name):
        return "funds.other"
    match = _SOURCE.match(name) or _NAMED_SOURCE.match(name) or _NAMED_CITY.match(name)
    if not match:
        return None
    level = _LEVELS.get(match.group("level"), "county")
    return "funds.county" if county_city and level == "city" else f"funds.{level}"


@lru_cache(maxsize=1 << 14)
def concept_of(label: str, under: str = "") -> str | None:
    """The budget concept of a label, None where it is none: then the money is that of a programme."""
    name = bare(label)
    if "采购" in under and (kind := _PROCURED.match(name)):
        return f"procurement.{_PROCURED_KINDS[kind.group(1)]}"
    name = _SPENT.sub("支出", _BUDGETING.sub("", name))
    summed = name.rpartition("等")[2] if len(name.rpartition("等")[2]) >= 4 else name  # 办公费、水电费等公用经费
    if summed != name and (found := concept_of(summed, under)):
        return found
    stem = _STAGED.sub("", name)
    found = first_name(_NAMED, name) or (first_name(_NAMED, stem) if stem != name else None)
    found = found or first_name(_CLASSES, name) or first_name(_RESOURCES, name) or total_of(name)
    if not found and "固定资产" in under:
        return "assets.fixed_item"
    return found
