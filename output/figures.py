"""What a corpus keeps of a report for comparing years, and what comparing finds, as bytes that rest in the ledger."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, astuple
from decimal import Decimal
from typing import Any

from normalize.checks.last_year import Before, Figures, Own, compared
from normalize.checks.printed import Printed
from normalize.rows import ProblemRow

_FORMAT = 1


def pack_figures(figures: Figures) -> bytes:
    """Figures as bytes; some hundreds of them a report."""
    sides = [{key: [astuple(row) for row in rows] for key, rows in side.items()} for side in (figures.own, figures.before)]
    said = [_FORMAT, figures.document_id, figures.filer, figures.year, *sides]
    return zlib.compress(json.dumps(said, ensure_ascii=False, default=str, separators=(",", ":")).encode())


def unpack_figures(held: bytes) -> Figures | None:
    """The figures; None where another jixiao wrote them in a form of its own."""
    form, *said = json.loads(zlib.decompress(held))
    if form != _FORMAT:
        return None
    document_id, filer, year, own, before = said
    return Figures(
        document_id, filer, year,
        own={key: tuple(Own(_value(v), words, tuple(place)) for v, words, place in rows) for key, rows in own.items()},
        before={
            key: tuple(Before(_value(v), words, tuple(name), *rest) for v, words, name, *rest in rows)
            for key, rows in before.items()
        },
    )  # fmt: skip


def _value(held: Sequence[str] | None) -> Printed | None:
    return Printed(*map(Decimal, held)) if held else None


def compare(earlier: Sequence[bytes], later: Sequence[bytes]) -> list[bytes | None]:
    """For each of an agency's reports of one year, the rows that those of the year before call for, if any, by table."""
    told = [figures for held in earlier if (figures := unpack_figures(held))]
    return [_rows(unpack_figures(held), told) for held in later]


def _rows(later: Figures | None, earlier: Sequence[Figures]) -> bytes | None:
    found = compared(later, earlier) if later else ()
    rows: dict[str, Any] = {"problems": [asdict(found)]} if isinstance(found, ProblemRow) else {"checks": [asdict(row) for row in found]}
    return json.dumps(rows, ensure_ascii=False).encode() if any(rows.values()) else None
