"""The grid of a table without upright rules: its lines made into rows, its header's words into spanning cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.glyphs import Glyph
from extract.lines import set_lines
from extract.segments import Reach, Row, Segment, segment_of
from extract.stitch import Held, PageTable


class _Cell(NamedTuple):
    """A cell to be: first and last row, first and last column, its characters."""

    row: int
    foot: int
    column: int
    last: int
    glyphs: list[Glyph]


def grid_of(
    rows: Sequence[Row],
    anchors: Sequence[Row],
    columns: Sequence[Reach],
    level: Sequence[tuple[float, float, float]],
    size: float,
) -> PageTable:
    """The table of some lines, anchors among them, over columns; `level`: rules across (top, from, to)."""
    rows = [_recut(row, columns) for row in rows]
    strips = _strips(rows, columns, size)
    edges = [(a + b) / 2 for a, b in strips]
    first = anchors[0].at
    head, spans = _header_rows([row for row in rows if row.at < first], edges, level)
    groups = [*head, *_body_rows([row for row in rows if row.at >= first], anchors, level, size)]
    cells: list[_Cell] = []
    for at, group in enumerate(groups):
        cells += _cells(at, at, group, edges, at < len(head) - 1)
    for row, top, foot in spans:
        cells += _cells(top, foot, [row], edges, False)
    seams = _seams(groups, size)
    return PageTable(tuple(_held(cells, seams, edges, len(groups))), tuple(strips))


def _recut(row: Row, columns: Sequence[Reach]) -> Row:
    """A line, its words parted also at small blanks that lie about where a strip between columns does."""
    found: list[Segment] = []
    for part in row.segments:
        cuts = [0]
        for one, two in pairwise(columns):
            low, high = (one[0] + one[1]) / 2, (two[0] + two[1]) / 2
            gaps = [
                (b.x0 - a.x1, at)
                for at, (a, b) in enumerate(pairwise(part.glyphs), 1)
                if b.x0 - a.x1 > 0.25 * row.size and low < (a.x1 + b.x0) / 2 < high
            ]
            if gaps and part.x0 < one[1] and part.x1 > two[0]:
                cuts.append(max(gaps)[1])
        ends = [*cuts[1:], len(part.glyphs)]
        found += [segment_of(part.glyphs[a:b]) for a, b in zip(cuts, ends, strict=True) if a < b]
    return row._replace(segments=found)


def _strips(rows: Sequence[Row], columns: Sequence[Reach], size: float) -> list[Reach]:
    """The blank left of the first column, between columns and right of the last, words of the header left out."""
    ends = [[one[1], two[0]] for one, two in pairwise(columns)]
    for part in (part for row in rows for part in row.segments):
        for end in ends:
            if part.x0 < end[0] < part.x1 < end[1]:
                end[0] = part.x1
            elif end[0] < part.x0 < end[1] < part.x1:
                end[1] = part.x0
    left = min(columns[0][0], *(row.segments[0].x0 for row in rows))
    right = max(columns[-1][1], *(row.segments[-1].x1 for row in rows))
    return [(left - size, left), *((a, b) for a, b in ends), (right, right + size)]


def _over(part: Segment, edges: Sequence[float]) -> Reach:
    """The first and last column that a segment stands over."""
    slack = min(2.0, (part.x1 - part.x0) / 4)
    last = len(edges) - 2
    first = min(last, max(0, bisect_right(edges, part.x0 + slack) - 1))
    return first, min(last, max(first, bisect_right(edges, part.x1 - slack) - 1))


def _header_rows(
    rows: Sequence[Row], edges: Sequence[float], level: Sequence[tuple[float, float, float]]
) -> tuple[list[list[Row]], list[tuple[Row, int, int]]]:
    """The header's rows, lines of a wrapped cell together; and lines that stand between two rows: cells of both."""
    between = {
        two.at for one, two, three in zip(rows, rows[1:], rows[2:], strict=False) if _beside(one, two) and _beside(two, three)
    }
    groups: list[list[Row]] = []
    for row in (row for row in rows if row.at not in between):
        if groups and not _ruled_off(groups[-1][-1], row, level) and _under(groups[-1], row, edges):
            groups[-1].append(row)
        else:
            groups.append([row])
    spans = []
    for row in (row for row in rows if row.at in between):
        above = max(at for at, group in enumerate(groups) if group[0].top < row.top)
        below = min(above + 1, len(groups) - 1)
        taken = {place for line in (*groups[above], *groups[below]) for part in line.segments for place in _over(part, edges)}
        if above == below or any(place in taken for part in row.segments for place in _over(part, edges)):
            groups[above].append(row)
        else:
            spans.append((row, above, below))
    return groups, spans


def _beside(one: Row, two: Row) -> bool:
    """Whether two lines are partly at one height."""
    return two.top < one.bottom - 0.05 * one.size


