"""OpenDocument workbooks (.ods): every sheet, its cells as they are displayed, which the file itself writes down."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from extract.document import Document, ReadingError, Source
from extract.parts import Parts, kind_of, local
from extract.reader import Reader
from extract.sheets import Area, Row, Sheet, sheets_document

_MOST_CELLS = 3_000_000
_MOST_BARE = 256
"""A longer run of empty cells with borders is how the rest of a row is drawn, and no part of a table."""
_WRAPPED = ("table-header-rows", "table-row-group", "table-rows")
_ASIDE = ("annotation", "note", "ruby-text", "frame", "custom-shape", "g", "rect")


def read_ods(data: bytes, source: Source) -> Document:
    """The document of a workbook; raises ReadingError if the package is broken, protected or too big."""
    parts = Parts(data, source.name, "ods_damaged", ".ods")
    if b":encryption-data" in (parts.bytes("META-INF/manifest.xml") or b""):
        raise ReadingError("encrypted", f"{source.name}: protected by a password. Save it without one.")
    root = parts.root("content.xml")
    if root is None:
        raise parts.broken
    return sheets_document(_sheets(root, _Styles(root), source.name), source)


def _sheets(root: Any, styles: _Styles, name: str) -> Iterator[Sheet]:
    left = _MOST_CELLS
    for table in root.iterfind("{*}body/{*}spreadsheet/{*}table"):
        sheet = Sheet(_get(table, "name"), _get(table, "style-name") in styles.hidden)
        left -= _fill(sheet, table, styles, left)
        if left < 0:
            raise ReadingError("too_big", f"{name}: more than {_MOST_CELLS:,} cells. Save it without its empty rows.")
        yield sheet


class _Styles:
    """The names of the styles that matter: of cells with an upright border, of sheets that aren't shown."""

    def __init__(self, root: Any) -> None:
        self.drawn: set[str] = set()
        self.hidden: set[str] = set()
        for style in root.iterfind("{*}automatic-styles/{*}style"):
            for node in style:
                kind = local(node)
                if kind == "table-properties" and _get(node, "display") == "false":
                    self.hidden.add(_get(style, "name"))
                elif kind == "table-cell-properties" and _is_drawn(node):
                    self.drawn.add(_get(style, "name"))


def _is_drawn(node: Any) -> bool:
    sides = (_get(node, side) or _get(node, "border") for side in ("border-left", "border-right"))
    return any(side and not side.startswith("none") for side in sides)


def _get(node: Any, name: str, otherwise: str = "") -> str:
    """An attribute by its name without its namespace."""
    return next((str(value) for key, value in node.attrib.items() if key.rpartition("}")[2] == name), otherwise)


def _times(node: Any, name: str) -> int:
    """How often something is repeated, or over how many rows or columns it goes."""
    said = _get(node, name)
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 9 else 1


def _rows(parent: Any) -> Iterator[Any]:
    for node in parent:
        if local(node) == "table-row":
            yield node
        elif local(node) in _WRAPPED:
            yield from _rows(node)


def _fill(sheet: Sheet, table: Any, styles: _Styles, most: int) -> int:
    """Fill a sheet from its table; gives the number of its cells, stopping where it's more than `most`."""
    number = cells = hidden = 0
    merged: list[Area] = []
    for node in _rows(table):
        row, areas = _row(node, number, styles)
        times = _times(node, "number-rows-repeated")
        hidden += times if row.said and _get(node, "visibility") in ("collapse", "filter") else 0
        shown = times if row.said else min(times, _MOST_BARE)
        cells += shown * (len(row.said) + len(row.drawn))
        if cells > most:
            return cells
        if row.said or row.drawn:
            sheet.rows += [Row(number + at, dict(row.said), row.drawn) for at in range(shown)]
        merged += areas
        number += times
    sheet.merged = merged
    sheet.notes = [line for shapes in table.iterfind("{*}shapes") for p in shapes.iter("{*}p") if (line := _line(p)).strip()]
    if hidden:
        sheet.problems = [("hidden_cells", f"{hidden} hidden rows were read like the others.")]
    return cells


def _row(node: Any, number: int, styles: _Styles) -> tuple[Row, list[Area]]:
    said: dict[int, str] = {}
    drawn: list[int] = []
    areas: list[Area] = []
    column = 0
    for cell in node:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        times = _times(cell, "number-columns-repeated")
        text = _shown(cell)
        if text.strip() and local(cell) == "table-cell":
            said.update(dict.fromkeys(range(column, column + min(times, 1 << 14)), text))
        if _get(cell, "style-name") in styles.drawn and (text or times <= _MOST_BARE):
            drawn += range(column, column + min(times, 1 << 14))
        down, across = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            areas.append((number, column, number + down - 1, column + across - 1))
        column += times
    return Row(number, said, frozenset(drawn)), areas


def _shown(cell: Any) -> str:
    """What a cell shows: its paragraphs; its value where a program left them out."""
    lines = [_line(node) for node in cell if local(node) == "p"]
    if lines:
        return "\n".join(lines)
    value = _get(cell, "value") or _get(cell, "string-value") or _get(cell, "date-value")
    if _get(cell, "value-type") == "percentage":
        try:
            return f"{(Decimal(value) * 100).normalize():f}%"
        except InvalidOperation:
            return value
    return value


def _line(node: Any) -> str:
    """The text of a paragraph without notes and drawings in it."""
    pieces = [node.text or ""]
    for child in node:
        kind = local(child)
        if kind == "s":
            pieces.append(" " * min(_times(child, "c"), 1000))
        elif kind in ("tab", "line-break"):
            pieces.append(" " if kind == "tab" else "\n")
        elif kind and kind not in _ASIDE:
            pieces.append(_line(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


READER = Reader(
    suffixes=(".ods",),
    media_type="application/vnd.oasis.opendocument.spreadsheet",
    magic=lambda data: kind_of(data) == "ods",
    read=read_ods,
)
