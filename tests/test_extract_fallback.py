"""Pages that pdfium, or our reading of it, fails on: plain pdfplumber reads them alike, or they're told as damaged."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from hard_pages import HARD, drawn
from lying_pages import funds, over_scan, prose
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

import extract.pdf
from extract.audit import audit
from extract.document import Document, ReadingError
from extract.picture import picture
from extract.reader import read_bytes

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.pdf"))
UNMAPPED = {"yilong-2023"}
"""pdfminer's tables for a font that isn't embedded lack the · of 元/人·年."""


def said(document: Document) -> tuple[list[str], list[tuple[object, ...]]]:
    """The body's lines and the cells with their places."""
    cells = [
        (table.index, c.row, c.column, c.row_span, c.column_span, c.span.page, "".join(c.text.split()))
        for table in document.tables
        for c in table.cells
    ]
    return ["".join(b.text.split()) for b in document.blocks if b.role == "body"], cells


def turned(canvas: Canvas) -> None:
    """A ruled table on a page that is turned when shown, with a shifted page box."""
    canvas.setPageSize((A4[1], A4[0]))
    canvas.setPageRotation(90)
    canvas.setCropBox((10, 5, A4[1], A4[0]))
    canvas.translate(A4[1], 0)
    canvas.rotate(90)
    funds(canvas)


def sideways(canvas: Canvas) -> None:
    """A table drawn on its side on a page that isn't turned."""
    canvas.translate(A4[1] - 250, 0)
    canvas.rotate(90)
    funds(canvas)


FILES = {
    **{path.stem: path.read_bytes() for path in SAMPLES},
    **{name: drawn(*pages) for name, pages in HARD.items()},
    "turned": drawn(turned),
    "sideways": drawn(sideways),
}


def broken(*_: object) -> None:
    raise ValueError("strange page")


@pytest.mark.parametrize("name", FILES)
def test_pdfplumber_reads_what_pdfium_reads(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    usual = said(read_bytes(FILES[name], f"{name}.pdf"))
    monkeypatch.setattr(extract.pdf, "sheet", broken)
    document = read_bytes(FILES[name], f"{name}.pdf")
    assert {problem.code for problem in document.problems} == {"page_fallback"}
    found = said(document)
    if name in UNMAPPED:
        usual = [line.replace("·", "") for line in usual[0]], [(*c[:-1], str(c[-1]).replace("·", "")) for c in usual[1]]
    assert found == usual


def damaged(data: bytes, page: int) -> bytes:
    """The file with the head of a page's object broken: pdfium finds no such page, pdfminer does."""
    heads = [match.start(1) for match in re.finditer(rb"\n\d+ (0) obj\n(?:(?!endobj).)*?/Type /Page\b", data, re.DOTALL)]
    return data[: heads[page - 1]] + b"\xf3" + data[heads[page - 1] + 1 :]


def test_page_that_pdfium_cannot_load_is_read_by_pdfplumber() -> None:
    whole = drawn(prose, funds, prose)
    data = damaged(whole, 2)
    pdf = pypdfium2.PdfDocument(data)
    with pytest.raises(pypdfium2.PdfiumError):
        pdf[1]
    document = read_bytes(data, "a.pdf")
    assert [(p.code, p.severity, p.span and p.span.page) for p in document.problems] == [("page_fallback", "info", 2)]
    assert said(document) == said(read_bytes(whole, "a.pdf"))
    assert document.page_origins == ("native",) * 3
    assert audit(data, document).clean
    with pytest.raises(ReadingError, match="can't be drawn"):
        picture(data, document, 2)


def test_page_that_neither_reads_costs_that_page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    real = extract.pdf.sheet
    calls = iter(range(3))
    monkeypatch.setattr(extract.pdf, "sheet", lambda page: broken() if next(calls) == 1 else real(page))
    monkeypatch.setattr("pdfplumber.open", broken)
    document = read_bytes(drawn(prose, funds, prose), "a.pdf")
    assert [(p.code, p.severity, p.span and p.span.page) for p in document.problems] == [("page_damaged", "error", 2)]
    monkeypatch.undo()
    assert said(document) == said(read_bytes(drawn(prose, prose), "a.pdf"))


def test_scan_that_pdfium_cannot_load_is_told_as_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract.pdf, "sheet", broken)
    scan = over_scan(0)
    assert [problem.code for problem in read_bytes(scan, "a.pdf").problems] == ["page_fallback"]
    monkeypatch.setattr("extract.plumbed.character", lambda code: "")
    assert [p.code for p in read_bytes(scan, "a.pdf").problems] == ["page_fallback", "no_text_layer"]


def test_pages_counted_otherwise_are_not_taken_for_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page tree that counts one page more than it holds: its last page can't be told from another."""
    data = drawn(prose, funds).replace(b"/Count 2", b"/Count 3")
    document = read_bytes(data, "a.pdf")
    assert [(p.code, p.span and p.span.page) for p in document.problems] == [("page_damaged", 3)]
    assert said(document) == said(read_bytes(drawn(prose, funds), "a.pdf"))


def test_good_pages_never_open_pdfplumber() -> None:
    code = (
        "import sys, pdfplumber; from extract.reader import read;"
        "pdfplumber.open = None; print(read(sys.argv[1]).problems == ())"
    )
    command = [sys.executable, "-c", code, str(SAMPLES[0])]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True\n"
