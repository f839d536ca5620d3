"""The samples are what their generator makes, their truth stands in them, and all formats read alike."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Any

import pypdfium2
import pytest
from make_samples import HOME, files_of
from sampling.as_text import lines_of
from sampling.reports import all_reports

from jixiao.pipeline import read_report

REPORTS = {report.name: report for report in all_reports()}
FORMATS = ("txt", "docx", "pdf")
FIGURES = {"amounts": "value_yuan", "headcounts": "value", "rates": "value_percent", "scores": "score"}
LABELLED = {
    "amounts": ("domain", "concept", "stage", "fiscal_year", "measure", "qualifier", "unit",
                "code", "breakdown"),
    "headcounts": ("population", "staff_status", "establishment", "organisation", "fiscal_year",
                   "basis", "qualifier"),
    "rates": ("concept", "fiscal_year", "basis"),
    "scores": ("scope", "points", "rate_percent", "grade"),
    "indicators": ("level1", "level1_points", "level2", "target", "target_operator", "target_value",
                   "target_unit", "actual", "actual_value", "points", "score", "reason"),
}  # fmt: skip
UNITS = {"元": 1, "万元": 10**4, "亿元": 10**8}
FOLD = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
# What looks like a figure and is none by the data model: grading scales, scoring rules, points, ages.
NO_ROW = re.compile(
    r"(?:按照|评分标准为|（得分)[^。；]*?为优[^。）]*|每低\d+个百分点扣[\d.]+分|[(（]\d+分|\d+—\d+周岁"
)
FIGURE = re.compile(
    r"[\d０-９][\d０-９．.,，]*[余多]?(?:万?元|亿元|[%％]|万?[余多]?人次?|名|万(?=；))"
    r"|\d[\d.]* ?分"
)


@cache
def gold(name: str) -> dict[str, Any]:
    return json.loads((HOME / "truth" / f"{name}.json").read_text("utf-8"))


@cache
def text_of(name: str) -> str:
    return (HOME / f"{name}.txt").read_text("utf-8")


def span(name: str, row: dict[str, Any]) -> tuple[int, int]:
    """Where a truth row's quote stands in the TXT."""
    start, line = list(lines_of(text_of(name)))[row["line"] - 1]
    at = -1
    for _ in range(row["nth"]):
        at = line.find(row["quote"], at + 1)
        assert at >= 0, f"line {row['line']}: no {row['quote']!r}"
    return start + at, start + at + len(row["quote"])


def words(path: str, content: bytes) -> str:
    """What of a file must not change from build to build: its text, not how it is packed."""
    if path.endswith(".docx"):
        return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    if path.endswith(".pdf"):
        pages = pypdfium2.PdfDocument(content)
        return "\f".join(page.get_textpage().get_text_bounded() for page in pages)
    return content.decode()


@pytest.mark.parametrize("name", REPORTS)
def test_samples_are_what_the_generator_makes(name: str) -> None:
    for path, content in files_of(REPORTS[name]).items():
        assert words(path, (HOME / path).read_bytes()) == words(path, content), path


def test_samples_come_from_a_report_each() -> None:
    assert {path.stem for path in HOME.glob("*.*")} == set(REPORTS) == {p.stem for p in HOME.glob("truth/*")}
    assert len(REPORTS) >= 8


@pytest.mark.parametrize("name", REPORTS)
def test_truth_stands_in_the_text(name: str) -> None:
    rows = gold(name)
    parts = {part["id"] for part in rows["parts"]}
    for table, field in FIGURES.items():
        spans = [span(name, row) for row in rows[table]]
        assert len(set(spans)) == len(spans), table
        for row in rows[table]:
            assert row["part"] in parts
            found = re.search(r"\d[\d,]*(?:\.\d+)?", row["quote"].translate(FOLD))
            assert found is not None
            number = Decimal(found.group().replace(",", ""))
            if table == "amounts":
                number *= UNITS[row["unit"]]
            elif table == "headcounts" and "万" in row["quote"]:
                number *= 10**4
            assert abs(Decimal(str(row[field]))) == number, row
    lines = [line for _, line in lines_of(text_of(name))]
    for row in rows["indicators"]:
        assert "".join(lines[row["line"] - 1 : row["line"] + 2]).replace("\t", "").startswith(row["level3"])
    for part in rows["parts"]:
        assert lines[part["line"] - 1].strip()


@pytest.mark.parametrize("name", REPORTS)
def test_truth_misses_no_figure_of_the_prose(name: str) -> None:
    known = [span(name, row) for table in FIGURES for row in gold(name)[table]]
    for start, line in lines_of(text_of(name)):
        if line.startswith("\t"):
            continue
        silent = [match.span() for match in NO_ROW.finditer(line)]
        for match in FIGURE.finditer(line):
            if any(a <= match.start() < b for a, b in silent):
                continue
            a, b = start + match.start(), start + match.end()
            assert any(x < b and y > a for x, y in known), f"{match.group()} in {line}"


# What extraction makes of the samples.


@cache
def read(name: str, suffix: str) -> Any:
    return read_report(HOME / f"{name}.{suffix}")


def same(want: Any, got: Any) -> bool:
    """Whether a value is (one of) the wanted, as numbers where both are."""
    for one in want if isinstance(want, list) else [want]:
        if one is None or got is None:
            if one is None and got is None:
                return True
            continue
        try:
            if Decimal(str(one)) == Decimal(str(got)):
                return True
        except ArithmeticError:
            if squeeze(str(one)) == squeeze(str(got)):
                return True
    return False


def squeeze(text: str) -> str:
    return re.sub(r"[\s　:：、，,。；;（）()《》“”\"'・·]", "", text)


