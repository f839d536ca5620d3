"""The bytes of a document, wherever it lies: a file, a member of an archive, a WARC record, a remote object."""

from __future__ import annotations

from pathlib import Path

_LARGEST = 512 << 20


class FetchError(Exception):
    """Bytes that can't be had: `code` for machines, the message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def fetch(at: tuple[str, ...]) -> bytes:
    """The bytes at ("file", path), ("warc", path, offset) or ("url", url); raises `FetchError`."""
    kind, *where = at
    try:
        if kind == "file":
            return _file(Path(where[0]))
        if kind == "warc":
            from corpus.warc import payload

            return payload(where[0], int(where[1]))
        if kind == "url":
            from corpus.remote import get

            return get(where[0])
    except (FileNotFoundError, NotADirectoryError):
        raise FetchError("not_found", f"{where[0]}: not there any more") from None
    except OSError as error:
        raise FetchError("not_readable", f"{where[0]}: can't be opened ({error})") from None
    raise FetchError("not_readable", f"{kind}: no such kind of place")


def _file(path: Path) -> bytes:
    if path.is_dir():
        raise FetchError("not_a_file", f"{path}: a folder, not a file")
    size = path.stat().st_size
    if size > _LARGEST:
        raise FetchError("too_big", f"{path}: {size >> 20} MiB; no report is bigger than {_LARGEST >> 20}")
    return path.read_bytes()
