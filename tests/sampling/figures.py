"""Figures with their truth: printed from numbers, so that they add up unless a fault is planted."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sampling.content import Fact

UNITS = {"元": 1, "万": 10**4, "万元": 10**4, "亿元": 10**8}
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
BUDGET = ["budget", "initial_budget"]
Number = Decimal | int
Label = str | list[str]


def d(number: str) -> Decimal:
    """A decimal with the places it is printed with."""
    return Decimal(number)


def plain(number: Decimal) -> str:
    """A number without padding zeros, as truth has it."""
    return format(number.normalize(), "f") if number else "0"


def digits(number: Number, sep: str = "") -> str:
    """A number as printed: its own places, thousands set apart by `sep`."""
    text = format(number, ",f") if isinstance(number, Decimal) else format(number, ",d")
    return text.replace(",", sep)


def percent(part: Number, whole: Number, places: int = 2) -> Decimal:
    """part / whole in percent, rounded as a report does."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def money(
    number: Number,
    label: Label,
    concept: Any = None,
    stage: Any = "outturn",
    *,
    unit: str = "万元",
    form: str = "{}万元",
    sep: str = "",
    wide: bool = False,
    fall: bool = False,
    **fields: Any,
) -> Fact:
    """An amount; `form` is what is printed ({} the number), a fall is a negative change."""
    shown = digits(number, sep)
    value = Decimal(number) * UNITS[unit] * (-1 if fall else 1)
    row = {
        "label": label,
        "domain": "budget" if concept else "programme",
        "concept": concept,
        "stage": stage,
        "fiscal_year": None,
        "measure": "change" if fall else "level",
        "unit": "万元" if unit == "万" else unit,
        "value_yuan": plain(value),
        "qualifier": "exact",
    }
    return Fact("amounts", form.format(shown.translate(WIDE) if wide else shown), row | fields)


def cash(number: Number, label: Label, concept: Any = None, stage: Any = "outturn", **fields: Any) -> Fact:
    """An amount printed with its unit, 万元 unless `unit` says else."""
    unit = fields.get("unit", "万元")
    return money(number, label, concept, stage, form="{}" + unit, **fields)


def cell(number: Number, label: Label, concept: Any, stage: Any = "outturn", **fields: Any) -> Fact:
    """An amount in a cell: the unit stands in the header."""
    return money(number, label, concept, stage, form="{}", **fields)


def people(number: Number, label: Label, *, form: str = "{}人", sep: str = "", **fields: Any) -> Fact:
    """A count of people outside the agency; 人次 are visits, 万 in the form multiplies."""
    row = {
        "label": label,
        "population": "visits" if "人次" in form else "persons",
        "staff_status": None,
        "establishment": None,
        "organisation": None,
        "fiscal_year": None,
        "basis": "actual",
        "value": int(number * (10**4 if "万" in form else 1)),
        "qualifier": "over" if "余" in form or "多" in form else "exact",
    }
    return Fact("headcounts", form.format(digits(number, sep)), row | fields)


def staff(number: int, label: Label, status: str, kind: Any, *, form: str = "{}人", **fields: Any) -> Fact:
    """A count of the agency's own people or posts."""
    own = {"population": "staff", "staff_status": status, "establishment": kind}
    return people(number, label, form=form, **own | fields)


def rate(
    number: Decimal,
    label: Label,
    concept: Any = None,
    *,
    form: str = "{}%",
    fall: bool = False,
    **fields: Any,
) -> Fact:
    """A percentage."""
    row = {
        "label": label,
        "concept": concept,
        "fiscal_year": None,
        "basis": "actual",
        "value_percent": plain(-number if fall else number),
    }
    return Fact("rates", form.format(digits(number)), row | fields)


def share(part: Number, whole: Number, label: str, base: str, **fields: Any) -> Fact:
    """The share that one number has in another: 占<base>的…%."""
    labels = [label, f"占{base}", f"{label}占{base}", f"占{base}的比例"]
    return rate(percent(part, whole), labels, "share", **fields)


def score(
    number: Number,
    label: Label,
    scope: str = "overall",
    points: Any = "100",
    *,
    form: str = "{}",
    **fields: Any,
) -> Fact:
    """A score."""
    row = {
        "scope": scope,
        "label": label,
        "points": points,
        "score": plain(Decimal(number)),
        "rate_percent": None,
        "grade": None,
    }
    return Fact("scores", form.format(digits(number)), row | fields)


def fault(code: str, note: str, **fields: Any) -> Fact:
    """A mark, printing nothing: what stands on this line doesn't hold."""
    return Fact("checks", "", {"code": code, "note": note} | fields)
