"""A run: what is new is read in workers, and becomes part of the corpus batch by batch."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

from corpus import snapshot
from corpus.commit import Committer, Event, now
from corpus.config import Config, Options
from corpus.ledger import connect, transaction
from corpus.lock import locked
from corpus.outcome import Hands, Outcome, Result, Task
from corpus.plan import Plan
from corpus.pool import Pool, isolated
from corpus.report import Report, report, write_report
from corpus.sources import Scan, scan

_BATCH_BYTES = 16 << 20
_BATCH_EVENTS = 10_000
_EVERY = 10.0

Show = Callable[[Event], None]
Runner = Callable[[Iterable[Task]], Iterator[tuple[Task, Result]]]


class Interrupted(Exception):
    """The run was asked to stop; what was done stands."""


@dataclass(frozen=True, slots=True)
class Orders:
    """How a run is done: what is read, how many at once, who is told, when to stop."""

    mode: str = "new"
    jobs: int = 1
    show: Show = lambda event: None
    started: Callable[[Scan], None] = lambda scan: None
    stopped: Callable[[], bool] = lambda: False
    runner: Runner | None = None
    """another engine that gives each task its result; None for workers here"""


def update(config: Config, hands: Hands, orders: Orders) -> Report:
    """Bring a corpus up to date and say what was done.

    Raises `Locked` where another run is at work, `ledger.LedgerError`, `pool.PoolError`, or `OSError`
    where the disk is full or can't be written to: all that was committed before stands.
    """
    with (
        locked(config.folder),
        closing(connect(config.folder, write=True)) as db,
        closing(connect(config.folder, write=True, handed_on=True)) as writing,
    ):
        snapshot.recover(config.folder, db)
        with transaction(db):
            query = "INSERT INTO runs (started, version, only_) VALUES (?, ?, ?)"
            run = int(db.execute(query, (now(), hands.version, orders.mode)).lastrowid or 0)
        committer = Committer(config.folder, writing, hands, run, config.options.history)
        return _update(config, db, hands, orders, committer)


def _update(config: Config, db: sqlite3.Connection, hands: Hands, orders: Orders, committer: Committer) -> Report:
    clock, run = time.monotonic(), committer.run
    committer.start()
    found = scan(config, db, run, hands.members)
    plan = Plan(db, run, hands.version, orders.mode)
    found.expected = plan.expected()
    orders.started(found)
    with (
        Pool(hands.reader, orders.jobs, config.options.limits()) as pool,
        _Batches(committer, config.options, orders.show, plan.noted) as batches,
    ):
        runner = orders.runner or (lambda tasks: isolated(pool, tasks))
        again = True
        while again and not orders.stopped():  # a version that went may set its duplicates free: they are read too
            again = False
            for task, result in runner(_until(orders.stopped, plan.tasks())):
                batches.add(Event(task, result))
                batches.take(plan.events)
                again = True
                if orders.stopped():
                    break
            batches.take(plan.events)
            batches.finish()
        stopped = orders.stopped()
    committer.finish()
    made = report(db, run, found, time.monotonic() - clock, batches.seconds)
    write_report(config.folder, db, made)
    if stopped:
        raise Interrupted
    return made


def _until(stopped: Callable[[], bool], tasks: Iterable[Task]) -> Iterator[Task]:
    for task in tasks:
        if stopped():
            return
        yield task


class _Batches:
    """Events that become visible together, so many, or so big, or so old, while others are read."""

    def __init__(
        self, committer: Committer, options: Options, show: Show, noted: Callable[[Sequence[Event]], None]
    ) -> None:
        self._committer, self._options, self._show, self._noted = committer, options, show, noted
        self._events: list[Event] = []
        self._bytes = 0
        self._start = self._last = time.monotonic()
        self._thread = ThreadPoolExecutor(1)
        self._running: Future[Sequence[Event]] | None = None
        self.seconds = 0.0
        """spent on committing"""

    def __enter__(self) -> _Batches:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown()  # what is being committed is

    def add(self, event: Event) -> None:
        """Take an event; commit when there is enough.

        Commits wait until those before have taken no more than their share of the run, however big the corpus
        is; a batch that gets too big for memory doesn't wait.
        """
        self._show(event)
        self._events.append(event)
        if isinstance(event.result, Outcome):
            self._bytes += len(event.result.rows)
        age = time.monotonic() - self._last
        idle = self._running is None or self._running.done()
        due = idle and self.seconds <= self._options.overhead * (time.monotonic() - self._start)
        full = len(self._events) >= self._options.batch or age >= _EVERY
        if (full and due) or self._bytes >= _BATCH_BYTES or len(self._events) >= _BATCH_EVENTS:
            self._commit()

    def take(self, events: list[Event]) -> None:
        """Take a list of events, and empty it."""
        for event in events:
            self.add(event)
        events.clear()

    def finish(self) -> None:
        """Make what is held a part of the corpus, and wait until it is."""
        self._commit()
        self._wait()

    def _commit(self) -> None:
        self._wait()
        if self._events:
            self._running = self._thread.submit(self._make, self._events)
        self._events, self._bytes = [], 0
        self._last = time.monotonic()

    def _make(self, events: Sequence[Event]) -> Sequence[Event]:
        start = time.monotonic()
        self._committer.commit(events)
        self.seconds += time.monotonic() - start
        return events

    def _wait(self) -> None:
        """Wait for the commit that is being made; what prevented it is raised here."""
        running, self._running = self._running, None
        if running is not None:
            self._noted(running.result())
