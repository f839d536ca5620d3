"""What a document's tables say: mentions, cells of sentences, and tables that nothing here knows.

A table's rows are searched for the headers of known templates; each template reads the rows under its
own. A form (cover rows, funds, goals, indicators, total) is one physical table and several logical ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.document import Document, Problem
from patterns.mention import Mention, Part
from patterns.tables import funds
from patterns.tables.glued import read_flattened
from patterns.tables.layout import Line, Sheet, is_numeric
from patterns.tables.pairs import read_pairs
from patterns.tables.prose import keep, left_over
from patterns.tables.score_summary import read_score_pairs
from patterns.tables.sections import Split, captions, numeric_cells, split
from patterns.tables.staffing import read_people_pairs
from patterns.tables.template import Findings, ProseCell, Section

_FEW_FIGURES = 4


@dataclass(frozen=True, slots=True)
class Tables:
    """Mentions in reading order, problems, and the cells whose sentences are still to be read."""

    mentions: list[Mention]
    problems: list[Problem]
    prose_cells: list[ProseCell]


def read_tables(document: Document, parts: Sequence[Part]) -> Tables:
    """What the tables of a document say; `parts` tell to which part a cell belongs."""
    found = Findings(parts)
    before: Section | None = None
    for table, caption in captions(document):
        sheet = Sheet(document, table)
        part = found.part(table.span.start)
        if before is not None and found.part(before.sheet.table.span.start) != part:
            before = None
        taken = split(sheet, caption, before)
        for section in taken.sections:
            section.template.read(section, found)
            found.problems += _unknown_columns(section, found)
        _read_rest(sheet, taken, found)
        before = taken.sections[-1] if taken.sections else None
    return Tables(_in_reading_order(found.mentions), found.problems, found.prose)


def _read_rest(sheet: Sheet, taken: Split, found: Findings) -> None:
    """Rows outside every logical table: sentences, pairs of label and figure; else the table is unknown."""
    for prose in taken.prose:
        keep(sheet, prose, found)
    for section in taken.sections:
        if section.template.sentences:
            for prose in left_over(sheet, section.lines, section.header):
                keep(sheet, prose, found)
    for prose in left_over(sheet, taken.loose, taken.loose[:1]):
        keep(sheet, prose, found)
    read_flattened(Section(funds.TEMPLATE, sheet, taken.caption, (), (), []), taken.loose, found)
    read = read_pairs(funds.TEMPLATE, sheet, taken.loose, taken.caption, found)
    read += read_people_pairs(sheet, taken.loose, taken.caption, found)
    read += read_score_pairs(sheet, taken.loose, taken.caption, found)
    if not taken.sections and not read and numeric_cells(sheet, taken.loose) >= _FEW_FIGURES:
        found.problems.append(_unknown(sheet, taken.loose))


_UNTOLD = re.compile(r"序号|行次|栏次|编[号码]|代码|电话|日期|时间|年度|年份|页|备注|文号|顺序|排名")
_FEW_CELLS = 3


def _unknown_columns(section: Section, found: Findings) -> Iterator[Problem]:
    """Columns of figures in a known table whose heads no template knows: they were not read."""
    for column in section.columns:
        if column.role or not column.leaf or _UNTOLD.search("".join(column.path)):
            continue
        cells = [cell for line in section.lines for cell in section.cells(line, column) if cell in line.own]
        figures = [cell for cell in cells if is_numeric(section.text(cell)) and not found.taken(section.sheet, cell)]
        if len(figures) >= _FEW_CELLS:
            message = f"No template knows the column {column.leaf[:40]}; its {len(figures)} figures were not read."
            yield Problem("unknown_column", "info", message, column.cells[-1].span)


def _unknown(sheet: Sheet, lines: Sequence[Line]) -> Problem:
    heads = " | ".join(sheet.text(cell) for cell in lines[0].own)[:80]
    return Problem(
        "unknown_table",
        "info",
        f"No template knows this table (first row: {heads}); its figures were not read. A template in patterns/tables/ would read it.",
        sheet.table.span,
    )


def _in_reading_order(mentions: Sequence[Mention]) -> list[Mention]:
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].span.start, mentions[i].span.end))
    place = {old: new for new, old in enumerate(order)}
    return [replace(mentions[i], parent=place[parent]) if (parent := mentions[i].parent) is not None else mentions[i] for i in order]
