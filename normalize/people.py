"""Mentions of people as headcounts."""

from __future__ import annotations

import re
from decimal import Decimal

from normalize.context import Context
from normalize.numbers import decimal, qualifier
from normalize.rows import Headcount
from normalize.standing import establishment_of, is_staff, status_of, whole_of
from normalize.years import year_of


def headcount(context: Context, index: int) -> Headcount:
    """The headcounts row of the mention of people at an index."""
    mention = context.mentions[index]
    printed, unit = decimal(mention.word("number")), re.sub(r"[余多来]", "", mention.word("unit"))
    scale = 10**4 if unit.startswith("万") else 1000 if unit.startswith("千") else 1
    exact = printed * Decimal(scale) if printed is not None else None
    whole = int(exact) if exact is not None and exact == exact.to_integral_value() else None
    population = "visits" if "人次" in unit else "staff" if is_staff(context, index) else "persons"
    status = status_of(context, index) if population == "staff" else None
    flags = ["digits_lost"] if printed is None else ["fraction"] if whole is None else []
    whole_at = whole_of(context, index)
    return Headcount(
        **context.fact(index, flags, dated=True),
        label=mention.word("label") or None,
        population=population,
        staff_status=status,
        establishment=establishment_of(context, index, status) if status else None,
        organisation=(mention.word("organisation") or None) if population == "staff" else None,
        fiscal_year=year_of(mention.word("period"), context.year(mention)),
        basis="planned" if mention.word("plan") and population != "staff" else "actual",
        value=whole,
        unit=unit or "人",
        unit_source="inline" if unit else mention.word("unit_source") or "inferred",
        qualifier=qualifier(*(mention.word(name) for name in ("before", "mid", "inner", "after"))),
        part_of=context.fact_ids[whole_at] if whole_at is not None else None,
    )
