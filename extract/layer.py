"""Whether a page's text layer can be trusted: what it says against what the page shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from extract.document import Box
from extract.glyphs import Glyph, Sheet

_STRAY = 60
"""A page that is a picture may carry this many printed characters: a stamp, a page number, a barcode's."""
_ENOUGH = 30
_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")


class Fault(NamedTuple):
    """What is wrong with a text layer: a code, it in words, what is done without OCR, and the picture that's unread."""

    code: str
    said: str
    kept: str
    region: Box | None = None
    hidden: bool = False


def fault_of(sheet: Sheet) -> Fault | None:
    """What is wrong with the text layer of a page, None if nothing is."""
    shown = [glyph for glyph in sheet.glyphs if not glyph.char.isspace()]
    paper = sheet.width * sheet.height or 1.0
    covered = max((_area(picture) for picture in sheet.pictures), default=0.0) / paper
    if not shown:
        return None if sheet.blank else _scan("is a picture without a text layer", "nothing was read")
    if sheet.hidden:
        kept = "its figures may be misread"
        return Fault("hidden_text_layer", "is a picture with a text layer that someone's OCR made", kept, hidden=True)
    if covered > 0.6 and len(shown) < _STRAY:
        return _scan("is a picture with a few printed characters", "only those were read")
    text = "".join([glyph.char for glyph in shown])
    if len(_UNMAPPED.findall(text)) > 0.1 * len(text):
        said = "has a font that hides which characters it shows; they read as � or private signs"
        return Fault("unmapped_characters", said, "they were kept as they are")
    if _garbled(shown, text):
        said = "has a text layer that says other characters than the page shows"
        return Fault("garbled_text_layer", said, "it was kept as it is, and is probably nonsense")
    return _unread_picture(sheet, shown, paper)


def _scan(said: str, kept: str) -> Fault:
    return Fault("no_text_layer", said, kept)


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _garbled(shown: Sequence[Glyph], text: str) -> bool:
    """Whether full-width glyphs are said to be narrow characters, or Chinese ones are mostly rare.

    A Chinese character fills a square of the font's size; no Latin letter does. Of running text, 98 in 100
    Chinese characters are among the 3,755 of GB 2312's first level; of UTF-8 read as GBK, under 40.
    """
    chinese = "".join(_CHINESE.findall(text))
    if len(chinese) < 0.05 * len(text):
        return sum(map(_square, shown)) > max(_ENOUGH, 0.3 * len(text))
    usual = sum(0xB0 <= high <= 0xD7 for high in chinese.encode("gb2312", "replace").replace(b"?", b"??")[::2])
    return len(chinese) > _ENOUGH and usual < 0.5 * len(chinese)


def _square(glyph: Glyph) -> bool:
    """Whether a glyph is as wide as a Chinese one, though its character isn't."""
    wide = 0.85 < (glyph.x1 - glyph.x0) / (glyph.size or 1.0) < 1.15
    return wide and glyph.char not in "—…―mMWw@%" and unicodedata.east_asian_width(glyph.char) not in "WFA"


def _unread_picture(sheet: Sheet, shown: Sequence[Glyph], paper: float) -> Fault | None:
    """A large picture on a page of text, with nothing printed over it: a table put in as a picture, a chart."""
    for picture in sheet.pictures:
        if 0.1 * paper < _area(picture) < 0.9 * paper:
            x0, top, x1, bottom = picture
            over = sum(x0 < glyph.middle[0] < x1 and top < glyph.middle[1] < bottom for glyph in shown)
            if over < 5:
                return Fault("picture_unread", "holds a picture", "what is printed in it was not read", picture)
    return None
