"""Where the logical tables of a physical one begin and end: cover rows, funds, goals, indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.document import Document, Table
from extract.passage import fold
from patterns.tables.header import header_from, heads_above, template_of
from patterns.tables.layout import Line, Sheet, bare, columns_under, is_blank, is_numeric
from patterns.tables.template import Caption, CaptionLine, Section, Standing, roles_of

_PROSE_LABEL = re.compile(
    r"(?:\d[.、])?(?:评价|自评|总体|综合)?(?:结论|(?:存在|发现)的?(?:主要)?问题.*|问题.*"
    r"|(?:下一步)?(?:整改|改进)(?:措施|意见).*"
    r"|.*建议|.*保障措施|.*经验.*|.*成效|项目(?:实施)?(?:内容|概况|情况|概述|立项).*|.*(?:概述|概况"
    r"|简介|职责|职能)"
    r"|其他需要?说明.*|主要工作.*|年度(?:总体|绩效)?目标|总体目标|绩效目标|预期目标|实施期目标)"
)
_NOTE = re.compile(r"(?:备?注|说明|填表(?:说明|人|日期)?|填报.*|注释|附注)\d?[:：].*|填表人.*")
_INSTRUCTION = re.compile(r"\d+字(?:以内|左右|以上)[)）]?$|^请(?:填|简要|说明|对照)")
_PLANNED = re.compile(r"目标$")
_CAPTION_LINES = 8
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Split:
    """A table taken apart: its logical tables, the rows of sentences, the rows of neither, its caption."""

    sections: tuple[Section, ...]
    prose: tuple[Line, ...]
    loose: tuple[Line, ...]
    caption: Caption


def split(sheet: Sheet, caption: Caption, before: Section | None) -> Split:
    """The logical tables of a table; `before` is the last one above, if it may go on here."""
    found: list[Section] = []
    prose: list[Line] = []
    loose: list[Line] = []
    titles: list[CaptionLine] = []
    current = _continued(sheet, caption, before)
    if current is not None:
        found.append(current)
    read_to = 0
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
        elif _is_prose(sheet, line):
            prose.append(line)
        elif not is_note(sheet, line):
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


def _is_prose(sheet: Sheet, line: Line) -> bool:
    """Whether a row is a known label with sentences beside it."""
    texts = [text for cell in line.own if (text := sheet.text(cell))]
    if len(texts) != 2 or is_numeric(texts[1]) or len(texts[1]) < 6:
        return False
    return bool(_PROSE_LABEL.fullmatch(bare(texts[0])))


def is_note(sheet: Sheet, line: Line) -> bool:
    """Whether a row is a form's own note: 备注：…, 说明：…, 填表人：…."""
    texts = [text for cell in line.own if (text := sheet.text(cell))]
    return bool(texts) and bool(_NOTE.fullmatch(texts[0]) or (bare(texts[0]) in ("备注", "说明", "注") and len(texts) < 3))


def is_instruction(text: str) -> bool:
    """Whether a cell still holds what the form asks for: 说明项目实施成效。（200字以内）."""
    return bool(_INSTRUCTION.search(text))


def standing_of(label: str) -> Standing:
    """Whether a label heads a plan (总体目标) or neither."""
    return "planned" if _PLANNED.search(label) else ""


def captions(document: Document) -> Iterator[tuple[Table, Caption]]:
    """The body tables in order, each with the lines of text right above it."""
    lines: list[CaptionLine] = []
    for item in document.flow():
        if item.role == "contents":
            continue
        if isinstance(item, Table):
            yield item, Caption(tuple(lines[: -_CAPTION_LINES - 1 : -1]))
            lines = []
        elif item.text.strip():
            lines.append((fold(document, [(item.span.start, item.span.end)]).text, item.span))


def numeric_cells(sheet: Sheet, lines: Sequence[Line]) -> int:
    """How many cells of some lines hold a number and nothing else."""
    return sum(is_numeric(sheet.text(cell)) for line in lines for cell in line.own)
