"""OFD files (GB/T 33190): characters and rules of each page, put through the same geometry as a PDF's.

ofdkit opens the package (limits, names, broken XML, locations); the pages are walked over here, because its text
runs don't tell where each character stands, nor what is drawn around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from extract.document import Document, Problem, ReadingError, Source
from extract.glyphs import Sheet
from extract.layer import fault_of
from extract.ofd_page import Canvas, child, children, drawn, local, numbers
from extract.page import Page, set_page
from extract.paged import document_of
from extract.parts import kind_of
from extract.reader import Reader

_A4 = (0.0, 0.0, 210.0, 297.0)
_MOST_PAGES = 5000


class _Body(NamedTuple):
    """One of the documents in a file: its place, page box, templates by id, and units of graphics by id."""

    place: str
    box: tuple[float, ...]
    templates: dict[str, str]
    units: dict[str, Any]


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
            seen = _sheet(package, body, place)
        except OFDError:
            message = f"page {number} is damaged and was left out. Get the file again."
            yield Page(number, damaged=True, problems=[Problem("page_damaged", "error", message)])
            continue
        page, fault = set_page(number, seen), fault_of(seen)
        if fault is not None:
            message = f"page {number} {fault.said}: {fault.kept}. Save the file as PDF to read it by OCR."
            page.problems.append(Problem(fault.code, "warning", message))
        yield page


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
    units: dict[str, Any] = {}
    for node in common if common is not None else ():
        if local(node) in ("PublicRes", "DocumentRes"):
            units |= _units(package, package.resolve(place, node.text))
    return _Body(place, _box(child(common, "PageArea")) or _A4, templates, units)


def _units(package: Any, place: str | None) -> dict[str, Any]:
    """The graphics that pages share, by id; resources that are broken hold none."""
    from ofdkit import OFDError

    if place is None:
        return {}
    try:
        root = package.read_xml(place)
    except OFDError:
        return {}
    shared = children(child(root, "CompositeGraphicUnits"), "CompositeGraphicUnit")
    return {node.get("ID", "").strip(): node for node in shared}


def _box(area: Any) -> tuple[float, ...] | None:
    physical = child(area, "PhysicalBox")
    return numbers(physical.text, 4) if physical is not None else None


def _sheet(package: Any, body: _Body, place: str | None) -> Sheet:
    from ofdkit import OFDError, OFDFormatError

    if place is None:
        raise OFDFormatError("page without content")
    root = package.read_xml(place)
    box = _box(child(root, "Area")) or body.box
    units = dict(body.units)
    for node in children(root, "PageRes"):
        units |= _units(package, package.resolve(place, node.text))
    canvas = Canvas(box, units)
    for node in children(root, "Template"):
        template = body.templates.get(node.get("TemplateID", "").strip())
        if template is not None:
            try:
                drawn(package.read_xml(template), canvas)
            except OFDError:
                continue
    drawn(root, canvas)
    return canvas.sheet()


READER = Reader(
    suffixes=(".ofd",),
    media_type="application/ofd",
    magic=lambda data: kind_of(data) == "ofd",
    read=read_ofd,
)
