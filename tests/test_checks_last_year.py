"""A report against its agency's report of the year before, where both are read together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from jixiao.pipeline import read_report
from normalize.checks import last_year
from normalize.checks.last_year import beside_last_year

YEAR = "泰和县农业农村局{year}年度部门整体支出绩效自评报告\n\n一、收支情况\n{said}\n"
EARLIER = YEAR.format(year=2021, said="2021年基本支出决算1,520.06万元，项目支出决算2,758.33万元。")
ALIKE = YEAR.format(year=2022, said="2022年基本支出决算1,600.00万元，2021年基本支出决算1,520.06万元，增加79.94万元。")
OTHER = YEAR.format(year=2022, said="2022年基本支出决算1,600.00万元，2021年基本支出决算1,502.06万元，增加97.94万元。")


def written(place: Path, *texts: str) -> list[Path]:
    files = [place / f"{number}.txt" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    return files


def test_another_figure_than_last_years_report_is_told(tmp_path: Path) -> None:
    for texts in ((EARLIER, OTHER), (OTHER, EARLIER)):  # whichever is read first
        reports = list(beside_last_year(map(read_report, written(tmp_path, *texts))))
        assert [report.document.fiscal_year for report in reports] == [2021 if text is EARLIER else 2022 for text in texts]
        told = [check for report in reports for check in report.checks]
        assert [check.code for check in told] == ["contradiction"]
        assert "1,502.06万元" in told[0].message
        earlier = next(report for report in reports if report.document.fiscal_year == 2021)
        assert f"2021年度的报告（{earlier.document.document_id[:10]}，第4行）印为1,520.06万元" in told[0].message


def test_the_same_figure_and_another_countys_are_not_told(tmp_path: Path) -> None:
    alike = beside_last_year(map(read_report, written(tmp_path, EARLIER, ALIKE)))
    assert not [check for report in alike for check in report.checks]
    elsewhere = beside_last_year(map(read_report, written(tmp_path, EARLIER, OTHER.replace("泰和", "万安"))))
    assert not [check for report in elsewhere for check in report.checks]


def test_report_of_a_renamed_county_is_compared(tmp_path: Path) -> None:
    said = "{year}年基本支出决算{own}万元，{before}年基本支出决算{old}万元。"
    texts = [
        YEAR.format(year=year, said=said.format(year=year, own=own, before=year - 1, old=old)).replace("泰和县", county)
        for year, own, old, county in ((2020, "1,520.06", "1,400.00", "祁阳县"), (2022, "1,700.00", "1,620.00", "祁阳市"),
                                       (2021, "1,600.00", "1,502.06", "祁阳市"))
    ]  # fmt: skip
    told = [check.message for report in beside_last_year(map(read_report, written(tmp_path, *texts))) for check in report.checks]
    assert len(told) == 2
    assert any("1,502.06万元" in message and "1,520.06万元" in message for message in told)


def test_reports_further_apart_than_the_window_are_not_compared(tmp_path: Path) -> None:
    between = [EARLIER.replace("农业农村局", name) for name in ("水利局", "教育局", "民政局")]
    reports = [read_report(file) for file in written(tmp_path, EARLIER, *between, OTHER)]
    assert not [check for report in beside_last_year(reports, 1) for check in report.checks]
    assert [check.code for report in beside_last_year(reports, 9) for check in report.checks] == ["contradiction"]


def test_a_fault_in_comparing_costs_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(report: object, earlier: object) -> object:
        raise KeyError("broken")

    monkeypatch.setattr(last_year, "against", broken)
    _, report = beside_last_year(map(read_report, written(tmp_path, EARLIER, OTHER)))
    assert [problem.code for problem in report.problems] == ["internal_error"]


def test_extract_compares_years(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    written(tmp_path / "in", EARLIER, OTHER)
    subprocess.run([sys.executable, "-m", "jixiao", "extract", tmp_path / "in", "-o", tmp_path / "out", "-q"], check=True)
    checks = pd.read_parquet(tmp_path / "out" / "checks")
    assert list(checks["code"]) == ["contradiction"]


def test_a_corpus_is_told_the_same_as_extract(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    first, _ = written(tmp_path / "in", EARLIER, OTHER)
    command = [sys.executable, "-m", "jixiao"]
    subprocess.run([*command, "extract", tmp_path / "in", "-o", tmp_path / "out", "-q"], check=True)
    subprocess.run([*command, "init", tmp_path / "c", "--path", "../in"], check=True)
    first.rename(tmp_path / first.name)
    subprocess.run([*command, "run", tmp_path / "c", "--log", "none"], check=True)
    assert pd.read_parquet(tmp_path / "c/tables/checks").empty
    (tmp_path / first.name).rename(first)
    subprocess.run([*command, "run", tmp_path / "c", "--log", "none"], check=True)
    checks = pd.read_parquet(tmp_path / "c/tables/checks")
    pd.testing.assert_frame_equal(checks, pd.read_parquet(tmp_path / "out" / "checks"))
    shown = subprocess.run([*command, "show", tmp_path / "c/tables"], check=True, capture_output=True, text=True)
    assert "1,502.06万元" in shown.stdout.split("add up")[1]
