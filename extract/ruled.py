"""Rules drawn on a page made into the cells of tables, by pdfplumber's table geometry."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extract.document import Box
from extract.rules import Rule

_TOLERANCE = 3.0
_MOST_RULES = 1200
_MOST_CROSSINGS = 8000
"""A page of more takes seconds: graph paper, a map."""


class TooManyRules(Exception):
    """A page that is a drawing rather than a form."""


def ruled_cells(rules: Sequence[Rule]) -> list[list[Box]]:
    """The tables of a page, each as the boxes of its cells (at least two)."""
    if len(rules) < 4:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, merge_edges

    edges: list[Any] = merge_edges(_edges(rules), _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    edges = [edge for edge in edges if max(edge["width"], edge["height"]) >= _TOLERANCE]
    if len(edges) > _MOST_RULES:
        raise TooManyRules
    edges += _missing_sides(edges)
    crossings = edges_to_intersections(edges, _TOLERANCE, _TOLERANCE)
    if len(crossings) > _MOST_CROSSINGS:
        raise TooManyRules
    return [list(table) for table in cells_to_tables(_cells(crossings))]


def _cells(crossings: Mapping[tuple[float, float], Mapping[str, Sequence[Mapping[str, Any]]]]) -> list[Box]:
    """The smallest cell right of and below each crossing; two crossings are joined if an edge runs through both.

    The cells of pdfplumber's intersections_to_cells, which looks at all crossings for each and took a third of the time.
    """
    through = {point: ({id(e) for e in edges["v"]}, {id(e) for e in edges["h"]}) for point, edges in crossings.items()}
    points = sorted(through)
    below: dict[float, list[float]] = {}
    beside: dict[float, list[float]] = {}
    for x, y in points:
        below.setdefault(x, []).append(y)
        beside.setdefault(y, []).append(x)
    found = []
    for x, y in points:
        upright, level = through[x, y]
        rights = [r for r in beside[y][bisect_right(beside[y], x) :] if level & through[r, y][1]]
        for foot in below[x][bisect_right(below[x], y) :] if rights else ():
            if upright & through[x, foot][0]:
                corner = next((r for r in rights if _closes(through, r, y, x, foot)), None)
                if corner is not None:
                    found.append((float(x), float(y), float(corner), float(foot)))
                    break
    return found


def _closes(
    through: Mapping[tuple[float, float], tuple[set[int], set[int]]], right: float, top: float, left: float, foot: float
) -> bool:
    """Whether edges run from the corner opposite to both ends."""
    corner = through.get((right, foot))
    return bool(corner and corner[0] & through[right, top][0] and corner[1] & through[left, foot][1])


def _edges(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    return [_edge(rule) for rule in rules]


def _edge(rule: Rule) -> dict[str, Any]:
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "doctop": rule.top,
        "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top,
        "orientation": "h" if rule.top == rule.bottom else "v",
    }


def _missing_sides(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Upright edges for tables drawn open at the sides: level rules that end alike, with uprights between."""
    uprights = [edge for edge in edges if edge["orientation"] == "v"]
    bands: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for edge in edges:
        if edge["orientation"] == "h":
            key = round(edge["x0"] / _TOLERANCE), round(edge["x1"] / _TOLERANCE)
            bands.setdefault(key, []).append(edge)
    added = []
    for band in bands.values():
        top, bottom = min(edge["top"] for edge in band), max(edge["top"] for edge in band)
        x0, x1 = min(edge["x0"] for edge in band), max(edge["x1"] for edge in band)
        across = (edge for edge in uprights if edge["top"] < bottom and edge["bottom"] > top)
        within = [edge for edge in across if x0 - _TOLERANCE < edge["x0"] < x1 + _TOLERANCE]
        if len(band) < 3 or not within:
            continue
        for side in (x0, x1):
            if all(abs(edge["x0"] - side) > _TOLERANCE for edge in within):
                added.append(_edge(Rule(side, top, side, bottom)))
    return added
