"""OFD files (GB/T 33190): characters and rules of each page, put through the same geometry as a PDF's.

ofdkit opens the package (limits, names, broken XML, locations); the pages are walked over here, because its text
runs don't tell where each character stands, nor what is drawn around them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from extract import ocr
from extract.document import Document, Problem, ReadingError, Source
from extract.ofd_page import Canvas, child, children, drawn, local, numbers
from extract.page import Page
from extract.paged import document_of
from extract.parts import kind_of
from extract.reader import Reader
from extract.recognised import trusted_page

_A4 = (0.0, 0.0, 210.0, 297.0)
_MOST_PAGES = 5000


class _Shared(NamedTuple):
    """What pages share, by id: units of graphics, the places of pictures."""

    units: dict[str, Any]
    pictures: dict[str, str]

    def __or__(self, other: _Shared) -> _Shared:
        return _Shared(self.units | other.units, self.pictures | other.pictures)


class _Body(NamedTuple):
    """One of the documents in a file: its place, page box, templates by id, and what its pages share."""

    place: str
    box: tuple[float, ...]
    templates: dict[str, str]
    shared: _Shared


def read_ofd(data: bytes, source: Source) -> Document:
    """The document of an OFD file; raises ReadingError if it's broken, protected or too big."""
    from ofdkit import OFDError, OFDLimitError
    from ofdkit.package import Package

    message = f"{source.name}: not a whole OFD file (broken or cut off). Get it again, or save it as PDF."
    broken = ReadingError("ofd_damaged", message)
    try:
        with Package(data) as package:
            pages = list(_pages(package))
    except OFDLimitError as error:
        raise ReadingError("too_big", f"{source.name}: {error}. Save it as PDF.") from None
    except OFDError:
        raise broken from None
    if all(page.damaged for page in pages):
        raise broken
    return document_of(pages, source)


def _pages(package: Any) -> Iterator[Page]:
    from ofdkit import OFDError

    number = 0
    for body, place in _listed(package):
        number += 1
        if number > _MOST_PAGES:
            raise MemoryError("too many pages")
        try:
            canvas, pictures = _canvas(package, body, place)
        except OFDError:
            message = f"page {number} is damaged and was left out. Get the file again."
            yield Page(number, damaged=True, problems=[Problem("page_damaged", "error", message)])
            continue
        picture = partial(_painted, package, canvas, pictures)
        yield trusted_page(number, canvas.sheet(), picture, print_shown=False)


def _painted(package: Any, canvas: Canvas, pictures: dict[str, str], scale: float) -> Any:
    """The pictures of a page, without what is printed on it."""
    files = ((square, pictures[key]) for square, key in canvas.pictures if key in pictures)
    return ocr.painted([(square, package.read(place)) for square, place in files], canvas.size, scale)


def _listed(package: Any) -> Iterator[tuple[_Body, str | None]]:
    """The pages in order, each with the document it belongs to and the place of its content."""
    from ofdkit import OFDFormatError

    entry = package.find("OFD.xml")
    if entry is None:
        raise OFDFormatError("no OFD.xml")
    for node in children(package.read_xml(entry), "DocBody"):
        root = child(node, "DocRoot")
        place = package.resolve(entry, None if root is None else root.text)
        if place is None:
            continue
        document = package.read_xml(place)
        body = _body(package, document, place)
        for page in children(child(document, "Pages"), "Page"):
            yield body, package.resolve(place, page.get("BaseLoc"))


def _body(package: Any, document: Any, place: str) -> _Body:
    common = child(document, "CommonData")
    templates = {
        node.get("ID", "").strip(): found
        for node in children(common, "TemplatePage")
        if (found := package.resolve(place, node.get("BaseLoc")))
    }
    shared = _Shared({}, {})
    for node in common if common is not None else ():
        if local(node) in ("PublicRes", "DocumentRes"):
            shared |= _shared(package, package.resolve(place, node.text))
    return _Body(place, _box(child(common, "PageArea")) or _A4, templates, shared)


def _shared(package: Any, place: str | None) -> _Shared:
    """What a resource file holds; one that is broken holds nothing."""
    from ofdkit import OFDError

    if place is None:
        return _Shared({}, {})
    try:
        root = package.read_xml(place)
    except OFDError:
        return _Shared({}, {})
    units = children(child(root, "CompositeGraphicUnits"), "CompositeGraphicUnit")
    pictures = {}
    for node in children(child(root, "MultiMedias"), "MultiMedia"):
        file = child(node, "MediaFile")
        said = ("" if file is None else file.text or "").strip()
        found = package.resolve(place, posixpath.join(root.get("BaseLoc", ""), said)) or package.resolve(place, said)
        if found is not None:
            pictures[node.get("ID", "").strip()] = found
    return _Shared({node.get("ID", "").strip(): node for node in units}, pictures)


def _box(area: Any) -> tuple[float, ...] | None:
    physical = child(area, "PhysicalBox")
    return numbers(physical.text, 4) if physical is not None else None


def _canvas(package: Any, body: _Body, place: str | None) -> tuple[Canvas, dict[str, str]]:
    """A page drawn, and the places of the pictures that may be on it by their ids."""
    from ofdkit import OFDError, OFDFormatError

    if place is None:
        raise OFDFormatError("page without content")
    root = package.read_xml(place)
    box = _box(child(root, "Area")) or body.box
    shared = body.shared
    for node in children(root, "PageRes"):
        shared |= _shared(package, package.resolve(place, node.text))
    canvas = Canvas(box, shared.units)
    for node in children(root, "Template"):
        template = body.templates.get(node.get("TemplateID", "").strip())
        if template is not None:
            try:
                drawn(package.read_xml(template), canvas)
            except OFDError:
                continue
    drawn(root, canvas)
    return canvas, shared.pictures


READER = Reader(
    suffixes=(".ofd",),
    media_type="application/ofd",
    magic=lambda data: kind_of(data) == "ofd",
    read=read_ofd,
)
