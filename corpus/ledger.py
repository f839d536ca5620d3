"""The ledger: an SQLite file that knows every place, every document, every part file and every run.

What the ledger says is true: tables, links and folders are made to follow it (`corpus.snapshot`). Only
the run that holds the lock writes; anyone may read at any time.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = "ledger.sqlite"

_FIRST = """
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, started TEXT NOT NULL, ended TEXT, version TEXT NOT NULL, only_ TEXT, report TEXT
);
CREATE TABLE commits (id INTEGER PRIMARY KEY, run INTEGER, at TEXT NOT NULL);
CREATE TABLE parts (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, shard INTEGER, documents INTEGER NOT NULL,
  born INTEGER NOT NULL, died INTEGER
);
CREATE TABLE places (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, at TEXT NOT NULL, info TEXT NOT NULL,
  signature TEXT NOT NULL, seen INTEGER NOT NULL, added INTEGER NOT NULL,
  container TEXT, read_signature TEXT, document TEXT, version INTEGER NOT NULL DEFAULT 0, supersedes TEXT,
  code TEXT, reason TEXT, attempts INTEGER NOT NULL DEFAULT 0, tried TEXT, run INTEGER, unsaid INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX places_unsaid ON places (id) WHERE unsaid = 1;
CREATE INDEX places_container ON places (container) WHERE container IS NOT NULL;
CREATE TABLE containers (name TEXT PRIMARY KEY, signature TEXT NOT NULL);
CREATE INDEX places_document ON places (document);
CREATE TABLE documents (
  id TEXT PRIMARY KEY, state TEXT NOT NULL, status TEXT, place INTEGER NOT NULL, size INTEGER,
  code TEXT, reason TEXT, attempts INTEGER NOT NULL DEFAULT 1, extractor TEXT NOT NULL,
  part INTEGER, archived INTEGER NOT NULL DEFAULT 0, run INTEGER, seconds REAL, text_hash TEXT, same_text TEXT, near TEXT, similarity REAL,
  sketch BLOB, format TEXT, province TEXT, county TEXT, agency TEXT, year INTEGER, kind TEXT
) WITHOUT ROWID;
CREATE INDEX documents_part ON documents (part);
CREATE INDEX documents_text ON documents (text_hash) WHERE text_hash IS NOT NULL;
CREATE INDEX documents_key ON documents (agency, year, kind) WHERE agency IS NOT NULL;
CREATE INDEX documents_same_text ON documents (same_text) WHERE same_text IS NOT NULL;
CREATE INDEX documents_near ON documents (near) WHERE near IS NOT NULL;
CREATE INDEX documents_state ON documents (state);
CREATE TABLE bands (band INTEGER, hash BLOB, document TEXT, PRIMARY KEY (band, hash, document)) WITHOUT ROWID;
CREATE INDEX bands_document ON bands (document);
CREATE TABLE versions (place INTEGER, version INTEGER, document TEXT, PRIMARY KEY (place, version)) WITHOUT ROWID;
"""
_YEARS = """
CREATE TABLE figures (document TEXT PRIMARY KEY, filer TEXT NOT NULL, year INTEGER NOT NULL, held BLOB NOT NULL);
CREATE INDEX figures_filed ON figures (filer, year);
CREATE TABLE compared (document TEXT PRIMARY KEY, shard INTEGER NOT NULL, rows BLOB NOT NULL);
CREATE INDEX compared_shard ON compared (shard)
"""
MIGRATIONS: tuple[str, ...] = (_FIRST, _YEARS)
"""One script a version of the format; a ledger of version n has seen the first n. Never change one: add."""


class LedgerError(Exception):
    """A ledger that can't be used; the message says what to do."""


def connect(folder: Path, *, write: bool = False, handed_on: bool = False) -> sqlite3.Connection:
    """The ledger of a corpus, brought to this program's format when opened to write.

    A connection that is `handed_on` may be used by another thread than this one, by one at a time.
    """
    file = folder / FILE
    if not write and not file.exists():
        raise LedgerError(f"{folder} has no ledger yet; jixiao run makes it")
    if not write and not os.access(folder, os.W_OK) and not file.with_name(f"{FILE}-wal").exists():
        # SQLite wants a file beside the ledger even to read; nobody is writing, so it can do without.
        db = sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)
    else:
        db = sqlite3.connect(file, timeout=30, isolation_level=None, check_same_thread=not handed_on)
    db.row_factory = sqlite3.Row
    try:
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            raise LedgerError(f"{file} was written by a later jixiao (format {version}); use that one")
        if write:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            db.execute("PRAGMA foreign_keys=OFF")
            _migrate(db, version)
        elif version < len(MIGRATIONS):
            raise LedgerError(f"{file} has an older format; jixiao run brings it up to date")
    except sqlite3.DatabaseError as error:
        db.close()
        denied = isinstance(error, sqlite3.OperationalError)
        advice = "see that it may be read and written" if denied else "restore it from a copy"
        raise LedgerError(f"{file} can't be used as a ledger ({error}); {advice}") from error
    except LedgerError:
        db.close()
        raise
    return db


def _migrate(db: sqlite3.Connection, version: int) -> None:
    for number in range(version, len(MIGRATIONS)):
        with transaction(db):
            for statement in MIGRATIONS[number].split(";"):
                if statement.strip():
                    db.execute(statement)
            db.execute(f"PRAGMA user_version={number + 1}")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing: what is done inside stands, on disk, when this is left without an error."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
