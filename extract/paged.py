"""Pages made into a document: page furniture, paragraphs, tables over page seams; for every paged format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from extract.document import Block, Box, Document, Problem, Role, Source, Span
from extract.grid import Slot, make_table
from extract.lines import Measure, TextLine, goes_on, measure
from extract.marks import is_page_mark, roles
from extract.page import Page
from extract.seam import closed
from extract.stitch import Laid, Piece, laid, stitched

_DIGITS = re.compile(r"\d+")
_BARE_NUMBER = re.compile(r"\s*\d{1,4}\s*|\s*[ivxIVX]{1,5}\s*")
_MARGIN, _EDGE = 0.09, 0.1
"""What counts as margin: of the page's height; of its shorter side where less tells that a line is none of the body."""
_TITLE = 12.5
"""A line that is smaller is no title, whatever the size of the rest."""
_SURE = 0.85
"""What OCR is less sure of is a problem of its own."""


def document_of(pages: Sequence[Page], source: Source) -> Document:
    """The document that some pages make, in order."""
    return _Text(pages).document(source)


def _furniture(pages: Sequence[Page]) -> dict[int, set[int]]:
    """The lines, by page, that are page numbers or stand in the margins and come again on other pages.

    At the very edge of the paper it's enough that a line stands on both of two pages; a title that comes again is
    larger than a running head.
    """
    found: dict[int, set[int]] = {page.number: set() for page in pages}
    again: Counter[tuple[str, int]] = Counter()
    margins: list[tuple[Page, int, tuple[str, int]]] = []
    for page in pages:
        for at, line in enumerate(page.lines):
            if is_page_mark(line.text):
                found[page.number].add(at)
            elif _from_edge(page, line) < _MARGIN * page.height:
                key = _DIGITS.sub("0", re.sub(r"\s+", "", line.text)), round(line.box[1] / 6)
                again[key] += 1
                margins.append((page, at, key))
    usual = median(line.size for page in pages for line in page.every_line) if margins else 0.0
    for page, at, key in margins:
        line = page.lines[at]
        outermost = at in (0, len(page.lines) - 1)
        edge = _from_edge(page, line) < _EDGE * min(page.width, page.height)
        running = again[key] > 2 or (again[key] == len(pages) == 2 and edge)
        small = line.size < max(1.2 * usual, _TITLE)
        if (running and small) or (outermost and _BARE_NUMBER.fullmatch(line.text)):
            found[page.number].add(at)
    return found


def _from_edge(page: Page, line: TextLine) -> float:
    """How far a line's inner side is from the nearer of the page's upper and lower edge."""
    return min(line.box[3], page.height - line.box[1])


