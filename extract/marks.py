"""What a line is for: the report itself, its table of contents, or page furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.document import Role

_PAGE_MARK = re.compile(
    r"""(?x) \s* (?:
        [—–―－\-─━]{1,3} \s* \d{1,4} \s* [—–―－\-─━]{1,3}                      # —10—  - 1 -
      | 第 \s* \d{1,4} \s* 页 \s* [,，/|]? \s* (?: 共 \s* \d{1,4} \s* 页 )?     # 第3页 共5页
      | 共 \s* \d{1,4} \s* 页 \s* [,，/|]? \s* (?: 第 \s* \d{1,4} \s* 页 )?
      | Page \s* \d+ (?: \s* of \s* \d+ )?
    ) \s*"""
)
_RULE = re.compile(r"\s*([-—－─━=＝═_＿])(?:\1|\s){7,}")
_HEADING = re.compile(r"\s*目\s*[录錄次]\s*[:：]?\s*")
_ENTRY = re.compile(
    r"""(?x) \s* (?P<title> \S.*? ) \s*
    (?P<leader> (?:[.．·•…⋯‥。_\-—]\s*+){3,}+ | […⋯]++ | PAGEREF\s+\S+ (?:\s*\\?h)? | \t ) \s*
    [(（\[]? \s* \d{1,3} (?: \s* [-–—~] \s* \d{1,3} )? \s* [)）\]]? \s*"""
)
_BARE_ENTRY = re.compile(
    r"\s*(?P<title>(?:第?[一二三四五六七八九十\d]+[、.．章节部]|[（(]|附件).{1,60}?)[\s.…]*\d{0,3}\s*"
)
_BLANK = re.compile(r"\s+")
_LONGEST_ENTRY = 300


def is_page_mark(line: str) -> bool:
    """Whether a line is nothing but a page number in one of its usual dresses."""
    return _PAGE_MARK.fullmatch(line) is not None


def is_rule(line: str) -> bool:
    """Whether a line is nothing but a rule drawn with signs: -------."""
    return _RULE.fullmatch(line) is not None


def is_contents_heading(line: str) -> bool:
    """Whether a line says 目录 and nothing else."""
    return _HEADING.fullmatch(line) is not None


def is_contents_entry(line: str) -> bool:
    """Whether a line is a title, a leader and a page number."""
    return _entry(line) is not None


def _entry(line: str) -> re.Match[str] | None:
    ends = line.rstrip()[-1:]
    return _ENTRY.fullmatch(line) if len(line) <= _LONGEST_ENTRY and (ends.isdecimal() or ends in ")）]") else None


def _title(line: str) -> str:
    entry = _entry(line) or (_BARE_ENTRY.fullmatch(line) if len(line) <= _LONGEST_ENTRY else None)
    return _BLANK.sub("", entry["title"]) if entry else ""


def roles(lines: Sequence[str]) -> list[Role]:
    """The role of each line of a text without blank lines, in reading order.

    Under 目录 a line is an entry if it ends in a leader and a page number, or if its words come again
    further down as the heading they stand for; elsewhere it takes two leader lines in a row.
    """
    last = {_BLANK.sub("", line): at for at, line in enumerate(lines)}
    found: list[Role] = ["body"] * len(lines)
    listing = False
    for at, line in enumerate(lines):
        if is_page_mark(line) or is_rule(line):
            found[at] = "furniture"
        elif is_contents_heading(line):
            found[at], listing = "contents", True
        elif is_contents_entry(line):
            beside = at + 1 < len(lines) and is_contents_entry(lines[at + 1])
            if listing or beside or (at and found[at - 1] == "contents"):
                found[at], listing = "contents", True
        elif listing:
            title = _title(line)
            listing = bool(title) and last.get(title, -1) > at
            if listing:
                found[at] = "contents"
    return found
