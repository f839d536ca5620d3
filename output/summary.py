"""What a run read and wrote, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from output.layout import columns, counted, number
from output.schema import TABLES
from output.vocabulary import SEVERITIES, STATUSES
from output.write import Counts

_DATA = [name for name in TABLES if name not in ("documents", "texts", "checks")]


def _documents(counts: Counts) -> str:
    said = [f"{counts.statuses[status]:,} {status}" for status in STATUSES if counts.statuses[status]]
    return f"{counted(counts.rows['documents'], 'document')}: {', '.join(said)}"


def _checks(counts: Counts) -> str:
    nouns = {"error": "errors", "warning": "warnings", "info": "info"}
    said = [
        counted(counts.checks[severity], severity, nouns[severity])
        for severity in SEVERITIES
        if counts.checks[severity]
    ]
    return f"({', '.join(said)})" if said else ""


def summary(counts: Counts, folder: Path) -> Iterator[str]:
    """The lines of a run's summary: documents, rows a table, checks, what failed, where the tables are."""
    yield _documents(counts)
    rows = [(name, number(counts.rows[name]), "") for name in _DATA]
    rows.append(("checks", number(counts.rows["checks"]), _checks(counts)))
    yield from columns(rows, right=(1,))
    if counts.failures:
        yield f"Could not be read ({counted(len(counts.failures), 'file')}):"
        for row in counts.failures:
            # Most messages begin with the file's name.
            message = (row.error or "").removeprefix(f"{row.source}: ")
            yield f"  {row.source}: {message} [{row.error_code}]"
    if counts.duplicates:
        yield "Same bytes as a file before (one row only):"
        yield from (f"  {source} is {first}" for source, first in counts.duplicates)
    yield f"Tables are in {folder}{'' if str(folder).endswith('/') else '/'}"


def as_data(counts: Counts, folder: Path) -> dict[str, Any]:
    """The same as plain data, to be printed as JSON."""
    return {
        "folder": str(folder),
        "documents": {status: counts.statuses[status] for status in STATUSES},
        "rows": {name: counts.rows[name] for name in TABLES},
        "checks": {severity: counts.checks[severity] for severity in SEVERITIES},
        "failures": [
            {"source": row.source, "error_code": row.error_code, "error": row.error}
            for row in counts.failures
        ],
        "duplicates": [{"source": source, "same_as": first} for source, first in counts.duplicates],
    }
