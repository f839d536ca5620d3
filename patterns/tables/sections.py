"""Where the logical tables of a physical one begin and end: cover rows, funds, goals, indicators."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.document import Document, Table
from extract.passage import fold
from patterns.tables.layout import Line, Sheet, bare, columns_under, is_blank, is_numeric
from patterns.tables.template import Caption, Section, Standing, Template, roles_of

_HEAD_HINT = re.compile(
    r"指标|预算|决算|执行|得分|评分|分值|权重|编制|实有|在职|金额|资金|科目|项目|目标|完成|单位|人数"
    r"|合计|收入|支出|投资|规模|符号|分数|数量|名称|经费|率"
)
_PROSE_LABEL = re.compile(
    r"(?:\d[.、])?(?:评价|自评|总体|综合)?(?:结论|(?:存在|发现)的?(?:主要)?问题.*|问题.*"
    r"|(?:下一步)?(?:整改|改进)(?:措施|意见).*"
    r"|.*建议|.*保障措施|.*经验.*|.*成效|项目(?:实施)?(?:内容|概况|情况|概述|立项).*|.*(?:概述|概况"
    r"|简介|职责|职能)"
    r"|其他需要?说明.*|主要工作.*|年度(?:总体|绩效)?目标|总体目标|绩效目标|预期目标|实施期目标)"
)
_NOTE = re.compile(r"(?:备?注|说明|填表(?:说明|人|日期)?|填报.*|注释|附注)\d?[:：].*|填表人.*")
_UNIT_HEAD = re.compile(r"[(（][^()（）]*(?:元|人)[)）]")
_PLANNED = re.compile(r"目标$")
_CAPTION_LINES = 8


@cache
def templates() -> tuple[Template, ...]:
    """Every template of this folder, the lowest rank first."""
    import patterns.tables as folder

    found = []
    for info in pkgutil.iter_modules(folder.__path__):
        template = getattr(importlib.import_module(f"patterns.tables.{info.name}"), "TEMPLATE", None)
        if isinstance(template, Template):
            found.append(template)
    return tuple(sorted(found, key=lambda template: (template.rank, template.name)))


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
    current = _continued(sheet, caption, before)
    if current is not None:
        found.append(current)
    skip = 0
    for at, line in enumerate(sheet.lines):
        if at < skip or all(is_blank(sheet.text(cell)) for cell in line.own):
            continue
        template = _template_of(sheet, line, current)
        if template is not None:
            header = (
                *_heads_above(sheet, template, current.lines if current else loose),
                *_header(sheet, template, at),
            )
            skip = header[-1].row + 1
            columns = tuple(roles_of(template, columns_under(sheet, header)))
            last = found[-1] if found else before
            current = Section(template, sheet, caption, header, columns, [], last)
            found.append(current)
        elif _is_prose(sheet, line):
            prose.append(line)
        elif is_note(sheet, line):
            continue
        else:
            (current.lines if current is not None else loose).append(line)
    return Split(tuple(found), tuple(prose), tuple(loose), caption)


def _template_of(sheet: Sheet, line: Line, current: Section | None) -> Template | None:
    """The template that knows a row as its header; `current` is the logical table whose rows run here."""
    texts = [sheet.text(cell) for cell in line.own]
    if any(map(is_numeric, texts)) or sum(bool(_HEAD_HINT.search(text)) for text in texts) < 2:
        return None
    for template in templates():
        if template.recognises(texts, [template.role(text) for text in texts]):
            foreign = template.weak and current is not None and current.template is not template
            return None if foreign and not any(map(_UNIT_HEAD.search, texts)) else template
    return None


def _header(sheet: Sheet, template: Template, at: int) -> tuple[Line, ...]:
    """The header lines from one on: further ones that its cells reach into, or that hold only heads."""
    lines = [sheet.lines[at]]
    own = lines[0].own
    for line in sheet.lines[at + 1 :]:
        texts = [text for cell in line.own if (text := sheet.text(cell))]
        if any(map(is_numeric, texts)):
            break
        reaching = sum(cell.row + cell.row_span > line.row for cell in own[1:] if sheet.text(cell))
        reached = 2 * reaching >= len(own) - 1 and reaching > 0
        heads = template.subheads is not None and bool(texts) and all(map(template.subheads.fullmatch, texts))
        repeats = texts == [sheet.text(cell) for cell in own if sheet.text(cell)]
        if not (reached or heads) or repeats:
            break
        lines.append(line)
    return tuple(lines)


def _heads_above(sheet: Sheet, template: Template, lines: list[Line]) -> tuple[Line, ...]:
    """The row of wider heads right above a header (收入 | 支出), taken from the rows read so far."""
    texts = [text for cell in lines[-1].own if (text := sheet.text(cell))] if lines else []
    wide = bool(lines) and any(cell.column_span > 1 for cell in lines[-1].own)
    if wide and template.subheads is not None and all(map(template.subheads.fullmatch, texts)):
        return (lines.pop(),)
    return ()


def _continued(sheet: Sheet, caption: Caption, before: Section | None) -> Section | None:
    """The logical table above going on in a table without a header, if the rows fit its columns."""
    filled = [line for line in sheet.lines if any(sheet.text(cell) for cell in line.own)]
    if before is None or not filled or not before.template.figures or _template_of(sheet, filled[0], None):
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


def standing_of(label: str) -> Standing:
    """Whether a label heads a plan (总体目标) or neither."""
    return "planned" if _PLANNED.search(label) else ""


def captions(document: Document) -> Iterator[tuple[Table, Caption]]:
    """The body tables in order, each with the lines of text right above it."""
    lines: list[tuple[str, object]] = []
    for item in document.flow():
        if item.role == "contents":
            continue
        if isinstance(item, Table):
            yield item, Caption(tuple(lines[: -_CAPTION_LINES - 1 : -1]))  # type: ignore[arg-type]
            lines = []
        elif item.text.strip():
            lines.append((fold(document, [(item.span.start, item.span.end)]).text, item.span))


def own_caption(sheet: Sheet, caption: Caption) -> Caption:
    """The caption with the rows inside the table that belong to it: 部门：… | 金额单位：元."""
    inside = [
        (sheet.passage(cell).text, cell.span) for line in sheet.lines[:4] for cell in line.own if re.search(r"单位[:：]", sheet.text(cell))
    ]
    return Caption((*inside, *caption.lines))


def numeric_cells(sheet: Sheet, lines: Sequence[Line]) -> int:
    """How many cells of some lines hold a number and nothing else."""
    return sum(is_numeric(sheet.text(cell)) for line in lines for cell in line.own)
