"""One agency's reports, year after year: what a batch brings is compared with the reports of the years beside it.

What comparing finds is rows about the later of two reports. As the earlier one may come after it, in another
batch or another night, these rows are in parts of their own, one a range of documents, and a part is written
anew when they change. They depend on which documents stand, not on the order in which those came.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from corpus.identity import SHARD, Change
from corpus.outcome import Hands

_MOST = 1000
"""More reports of one agency and year are a name misread, not an agency: nothing is compared with them."""


def note(db: sqlite3.Connection, change: Change, hands: Hands) -> None:
    """Keep the figures of a batch's documents, and compare again whatever they bear on."""
    touched: set[tuple[str, int]] = set()
    changed = sorted(change.superseded | change.dropped | change.rows.keys())
    for document in changed:
        touched.update(map(tuple, db.execute("SELECT filer, year FROM figures WHERE document=?", (document,))))
        db.execute("DELETE FROM figures WHERE document=?", (document,))
    for document, (_, outcome) in change.rows.items():
        if outcome.figures is not None:
            filed = (outcome.said["filer"], outcome.said["year"])
            db.execute("INSERT INTO figures VALUES (?, ?, ?, ?)", (document, *filed, outcome.figures))
            touched.add(filed)
    for document in changed:
        if document not in change.rows or change.rows[document][1].figures is None:
            _keep(db, document, None, change)
    for filer, year in sorted({(filer, year + later) for filer, year in touched for later in (0, 1)}):
        _compare(db, filer, year, change, hands)


def _compare(db: sqlite3.Connection, filer: str, year: int, change: Change, hands: Hands) -> None:
    query = "SELECT document, held FROM figures WHERE filer=? AND year=? ORDER BY document"
    earlier = [row["held"] for row in db.execute(f"{query} LIMIT ?", (filer, year - 1, _MOST + 1))]
    if len(earlier) > _MOST:
        earlier = []
    later = db.execute(query, (filer, year))
    while rows := later.fetchmany(_MOST):
        found = hands.compare(earlier, [row["held"] for row in rows]) if earlier else [None] * len(rows)
        for row, made in zip(rows, found, strict=True):
            _keep(db, row["document"], made, change)


def _keep(db: sqlite3.Connection, document: str, made: bytes | None, change: Change) -> None:
    """Note what comparing a document has found; its range is written anew if that is something else than before."""
    known = db.execute("SELECT shard, rows FROM compared WHERE document=?", (document,)).fetchone()
    if made == (known["rows"] if known else None):
        return
    if known is not None:
        shard = known["shard"]
    else:
        shard = db.execute("SELECT place FROM documents WHERE id=?", (document,)).fetchone()[0] // SHARD
    change.compared.add(shard)
    if made is None:
        db.execute("DELETE FROM compared WHERE document=?", (document,))
    else:
        db.execute("INSERT OR REPLACE INTO compared VALUES (?, ?, ?)", (document, shard, made))


def rows_of(db: sqlite3.Connection, shard: int) -> Iterator[bytes]:
    """What comparing has found for the documents of a range."""
    for row in db.execute("SELECT rows FROM compared WHERE shard=? ORDER BY document", (shard,)):
        yield row["rows"]
