"""Lists whose items are passages of their own: 项目支出500万元，包括： and below it （1）…120万元； （2）…380万元。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from patterns.phrases import LISTING_TAIL
from patterns.reading import Reading

_STYLES = (
    ("mark", re.compile(r"\d{1,2}[.．、](?!\d)")), ("bracket", re.compile(r"[(（]\d{1,2}[)）]")),
    ("circle", re.compile("[①-⑳]")), ("chapter", re.compile("[(（]?[一二三四五六七八九十]+[)）、.．]")),
    ("spoken", re.compile("[一二三四五六七八九十]+是|第[一二三四五六七八九十]")),
)  # fmt: skip
_OPENS = re.compile("[:：]$")
_NO_PARTS = re.compile("工作|措施|原因|成效|目标|问题|做法")
_LONGEST = 80  # characters of an item without a list mark


def _style(text: str) -> str:
    return next((name for name, pattern in _STYLES if pattern.match(text)), "")


@dataclass(slots=True)
class Open:
    """A list that a passage opened: its whole, whose mention has an index, and how its items are marked (None before the first)."""

    whole: Reading
    index: int
    style: str | None = None


@dataclass(slots=True)
class Items:
    """The lists that are open between passages, the innermost last."""

    part: int = -1
    lists: list[Open] = field(default_factory=list)
    ended: bool = False

    def holding(self, text: str, part: int) -> Open | None:
        """The list that a passage is an item of, None where it is of none."""
        if not self.lists:
            self.part, self.ended = part, False
            return None
        style = _style(text)
        if part != self.part or (self.ended and not style):
            self.lists = []
        self.part, self.ended = part, False
        while self.lists:
            current = self.lists[-1]
            current.style = style if current.style is None else current.style
            if current.style == style and (style or len(text) <= _LONGEST):
                return current
            self.lists.pop()
        return None

    def passed(self, text: str, readings: Sequence[Reading], first: int) -> None:
        """Takes in a passage that was read, its first mention at an index: whether it opens a list, or ends one without marks."""
        self.ended = text.endswith("。")
        if not _OPENS.search(text):
            return
        levels = [at for at, reading in enumerate(readings) if reading.is_level and reading.figure.kind == "money"]
        tail = text[readings[levels[-1]].figure.end : -1] if levels else ""
        if levels and LISTING_TAIL.search(tail) and not _NO_PARTS.search(tail):
            self.lists.append(Open(readings[levels[-1]], first + levels[-1]))
