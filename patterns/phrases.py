"""The turns of phrase around a figure: shares, changes, comparisons, stages, plans, subordinate units."""

from __future__ import annotations

import re

AMONG = re.compile(
    r"(?:其中|当中)\s*[:：,，、]?|^具体(?:为|是)[:：]?(?=[\u4e00-\u9fff])|^(?:主要|具体)?(?:包括|包含|用于|分为|涵盖)[:：]?(?=[\u4e00-\u9fff@]|$)"
    r"|^主要[为是](?=[\u4e00-\u9fff])|^分别(?:为|是)(?=[\u4e00-\u9fff]{2})|^(?:具体|明细|构成|分别)(?:为|是|如下|包括|情况)*$"
    r"|^(?:项目|支出)明细(?:为|是|如下|情况)*$"
    r"|^主要(?:项目|支出|用途|内容)(?:有|包括|为|是)?$|^按[^，。]{2,6}(?:为|分为)(?=[\u4e00-\u9fff])"
)
TOTAL = re.compile(r"^(?:本年|当年|全年)?(?:决算|预算)?(?:收入|支出)(?:决算|预算)?(?:合计|总计|总额)|^(?:调整后|全年(?:总)?预算|最终预算)")
INSIDE = re.compile(r"^在?(?P<whole>[^，。]{2,14}?)(?:[中里]|分为?|包括|包含|主要用于)(?=[\u4e00-\u9fff])")
WITHIN = re.compile(r"^在?(?P<whole>[^，。]{2,14}?)[中里]$")  # 上级专项中，造林268万元、护林85万元
UNNAMED = re.compile(r"在(?P<whole>[^，。]{2,12}(?:支出|收入|经费|资金))中")  # 在基本支出中，用于人员的经费12万元
SORTED = re.compile(
    r"按.{2,10}?(?:分类|划分|分|区分|统计|分解|归类|归集)$|^(?:按|从).{2,12}(?:看|来看)$"
)
SHARE = re.compile(
    r"占(?P<base>[^，]*?)(?:的)?(?:比例|比重|比|百分比|份额)?(?:约|分别)?(?:为|达到|达|是)?$"
)
PLAIN_CHANGES = ("增加", "减少", "增长", "下降", "增收", "减收", "压减", "压缩", "减支", "增支", "上升", "降低")
_UP = "多支出|多支|多出|增加|增长|增收|增支|提高|上升|上涨|增速|上浮|增幅|涨幅|增|升高|提升|多支出|多收"
_DOWN = "少支出|少支|少出|减少|下滑|减收|减支|下降|降低|压减|缩减|回落|压缩|降幅|减|下调|减幅|压降|下浮|少支出|少收|节约"
# A year word within the text stands as @.
CHANGE = re.compile(
    rf"""(?x)
    (?P<before> .*?)
    (?P<than> (?:与|同|和)? (?:对比|比|较|同比|环比|相比|相比于|比较) [^，]{{0,14}}? )?
    (?: 各|分别|(?<![人户亩车生次])均|略|共|同比|环比|净|实际 )?
    (?P<verb> {_UP}|{_DOWN} )
    (?: 了|约|幅度|比例|额|(?:(?<=[长降升低少加高])|(?<=压减))率 )? (?: 为|达|达到|分别为 )? $"""
)
WITH = re.compile(r"^(?:与|同|和|较|比)@?.{0,12}?(?:相比|比较|比|相较)?$")  # 与上年相比，…减少3万元
FULFILLED = re.compile(
    r"(?:完成|达到|为|是|相当于)(?P<base>[^，]{0,12}?(?:预算|计划|任务|目标))(?:数|值|总额|人数)?(?:[\d,，.]+[万亿]?[\u4e00-\u9fff]{0,2})?(?:的)?$"
)
ABOUT = re.compile(
    r"(?:\d+[.．、]|[(（]?[一二三四五六七八九十]+[)）、])?(?P<thing>[^，]{0,80}?(?:经费|支出|费|收入|资金|采购|资产"
    r"|项目|工程|专项|补助|补贴|\([类款项]\)))(?:情况|方面|使用情况)?"
)
CLASSED = re.compile(r"(?:\d+[.．、]|[(（][一二三四五六七八九十]+[)）])?(?P<thing>[^，]{2,80}\([类款项]\))")
# 项目支出按用途归为四类：, 基本支出包括：
LISTING = re.compile(
    r"(?:\d+[.．、]|[(（]?[一二三四五六七八九十]+[)）、])?(?P<thing>[^，。]{0,10}?(?:基本支出|项目支出|支出|经费|收入))(?:总额|合计)?(?:主要|具体)?(?:按[^，。]{1,8}?)?"
    r"(?:归为|划分为|分为|分成|包括|包含|构成|明细|由)[^，。]{0,8}$"
)
LISTING_TAIL = re.compile(
    r"(?:包括|包含|分为|归为|构成|明细|如下|其中|组成|\d个(?:项目|专项|类别|方面)|\d[项类](?:项目|支出|专项)?)(?:是"
    r"|为|有)?$"
)
PROJECTS = re.compile("项目支出|专项资金|专项经费|项目资金")
SCORED_PROJECT = re.compile(r".{2,}项目(?=(?:自评)?得?分?$)")
STAFF_KIND = re.compile(r"(?:机关|全额)?(?:行政|事业|工勤|参公|政法|执法|在编|编外|公务员)(?:人员)?")
STAFFED = re.compile(r"(?P<thing>[^，]{0,6}(?:编制|实有|在职|在岗|在编|到岗)(?:人)?(?:数|人数|人员)?)(?:情况)?")
BARE_KIND = re.compile(r"(?:机关|全额)?(?:行政|事业|工勤|参公|政法|公务员)(?:人员)?")
# 年末在职: what bare kinds of posts that follow it (行政27人，事业145人) are parts of
STAFF_WHOLE = re.compile(r"^(?!.*(?:行政|事业|工勤|参公|政法|执法|退|离休|编外|聘)).*(?:编制|在职|在编|在岗|到岗|在册|实有|现有|职工)")
# 领导班子设主任: who sits there is the label
SEATED = re.compile(
    r"^[\u4e00-\u9fff]*?(?:设立?|配备?|核定)(?=[\u4e00-\u9fff、]{0,6}(?:局长|主任|书记|院长|校长|所长|站长|行长|主席|乡长|镇长|职数))"
)
APPROVED = re.compile(r"^[\u4e00-\u9fff()]+(?=机构编制部门核定|核定)")
VACANT = re.compile("空编|缺编|超编")  # posts that nobody holds are no whole of those who do
# what is done for people, whose noun stands behind: 接待268名代表, 解决5.2万人饮水问题
DONE_FOR = re.compile(r"接待|解决|服务|帮助|帮扶|救助|资助|安置|评选|表彰|选派|下派|选送|派出|抽调|组织|招募|吸引|覆盖|服务")
# 由年初的18.2万人: what it was of stands before
FROM_OPENING = re.compile(r"^(?P<thing>.{2,}?)[由从](?:年初|月初|期初|年中)的?$")
# a topic that names no thing
NO_ITEM = re.compile(
    r"(?:预算执行|年初预算|预算安排|预算编制|资金支出|批复|调整|使用|来源|背景|目标|产出|效益|依据|投入|实施|过程|满意度|效率|进度|情况|方面|管理|分析|说明|概况|工作|如下"
    r"|总体|结果|收支)$"
)
# 决算数小于预算数12万元
BEYOND = re.compile(
    r"(?P<before>.*?)(?P<verb>小于|少于|低于|大于|多于|高于|超过|超出|超)(?P<than>[^，]{0,6}(?:预算|决算|计划|上年"
    r"|@)(?:数|安排)?)$"
)
LESS = re.compile(r"(?P<before>.*?)(?P<than>(?:比|较)[^，]{1,12}?)(?P<verb>[多少]|节余|结余)$")  # 比年初预算少1.84万元
PRICE = re.compile(r"(?:单价|均价|(?:平均|单位|每平方米)造价|[水电票房地]价|(?:补助|收费|补贴|保障|供养|发放)标准)(?:约|为|是|在)*$")
# 工程尾款208万元结转到2016年支付
LEFT_OVER = re.compile(
    r"(?:全部|均|已|仍)?(?:结转(?!和|与|率)|结余(?!和|与|率)|留待|转入(?:下一?年|@|(?:19|20)\d\d年))"
)
WIDE = re.compile("全[县市区旗州省]|[县市区旗]域")  # 全县卫生事业总投入: more than the unit's own
# what a unit has one sum of, so that a bare 实际支出 or 年初预算 after it is of it
OWN_THING = re.compile(
    "(?:全年|本年|年度)?(?:“?三公”?(?:经费)?|公务接待费?|公务用车(?:购置及?)?(?:运行(?:维护)?)?费?|财政拨款支出|(?:政府)?采购|会议费?|培训费?|差旅费?|基本支出|项目支出"
    "|人员经费|公用经费|机关运行经费)"
)
BARE_CHANGE = re.compile(r"(?P<before>)(?P<than>)(?P<verb>[多少低高])了?")  # 比预算数28万元少6.64万元
STANDARD = re.compile("的?标准")  # behind a sum: 低于省定7,000元的标准
RETIRED = re.compile("退休|离休|遗属|退养")
ACTIVE = re.compile("在职|在编|在岗|在册|教职工|教师|编制|职数")
ONE_SIDE = re.compile("(?:部门|单位|财政|资金|整体|总体|本年|年度|预算|决算)*(?:收入|支出|收支)(?:总体)?(?:情况)?")
CUT_NOUN = re.compile(r"(?P<before>.*?)(?P<verb>减少|核减|压减|调减|增加|调增)(?P<noun>(?:基本|项目)?(?:支出|预算|经费|资金))$")
VERSUS = re.compile(r"(?:比|较|与)(?:年初|上年|全年|同期)?(?:预算|计划|决算)(?:数|安排)?(?:的)?$")
REACHED = re.compile(r"^(?:已|均|全部|足额|于[^，。；]{2,10}?)*到位")
SIGNED = re.compile(r"(?P<before>.*?)(?P<verb>(?P<than>同比|环比|(?:比|较|与)[^，]{0,8}))$")
RISEN = re.compile(
    r"^(?:净)?(?:增长|增加|提高|提升|上升|下降|降低|减少|扩大|缩短|攀升|降|升|增|减|追|涨|调整|调高|调低|调|压减|压缩|缩减|核减)(?:到|至"
    r"|为)@?的?$"
)
EARLIER = re.compile(r"上年|去年|上一年|前一年|前年|同期")
COMPARED = re.compile(r"(?:比|较|与|同|由|从)@[^@]*$")
PRIOR = re.compile(r"(?:比|较|与|同|由|从)@[^@，]{0,6}$")
PER_LEFT = re.compile(
    r"(?:每(?:公里|平方米|立方米|[人生户亩床辆个名位次村队校站家项台份件只头株])(?:每?[年月天次日]|每?学[年期])?|每[年月天日]|每学[年期]|[年月]?人均|户均|生均|亩均|车均|次均|场均|村均|校均"
    r"|每年每[人户]|每月每[人户])$"
)
PER_WITHIN = re.compile(
    r"(人次?均|户均|生均|亩均|村均|校均|车均|[次日床例台件份]均(?=[\u4e00-\u9fff]{2})|单车年?均|每[\u4e00-\u9fff]{1,4}一[案件次例]|每(?:人|户|亩|村|队|校|家|项|场|公里|平方米|立方米|辆|吨|座|所|套|台|份|件|次|例|月|年|[个名位][\u4e00-\u9fff]{1,3}?)(?=[\u4e00-\u9fff]{2}))"
)
CEILING = re.compile(r"单笔|每笔|上限|限额|封顶|起付")
BOUNDS = ("以上", "以下", "以内", "及以上")
EACH = re.compile(r"(?:分别|依次)[\u4e00-\u9fff]{0,12}$|各(?:为|占|达|计)[\u4e00-\u9fff]{0,6}$")
JOINED = re.compile(r"^(?:[-—~～至到和及与、]|即|折合|合)?$")  # between the two ends of a range, or two figures of one thing
EACH_TAIL = re.compile(
    r"(?:(?<!家庭)(?<!个人)的[^、的和及与]*|[一二三四五六七八九十两\d]+(?:个|项|类|大)[^、]*|(?:自评|评价)?(?:得分|分数))$"
)

