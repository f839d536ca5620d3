"""What a page break cut in two within a table, made one again: a row, a cell merged over rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.lines import first_word
from extract.stitch import Laid

_WORDS = re.compile(r"[^\W\d_]{4}")
_SIDE = 3.0
"""A cell's text may end this much before its padding and still fill its line."""


def closed(pieces: list[list[Laid]]) -> list[list[Laid]]:
    """The pieces of one table (what each page holds of it, laid on its grid), what page breaks cut made one."""
    head = _rows(pieces[0])
    for at, (before, after) in enumerate(pairwise(pieces)):
        if not before or not after:
            continue
        first = _below_header(head, after)
        if first is None:
            continue
        last = max(cell.row + cell.row_span for cell in before)
        above = {(cell.column, cell.column_span): cell for cell in before if cell.row + cell.row_span == last}
        below = {(cell.column, cell.column_span): cell for cell in after if cell.row == first}
        if _is_cut(above, below):
            _join_rows(above, below, after)
            for cell in (cell for piece in pieces[at + 1 :] for cell in piece if cell.row > first):
                cell.row -= 1
        elif first == min(cell.row for cell in after):
            _join_merged(above, below, before, after)
    return pieces


def _rows(cells: Sequence[Laid]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for cell in cells:
        found.setdefault(cell.row, []).append("".join(cell.text.split()))
    return found


def _below_header(head: dict[int, list[str]], piece: Sequence[Laid]) -> int | None:
    """The first row of a piece that doesn't repeat the table's own first rows; None if all do."""
    heads = iter(sorted(head))
    for row, texts in sorted(_rows(piece).items()):
        at = next(heads, None)
        if at is None or head[at] != texts or not any(texts):
            return row
    return None


def _is_cut(above: dict[tuple[int, int], Laid], below: dict[tuple[int, int], Laid]) -> bool:
    """Whether a row goes on below: texts that filled their cells do, no other begins, and its label isn't said again."""
    pairs = [(above[key], cell) for key, cell in below.items() if key in above]
    said = [(one, two) for one, two in pairs if two.lines]
    if not said or any(cell.lines for key, cell in below.items() if key not in above):
        return False
    label = next((key for key, cell in sorted(above.items()) if cell.lines), None)
    if label is None or (label in below and below[label].lines):
        return False
    return all(one.lines and _flows(one, two) for one, two in said)


def _flows(one: Laid, two: Laid) -> bool:
    """Whether the text of a cell runs on in the cell below the page break: its last line is full."""
    last, after = one.lines[-1], two.lines[0]
    if len(one.lines) == 1 and not _WORDS.search(last.text):
        return False
    padding = min(line.box[0] - one.box[0] for line in one.lines)
    room = one.box[2] - max(padding, _SIDE) - last.box[2]
    longest = max(line.box[2] for line in one.lines)
    full = room < first_word(after.text) * last.size or (len(one.lines) > 1 and longest - last.box[2] < 1.1 * last.size)
    return full and abs(last.size - after.size) < 0.6 and one.box[3] - last.box[3] < 2 * last.size


def _join_rows(above: dict[tuple[int, int], Laid], below: dict[tuple[int, int], Laid], after: list[Laid]) -> None:
    """Put the rest of each cell of a row to the cell above the page break."""
    for key, cell in below.items():
        if key in above:
            above[key].lines += cell.lines
            above[key].row_span += cell.row_span - 1
            after.remove(cell)
        else:
            cell.row_span -= 1
            if not cell.row_span:
                after.remove(cell)


def _join_merged(
    above: dict[tuple[int, int], Laid], below: dict[tuple[int, int], Laid], before: list[Laid], after: list[Laid]
) -> None:
    """Make one of leading cells that stand on both sides of a page break, one of them empty, one over several rows."""
    for key in sorted(below):
        one, two = above.get(key), below[key]
        if one is None or (one.lines and two.lines) or (one.row_span == two.row_span == 1):
            return
        one.row_span += two.row_span
        if two.lines:
            two.row, two.row_span = one.row, one.row_span
            before.remove(one)
        else:
            after.remove(two)
