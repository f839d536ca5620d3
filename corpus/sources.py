"""What a corpus holds now: every source is looked through, and every document's place goes to the ledger."""

from __future__ import annotations

import glob
import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.config import Config, Source
from corpus.find import Aside, walk
from corpus.ledger import transaction

if TYPE_CHECKING:
    from corpus.archive import Archives

_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Item:
    """A document's place: what it is called, where its bytes are, a signature that changes with them."""

    name: str
    at: tuple[str, ...]
    signature: str
    info: Mapping[str, Any] = field(default_factory=dict)
    container: str | None = None


@dataclass(slots=True)
class Scan:
    """What looking through the sources gave."""

    inputs: int = 0
    expected: int = 0
    """about how many of them there are to do"""
    troubles: list[str] = field(default_factory=list)
    """sources that are not there or can't be looked through"""
    left_out: Counter[str] = field(default_factory=Counter)
    containers: list[tuple[str, str]] = field(default_factory=list)


def name_of(path: str | os.PathLike[str], folder: Path) -> str:
    """What a file is called: its path from the corpus folder if it is below, else its full path."""
    full = os.path.abspath(os.path.join(folder, path))
    inside = os.path.relpath(full, folder)
    return full if inside.startswith("..") else inside


def signature_of(path: Path) -> str:
    """Size and time of change; "gone" where there is no file."""
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return "gone"
    return f"{stat.st_size}-{stat.st_mtime_ns}"


def file_item(path: Path, folder: Path, info: Mapping[str, Any] | None = None) -> Item:
    """The item of a file."""
    full = os.path.abspath(os.path.join(folder, path))
    return Item(name_of(path, folder), ("file", full), signature_of(Path(full)), info or {})


def broken(name: str, code: str, reason: str, container: str | None = None) -> Item:
    """An item that is known to have no bytes, and why: it is accounted for all the same."""
    return Item(name, ("broken", code, reason), f"{code}: {reason}", {}, container)


def scan(config: Config, db: sqlite3.Connection, run: int, members: str) -> Scan:
    """Look through all sources; what is there is noted in the ledger as seen by this run, in a stable order.

    `members` names the function that gives an archive's files (`corpus.outcome.Hands`).
    """
    from corpus.archive import Archives

    done = Scan()
    with Archives(members) as archives:
        for source in config.sources:
            try:
                items = _items(config, source, db, run, done)
                _note(_opened(items, config.folder, db, (run, done), archives), db, run, done)
            except sqlite3.Error:
                raise
            except Exception as error:  # a source of its own troubles must not keep the others from being read
                done.troubles.append(f"{source.kind} {source.value}: {error or type(error).__name__}")
    done.inputs = db.execute("SELECT count(*) FROM places WHERE seen=?", (run,)).fetchone()[0]
    return done


def _note(items: Iterator[Item], db: sqlite3.Connection, run: int, done: Scan) -> None:
    while chunk := list(islice(items, _CHUNK)):
        with transaction(db):
            db.executemany(_UPSERT, [_row(item, run) for item in chunk])
    with transaction(db):  # only now: a container counts as known when all in it is noted
        db.executemany("INSERT OR REPLACE INTO containers VALUES (?, ?)", done.containers)
    done.containers.clear()


# What a manifest says of a file stays, whichever source lists the file after it.
_UPSERT = """
INSERT INTO places (name, at, info, signature, container, seen, added) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (name) DO UPDATE SET at=excluded.at, signature=excluded.signature, seen=excluded.seen,
  container=excluded.container, unsaid=max(unsaid, excluded.info NOT IN ('{}', info)),
  info=CASE WHEN excluded.info='{}' THEN info ELSE excluded.info END
"""


def _row(item: Item, run: int) -> tuple[Any, ...]:
    info = json.dumps(item.info, ensure_ascii=False, sort_keys=True, default=str)
    name, at = (text.encode("utf-8", "backslashreplace").decode() for text in (item.name, json.dumps(item.at)))
    return name, at, info, item.signature, item.container, run, run


def _items(config: Config, source: Source, db: sqlite3.Connection, run: int, done: Scan) -> Iterator[Item]:
    if source.kind == "path":
        return _files(config, source.value, done)
    if source.kind == "url":
        from corpus.remote import listed

        return listed(source.value)
    files = _named(config.folder, source.value)
    if source.kind == "manifest":
        from corpus.manifest import entries

        return chain.from_iterable(entries(file, config.folder) for file in files)
    from corpus.warc import records

    return _contained(files, config.folder, db, (run, done), records)


def _named(folder: Path, pattern: str) -> list[Path]:
    """The files of a name or pattern; raises where there is none."""
    full = os.path.join(folder, pattern)
    found = [full] if os.path.lexists(full) else sorted(glob.glob(full, recursive=True))
    if not found:
        raise FileNotFoundError(f"no such file ({full})")
    return [Path(path) for path in found]


def _files(config: Config, path: str, done: Scan) -> Iterator[Item]:
    aside = Aside()
    own = {
        os.path.abspath(file)
        for source in config.sources
        if source.kind in ("manifest", "warc")
        for file in glob.glob(os.path.join(config.folder, source.value), recursive=True)
    }
    for file in walk([os.path.join(config.folder, path)], aside):
        item = file_item(file, config.folder)
        if item.at[1] not in own and not _ours(item.name):
            yield item
    done.troubles += [f"path {path}: no such file, folder or match" for _ in aside.missing]
    done.troubles += [f"path {name_of(name, config.folder)}: no documents there" for name in aside.empty]
    done.left_out.update(aside.left_out)


def _opened(
    items: Iterator[Item], folder: Path, db: sqlite3.Connection, run: tuple[int, Scan], archives: Archives
) -> Iterator[Item]:
    """The items, with the files of an archive in its place."""
    from corpus.archive import is_archive

    for item in items:
        if item.at[0] == "file" and is_archive(item.at[1]):
            listing = partial(archives.contents, item.info)
            yield from _contained([Path(item.at[1])], folder, db, run, listing)
        else:
            yield item


def _ours(name: str) -> bool:
    """Whether a file is the corpus's own."""
    return Path(name).parts[0] in ("tables", "history", "corpus.toml", "run.json", "ledger.sqlite")


def _contained(
    files: list[Path],
    folder: Path,
    db: sqlite3.Connection,
    run: tuple[int, Scan],
    listing: Callable[[Path, str], Iterator[Item]],
) -> Iterator[Item]:
    """The items of containers; one that is as it was isn't looked through again."""
    for file in files:
        name, signature = name_of(file, folder), signature_of(file)
        known = db.execute("SELECT signature FROM containers WHERE name=?", (name,)).fetchone()
        if known is not None and known["signature"] == signature:
            with transaction(db):
                db.execute("UPDATE places SET seen=? WHERE container=?", (run[0], name))
            continue
        yield from listing(file, name)
        run[1].containers.append((name, signature))
