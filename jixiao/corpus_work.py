"""What a run of a corpus is handed: reading a document from bytes, and keeping its rows in parts."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

import pyarrow  # noqa: F401  here, as a worker's limit counts from what it has loaded: pyarrow alone maps a gigabyte

from corpus.identity import text_hash
from corpus.near import sketch
from corpus.outcome import Outcome
from jixiao.pipeline import read_data
from normalize.checks.last_year import with_figures
from normalize.context import VERSION
from normalize.rows import Report
from output.batch import failed
from output.figures import compare, pack_figures
from output.parts import merge_parts, pack, write_compared, write_part, write_sources


def read(name: str, data: bytes) -> Outcome:
    """The outcome of one document; called in a worker."""
    return _read(name, data, lambda text: None)


def read_and_sketch(name: str, data: bytes) -> Outcome:
    """The same with the sketch of its text, by which near copies are found."""
    return _read(name, data, sketch)


def _read(name: str, data: bytes, sketched: Callable[[str], bytes | None]) -> Outcome:
    start = time.perf_counter()
    made, figures = with_figures(read_data(data, name))
    report, rows = pack(made)
    if report.document.status == "failed":
        figures = None
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
        said=_said(report) | {"filer": figures.filer if figures else None},
        figures=pack_figures(figures) if figures else None,
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

    def compare(self, earlier: Sequence[bytes], later: Sequence[bytes]) -> list[bytes | None]:
        """For each later report, the rows that the reports of the year before call for."""
        return compare(earlier, later)

    def compared(self, rows: Iterable[bytes], folder: Path) -> None:
        """Write what comparing gave as a part."""
        write_compared(rows, folder)

    def sources(self, rows: Iterable[Mapping[str, Any]], folder: Path) -> None:
        """Write rows of the table of sources as a part."""
        write_sources(rows, folder)
