"""The rows of the tables. `output.schema` declares type, unit and meaning of each column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact row has: its ids, its quote and its place."""

    document_id: str
    part_id: str
    fact_id: str
    quote: str
    char_start: int
    char_end: int
    page: int | None = None
    table_index: int | None = None
    row_index: int | None = None
    column_index: int | None = None
    heading: str | None = None
    statement: int | None = None
    as_of: date | None = None
    flags: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Fact):
    label: str | None = None
    domain: str
    concept: str | None = None
    stage: str | None = None
    fiscal_year: int | None = None
    measure: str = "level"
    per: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    unit_source: str | None = None
    value_yuan: Decimal | None = None
    qualifier: str = "exact"
    code: str | None = None
    breakdown: str | None = None
    fiscal_year_from: int | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount(Fact):
    label: str | None = None
    population: str
    staff_status: str | None = None
    establishment: str | None = None
    organisation: str | None = None
    fiscal_year: int | None = None
    basis: str = "actual"
    value: int | None = None
    unit: str | None = None
    unit_source: str | None = None
    qualifier: str = "exact"
    part_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Fact):
    label: str | None = None
    concept: str | None = None
    base: str | None = None
    basis: str = "actual"
    fiscal_year: int | None = None
    value_percent: Decimal | None = None
    qualifier: str = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Fact):
    level1: str | None = None
    level1_points: Decimal | None = None
    level2: str | None = None
    level3: str | None = None
    target: str | None = None
    target_lifetime: str | None = None
    target_operator: str | None = None
    target_value: Decimal | None = None
    target_unit: str | None = None
    actual: str | None = None
    actual_value: Decimal | None = None
    actual_unit: str | None = None
    points: Decimal | None = None
    score: Decimal | None = None
    reason: str | None = None
    attained: bool | None = None
    fiscal_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Fact):
    scope: str
    label: str | None = None
    points: Decimal | None = None
    score: Decimal | None = None
    rate_percent: Decimal | None = None
    grade: str | None = None
    fiscal_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Fact):
    label: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    fiscal_year: int | None = None
    qualifier: str = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    document_id: str
    source: str
    media_type: str | None = None
    bytes: int | None = None
    pages: int | None = None
    title: str | None = None
    agency: str | None = None
    agency_kind: str | None = None
    division_code: str | None = None
    division_code_now: str | None = None
    panel_id: str | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None
    fiscal_year: int | None = None
    filing_date: date | None = None
    filing_date_precision: str | None = None
    notice_year: int | None = None
    published_on: date | None = None
    document_numbers: tuple[str, ...] = ()
    text_origin: str | None = None
    status: str = "ok"
    error_code: str | None = None
    error: str | None = None
    extractor_version: str = ""
    schema_version: int = 2
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    part_id: str
    document_id: str
    kind: str
    title: str | None = None
    project_name: str | None = None
    agency: str | None = None
    fiscal_year: int | None = None
    fiscal_year_source: str | None = None
    filing_date: date | None = None
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    document_id: str
    part_id: str | None = None
    code: str
    severity: str
    message: str
    page: int | None = None
    char_start: int | None = None
    char_end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    document_id: str
    part_id: str | None = None
    code: str
    severity: str
    message: str
    expected: Decimal | None = None
    found: Decimal | None = None
    members: tuple[str, ...] = ()
    char_start: int | None = None
    char_end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    document_id: str
    text: str
    page_starts: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All rows of one document, each list in reading order."""

    document: DocumentRow
    parts: tuple[PartRow, ...] = ()
    amounts: tuple[Amount, ...] = ()
    headcounts: tuple[Headcount, ...] = ()
    rates: tuple[Rate, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    scores: tuple[Score, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    problems: tuple[ProblemRow, ...] = ()
    text: TextRow | None = None


FactRow = Amount | Headcount | Rate | Indicator | Score | Quantity
