"""Plain text, and the dumps other programs leave as plain text.

`Document.text` is the decoded file itself (without a byte order mark, CRLF as LF). A line is a block;
pipe tables, tab-separated rows, dumped word-processor tables, rows of cells set apart by blanks and dumps of
one cell a line are tables. A form feed starts a page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate

from extract.aligned import aligned_tables
from extract.document import Block, Document, Problem, ReadingError, Role, Source, Span
from extract.dump import dump_table
from extract.encoding import decoded
from extract.grid import Line, Slot, make_table, trimmed
from extract.marks import is_contents_heading, is_page_mark, is_rule, roles
from extract.pipes import pipe_table, tab_table
from extract.reader import Reader
from extract.stacked import stacked_tables
from extract.stitch import joined

_BREAK = re.compile(r"[\n\r\f\u2028\u2029]")
_PAGE_CELL = re.compile(r"\d{1,3}(?:[-–—]\d{1,3})?")
_LEADER = re.compile(r"[.．·…⋯]{3,}\s*\d{0,3}$")


def read_text(data: bytes, source: Source) -> Document:
    """The document of a text file."""
    text, problems = decoded(data, source.name)
    if not text.strip("\ufeff \t\r\n\f\u3000"):
        raise ReadingError("empty", f"{source.name}: the file holds no text. Get it again.")
    return text_document(text, source, problems)


def text_document(text: str, source: Source, problems: list[Problem]) -> Document:
    """The document of a text already decoded."""
    blocks, shapes = _shapes(text)
    said = [line.text for line in blocks]
    tables = tuple(
        make_table(index, text, slots, _table_role(text, slots, said[before - 1] if before else ""))
        for index, (slots, before) in enumerate(joined(text, shapes, said))
    )
    starts = (0, *(match.end() for match in re.finditer("\f", text))) if "\f" in text else ()
    document = Document(source, text, (), tables, tuple(problems), starts)
    return replace(document, blocks=_blocks(blocks, document))


def _shapes(text: str) -> tuple[list[Line], list[tuple[list[Slot], int]]]:
    """The lines outside tables, and the tables, each with the number of such lines before it."""
    lines = _lines(text)
    drawn = {**stacked_tables(lines), **aligned_tables(lines)}
    blocks: list[Line] = []
    tables: list[tuple[list[Slot], int]] = []
    at = prose = 0
    while at < len(lines):
        found = pipe_table(lines, at) or tab_table(lines, at)
        if not found and at >= prose:
            found = dump_table(text, lines, at)
        between = []
        if not found and (found := drawn.get(at)):
            between = [line for line in lines[at : found[1]] if is_page_mark(line.text) or is_rule(line.text)]
        if found and found[0]:
            tables.append((found[0], len(blocks)))
            blocks += [block for line in between for block in _block(text, line)]
            at = found[1]
            continue
        prose = max(prose, found[1] if found else 0)
        blocks += _block(text, lines[at])
        at += 1
    return blocks, tables


def _block(text: str, line: Line) -> list[Line]:
    start, end = trimmed(text, line.start, line.end)
    return [Line(start, end, text[start:end])] if start < end else []


def _blocks(lines: list[Line], document: Document) -> tuple[Block, ...]:
    return tuple(
        Block(Span(line.start, line.end, document.page_at(line.start)), line.text, role)
        for line, role in zip(lines, roles([line.text for line in lines]), strict=True)
    )


def _lines(text: str) -> list[Line]:
    said = _BREAK.split(text)
    starts = accumulate((len(line) + 1 for line in said), initial=0)
    return [Line(start, start + len(line), line) for start, line in zip(starts, said, strict=False)]


def _table_role(text: str, slots: list[Slot], title: str) -> Role:
    """contents where rows end in page numbers, under 目录 or after dot leaders."""
    rows: dict[int, list[str]] = {}
    for slot in slots:
        said = text[slot.start : slot.end].strip()
        if said:
            rows.setdefault(slot.row, []).append(said)
    paged = sum(bool(_PAGE_CELL.fullmatch(row[-1]) or _LEADER.search(row[-1])) for row in rows.values())
    dotted = sum(any(_LEADER.search(cell) for cell in row) for row in rows.values())
    known = is_contents_heading(title) or 2 * dotted > len(rows)
    return "contents" if known and 3 * paged > 2 * len(rows) else "body"


READER = Reader(
    suffixes=(".txt", ".md", ".text"),
    media_type="text/plain",
    magic=lambda data: False,
    read=read_text,
)
