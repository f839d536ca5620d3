"""The bytes of a document, wherever it lies: a file, a member of an archive, a WARC record, a remote object."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

_LARGEST = 512 << 20


class FetchError(Exception):
    """Bytes that can't be had: `code` for machines, the message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def fetch(at: tuple[str, ...]) -> bytes:
    """The bytes at ("file", path), ("warc", path, offset), ("url", url), ("member", path, inside, function) or ("none",).

    Raises `FetchError`.
    """
    kind, *where = at
    try:
        if kind == "none":
            return b""
        if kind == "file":
            return _file(Path(where[0]))
        if kind == "member":
            return _member(*where)
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


_opened: list[tuple[str, Iterator[tuple[str, Any]]]] = []
"""The archive that this process is in the midst of: its members are asked for in their order."""


def loaded(name: str) -> Any:
    """The function called `module:function`."""
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)


def _member(path: str, inside: str, function: str) -> bytes:
    """The bytes of a file in an archive; `function` gives an archive's members one after another."""
    again = not (_opened and _opened[0][0] == path)
    for _ in range(2):
        if again:
            _opened[:] = [(path, iter(loaded(function)(path)))]
        for name, data in _opened[0][1]:
            if name == inside:
                if isinstance(data, bytes):
                    return data
                raise FetchError(data.code, data.message)
        again = True
    raise FetchError("not_found", f"{path}: holds no {inside}")
