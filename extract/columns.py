"""Where the columns of a table in plain text stand, told by the cells that are known to be in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from math import inf

from extract.spaced import Part

Place = tuple[int, int]
"""First and last column."""

_BARE = 2.0
"""What it costs to leave a column under no head."""


class Columns:
    """Columns by what stands in them."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._known: list[set[Place]] = [set() for _ in range(count)]
        self._reach: list[Place] = []
        self._core: list[Place] = []

    def learn(self, parts: Sequence[Part], places: Sequence[Place]) -> None:
        """Take parts as cells of their columns."""
        grown = False
        for part, (first, last) in zip(parts, places, strict=True):
            if first == last and (part.left, part.right) not in self._known[first]:
                self._known[first].add((part.left, part.right))
                grown = True
        if grown and self.known:
            self._reach = [(min(left for left, _ in cells), max(right for _, right in cells)) for cells in self._known]
            self._core = [min(cells, key=lambda cell: (cell[1] - cell[0], cell)) for cells in self._known]

    @property
    def known(self) -> bool:
        """Whether each column has a cell."""
        return all(self._known)

    def place(self, parts: Sequence[Part], under: Collection[int] = ()) -> tuple[float, list[Place]] | None:
        """How far parts are off the columns that suit them best, in their order, and these columns.

        A part is in one column, or over several of those in `under`, none of which should be left without.
        None if there are more parts than columns.
        """
        states: dict[int, tuple[float, list[Place]]] = {0: (0.0, [])}
        for part in parts:
            reached: dict[int, tuple[float, list[Place]]] = {}
            for (first, last), off in self._offers(part, under):
                before = [(cost + _bare(under, at, first), places) for at, (cost, places) in states.items() if at <= first]
                if before:
                    cost, places = min(before)
                    reached[last + 1] = min(reached.get(last + 1, (inf, [])), (cost + off, [*places, (first, last)]))
            states = reached
        return min(((cost + _bare(under, at, self.count), places) for at, (cost, places) in states.items()), default=None)

    def off(self, parts: Sequence[Part], places: Sequence[Place]) -> list[float]:
        """How far each part is off the column that it's said to be in."""
        over = [[column for column, reach in enumerate(self._reach) if _overlap(part, reach)] for part in parts]
        return [self._off(part, place[0], found) for part, place, found in zip(parts, places, over, strict=True)]

    def _offers(self, part: Part, under: Collection[int]) -> Iterator[tuple[Place, float]]:
        """The columns that a part may be in, each with how far it's off: left, right or in the middle."""
        over = [column for column, reach in enumerate(self._reach) if _overlap(part, reach)]
        for first in range(self.count):
            yield (first, first), self._off(part, first, over)
            last = first + 1
            while first in under and last in under:
                left, right = self._reach[first][0], self._reach[last][1]
                yield (first, last), beside(part, (left, right))
                last += 1

    def _off(self, part: Part, column: int, over: Sequence[int]) -> float:
        left, right = self._reach[column]
        outer = (column == 0 and part.right <= left) or (column == self.count - 1 and part.left >= right)
        if over == [column] or (outer and not over):
            return 0.0
        others = sum(_overlap(part, self._core[other]) for other in over if other != column)
        return min(beside(part, cell) for cell in self._known[column]) + others


def beside(part: Part, cell: Place) -> float:
    """How far a part is off a place: left, right or in the middle, whichever is nearest."""
    return min(abs(part.left - cell[0]), abs(part.right - cell[1]), abs(part.middle - (cell[0] + cell[1]) / 2))


def _overlap(part: Part, reach: Place) -> int:
    return max(0, min(part.right, reach[1]) - max(part.left, reach[0]))


def _bare(under: Collection[int], first: int, stop: int) -> float:
    return _BARE * sum(column in under for column in range(first, stop))
