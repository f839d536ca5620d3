"""One table as templates read it: its rows as lines of cells, its header as columns with their paths."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from extract.document import Cell, Document, Table
from extract.passage import Passage, fold

_BRACKETED = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]?")
_FORMULA = re.compile(r"(?<=[^A-Za-z])[A-G](?:[=＝/÷].*)?$")
_BLANK = re.compile(r"[-—－/\\.…·*、\s]*|无|不适用|空")
_NUMERIC = re.compile(r"[-+]?\d[\d,，. ]*(?:%|分)?")
_LEAD = re.compile(
    r"(?:其中[:：]?|[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]"
    r"|\d{1,2}[、.．](?!\d)|[①-⑳])+"
)
_SPACE = re.compile(r"\s*\n\s*|(?<=[^\x00-\x7f])[ \u3000]+|[ \u3000]+(?=[^\x00-\x7f])")


def bare(text: str) -> str:
    """A header or label without what stands in brackets and without its colon: 执行率(B/A) → 执行率."""
    return _BRACKETED.sub("", text).strip("：:、*★☆ ")


def head_of(text: str) -> str:
    """A column's head without brackets and without the letter or formula of its column: 结余E=C-D → 结余."""
    return _FORMULA.sub("", bare(text)) or bare(text)


def label_of(text: str) -> str:
    """A row's label without list marks, 其中 and colon: 一、在职人员 → 在职人员."""
    return _LEAD.sub("", text, count=1).strip("：:*★☆ ") if _LEAD.match(text) else text.strip("：:*★☆ ")


def lead_of(text: str) -> str:
    """The list mark or 其中 before a label, "" where there is none."""
    match = _LEAD.match(text)
    return match.group() if match else ""


def depth_of(lead: str) -> int:
    """How deep a list mark stands: 一、 1, （一） 2, 1. 3, (1) 4, ① 5; 0 for none and for 其中."""
    marks = ((r"[①-⑳]", 5), (r"[(（]\d", 4), (r"\d", 3), (r"[(（][一二三四五六七八九十]", 2), (r"[一二三四五六七八九十]", 1))
    return next((depth for mark, depth in marks if re.match(mark, lead)), 0)


def joined(text: str) -> str:
    """Printed text without its line breaks and without blanks beside Chinese characters."""
    return _SPACE.sub("", text.strip())


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, —, /, 无, ……."""
    return bool(_BLANK.fullmatch(text))


def is_numeric(text: str) -> bool:
    """Whether a cell holds a number and no words: 12, 1,234.50, 95%."""
    return bool(_NUMERIC.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the cells that cover it, left to right; one merged down is in every row it covers."""

    row: int
    cells: tuple[Cell, ...]
    own: tuple[Cell, ...]
    """The cells that begin in this row."""

    @property
    def end(self) -> int:
        """The grid column after the last cell."""
        return self.cells[-1].column + self.cells[-1].column_span if self.cells else 0


class Sheet:
    """One table of a document, its lines, and the text of its cells, folded once."""

    def __init__(self, document: Document, table: Table) -> None:
        self.document = document
        self.table = table
        self.lines = _lines(table)
        self._passages: dict[tuple[int, int], Passage] = {}
        self._texts: dict[tuple[int, int], str] = {}

    def passage(self, cell: Cell) -> Passage:
        """The folded text of a cell, each character with its offset."""
        key = (cell.row, cell.column)
        if key not in self._passages:
            self._passages[key] = fold(self.document, [(span.start, span.end) for span in cell.spans])
        return self._passages[key]

    def text(self, cell: Cell | None) -> str:
        """The text of a cell, folded and free of blanks."""
        if cell is None or not cell.text:
            return ""
        key = (cell.row, cell.column)
        if key not in self._texts:
            self._texts[key] = self.passage(cell).text.replace(" ", "")
        return self._texts[key]


def _lines(table: Table) -> tuple[Line, ...]:
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            rows[row].append(cell)
    for cells in rows:
        cells.sort(key=attrgetter("column"))
    return tuple(Line(at, tuple(row), tuple(cell for cell in row if cell.row == at)) for at, row in enumerate(rows))


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a logical table: its grid columns [start, end), its header cells from the top down."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    path: tuple[str, ...]
    role: str = ""

    @property
    def leaf(self) -> str:
        """The lowest header text, "" where there is none."""
        return self.path[-1] if self.path else ""


def columns_under(sheet: Sheet, header: Sequence[Line]) -> tuple[Column, ...]:
    """The columns that header lines make, each with its header path, roles not yet given."""
    columns: list[Column] = []
    width = max((line.end for line in header), default=0)
    for at in range(width):
        path: list[Cell] = []
        for line in header:
            cell = sheet.table.at(line.row, at)
            if cell is not None and cell not in path and cell.text.strip():
                path.append(cell)
        cells = tuple(path)
        if columns and cells and columns[-1].cells == cells:
            columns[-1] = Column(columns[-1].start, at + 1, cells, columns[-1].path)
        else:
            columns.append(Column(at, at + 1, cells, tuple(sheet.text(cell) for cell in cells)))
    return tuple(columns)
