"""What a run of a corpus is handed: reading a document from bytes, and keeping its rows in parts."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from corpus.identity import text_hash
from corpus.near import sketch
from corpus.outcome import Outcome
from jixiao.pipeline import read_data
from normalize.context import VERSION
from normalize.rows import Report
from output.batch import failed
from output.parts import merge_parts, pack, write_part, write_sources


def read(name: str, data: bytes) -> Outcome:
    """The outcome of one document; called in a worker."""
    return _read(name, data, lambda text: None)


def read_and_sketch(name: str, data: bytes) -> Outcome:
    """The same with the sketch of its text, by which near copies are found."""
    return _read(name, data, sketch)


def _read(name: str, data: bytes, sketched: Callable[[str], bytes | None]) -> Outcome:
    start = time.perf_counter()
    report, rows = pack(read_data(data, name))
    row = report.document
    text = report.text.text if report.text is not None else ""
    return Outcome(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        status=row.status,
        rows=rows,
        code=row.error_code,
        reason=row.error,
        text_hash=text_hash(text),
        sketch=sketched(text),
        said=_said(report),
        seconds=time.perf_counter() - start,
    )


def _said(report: Report) -> dict[str, Any]:
    """What the ledger keeps of a report: enough for its status and for the report's own key."""
    row = report.document
    kinds = [part.kind for part in report.parts]
    kind = "overall_report" if "overall_report" in kinds else kinds[0] if kinds else None
    said = {"format": row.media_type, "province": row.province, "county": row.county}
    return {**said, "agency": row.agency, "year": row.fiscal_year, "kind": kind}


class Hands:
    """The front door's hands: see `corpus.outcome.Hands`."""

    members = "extract.archive:members"
    version = VERSION

    def __init__(self, *, near: bool = False) -> None:
        self.reader = f"jixiao.corpus_work:{'read_and_sketch' if near else 'read'}"

    def refuse(self, sha256: str, name: str, size: int, code: str, reason: str) -> bytes:
        """The rows of a document that could not be read: one that says why."""
        return pack(failed(sha256, name, size, code, f"{name}: {reason}"))[1]

    def write(self, rows: Iterable[bytes], folder: Path) -> None:
        """Write rows as a part."""
        write_part(rows, folder)

    def merge(self, parts: Sequence[tuple[Path, AbstractSet[str]]], folder: Path, *, only: bool = False) -> None:
        """Write parts as one, without some documents or with `only` these."""
        merge_parts(parts, folder, only=only)

    def sources(self, rows: Iterable[Mapping[str, Any]], folder: Path) -> None:
        """Write rows of the table of sources as a part."""
        write_sources(rows, folder)
