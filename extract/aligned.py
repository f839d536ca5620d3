"""Tables of plain text whose cells are set apart by blanks: columns in line, or as many pieces in each row.

    项目        年初预算    全年支出   执行率
    会议费          1.20        0.80   66.67%
    合  计          1.20        0.80   66.67%

Precision first. Short names make a header; the rows under it hold figures below those names. A row with an
empty cell is understood by its place alone, so only where the figures line up. A line that fits no more ends
the table. A line without figures that goes on with the words above it is put to their cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.aligned_grid import AlignedTable
from extract.grid import Line, Slot
from extract.marks import is_contents_entry, is_page_mark, is_rule
from extract.spaced import MEASURES, gappy, measures, spaced

_LEAST_ROWS = 2
_MOST_BLANK_LINES = 2
_MOST_AT_SEAM = 8
_MOST_LOOSE = 3


def aligned_tables(lines: Sequence[Line]) -> dict[int, tuple[list[Slot], int]]:
    """The cells of each table of spaced rows and the line after it, by the line that it starts at."""
    found: dict[int, tuple[list[Slot], int]] = {}
    if sum(map(gappy, lines)) < _LEAST_ROWS:
        return found
    for band in _bands(lines):
        said = "".join(lines[at].text for at in band)
        ways = [spaced(lines, band, measure) for measure in measures(said)]
        at = 0
        while (first := next((i for i in range(at, len(band)) if ways[0][i].heads), None)) is not None:
            tries = [AlignedTable(rows, first) for rows in ways]
            stands = [table for table in tries if table.stands]
            best = min(stands, key=lambda table: table.off, default=None)
            if best is not None:
                found[band[best.first]] = best.slots(), band[best.end - 1] + 1
            at = best.end if best else first + 1
    return found


def _bands(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Runs of spaced lines, with the short lines between them and right below them.

    Blank lines, rules and page marks are left out.
    """
    band: list[int] = []
    loose: list[int] = []
    blank, seam = 0, False
    for at, line in enumerate(lines):
        if not line.text.strip() or is_page_mark(line.text) or is_rule(line.text):
            blank, seam = blank + 1, seam or is_page_mark(line.text)
            continue
        row = gappy(line) and not is_contents_entry(line.text)
        near = blank <= (_MOST_AT_SEAM if seam else _MOST_BLANK_LINES)
        if band and not (near and (row or (len(loose) < _MOST_LOOSE and _is_loose(lines, at)))):
            yield band + _directly_below(band, loose)
            band, loose = [], []
        if row:
            band += [*loose, at]
            loose = []
        elif band:
            loose.append(at)
        blank, seam = 0, False
    if band:
        yield band + _directly_below(band, loose)


def _is_loose(lines: Sequence[Line], at: int) -> bool:
    said = lines[at].text
    return "\t" not in said and "|" not in said and spaced(lines, [at], MEASURES[0])[0].loose


def _directly_below(band: Sequence[int], loose: Sequence[int]) -> list[int]:
    return [at for number, at in enumerate(loose, 1) if at == band[-1] + number]
