"""Which files: paths, folders and patterns as given become one list of documents in a stable order."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

# What a folder of reports may hold as reports, also in formats that get only a failed row that says so.
_DOCUMENTS = frozenset((
    ".txt", ".text", ".md", ".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".ofd",
    ".html", ".htm", ".mht", ".mhtml", ".xlsx", ".xls", ".xlsm", ".et", ".ods", ".csv", ".tsv", ".pptx",
    ".ppt", ".dot", ".wpt", ".shtml", ".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".jpg", ".jpeg", ".png", ".tif", ".tiff",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Files in a stable order; what was given and isn't there or holds nothing; what was left out."""

    files: tuple[Path, ...]
    missing: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    """folders without documents"""
    left_out: Counter[str] = field(default_factory=Counter)
    """how many files by suffix"""


def is_document(suffix: str) -> bool:
    """Whether files of a suffix may be reports."""
    return suffix.lower() in _DOCUMENTS


def _walk(folder: Path) -> Iterator[Path]:
    """Every visible file below a folder, by name; links to folders are left out (they may run in circles).

    So are pipes and devices, which would be waited for. An empty folder that is named like a document is
    taken for one, so that it isn't lost in silence.
    """
    for place, folders, files in os.walk(folder):
        if not folders and not files and is_document(Path(place).suffix):
            yield Path(place)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        visible = (Path(place, name) for name in sorted(files) if not name.startswith((".", "~$")))
        yield from (path for path in visible if path.is_file() or not path.exists())


def _given(path: str) -> list[Path]:
    if os.path.lexists(path):
        return [Path(path)]
    return [Path(name) for name in sorted(glob.glob(path, recursive=True))] if glob.has_magic(path) else []


@dataclass(slots=True)
class Aside:
    """What is no file to read: given and isn't there, or a folder without documents, or left out by its suffix."""

    missing: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def walk(paths: Iterable[str], aside: Aside) -> Iterator[Path]:
    """The files that paths, folders (with all below) and glob patterns name, one by one; `aside` is told of the rest.

    In a folder, hidden files, lock files (~$…) and files whose suffix is no document's are left out; a
    file that is named itself is always taken, whatever its name.
    """
    for path in paths:
        given = _given(path)
        if not given:
            aside.missing.append(path)
        for one in given:
            if not one.is_dir():
                yield one
                continue
            count = 0
            for file in _walk(one):
                if file.suffix and not is_document(file.suffix):
                    aside.left_out[file.suffix.lower()] += 1
                    continue
                count += 1
                yield file
            if not count:
                aside.empty.append(os.fspath(one))


def find(paths: Iterable[str]) -> Found:
    """The files that `walk` gives, each once, in the order given."""
    files: dict[str, Path] = {}
    aside = Aside()
    for file in walk(paths, aside):
        files.setdefault(os.path.realpath(file), file)
    return Found(tuple(files.values()), tuple(aside.missing), tuple(aside.empty), aside.left_out)
