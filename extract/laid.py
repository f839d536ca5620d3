"""Rows of spaced text laid on columns: what stands where, what lines up, and which lines only go on with a cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from statistics import median
from typing import NamedTuple

from extract.columns import Place
from extract.spaced import Part, Spaced

BRACKETED = re.compile(r"[(（].*[)）]")
_LIST_MARK = re.compile(r"第?[一二三四五六七八九十]+[、.．章节部]|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[、.．](?!\d)|其中")
_CODE = re.compile(r"\d{5,}")
_BESIDE = 2


class Laid(NamedTuple):
    """A row: its parts, the columns they are in, its first and last line; `led`: its name begins above its figures."""

    parts: Sequence[Part]
    places: Sequence[Place]
    first: int
    last: int
    led: bool = False

    def part(self, column: int) -> Part | None:
        """What stands in a column, and in no other."""
        return next((part for part, place in zip(self.parts, self.places, strict=True) if place == (column, column)), None)

    def figure(self, column: int) -> Part | None:
        """The figure in a column, or the sign that there's none."""
        part = self.part(column)
        return part if part and (part.figure or part.mute) else None

    @property
    def over(self) -> set[int]:
        """The columns that something stands in."""
        return {column for first, last in self.places for column in range(first, last + 1)}

    def anchored(self, figures: Collection[int]) -> bool:
        """Whether it has a figure, or the sign for none, in one of some columns."""
        return any(self.figure(column) is not None for column in figures)

    def put(self, column: int, part: Part | None, line: int) -> Laid:
        """The row with another part in a column, or none, taken from a line."""
        kept = {place: old for old, place in zip(self.parts, self.places, strict=True) if place != (column, column)}
        if part is not None:
            kept[column, column] = part
        places = sorted(kept)
        return Laid([kept[place] for place in places], places, min(self.first, line), max(self.last, line), self.led)


def usual(rows: Sequence[Spaced]) -> int:
    """How many parts the longest rows of figures have, a single longer one left out."""
    counts = Counter(len(row.words) for row in rows)
    return max((count for count, rows in counts.items() if rows > 1 or sum(counts.values()) < 3), default=0)


def of_figures(body: Sequence[Laid], column: int) -> bool:
    """Whether a column is one of figures: half of what it says at least."""
    said = sum(column in laid.over for laid in body)
    cells = [cell for laid in body if (cell := laid.figure(column))]
    return any(cell.figure for cell in cells) and 2 * len(cells) >= said


def lined(body: Sequence[Laid], figures: Collection[int]) -> float:
    """The share of the figures of some columns that line up in them: left, right or in the middle."""
    shares = []
    for column in figures:
        cells = [cell for laid in body if (cell := laid.figure(column)) and cell.figure]
        if cells:
            ways = [cell.left for cell in cells], [cell.right for cell in cells], [cell.middle for cell in cells]
            shares.append(max(_near(way) for way in ways) / len(cells))
    return sum(shares) / len(shares) if shares else 0.0


def _near(places: Sequence[float]) -> int:
    middle = median(places)
    return sum(abs(place - middle) <= 1 for place in places)


def is_list(body: Sequence[Laid]) -> bool:
    """Whether it's rather a contents page, or who is to be called: two columns, list marks or long codes."""
    marked = sum(bool(_LIST_MARK.match(laid.parts[0].text)) for laid in body)
    codes = sum(bool(_CODE.fullmatch(laid.parts[-1].text)) for laid in body)
    return 2 * max(marked, codes) > len(body)


def unwrapped(head: Laid, body: Sequence[Laid], figures: Collection[int]) -> list[Laid]:
    """The header's last row and the rows below it, the lines that go on with cells put to them.

    A line without figures goes on with the words right above; in the column of names it begins the cell of the
    row right below where that has none. A bracket alone in a column of levels goes on with the level above it.
    What stands alone in the first column may be a row without figures, and stays one.
    """
    leaf = min(figures) - 1
    found = [head]
    lead: Laid | None = None
    for at, row in enumerate(body):
        below = body[at + 1] if at + 1 < len(body) else None
        if not row.anchored(figures) and not set(figures) & row.over:
            if lead is None and row.places == [(leaf, leaf)] and below and _lacks(below, row, leaf, figures):
                lead = row
                continue
            if joined := _gone_on(found[-1], row, leaf):
                found[-1] = joined
                continue
        if lead is not None:
            row, lead = row.put(leaf, lead.parts[0], lead.first)._replace(led=True), None
        found.append(_levels_joined(found, row, leaf))
    return found


def _lacks(below: Laid, row: Laid, leaf: int, figures: Collection[int]) -> bool:
    """Whether a row of figures right below a line has no name, so that the line begins it."""
    return below.first == row.last + 1 and below.anchored(figures) and leaf not in below.over


def _gone_on(above: Laid, row: Laid, leaf: int) -> Laid | None:
    """The row above with the parts of a line that go on with its words, None if they don't."""
    if row.first != above.last + 1:
        return None
    begun = above.led and leaf == 0
    alone = row.places == [(0, 0)] and not BRACKETED.fullmatch(row.parts[0].text) and not begun
    joined = above
    for part, (first, last) in zip(row.parts, row.places, strict=True):
        over = above.part(first) if first == last else None
        if over is None or over.figure or over.mute or alone or _LIST_MARK.match(part.text):
            return None
        if min(abs(part.left - over.left), abs(part.middle - over.middle)) > _BESIDE:
            return None
        joined = joined.put(first, over.with_rest(part), row.last)
    return joined


def _levels_joined(found: list[Laid], row: Laid, leaf: int) -> Laid:
    """A row without the brackets that go on with a level above it, which they are put to."""
    for column in range(leaf):
        part = row.part(column)
        if part is None or not BRACKETED.fullmatch(part.text):
            continue
        at = next((i for i in range(len(found) - 1, -1, -1) if found[i].part(column)), None)
        over = found[at].part(column) if at is not None else None
        if at is not None and over is not None and not BRACKETED.search(over.text):
            found[at] = found[at].put(column, over.with_rest(part), found[at].last)
            row = row.put(column, None, row.last)
    return row
