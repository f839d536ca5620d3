"""Reports into tables: one folder of Parquet a table, the same bytes for the same input."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from normalize.rows import DocumentRow, Report
from output.batch import RowError, batches, failed, printable
from output.schema import TABLES, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa

FILE = "part-0.parquet"
_GROUP_ROWS = 50_000
_GROUP_BYTES = 32 << 20


class FolderError(Exception):
    """A folder that tables cannot be written to; the message says what to do."""


@dataclass(slots=True)
class Counts:
    """What was written: rows a table, documents a status, checks a severity; what failed or came twice."""

    rows: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    failures: list[DocumentRow] = field(default_factory=list)
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    """(source, source of the same bytes seen before)"""

    def add(self, report: Report) -> None:
        """Count one report's rows."""
        for name, table in TABLES.items():
            self.rows[name] += len(table.rows(report))
        self.statuses[report.document.status] += 1
        self.checks.update(check.severity for check in report.checks)
        if report.document.status == "failed":
            self.failures.append(report.document)


class _TableFile:
    """One table's file being written: batches are kept until they make a row group."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        import pyarrow.parquet as pq

        self._writer = pq.ParquetWriter(path, schema, compression="zstd")
        self._schema = schema
        self._kept: list[pa.RecordBatch] = []
        self._rows = self._bytes = 0

    def add(self, batch: pa.RecordBatch) -> None:
        if batch.num_rows:
            self._kept.append(batch)
            self._rows += batch.num_rows
            self._bytes += batch.nbytes
        if self._rows >= _GROUP_ROWS or self._bytes >= _GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._kept:
            table = pa.Table.from_batches(self._kept, self._schema).unify_dictionaries()
            self._writer.write_table(table, row_group_size=max(1, table.num_rows))
            self._kept, self._rows, self._bytes = [], 0, 0

    def close(self) -> None:
        self._flush()
        self._writer.close()


def check_folder(folder: Path, force: bool = False) -> None:
    """Raise `FolderError` where writing tables to a folder would mix with files that are not tables.

    `force` allows other files beside the tables (they are left as they are), never inside a table's folder.
    """
    if folder.exists() and not folder.is_dir():
        raise FolderError(f"{folder} is a file; give a folder for the tables")
    held = sorted(folder.iterdir()) if folder.exists() else []
    for table in held:
        strange = table.name in TABLES and (
            not table.is_dir() or next((file for file in table.iterdir() if file.name != FILE), None)
        )
        if strange:
            raise FolderError(f"{table} holds something else than this program's table; give another folder")
    others = [path.name for path in held if path.name not in TABLES and not path.name.startswith(".")]
    if others and not force:
        names = ", ".join(others[:3]) + (" …" if len(others) > 3 else "")
        raise FolderError(
            f"{folder} holds other files ({names}); give another folder, or --force to write beside them"
        )


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A hidden folder on the same file system, moved from at the end and always taken away."""
    new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        if new and not any(folder.iterdir()):
            folder.rmdir()


def _move(aside: Path, folder: Path) -> None:
    """Put the tables in place, each in one step; documents last, when their facts are there."""
    for name in sorted(TABLES, key=lambda name: name == "documents"):
        (folder / name).mkdir(exist_ok=True)
        os.replace(aside / name, folder / name / FILE)


def write(reports: Iterable[Report], folder: str | os.PathLike[str], *, force: bool = False) -> Counts:
    """Write reports to one folder of Parquet a table, in the order they come, and give back the counts.

    Rows go out in row groups, so memory does not grow with the number of reports. Tables are written
    aside and put in place when all are whole. Bytes seen before make no second row. A report whose rows
    break the schema becomes a failed documents row. Raises `FolderError` as `check_folder` does.
    """
    folder = Path(folder)
    check_folder(folder, force)
    counts, seen = Counts(), dict[str, str]()
    with _aside(folder) as aside:
        with ExitStack() as stack:
            files = {name: _TableFile(aside / name, arrow_schema(name)) for name in TABLES}
            for file in files.values():
                stack.callback(file.close)
            for report in reports:
                source = printable(report.document.source)
                if report.document.document_id in seen:
                    counts.duplicates.append((source, seen[report.document.document_id]))
                    continue
                seen[report.document.document_id] = source
                report = replace(report, document=replace(report.document, source=source))
                try:
                    made = batches(report)
                except RowError as error:
                    identity, size = report.document.document_id, report.document.bytes
                    report = failed(identity, source, size, "schema_error", str(error))
                    made = batches(report)
                for name, file in files.items():
                    file.add(made[name])
                counts.add(report)
        _move(aside, folder)
    return counts
