"""Whose money a sum is and what it is of: domain and concept."""

from __future__ import annotations

import re

from normalize.concepts import bare, by_code, concept_of, first_name, funds_concept, is_resource, names, source_concept
from normalize.context import Context, squeeze
from normalize.sections import about
from normalize.stages import is_added
from patterns.mention import Mention

_FUND_NAMES = re.compile(r"一般公共预算|(?:政府性)?基金预算|国有资本经营预算|预算内|预算单位")
_BUDGETED = re.compile(
    r"(?:项目|专项|经费)(?:资金)?实际(?:支出|支付|执行)(?:数|金额)?$|(?:工作|专项|项目|业务|运转|办案)经费(?:年初"
    r"|全年|调整|支出)?(?:预算|决算|执行)(?:数|金额)?$|项目(?:资金)?(?:年初|全年|调整)?(?:预算|决算|执行)(?:数|金额)?$"
)
_TASKS = re.compile(r"工作任务|主要工作|重点工作|履职|项目绩效|产出|工作开展|完成情况|成效")
_PROJECT_OWN = re.compile(
    r"^(?:(?:该|本)?项目)?(?:实际|全年|累计|年初|计划|应|共|总|当年|已)*(?:支出|预算|资金|投资|安排资金|安排|到位资金|使用资金|经费|支付|拨付资金|完成投资|投入资金|总额|资金总额|财政资金)(?:数|总额|金额|合计)?$"
)
_PROJECTS = re.compile(r"项目支出|项目经费|专项(?:资金|经费)?$")
_ITEM = re.compile(r"经费|补助|资金|专项|项目|费$|工程|补贴|奖励|金$")
_ITEM_HEADING = re.compile(r"项目支出|项目资金|项目经费|专项预算|专项资金|专项经费|专项安排|上级专项|本级专项|项目(?:资金)?安排")
_ADDED = re.compile(r"资金|经费|预算|专项|转移支付|(?:追加|调增|调减|追减|核减)(?:预算)?$")
_OTHERS_MONEY = re.compile(  # what others are paid or pay, also where a section is about the unit's money
    r"^(?!.*安排的支出$).*(?:报销|补偿|追[缴回]|[退收清]缴|罚没|罚款|诉讼费|税收|税费|销售|产值|增收|户均|户增|捐[赠助款]|理赔|资助|救助金|发放|出让|贷款|税金|^最高|化肥|农药|押金|(?<!津贴)(?<!车改)补贴$|村集体|集体经济|财政总收入|可支配|工农业|总产[值量])"
)
_FUND_HEADING = re.compile("政府性基金|国有资本经营")
_OF_FUND = {"政府性基金": "revenue.government_fund", "国有资本经营": "revenue.state_capital"}
_OTHERS_INCOME = re.compile("^带动|农家|旅游|景区|合作社|农户|村民|企业")
_PROJECT_HEADING = re.compile(f"{_ITEM_HEADING.pattern}|(?:主要|重点)项目")
_OWN_AVERAGE = re.compile(r"车|公用|经费|运行|维护|办公|接待|培训|会议|费用|成本")
_SUM = re.compile(r"\d\s*[万亿]?元")
_STAGE_ONLY = re.compile(r"(?:年初|全年|调整后?|本年|当年|支出|实际)*(?:预算|决算|执行|支出)(?:数|金额)?")
_CARRIED = names((r"^年初.*(?:结转|结余)", "carryover_opening"), (r"^年末.*(?:结转|结余)", "carryover"))


def is_project(context: Context, mention: Mention) -> bool:
    """Whether a mention stands in a project's own form or report."""
    return context.part(mention).kind.startswith("project")


def _names_project(context: Context, label: str) -> bool:
    """Whether a label is the name of a project that this document has a form or report of."""
    name = re.sub(r"^(?:下达|安排|拨付|投入|争取|收到|到位)", "", squeeze(label))
    return len(name) >= 4 and any(name in project or project in name for project in context.projects)


def _is_income(mention: Mention) -> bool:
    """Whether a cell stands on the income side: by its table or panel (收入决算表, 收入), else by its column (本年收入)."""
    over = mention.word("under") if re.search(r"收入|支出", mention.word("under")) else mention.word("column")
    return "收入" in over and "支出" not in over


