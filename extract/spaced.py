"""Tables whose cells are set apart by runs of blanks, a row a line, as programs print them into plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grid import Line, Slot
from extract.segments import MUTE, is_figure

_GAP = re.compile(r"[ \u00a0]{2,}|[ \u00a0]*\u3000[ \u00a0\u3000]*")
_PROSE = re.compile(r"[。；！？]|，.*，")
_LEADER = re.compile(r"[.．·…⋯_]{3}")
_LEAST_CELLS, _LEAST_ROWS, _LONGEST = 3, 2, 60


def spaced_table(lines: Sequence[Line], at: int) -> tuple[list[Slot], int] | None:
    """The cells of the table that starts at a line, and the line after it; None if there's none.

    Its rows have equally many cells, those below the first hold figures; a row one short whose line is indented has an
    empty first cell.
    """
    if at + 1 >= len(lines) or not (head := _cells(lines[at])) or (width := len(_cells(lines[at + 1]))) < _LEAST_CELLS:
        return None
    rows = [_fitted(head, width, lines[at])]
    for line in lines[at + 1 :]:
        row = _fitted(_cells(line), width, line)
        if not row or not _has_figure(row, line):
            break
        rows.append(row)
    if not rows[0] or len(rows) < _LEAST_ROWS:
        return None
    return [Slot(r, c, start, end) for r, row in enumerate(rows) for c, (start, end) in enumerate(row)], at + len(rows)


def _cells(line: Line) -> list[tuple[int, int]]:
    """The stretches of a line between runs of blanks; none for a line of prose, of pairs of label and value, or of few."""
    first = len(line.text) - len(line.text.lstrip())
    cuts = [match.span() for match in _GAP.finditer(line.text.rstrip(), first)]
    starts, ends = [first, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(line.text.rstrip())]
    said = [line.text[a:b] for a, b in zip(starts, ends, strict=True)]
    odd = any(_PROSE.search(cell) or _LEADER.search(cell) or len(cell) > _LONGEST for cell in said)
    if len(said) < _LEAST_CELLS - 1 or odd or any("：" in cell or ":" in cell for cell in said[1:]):
        return []
    return [(line.start + a, line.start + b) for a, b in zip(starts, ends, strict=True)]


def _fitted(row: list[tuple[int, int]], width: int, line: Line) -> list[tuple[int, int]]:
    """The row if it has so many cells, or one less behind an indent; else none."""
    if len(row) == width - 1 and _GAP.match(line.text):
        return [(line.start, line.start), *row]
    return row if len(row) == width else []


def _has_figure(row: Sequence[tuple[int, int]], line: Line) -> bool:
    said = [line.text[start - line.start : end - line.start] for start, end in row[1:]]
    return any(is_figure(cell) or MUTE.fullmatch(cell) for cell in said)
