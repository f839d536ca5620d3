"""What is drawn on a page of an OFD file: characters with their places and rules, in points (GB/T 33190, 8 to 11)."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from extract.document import Box
from extract.glyphs import Glyph, Sheet
from extract.rules import Rule, straight

Matrix = tuple[float, float, float, float, float, float]
_POINTS = 72 / 25.4
_DEEPEST = 16
_MOST_OBJECTS = 100_000
_MOST_GLYPHS = 400_000
_PATH = re.compile(r"([A-Za-z])|(-?[\d.]+(?:[eE][-+]?\d+)?)")
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def local(node: Any) -> str:
    """The name of an element without its namespace."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def children(parent: Any, name: str) -> Iterator[Any]:
    """The elements of a name right under an element, if there is one."""
    return (node for node in (parent if parent is not None else ()) if local(node) == name)


def child(parent: Any, name: str) -> Any:
    """The first of them, or None."""
    return next(children(parent, name), None)


def numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    """The first numbers of a list such as `0 0 210 297`; None where there are fewer."""
    try:
        found = tuple(float(piece) for piece in (text or "").replace(",", " ").split()[:count])
    except ValueError:
        return None
    return found if len(found) == count and all(map(math.isfinite, found)) else None


class Canvas:
    """A page while it's drawn on."""

    def __init__(self, box: tuple[float, ...], units: Mapping[str, Any]) -> None:
        self._left, self._top, self._width, self._height = box
        self.units = units
        self.glyphs: list[Glyph] = []
        self.rules: list[Rule] = []
        self.pictures: list[tuple[Matrix, str]] = []
        """from a picture's own square to the page, in points, and the picture's id"""
        self.drawn = False
        self._objects = 0

    def count(self) -> None:
        """Count an object; raises MemoryError where there are too many (graphics made of themselves)."""
        self._objects += 1
        if self._objects > _MOST_OBJECTS or len(self.glyphs) > _MOST_GLYPHS:
            raise MemoryError("a page holds too many objects")

    def point(self, matrix: Matrix, x: float, y: float) -> tuple[float, float]:
        """A place in an object as a place on the page, in points from its upper left corner."""
        a, b, c, d, e, f = matrix
        return (a * x + c * y + e - self._left) * _POINTS, (b * x + d * y + f - self._top) * _POINTS

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self._width * _POINTS, self._height * _POINTS

    def square(self, node: Any, outer: Matrix) -> Matrix:
        """From the square of side 1 that a picture fills to the page: its CTM, without one its boundary, says how large."""
        m = _within(node, outer)
        if node.get("CTM") is None:
            _, _, wide, tall = numbers(node.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
            m = m[0] * wide, m[1] * wide, m[2] * tall, m[3] * tall, m[4], m[5]
        x, y = self.point(m, 0.0, 0.0)
        return m[0] * _POINTS, m[1] * _POINTS, m[2] * _POINTS, m[3] * _POINTS, x, y

    def sheet(self) -> Sheet:
        """The page as it is now; text beyond its edges is not on it."""
        width, height = self.size
        shown = [g for g in self.glyphs if -6 < g.x0 < width + 6 and -6 < g.base < height + 12]
        return Sheet(width, height, shown, self.rules, not shown and not self.drawn, [_box(square) for square, _ in self.pictures], False)


def _box(square: Matrix) -> Box:
    a, b, c, d, e, f = square
    return e + min(a, 0) + min(c, 0), f + min(b, 0) + min(d, 0), e + max(a, 0) + max(c, 0), f + max(b, 0) + max(d, 0)


def drawn(root: Any, canvas: Canvas) -> None:
    """Put what a page or template holds on a canvas."""
    for layer in children(child(root, "Content"), "Layer"):
        _objects(layer, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), canvas, 0)


def _objects(parent: Any, matrix: Matrix, canvas: Canvas, depth: int) -> None:
    for node in parent:
        name = local(node)
        if node.get("Visible", "true").strip().lower() == "false":
            continue
        canvas.count()
        if name == "TextObject":
            _text(node, _within(node, matrix), canvas)
        elif name == "PathObject":
            canvas.drawn = True
            _path(node, _within(node, matrix), canvas)
        elif name == "ImageObject":
            canvas.drawn = True
            canvas.pictures.append((canvas.square(node, matrix), node.get("ResourceID", "").strip()))
        elif depth < _DEEPEST and name == "PageBlock":
            _objects(node, matrix, canvas, depth + 1)
        elif depth < _DEEPEST and name == "CompositeObject":
            content = child(canvas.units.get(node.get("ResourceID", "").strip()), "Content")
            if content is not None:
                _objects(content, _within(node, matrix), canvas, depth + 1)


