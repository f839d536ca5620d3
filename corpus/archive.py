"""Archives as sources: every file in them is a document of its own; how they are opened is handed in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.fetch import loaded
from corpus.outcome import Failure, Limits, Task
from corpus.pool import Pool, isolated
from corpus.sources import Item, broken, signature_of
from extract.document import ReadingError

_SUFFIXES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_LIMITS = Limits(timeout=600, memory=4096, recycle=100)


def is_archive(path: str) -> bool:
    """Whether a file is called like an archive."""
    return path.lower().endswith(_SUFFIXES)


def listed(name: str, _: bytes) -> list[tuple[str, str, str]]:
    """What an archive holds: (path inside, signature, "") a file, (path inside, code, reason) where it can't be had.

    Called in a worker, as an archive can be as poisonous as a document.
    """
    members, path = json.loads(name)
    found = []
    try:
        for inside, data in loaded(members)(path):
            if isinstance(data, ReadingError):
                found.append((inside, data.code, data.message))
            else:
                found.append((inside, f"{len(data)}-{hashlib.sha256(data).hexdigest()[:32]}", ""))
    except ReadingError as error:
        found.append(("", error.code, error.message))
    return found


class Archives:
    """Opens archives in a worker that is started with the first of them; `members` names what opens them."""

    def __init__(self, members: str) -> None:
        self._members = members
        self._pool = Pool("corpus.archive:listed", 1, _LIMITS)

    def __enter__(self) -> Archives:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def contents(self, info: Mapping[str, Any], file: Path, name: str) -> Iterator[Item]:
        """The files in an archive, called `archive.zip!/path inside`; one that can't be taken out says why.

        What a manifest says of the archive, `info`, is said of each file. What is no archive at all, whatever
        its name, is a document like others.
        """
        path = str(file.absolute())
        task = Task(0, json.dumps([self._members, path]), ("none",), "")
        ((_, found),) = isolated(self._pool, [task], keep=True)
        if isinstance(found, Failure):
            yield broken(name, found.code, found.reason, name)
            return
        held: list[tuple[str, str, str]] = found  # type: ignore[assignment]
        if len(held) == 1 and not held[0][0]:
            yield Item(name, ("file", path), signature_of(file), info, name)
            return
        for inside, signature, reason in held:
            called = f"{name}!/{inside}" if inside else name
            if reason:
                yield broken(called, signature, reason, name)
            else:
                yield Item(called, ("member", path, inside, self._members), signature, info, name)
