"""How one writer prints figures: unit, separators, decimals, classifiers. A report keeps to its style, mostly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sampling.content import Fact
from sampling.figures import Label, money, people, percent, rate, staff

from generator.draw import Draw

YI, WAN = Decimal(10**8), Decimal(10**4)


@dataclass(frozen=True, slots=True)
class Style:
    """A writer's habits."""

    draw: Draw
    unit: str  # 万元 or 元: the unit of the budget's figures
    sep: str
    places: int  # decimals of a percentage
    half: bool  # half-width clause punctuation
    blank: str  # between noun, number and unit
    classifier: str  # 人, 名: of staff

    def cash(self, wan: Decimal, label: Label, concept: Any = None, stage: Any = "outturn", **fields: Any) -> Fact:
        """An amount in the report's unit, now and then in another; `wan` is 万元."""
        unit = fields.pop("unit", None) or (self.unit if self.draw.chance(0.95) else "元")
        number = wan if unit == "万元" else yuan(wan) if unit == "元" else trimmed(wan / WAN)
        shown = "{}" + self.blank + unit
        about = fields.pop("about", None)
        if about:
            shown = shown.replace("{}", "{}" + about) if about in "余多" else shown
            fields["qualifier"] = "over" if about in "余多" else "about"
        return money(number, label, concept, stage, unit=unit, form=shown, sep=self.sep, **fields)

    def bare(self, wan: Decimal, label: Label, concept: Any, stage: Any = "outturn", **fields: Any) -> Fact:
        """An amount whose unit stands behind a later one."""
        return money(wan, label, concept, stage, form="{}", sep=self.sep, **fields)

    def rate(self, number: Decimal, label: Label, concept: Any = None, **fields: Any) -> Fact:
        """A percentage."""
        return rate(number, label, concept, form="{}" + self.blank + "%", **fields)

    def percent(self, part: Decimal | int, whole: Decimal | int) -> Decimal:
        """part / whole in the writer's places."""
        return percent(part, whole, self.places)

    def staff(self, number: int, label: Label, status: Any, kind: Any, **fields: Any) -> Fact:
        """A count of the agency's people or posts."""
        classifier = fields.pop("classifier", self.classifier)
        return staff(number, label, status, kind, form="{}" + self.blank + classifier, **fields)

    def people(self, number: Decimal | int, label: Label, unit: str, **fields: Any) -> Fact:
        """A count of other people or of visits."""
        return people(number, label, form="{}" + self.blank + unit, sep=self.sep if number < 10**6 else "", **fields)


def yuan(wan: Decimal) -> Decimal:
    """万元 as 元, with cents where the number has more than four decimals."""
    whole = wan * WAN
    return whole.quantize(Decimal(1)) if whole == whole.to_integral_value() else whole.quantize(Decimal("0.01"))


def trimmed(number: Decimal) -> Decimal:
    """Without padding zeros."""
    return Decimal(format(number.normalize(), "f"))


def style(draw: Draw) -> Style:
    """Some writer."""
    half = draw.chance(0.12)
    return Style(
        draw=draw,
        unit="万元" if draw.chance(0.86) else "元",
        sep=draw.one(["", "", "", ",", "，"] if not half else ["", "", ","]),
        places=draw.one([2, 2, 2, 1]),
        half=half,
        blank=" " if draw.chance(0.15) else "",
        classifier=draw.one(["人", "人", "名"]),
    )