def _under(group: Sequence[Row], row: Row, edges: Sequence[float]) -> bool:
    """Whether each word of a line goes on with one word of the lines above, and no word with two."""
    if _beside(group[-1], row):
        return True
    above = [(part, _over(part, edges)) for line in group for part in line.segments]
    takers = []
    for part in row.segments:
        takers.append([place for other, place in above if other.x0 < part.x1 and part.x0 < other.x1])
    if row.top - group[-1].bottom > 0.7 * row.size or not all(takers):
        return False
    return all(len(set(found)) == 1 for found in takers) and len({found[0] for found in takers}) == len(takers)


def _body_rows(
    rows: Sequence[Row], anchors: Sequence[Row], level: Sequence[tuple[float, float, float]], size: float
) -> list[list[Row]]:
    """The body's lines in rows: parted by rules where rules part them, else by the blank between them."""
    figured = {row.at for row in anchors}
    groups: list[list[Row]] = []
    for row in rows:
        if groups and _ruled_off(groups[-1][-1], row, level):
            groups.append([row])
        elif groups and _beside(groups[-1][-1], row) and not _two_rows(groups[-1], row, figured):
            groups[-1].append(row)
        else:
            groups.append([row])
    return _unwrapped(groups, figured, level, size)


def _ruled_off(one: Row, two: Row, level: Sequence[tuple[float, float, float]]) -> bool:
    middle = one.top + one.size / 2, two.top + two.size / 2
    return any(middle[0] < top < middle[1] for top, _, _ in level)


def _two_rows(group: Sequence[Row], row: Row, figured: set[int]) -> bool:
    return row.at in figured and any(line.at in figured for line in group)


def _unwrapped(
    groups: list[list[Row]], figured: set[int], level: Sequence[tuple[float, float, float]], size: float
) -> list[list[Row]]:
    """The rows, a line without figures put to the row that it's clearly nearer to: the rest of a wrapped cell."""
    found: list[list[Row]] = []
    pending: list[Row] = []
    for at, group in enumerate(groups):
        loose = not any(row.at in figured for row in group)
        above = group[0].top - found[-1][-1].top if found else 1e9
        below = groups[at + 1][0].top - group[-1].top if at + 1 < len(groups) else 1e9
        if loose and found and above < 1.5 * size and above < 0.8 * below and not _ruled_off(found[-1][-1], group[0], level):
            found[-1] += group
        elif loose and below < 1.5 * size and below < 0.8 * above and not _ruled_off(group[-1], groups[at + 1][0], level):
            pending += group
        else:
            found.append([*pending, *group])
            pending = []
    return found


def _cells(row: int, foot: int, lines: Sequence[Row], edges: Sequence[float], widen: bool) -> list[_Cell]:
    """The cells of a row; `widen`: a word of a header's upper row stands in the middle of the columns it's over."""
    held: dict[tuple[int, int], list[Glyph]] = {}
    parts = [(part, *_over(part, edges)) for line in lines for part in line.segments]
    taken = {column for _, first, last in parts for column in range(int(first), int(last) + 1)}
    for part, first, last in parts:
        a, b = _widened(part, int(first), int(last), taken, edges) if widen else (int(first), int(last))
        clash = next(((x, y) for x, y in held if x <= b and a <= y), None)
        if clash is not None:
            glyphs = held.pop(clash)
            held[min(a, clash[0]), max(b, clash[1])] = glyphs + part.glyphs
        else:
            held[a, b] = list(part.glyphs)
    return [_Cell(row, foot, a, b, glyphs) for (a, b), glyphs in held.items()]


def _widened(part: Segment, first: int, last: int, taken: set[int], edges: Sequence[float]) -> tuple[int, int]:
    """The columns that a word stands in the middle of, those it's over among them and none that another is over."""
    def off(a: int, b: int) -> float:
        return abs((edges[a] + edges[b + 1]) / 2 - (part.x0 + part.x1) / 2)

    best = first, last
    a = first
    while a >= 0 and (a == first or a not in taken):
        b = last
        while b < len(edges) - 1 and (b == last or b not in taken):
            if off(a, b) < off(*best) - 3:
                best = a, b
            b += 1
        a -= 1
    return best


def _seams(groups: Sequence[Sequence[Row]], size: float) -> list[float]:
    """The heights between rows, above the first and below the last."""
    tops = [min(row.top for row in group) for group in groups]
    feet = [max(row.bottom for row in group) for group in groups]
    inner = ((foot + top) / 2 for foot, top in zip(feet, tops[1:], strict=False))
    return [tops[0] - size / 4, *inner, feet[-1] + size / 4]


def _held(cells: Sequence[_Cell], seams: Sequence[float], edges: Sequence[float], rows: int) -> list[Held]:
    """The cells with their boxes, and an empty cell at each place that none covers."""
    covered = {
        (row, column) for cell in cells for row in range(cell.row, cell.foot + 1)
        for column in range(cell.column, cell.last + 1)
    }  # fmt: skip
    empty = [
        _Cell(row, row, column, column, [])
        for row in range(rows)
        for column in range(len(edges) - 1)
        if (row, column) not in covered
    ]
    return [
        Held((edges[c.column], seams[c.row], edges[c.last + 1], seams[c.foot + 1]), tuple(set_lines(c.glyphs)))
        for c in (*cells, *empty)
    ]
