"""Counties as they were called in a year, with what stands above them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from generator.draw import Draw
from normalize.divisions import Division, gazetteer, stem, superiors


@dataclass(frozen=True, slots=True)
class Place:
    """A county-level division in a year."""

    code: str
    province: str
    city: str | None
    county: str

    @property
    def short(self) -> str:
        """The name as an abbreviation has it: its first character, without suffix."""
        return stem(self.county)[0]

    @property
    def suffix(self) -> str:
        """县, 市, 区 or 旗."""
        return self.county[-1]


@cache
def counties(year: int) -> tuple[Division, ...]:
    """Divisions of county level in that year whose name nothing else ever bore."""
    found = gazetteer()
    return tuple(
        row
        for rows in found.by_code.values()
        for row in rows
        if row.level == "county" and row.held(year) and row.held(year - 1) and row.held(year + 1)
        and row.name[-1] in "县市区旗" and len({other.code for other in found.by_name[row.name]}) == 1
        and len(superiors(row, year)) == 2 and len(stem(row.name)) > 1
    )


def place(draw: Draw, year: int) -> Place:
    """Any county of that year."""
    row = draw.one(counties(year))
    city, province = superiors(row, year)
    named = city.name[-1] in "市州盟区"
    return Place(row.code, province.name, city.name if named else None, row.name)
