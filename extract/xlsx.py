"""Excel and WPS workbooks (.xlsx, .xlsm, .et as a zip): every sheet, its cells as they are displayed.

Read from the sheets' own XML, because what a cell shows (72%, 10,891.62, 2023年3月) takes its number format, and
where a table ends takes its borders; neither is to be had from python-calamine.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from extract.document import Document, ReadingError, Source
from extract.number_format import BUILTIN, shown
from extract.parts import Parts, kind_of, local
from extract.reader import Reader
from extract.sheets import Area, Row, Sheet, sheets_document

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_CELLS = 3_000_000
_BOOLEANS = {"1": "TRUE", "0": "FALSE"}


class _Style(NamedTuple):
    """How a cell is shown: its number format, and if it's drawn with an upright border."""

    code: str
    drawn: bool


class _Book(NamedTuple):
    """What the sheets of a workbook share."""

    strings: list[str]
    styles: list[_Style]
    since_1904: bool


def read_xlsx(data: bytes, source: Source) -> Document:
    """The document of a workbook; raises ReadingError if the package is broken, protected or too big."""
    parts = Parts(data, source.name, "xlsx_damaged", ".xlsx")
    root = parts.root("xl/workbook.xml")
    if root is None:
        raise parts.broken
    settings = next(root.iter("{*}workbookPr"), None)
    since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    book = _Book(_strings(parts), _styles(parts.root("xl/styles.xml")), since_1904)
    try:
        return sheets_document(_sheets(parts, root, book, source.name), source)
    except UnicodeError:
        raise parts.broken from None


def _sheets(parts: Parts, root: Any, book: _Book, name: str) -> Iterator[Sheet]:
    """The sheets in the order of the workbook; a chart or a macro sheet holds no cells."""
    relations = parts.root("xl/_rels/workbook.xml.rels")
    targets = {} if relations is None else {node.get("Id"): node.get("Target", "") for node in relations.iter("{*}Relationship")}
    left = _MOST_CELLS
    seen: set[str] = set()
    for number, node in enumerate(root.iter("{*}sheet"), 1):
        key = next((value for at, value in node.attrib.items() if at.endswith("}id")), "")
        target = posixpath.normpath(posixpath.join("/xl", targets.get(key) or f"worksheets/sheet{number}.xml"))
        if "chartsheets/" in target or "dialogsheets/" in target or target in seen:
            continue
        seen.add(target)
        sheet = Sheet(node.get("name", ""), node.get("state", "visible") != "visible")
        left -= _filled(sheet, parts, target, book)
        sheet.notes = _notes(parts, target)
        if left < 0:
            raise ReadingError("too_big", f"{name}: more than {_MOST_CELLS:,} cells. Save it without its empty rows.")
        yield sheet


def _filled(sheet: Sheet, parts: Parts, part: str, book: _Book) -> int:
    """Fill a sheet from its part; gives the number of its cells."""
    from lxml import etree

    merged: list[Area] = []
    problems: list[tuple[str, str]] = []
    cells = unsaved = hidden = 0
    last = -1
    try:
        for node in parts.elements(part, "row", "mergeCell", "col"):
            if local(node) == "mergeCell":
                merged += _area(node.get("ref", ""))
                continue
            hidden += node.get("hidden") in ("1", "true")
            if local(node) == "col":
                continue
            row, without = _row(node, last + 1, book)
            last = max(last, row.number)
            unsaved += without
            cells += len(node)
            if cells > _MOST_CELLS:
                return cells
            if row.said or row.drawn:
                sheet.rows.append(row)
        if not cells and parts.bytes(part) is None:
            problems.append(("sheet_damaged", "can't be read and was left out. Get the file again."))
    except etree.XMLSyntaxError:
        problems.append(("sheet_damaged", "broken off after its last row here. Get the file again."))
    if unsaved:
        problems.append(("formula_without_value", f"{unsaved} cells hold formulas whose results weren't saved. "
                         "Open the file in Excel or WPS and save it."))  # fmt: skip
    if hidden:
        problems.append(("hidden_cells", f"{hidden} hidden rows or columns were read like the others."))
    sheet.rows.sort(key=lambda row: row.number)
    sheet.merged, sheet.problems = merged, problems
    return cells


def _notes(parts: Parts, part: str) -> list[str]:
    """The paragraphs in the text boxes of a sheet."""
    folder, name = posixpath.split(part)
    relations = parts.root(f"{folder}/_rels/{name}.rels")
    found: list[str] = []
    for node in relations.iter("{*}Relationship") if relations is not None else ():
        if node.get("Type", "").endswith("/drawing"):
            drawing = parts.root(posixpath.normpath(posixpath.join(folder, node.get("Target", ""))))
            boxes = drawing.iter("{*}txBody") if drawing is not None else ()
            lines = ("".join(t.text or "" for t in p.iter("{*}t")) for box in boxes for p in box.iter("{*}p"))
            found += [line for line in lines if line.strip()]
    return found


