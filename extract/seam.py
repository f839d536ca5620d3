"""What a page break cut in two within a table, made one again: a row, a cell merged over rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.lines import first_word
from extract.stitch import DIGIT, Laid, cuts_figure

_SUM = re.compile(r"[-+]?[\d,]*\d{3}|[-+]?[\d,]*\.\d+[%％]?")
_FIGURE = re.compile(r"[-+≥≤]?[\d,]*\d(?:\.\d+)?[%％]?|[-—/]+")
_LETTER = re.compile(r"[^\W\d_]")
_FIGURE_FIRST = re.compile(r"[\d.,，≥≤><＞＜＝=±+—-]")
_OPENS, _CLOSES = re.compile("[（(《“]"), re.compile("[）)》”]")
_BRACKETED = re.compile("[（(][^（()）]*[)）]$")
_NEVER_FIRST, _NEVER_LAST = "，。、；：）)》”％%", "（(《“、，和及与的"
_WORDS_OF_ONE = "无有是否优良中差高低"

Place = tuple[int, int]
"""A column and how many it's over."""


def closed(pieces: list[list[Laid]]) -> list[list[Laid]]:
    """The pieces of one table (what each page holds of it, laid on its grid), what page breaks cut made one.

    A header that a page repeats is told as such, and the rows below it move up.
    """
    head = _rows(pieces[0])
    for at, (before, after) in enumerate(pairwise(pieces)):
        if not before or not after:
            continue
        first = _below_header(head, after)
        if first is None:
            continue
        if not any(cell.row < first < cell.row + cell.row_span for cell in after):
            _part_header(first, after, pieces[at + 2 :])
        first = min(cell.row for cell in after if not cell.again)
        below = {(cell.column, cell.column_span): cell for cell in after if cell.row == first and not cell.again}
        last = max(cell.row + cell.row_span for cell in before)
        above = {(cell.column, cell.column_span): cell for cell in before if cell.row + cell.row_span == last}
        said = _by_place(pieces)
        if _is_cut(above, below, said):
            _join_rows(above, below, after)
            for cell in (cell for piece in pieces[at + 1 :] for cell in piece if cell.row > first):
                cell.row -= 1
        else:
            _join_merged(above, below, before, after, said)
    return pieces


def _part_header(first: int, after: Sequence[Laid], rest: Sequence[Sequence[Laid]]) -> None:
    """Set the rows above the first apart from the table, and move those below up."""
    top = min(cell.row for cell in after)
    for cell in after:
        cell.again = cell.row < first
    for cell in (cell for piece in (after, *rest) for cell in piece):
        cell.row -= 0 if cell.again else first - top


