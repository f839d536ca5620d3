"""The dated table of divisions, names looked up in it, and the places that agencies' names speak of."""

from __future__ import annotations

import json
import random
import runpy
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.divisions import OPEN, TABLE, gazetteer, known, lookup, similar, stem, superiors
from normalize.places import names_in, place_in, place_of

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
GOLD = sorted([*SHARED.glob("gold/*.json"), *SHARED.glob("dev/*/gold/*.json")])


def years(first: str, last: str) -> range:
    return range(int(first), int(last or 2024) + 1)


def drawn_counties(count: int) -> list[tuple[str, str, str, int]]:
    """County code, name, superior's name and a year, drawn from the table's own lines."""
    lines = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line[0].isdigit()]
    names = {(code, year): name for code, name, _, a, b in lines for year in years(a, b)}
    held = [
        (code, name, names[superior, year], year)
        for code, name, superior, first, last in lines
        if not code.endswith("00")
        for year in years(first, last)
        if year >= 1990 and (superior, year) in names
    ]
    return random.Random(2260).sample(held, count)


COUNTIES = drawn_counties(300)


def test_table_has_one_name_for_a_code_in_a_year() -> None:
    for code, rows in gazetteer().by_code.items():
        spans = sorted((row.first_year, row.last_year) for row in rows)
        assert all(a[1] < b[0] for a, b in pairwise(spans)), code


def test_counties_with_superior_are_all_found() -> None:
    found = [place_of(f"{above}{name}民政局", year).division for _, name, above, year in COUNTIES]
    assert [row and row.code for row in found] == [code for code, *_ in COUNTIES]


def test_counties_alone_are_found_or_given_as_candidates() -> None:
    found = missed = 0
    for code, name, _, year in COUNTIES:
        place = place_of(f"{name}民政局", year)
        namesakes = {row.code for row in gazetteer().by_name[name] if row.held(year)}
        if place.division is None:
            assert {row.code for row in place.candidates} >= namesakes
            missed += len(namesakes) == 1
        else:
            assert {place.division.code} == namesakes == {code}
            found += 1
    assert found > 270
    assert missed <= found / 100


@pytest.mark.parametrize(
    ("text", "year", "code", "above"),
    [
        ("祁阳县财政局", 2020, "431121", ("湖南省", "永州市", "祁阳县")),
        ("祁阳市财政局", 2021, "431181", ("湖南省", "永州市", "祁阳市")),
        ("祁阳县财政局", 2023, "431181", ("湖南省", "永州市", "祁阳市")),
        ("湟中县财政局", 2019, "630122", ("青海省", "西宁市", "湟中县")),
        ("湟中区财政局", 2020, "630106", ("青海省", "西宁市", "湟中区")),
        ("安庆市枞阳县财政局", 2014, "340823", ("安徽省", "安庆市", "枞阳县")),
        ("枞阳县财政局", 2015, "340722", ("安徽省", "铜陵市", "枞阳县")),
        ("四川省广元市利州区某街道办事处", 2022, "510802", ("四川省", "广元市", "利州区")),
        ("湖南岳阳华容县水利局", 2022, "430623", ("湖南省", "岳阳市", "华容县")),
        ("沧州新华区财政局", 2022, "130902", ("河北省", "沧州市", "新华区")),
        ("信阳新县财政局", 2022, "411523", ("河南省", "信阳市", "新县")),
        ("晋城城区财政局", 2022, "140502", ("山西省", "晋城市", "城区")),
        ("济南市中区教育局", 2022, "370103", ("山东省", "济南市", "市中区")),
        ("青岛市北区教育局", 2022, "370203", ("山东省", "青岛市", "市北区")),
        ("嘉兴市郊区教育局", 1997, "330411", ("浙江省", "嘉兴市", "郊区")),
        ("乐山市市中区教育局", 2022, "511102", ("四川省", "乐山市", "市中区")),
        ("湘西州吉首市林业局", 2022, "433101", ("湖南省", "湘西土家族苗族自治州", "吉首市")),
        ("寻甸县农业农村局", 2022, "530129", ("云南省", "昆明市", "寻甸回族彝族自治县")),
        ("吉林省吉林市船营区教育局", 2022, "220204", ("吉林省", "吉林市", "船营区")),
        ("湛江市财政局", 2022, "440800", ("广东省", "湛江市", None)),
        ("重庆市潼南区民政局", 2022, "500152", ("重庆市", "重庆市", "潼南区")),
        ("重庆市财政局", 2022, "500000", ("重庆市", "重庆市", None)),
        ("重庆市财政局", 1995, "510200", ("四川省", "重庆市", None)),
        ("重庆市万县区财政局", 1997, "500101", ("重庆市", "重庆市", "万县区")),
        ("湖北省仙桃市财政局", 2022, "429004", ("湖北省", None, "仙桃市")),
        ("津市市医疗保障局", 2022, "430781", ("湖南省", "常德市", "津市市")),
        ("梅县区财政局", 2022, "441403", ("广东省", "梅州市", "梅县区")),
        ("襄阳市襄城区财政局", 2008, "420602", ("湖北省", "襄樊市", "襄城区")),
        ("108003-泸县民政局机关", 2022, "510521", ("四川省", "泸州市", "泸县")),
        ("2022年度泸县民政局部门整体支出绩效自评报告", 2022, "510521", ("四川省", "泸州市", "泸县")),
        ("浦东新区财政局", 2030, "310115", ("上海市", "上海市", "浦东新区")),
        ("湛江市驻北京市办事处", 2022, "440800", ("广东省", "湛江市", None)),
    ],
)
def test_place_is_read_as_of_the_year(text: str, year: int, code: str, above: tuple[str | None, ...]) -> None:
    place = place_of(text, year)
    assert place.division is not None
    assert place.division.code == code
    assert (place.province, place.city, place.county) == above