def alike(want: Any, got: str | None) -> bool:
    """Whether a label says one of the wanted: seven characters of ten are common."""
    for one in want if isinstance(want, list) else [want]:
        a, b = Counter(squeeze(one or "")), Counter(squeeze(got or ""))
        if a == b or 2 * sum((a & b).values()) >= 0.7 * (sum(a.values()) + sum(b.values())):
            return True
    return False


def digits(quote: str) -> str:
    found = re.search(r"\d[\d.,]*", quote.translate(FOLD))
    return found.group().replace(",", "").rstrip(".") if found else quote


def paired(name: str, table: str, suffix: str) -> list[tuple[Any, Any]]:
    """Each truth row with the row read for it (None: missed), and each row too many with None.

    A TXT is paired by place; in the other formats the rows of each printed figure are paired in their order.
    """
    wanted = gold(name)[table]
    free = sorted(getattr(read(name, suffix), table), key=lambda row: row.char_start)
    pairs: list[tuple[Any, Any]] = []
    for row in wanted:
        if suffix == "txt":
            a, b = span(name, row)
            hits = [x for x in free if x.char_start < b and x.char_end > a]
        else:
            hits = [x for x in free if digits(x.quote) == digits(row["quote"])]
        pairs.append((row, hits[0] if hits else None))
        if hits:
            free.remove(hits[0])
    return pairs + [(None, row) for row in free]


def wrong(table: str, want: dict[str, Any], got: Any) -> list[str]:
    """Which fields of a read row aren't what they should be, in words."""
    value, fields = FIGURES.get(table), LABELLED[table]
    told = [
        f"{field}: {getattr(got, field)!r}, wants {want[field]!r}"
        for field in ((value, *fields) if value else fields)
        if field in want and not same(want[field], getattr(got, field))
    ]
    if "label" in want and not alike(want["label"], got.label):
        told.append(f"label: {got.label!r}, wants {want['label']!r}")
    return told


def figure_misses(name: str, suffix: str) -> list[str]:
    out = []
    for table in FIGURES:
        for want, got in paired(name, table, suffix):
            if want is None:
                out.append(f"{table}: not in truth: {got.quote!r} ({got.label})")
            elif got is None:
                out.append(f"{table} line {want['line']}: missed {want['quote']!r} ({want['label']})")
            elif told := wrong(table, want, got):
                out.append(f"{table} line {want['line']}: {want['quote']!r} " + "; ".join(told))
    return out


def indicator_misses(name: str, suffix: str) -> list[str]:
    out, free = [], list(read(name, suffix).indicators)
    for want in gold(name)["indicators"]:
        got = next((row for row in free if squeeze(row.level3 or "") == squeeze(want["level3"])), None)
        if got is None:
            out.append(f"indicators line {want['line']}: missed {want['level3']!r}")
            continue
        free.remove(got)
        if told := wrong("indicators", want, got):
            out.append(f"indicators line {want['line']}: {want['level3']!r} " + "; ".join(told))
    return out + [f"indicators: not in truth: {row.level3!r}" for row in free]


def document_misses(name: str, suffix: str) -> list[str]:
    report, rows = read(name, suffix), gold(name)
    assert report.document.status == "ok", report.document.error
    out = [
        f"document {field}: {getattr(report.document, field)!r}, wants {want!r}"
        for field, want in rows["document"].items()
        if not same(want, getattr(report.document, field))
    ]
    kinds = [part["kind"] for part in rows["parts"]], [part.kind for part in report.parts]
    if kinds[0] != kinds[1]:
        return [*out, f"parts: {kinds[1]}, wants {kinds[0]}"]
    for want, got in zip(rows["parts"], report.parts, strict=True):
        out += [
            f"part {want['id']} {field}: {getattr(got, field)!r}, wants {want[field]!r}"
            for field in ("project_name", "fiscal_year", "filing_date")
            if not same(want[field], getattr(got, field))
        ]
    return out


def check_misses(name: str, suffix: str) -> list[str]:
    """Faults that weren't found, and alarms where nothing is wrong."""
    found = Counter(row.code for row in read(name, suffix).checks if row.severity in ("error", "warning"))
    needed = Counter(row["code"] for row in gold(name)["checks"] if not row.get("optional"))
    allowed = Counter(row["code"] for row in gold(name)["checks"])
    missed, false = sorted((needed - found).elements()), sorted((found - allowed).elements())
    return [f"checks: missed {code}" for code in missed] + [f"checks: false {code}" for code in false]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", REPORTS)
def test_extraction_reads_the_truth(name: str, suffix: str) -> None:
    misses = [
        *document_misses(name, suffix),
        *figure_misses(name, suffix),
        *indicator_misses(name, suffix),
        *check_misses(name, suffix),
    ]
    assert not misses, "\n" + "\n".join(misses)


def facts(name: str, suffix: str) -> Counter[tuple[Any, ...]]:
    """What was read, without its places."""
    report = read(name, suffix)
    out: Counter[tuple[Any, ...]] = Counter()
    for table, value in FIGURES.items():
        for row in getattr(report, table):
            fields = (value, *LABELLED[table])
            out[(table, row.label, *(getattr(row, field) for field in fields))] += 1
    for row in report.indicators:
        out[("indicators", row.level3, *(getattr(row, field) for field in LABELLED["indicators"]))] += 1
    return out


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("name", REPORTS)
def test_formats_read_alike(name: str, suffix: str) -> None:
    text, other = facts(name, "txt"), facts(name, suffix)
    assert sorted(map(str, (other - text).elements())) == sorted(map(str, (text - other).elements()))
    assert text
