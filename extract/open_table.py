"""Tables without upright rules: 三线表, rows ruled across only, and aligned columns on bare paper.

Precision first. Lines that hold figures in columns (anchors) make a band; the blank strips that run down
through all of its lines part the columns; a band that prose shares, or whose figures don't line up, is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extract.glyphs import Glyph
from extract.lines import TextLine
from extract.open_grid import grid_of
from extract.rules import Rule
from extract.segments import MUTE, Reach, Row, Segment, row_of
from extract.stitch import PageTable, fits

_GAPPY = re.compile(r"\S {2,}\S|[\d%）)] +[\d(（≥≤\-]")
_LABELLED = re.compile(r"[:：]\s*\S")
_LEAST_ROWS = 3
_STRIP = 0.45
"""How wide the blank between two columns is, at least, in font sizes."""

def open_tables(
    rows: Sequence[Sequence[Glyph]], lines: Sequence[TextLine], rules: Sequence[Rule], above: PageTable | None
) -> tuple[list[PageTable], set[int]]:
    """The tables among some lines (their characters, and the lines set), and the numbers of the lines they hold.

    `above` is an open table at the foot of the page before: one row is enough to go on with it.
    """
    if sum(_GAPPY.search(line.text) is not None for line in lines) < (1 if above else _LEAST_ROWS - 1):
        return [], set()
    cut = [row_of(at, glyphs, line) for at, (glyphs, line) in enumerate(zip(rows, lines, strict=True))]
    level = sorted({(round(r.top, 1), r.x0, r.x1) for r in rules if r.top == r.bottom and r.x1 - r.x0 > 60})
    found: list[PageTable] = []
    taken: set[int] = set()
    waiting = list(_bands(cut))[::-1]
    while waiting:
        band = waiting.pop()
        table = _Table(cut, band, level, max(taken, default=-1))
        if (parted := table.parted()) is not None:
            waiting += [part for part in parted[::-1] if part]
            continue
        made = table.made() if table.stands(_LEAST_ROWS) else None
        if made is None and above and not found and band[0].at <= 4 and table.stands(1) and fits(above, table.made()):
            made = table.made()
        if made is not None:
            found.append(made)
            taken.update(row.at for row in table.rows)
    return found, taken


def _bands(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Runs of anchors with at most two lines, none of them prose, between one and the next."""
    run: list[Row] = []
    for row in rows:
        if run and (row.prose or row.top - rows[row.at - 1].bottom > 3 * row.size):
            yield run
            run = []
        if row.anchor and not (run and row.at - run[-1].at > 3):
            run.append(row)
        elif row.anchor:
            yield run
            run = [row]
    if run:
        yield run


