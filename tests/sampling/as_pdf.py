"""A report as PDF: ruled tables with merged cells that run over pages, lines broken between words."""

from __future__ import annotations

import io
import re
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak as Break
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Grid

from sampling.content import Line, NewPage, PartStart, Report, Table, printed

FONT = "STSong-Light"
WIDTH, MARGIN = 595.0, 62.0
ROOM = WIDTH - 2 * MARGIN - 12.5  # a frame pads its sides
SIZES = {"title": 18.0, "cover": 13.0, "h1": 13.5, "h2": 12.0, "note": 9.5, "contents": 10.5, "mark": 9.0}
ALIGNED = {"title": TA_CENTER, "cover": TA_CENTER, "mark": TA_CENTER, "sign": TA_RIGHT}
WORD = re.compile(r"[0-9A-Za-z.,%]+|.", re.S)
NEVER_FIRST = set("，。；：、？！）〕】》”’%％)")


def as_pdf(report: Report) -> bytes:
    """The report's bytes as PDF."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    story: list[Any] = []
    for block in report.blocks:
        match block:
            case PartStart():
                pass
            case NewPage(mark=mark):
                story += [Spacer(1, 8), paragraph(mark, "mark", ROOM)] if mark else []
                story.append(Break())
            case Line(pieces=pieces, style=style):
                story.append(paragraph(printed(pieces), style, ROOM))
            case Table():
                story += [Spacer(1, 6), grid(block), Spacer(1, 8)]
    out = io.BytesIO()
    sheet = SimpleDocTemplate(
        out, pagesize=(WIDTH, report.tall), leftMargin=MARGIN, rightMargin=MARGIN,
        topMargin=60, bottomMargin=60, invariant=1, title=report.name,
    )  # fmt: skip

    def foot(canvas: Any, _: Any) -> None:
        if report.foot:
            canvas.setFont(FONT, 9)
            canvas.drawCentredString(WIDTH / 2, 34, report.foot.format(canvas.getPageNumber()))

    sheet.build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def paragraph(text: str, style: str, room: float) -> Paragraph:
    """A paragraph whose lines are broken where a word processor breaks them: never within a number."""
    size = SIZES.get(style, 11.0)
    indent = 2 * size if style == "body" else 0.0
    look = ParagraphStyle(
        style, fontName=FONT, fontSize=size, leading=size * 1.5, firstLineIndent=indent,
        alignment=ALIGNED.get(style, TA_LEFT), spaceAfter=4, spaceBefore=4 if style in ("title", "h1") else 0,
    )  # fmt: skip
    return Paragraph("<br/>".join(escape(line) for line in broken(text, size, room, indent)), look)


def broken(text: str, size: float, room: float, indent: float = 0.0) -> list[str]:
    """The text in lines that fit the room."""
    lines: list[str] = []
    for part in text.split("\n"):
        line: list[str] = []
        left = room - indent
        for word in WORD.findall(part):
            if line and pdfmetrics.stringWidth("".join(line) + word, FONT, size) > left:
                carried = [line.pop()] if word in NEVER_FIRST and len(line) > 1 else []
                lines.append("".join(line))
                line, left = carried, room
            line.append(word)
        lines.append("".join(line))
        indent = 0.0
    return lines


def grid(table: Table) -> Grid:
    """The ruled table."""
    unit = ROOM / sum(table.widths)
    widths = [width * unit for width in table.widths]
    rows, spans = [], []
    for r, row in enumerate(table.laid()):
        texts = [""] * len(widths)
        for column, cell, starts in row:
            if starts:
                room = sum(widths[column : column + cell.cols]) - 7
                texts[column] = "\n".join(broken(printed(cell.pieces), 9, room))
                if cell.cols > 1 or cell.rows > 1:
                    end = (column + cell.cols - 1, r + cell.rows - 1)
                    spans.append(("SPAN", (column, r), end))
        rows.append(texts)
    whole = ((0, 0), (-1, -1))
    style = [
        ("GRID", *whole, 0.5, black), ("FONT", *whole, FONT, 9, 11.5), ("VALIGN", *whole, "MIDDLE"),
        ("ALIGN", *whole, "CENTER"), ("LEFTPADDING", *whole, 3), ("RIGHTPADDING", *whole, 3), *spans,
    ]  # fmt: skip
    return Grid(rows, widths, style=style)
