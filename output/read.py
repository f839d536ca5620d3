"""Tables back into rows: reports one after another, or one fact by its id."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normalize.checks.check import in_order
from normalize.rows import DocumentRow, FactRow, Report
from output.schema import FACT_TABLES, TABLES, arrow_schema

if TYPE_CHECKING:
    import pyarrow.dataset as ds


class TablesError(Exception):
    """A folder that does not hold the tables; the message says what to do."""


Folder = str | os.PathLike[str]


_LATE = "compared-"
"""How files of a corpus begin whose rows are about documents of other files: few, and in no document's order."""


def _dataset(folder: Folder, name: str, *, late: bool | None) -> ds.Dataset:
    import pyarrow.dataset as ds

    place = Path(folder, name)
    if not place.is_dir():
        raise TablesError(f"{folder} holds no table {name!r}; give the folder that extract wrote to (-o)")
    if late:
        return ds.dataset(sorted(map(str, place.glob(f"{_LATE}*"))), schema=arrow_schema(name), format="parquet")
    ignored = [".", "_"] if late is None else [".", "_", _LATE]
    # With the schema of today: a column that tables of an earlier version lack is empty there.
    return ds.dataset(
        place, schema=arrow_schema(name), format="parquet", exclude_invalid_files=True, ignore_prefixes=ignored
    )


def read_rows(folder: Folder, name: str, where: ds.Expression | None = None, *, late: bool | None = None) -> Iterator[Any]:
    """The rows of one table in reading order, as the dataclasses of `normalize.rows`.

    Those that comparing a corpus's years has found are `late`: they alone, all but they, or all rows.
    """
    table = TABLES[name]
    lists = [column.name for column in table.columns if column.kind in ("texts", "integers")]
    columns = [column.name for column in table.columns]
    # One thread reads the batches in the order in which they were written.
    for batch in _dataset(folder, name, late=late).to_batches(columns=columns, filter=where, use_threads=False):
        for row in batch.to_pylist():
            for column in lists:
                row[column] = tuple(row[column]) if row[column] is not None else None
            yield table.row(**row)


def read_documents(folder: Folder, name: str | None = None) -> list[DocumentRow]:
    """The documents rows; with a name, those whose source or title holds it or whose id starts with it."""
    rows: list[DocumentRow] = list(read_rows(folder, "documents"))
    if name is None:
        return rows
    exact = [row for row in rows if name in (row.document_id, row.source, Path(row.source).name)]
    return exact or [
        row
        for row in rows
        if row.document_id.startswith(name) or name in row.source or name in (row.title or "")
    ]


def read_reports(folder: Folder, documents: list[DocumentRow] | None = None) -> Iterator[Report]:
    """Reports as they were written, one after another; all, or those of some documents rows."""
    import pyarrow as pa
    import pyarrow.dataset as ds

    where = None
    if documents is not None:
        where = ds.field("document_id").isin(pa.array([row.document_id for row in documents], pa.string()))
    names = [name for name in TABLES if name != "documents"]
    groups = {name: groupby(read_rows(folder, name, where, late=False), lambda row: row.document_id) for name in names}
    late = {name: _late(folder, name, where) for name in names}
    heads = {name: next(group, None) for name, group in groups.items()}
    for document in read_rows(folder, "documents", where):
        held: dict[str, Any] = {}
        for name in names:
            head = heads[name]
            if head is not None and head[0] == document.document_id:
                held[TABLES[name].attribute] = tuple(head[1])
                heads[name] = next(groups[name], None)
            if document.document_id in late[name]:
                attribute = TABLES[name].attribute
                rows = (*held.get(attribute, ()), *late[name][document.document_id])
                held[attribute] = in_order(rows) if name == "checks" else rows
        text = held.pop("text", ())
        yield Report(document=document, text=text[0] if text else None, **held)


def _late(folder: Folder, name: str, where: ds.Expression | None) -> dict[str, list[Any]]:
    """The late rows of a table by document."""
    found: dict[str, list[Any]] = {}
    if any(Path(folder, name).glob(f"{_LATE}*")):
        for row in read_rows(folder, name, where, late=True):
            found.setdefault(row.document_id, []).append(row)
    return found


def find_facts(folder: Folder, prefix: str) -> list[tuple[str, FactRow]]:
    """The facts whose id starts with a prefix, each with the name of its table."""
    import pyarrow.compute as pc
    import pyarrow.dataset as ds

    where = pc.starts_with(ds.field("fact_id"), prefix)
    return [(name, row) for name in FACT_TABLES for row in read_rows(folder, name, where)]
