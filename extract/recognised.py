"""A page whose text layer can't be trusted, read by OCR where that's installed; else told, with the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from extract import ocr
from extract.document import Problem
from extract.glyphs import Sheet
from extract.layer import Fault, fault_of
from extract.page import Page, set_page
from extract.stitch import PageTable

Picture = Callable[[float], Any]
"""Gives the page as an array of pixels (blue, green, red), so many to a point."""

_PICTURED = ("no_text_layer", "picture_unread")
"""The faults of pages that are, or hold, pictures of text."""


def trusted_page(
    number: int, seen: Sheet, picture: Picture, above: PageTable | None = None, *, print_shown: bool = True
) -> Page:
    """The page of a sheet, or of what OCR reads in its picture where the sheet can't be trusted.

    `above`: an open table at the foot of the page before; `print_shown`: the picture shows what is printed, too.
    """
    fault = fault_of(seen)
    if fault is None:
        return set_page(number, seen, above)
    way_out = f"To read it by OCR: {ocr.INSTALL}"
    if not print_shown and fault.code not in _PICTURED:
        way_out = "Save the file as PDF to read it by OCR."
    elif ocr.installed():
        try:
            if not print_shown and fault.region is None:
                fault = fault._replace(region=(0.0, 0.0, seen.width, seen.height))
            return _by_ocr(number, _recognised(picture, seen, fault), fault, above)
        except Exception as error:  # a model's failure on a page leaves what the text layer says
            way_out = f"OCR failed on it ({error!r})."
    found = set_page(number, seen, above)
    found.origin = "ocr" if fault.hidden else "native"
    return found.told(Problem(fault.code, "warning", f"page {number} {fault.said}: {fault.kept}. {way_out}"))


def _by_ocr(number: int, read: Sheet, fault: Fault, above: PageTable | None) -> Page:
    found = set_page(number, read, above)
    found.origin = "ocr" if fault.code != "picture_unread" else "native"
    lines = [line for line in found.every_line if line.sure < 1 or not fault.region]
    sure = sum(line.sure for line in lines) / len(lines) if lines else 0.0
    said = f"page {number} {fault.said}: read by OCR, {len(lines)} lines, {sure:.0%} sure. Check its figures on the page."
    return found.told(Problem("ocr", "info", said))


def _recognised(picture: Picture, seen: Sheet, fault: Fault) -> Sheet:
    """What OCR reads on a page; with a picture on a page of text, what it reads in the picture and the text."""
    read = ocr.recognise(picture, seen.width, seen.height)
    if fault.region is None:
        return read
    x0, top, x1, bottom = fault.region
    inside = [glyph for glyph in read.glyphs if x0 <= glyph.middle[0] <= x1 and top <= glyph.middle[1] <= bottom]
    rules = [rule for rule in read.rules if x0 <= rule.x0 and rule.x1 <= x1 and top <= rule.top and rule.bottom <= bottom]
    return seen._replace(glyphs=[*seen.glyphs, *inside], rules=[*seen.rules, *rules])
