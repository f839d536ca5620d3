"""What a document's mentions mean: all rows of one report, with its years, its agency and what doesn't add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from extract.document import Document, Problem
from normalize.agency_kind import agency_kind
from normalize.checks import run_checks
from normalize.context import VERSION, Context
from normalize.evidence import evidence
from normalize.money import amount
from normalize.movements import is_movement
from normalize.people import headcount
from normalize.places import Place, place_in, place_of
from normalize.rates import rate
from normalize.results import indicator, quantity, score
from normalize.rows import DocumentRow, PartRow, ProblemRow, Report, TextRow
from normalize.successors import now, panel_id
from normalize.years import filing_date, year_in
from patterns.find import Findings
from patterns.mention import Part
from patterns.notice import notice

_ROW: dict[str, tuple[str, Callable[[Context, int], Any]]] = {
    "money": ("amounts", amount),
    "people": ("headcounts", headcount),
    "rate": ("rates", rate),
    "indicator": ("indicators", indicator),
    "score": ("scores", score),
    "quantity": ("quantities", quantity),
}


def _main_part(parts: Sequence[Part]) -> Part:
    """The part that speaks for a bundle: its first overall report, else its first part."""
    return next((part for part in parts if part.kind == "overall_report"), parts[0])


def _fiscal_year(parts: Sequence[Part]) -> int | None:
    years = Counter(year for part in parts if (year := year_in(part.year)))
    return year_in(_main_part(parts).year) or (years.most_common(1)[0][0] if years else None)


def _part_row(context: Context, part: Part, agency: str | None) -> PartRow:
    filed = filing_date(part.filing)
    owner = part.agency if part.kind.startswith("project") else None
    return PartRow(
        part_id=context.part_id(part.index),
        document_id=context.document_id,
        kind=part.kind,
        title=part.title,
        project_name=part.project,
        agency=owner or agency,
        fiscal_year=year_in(part.year),
        fiscal_year_source=part.year_source,
        filing_date=filed[0] if filed else None,
        char_start=part.start,
        char_end=part.end,
    )


def _document_row(document: Document, findings: Findings, place: Place, year: int | None) -> DocumentRow:
    main = _main_part(findings.parts)
    filed, asked, division = filing_date(main.filing), notice(document.text), place.division
    today = now(division) if division else None
    return DocumentRow(
        document_id=document.source.sha256,
        source=document.source.name,
        media_type=document.source.media_type,
        bytes=document.source.size,
        pages=len(document.page_starts) or None,
        title=main.title,
        agency=findings.filer.name,
        agency_kind=agency_kind(findings.filer.name, place.county),
        division_code=division.code if division else None,
        division_code_now=today.code if today else None,
        panel_id=panel_id(division) if division else None,
        province=place.province,
        city=place.city,
        county=place.county,
        fiscal_year=year,
        filing_date=filed[0] if filed else None,
        filing_date_precision=filed[1] if filed else None,
        notice_year=year_in(asked.year) if asked else None,
        document_numbers=findings.document_numbers,
        text_origin=document.text_origin,
        status="partial" if any(p.severity == "error" for p in document.problems) else "ok",
        extractor_version=VERSION,
        evidence=evidence(document, findings, main, place, asked),
    )


def _problems(context: Context, problems: Sequence[Problem]) -> list[ProblemRow]:
    rows = []
    for problem in problems:
        span = problem.span
        part = next((p for p in reversed(context.parts) if span and p.start <= span.start), None)
        rows.append(
            ProblemRow(
                document_id=context.document_id,
                part_id=context.part_id(part.index) if part else None,
                code=problem.code,
                severity=problem.severity,
                message=problem.message,
                page=span.page if span else None,
                char_start=span.start if span else None,
                char_end=span.end if span else None,
            )
        )
    return rows


def _date_problems(findings: Findings) -> list[Problem]:
    """A filing date that is printed but can't be read (2024122日: a digit is lost)."""
    lost = dict.fromkeys(part.filing for part in findings.parts if part.filing and not filing_date(part.filing))
    return [
        Problem("date_unreadable", "warning", f"The filing date is printed as “{date}”; digits seem to be lost, so none is given.")
        for date in lost
    ]


def resolve(document: Document, findings: Findings) -> Report:
    """All rows of a document, each list in reading order, with the checks of its own figures."""
    year = _fiscal_year(findings.parts)
    name = findings.filer.name or _main_part(findings.parts).title or ""
    place = place_of(name, year, document.text)
    if place.flags == ("no_place",) and findings.filer.name:
        place = place_in(document.text, year)
    county_city = bool(place.county and place.county.endswith("市"))
    context = Context(document, findings.parts, findings.mentions, county_city)
    tables: dict[str, list[Any]] = {table: [] for table, _ in _ROW.values()}
    for index, mention in enumerate(findings.mentions):
        table, build = _ROW["quantity" if is_movement(context, index) else mention.kind]
        tables[table].append(build(context, index))
    report = Report(
        document=_document_row(document, findings, place, year),
        parts=tuple(_part_row(context, part, findings.filer.name) for part in findings.parts),
        problems=tuple(_problems(context, [*document.problems, *findings.problems, *_date_problems(findings)])),
        text=TextRow(document_id=context.document_id, text=document.text, page_starts=document.page_starts or None),
        **{table: tuple(rows) for table, rows in tables.items()},
    )
    return replace(report, checks=run_checks(report, document.text))
