"""What is drawn on a page besides its characters: straight lines, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from extract.document import Box

_THIN = 3.0
_MOST_RULES = 4000
_MOST_PICTURES = 500
_DEEPEST = 8

Affine = tuple[float, float, float, float, float, float]
"""A matrix as PDF writes it: x' = a·x + c·y + e, y' = b·x + d·y + f."""


class Rule(NamedTuple):
    """A straight line, upright or level: x0 == x1 or top == bottom."""

    x0: float
    top: float
    x1: float
    bottom: float


def drawn_on(page: Any, turn: Affine) -> tuple[list[Rule], list[Box], bool]:
    """The straight lines of a page of pypdfium2, sides of rectangles too, its pictures, and if anything is drawn.

    `turn` goes from page space to the space that places are wanted in.
    """
    import pypdfium2.raw as pdfium

    rules: list[Rule] = []
    pictures: list[Box] = []
    drawn = False
    for item, kind, place in _items(page.raw, turn):
        drawn = True
        if kind == pdfium.FPDF_PAGEOBJ_PATH and len(rules) < 4 * _MOST_RULES:
            for points in _strokes(item, place):
                rules.extend(straight(points))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE and len(pictures) < _MOST_PICTURES:
            a, b, c, d, e, f = place
            pictures.append((min(e, e + a + c), min(f, f + b + d), max(e, e + a + c), max(f, f + b + d)))
    return rules, pictures, drawn


def _items(page: Any, turn: Affine) -> Iterator[tuple[Any, int, Affine]]:
    """Paths, pictures and shadings of a page, those in forms too, each with its way from its own space."""
    import pypdfium2.raw as pdfium

    counted, given = pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject
    matrix, kind_of = pdfium.FS_MATRIX(), pdfium.FPDFPageObj_GetType
    waiting = [(page, counted, given, turn, 0)]
    while waiting:
        holder, count, get, outer, depth = waiting.pop()
        for at in range(count(holder)):
            item = get(holder, at)
            kind = kind_of(item)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                continue
            pdfium.FPDFPageObj_GetMatrix(item, matrix)
            place = _then((matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f), outer)
            if kind != pdfium.FPDF_PAGEOBJ_FORM:
                yield item, kind, place
            elif depth < _DEEPEST:
                waiting.append((item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, place, depth + 1))


def _then(one: Affine, two: Affine) -> Affine:
    """One matrix after the other."""
    a, b, c, d, e, f = one
    k, m, n, p, q, r = two
    return a * k + b * n, a * m + b * p, c * k + d * n, c * m + d * p, e * k + f * n + q, e * m + f * p + r


def _strokes(item: Any, place: Affine) -> Iterator[list[tuple[float, float]]]:
    """The runs of corner points of a visible path."""
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    a, b, c, d, e, f = place
    px, py = ctypes.c_float(), ctypes.c_float()
    run: list[tuple[float, float]] = []
    for at in range(min(pdfium.FPDFPath_CountSegments(item), 4 * _MOST_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(item, at)
        pdfium.FPDFPathSegment_GetPoint(segment, px, py)
        if pdfium.FPDFPathSegment_GetType(segment) != pdfium.FPDF_SEGMENT_LINETO:
            if len(run) > 1:
                yield run
            run = []
        x, y = px.value, py.value
        run.append((a * x + c * y + e, b * x + d * y + f))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(run) > 1:
            yield [*run, run[0]]
            run = [run[0]]
    if len(run) > 1:
        yield run


def straight(points: list[tuple[float, float]]) -> Iterator[Rule]:
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
