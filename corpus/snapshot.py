"""The tables as readers see them: snapshots of part files, all tables switched together by one link.

    .parts/12/amounts.parquet                     a part: the rows of one batch, never changed once written
    .snapshots/7/tables/amounts/part-12.parquet   a snapshot: hard links to the parts that stand
    .snapshots/7/tables/checks/compared-13.parquet  what comparing reports with those of the year before has found
    .snapshots/7/history/amounts/part-9.parquet   rows of versions that newer ones have replaced
    .current -> .snapshots/7                      replaced in one step by a rename
    tables -> .current/tables, history -> .current/history

A reader of tables/amounts sees the parts of one snapshot. A snapshot is kept for a while after it was
replaced, so a reader that resolves the link first (`current`) is never disturbed.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

CURRENT, HISTORY, SOURCES, COMPARED = "tables", "history", "sources", "compared"
KEEP_SECONDS = 3600.0
_LINK = ".current"


def part_folder(folder: Path, part: int) -> Path:
    """Where the files of a part are."""
    return folder / ".parts" / str(part)


def _snapshot(folder: Path, commit: int) -> Path:
    return folder / ".snapshots" / str(commit)


def current(folder: Path) -> Path:
    """The snapshot that stands now, by its own name: its `tables` and `history` stay as they are."""
    return (folder / _LINK).resolve()


def flush(folder: Path, parts: Iterable[int]) -> None:
    """Force new parts to disk, files and names; together, as a disk takes many as fast as one."""
    folders = [part_folder(folder, part) for part in parts]
    paths = [path for place in folders for path in [*place.iterdir(), place]]
    _sync_all([*paths, folder / ".parts", folder])


def _sync_all(paths: Iterable[Path]) -> None:
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(_sync, paths))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _links(folder: Path, db: sqlite3.Connection) -> Iterator[tuple[Path, Path]]:
    """(name below the snapshot, file of a part) for all parts that stand."""
    for part, kind in db.execute("SELECT id, kind FROM parts WHERE died IS NULL ORDER BY id").fetchall():
        view = HISTORY if kind == HISTORY else CURRENT
        for file in sorted(part_folder(folder, part).iterdir()):
            yield Path(view, file.stem, f"{COMPARED if kind == COMPARED else 'part'}-{part:08}.parquet"), file


def _link(file: Path, name: Path) -> None:
    try:
        os.link(file, name)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        shutil.copyfile(file, name)


def build(folder: Path, commit: int, db: sqlite3.Connection) -> None:
    """Lay out the snapshot of a commit, as the ledger says, and force its names to disk; readers don't see it yet."""
    place = _snapshot(folder, commit)
    shutil.rmtree(place, ignore_errors=True)
    made: set[Path] = set()
    for name, file in _links(folder, db):
        target = place / name
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        _link(file, target)
    _sync_all([*made, *{parent.parent for parent in made}, place, place.parent])


def switch(folder: Path, commit: int) -> None:
    """Make a snapshot the one that readers see, in one step."""
    _relink(folder / _LINK, f".snapshots/{commit}")
    for view in (CURRENT, HISTORY):
        if not (folder / view).is_symlink():
            _relink(folder / view, f"{_LINK}/{view}")
    _sync(folder)


def _relink(link: Path, target: str) -> None:
    if link.is_symlink() and os.readlink(link) == target:
        return
    aside = link.with_name(f".{link.name.lstrip('.')}.new")
    aside.unlink(missing_ok=True)
    aside.symlink_to(target)
    os.replace(aside, link)


def last_commit(db: sqlite3.Connection) -> int | None:
    """The last commit of the ledger."""
    found = db.execute("SELECT max(id) FROM commits").fetchone()[0]
    return None if found is None else int(found)


def recover(folder: Path, db: sqlite3.Connection) -> None:
    """Make links, snapshot and parts what the ledger says, after whatever ended the run before."""
    commit = last_commit(db)
    if commit is not None:
        place = _snapshot(folder, commit)
        expected = dict(_links(folder, db))
        held = {path.relative_to(place): path for path in place.glob("*/*/*")}
        whole = held.keys() == expected.keys() and all(
            held[name].stat().st_size == file.stat().st_size for name, file in expected.items()
        )
        if not whole:
            build(folder, commit, db)
        switch(folder, commit)
    tidy(folder, db, keep=KEEP_SECONDS)


def tidy(folder: Path, db: sqlite3.Connection, keep: float = KEEP_SECONDS) -> None:
    """Take away snapshots that were replaced long ago, and part files that the ledger doesn't know."""
    commit = last_commit(db)
    now = time.time()
    for place in _numbered(folder / ".snapshots"):
        number = int(place.name)
        # Age counts from when it was replaced; a clock that went back keeps it longer, never shorter.
        replaced = _snapshot(folder, number + 1)
        aged = not replaced.exists() or now - replaced.stat().st_mtime > keep
        if commit is None or number > commit or (number < commit - 1 and aged):
            shutil.rmtree(place, ignore_errors=True)
    living = {str(row[0]) for row in db.execute("SELECT id FROM parts WHERE died IS NULL")}
    for place in _numbered(folder / ".parts"):
        if place.name not in living:
            shutil.rmtree(place, ignore_errors=True)


def _numbered(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if path.name.isdigit()), key=lambda path: int(path.name))