# A label that names a stage and no thing: what it is of stands earlier in the sentence.
GENERIC = re.compile(
    r"""(?x) ^ (?!累计折旧) (?:
        (?:预算)? (?:执行|完成) 率
      | (?: 本年|全年|当年|实际|年初|年中|部门|批复|上年|上年度|调整|预算|决算|执行|完成|累计|已|支出|收入 )*
        (?: 净值|原值|折旧|实际支出|支出|收入|预算|决算|执行|预算数|决算数|执行数|支出数|金额|资金
          | 预算执行金额|执行金额|到位|支付|完成|调整后|调整|批复|实际|预算安排|花费|开支|列支 )
        (?: 数|金额|额 )?
    ) $"""
)
STAGE_HEAD = re.compile(r"^(?:年初|年中|全年)?(?:批复|安排|编制|下达|核定|申请)(?:的)?(?:部门|单位)?(?:整体)?")
STAGE_TAIL = re.compile(
    r"""(?x)
      (?:年初|全年|调整后?|部门)? (?:预算|决算|执行|实际支出) (?:数|金额|安排|支出)? $
    | (?:年初)?(?:批复|安排)(?:数|金额)?$ | 原值$ | 总值$ | 实际(?:支出|开支|花费|列支|完成)$ | (?<=[\u4e00-\u9fff”]{3})
        支出(?:合计|总计) $"""
)
_STAGE = re.compile(
    r"""(?x)
      (?P<initial> 年初部门预算|年初预算|年初批复|预算批复|批复预算|年初安排|年初 )
    | (?P<adjusted> 可执行|年中调整
        |调整后?(?=[为到至]?$)|调整后?预算|预算调整|调整后的?预算|全年预算|年中追加|追加|调整数|调增|调减|核减|追减 )
    | (?P<outturn> 预算执行|全年执行|执行数|执行|决算|实际|已支付|支付|列支|开支|花费|花去 )
    | (?P<allocated> 提前下达|转下达|下达|到位|到账|预拨|拨入|下拨 )
    | (?P<planned> 概算|批复|估算|应安排|拟安排|计划|(?<![供相响对反适感呼])应(?![急付收用届对交税诉])|拟|安排 )
    | (?P<budget> 预算|控制数 )"""
)
_FUNDS = re.compile(
    r"(?:改善|提升|行动|支持|培养|振兴|特岗|国培|西部)计划|安排的支出|转移支付|集中支付|支付中心|支付局|年初(?:财政拨款)?(?:结转|结余)|年初余额|公共预算|计划生育|一般公共预算|(?:政府性)?基金预算|国有资本经营预算|社会保险基金预算|预算内|预算外|预算单位|预算执行率|执行率|预算管理"
)

