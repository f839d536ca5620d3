"""Archives as sources: every file in them is a document of its own; how they are opened is handed in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.fetch import loaded
from corpus.sources import Item, broken, signature_of
from extract.document import ReadingError

_SUFFIXES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")


def is_archive(path: str) -> bool:
    """Whether a file is called like an archive."""
    return path.lower().endswith(_SUFFIXES)


def contents(members: str, info: Mapping[str, Any], file: Path, name: str) -> Iterator[Item]:
    """The files in an archive, called `archive.zip!/path inside`; one that can't be taken out says why.

    `members` names the function that opens it. What a manifest says of the archive, `info`, is said of each
    file. What is no archive at all, whatever its name, is a document like others.
    """
    path = str(file.absolute())
    count = 0
    try:
        for count, (inside, data) in enumerate(loaded(members)(path), 1):  # noqa: B007
            called = f"{name}!/{inside}" if inside else name
            if isinstance(data, ReadingError):
                yield broken(called, data.code, data.message, name)
                continue
            signature = f"{len(data)}-{hashlib.sha256(data).hexdigest()[:32]}"
            yield Item(called, ("member", path, inside, members), signature, info, name)
    except ReadingError as error:
        if count:
            yield broken(name, error.code, error.message, name)
        else:
            yield Item(name, ("file", path), signature_of(file), info, name)
