"""Every column of every table, declared once: name, type, unit and meaning.

`TABLES` is plain data and imports nothing heavy; `arrow_schema` makes the Arrow schema of a table from
it, with each column's meaning in its field metadata and the schema's version in the table's metadata.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from normalize import rows
from output import vocabulary as v

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA_VERSION = 2
PRECISION, SCALE = 24, 6

Kind = Literal["text", "word", "integer", "long", "decimal", "date", "boolean", "share", "texts", "integers"]
"""word: a string of few values (dictionary-encoded); share: 0–1; texts, integers: lists."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `words` is its closed vocabulary (None: open), each a word or a regular expression."""

    name: str
    kind: Kind
    meaning: str
    unit: str | None = None
    words: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order, the dataclass of its rows and where a `Report` holds them."""

    name: str
    row: type[Any]
    meaning: str
    columns: tuple[Column, ...]
    attribute: str

    def rows(self, report: rows.Report) -> tuple[Any, ...]:
        """This table's rows in a report."""
        held = getattr(report, self.attribute)
        return held if isinstance(held, tuple) else () if held is None else (held,)


_C = Column
_DOCUMENT = _C("document_id", "text", "sha256 of the file's bytes, hex")
_PART = _C("part_id", "text", "which part of the document")
_YEAR = _C("fiscal_year", "integer", "fiscal year the figure belongs to", "year")
_QUALIFIER = _C("qualifier", "word", "exact, about (约), over (余), under (不足)", None, v.QUALIFIERS)
_UNIT_SOURCE = _C("unit_source", "word", "where the unit was printed", None, v.UNIT_SOURCES)
_BASIS = _C("basis", "word", "planned: a task, plan or target; else actual", None, v.BASES)
_PART_OF = _C("part_of", "text", "fact_id of the whole that this is a 其中 part of")
_LABEL = _C("label", "text", "what the figure is of, in the document's own words")
_SEVERITY = _C("severity", "word", "error, warning or info", None, v.SEVERITIES)
_PAGE = _C("page", "integer", "1-based page; null where the format has none")
_START = _C("char_start", "integer", "offset of the first character in texts.text", "code points")
_END = _C("char_end", "integer", "offset after the last character in texts.text", "code points")

_FACT = (
    _DOCUMENT,
    _PART,
    _C("fact_id", "text", "stable id: same bytes and same extractor version give the same id"),
    _C("quote", "text", "the characters as printed: texts.text[char_start:char_end]"),
    _START,
    _END,
    _PAGE,
    _C("table_index", "integer", "0-based table of the document; null in running text"),
    _C("row_index", "integer", "0-based row of that table"),
    _C("column_index", "integer", "0-based column of that table"),
    _C("heading", "text", "headings above, joined by ' / '"),
    _C("statement", "integer", "the same for facts read from one clause"),
    _C("as_of", "date", "date a figure is counted at or up to; null when it is simply the year's"),
    _C("flags", "texts", "codes of what is doubtful in the reading"),
    _C("rule", "word", "name of the rule that read it"),
    _C("confidence", "share", "0 to 1"),
)

_DOCUMENTS = (
    _DOCUMENT,
    _C("source", "text", "path or URL first seen"),
    _C("media_type", "word", "media type told from the content"),
    _C("bytes", "long", "size of the file", "bytes"),
    _C("pages", "integer", "number of pages; null where the format has none"),
    _C("title", "text", "title as printed"),
    _C("agency", "text", "agency named in the title or body, the majority form"),
    _C("agency_kind", "word", "the department's function, the same through its renamings", None, v.AGENCY_KINDS),
    _C("division_code", "text", "GB/T 2260 code of the county as of the fiscal year, 6 digits"),
    _C("division_code_now", "text", "code of the division it is, or belongs to, today; null where it was divided"),
    _C("panel_id", "text", "the same for one place through all its names and codes"),
    _C("province", "text", "province"),
    _C("city", "text", "prefecture-level city"),
    _C("county", "text", "county, district or county-level city"),
    _C("fiscal_year", "integer", "year under evaluation", "year"),
    _C("filing_date", "date", "date the report is filed; first day where only month or year is printed"),
    _C("filing_date_precision", "word", "how exactly the date is printed", None, v.PRECISIONS),
    _C("notice_year", "integer", "year of the notice that asked for the report; not the year under evaluation", "year"),
    _C("published_on", "date", "date of publication on the web; null where no source gives it"),
    _C("document_numbers", "texts", "document numbers (文号) cited"),
    _C("text_origin", "word", "native text or recognised (ocr)", None, v.TEXT_ORIGINS),
    _C("status", "word", "ok, partial (something could not be read) or failed", None, v.STATUSES),
    _C("error_code", "word", "why reading failed, for machines"),
    _C("error", "text", "why reading failed, for people"),
    _C("extractor_version", "word", "version of the program that read it"),
    _C("schema_version", "integer", "version of these tables"),
    _C("evidence", "texts", "what title, years, dates, agency and division were taken from, a line each"),
)

