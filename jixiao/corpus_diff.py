"""What changed between versions of a corpus's documents: the ledger's versions, the tables' figures."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from normalize.rows import Report
from output.diff import diff
from output.read import read_reports, read_rows


def changes(db: sqlite3.Connection, snapshot: Path, place: str | None, every: bool) -> Iterator[str]:
    """Lines: a place with its two versions, then its figures that differ."""
    query = (
        "SELECT v.place, p.name, v.version, v.document FROM versions v JOIN places p ON p.id = v.place"
        " WHERE p.version > 1 ORDER BY p.id, v.version"
    )
    by_place: dict[int, list[sqlite3.Row]] = {}
    for row in db.execute(query):
        if place is None or place in row["name"]:
            by_place.setdefault(row["place"], []).append(row)
    for versions in by_place.values():
        for old, new in list(pairwise(versions))[slice(None) if every else slice(-1, None)]:
            yield f"{new['name']}  version {old['version']} → {new['version']}"
            yield from (f"  {line}" for line in _figures(db, snapshot, old["document"], new["document"]))


def _figures(db: sqlite3.Connection, snapshot: Path, old: str, new: str) -> Iterator[str]:
    reports = [_report(db, snapshot, document) for document in (old, new)]
    if reports[0] is None or reports[1] is None:
        yield "the rows of one of them are not kept (history = false, or it was never read)"
        return
    count = 0
    for difference in diff(reports[0], reports[1]):
        yield str(difference)
        count += 1
    if not count:
        yield "no figure differs"


def _report(db: sqlite3.Connection, snapshot: Path, document: str) -> Report | None:
    """The rows of a document, now or in the history; a duplicate's are those of its twin."""
    import pyarrow.dataset as ds

    row = db.execute("SELECT same_text FROM documents WHERE id=?", (document,)).fetchone()
    wanted = [document, row["same_text"]] if row and row["same_text"] else [document]
    for view in ("tables", "history"):
        held = list(read_rows(snapshot / view, "documents", ds.field("document_id").isin(wanted)))
        if held:
            return next(read_reports(snapshot / view, held[:1]), None)
    return None
