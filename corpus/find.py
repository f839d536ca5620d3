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
    ".html", ".htm", ".mht", ".xlsx", ".xls", ".xlsm", ".et", ".ods", ".csv", ".tsv", ".pptx",
    ".ppt", ".zip", ".rar", ".7z", ".jpg", ".jpeg", ".png", ".tif", ".tiff",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Files in a stable order, what was given and isn't there, and what folders hold that is no document."""

    files: tuple[Path, ...]
    missing: tuple[str, ...] = ()
    left_out: Counter[str] = field(default_factory=Counter)
    """how many files by suffix"""


def _walk(folder: Path) -> Iterator[Path]:
    """Every visible file below a folder, by name; links to folders are left out (they may run in circles)."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(files) if not name.startswith((".", "~$")))


def _given(path: str) -> list[Path]:
    if os.path.lexists(path):
        return [Path(path)]
    return [Path(name) for name in sorted(glob.glob(path, recursive=True))] if glob.has_magic(path) else []


def find(paths: Iterable[str]) -> Found:
    """The files that paths, folders (with all below) and glob patterns name, each once, in the order given.

    In a folder, hidden files, lock files (~$…) and files whose suffix is no document's are left out; a
    file that is named itself is always taken, whatever its name.
    """
    files: dict[str, Path] = {}
    missing: list[str] = []
    left_out: Counter[str] = Counter()
    for path in paths:
        given = _given(path)
        if not given:
            missing.append(path)
        for one in given:
            for file in _walk(one) if one.is_dir() else [one]:
                suffix = file.suffix.lower()
                if file is not one and suffix and suffix not in _DOCUMENTS:
                    left_out[suffix] += 1
                else:
                    files.setdefault(os.path.realpath(file), file)
    return Found(tuple(files.values()), tuple(missing), left_out)
