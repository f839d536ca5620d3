"""Web pages (.html, and pages saved under .doc or .xls): the article and its tables, as a browser shows them.

What frames the article (navigation, share bars, footers, the line with the date of publication) is furniture:
kept, but apart, its tables as lines. Text: the page's title where the article doesn't print it, then a line a paragraph; cells of a row
parted by tabs. What the page says of itself (PubDate, ContentSource …) comes last, as furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extract.document import Document, ReadingError, Role, Source
from extract.encoding import decoded
from extract.grid import Slot, trimmed
from extract.html_frame import Frame, page_facts, page_title
from extract.html_table import is_data, places
from extract.reader import Reader
from extract.unpaged import Paragraph, document_of

_MAGIC = re.compile(
    rb"""(?xis) (?:\xef\xbb\xbf)? \s* (?:<\?xml[^>]*>\s*)? (?:<!--.*?-->\s*)*
    < (?: !doctype\s+html | html | head | body | table | meta | div ) \b"""
)
_WIDE_MAGIC = re.compile("\ufeff?\\s*(?:<\\?xml[^>]*>\\s*)?<(?:!doctype\\s+html|html|head|meta)\\b", re.IGNORECASE)
_DECLARED = re.compile(rb"""(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]*encoding=["']([\w-]+)""")
_CHINESE = {"gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936", "hz-gb-2312"}
_BLANK = re.compile(r"[ \t\r\n\f]+")
_WRAP = re.compile(r"(?<=[\u3000-\uff60])[ \t]*\r?\n[ \t\r\n]*(?=[\u3000-\uff60])")
_SILENT = frozenset((
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "math", "canvas", "audio",
    "video", "select", "option", "textarea", "button", "input", "map", "area", "link", "meta", "datalist", "del",
))  # fmt: skip
_APART = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul", "caption",
))  # fmt: skip
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")


def read_html(data: bytes, source: Source) -> Document:
    """The document of a web page; raises ReadingError for a page that shows no text."""
    root = _root(data, source.name)
    page = _Page(root)
    if not page.says_something:
        message = f"{source.name}: the page holds no text (it may load it by a script). Save it from a browser."
        raise ReadingError("empty", message)
    return page.document(source)


def _root(data: bytes, name: str) -> Any:
    from lxml import etree, html

    try:
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
        root = html.document_fromstring(_decoded(data, name), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise ReadingError("empty", f"{name}: the page is empty. Get it again.") from None
    if any("depth" in entry.message for entry in parser.error_log):  # the parser drops what is deeper
        raise RecursionError("elements too deep in one another")
    return root


def _decoded(data: bytes, name: str) -> str:
    """The text of the page: by its byte order mark, by UTF-8, by the charset it declares, by what it looks like."""
    declared = _DECLARED.search(data[:4096])
    charset = ((declared[1] or declared[2]).decode("ascii", "ignore").lower()) if declared else ""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        for encoding in ("utf-8", "gb18030" if charset in _CHINESE else charset):
            try:
                text = data.decode(encoding)
                break
            except (UnicodeError, LookupError, ValueError):
                continue
        else:
            text = decoded(data, name)[0]
    else:
        text = decoded(data, name)[0]
    # A declaration of a charset in text already decoded is refused by the parser.
    return re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text.replace("\0", ""))