PLAN = re.compile(
    r"(?:计划|目标)(?:为|是|:)|(?:计划|目标)(?=[改新建实完救培资发达安投招举组开购])(?!完成[率情]|实[施现][率情]|投资[完额]|[建实][设施]内容)"
    r"|拟|力争|预计(?!不|偏|有误|到)|设计(?=[年日总供服灌处装使产库]|能力|规模|标准|容量|人口|床位|面积|为|$)|(?<!完成)(?<!实现)(?<!达到)年度?目标(?!的[^，。]{0,4}$)|总(?:体)?目标$|争取(?=[^，。]{0,14}(?:达到|提高|不低于|完成|压降|在$))|预期(?:目标|达到|完成|指标)"
)
PLAN_LABEL = re.compile(r"(?:任务|计划|目标)(?:数|人数|值|参保人数)?$|计划(?:参保|培训|招生|救助)?人数")
PLAN_BOUNDS = ("不低于", "不少于", "不高于", "不超过")
# 高于年初90%的目标值, 95%的预期: what stands behind a figure makes it a goal; 完成了90%的目标 does not
GOAL = re.compile(r"^的?(?:年度|年初|考核|绩效)*(?:目标|预期|指标|要求|既定目标|计划)(?:值|数|水平|任务|要求)?(?![\u4e00-\u9fff]*[率])")
FALLS_SHORT = re.compile(
    r"(?:高于|低于|超过|超出|超|大于|小于|不及|达到|未达到?|没有达到|高出|优于|达不到|距|离|设定|确定|下达|规定|要求|年初|上级|市里|省里|较|比)的?$"
)
TELLS = re.compile(r"\s*(?:(?:截[至止])?(?:19|20)\d\d年|全年|实际|截[至止]|完成|目前|经|已)")  # a sentence that says what was done
GOAL_BEFORE = re.compile(r"(?:计划|目标|预期|任务)(?:值|数)?(?:为|达|达到)?$")  # 目标95%、实际91.7%
DONE = re.compile(r"@完成|实际|已|完成了|累计|达到了")

