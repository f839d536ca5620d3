"""What doesn't add up in a report: one check a file, found by dropping the file in this folder."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from normalize.checks.check import Check, in_order
from normalize.rows import CheckRow, Report, TextRow


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check in this folder, by file name; a module without `CHECK` is a tool of the others."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return tuple(module.CHECK for module in modules if hasattr(module, "CHECK"))


def run_checks(report: Report, document_text: str | None = None) -> tuple[CheckRow, ...]:
    """The faults found in a report, in reading order; the text serves the checks that need sentences."""
    if document_text is not None:
        report = replace(report, text=TextRow(document_id=report.document.document_id, text=document_text))
    found, slipped = [], set()
    for row in (row for check in all_checks() for row in check.find(report)):
        if row.code != "magnitude" or row.char_start not in slipped:  # several checks may show one unit to be wrong
            found.append(row)
        slipped |= {row.char_start} if row.code == "magnitude" else set()
    return in_order(found)
