"""A report's truth: one JSON object with every figure, by line of the TXT."""

from __future__ import annotations

import json
from bisect import bisect_right
from typing import Any

from sampling.as_text import Dump, lines_of
from sampling.content import Report

TABLES = ("amounts", "headcounts", "rates", "indicators", "scores", "checks")


def truth(report: Report, dump: Dump) -> dict[str, Any]:
    """The rows of every table, each with the line it stands on and which occurrence on that line it is."""
    starts, lines = zip(*lines_of(dump.text), strict=True)
    out: dict[str, Any] = {"document": report.document, "parts": []}
    for number, (at, part) in enumerate(dump.parts, 1):
        out["parts"].append(
            {
                "id": f"p{number}",
                "kind": part.kind,
                "line": bisect_right(starts, at),
                "title": part.title,
                "project_name": part.project_name,
                "fiscal_year": part.fiscal_year or report.year,
                "filing_date": part.filing_date,
            }
        )
    out |= {table: [] for table in TABLES}
    for at, fact, part_number in dump.facts:
        line = bisect_right(starts, at)
        row: dict[str, Any] = {"line": line}
        if fact.table not in ("indicators", "checks"):
            row |= {"quote": fact.quote, "nth": nth(lines[line - 1], fact.quote, at - starts[line - 1])}
        row |= fact.fields
        if "fiscal_year" in row:
            row["fiscal_year"] = row["fiscal_year"] or report.year
        if fact.table != "checks":
            row["part"] = f"p{part_number}"
        out[fact.table].append(row)
    return out


def nth(line: str, quote: str, at: int) -> int:
    """Which of the quote's occurrences on its line starts at an offset; overlapping ones count."""
    found = [i for i in range(len(line)) if line.startswith(quote, i)]
    return found.index(at) + 1


def as_json(rows: dict[str, Any]) -> str:
    """One row a line, so that a change reads as the row it is."""
    def row(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    parts = [f' "document": {row(rows["document"])}']
    for table, items in rows.items():
        if table != "document":
            body = ",\n".join(f"  {row(item)}" for item in items)
            parts.append(f' "{table}": [\n{body}\n ]' if items else f' "{table}": []')
    return "{\n" + ",\n".join(parts) + "\n}\n"
