"""Every check against its own examples."""

from __future__ import annotations

import pytest

from normalize.checks import all_checks, run_checks
from normalize.checks.check import Check
from normalize.rows import Report
from output.vocabulary import CHECK_CODES

CHECKS = all_checks()
PASSES = [pytest.param(c, r, id=f"{c.code}: {r.text.text[:40]}") for c in CHECKS for r in c.passes if r.text]
FAILS = [pytest.param(c, r, id=f"{c.code}: {r.text.text[:40]}") for c in CHECKS for r in c.fails if r.text]


@pytest.mark.parametrize(("check", "report"), PASSES)
def test_checks_are_silent_on_what_adds_up(check: Check, report: Report) -> None:
    assert [row for row in check.find(report) if row.severity != "info"] == []


@pytest.mark.parametrize(("check", "report"), FAILS)
def test_checks_find_each_fault_once(check: Check, report: Report) -> None:
    (row,) = check.find(report)
    assert row.code == check.code
    assert row.severity in {"error", "warning"}
    assert " / " in row.message
    assert row.char_start is not None
    assert row.char_end is not None
    assert row.char_start < row.char_end
    facts = {f.fact_id for table in (report.amounts, report.headcounts, report.rates, report.indicators,
             report.scores, report.quantities) for f in table}  # fmt: skip
    assert set(row.members) <= facts


def test_checks_carry_examples_and_one_question_each() -> None:
    assert len({check.asks for check in CHECKS}) == len(CHECKS)
    assert {check.code for check in CHECKS} <= set(CHECK_CODES)
    for check in CHECKS:
        assert check.asks.endswith("?")
        assert len(check.passes) >= 2
        assert len(check.fails) >= 2


@pytest.mark.parametrize(("check", "report"), FAILS + PASSES)
def test_run_checks_gives_the_same_rows_twice_in_reading_order(check: Check, report: Report) -> None:
    rows = run_checks(report)
    assert rows == run_checks(report)
    assert set(check.find(report)) <= set(rows)
    assert [row.char_start for row in rows] == sorted(row.char_start or 0 for row in rows)


@pytest.mark.parametrize(("check", "report"), PASSES)
def test_no_other_check_alarms_on_what_adds_up(check: Check, report: Report) -> None:
    assert [row for row in run_checks(report) if row.severity != "info"] == []


def test_a_fault_is_told_by_one_check_only() -> None:
    for check in CHECKS:
        for report in check.fails:
            assert {row.code for row in run_checks(report)} == {check.code}