def _within(node: Any, outer: Matrix) -> Matrix:
    """From an object's own space to the page's: its CTM, then its boundary's corner, then what it stands in."""
    x, y = (numbers(node.get("Boundary"), 4) or (0.0, 0.0))[:2]
    a, b, c, d, e, f = numbers(node.get("CTM"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    e, f = e + x, f + y
    m = outer
    return (
        m[0] * a + m[2] * b, m[1] * a + m[3] * b, m[0] * c + m[2] * d, m[1] * c + m[3] * d,
        m[0] * e + m[2] * f + m[4], m[1] * e + m[3] * f + m[5],
    )  # fmt: skip


def _text(node: Any, matrix: Matrix, canvas: Canvas) -> None:
    size = (numbers(node.get("Size"), 1) or (3.5,))[0]
    scale = (numbers(node.get("HScale"), 1) or (1.0,))[0]
    shown = size * math.hypot(matrix[2], matrix[3]) * _POINTS
    turn = math.atan2(matrix[1], matrix[0]) / (math.pi / 2)
    aslant = abs(turn - round(turn)) > 0.05
    x = y = 0.0
    for code in children(node, "TextCode"):
        x, y = ((numbers(code.get(name), 1) or (last,))[0] for name, last in (("X", x), ("Y", y)))
        text = code.text or ""
        across, down = (_steps(code.get(name), len(text)) for name in ("DeltaX", "DeltaY"))
        at_x, at_y = x, y
        for number, char in enumerate(text):
            wide = size * scale * (1.0 if unicodedata.east_asian_width(char) in "WF" else 0.5)
            step = across[number] if number < len(across) else 0.0 if down else wide
            if unicodedata.category(char) != "Cc":
                (x0, base), (x1, _) = canvas.point(matrix, at_x, at_y), canvas.point(matrix, at_x + wide, at_y)
                right = max(x1, x0) if step <= 0 else min(max(x1, x0), canvas.point(matrix, at_x + step, at_y)[0] + 1)
                canvas.glyphs.append(Glyph(_plain(char), min(x0, x1), max(right, min(x0, x1)), base, shown, aslant))
            at_x += step
            at_y += down[number] if number < len(down) else 0.0
        canvas.count()


def _plain(char: str) -> str:
    """A radical as the character it stands for."""
    if "\u2e80" <= char < "\u2fe0" or "\uf900" <= char < "\ufb00":
        plain = unicodedata.normalize("NFKC", char)
        return plain if len(plain) == 1 else char
    return char


def _steps(text: str | None, most: int) -> list[float]:
    """The steps from each character to the next; `g 3 2.5` says 2.5 three times."""
    found: list[float] = []
    pieces = iter((text or "").split())
    for piece in pieces:
        if len(found) >= most:
            break
        times = 1
        if piece == "g":
            times, piece = int((numbers(next(pieces, "1"), 1) or (1.0,))[0]), next(pieces, "0")
        step = numbers(piece, 1)
        found += [step[0] if step else 0.0] * max(0, min(times, most - len(found)))
    return found


def _path(node: Any, matrix: Matrix, canvas: Canvas) -> None:
    """Add the straight level and upright lines of a path that is stroked, or filled so thinly that it is a line."""
    stroked = node.get("Stroke", "true").strip().lower() != "false"
    filled = node.get("Fill", "false").strip().lower() == "true"
    data = child(node, "AbbreviatedData")
    if data is None or not (stroked or filled):
        return
    for run in _runs(data.text or ""):
        rules = list(straight([canvas.point(matrix, *point) for point in run]))
        if stroked or len(rules) == 1:
            canvas.rules += rules
            canvas.count()


def _runs(text: str) -> Iterator[list[tuple[float, float]]]:
    """The runs of corners joined by straight lines in a path such as `M 0 0 L 10 0 C`."""
    run: list[tuple[float, float]] = []
    for command, values in _commands(text):
        if command == "C":
            if len(run) > 1:
                yield [*run, run[0]]
            run = run[:1]
        elif command == "L":
            run.append((values[0], values[1]))
        else:
            if len(run) > 1:
                yield run
            run = [(values[-2], values[-1])]
    if len(run) > 1:
        yield run


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    command, values = "", list[float]()
    for letter, number in _PATH.findall(text):
        if letter:
            command, values = letter.upper(), []
            if command == "C":
                yield command, values
            continue
        try:
            values.append(float(number))
        except ValueError:
            values.append(0.0)
        if len(values) == _TAKES.get(command, 0):
            yield command, values
            values = []
