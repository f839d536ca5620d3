"""Near copies: reports whose texts have almost all in common (a corrected figure, another letterhead).

A text's sketch is a MinHash of its five-character shingles; sketches are kept in the ledger, and found
again by bands (locality-sensitive hashing), so that a new document costs a few look-ups however many
there are. A near copy keeps its rows: only the table of sources says what it is like. Needs the extra `near`.
"""

from __future__ import annotations

import sqlite3
from array import array

from corpus.identity import SHARD, Change, bare_text
from corpus.outcome import DONE

LEAST = 0.9
_NUMBERS, _ROWS, _SHINGLE = 128, 8, 5
_LEAST_TEXT = 200


def sketch(text: str) -> bytes | None:
    """The sketch of a text; None if there is too little of it."""
    from datasketch import MinHash

    bare = bare_text(text)
    if len(bare) < _LEAST_TEXT:
        return None
    shingles = {bare[at : at + _SHINGLE].encode("utf-8", "replace") for at in range(len(bare) - _SHINGLE + 1)}
    made = MinHash(num_perm=_NUMBERS, seed=1)
    made.update_batch(sorted(shingles))
    return array("I", (int(value) & 0xFFFFFFFF for value in made.hashvalues)).tobytes()


def similarity(one: bytes, other: bytes) -> float:
    """The share of shingles that two texts have in common, as their sketches tell (± 0.03)."""
    left, right = array("I", one), array("I", other)
    return sum(a == b for a, b in zip(left, right, strict=True)) / len(left)


def note(db: sqlite3.Connection, change: Change) -> None:
    """Find near copies of a batch's documents: of two, the one at the later place is the other's."""
    for document in sorted(change.superseded | change.dropped | change.rows.keys()):
        db.execute("DELETE FROM bands WHERE document=?", (document,))
        likes = db.execute("SELECT place FROM documents WHERE near=?", (document,)).fetchall()
        change.shards.update(row["place"] // SHARD for row in likes)
        db.execute("UPDATE documents SET near=NULL, similarity=NULL WHERE near=?", (document,))
    for document in sorted(change.rows, key=lambda document: change.rows[document][0]):
        row = db.execute("SELECT id, place, sketch FROM documents WHERE id=? AND state=?", (document, DONE)).fetchone()
        if row is None or row["sketch"] is None:
            continue
        for other in _candidates(db, row["sketch"]):
            _pair(db, row, other, change)
        bands = [(band, piece, document) for band, piece in enumerate(_bands(row["sketch"]))]
        db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?, ?)", bands)


def _bands(sketched: bytes) -> list[bytes]:
    size = 4 * _ROWS
    return [sketched[at : at + size] for at in range(0, len(sketched), size)]


def _candidates(db: sqlite3.Connection, sketched: bytes) -> list[sqlite3.Row]:
    found: dict[str, sqlite3.Row] = {}
    query = (
        "SELECT d.id, d.place, d.sketch FROM bands b JOIN documents d ON d.id=b.document"
        " WHERE b.band=? AND b.hash=? AND d.state=? LIMIT 100"
    )
    for band, piece in enumerate(_bands(sketched)):
        found |= {row["id"]: row for row in db.execute(query, (band, piece, DONE))}
    return list(found.values())


def _pair(db: sqlite3.Connection, one: sqlite3.Row, other: sqlite3.Row, change: Change) -> None:
    share = similarity(one["sketch"], other["sketch"])
    if share < LEAST or one["id"] == other["id"]:
        return
    first, later = sorted((one, other), key=lambda row: (row["place"], row["id"]))
    known = db.execute("SELECT near, similarity FROM documents WHERE id=?", (later["id"],)).fetchone()
    if known["near"] is None or known["similarity"] < share:
        db.execute("UPDATE documents SET near=?, similarity=? WHERE id=?", (first["id"], share, later["id"]))
        change.shards.add(later["place"] // SHARD)