_PARTS = (
    _PART,
    _DOCUMENT,
    _C("kind", "word", "what kind of report or form", None, v.PART_KINDS),
    _C("title", "text", "title as printed"),
    _C("project_name", "text", "name of the project of a project's report or form"),
    _C("agency", "text", "agency (of a project form: 主管部门, not 实施单位)"),
    _C("fiscal_year", "integer", "year under evaluation", "year"),
    _C("fiscal_year_source", "word", "where the year was printed", None, v.YEAR_SOURCES),
    _C("filing_date", "date", "date of the part"),
    _START,
    _END,
)

_AMOUNTS = (
    _LABEL,
    _C("domain", "word", "budget: the unit's own; programme: of programmes it runs", None, v.DOMAINS),
    _C("concept", "word", "what it is in the controlled vocabulary; null for programme", None, v.CONCEPTS),
    _C("stage", "word", "stage of the budget; null where it has none", None, v.STAGES),
    _YEAR,
    _C("measure", "word", "level, change (a decrease is negative), per_unit, threshold", None, v.MEASURES),
    _C("per", "text", "for per_unit: 人, 人·年, 亩 …"),
    _C("value", "decimal", "the number as printed", "see unit"),
    _C("unit", "word", "unit as printed", None, v.MONEY_UNITS),
    _UNIT_SOURCE,
    _C("value_yuan", "decimal", "value × unit, exact", "元"),
    _QUALIFIER,
    _C("code", "text", "classification code printed beside it, digits joined"),
    _C("breakdown", "word", "second dimension of a matrix cell", None, v.BREAKDOWNS),
    _C("fiscal_year_from", "integer", "first year where the amount covers several", "year"),
    _PART_OF,
)

_HEADCOUNTS = (
    _LABEL,
    _C("population", "word", "staff, persons or visits (人次)", None, v.POPULATIONS),
    _C("staff_status", "word", "staff only: posts, in post, retired …", None, v.STAFF_STATUSES),
    _C("establishment", "word", "staff only: kind of establishment (编制)", None, v.ESTABLISHMENTS),
    _C("organisation", "text", "subordinate unit as named; null for the agency itself"),
    _YEAR,
    _BASIS,
    _C("value", "long", "whole persons or visits", "persons"),
    _C("unit", "word", "unit as printed"),
    _UNIT_SOURCE,
    _QUALIFIER,
    _PART_OF,
)

_RATES = (
    _LABEL,
    _C("concept", "word", "what rate it is; null for any other", None, v.RATE_CONCEPTS),
    _C("base", "text", "what it is a share of or grows from, as printed"),
    _BASIS,
    _YEAR,
    _C("value_percent", "decimal", "72% is 72; a fall is negative", "%"),
    _QUALIFIER,
)

_INDICATORS = (
    _C("level1", "text", "level-1 indicator"),
    _C("level1_points", "decimal", "full marks of the level-1 indicator", "points"),
    _C("level2", "text", "level-2 indicator"),
    _C("level3", "text", "level-3 indicator"),
    _C("target", "text", "the year's target as printed"),
    _C("target_lifetime", "text", "target over the project's life as printed"),
    _C("target_operator", "word", "how the actual value compares; null where none", None, v.OPERATORS),
    _C("target_value", "decimal", "number of the target", "see target_unit"),
    _C("target_unit", "text", "unit of the target as printed"),
    _C("actual", "text", "actual value as printed"),
    _C("actual_value", "decimal", "number of the actual value", "see actual_unit"),
    _C("actual_unit", "text", "unit of the actual value as printed"),
    _C("points", "decimal", "full marks", "points"),
    _C("score", "decimal", "marks given", "points"),
    _C("reason", "text", "reason for missing the target and what is done about it"),
    _C("attained", "boolean", "whether the target was met; null where that cannot be told"),
    _YEAR,
)

