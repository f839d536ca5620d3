"""Floors only go up, and a score below one is named."""

from floors import below, raised

OLD = {"seeds": {"amounts": {"found": 0.9, "value": 0.8, "strict": 0.7}}}
NEW = {
    "seeds": {"amounts": {"found": 0.95, "value": 0.75, "strict": 0.7}},
    "dev": {"rates": {"found": 1.0, "value": 1.0, "strict": 1.0}},
}


def test_score_below_its_floor_is_named():
    assert below(NEW, OLD) == ["seeds amounts value: 0.7500, floor 0.8000"]
    assert below(OLD, OLD) == []


def test_table_or_set_that_is_no_longer_scored_is_below():
    assert len(below({}, OLD)) == 3


def test_raised_floors_never_fall():
    lifted = raised(NEW, OLD)
    assert lifted["seeds"]["amounts"] == {"found": 0.95, "value": 0.8, "strict": 0.7}
    assert lifted["dev"] == NEW["dev"]
    assert raised({}, OLD) == OLD
