"""Worker processes under watch: a document that kills, hangs or bloats its worker costs itself alone."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from corpus.outcome import Failure, Limits, Result, Task

_TICK = 0.1
_START = 120.0
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class PoolError(Exception):
    """Workers that can't be started at all; the message says why."""


def _environment() -> dict[str, str]:
    """One thread a worker in numeric libraries, and the same import path as here."""
    one = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
    return {**one, "MALLOC_ARENA_MAX": "2", **os.environ, "PYTHONPATH": path}


def _errors() -> int | None:
    """Where workers print to: nowhere, as parsers would write into a log of JSON lines, unless it is asked for."""
    return None if os.environ.get("JIXIAO_DEBUG") else subprocess.DEVNULL


def children(pid: int) -> list[int]:
    """The processes that a process has started (where the system tells)."""
    with contextlib.suppress(OSError, ValueError):
        return [
            int(child)
            for file in Path(f"/proc/{pid}/task").glob("*/children")
            for child in file.read_text().split()
        ]
    return []


def _descendants(pid: int) -> list[int]:
    found = children(pid)
    for child in found:  # grows while it is gone through
        found += children(child)
    return found


class _Worker:
    """One process: starting, idle, or busy with a task until a deadline."""

    def __init__(self, reader: str, limits: Limits) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            arguments = [str(number), reader, str(limits.memory), str(os.getpid())]
            self.process = subprocess.Popen(
                [sys.executable, "-m", "corpus.worker", *arguments],
                pass_fds=(number,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=_errors(),
                start_new_session=True, env=_environment(),
            )  # fmt: skip
        self.link: Connection[Any, Any] = Connection(ours.detach())
        self.limits = limits
        self.task: Task | None = None
        self.ready = False
        self.since = time.monotonic()
        self.count = 0

    def give(self, task: Task) -> None:
        self.task, self.since = task, time.monotonic()
        with contextlib.suppress(OSError):  # a worker that has just died is noticed by the watch
            self.link.send(task)

    def spent(self) -> float:
        return time.monotonic() - self.since

    def bloated(self) -> bool:
        """Whether more memory is in use than allowed (where the system tells)."""
        try:
            pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        except (OSError, IndexError, ValueError):
            return False
        return pages * _PAGE > self.limits.memory << 20

    def kill(self) -> int:
        """End the process and all it started; its exit status."""
        for pid in _descendants(self.process.pid):  # those in a group of their own
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.link.close()
        return self.process.wait()


def _died(status: int) -> str:
    if status >= 0:
        return f"the worker ended with status {status}"
    with contextlib.suppress(ValueError):
        return f"the worker was killed by {signal.Signals(-status).name}"
    return f"the worker was killed by signal {-status}"


class Pool:
    """So many workers; `run` gives each task with its result as they come, in no order.

    Every task gets exactly one result. A worker is renewed after `limits.recycle` tasks, and after each
    that left processes behind or ran out of memory.
    """

    def __init__(self, reader: str, jobs: int, limits: Limits) -> None:
        self.reader, self.jobs, self.limits = reader, jobs, limits
        self._workers: list[_Worker] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers at once."""
        while self._workers:
            self._workers.pop().kill()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result]]:
        """Each task with its `Outcome` or `Failure`; tasks are taken one by one, as workers are free."""
        left = iter(tasks)
        task = next(left, None)
        while task is not None or any(worker.task for worker in self._workers):
            while task is not None and (worker := self._free()) is not None:
                worker.give(task)
                task = next(left, None)
            yield from self._heard(_TICK)
            yield from self._watched()

    def _free(self) -> _Worker | None:
        """A worker without a task; a new one where there may be more; None if all are busy."""
        for worker in self._workers:
            if worker.ready and worker.task is None:
                return worker
        if len(self._workers) < self.jobs:
            self._workers.append(_Worker(self.reader, self.limits))
        return None

    def _heard(self, seconds: float) -> Iterator[tuple[Task, Result]]:
        """What workers say within some time."""
        by_link = {worker.link: worker for worker in self._workers if worker.task or not worker.ready}
        for link in wait(list(by_link), seconds):
            worker = by_link[link]  # type: ignore[index]
            try:
                said = worker.link.recv()
            except Exception:  # the end of its pipe, or rubbish written into it: the worker is lost
                yield from self._lost(worker)
                continue
            if not worker.ready:
                if said is not None:
                    raise PoolError(said)
                worker.ready = True
            elif worker.task is not None:
                result, clean = said
                done, worker.task = worker.task, None
                worker.count += 1
                if not clean or worker.count >= self.limits.recycle:
                    self._drop(worker)
                yield done, result

    def _watched(self) -> Iterator[tuple[Task, Result]]:
        """The failures of workers that are dead, late or too big."""
        for worker in list(self._workers):
            if worker.task is None:
                if worker.process.poll() is not None or (not worker.ready and worker.spent() > _START):
                    yield from self._lost(worker)
            elif worker.link.poll():
                continue  # it has answered while we were away
            elif worker.process.poll() is not None:
                yield from self._lost(worker)
            elif worker.spent() > self.limits.timeout:
                reason = f"not read within {self.limits.timeout:g} seconds"
                yield from self._lost(worker, Failure("timeout", reason, worker.spent()))
            elif worker.spent() > _TICK and worker.bloated():
                reason = f"takes more than {self.limits.memory} MiB of memory"
                yield from self._lost(worker, Failure("memory", reason, worker.spent()))

    def _lost(self, worker: _Worker, failure: Failure | None = None) -> Iterator[tuple[Task, Result]]:
        status = self._drop(worker)
        if worker.task is not None:
            yield worker.task, failure or Failure("crashed", _died(status), worker.spent())
        elif not worker.ready and status >= 0:
            raise PoolError(f"a worker ended while starting (status {status}); JIXIAO_DEBUG=1 shows what it printed")

    def _drop(self, worker: _Worker) -> int:
        self._workers.remove(worker)
        return worker.kill()


def isolated(pool: Pool, tasks: Iterable[Task], *, keep: bool = False) -> Iterator[tuple[Task, Result]]:
    """Results of a pool; a task that lost its worker is tried once more, alone, after all others.

    The pool is closed before that, unless it is to be kept (where others are at work anyhow).
    """
    again: list[Task] = []
    for task, result in pool.run(tasks):
        if isinstance(result, Failure) and result.killed:
            again.append(task)
        else:
            yield task, result
    if not keep:
        pool.close()
    for task in again:
        with Pool(pool.reader, 1, pool.limits) as alone:
            yield from alone.run([task])
