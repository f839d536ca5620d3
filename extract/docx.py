"""Word files (.docx): paragraphs and tables in the order of the body.

python-docx opens the package; the walk over its elements is our own, because its tables leave out
content controls, tracked insertions and nested tables, and look up merged cells in quadratic time.
Text: a line a paragraph; cells of a row parted by tabs, rows by line breaks; notes at the end. No pages.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from extract.document import Document, Role, Source
from extract.grid import Slot, trimmed
from extract.nodes import CELL, TBL, P, children, collect, merges, rows
from extract.numbering import Numbering, W
from extract.parts import Parts, kind_of
from extract.reader import Reader
from extract.styles import Style, paragraph_styles, styled, value_of, whole
from extract.unpaged import Paragraph, document_of

_SETTINGS = P + "Pr"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_PARTS = ("styles", "numbering", "footnotes", "endnotes")
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)


def read_docx(data: bytes, source: Source) -> Document:
    """The document of a .docx file; raises ReadingError if the package is broken, protected or too big."""
    return _Walk(*_opened(data, source.name)).document(source)


def _opened(data: bytes, name: str) -> tuple[Any, ...]:
    """The root elements of a package's body, styles, lists, footnotes and endnotes; None for all but the first where not there."""
    parts = Parts(data, name, "docx_damaged", ".docx")
    import docx

    try:
        package = docx.Document(io.BytesIO(data))
        roots = package.element, *(_related(package.part, name) for name in _PARTS)
    except Exception:  # python-docx and lxml raise many kinds of error where a part is missing or of a new kind
        roots = (None,)
    if roots[0] is None or roots[0].find(W + "body") is None:
        roots = tuple(_parsed(parts.bytes(f"word/{part}.xml")) for part in ("document", *_PARTS))
    body = None if roots[0] is None else roots[0].find(W + "body")
    if body is None:
        raise parts.broken
    return body, *roots[1:]


