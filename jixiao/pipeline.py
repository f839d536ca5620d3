"""The straight path: a file in, a `Report` out, whatever the file holds."""

from __future__ import annotations

import hashlib
import os
import traceback
from collections.abc import Callable
from pathlib import Path

from extract.archive import SEPARATOR, is_archive, members
from extract.document import Document, ReadingError
from extract.reader import read, read_bytes
from normalize.resolve import resolve
from normalize.rows import Report
from output.batch import failed
from patterns.find import find


def read_report(path: str | os.PathLike[str]) -> Report:
    """All rows of one file; where it cannot be read, a documents row that says why. Never raises."""
    return _report(lambda: read(path), lambda: _identity(path))


def read_data(data: bytes, name: str) -> Report:
    """All rows of a document's bytes, whose source is called `name`; else as `read_report`."""
    return _report(
        lambda: read_bytes(data, name), lambda: (hashlib.sha256(data).hexdigest(), name, len(data) or None)
    )


def read_all(path: str | os.PathLike[str]) -> list[Report]:
    """The reports of a file: one, or one for each file in an archive, called `archive.zip!/path inside`."""
    if not is_archive(path):
        return [read_report(path)]
    reports: list[Report] = []
    try:
        for inside, data in members(path):
            name = f"{os.fspath(path)}{SEPARATOR}{inside}" if inside else os.fspath(path)
            if isinstance(data, bytes):
                reports.append(read_data(data, name))
            else:
                reports.append(failed(hashlib.sha256(name.encode()).hexdigest(), name, None, data.code, data.message))
    except ReadingError as error:
        reports.append(failed(*_identity(path), error.code, error.message))
    except OSError:
        reports.append(read_report(path))
    return reports


def _report(read: Callable[[], Document], identity: Callable[[], tuple[str, str, int | None]]) -> Report:
    try:
        document = read()
        return resolve(document, find(document))
    except ReadingError as error:
        return failed(*identity(), error.code, error.message)
    except Exception as error:  # one document must not end a run: our own mistake is a failed row too
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        message = f"{type(error).__name__}: {error} ({where}). A fault of jixiao: please report it."
        return failed(*identity(), "internal_error", message)


def _identity(path: str | os.PathLike[str]) -> tuple[str, str, int | None]:
    """The id (of its bytes, else of its name), name and size of a file that cannot be read."""
    name = os.fspath(path)
    try:
        data = Path(path).read_bytes()
    except (OSError, ValueError):
        data = b""
    return hashlib.sha256(data or os.fsencode(name)).hexdigest(), name, len(data) or None
