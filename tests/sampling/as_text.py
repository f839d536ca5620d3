"""A report as TXT, the way a word processor dumps it, and the places of its figures in that text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sampling.content import Fact, Line, NewPage, PartStart, Pieces, Report, Table, pieces_of


@dataclass(slots=True)
class Dump:
    """The text so far, the facts with their offsets and part, and the parts with theirs."""

    text: str = ""
    facts: list[tuple[int, Fact, int]] = field(default_factory=list)
    parts: list[tuple[int, PartStart]] = field(default_factory=list)

    def put(self, pieces: Pieces) -> None:
        """Append pieces and note where their facts stand."""
        for piece in pieces_of(pieces):
            if isinstance(piece, str):
                self.text += piece
                continue
            self.facts.append((len(self.text), piece, len(self.parts)))
            if piece.table not in ("indicators", "checks"):
                self.text += piece.quote


def dump(report: Report) -> Dump:
    """The report as text: a cell a line after a tab, a blank line after each row."""
    out = Dump()
    for block in report.blocks:
        match block:
            case PartStart():
                out.parts.append((len(out.text), block))
            case NewPage(mark=mark):
                out.text += f"\n{mark}\n\n" if mark else "\n\n"
            case Line(pieces=pieces):
                out.put(pieces)
                out.text += "\n\n" if report.spaced else "\n"
            case Table():
                put_table(out, block)
    out.text = out.text.rstrip("\n") + "\n"
    return out


def put_table(out: Dump, table: Table) -> None:
    """Merged-down cells are empty cells, cells merged across are one."""
    if not out.text.endswith("\n\n"):
        out.text += "\n"
    for row in table.laid():
        for _, cell, starts in row:
            out.text += "\t"
            if starts:
                out.put(cell.pieces)
            out.text += "\n"
        out.text += "\n"
    out.text += "\n"


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Each line's offset and text."""
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1
