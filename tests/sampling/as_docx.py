"""A report as a Word file: real merged cells, heading styles, and the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from sampling.content import Line, NewPage, PartStart, Report, Table, printed

FIXED = datetime(2024, 1, 1)
CENTRED = ("title", "cover", "mark")


def as_docx(report: Report) -> bytes:
    """The report's bytes as DOCX."""
    document = Document()
    for style in ("Normal", "Heading 1", "Heading 2", "Title"):
        fonts = document.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), "宋体")
    document.core_properties.created = document.core_properties.modified = FIXED
    document.core_properties.author = document.core_properties.comments = ""
    for block in report.blocks:
        match block:
            case PartStart():
                pass
            case NewPage(mark=mark):
                paragraph = document.add_paragraph(mark)
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                paragraph.add_run().add_break(WD_BREAK.PAGE)
            case Line():
                add_line(document, block)
            case Table():
                add_table(document, block)
    raw = io.BytesIO()
    document.save(raw)
    return still(raw.getvalue())


def add_line(document: Any, line: Line) -> None:
    """A paragraph in the style that says what it is."""
    style = {"title": "Title", "h1": "Heading 1", "h2": "Heading 2"}.get(line.style)
    paragraph = document.add_paragraph(printed(line.pieces), style)
    if line.style in CENTRED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif line.style == "sign":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif line.style == "body":
        paragraph.paragraph_format.first_line_indent = Pt(22)


def add_table(document: Any, table: Table) -> None:
    """A ruled table; cells that cover several places are merged ones."""
    rows, total = list(table.laid()), sum(table.widths)
    grid = document.add_table(len(rows), len(table.widths), "Table Grid")
    places = [row.cells for row in grid.rows]
    grid.autofit = False
    for column, width in enumerate(table.widths):
        grid.columns[column].width = Cm(16 * width / total)
        for row in places:
            row[column].width = Cm(16 * width / total)
    for r, row in enumerate(rows):
        for column, cell, starts in row:
            if not starts:
                continue
            first, last = places[r][column], places[r + cell.rows - 1][column + cell.cols - 1]
            whole = first.merge(last) if first is not last else first
            for number, text in enumerate(printed(cell.pieces).split("\n")):
                paragraph = whole.add_paragraph() if number else whole.paragraphs[0]
                paragraph.add_run(text).font.size = Pt(9)


def still(raw: bytes) -> bytes:
    """The same archive with all clocks stopped."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            info = zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0))
            new.writestr(info, old.read(item), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()