LIST_MARK = re.compile(r"^[(（]?[一二三四五六七八九十]+[)）、.]")
OWN = re.compile(r"@?(?:我局|局机关|本局|机关)")
ESTABLISHMENT = re.compile("[心院站所校学园队馆位][共有核设现实的在编聘事全行承]")  # what `ORGANISATION` can't be without
ORGANISATION = re.compile(
    r"""(?x)
    (?: 核定|下属|所属|下辖|下设|直属|其|局属|及|和|与|由|具体工作由 )*
    (?: 非独立核算|独立核算|参公|公益[一二]类|全额拨款 )? (?:的)? (?:事业单位|单位)?
    (?P<name>
        (?:下属|所属|局属) (?:事业)? 单位
      | 该 (?:中心|站|所|院|校|馆|队|单位)
      | [\u4e00-\u9fff]{2,20}?
        (?: 服务中心|管理中心|中心|福利院|敬老院|管理站|救助站|站|管理所|所|学校|小学|中学|幼儿园|医院|卫生院
          | 大队|支队|中队|院|馆|队 ) )
    (?: 共有|共|有|核定|设|现有|实有|的|在职|编制|聘用|事业|全额|行政|承担$ )"""
)


def stage_word(text: str) -> str:
    """The last stage word of a text, fund names left out (一般公共预算 is a fund, no budget stage)."""
    masked = _FUNDS.sub(lambda match: "＿" * len(match.group()), text)
    found = ""
    for match in _STAGE.finditer(masked):
        if not (found and match.lastgroup in ("planned", "budget")):
            found = match.group()
    return found


def side_of(stage: str) -> str:
    """Which side of the budget a stage word is on: budget or outturn, "" where there is none."""
    if not stage:
        return ""
    return "budget" if re.search(r"预算|年初|批复|计划|安排", stage) and "执行" not in stage else "outturn"


def is_aside(text: str) -> bool:
    """Whether words before a figure only say more of the figure before: a share or a change of it."""
    return bool(SHARE.search(text) or CHANGE.match(text))
