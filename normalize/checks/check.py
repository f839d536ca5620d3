"""What a check is, and the row it gives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, wraps
from typing import TypeVar

from normalize.rows import CheckRow, Fact, Report

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Check:
    """One question put to a report, with reports that pass it and reports that fail it exactly once."""

    code: str
    asks: str
    find: Callable[[Report], Iterable[CheckRow]]
    passes: tuple[Report, ...]
    fails: tuple[Report, ...]


def once(read: Callable[[Report], T]) -> Callable[[Report], T]:
    """The function with its last answer kept, for what several checks ask of one report after the other."""
    last: list[tuple[Report, T]] = []

    @wraps(read)
    def asked(report: Report) -> T:
        held = last[0] if last else None
        if held is None or held[0] is not report:
            held = (report, read(report))
            last[:] = [held]
        return held[1]

    return asked


def fault(
    report: Report,
    code: str,
    severity: str,
    message: tuple[str, str],
    *,
    at: Fact | tuple[int, int],
    members: Sequence[Fact] = (),
    expected: Decimal | None = None,
    found: Decimal | None = None,
) -> CheckRow:
    """The row of one failing statement; `message` is Chinese, English; `at` the fact or stretch at fault."""
    start, end = (at.char_start, at.char_end) if isinstance(at, Fact) else at
    return CheckRow(
        document_id=report.document.document_id,
        part_id=at.part_id if isinstance(at, Fact) else part_at(report, start),
        code=code,
        severity=severity,
        message=worded(message),
        expected=expected,
        found=found,
        members=tuple(fact.fact_id for fact in members),
        char_start=start,
        char_end=end,
    )


def worded(message: tuple[str, str]) -> str:
    """A message in Chinese and English as one line."""
    return " / ".join(re.sub(r"\s*[\r\n]\s*", "", words) for words in message)


def in_order(rows: Iterable[CheckRow]) -> tuple[CheckRow, ...]:
    """The faults of a report in reading order."""
    return tuple(sorted(rows, key=lambda row: (row.char_start or 0, row.code, row.members)))


def part_at(report: Report, offset: int) -> str | None:
    """The id of the part that holds an offset; facts before the first part belong to the first."""
    found = [part.part_id for part in report.parts if part.char_start <= offset]
    return found[-1] if found else (report.parts[0].part_id if report.parts else None)


def place(report: Report, fact: Fact) -> tuple[str, str]:
    """Where a fact stands, in words: its page, or its line where there are no pages, and its table's row."""
    text = report.text.text if report.text else ""
    line = text.count("\n", 0, fact.char_start) + 1
    chinese, english = (f"第{fact.page}页", f"on page {fact.page}") if fact.page else (f"第{line}行", f"in line {line}")
    if fact.table_index is not None and fact.row_index is not None:
        number, row = fact.table_index + 1, fact.row_index + 1
        return f"{chinese}（表{number}第{row}行）", f"{english} (table {number}, row {row})"
    return chinese, english


def year_of(report: Report, part_id: str | None) -> int | None:
    """The year under evaluation of a part, else of the document."""
    years = [part.fiscal_year for part in report.parts if part.part_id == part_id and part.fiscal_year]
    return years[0] if years else report.document.fiscal_year


_WRAPPED = re.compile(  # a full line, no title, stops in mid-sentence; no list mark, cell or blank line follows
    r"""(?mx) ^ (?![|\t]) [^\n]{18,} (?<![。；;：:！!？?|\s]) (?<!报告) (?<!评表) [ ]* \n
        (?! \s* (?: \n | [（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\D | [|\t#] ))"""
)


@lru_cache(maxsize=4)
def unwrapped(text: str) -> str:
    """A text of the same length in which a line that was broken for the page's width goes on."""
    return _WRAPPED.sub(lambda match: match[0][:-1] + " ", text)


def text_of(report: Report) -> str:
    """The loaded text, a paragraph a line, with the same offsets; empty where the report carries none."""
    return unwrapped(report.text.text) if report.text else ""


def paragraph(text: str, offset: int) -> tuple[int, int]:
    """The stretch of the line that holds an offset."""
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end


_SENTENCE_ENDS = "。；;！"


def sentence(text: str, offset: int) -> tuple[int, int]:
    """The stretch from the last full stop or semicolon before an offset to the next one after it."""
    start, end = paragraph(text, offset)
    before = max(text.rfind(mark, start, offset) for mark in _SENTENCE_ENDS)
    after = [at for mark in _SENTENCE_ENDS if (at := text.find(mark, offset, end)) >= 0]
    return max(start, before + 1), min(after, default=end)


def words_before(text: str, row: Fact) -> str:
    """The words of its clause before a figure."""
    start, _ = sentence(text, row.char_start)
    cut = max(text.rfind(mark, start, row.char_start) for mark in "，,：:")
    if cut > 0 and text[cut - 1].isdigit() and text[cut + 1 : cut + 2].isdigit():
        cut = text.rfind("，", start, cut)
    return text[max(start, cut + 1) : row.char_start]


REACH = 1000
"""How far, in characters, a figure's neighbours may stand from it."""


class Places:
    """Facts by their place, so that a figure finds those around it without a walk over all."""

    def __init__(self, report: Report, facts: Iterable[Fact]) -> None:
        self.text = text_of(report)
        self.facts = sorted(facts, key=lambda fact: fact.char_start)
        self.starts = [fact.char_start for fact in self.facts]
        self.rows: dict[tuple[int, int | None], list[Fact]] = {}
        for fact in self.facts:
            if fact.table_index is not None:
                self.rows.setdefault((fact.table_index, fact.row_index), []).append(fact)

    def between(self, start: int, end: int) -> list[Fact]:
        """The facts that start in a stretch."""
        return self.facts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def around(self, fact: Fact) -> list[Fact]:
        """The facts of the same table row, or of the same paragraph outside tables."""
        if fact.table_index is not None:
            return self.rows.get((fact.table_index, fact.row_index), [])
        start, end = paragraph(self.text, fact.char_start) if self.text else (0, fact.char_end + REACH)
        start, end = max(start, fact.char_start - REACH), min(end, fact.char_end + REACH)
        return [f for f in self.between(start, end) if f.part_id == fact.part_id and f.table_index is None]

    def before(self, fact: Fact) -> list[Fact]:
        """The facts of the same table row, or those before it in its paragraph, nearest first."""
        found = self.around(fact)
        if fact.table_index is None:
            found = [f for f in found if f.char_start < fact.char_start]
        return found[::-1]

    def after(self, fact: Fact) -> list[Fact]:
        """The facts that follow it in its sentence."""
        end = sentence(self.text, fact.char_start)[1] if self.text else fact.char_end
        return [f for f in self.between(fact.char_end, end) if f.table_index is None]

    def earlier(self, fact: Fact) -> list[Fact]:
        """The facts before it in running text, in its own paragraph or one before, nearest first."""
        found = self.between(fact.char_start - REACH, fact.char_start)
        return [f for f in reversed(found) if f.part_id == fact.part_id and f.table_index is None]
