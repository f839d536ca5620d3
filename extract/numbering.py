"""The numbers that a word processor draws before paragraphs and doesn't store in their text."""

from __future__ import annotations

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART = re.compile(r"%(\d)")
_DIGITS = "零一二三四五六七八九"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = re.compile(r"(?:chinese|japanese|taiwanese)Counting(?:Thousand)?")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def chinese(number: int) -> str:
    """A number from 1 to 9999 in Chinese numerals, as lists count: 十, 二十一, 一百零三."""
    out, gap = "", False
    for unit, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if gap and out else "") + _DIGITS[digit] + mark
        gap = not digit
    return out.removeprefix("一") if out.startswith("一十") else out


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    out = ""
    for value, mark in _ROMAN:
        out += mark * (number // value)
        number %= value
    return out


def _printed(number: int, form: str) -> str:
    if not 0 < number < 1000:
        return str(number)
    if _CHINESE.fullmatch(form):
        return chinese(number)
    if form in ("lowerLetter", "upperLetter"):
        return _letters(number).upper() if form == "upperLetter" else _letters(number)
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form.startswith("decimalEnclosedCircle") and number <= len(_CIRCLES):
        return _CIRCLES[number - 1]
    if form == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(number)).replace("零", "〇")
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _value(parent: Any, name: str, otherwise: str) -> str:
    found = parent.find(W + name) if parent is not None else None
    return otherwise if found is None else str(found.get(W + "val", otherwise))


def _whole(value: str, otherwise: int) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else otherwise


class Numbering:
    """The running counters of a document's lists; `label` gives the next number of one."""

    def __init__(self, root: Any) -> None:
        self._abstract: dict[str, dict[int, Any]] = {}
        self._list: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._used: set[str] = set()
        if root is None:
            return
        for node in root.iter(W + "abstractNum"):
            levels = {_whole(level.get(W + "ilvl", ""), 0): level for level in node.iter(W + "lvl")}
            self._abstract[node.get(W + "abstractNumId", "")] = levels
        for node in root.iter(W + "num"):
            starts = {
                _whole(override.get(W + "ilvl", ""), 0): _whole(_value(override, "startOverride", ""), 1)
                for override in node.iter(W + "lvlOverride")
                if override.find(W + "startOverride") is not None
            }
            self._list[node.get(W + "numId", "")] = (_value(node, "abstractNumId", ""), starts)

    def label(self, number_id: str, level: int) -> str:
        """The next number of a list at a level (0 to 8) as printed and a blank; "" for a bullet."""
        abstract, starts = self._list.get(number_id, ("", {}))
        levels = self._abstract.get(abstract, {})
        if level not in levels or not 0 <= level <= 8:
            return ""
        counts = self._counts.setdefault(abstract, [None] * 9)
        if number_id not in self._used:
            self._used.add(number_id)
            for at, start in starts.items():
                if 0 <= at <= 8:
                    counts[at] = start - 1
        first = _whole(_value(levels[level], "start", "1"), 1)
        before = counts[level]
        counts[level] = first if before is None else before + 1
        counts[level + 1 :] = [None] * (8 - level)
        return self._printed(levels, level, counts)

    def _printed(self, levels: dict[int, Any], level: int, counts: list[int | None]) -> str:
        node = levels[level]
        if _value(node, "numFmt", "decimal") in ("bullet", "none"):
            return ""
        plain = node.find(W + "isLgl") is not None

        def part(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form = "decimal" if plain else _value(levels.get(at), "numFmt", "decimal")
            count = counts[at] if 0 <= at <= 8 else None
            return _printed(1 if count is None else count, form)

        text = _PART.sub(part, _value(node, "lvlText", ""))
        return text + ("" if not text or _value(node, "suff", "tab") == "nothing" else " ")
