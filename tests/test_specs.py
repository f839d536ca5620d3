"""Sentences of our own making against what they say: `specs/FAMILY.tsv`, one example a line.

    text ⇥ figures ⇥ context ⇥ xfail: why

`figures` are the family's figures in order, parted by ` | `, each `key=value` pairs parted by `; `, or `-` where
the text says none; only the keys that are given are compared. A `/` parts readings that are equally right (but in
`unit` and `per`), `null` is an empty column, `\\n` in the text a line end. `context` holds `year=`, `title=`,
`heading=` where it isn't the default. A line with `xfail:` is a known gap: it must fail until the rule is mended.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest

from extract.document import Document, Source
from extract.passage import fold
from extract.reader import read_bytes
from normalize import numbers, years
from normalize.resolve import resolve
from patterns.find import find
from patterns.scan import figures
from patterns.sentence import Reading, read_passage

SPECS = Path(__file__).parent / "specs"
FACTS = ("money", "people", "rate", "score", "quantity")
VERBATIM = {
    **{kind: (kind,) for kind in FACTS},
    "period": FACTS,
    **dict.fromkeys(("lists", "changes", "labels"), ("money", "people", "rate")),
}
TABLES = {
    "meaning_amounts": "amounts",
    "meaning_people": "headcounts",
    "meaning_rates": "rates",
    "meaning_scores": "scores",
    "meaning_quantities": "quantities",
}
TITLE = "南丰县水利局{year}年度部门整体支出绩效自评报告"
HEADING = "一、基本情况"

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    family: str
    text: str
    wanted: tuple[Mapping[str, str], ...]
    context: Mapping[str, str]
    gap: str

    @property
    def year(self) -> int:
        return int(self.context.get("year", "2023"))


def _pairs(printed: str) -> dict[str, str]:
    return {key: value for key, _, value in (pair.partition("=") for pair in printed.split("; ") if pair)}


def _examples(family: str) -> list[Example]:
    found = []
    for line in (SPECS / f"{family}.tsv").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, wanted, context, gap = [*line.split("\t"), "", ""][:4]
        said = () if wanted == "-" else tuple(_pairs(figure) for figure in wanted.split(" | "))
        found.append(Example(family, text.replace("\\n", "\n"), said, _pairs(context), gap.removeprefix("xfail:").strip()))
    return found


def _squeezed(text: object) -> str:
    return re.sub(r"[\s:：、，,。；;（）()《》“”\"'・·]", "", str(text))


def _overlap(one: object, other: object) -> float:
    """How much of their characters two labels share, as the annotated reports are scored."""
    a, b = Counter(_squeezed(one)), Counter(_squeezed(other))
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()) or 1)


def _plain(value: object) -> object:
    try:
        return Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return str(value)


def _agrees(key: str, wanted: str, found: object) -> bool:
    """Whether a figure's word or column is one of the readings that are right."""
    for reading in [wanted] if key in ("unit", "per") else wanted.split("/"):
        if found is None or found == "":
            if reading in ("null", ""):
                return True
        elif key == "flags":
            if reading in found:  # type: ignore[operator]
                return True
        elif key in ("label", "base", "organisation"):
            if _overlap(reading, found) >= 0.7:
                return True
        elif isinstance(found, date):
            if reading == found.isoformat():
                return True
        elif reading == found or _plain(reading) == _plain(found):
            return True
    return False


def _check(wanted: Sequence[Mapping[str, str]], found: Sequence[Said]) -> None:
    shown = [{key: said.get(key) for key in {"quote", "number", "label", *(k for w in wanted for k in w)}} for said in found]
    assert len(found) == len(wanted), shown
    figures_of = enumerate(zip(wanted, found, strict=True))
    pairs = [(i, key, value, said.get(key)) for i, (want, said) in figures_of for key, value in want.items()]
    off = [f"{i}: {key} is {has!r}, wants {value!r}" for i, key, value, has in pairs if not _agrees(key, value, has)]
    assert not off, "; ".join(off)


def _said(reading: Reading, year: int) -> Said:
    words, period = reading.words, reading.words.get("period", "")
    return {
        **words,
        "kind": reading.figure.kind,
        "year": years.year_of(period, year),
        "as_of": years.as_of(period, year) if period else None,
        "part_of": reading.parent.words.get("number", "?") if reading.parent else None,
    }


