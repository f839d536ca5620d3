"""Years and dates: the year under evaluation, the year a figure is about, filing dates with their precision."""

from __future__ import annotations

import calendar
import re
from datetime import date

from normalize.numbers import chinese

_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE = re.compile(r"上年|去年|上一年|前一年|同期")
_OTHERS = {"前年": -2, "次年": 1, "下年": 1}
_AS_OF = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?:度)?(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})[日号]|(?P<end>年?末|年?底)"
    r"|(?P<up_to>(?<=月)))$"
)
_MONTHS = re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?\d{1,2}(?:月份?)?[-—~～至]+(?P<month>\d{1,2})月$")
_HALF = re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?上半年$")
_NUMERALS = re.compile(r"[〇○零一二三四五六七八九十ＯO]+")


def year_in(printed: str | None) -> int | None:
    """The last year that is printed (2020-2022 → 2022), None where none is."""
    if not printed:
        return None
    years = _YEAR.findall(printed)
    if years:
        return int(years[-1])
    match = re.match(r"[二一][〇○零ＯO九][〇○零一二三四五六七八九]{2}", printed)
    value = chinese(match.group().replace("O", "〇").replace("Ｏ", "〇")) if match else None
    return int(value) if value else None


def first_year(printed: str) -> int | None:
    """The first of several years that are printed (2020-2022 → 2020), None where it is one year or none."""
    years = _YEAR.findall(printed)
    return int(years[0]) if len(set(years)) > 1 else None


def year_of(period: str, evaluated: int | None) -> int | None:
    """The year a figure is about: the one printed, the one before for 上年, else the year under evaluation."""
    printed = year_in(period)
    if printed:
        return printed
    if evaluated and _BEFORE.search(period):
        return evaluated - 1
    if evaluated and period in _OTHERS:
        return evaluated + _OTHERS[period]
    return evaluated


def as_of(period: str, evaluated: int | None) -> date | None:
    """The date up to which a figure counts (2021年末, 11月23日 of the year under evaluation, 1—7月), None for a whole year."""
    half = _HALF.fullmatch(period)
    match = half or _MONTHS.fullmatch(period) or _AS_OF.search(period)
    if not match:
        return None
    told = {"month": "6"} | match.groupdict()
    year = int(told["year"]) if told["year"] else year_of(period, evaluated)
    month = int(told["month"] or 12)
    if not year or not 1 <= month <= 12 or (told.get("day") and not told["month"]):
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(told.get("day") or last)
    return date(year, month, day) if 1 <= day <= last else None


def filing_date(printed: str | None) -> tuple[date, str] | None:
    """(date, precision day|month|year) of a printed date; a month gives its first day. None where digits are lost."""
    if not printed:
        return None
    bare = re.sub(r"\s", "", printed)
    if _NUMERALS.match(bare):
        bare = _NUMERALS.sub(lambda m: str(int(chinese(m[0]) or 0)), re.sub("[0OＯ]", "〇", bare))
    patterns = (
        r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日号]?)?$",
        r"(?P<y>\d{4})[./-](?P<m>\d{1,2})(?:[./-](?P<d>\d{1,2}))?$",
        r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})$",
        r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)?$",
        r"(?P<y>\d{4})年$",
    )
    for pattern in patterns:
        match = re.match(pattern, bare)
        if match:
            parts = match.groupdict()
            month, day = int(parts.get("m") or 1), int(parts.get("d") or 1)
            precision = "day" if parts.get("d") else "month" if parts.get("m") else "year"
            try:
                return date(int(parts["y"]), month, day), precision
            except ValueError:
                return None
    return None
