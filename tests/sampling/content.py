"""What a sample report is made of: lines and tables of pieces; a piece that is a figure carries its truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Style = Literal["title", "cover", "h1", "h2", "body", "note", "contents", "mark", "sign"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure in a piece of text: what is printed, and what the table it belongs to must say of it."""

    table: str
    quote: str
    fields: dict[str, Any]


Piece = str | Fact
Pieces = Piece | Sequence[Piece]


def pieces_of(pieces: Pieces) -> tuple[Piece, ...]:
    """One piece or several, as a tuple."""
    return (pieces,) if isinstance(pieces, str | Fact) else tuple(pieces)


def printed(pieces: Pieces) -> str:
    """The text of pieces as a reader sees it; an indicator or a check marks a place and prints nothing."""
    return "".join(
        piece if isinstance(piece, str) else "" if piece.table in ("indicators", "checks") else piece.quote
        for piece in pieces_of(pieces)
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that covers `cols` columns and `rows` rows."""

    pieces: Pieces
    cols: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph."""

    pieces: Pieces
    style: Style = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, written as in HTML: a cell covered from above isn't repeated. `widths` are relative."""

    rows: Sequence[Sequence[Cell | Pieces]]
    widths: Sequence[float]

    def laid(self) -> Iterator[list[tuple[int, Cell, bool]]]:
        """Each row's (column, cell, starts here); a cell merged downwards comes again, as not starting."""
        down: dict[int, tuple[Cell, int]] = {}
        for row in self.rows:
            waiting = [cell if isinstance(cell, Cell) else Cell(cell) for cell in row]
            waiting.reverse()
            out: list[tuple[int, Cell, bool]] = []
            column = 0
            while column < len(self.widths):
                starts = column not in down
                cell, left = down.pop(column) if not starts else (waiting.pop(), 0)
                left = left - 1 if not starts else cell.rows - 1
                if left:
                    down[column] = (cell, left)
                out.append((column, cell, starts))
                column += cell.cols
            if waiting or column > len(self.widths):
                raise ValueError(f"row doesn't fit: {[printed(c.pieces) for _, c, s in out if s]}")
            yield out


@dataclass(frozen=True, slots=True)
class PartStart:
    """The next block starts a part."""

    kind: str
    title: str | list[str]
    project_name: str | list[str] | None = None
    fiscal_year: int | None = None
    filing_date: str | None = None


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page ends here; `mark` is the page mark printed at its foot."""

    mark: str = ""


Block = Line | Table | PartStart | NewPage


@dataclass(frozen=True, slots=True)
class Report:
    """One sample: the truth of its document row, its year, and its blocks in reading order."""

    name: str
    year: int
    document: dict[str, Any]
    blocks: Sequence[Block]
    spaced: bool = False  # a blank line between the paragraphs of the TXT
    foot: str = ""  # the PDF's running foot, {} for the page number
    tall: float = 842.0  # height of the PDF's page: a low one makes its tables run over