class _Page:
    """One walk over a page: the text, its lines and the slots of its tables."""

    def __init__(self, root: Any) -> None:
        self._frame = Frame(root)
        self._pieces: list[str] = []
        self._length = 0
        self._lines: list[Paragraph] = []
        self._tables: list[tuple[list[Slot], int]] = []
        self._inline: list[str] = []
        self._level: int | None = None
        self._role: Role = self._frame.outermost
        self._roles: list[Role] = []
        self._lists: list[int | None] = []
        self._walk(root)
        self.says_something = any(line.end > line.start for line in self._lines) or bool(self._tables)
        self._about(root)

    def document(self, source: Source) -> Document:
        """What was walked over."""
        return document_of("".join(self._pieces), self._lines, self._tables, source)

    def _about(self, root: Any) -> None:
        """Put the title above where no line says it, and what the page says of itself below."""
        title = page_title(root)
        text = "".join(self._pieces)
        lines = [_squeezed(text[line.start : line.end]) for line in self._lines]
        twins = [at for at, line in enumerate(lines) if line == _squeezed(title)]
        if twins and all(self._lines[at].role != "body" for at in twins):
            at = twins[-1]
            self._lines[at] = self._lines[at]._replace(role="body", level=1)
        elif title and not twins and not any(_squeezed(title) in line for line in lines[:12]):
            self._put_first(title)
        self._role = "furniture"
        for fact in page_facts(root):
            self._line(fact, None)

    def _put_first(self, title: str) -> None:
        move = len(title) + 1
        self._pieces.insert(0, title + "\n")
        self._length += move
        moved = [line._replace(start=line.start + move, end=line.end + move) for line in self._lines]
        self._lines = [Paragraph(0, len(title), 1, "body"), *moved]
        self._tables = [
            ([slot._replace(start=slot.start + move, end=slot.end + move) for slot in slots], before + 1)
            for slots, before in self._tables
        ]

    def _add(self, text: str) -> int:
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        return start

    def _line(self, text: str, level: int | None) -> None:
        first, last = trimmed(text, 0, len(text))
        start = self._add(text + "\n")
        if first < last:
            self._lines.append(Paragraph(start + first, start + last, level, self._role))

    def _flush(self) -> None:
        text, self._inline = "".join(self._inline), []
        for line in _spaced(text).split("\n"):
            if line.strip():
                self._line(line.strip(" "), self._level)
                self._level = None

    def _walk(self, root: Any) -> None:
        """Go through the page, however deep it is."""
        from lxml import etree

        left_out = None
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, node in walker:
            if event == "start":
                if self._opened(node):
                    self._inline.append(node.text or "")
                else:
                    left_out = node
                    walker.skip_subtree()
                continue
            if node is left_out:
                left_out = None
            elif node.tag in _APART:
                self._closed(node)
            self._inline.append(node.tail or "")
        self._flush()

    def _opened(self, node: Any) -> bool:
        """Begin an element; False for one that isn't gone into."""
        tag = node.tag
        if tag == "br":
            self._inline.append("\v")
        if tag == "br" or tag in _SILENT or _is_hidden(node):
            return False
        if tag not in _APART:
            return True
        self._flush()
        role = self._frame.role(node, self._role)
        if tag == "table" and role == "body" and is_data(node):
            self._table(node)
            return False
        self._roles.append(self._role)
        self._role = role
        self._level = int(tag[1]) if len(tag) == 2 and tag[1].isdigit() else None
        self._open_list(node)
        return True

    def _closed(self, node: Any) -> None:
        self._flush()
        if node.tag in ("ol", "ul", "menu"):
            self._lists.pop()
        self._level = None
        self._role = self._roles.pop()

    def _open_list(self, node: Any) -> None:
        if node.tag in ("ol", "ul", "menu"):
            start = node.get("start", "1")
            decimal = node.tag == "ol" and node.get("type", "1") == "1"
            self._lists.append(int(start) if decimal and start.isascii() and start.isdigit() and len(start) < 6 else None)
        elif node.tag == "li" and self._lists and (number := self._lists[-1]) is not None:
            self._inline.append(f"{number}.")
            self._lists[-1] = number + 1

    def _table(self, node: Any) -> None:
        caption = next((child for child in node if child.tag == "caption"), None)
        if caption is not None:
            self._line(_cell_text(caption).replace("\n", " "), None)
        slots: list[Slot] = []
        row = 0
        for place in places(node):
            if place.row != row:
                self._add("\n" * (place.row - row))
                row = place.row
            start = self._add(_cell_text(place.cell))
            slots.append(Slot(place.row, place.column, start, self._length, place.row_span, place.column_span))
            self._add("\t")
        self._add("\n")
        if slots:
            self._tables.append((slots, len(self._lines)))


def _is_hidden(node: Any) -> bool:
    return node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style", "")))


def _spaced(text: str) -> str:
    """Blanks as a browser shows them: runs are one, none where a Chinese line is wrapped, \v (a <br>) a new line."""
    lines = (_BLANK.sub(" ", _WRAP.sub("", line)).strip(" ") for line in text.split("\v"))
    return "\n".join(line.replace("\xa0", " ") for line in lines)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _words(cell: Any) -> Iterator[str]:
    """The text of a cell, with a \v wherever a new line begins."""
    from lxml import etree

    left_out = None
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, node in walker:
        apart = node is not cell and (node.tag in _APART or node.tag == "br")
        if event == "start":
            if apart:
                yield "\v"
            if node.tag in _SILENT or _is_hidden(node):
                left_out = node
                walker.skip_subtree()
            else:
                yield node.text or ""
        else:
            if apart and node.tag != "br" and node is not left_out:
                yield "\v"
            if node is not cell:
                yield node.tail or ""


def _cell_text(cell: Any) -> str:
    lines = _spaced("".join(_words(cell))).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def _is_html(data: bytes) -> bool:
    head = data[:4000]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _WIDE_MAGIC.match(head[: len(head) // 2 * 2].decode("utf-16", "replace")) is not None
    return _MAGIC.match(head) is not None


READER = Reader(
    suffixes=(".html", ".htm", ".shtml", ".xhtml", ".jsp", ".aspx"),
    media_type="text/html",
    magic=_is_html,
    read=read_html,
)
