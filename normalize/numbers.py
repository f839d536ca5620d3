"""Printed numbers, units and qualifiers as values: exact decimals, canonical units, how surely a figure is meant."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_DIGIT = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "〇": 0, "○": 0, "两": 2,
          **{c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}}  # fmt: skip
_TEN = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIAD = {"万": 10**4, "亿": 10**8}
MONEY = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "千万元": 10**7, "亿元": 10**8}
_MONEY_NOTE = re.compile(r"亿元|百万元|千万元|万元|千元|元|万|亿")
_VAGUE = re.compile("[余多来]")
_ABOUT = re.compile(r"约|近|左右|上下|接近|^来$")
_OVER = re.compile(r"余|^多|几|以上|逾|(?<!不)超|不低于|不少于|至少|(?<!不)高于")
_UNDER = re.compile(r"不到|最多|至多|不足|以内|以下|之内|不超过|不高于|不多于|最高|低于")


def decimal(printed: str) -> Decimal | None:
    """The value of digits as printed (1，234.5) or of Chinese numerals (三点五七), None where it is neither."""
    bare = "".join(printed.split()).replace(",", "").replace("，", "")
    if bare[:1] in ("▲", "△"):  # how accountants print a negative
        bare = "-" + bare[1:]
    try:
        value = Decimal(bare)
    except InvalidOperation:
        return chinese(bare)
    return value if value.is_finite() else None


def chinese(numerals: str) -> Decimal | None:
    """The value of Chinese numerals, digit by digit (二〇二四) or with their powers (一百二十三万)."""
    whole, _, fraction = numerals.partition("点")
    if not whole or not all(c in _DIGIT or c in _TEN or c in _MYRIAD for c in whole):
        return None
    value = Decimal("".join(str(_DIGIT[c]) for c in whole) if all(c in _DIGIT for c in whole) else _powers(whole))
    if fraction and all(c in _DIGIT for c in fraction):
        value += Decimal("0." + "".join(str(_DIGIT[c]) for c in fraction))
    return value


def _powers(numerals: str) -> int:
    """The value of numerals with powers: 一亿零五百万, 一百二十三, and spoken 三千五 (3500)."""
    for char, power in (("亿", 10**8), ("万", 10**4)):
        if char in numerals:
            head, _, tail = numerals.rpartition(char)
            low = _DIGIT[tail] * power // 10 if len(tail) == 1 and tail in _DIGIT and tail not in "零〇" else _powers(tail)
            return _powers(head) * power + low
    section = digit = last = 0
    for char in numerals:
        if char in _DIGIT:
            digit = _DIGIT[char]
        else:
            last = _TEN[char]
            section, digit = section + (digit or 1) * last, 0
    spoken = last >= 100 and digit and len(numerals) > 1 and numerals[-2] in _TEN
    return section + (digit * last // 10 if spoken else digit)


def tenths(number: str, unit: str) -> Decimal | None:
    """The percentage that spoken tenths are: 九 and 成六 are 96, 一 and 成半 are 15."""
    whole, rest = decimal(number), unit.removeprefix("成")
    part = Decimal(5) if rest == "半" else decimal(rest) if rest else Decimal(0)
    return whole * 10 + part if whole is not None and part is not None else None


def money_unit(printed: str) -> str | None:
    """The canonical unit of money that a unit or a note holds: 万余元 → 万元, 金额单位：元 → 元; None without one."""
    bare = _VAGUE.sub("", printed).replace("圆", "元").replace("圓", "元").replace("萬", "万").replace("億", "亿")
    found = _MONEY_NOTE.findall(bare)
    if not found:
        return None
    unit = str(found[-1])
    return unit if unit.endswith("元") else unit + "元"


def qualifier(*words: str) -> str:
    """exact, about, over or under, as the words beside a figure (约, 余, 以上, 不足 …) say."""
    said = [word for word in words if word]
    if any(_OVER.search(word) for word in said):
        return "over"
    if any(_UNDER.search(word) for word in said):
        return "under"
    return "about" if any(_ABOUT.search(word) for word in said) else "exact"
