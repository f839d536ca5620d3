"""A report says the same in every format: the facts of each sample, saved in each, against its DOCX."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from make_samples import HOME
from sampling.as_docx import as_docx
from sampling.as_html import as_html
from sampling.as_ofd import as_ofd
from sampling.as_xlsx import as_xlsx
from sampling.reports import all_reports

from jixiao.pipeline import read_report
from normalize.rows import Report

REPORTS = {report.name: report for report in all_reports()}
MADE = {"xlsx": as_xlsx, "html": as_html, "ofd": as_ofd, "docx": as_docx}
CONVERTED = {"doc": "docx", "xls": "xlsx", "ods": "xlsx"}
GIVEN = ("txt", "pdf")
FLOORS = {"txt": 1.0, "pdf": 1.0, "xlsx": 0.98, "xls": 0.98, "ods": 0.98, "html": 0.98, "ofd": 0.98, "doc": 0.98}
COMPARED = {
    "amounts": ("label", "value", "unit", "concept", "stage", "fiscal_year"),
    "headcounts": ("label", "value", "unit", "staff_status", "establishment", "fiscal_year"),
    "rates": ("label", "value_percent", "concept", "fiscal_year"),
    "indicators": ("level1", "level2", "level3", "target", "actual", "points", "score", "fiscal_year"),
    "scores": ("label", "scope", "points", "score", "rate_percent", "grade", "fiscal_year"),
    "quantities": ("label", "value", "unit", "fiscal_year"),
}  # fmt: skip


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every sample in every format that can be made here."""
    folder = tmp_path_factory.mktemp("formats")
    for name, report in REPORTS.items():
        for form, make in MADE.items():
            (folder / f"{name}.{form}").write_bytes(make(report))
        for form in GIVEN:
            shutil.copy(HOME / f"{name}.{form}", folder)
    if shutil.which("soffice"):
        for form, source in CONVERTED.items():
            files = [str(path) for path in sorted(folder.glob(f"*.{source}"))]
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), *files]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


@cache
def facts(path: Path) -> Counter[tuple[Any, ...]]:
    """What was read in a file, without its places."""
    report: Report = read_report(path)
    assert report.document.status == "ok", report.document.error
    return Counter(
        (table, *(getattr(row, field) for field in fields))
        for table, fields in COMPARED.items()
        for row in getattr(report, table)
    )


def alike(folder: Path, name: str, form: str) -> tuple[int, int]:
    """How many facts a format has in common with the DOCX, and how many either has."""
    one, two = facts(folder / f"{name}.docx"), facts(folder / f"{name}.{form}")
    return sum((one & two).values()), sum((one | two).values())


@pytest.mark.parametrize("form", FLOORS)
def test_facts_are_the_same_as_in_the_docx(made: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    if not list(made.glob(f"*.{form}")):
        pytest.skip(f"LibreOffice, which makes .{form} files, isn't installed")
    counts = [alike(made, name, form) for name in REPORTS]
    same, total = sum(same for same, _ in counts), sum(total for _, total in counts)
    different = [
        f"{name}: {sign} {fact}"
        for name, (one, two) in zip(REPORTS, counts, strict=True)
        if one < two
        for sign, fact in difference(made, name, form)
    ]
    with capsys.disabled():
        print(f"\n  {form:<5} {same:>5} of {total} facts as in the DOCX  {same / total:.2%}", end="")
    assert total > 400
    assert same >= FLOORS[form] * total, "\n" + "\n".join(different)


def difference(folder: Path, name: str, form: str) -> list[tuple[str, str]]:
    """The facts that only the DOCX (-) or only the other file (+) has."""
    one, two = facts(folder / f"{name}.docx"), facts(folder / f"{name}.{form}")
    lost, new = (one - two).elements(), (two - one).elements()
    return [("-", str(fact)) for fact in lost] + [("+", str(fact)) for fact in new]
