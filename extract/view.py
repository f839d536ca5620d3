"""A document as a person reads it: blocks with their places, tables as grids."""

from __future__ import annotations

from collections.abc import Iterator

from extract.document import Block, Cell, Document, Span, Table


def render(document: Document) -> str:
    """The whole document as text: a line a block with page and offsets, a line a row of a table.

    A cell shows its column, and how far it reaches where that's more than one place (3+2: columns 3
    and 4; ↓4: four rows).
    """
    lines = [f"# {document.source.name}  {document.source.media_type}  {len(document.text)} characters"]
    if document.page_starts:
        lines[0] += f"  {len(document.page_starts)} pages"
    lines += [f"! {p.severity} {p.code}{_where(p.span)}: {p.message}" for p in document.problems]
    for item in document.flow():
        lines.extend(_block(item) if isinstance(item, Block) else _table(item))
    return "\n".join(lines) + "\n"


def _where(span: Span | None) -> str:
    if span is None:
        return ""
    page = f"p{span.page} " if span.page else ""
    return f" [{page}{span.start}-{span.end}]"


def _said(text: str) -> str:
    return text.replace("\n", "⏎")


def _block(block: Block) -> Iterator[str]:
    mark = "" if block.role == "body" else f" ({block.role})"
    level = f" {'#' * block.level}" if block.level else ""
    yield f"{_where(block.span).strip()}{mark}{level} {_said(block.text)}"


def _table(table: Table) -> Iterator[str]:
    mark = "" if table.role == "body" else f" ({table.role})"
    yield ""
    yield f"= table {table.index}{_where(table.span)}{mark}  {table.rows} rows x {table.columns} columns"
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    for row in sorted(rows):
        cells = sorted(rows[row], key=lambda cell: cell.column)
        yield f"{row:>4} | " + " | ".join(map(_cell, cells)) + " |"
    yield ""


def _cell(cell: Cell) -> str:
    wide = f"+{cell.column_span}" if cell.column_span > 1 else ""
    tall = f"↓{cell.row_span}" if cell.row_span > 1 else ""
    return f"{cell.column}{wide}{tall}: {_said(cell.text)}"
