"""Tables whose rows are lines: Markdown pipe rows, and rows of tab-separated cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grid import Line, Slot

_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")


def is_separator(line: str) -> bool:
    """Whether a line is the rule under a pipe table's header: markup, in no cell."""
    return "|" in line and _SEPARATOR.fullmatch(line) is not None


def _is_pipe_row(line: str) -> bool:
    bars = len(_PIPE.findall(line)) if "|" in line else 0
    return bars >= 2 if line.lstrip().startswith("|") else line.count(" | ") >= 2


def _cells(line: Line, bar: re.Pattern[str]) -> list[tuple[int, int]]:
    """The stretches between the bars of a line; nothing stands outside an outer bar."""
    edges = [match.start() for match in bar.finditer(line.text)]
    starts, ends = [0, *(edge + 1 for edge in edges)], [*edges, len(line.text)]
    pieces = list(zip(starts, ends, strict=True))
    if bar is _PIPE and not line.text[slice(*pieces[0])].strip():
        pieces = pieces[1:]
    if bar is _PIPE and len(pieces) > 1 and not line.text[slice(*pieces[-1])].strip():
        pieces = pieces[:-1]
    return [(line.start + start, line.start + end) for start, end in pieces]


def _slots(rows: Sequence[Sequence[tuple[int, int]]]) -> list[Slot]:
    return [
        Slot(at, column, start, end)
        for at, row in enumerate(rows)
        for column, (start, end) in enumerate(row)
    ]


def pipe_table(lines: Sequence[Line], at: int) -> tuple[list[Slot], int] | None:
    """The cells of the pipe table that starts at a line, and the line after it; None if there is none."""
    if not _is_pipe_row(lines[at].text):
        return None
    end = at
    while end < len(lines) and (_is_pipe_row(lines[end].text) or is_separator(lines[end].text)):
        end += 1
    rows = [_cells(line, _PIPE) for line in lines[at:end] if not is_separator(line.text)]
    return (_slots(rows), end) if rows and end - at > 1 else None


_TAB = re.compile(r"\t")


def tab_table(lines: Sequence[Line], at: int) -> tuple[list[Slot], int] | None:
    """The cells of the tab-separated rows from a line on, and the line after them; None if there is no row.

    One tab at the head of a line is an indent or a dumped cell, not a row.
    """
    tabs = lines[at].text.count("\t")
    if not tabs:
        return None
    end = at
    while end < len(lines) and lines[end].text.strip() and lines[end].text.count("\t") == tabs:
        if tabs == 1 and lines[end].text.startswith("\t"):
            break
        end += 1
    if end - at < 2 or not any("\t" in line.text.strip() for line in lines[at:end]):
        return None
    return _slots([_cells(line, _TAB) for line in lines[at:end]]), end
