"""Why a documents row says what it says: the evidence of each field, in the order in which it counts.

title        the first overall report's, else the first part's.
fiscal_year  评价年度 and its like on a cover or in a form; a year that a cover line consists of; the title; the
             year that most of the body speaks of (patterns.outline). A bundle's is its main part's, else what
             most of its parts say; a part without one has the bundle's. Never the notice's, never the filing year.
filing_date  a labelled date (填报日期：…); a date that a line of the cover consists of; the last lines' (the
             signature's); a form's cell. A part without one has the bundle's.
agency       of the names that title, cover labels, form cells and signature give, the form that the text uses
             most, in full (patterns.agency); where they give none, what the body calls the unit.
division     the names of divisions that lead down to the agency's name, as of the fiscal year; where several
             divisions have the name, the one whose superiors the text names; else none, with its candidates;
             for a name without any place (a township, a school) the one county whose finance bureau,
             government or committee the text speaks of.
notice_year  the year in the title of the notice that asked for the report, else in its document number.

What conflicts is a check (fiscal_year, filing_date, agency, contradiction), never a silent choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.document import Document
from normalize.places import Place
from patterns.find import Findings
from patterns.mention import Part
from patterns.notice import Notice

_YEAR_SOURCES = {
    "title": "the title",
    "cover": "the cover or a form's cell",
    "body": "the year that most of the body speaks of",
    "bundle": "what most parts of the bundle say",
}


def _seen(text: str, printed: str, start: int, end: int) -> str:
    """The characters as printed and their place, for words that were squeezed when they were read."""
    pattern = r"\s*".join(map(re.escape, re.sub(r"\s", "", printed)[:60]))
    match = re.compile(pattern).search(text, start, end) or re.compile(pattern).search(text)
    if match is None:
        return f"“{printed}”"
    return _quoted(text, *match.span())


def _quoted(text: str, start: int, end: int) -> str:
    words = re.sub(r"\s+", " ", text[start:end])
    return f"“{words}” (characters {start:,}–{end:,})"


def _place(place: Place) -> str:
    how = ", ".join(place.flags) or "exact"
    if place.division is None:
        others = ", ".join(f"{row.code} {row.name}" for row in place.candidates[:5])
        return f"none: {how}" + (f"; it may be {others}" if others else "")
    division = place.division
    until = "" if division.last_year == 9999 else f" to {division.last_year}"
    return f"{division.code} {division.name}, held from {division.first_year}{until} ({how})"


def evidence(document: Document, findings: Findings, main: Part, place: Place, notice: Notice | None) -> tuple[str, ...]:
    """One line a field: its name, a colon, and what it was taken from."""
    return tuple(f"{field}: {said}" for field, said in _lines(document.text, findings, main, place, notice) if said)


def _lines(text: str, findings: Findings, main: Part, place: Place, notice: Notice | None) -> Iterator[tuple[str, str]]:
    if main.title:
        yield "title", f"{main.kind.replace('_', ' ')}, {_seen(text, main.title, main.start, main.end)}"
    if main.year:
        source = _YEAR_SOURCES.get(main.year_source or "", "the document")
        yield "fiscal_year", f"{source}, {_seen(text, main.year, main.start, main.end)}"
    others = sorted({part.year for part in findings.parts if part.year and part.year != main.year})
    if others:
        yield "fiscal_year", f"other parts say {', '.join(others)}"
    if main.filing:
        yield "filing_date", _seen(text, main.filing, main.start, main.end)
    dates = sorted({part.filing for part in findings.parts if part.filing and part.filing != main.filing})
    if dates:
        yield "filing_date", f"other parts say {', '.join(dates)}"
    if findings.filer.name:
        forms = ", ".join(f"{name} ({count}×)" for name, count in findings.filer.forms[:4])
        yield "agency", forms or findings.filer.name
    yield "division_code", _place(place)
    if notice:
        yield "notice_year", _quoted(text, notice.start, notice.end)
