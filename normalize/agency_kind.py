"""What a department does, by its name, so that counties can be compared department by department.

A code stands for a function through its renamings: 卫生局, 卫生和计划生育局 and 卫生健康局 are `health`. Where
a name joins two functions (教育体育局, 商务粮食局), the one that is named first counts; where two rules fit
from the same character on (交通警察大队), the one that stands first below.
"""

from __future__ import annotations

import re

KINDS: tuple[tuple[str, str], ...] = (
    ("township", r"[镇乡](?:人民)?政府$|(?:街道|苏木|民族乡)(?:办事处|办)$|街道$|[镇乡]$|(?:镇|乡|街道)党(?:工)?委$"),
    (
        "development_zone",
        r"(?:开发|高新|产业|工业|示范|新|园|度假|保税|合作|管理|风景名胜|试验|集聚)区(?:管理委员会|管委会|管理局|管理处)",
    ),
    ("medical_insurance", r"医疗保[障险]|医保"),
    ("market_supervision", r"市场监[督管]|工商行政|质量技术监督|食品药品|食药监|药品监督|物价"),
    ("disabled_federation", r"残疾人|残联"),
    ("veterans", r"退役军人"),
    ("emergency", r"应急管理|安全生产监督|消防|地震"),
    ("human_resources", r"人力资源|社会保[障险]|社保|劳动(?!教养)|就业|人事(?!争议)|人才"),
    ("discipline", r"纪律检查|纪委|监察委|巡察"),
    ("procuratorate", r"检察"),
    ("court", r"法院|人民法庭"),
    ("justice", r"司法|法制办|法律援助"),
    ("police", r"公安|交通警察|交警|派出所|看守所"),
    ("education", r"教育|教体|教科|学校|中学|小学|幼儿园|职教|一中|教师进修"),
    ("health", r"(?<!环境)卫生|卫健|计划生育|计生|医院|疾病预防|疾控|妇幼保健|血站|中医药|爱国卫生"),
    ("rural_revitalisation", r"乡村振兴|扶贫|脱贫"),
    ("agriculture", r"农业|农村|农牧|畜牧|农机|农经|农办|农委|水产|渔业|种子"),
    ("water", r"水务|水利|水电|河长|防汛|水库|灌区"),
    ("forestry", r"林业|林草|草原|森林|林场|园林(?!管理)"),
    ("natural_resources", r"自然资源|国土|规划(?:局|和|管理|与)|不动产|测绘|海洋"),
    ("environment", r"生态环境|环境保护|环保|环境监测"),
    ("transport", r"交通|公路|铁路|运输|港航|海事|路政"),
    ("urban_management", r"城市管理|城管|综合执法|综合行政执法|市政|环境卫生|市容|园林"),
    ("housing_construction", r"住房|住建|建设局|城乡建设|城建|房地产|房产|房管|棚户区|公积金|人民防空|人防"),
    ("culture_tourism", r"文化|文旅|文广|旅游|广播|电视|广电|文物|图书馆|博物馆|文体|体育|新闻出版|融媒体"),
    ("civil_affairs", r"(?<!人)民政|老龄|殡葬|救助|福利院|社会工作部|社会工作局"),
    ("finance", r"财政|国库|国有资产|国资|地方金融|金融"),
    ("audit", r"审计"),
    ("statistics", r"统计|调查队"),
    (
        "mass_organisation",
        r"总工会|共青团|团委|妇女联合会|妇联|工商业?联合会|工商联|科学技术?协会|科协|文联|文学艺术|红十字|侨联|社科联",
    ),
    ("development_reform", r"发展和改革|发展改革|发改|发展与改革|粮食|物资储备|重点项目|价格"),
    ("industry_science", r"工业(?!园)|信息化|工信|经济和?信息|经信|科技|科学技术|中小企业|煤炭|能源|大数据|数据局|数据资源"),
    ("commerce", r"商务|商业|招商|供销|投资促进|外贸|经济合作|外事|贸易"),
    ("government_services", r"政务服务|行政审批|行政服务|公共资源交易|营商环境"),
    ("petitions", r"信访"),
    ("ethnic_religious", r"民族|宗教|民宗|统一?战"),
    ("archives", r"档案|地方志|史志|党史|方志"),
    ("party_school", r"党校|行政学院"),
    ("people_congress", r"人大|人民代表大会"),
    ("political_consultative", r"政协|政治协商"),
    ("party_office", r"组织部|宣传部|政法委|编制委员会|编办|机关工委|直属机关|县委|市委|区委|党委|老干部|网信|国家安全|保密"),
    ("government_office", r"政府办公室|人民政府$|办公室|机关事务|接待"),
)  # fmt: skip
CODES = tuple(code for code, _ in KINDS)
_RULES = tuple((code, re.compile(pattern)) for code, pattern in KINDS)
_PARTY = re.compile(r"^(?:中共|中国共产党)?.{0,8}?(?:委员会|[省市县区旗]委)(?=.{2,})(?!办公室)")
_PLACE = re.compile(r"^.*?(?:自治[县州区旗]|[省县旗盟]|(?<![城超门都])市(?!场|政|容|民)|(?<![社园景辖地城])区(?!域|划))(?=.{2,})")


def agency_kind(name: str | None, county: str | None = None) -> str | None:
    """The code of the function that an agency's name tells, None where it tells none that is known.

    county: the name of the agency's county, which is no part of the function (民政 in 民和县 …).
    """
    if not name:
        return None
    bare = re.sub(r"[\s（(].*?[)）]|\s", "", name)
    tail = bare[bare.find(county) + len(county) :] if county and county in bare else _PLACE.sub("", bare)
    office = _PARTY.sub("", tail)
    for text in dict.fromkeys((office, tail, bare)):
        found = [(match.start(), at) for at, (_, rule) in enumerate(_RULES) if (match := rule.search(text))]
        if found:
            return CODES[min(found)[1]]
    return None