_SCORES = (
    _C("scope", "word", "overall, category or fund_execution", None, v.SCOPES),
    _LABEL,
    _C("points", "decimal", "full marks; null where not said", "points"),
    _C("score", "decimal", "marks given", "points"),
    _C("rate_percent", "decimal", "score as a rate, where printed", "%"),
    _C("grade", "text", "grade as printed: 优, 良, 一等 …"),
    _YEAR,
)

_QUANTITIES = (
    _LABEL,
    _C("value", "decimal", "the number", "see unit"),
    _C("unit", "text", "unit as printed"),
    _YEAR,
    _QUALIFIER,
)

_PROBLEMS = (
    _DOCUMENT,
    _PART,
    _C("code", "word", "what could not be read or understood"),
    _SEVERITY,
    _C("message", "text", "what happened and what can be done"),
    _PAGE,
    _START,
    _END,
)

_CHECKS = (
    _DOCUMENT,
    _PART,
    _C("code", "word", "which check", None, v.CHECK_CODES),
    _SEVERITY,
    _C("message", "text", "what does not add up"),
    _C("expected", "decimal", "what the other figures give"),
    _C("found", "decimal", "what is printed"),
    _C("members", "texts", "fact_ids of the figures that take part"),
    _START,
    _END,
)

_TEXTS = (
    _DOCUMENT,
    _C("text", "text", "the loaded text, which every char_start and char_end points into"),
    _C("page_starts", "integers", "offset of each page; null without pages", "code points"),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("documents", rows.DocumentRow, "one row a distinct file", _DOCUMENTS, "document"),
        Table("parts", rows.PartRow, "one row a report or form of a bundle", _PARTS, "parts"),
        Table("amounts", rows.Amount, "every amount of money", _FACT + _AMOUNTS, "amounts"),
        Table("headcounts", rows.Headcount, "every count of people; who came or left: quantities", _FACT + _HEADCOUNTS, "headcounts"),
        Table("rates", rows.Rate, "percentages outside indicators", _FACT + _RATES, "rates"),
        Table("indicators", rows.Indicator, "level-3 indicators", _FACT + _INDICATORS, "indicators"),
        Table("scores", rows.Score, "scores and grades", _FACT + _SCORES, "scores"),
        Table("quantities", rows.Quantity, "other things counted", _FACT + _QUANTITIES, "quantities"),
        Table("problems", rows.ProblemRow, "what could not be read", _PROBLEMS, "problems"),
        Table("checks", rows.CheckRow, "what does not add up", _CHECKS, "checks"),
        Table("texts", rows.TextRow, "what the offsets point into", _TEXTS, "text"),
    )
}
FACT_TABLES = ("amounts", "headcounts", "rates", "indicators", "scores", "quantities")


@cache
def allowed(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that a value of a closed vocabulary matches as a whole."""
    return re.compile("|".join(f"(?:{word})" for word in words))


def arrow_type(kind: Kind) -> pa.DataType:
    """The Arrow type of a kind of column."""
    import pyarrow as pa

    types = {
        "text": pa.string(), "word": pa.dictionary(pa.int32(), pa.string()), "integer": pa.int32(),
        "long": pa.int64(), "decimal": pa.decimal128(PRECISION, SCALE), "date": pa.date32(),
        "boolean": pa.bool_(), "share": pa.float64(), "texts": pa.list_(pa.string()),
        "integers": pa.list_(pa.int32()),
    }  # fmt: skip
    return types[kind]


@cache
def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table; metadata: `meaning`, `unit`, and `words` where a vocabulary is closed."""
    import pyarrow as pa

    table = TABLES[name]
    fields = []
    for column in table.columns:
        said = {"meaning": column.meaning, "unit": column.unit, "words": " | ".join(column.words or ())}
        metadata = {key: value for key, value in said.items() if value}
        fields.append(pa.field(column.name, arrow_type(column.kind), metadata=metadata))
    about = {"jixiao.table": name, "jixiao.meaning": table.meaning, "jixiao.schema": str(SCHEMA_VERSION)}
    return pa.schema(fields, metadata=about)