def _table_concept(context: Context, mention: Mention) -> str | None:
    """The concept of a table's cell: by code, by fund, by the row's label, and for sums by what the table is of."""
    label, under, column = mention.word("label"), mention.word("under"), mention.word("column").split(" / ")[-1]
    above = under.split(" / ")[-1]
    if carried := first_name(_CARRIED, bare(column)):
        return carried
    if coded := by_code(mention.word("code")):
        return coded.replace("expenditure.function", "revenue.function") if _is_income(mention) else coded
    if mention.word("table") == "projects":
        return source_concept(bare(column), context.county_city) or _listed_concept(bare(label), bare(column))
    if mention.word("table") == "funds" and not re.match(r"按|.*收入(?:合计|总计)", under):
        found = funds_concept(label, context.county_city) or concept_of(label, under)
        return "funds.total" if found == "funds.lifetime" and _is_the_years(context, mention) else found
    if bare(label) == "总计":
        return None  # one figure for both sides, carry-over included: neither's total for the year
    if bare(label) in ("合计", "小计"):
        source = concept_of(column) if _is_income(mention) else None
        if source and source.startswith("revenue"):
            return source
        return _sum_concept(mention)
    if bare(label) == "支出合计" and "三公" in above:
        return "three_public.total"
    if re.search(r"结转|结余", above) and _FUND_NAMES.search(label):
        return concept_of(above)  # the funds that a carry-over is made up of
    found = concept_of(label, under)
    if found in (None, "expenditure.total") and re.search(r"专项|项目支出", under) and bare(label) not in ("合计", "总计"):
        return "expenditure.project.item"
    return found


def _sum_concept(mention: Mention) -> str | None:
    """What a 合计 is of: the nearest name above it that tells (三公, 基本支出), in final accounts else all spending."""
    named = (concept_of(_summed(name)) for name in reversed(mention.word("under").split(" / ")) if name)
    return next(filter(None, named), None) or ("expenditure.total" if mention.word("table") == "final_accounts" else None)


def _summed(title: str) -> str:
    """What the 合计 of a table is of: 一般公共预算财政拨款基本支出决算表 → 基本支出."""
    name = re.sub(r"(?:决算|预算|情况|公开|明细|汇总|总)*表(?:[(（].*)?$", "", title)
    return re.sub(r"^.*(?=(?:基本|项目)支出$)", "", name)


def _listed_concept(label: str, column: str) -> str:
    """In a list of projects a row is a project, the last one their sum; what is left over is carry-over."""
    if re.search(r"结余|结转", column):
        return "carryover"
    return "expenditure.project" if re.fullmatch(r"(?:合|总|小)计", label) else "expenditure.project.item"


def _is_the_years(context: Context, mention: Mention) -> bool:
    """Whether 项目资金总额 is the year's: its form prints no 年度资金总额 beside it."""
    if not re.search(r"^项目", bare(mention.word("label"))) or mention.place is None:
        return False
    table = mention.place.table
    beside = (other.word("label") for other in context.mentions if other.place is not None and other.place.table == table)
    return not any(re.search(r"(?:年度?|当年).*(?:总|合计)", label) for label in beside)


def concept_and_domain(context: Context, mention: Mention) -> tuple[str | None, str]:
    """(concept, domain) of an amount."""
    label, under = mention.word("label"), mention.word("under")
    if mention.word("table"):
        return _table_concept(context, mention), "budget"
    if coded := by_code(mention.word("code")):
        return coded, "budget"
    if mention.word("threshold"):
        return None, "budget" if re.search(r"专项|项目|资金", label) else _default_domain(context, mention)
    found = concept_of(label, under)
    if found in ("expenditure.total", "revenue.total") and (total := _total(mention, found)):
        return total
    if not found and mention.word("left_over"):
        return "carryover", "budget"
    if is_project(context, mention):
        return _project_concept(context, mention, found)
    if found == "expenditure.project.item" and bare(label) == "项目经费":
        return "expenditure.project", "budget"  # beside 人员经费 and 公用经费
    if (found or "").startswith("revenue.") and _OTHERS_INCOME.search(label):
        return None, "programme"
    if found or is_resource(label):
        return found, "budget"
    return _unnamed(context, mention)


def _total(mention: Mention, found: str) -> tuple[str | None, str] | None:
    """What a total without a thing (支出, 年初预算) is of, by its heading or its stage; None where it is the unit's."""
    if (fund := _FUND_HEADING.search("".join(mention.heading[-1:]))):
        return _OF_FUND[fund.group()] if found == "revenue.total" else None, "budget"
    label = bare(mention.word("label"))
    if found == "revenue.total":
        return None
    if _STAGE_ONLY.fullmatch(label) and (headed := _headed(mention)):
        return headed, "budget"
    if mention.word("change") and is_added(mention.word("stage")):
        return "budget_adjustment", "budget"
    return (None, "programme") if label == "支出" and _TASKS.search(" ".join(mention.heading)) else None


