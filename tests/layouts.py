"""Word files laid out anew by chance: paper, margins, fonts, headers and footers, rows that may break or repeat."""

from __future__ import annotations

import io
from collections.abc import Sequence
from random import Random
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

HEADS = ("部门整体支出绩效评价报告", "青禾县水利局决算公开 第12号", "附表")


def laid_out(data: bytes, seed: int) -> bytes:
    """A Word file with another layout and the same content."""
    chance = Random(seed)
    document = Document(io.BytesIO(data))
    for section in document.sections:
        _paper(section, chance)
    size = chance.choice((9, 10, 10.5, 12, 14))
    for table in document.tables:
        _rows(table, chance)
        _text(table, size, chance)
        for _ in range(chance.choice((0, 0, 3, 7, 12))):
            table._tbl.addprevious(OxmlElement("w:p"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paper(section: Any, chance: Random) -> None:
    wide, tall = Cm(21), Cm(29.7)
    if chance.random() < 0.25:
        section.orientation, wide, tall = WD_ORIENT.LANDSCAPE, tall, wide
    section.page_width, section.page_height = wide, tall
    section.left_margin = section.right_margin = Cm(chance.uniform(1.8, 3))
    section.top_margin, section.bottom_margin = Cm(chance.uniform(1.8, 3.5)), Cm(chance.uniform(1.8, 3.5))
    if chance.random() < 0.5:
        section.header.paragraphs[0].text = chance.choice(HEADS)
    foot = section.footer.paragraphs[0]
    foot.alignment = chance.choice(list(WD_ALIGN_PARAGRAPH)[:3])
    for piece in chance.choice(((), ("PAGE",), ("— ", "PAGE", " —"), ("第", "PAGE", "页 共", "NUMPAGES", "页"))):
        _put(foot.add_run(), piece)


def _put(run: Any, piece: str) -> None:
    """A text, or a field by its name."""
    if not piece.isupper():
        run.text = piece
        return
    for kind in ("begin", "", "end"):
        node = OxmlElement("w:fldChar" if kind else "w:instrText")
        node.set(qn("w:fldCharType"), kind) if kind else setattr(node, "text", piece)
        run._r.append(node)


def _rows(table: Any, chance: Random) -> None:
    """Rows of a header come again on each page, or rows don't break over pages."""
    head = chance.choice((0, 0, 1, 2))
    if not _parts([row._tr for row in table.rows], head):
        head = 0
    whole = chance.random() < 0.4
    for at, row in enumerate(table.rows):
        for wanted, name in ((at < head, "w:tblHeader"), (whole, "w:cantSplit")):
            if wanted:
                row._tr.get_or_add_trPr().append(OxmlElement(name))


def _parts(rows: Sequence[Any], head: int) -> bool:
    """Whether so many rows can be a header: no cell goes on below them, and they hold no figures."""
    below = rows[head].iter(qn("w:vMerge")) if len(rows) > head else ()
    said = "".join(node.text or "" for row in rows[:head] for node in row.iter(qn("w:t")))
    return all(node.get(qn("w:val")) == "restart" for node in below) and not any(map(str.isdigit, said))


def _text(table: Any, size: float, chance: Random) -> None:
    way = chance.choice((None, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.CENTER))
    spacing = chance.choice((None, None, 1.2, 1.5))
    for node in table._tbl.iter(qn("w:p")):
        paragraph = Paragraph(node, table)
        paragraph.alignment, paragraph.paragraph_format.line_spacing = way, spacing
        paragraph.paragraph_format.space_after = Pt(chance.choice((0, 0, 4)))
        for run in paragraph.runs:
            run.font.size = Pt(size)
    if chance.random() < 0.5:
        for cell in table._tbl.iter(qn("w:tc")):
            middle = OxmlElement("w:vAlign")
            middle.set(qn("w:val"), "center")
            cell.get_or_add_tcPr().append(middle)
