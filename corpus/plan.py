"""What there is to do: which places hold documents that are new, changed, or worth reading again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.commit import Event
from corpus.outcome import DONE, DUPLICATE, FAILED, KILLED, QUARANTINED, SUPERSEDED, Failure, Task

MODES = ("new", "failed", "stale", "all")
_PAGE = 1000
_TRIES = 3

_QUERY = """
SELECT p.id, p.name, p.at, p.signature, p.read_signature, p.document, p.code AS place_code,
  p.tried, p.attempts AS place_attempts, d.state, d.code, d.extractor, d.attempts, w.state AS winner
FROM places p LEFT JOIN documents d ON d.id = p.document LEFT JOIN documents w ON w.id = d.same_text
WHERE p.seen = ? AND p.id > ? ORDER BY p.id LIMIT ?
"""


# How many that will be, near enough for a bar.
_EXPECTED = {
    "new": "p.document IS NULL OR p.signature != p.read_signature OR p.code IS NOT NULL",
    "failed": "d.state IN ('failed', 'quarantined') OR p.code IS NOT NULL",
    "stale": "d.extractor != :version",
    "all": "1",
}


class _Numbers:
    """A set of places, a bit each: they are numbered from one."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, number: int) -> None:
        at, bit = divmod(number, 8)
        if at >= len(self._bits):
            self._bits.extend(bytes(at + 1024 - len(self._bits)))
        self._bits[at] |= 1 << bit

    def __contains__(self, number: int) -> bool:
        at, bit = divmod(number, 8)
        return at < len(self._bits) and bool(self._bits[at] >> bit & 1)


@dataclass(slots=True)
class Plan:
    """The work of one run, found while it goes: `tasks` to read, `events` that need no reading."""

    db: sqlite3.Connection
    run: int
    version: str
    mode: str = "new"
    events: list[Event] = field(default_factory=list)
    _started: set[str] = field(default_factory=set)
    """documents whose outcome the ledger doesn't hold yet: of the batches under way, so that they stay few"""
    _tried: _Numbers = field(default_factory=lambda: _Numbers())

    def expected(self) -> int:
        """About how many documents there are to do."""
        query = f"SELECT count(*) FROM places p LEFT JOIN documents d ON d.id = p.document WHERE p.seen = :run AND ({_EXPECTED[self.mode]})"
        return int(self.db.execute(query, {"run": self.run, "version": self.version}).fetchone()[0])

    def tasks(self) -> Iterator[Task]:
        """Documents to read, in the order of their places; each of the same bytes once."""
        last = 0
        while rows := self.db.execute(_QUERY, (self.run, last, _PAGE)).fetchall():
            last = rows[-1]["id"]
            for row in rows:
                if row["id"] not in self._tried and self._wanted(row):
                    task = self._task(row)
                    if task is not None:
                        self._tried.add(row["id"])
                        yield task

    def noted(self, events: Sequence[Event]) -> None:
        """Told what the ledger holds now."""
        self._started.difference_update(event.task.sha256 for event in events if event.task.sha256 and event.result)

    def _wanted(self, row: sqlite3.Row) -> bool:
        new = bool(row["document"] is None or row["signature"] != row["read_signature"] or row["state"] is None)
        if self.mode in ("failed", "stale") and not (self.mode == "failed" and row["place_code"]):
            return not new and self._again(row)
        if self.mode == "new" and row["place_code"] in KILLED and row["place_attempts"] >= _TRIES:
            return bool(row["tried"] != f"{self.version} {row['signature']}")
        return new or row["place_code"] is not None or self._again(row)

    def _again(self, row: sqlite3.Row) -> bool:
        """Whether a known document is read again."""
        state, stale = row["state"], bool(row["extractor"] != self.version)
        killed = state == QUARANTINED or (state == DONE and row["code"] in KILLED)
        bad = state == FAILED or killed
        lost = state == SUPERSEDED or (state == DUPLICATE and row["winner"] != DONE)
        if self.mode == "all":
            return True
        if self.mode == "failed":
            return bad
        if self.mode == "stale":
            return stale
        # What a parser refuses, it refuses again, until it is another one; a killed reading may have had bad luck.
        return lost or (bad and stale and not killed) or (killed and self._hopeful(row))

    def _hopeful(self, row: sqlite3.Row) -> bool:
        """Whether a document that killed its worker gets another chance: a few, and with a new extractor again.

        One whose older rows are kept stays of its older extractor, so it has a few in all.
        """
        if row["state"] == QUARANTINED and row["extractor"] != self.version:
            return True
        return bool(row["attempts"] < _TRIES)

    def _task(self, row: sqlite3.Row) -> Task | None:
        """The task of a place; None where it needs no reading (an event says so)."""
        at = tuple(json.loads(row["at"]))
        task = Task(row["id"], row["name"], at, row["signature"])
        if at[0] == "broken":
            return self._settled(task, Failure(at[1], at[2]))
        if at[0] == "file":
            try:
                with open(at[1], "rb") as file:
                    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            except (FileNotFoundError, NotADirectoryError):
                return self._settled(task, Failure("not_found", f"{row['name']}: no such file"))
            except (OSError, ValueError) as error:
                return self._settled(task, Failure("not_readable", f"{row['name']}: can't be opened ({error})"))
            task = Task(row["id"], row["name"], at, row["signature"], sha256)
            if sha256 in self._started or self._stands(sha256):
                return self._settled(task, None)
            self._started.add(sha256)
        return task

    def _stands(self, sha256: str) -> bool:
        """Whether a document is known, and nothing is to be gained from reading it again."""
        query = (
            "SELECT d.state, d.code, d.extractor, d.attempts, d.run, w.state AS winner FROM documents d"
            " LEFT JOIN documents w ON w.id = d.same_text WHERE d.id=?"
        )
        row = self.db.execute(query, (sha256,)).fetchone()
        if row is None or row["state"] is None:
            return False
        read_now = row["run"] == self.run and row["state"] != SUPERSEDED
        return read_now or not self._again(row)

    def _settled(self, task: Task, result: Failure | None) -> Task | None:
        if result is not None:
            self._tried.add(task.place)
        self.events.append(Event(task, result))
        return None
