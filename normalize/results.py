"""Mentions of indicators, scores and other quantities as rows."""

from __future__ import annotations

import re
from decimal import Decimal

from normalize.context import Context
from normalize.numbers import decimal, qualifier
from normalize.rows import Indicator, Quantity, Score
from normalize.years import year_of

_NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SIGNS = {"≥": ">=", "≧": ">=", ">=": ">=", "≤": "<=", "≦": "<=", "<=": "<=", "=": "=", "＝": "=", ">": ">", "＞": ">", "<": "<", "＜": "<"}
_WORDS = (
    (">=", r"不低于|不少于|不小于|大于等于|大于或等于|至少|达到?(?=.*以上)|高于或等于"),
    ("<=", r"不超过|不高于|不大于|不多于|小于等于|小于或等于|控制在(?=.*以内)|低于或等于"),
    (">", r"大于|高于|超过|多于"),
    ("<", r"小于|低于|少于"),
    ("=", r"等于"),
)
_TARGET = re.compile(
    rf"(?P<before>\D*?)(?P<sign>≥|≧|>=|≤|≦|<=|=|＝|>|＞|<|＜)?\s*(?P<number>(?<!\d)-?(?:{_NUMBER}))\s*(?P<unit>[^\d，。；;,]{{0,12}}?)(?P<after>以上|以内|以下|左右|及以上|之内|内)?$"
)
_DATED = re.compile(r"^(?:年|月|日|号|点|时)|[年月]\d|月.*日|^年度|前$")
_LASTING = re.compile(r"(?:年|个?月|日)(?:以上|以内|以下|之内|及以上|内|左右)?")  # 8年以上, 30日内: how long, no date
_PER_MANY = re.compile(r"(?<=\d)/[\d一十百千]*[万千百]人?(?=以[上下内]|$)")  # 16/10万: a rate per so many
_YEARS = 1000  # from here on a number before 年 is a year


_PERCENT = re.compile(r"[(（]?(?:%|百分比)[)）]?(?:[(（](?:%|百分比)[)）])?")
_REMARK = re.compile(r"(?<=.)[(（][^()（）]*(?:完成|其中|已|约|含|年)[^()（）]*[)）]$")
_EVEN = str.maketrans("％．＞＜＝≧≦", "%.><=≥≤")


def _clean(printed: str) -> str | None:
    """A unit without what isn't part of it: （户） → 户, 次的入户宣传 → 次, but 台（套） stays."""
    unit = _REMARK.sub("", printed.strip())
    unit = unit[1:-1] if re.fullmatch(r"[(（][^()（）]*[)）]", unit) else unit
    unit = re.sub(r"(?<=.)的.*$", "", unit)
    return None if unit in ("", "/", "—", "-") else "%" if _PERCENT.fullmatch(unit) else unit


def _operator(sign: str) -> str | None:
    """The operator that a column of signs prints: ≥, 大于等于; None for 定性, /."""
    sign = sign.strip().translate(_EVEN)
    if not sign:
        return None
    return _SIGNS.get(sign) or next((name for name, pattern in _WORDS if re.fullmatch(pattern, sign)), None)


def doubts(printed: str, value: Decimal | None) -> tuple[str, ...]:
    """What is doubtful in how a target or an actual value was read: several figures, a range, an approximate or a lost one."""
    text = re.sub(r"\s", "", printed).translate(_EVEN)
    if value is not None:
        return ("approximate",) if re.search(r"约|左右", text) else ()
    if re.fullmatch(r"[≥≤<>=]+[^\d]{0,4}", text):
        return ("digits_lost",)
    numbers = re.findall(_NUMBER, text)
    if not numbers or re.search(r"\d(?:年|月|日)|\d[./-]\d+[./-]\d", text):
        return ()
    if re.fullmatch(rf"[≥约]?(?:{_NUMBER})[^\d]{{0,4}}[-—~～至到](?:{_NUMBER})[^\d]*", text):
        return ("range",)
    return ("several_figures",) if len(numbers) > 1 else ()


