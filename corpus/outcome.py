"""What goes to a worker and what comes back: a task, its outcome or its failure; what a run is handed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

DONE, FAILED, QUARANTINED, DUPLICATE, SUPERSEDED = "done", "failed", "quarantined", "duplicate", "superseded"
"""States of a document: its rows stand; it can't be read; its reading died, hung or bloated; another
document has the same text; its place holds a newer version."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may cost: seconds, MiB of memory; after how many a worker is renewed."""

    timeout: float = 120.0
    memory: int = 2048
    recycle: int = 1000


@dataclass(frozen=True, slots=True)
class Task:
    """One document to read: its place in the ledger, the name it is called by, where its bytes are."""

    place: int
    name: str
    at: tuple[str, ...]
    signature: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What reading gave: the document's identity, what the ledger tells of it, its rows as bytes."""

    sha256: str
    size: int
    status: str
    rows: bytes
    code: str | None = None
    reason: str | None = None
    text_hash: str | None = None
    """hash of the normalised text; None where there is too little text to tell two reports apart"""
    sketch: bytes | None = None
    """MinHash of the text's shingles, for near copies"""
    said: Mapping[str, Any] = field(default_factory=dict)
    """format, province, county, agency, year, kind: for the status and the report's own key; filer: whose it is"""
    figures: bytes | None = None
    """what reports of the years beside it are compared with (`Hands.compare`)"""
    seconds: float = 0.0


KILLED = ("timeout", "memory", "crashed")
"""Codes of failures that took the worker along."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task gave nothing: timeout, memory, crashed; not_found, not_readable and the like."""

    code: str
    reason: str
    seconds: float = 0.0

    @property
    def killed(self) -> bool:
        """Whether the worker was lost with it: worth one more try, alone."""
        return self.code in KILLED


Result = Outcome | Failure


class Hands(Protocol):
    """What a run is handed by the front door: reading a document, and keeping rows in files."""

    @property
    def reader(self) -> str:
        """`module:function` that workers call with (name, bytes) for an `Outcome`."""

    @property
    def members(self) -> str:
        """`module:function` that gives (name inside, bytes or `ReadingError`) of an archive's files, in order."""

    @property
    def version(self) -> str:
        """The version of the extractor."""

    def refuse(self, sha256: str, name: str, size: int, code: str, reason: str) -> bytes:
        """The rows of a document that could not be read: one that says why."""

    def write(self, rows: Iterable[bytes], folder: Path) -> None:
        """Write rows as a part: one file a table in a new folder, in the order given."""

    def merge(
        self, parts: Sequence[tuple[Path, AbstractSet[str]]], folder: Path, *, only: bool = False
    ) -> None:
        """Write parts as one, leaving out some documents of each, or keeping `only` these."""

    def compare(self, earlier: Sequence[bytes], later: Sequence[bytes]) -> list[bytes | None]:
        """For each of an agency's reports of one year, the rows that its reports of the year before call for."""

    def compared(self, rows: Iterable[bytes], folder: Path) -> None:
        """Write what comparing gave as a part, of the tables alone that have rows."""

    def sources(self, rows: Iterable[Mapping[str, Any]], folder: Path) -> None:
        """Write rows of the table `sources` as a part."""
