"""What OCR reads on a page: characters and rules as a text layer would give them (rapidocr, OpenCV; extra `ocr`).

The page is rendered, set upright, and read line by line; its rulings are found by morphology, so that the
same table geometry serves scans and typed pages. Everything is imported when the first page needs it.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from statistics import median
from typing import Any

from extract.glyphs import Glyph, Sheet
from extract.rules import Affine, Rule

INSTALL = "pip install 'jixiao[ocr]'"
_DPI = 150
_LONGEST = 3500
"""Pixels of a page's longer side, at most."""
_MOST_SKEW = 4.0
_BODY = 0.58
"""The size of a line's characters against the height of the box that detection gives it."""
_SHORT, _LONG = 9.0, 22.0
"""The shortest line that can be a rule, and the shortest that no stroke of a character is, in points."""
_WIDE_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
"""A comma that parts thousands; recognition gives either width."""
_SUREST = 0.6
"""A page read with less certainty than this may stand on its side or its head."""


def installed() -> bool:
    """Whether the extra is there."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "error",
            "Global.max_side_len": _LONGEST,
            "Det.limit_side_len": 960,
            "Det.limit_type": "max",
        }
    )


def recognise(picture: Callable[[float], Any], width: float, height: float) -> Sheet:
    """What OCR reads on a page, in points; `picture` gives it as so many pixels a point. A page on its side is turned."""
    scale = min(_DPI / 72, _LONGEST / max(width, height, 1.0))
    image = picture(scale)
    best = _read(image, scale)
    for quarters in (1, 3, 2) if _sureness(best) < _SUREST else ():
        turned = _read(_turned(image, quarters), scale)
        if _sureness(turned) > _sureness(best) + 0.1:
            best = turned
    return best


def painted(pictures: Iterable[tuple[Affine, bytes]], size: tuple[float, float], scale: float) -> Any:
    """A page of some pictures: each a file's bytes and the way from the square it fills to the page, in points.

    Raises ValueError where one can't be decoded, or there's none.
    """
    import cv2
    import numpy as np

    wide, tall = (max(1, round(side * scale)) for side in size)
    page = np.full((tall, wide, 3), 255, "uint8")
    shown = False
    for (a, b, c, d, e, f), data in pictures:
        image = cv2.imdecode(np.frombuffer(data, "uint8"), cv2.IMREAD_COLOR)
        if image is None:
            raise ValueError("its picture can't be decoded")
        sides = [min(4 * _LONGEST, max(1, round(math.hypot(*side) * scale))) for side in ((a, b), (c, d))]
        image = cv2.resize(image, sides, interpolation=cv2.INTER_AREA)
        height, width = image.shape[:2]
        place = np.array([[a / width, c / height, e], [b / width, d / height, f]]) * scale
        cv2.warpAffine(image, place, (wide, tall), dst=page, borderMode=cv2.BORDER_TRANSPARENT)
        shown = True
    if not shown:
        raise ValueError("its picture isn't in the file")
    return page


def _turned(image: Any, quarters: int) -> Any:
    import numpy as np

    return np.ascontiguousarray(np.rot90(image, quarters))


def _sureness(sheet: Sheet) -> float:
    return sum(glyph.sure for glyph in sheet.glyphs) / len(sheet.glyphs) if sheet.glyphs else 0.0


def _read(image: Any, scale: float) -> Sheet:
    upright = _deskewed(image)
    height, width = upright.shape[:2]
    said = _engine()(upright, return_word_box=True)
    glyphs = list(_glyphs(said, upright, scale)) if said.txts else []
    return Sheet(width / scale, height / scale, glyphs, _rules(upright, scale), not glyphs, [], False)


def _deskewed(image: Any) -> Any:
    """The picture turned so that its lines are level: of all small turns the one whose rows differ most in ink."""
    import cv2

    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]

    def contrast(angle: float) -> float:
        rows = _rotated(ink, angle, 0).sum(axis=1, dtype="float64")
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    coarse = max((step * 0.5 for step in range(int(-2 * _MOST_SKEW), int(2 * _MOST_SKEW) + 1)), key=contrast)
    angle = max((coarse + step * 0.05 for step in range(-8, 9)), key=contrast)
    return image if abs(angle) < 0.04 else _rotated(image, angle, 255)


def _rotated(image: Any, angle: float, paper: int) -> Any:
    import cv2

    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(paper, paper, paper))


def _glyphs(said: Any, image: Any, scale: float) -> Iterator[Glyph]:
    """The characters of what was read; lines of about one size get exactly one size, as print has it."""
    lines = list(zip(said.boxes, said.word_results, said.scores, strict=True))
    sizes = [_BODY * (box[:, 1].max() - box[:, 1].min()) / scale for box, _, _ in lines]
    usual = median(sizes)
    for (box, words, score), size in zip(lines, sizes, strict=True):
        size = usual if abs(size - usual) < 0.2 * usual else size
        base = (box[:, 1].max() + box[:, 1].min()) / 2 / scale + 0.36 * size
        if len(words) == 1 and len(words[0][0]) == 1:
            words = [(_lone(words[0][0], image, box), *words[0][1:])]
        yield from _in_line(words, scale, base, size, float(score))


def _in_line(words: Any, scale: float, base: float, size: float, sure: float) -> Iterator[Glyph]:
    """The characters of a line: boxes of words are shared out, and small gaps between boxes closed: they're chance."""
    placed: list[tuple[str, float, float]] = []
    for word, _, corners in words:
        x0, x1 = corners[0][0] / scale, corners[1][0] / scale
        step = (x1 - x0) / max(1, len(word))
        placed += [(char, x0 + step * at, x0 + step * (at + 1)) for at, char in enumerate(word)]
    text = _WIDE_COMMA.sub(",", "".join(char for char, _, _ in placed))
    for at, (char, (_, x0, x1)) in enumerate(zip(text, placed, strict=True)):
        after = placed[at + 1][1] if at + 1 < len(placed) else x1
        yield Glyph(char, x0, after if x1 < after < x1 + 0.9 * size else x1, base, size, False, sure)


