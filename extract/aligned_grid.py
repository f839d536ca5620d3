"""A table of spaced rows in plain text: its header, its columns, the rows that fit them, and whether it is one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extract.columns import Columns, beside
from extract.grid import Slot
from extract.laid import BRACKETED, Laid, is_list, lined, of_figures, unwrapped, usual
from extract.spaced import Part, Spaced

_BRACKETS = re.compile(r"[(（]|([)）])")
_HEADER_REACH = 6
_SAMPLE = 40
_MOST_COLUMNS = 30
_TOLERANCE = 2.0
"""How far, in characters, a cell may be off its column on average."""
_IN_LINE = 0.8
"""The share of figures that must line up where a row with empty cells is to be understood."""


class AlignedTable:
    """Rows from one on, tried as a table whose header begins there."""

    def __init__(self, rows: Sequence[Spaced], first: int) -> None:
        self.first = self.end = first
        self._rows = rows
        self._laid: list[Laid] = []
        self._body = self._sample()
        self._head = self._header()
        self._start = first + len(self._head)
        self.count = max(usual(self._body), *(len(row.words) for row in self._head))
        self._columns = Columns(self.count)
        self._strict: set[int] = set()
        self._by_place = True
        self._every = [(column, column) for column in range(self.count)]
        self.off = 1.0
        self.stands = self._learned() and self._headed() and self._filled() and self._sure()

    def _sample(self) -> list[Spaced]:
        """The first rows of figures, none from below what may be a header again."""
        found: list[Spaced] = []
        for row in self._rows[self.first + 1 : self.first + _SAMPLE]:
            if row.heads and found:
                break
            if row.anchor:
                found.append(row)
        return found

    def _header(self) -> list[Spaced]:
        """The lines of the header: the first, and those that bracket or divide what it says."""
        longest = usual(self._body)
        head = [self._rows[self.first]]
        for row in self._rows[self.first + 1 : self.first + _HEADER_REACH]:
            bracketed = 2 * sum(bool(BRACKETED.fullmatch(part.text)) for part in row.parts) > len(row.parts)
            names = bracketed or len(head[-1].words) < longest or self._goes_on(row)
            if row.at != head[-1].at + 1 or not row.heads or not names:
                break
            head.append(row)
        return head

    def _goes_on(self, row: Spaced) -> bool:
        """Whether a line under the header goes on with its names: it has none in the first column, and some over figures."""
        figures = [part for other in self._body for part in other.parts[1:] if part.figure]
        over = sum(any(part.left < figure.right and figure.left < part.right for figure in figures) for part in row.parts)
        return row.parts[0].left >= self._rows[self.first].parts[0].right and 2 * over > len(row.parts)

    def _learned(self) -> bool:
        """Whether there are rows with as many parts as columns to know the columns by, and whether place or number tells."""
        if not 2 <= self.count <= _MOST_COLUMNS:
            return False
        every = self._every
        rows = [row for row in self._body if len(row.words) == self.count]
        full = [Laid(row.words, every, row.at, row.at) for row in rows]
        self._strict = {at for at in range(1, self.count) if full and all(laid.figure(at) for laid in full)}
        heads = [words for row in self._head if len(words := row.heading(self.count)) == self.count]
        for laid in full:
            self._columns.learn(laid.parts, laid.places)
        if full and heads and lined(full, self._strict) >= _IN_LINE:
            under = all(_suits(words, self._columns.off(words, every)) for words in heads)
            even = len(set().union(*(row.gaps for row in (*rows, self._head[-1])))) == 1
            if not under and not even:
                return False
            self._by_place = under
        for words in heads:
            self._columns.learn(words, every)
        return self._columns.known

    def _headed(self) -> bool:
        """Whether the header's names stand over the columns: each over one, or wide ones over those they divide into."""
        under: set[int] = set()
        for row in reversed(self._head):
            words = row.heading(self.count)
            placed = (0.0, self._every) if len(words) == self.count else self._columns.place(words, under)
            if placed is None or placed[0] > _TOLERANCE * len(words):
                return False
            above = Laid(words, placed[1], row.at, row.at)
            if any(_crosses(above, below) for below in self._laid):
                return False
            under |= above.over
            self._laid.insert(0, above)
        if not self._join_heads():
            return False
        if 0 not in under:
            under |= self._stub()
        if any(_left_open(part) for laid in self._laid for part in laid.parts):
            return False
        before = self._rows[self.first - 1] if self.first else None
        whole = before is None or not before.heads or before.at + 1 < self._head[0].at or len(self._laid[0].parts) == self.count
        return whole and len(under) >= self.count - 1 and (self.count > 2 or len(under) == 2)

    def _join_heads(self) -> bool:
        """Make the lines of a header without wide names one row: they are names that wrap, and units below them.

        False where what stands in one column isn't one below the other.
        """
        if any(first < last for laid in self._laid for first, last in laid.places):
            return True
        row, *further = self._laid
        if len(row.parts) < self.count and any(len(laid.parts) == self.count for laid in further):
            return False
        for laid in further:
            for part, (column, _) in zip(laid.parts, laid.places, strict=True):
                over = row.part(column)
                if over and (part.right <= over.left or over.right <= part.left):
                    return False
                row = row.put(column, over.with_rest(part) if over else part, laid.last)
        self._laid = [row]
        return True

    def _stub(self) -> set[int]:
        """The first column if its name stands alone on the line below the header, where it's then put."""
        row = self._rows[self._start] if self._start < len(self._rows) else None
        if row is None or len(row.parts) > 1 or row.at > self._rows[self._start - 1].at + 1 or row.parts[0].figure:
            return set()
        placed = self._columns.place(row.parts)
        if placed is None or placed[0] > _TOLERANCE or placed[1] != [(0, 0)]:
            return set()
        self._laid[-1] = self._laid[-1].put(0, row.parts[0], row.at)
        self._start += 1
        return {0}

    def _filled(self) -> bool:
        """Whether there are rows under the header; they are laid on the columns, up to one that doesn't fit."""
        self._top = len(self._laid)
        for at in range(self._start, len(self._rows)):
            if (laid := self._fitted(at)) is None:
                break
            self._laid.append(laid)
            self._columns.learn(laid.parts, laid.places)
        return len(self._laid) > self._top

    def _fitted(self, at: int) -> Laid | None:
        """A row on the columns, None where it doesn't fit them or begins something else."""
        row = self._rows[at]
        if (row.labelled and not row.anchor) or self._begins(at):
            return None
        if len(row.parts) == 1 and (row.parts[0].figure or not row.loose):
            return None
        found: list[tuple[float, Laid]] = []
        for parts in row.ways():
            if len(parts) == self.count:
                if all(parts[column].figure or parts[column].mute for column in self._strict):
                    off = sum(self._columns.off(parts, self._every))
                    found.append((off, Laid(parts, self._every, row.at, row.at)))
            elif self._lacks_first(parts):
                off = sum(self._columns.off(parts, self._every[1:]))
                found.append((off, Laid(parts, self._every[1:], row.at, row.at)))
            elif (placed := self._columns.place(parts)) and _suits(parts, self._columns.off(parts, placed[1])):
                found.append((placed[0], Laid(parts, placed[1], row.at, row.at)))
        return min(found, key=lambda way: way[0])[1] if found else None

    def _lacks_first(self, parts: Sequence[Part]) -> bool:
        """Whether a row has all but the first cell: figures only, behind an indent."""
        figures = all(part.figure or part.mute for part in parts)
        return len(parts) == self.count - 1 and parts[0].left > 1 and figures and len(self._strict) == self.count - 1

    def _begins(self, at: int) -> bool:
        """Whether a row is the header of another table, or this one's again."""
        row, head = self._rows[at], self._head[0]
        if not row.heads or len(row.words) < self.count - 1:
            return False
        again = [part.text for part in row.words] == [part.text for part in head.words]
        apart = row.at > self._rows[at - 1].at + 1 or len(self._rows[at - 1].parts) == 1
        placed = self._columns.place(row.words) if apart and not again else None
        return again or (placed is not None and any(first in self._strict for first, _ in placed[1]))

    def _sure(self) -> bool:
        """Whether figures stand in columns, and in line where they must; rows that nothing is sure of are left."""
        head, body = self._laid[: self._top], self._laid[self._top :]
        figures = {column for column in range(1, self.count) if of_figures(body, column)}
        if not figures or figures - set().union(*(laid.over for laid in head)):
            return False
        in_line = lined(body, figures)
        self.off = 1 - in_line
        by_place = self._by_place and in_line >= _IN_LINE
        if by_place:
            head[-1:], body = (rows := unwrapped(head[-1], body, figures))[:1], rows[1:]
        body = self._kept(body, figures, by_place)
        self._laid = head + body
        if not body:
            return False
        self.end = next(at for at in range(self.first, len(self._rows)) if self._rows[at].at == body[-1].last) + 1
        anchors = sum(laid.anchored(figures) for laid in body)
        odd = sum(not laid.anchored(figures) and len(laid.parts) < self.count for laid in body)
        if 2 * odd > len(body) - odd:
            return False
        if self.count == 2:
            return by_place and anchors > 2 and not is_list(body)
        if anchors > 1:
            return by_place or len(head[0].parts) == self.count
        return anchors == 1 and len(body) == 1 and len(head) == 1 and self._under(head[0], body[0])

    def _kept(self, body: list[Laid], figures: Collection[int], by_place: bool) -> list[Laid]:
        """The rows down to the last that says something; where place doesn't tell, down to the first not full."""
        full = [laid.places in (self._every, self._every[1:]) for laid in body]
        stop = len(body) if by_place else next((at for at, whole in enumerate(full) if not whole), len(body))
        sure = [at for at in range(stop) if full[at] or body[at].anchored(figures)]
        kept = max(sure, default=-1) + 1
        while kept < stop and len(body[kept].parts) > max(1, self.count / 2):
            kept += 1
        return body[:kept]

    def _under(self, head: Laid, row: Laid) -> bool:
        """Whether the cells of the one row stand under their heads, figures all but the first, which may be missing."""
        if len(head.parts) < self.count or len(row.over | {0}) < self.count:
            return False
        pairs = [(head.part(column), row.part(column)) for column in sorted(row.over)]
        figures = sum(cell.figure or cell.mute for _, cell in pairs if cell)
        near = all(one and two and beside(two, (one.left, one.right)) <= _TOLERANCE for one, two in pairs)
        return near and figures >= self.count - 1

    def slots(self) -> list[Slot]:
        """The cells, an empty one at each place where nothing stands."""
        found = []
        for at, laid in enumerate(self._laid):
            end = laid.parts[0].start
            column = 0
            for part, (first, last) in zip(laid.parts, laid.places, strict=True):
                found += [Slot(at, empty, end, end) for empty in range(column, first)]
                found.append(Slot(at, first, part.start, part.end, 1, last + 1 - first, rest=part.rest))
                column, end = last + 1, part.end
            found += [Slot(at, empty, end, end) for empty in range(column, self.count)]
        return found


def _suits(parts: Sequence[Part], off: Sequence[float]) -> bool:
    """Whether parts so far off their columns may be in them, each figure for itself."""
    figures = (far for part, far in zip(parts, off, strict=True) if part.figure)
    return sum(off) <= _TOLERANCE * len(off) and max(figures, default=0.0) <= 2 * _TOLERANCE


def _crosses(above: Laid, below: Laid) -> bool:
    """Whether a name reaches out from under one above it, or stands alone under a wide one's place: not understood."""
    return any(
        first <= stop and start <= last and not (first <= start and stop <= last)
        for first, last in above.places
        for start, stop in below.places
    )


def _left_open(part: Part) -> bool:
    """Whether a name has a bracket without its other half: then it goes on in another cell."""
    return len(_BRACKETS.findall(part.text)) % 2 == 1 and not part.rest
