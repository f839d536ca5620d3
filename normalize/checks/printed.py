"""How exactly a figure was printed: arithmetic with the roundings of its terms and no other tolerance."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from normalize.rows import Amount, Headcount, Rate

ZERO = Decimal(0)
FACTORS = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
    "亿": Decimal(100_000_000),
}
_NUMBER = re.compile(r"\d[\d,，\s]*(?:[.．]\s*(?P<decimals>[\d\s]*\d))?")


class Printed(NamedTuple):
    """A figure and one unit of its last printed digit (0 where it is exact: heads are not rounded)."""

    value: Decimal
    unit: Decimal

    @property
    def low(self) -> Decimal:
        """The least value that rounds to what is printed."""
        return self.value - self.unit / 2

    @property
    def high(self) -> Decimal:
        """The greatest value that rounds to what is printed."""
        return self.value + self.unit / 2

    def agrees(self, low: Decimal, high: Decimal) -> bool:
        """Whether the print stands for a value in a range, rounded or cut off."""
        return low - self.unit <= self.value <= high + self.unit


@lru_cache(maxsize=1 << 12)
def last_digit(quote: str, value: Decimal) -> Decimal:
    """One unit of the last digit of a figure as printed: 0.01 for 1,234.50."""
    match = _NUMBER.search(quote)
    if match is None:
        exponent = value.as_tuple().exponent
        return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)
    return Decimal(1).scaleb(-len("".join((match["decimals"] or "").split())))


def yuan(amount: Amount) -> Printed | None:
    """An amount in 元 with the exactness of its print; None where it has no value."""
    if amount.value_yuan is None:
        return None
    if not amount.value_yuan and "." not in amount.quote and "．" not in amount.quote:
        return Printed(ZERO, ZERO)  # nothing, and not something rounded down
    factor = FACTORS.get(amount.unit or "")
    if factor is None:
        factor = amount.value_yuan / amount.value if amount.value else Decimal(1)
    return Printed(amount.value_yuan, last_digit(amount.quote, amount.value_yuan) * factor)


def heads(count: Headcount) -> Printed | None:
    """A headcount in persons; only those printed in 万人 are rounded."""
    if count.value is None:
        return None
    value = Decimal(count.value)
    rounded = "万" in (count.unit or "")
    return Printed(value, last_digit(count.quote, value) * 10_000 if rounded else ZERO)


def percent(rate: Rate) -> Printed | None:
    """A rate in per cent; 0.958 under a rate header is exact to 0.1 per cent."""
    if rate.value_percent is None:
        return None
    unit = last_digit(rate.quote, rate.value_percent)
    match = _NUMBER.search(rate.quote)
    if match and rate.value_percent and "%" not in rate.quote and "％" not in rate.quote:
        printed = Decimal(re.sub(r"[\s,，]", "", match[0]).replace("．", "."))
        unit *= 100 if printed * 100 == abs(rate.value_percent) else 1
    return Printed(rate.value_percent, unit)


def figure(row: Amount | Headcount) -> Printed | None:
    """An amount in 元 or a headcount in persons."""
    return yuan(row) if isinstance(row, Amount) else heads(row)


_STAGES = {
    "initial_budget": ("年初预算数", "initial budget"), "adjusted_budget": ("全年预算数", "adjusted budget"),
    "budget": ("预算数", "budget"), "allocated": ("到位数", "allocated"), "outturn": ("执行数", "outturn"),
}  # fmt: skip


def shown(row: Amount | Headcount) -> str:
    """A figure as printed, with its unit where that stands elsewhere (a header)."""
    unit = row.unit or ""
    if row.quote[-1:] in ("万", "亿") and unit == row.quote[-1] + "元":
        return row.quote + "元"
    return row.quote if not unit or unit in row.quote else f"{row.quote}{unit}"


def named(row: Amount | Headcount) -> tuple[str, str]:
    """A figure with what it is of, in Chinese and English; a cell also says its stage, which its header holds."""
    label, stage = (row.label or "")[:24], _STAGES.get(getattr(row, "stage", None) or "", ("", ""))
    if row.table_index is None or not stage[0] or stage[0] in label:
        stage = ("", "")
    english = f" ({stage[1]})" if stage[1] else ""
    return f"{label}{stage[0]}{shown(row)}", f"{label} {shown(row)}{english}".strip()


def total(terms: Iterable[Printed]) -> tuple[Decimal, Decimal]:
    """The least and greatest sum of figures as printed."""
    listed = list(terms)
    return sum((t.low for t in listed), ZERO), sum((t.high for t in listed), ZERO)


def ratio(part: Printed, whole: Printed) -> tuple[Decimal, Decimal] | None:
    """The least and greatest part ÷ whole in per cent; None where the whole may be nought."""
    if whole.low <= 0:
        return None
    low, high = max(part.low, ZERO), max(part.high, ZERO)
    return 100 * low / whole.high, 100 * high / whole.low


def rounded(value: Decimal, unit: Decimal) -> Decimal:
    """A value at the exactness of a print, for messages and the `expected` column."""
    return value.quantize(unit if 0 < unit < 1 else Decimal(1), ROUND_HALF_UP)


def in_unit(value: Decimal, row: Amount | Headcount) -> Decimal:
    """元 or persons in the unit a row was printed in, without trailing noughts."""
    if isinstance(row, Amount):
        value = value / FACTORS.get(row.unit or "", Decimal(1))
    elif "万" in (row.unit or ""):
        value = value / 10_000
    return plain(value)


def plain(value: Decimal) -> Decimal:
    """A decimal without trailing noughts and without an exponent."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral() else value


_LARGER = {"元": "万元", "万元": "亿元", "万": "亿元"}
_SMALLER = {"亿元": "万元", "亿": "万元", "万元": "元", "万": "元"}


def in_next_unit(row: Amount, factor: Decimal) -> str:
    """The figure as printed in the unit 10,000 times larger or smaller, in 元 where there is none."""
    unit = (_LARGER if factor > 1 else _SMALLER).get(row.unit or "")
    return f"{plain(row.value or ZERO)}{unit}" if unit else f"{plain((row.value_yuan or ZERO) * factor)}元"
