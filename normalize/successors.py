"""Divisions through time: what one is called now, and an id that it keeps over renaming and 撤县设区.

A division goes on in the one that took its name, in its province, when it ended; else in the one that took
its code; else in the one that `successors.tsv` names. Where none of these tells, nothing is said.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from normalize.divisions import OPEN, Division, by_stem, gazetteer, stem

TABLE = Path(__file__).with_name("successors.tsv")
SHUFFLED = 1989
"""Up to this year codes were given anew to whole prefectures, so that only names tell."""
_MOVED = {frozenset({"50", "51"}), frozenset({"46", "44"})}
"""Provinces set up out of others: 重庆 (1997), 海南 (1988)."""

Key = tuple[str, int]


@lru_cache(maxsize=1)
def _named() -> tuple[dict[Key, str], dict[tuple[str, str], Key]]:
    """The hand-checked table: code and last year → new code; and back for the places that stayed one."""
    onward, back = {}, {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line[0].isdigit():
            code, _, last, new, name, how = line.split("\t")
            onward[code, int(last)] = new
            if how == "one":
                back[new, name] = (code, int(last))
    return onward, back


def _province(one: Division, other: Division) -> bool:
    pair = frozenset({one.code[:2], other.code[:2]})
    return len(pair) == 1 or (pair in _MOVED and one.name == other.name)


def _alike(row: Division, others: list[Division]) -> list[Division]:
    """Those of other rows that can be the same place by their name: a district's counts within its city only."""
    same = [o for o in others if o.level == row.level and stem(o.name) == stem(row.name) and _province(row, o)]
    near = [o for o in same if o.code[:4] == row.code[:4] or o.superior == row.superior]
    exact = [o for o in same if o.name == row.name]
    common = row.name.endswith("区") and (stem(row.name) == row.name or not exact)
    city_wide = near if common else near or exact or same  # 郊区, 城区: every city had one
    closest = [o for o in city_wide if o.name == row.name] or city_wide
    return closest if len(closest) == 1 else [o for o in closest if o.code == row.code]


def _beside(row: Division, year: int) -> list[Division]:
    """Rows of the division's name or code that begin in the year."""
    rows = [*by_stem().get(stem(row.name), ()), *gazetteer().by_code.get(row.code, ())]
    return list({(o.code, o.name, o.first_year): o for o in rows if o.first_year == year}.values())


def successor(row: Division) -> Division | None:
    """What a division became when it ended: itself renamed or what it went into; None where it can't be told."""
    if row.last_year == OPEN:
        return None
    year = row.last_year + 1
    if (code := _named()[0].get((row.code, row.last_year))) is not None:
        return next((o for o in gazetteer().by_code.get(code, ()) if o.held(year)), None)
    begun = _beside(row, year)
    if found := _alike(row, begun):
        return found[0]
    taken = [o for o in begun if o.code == row.code and row.last_year > SHUFFLED and not _known_before(o, row)]
    if taken:
        return taken[0]
    held = [o for o in by_stem().get(stem(row.name), ()) if o.held(year) and o.superior == row.superior]
    joined = [o for o in held if o.level == row.level and stem(o.name) != o.name]
    return joined[0] if len(joined) == 1 else None


def _known_before(new: Division, old: Division) -> bool:
    """Whether a name that took over a code was another place's already: that place took the old one in."""
    rows = by_stem().get(stem(new.name), ())
    return any(o.held(old.last_year) and o.code[:2] == old.code[:2] and o.level == new.level for o in rows)


def predecessor(row: Division) -> Division | None:
    """What a division was before it got its code, name or superior, as one and the same place."""
    year = row.first_year - 1
    before = [*by_stem().get(stem(row.name), ()), *gazetteer().by_code.get(row.code, ())]
    key = _named()[1].get((row.code, row.name))
    if key is not None:
        before += gazetteer().by_code.get(key[0], ())
    ended = {(o.code, o.name, o.first_year): o for o in before if o.last_year == year}
    sources = [o for o in ended.values() if successor(o) == row]
    if len(sources) > 1:
        sources = [o for o in sources if o.name == row.name] or [o for o in sources if stem(o.name) == stem(row.name)]
    return sources[0] if len(sources) == 1 else None


@lru_cache(maxsize=4096)
def now(row: Division) -> Division | None:
    """The division that a place belongs to today; None where its end is all that is known."""
    seen = 0
    while row.last_year != OPEN and seen < 20:
        following = successor(row)
        if following is None:
            return None
        row, seen = following, seen + 1
    return row if row.last_year == OPEN else None


@lru_cache(maxsize=4096)
def panel_id(row: Division) -> str:
    """An id for one place through all its names and codes: its earliest code in the table, and since when.

    Later changes of the table's end don't alter it; codes are given again, so that the year is a part of it.
    """
    seen = 0
    while seen < 20 and (earlier := predecessor(row)) is not None:
        row, seen = earlier, seen + 1
    return f"{row.code}-{row.first_year}"
