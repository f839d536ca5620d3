"""The samples, one module each."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from sampling.content import Report


def all_reports() -> list[Report]:
    """Every sample, by name."""
    modules = [import_module(f"{__name__}.{item.name}") for item in iter_modules(__path__)]
    return sorted((module.REPORT for module in modules), key=lambda report: report.name)