def _unnamed(context: Context, mention: Mention) -> tuple[str | None, str]:
    """(concept, domain) of money whose label the vocabulary doesn't have: a source, a project, else by what surrounds it."""
    label, under = mention.word("label"), mention.word("under")
    if bare(label) == "上级补助" and "收入" in "".join(mention.heading[-1:]):
        return "revenue.superior_subsidy", "budget"
    if source := source_concept(label, context.county_city):
        return source, "budget"
    heading = " ".join(mention.heading)
    staged = re.search(r"预算|决算|执行", mention.word("stage")) and re.search(r"项目|专项|补助资金|经费", label)
    classed = (concept_of(under.split(" / ")[-1]) or "").startswith("expenditure.economic")
    if _BUDGETED.search(label) or staged or (not classed and any(map(_PROJECTS.search, under.split(" / ")))):
        return "expenditure.project.item", "budget"
    listed = (not classed and bool(_ITEM.search(label)) and bool(_ITEM_HEADING.search(heading + under))) or _is_item(mention)
    if mention.word("per"):
        return None, _default_domain(context, mention)
    if _names_project(context, label) or listed:
        return "expenditure.project.item", "budget"
    checked = re.match("[核审]减", label) and about(mention.heading) != "money"  # 送审金额…，核减155万元
    if is_added(mention.word("stage")) and _ADDED.search(label) and not checked:
        return source_concept(re.sub(r"^(?:追加|调减|追减)", "", label)) or "budget_adjustment", "budget"
    domain = _default_domain(context, mention)
    headed = _ITEM_HEADING.search("".join(mention.heading[-1:])) and not classed and not mention.word("change")
    return "expenditure.project.item" if headed and domain == "budget" else None, domain


def _is_item(mention: Mention) -> bool:
    """Whether a sum is that of a numbered project: under 项目资金, 2.住院医师培训125万元; 1.医联体建设。财政安排500万元."""
    above, label = " ".join(mention.heading[:-1]), squeeze(mention.word("label"))
    if mention.word("per") or not _PROJECT_HEADING.search(above):
        return False
    stem = re.sub("(?:实际)?(?:支出|预算|执行)(?:数|安排)?$", "", label)
    named = len(stem) > 1 and stem in squeeze(mention.heading[-1])
    return bool(label) and (named or bool(_ITEM_HEADING.search(above) and _PROJECT_OWN.match(label)))


def _default_domain(context: Context, mention: Mention) -> str:
    """The domain of money that nothing else tells: of a section about the unit's money it is the unit's own."""
    said = about(mention.heading)
    accounts = context.part(mention).kind in ("final_accounts", "budget") and said != "work"
    own = (accounts or said == "money") and not _of_others(mention)
    if mention.word("per"):
        own = own and bool(_OWN_AVERAGE.search(mention.word("label"))) and mention.word("per")[:1] not in "次日床"
    return "budget" if own else "programme"


def _of_others(mention: Mention) -> bool:
    """Whether money is what others pay or are paid, or that of a whole county."""
    return bool(mention.word("wide") or _OTHERS_MONEY.search(mention.word("label")))


def _headed(mention: Mention) -> str | None:
    """What the heading right above a figure says that it is of, where its own label names only a stage."""
    heading = bare(mention.heading[-1]) if mention.heading else ""
    if _SUM.search(heading):
        return None  # 5.全年项目支出96万元： says something itself
    concept = concept_of(re.sub(r"(?:使用|执行|管理|决算|预算)*情况(?:说明|分析)?$", "", heading))
    return concept if concept in ("expenditure.basic", "expenditure.project", "three_public.total", "operating_costs") else None


def _project_concept(context: Context, mention: Mention, found: str | None) -> tuple[str | None, str]:
    """In a project's own report its budget, spending and balance are budget, what it pays to others is programme."""
    label = bare(mention.word("label"))
    if mention.word("per"):
        return None, "programme"
    if source := source_concept(label, context.county_city):
        return source, "budget"
    if found and not found.endswith(".total"):
        return found, "budget"
    if found or _PROJECT_OWN.match(label) or _names_project(context, label):
        return "expenditure.project.item", "budget"
    if re.search(r"^(?:项目)?资金(?:到位|支付|支出|使用)", label):
        return "expenditure.project.item", "budget"
    own = (mention.word("under") or about(mention.heading) == "money") and not _of_others(mention)
    return ("expenditure.project.item", "budget") if own else (None, "programme")
