"""A batch becomes part of the corpus: ledger and tables, all of it or nothing.

The parts and the snapshot are written first; the ledger's transaction makes them stand; the link
follows (`corpus.snapshot`). Killed before the transaction ends, the batch was never there; killed after
it, the next run sets the link. Readers see the snapshot before or the one after.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from corpus import near, snapshot, years
from corpus.compact import groups
from corpus.identity import SHARD, Change, settle
from corpus.ledger import transaction
from corpus.outcome import DONE, FAILED, KILLED, QUARANTINED, Failure, Hands, Outcome, Result, Task

_FIELDS = ("format", "province", "county", "agency", "year", "kind")


def now() -> str:
    """The time as it is written down: for people, never to decide what is newer."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Event:
    """What became of one place: what reading gave, or None where its bytes are a known document's."""

    task: Task
    result: Result | None


class Committer:
    """The one writer of a corpus during a run."""

    def __init__(self, folder: Path, db: sqlite3.Connection, hands: Hands, run: int, history: bool) -> None:
        self.folder, self.db, self.hands, self.run, self.history = folder, db, hands, run, history

    def start(self) -> None:
        """Make the first, empty snapshot of a new corpus, so that there is something to read."""
        if snapshot.last_commit(self.db) is None:
            self.commit([])

    def commit(self, events: Sequence[Event], shards: Iterable[int] = ()) -> None:
        """Make a batch stand: when this returns it is on disk and seen by readers."""
        change = Change(shards=set(shards))
        with transaction(self.db):
            number = (snapshot.last_commit(self.db) or 0) + 1
            for event in sorted(events, key=lambda event: event.task.place):
                self._note(event, change)
            settle(self.db, change)
            near.note(self.db, change)
            years.note(self.db, change, self.hands)
            self.db.execute("INSERT INTO commits VALUES (?, ?, ?)", (number, self.run, now()))
            self._write(change, number)
            new = self.db.execute("SELECT id FROM parts WHERE born=? AND died IS NULL", (number,)).fetchall()
            snapshot.flush(self.folder, [row["id"] for row in new])
            snapshot.build(self.folder, number, self.db)
        snapshot.switch(self.folder, number)
        snapshot.tidy(self.folder, self.db)

    def finish(self) -> None:
        """Write the places that the table of sources doesn't tell of yet, or not as they are."""
        query = "SELECT DISTINCT id / ? FROM places WHERE unsaid = 1"
        shards = {int(row[0]) for row in self.db.execute(query, (SHARD,))}
        if shards:
            self.commit([], shards)

    # -- the ledger --------------------------------------------------------------------------------

    def _note(self, event: Event, change: Change) -> None:
        task, result = event.task, event.result
        change.shards.add(task.place // SHARD)
        sha256 = result.sha256 if isinstance(result, Outcome) else task.sha256
        if isinstance(result, Failure) and not (result.killed and sha256):
            tried = f"{self.hands.version} {task.signature}"
            self.db.execute(
                "UPDATE places SET code=?, reason=?, run=?, tried=?,"
                " attempts=CASE WHEN tried IS ? THEN attempts + 1 ELSE 1 END WHERE id=?",
                (result.code, result.reason, self.run, tried, tried, task.place),
            )
            return
        assert sha256 is not None
        self._move(task, sha256, change)
        if result is not None:
            self._document(sha256, task, result, change)

    def _move(self, task: Task, sha256: str, change: Change) -> None:
        """Let a place point to its document, away from the one before."""
        row = self.db.execute("SELECT document, version FROM places WHERE id=?", (task.place,)).fetchone()
        old, version = row["document"], row["version"]
        changed = old != sha256
        self.db.execute(
            "UPDATE places SET document=?, read_signature=?, code=NULL, reason=NULL, run=?,"
            " version=?, supersedes=CASE WHEN ? THEN ? ELSE supersedes END WHERE id=?",
            (sha256, task.signature, self.run, version + changed, changed, old, task.place),
        )
        if changed:
            self.db.execute("INSERT OR REPLACE INTO versions VALUES (?, ?, ?)", (task.place, version + 1, sha256))
            if old is not None:
                change.left.add(old)

    def _document(self, sha256: str, task: Task, result: Outcome | Failure, change: Change) -> None:
        known = self.db.execute("SELECT * FROM documents WHERE id=?", (sha256,)).fetchone()
        twice = known is not None and known["run"] == self.run and known["part"] is not None
        if twice and known["place"] <= task.place:
            return  # read twice in one run (a remote copy): the first place's rows stand
        if isinstance(result, Failure) and known is not None and known["state"] == DONE:
            self._spare(known, result)
            return
        if isinstance(result, Failure):
            state, size, rows = QUARANTINED, _size(task), b""
            rows = self.hands.refuse(sha256, task.name, size, result.code, result.reason)
            outcome = Outcome(
                sha256=sha256, size=size, status="failed", rows=rows, code=result.code, reason=result.reason,
                seconds=result.seconds,
            )  # fmt: skip
        else:
            outcome, state = result, FAILED if result.status == "failed" else DONE
        if known is not None and known["part"] is not None:
            change.dropped.add(sha256)
        again = known is not None and known["extractor"] == self.hands.version and not twice
        attempts = known["attempts"] + 1 if again else 1
        before = (known["part"], known["archived"]) if known else (None, 0)
        self._keep(outcome, state, task.place, attempts, before)
        change.rows[sha256] = (task.place, outcome)

    def _spare(self, known: sqlite3.Row, failure: Failure) -> None:
        """Keep the rows of a document that was read before and killed its worker now: better old than none."""
        reason = f"{failure.reason}; the rows of extractor {known['extractor']} are kept"
        attempts = known["attempts"] + 1 if known["code"] in KILLED else 1
        self.db.execute(
            "UPDATE documents SET code=?, reason=?, attempts=?, run=? WHERE id=?",
            (failure.code, reason, attempts, self.run, known["id"]),
        )

    def _keep(self, outcome: Outcome, state: str, place: int, attempts: int, before: tuple[int | None, int]) -> None:
        values: dict[str, Any] = {
            "id": outcome.sha256, "state": state, "status": outcome.status, "place": place,
            "size": outcome.size, "code": outcome.code, "reason": outcome.reason, "attempts": attempts,
            "extractor": self.hands.version, "part": before[0], "archived": before[1], "run": self.run, "seconds": outcome.seconds,
            "text_hash": outcome.text_hash, "sketch": outcome.sketch,
            **{name: outcome.said.get(name) for name in _FIELDS},
        }  # fmt: skip
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        self.db.execute(f"INSERT OR REPLACE INTO documents ({names}) VALUES ({marks})", tuple(values.values()))

    # -- the tables --------------------------------------------------------------------------------

    def _write(self, change: Change, number: int) -> None:
        gone = change.dropped | change.superseded
        by_part: defaultdict[int, set[str]] = defaultdict(set)
        for document in gone:
            row = self.db.execute("SELECT part FROM documents WHERE id=?", (document,)).fetchone()
            if row is not None and row["part"] is not None:
                by_part[row["part"]].add(document)
        if self.history:
            self._to_history(change.superseded, by_part, number)
        for document in gone:
            if document not in change.rows:
                self.db.execute("UPDATE documents SET part=NULL WHERE id=? AND part IS NOT NULL", (document,))
        if change.rows or number == 1:
            self._new_part(change, number)
        if number == 1:
            self._part(snapshot.HISTORY, number, 0, lambda folder: self.hands.write([], folder))
        self._compact(snapshot.CURRENT, by_part, number)
        self._compact(snapshot.HISTORY, {}, number)
        for shard in sorted(change.shards or ({0} if number == 1 else ())):
            self._shard(shard, number)
        for shard in sorted(change.compared):
            self._compared(shard, number)

    def _part(self, kind: str, number: int, documents: int, write: Any, shard: int | None = None) -> int:
        """A new part; its number."""
        part = int(self.db.execute("SELECT coalesce(max(id), 0) + 1 FROM parts").fetchone()[0])
        folder = snapshot.part_folder(self.folder, part)
        shutil.rmtree(folder, ignore_errors=True)
        write(folder)
        self.db.execute(
            "INSERT INTO parts VALUES (?, ?, ?, ?, ?, NULL)", (part, kind, shard, documents, number)
        )
        return part

    def _new_part(self, change: Change, number: int) -> None:
        ordered = sorted(change.rows, key=lambda document: change.rows[document][0])
        rows = [change.rows[document][1].rows for document in ordered]
        part = self._part(snapshot.CURRENT, number, len(rows), lambda folder: self.hands.write(rows, folder))
        self.db.executemany("UPDATE documents SET part=? WHERE id=?", [(part, document) for document in ordered])

    def _to_history(self, superseded: set[str], by_part: dict[int, set[str]], number: int) -> None:
        """Move the rows of replaced versions to a part of the history (they leave their own part below)."""
        held = []
        for part, documents in sorted(by_part.items()):
            new = {document for document in documents & superseded if not self._archived(document)}
            if new:
                held.append((snapshot.part_folder(self.folder, part), new))
        if held:
            count = sum(len(documents) for _, documents in held)
            self._part(snapshot.HISTORY, number, count, lambda folder: self.hands.merge(held, folder, only=True))
            moved = [(document,) for _, documents in held for document in documents]
            self.db.executemany("UPDATE documents SET archived=1 WHERE id=?", moved)

    def _archived(self, document: str) -> bool:
        return bool(self.db.execute("SELECT archived FROM documents WHERE id=?", (document,)).fetchone()[0])

    def _compact(self, kind: str, by_part: Mapping[int, set[str]], number: int) -> None:
        """Write parts anew: those that lose rows (old ones only: what is new stays), and many small ones as one."""
        query = "SELECT id, documents FROM parts WHERE died IS NULL AND kind=? ORDER BY id"
        live: dict[int, int] = dict(self.db.execute(query, (kind,)).fetchall())
        for group in groups(live, by_part.keys()):
            lost = [by_part.get(part, set()) for part in group]
            parts = [(snapshot.part_folder(self.folder, part), gone) for part, gone in zip(group, lost, strict=True)]
            count = sum(live[part] for part in group) - sum(map(len, lost))
            new = self._part(kind, number, count, partial(self.hands.merge, parts))
            marks = ", ".join("?" * len(group))
            self.db.execute(f"UPDATE parts SET died=? WHERE id IN ({marks})", (number, *group))
            if kind == snapshot.CURRENT:
                self.db.execute(f"UPDATE documents SET part=? WHERE part IN ({marks})", (new, *group))

    def _compared(self, shard: int, number: int) -> None:
        """Write what comparing years found for a range of documents anew."""
        self._died(snapshot.COMPARED, shard, number)
        rows = list(years.rows_of(self.db, shard))
        if rows:
            self._part(snapshot.COMPARED, number, 0, lambda folder: self.hands.compared(rows, folder), shard)

    def _died(self, kind: str, shard: int, number: int) -> None:
        self.db.execute("UPDATE parts SET died=? WHERE kind=? AND shard=? AND died IS NULL", (number, kind, shard))

    # -- the table of sources ----------------------------------------------------------------------

    def _shard(self, shard: int, number: int) -> None:
        """Write the places of one range anew."""
        self._died(snapshot.SOURCES, shard, number)
        span = (shard * SHARD, (shard + 1) * SHARD)
        self.db.execute("UPDATE places SET unsaid=0 WHERE unsaid=1 AND id >= ? AND id < ?", span)
        rows = self._sources(span)
        self._part(snapshot.SOURCES, number, 0, lambda folder: self.hands.sources(rows, folder), shard)

    def _sources(self, span: tuple[int, int]) -> Iterator[dict[str, Any]]:
        query = (
            "SELECT p.name AS place, p.document AS document_id, p.version, p.supersedes, p.info,"
            " CASE WHEN p.document IS NULL THEN 'unread' ELSE d.state END AS state,"
            " coalesce(p.reason, d.reason) AS reason, d.same_text AS duplicate_of, d.near AS near_copy_of,"
            " d.similarity, d.agency || ' ' || d.year || ' ' || d.kind AS report_key FROM places p LEFT JOIN documents d ON d.id=p.document"
            " WHERE p.id >= ? AND p.id < ? ORDER BY p.id"
        )
        for row in self.db.execute(query, span):
            yield {**dict(row), "info": json.loads(row["info"])}


def _size(task: Task) -> int:
    head = task.signature.split("-")[0]
    return int(head) if head.isdigit() else 0
