"""Real reports through the writer: quotes are the text, tables are the reports, two runs give the same bytes."""

from pathlib import Path

import pytest
from test_output_write import digest

from jixiao import read_report, read_reports, write
from output.schema import FACT_TABLES

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared/seeds"
SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.is_file())
SETS = [
    pytest.param(SAMPLES, id="samples"),
    pytest.param(
        sorted(SEEDS.glob("*.txt")),
        id="seeds",
        marks=pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed reports are not beside the repository"),
    ),
]


@pytest.fixture(scope="module", params=SETS)
def written(request, tmp_path_factory):
    reports = [read_report(path) for path in request.param]
    folder = tmp_path_factory.mktemp("reports")
    write(reports, folder / "one")
    return reports, folder


def test_every_report_is_read(written):
    reports, _ = written
    assert [report.document.error for report in reports if report.document.status == "failed"] == []
    assert all(report.parts and report.amounts for report in reports)


def test_every_quote_is_the_text_at_its_place(written):
    _, folder = written
    rows = 0
    for report in read_reports(folder / "one"):
        text = report.text.text
        for table in FACT_TABLES:
            for row in getattr(report, table):
                assert row.quote
                assert text[row.char_start : row.char_end] == row.quote, (report.document.source, table, row)
                rows += 1
        for row in (*report.checks, *report.problems):
            assert row.char_start is None or 0 <= row.char_start <= row.char_end <= len(text)
    assert rows > 300


def test_every_reference_holds(written):
    reports, _ = written
    for report in reports:
        parts = {part.part_id for part in report.parts}
        facts = [row for table in FACT_TABLES for row in getattr(report, table)]
        ids = {row.fact_id for row in facts}
        assert len(ids) == len(facts)
        assert {row.part_id for row in facts} <= parts
        assert {row.part_of for row in (*report.amounts, *report.headcounts)} <= ids | {None}
        assert {member for check in report.checks for member in check.members} <= ids


def test_what_is_read_back_is_what_was_written(written):
    reports, folder = written
    for before, after in zip(reports, read_reports(folder / "one"), strict=True):
        assert after == before


def test_a_second_run_gives_the_same_bytes(written):
    reports, folder = written
    again = [read_report(report.document.source) for report in reports]
    write(again, folder / "two")
    assert digest(folder / "one") == digest(folder / "two")
