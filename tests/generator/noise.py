"""What happens to a text on its way to the reader: blanks, full width, page seams, wrapped lines, slips of OCR.

Every character keeps where it came from, so each figure's new place is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generator.compare import VALUES, same, spans, squeeze
from generator.draw import Draw

Chars = list[tuple[str, int]]
"""Characters with their place in the clean text; -1 where noise put them."""

HAN = re.compile(r"[一-鿿]")
FULL = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")
HALF = str.maketrans("，；：（）", ",;:()")
MARKS = ("- {} -", "— {} —", "—{}—", "{}", "第 {} 页", "第{}页 共30页")


@dataclass(frozen=True, slots=True)
class Noisy:
    """A text after noise; `places` maps the clean text's offsets."""

    text: str
    places: dict[int, int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a clean span stands now."""
        return self.places[start], self.places[end - 1] + 1


def _lines(text: Chars) -> list[Chars]:
    out: list[Chars] = [[]]
    for char in text:
        out[-1].append(char)
        if char[0] == "\n":
            out.append([])
    return out


def _prose(line: Chars) -> bool:
    return len(line) > 50 and line[0][0] != "\t"


def _within(change: Callable[[Draw, Chars], Chars], share: float) -> Callable[[Draw, Chars], Chars]:
    """Lets a change happen to that share of the paragraphs."""

    def run(draw: Draw, text: Chars) -> Chars:
        return [c for line in _lines(text) for c in (change(draw, line) if _prose(line) and draw.chance(share) else line)]

    return run


def _apart(put: str, where: Callable[[str, str], bool], share: float) -> Callable[[Draw, Chars], Chars]:
    """Puts something between two characters where it may stand, that often."""

    def run(draw: Draw, text: Chars) -> Chars:
        out: Chars = []
        for number, char in enumerate(text):
            out.append(char)
            after = text[number + 1][0] if number + 1 < len(text) else "\n"
            if where(char[0], after) and draw.chance(share):
                out += [(c, -1) for c in put]
        return out

    return run


def _mixed(a: str, b: str) -> bool:
    """A number beside a word, or 万 beside 元."""
    return (a.isdigit() != b.isdigit() and (HAN.match(a + b) or HAN.match(b)) is not None) or a + b == "万元"


def _wrapped(draw: Draw, line: Chars) -> Chars:
    """A paragraph in lines of one length, as a PDF has it; never within the digits of a number."""
    width, out, count = draw.whole(28, 42), [], 0
    for number, char in enumerate(line):
        out.append(char)
        count += 1
        after = line[number + 1][0] if number + 1 < len(line) else "\n"
        if count >= width and after != "\n" and not (char[0].isdigit() and after in "0123456789.,，%"):
            out.append(("\n", -1))
            count = 0
    return out


def _seam(draw: Draw, line: Chars) -> Chars:
    """A page ends within the paragraph, anywhere but within digits."""
    spots = [i for i in range(12, len(line) - 8) if not (line[i - 1][0] in "0123456789.,，" and line[i][0] in "0123456789.,，%")]
    at = draw.one(spots)
    gap = draw.one(["\n\n", "\n"])
    seam = gap + draw.one(MARKS).format(draw.whole(2, 29)) + draw.one([gap, "\n\f"])
    return [*line[:at], *((c, -1) for c in seam), *line[at:]]


def _translated(table: dict[int, int]) -> Callable[[Draw, Chars], Chars]:
    return lambda draw, line: [(char.translate(table), at) for char, at in line]


def _ocr(draw: Draw, text: Chars) -> Chars:
    """≥ read as 2, where a percentage proves it: 290%."""
    plain = "".join(char for char, _ in text)
    hit = {match.start() for match in re.finditer(r"≥(?=\d{2,3}(?:\.\d+)?%)", plain)}
    return [("2" if number in hit else char, at) for number, (char, at) in enumerate(text)]


NOISES: dict[str, Callable[[Draw, Chars], Chars]] = {
    "blanks": _apart(" ", _mixed, 0.3),
    "wide blanks": _apart("　", _mixed, 0.15),
    "hard blanks": _apart("\u00a0", _mixed, 0.3),
    "zero width": _apart("\u200b", _mixed, 0.3),
    "letter spacing": _within(_apart(" ", lambda a, b: bool(HAN.match(a) and HAN.match(b)), 1.0), 0.4),
    "full width": _translated(FULL),
    "half width": _within(_translated(HALF), 0.7),
    "wrapped": _within(_wrapped, 1.0),
    "split decimals": _within(_apart("\n", lambda a, b: a == "." and b.isdigit(), 0.3), 1.0),
    "split units": _within(_apart("\n", lambda a, b: (a.isdigit() and b in "万元人%") or a + b == "万元", 0.3), 1.0),
    "page seams": _within(_seam, 0.7),
    "OCR": _ocr,
}  # fmt: skip


def noisy(text: str, kind: str, seed: int) -> Noisy:
    """The text with one kind of noise."""
    chars = NOISES[kind](Draw(f"{kind} {seed}"), [(char, at) for at, char in enumerate(text)])
    return Noisy("".join(char for char, _ in chars), {at: number for number, (_, at) in enumerate(chars) if at >= 0})


def silent_changes(truth: dict[str, Any], clean: str, noise: Noisy, report: Any) -> list[str]:
    """Figures that read as another value without a flag, and figures read where there is none."""
    out: list[str] = []
    for table, value in VALUES.items():
        rows = getattr(report, table)
        known: set[int] = set()
        for want, (a, b) in zip(truth[table], spans(clean, truth[table]), strict=True):
            start, end = noise.span(a, b)
            around = noise.text[max(0, start - 40) : end + 16]
            for row in rows:
                if row.char_start < end and row.char_end > start:
                    known.add(id(row))
                    got = getattr(row, value)
                    if got is not None and not same(want[value], got) and not row.flags:
                        out.append(f"{table} {want['quote']!r} read as {got} ({row.quote!r}) | {around!r}")
        out += [
            f"{table} {row.quote!r} read where nothing stands | {noise.text[max(0, row.char_start - 40) : row.char_end + 16]!r}"
            for row in rows if id(row) not in known and not row.flags
        ]  # fmt: skip
    free = list(report.indicators)
    for want in truth["indicators"]:
        found = next((row for row in free if squeeze(row.level3 or "") == squeeze(want["level3"])), None)
        if found is not None:
            free.remove(found)
            out += [
                f"indicators {want['level3']} {name} {want[name]!r} read as {getattr(found, name)!r}"
                for name in ("target_value", "actual_value", "points", "score")
                if getattr(found, name) is not None and not same(want[name], getattr(found, name)) and not found.flags
            ]  # fmt: skip
    return out
