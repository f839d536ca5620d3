"""Contradictions: one quantity of one year and stage that a report, or a bundle's parts, print with two values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalize.checks.check import Check, fault, paragraph, place, text_of
from normalize.checks.examples import amount, people, report, score
from normalize.checks.printed import in_unit
from normalize.checks.same import Row, agree, certain, groups_of, name_of, printed, said
from normalize.rows import Amount, CheckRow, Report, Score


def _apart(one: Row, other: Row, text: str) -> bool:
    """Whether two rows stand apart: not two cells of a table, nor two figures of a paragraph."""
    if one.table_index is not None or other.table_index is not None:
        return one.table_index != other.table_index
    return not text or paragraph(text, one.char_start) != paragraph(text, other.char_start)


def _odd(rows: Sequence[Row], text: str) -> Iterator[tuple[Row, Row]]:
    """Each row that differs from what most others, or else the first, say, and the nearest of those."""
    usual = max(rows, key=lambda row: (sum(agree(row, other) for other in rows), -row.char_start))
    for row in rows:
        if not agree(row, usual):
            others = [other for other in rows if agree(other, usual) and _apart(row, other, text)]
            if others:
                yield row, min(others, key=lambda other: abs(other.char_start - row.char_start))


def _row(report: Report, row: Row, other: Row, severity: str) -> CheckRow:
    here, there, (chinese, english) = place(report, row), place(report, other), name_of(row)
    year = f"{row.fiscal_year}年" if row.fiscal_year and not re.search(r"20\d\d", chinese) else ""
    found, expected = (
        (row.score, other.score) if isinstance(row, Score) and isinstance(other, Score)
        else tuple(in_unit(p.value, row) if (p := printed(r)) and not isinstance(row, Score) else None for r in (row, other))
    )  # fmt: skip
    return fault(
        report, "contradiction", severity,
        (
            f"{year}{chinese}在{here[0]}印为{said(row)}，在{there[0]}印为{said(other)}，两处不一致",
            f"{english}{f' of {row.fiscal_year}' if year else ''} is printed as {said(row)} {here[1]} "
            f"but as {said(other)} {there[1]}",
        ),
        at=row, members=(row, other), expected=expected, found=found,
    )  # fmt: skip


def _near(one: Row, other: Row) -> bool:
    """Whether two values are near enough to be meant as one: others are more probably of two things."""
    values = sorted(abs(p.value) for row in (one, other) if (p := printed(row)) is not None)
    return len(values) == 2 and values[1] <= 2 * values[0]


def _alike(rows: Sequence[Row], text: str) -> bool:
    """Whether two figures of a programme, in two paragraphs, are near enough to be meant as one."""
    return len(rows) == 2 and _near(*rows) and paragraph(text, rows[0].char_start) != paragraph(text, rows[1].char_start)


def find(report: Report) -> Iterator[CheckRow]:
    """One row a figure that another figure of the same quantity contradicts."""
    text = text_of(report)
    groups = groups_of(report)
    for key, rows in groups.items():
        if len(rows) < 2 or (key[0] == "programme" and not _alike(rows, text)):
            continue
        tied = {row.part_of for row in rows if not isinstance(row, Score)}
        for row, other in _odd([row for row in rows if row.fact_id not in tied], text):
            loose = key[0] == "programme" or not _near(row, other)
            severity = "info" if loose else certain(report, (row, other))
            yield _row(report, row, other, severity)


def _budget(quote: str, label: str, stage: str = "outturn", **more: object) -> Amount:
    concept = {"总支出": "expenditure.total", "基本支出": "expenditure.basic", "支出合计": "expenditure.total"}
    return amount(quote, label, concept[label], stage, **more)


CHECK = Check(
    code="contradiction",
    asks="Does every quantity of a year have one value wherever it is printed?",
    find=find,
    passes=(
        report(  # the same in another unit, another year, another stage
            "总支出812.40万元。上年总支出790.00万元，年初预算总支出700.00万元。\n总支出8124000元。",
            _budget("812.40万元", "总支出"), _budget("790.00万元", "总支出", fiscal_year=2022),
            _budget("700.00万元", "总支出", "initial_budget"), _budget("8124000元", "总支出"),
        ),
        report(  # a subordinate's, and the first half year's
            "总支出812.40万元。\n下属单位总支出100.00万元。\n上半年总支出400.00万元。",
            _budget("812.40万元", "总支出"), _budget("100.00万元", "总支出"), _budget("400.00万元", "总支出"),
        ),
        report(  # with the carry-over, and without it
            "支出总计651.24万元，其中本年支出639.81万元、结转11.43万元。\n本年支出639.81万元中，基本支出142.03万元。",
            _budget("651.24万元", "总支出"), _budget("639.81万元", "总支出", part_of="651.24万元"),
            amount("11.43万元", "结转", "carryover", part_of="651.24万元"), _budget("639.81万元", "总支出"),
            _budget("142.03万元", "基本支出"),
        ),
        report(
            "核定编制20人，在职18人。\n事业编制12人，在职18人。",
            people("20人", "核定编制", staff_status="authorised", establishment="all"),
            people("18人", "在职", establishment="all"),
            people("12人", "事业编制", staff_status="authorised", establishment="public_institution"),
            people("18人", "在职", establishment="all"),
        ),
        report(
            "自评得分96.5分。\n其中道路项目得分95分。",
            score("96.5分", "overall", None, "96.5", label="自评得分", table_index=None),
            score("95分", "overall", None, "95", label="道路项目", table_index=None),
        ),
    ),
    fails=(
        report(
            "2023年总支出812.40万元。\n三、支出情况\n2023年支出合计821.40万元。",
            _budget("812.40万元", "总支出"), _budget("821.40万元", "支出合计"),
        ),
        report(
            "核定编制20人。\n二、机构人员\n核定编制22人。",
            people("20人", "核定编制", staff_status="authorised", establishment="all"),
            people("22人", "核定编制", staff_status="authorised", establishment="all"),
        ),
        report(
            "自评得分96.5分。\n综上，自评总分为95.6分。",
            score("96.5分", "overall", None, "96.5", label="自评得分", table_index=None),
            score("95.6分", "overall", None, "95.6", label="自评总分", table_index=None),
        ),
    ),
)  # fmt: skip