def _folded(text: str) -> str:
    return fold(Document(Source("example", "", "text/plain", 0), text, ()), [(0, len(text))]).text


def _verbatim(example: Example) -> list[Said]:
    text = _folded(example.text)
    return [
        _said(reading, example.year)
        for reading in read_passage(text, figures(text))
        if reading.figure.kind in VERBATIM[example.family]
    ]


def _documented(example: Example) -> tuple[str, Document]:
    """What stands before the sentence in a tiny document, and the document."""
    title = example.context.get("title", TITLE).format(year=example.year)
    head = f"{title}\n\n{example.context.get('heading', HEADING)}\n"
    return head, read_bytes(f"{head}{example.text}\n".encode(), "example.txt")


def _scores(example: Example) -> list[Said]:
    """Which figures of 分 are scores is decided by their whole sentence, when a document's mentions are made."""
    mentions = find(_documented(example)[1]).mentions
    return [{**mention.words, "number": mention.word("score")} for mention in mentions if mention.kind == "score"]


def _meaning(example: Example) -> list[Said]:
    head, document = _documented(example)
    rows = getattr(resolve(document, find(document)), TABLES[example.family])
    return [{name: getattr(row, name) for name in row.__dataclass_fields__} for row in rows if row.char_start >= len(head)]


def _cover(example: Example) -> list[Said]:
    document = read_bytes(f"{example.text}\n".encode(), "example.txt")
    row = resolve(document, find(document)).document
    said = {name: getattr(row, name) for name in row.__dataclass_fields__}
    return [{**said, "precision": row.filing_date_precision, "code": row.division_code}]


def _alone(example: Example, readers: Mapping[str, Callable[[str], object]]) -> list[Said]:
    said = {key: read(example.text) for key, read in readers.items()}
    return [said] if any(value is not None and value != "exact" for value in said.values()) else []


def _read(example: Example) -> list[Said]:
    if example.family == "score":
        return _scores(example)
    for families, read in ((VERBATIM, _verbatim), (TABLES, _meaning), (("documents",), _cover)):
        if example.family in families:
            return read(example)
    if example.family == "numbers":
        return _alone(example, {"decimal": numbers.decimal, "unit": numbers.money_unit, "qualifier": numbers.qualifier})
    year = example.year if "year" in example.context else None
    filed = years.filing_date(example.text) or (None, None)
    return _alone(
        example,
        {
            "year_in": years.year_in,
            "first_year": years.first_year,
            "year_of": lambda text: years.year_of(text, year),
            "as_of": lambda text: years.as_of(text, year),
            "filing_date": lambda _: filed[0],
            "precision": lambda _: filed[1],
        },
    )


EXAMPLES = {path.stem: _examples(path.stem) for path in sorted(SPECS.glob("*.tsv"))}


def _test(family: str) -> Callable[[Example], None]:
    """A test of a family's examples, one case a sentence."""
    gaps = {example.gap: [pytest.mark.xfail(strict=True, reason=example.gap)] for example in EXAMPLES[family] if example.gap}
    cases = [pytest.param(example, id=example.text, marks=gaps.get(example.gap, [])) for example in EXAMPLES[family]]

    @pytest.mark.parametrize("example", cases)
    def test(example: Example) -> None:
        _check(example.wanted, _read(example))

    return test


for _family in EXAMPLES:
    globals()[f"test_{_family}"] = _test(_family)


def test_examples_are_many():
    every = [example for examples in EXAMPLES.values() for example in examples]
    assert len(every) >= 800
    assert sum(not example.wanted for example in every) >= 150


def test_examples_are_said_once():
    """No family repeats a sentence: a second reading of it would be a contradiction."""
    for examples in EXAMPLES.values():
        texts = [(example.text, *example.context.items()) for example in examples]
        assert not [text for text, times in Counter(texts).items() if times > 1]


def test_figures_are_claimed_by_a_rule():
    unclaimed = [
        example.text
        for family in VERBATIM
        for example in EXAMPLES.get(family, ())
        if example.wanted and not example.gap
        and not any(f.kind in VERBATIM[family] and f.rule for f in figures(_folded(example.text)))
    ]
    assert not unclaimed