@pytest.mark.parametrize("text", ["市医疗保障局", "县城市管理局", "关于提高县级财政保障", "市场监管局", ""])
def test_place_is_not_guessed_where_none_is_named(text: str) -> None:
    place = place_of(text, 2022)
    assert place.division is None
    assert place.flags == ("no_place",)


def test_ambiguous_name_is_settled_by_the_context_only() -> None:
    alone = place_of("鼓楼区民政局", 2022)
    assert alone.division is None
    assert alone.flags == ("ambiguous",)
    assert {row.code for row in alone.candidates} == {"320106", "320302", "350102", "410204"}
    settled = place_of("鼓楼区民政局", 2022, context="按照徐州市财政局的要求……")
    assert settled.division is not None
    assert settled.division.code == "320302"
    assert settled.flags == ("by_context",)
    assert place_of("鼓楼区民政局", 2022, context="南京与徐州两地").division is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("赣州经开区财政局", "360700"), ("岳阳市南湖新区财政局", "430600"), ("许昌市东城区管委会", "411000")],
)
def test_zone_without_code_keeps_the_division_around_it(text: str, code: str) -> None:
    place = place_of(text, 2022)
    assert place.division is not None
    assert place.division.code == code
    assert "no_code" in place.flags


@pytest.mark.parametrize(
    ("text", "code"),
    [("前郭县林业和草原局", "220721"), ("喀左县财政局", "211324"), ("科左中旗教育局", "150521"), ("伊旗水利局", "150627")],
)
def test_customary_name_is_known(text: str, code: str) -> None:
    place = place_of(text, 2022)
    assert place.division is not None
    assert (place.division.code, place.flags) == (code, ("short",))


def test_place_in_is_the_one_county_that_a_text_speaks_for() -> None:
    place = place_in("根据《金寨县财政局关于开展绩效自评的通知》，经县委研究，赴霍山县学习。", 2022)
    assert place.division is not None
    assert (place.division.code, place.flags) == ("341524", ("by_context",))
    assert place_in("金寨县财政局、霍山县财政局联合发文。", 2022).division is None
    assert place_in("赴霍山县学习。", 2022).flags == ("no_place",)


def test_misprinted_name_gives_what_it_looks_like() -> None:
    place = place_of("广东省雷川市水务局", 2022, context="吴川市水务局2022年……")
    assert place.division is None
    assert place.flags == ("unknown_name",)
    assert place.candidates[0].name == "吴川市"
    assert not known("雷川市")
    assert {row.name for row in similar("雷川市", 2022)} >= {"雷州市", "吴川市"}


