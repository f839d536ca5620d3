"""Random reports, laid out at random and printed to PDF by LibreOffice: the PDF says what the Word file says."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from generator.report import made
from layouts import laid_out
from sampling.as_docx import as_docx
from test_parity import facts

from extract.document import Document
from extract.reader import read

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice, which prints the files, isn't installed")
SEEDS = range(48)
HEADED = {7, 45}
"""A paragraph of two lines, 5.全年项目支出727.93万元（其中：…, is taken for a heading of the next in the PDF alone."""
MOST_ROWS = 0.006
"""Of all rows, those that may read otherwise: 年度总体目标 merged over two rows, one on each page, stands in either."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of Word files and their PDFs."""
    folder = tmp_path_factory.mktemp("printed")
    for seed in SEEDS:
        (folder / f"{seed}.docx").write_bytes(laid_out(as_docx(made(seed)[0]), seed))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sorted(folder.glob("*.docx")))], check=True, capture_output=True, timeout=600)
    return folder


@pytest.mark.parametrize("seed", SEEDS)
def test_facts_are_the_same_on_paper(printed: Path, seed: int, request: pytest.FixtureRequest) -> None:
    if seed in HEADED:
        request.applymarker(pytest.mark.xfail(reason="a numbered paragraph over two lines is taken for a heading in the PDF"))
    word, paper = facts(printed / f"{seed}.docx"), facts(printed / f"{seed}.pdf")
    assert (word - paper, paper - word) == (Counter(), Counter())


def rows(document: Document) -> Counter[tuple[str, ...]]:
    """The rows of all tables by what their cells say."""
    found: dict[tuple[int, int], list[str]] = {}
    for table in document.tables:
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            if cell.text:
                found.setdefault((table.index, cell.row), []).append("".join(cell.text.split()))
    return Counter(map(tuple, found.values()))


def test_rows_and_tables_are_the_same_on_paper(printed: Path) -> None:
    total = other = 0
    for seed in SEEDS:
        word, paper = read(printed / f"{seed}.docx"), read(printed / f"{seed}.pdf")
        assert len(paper.tables) == len(word.tables)
        total += rows(word).total()
        other += (rows(word) - rows(paper)).total()
    assert total > 500
    assert other <= MOST_ROWS * total
