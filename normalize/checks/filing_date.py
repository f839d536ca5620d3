"""Filing dates: before the year was over, years after it, or before what the report itself tells of."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from normalize.checks.check import Check, fault, sentence, text_of
from normalize.checks.examples import people
from normalize.checks.examples import report as written
from normalize.rows import Amount, CheckRow, Headcount, PartRow, Report

LATE = 3
"""From so many years after the year under evaluation on a filing date is very probably wrong."""

_PLAN = re.compile(r"目标|申报|监控|批复|预算(?!绩效|执行|部门|项目|支出)")
_AHEAD = re.compile(r"计划|预计|力争|目标|到期|有效期|规划|[将拟]|(?<!截)至|(?<![截止])到(?!位)")
_NUMBER_YEAR = re.compile(r"[〔\[【（(﹝](?P<year>(?:19|20)\d\d)[〕\]】）)﹞]")


def _printed_at(part: PartRow, filed: date, text: str) -> tuple[int, int]:
    """Where the date is printed in its part, the last time; the part's beginning where it can't be seen."""
    day = rf"(?:\s*[月./-]?\s*0?{filed.day}(?!\d)\s*日?)?"
    pattern = re.compile(rf"{filed.year}\s*[年./-]?\s*0?{filed.month}(?!\d\s*月)\s*月?{day}")
    own = list(pattern.finditer(text, part.char_start, part.char_end))
    found = own or list(pattern.finditer(text))  # a form without a date has the bundle's
    return found[-1].span() if found else (part.char_start, min(part.char_start + 20, part.char_end))


def _last_day(filed: date, precise: str | None) -> date:
    """The latest day that a date, printed to a day, a month or a year, can mean."""
    if precise == "year":
        return date(filed.year, 12, 31)
    if precise == "month":
        return date(filed.year, filed.month, calendar.monthrange(filed.year, filed.month)[1])
    return filed


def _dated(report: Report) -> Iterator[tuple[PartRow, date]]:
    """Each filing date of the document once, with the part that has it; not those of plans and budgets."""
    seen: set[date] = set()
    for part in report.parts:
        plan = part.kind == "budget" or _PLAN.search(part.title or "")
        if part.filing_date and part.fiscal_year and part.filing_date not in seen and not plan:
            seen.add(part.filing_date)
            yield part, part.filing_date


def _misplaced(report: Report, text: str) -> Iterator[CheckRow]:
    """Dates before the year's end or years after it."""
    for part, filed in _dated(report):
        year = part.fiscal_year or 0
        gap = filed.year - year
        if gap in (0, 1) and (gap == 1 or report.document.filing_date_precision == "year"):
            continue
        early = gap <= 0
        severity = "info" if gap == 2 or (gap == 0 and filed.month == 12) else "warning"
        if not early and gap < LATE - 1:
            continue
        chinese = "该年度尚未结束" if early else f"已过{gap}年"
        english = "before that year was over" if early else f"{gap} years later"
        yield fault(
            report, "filing_date", severity,
            (
                f"报告评价{year}年度，填报日期却印为{filed.year}年{filed.month}月，其时{chinese}",
                f"the report evaluates {year} but is dated {filed:%Y-%m}, {english}",
            ),
            at=_printed_at(part, filed, text),
        )  # fmt: skip


_LONE = re.compile(
    r"""(?mx) ^ [ ]* (?P<label>(?:填报|填表|报告|上报|编制)(?:日期|时间)[:：])? \s* (?P<year>20\d\d) \s*
        (?: 年 \s* \d{1,2} \s* 月 (?: \s* \d{1,2} \s* [日号] )? | [./-] \d{1,2} [./-] \d{1,2} ) [ ]* $"""
)


def _signed(report: Report, text: str) -> Iterator[CheckRow]:
    """Dates on lines of their own, below a label or at a part's end, that are earlier than the year's end."""
    ends = [part for part in report.parts if part.kind != "budget" and not _PLAN.search(part.title or "")]
    for match in _LONE.finditer(text):
        part = next((p for p in reversed(ends) if p.char_start <= match.start()), None)
        last = part is not None and not text[match.end() : part.char_end].strip()
        year = int(match["year"])
        if part is None or not part.fiscal_year or not (match["label"] or last) or year > part.fiscal_year:
            continue
        if part.filing_date and part.filing_date.year > part.fiscal_year:  # another date of it is possible
            yield _early(report, match.span(), part.fiscal_year, match[0].strip())