def compare(printed: str, sign: str = "") -> tuple[str | None, Decimal | None, str | None]:
    """(operator, value, unit) of a target or an actual value as printed; all None for a quality or a date."""
    text = re.sub(r"\s", "", printed).translate(_EVEN)
    many = _PER_MANY.search(text)
    text = text.replace(many.group(), "") if many else text
    match = _TARGET.match(text)
    own = _operator(sign)
    if not match or len(re.findall(_NUMBER, _REMARK.sub("", text))) != 1:
        return own, None, None
    before, unit, after = match.group("before"), match.group("unit"), match.group("after") or ""
    number = decimal(match.group("number"))
    compared = own or match.group("sign") or after or any(re.search(pattern, before) for _, pattern in _WORDS)
    lasts = _LASTING.fullmatch(unit + after) and number is not None and number < _YEARS and (compared or unit == "年")
    if _DATED.search(unit + after) and not lasts:
        return own, None, None
    operator = own or (_SIGNS[match.group("sign")] if match.group("sign") else None)
    operator = operator or next((name for name, pattern in _WORDS if re.search(pattern, before + unit + after)), None)
    if not operator and after:
        operator = ">=" if after.endswith("以上") else "<=" if after in ("以内", "以下", "之内", "内") else None
    if before and not operator and not re.fullmatch(r"约|[^\u4e00-\u9fff]*", before):
        return None, None, None
    return operator, number, many.group() if many else _clean(unit)


def _attained(operator: str | None, target: Decimal | None, actual: Decimal | None) -> bool | None:
    """Whether the actual value meets the target; None where either isn't a number."""
    if target is None or actual is None:
        return None
    return {">=": actual >= target, "<=": actual <= target, ">": actual > target, "<": actual < target}.get(
        operator or "=", actual >= target
    )


def indicator(context: Context, index: int) -> Indicator:
    """The indicators row of the mention of a level-3 indicator at an index."""
    mention = context.mentions[index]
    target, actual = mention.word("target"), mention.word("actual")
    operator, value, unit = compare(target, mention.word("operator")) if target else (None, None, None)
    _, actual_value, actual_unit = compare(actual) if actual else (None, None, None)
    if value is not None:
        unit = _clean(mention.word("target_unit")) or unit
    same_unit = not (unit and actual_unit) or unit.rstrip("元") == actual_unit.rstrip("元")
    number = {name: decimal(mention.word(name)) if mention.word(name) else None for name in ("level1_points", "points", "score")}
    flags = dict.fromkeys((*doubts(target, value), *doubts(actual, actual_value)))
    return Indicator(
        **context.fact(index, tuple(flags)),
        level1=mention.word("level1") or None,
        level1_points=number["level1_points"],
        level2=mention.word("level2") or None,
        level3=mention.word("level3") or None,
        target=target or None,
        target_lifetime=mention.word("target_lifetime") or None,
        target_operator=operator,
        target_value=value,
        target_unit=unit,
        actual=actual or None,
        actual_value=actual_value,
        actual_unit=actual_unit or (unit if actual_value is not None else None),
        points=number["points"],
        score=number["score"],
        reason=mention.word("reason") or None,
        attained=_attained(operator, value, actual_value) if same_unit else None,
        fiscal_year=context.year(mention),
    )


def score(context: Context, index: int) -> Score:
    """The scores row of the mention of a score at an index."""
    mention = context.mentions[index]
    number = {name: decimal(mention.word(name).rstrip("%分")) if mention.word(name) else None for name in ("points", "score", "rate")}
    return Score(
        **context.fact(index),
        scope=mention.word("scope") or "overall",
        label=mention.word("label") or None,
        points=number["points"],
        score=number["score"],
        rate_percent=number["rate"],
        grade=mention.word("grade") or None,
        fiscal_year=year_of(mention.word("period"), context.year(mention)),
    )


def quantity(context: Context, index: int) -> Quantity:
    """The quantities row of the mention of a counted or measured thing at an index."""
    mention = context.mentions[index]
    return Quantity(
        **context.fact(index),
        label=mention.word("label") or None,
        value=decimal(mention.word("number")),
        unit=mention.word("unit") or None,
        fiscal_year=year_of(mention.word("period"), context.year(mention)),
        qualifier=qualifier(*(mention.word(name) for name in ("before", "mid", "inner", "after"))),
    )
