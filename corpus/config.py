"""corpus.toml: where the documents of a corpus are, and what a run may cost."""

from __future__ import annotations

import glob
import json
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from corpus.outcome import Limits

FILE = "corpus.toml"
KINDS = ("path", "manifest", "warc", "url")

_TEMPLATE = """\
# A corpus of jixiao: `jixiao run` brings its tables up to date, `jixiao status` says what is there.

{sources}
[run]
jobs = {jobs}            # documents read at once
timeout = 120       # seconds a document may take
memory = 2048       # MiB a document may take
recycle = 1000      # documents after which a worker process is renewed
batch = 200         # documents that become visible together, at least …
overhead = 0.05     # … and so many more that committing takes no more than this share of the time
history = true      # keep the rows of versions that newer ones have replaced
near = false        # look for near copies too (needs the extra `near`)
"""


class ConfigError(Exception):
    """A corpus.toml that can't be used; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where documents come from: a kind (path, manifest, warc, url) and the value given."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Options:
    """What a run may cost, and how much becomes visible together."""

    jobs: int = 1
    timeout: float = 120.0
    memory: int = 2048
    recycle: int = 1000
    batch: int = 200
    overhead: float = 0.05
    history: bool = True
    near: bool = False

    def limits(self) -> Limits:
        """The part that workers are held to."""
        return Limits(self.timeout, self.memory, self.recycle)


@dataclass(frozen=True, slots=True)
class Config:
    """A corpus: its folder, its sources in order, its options."""

    folder: Path
    sources: tuple[Source, ...]
    options: Options


def load(folder: Path) -> Config:
    """The corpus in a folder, by its full name: what is below it is found from anywhere. Raises `ConfigError`."""
    folder = folder.absolute()
    file = folder / FILE
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{folder} is no corpus (no {FILE}); jixiao init makes one") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: {error}") from None
    strange = set(data) - {"source", "run"}
    if strange:
        raise ConfigError(f"{file}: unknown {', '.join(sorted(strange))}; it has [[source]] and [run]")
    entries = data.get("source", [])
    if not isinstance(entries, list):
        raise ConfigError(f"{file}: write [[source]] with two brackets")
    sources = tuple(_source(file, entry) for entry in entries)
    return Config(folder, sources, _options(file, data.get("run", {})))


def _source(file: Path, entry: Mapping[str, Any]) -> Source:
    if len(entry) != 1 or next(iter(entry)) not in KINDS:
        raise ConfigError(f"{file}: a [[source]] has one of {', '.join(KINDS)}, not {dict(entry)}")
    ((kind, value),) = entry.items()
    if not isinstance(value, str) or not value:
        raise ConfigError(f"{file}: {kind} = {value!r} is not a text")
    return Source(kind, value)


def _options(file: Path, given: Mapping[str, Any]) -> Options:
    known = {field.name: field for field in fields(Options)}
    for name, value in given.items():
        if name not in known:
            raise ConfigError(f"{file}: unknown option {name}; there are {', '.join(known)}")
        if name in ("history", "near"):
            if not isinstance(value, bool):
                raise ConfigError(f"{file}: {name} is true or false")
        elif isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
            raise ConfigError(f"{file}: {name} = {value!r}: a number above 0 is needed")
        elif name not in ("timeout", "overhead") and not isinstance(value, int):
            raise ConfigError(f"{file}: {name} = {value!r}: a whole number is needed")
    return Options(**given)


def _from(folder: Path, source: Source) -> str:
    if source.kind == "url" or is_there(folder, source.value) or not is_there(Path(), source.value):
        return source.value
    return os.path.relpath(source.value, folder)


def is_there(folder: Path, value: str) -> bool:
    """Whether a path or pattern names something, seen from a folder."""
    full = os.path.join(folder, value)
    return os.path.lexists(full) or any(glob.iglob(full, recursive=True))


def init(folder: Path, sources: Iterable[Source], jobs: int = 1) -> Path:
    """Write a corpus.toml; raises `ConfigError` where there is one.

    Paths are kept as seen from the folder; one that is seen from here alone is rewritten so.
    """
    file = folder / FILE
    folder.mkdir(parents=True, exist_ok=True)
    entries = [
        f"[[source]]\n{source.kind} = {json.dumps(_from(folder, source), ensure_ascii=False)}\n" for source in sources
    ]
    if not entries:
        hint = "# [[source]]\n# path = \"reports\"    # or manifest = \"m.jsonl\", warc = \"c.warc.gz\", url = \"s3://…\"\n"
        entries = [hint]
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(_TEMPLATE.format(sources="\n".join(entries), jobs=jobs))
    except FileExistsError:
        raise ConfigError(f"{file} is there already; edit it") from None
    return file