def test_unknown_county_is_not_taken_for_the_city_above() -> None:
    place = place_of("喀什地区月牙县水务局", 2022)
    assert (place.province, place.city, place.county) == ("新疆维吾尔自治区", "喀什地区", None)
    assert place.division is None
    assert place.flags == ("unknown_name",)
    for agency in ["城市管理局", "市场监管局", "农贸市场办", "城乡和城市建设局", "县域经济办", "都市农业办"]:
        assert place_of("岳阳市" + agency, 2022).city == "岳阳市"
        assert place_of("岳阳市" + agency, 2022).flags == ()


def test_suffix_is_dropped_only_when_asked() -> None:
    assert place_of("麻章财政局", 2022).division is None
    found = place_of("麻章财政局", 2022, short=True)
    assert found.county == "麻章区"
    assert lookup("岳阳", 2022, short=True).how == "ambiguous"  # 岳阳市 and 岳阳县


def test_name_given_up_this_year_is_as_good_as_the_new_one() -> None:
    assert lookup("莱芜市", 2018).how == "change_year"
    assert lookup("莱芜市", 2020).how == "renamed"
    assert lookup("重庆市", 1997).how == "exact"  # 510200 became 500000
    assert lookup("江北区", 2025).how == "ambiguous"  # 宁波's, and 重庆's in the year it was given up
    gone = lookup("邯郸县", 2020)
    assert gone.division is None
    assert gone.how == "not_in_year"
    assert {row.last_year for row in gone.candidates} <= set(range(1980, 2020))


def test_stem_leaves_suffix_and_peoples_out() -> None:
    names = ["寻甸回族彝族自治县", "内蒙古自治区", "东乡族自治县", "鄂温克族自治旗", "西藏自治区", "宁县"]
    assert [stem(name) for name in names] == ["寻甸", "内蒙古", "东乡", "鄂温克", "西藏", "宁县"]


def test_superiors_have_their_names_of_the_year() -> None:
    county = lookup("襄城区", 2008).division
    assert county is not None
    assert [one.name for one in superiors(county, 2008)] == ["襄樊市", "湖北省"]
    assert [one.name for one in superiors(county, OPEN)] == ["襄阳市", "湖北省"]


@given(st.text("湖南省岳阳市中区华容县城新开发局 州旗自治2022[]-", max_size=40), st.integers(1900, 2100))
def test_any_text_gives_a_place_and_names_are_slices(text: str, year: int) -> None:
    place = place_of(text, year, context=text, short=True)
    assert place.division is None or place.province is not None
    end = 0
    for start, stop, name in names_in(text):
        assert text[start:stop] == name
        assert known(name)
        assert stop > end
        end = stop


def test_build_joins_years_and_keeps_gaps(tmp_path: Path) -> None:
    build = runpy.run_path(str(ROOT / "tools" / "build_divisions.py"))
    assert list(build["spells"]([1983, 1981, 1980])) == [(1980, 1981), (1983, 1983)]
    head = "year,province_name,city_name,county_name,province_adcode,city_adcode,county_adcode,rank\n"
    rows = ["1990,甲市,,,910000,,,1", "1991,甲市,,,910000,,,1"]
    rows += ["1990,甲市,市辖区,乙区,910000,910100,910101,3"]
    csv_file = tmp_path / "made.csv"
    csv_file.write_text(head + "\n".join(rows), encoding="utf-8")
    changes = ((1992, ("910000",), (("920000", "丙市", ""),), "甲府发〔1992〕1号"),)
    text = build["table"](csv_file, "MIT", changes)
    assert text == build["table"](csv_file, "MIT", changes)
    assert text.split("last_year\n")[-1].splitlines() == [
        "910000\t甲市\t\t1990\t1991",
        "910101\t乙区\t910000\t1990\t1990",
        "920000\t丙市\t\t1992\t",
    ]


@pytest.mark.skipif(not GOLD, reason="the reports with hand-made truth are not here")
@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_agencies_of_reports_with_truth_have_their_codes(gold: Path) -> None:
    truth = json.loads(gold.read_text(encoding="utf-8"))["document"]
    text = next((p for p in gold.parent.parent.glob(f"*s/{gold.stem}.txt")), None)
    context = text.read_text(encoding="utf-8") if text else ""
    place = place_of(truth["agency"], truth["fiscal_year"], context)
    assert place.division is not None
    assert place.division.code == truth["division_code"]
    assert (place.province, place.city, place.county) == (truth["province"], truth["city"], truth["county"])
