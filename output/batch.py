"""One report's rows as Arrow batches: what does not fit a column is said, never forced in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any

from normalize.context import VERSION
from normalize.rows import DocumentRow, Fact, Report
from output.schema import PRECISION, SCALE, TABLES, Table, allowed, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa

_STEP = Decimal(1).scaleb(-SCALE)
_LIMIT = Decimal(10) ** (PRECISION - SCALE)


class RowError(ValueError):
    """A row that breaks the schema: a word outside its vocabulary, a value of the wrong type."""


def _decimals(table: Table, row: Any) -> Any:
    """The row with its decimals as wide as the columns: rounded or left out, and flagged so."""
    changed: dict[str, Any] = {}
    flags: list[str] = []
    for column in table.columns:
        value = getattr(row, column.name)
        if column.kind != "decimal" or value is None:
            continue
        if not value.is_finite() or abs(value) >= _LIMIT:
            changed[column.name] = None
            flags.append("too_wide")
        elif value.as_tuple().exponent < -SCALE:
            changed[column.name] = value.quantize(_STEP, ROUND_HALF_EVEN)
            flags.append("rounded")
    if flags and isinstance(row, Fact):
        changed["flags"] = tuple(dict.fromkeys((*row.flags, *flags)))
    return replace(row, **changed) if changed else row


def _batch(table: Table, rows: Sequence[Any]) -> pa.RecordBatch:
    import pyarrow as pa

    schema = arrow_schema(table.name)
    rows = [_decimals(table, row) for row in rows]
    arrays = []
    for column, field in zip(table.columns, schema, strict=True):
        values = [getattr(row, column.name) for row in rows]
        if column.words is not None:
            strange = {v for v in values if v is not None and not allowed(column.words).fullmatch(v)}
            if strange:
                raise RowError(f"{table.name}.{column.name}: {sorted(strange)} is not in the vocabulary")
        try:
            arrays.append(pa.array(values, type=field.type))
        except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
            raise RowError(f"{table.name}.{column.name}: {error}") from error
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def batches(report: Report) -> dict[str, pa.RecordBatch]:
    """One Arrow batch a table for the rows of a report; raises `RowError` where a row breaks the schema.

    A number with more decimals than a column holds is rounded and its row flagged `rounded`; one with
    more digits than any sum of money is left out and flagged `too_wide`: the quote keeps what is printed.
    """
    made = {}
    for name, table in TABLES.items():
        rows = table.rows(report)
        if any(row.document_id != report.document.document_id for row in rows):
            raise RowError(f"{name}: a row of another document")
        made[name] = _batch(table, rows)
    return made


def failed(document_id: str, source: str, size: int | None, code: str, error: str) -> Report:
    """A report that only says that its document failed and why, in characters that can be stored."""
    return Report(
        document=DocumentRow(
            document_id=document_id,
            source=printable(source),
            bytes=size,
            status="failed",
            error_code=code,
            error=printable(error),
            extractor_version=VERSION,
        )
    )


def printable(text: str) -> str:
    r"""The text with bytes that are no UTF-8 (file names may hold them) written as \udcxx."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
