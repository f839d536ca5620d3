"""Small reports for the examples of checks: a text and the facts read from it, in order.

A figure is found in the text by its quote, after the figure before it. A rate and a change belong to
the statement of the figure before them, every other figure starts a statement of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from normalize.checks.printed import FACTORS
from normalize.rows import (
    Amount,
    DocumentRow,
    Fact,
    Headcount,
    Indicator,
    PartRow,
    Quantity,
    Rate,
    Report,
    Score,
    TextRow,
)

_FIGURE = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>\D*)")
_IDS: dict[str, Any] = {"document_id": "d", "part_id": "p", "fact_id": "", "char_start": -1, "char_end": -1}


def _read(quote: str) -> tuple[Decimal, str]:
    match = _FIGURE.search(quote)
    assert match is not None, quote
    return Decimal(match["number"].replace(",", "")), match["unit"]


def amount(
    quote: str, label: str, concept: str | None = None, stage: str | None = "outturn", **more: Any
) -> Amount:
    """An amount such as 18.62万元; `part_of` is the quote of its whole."""
    number, unit = _read(quote)
    unit = more.pop("unit", unit) or "万元"
    sign = -1 if more.pop("fall", False) else 1
    return Amount(
        **_IDS, quote=quote, label=label, concept=concept, stage=stage, value=sign * number, unit=unit,
        value_yuan=sign * number * FACTORS[unit], **{"domain": "budget", "fiscal_year": 2023, **more},
    )  # fmt: skip


def people(quote: str, label: str, **more: Any) -> Headcount:
    """A headcount such as 57人 or 23.29万人; `part_of` is the quote of its whole."""
    number, unit = _read(quote)
    value = int(number * 10_000) if unit.startswith("万") else int(number)
    return Headcount(
        **_IDS, quote=quote, label=label, value=value, unit=unit or "人",
        **{"population": "staff", "staff_status": "in_post", "fiscal_year": 2023, **more},
    )  # fmt: skip


def rate(quote: str, label: str, concept: str, base: str | None = None, **more: Any) -> Rate:
    """A rate such as 95.00%, negative for a fall."""
    value = _read(quote)[0] * (-1 if more.pop("fall", False) else 1)
    return Rate(**_IDS, quote=quote, label=label, concept=concept, base=base, value_percent=value, **more)


def indicator(name: str, points: str | None, score: str | None, **more: Any) -> Indicator:
    """An indicator row of table 0."""
    return Indicator(
        **_IDS, quote=name, level3=name, points=Decimal(points) if points else None,
        score=Decimal(score) if score else None, **{"table_index": 0, **more},
    )  # fmt: skip


def score(quote: str, scope: str, points: str | None, got: str | None, **more: Any) -> Score:
    """A score, in table 0 where nothing else is said."""
    return Score(
        **_IDS, quote=quote, scope=scope, points=Decimal(points) if points else None,
        score=Decimal(got) if got else None, **{"label": quote, "table_index": 0, **more},
    )  # fmt: skip


def quantity(quote: str, label: str, **more: Any) -> Quantity:
    """A count such as 14家."""
    number, unit = _read(quote)
    return Quantity(**_IDS, quote=quote, label=label, value=number, unit=unit, **more)


def _follows(fact: Fact) -> bool:
    return isinstance(fact, Rate) or (isinstance(fact, Amount) and fact.measure == "change")


def report(
    text: str, *facts: Fact, agency: str | None = None, county: str | None = None, year: int = 2023
) -> Report:
    """A report of one part whose text and facts are given."""
    placed: list[Fact] = []
    at, statement = 0, 0
    for number, fact in enumerate(facts):
        start = text.index(fact.quote, at)
        at = start + len(fact.quote)
        if fact.statement is None:
            statement += not _follows(fact)
        else:
            statement = fact.statement
        fact = replace(fact, fact_id=f"f{number}", char_start=start, char_end=at, statement=statement)
        if isinstance(fact, Amount | Headcount) and fact.part_of:
            whole = next(f.fact_id for f in reversed(placed) if f.quote == fact.part_of)
            fact = replace(fact, part_of=whole)
        placed.append(fact)
    part = PartRow(part_id="p", document_id="d", kind="overall_report", fiscal_year=year, char_start=0,
                   char_end=len(text))  # fmt: skip
    return Report(
        document=DocumentRow(document_id="d", source="d.txt", agency=agency, county=county, fiscal_year=year),
        parts=(part,),
        amounts=tuple(f for f in placed if isinstance(f, Amount)),
        headcounts=tuple(f for f in placed if isinstance(f, Headcount)),
        rates=tuple(f for f in placed if isinstance(f, Rate)),
        indicators=tuple(f for f in placed if isinstance(f, Indicator)),
        scores=tuple(f for f in placed if isinstance(f, Score)),
        quantities=tuple(f for f in placed if isinstance(f, Quantity)),
        text=TextRow(document_id="d", text=text),
    )
