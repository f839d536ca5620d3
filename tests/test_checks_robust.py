"""Checks on rows of every kind: they never raise, and what they give can be traced."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.checks import run_checks
from normalize.checks.printed import Printed, last_digit, ratio, total
from normalize.rows import Amount, DocumentRow, Headcount, Indicator, PartRow, Rate, Report, Score

TEXT = (
    "2022年我局总支出１００．５万元，其中基本支出40万元，占总支出的39.8%；在职30人，"
    "比上年增加2人。90-100分为优，80-89分为良。青财〔2025〕7号\n青田县民政局自评98分。各单位补助支付3万元，惠及9万人"
)
IDS = st.sampled_from(["a", "b", "c", "d", "e", "f"])
NUMBERS = st.none() | st.decimals(min_value=-10**9, max_value=10**12, places=2) | st.just(Decimal(0))
YEARS = st.none() | st.integers(2018, 2026)
PLACES = {
    "document_id": st.just("d"),
    "part_id": st.sampled_from(["p", "q"]),
    "fact_id": IDS,
    "as_of": st.none() | st.just(date(2025, 3, 1)),
    "quote": st.sampled_from(["100.5万元", "3", "", "约", "1，234.\n50万元", "39.8%", "０．５"]),
    "char_start": st.integers(0, 90),
    "char_end": st.integers(0, 95),
    "statement": st.none() | st.integers(0, 3),
    "table_index": st.none() | st.integers(0, 1),
    "row_index": st.none() | st.integers(0, 1),
}
PARTS = st.none() | IDS
CONCEPTS = [
    None, "expenditure.total", "expenditure.basic", "expenditure.economic.301", "funds.total",
    "funds.current", "three_public.vehicles", "three_public.vehicle_purchase", "carryover", "procurement",
]  # fmt: skip
STAGES = [None, "initial_budget", "adjusted_budget", "budget", "allocated", "outturn"]
RATES = [
    "share", "growth", "execution_rate", "adjustment_rate", "carryover_rate", "staffing_control_rate", None
]  # fmt: skip
QUALIFIERS = st.sampled_from(["exact", "about", "over"])
AMOUNTS = st.builds(
    Amount, **PLACES, label=st.none() | st.sampled_from(["总支出", "支付各单位基金", "补助"]),
    domain=st.just("budget"), concept=st.sampled_from(CONCEPTS), stage=st.sampled_from(STAGES),
    fiscal_year=YEARS,
    measure=st.sampled_from(["level", "change", "per_unit"]), value=NUMBERS, value_yuan=NUMBERS,
    part_of=PARTS,
    unit=st.sampled_from(["元", "万元", "亿元", None, "kg"]), qualifier=QUALIFIERS,
)  # fmt: skip
HEADCOUNTS = st.builds(
    Headcount, **PLACES, label=st.none() | st.just("在职"),
    population=st.sampled_from(["staff", "persons"]),
    staff_status=st.sampled_from(["authorised", "in_post", "total", None]), fiscal_year=YEARS,
    value=st.none() | st.integers(-5, 10**7), unit=st.sampled_from(["人", "万人", None]), part_of=PARTS,
)  # fmt: skip
RATE_ROWS = st.builds(
    Rate, **PLACES, label=st.none() | st.just("预算执行率"), concept=st.sampled_from(RATES),
    value_percent=NUMBERS,
    base=st.sampled_from([None, "总支出", "", "（）", "参保人数"]),
)  # fmt: skip
INDICATORS = st.builds(
    Indicator, **PLACES, level1=st.none() | st.just("产出指标"), level1_points=NUMBERS, points=NUMBERS,
    score=NUMBERS,
)  # fmt: skip
SCORES = st.builds(
    Score, **PLACES, scope=st.sampled_from(["overall", "category", "fund_execution"]), points=NUMBERS,
    score=NUMBERS, rate_percent=NUMBERS, grade=st.sampled_from([None, "", "优", "差”"]), fiscal_year=YEARS,
    label=st.sampled_from([None, "自评得分"]),
)  # fmt: skip
DATES = st.none() | st.dates(date(2016, 1, 1), date(2030, 12, 31))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(AMOUNTS, max_size=8), st.lists(HEADCOUNTS, max_size=5), st.lists(RATE_ROWS, max_size=4),
    st.lists(INDICATORS, max_size=4), st.lists(SCORES, max_size=4), st.sampled_from([None, "", TEXT]), YEARS,
    DATES,
)  # fmt: skip
def test_checks_never_raise_and_point_at_what_they_speak_of(
    amounts: list[Amount], people: list[Headcount], rates: list[Rate], indicators: list[Indicator],
    scores: list[Score], text: str | None, year: int | None,
    filed: date | None,
) -> None:  # fmt: skip
    part = PartRow(
        part_id="p", document_id="d", kind="overall_report", fiscal_year=year, filing_date=filed, char_start=0,
        char_end=95,
    )
    report = Report(
        document=DocumentRow(
            document_id="d", source="x", agency="青田县民政局", county="青田县", fiscal_year=2023,
            document_numbers=("青财〔2025〕7号",),
        ),
        parts=(part,), amounts=tuple(amounts), headcounts=tuple(people), rates=tuple(rates),
        indicators=tuple(indicators), scores=tuple(scores),
    )  # fmt: skip
    facts = {row.fact_id for row in (*amounts, *people, *rates, *indicators, *scores)}
    for row in run_checks(report, text):
        assert row.severity in {"error", "warning", "info"}
        assert row.message.count(" / ") >= 1
        assert "\n" not in row.message
        assert set(row.members) <= facts


def test_a_print_agrees_within_one_unit_of_its_last_digit() -> None:
    execution = Printed(Decimal("29.34"), Decimal("0.01"))
    assert execution.agrees(Decimal("29.3457"), Decimal("29.3457"))
    share = Printed(Decimal("72.24"), Decimal("0.01"))
    assert not share.agrees(Decimal("72.344"), Decimal("72.344"))


def test_exactness_is_that_of_the_print() -> None:
    assert last_digit("1,234.50万元", Decimal(0)) == Decimal("0.01")
    assert last_digit("９５．\n10%", Decimal(0)) == Decimal("0.01")
    assert last_digit("203万余元", Decimal(0)) == 1


def test_sums_and_ratios_carry_the_roundings_of_their_terms() -> None:
    cent = Decimal("0.01")
    assert total([Printed(Decimal("1.11"), cent)] * 3) == (Decimal("3.315"), Decimal("3.345"))
    low, high = ratio(Printed(Decimal(1), Decimal(1)), Printed(Decimal(2), Decimal(0))) or (None, None)
    assert (low, high) == (25, 75)
    assert ratio(Printed(Decimal(1), cent), Printed(Decimal(0), cent)) is None
