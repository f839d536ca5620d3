"""The year before: its figures in a report against those of that year's own reports."""

from __future__ import annotations

import json
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from normalize.checks.check import in_order, place, worded
from normalize.checks.printed import Printed
from normalize.checks.same import Row, alike, groups_of, name_of, printed, said, severity_of
from normalize.rows import CheckRow, ProblemRow, Report


@dataclass(frozen=True, slots=True)
class Own:
    """A figure of a report's own year: value, the words printed, the place in words."""

    value: Printed | None
    words: str
    place: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Before:
    """A figure of the year before: value, words, what it is of, how sure that is, and where it is read."""

    value: Printed | None
    words: str
    name: tuple[str, str]
    severity: str
    fact_id: str
    part_id: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report's neighbours in time are compared with: its figures of its year and the one before, by quantity."""

    document_id: str
    filer: str
    """whose report it is: the same through renamings of the county"""
    year: int
    own: Mapping[str, tuple[Own, ...]]
    before: Mapping[str, tuple[Before, ...]]


def figures_of(report: Report) -> Figures | None:
    """The figures of a report that another year's may be compared with; None where agency, county or year is unknown."""
    document = report.document
    where = document.panel_id or document.division_code
    if document.agency is None or where is None or document.fiscal_year is None:
        return None
    filer = f"{where} {document.agency.removeprefix(document.county or '')}"
    own: dict[str, tuple[Own, ...]] = {}
    before: dict[str, tuple[Before, ...]] = {}
    for key, rows in groups_of(report).items():
        if key[0] == "programme":  # known by its part alone
            continue
        name = json.dumps([part for part in key if part != rows[0].fiscal_year], ensure_ascii=False)
        if rows[0].fiscal_year == document.fiscal_year:
            own[name] = tuple(Own(printed(row), said(row), place(report, row)) for row in rows)
        elif rows[0].fiscal_year == document.fiscal_year - 1:
            before[name] = tuple(_before(report, row) for row in rows)
    return Figures(document.document_id, filer, document.fiscal_year, own, before)


def _before(report: Report, row: Row) -> Before:
    return Before(
        printed(row), said(row), name_of(row), severity_of(report, (row, row)),
        row.fact_id, row.part_id, row.char_start, row.char_end,
    )  # fmt: skip


def against(later: Figures, earlier: Sequence[Figures]) -> Iterator[CheckRow]:
    """One row a figure of the year before that is in none of that year's reports, which print another one."""
    for key, rows in later.before.items():
        told = [(report.document_id[:10], own) for report in earlier for own in report.own.get(key, ())]
        if told and not any(alike(row.value, own.value) for row in rows for _, own in told):
            row, (document, own), year = rows[0], told[0], later.year - 1
            yield CheckRow(
                document_id=later.document_id, part_id=row.part_id, code="contradiction", severity=row.severity,
                message=worded((
                    f"本报告把{year}年{row.name[0]}印为{row.words}，而{year}年度的报告（{document}，{own.place[0]}）印为{own.words}",
                    f"{row.name[1]} of {year} is printed as {row.words} here, but as {own.words} in the report "
                    f"of that year ({document}, {own.place[1]})",
                )),
                members=(row.fact_id,), char_start=row.char_start, char_end=row.char_end,
            )  # fmt: skip


def with_figures(report: Report) -> tuple[Report, Figures | None]:
    """A report with its `figures_of`; a fault of ours is a row of the report, as it must not end a run of many."""
    try:
        return report, figures_of(report)
    except Exception as error:
        problem = _fault(report.document.document_id, "other years' reports", error)
        return replace(report, problems=(*report.problems, problem)), None


def compared(later: Figures, earlier: Sequence[Figures]) -> tuple[CheckRow, ...] | ProblemRow:
    """The rows of a comparison; where a fault of ours prevents it, a row that says so."""
    try:
        return tuple(against(later, earlier))
    except Exception as error:
        return _fault(later.document_id, f"the report of {later.year - 1}", error)


def _fault(document_id: str, other: str, error: Exception) -> ProblemRow:
    message = f"not compared with {other}: {type(error).__name__}: {error}. A fault of jixiao: please report it."
    return ProblemRow(document_id=document_id, code="internal_error", severity="warning", message=message)


def beside_last_year(reports: Iterable[Report], window: int = 200) -> Iterator[Report]:
    """The reports in their order, with the checks of those whose agency's reports of the year before are near them.

    Near is within `window` reports before or after, so that any number of reports takes the same memory.
    """
    waiting: deque[tuple[Report, Figures | None]] = deque()
    filed: OrderedDict[str, Figures | None] = OrderedDict()
    for read in reports:
        report, figures = with_figures(read)
        waiting.append((report, figures))
        filed[report.document.document_id] = figures
        if len(filed) > 2 * window:
            filed.popitem(last=False)
        if len(waiting) > window:
            yield _compared(*waiting.popleft(), filed)
    while waiting:
        yield _compared(*waiting.popleft(), filed)


def _compared(report: Report, later: Figures | None, filed: Mapping[str, Figures | None]) -> Report:
    if later is None:
        return report
    earlier = [one for one in filed.values() if one and (one.filer, one.year) == (later.filer, later.year - 1)]
    found = compared(later, sorted(earlier, key=lambda one: one.document_id))
    if isinstance(found, ProblemRow):
        return replace(report, problems=(*report.problems, found))
    if not found:
        return report
    return replace(report, checks=in_order((*report.checks, *found)))
