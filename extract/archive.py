"""Archives (zip, 7z, tar, gz, rar): each file in them, nested archives opened, within limits.

A member's name is its path inside: `2023/自评表.docx`, in a nested archive `附件.zip!/自评表.docx`. Nothing is
written under a name that an archive gives, so that none can escape; what can't be taken out comes as the error.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from extract.document import ReadingError
from extract.parts import kind_of, kind_of_names, opened

SEPARATOR = "!/"
_MOST_DEPTH = 3
_MOST_MEMBERS = 10_000
_MOST_BYTES = 1 << 31
_MOST_MEMBER = 1 << 29
_FREE_BYTES, _MOST_RATIO = 1 << 26, 150
_STARTS = {b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "rar", b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ\x00": "xz"}
_JUNK = ("__MACOSX", "Thumbs.db", "desktop.ini")
_FAULTS = (OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error, lzma.LZMAError,
           zipfile.BadZipFile, tarfile.TarError, IndexError, KeyError)  # fmt: skip

Member = tuple[str, bytes | ReadingError]


class Bomb(Exception):
    """An archive that unpacks to more than is sane."""


@dataclass(slots=True)
class Budget:
    """What may still come out of an archive and those in it."""

    packed: int
    members: int = 0
    unpacked: int = 0

    def member(self, size: int) -> None:
        """Count a member; raises Bomb beyond the limits."""
        self.members += 1
        self.unpacked += size
        most = min(_MOST_BYTES, _FREE_BYTES + _MOST_RATIO * self.packed)
        if self.members > _MOST_MEMBERS or size > _MOST_MEMBER or self.unpacked > most:
            raise Bomb


def is_archive(path: str | os.PathLike[str]) -> bool:
    """Whether a file is an archive of files (not a DOCX, XLSX or OFD, which are zips too), by its bytes."""
    try:
        with open(path, "rb") as stream:
            return bool(_kind(stream))
    except OSError:
        return False


def is_archive_bytes(data: bytes) -> bool:
    """The same of a file's bytes."""
    return bool(_kind(io.BytesIO(data)))


def members(path: str | os.PathLike[str]) -> Iterator[Member]:
    """Each file in an archive, in its order: the path inside, and its bytes or why there are none.

    Raises ReadingError for what is no whole archive; stops with one as the last member where limits are passed.
    """
    with open(path, "rb") as stream:
        budget = Budget(os.path.getsize(path))
        yield from _members(stream, os.fspath(path), budget, 1)


def member(path: str | os.PathLike[str], inner: str) -> bytes:
    """The bytes of one member by its path inside; raises ReadingError if it isn't there or can't be taken out."""
    for name, data in members(path):
        if name == inner:
            if isinstance(data, ReadingError):
                raise data
            return data
    raise ReadingError("not_found", f"{os.fspath(path)}{SEPARATOR}{inner}: no such file in the archive. Check the path.")


def _members(stream: IO[bytes], shown: str, budget: Budget, depth: int) -> Iterator[Member]:
    kind = _kind(stream)
    stream.seek(0)
    try:
        for name, data in _opened(stream, kind, shown, budget):
            inner = _name(name)
            if not inner:
                continue
            whole = f"{shown}{SEPARATOR}{inner}"
            if data is None:
                message = f"{whole}: protected by a password or broken. Unpack the archive yourself and give the file."
                yield inner, ReadingError("member_unreadable", message)
            elif not is_archive_bytes(data):
                yield inner, data
            elif depth == _MOST_DEPTH:
                message = f"{whole}: an archive in an archive in an archive is the deepest. Unpack it yourself."
                yield inner, ReadingError("archive_too_deep", message)
            else:
                yield from _nested(data, inner, whole, budget, depth)
    except Bomb:
        message = f"{shown}: unpacks to more files or bytes than can be right; the rest was left out. Unpack it yourself."
        yield "", ReadingError("archive_too_big", message)
    except _FAULTS:
        raise ReadingError("archive_damaged", f"{shown}: broken or cut off. Get the archive again.") from None


def _nested(data: bytes, inner: str, shown: str, budget: Budget, depth: int) -> Iterator[Member]:
    try:
        for name, content in _members(io.BytesIO(data), shown, budget, depth + 1):
            yield f"{inner}{SEPARATOR}{name}" if name else inner, content
    except ReadingError as error:
        yield inner, error


