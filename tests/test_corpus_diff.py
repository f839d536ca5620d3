"""What changed between two versions of a report, figure by figure."""

from dataclasses import replace
from decimal import Decimal

from test_output_write import report

from normalize.rows import Score
from output.diff import diff


def said(old, new):
    return [str(difference) for difference in diff(old, new)]


def test_same_report_differs_in_nothing():
    assert said(report("a"), report("b")) == []


def test_changed_figure_shows_both_values():
    old, new = report("a"), report("b")
    new = replace(new, amounts=(replace(new.amounts[0], value=Decimal("1300")),))
    assert said(old, new) == ["  基本支出 outturn 2023 1,234.5万元 → 1,300万元"]


def test_score_is_said_as_a_score():
    common = {"document_id": "d", "part_id": "p", "quote": "92", "char_start": 0, "char_end": 2, "scope": "overall"}
    old = replace(report("a"), scores=(Score(fact_id="1", label="得分", score=Decimal(92), **common),))
    new = replace(report("b"), scores=(Score(fact_id="2", label="得分", score=Decimal(98), **common),))
    assert said(old, new) == ["  得分 92 → 98"]


def test_figure_that_came_or_went_is_said():
    old, new = report("a"), report("b")
    gone = replace(new, headcounts=())
    assert said(old, gone)[0].startswith("- ")
    assert said(gone, old)[0].startswith("+ ")


def test_two_figures_of_one_kind_are_matched_in_their_order():
    old, new = report("a"), report("b")
    twice = replace(old, amounts=(old.amounts[0], replace(old.amounts[0], value=Decimal("5"))))
    other = replace(new, amounts=(new.amounts[0], replace(new.amounts[0], value=Decimal("6"))))
    assert said(twice, other) == ["  基本支出 outturn 2023 5万元 → 6万元"]
