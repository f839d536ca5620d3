"""Documents in object stores and on the web, through fsspec; needs the extra `s3`, `oss` or `http`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from corpus.find import is_document
from corpus.sources import Item


@lru_cache(8)
def _system(protocol: str) -> Any:
    """The file system of a protocol, with keys and addresses from its own environment variables and files."""
    try:
        import fsspec

        return fsspec.filesystem(protocol)
    except ImportError as error:
        raise ImportError(f"{protocol}:// needs more: pip install 'jixiao[{protocol}]' ({error})") from None


def _split(url: str) -> tuple[str, str]:
    protocol, found, path = url.partition("://")
    if not found:
        raise ValueError(f"{url} is no address; write s3://bucket/folder or the like")
    return protocol, url if protocol in ("http", "https") else path


def _changed(held: dict[str, Any]) -> str:
    """What changes when an object does: its tag, else its time, with its size."""
    for key in ("ETag", "etag", "LastModified", "last_modified", "mtime", "created"):
        if held.get(key):
            return f"{held.get('size')}-{held[key]}"
    return f"{held.get('size')}"


def listed(url: str) -> Iterator[Item]:
    """The documents below an address (or the one there), by name; called by their full addresses."""
    protocol, path = _split(url)
    found = _asked(_system(protocol).find, path, detail=True)
    if not found:
        raise FileNotFoundError("nothing there")
    for name, held in sorted(found.items()):
        full = name if "://" in name else f"{protocol}://{name}"
        hidden = PurePosixPath(name).name.startswith((".", "~$"))
        if name.rstrip("/") == path.rstrip("/") or (is_document(PurePosixPath(name).suffix) and not hidden):
            yield Item(full, ("url", full), _changed(held), {"url": full})


def get(url: str) -> bytes:
    """The bytes of an object; raises `OSError` where it can't be had."""
    protocol, path = _split(url)
    return bytes(_asked(_system(protocol).cat_file, path))


def _asked(ask: Callable[..., Any], path: str, **options: Any) -> Any:
    """What a store answers; every store has errors of its own, which are made `OSError`."""
    try:
        return ask(path, **options)
    except OSError:
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error
