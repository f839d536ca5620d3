"""Every rule against the sentences it carries, and the rules against each other."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extract.document import Document, Source
from extract.passage import Passage, fold
from patterns.rule import Rule, compiled, rules
from patterns.scan import figures


def passage(text: str) -> Passage:
    document = Document(Source("example", "", "text/plain", 0), text, ())
    return fold(document, [(0, len(text))])


SAYINGS = [(rule, text) for rule in rules() for text in rule.says]
SILENCES = [(rule, text) for rule in rules() for text in rule.silent]


def test_rules_are_found():
    names = [rule.name for rule in rules()]
    assert {"money.inline", "people.inline", "rate.percent", "score.points", "quantity.counted"} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_rule_carries_examples(rule: Rule):
    assert len(rule.says) >= 2, "a rule has at least two sentences that it reads"
    assert rule.silent, "a rule has at least one sentence in which it is silent"


@pytest.mark.parametrize(("rule", "text"), SAYINGS, ids=[text for _, text in SAYINGS])
def test_rule_says(rule: Rule, text: str):
    even = passage(text).text
    read = [figure for figure in figures(even) if figure.rule == rule.name]
    wanted = rule.says[text]
    shown = [(figure.rule, even[figure.start : figure.end]) for figure in figures(even)]
    assert len(read) == len(wanted), f"all that is read in “{even}”: {shown}"
    for figure, fields in zip(read, wanted, strict=True):
        for name, value in fields.items():
            found = figure.words.get(name.rstrip("2"), even[figure.start : figure.end]) if name else None
            if name == "":  # no field: the characters that were taken
                found, value = even[figure.start : figure.end], passage(value).text
            assert found == passage(value).text, name


@pytest.mark.parametrize(("rule", "text"), SILENCES, ids=[text for _, text in SILENCES])
def test_rule_is_silent(rule: Rule, text: str):
    assert [f for f in figures(passage(text).text) if f.rule == rule.name] == []


@pytest.mark.parametrize(("rule", "text"), SAYINGS, ids=[text for _, text in SAYINGS])
def test_rules_of_a_kind_agree(rule: Rule, text: str):
    """Two rules of one kind and rank never read the same characters as different figures."""
    even = passage(text).text
    spans = [
        (other.name, match.span(), match.group())
        for other in rules()
        if (other.kind, other.rank) == (rule.kind, rule.rank) and other.kind not in ("silence", "period")
        for match in compiled(other).finditer(even)
    ]
    for name, (start, end), group in spans:
        for other, (a, b), also in spans:
            assert name == other or end <= a or b <= start, (name, group, other, also)


def test_figures_never_overlap_and_quotes_are_slices():
    text = "2023年度收入１，２３４．５０万元（其中：拨款 1,000.5 万元），比上年增长3.2%，在职12人。"
    even = passage(text)
    found = figures(even.text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    money = [figure for figure in found if figure.kind == "money"]
    assert [even.quote(f.start, f.end) for f in money] == ["１，２３４．５０万元", "1,000.5 万元"]
