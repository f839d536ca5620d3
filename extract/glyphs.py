"""What pdfium finds on a page: characters with their places, and the rules drawn on it.

All places are in points from the upper left corner of the page as it is shown, /Rotate, a shifted
page box and text set sideways taken into account.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from extract.document import Box

_THIN = 3.0
_MOST_RULES = 4000
_MOST_PICTURES = 500
_RISE = 0.36
"""How far above its baseline the middle of a character is, in font sizes."""


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
        return (self.x0 + self.x1) / 2, self.base - _RISE * self.size


class Rule(NamedTuple):
    """A straight line, upright or level: x0 == x1 or top == bottom."""

    x0: float
    top: float
    x1: float
    bottom: float


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


Turn = Callable[[float, float], tuple[float, float]]


def _turn(box: tuple[float, float, float, float], quarters: int) -> tuple[Turn, float, float]:
    """From page space to shown space, and the shown width and height; quarters turn clockwise."""
    left, bottom, right, top = box
    turns: tuple[Turn, ...] = (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )
    width, height = right - left, top - bottom
    return turns[quarters], *((width, height) if quarters % 2 == 0 else (height, width))


def sheet(page: Any) -> Sheet:
    """What is on a page of a pypdfium2 document."""
    raw_glyphs = list(_raw_glyphs(page))
    box, rotation = page.get_bbox(), page.get_rotation() // 90 % 4
    sideways = Counter(_quarters(glyph.angle) for glyph in raw_glyphs if glyph.char.strip())
    lead = next((quarter for quarter, _ in sideways.most_common() if quarter is not None), 0)
    if sideways[lead] > 0.8 * sum(sideways.values()):
        rotation = lead
    turn, width, height = _turn(box, rotation)
    glyphs = [_placed(glyph, turn, rotation) for glyph in raw_glyphs]
    rules, pictures, drawn = _drawn(page, turn)
    large = any((x1 - x0) * (bottom - top) > 0.5 * width * height for x0, top, x1, bottom in pictures)
    hidden = large and _mostly_invisible(page)
    return Sheet(width, height, glyphs, rules, not glyphs and not drawn, pictures, hidden)


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


class _Raw(NamedTuple):
    char: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    size: float
    angle: float


def _quarters(angle: float) -> int | None:
    """How many quarters counter-clockwise a text direction (radians) is; None if it's aslant."""
    quarters = angle / (math.pi / 2)
    return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.05 else None


def _raw_glyphs(page: Any) -> Iterator[_Raw]:
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    raw = textpage.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    high = 0
    try:
        for at in range(pdfium.FPDFText_CountChars(raw)):
            code = pdfium.FPDFText_GetUnicode(raw, at)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
            high = 0
            char = character(code)
            if 0xF000 <= code < 0xF100:
                char = _symbol(raw, at, code)
            if not char or pdfium.FPDFText_IsGenerated(raw, at) == 1:
                continue
            pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
            pdfium.FPDFText_GetLooseCharBox(raw, at, box)
            pdfium.FPDFText_GetMatrix(raw, at, matrix)
            scale = math.hypot(matrix.c, matrix.d) or math.hypot(matrix.a, matrix.b) or 1.0
            size = pdfium.FPDFText_GetFontSize(raw, at) * scale or box.top - box.bottom
            angle = math.atan2(matrix.b, matrix.a)
            yield _Raw(char, (box.left, box.bottom, box.right, box.top), (x.value, y.value), size, angle)
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


def _placed(glyph: _Raw, turn: Turn, rotation: int) -> Glyph:
    left, bottom, right, top = glyph.box
    (ax, ay), (bx, by) = turn(left, bottom), turn(right, top)
    quarters = _quarters(glyph.angle)
    upright = quarters == rotation
    base = turn(*glyph.origin)[1] if upright else (ay + by) / 2 + _RISE * glyph.size
    return Glyph(glyph.char, min(ax, bx), max(ax, bx), base, glyph.size, quarters is None)


def _drawn(page: Any, turn: Turn) -> tuple[list[Rule], list[Box], bool]:
    """The straight lines drawn on a page and the sides of its rectangles, its pictures, and if anything is drawn."""
    import pypdfium2.raw as pdfium

    rules: list[Rule] = []
    pictures: list[Box] = []
    drawn = False
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING]
    for item in page.get_objects(filter=kinds, max_depth=8):
        drawn = True
        if item.type == pdfium.FPDF_PAGEOBJ_PATH and len(rules) < 4 * _MOST_RULES:
            for points in _strokes(item):
                rules.extend(_straight([turn(*point) for point in points]))
        elif item.type == pdfium.FPDF_PAGEOBJ_IMAGE and len(pictures) < _MOST_PICTURES:
            matrix = _matrix(item)
            (ax, ay), (bx, by) = (turn(*matrix.on_point(x, y)) for x, y in ((0.0, 0.0), (1.0, 1.0)))
            pictures.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
    return rules, pictures, drawn


def _matrix(item: Any) -> Any:
    """From an object's own space to page space, the forms that it's in taken into account."""
    matrix, container = item.get_matrix(), item.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    return matrix


def _strokes(item: Any) -> Iterator[list[tuple[float, float]]]:
    """The runs of corner points of a visible path, in page space."""
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item.raw, fill, stroke)
    if not fill.value and not stroke.value:
        return
    matrix = _matrix(item)
    x, y = ctypes.c_float(), ctypes.c_float()
    run: list[tuple[float, float]] = []
    for at in range(min(pdfium.FPDFPath_CountSegments(item.raw), 4 * _MOST_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(item.raw, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            if len(run) > 1:
                yield run
            run = []
        run.append(matrix.on_point(x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(run) > 1:
            yield [*run, run[0]]
            run = [run[0]]
    if len(run) > 1:
        yield run


def _straight(points: list[tuple[float, float]]) -> Iterator[Rule]:
    """The level and upright lines through some points; a thin rectangle is one line, not four."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if len(points) > 3 and min(x1 - x0, bottom - top) < _THIN:
        if x1 - x0 > bottom - top:
            yield Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
        elif bottom > top:
            yield Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)
        return
    for (ax, ay), (bx, by) in pairwise(points):
        if abs(ay - by) < 0.5 < abs(ax - bx):
            yield Rule(min(ax, bx), (ay + by) / 2, max(ax, bx), (ay + by) / 2)
        elif abs(ax - bx) < 0.5 < abs(ay - by):
            yield Rule((ax + bx) / 2, min(ay, by), (ax + bx) / 2, max(ay, by))
