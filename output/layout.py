"""Lines for people: figures with separators, columns that stay straight with Chinese characters in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

_GAP = 2
_NARROWEST = 12


def number(value: Decimal | int | None) -> str:
    """1234567.50 as 1,234,567.5, in full and exactly; "" for None."""
    if value is None:
        return ""
    shown = f"{value:,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """1 document, 2 documents, 1,200 documents."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def width(text: str) -> int:
    """How many columns of a terminal the text takes: two for a Chinese character."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def cut(text: str, limit: int) -> str:
    """The text in at most `limit` columns, with … where something is left out."""
    if width(text) <= limit:
        return text
    taken, used = [], 1
    for char in text:
        used += width(char)
        if used > limit:
            break
        taken.append(char)
    return "".join(taken) + "…"


def one_line(text: object) -> str:
    """The text without line breaks and runs of blanks; "" for None."""
    return "" if text is None else " ".join(str(text).split())


def columns(
    rows: Iterable[Sequence[str]], *, right: Sequence[int] = (), indent: int = 2, limit: int | None = None
) -> list[str]:
    """Rows as straight columns, those in `right` aligned right; cut to `limit` columns of a terminal.

    The widest columns give way first, and only where a limit is given: a pipe gets everything.
    """
    grid = [[one_line(cell) for cell in row] for row in rows]
    if not grid:
        return []
    widths = [max(width(cell) for cell in column) for column in zip(*grid, strict=True)]
    while limit is not None and indent + sum(widths) + _GAP * (len(widths) - 1) > limit:
        widest = max((i for i in range(len(widths)) if i not in right), key=lambda i: widths[i], default=None)
        if widest is None or widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
    shown = [i for i, wide in enumerate(widths) if wide]
    lines = []
    for row in grid:
        cells = []
        for i in shown:
            cell = cut(row[i], widths[i])
            blank = " " * (widths[i] - width(cell))
            cells.append(blank + cell if i in right else cell + blank)
        lines.append((" " * indent + (" " * _GAP).join(cells)).rstrip())
    return lines
