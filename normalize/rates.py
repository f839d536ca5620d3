"""Mentions of percentages as rates."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import permutations

from normalize.context import Context
from normalize.numbers import decimal, qualifier, tenths
from normalize.rows import Rate
from normalize.years import year_of
from patterns.mention import Mention

_DOWN = re.compile(r"减|降|缩|回落|少|节约|下滑|下浮")
_ENOUGH = 30  # rows of a column that tell how its rates are printed
_CONCEPTS = (
    ("procurement_execution_rate", r"采购.*(?:执行|完成)率"),
    ("adjustment_rate", r"(?:预算)?调整率"),
    ("carryover_rate", r"结转结余率|结余率|结转率"),
    ("staffing_control_rate", r"(?:财政供养|在职|人员|编制).*控制率"),
    ("execution_rate", r"执行率|完成.{0,6}预算数?$|支出完成率|预算完成率|支付率|支出率|(?:支出|执行|支付)进度|支出实现率"),
)


def _concept(mention: Mention) -> str | None:
    if mention.word("share"):
        return "share"
    if mention.word("change"):
        return "growth"
    label = mention.word("label")
    if mention.rule == "table.base_data" and label == "控制率":  # 规模控制率 and 投资概算控制率 are of buildings
        return "staffing_control_rate"
    return next((concept for concept, pattern in _CONCEPTS if re.search(pattern, label)), None)


def _fraction(mention: Mention) -> Decimal | None:
    """A rate of a table that may be printed as a fraction: no % beside it or in its head, and no more than 2."""
    value = decimal(mention.word("number"))
    bare = mention.place is not None and mention.kind == "rate" and not mention.word("unit")
    return value if bare and value is not None and 0 <= value <= 2 else None


def _proof(context: Context, mention: Mention) -> bool | None:
    """Whether a row's own sums make a rate a fraction (298.90 of 312.00: 0.958); None where they don't tell."""
    place, value = mention.place, decimal(mention.word("number"))
    if place is None or value is None:
        return None
    sums = [decimal(other.word("number")) for other in context.by_row[place.table, place.row] if other.kind == "money"]
    pairs = [(whole, part) for whole, part in permutations([number for number in sums if number is not None], 2) if whole]
    half = Decimal(5).scaleb((value.as_tuple().exponent or 0) - 1)  # type: ignore[operator]
    if any(part and abs(part / whole - value) <= half for whole, part in pairs):
        return True
    return False if any(part and abs(part * 100 / whole - value) <= half for whole, part in pairs) else None


def _is_fraction(context: Context, mention: Mention) -> bool:
    """Whether a table prints a rate as a fraction: its row proves it, or other rows of its column do, or its decimals.

    `1` is 100% in a column of fractions and 1% in one of percentages.
    """
    if not _fraction(mention):
        return False
    proof = _proof(context, mention)
    if proof is not None:
        return proof
    assert mention.place is not None
    column = context.by_column.get((mention.place.table, mention.word("column")), [mention])[:_ENOUGH]
    proofs = {_proof(context, other) for other in column}
    if True in proofs or False in proofs:
        return False not in proofs
    return all(_fraction(other) is not None for other in column) and any("." in other.word("number") for other in column)


def rate(context: Context, index: int) -> Rate:
    """The rates row of the mention of a percentage at an index."""
    mention = context.mentions[index]
    value, flags = decimal(mention.word("number")), []
    if mention.word("unit").startswith("成"):
        value = tenths(mention.word("number"), mention.word("unit"))
    if value is None:
        flags.append("digits_lost")
    elif _is_fraction(context, mention):
        value, flags = value * 100, ["fraction_as_percent"]  # 0.958 under a rate's header
    if value is not None and mention.word("change") and _DOWN.search(mention.word("change")):
        value = -abs(value)
    concept = _concept(mention)
    plan = mention.word("plan")
    if plan in mention.heading and concept is not None:
        plan = ""  # under 绩效目标 a target is planned; a share or an execution rate is not
    return Rate(
        **context.fact(index, flags),
        label=mention.word("label") or None,
        concept=concept,
        base=mention.word("base") or None,
        basis="planned" if plan else "actual",
        fiscal_year=year_of(mention.word("period"), context.year(mention)),
        value_percent=Decimal(value) if value is not None else None,
        qualifier=qualifier(*(mention.word(name) for name in ("before", "after"))),
    )