def _row(node: Any, number: int, book: _Book) -> tuple[Row, int]:
    """A row, and how many of its formulas have no value."""
    given = node.get("r", "")
    number = int(given) - 1 if given.isascii() and given.isdigit() and len(given) < 8 else number
    said: dict[int, str] = {}
    drawn: list[int] = []
    column = unsaved = 0
    for cell in node:
        if local(cell) != "c":
            continue
        place = _PLACE.fullmatch(cell.get("r", ""))
        column = _column(place[1]) if place else column
        style = _style(cell.get("s"), book)
        text = _shown(cell, style, book)
        if text is None:
            unsaved += 1
        elif text.strip():
            said[column] = text
        if style.drawn:
            drawn.append(column)
        column += 1
    return Row(number, said, frozenset(drawn)), unsaved


def _style(index: str | None, book: _Book) -> _Style:
    at = int(index) if index and index.isascii() and index.isdigit() and len(index) < 7 else 0
    return book.styles[at] if at < len(book.styles) else _PLAIN


_PLAIN = _Style("General", False)


def _shown(cell: Any, style: _Style, book: _Book) -> str | None:
    """What a cell shows; None for a formula without its result."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return shown(_said(cell), style.code)
    value: str | None = None
    formula = None
    for child in cell:
        name = local(child)
        if name == "v":
            value = child.text
        elif name == "f":
            formula = child
    if value is None:
        return "" if formula is None else None
    if kind == "s":
        at = int(value) if value.strip().isascii() and value.strip().isdigit() else -1
        return shown(book.strings[at], style.code) if 0 <= at < len(book.strings) else ""
    if kind == "b":
        return _BOOLEANS.get(value.strip(), value)
    if kind != "n":
        return shown(_unescaped(value), style.code) if kind == "str" else value
    try:
        number = Decimal(value.strip())
        return shown(number, style.code, since_1904=book.since_1904) if number.is_finite() else value
    except (ArithmeticError, ValueError, OverflowError):
        return value


def _strings(parts: Parts) -> list[str]:
    """The texts that cells point to."""
    from lxml import etree

    found: list[str] = []
    try:
        for node in parts.elements("xl/sharedStrings.xml", "si"):
            found.append(_said(node))
    except etree.XMLSyntaxError:
        raise parts.broken from None
    return found


def _said(node: Any) -> str:
    """The text under an element without its phonetic readings."""
    pieces = [
        t.text or "" for t in node.iter("{*}t") if (parent := t.getparent()) is None or local(parent) != "rPh"
    ]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: _sign(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


def _sign(code: int) -> str:
    return "" if 0xD800 <= code < 0xE000 or (code < 32 and code not in (9, 10, 13)) else chr(code)


def _styles(root: Any) -> list[_Style]:
    """The cell styles by their number."""
    if root is None:
        return []
    codes = dict(BUILTIN)
    for node in root.iter("{*}numFmt"):
        number = node.get("numFmtId", "")
        if number.isascii() and number.isdigit() and len(number) < 7:
            codes[int(number)] = node.get("formatCode", "General")
    borders = [_is_drawn(node) for node in root.iterfind("{*}borders/{*}border")]
    found = []
    for node in root.iterfind("{*}cellXfs/{*}xf"):
        number, border = (node.get(name, "0") for name in ("numFmtId", "borderId"))
        known = border.isascii() and border.isdigit() and len(border) < 7 and int(border) < len(borders)
        code = codes.get(int(number), "General") if number.isascii() and number.isdigit() and len(number) < 7 else "General"
        found.append(_Style(code, known and borders[int(border)]))
    return found


def _is_drawn(border: Any) -> bool:
    """Whether a border has an upright side; a level one alone may be the rule under a title."""
    sides = (border.find("{*}" + side) for side in ("left", "right", "start", "end"))
    return any(side is not None and side.get("style", "none") != "none" for side in sides)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def _area(reference: str) -> list[Area]:
    first, _, last = reference.partition(":")
    one, two = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
    if not one or not two:
        return []
    return [(int(one[2]) - 1, _column(one[1]), int(two[2]) - 1, _column(two[1]))]


READER = Reader(
    suffixes=(".xlsx", ".xlsm", ".et"),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    magic=lambda data: kind_of(data) == "xlsx",
    read=read_xlsx,
)
