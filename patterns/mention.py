"""`Mention`: the narrow waist. Sentence rules and table templates both give it; arithmetic starts after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from extract.document import Span

Kind = Literal["money", "people", "rate", "score", "indicator", "quantity"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the document's tables: 0-based table, row and column."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Part:
    """One report or form of a bundle. Years and dates are verbatim; `kind` is of `output.vocabulary`."""

    index: int
    kind: str
    start: int
    end: int
    title: str | None = None
    project: str | None = None
    agency: str | None = None
    year: str | None = None
    year_source: str | None = None  # title | cover | body | bundle
    filing: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that is said: verbatim strings by name, and the place of the figure.

    `words` by kind ("" or absent where nothing is printed; every value is document text, folded):

    money     number, unit (beside the number), unit_note (header, caption or line that holds the unit),
              unit_source (inline | row_label | column_header | caption | inferred), label, under (labels
              above it: the whole of a 其中 list, table section, outermost first, joined by " / "),
              column (a cell's column header path), stage (word: 决算, 年初预算 …), period (2022年, 上年 …),
              before and after (约, 近 / 余, 以上 …), change (verb: 增加, 减少), per (人, 人·年 …),
              wide (全县: of more than the unit), left_over (结转 …, behind the figure),
              standard (1 where it is a price), stage_from (whole: the stage is that of the sum it is part of),
              threshold (the word that makes it a criterion), code, breakdown, table (template name),
              project (1 where the part is a project's own), plan,
              title (the part's title, where the amount is printed in it)
    people    number, unit, unit_note, label, under, column, period, plan (任务, 计划 …), organisation, before, after
    rate      number, unit (%), label, base, share (占 …), change (增长, 下降 …), plan, period, column, before, after
    score     points, score, rate, grade, label, scope (overall | category | fund_execution)
    indicator level1, level1_points, level2, level3, target, operator, target_unit, actual, points, score,
              reason, target_lifetime (level cells without line breaks; target etc. as printed)
    quantity  number, unit, label, period, before, after
    """

    kind: Kind
    rule: str
    span: Span
    words: Mapping[str, str]
    part: int = 0
    place: Place | None = None
    heading: tuple[str, ...] = ()
    statement: int = 0
    parent: int | None = None  # index, among the document's mentions, of the whole this is a 其中 part of
    flags: tuple[str, ...] = field(default=())

    def word(self, name: str) -> str:
        """The verbatim string of a name, "" where nothing is printed."""
        return self.words.get(name, "")
