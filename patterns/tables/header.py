"""Which template knows a row as its header, and which rows above and below belong to that header."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache

from extract.document import Cell
from patterns.tables.layout import Line, Sheet, is_numeric
from patterns.tables.template import Section, Template

_HEAD_HINT = re.compile(
    r"指标|预算|决算|执行|得分|评分|分值|权重|编制|实有|在职|金额|资金|科目|项目|目标|完成|单位|人数"
    r"|合计|收入|支出|投资|规模|符号|分数|数量|名称|经费|率|行次|统计数|[期年][初末]|[原净]值|总分|\d分[)）]"
)
_NO_HEAD = re.compile(r"^[\d.,%]+$|[:：].")
_ROWS_SEEN = 12
_UNIT_HEAD = re.compile(r"[(（][^()（）]*(?:元|人)[)）]")


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


def template_of(sheet: Sheet, line: Line, current: Section | None) -> Template | None:
    """The template that knows a row as its header; `current` is the logical table whose rows run here."""
    texts = [sheet.text(cell) for cell in line.own]
    if any(map(is_numeric, texts)) or sum(bool(_HEAD_HINT.search(text)) for text in texts) < 2:
        return None
    below = _labels_below(sheet, line)
    for template in templates():
        if template.by_rows is not None and template.by_rows(texts, [template.role(text) for text in texts], below):
            return template
    for template in templates():
        if template.recognises(texts, [template.role(text) for text in texts]):
            foreign = template.weak and current is not None and current.template is not template
            return None if foreign and not any(map(_UNIT_HEAD.search, texts)) else template
    return None


def _labels_below(sheet: Sheet, line: Line) -> list[str]:
    """The first texts of the next rows."""
    rows = sheet.lines[line.row + 1 : line.row + 1 + _ROWS_SEEN]
    return [text for row in rows if (text := next((text for cell in row.own if (text := sheet.text(cell))), ""))]


def header_from(sheet: Sheet, at: int) -> tuple[Line, ...]:
    """The header lines from one on: further ones that its cells reach into, or that lie under wider ones."""
    lines = [sheet.lines[at]]
    own = lines[0].own
    for line in sheet.lines[at + 1 :]:
        filled = [cell for cell in line.own if sheet.text(cell)]
        if any(is_numeric(sheet.text(cell)) for cell in filled):
            break
        reaching = sum(cell.row + cell.row_span > line.row for cell in own[1:] if sheet.text(cell))
        reached = 2 * reaching >= len(own) - 1 and reaching > 0
        if not reached and not (len(filled) > 1 and _lie_under(filled, lines[-1].own)):
            break
        lines.append(line)
    return tuple(lines)


def heads_above(sheet: Sheet, header: Line, rows: list[Line]) -> tuple[Line, ...]:
    """The row of wider heads right above a header (收入 | 支出), taken away from the rows read so far."""
    over = [cell for cell in rows[-1].own if sheet.text(cell)] if rows else []
    if len(over) < 2 or any(_NO_HEAD.search(sheet.text(cell)) for cell in over):
        return ()
    filled = [cell for cell in header.own if sheet.text(cell)]
    return (rows.pop(),) if _lie_under(filled, over) else ()


def _lie_under(cells: list[Cell], over: tuple[Cell, ...] | list[Cell]) -> bool:
    """Whether each cell stands under a wider one."""
    return all(
        any(
            wide.column <= cell.column
            and cell.column + cell.column_span <= wide.column + wide.column_span
            and cell.column_span < wide.column_span
            for wide in over
        )
        for cell in cells
    )
