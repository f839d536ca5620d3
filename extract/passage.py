"""Runs of text made even for searching, each character still knowing its place in the document.

A `Passage` holds one sentence-bearing run: a paragraph with its line wraps and page seams closed, or
a cell. Widths are folded (２４５６．０３ → 2456.03, （ → (), blanks that carry no meaning are dropped
(项 目 支 出, 1.05 亿元, 2023 年), and blanks between two figures stay, because 12 9.84 is two cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from extract.document import Block, Document, Span

_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)}
# A full-width comma stays: between digits it may part thousands or clauses, and the number grammar decides.
_FOLD = {code: chr(plain) for code, plain in _WIDE.items() if chr(code) not in "，！？～"}
_FOLD |= {0x3000: " ", 0xA0: " ", 0x2007: " ", 0x202F: " ", ord("﹝"): "〔", ord("﹞"): "〕", ord("﹪"): "%",
          ord("萬"): "万", ord("億"): "亿", ord("圓"): "元",
          ord("﹣"): "-", ord("–"): "-", ord("−"): "-", ord("‐"): "-", ord("‑"): "-",
          ord("≧"): "≥", ord("≦"): "≤", ord("⩾"): "≥", ord("⩽"): "≤", ord("•"): "·"}
_DROPPED = "\uffff"  # a character of no text, put for those that print nothing: lengths stay
_FOLD |= dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u00ad"), _DROPPED)
_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, _FOLD)))}]")
_RUN = re.compile(rf"[^\s{_DROPPED}]+")
_PARTED = re.compile(r"[0-9.,%]{2}|[A-Za-z]{2}")  # a blank is kept between two figures and between two Latin words
_CUT_DECIMALS = re.compile(r"\d[.,]\d")


class Passage(NamedTuple):
    """Even text and, for each of its characters, the offset of the character it came from."""

    text: str
    offsets: Sequence[int]
    document: Document

    def span(self, start: int, end: int) -> Span:
        """The place in the document of `text[start:end]` (not empty)."""
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        return Span(first, last, self.document.page_at(first))

    def quote(self, start: int, end: int) -> str:
        """The characters as printed that `text[start:end]` was made from."""
        return self.document.text[self.offsets[start] : self.offsets[end - 1] + 1]


@lru_cache(maxsize=2)
def _even(text: str) -> str:
    """A document's text with its widths folded, each character at its place."""
    return _FOLDED.sub(lambda char: _FOLD[ord(char[0])], text)


def fold(document: Document, pieces: Sequence[tuple[int, int]]) -> Passage:
    """The passage made of some stretches (start, end) of a document's text, in that order."""
    even = _even(document.text)
    if len(pieces) == 1 and _RUN.fullmatch(even, *pieces[0]):
        start, end = pieces[0]
        return Passage(even[start:end], range(start, end), document)
    text, gap = "", ""
    offsets: list[int] = []
    for start, end in pieces:
        piece, at = even[start:end], 0
        for run in _RUN.finditer(piece):
            gap += piece[at : run.start()].replace(_DROPPED, "")
            at = run.end()
            if gap and text and _is_kept(gap, text, run.group()):
                text += " "
                offsets.append(offsets[-1] + 1)
            text += run.group()
            offsets += range(start + run.start(), start + at)
            gap = ""
        gap += piece[at:].replace(_DROPPED, "")
    return Passage(text, offsets, document)


def _is_kept(gap: str, before: str, after: str) -> bool:
    """Whether a gap between two runs of characters stays as a blank; a line's end at a figure's point does not."""
    if not _PARTED.fullmatch(before[-1] + after[0]):
        return False
    cut = _CUT_DECIMALS.fullmatch(before[-2:] + after[0]) or _CUT_DECIMALS.fullmatch(before[-1] + after[:2])  # 2694⏎.55
    return not ("\n" in gap and cut)