def _kind(stream: IO[bytes]) -> str:
    """Which kind of archive; "" for none."""
    stream.seek(0)
    head = stream.read(600)
    if head.startswith(b"PK\x05\x06"):
        return "zip"
    if head.startswith(b"PK\x03\x04"):
        try:
            kind = kind_of_names(opened(stream).namelist(), head)
        except _FAULTS:
            stream.seek(0)
            kind = kind_of(stream.read(_MOST_MEMBER))
        return "zip" if kind == "archive" else ""
    if head[257:262] == b"ustar":
        return "tar"
    return next((kind for start, kind in _STARTS.items() if head.startswith(start)), "")


def _opened(stream: IO[bytes], kind: str, shown: str, budget: Budget) -> Iterator[tuple[str, bytes | None]]:
    """The files of one archive; None for the bytes of one that can't be taken out."""
    if kind == "zip":
        return _zipped(stream, budget)
    if kind in ("7z", "rar"):
        from extract.archive_tools import unpacked

        return unpacked(stream, kind, shown, budget)
    if kind == "tar":
        return _tarred(stream, budget)
    if kind in ("gz", "bz2", "xz"):
        return _packed(stream, kind, shown, budget)
    raise ReadingError("not_an_archive", f"{shown}: no archive (zip, 7z, tar, gz, rar). Read it as a file.")


def _zipped(stream: IO[bytes], budget: Budget) -> Iterator[tuple[str, bytes | None]]:
    with opened(stream) as archive:
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            name = _zip_name(entry)
            budget.member(entry.file_size)
            try:
                with archive.open(entry) as file:
                    data = file.read(entry.file_size + 1)
            except _FAULTS:
                yield name, None
                continue
            yield name, data


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """A name as it was given: UTF-8 where the zip says so or it reads as such, else GBK as on a Chinese Windows."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


class _Counted(io.RawIOBase):
    """A stream being unpacked that raises Bomb beyond the limits, and gives no more than asked for."""

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        self._stream, self._left = stream, min(_MOST_BYTES, _FREE_BYTES + _MOST_RATIO * budget.packed) - budget.unpacked

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise Bomb
        return data


def _packed(stream: IO[bytes], kind: str, shown: str, budget: Budget) -> Iterator[tuple[str, bytes | None]]:
    """The files of a packed tar, or the one file that was packed."""
    unpack: Callable[[IO[bytes]], IO[bytes]] = {"gz": gzip.open, "bz2": bz2.open, "xz": lzma.open}[kind]  # type: ignore[assignment]
    with unpack(stream) as file:
        head = file.read(600)
    stream.seek(0)
    with unpack(stream) as file:
        counted = _Counted(file, budget)
        if head[257:262] == b"ustar":
            yield from _tarred(counted, budget)  # type: ignore[arg-type]
            return
        data = counted.read()
        budget.member(len(data))
        name = PurePosixPath(shown.rpartition(SEPARATOR)[2]).name
        yield name.removesuffix(f".{kind}") or name, data


def _tarred(stream: IO[bytes], budget: Budget) -> Iterator[tuple[str, bytes | None]]:
    """The plain files of a tar; links and devices are none."""
    with tarfile.open(fileobj=stream, mode="r|", encoding="utf-8", errors="surrogateescape") as archive:
        for entry in archive:
            if not entry.isreg():
                continue
            budget.member(entry.size)
            file = archive.extractfile(entry)
            data = file.read() if file else b""
            yield _legible(entry.name), data


def _legible(name: str) -> str:
    """A name whose bytes weren't UTF-8, as GBK."""
    try:
        return os.fsencode(name).decode("utf-8")
    except UnicodeDecodeError:
        return os.fsencode(name).decode("gb18030", "replace")


def _name(given: str) -> str:
    """A path inside without what would lead out of it; "" for files that systems leave in archives."""
    pieces = [piece for piece in given.replace("\\", "/").replace("\0", "").split("/") if piece not in ("", ".", "..")]
    if not pieces or any(piece in _JUNK for piece in pieces) or pieces[-1].startswith((".", "~$", "._")):
        return ""
    return "/".join(pieces)


def split(name: str) -> tuple[Path, str] | None:
    """The archive and the path inside of a name such as `a.zip!/b.docx`; None for another."""
    path, found, inner = name.partition(SEPARATOR)
    return (Path(path), inner) if found and path and inner else None
