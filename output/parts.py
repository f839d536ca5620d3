"""Rows that travel and rest in parts: a report's rows as bytes, many of them as one file a table, parts merged."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normalize.rows import Report
from output.batch import RowError, batches, failed, printable
from output.schema import TABLES, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa

_GROUP_ROWS = 20_000
_GROUP_BYTES = 8 << 20

SOURCES = {
    "place": "path or URL of the document, as the corpus calls it",
    "document_id": "the document that is there now; null where it was never read",
    "state": "done, failed, quarantined, duplicate (same text as another), unread",
    "reason": "why it is failed, quarantined or unread",
    "duplicate_of": "document whose rows stand in the tables in place of this one's",
    "near_copy_of": "document with nearly the same text, whose rows stand too",
    "similarity": "estimated share of text in common with near_copy_of, 0 to 1",
    "report_key": "agency, fiscal year and kind: documents of one key are one report, or versions of it",
    "version": "1 for the first document seen at this place, 2 for the next …",
    "supersedes": "document of the version before, in the history",
    "url": "address it was taken from, as the manifest or the WARC says",
    "title": "title that the manifest gives",
    "published_at": "when it was published, as the manifest says",
    "fetched_at": "when it was fetched, as the manifest or the WARC says",
    "more": "everything else the manifest says, as JSON",
}
"""The columns of the table `sources` of a corpus: one row a place."""


@cache
def plain_schema(name: str) -> pa.Schema:
    """The schema of a table with words as plain strings: what one report's rows travel in."""
    import pyarrow as pa

    fields = [
        field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field for field in arrow_schema(name)
    ]
    return pa.schema(fields)


def pack(report: Report) -> tuple[Report, bytes]:
    """A report as it is kept, and its rows as bytes; rows that break the schema make it a failed one."""
    report = replace(report, document=replace(report.document, source=printable(report.document.source)))
    try:
        made = batches(report)
    except RowError as error:
        row = report.document
        report = failed(row.document_id, row.source, row.bytes, "schema_error", str(error))
        made = batches(report)
    held = {name: _plain(batch, name) for name, batch in made.items() if batch.num_rows}
    return report, pickle.dumps(held, protocol=5)


def _plain(batch: pa.RecordBatch, name: str) -> bytes:
    import pyarrow as pa

    schema = plain_schema(name)
    columns = [column.cast(field.type) for column, field in zip(batch.columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=schema).serialize().to_pybytes()  # type: ignore[no-any-return]


def write_part(rows: Iterable[bytes], folder: Path) -> None:
    """Write packed reports as a part: a new folder with one Parquet file a table, in the order given."""
    import pyarrow as pa

    folder.mkdir(parents=True)
    held: dict[str, list[pa.RecordBatch]] = {name: [] for name in TABLES}
    for packed in rows:
        for name, data in pickle.loads(packed).items():
            held[name].append(pa.ipc.read_record_batch(pa.py_buffer(data), plain_schema(name)))
    for name, batch in held.items():
        _write(folder / f"{name}.parquet", name, [pa.Table.from_batches(batch, plain_schema(name))])


def _write(file: Path, name: str, tables: Iterable[pa.Table]) -> None:
    """A file of one table from pieces, in row groups of a bounded size."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = arrow_schema(name)
    kept: list[pa.Table] = []
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:

        def flush() -> None:
            if kept:
                table = pa.concat_tables(kept).combine_chunks()
                writer.write_table(_encoded(table, schema), row_group_size=max(1, table.num_rows))
                kept.clear()
                del table
                pa.default_memory_pool().release_unused()

        for table in tables:
            if table.num_rows:
                kept.append(table)
            if sum(t.num_rows for t in kept) >= _GROUP_ROWS or sum(t.nbytes for t in kept) >= _GROUP_BYTES:
                flush()
        flush()


def _encoded(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """A plain table with its words as dictionaries."""
    import pyarrow as pa

    columns = []
    for column, field in zip(table.columns, schema, strict=True):
        words = pa.types.is_dictionary(field.type) and not pa.types.is_dictionary(column.type)
        columns.append(column.dictionary_encode().cast(field.type) if words else column)
    return pa.Table.from_arrays(columns, schema=schema)


def _aligned(table: pa.Table, name: str) -> pa.Table:
    """A table of an older schema with today's columns: those it lacks are null."""
    import pyarrow as pa

    columns = [
        table.column(field.name).cast(field.type)
        if field.name in table.column_names
        else pa.nulls(table.num_rows, field.type)
        for field in plain_schema(name)
    ]
    return pa.Table.from_arrays(columns, schema=plain_schema(name))


def _pieces(file: Path, name: str, documents: AbstractSet[str], only: bool) -> Iterator[pa.Table]:
    """A file's rows piece by piece, without those of some documents or `only` those."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    chosen = pa.array(sorted(documents), pa.string())
    with pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20) as opened:
        for batch in opened.iter_batches(batch_size=_GROUP_ROWS, use_threads=False):
            table = _aligned(pa.Table.from_batches([batch]), name)
            if documents or only:
                held = pc.is_in(table.column("document_id"), value_set=chosen)
                table = table.filter(held if only else pc.invert(held))
            yield table


def merge_parts(
    parts: Sequence[tuple[Path, AbstractSet[str]]], folder: Path, *, only: bool = False
) -> None:
    """Write parts as one, in order, leaving out the rows of some documents of each, or keeping `only` these."""
    folder.mkdir(parents=True)
    for name in TABLES:
        file = f"{name}.parquet"
        held = [(part / file, documents) for part, documents in parts if (part / file).exists()]
        pieces = (piece for part, documents in held for piece in _pieces(part, name, documents, only))
        _write(folder / file, name, pieces)


def write_compared(rows: Iterable[bytes], folder: Path) -> None:
    """Write what comparing years found (`output.figures`) as a part: one file for each table that has rows."""
    import pyarrow as pa

    folder.mkdir(parents=True)
    held: dict[str, list[dict[str, Any]]] = {}
    for found in rows:
        for name, said in json.loads(found).items():
            held.setdefault(name, []).extend(said)
    for name, said in held.items():
        _write(folder / f"{name}.parquet", name, [pa.Table.from_pylist(said, plain_schema(name))])


def write_sources(rows: Iterable[Mapping[str, Any]], folder: Path) -> None:
    """Write rows of the table `sources` as a part: what a manifest said beyond its columns is JSON."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder.mkdir(parents=True)
    types = {"similarity": pa.float64(), "version": pa.int32()}
    fields = [
        pa.field(name, types.get(name, pa.string()), metadata={"meaning": meaning}) for name, meaning in SOURCES.items()
    ]
    schema = pa.schema(fields, metadata={"jixiao.table": "sources"})
    held = [_source(row) for row in rows]
    table = pa.table({name: [row[name] for row in held] for name in SOURCES}, schema=schema)
    pq.write_table(table, folder / "sources.parquet", compression="zstd")


def _source(row: Mapping[str, Any]) -> dict[str, Any]:
    info = dict(row["info"])
    said = {name: info.pop(name, None) for name in ("url", "title", "published_at", "fetched_at")}
    given = {name: value if value is None else printable(str(value)) for name, value in said.items()}
    more = printable(json.dumps(info, ensure_ascii=False, sort_keys=True, default=str)) if info else None
    rest = {name: row[name] for name in SOURCES if name in row}
    return {**rest, "place": printable(row["place"]), **given, "more": more}