def _early(report: Report, at: tuple[int, int], year: int, date_: str) -> CheckRow:
    return fault(
        report, "filing_date", "warning",
        (
            f"报告评价{year}年度，此处日期却印为“{date_}”，其时该年度尚未结束",
            f"the report evaluates {year} but is dated “{date_}” here, before that year was over",
        ),
        at=at,
    )  # fmt: skip


def _later(report: Report, text: str) -> Iterator[CheckRow]:
    """Documents and counts of a time after the report was filed."""
    dates = [part.filing_date for part in report.parts if part.filing_date]
    if not dates:
        return
    filed = _last_day(max(dates), report.document.filing_date_precision)
    for number in report.document.document_numbers:
        year = _NUMBER_YEAR.search(number)
        at = text.find(number) if year else -1
        if year and at >= 0 and int(year["year"]) > filed.year:
            yield fault(
                report, "filing_date", "warning",
                (
                    f"填报日期为{filed.year}年{filed.month}月，报告却引用了{year['year']}年的文件“{number}”",
                    f"the report is dated {filed:%Y-%m} but cites {number}, a document of {year['year']}",
                ),
                at=(at, at + len(number)),
            )  # fmt: skip
    rows: tuple[Amount | Headcount, ...] = (*report.amounts, *report.headcounts)
    for row in rows:
        if row.as_of is None or row.as_of <= filed or filed.year <= (row.fiscal_year or 0) - 1:
            continue
        before = text[sentence(text, row.char_start)[0] : row.char_start] if text else ""
        planned = isinstance(row, Headcount) and row.basis == "planned"
        if planned or f"{row.as_of.year}年" not in re.sub(r"\s", "", before) or _AHEAD.search(before):
            continue
        yield fault(
            report, "filing_date", "warning",
            (
                f"填报日期为{filed.year}年{filed.month}月，{row.label or ''}{row.quote}却是{row.as_of.year}年"
                f"{row.as_of.month}月{row.as_of.day}日的数",
                f"the report is dated {filed:%Y-%m}, but {row.label or ''} {row.quote} is counted at {row.as_of}",
            ),
            at=row, members=(row,),
        )  # fmt: skip
        return


def find(report: Report) -> Iterator[CheckRow]:
    """One row a date that can't hold beside the others."""
    text = text_of(report)
    misplaced = list(_misplaced(report, text))
    yield from misplaced
    yield from _signed(report, report.text.text if report.text else "")  # lines as they are printed
    if not misplaced:
        yield from _later(report, text)


def _filed(text: str, filed: date, *, numbers: tuple[str, ...] = (), as_of: date | None = None) -> Report:
    counted = [people("30人", "在职", as_of=as_of, fiscal_year=as_of.year)] if as_of else []
    made = written(text, *counted)
    return replace(
        made,
        document=replace(made.document, filing_date=filed, filing_date_precision="day", document_numbers=numbers),
        parts=tuple(replace(part, filing_date=filed) for part in made.parts),
    )


CHECK = Check(
    code="filing_date",
    asks="Was the report filed after the year it evaluates, and after all that it tells of?",
    find=find,
    passes=(
        _filed("填报日期：2024年4月12日", date(2024, 4, 12)),
        _filed("填报日期：2023年12月29日", date(2023, 12, 29)),  # arguable: info
        _filed("根据青财绩〔2024〕7号，2024年4月12日", date(2024, 4, 12), numbers=("青财绩〔2024〕7号",)),
        _filed("2023年末在职30人。2024年4月12日", date(2024, 4, 12), as_of=date(2023, 12, 31)),
    ),
    fails=(
        _filed("填报日期：2023年4月12日", date(2023, 4, 12)),
        _filed("填报日期：2022年4月12日", date(2022, 4, 12)),
        _filed("填报日期：2027年4月12日", date(2027, 4, 12)),
        _filed("填报日期：2024年4月12日\n自评98分。\n2022年4月12日", date(2024, 4, 12)),
        _filed("填报日期：2023 年 10 月 20 日\n根据要求开展自评。\n填报日期：2024.06.20\n", date(2024, 6, 20)),
        _filed("根据青财绩〔2025〕7号，2024年4月12日", date(2024, 4, 12), numbers=("青财绩〔2025〕7号",)),
        _filed("2024年9月30日在职30人。2024年4月12日", date(2024, 4, 12), as_of=date(2024, 9, 30)),
        _filed("截至2024年9月30日在职30人。2024年4月12日", date(2024, 4, 12), as_of=date(2024, 9, 30)),
    ),
)  # fmt: skip
