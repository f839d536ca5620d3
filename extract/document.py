"""The one document model that every reader fills and everything after it reads.

`document.text[span.start:span.end]` is always the text of the thing that has the span (a cell that wraps in
plain text has several); for a TXT file `document.text` is the decoded file itself, so offsets point into the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points, origin at the page's upper left corner."""

Role = Literal["body", "furniture", "contents"]
"""body: what the report says; furniture: page marks, running heads; contents: a table of contents."""

TextOrigin = Literal["native", "ocr"]


@dataclass(frozen=True, slots=True)
class Source:
    """Which file: its path or URL as given, sha256 of its bytes, media type, size in bytes."""

    name: str
    sha256: str
    media_type: str
    size: int
    url: str | None = None


class Span(NamedTuple):
    """A place: code point offsets into `Document.text`, 1-based page, box on that page."""

    start: int
    end: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line outside tables; `level` is a heading level where the format tells one."""

    span: Span
    text: str
    role: Role = "body"
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; an empty cell has an empty text and an empty span, a missing cell has no row.

    In plain text, where a cell wraps beside others, `rest` are its further lines; `text` has a line break before each.
    """

    row: int
    column: int
    span: Span
    text: str
    row_span: int = 1
    column_span: int = 1
    rest: tuple[Span, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Each stretch of the text that the cell holds: one, but for a cell that wraps in plain text."""
        return (self.span, *self.rest)


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells, one table even where it runs over several pages."""

    index: int
    span: Span
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    role: Role = "body"
    _grid: dict[tuple[int, int], Cell] = field(default_factory=dict, compare=False, repr=False)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place of the grid (a merged cell covers several), or None."""
        if not self._grid:
            for cell in self.cells:
                for r in range(cell.row, cell.row + cell.row_span):
                    for c in range(cell.column, cell.column + cell.column_span):
                        self._grid.setdefault((r, c), cell)
        return self._grid.get((row, column))

    def row(self, row: int) -> list[Cell | None]:
        """The covering cells of one row, left to right; a merged cell stands at each place it covers."""
        return [self.at(row, column) for column in range(self.columns)]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or understood, with its place: data, not an exception."""

    code: str
    severity: Literal["error", "warning", "info"]
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One read file. `blocks` and `tables` are each in reading order; spans tell how they interleave.

    `text_origin` is where most of the text is from; `page_origins` says it for each page, where there are pages.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    problems: tuple[Problem, ...] = ()
    page_starts: tuple[int, ...] = ()
    text_origin: TextOrigin = "native"
    page_origins: tuple[TextOrigin, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The 1-based page that holds an offset; None where the format has no pages."""
        return bisect_right(self.page_starts, offset) or None if self.page_starts else None

    def quote(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]

    def flow(self) -> Iterator[Block | Table]:
        """Blocks and tables together in reading order."""
        items: list[Block | Table] = [*self.blocks, *self.tables]
        return iter(sorted(items, key=lambda item: item.span.start))


class ReadingError(Exception):
    """A file that cannot be read at all: `code` for machines, the message for people (what to do)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
