"""WARC files: what a crawler took down, one record a page or file; needs the extra `warc`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from corpus.find import is_document
from corpus.sources import Item, broken

_TYPES = ("application/pdf", "application/msword", "application/vnd.", "text/plain", "application/octet-stream",
          "application/zip", "image/")  # fmt: skip


def _iterator(stream: Any) -> Any:
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        raise ImportError("WARC files need warcio: pip install 'jixiao[warc]'") from None
    return ArchiveIterator(stream)


def records(file: Path, name: str) -> Iterator[Item]:
    """The documents of a WARC file, each called by its address; of several of one address the latest counts."""
    latest: dict[str, Item] = {}
    trouble = None
    with file.open("rb") as stream:
        try:
            for item in _items(_iterator(stream), str(file.absolute()), name):
                known = latest.get(item.name)
                if known is None or known.info["fetched_at"] <= item.info["fetched_at"]:
                    latest[item.name] = item
        except ImportError:
            raise
        except Exception as error:  # cut off, as by a crawler that was killed: what stands before it counts
            trouble = f"{name}: broken or cut off ({type(error).__name__}: {error})"
    yield from latest.values()
    if trouble:
        yield broken(name, "warc_damaged", trouble, name)


def _items(found: Any, path: str, name: str) -> Iterator[Item]:
    for record in found:
        headers = record.rec_headers
        url = headers.get_header("WARC-Target-URI")
        if record.rec_type not in ("response", "resource") or not url or not _wanted(record, url):
            continue
        date = headers.get_header("WARC-Date") or ""
        digest = headers.get_header("WARC-Payload-Digest") or headers.get_header("WARC-Record-ID") or date
        at = ("warc", path, str(found.get_record_offset()))
        yield Item(url, at, f"{date} {digest}", {"url": url, "fetched_at": date, "warc": name}, name)


def _wanted(record: Any, url: str) -> bool:
    """Whether a record holds a document that was really sent."""
    http = record.http_headers
    if http is not None and http.get_statuscode() != "200":
        return False
    kind = (http.get_header("Content-Type") if http is not None else record.rec_headers.get_header("Content-Type")) or ""
    suffix = PurePosixPath(urlsplit(url).path).suffix
    if suffix.lower() in (".html", ".htm", ".shtml"):
        return False
    return (bool(suffix) and is_document(suffix)) or kind.lower().startswith(_TYPES[:4])


def payload(file: str, offset: int) -> bytes:
    """The bytes of the record at an offset, as they were sent, without transfer and content encodings."""
    with open(file, "rb") as stream:
        stream.seek(offset)
        record = next(iter(_iterator(stream)))
        return bytes(record.content_stream().read())
