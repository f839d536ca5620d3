"""The receipt of one number: where it stands, what stands around it, and how it came to its value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from extract.document import Document, Table
from normalize.rows import Amount, FactRow, Headcount, PartRow, Quantity, Report
from output.layout import columns, number, one_line
from output.schema import TABLES

_UNIT_SOURCE = {
    "inline": "printed beside the number",
    "row_label": "printed in the row's label",
    "column_header": "printed in the column's header",
    "caption": "printed above the table",
    "inferred": "printed nowhere: inferred",
}
_YUAN = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
_SENTENCE_END = re.compile(r"[。；;！？!?\t]|\n\s*\n")
_FIGURE = re.compile(r"[\d.,%\s]*")
_REACH = 200
# Said in lines of their own, or of no use to a person.
_SAID = frozenset((
    "document_id", "part_id", "quote", "char_start", "char_end", "page", "table_index", "row_index",
    "column_index", "heading", "statement", "unit", "unit_source", "value", "value_yuan", "part_of",
))  # fmt: skip


def marked(text: str, start: int, end: int) -> str:
    """The sentence that holds the characters, with these in 【】."""
    first, last = max(0, start - _REACH), min(len(text), end + _REACH)
    for match in _SENTENCE_END.finditer(text, first, start):
        first = match.end()
    stop = _SENTENCE_END.search(text, end, last)
    last = stop.end() if stop else last
    return one_line(f"{text[first:start]}【{text[start:end]}】{text[end:last]}")


def _row(table: Table, row: int, column: int) -> str:
    """A table's row, each cell once, the one in question in 【】."""
    cells = dict.fromkeys(cell for cell in table.row(row) if cell is not None)
    here = table.at(row, column)
    return " | ".join(f"【{one_line(c.text)}】" if c is here else one_line(c.text) for c in cells)


def _above(table: Table, row: int, column: int) -> str:
    """The words above a cell in its column: its headers."""
    cells = dict.fromkeys(table.at(above, column) for above in range(row))
    words = [one_line(cell.text) for cell in cells if cell is not None]
    return " / ".join(word for word in words if word and not _FIGURE.fullmatch(word))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    """The line that holds the characters, and the lines with words before and after it."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    before = [line for line in text[max(0, first - _REACH) : first].split("\n") if line.strip()][-3:]
    after = [line for line in text[last : last + _REACH].split("\n") if line.strip()][:3]
    for line in before:
        yield "", one_line(line)
    yield "here", one_line(f"{text[first:start]}【{text[start:end]}】{text[end:last]}")
    for line in after:
        yield "", one_line(line)


def _surroundings(fact: FactRow, text: str, document: Document | None) -> Iterator[tuple[str, str]]:
    if fact.table_index is None or fact.row_index is None or fact.column_index is None:
        yield "sentence", marked(text, fact.char_start, fact.char_end)
    elif document is not None and fact.table_index < len(document.tables):
        table = document.tables[fact.table_index]
        yield "row", _row(table, fact.row_index, fact.column_index)
        yield "column", _above(table, fact.row_index, fact.column_index)
    else:
        yield from _lines(text, fact.char_start, fact.char_end)


def _conversion(fact: FactRow) -> Iterator[tuple[str, str]]:
    """How the printed figure became the value."""
    if isinstance(fact, Amount | Headcount) and fact.unit:
        yield "unit", f"{fact.unit}, {_UNIT_SOURCE.get(fact.unit_source or '', 'source not known')}"
    if isinstance(fact, Amount) and fact.unit and fact.value is not None and fact.value_yuan is not None:
        times = f"{number(fact.value)} × {_YUAN[fact.unit]:,} = " if fact.unit != "元" else ""
        yield "value", f"{times}{number(fact.value_yuan)} 元"
    elif isinstance(fact, Amount | Headcount | Quantity) and fact.value is not None:
        yield "value", number(fact.value)


def _place(fact: FactRow, text: str) -> str:
    words = [f"line {text.count(chr(10), 0, fact.char_start) + 1}"]
    if fact.page is not None:
        words.insert(0, f"page {fact.page}")
    if fact.table_index is not None:
        at = {"table": fact.table_index, "row": fact.row_index, "column": fact.column_index}
        words += [f"{name} {index + 1}" for name, index in at.items() if index is not None]
    return f"{', '.join(words)}  (characters {fact.char_start:,}–{fact.char_end:,})"


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, bool) or not isinstance(value, Decimal):
        return str(value)
    return number(value)


def _interpreted(table: str, fact: FactRow, part: PartRow | None) -> Iterator[tuple[str, str]]:
    """Every other column that says something."""
    for column in TABLES[table].columns:
        value = getattr(fact, column.name)
        if column.name in _SAID or value is None or value == ():
            continue
        shown = _shown(value)
        if column.name == "fiscal_year" and part and part.fiscal_year == value and part.fiscal_year_source:
            shown += f"  (the part's, from its {part.fiscal_year_source})"
        yield column.name, shown


def _related(fact: FactRow, report: Report) -> Iterator[tuple[str, str]]:
    """The whole that it is a part of, and the checks that it takes part in."""
    whole = fact.part_of if isinstance(fact, Amount | Headcount) else None
    wholes: tuple[Amount | Headcount, ...] = (*report.amounts, *report.headcounts)
    for row in wholes:
        if row.fact_id == whole:
            yield "part of", f"{one_line(row.label)} {one_line(row.quote)}  ({whole})"
    for check in report.checks:
        if fact.fact_id in check.members:
            yield check.severity, f"{check.code}: {one_line(check.message)}"


def receipt(table: str, fact: FactRow, report: Report, document: Document | None = None) -> list[str]:
    """The lines of a fact's receipt; `document` (the file read again) shows a cell's row and headers."""
    text = report.text.text if report.text else ""
    part = next((part for part in report.parts if part.part_id == fact.part_id), None)
    label = getattr(fact, "label", None) or getattr(fact, "level3", None)
    said = [
        ("file", report.document.source),
        ("place", _place(fact, text)),
        ("part", one_line(f"{part.kind} {part.title or ''}") if part else ""),
        ("heading", fact.heading or ""),
        *_surroundings(fact, text, document),
        *_conversion(fact),
        *_interpreted(table, fact, part),
        *_related(fact, report),
    ]
    lines = columns([line for line in said if line[1]])
    return [f"{one_line(label)}  {one_line(fact.quote)}  ({table})", *lines]
