"""A worker: a process of its own that reads documents one after another, and can be killed at any time.

    python -m corpus.worker FD MODULE:FUNCTION MEMORY

It leads a process group, so that whatever a parser starts dies with it, and it dies with its parent.
"""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from corpus.fetch import FetchError, fetch, loaded
from corpus.outcome import Failure, Outcome, Result, Task
from corpus.pool import children

_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36
Read = Callable[[str, bytes], Outcome]


def _die_with_parent(parent: int) -> None:
    """Linux: be killed when the parent ends, and inherit the orphans of what a parser starts."""
    with contextlib.suppress(OSError, AttributeError):
        import ctypes

        libc = ctypes.CDLL(None)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        libc.prctl(_PR_SET_CHILD_SUBREAPER, 1)
    if os.getppid() != parent:
        os._exit(1)


def _limit(memory: int) -> None:
    """Let the address space grow by so many MiB at most, over what the interpreter and libraries take."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        most = taken + (memory << 20)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _clean() -> bool:
    """Whether nothing is left that the document's reading started; what is left is killed.

    A child's own children come to us when it ends, so we look again until there are none.
    """
    clean = True
    for _ in range(100):
        left = children(os.getpid())
        if not left:
            break
        clean = False
        for pid in left:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
    return clean


def read_task(read: Read, task: Task) -> Result:
    """What reading a task gives, whatever happens to it."""
    start = time.perf_counter()
    try:
        return read(task.name, fetch(task.at))
    except FetchError as error:
        return Failure(error.code, error.message)
    except MemoryError:
        return Failure("memory", "needs more memory than it may take", time.perf_counter() - start)
    except BaseException as error:  # SystemExit too: nothing a document does may end the worker unsaid
        spent = time.perf_counter() - start
        return Failure("crashed", f"reading ended with {type(error).__name__}: {error}"[:500], spent)


def main(fd: int, name: str, memory: int, parent: int) -> None:
    """Read what comes in until the other side is gone."""
    _die_with_parent(parent)
    me = os.getpid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    link = Connection(fd)
    try:
        read = loaded(name)
    except BaseException as error:
        link.send(f"{name} can't be loaded: {error!r}")
        return
    _limit(memory)
    link.send(None)
    with contextlib.suppress(EOFError, OSError):
        while True:
            result = read_task(read, link.recv())
            if os.getpid() != me:  # a fork that came back out of a parser: it has no say
                os._exit(0)
            clean = _clean() and not (isinstance(result, Failure) and result.killed)
            link.send((result, clean))
            del result
            gc.collect(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
