"""Who files a report, where, when and for which year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.departments import DEPARTMENTS, TOWNS, Department
from generator.draw import Draw
from generator.places import Place, place


@dataclass(frozen=True, slots=True)
class Filer:
    """Who files, where and for which year."""

    kind: Department
    place: Place
    name: str
    year: int
    month: int
    day: int

    def document(self, title: Any, precision: str | None) -> dict[str, Any]:
        """The truth of the document's row."""
        filed = {"day": f"{self.year + 1}-{self.month:02}-{self.day:02}", "month": f"{self.year + 1}-{self.month:02}-01"}
        return {
            "title": title, "agency": self.name, "division_code": self.place.code, "province": self.place.province,
            "city": [self.place.city, None] if self.place.city is None else self.place.city, "county": self.place.county,
            "fiscal_year": self.year, "filing_date": filed.get(precision or ""), "filing_date_precision": precision,
        }  # fmt: skip

    def date(self, draw: Draw, precision: str) -> str:
        """The filing date as printed."""
        year, month = self.year + 1, self.month
        if precision == "month":
            return draw.word(f"<{year}年{month}月|{year} 年 {month} 月>")
        words = f"{year}年{month}月{self.day}日"
        digits = f"{year}.{month:02}.{self.day:02}"
        return draw.one([words, words, f"{year} 年 {month} 月 {self.day} 日", digits, digits.replace(".", "-")])


def filer(draw: Draw) -> Filer:
    """Some department."""
    year = draw.whole(2017, 2023)
    kind, where = draw.one(DEPARTMENTS), place(draw, year)
    own = draw.one(kind.names)
    name = f"{where.county}{draw.one(TOWNS)}镇人民政府" if own == "人民政府" else where.county + own
    return Filer(kind, where, name, year, draw.whole(2, 9), draw.whole(1, 28))
