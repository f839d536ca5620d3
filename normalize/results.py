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
    rf"(?P<before>\D*?)(?P<sign>≥|≧|>=|≤|≦|<=|=|＝|>|＞|<|＜)?\s*(?P<number>{_NUMBER})\s*(?P<unit>[^\d，。；;,]{{0,12}}?)(?P<after>以上|以内|以下|左右|及以上|之内)?$"
)
_DATED = re.compile(r"^(?:年|月|日|号|点|时)|[年月]\d|月.*日|^年度|前$")


def _clean(unit: str) -> str | None:
    unit = re.sub(r"^[(（]|[)）]$", "", unit.strip())
    return None if unit in ("", "/", "—", "-", "%(百分比)"[:0]) else ("%" if unit in ("百分比", "%(百分比)", "％") else unit)


def compare(printed: str, sign: str = "") -> tuple[str | None, Decimal | None, str | None]:
    """(operator, value, unit) of a target or an actual value as printed; all None for a quality or a date."""
    text = re.sub(r"\s", "", printed)
    match = _TARGET.match(text)
    own = _SIGNS.get(sign.strip())
    if not match or len(re.findall(_NUMBER, text)) != 1:
        return own, None, None
    before, unit, after = match.group("before"), match.group("unit"), match.group("after") or ""
    if _DATED.search(unit + after):
        return own, None, None
    operator = own or (_SIGNS[match.group("sign")] if match.group("sign") else None)
    operator = operator or next((name for name, pattern in _WORDS if re.search(pattern, before + unit + after)), None)
    if not operator and after:
        operator = ">=" if after.endswith("以上") else "<=" if after in ("以内", "以下", "之内") else None
    if before and not operator and not re.fullmatch(r"约|[^\u4e00-\u9fff]*", before):
        return None, None, None
    return operator, decimal(match.group("number")), _clean(unit)


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
    return Indicator(
        **context.fact(index),
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
        fiscal_year=context.year(mention),
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
