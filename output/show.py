"""A person's view of one report: what it is, its figures, and what doesn't add up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from normalize.rows import (
    Amount,
    CheckRow,
    DocumentRow,
    FactRow,
    Headcount,
    Indicator,
    ProblemRow,
    Quantity,
    Rate,
    Report,
    Score,
)
from output.layout import columns, counted, number, one_line

F = TypeVar("F", bound=FactRow)

# Rows of a classification or of a list: a person looks them up, and doesn't start from them.
_DETAIL = re.compile(r"\.(function|economic|item|fixed_item)\b")
_ID = 10


def _key_amount(row: Amount) -> bool:
    if row.concept is None or row.measure != "level" or row.breakdown is not None:
        return False
    return not _DETAIL.search(row.concept)


def _key_rate(row: Rate) -> bool:
    return row.concept is not None and row.concept not in ("share", "growth")


def _section(title: str, rows: Sequence[Sequence[str]], right: Sequence[int], limit: int | None) -> list[str]:
    return ["", title, *columns(rows, right=right, limit=limit)] if rows else []


def _joined(*parts: object, by: str = " · ") -> str:
    return by.join(str(part) for part in parts if part not in (None, ""))


def _filed(day: date | None, precision: str | None) -> str:
    shown = {"year": "%Y", "month": "%Y-%m"}.get(precision or "", "%Y-%m-%d")
    return f"filed {day.strftime(shown)}" if day else ""


def _head(row: DocumentRow, limit: int | None) -> Iterator[str]:
    yield row.title or row.source
    place = "".join(name for name in (row.province, row.city, row.county) if name)
    code = row.division_code and f"({row.division_code})"
    said = [
        ("file", _joined(row.source, row.bytes and counted(row.bytes, "byte"),
                         row.pages and counted(row.pages, "page"))),
        ("agency", _joined(row.agency, _joined(place, code, by=" "))),
        ("year", _joined(row.fiscal_year, _filed(row.filing_date, row.filing_date_precision))),
        ("cites", _joined(*row.document_numbers)),
        ("read", _joined(row.status, row.error)),
    ]  # fmt: skip
    yield from columns([line for line in said if line[1]], limit=limit)


def _money(rows: Sequence[Amount], limit: int | None) -> list[str]:
    lines = [
        (
            row.fact_id[:_ID],
            row.label or row.quote,
            _joined(row.concept or row.domain, row.breakdown, row.measure if row.measure != "level" else ""),
            row.stage or "",
            _joined(row.fiscal_year_from, row.fiscal_year, by="–"),
            number(row.value) or row.quote,
            _joined(row.unit, row.per, by="/"),
            f"= {number(row.value_yuan)} 元" if row.value_yuan is not None and row.unit != "元" else "",
            _joined(row.qualifier if row.qualifier != "exact" else "", *row.flags),
        )
        for row in rows
    ]
    return _section("Money", lines, (5, 7), limit)


def _people(rows: Sequence[Headcount], limit: int | None) -> list[str]:
    lines = [
        (
            row.fact_id[:_ID],
            row.label or row.quote,
            _joined(row.staff_status or row.population, row.establishment),
            row.organisation or "",
            _joined(row.as_of or row.fiscal_year, row.basis if row.basis != "actual" else ""),
            number(row.value) or row.quote,
        )
        for row in rows
    ]
    return _section("People", lines, (5,), limit)


def _rates(rows: Sequence[Rate], limit: int | None) -> list[str]:
    lines = [
        (
            row.fact_id[:_ID],
            row.label or row.quote,
            row.concept or "",
            str(row.fiscal_year or ""),
            f"{number(row.value_percent)}%" if row.value_percent is not None else row.quote,
        )
        for row in rows
    ]
    return _section("Rates", lines, (4,), limit)


def _of(score: Decimal | None, points: Decimal | None) -> str:
    """Marks given of full marks: 9.5 of 10, – of 10; "" where there are neither."""
    return "" if score is None and points is None else _joined(number(score) or "–", number(points), by=" of ")


def _indicators(rows: Sequence[Indicator], limit: int | None) -> list[str]:
    header = ("", "", "indicator", "target", "actual", "score", "")
    lines = [
        (
            row.fact_id[:_ID],
            _joined(row.level1, row.level2, by=" / "),
            row.level3 or row.quote,
            row.target or "",
            row.actual or "",
            _of(row.score, row.points),
            {True: "attained", False: "missed", None: ""}[row.attained],
        )
        for row in rows
    ]
    return _section("Indicators", [header, *lines] if lines else [], (5,), limit)


def _scores(rows: Sequence[Score], limit: int | None) -> list[str]:
    lines = [
        (
            row.fact_id[:_ID],
            row.label or row.quote,
            row.scope,
            _of(row.score, row.points),
            f"{number(row.rate_percent)}%" if row.rate_percent is not None else "",
            row.grade or "",
        )
        for row in rows
    ]
    return _section("Scores", lines, (3, 4), limit)


def _quantities(rows: Sequence[Quantity], limit: int | None) -> list[str]:
    lines = [
        (row.fact_id[:_ID], row.label or "", number(row.value) or row.quote, row.unit or "") for row in rows
    ]
    return _section("Other quantities", lines, (2,), limit)


def _facts(report: Report, part: str | None, everything: bool, limit: int | None) -> Iterator[str]:
    """The figures of one part (None: of all), kind by kind."""

    def rows(of: Sequence[F], key: Callable[[F], bool] | None = None) -> list[F]:
        of = [row for row in of if part is None or row.part_id == part]
        return [row for row in of if everything or key is None or key(row)]

    yield from _money(rows(report.amounts, _key_amount), limit)
    yield from _people(rows(report.headcounts), limit)
    yield from _rates(rows(report.rates, _key_rate), limit)
    yield from _indicators(rows(report.indicators), limit)
    yield from _scores(rows(report.scores), limit)
    yield from _quantities(rows(report.quantities, lambda _: False), limit)


def _doubts(title: str, rows: Sequence[CheckRow | ProblemRow], text: str) -> list[str]:
    """Checks or problems, each with the line where it is."""
    lines = []
    for row in rows:
        at = row.char_start
        place = f"line {text.count(chr(10), 0, at) + 1}" if at is not None else ""
        lines.append((row.severity, row.code, place, row.message))
    # A message says what to do: it is never cut.
    return _section(title, lines, (), None)


def show(report: Report, *, everything: bool = False, limit: int | None = None) -> Iterator[str]:
    """The lines of a person's view; key figures or `everything`, in `limit` columns of a terminal."""
    yield from _head(report.document, limit)
    text = report.text.text if report.text else ""
    if len(report.parts) < 2:
        yield from _facts(report, None, everything, limit)
    else:
        for index, part in enumerate(report.parts, 1):
            name = one_line(part.project_name or part.title)
            yield ""
            yield _joined(f"── part {index} of {len(report.parts)}", part.kind, part.fiscal_year, name)
            yield from _facts(report, part.part_id, everything, limit)
    hidden = len(report.amounts) - sum(map(_key_amount, report.amounts))
    if hidden and not everything:
        yield ""
        yield f"  … and {counted(hidden, 'more amount')} (by class, by item, of programmes); --all shows them"
    yield from _doubts("What doesn't add up", report.checks, text)
    yield from _doubts("What could not be read", report.problems, text)
