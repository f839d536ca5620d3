"""The same run on a Dask cluster: documents are read wherever its workers are, isolated as they are here.

Paths must mean the same on every machine (a shared file system) or be addresses of an object store. The
ledger and the tables stay with the process that runs; needs the extra `dask`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from corpus.outcome import Failure, Limits, Result, Task
from corpus.pool import Pool, isolated

_AHEAD = 4


def read_there(reader: str, limits: Limits, task: Task) -> Result:
    """What reading a task gives, in a process under watch on this machine; kept from one task to the next."""
    pool = _pools.pop() if _pools else Pool(reader, 1, limits)
    if (pool.reader, pool.limits) != (reader, limits):
        pool.close()
        pool = Pool(reader, 1, limits)
    ((_, result),) = isolated(pool, [task], keep=True)
    _pools.append(pool)
    return result


_pools: list[Pool] = []
"""Pools that no task is using: one a thread of the Dask worker at most."""


@contextmanager
def cluster(
    address: str, reader: str, limits: Limits, jobs: int
) -> Iterator[Callable[[Iterable[Task]], Iterator[tuple[Task, Result]]]]:
    """A runner (`corpus.update.Orders`) on a scheduler at an address, or on `local` workers of this machine."""
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise ImportError("a Dask cluster needs more: pip install 'jixiao[dask]'") from None

    if address == "local":
        with LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None) as local, Client(local) as client:
            yield lambda tasks: _run(client, reader, limits, tasks)
    else:
        with Client(address) as client:
            yield lambda tasks: _run(client, reader, limits, tasks)


def _run(client: Any, reader: str, limits: Limits, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result]]:
    """Each task with its result as they come; never more than a few tasks a thread are out at once."""
    from distributed import as_completed

    left = iter(tasks)
    out: dict[Any, Task] = {}
    done = as_completed([])

    def send() -> bool:
        for task in itertools.islice(left, 1):
            future = client.submit(read_there, reader, limits, task, pure=False)
            out[future] = task
            done.add(future)
            return True
        return False

    while len(out) < _AHEAD * max(1, sum(client.nthreads().values())) and send():
        pass
    while out:
        future = next(done)
        task = out.pop(future)
        try:
            result: Result = future.result()
        except Exception as error:  # its worker died again and again (KilledWorker), or can't load us
            result = Failure("crashed", f"the cluster gave up: {type(error).__name__}: {error}"[:500])
        future.release()
        send()
        yield task, result