def _lone(char: str, image: Any, box: Any) -> str:
    """A stroke that stands alone: a dash, a slash or a 1 as its ink lies; recognition turns narrow boxes on end."""
    import cv2

    if char not in "1lI|/丨一—-–_":
        return char
    x0, top, x1, bottom = (int(value) for value in (*box.min(axis=0), *box.max(axis=0)))
    part = image[max(0, top) : bottom, max(0, x0) : x1].max(axis=2)
    ink = (part < (int(part.min()) + 255) / 2).astype("uint8")
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if len(stats) < 2:
        return char
    rows, columns = (labels == stats[1:, cv2.CC_STAT_AREA].argmax() + 1).nonzero()
    tall, wide = int(rows.max() - rows.min()) + 1, int(columns.max() - columns.min()) + 1
    if wide > 2.5 * tall:
        return char if char in "一—-–_" else "—"
    if tall < 1.5 * wide:
        return char
    third = tall / 3
    lean = columns[rows < rows.min() + third].mean() - columns[rows > rows.max() - third].mean()
    return "/" if lean > 0.4 * wide else "1"


def _rules(image: Any, scale: float) -> list[Rule]:
    """The level and upright lines of a picture, coloured ones (seals) left out.

    A line shorter than strokes of large print counts only where both its ends meet a long one.
    """
    import cv2

    ink = cv2.adaptiveThreshold(
        image.max(axis=2), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 2 * int(8 * scale) + 1, 12
    )
    level, upright = _lines(ink, scale, True), _lines(ink, scale, False)
    long = [rule for rule in level if rule.x1 - rule.x0 > _LONG], [rule for rule in upright if rule.bottom - rule.top > _LONG]
    return [
        *(r for r in level if r in long[0] or _met(r.x0, r.x1, r.top, [(u.x0, u.top, u.bottom) for u in long[1]])),
        *(r for r in upright if r in long[1] or _met(r.top, r.bottom, r.x0, [(u.top, u.x0, u.x1) for u in long[0]])),
    ]


def _met(start: float, end: float, at: float, others: list[tuple[float, float, float]]) -> bool:
    """Whether both ends of a line at a height (or breadth) lie on lines across it (place, from, to)."""
    near = [place for place, low, high in others if low - 2 < at < high + 2]
    return all(any(abs(place - tip) < 3 for place in near) for tip in (start, end))


def _lines(ink: Any, scale: float, level: bool) -> list[Rule]:
    """All straight lines one way, from the shortest that can be a rule."""
    import cv2

    def box(along: int, across: int) -> Any:
        return cv2.getStructuringElement(cv2.MORPH_RECT, (along, across) if level else (across, along))

    bridge, length = max(1, int(3 * scale)), int(_SHORT * scale)
    found = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, box(bridge, 1))
    found = cv2.morphologyEx(found, cv2.MORPH_OPEN, box(length, 1))
    found = cv2.morphologyEx(cv2.dilate(found, box(1, 3)), cv2.MORPH_CLOSE, box(bridge, 1))
    rules = []
    for x, y, wide, tall, _ in cv2.connectedComponentsWithStats(found, connectivity=8)[2][1:].tolist():
        x0, top, x1, bottom = x / scale, y / scale, (x + wide) / scale, (y + tall) / scale
        across, along = (bottom - top, x1 - x0) if level else (x1 - x0, bottom - top)
        if across < 5 < _SHORT <= along + 0.5:
            middle = (top + bottom) / 2 if level else (x0 + x1) / 2
            rules.append(Rule(x0, middle, x1, middle) if level else Rule(middle, top, middle, bottom))
    return rules