class _Table:
    """A band of anchors tried as a table."""

    def __init__(
        self, page: Sequence[Row], anchors: list[Row], level: Sequence[tuple[float, float, float]], after: int
    ) -> None:
        self.anchors = anchors
        self._after = after
        self.size = median(row.size for row in anchors)
        self.columns = _columns(anchors, self.size)
        self._level = level
        self.rows = [page[at] for at in range(anchors[0].at, anchors[-1].at + 1)]
        self.top = self._rule(anchors[0].top, -1)
        self.rows = [*self._header(page), *self.rows, *self._tail(page)]

    def _rule(self, y: float, step: int) -> float | None:
        """The nearest rule above (-1) or below (1) a place that runs over the columns, None if there's none near."""
        left, right = self.columns[0][0], self.columns[-1][1]
        near = [
            top for top, x0, x1 in self._level
            if x0 < left + self.size and x1 > right - self.size and 0 <= step * (top - y) + 1 < 4 * self.size
        ]  # fmt: skip
        return (max(near) if step < 0 else min(near)) if near else None

    def stands(self, least: int) -> bool:
        """Whether it's a table."""
        columns = self.columns
        if len(columns) < 2 or len(self.anchors) < least:
            return False
        figures = [at for at in range(1, len(columns)) if self._figures(at, least)]
        return bool(figures) and not self._contents(figures)

    def parted(self) -> tuple[list[Row], list[Row]] | None:
        """The anchors above and below a line that runs over the columns, None if there's no such line."""
        for row in self.rows:
            if self.anchors[0].at < row.at < self.anchors[-1].at and self._crosses(row):
                return [a for a in self.anchors if a.at < row.at], [a for a in self.anchors if a.at > row.at]
        return None

    def _crosses(self, row: Row) -> bool:
        """Whether a text runs over the blank between two columns."""
        strips = [(one[1], two[0]) for one, two in pairwise(self.columns)]
        return any(part.x0 < a and part.x1 > b for part in row.segments for a, b in strips)

    def _cells(self, at: int) -> list[Segment]:
        """What the anchors say in a column."""
        x0, x1 = self.columns[at]
        return [part for row in self.anchors for part in row.segments if x0 - 0.1 <= part.x0 and part.x1 <= x1 + 0.1]

    def _figures(self, at: int, least: int) -> bool:
        """Whether a column is one of figures that line up, left, right or in the middle."""
        said = [part for part in self._cells(at) if not MUTE.fullmatch(part.text)]
        figures = [part for part in said if part.figure]
        if len(figures) < max(least, 0.7 * len(said)):
            return False
        ways = (
            [part.x0 for part in figures], [part.x1 for part in figures], [(part.x0 + part.x1) / 2 for part in figures]
        )  # fmt: skip
        return min(_spread(way) for way in ways) < 0.9 * self.size

    def _contents(self, figures: Sequence[int]) -> bool:
        """Whether it's a list of titles with their pages: one column of whole numbers that never fall."""
        if len(figures) > 1 or len(self.columns) > 3:
            return False
        pages = [part.text for part in self._cells(figures[0])]
        return all(page.isdigit() and len(page) < 4 for page in pages) and all(
            int(one) <= int(two) for one, two in pairwise(pages)
        )

    def _header(self, page: Sequence[Row]) -> list[Row]:
        """The lines above the first anchor that head the columns."""
        found: list[Row] = []
        bound = None
        while (higher := self._rule((bound or self.top) - 1.2, -1) if self.top is not None else None) is not None:
            bound = higher
        heads = 0
        below = self.anchors[0]
        for at in range(self.anchors[0].at - 1, max(self._after, self.anchors[0].at - 7), -1):
            row = page[at]
            outside = row.top < bound - 1 if bound is not None else below.top - row.bottom > 1.6 * self.size
            if row.prose or outside or any(_LABELLED.search(part.text) for part in row.segments):
                break
            found.append(row)
            below = row
            if bound is not None or self._heads(row):
                heads = len(found)
        return found[:heads][::-1]

    def _heads(self, row: Row) -> bool:
        """Whether a line, where no rule tells, heads the columns: several words, about over them."""
        left, right = self.columns[0][0], self.columns[-1][1]
        wide = max(self.size, (right - left) / 2)
        inside = left - self.size < row.segments[0].x0 and row.segments[-1].x1 < right + wide
        return len(row.segments) > 1 and inside

    def _tail(self, page: Sequence[Row]) -> list[Row]:
        """Lines under the last anchor that go on with its cells, or stand above the closing rule."""
        last = self.anchors[-1]
        closing = self._rule(last.bottom, 1)
        found: list[Row] = []
        for at in range(last.at + 1, min(len(page), last.at + 3)):
            row = page[at]
            pitch = median(two.top - one.top for one, two in pairwise(self.anchors)) if len(self.anchors) > 1 else 0
            ruled = closing is not None and row.bottom < closing + 1
            wraps = row.top - page[at - 1].top < min(1.5 * self.size, 0.8 * pitch)
            if row.prose or self._crosses(row) or not (ruled or wraps):
                break
            found.append(row)
        return found

    def made(self) -> PageTable:
        """The table of the band."""
        return grid_of(self.rows, self.anchors, self.columns, self._level, self.size)


def _spread(values: Sequence[float]) -> float:
    return max(values) - min(values)


def _columns(rows: Sequence[Row], size: float) -> list[Reach]:
    """Where the columns begin and end: what the segments cover, blank strips between."""
    covered: list[list[float]] = []
    for x0, x1 in sorted((part.x0, part.x1) for row in rows for part in row.segments):
        if covered and x0 - covered[-1][1] < _STRIP * size:
            covered[-1][1] = max(covered[-1][1], x1)
        else:
            covered.append([x0, x1])
    return [(x0, x1) for x0, x1 in covered]
