"""Rules drawn on a page made into the cells of tables, by pdfplumber's table geometry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from extract.document import Box
from extract.glyphs import Rule

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
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges: list[Any] = merge_edges(_edges(rules), _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    edges = [edge for edge in edges if max(edge["width"], edge["height"]) >= _TOLERANCE]
    if len(edges) > _MOST_RULES:
        raise TooManyRules
    edges += _missing_sides(edges)
    crossings = edges_to_intersections(edges, _TOLERANCE, _TOLERANCE)
    if len(crossings) > _MOST_CROSSINGS:
        raise TooManyRules
    cells = intersections_to_cells(crossings)
    return [[tuple(map(float, cell)) for cell in table] for table in cells_to_tables(cells)]  # type: ignore[misc]


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
