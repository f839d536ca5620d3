"""One door for every format: a file in, a `Document` out, or a `ReadingError` that says what to do."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from extract.document import Document, ReadingError, Source


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: how it's named, how its bytes are known, and the function that reads them.

    `read` gives a `Document` or raises `ReadingError`. A format is a file `extract/<format>.py` with a
    `READER` in it, its heavy imports inside functions, and its name in `FORMATS`.
    """

    suffixes: tuple[str, ...]
    media_type: str
    magic: Callable[[bytes], bool]
    read: Callable[[bytes, Source], Document]


FORMATS = ("pdf", "ofd", "xlsx", "xls", "ods", "docx", "doc", "mhtml", "html", "txt")


def _readers() -> list[Reader]:
    return [import_module(f"extract.{name}").READER for name in FORMATS]


def read(path: str | os.PathLike[str], *, name: str | None = None) -> Document:
    """The document in a file; `name` is what its source is called (the path as given, if left out).

    `archive.zip!/inner/report.docx` is the document at that path inside an archive.

    Raises ReadingError, and nothing else, for a file that can't be read.
    """
    shown = name if name is not None else os.fspath(path)
    try:
        data = _bytes(path)
    except (FileNotFoundError, NotADirectoryError):
        raise ReadingError("not_found", f"{shown}: no such file. Check the path.") from None
    except IsADirectoryError:
        raise ReadingError("not_a_file", f"{shown}: a folder, not a file. Give one file.") from None
    except (OSError, ValueError) as error:
        message = f"{shown}: can't be opened ({error}). Check the path and your rights to it."
        raise ReadingError("not_readable", message) from None
    return read_bytes(data, shown)


def _bytes(path: str | os.PathLike[str]) -> bytes:
    if "!/" in os.fspath(path) and not os.path.lexists(path):
        from extract.archive import member, split

        inside = split(os.fspath(path))
        if inside and inside[0].is_file():
            return member(*inside)
    return Path(path).read_bytes()


def read_bytes(data: bytes, name: str) -> Document:
    """The document in some bytes, read by the format they're in, whatever the name says.

    Raises ReadingError, and nothing else, for bytes that can't be read.
    """
    if not data:
        raise ReadingError("empty", f"{name}: the file is empty (0 bytes). Get it again.")
    reader = _reader_of(data, name)
    source = Source(name, hashlib.sha256(data).hexdigest(), reader.media_type, len(data))
    try:
        return reader.read(data, source)
    except ReadingError:
        raise
    except (MemoryError, RecursionError) as error:
        raise ReadingError("too_big", f"{name}: too big or too deeply nested to read.") from error
    except Exception as error:  # a parser's own failure on a file is a fact about the file, never a crash
        message = f"{name}: can't be read as {reader.media_type} ({error!r}). Open it and save it again."
        raise ReadingError("damaged", message) from error


def _reader_of(data: bytes, name: str) -> Reader:
    """The reader with the highest bid: bytes it knows, else a name it knows, else plain text."""
    from extract.foreign import ARCHIVE, OFFICE, PROTECTED, foreign

    suffix = Path(name).suffix.lower()
    readers = _readers()
    format_name = foreign(data)
    if format_name == ARCHIVE:
        message = f"{name}: an archive of files. Read one of them as {name}!/its/path/inside."
        raise ReadingError("archive", message)
    for reader in readers:
        if reader.magic(data):
            return reader
    named = next((reader for reader in readers if suffix in reader.suffixes), None)
    if format_name == PROTECTED:
        raise ReadingError("encrypted", f"{name}: protected by a password. Save it without one.")
    if format_name and not (format_name == OFFICE and named):
        message = f"{name}: {format_name} can't be read. Save it as DOCX, PDF or plain text."
        raise ReadingError("unsupported_format", message)
    return named or readers[-1]
