"""The year before: its figures in a report against the report of that year."""

from __future__ import annotations

from collections.abc import Iterator

from normalize.checks.check import fault, place
from normalize.checks.same import agree, groups_of, name_of, said, severity_of
from normalize.rows import CheckRow, Report


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
