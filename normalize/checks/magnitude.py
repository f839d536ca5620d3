"""Magnitudes: amounts whose unit is very probably wrong, by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from normalize.checks.breakdown import lists, wholes
from normalize.checks.check import Check, Places, fault, text_of, words_before
from normalize.checks.examples import amount, quantity, report
from normalize.checks.printed import in_next_unit, plain, shown
from normalize.checks.slipped_unit import in_sum, told_by_sum
from normalize.rows import Amount, CheckRow, Fact, Headcount, Quantity, Report

STEP = Decimal(10_000)
FAR = 500
"""So many times smaller than the median of its neighbours an amount must be to be thought a slip."""

_SMALL = (
    "three_public", "public.", "procurement", "assets", "operating_costs", "carryover", "expenditure.basic",
    "expenditure.economic", "expenditure.function", "revenue", "budget_adjustment",
)  # fmt: skip
_FLOW = re.compile(
    r"支付|拨付|拨款|结算|清算|预付|下达|进度款|工程款|基金|补偿|报销|低保金|养老金|救助金|补助资金|专项资金"
)
_ALL = re.compile(r"各|全部|所有|共计|合计|总计|累计|全[县市区省镇年]|\d+[家个所户]")
_FIRMS = re.compile(r"(\d{1,4})\s*[家个][^，。；]{0,10}(?:企业|公司|单位|机构|医院)")
_PETTY = re.compile(
    r"接待|培训|会议|慰问|罚|追[回缴]|奖|耗材|维修|水电|差旅|办公|印刷|宣传|退[回还]|误工|劳务|咨询|手续|利息"
    r"|押金|人均|每|户均|标准|单价|审计|结余|剩余|另有|捐|临时救助|门诊"
)


def _neighbours(row: Amount, around: Sequence[Fact]) -> list[Decimal]:
    return sorted(
        a.value_yuan for a in around
        if isinstance(a, Amount) and a is not row and a.measure == "level" and (a.value_yuan or 0) > 0
        and a.value_yuan
    )  # fmt: skip


def _plausible_share(row: Amount, around: Sequence[Fact]) -> bool:
    """Whether the people or places counted in its clause make the printed amount a sensible one for each."""
    assert row.value_yuan is not None
    for fact in around:
        if fact.statement != row.statement:
            continue
        count = fact.value if isinstance(fact, Headcount | Quantity) else None
        least = 50 if isinstance(fact, Headcount) else 2000
        if count and row.value_yuan / Decimal(count) >= least:
            return True
    return False


def _pittance(row: Amount, clause: str) -> bool:
    """Whether works or settlements would be paid with less than 1,000 元 to each of the firms counted."""
    count = _FIRMS.search(clause)
    works = re.search(r"工程款|进度款|清算|预付|结算", clause)
    return bool(works and count and (row.value_yuan or 0) < 1000 * int(count[1]))


def _odd_one(report: Report, row: Amount, places: Places, text: str) -> CheckRow | None:
    """An amount paid out to all, far below the single payments beside it: 10,000 times more would fit."""
    if row.measure != "level" or row.table_index is not None or row.part_of or not row.value_yuan:
        return None
    limit = 10 if row.value_yuan >= (row.value or 0) * STEP else STEP
    if not 0 < (row.value or 0) < limit or (row.concept or "").startswith(_SMALL):
        return None
    clause = words_before(text, row) + (row.label or "")
    if not (_FLOW.search(clause) and _ALL.search(clause)) or _PETTY.search(clause):
        return None
    around = places.around(row)
    values = _neighbours(row, around)
    meant, far = row.value_yuan * STEP, median(values) / row.value_yuan if len(values) > 1 else 0
    fits = far >= FAR and values[0] / 2 <= meant <= values[-1]
    if not fits and not (far >= 100 and _pittance(row, clause)):
        return None
    if _plausible_share(row, around):
        return None
    other = "亿元" if row.value_yuan >= (row.value or 0) * STEP else "万元"
    return fault(
        report, "magnitude", "warning",
        (
            f"{row.label or ''}印为{row.quote}，与同段其他款项相差悬殊，单位很可能应为{other}",
            f"{row.label or ''} is printed as {row.quote}, far below the payments beside it: "
            f"{other} is very probably meant",
        ),
        at=row, members=(row,), expected=meant, found=row.value_yuan,
    )  # fmt: skip


def _sums(report: Report) -> Iterator[CheckRow]:
    """Lists that add up once one of their figures is taken in the next unit."""
    for whole, parts in wholes(report):
        for rows in lists(whole, parts):
            if (found := in_sum(whole, rows)) is not None:
                yield told_by_sum(report, found, whole, rows)


def _columns(report: Report) -> Iterator[CheckRow]:
    """A cell typed in another unit than the two other figures of its row."""
    rows: dict[tuple[int, int | None, str | None, str | None], list[Amount]] = {}
    for cell in report.amounts:
        if cell.table_index is None or cell.measure != "level" or cell.breakdown is not None:
            continue
        if cell.value_yuan:
            rows.setdefault((cell.table_index, cell.row_index, cell.concept, cell.label), []).append(cell)
    for cells in (cells for cells in rows.values() if 3 <= len(cells) <= 4):
        printed = "、".join(shown(cell) for cell in cells)
        for cell in cells:
            others = [c.value_yuan for c in cells if c is not cell and c.value_yuan]
            value = cell.value_yuan or Decimal(0)
            if max(others) > 3 * min(others):
                continue
            factor = next((f for f in (STEP, 1 / STEP) if max(others) / 3 < value * f < min(others) * 3), None)
            if factor is not None:
                meant = in_next_unit(cell, factor)
                yield fault(
                    report, "magnitude", "warning",
                    (
                        f"{cell.label or ''}一行印为{printed}，其中{shown(cell)}的单位很可能有误，若为{meant}则与同行其他数相当",
                        f"of {printed} in the row {cell.label or ''}, {shown(cell)} very probably has "
                        f"the wrong unit: {meant} would suit the others",
                    ),
                    at=cell, members=cells, expected=plain(value * factor), found=value,
                )  # fmt: skip


def find(report: Report) -> Iterator[CheckRow]:
    """One row an amount that is very probably 10,000 times too small or too large."""
    yield from _sums(report)
    yield from _columns(report)
    text = text_of(report)
    if not text:
        return
    facts: tuple[Fact, ...] = (*report.amounts, *report.headcounts, *report.quantities)
    places = Places(report, (fact for fact in facts if fact.table_index is None))
    for row in report.amounts:
        if (found := _odd_one(report, row, places, text)) is not None:
            yield found


CHECK = Check(
    code="magnitude",
    asks="Is every amount of the size that its neighbours and parts make likely?",
    find=find,
    passes=(
        report(  # small sums are no slips
            "项目支出1608.41万元，基本支出852.55万元，三公经费0.23万元，"
            "全年慰问各村老人支付0.8万元，审计费用共计支付1.5万元。",
            amount("1608.41万元", "项目支出", "expenditure.project"),
            amount("852.55万元", "基本支出", "expenditure.basic"),
            amount("0.23万元", "三公经费", "three_public.total"),
            amount("0.8万元", "慰问", domain="programme"),
            amount("1.5万元", "审计费用", domain="programme"),
        ),
        report(
            "发放救助金8.737948万元，其中住院救助8.628479万元，门诊救助共计支付1094.69元。",
            amount("8.737948万元", "救助金", domain="programme"),
            amount("8.628479万元", "住院救助", domain="programme", part_of="8.737948万元"),
            amount("1094.69元", "门诊救助", domain="programme", part_of="8.737948万元"),
        ),
        report("全年向12户拨付补偿款共计3.6万元，拨付工程款4000万元、征地款6000万元。",
               quantity("12户", "补偿", statement=1),
               amount("3.6万元", "补偿款", domain="programme", statement=1),
               amount("4000万元", "工程款", domain="programme"),
               amount("6000万元", "征地款", domain="programme")),
    ),
    fails=(
        report(
            "已支付26家医院清算资金1.20亿元、药店清算资金2050万元，"
            "按月结算支付给各医院的基金1.3万元，预付资金3.10亿元。",
            amount("1.20亿元", "清算资金", domain="programme"),
            amount("2050万元", "药店清算资金", domain="programme"),
            amount("1.3万元", "基金", domain="programme"), amount("3.10亿元", "预付资金", domain="programme"),
        ),
        report(
            "全年向16家企业拨付工程进度款共计0.52万元，支出7000万元，监理费88万元。",
            quantity("16家", "企业", statement=1),
            amount("0.52万元", "工程进度款", domain="programme", statement=1),
            amount("7000万元", "支出", "expenditure.project"),
            amount("88万元", "监理费", domain="programme"),
        ),
        report(
            "向16家施工企业拨付工程进度款共计0.52万元，支付监理费88万元、设计费160万元。",
            amount("0.52万元", "工程进度款", domain="programme"), amount("88万元", "监理费", domain="programme"),
            amount("160万元", "设计费", domain="programme"),
        ),
        report(
            "投入1.50万元，其中中央9000万元、省级6000万元。",
            amount("1.50万元", "投入", domain="programme"),
            amount("9000万元", "中央", "funds.central", part_of="1.50万元"),
            amount("6000万元", "省级", "funds.province", part_of="1.50万元"),
        ),
        report(
            "年度资金总额 120.00 150.00 1480000.00",
            *(amount(quote, "年度资金总额", "funds.total", stage, unit="万元", table_index=0, row_index=1)
              for quote, stage in (("120.00", "initial_budget"), ("150.00", "adjusted_budget"),
                                   ("1480000.00", "outturn"))),
        ),
    ),
)  # fmt: skip