class _Text:
    """The pages written down: the text, its blocks and its tables."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._furniture = _furniture(pages)
        self._parts: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._doubts: list[Problem] = []
        self._lines: list[tuple[int, int, TextLine, int, Role]] = []
        self._columns = self._measured()
        order = {page.number: self._in_order(page) for page in pages}
        pieces = [piece for page in pages for piece in self._pieces(page, order[page.number])]
        tables = stitched(pieces)
        self._slots: list[list[Slot]] = [[] for _ in tables]
        cells = iter([(at, piece) for at, table in enumerate(tables) for piece in closed(laid(table))])
        for page in pages:
            self._starts.append(self._length)
            for _, line, number in order[page.number]:
                if line is None:
                    self._table(*next(cells))
                else:
                    role: Role = "furniture" if number in self._furniture[page.number] else "body"
                    self._line(page.number, line, role)
            for line in page.aslant:
                self._line(page.number, line, "furniture")

    def _measured(self) -> dict[int, Measure]:
        """The text column of each page: pages of a width share theirs."""
        by_width: dict[int, list[TextLine]] = {}
        tables: dict[int, float] = {}
        for page in self._pages:
            marks = self._furniture[page.number]
            body = [line for at, line in enumerate(page.lines) if at not in marks]
            by_width.setdefault(round(page.width), []).extend(body)
            for edges in (table.columns for table in page.tables):
                tables[round(page.width)] = max(tables.get(round(page.width), 0.0), edges[-1] - edges[0])
        columns = {width: measure(lines, tables.get(width, 0.0)) for width, lines in by_width.items()}
        return {page.number: columns[round(page.width)] for page in self._pages}

    @staticmethod
    def _in_order(page: Page) -> list[tuple[float, TextLine | None, int]]:
        """What is on a page from the top down: lines with their number, tables with None for a line."""
        items: list[tuple[float, TextLine | None, int]] = [
            *((line.box[1], line, at) for at, line in enumerate(page.lines)),
            *((min(cell.box[1] for cell in table.cells), None, at) for at, table in enumerate(page.tables)),
        ]
        return sorted(items, key=lambda item: (item[0], item[2], item[1] is None))

    def _pieces(self, page: Page, order: Sequence[tuple[float, TextLine | None, int]]) -> list[Piece]:
        marks = self._furniture[page.number]
        body = [at for at, (_, line, number) in enumerate(order) if line is None or number not in marks]
        return [
            Piece(page.number, page.tables[number], at == body[0], at == body[-1])
            for at, (_, line, number) in enumerate(order)
            if line is None
        ]

    def _add(self, text: str) -> tuple[int, int]:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start, self._length

    def _line(self, page: int, line: TextLine, role: Role) -> None:
        start, end = self._add(line.text)
        self._add("\n")
        self._lines.append((start, end, line, page, role))
        self._doubt([line], Span(start, end, page, line.box))

    def _doubt(self, lines: Sequence[TextLine], span: Span) -> None:
        """Keep a problem for what OCR wasn't sure of."""
        sure = 1.0
        for line in lines:
            sure = min(sure, line.sure)
        if sure < _SURE:
            said = " ".join(line.text for line in lines)
            message = f"page {span.page}: OCR is {sure:.0%} sure of “{said}”. Check it on the page."
            self._doubts.append(Problem("ocr_doubt", "warning", message, span))

    def _table(self, table: int, cells: Sequence[Laid]) -> None:
        row: float | None = None
        for cell in cells:
            if row is not None:
                self._add("\n" if cell.box[1] - row > 1 or cell.again else "\t")
            row = cell.box[1]
            if cell.again:
                self._again(cell)
                continue
            start, end = self._add(cell.text)
            self._doubt(cell.lines, Span(start, end, cell.page, cell.box))
            self._slots[table].append(
                Slot(cell.row, cell.column, start, end, cell.row_span, cell.column_span, cell.page, cell.box)
            )
        self._add("\n" if cells else "")

    def _again(self, cell: Laid) -> None:
        """A cell of a header that a page says again: lines of the page's own."""
        for at, line in enumerate(cell.lines):
            self._add("\n" if at else "")
            start, end = self._add(line.text)
            self._lines.append((start, end, line, cell.page, "furniture"))

    def document(self, source: Source) -> Document:
        """The document written down."""
        text = "".join(self._parts)
        ends = [*self._starts[1:], len(text)]
        problems = [
            Problem(p.code, p.severity, p.message, p.span or Span(start, end, page.number))
            for page, start, end in zip(self._pages, self._starts, ends, strict=True)
            for p in page.problems
        ]
        recognised = sum(
            end - start
            for page, start, end in zip(self._pages, self._starts, ends, strict=True)
            if page.origin == "ocr"
        )
        return Document(
            source=source,
            text=text,
            blocks=tuple(self._blocks(text)),
            tables=tuple(make_table(at, text, slots) for at, slots in enumerate(self._slots)),
            problems=(*problems, *self._doubts),
            page_starts=tuple(self._starts),
            text_origin="ocr" if 2 * recognised > len(text) else "native",
            page_origins=tuple(page.origin for page in self._pages),
        )

    def _blocks(self, text: str) -> list[Block]:
        guessed = roles([line.text for _, _, line, _, _ in self._lines])
        blocks: list[Block] = []
        before: TextLine | None = None
        for (start, end, line, page, given), guess in zip(self._lines, guessed, strict=True):
            role: Role = guess if given == "body" else given
            last = blocks[-1] if blocks else None
            if (
                last
                and before
                and last.role == role == "body"
                and last.span.page == page
                and last.span.end + 1 == start
                and goes_on(before, line, self._columns[page])
            ):
                start, box = last.span.start, _around(last.span.box or line.box, line.box)
                blocks[-1] = Block(Span(start, end, page, box), text[start:end], role)
            else:
                blocks.append(Block(Span(start, end, page, line.box), text[start:end], role))
            before = line
        return blocks


def _around(one: Box, two: Box) -> Box:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])
