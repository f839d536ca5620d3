"""Which documents are the same: bytes, text, nearly the same text; who gives way to whom.

Bytes: a document is its sha256, however many places hold it. Text: of documents whose normalised text is
the same, the one at the lowest place (the first found) has its rows in the tables. The choice depends on
places alone, not on which was read first, so interrupted and undisturbed runs come to the same tables.
"""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
from dataclasses import dataclass, field

from corpus.outcome import DONE, DUPLICATE, SUPERSEDED, Outcome

_LEAST = 100
SHARD = 20_000
"""places whose rows in the table of sources are written together"""


def bare_text(text: str) -> str:
    """A text without its spacing and widths."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def text_hash(text: str) -> str | None:
    """The hash of a bare text; None if it is too short to tell reports apart."""
    bare = bare_text(text)
    return hashlib.sha256(bare.encode("utf-8", "replace")).hexdigest() if len(bare) >= _LEAST else None


@dataclass(slots=True)
class Change:
    """What one batch does to the tables."""

    rows: dict[str, tuple[int, Outcome]] = field(default_factory=dict)
    """documents whose rows are written, with their place for the order"""
    dropped: set[str] = field(default_factory=set)
    """documents whose rows leave their part, as newer ones come or another has the same text"""
    left: set[str] = field(default_factory=set)
    """documents that a place no longer points to"""
    superseded: set[str] = field(default_factory=set)
    """those that no place points to"""
    shards: set[int] = field(default_factory=set)
    """ranges of places whose rows in the table of sources change"""
    compared: set[int] = field(default_factory=set)
    """ranges of documents for which comparing years finds something else than before"""


def settle(db: sqlite3.Connection, change: Change) -> None:
    """Decide, after a batch is noted, which documents have rows."""
    hashes = set()
    left = sorted(change.left)
    for document in left:  # grows while it is gone through
        place = db.execute("SELECT min(id) FROM places WHERE document=?", (document,)).fetchone()[0]
        if place is not None:
            db.execute("UPDATE documents SET place=? WHERE id=? AND place NOT IN"
                       " (SELECT id FROM places WHERE document=?)", (place, document, document))  # fmt: skip
        elif not _stands_for_gone(db, document):
            change.superseded.add(document)
            change.rows.pop(document, None)
            db.execute("UPDATE documents SET state=? WHERE id=?", (SUPERSEDED, document))
            hashes.add(_hash(db, document))
            row = db.execute("SELECT same_text FROM documents WHERE id=?", (document,)).fetchone()
            if row is not None and row["same_text"] is not None and row["same_text"] not in left:
                left.append(row["same_text"])
    hashes |= {_hash(db, document) for document in change.rows}
    for found in sorted(text for text in hashes if text is not None):
        _same_text(db, found, change)


def _stands_for_gone(db: sqlite3.Connection, document: str) -> bool:
    """Whether a document is all that is left of copies whose files are gone: they can't be read in its place."""
    query = (
        "SELECT max(p.seen) FROM documents d JOIN places p ON p.document = d.id WHERE d.same_text=? AND d.state=?"
    )
    seen = db.execute(query, (document, DUPLICATE)).fetchone()[0]
    return seen is not None and seen < db.execute("SELECT max(id) FROM runs").fetchone()[0]


def _hash(db: sqlite3.Connection, document: str) -> str | None:
    row = db.execute("SELECT text_hash FROM documents WHERE id=?", (document,)).fetchone()
    return row["text_hash"] if row else None


def _same_text(db: sqlite3.Connection, found: str, change: Change) -> None:
    query = "SELECT id, part, place FROM documents WHERE text_hash=? AND state IN (?, ?) ORDER BY place, id"
    held = db.execute(query, (found, DONE, DUPLICATE)).fetchall()
    having = [row["id"] for row in held if row["id"] in change.rows or row["part"] is not None]
    if not having:
        return  # what is left are duplicates of a document that went: they are read again
    for row in held:
        document = row["id"]
        if document == having[0]:
            db.execute("UPDATE documents SET state=?, same_text=NULL WHERE id=?", (DONE, document))
            continue
        if row["part"] is not None:
            change.dropped.add(document)
        change.rows.pop(document, None)
        db.execute("UPDATE documents SET state=?, same_text=? WHERE id=?", (DUPLICATE, having[0], document))
        change.shards.add(row["place"] // SHARD)
