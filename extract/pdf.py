"""PDF files: pdfium reads characters and rules, pdfplumber's geometry makes ruled tables of them.

Text: page after page; a line outside tables is a line, cells of a row are parted by tabs. A page
without a text layer is a problem that names the page, not an error.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.document import Block, Box, Document, Problem, ReadingError, Role, Source, Span
from extract.glyphs import Glyph, Sheet, sheet
from extract.grid import make_table
from extract.lines import Measure, TextLine, goes_on, measure, set_lines
from extract.marks import is_page_mark, roles
from extract.reader import Reader
from extract.ruled import TooManyRules, ruled_cells
from extract.stitch import Piece, Placed, edges, slots, stitched

_DIGITS = re.compile(r"\d+")
_BARE_NUMBER = re.compile(r"\s*\d{1,4}\s*|\s*[ivxIVX]{1,5}\s*")
_MARGIN = 0.09


_Held = tuple[Box, list[Glyph]]
"""A cell: its box and the characters in it."""


@dataclass(slots=True)
class _Page:
    """A page read: its size, its lines outside tables, its tables, and what is printed aslant across it."""

    number: int
    height: float
    width: float
    lines: list[TextLine]
    tables: list[list[_Held]]
    aslant: list[TextLine]
    furniture: set[int] = field(default_factory=set)


def read_pdf(data: bytes, source: Source) -> Document:
    """The document of a PDF; raises ReadingError if it's damaged, cut off or protected by a password."""
    import pypdfium2

    pdf = _opened(data, source.name)
    pages: list[_Page] = []
    problems: list[tuple[int, Problem]] = []
    try:
        for at in range(len(pdf)):
            try:
                page = pdf[at]
                pages.append(_page(at + 1, sheet(page), problems))
                page.close()
            except pypdfium2.PdfiumError:
                message = f"page {at + 1} is damaged and was left out. Get the file again."
                problems.append((at + 1, Problem("page_damaged", "error", message)))
                pages.append(_Page(at + 1, 0.0, 0.0, [], [], []))
    finally:
        pdf.close()
    if sum(problem.code == "page_damaged" for _, problem in problems) == len(pages):
        raise _damaged(source.name)
    _mark_furniture(pages)
    return _Text(pages).document(source, problems)


def _damaged(name: str) -> ReadingError:
    return ReadingError("pdf_damaged", f"{name}: not a whole PDF (broken or cut off). Get the file again.")


def _opened(data: bytes, name: str) -> Any:
    import pypdfium2

    if b"%PDF-" not in data[:1024] or (b"%%EOF" not in data[-65536:] and b"startxref" not in data[-65536:]):
        raise _damaged(name)
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            message = f"{name}: protected by a password. Save it without one."
            raise ReadingError("encrypted", message) from None
        raise _damaged(name) from None


def _page(number: int, seen: Sheet, problems: list[tuple[int, Problem]]) -> _Page:
    shown = [glyph for glyph in seen.glyphs if not glyph.char.isspace()]
    if not shown and not seen.blank:
        message = f"page {number} is a picture without a text layer: nothing was read. Run it through OCR."
        problems.append((number, Problem("no_text_layer", "warning", message)))
    if sum(glyph.char == "\ufffd" for glyph in shown) > 0.1 * len(shown):
        message = f"page {number}: a font hides which characters it shows; they read as �. Use OCR."
        problems.append((number, Problem("unmapped_characters", "warning", message)))
    try:
        boxes = ruled_cells(seen.rules)
    except TooManyRules:
        boxes = []
        message = f"page {number} is a drawing of too many lines: its tables, if any, were read as text."
        problems.append((number, Problem("tables_skipped", "warning", message)))
    tables, rest = _filled(boxes, seen.glyphs)
    aslant = set_lines(glyph for glyph in rest if glyph.aslant)
    return _Page(number, seen.height, seen.width, set_lines(g for g in rest if not g.aslant), tables, aslant)


def _filled(
    tables: Sequence[Sequence[Box]], glyphs: Sequence[Glyph]
) -> tuple[list[list[_Held]], list[Glyph]]:
    """The tables with the characters of each cell, and the characters outside; empty tables are left out."""
    grids = [_Grid(boxes) for boxes in tables]
    rest: list[Glyph] = []
    for glyph in glyphs:
        places = (grid.at(*glyph.middle) for grid in grids)
        place = None if glyph.aslant else next((held for held in places if held is not None), None)
        (rest if place is None else place).append(glyph)
    return [grid.cells for grid in grids if any(held for _, held in grid.cells)], rest


