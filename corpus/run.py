"""Many documents through one function, on one or several processors, results in the order of the files."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")


def run(read: Callable[[Path], Result], files: Iterable[Path], jobs: int = 1) -> Iterator[Result]:
    """What `read` gives for each file, in order; never more than a few results ahead of who takes them."""
    if jobs <= 1:
        yield from map(read, files)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    left = iter(files)
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        ahead = deque(pool.submit(read, file) for file in islice(left, 4 * jobs))
        try:
            while ahead:
                yield ahead.popleft().result()
                ahead.extend(pool.submit(read, file) for file in islice(left, 1))
        finally:
            for future in ahead:
                future.cancel()