def _parsed(xml: bytes | None) -> Any:
    """The root element of a part, None if it's missing or broken."""
    from lxml import etree

    if xml is None:
        return None
    try:
        return etree.fromstring(xml.replace(_STRICT, W[1:-1].encode()), etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return None


class _Walk:
    """One pass over a body: the text, its paragraphs and the slots of its tables."""

    def __init__(self, body: Any, styles: Any, lists: Any, *notes: Any) -> None:
        self._numbering = Numbering(lists)
        self._styles = paragraph_styles(styles)
        self._plain = next((key for key, style in self._styles.items() if style.name == "Normal"), "")
        self._pieces: list[str] = []
        self._length = 0
        self._paragraphs: list[Paragraph] = []
        self._tables: list[tuple[list[Slot], int]] = []
        self._flow(body)
        for kind, root in zip(("footnote", "endnote"), notes, strict=True):
            for note in _noted(body, root, kind):
                self._flow(note)

    def document(self, source: Source) -> Document:
        """What was walked over."""
        return document_of("".join(self._pieces), self._paragraphs, self._tables, source)

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _flow(self, parent: Any) -> None:
        """Add the paragraphs and tables under an element of the body."""
        for node in children(parent, P, TBL):
            if node.tag == P:
                self._paragraph(node)
            else:
                self._table(node)

    def _paragraph(self, node: Any) -> None:
        style = self._style(node)
        text, boxes = self._said(node)
        role: Role = "contents" if _CONTENTS.match(style.name) else "body"
        level = style.level
        for line in text.split("\n"):
            start, end = trimmed(line, 0, len(line))
            if start < end:
                self._paragraphs.append(Paragraph(self._length + start, self._length + end, level, role))
                level = None
            self._add(line + "\n")
        for box in boxes:
            self._flow(box)

    def _style(self, node: Any) -> Style:
        """The style of a paragraph, with what the paragraph itself says put over it."""
        settings = next(node.iterchildren(_SETTINGS), None)  # faster than find
        named = value_of(settings, "pStyle") or self._plain
        style = self._styles.get(named) or Style("", None, None, 0)
        return styled(style, settings) if settings is not None else style

    def _said(self, node: Any) -> tuple[str, list[Any]]:
        """The text of a paragraph with its list number, and the text boxes that hang on it."""
        style = self._style(node)
        pieces: list[str] = []
        boxes: list[Any] = []
        collect(node, pieces, boxes)
        text = "".join(pieces)
        if style.list_id and text.strip():
            text = self._numbering.label(style.list_id, style.list_level) + text
        return text, boxes

    def _table(self, node: Any) -> None:
        """Add a table; one that is only a frame (a single cell with a table in it) is opened up."""
        grid = [list(children(row, CELL)) for row in rows(node)]
        if len(grid) == 1 and len(grid[0]) == 1 and any(True for _ in children(grid[0][0], TBL)):
            self._flow(grid[0][0])
            return
        slots: list[Slot] = []
        above: dict[int, int] = {}
        for at, row in enumerate(rows(node)):
            above = self._row(at, row, slots, above)
            self._add("\n")
        if slots:
            self._tables.append((slots, len(self._paragraphs)))

    def _row(self, at: int, row: Any, slots: list[Slot], above: dict[int, int]) -> dict[int, int]:
        """Add a row's slots; gives, by column, the slot that a cell merged downwards would go on with."""
        column = whole(value_of(row.find(W + "trPr"), "gridBefore"), 0)
        below: dict[int, int] = {}
        for cell in children(row, CELL):
            span, down, across = merges(cell)
            start = self._length
            self._cell(cell)
            blank = (down or across) is not None and not "".join(self._pieces_since(start)).strip()
            goes_on = down == "continue" and column in above and blank
            if across == "continue" and blank and slots and slots[-1].row == at:
                slots[-1] = slots[-1]._replace(column_span=slots[-1].column_span + span)
            elif goes_on and slots[above[column]].column_span == span:
                anchor = above[column]
                slots[anchor] = slots[anchor]._replace(row_span=at - slots[anchor].row + 1)
                below[column] = anchor
            else:
                slots.append(Slot(at, column, start, self._length, 1, span))
                if down is not None:
                    below[column] = len(slots) - 1
            self._add("\t")
            column += span
        return below

    def _pieces_since(self, start: int) -> list[str]:
        found: list[str] = []
        length = self._length
        for piece in reversed(self._pieces):
            if length <= start:
                break
            found.append(piece)
            length -= len(piece)
        return found[::-1]

    def _cell(self, cell: Any) -> None:
        """Add the text of a cell: its paragraphs, and the rows of tables in it, a line each."""
        first = True
        for node in children(cell, P, TBL):
            if not first:
                self._add("\n")
            first = False
            if node.tag == P:
                text, boxes = self._said(node)
                self._add(text)
                for box in boxes:
                    self._add("\n")
                    self._cell(box)
                continue
            for number, row in enumerate(rows(node)):
                self._add("\n" if number else "")
                for inner in children(row, CELL):
                    self._cell(inner)
                    self._add("\t")


def _noted(body: Any, root: Any, kind: str) -> Iterator[Any]:
    """The notes that a body refers to, in that order; what tracked changes took away refers to none."""
    known = {} if root is None else {node.get(W + "id"): node for node in root.iterchildren(W + kind)}
    for reference in body.iter(W + kind + "Reference"):
        note = known.pop(reference.get(W + "id"), None)
        if note is not None and next(reference.iterancestors(W + "del"), None) is None:
            yield note


def _related(part: Any, name: str) -> Any:
    """The root element of the part that a document's part is related to as styles, numbering …, or None."""
    relations = (r for r in part.rels.values() if not r.is_external and r.reltype.endswith("/" + name))
    return next((_parsed(relation.target_part.blob) for relation in relations), None)


READER = Reader(
    suffixes=(".docx", ".docm"),
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    magic=lambda data: kind_of(data) == "docx",
    read=read_docx,
)
