"""One page set: its lines outside tables, and its tables as cells that hold lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from extract.document import Box, Problem, TextOrigin
from extract.glyphs import RISE, Glyph, Sheet
from extract.lines import TextLine, baselines, line_of, set_lines
from extract.open_table import open_tables
from extract.ruled import TooManyRules, ruled_cells
from extract.stitch import Held, PageTable, edges

_SIZE = itemgetter(4)
"""The key of a Glyph's font size."""
_MOST_LARGE = 200
"""So many large characters are looked at: a watermark has fewer."""
_TALL = 0.8
"""How tall a character is, in font sizes."""


@dataclass(slots=True)
class Page:
    """A page: its size, its lines outside tables, its tables, what is printed aslant, where its text is from."""

    number: int
    width: float = 0.0
    height: float = 0.0
    lines: list[TextLine] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)
    aslant: list[TextLine] = field(default_factory=list)
    origin: TextOrigin = "native"
    problems: list[Problem] = field(default_factory=list)
    damaged: bool = False

    def told(self, problem: Problem) -> Page:
        """The page itself, a problem added."""
        self.problems.append(problem)
        return self

    @property
    def every_line(self) -> list[TextLine]:
        """All lines, those in cells too."""
        cells = (cell for table in self.tables for cell in table.cells)
        return [*self.lines, *self.aslant, *(line for cell in cells for line in cell.lines)]

    @property
    def open_foot(self) -> PageTable | None:
        """The lowest table, if it's drawn without upright rules."""
        lowest = max(self.tables, key=lambda table: max(cell.box[3] for cell in table.cells), default=None)
        return lowest if lowest and lowest.strips else None


def set_page(number: int, sheet: Sheet, above: PageTable | None = None) -> Page:
    """The page that the characters and rules of a sheet make; `above`: an open table at the foot of the page before."""
    page = Page(number, sheet.width, sheet.height)
    glyphs = _overprinted(sheet.glyphs)
    try:
        boxes = ruled_cells(sheet.rules)
    except TooManyRules:
        boxes = []
        message = f"page {number} is a drawing of too many lines: its tables, if any, were read as text."
        page.problems.append(Problem("tables_skipped", "warning", message))
    page.tables, rest = _filled(boxes, glyphs)
    page.aslant = set_lines(glyph for glyph in rest if glyph.aslant)
    rows = baselines(glyph for glyph in rest if not glyph.aslant)
    lines = [(row, line) for row in rows if (line := line_of(row))]
    opened, taken = open_tables([row for row, _ in lines], [line for _, line in lines], sheet.rules, above)
    page.tables += opened
    page.lines = [line for at, (_, line) in enumerate(lines) if at not in taken]
    return page


def _overprinted(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """The characters, those of a level watermark told as aslant: twice as large as most, printed over others."""
    sizes = sorted(map(_SIZE, glyphs))
    if not sizes or sizes[-1] < 2 * (usual := sizes[len(sizes) // 2]):
        return glyphs
    large = [glyph for glyph in glyphs if glyph.size >= 2 * usual][:_MOST_LARGE]
    top, foot = min(glyph.base - _TALL * glyph.size for glyph in large), max(glyph.base for glyph in large)
    beside = [glyph.middle for glyph in glyphs if glyph.size < 2 * usual and top < glyph.base < foot + usual]
    over = {
        (round(one.base), round(one.size))
        for one in large
        if any(one.x0 < x < one.x1 and one.base - _TALL * one.size < y < one.base for x, y in beside)
    }
    if not over:
        return glyphs
    return [glyph._replace(aslant=True) if (round(glyph.base), round(glyph.size)) in over else glyph for glyph in glyphs]


def _filled(
    tables: Sequence[Sequence[Box]], glyphs: Sequence[Glyph]
) -> tuple[list[PageTable], list[Glyph]]:
    """The tables with the lines of each cell, and the characters outside; empty tables are left out."""
    grids = [_Grid(boxes) for boxes in tables]
    rest: list[Glyph] = []
    (left, top, right, foot), held = _NOWHERE
    for glyph in glyphs:
        _, x0, x1, base, size, aslant, _ = glyph
        x, y = (x0 + x1) / 2, base - RISE * size
        if left <= x < right and top <= y < foot and not aslant:  # most stand in the cell of the one before
            held.append(glyph)
            continue
        place = None
        for grid in () if aslant else grids:
            if (place := grid.at(x, y)) is not None:
                (left, top, right, foot), held = place
                break
        (rest if place is None else held).append(glyph)
    return [grid.table() for grid in grids if any(held for _, held in grid.cells)], rest


_Filling = tuple[Box, list[Glyph]]
"""A cell while it's filled."""
_NOWHERE: _Filling = ((0.0, 0.0, 0.0, 0.0), [])


class _Grid:
    """The cells of a table, found by a point inside them."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.cells: list[_Filling] = [(box, []) for box in boxes]
        self._tops = edges(y for box in boxes for y in (box[1], box[3]))
        self._bands = [
            [cell for cell in self.cells if cell[0][1] - 1 <= top < cell[0][3] - 1] for top in self._tops
        ]

    def at(self, x: float, y: float) -> _Filling | None:
        """The cell at a point: its box and its characters so far; None outside."""
        band = bisect_right(self._tops, y) - 1
        if band < 0:
            return None
        for cell in self._bands[band]:
            x0, _, x1, foot = cell[0]
            if x0 <= x < x1 and y < foot:
                return cell
        return None

    def table(self) -> PageTable:
        """The table with its characters set into lines."""
        return PageTable(tuple(Held(box, tuple(set_lines(glyphs))) for box, glyphs in self.cells))
