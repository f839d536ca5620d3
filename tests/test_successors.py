"""Divisions through time: what they are now, and one id for one place."""

from __future__ import annotations

from itertools import pairwise

import pytest

from normalize.divisions import OPEN, Division, gazetteer, lookup
from normalize.successors import TABLE, now, panel_id, predecessor, successor

ROWS = [row for rows in gazetteer().by_code.values() for row in rows]


def division(name: str, year: int) -> Division:
    found = lookup(name, year).division
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("old", "year", "new", "code"),
    [
        ("祁阳县", 2019, "祁阳市", "431181"),
        ("湟中县", 2018, "湟中区", "630106"),
        ("枞阳县", 2010, "枞阳县", "340722"),  # another city's since 2015
        ("横县", 2018, "横州市", "450181"),
        ("蓟县", 2010, "蓟州区", "120119"),
        ("铜仁市", 2008, "碧江区", "520602"),
        ("云阳县", 1990, "云阳县", "500235"),  # 四川 until 1997
        ("襄樊市", 2008, "襄阳市", "420600"),
        ("浈江区", 2000, "浈江区", "440204"),  # two districts that changed their codes for each other's
        ("和县", 2008, "和县", "340523"),
        ("綦江县", 2005, "綦江区", "500110"),
    ],
)
def test_renamed_division_is_one_panel(old: str, year: int, new: str, code: str) -> None:
    before, after = division(old, year), division(new, 2024)
    found = now(before)
    assert found == after
    assert after.code == code
    assert panel_id(before) == panel_id(after)


@pytest.mark.parametrize(
    ("old", "year", "new"),
    [("崇文区", 2005, "东城区"), ("万盛区", 2005, "綦江区"), ("胶南市", 2010, "黄岛区"), ("宣化县", 2010, "宣化区")],
)
def test_merged_division_is_a_panel_of_its_own(old: str, year: int, new: str) -> None:
    found = now(division(old, year))
    assert found is not None
    assert found.name == new
    assert panel_id(found) != panel_id(division(old, year))


def test_divided_division_has_no_successor() -> None:
    assert now(division("邯郸县", 2010)) is None
    assert now(division("莱芜市", 2017)) is None


def test_no_panel_holds_two_divisions_of_one_year() -> None:
    panels: dict[str, list[Division]] = {}
    for row in ROWS:
        panels.setdefault(panel_id(row), []).append(row)
    for rows in panels.values():
        rows.sort(key=lambda row: row.first_year)
        assert all(one.last_year < other.first_year for one, other in pairwise(rows)), rows


def test_predecessors_are_successors_seen_from_behind() -> None:
    for row in ROWS:
        before = predecessor(row)
        assert before is None or (successor(before) == row and before.last_year + 1 == row.first_year)


def test_nearly_all_counties_since_2003_are_known_today() -> None:
    for year in (2003, 2010, 2018, 2023):
        live = [row for row in ROWS if row.held(year) and row.level == "county"]
        lost = [row for row in live if now(row) is None]
        assert len(lost) * 50 <= len(live)
        assert all(found.last_year == OPEN for row in live if (found := now(row)) is not None)


def test_hand_checked_successors_agree_with_the_table() -> None:
    by_code = gazetteer().by_code
    lines = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line[0].isdigit()]
    assert len(lines) > 100
    for code, name, last, new_code, new_name, how in lines:
        assert any(row.name == name and row.last_year == int(last) for row in by_code[code]), code
        begun = [row for row in by_code[new_code] if row.name == new_name and row.held(int(last) + 1)]
        assert len(begun) == 1, new_code
        assert how == "merged" or (how == "one" and begun[0].first_year == int(last) + 1), code
