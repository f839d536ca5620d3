"""The document that an example draws: a row a line, cells between |, `^` merged down, `<` merged across; — 3 — is a page mark."""

from __future__ import annotations

from dataclasses import replace

from extract.document import Block, Cell, Document, Source, Span, Table
from extract.marks import roles


def drawn(picture: str) -> Document:
    """The document of a drawing; runs of lines with | are one table, and ⏎ breaks a line inside a cell."""
    text = ""
    blocks: list[Block] = []
    tables: list[Table] = []
    rows: list[list[str]] = []
    for line in [*(line.strip() for line in picture.strip().splitlines()), ""]:
        if "|" in line:
            rows.append([cell.strip().replace("⏎", "\n") for cell in line.split("|")])
            continue
        if rows:
            text, table = _table(text, rows, len(tables))
            tables.append(table)
            rows = []
        if line:
            blocks.append(Block(Span(len(text), len(text) + len(line)), line, roles([line])[0]))
            text += line + "\n"
    return Document(Source("drawn", "0" * 64, "text/plain", len(text)), text, tuple(blocks), tuple(tables))


def _table(text: str, rows: list[list[str]], index: int) -> tuple[str, Table]:
    start = len(text)
    grid: dict[tuple[int, int], list[Cell]] = {}
    for r, row in enumerate(rows):
        for c, said in enumerate(row):
            if said == "^" and (r - 1, c) in grid:
                over = grid[r, c] = grid[r - 1, c]
                over[0] = replace(over[0], row_span=r - over[0].row + 1)
            elif said == "<" and (r, c - 1) in grid:
                left = grid[r, c] = grid[r, c - 1]
                left[0] = replace(left[0], column_span=max(left[0].column_span, c - left[0].column + 1))
            else:
                grid[r, c] = [Cell(r, c, Span(len(text), len(text) + len(said)), said)]
                text += said + "\t"
        text += "\n"
    cells = {id(box): box[0] for box in grid.values()}
    width = max(map(len, rows))
    return text, Table(index, Span(start, len(text)), tuple(cells.values()), len(rows), width)
