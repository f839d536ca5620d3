"""What plain pdfplumber finds on a page: the way out where pdfium, or our reading of what it says, fails on one."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from extract.document import Box
from extract.glyphs import MOST_CHARACTERS, RawGlyph, Sheet, TooManyCharacters, character, quarters_of, upright
from extract.rules import Affine, Rule, straight


class Plumbed:
    """A PDF that pdfplumber opens when the first page is asked for."""

    def __init__(self, data: bytes, pages: int) -> None:
        """`pages`: how many pdfium counts; where pdfplumber counts others, none can be told by its number."""
        self._data, self._count = data, pages
        self._pdf: Any = None

    def sheet(self, at: int) -> Sheet | None:
        """The page at a place (from 0), None if it can't be had."""
        try:
            pages = self._opened().pages
            return _sheet(pages[at]) if len(pages) == self._count else None
        except TooManyCharacters:
            raise
        except Exception:  # what pdfminer meets in a broken file raises anything
            return None

    def close(self) -> None:
        """Let go of the file."""
        with suppress(Exception):
            if self._pdf is not None:
                self._pdf.close()

    def _opened(self) -> Any:
        if self._pdf is None:
            import pdfplumber

            logging.getLogger("pdfminer").setLevel(logging.ERROR)
            self._pdf = pdfplumber.open(io.BytesIO(self._data))
        return self._pdf


def _sheet(page: Any) -> Sheet:
    """A page's characters and rules; places are turned upside down, for page space has its origin at the foot."""
    chars = page.chars
    if len(chars) > MOST_CHARACTERS:
        raise TooManyCharacters(f"{len(chars):,}")
    x0, top, x1, bottom = page.cropbox
    raw = [glyph for char in chars for glyph in _raw(char, page.mediabox[0])]
    turn, width, height, glyphs = upright(raw, (x0, -bottom, x1, -top), 0)
    drawn = [*page.lines, *page.rects, *page.curves]
    rules = [rule for item in drawn if item["stroke"] or item["fill"] for rule in _rules(item, turn)]
    pictures = [_placed(item, turn) for item in page.images]
    page.close()
    return Sheet(width, height, glyphs, rules, not (glyphs or drawn or pictures), pictures, False)


def _raw(char: Mapping[str, Any], left: float) -> Iterator[RawGlyph]:
    a, b, _, _, x, y = char["matrix"]
    said = char["text"]
    said = "\ufffd" if said.startswith("(cid:") else "".join(character(ord(sign)) for sign in said)
    base = char["top"] + char["y1"] - y
    if said:
        yield said, char["x0"], -char["bottom"], char["x1"], -char["top"], left + x, -base, char["size"], quarters_of(a, b)


def _rules(item: Mapping[str, Any], turn: Affine) -> Iterator[Rule]:
    a, b, c, d, e, f = turn
    points = [(a * x - c * y + e, b * x - d * y + f) for x, y in item["pts"]]
    closed = item["object_type"] == "rect" and len(points) > 2 and points[0] != points[-1]
    return straight([*points, points[0]] if closed else points) if len(points) > 1 else iter(())


def _placed(item: Mapping[str, Any], turn: Affine) -> Box:
    a, b, c, d, e, f = turn
    xs, ys = zip(
        *((a * x - c * y + e, b * x - d * y + f) for x in (item["x0"], item["x1"]) for y in (item["top"], item["bottom"])),
        strict=True,
    )
    return min(xs), min(ys), max(xs), max(ys)
