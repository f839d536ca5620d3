"""Where the logical tables of a physical one begin and end: cover rows, funds, goals, indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.document import Block, Document, Table
from extract.marks import is_page_mark
from extract.passage import fold
from patterns.tables.header import header_from, heads_above, template_of
from patterns.tables.layout import Line, Sheet, columns_under, is_blank, is_numeric
from patterns.tables.prose import Prose, is_block_head, is_note, prose_of
from patterns.tables.template import Caption, CaptionLine, Section, roles_of

_CAPTION_LINES = 8
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Split:
    """A table taken apart: its logical tables, its cells of sentences, the rows of neither, its caption."""

    sections: tuple[Section, ...]
    prose: tuple[Prose, ...]
    loose: tuple[Line, ...]
    caption: Caption


def split(sheet: Sheet, caption: Caption, before: Section | None) -> Split:
    """The logical tables of a table; `before` is the last one above, if it may go on here."""
    found: list[Section] = []
    prose: list[Prose] = []
    loose: list[Line] = []
    titles: list[CaptionLine] = []
    current = _continued(sheet, caption, before)
    if current is not None:
        found.append(current)
    read_to, heading, noted = 0, "", False
    for at, line in enumerate(sheet.lines):
        if at < read_to or all(is_blank(sheet.text(cell)) for cell in line.own):
            continue
        template = template_of(sheet, line, current)
        rows = current.lines if current is not None else loose
        if template is not None:
            header = (*heads_above(sheet, line, rows), *header_from(sheet, at))
            read_to = header[-1].row + 1
            columns = tuple(roles_of(template, columns_under(sheet, header)))
            over = Caption((*reversed(titles), *caption.lines))
            current = Section(template, sheet, over, header, columns, [], found[-1] if found else before)
            found.append(current)
            continue
        noted = is_note(sheet, line, noted)
        if noted:
            continue
        sentences = prose_of(sheet, line, heading)
        if sentences is not None:
            prose.append(sentences)
            continue
        if is_block_head(sheet, line):
            current, heading, rows = None, sheet.text(line.own[0]), loose
        rows.append(line)
        titles += _titles(sheet, line)
    return Split(tuple(found), tuple(prose), tuple(loose), Caption((*reversed(titles), *caption.lines)))


def _titles(sheet: Sheet, line: Line) -> list[CaptionLine]:
    """What a row says as a caption of the rows below: 年度收入情况（万元）, 部门：… | 金额单位：元."""
    filled = [cell for cell in line.own if sheet.text(cell)]
    return [
        (sheet.passage(cell).text, cell.span)
        for cell in filled
        if (len(filled) == 1 and len(cell.text) < _LONGEST_TITLE) or "单位" in cell.text
    ]


def _continued(sheet: Sheet, caption: Caption, before: Section | None) -> Section | None:
    """The logical table above going on in a table without a header, if the rows fit its columns."""
    filled = [line for line in sheet.lines if any(sheet.text(cell) for cell in line.own)]
    if before is None or not filled or not before.template.figures or template_of(sheet, filled[0], None):
        return None
    width = before.columns[-1].end if before.columns else 0
    going = Section(before.template, sheet, before.caption, (), before.columns, [], before)
    return going if 0 <= width - sheet.table.columns <= 2 and going.fits(filled[0]) else None


def captions(document: Document) -> Iterator[tuple[Table, Caption]]:
    """The body tables in order, each with the lines of text right above it.

    Page marks are none of them; a running head counts only for what no line of the body says.
    """
    lines: list[Block] = []
    running: list[Block] = []
    for item in document.flow():
        if item.role == "contents":
            continue
        if isinstance(item, Table):
            above = (*lines[::-1], *running[::-1])[:_CAPTION_LINES]
            yield item, Caption(tuple((fold(document, [(line.span.start, line.span.end)]).text, line.span) for line in above))
            lines, running = [], []
        elif item.role == "body" and item.text.strip():
            lines.append(item)
        elif item.text.strip() and not is_page_mark(item.text) and not is_numeric(item.text.strip()):
            running.append(item)


def numeric_cells(sheet: Sheet, lines: Sequence[Line]) -> int:
    """How many cells of some lines hold a number and nothing else."""
    return sum(is_numeric(sheet.text(cell)) for line in lines for cell in line.own)
