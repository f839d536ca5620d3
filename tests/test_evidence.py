"""Documents rows with their clocks and their evidence, and the receipt that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao.cli import cli
from jixiao.pipeline import read_report
from normalize.rows import DocumentRow
from patterns.notice import notice

TEXT = """祁阳县卫生和计划生育局2018年度部门整体支出绩效自评报告

填报日期：二〇一九年六月九日

根据《关于开展2019年度部门整体支出绩效自评工作的通知》（祁财绩〔2019〕7号）要求，现将2018年度自评情况报告如下。
祁阳县卫生和计划生育局总支出812.40万元。
"""


@pytest.fixture(scope="module")
def row(tmp_path_factory: pytest.TempPathFactory) -> DocumentRow:
    file = tmp_path_factory.mktemp("evidence") / "qiyang.txt"
    file.write_text(TEXT, encoding="utf-8")
    return read_report(file).document


def test_document_keeps_its_clocks_apart(row: DocumentRow) -> None:
    assert row.fiscal_year == 2018
    assert row.notice_year == 2019
    assert str(row.filing_date) == "2019-06-09"
    assert row.published_on is None


def test_document_has_the_division_of_its_year_and_of_today(row: DocumentRow) -> None:
    assert (row.county, row.division_code, row.division_code_now) == ("祁阳县", "431121", "431181")
    assert row.panel_id
    assert row.agency_kind == "health"


def test_document_says_what_its_fields_were_taken_from(row: DocumentRow) -> None:
    told = dict(line.split(": ", 1) for line in row.evidence)
    assert {"title", "fiscal_year", "filing_date", "agency", "division_code", "notice_year"} <= set(told)
    assert "the title" in told["fiscal_year"]
    assert "二〇一九年六月九日" in told["filing_date"]
    assert "祁阳县卫生和计划生育局 (" in told["agency"]
    assert told["division_code"].startswith("431121 祁阳县")


def test_why_shows_a_document_s_evidence(tmp_path: Path) -> None:
    file = tmp_path / "qiyang.txt"
    file.write_text(TEXT, encoding="utf-8")
    run = CliRunner()
    assert run.invoke(cli, ["extract", str(file), "-o", str(tmp_path / "out"), "-q"]).exit_code == 0
    said = run.invoke(cli, ["why", "qiyang.txt", "-o", str(tmp_path / "out")])
    assert said.exit_code == 0
    for words in ("fiscal_year", "← the title, “2018”", "431181", "panel_id", "祁阳县卫生和计划生育局 ("):
        assert words in said.output


def test_unreadable_document_has_a_receipt_too(tmp_path: Path) -> None:
    file = tmp_path / "empty.txt"
    file.write_bytes(b"")
    run = CliRunner()
    run.invoke(cli, ["extract", str(file), "-o", str(tmp_path / "out"), "-q"])
    said = run.invoke(cli, ["why", "empty.txt", "-o", str(tmp_path / "out")])
    assert said.exit_code == 0
    assert "failed" in said.output


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("根据《关于开展2024年度区级财政资金绩效自评工作的通知》要求", "2024"),
        ("根据县财政局关于做好2022 年度部门整体支出绩效自评工作的通知精神", "2022"),
        ("按照《关于做好部门整体支出绩效自评工作的通知》（青财绩〔2021〕12号）要求", "2021"),
        ("根据《预算法》和2023年工作安排", None),
        ("关于2023年度绩效自评情况的报告", None),
        ("根据和财〔2023〕12号文件要求，现将我局2022年度绩效自评情况报告如下。", "2023"),
        ("根据和财〔2023〕12号文件拨付资金。", None),
    ],
)
def test_notice_tells_the_year_of_the_round(text: str, year: str | None) -> None:
    found = notice(text)
    assert (found.year if found else None) == year
