"""The parts of a file that is a zip package (XLSX, OFD, DOCX): which kind it is, and its XML read within limits."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from typing import IO, Any, Literal

from extract.document import ReadingError

Kind = Literal["docx", "xlsx", "xlsb", "pptx", "ofd", "ods", "odf", "epub", "archive", ""]
_MOST_BYTES = 1 << 29
_MOST_PARTS = 20_000
_MAIN_PARTS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("docx", re.compile(r"word/document\d*\.xml")),
    ("xlsx", re.compile(r"xl/workbook\d*\.xml")),
    ("xlsb", re.compile(r"xl/workbook\d*\.bin")),
    ("pptx", re.compile(r"ppt/presentation\.xml")),
    ("ofd", re.compile(r"OFD\.xml", re.IGNORECASE)),
)
_TYPED: tuple[tuple[bytes, Kind], ...] = (
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument", "odf"),
    (b"application/epub+zip", "epub"),
)
_HEADER = re.compile(rb"(?s)PK\x03\x04.{22}(..)..")
_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError, IndexError, RuntimeError)


def opened(stream: IO[bytes]) -> zipfile.ZipFile:
    """The zip that begins with the first byte; raises BadZipFile where only one inside it has its end left."""
    archive = zipfile.ZipFile(stream)
    if min((entry.header_offset for entry in archive.infolist()), default=0):
        raise zipfile.BadZipFile("the end is another zip's")
    return archive


def kind_of(data: bytes) -> Kind:
    """What a zip holds by the names of its parts, also where it's cut off; "" for bytes that are no zip."""
    if not data.startswith(b"PK\x03\x04"):
        return ""
    try:
        return kind_of_names(opened(io.BytesIO(data)).namelist(), data)
    except _BROKEN:
        return _kind_of_rest(data)


def kind_of_names(names: Collection[str], head: bytes) -> Kind:
    """What a zip holds by the names of its parts and its first bytes."""
    for mark, kind in _TYPED:
        if mark in head[:200]:
            return kind
    for kind, main in _MAIN_PARTS:
        if any(main.fullmatch(name.replace("\\", "/").lstrip("/")) for name in names):
            return kind
    return "docx" if "[Content_Types].xml" in names and any("word" in name for name in names) else "archive"


def _kind_of_rest(data: bytes) -> Kind:
    """What a zip without its end holds, by the header before each part; "" where Office's common parts alone are left."""
    headers = _HEADER.finditer(data)
    names = [data[h.end() : h.end() + int.from_bytes(h[1], "little")].decode("cp437") for h in headers]
    folders: tuple[tuple[Kind, str], ...] = (("docx", "word/"), ("xlsx", "xl/"), ("pptx", "ppt/"))
    common = ("docProps/", "_rels/", "customXml/", "[Content_Types].xml")
    if not names or re.match(r"OFD\.xml|Doc_\d", names[0]):
        return "ofd" if names else ""
    if not names[0].startswith((*common, *(folder for _, folder in folders))):
        return kind_of_names(names[:1], data)  # what is stored in an archive has headers, too: the first one counts
    return next((kind for kind, folder in folders if any(name.startswith(folder) for name in names)), "")


class Parts:
    """The parts of a package by name; a part that is missing or broken is None."""

    def __init__(self, data: bytes, name: str, code: str, kind: str) -> None:
        """Raises ReadingError with `code` for a package that is cut off or broken; `kind` is its name for people."""
        message = f"{name}: not a whole {kind} file (broken or cut off). Get it again or save it anew."
        self.broken = ReadingError(code, message)
        try:
            self._zip = opened(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN:
            raise self.broken from None
        if any(entry.flag_bits & 1 for entry in entries):
            raise ReadingError("encrypted", f"{name}: protected by a password. Save it without one.")
        if sum(entry.file_size for entry in entries) > _MOST_BYTES or len(entries) > _MOST_PARTS:
            raise ReadingError("too_big", f"{name}: unpacks to more than 512 MiB. Save it without its pictures.")
        self.names = [entry.filename for entry in entries]
        self._places = {n.replace("\\", "/").lstrip("/").lower(): n for n in reversed(self.names)}

    def bytes(self, part: str) -> bytes | None:
        """The bytes of a part."""
        name = self._places.get(part.lstrip("/").lower())
        if name is None:
            return None
        try:
            return self._zip.read(name)
        except _BROKEN:
            return None

    def root(self, part: str) -> Any:
        """The root element of a part; its entities are left alone."""
        from lxml import etree

        data = self.bytes(part)
        if data is None:
            return None
        try:
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            return None

    def elements(self, part: str, *tags: str) -> Iterator[Any]:
        """The elements with some names, one after the other, each dropped when the next is asked for.

        Stops with lxml's XMLSyntaxError where the part is broken.
        """
        from lxml import etree

        data = self.bytes(part)
        if data is None:
            return
        names = tuple("{*}" + tag for tag in tags)
        for _, node in etree.iterparse(io.BytesIO(data), tag=names, resolve_entities=False, no_network=True):
            yield node
            node.clear()
            while node.getprevious() is not None and node.getparent() is not None:
                del node.getparent()[0]


def local(node: Any) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