_SENTENCE_END = re.compile(r"[。！？；!?;：:]\s*[”’）)」』]?\s*$")
_STARTS_ANEW = re.compile(
    r"""(?x) \s* (?:
        [（(]? \s* (?:[一二三四五六七八九十百]+|\d{1,2}) \s* [)）、．.] (?!\d)   # 一、 (二) 3.
      | [①-⑳●○■□◆★☆√·*#|]| - \s | 第[一二三四五六七八九十\d]+[章节部分条]
      | 附件 | 附表 | 目\s*录 | 注[：:] | 说明[：:] | 填表人 | 填报 | 报告日期 | 二〇
    )"""
)
_CUT_NUMBER = re.compile(r"\d[.,]$")  # 37,⏎988.46
_CUT_UNIT = re.compile(r"\d\n\s*(?:[万亿]元?|元|%|人|名|分|个百分点)|\d\s*[万亿]\n\s*元")  # 1234.5⏎万元, 1.5万⏎元
_EXPECTS = re.compile(r"(?:增加|减少|增长|下降|降低|上升|提高|[为达共计占约到])$")  # a figure must follow
_LIST_LEAD = re.compile(r"\s*[一二三四五六七八九十]是")
_PAGE_NUMBER = re.compile(r"\s*\d{1,3}\s*")


def _runs_on(before: str, after: str, width: int, seam: bool) -> bool:
    """Whether a block's sentence goes on in the next block: it broke where the line ended, or the page (`seam`)."""
    before = before.strip()
    if _CUT_UNIT.search(before[-12:] + "\n" + after.lstrip()[:3]):
        return True
    if _STARTS_ANEW.match(after):
        return False
    if (_CUT_NUMBER.search(before) or _EXPECTS.search(before)) and after[:1].isdigit():
        return True
    if _LIST_LEAD.match(after):
        return False
    full = len(before.rpartition("\n")[2]) >= width
    if _SENTENCE_END.search(before):
        return full and before[-1] in "：:" and not after.lstrip()[:1].isdigit()  # 项目支出500万元包括：, and the line ended there
    if seam and len(before) >= 8 and not (_STARTS_ANEW.match(before) and len(before) < 30):
        return True
    return full


def _seam_width(blocks: Sequence[Block]) -> int:
    """The length from which a line counts as full: lines broken in mid-sentence are as long as most."""
    lengths = sorted(len(line) for block in blocks for line in block.text.split("\n"))
    return max(18, int(0.55 * lengths[int(len(lengths) * 0.9)])) if lengths else 18


def _is_furniture(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block is a page's own; a bare number is where it parts what can't be parted: a figure and its unit or verb."""
    if blocks[at].role != "body" or not _PAGE_NUMBER.fullmatch(blocks[at].text):
        return blocks[at].role == "furniture"
    if not 0 < at < len(blocks) - 1:
        return False
    before, after = blocks[at - 1].text.strip(), blocks[at + 1].text.lstrip()
    cut = _CUT_UNIT.search(before[-12:] + "\n" + after[:3]) or (_EXPECTS.search(before) and after[:1].isdigit())
    return len(before) >= 8 and bool(cut)


def passages(document: Document) -> list[Passage]:
    """The body of a document outside its tables, a passage a paragraph, seams closed."""
    width = _seam_width([block for block in document.blocks if block.role == "body"])
    tables = sorted(table.span.start for table in document.tables if table.role == "body")
    runs: list[list[Block]] = []
    seam = False
    for at, block in enumerate(document.blocks):
        if (furniture := _is_furniture(document.blocks, at)) or block.role != "body":
            seam = seam or furniture
            continue
        last = runs[-1][-1] if runs else None
        parted = last and any(last.span.end <= start < block.span.start for start in tables)
        if last and not parted and _runs_on(last.text, block.text, width, seam):
            runs[-1].append(block)
        else:
            runs.append([block])
        seam = False
    found = (fold(document, [(block.span.start, block.span.end) for block in run]) for run in runs)
    return [passage for passage in found if passage.text]
