"""The straight path: a file in, a `Report` out, whatever the file holds."""

from __future__ import annotations

import hashlib
import os
import traceback
from pathlib import Path

from extract.document import ReadingError
from extract.reader import read
from normalize.resolve import resolve
from normalize.rows import Report
from output.batch import failed
from patterns.find import find


def read_report(path: str | os.PathLike[str]) -> Report:
    """All rows of one file; where it cannot be read, a documents row that says why. Never raises."""
    try:
        document = read(path)
        return resolve(document, find(document))
    except ReadingError as error:
        return failed(*_identity(path), error.code, error.message)
    except Exception as error:  # one document must not end a run: our own mistake is a failed row too
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        message = f"{type(error).__name__}: {error} ({where}). A fault of jixiao: please report it."
        return failed(*_identity(path), "internal_error", message)


def _identity(path: str | os.PathLike[str]) -> tuple[str, str, int | None]:
    """The id (of its bytes, else of its name), name and size of a file that cannot be read."""
    name = os.fspath(path)
    try:
        data = Path(path).read_bytes()
    except (OSError, ValueError):
        data = b""
    return hashlib.sha256(data or os.fsencode(name)).hexdigest(), name, len(data) or None
