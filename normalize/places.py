"""Which division a printed text speaks of: an agency's name, a title, a misprint, a development zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from normalize.divisions import (
    FIRST_YEAR,
    OPEN,
    Division,
    Match,
    by_stem,
    gazetteer,
    is_under,
    known,
    lookup,
    similar,
    stem,
    superiors,
)

LONGEST = 16  # characters: 双江拉祜族佤族布朗族傣族自治县 has 15
SUFFIX_CHARACTER = re.compile("[省市县区旗盟州]")
# Two characters such as 高县 or 城区 are a place only where a name can begin, not in 提高县级 or 老城区.
NAME_MAY_BEGIN = re.compile(r"(?:^|[^\u4e00-\u9fff]|年度?|关于|中共|共产党|部门|单位|名称)$")
# Development zones have no code of their own: they stay with the division that set them up.
ZONE = re.compile(
    r"""(?x) [^\W\d局委厅办处院校]{0,8}? (?: (?:开发|高新|经开|新|园|示范|管理|风景|名胜|度假|合作|保税|加工
        | 实验|试验|集聚|产业|工业|功能) 区 )"""
)
LEAD = re.compile(r"[\W\da-zA-Z_]*(?:年度?)?")
# What looks like a division's name before an agency's, for misprints. 农贸市场 and 县级 are none.
NAME_LIKE = re.compile(
    r"""(?x) (?P<name>[^\W\da-zA-Z局委厅办处院校部会的驻和与]{1,5}?
        (?: 市(?![场政容民委直级本域长]) | 县(?![级域长乡委城直]) | 区 | 旗 ))"""
)
NO_NAME = re.compile(
    r"[省市县区]?[本我全各该城超集社园景灾地省市县区]?[市县区]|.*(?:社区|地区|园区|景区|[城都超]市)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """The division that a text names, with full names above it as of the year.

    A municipality (重庆市) is province and city of all its counties and of itself; a county directly under
    its province (仙桃市) has city None. division is None where several are meant: see candidates.
    flags: no_place; unknown_name (like a division's name but none: candidates are what looks like it);
    by_context; superior_conflict; no_code (a development zone: division is the one around it); and
    Match.how where it isn't exact.
    """

    province: str | None = None
    city: str | None = None
    county: str | None = None
    division: Division | None = None
    flags: tuple[str, ...] = ()
    candidates: tuple[Division, ...] = ()


def names_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Divisions' full names in a text as (start, end, name), the longest at each place."""
    names = gazetteer().by_name
    end = 0
    for suffix in SUFFIX_CHARACTER.finditer(text):
        if suffix.end() <= end:
            continue
        starts = [*range(max(end, suffix.end() - LONGEST), suffix.start())]
        # 济南市中区: the 市 of 市中区 is all that is left of 济南市.
        for start in starts + [end - 1] * (text[end - 1 : end] == "市"):
            if text[start : suffix.end()] in names:
                longest = min(start + LONGEST, len(text))
                end = next(e for e in range(longest, suffix.start(), -1) if text[start:e] in names)
                yield start, end, text[start:end]
                break


def place_of(text: str, year: int | None = None, context: str = "", short: bool = False) -> Place:
    """The lowest place that an agency's name or a title names, as of the fiscal year.

    context: the report's text, searched for the superiors of candidates when the name alone is ambiguous.
    short: take 麻章 at the beginning for 麻章区.
    """
    text = re.sub(r"\s+", "", text[:200])  # a name or a title: no more is looked at
    at = OPEN if year is None else max(year, FIRST_YEAR)
    match, around, end = chain(text, at, context)
    if not end:
        match, end = leading_stem(text, at, short)
    flags = [] if match.how == "exact" else [match.how]
    candidates = () if match.division else match.candidates
    division = match.division
    if end and ZONE.match(text, end):
        flags.append("no_code")
    elif not candidates and (division is None or division.level != "county"):
        slip, candidates = odd_name(text, end, at, division)
        if slip == "unknown_name":
            division, around = None, division or around
            candidates = tuple(sorted(candidates, key=lambda row: -context.count(row.name)))
        flags = [flag for flag in flags if not slip or flag != "no_place"] + [slip] * bool(slip)
    return Place(*names_above(division or around, at), division, tuple(flags), candidates)


_SPEAKS = re.compile("财政局|人民政府|[县市区旗]?委")


def place_in(text: str, year: int | None = None) -> Place:
    """The one county whose finance bureau, government or committee a report speaks of (《某县财政局关于…的通知》).

    For filers whose name tells no place: a township, a school. None where there are several, or none.
    """
    at = OPEN if year is None else max(year, FIRST_YEAR)
    bare = re.sub(r"\s+", "", text[:20_000])
    found = {
        match.division for start, end, name in names_in(bare)
        if len(name) > 2 and _SPEAKS.match(bare, end) and (match := lookup(name, at)).division is not None
    }  # fmt: skip
    counties = [division for division in found if division and division.level == "county"]
    if len(counties) != 1:
        return Place(flags=("no_place",))
    return Place(*names_above(counties[0], at), counties[0], ("by_context",), ())


def chain(text: str, year: int, context: str) -> tuple[Match, Division | None, int]:
    """The last of the names that lead down to the place, the division above it, and where it ends."""
    match, around, end = Match(None, how="no_place"), None, 0
    for start, stop, name in names_in(text):
        touching = 0 < start <= end
        if not touching and (shorter := after_superior(text, start, stop, year)):
            name, touching = shorter, True
        found = lookup(name, year, around)
        if found.how == "unknown" and touching and text[start - 1] == "市":  # 青岛市北区, and there is a 北区
            found = lookup("市" + name, year, around)
        if found.how == "unknown" and touching and name[-1] != "区":
            elsewhere = lookup(name, year)
            found = replace(elsewhere, how="superior_conflict" if elsewhere.division else "unknown")
        if found.how == "unknown" or not (touching or len(name) > 2 or NAME_MAY_BEGIN.search(text[:start])):
            continue
        found = weigh(weigh(found, text[:stop], year, "short"), context, year, "by_context")
        match, end = found, stop
        if found.division is None or found.division.level == "county":
            break
        around = found.division
    return match, around, end


def after_superior(text: str, start: int, stop: int, year: int) -> str | None:
    """The name that ends here and begins after a superior's short name: 新县 of 信阳新县, not 阳新县."""
    for begin in range(max(start, 2), stop - 1):
        name, before = text[begin:stop], text[:begin]
        rows = lookup(name, year).candidates if known(name) else ()
        if before.endswith(tuple(stem(one.name) for row in rows for one in superiors(row, year))):
            return name
    return None


def weigh(match: Match, text: str, year: int, how: str) -> Match:
    """The candidate whose superiors the text names most, the nearest counting first; else the match."""
    if match.how != "ambiguous" or not text:
        return match
    scores = []
    for row in match.candidates:
        counts = [text.count(stem(one.name)) for one in superiors(row, year)] or [0]
        scores.append(((counts[0], sum(counts[1:])), row))
    best = max(score for score, _ in scores)
    chosen = [row for score, row in scores if score == best]
    return Match(chosen[0], match.candidates, how) if any(best) and len(chosen) == 1 else match


def leading_stem(text: str, year: int, short: bool) -> tuple[Match, int]:
    """The division whose name without suffix begins the text, if asked for or before a zone (赣州开发区)."""
    start = lead(text)
    for end in range(start + 6, start + 1, -1):
        if text[start:end] in by_stem() and (short or ZONE.match(text, end)):
            return lookup(text[start:end], year, short=True), end
    return Match(None, how="no_place"), 0


def odd_name(text: str, end: int, year: int, around: Division | None) -> tuple[str, tuple[Division, ...]]:
    """A flag for a name like a division's that is none there (吴州市), and the divisions it looks like."""
    found = NAME_LIKE.match(text, end or lead(text))
    if found is None or NO_NAME.fullmatch(name := found["name"]):
        return "", ()
    alike = tuple(row for row in similar(name, year) if around is None or is_under(row, around, year))
    if not known(name) and (alike or (around and name[-1] != "区" and len(name) > 2)):
        return "unknown_name", alike
    if around is None and not ZONE.fullmatch(name):
        return "unknown_name", ()
    return ("no_code" if name.endswith("区") and len(name) > 2 else ""), ()


def lead(text: str) -> int:
    found = LEAD.match(text)
    return found.end() if found else 0


def names_above(division: Division | None, year: int) -> tuple[str | None, str | None, str | None]:
    """Full names of province, city and county as of the year, for a division of any level."""
    if division is None:
        return None, None, None
    names = {one.level: one.name for one in (division, *superiors(division, year))}
    province, city = names.get("province"), names.get("city")
    if province and province.endswith("市"):
        city = province
    return province, city, names.get("county")