def _rows(cells: Sequence[Laid]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for cell in cells:
        found.setdefault(cell.row, []).append("".join(cell.text.split()))
    return found


def _below_header(head: dict[int, list[str]], piece: Sequence[Laid]) -> int | None:
    """The first row of a piece that doesn't repeat the table's own first rows, which hold no sums; None if all do."""
    heads = iter(sorted(head))
    for row, texts in sorted(_rows(piece).items()):
        at = next(heads, None)
        if at is None or head[at] != texts or not any(texts) or any(map(_SUM.fullmatch, texts)):
            return row
    return None


def _by_place(pieces: Iterable[Iterable[Laid]]) -> dict[Place, set[str]]:
    """What all cells at a place across say, figures evened out."""
    found: dict[Place, set[str]] = {}
    for cell in (cell for piece in pieces for cell in piece):
        found.setdefault((cell.column, cell.column_span), set()).add(_evened(cell))
    return found


def _evened(cell: Laid) -> str:
    return re.sub(r"\d+", "0", "".join(cell.text.split()))


def _is_cut(above: dict[Place, Laid], below: dict[Place, Laid], said: dict[Place, set[str]]) -> bool:
    """Whether a row goes on below: texts that filled their cells do, no other begins.

    Its label isn't said again, unless it's itself torn or another cell's text goes on, too.
    """
    pairs = [(key, above[key], cell) for key, cell in below.items() if key in above and cell.lines]
    if not pairs or any(cell.lines for key, cell in below.items() if key not in above):
        return False
    label = next((key for key, cell in sorted(above.items()) if cell.lines), None)
    if label is None or not all(one.lines and (_fills(one, two) or _torn(one, two, said[key])) for key, one, two in pairs):
        return False
    if label not in below or not below[label].lines or _torn(above[label], below[label], said[label]):
        return True
    if len(pairs) > 1:
        return all(_flows(one, two) or _torn(one, two, said[key]) for key, one, two in pairs)
    return _ends_short(above[label], below[label])


def _ends_short(one: Laid, two: Laid) -> bool:
    """Whether a row that holds nothing but a few characters in its first cell is the end of a label that fills its lines."""
    after = "".join(two.text.split())
    return len(one.lines) > 1 and len(after) < 4 and after.isalpha() and _flows(one, two)


def _parted_head(above: dict[Place, Laid], below: dict[Place, Laid]) -> bool:
    """Whether a page break parts the rows of a header: below stand the heads under a wider one, and halves of others."""
    cells = [*above.values(), *below.values()]
    if any(_SUM.fullmatch("".join(cell.text.split())) for cell in cells) or not any(cell.lines for cell in below.values()):
        return False
    under = [key for key, cell in below.items() if cell.lines and key not in above]
    wide = [(column, column + span) for (column, span), cell in above.items() if cell.lines and (column, span) not in below]
    if not under or not all(any(first <= column < last for first, last in wide) for column, _ in under):
        return False
    pairs = [(above[key], cell) for key, cell in below.items() if key in above]
    cut = [pair for pair in pairs if pair[0].lines and pair[1].lines]
    return bool(pairs) and len(cut) != 1 and all(_fills(one, two) for one, two in cut)


def _torn(one: Laid, two: Laid, others: set[str]) -> bool:
    """Whether what a cell says can't end where it does, or what the next one says can't begin so.

    10|分）, 目|标; 产出|指标 where others of the column end so: 效益指标.
    """
    before, after = _evened(one), _evened(two)
    if not before or not after:
        return False
    if len(_OPENS.findall(before)) > len(_CLOSES.findall(before)) and len(_CLOSES.findall(after)) > len(_OPENS.findall(after)):
        return True
    if after[0] in _NEVER_FIRST or before[-1] in _NEVER_LAST or _BRACKETED.fullmatch(after):
        return True
    if len(after) == 1 and after.isalpha() and after not in _WORDS_OF_ONE and len(one.lines) > 1 and _flows(one, two):
        return True
    ends = {_BRACKETED.sub("", other)[-2:] for other in others - {before, after}}
    whole = _BRACKETED.sub("", before)[-2:] in ends
    return not whole and any(len(after) < len(other) and other.endswith(after) for other in others)


def _flows(one: Laid, two: Laid) -> bool:
    """Whether the text of a cell runs on in the cell below the page break: it fills its lines down to the foot."""
    last = one.lines[-1]
    below, above = one.box[3] - last.box[3], one.lines[0].box[1] - one.box[1]
    middle = abs(above - below) <= 0.5 * last.size
    return (below < 2 * last.size or middle) and _fills(one, two)


def _fills(one: Laid, two: Laid) -> bool:
    """Whether the last line of a cell leaves no room for what begins the next."""
    last, after = one.lines[-1], two.lines[0]
    if abs(last.size - after.size) >= 0.6:
        return False
    room = one.room(last)
    if cuts_figure(last.text, after.text):
        return room < DIGIT
    figure = _FIGURE.fullmatch("".join(two.text.split()))
    if (figure and last.text[-1].isalpha()) or (_FIGURE_FIRST.match(after.text) and not _LETTER.search(last.text)):
        return False
    longest = max(line.box[2] - line.box[0] for line in one.lines)
    as_long = len(one.lines) > 1 and longest - (last.box[2] - last.box[0]) < 1.1 * last.size
    return as_long or room < first_word(after.text)


def _join_rows(above: dict[Place, Laid], below: dict[Place, Laid], after: list[Laid]) -> None:
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
    above: dict[Place, Laid], below: dict[Place, Laid], before: list[Laid], after: list[Laid], said: dict[Place, set[str]]
) -> None:
    """Make one of leading cells that stand on both sides of a page break, one over several rows, one empty or torn."""
    parted = _parted_head(above, below)
    for key in sorted(below):
        one, two = above.get(key), below[key]
        if parted and one is None:
            continue
        torn = one is not None and bool(one.lines and two.lines) and (parted or _torn(one, two, said[key]))
        if one is None or (one.lines and two.lines and not torn):
            return
        if one.row_span == two.row_span == 1 and not parted and not torn:
            return
        one.row_span += two.row_span
        if not two.lines or one.lines:
            one.lines += two.lines
            after.remove(two)
        else:
            two.row, two.row_span = one.row, one.row_span
            before.remove(one)
