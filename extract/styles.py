"""Paragraph styles of a word-processor file: names, heading levels and lists, with what they inherit."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from extract.numbering import W

_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)


class Style(NamedTuple):
    """What a paragraph style says: its name, heading level, and list (number id, level)."""

    name: str
    level: int | None
    list_id: str | None
    list_level: int


def value_of(parent: Any, name: str) -> str | None:
    """The value of a setting under an element, or None."""
    found = parent.find(W + name) if parent is not None else None
    return None if found is None else found.get(W + "val")


def whole(value: str | None, otherwise: int) -> int:
    """A setting as a whole number, or what it's taken to be where it isn't one."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 4 else otherwise


def styled(style: Style, settings: Any) -> Style:
    """A style with paragraph settings put over it."""
    outline = value_of(settings, "outlineLvl")
    level = style.level if outline is None else whole(outline, 9) + 1
    listed = settings.find(W + "numPr")
    list_id, list_level = style.list_id, style.list_level
    if listed is not None:
        list_id = value_of(listed, "numId") or list_id
        list_level = whole(value_of(listed, "ilvl"), list_level)
    return Style(style.name, level if level is not None and level < 10 else None, list_id, list_level)


def paragraph_styles(root: Any) -> dict[str, Style]:
    """The paragraph styles by id, each with what it takes over from the style it's based on."""
    nodes = {node.get(W + "styleId", ""): node for node in root.iter(W + "style")} if root is not None else {}
    styles: dict[str, Style] = {}

    def resolve(key: str, seen: frozenset[str]) -> Style:
        if key in styles or key not in nodes or key in seen:
            return styles.get(key) or Style("", None, None, 0)
        node = nodes[key]
        base = resolve(value_of(node, "basedOn") or "", seen | {key})
        name = value_of(node, "name") or ""
        heading = _HEADING.match(name)
        style = base._replace(name=name, level=int(heading[1]) if heading else base.level)
        settings = node.find(W + "pPr")
        styles[key] = styled(style, settings) if settings is not None else style
        return styles[key]

    for key in nodes:
        resolve(key, frozenset())
    return styles


