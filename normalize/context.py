"""What every row of a document shares: its ids, its parts with their years, and the common columns of a fact."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from extract.document import Document
from normalize.years import as_of, year_in
from patterns.mention import Mention, Part

VERSION = "0.1.0"


@dataclass(frozen=True)
class Context:
    """One document on its way to rows: the document, its parts and its mentions, in reading order."""

    document: Document
    parts: Sequence[Part]
    mentions: Sequence[Mention]
    county_city: bool = False
    _counts: dict[str, int] = field(default_factory=dict, compare=False)

    @property
    def document_id(self) -> str:
        """sha256 of the file's bytes, hex."""
        return self.document.source.sha256

    def part_id(self, index: int) -> str:
        """The id of a part: the document's beginning and the part's number from 1."""
        return f"{self.document_id[:16]}-p{index + 1}"

    def part(self, mention: Mention) -> Part:
        """The part that a mention stands in."""
        return self.parts[mention.part]

    def year(self, mention: Mention) -> int | None:
        """The year under evaluation of the part that a mention stands in."""
        return year_in(self.part(mention).year)

    @cached_property
    def projects(self) -> frozenset[str]:
        """The names of the projects that forms and reports of this document are about, squeezed."""
        return frozenset(squeeze(part.project) for part in self.parts if part.project)

    @cached_property
    def by_row(self) -> Mapping[tuple[int, int], Sequence[Mention]]:
        """The mentions of each row (table, row) of the document's tables, left to right."""
        rows: dict[tuple[int, int], list[Mention]] = {}
        for mention in self.mentions:
            if mention.place is not None:
                rows.setdefault((mention.place.table, mention.place.row), []).append(mention)
        return rows

    @cached_property
    def by_column(self) -> Mapping[tuple[int, str], Sequence[Mention]]:
        """The mentions under each head (table, header path) of the document's tables, from the top down."""
        columns: dict[tuple[int, str], list[Mention]] = {}
        for mention in self.mentions:
            if mention.place is not None and mention.word("column"):
                columns.setdefault((mention.place.table, mention.word("column")), []).append(mention)
        return columns

    @cached_property
    def fact_ids(self) -> tuple[str, ...]:
        """The fact_id of each mention: the same bytes and version give the same id."""
        seen: dict[tuple[str, int, int], int] = {}
        ids = []
        for mention in self.mentions:
            key = (mention.kind, mention.span.start, mention.span.end)
            seen[key] = seen.get(key, 0) + 1
            stuff = f"{self.document_id}|{VERSION}|{'|'.join(map(str, key))}|{seen[key]}"
            ids.append(hashlib.sha256(stuff.encode()).hexdigest()[:20])
        return tuple(ids)

    @cached_property
    def _doubted(self) -> Sequence[tuple[int, int]]:
        """The stretches of text that OCR wasn't sure of."""
        return [(p.span.start, p.span.end) for p in self.document.problems if p.code == "ocr_doubt" and p.span]

    def _in_doubt(self, mention: Mention) -> bool:
        """Whether OCR wasn't sure of the figure, or of a cell of its row where the row is the fact."""
        spans = [mention.span]
        if mention.place and mention.kind in ("indicator", "score"):
            cells = self.document.tables[mention.place.table].row(mention.place.row)
            spans += [span for cell in cells if cell and cell.row == mention.place.row for span in cell.spans]
        return any(start < span.end and span.start < end for span in spans for start, end in self._doubted)

    def fact(self, index: int, flags: Sequence[str] = (), dated: bool = False) -> Mapping[str, Any]:
        """The columns that every fact row has, for the mention at an index."""
        mention = self.mentions[index]
        place, span = mention.place, mention.span
        unsure = ("ocr_doubt",) if self._doubted and self._in_doubt(mention) else ()
        every = tuple(dict.fromkeys((*mention.flags, *flags, *unsure)))
        return {
            "document_id": self.document_id,
            "part_id": self.part_id(mention.part),
            "fact_id": self.fact_ids[index],
            "quote": self.document.quote(span),
            "char_start": span.start,
            "char_end": span.end,
            "page": span.page,
            "table_index": place.table if place else None,
            "row_index": place.row if place else None,
            "column_index": place.column if place else None,
            "heading": " / ".join(mention.heading) or None,
            "statement": mention.statement or None,
            "as_of": as_of(mention.word("period"), self.year(mention)) if dated else None,
            "flags": every,
            "rule": mention.rule,
            "confidence": max(0.3, 0.95 - 0.25 * len(every)),
        }


def squeeze(text: str | None) -> str:
    """A text without blanks and punctuation, for comparing names."""
    return re.sub(r"[\s\W_]", "", text or "")
