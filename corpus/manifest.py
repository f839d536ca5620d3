"""Manifests that scrapers leave beside the files: JSON lines or CSV, one document a line."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.sources import Item, broken, file_item, name_of


def entries(file: Path, folder: Path) -> Iterator[Item]:
    """The documents that a manifest names, with what it says of them; a broken line is an item that says so.

    `path` is taken from the manifest's own folder. All else (url, title, published_at, fetched_at …) is kept as it is.
    """
    name = name_of(file, folder)
    lines = _table if file.suffix.lower() in (".csv", ".tsv") else _json_lines
    for number, said in lines(file):
        where = f"{name}:{number}"
        if isinstance(said, str):
            yield broken(where, "manifest_line", said)
            continue
        path = said.pop("path", None)
        if not isinstance(path, str) or not path.strip() or "\0" in path:
            yield broken(where, "manifest_line", "names no path")
            continue
        yield file_item(file.parent / path.strip(), folder, said)


def _json_lines(file: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """(line number, object), or what is wrong with the line."""
    with file.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            try:
                text = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
                said = json.loads(text) if text else None
            except (ValueError, RecursionError) as error:
                yield number, f"not JSON: {error}"
                continue
            if isinstance(said, dict):
                yield number, said
            elif text:
                yield number, f"a {type(said).__name__}, not an object"


def _table(file: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """(line number, row by the names of the first line), or what is wrong with the line."""
    with file.open(encoding="utf-8-sig", errors="backslashreplace", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t" if file.suffix.lower() == ".tsv" else ",")
        head = next(rows, [])
        if "path" not in head:
            yield 1, "the first line names no column path"
            return
        while True:
            try:
                row = next(rows, None)
            except csv.Error as error:
                yield rows.line_num, f"not CSV: {error}"
                continue
            if row is None:
                return
            if len(row) > len(head):
                yield rows.line_num, f"{len(row)} fields under {len(head)} names"
            elif row:
                yield rows.line_num, {name: value for name, value in zip(head, row, strict=False) if value}
