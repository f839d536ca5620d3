"""`Template`: a known table by its header, with a drawn example, what that says and what it is silent on.

A file of this folder with a module-level `TEMPLATE` is found; nothing is registered. Columns come from
each table's own header, never from a fixed order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from extract.document import Cell, Problem, Span
from patterns.mention import Kind, Mention, Part, Place
from patterns.tables.layout import Column, Line, Sheet, head_of, is_blank, is_numeric

Heads = Sequence[tuple[str, re.Pattern[str]]]
"""Roles of columns, each with the header texts that name it; the first that fits wins."""

_SHORT_WITH_DIGITS = re.compile(r"(?=.*\d)[^，。；：:,;]{1,20}")
_RECENT = 20  # a merged cell is met again within so many doubts
_COUNTED = re.compile(r"-?\d+(?:[.,，]\d+)*(?![\d、．.])")


@dataclass(frozen=True, slots=True)
class Said:
    """A mention that an example must give: its kind, its quote, some of its words."""

    kind: Kind
    quote: str
    words: Mapping[str, str]


def said(kind: Kind, quote: str, **words: str) -> Said:
    """A mention that an example must give."""
    return Said(kind, quote, words)


@dataclass(frozen=True, slots=True)
class Example:
    """A drawn table: a row a line, cells between |, `^` merged down from above, `<` merged on from the left.

    A line without | is a paragraph. `says` are mentions it must give (`count` of them in all), `silent` are
    printed texts that no mention may quote.
    """

    drawn: str
    says: Sequence[Said]
    count: int
    silent: Sequence[str] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """How one kind of table is known and read.

    `recognises` is given the texts of a row and their roles and says whether the row is the table's header.
    `figures` are the roles whose cells hold numbers: by them a row of another width is fitted to the columns.
    The template of the lowest `rank` that recognises a row has it; a `weak` one,
    where another's rows run, only if its heads print a unit. Where heads alone don't tell, `by_rows` is
    given the first texts of the rows below too (项目 | 行次 | 数量 is of people if the rows name people).
    Cells of sentences that it doesn't read itself are left to the sentence rules where it has `sentences`.
    """

    name: str
    rank: int
    heads: Heads
    recognises: Callable[[Sequence[str], Sequence[str]], bool]
    read: Callable[[Section, Findings], None]
    examples: Sequence[Example]
    figures: frozenset[str] = frozenset()
    weak: bool = False
    sentences: bool = True
    by_rows: Callable[[Sequence[str], Sequence[str], Sequence[str]], bool] | None = None

    def role(self, text: str) -> str:
        """The role of a column with such a header, "" for none."""
        return _role(self, text)


@lru_cache(maxsize=1 << 14)
def _role(template: Template, text: str) -> str:
    plain = head_of(text)
    fitting = (role for role, head in template.heads if head.fullmatch(plain) or head.fullmatch(text))
    return next(fitting, "")


CaptionLine = tuple[str, Span]
"""A line's folded text and its place."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands right above a table: its lines, nearest first."""

    lines: tuple[CaptionLine, ...] = ()

    def find(self, pattern: re.Pattern[str]) -> tuple[str, re.Match[str]] | None:
        """The nearest line that holds a pattern, and the match."""
        for text, _ in self.lines:
            match = pattern.search(text)
            if match:
                return text, match
        return None


@dataclass(slots=True)
class Section:
    """One logical table: header lines, columns with roles, and the lines under them."""

    template: Template
    sheet: Sheet
    caption: Caption
    header: tuple[Line, ...]
    columns: tuple[Column, ...]
    lines: list[Line]
    before: Section | None = None
    memory: dict[str, str] = field(default_factory=dict)  # what the template must know where the table goes on
    coded: dict[tuple[int, str], dict[int, int]] = field(default_factory=dict)  # mentions by panel and code, then by column
    _shifts: dict[int, int] = field(default_factory=dict)
    _having: dict[tuple[str, ...], list[Column]] = field(default_factory=dict)
    _free_heads: list[Cell] | None = None

    def text(self, cell: Cell | None) -> str:
        """The folded text of a cell."""
        return self.sheet.text(cell)

    def having(self, *roles: str) -> list[Column]:
        """The columns of some roles, left to right."""
        if roles not in self._having:
            self._having[roles] = [column for column in self.columns if column.role in roles]
        return self._having[roles]

    def cells(self, line: Line, column: Column) -> list[Cell]:
        """The cells of a line in a column: several where its head spans cells without heads of their own."""
        shift = self._shift(line)
        start, end = column.start + shift, column.end + shift
        return [cell for cell in line.cells if cell.column < end and cell.column + cell.column_span > start]

    def cell(self, line: Line, *roles: str) -> Cell | None:
        """The first filled cell of a line in the columns of some roles."""
        filled = (cell for column in self.having(*roles) for cell in self.cells(line, column) if self.text(cell))
        return next(filled, None)

    def printed(self, line: Line, *roles: str) -> str:
        """What a line prints in the columns of some roles, "" where nothing is."""
        return self.text(self.cell(line, *roles))

    def holds_figures(self, column: Column) -> bool:
        """Whether any number stands in a column: 年度预算数(万元) may head the labels."""
        cells = (cell for line in self.lines for cell in self.cells(line, column))
        return any(_COUNTED.match(self.text(cell)) for cell in cells)

    def free_heads(self) -> list[Cell]:
        """Header cells over no figures of their own: 项目资金(万元), 经费控制情况(万元)."""
        if self._free_heads is None:
            figured = {id(cell) for column in self.having(*self.template.figures) if self.holds_figures(column) for cell in column.cells}
            heads = (cell for line in self.header for cell in line.cells)
            self._free_heads = [cell for cell in heads if id(cell) not in figured]
        return self._free_heads

    def fits(self, line: Line) -> bool:
        """Whether a line has a number under a head of numbers, and no words there."""
        texts = [
            self.text(cell) for column in self.columns if column.role in self.template.figures
            for cell in self.cells(line, column)
        ]  # fmt: skip
        said = [text for text in texts if not is_blank(text)]
        return bool(said) and all(map(is_numeric, said))

    def _shift(self, line: Line) -> int:
        """How far a line of another width stands to the right of its header."""
        if line.row not in self._shifts:
            width = self.columns[-1].end if self.columns else 0
            gap = line.end - width
            best = 0
            if gap and line.cells and self.columns:
                shifts = (gap, 0) if abs(gap) < width else (0,)
                best = max(shifts, key=lambda shift: self._plausible(line, shift))
            self._shifts[line.row] = best
        return self._shifts[line.row]

    def _plausible(self, line: Line, shift: int) -> int:
        """How well a line's numbers and words fall on columns of numbers and of words."""
        score = 0
        for column in self.columns:
            for cell in line.cells:
                if cell.column <= column.start + shift < cell.column + cell.column_span:
                    text = self.text(cell)
                    if text and column.role and not is_blank(text):
                        score += 1 if is_numeric(text) == (column.role in self.template.figures) else -1
        return score


