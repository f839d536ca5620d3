"""PDF files: pdfium reads characters and rules, pdfplumber's geometry makes ruled tables of them.

Text: page after page; a line outside tables is a line, cells of a row are parted by tabs. A page whose
text can't be had or can't be trusted is read by OCR where that's installed, else it's a problem that
names the page and the way out, not an error.
"""

from __future__ import annotations

import re
from typing import Any

from extract.bomb import is_bomb
from extract.document import Document, Problem, ReadingError, Source
from extract.glyphs import TooManyCharacters, sheet
from extract.layer import fault_of
from extract.page import Page, set_page
from extract.paged import document_of
from extract.plumbed import Plumbed
from extract.reader import Reader
from extract.recognised import trusted_page
from extract.stitch import PageTable

_NO_PAGES, _A_PAGE = re.compile(rb"/Count\s+0\b"), re.compile(rb"/Type\s*/Page\b")


def read_pdf(data: bytes, source: Source) -> Document:
    """The document of a PDF; raises ReadingError if it's damaged, cut off, empty or protected by a password."""
    pdf = opened(data, source.name)
    plumbed = Plumbed(data, len(pdf))
    pages: list[Page] = []
    try:
        for at in range(len(pdf)):
            pages.append(_page(pdf, plumbed, at, pages[-1].open_foot if pages else None))
    finally:
        pdf.close()
        plumbed.close()
    if not pages:
        raise _empty(source.name)
    if all(page.damaged for page in pages):
        raise _damaged(source.name)
    return document_of(pages, source)


def _empty(name: str) -> ReadingError:
    return ReadingError("no_pages", f"{name}: a PDF without pages. Get the file again.")


def _damaged(name: str) -> ReadingError:
    return ReadingError("pdf_damaged", f"{name}: not a whole PDF (broken or cut off). Get the file again.")


def opened(data: bytes, name: str) -> Any:
    """The pypdfium2 document; raises ReadingError if there's none to be had."""
    import pypdfium2

    if b"%PDF-" not in data[:1024] or (b"%%EOF" not in data[-65536:] and b"startxref" not in data[-65536:]):
        raise _damaged(name)
    if is_bomb(data):
        raise ReadingError("too_big", f"{name}: a stream in it comes to more than half a GiB. Print it to a PDF anew.")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # pdfium also asks for a password where a file has no pages
        if "password" in str(error).lower() and b"/Encrypt" in data:
            message = f"{name}: protected by a password. Save it without one."
            raise ReadingError("encrypted", message) from None
        if _NO_PAGES.search(data) and not _A_PAGE.search(data):
            raise _empty(name) from None
        raise _damaged(name) from None


def _page(pdf: Any, plumbed: Plumbed, at: int, above: PageTable | None) -> Page:
    """A page read, by plain pdfplumber where it must be; one that can't be read is an empty page with a problem."""
    try:
        try:
            return _by_pdfium(pdf, at, above)
        except TooManyCharacters:
            raise
        except Exception:  # whatever a page does to a reader, it costs that page alone
            return _by_pdfplumber(plumbed, at, above)
    except TooManyCharacters as error:
        message = f"page {at + 1} holds {error} characters, more than any page of paper: it was left out."
        return Page(at + 1, problems=[Problem("page_too_big", "error", message)])
    except Exception:
        message = f"page {at + 1} is damaged and was left out. Get the file again."
        return Page(at + 1, damaged=True, problems=[Problem("page_damaged", "error", message)])


def _by_pdfium(pdf: Any, at: int, above: PageTable | None) -> Page:
    page = pdf[at]
    try:
        return trusted_page(at + 1, sheet(page), lambda scale: page.render(scale=scale).to_numpy()[:, :, :3], above)
    finally:
        page.close()


def _by_pdfplumber(plumbed: Plumbed, at: int, above: PageTable | None) -> Page:
    """A page that pdfium can't read; raises ValueError if pdfplumber can't either."""
    seen = plumbed.sheet(at)
    if seen is None or seen.blank:
        raise ValueError("no reader finds anything on the page")
    found = set_page(at + 1, seen, above)
    said = f"page {at + 1} is damaged: pdfplumber read it where pdfium couldn't. Compare its figures with the page."
    found.told(Problem("page_fallback", "info", said))
    fault = fault_of(seen)
    return found.told(Problem(fault.code, "warning", f"page {at + 1} {fault.said}: {fault.kept}.")) if fault else found


READER = Reader(
    suffixes=(".pdf",),
    media_type="application/pdf",
    magic=lambda data: b"%PDF-" in data[:1024],
    read=read_pdf,
)
