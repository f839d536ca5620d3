"""What a run did with every input, and what a corpus holds: counted from the ledger, never kept by hand."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.commit import now
from corpus.ledger import transaction
from corpus.sources import Scan

FILE = "run.json"

# Every place that was seen is one of these; the order decides.
_FATE = """
CASE WHEN p.code IS NOT NULL THEN 'quarantined'
  WHEN p.document IS NULL OR p.signature != p.read_signature OR d.state IS NULL OR d.state = 'superseded' THEN 'waiting'
  WHEN d.state = 'duplicate' OR d.place != p.id THEN 'duplicates'
  WHEN d.state IN ('failed', 'quarantined') OR d.code IN ('timeout', 'memory', 'crashed') THEN 'quarantined'
  WHEN d.run = p.run AND d.run = :run THEN 'read' ELSE 'reused' END
"""
_REASON = """
CASE WHEN p.code IS NOT NULL THEN p.code WHEN d.state = 'duplicate' THEN 'same text'
  WHEN d.place != p.id THEN 'same bytes' ELSE d.code END
"""


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: inputs = read + reused + quarantined + duplicates + waiting."""

    run: int
    started: str
    ended: str
    version: str
    only: str
    inputs: int
    read: int
    reused: int
    quarantined: int
    duplicates: int
    waiting: int
    """not done: the run was stopped or asked for others only"""
    reasons: Mapping[str, int]
    """why quarantined"""
    same: Mapping[str, int]
    """why a duplicate"""
    refused: tuple[tuple[str, str, str], ...]
    """the first of the quarantined: place, code, reason"""
    troubles: tuple[str, ...]
    """sources that could not be looked through"""
    left_out: Mapping[str, int]
    """files in folders whose suffix is no document's, by suffix; they are no inputs"""
    stale: int
    """documents made by an older extractor"""
    seconds: float
    commit_seconds: float

    @property
    def clean(self) -> bool:
        """Whether every input is in the tables and every source was there."""
        return not (self.quarantined or self.waiting or self.troubles)


def report(db: sqlite3.Connection, run: int, found: Scan, seconds: float, commit_seconds: float) -> Report:
    """The end report of a run."""
    row = db.execute("SELECT * FROM runs WHERE id=?", (run,)).fetchone()
    joined = "FROM places p LEFT JOIN documents d ON d.id = p.document WHERE p.seen = :run"
    fates: dict[str, int] = dict(
        db.execute(f"SELECT {_FATE} AS fate, count(*) {joined} GROUP BY fate", {"run": run}).fetchall()
    )
    reasons: dict[str, dict[str, int]] = {"quarantined": {}, "duplicates": {}}
    query = f"SELECT {_FATE} AS fate, {_REASON} AS why, count(*) {joined} GROUP BY fate, why ORDER BY 3 DESC, 2"
    for fate, why, count in db.execute(query, {"run": run}):
        if fate in reasons:
            reasons[fate][why] = count
    query = (
        f"SELECT p.name, coalesce(p.code, d.code), coalesce(p.reason, d.reason) {joined}"
        f" AND {_FATE} = 'quarantined' ORDER BY p.id LIMIT 1000"
    )
    refused = tuple(tuple(found) for found in db.execute(query, {"run": run}))
    stale = db.execute(
        "SELECT count(*) FROM documents WHERE part IS NOT NULL AND extractor != ?", (row["version"],)
    ).fetchone()[0]
    counts = {name: fates.get(name, 0) for name in ("read", "reused", "quarantined", "duplicates", "waiting")}
    return Report(
        run=run, started=row["started"], ended=now(), version=row["version"], only=row["only_"],
        inputs=found.inputs, **counts, reasons=reasons["quarantined"], same=reasons["duplicates"],
        refused=refused, troubles=tuple(found.troubles), left_out=dict(found.left_out), stale=stale,
        seconds=round(seconds, 3), commit_seconds=round(commit_seconds, 3),
    )  # fmt: skip


def write_report(folder: Path, db: sqlite3.Connection, made: Report) -> None:
    """Keep a run's report in the ledger and as run.json."""
    text = json.dumps(asdict(made), ensure_ascii=False, indent=2) + "\n"
    with transaction(db):
        db.execute("UPDATE runs SET ended=?, report=? WHERE id=?", (made.ended, text, made.run))
    aside = folder / f".{FILE}.new"
    aside.write_text(text, "utf-8")
    os.replace(aside, folder / FILE)


def status(db: sqlite3.Connection) -> dict[str, Any]:
    """What a corpus holds: documents by state, format, county and year; failures by reason; the last runs."""

    def counted(what: str, where: str = "1", having: str = "") -> dict[str, int]:
        query = f"SELECT {what} AS what, count(*) FROM documents WHERE {where} GROUP BY what {having} ORDER BY 2 DESC, 1"
        return {str(name): count for name, count in db.execute(query) if name is not None}

    bad = "state IN ('failed', 'quarantined')"
    runs = db.execute("SELECT id, started, ended, only_, report FROM runs ORDER BY id DESC LIMIT 5").fetchall()
    places = db.execute("SELECT count(*), coalesce(sum(seen < (SELECT max(id) FROM runs)), 0) FROM places").fetchone()
    return {
        "places": places[0],
        "gone": places[1],
        "states": counted("state"),
        "formats": counted("format", "state = 'done'"),
        "counties": counted("province || ' ' || county", "state = 'done'"),
        "years": counted("year", "state = 'done'"),
        "same_key": counted("agency || ' ' || year || ' ' || kind", "state = 'done'", "HAVING count(*) > 1"),
        "near_copies": db.execute("SELECT count(*) FROM documents WHERE near IS NOT NULL").fetchone()[0],
        "failures": counted("code", bad),
        "unread": dict(
            db.execute("SELECT code, count(*) FROM places WHERE code IS NOT NULL GROUP BY code").fetchall()
        ),
        "runs": [_run(row) for row in runs],
    }


def _run(row: sqlite3.Row) -> dict[str, Any]:
    said = json.loads(row["report"]) if row["report"] else {}
    counts = {name: said[name] for name in ("inputs", "read", "reused", "quarantined", "duplicates") if name in said}
    return {"run": row["id"], "started": row["started"], "ended": row["ended"], "only": row["only_"], **counts}
