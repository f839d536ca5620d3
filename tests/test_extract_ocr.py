"""Scans against the files they were made from; runs where the extra `ocr` is installed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from scans import scanned

import jixiao
from extract import ocr
from extract.reader import read_bytes
from normalize.rows import Report

pytestmark = pytest.mark.skipif(not ocr.installed(), reason=f"the OCR extra isn't installed: {ocr.INSTALL}")
SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.pdf"))
SHARE = 0.97
"""Of the facts of the typed files, those that come out of their scans unchanged."""


def facts(report: Report) -> Iterator[tuple[object, ...]]:
    """What a report says, places apart."""
    for amount in report.amounts:
        yield "amount", amount.label, amount.concept, amount.stage, amount.value, amount.unit, amount.fiscal_year
    for head in report.headcounts:
        yield "headcount", head.label, head.staff_status, head.value, head.fiscal_year
    for rate in report.rates:
        yield "rate", rate.label, rate.concept, rate.value_percent, rate.fiscal_year
    for row in report.indicators:
        yield "indicator", row.level1, row.level2, row.level3, row.target_value, row.actual_value, row.points, row.score
    for score in report.scores:
        yield "score", score.scope, score.points, score.score


@pytest.fixture(scope="module")
def read_both(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Report, Report]]:
    place = tmp_path_factory.mktemp("scans")
    pairs = []
    for seed, sample in enumerate(SAMPLES, 1):
        scan = place / sample.name
        scan.write_bytes(scanned(sample.read_bytes(), seed))
        pairs.append((jixiao.read_report(sample), jixiao.read_report(scan)))
    return pairs


def test_scans_say_what_the_typed_files_say(read_both: list[tuple[Report, Report]]) -> None:
    wanted, found, kept = 0, 0, 0
    for typed, scan in read_both:
        one, two = Counter(facts(typed)), Counter(facts(scan))
        wanted, found, kept = wanted + one.total(), found + two.total(), kept + (one & two).total()
    assert kept >= SHARE * wanted
    assert kept >= SHARE * found


def test_scans_are_told_page_by_page(read_both: list[tuple[Report, Report]]) -> None:
    for _, scan in read_both:
        assert scan.document.text_origin == "ocr"
        pages = [problem.page for problem in scan.problems if problem.code == "ocr"]
        assert pages == list(range(1, (scan.document.pages or 0) + 1))


def test_what_was_doubted_is_flagged_on_its_fact(read_both: list[tuple[Report, Report]]) -> None:
    for _, scan in read_both:
        doubts = [p for p in scan.problems if p.code == "ocr_doubt"]
        for amount in scan.amounts:
            inside = any(p.char_start <= amount.char_start < p.char_end for p in doubts)
            assert not inside or "ocr_doubt" in amount.flags


def test_page_on_its_side_is_turned() -> None:
    import io

    import pypdfium2

    pdf = pypdfium2.PdfDocument(SAMPLES[3].read_bytes())
    image = pdf[0].render(scale=150 / 72).to_pil().rotate(90, expand=True)
    out = io.BytesIO()
    image.save(out, "PDF", resolution=150)
    text = read_bytes(out.getvalue(), "side.pdf").text
    typed = read_bytes(SAMPLES[3].read_bytes(), "typed.pdf").text
    chars = Counter("".join(typed.split()))
    assert (chars & Counter("".join(text.split()))).total() > 0.9 * chars.total()
