"""What a walk over a file without pages wrote down, made into a document; for Word files and web pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.document import Block, Document, Role, Source, Span
from extract.grid import Slot, make_table
from extract.marks import roles
from extract.stitch import joined


class Paragraph(NamedTuple):
    """A paragraph: the stretch of the text it covers, its heading level where the file tells one, what it's for."""

    start: int
    end: int
    level: int | None
    role: Role


def document_of(
    text: str, paragraphs: Sequence[Paragraph], tables: Sequence[tuple[list[Slot], int]], source: Source
) -> Document:
    """The document of a text, its paragraphs and its tables, each with the number of paragraphs before it.

    Paragraphs of the body that are page marks or entries of a contents page are told by what they say.
    """
    lines = [text[paragraph.start : paragraph.end] for paragraph in paragraphs]
    blocks = tuple(
        Block(Span(p.start, p.end), line, guess if p.role == "body" else p.role, p.level)
        for p, line, guess in zip(paragraphs, lines, roles(lines), strict=True)
    )
    found = joined(text, tables, lines)
    return Document(source, text, blocks, tuple(make_table(at, text, slots) for at, (slots, _) in enumerate(found)))