Standing = Literal["planned", "actual", ""]


@dataclass(frozen=True, slots=True)
class ProseCell:
    """A cell that holds sentences: what stands before it, and whether it tells a plan or what was done."""

    cell: Cell
    place: Place
    part: int
    label: str
    standing: Standing


class Findings:
    """What the tables of a document say so far, in the order in which it was read."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.mentions: list[Mention] = []
        self.problems: list[Problem] = []
        self.prose: list[ProseCell] = []
        self._parts = parts
        self._starts = [part.start for part in parts]
        self._taken: set[tuple[int, int, int]] = set()

    def part(self, offset: int) -> int:
        """The index of the part that holds an offset; what stands before the first belongs to the first."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def part_title(self, section: Section) -> str:
        """The title of the part that a table stands in, "" for none."""
        title = self._parts[self.part(section.sheet.table.span.start)].title if self._parts else ""
        return title or ""

    def add(
        self, kind: Kind, section: Section, cell: Cell, words: Mapping[str, str], *,
        span: Span | None = None, parent: int | None = None, flags: tuple[str, ...] = (),
    ) -> int:  # fmt: skip
        """The index of a new mention in a cell: its quote is `span`, or all of the cell but blanks around.

        Of a cell whose lines stand apart in the text, its first line is quoted.
        """
        passage = section.sheet.passage(cell)
        if span is None:
            whole = passage.span(0, len(passage.text))
            span = whole._replace(end=cell.span.end) if cell.rest else whole
        place = Place(section.sheet.table.index, cell.row, cell.column)
        kept = {name: word for name, word in words.items() if word}
        rule = f"table.{section.template.name}"
        self.mentions.append(Mention(kind, rule, span, kept, self.part(span.start), place, parent=parent, flags=flags))
        return len(self.mentions) - 1

    def add_prose(self, sheet: Sheet, cell: Cell, label: str, standing: Standing) -> None:
        """Keep a cell of sentences for the sentence rules."""
        place = Place(sheet.table.index, cell.row, cell.column)
        self.prose.append(ProseCell(cell, place, self.part(cell.span.start), label, standing))

    def doubt(self, section: Section, cell: Cell) -> None:
        """Note a short cell with digits under a head of figures that could not be read as one."""
        text = section.text(cell)
        if _SHORT_WITH_DIGITS.fullmatch(text) and all(problem.span != cell.span for problem in self.problems[-_RECENT:]):
            message = f"No figure could be read from this cell: {text}. Look at the page."
            self.problems.append(Problem("unclear_cell", "info", message, cell.span))

    def taken(self, sheet: Sheet, cell: Cell) -> bool:
        """Whether something was read from a cell already."""
        return (sheet.table.index, cell.row, cell.column) in self._taken

    def first_time(self, section: Section, cell: Cell) -> bool:
        """Whether a cell is met for the first time: a merged cell's figure counts once."""
        key = (section.sheet.table.index, cell.row, cell.column)
        if key in self._taken:
            return False
        self._taken.add(key)
        return True


def roles_of(template: Template, columns: Sequence[Column]) -> Iterator[Column]:
    """The columns with their roles: by the lowest head that names one, else by the path run together.

    Under a head of the whole period (实施周期指标值 over 指标性质 | 指标值 | 度量单位) values are the period's.
    """
    for column in columns:
        names = (*reversed(column.path), "".join(column.path))
        role = next((role for text in names if (role := template.role(text))), "")
        if any(template.role(text) == "lifetime" for text in column.path[:-1]):
            role = "lifetime" if role in ("target", "lifetime") else ""
        yield Column(column.start, column.end, column.cells, column.path, role)
