"""Whole reports: their formats read alike, nothing is lost, and pdfplumber agrees."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pdfplumber
import pytest
from test_extract_invariants import check

from extract.document import Document, Table
from extract.reader import read

FORMS = Path(__file__).parent / "reports" / "forms"
PDFS = sorted((FORMS / "pdf").glob("*.pdf"))


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def places(table: Table) -> list[tuple[int, int, int, int, str]]:
    """Where each cell stands, how far it reaches, and what it says."""
    return sorted((c.row, c.column, c.row_span, c.column_span, squeezed(c.text)) for c in table.cells)


def body(document: Document) -> list[str]:
    return [squeezed(block.text) for block in document.blocks if block.role == "body"]


@pytest.mark.parametrize("pdf", PDFS, ids=lambda path: path.stem)
def test_word_file_and_pdf_of_a_report_say_the_same(pdf: Path) -> None:
    one, two = read(FORMS / "docx" / f"{pdf.stem}.docx"), read(pdf)
    assert list(map(places, two.tables)) == list(map(places, one.tables))
    assert body(two) == body(one)


@pytest.mark.parametrize("path", sorted(FORMS.glob("*/*.*")), ids=lambda path: path.name)
def test_report_loses_nothing(path: Path) -> None:
    if path.suffix in (".txt", ".docx", ".pdf"):
        check(read(path), markup="|-" if path.suffix == ".txt" else "")


@pytest.mark.parametrize("pdf", PDFS[:4], ids=lambda path: path.stem)
def test_pdfplumber_finds_the_same_cells(pdf: Path) -> None:
    theirs: Counter[str] = Counter()
    with pdfplumber.open(pdf) as opened:
        for page in opened.pages:
            for table in page.extract_tables():
                theirs.update(squeezed(cell) for row in table for cell in row if cell is not None)
    document = read(pdf)
    ours = Counter(squeezed(cell.text) for table in document.tables for cell in table.cells)
    spans = [table.span for table in document.tables]
    inside = [b.text for b in document.blocks if any(s.start < b.span.start < s.end for s in spans)]
    assert not ours - theirs  # headers that pages repeat are no cells; among the lines inside are page numbers
    again = [squeezed("".join(text for text in texts if not text.isdigit())) for texts in ((theirs - ours).elements(), inside)]
    assert Counter(again[0]) == Counter(again[1])
