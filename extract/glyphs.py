"""What pdfium finds on a page: characters with their places, and the rules drawn on it.

All places are in points from the upper left corner of the page as it is shown, /Rotate, a shifted
page box and text set sideways taken into account.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from operator import itemgetter
from typing import Any, NamedTuple

from extract.document import Box
from extract.rules import Affine, Rule, drawn_on

MOST_CHARACTERS = 300_000
RISE = 0.36
"""How far above its baseline the middle of a character is, in font sizes."""


class TooManyCharacters(Exception):
    """A page that holds more characters than it could show."""


class Glyph(NamedTuple):
    """A character: where it begins and ends on its line, its baseline, font size, if it's aslant, how sure it is."""

    char: str
    x0: float
    x1: float
    base: float
    size: float
    aslant: bool = False
    sure: float = 1.0

    @property
    def middle(self) -> tuple[float, float]:
        """The point that decides which cell the character is in."""
        return (self.x0 + self.x1) / 2, self.base - RISE * self.size


class Sheet(NamedTuple):
    """A page: its size, its characters in the order they were drawn, its rules, if it's blank paper, its pictures.

    `hidden`: the characters are printed invisibly, behind or before a picture of the page.
    """

    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]
    blank: bool
    pictures: list[Box]
    hidden: bool


def _turn(box: Box, quarters: int) -> tuple[Affine, float, float]:
    """From page space to shown space for a page box turned by some quarters clockwise, and the shown size."""
    left, bottom, right, top = box
    turns: tuple[Affine, ...] = (
        (1, 0, 0, -1, -left, top),
        (0, 1, 1, 0, -bottom, -left),
        (-1, 0, 0, 1, right, -bottom),
        (0, -1, -1, 0, top, right),
    )
    across, up = right - left, top - bottom
    return turns[quarters], *((across, up) if quarters % 2 == 0 else (up, across))


def sheet(page: Any) -> Sheet:
    """What is on a page of a pypdfium2 document."""
    turn, width, height, glyphs = upright(list(_raw_glyphs(page)), page.get_bbox(), page.get_rotation() // 90 % 4)
    rules, pictures, drawn = drawn_on(page, turn)
    large = any((x1 - x0) * (bottom - top) > 0.5 * width * height for x0, top, x1, bottom in pictures)
    hidden = large and _mostly_invisible(page)
    return Sheet(width, height, glyphs, rules, not glyphs and not drawn, pictures, hidden)


def upright(raw: list[RawGlyph], box: Box, quarters: int) -> tuple[Affine, float, float, list[Glyph]]:
    """From page space to shown space, the shown size, and the characters there, for a page box turned clockwise.

    A page whose text is set sideways is turned by that, whatever the file says.
    """
    sideways = Counter(map(_WAY, raw))
    lead = next((way for way, _ in sideways.most_common() if way is not None), 0)
    if sideways[lead] > 0.8 * len(raw):
        quarters = lead
    turn, width, height = _turn(box, quarters)
    return turn, width, height, _placed(raw, turn, quarters)


def _mostly_invisible(page: Any) -> bool:
    """Whether most characters of a page are printed without ink: a layer that OCR left over a scan."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    try:
        count = pdfium.FPDFText_CountChars(textpage.raw)
        modes = [
            pdfium.FPDFTextObj_GetTextRenderMode(item)
            for at in range(0, count, max(1, count // 100))
            if (item := pdfium.FPDFText_GetTextObject(textpage.raw, at))
        ]
    finally:
        textpage.close()
    return 2 * modes.count(pdfium.FPDF_TEXTRENDERMODE_INVISIBLE) > len(modes)


RawGlyph = tuple[str, float, float, float, float, float, float, float, int | None]
"""A character in page space: left, bottom, right, top of its box, its origin, font size, and which way it's set."""


_WAY = itemgetter(8)
"""The key of which way a raw character is set."""


def quarters_of(across: float, up: float) -> int | None:
    """How many quarters counter-clockwise a text direction is; None if it's aslant."""
    if abs(up) < 0.08 * abs(across):
        return 0 if across > 0 else 2
    if abs(across) < 0.08 * abs(up):
        return 1 if up > 0 else 3
    return None if across or up else 0


def _raw_glyphs(page: Any) -> Iterator[RawGlyph]:
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    raw = textpage.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    unicode_of, origin_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox
    matrix_of, size_of = pdfium.FPDFText_GetMatrix, pdfium.FPDFText_GetFontSize
    high = 0
    try:
        count = pdfium.FPDFText_CountChars(raw)
        if count > MOST_CHARACTERS:
            raise TooManyCharacters(f"{count:,}")
        for at in range(count):
            code = unicode_of(raw, at)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
            high = 0
            char = chr(code) if 0x2FE0 <= code < 0xD800 or 0x20 < code < 0xAD else character(code)
            if 0xF000 <= code < 0xF100:
                char = _symbol(raw, at, code)
            if not char or (char == " " and pdfium.FPDFText_IsGenerated(raw, at) == 1):
                continue
            origin_of(raw, at, x, y)
            box_of(raw, at, box)
            matrix_of(raw, at, matrix)
            a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
            left, bottom, right, top = box.left, box.bottom, box.right, box.top
            upright = not b and not c and a > 0 and d > 0  # most are
            scale = d if upright else math.hypot(c, d) or math.hypot(a, b) or 1.0
            size = size_of(raw, at) * scale or top - bottom
            yield char, left, bottom, right, top, x.value, y.value, size, 0 if upright else quarters_of(a, b)
    finally:
        textpage.close()


def character(code: int) -> str:
    """The character of a code: radicals as the characters they stand for, an unmapped one as U+FFFD."""
    if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
        return "" if code == 0xFFFE else "\ufffd"
    if code < 0x20 or code == 0xAD:
        return " " if code == 9 else ""
    char = chr(code)
    if 0x2E80 <= code < 0x2FE0 or 0xF900 <= code < 0xFB00:
        plain = unicodedata.normalize("NFKC", char)
        return plain if len(plain) == 1 else char
    return char


_SYMBOLS = {
    "symbol": {0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xD6: "√", 0xE5: "∑"},
    "wingdings2": {0x50: "√", 0x52: "☑", 0x53: "☒", 0xA3: "□"},
    "wingdings": {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x75: "◆", 0xA8: "□", 0xFC: "√", 0xFD: "☒", 0xFE: "☑"},
}
"""Signs of fonts that have no Unicode of their own, by font and the lower byte of the private code."""


def _symbol(raw: Any, at: int, code: int) -> str:
    """The sign that a private code stands for in a symbol font; the code itself in any other font."""
    import pypdfium2.raw as pdfium

    name = ctypes.create_string_buffer(100)
    pdfium.FPDFText_GetFontInfo(raw, at, name, 100, ctypes.c_int())
    font = name.value.decode("utf-8", "replace").lower().replace(" ", "").replace("-", "")
    signs = next((signs for key, signs in _SYMBOLS.items() if key in font), {})
    return signs.get(code & 0xFF, chr(code))


def _placed(raw: list[RawGlyph], turn: Affine, rotation: int) -> list[Glyph]:
    """The characters in shown space."""
    xx, yx, xy, yy, x0, y0 = turn
    found = []
    for char, left, bottom, right, top, x, y, size, quarters in raw:
        a, b = xx * left + xy * bottom + x0, xx * right + xy * top + x0
        base = yx * x + yy * y + y0
        if quarters != rotation:
            base = (yx * (left + right) + yy * (bottom + top)) / 2 + y0 + RISE * size
        found.append(Glyph(char, a if a < b else b, b if a < b else a, base, size, quarters is None))
    return found
