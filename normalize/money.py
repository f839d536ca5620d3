"""Mentions of money as amounts: exact yuan, concept, stage, year, measure."""

from __future__ import annotations

import re
from decimal import Decimal

from normalize.concepts import first_name, names
from normalize.context import Context
from normalize.numbers import MONEY, decimal, money_unit, qualifier
from normalize.rows import Amount
from normalize.stages import is_added, stage_of
from normalize.whose import concept_and_domain, is_project
from normalize.years import first_year, year_of
from patterns.mention import Mention

_DOWN = re.compile(r"减|降|节余|结余|缩|回落|少|节约|下滑|小于|低于")
_FUND_NAMES = re.compile(r"一般公共预算|(?:政府性)?基金预算|国有资本经营预算|预算内|预算单位")
_ASSETS = re.compile(r"资产|在建工程|负债|折旧|净值|原值|货币资金|银行存款|存货|^应[收付]")
_FUNDING = re.compile("资金(?:安排|来源|组成|构成|筹措|计划)|项目(?:概况|概述|背景|基本情况|投资)|总投资|投资(?:规模|估算)")
_STOCK = re.compile(r"^(?:assets\.|investment\.)")
_BREAKDOWNS = names(
    (r"基本支出", "basic"), (r"项目支出", "project"), (r"人员经费", "personnel"), (r"公用经费", "public"),
    (r"一般公共预算", "general_public_budget"), (r"政府性基金", "government_fund"), (r"国有资本", "state_capital"),
    (r"专户", "special_account"), (r"事业收入", "service"), (r"经营收入", "business"), (r"结转", "carried_in"),
    (r"其[他它]", "other"),
)  # fmt: skip


def _stage(context: Context, mention: Mention, concept: str | None, domain: str, measure: str) -> str | None:
    """The stage of an amount; where the words name none, what was spent or received is outturn."""
    words = _FUND_NAMES.sub("", mention.word("stage") or mention.word("column"))
    if mention.word("title") or (not mention.word("table") and _ASSETS.search(mention.word("label"))):
        return None
    if (concept and _STOCK.match(concept)) or measure in ("per_unit", "threshold") or mention.word("per"):
        return None if not concept or concept.startswith("assets") else stage_of(words)
    if mention.word("table"):
        return stage_of(words) if words else None
    if is_added(words):
        return "adjusted_budget" if domain == "budget" or "核减" not in words else "outturn"  # 送审造价…，核减155万元
    named = stage_of(words)
    if named == "allocated" and (concept or "").startswith("revenue") and "拨入" in words:
        return "outturn"
    planned = mention.word("plan") and mention.word("plan") not in mention.heading
    if domain == "programme" and planned and named in (None, "budget"):
        return "budget"
    if not named and is_project(context, mention) and _is_funding(mention, concept):
        return "budget"
    return named or "outturn"


def _is_funding(mention: Mention, concept: str | None) -> bool:
    """Whether a project's money is told as what it is planned to cost and who is to pay: 资金安排, 资金来源."""
    planned = (concept or "").startswith("funds.") or re.search("总投资|概算", mention.word("label"))
    return bool(planned and _FUNDING.search("".join(mention.heading[-1:])))


def _per(printed: str) -> str | None:
    """The denominator in one spelling: 人.年 → 人·年, 每人每月 → 人·月, 户均 → 户."""
    if not printed:
        return None
    words = re.sub(r"^([年月])人均$", r"人·\1", re.sub(r"[./*•]", "·", printed))
    words = re.sub(r"(?<=.)每", "·", words).replace("每", "")
    return re.sub(r"^(?:人均|生均)$", lambda m: m.group()[0], words).removesuffix("均") or None


def _measure(mention: Mention) -> str:
    if mention.word("change") or (is_added(mention.word("stage")) and not mention.word("stage_from")):
        return "change"
    if mention.word("threshold"):
        return "threshold"
    return "per_unit" if mention.word("per") or mention.word("standard") else "level"


def _unit(mention: Mention) -> tuple[str | None, str | None, list[str]]:
    """(unit, unit_source, flags): beside the number, in a header or note, else inferred as 元."""
    inline, noted = money_unit(mention.word("unit")), money_unit(mention.word("unit_note"))
    flags = ["unit_conflict"] if inline and noted and inline != noted and mention.word("table") else []
    if inline:
        return inline, "inline", flags
    if noted:
        source = mention.word("unit_source") or "caption"
        return noted, source, ["unit_missing"] if source == "inferred" else []
    return "元", "inferred", ["unit_missing"]


def _conflict(context: Context, mention: Mention, stage: str | None) -> tuple[str | None, list[str]]:
    """A part whose own label says 预算 while its whole is the outturn: the whole decides, the row is flagged."""
    whole = context.mentions[mention.parent] if mention.parent is not None else None
    if whole is None or mention.word("table"):
        return stage, []
    above = stage_of(_FUND_NAMES.sub("", whole.word("stage")))
    return ("outturn", ["label_conflict"]) if above == "outturn" and stage == "budget" else (stage, [])


def amount(context: Context, index: int) -> Amount:
    """The amounts row of the mention of money at an index."""
    mention = context.mentions[index]
    year = context.year(mention)
    value, (unit, source, flags) = decimal(mention.word("number")), _unit(mention)
    measure = _measure(mention)
    concept, domain = concept_and_domain(context, mention)
    stage, conflicts = _conflict(context, mention, _stage(context, mention, concept, domain, measure))
    if value is not None and measure == "change" and (_DOWN.search(mention.word("change")) or re.search("减", mention.word("stage"))):
        value = -abs(value)
    flags += conflicts + (["digits_lost"] if value is None else [])
    breakdown = first_name(_BREAKDOWNS, mention.word("breakdown"))
    parent = context.fact_ids[mention.parent] if mention.parent is not None else None
    if parent and (concept or "").startswith("expenditure.economic") and mention.word("under").endswith("项目支出"):
        parent, flags = None, [*flags, "whole_unclear"]  # after 基本支出…；项目支出…。其中 the classes are of both
    return Amount(
        **context.fact(index, flags, dated=True),
        label=mention.word("label") or None,
        domain=domain,
        concept=concept,
        stage=stage,
        fiscal_year=year_of(mention.word("period"), year),
        fiscal_year_from=first_year(mention.word("period")),
        measure=measure,
        per=_per(mention.word("per")),
        value=value,
        unit=unit,
        unit_source=source,
        value_yuan=value * Decimal(MONEY[unit]) if value is not None and unit else None,
        qualifier=qualifier(*(mention.word(name) for name in ("before", "mid", "inner", "after"))),
        code=mention.word("code") or None,
        breakdown=breakdown,
        part_of=parent if measure == "level" else None,
    )
