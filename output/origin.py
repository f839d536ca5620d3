"""The receipt of a document: what its row says, and what each of its fields was taken from."""

from __future__ import annotations

from typing import Any

from normalize.rows import Report
from output.layout import columns, number, one_line

_FIELDS = (
    "title", "agency", "agency_kind", "division_code", "division_code_now", "panel_id", "province", "city", "county",
    "fiscal_year", "filing_date", "filing_date_precision", "notice_year", "published_on", "document_numbers",
)  # fmt: skip
_ABOUT = frozenset({"agency", "fiscal_year", "filing_date", "duplicate_part"})


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else one_line(str(value))


def origin(report: Report) -> list[str]:
    """The lines of a document's receipt: each field with its evidence, its parts and what speaks against it."""
    row = report.document
    told: dict[str, list[str]] = {}
    for line in row.evidence:
        field, _, said = line.partition(": ")
        told.setdefault(field, []).append(said)
    lines: list[tuple[str, str]] = [("file", row.source), ("status", f"{row.status} {row.error or ''}".strip())]
    for field in _FIELDS:
        value = getattr(row, field)
        known = value is not None and value != ()
        if known or field in told:
            lines.append((field, _shown(value) if known else "none"))
        lines += [("", f"← {said}") for said in told.get(field, ())]
    for at, part in enumerate(report.parts, 1):
        year = f"{part.fiscal_year} (from {part.fiscal_year_source})" if part.fiscal_year else "no year"
        filed = f", filed {part.filing_date}" if part.filing_date else ""
        name = one_line(part.project_name or part.title)
        lines.append((f"part {number(at)}", f"{part.kind}, {year}{filed}  {name}"))
    lines += [(c.severity, f"{c.code}: {one_line(c.message)}") for c in report.checks if c.code in _ABOUT]
    return [f"{one_line(row.title)}  ({row.document_id[:16]})", *columns(lines)]
