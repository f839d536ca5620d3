"""The year before: its figures in a report against the report of that year."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from normalize.checks.check import fault, place
from normalize.checks.same import agree, groups_of, name_of, said, severity_of
from normalize.rows import CheckRow, ProblemRow, Report

_Filed = tuple[str | None, str | None, int | None]
"""Where, who and which year: (division_code, agency, fiscal_year)."""


def against(report: Report, earlier: Report) -> Iterator[CheckRow]:
    """One row a figure of the year before that isn't the one which that year's own report prints."""
    year = earlier.document.fiscal_year
    if year is None or year == report.document.fiscal_year:
        return
    told = groups_of(earlier)
    for key, rows in groups_of(report).items():
        printed = [row for row in told.get(key, ()) if row.fiscal_year == year]
        if year in key and printed and not any(agree(row, other) for row in rows for other in printed):
            row, other = rows[0], printed[0]
            chinese, english = name_of(row)
            there = place(earlier, other)
            yield fault(
                report, "contradiction", severity_of(report, (row, row)),
                (
                    f"本报告把{year}年{chinese}印为{said(row)}，而{year}年度的报告（{there[0]}）印为{said(other)}",
                    f"{english} of {year} is printed as {said(row)} here, but as {said(other)} in the report "
                    f"of that year ({there[1]})",
                ),
                at=row, members=(row,),
            )  # fmt: skip


def beside_last_year(reports: Iterable[Report], window: int = 200) -> Iterator[Report]:
    """The reports in their order, with the checks of those whose agency's report of the year before is near them.

    Near is within `window` reports before or after, so that any number of reports takes the same memory.
    """
    waiting: deque[Report] = deque()
    filed: OrderedDict[_Filed, Report] = OrderedDict()
    for report in reports:
        waiting.append(report)
        filed[_filed(report, 0)] = report
        if len(filed) > 2 * window:
            filed.popitem(last=False)
        if len(waiting) > window:
            yield _compared(waiting.popleft(), filed)
    while waiting:
        yield _compared(waiting.popleft(), filed)


def _filed(report: Report, years_before: int) -> _Filed:
    document = report.document
    year = document.fiscal_year - years_before if document.fiscal_year is not None else None
    return document.division_code, document.agency, year


def _compared(report: Report, filed: OrderedDict[_Filed, Report]) -> Report:
    code, agency, year = key = _filed(report, 1)
    if agency is None or year is None or code is None or (earlier := filed.get(key)) is None:
        return report
    try:
        checks = (*report.checks, *against(report, earlier))
    except Exception as error:  # what two reports hold must not end a run of many
        message = f"not compared with the report of {year}: {type(error).__name__}: {error}. A fault of jixiao: please report it."
        problem = ProblemRow(document_id=report.document.document_id, code="internal_error", severity="warning", message=message)
        return replace(report, problems=(*report.problems, problem))
    return replace(report, checks=tuple(sorted(checks, key=lambda row: (row.char_start or 0, row.code, row.members))))
