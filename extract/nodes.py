"""The elements of a word-processor file: what is visible under them, whatever wraps them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extract.numbering import W
from extract.styles import whole

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DROPPED = {W + name for name in ("del", "moveFrom", "instrText", "delText", "delInstrText", "rt")} | {
    *(W + name for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr")),
    _MC + "Fallback",
}
_TEXT_TAGS = {W + "t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_MARKS = {W + "tab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0FB": "☒", "F0A8": "□", "F0A3": "□", "F06F": "□", "F0FC": "√"}
CELL, _CELL_SETTINGS, _SPAN, _DOWN, _ACROSS, _VALUE, P, TBL = (
    W + name for name in ("tc", "tcPr", "gridSpan", "vMerge", "hMerge", "val", "p", "tbl")
)


def collect(node: Any, pieces: list[str], boxes: list[Any]) -> None:
    """Gather the visible text under an element, and the text boxes without going into them."""
    for child in node:
        tag = child.tag
        if tag in _TEXT_TAGS:
            pieces.append(child.text or "")
        elif tag in _MARKS:
            pieces.append(_MARKS[tag])
        elif tag == W + "br":
            pieces.append("\n" if child.get(W + "type", "textWrapping") == "textWrapping" else "")
        elif tag == W + "sym":
            pieces.append(_symbol(child.get(W + "char", "")))
        elif tag == W + "txbxContent":
            boxes.append(child)
        elif tag not in _DROPPED and isinstance(tag, str) and len(child):
            collect(child, pieces, boxes)


def _symbol(code: str) -> str:
    known = _SYMBOLS.get(code.upper())
    if known:
        return known
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def children(parent: Any, *tags: str) -> Iterator[Any]:
    """The elements with some tags under a parent, found also inside content controls and insertions."""
    for child in parent:
        tag = child.tag
        if tag in tags:
            yield child
        elif tag not in _DROPPED and tag != TBL and isinstance(tag, str) and len(child):
            yield from children(child, *tags)


def rows(table: Any) -> list[Any]:
    """The rows of a table that weren't deleted by a tracked change."""
    found = children(table, W + "tr")
    return [row for row in found if (set_ := row.find(W + "trPr")) is None or set_.find(W + "del") is None]


def merges(cell: Any) -> tuple[int, str | None, str | None]:
    """How many columns a cell is over, and whether it begins or goes on with a merge down and across."""
    span, down, across = 1, None, None
    settings = next(cell.iterchildren(_CELL_SETTINGS), None)  # faster than find
    for setting in settings if settings is not None else ():
        if setting.tag == _SPAN:
            span = max(1, whole(setting.get(_VALUE), 1))
        elif setting.tag == _DOWN:
            down = setting.get(_VALUE, "continue")
        elif setting.tag == _ACROSS:
            across = setting.get(_VALUE, "continue")
    return span, down, across
