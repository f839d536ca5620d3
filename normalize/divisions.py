"""China's administrative divisions year by year: which county, code and superior a printed name means.

The table (divisions.tsv) tells how things stood when a year ended, 1980-2024; later years read as its last.
A name that several divisions carry is never guessed at: without evidence the candidates come back instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("divisions.tsv")
OPEN = 9999
FIRST_YEAR = 1980

# 族 may be left out only of names that cannot be taken for a part of the place's own (西藏, 隆回).
PEOPLES = re.compile(
    r"""(?x) (?:
      (?:蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|达斡尔|鄂温克|鄂伦春) 族?
    | (?:回|藏|苗|壮|侗|瑶|白|彝|傣|黎|佤|畲|羌|怒|土|满|京|水|各|土家|哈尼|傈僳|拉祜|东乡|纳西|景颇|布朗|撒拉
        |毛南|仡佬|仫佬|阿昌|普米|德昂|保安|裕固|独龙|门巴|珞巴|基诺|布依|朝鲜) 族
    )+ $ """
)
SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|[省市县区旗盟州])$")
# Names in daily use that can't be had by leaving out suffix and peoples; each means one division only.
CUSTOMARY = {
    "前郭县": "前郭尔罗斯蒙古族自治县", "喀左县": "喀喇沁左翼蒙古族自治县", "阜蒙县": "阜新蒙古族自治县",
    "杜蒙县": "杜尔伯特蒙古族自治县", "和丰县": "和布克赛尔蒙古自治县", "莫旗": "莫力达瓦达斡尔族自治旗",
    "达茂旗": "达尔罕茂明安联合旗", "土左旗": "土默特左旗", "土右旗": "土默特右旗", "察右前旗": "察哈尔右翼前旗",
    "察右中旗": "察哈尔右翼中旗", "察右后旗": "察哈尔右翼后旗", "科左中旗": "科尔沁左翼中旗", "科左后旗": "科尔沁左翼后旗",
    "科右前旗": "科尔沁右翼前旗", "科右中旗": "科尔沁右翼中旗", "阿左旗": "阿拉善左旗", "阿右旗": "阿拉善右旗",
    "新左旗": "新巴尔虎左旗", "新右旗": "新巴尔虎右旗", "鄂前旗": "鄂托克前旗", "乌前旗": "乌拉特前旗", "乌中旗": "乌拉特中旗",
    "乌后旗": "乌拉特后旗", "东乌旗": "东乌珠穆沁旗", "西乌旗": "西乌珠穆沁旗", "阿旗": "阿鲁科尔沁旗", "翁旗": "翁牛特旗",
    "克旗": "克什克腾旗", "伊旗": "伊金霍洛旗",
}  # fmt: skip
SHORT_AUTONOMOUS = {"自治县": "县", "自治州": "州", "自治旗": "旗"}


@dataclass(frozen=True, slots=True)
class Division:
    """A division under one code, name and superior, for the years at whose end it had them."""

    code: str
    name: str
    superior: str
    first_year: int
    last_year: int  # OPEN while it holds

    @property
    def level(self) -> str:
        """province, city (prefecture) or county, as the code tells."""
        return "province" if self.code.endswith("0000") else "city" if self.code.endswith("00") else "county"

    def held(self, year: int) -> bool:
        return self.first_year <= year <= self.last_year


@dataclass(frozen=True, slots=True)
class Match:
    """What a name means in a year: one division, or none and the candidates.

    how: exact; short (a suffix or a people's name left out); change_year (the old name in the year in which
    it was given up: reports of that year use both); renamed (an older or newer name of it); ambiguous;
    not_in_year (no such division then, the candidates are of other years); unknown.
    """

    division: Division | None
    candidates: tuple[Division, ...] = ()
    how: str = "unknown"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    by_name: dict[str, list[Division]]  # full names, and short forms of autonomous divisions (寻甸县)
    by_code: dict[str, list[Division]]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The table, read once."""
    by_name: dict[str, list[Division]] = {}
    by_code: dict[str, list[Division]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line[0].isdigit():
            continue
        code, name, superior, first, last = line.split("\t")
        division = Division(code, name, superior, int(first), int(last) if last else OPEN)
        by_name.setdefault(name, []).append(division)
        by_code.setdefault(code, []).append(division)
        if (short := SHORT_AUTONOMOUS.get(name[-3:])) is not None:
            by_name.setdefault(stem(name) + short, []).append(division)
    by_name.update({short: by_name[name] for short, name in CUSTOMARY.items() if short not in by_name})
    return Gazetteer(by_name, by_code)


@lru_cache(maxsize=1)
def by_stem() -> dict[str, list[Division]]:
    """Divisions by their names without suffix and peoples: 寻甸, 岳阳 (city and county), 内蒙古."""
    found: dict[str, list[Division]] = {}
    for rows in gazetteer().by_code.values():
        for row in rows:
            found.setdefault(stem(row.name), []).append(row)
    return found


@lru_cache(maxsize=8192)
def stem(name: str) -> str:
    """The name without its suffix and the peoples of an autonomous division, two characters at least."""
    bare = SUFFIX.sub("", name)
    if bare != name and name[len(bare) :].startswith("自治"):
        own = PEOPLES.sub("", bare)
        bare = own if len(own) > 1 else bare.removesuffix("族")
    return bare if len(bare) > 1 else name


def superiors(division: Division, year: int) -> tuple[Division, ...]:
    """The divisions above it as of the year (the nearest year of its own), nearest first."""
    year = min(max(year, division.first_year), division.last_year)
    above: list[Division] = []
    while division.superior:
        rows = gazetteer().by_code.get(division.superior, ())
        if not rows:
            break
        division = min(rows, key=lambda row: distance(row, year))
        above.append(division)
    return tuple(above)


def distance(row: Division, year: int) -> int:
    return max(row.first_year - year, year - row.last_year, 0)


def lookup(name: str, year: int | None = None, within: Division | None = None, short: bool = False) -> Match:
    """The division that a name means in a year (None: the latest), or the candidates where it means several.

    within: only divisions under this one. short: 麻章 for 麻章区 too, where nothing else is called so.
    """
    year = OPEN if year is None else max(year, FIRST_YEAR)
    named = gazetteer().by_name.get(name, ()) or (by_stem().get(name, ()) if short else ())
    rows = [row for row in named if within is None or is_under(row, within, year)]
    live = [row for row in rows if row.held(year)]
    # Reports of the year of a change use either name.
    live += [row for row in rows if row.last_year == year - 1 and not any(recoded(row, new) for new in live)]
    live = live or renamed(rows, year)
    if len(live) != 1:
        return Match(None, tuple(live or rows), "ambiguous" if live else "not_in_year" if rows else "unknown")
    row = live[0]
    how = "renamed" if row not in rows else "short" if row.name != name else "exact"
    return Match(row, (row,), how if row.held(year) else "change_year")


def recoded(old: Division, new: Division) -> bool:
    """Whether this is the same place under a new code or superior, its name unchanged."""
    return old.name == new.name and (old.code[:2] == new.code[:2] or follows(old, new))


def follows(old: Division, new: Division) -> bool:
    return new.first_year == old.last_year + 1


def is_under(row: Division, above: Division, year: int) -> bool:
    """Whether the one is a part of the other, by code or (the code having changed) by the superior's name."""
    return any(
        one.code == above.code or (one.level == above.level and stem(one.name) == stem(above.name))
        for one in superiors(row, year)
    )


def renamed(rows: Iterable[Division], year: int) -> list[Division]:
    """Divisions of the year with the code of one of these, else with its stem in its city or province."""
    found: dict[str, Division] = {}
    for row in rows:
        same = [
            other
            for other in gazetteer().by_code[row.code]  # next to it in time: codes are given again
            if other.held(year) and (follows(row, other) or follows(other, row))
        ] or [
            other
            for other in by_stem()[stem(row.name)]
            if other.held(year) and other.code[:2] == row.code[:2] and row.level in (other.level, "city")
        ]
        near = [other for other in same if other.superior == row.superior]
        found.update((other.code, other) for other in near or same)
    return list(found.values())


def known(name: str) -> bool:
    """Whether any division was ever called so, in full or by its usual short form (寻甸县)."""
    return name in gazetteer().by_name


def similar(name: str, year: int | None = None) -> list[Division]:
    """Divisions of the year that differ from the name in one character only, not in its last."""
    year = OPEN if year is None else max(year, FIRST_YEAR)
    return [
        row
        for other, rows in gazetteer().by_name.items()
        if len(other) == len(name) and other[-1] == name[-1] and sum(map(str.__ne__, other, name)) == 1
        for row in rows
        if row.held(year)
    ]