class _Grid:
    """The cells of a table, found by a point inside them."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.cells: list[_Held] = [(box, []) for box in boxes]
        self._tops = edges(y for box in boxes for y in (box[1], box[3]))
        self._bands: list[list[_Held]] = [
            [cell for cell in self.cells if cell[0][1] - 1 <= top < cell[0][3] - 1] for top in self._tops
        ]

    def at(self, x: float, y: float) -> list[Glyph] | None:
        """The characters so far of the cell at a point, None outside."""
        band = bisect_right(self._tops, y) - 1
        if band < 0:
            return None
        inside = (held for (x0, _, x1, foot), held in self._bands[band] if x0 <= x < x1 and y < foot)
        return next(inside, None)


def _mark_furniture(pages: Sequence[_Page]) -> None:
    """Mark page numbers, and lines in the margins that come again on other pages."""
    again: Counter[tuple[str, int]] = Counter()
    margins: list[tuple[_Page, int, tuple[str, int]]] = []
    for page in pages:
        for at, line in enumerate(page.lines):
            if is_page_mark(line.text):
                page.furniture.add(at)
            elif line.box[3] < _MARGIN * page.height or line.box[1] > (1 - _MARGIN) * page.height:
                key = _DIGITS.sub("0", re.sub(r"\s+", "", line.text)), round(line.box[1] / 6)
                again[key] += 1
                margins.append((page, at, key))
    for page, at, key in margins:
        outermost = at in (0, len(page.lines) - 1)
        if again[key] > 2 or (outermost and _BARE_NUMBER.fullmatch(page.lines[at].text)):
            page.furniture.add(at)


class _Text:
    """The pages written down: the text, its blocks and pieces of tables."""

    def __init__(self, pages: Sequence[_Page]) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._lines: list[tuple[int, int, TextLine, int, Role]] = []
        self._pieces: list[Piece] = []
        self._columns: dict[int, Measure] = {}
        by_width: dict[int, list[TextLine]] = {}
        for page in pages:
            body = [line for at, line in enumerate(page.lines) if at not in page.furniture]
            by_width.setdefault(round(page.width), []).extend(body)
        for page in pages:
            self._starts.append(self._length)
            self._columns[page.number] = measure(by_width[round(page.width)])
            self._page(page)

    def _add(self, text: str) -> tuple[int, int]:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start, self._length

    def _page(self, page: _Page) -> None:
        items: list[tuple[float, int, str]] = [
            *((line.box[1], at, "line") for at, line in enumerate(page.lines)),
            *((min(box[1] for box, _ in cells), at, "table") for at, cells in enumerate(page.tables)),
        ]
        items.sort()
        body = [at for at, (_, n, kind) in enumerate(items) if kind == "table" or n not in page.furniture]
        for at, (_, number, kind) in enumerate(items):
            if kind == "table":
                self._table(page, page.tables[number], at == body[0], at == body[-1])
            else:
                role: Role = "furniture" if number in page.furniture else "body"
                self._line(page.number, page.lines[number], role)
        for line in page.aslant:
            self._line(page.number, line, "furniture")

    def _line(self, page: int, line: TextLine, role: Role) -> None:
        start, end = self._add(line.text)
        self._add("\n")
        self._lines.append((start, end, line, page, role))

    def _table(self, page: _Page, cells: list[_Held], first: bool, last: bool) -> None:
        placed = []
        row: float | None = None
        for box, glyphs in sorted(cells, key=lambda cell: (cell[0][1], cell[0][0])):
            if row is not None:
                self._add("\n" if box[1] - row > 1 else "\t")
            row = box[1]
            start, end = self._add("\n".join(line.text for line in set_lines(glyphs)))
            placed.append(Placed(box, start, end))
        self._add("\n")
        self._pieces.append(Piece(page.number, tuple(placed), first, last))

    def document(self, source: Source, problems: Sequence[tuple[int, Problem]]) -> Document:
        """The document written down."""
        text = "".join(self._parts)
        tables = [make_table(at, text, slots(pieces)) for at, pieces in enumerate(stitched(self._pieces))]
        ends = [*self._starts[1:], len(text)]
        placed = [
            Problem(p.code, p.severity, p.message, Span(self._starts[page - 1], ends[page - 1], page))
            for page, p in problems
        ]
        starts = tuple(self._starts)
        return Document(source, text, tuple(self._blocks(text)), tuple(tables), tuple(placed), starts)

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


READER = Reader(
    suffixes=(".pdf",),
    media_type="application/pdf",
    magic=lambda data: b"%PDF-" in data[:1024],
    read=read_pdf,
)
