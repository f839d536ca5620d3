"""Averages: 人均839元 against the sum and the heads, households or kilometres that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from normalize.checks.check import Check, Places, fault, sentence
from normalize.checks.examples import amount, people, quantity, report
from normalize.checks.printed import Printed, heads, in_next_unit, in_unit, last_digit, named, plain, rounded, yuan
from normalize.checks.slipped_unit import FACTORS
from normalize.rows import Amount, CheckRow, Fact, Headcount, Quantity, Report

_MEAN = re.compile(r"(?P<of>人次|[人户亩生村校车场次])均|平均每(?:个|名|位)?(?P<each>公里|平方米|[\u4e00-\u9fff])")
_EACH = re.compile(r"每(?:个|名|位)?(?P<of>公里|平方米|[\u4e00-\u9fff])(?!年|月|天|日)[^，]{0,6}$")
_APART = re.compile(r"同时|另外?|此外|还")
_BRACKET = re.compile(r"[（(][^（()）]*")
_OTHER = re.compile(r"标准|财政|补助$|筹资|缴费|每[年月天日]|月均|年均|日均|不低于|不超过|最[高低]")
_PEOPLE = frozenset({"人", "生", "人次", "次", "名"})


def _counted(row: Amount, text: str) -> tuple[str, bool]:
    """What an average is taken over (人, 户, 公里), "" where it isn't one; and whether it is a mean, or a standard."""
    before = text[max(0, row.char_start - 14) : row.char_start]
    if "均" not in before and "每" not in before:
        return "", False
    before = before[max(0, sentence(text, row.char_start)[0] - row.char_start + 14) :]
    clause = re.split("[，,；;、]", before)[-1]
    if (found := _MEAN.search(clause)) and not _OTHER.search(clause):
        return found["of"] or found["each"], True
    standard = _EACH.search(clause)
    return (standard["of"] if standard else ""), False


def _number(row: Headcount | Quantity) -> Printed | None:
    if isinstance(row, Headcount):
        return heads(row)
    factor = Decimal(10_000) if (row.unit or "").startswith("万") else Decimal(1)
    return None if row.value is None else Printed(row.value * factor, last_digit(row.quote, row.value) * factor)


def _of_unit(row: Fact, unit: str) -> bool:
    if isinstance(row, Headcount):
        return unit in _PEOPLE and (unit == "人" or row.population == "visits") and row.qualifier == "exact"
    return isinstance(row, Quantity) and unit not in _PEOPLE and (row.unit or "").removeprefix("万") == unit and row.qualifier == "exact"


def find(report: Report) -> Iterator[CheckRow]:
    """One row an average that the one sum and the one count of its sentence don't give."""
    facts = (*report.amounts, *report.headcounts, *report.quantities)
    places = Places(report, (fact for fact in facts if fact.table_index is None))
    for row in report.amounts if places.text else ():
        if row.table_index is not None or not row.value_yuan or row.qualifier != "exact" or row.flags:
            continue
        unit, mean = _counted(row, places.text)
        beside = places.between(*sentence(places.text, row.char_start)) if unit else []
        sums = [one for one in beside if isinstance(one, Amount) and one is not row and one.measure != "per_unit" and one.value_yuan]
        bracketed = [one for one in sums if _BRACKET.fullmatch(places.text[one.char_end : row.char_start])]
        sums = bracketed or sums
        sums = [one for one in sums if not _APART.search(places.text[min(one.char_end, row.char_start) : row.char_start])]
        counts = [one for one in beside if isinstance(one, Headcount | Quantity) and _of_unit(one, unit)]
        if len(sums) == len(counts) == 1 and sums[0].measure == "level" and sums[0].qualifier == "exact" and not sums[0].flags:
            yield from _wrong(report, row, sums[0], counts[0], mean)


def _wrong(report: Report, row: Amount, sum_: Amount, count: Headcount | Quantity, is_mean: bool) -> Iterator[CheckRow]:
    above, below, mean = yuan(sum_), _number(count), yuan(row)
    if above is None or below is None or mean is None or below.low <= 0:
        return
    if mean.agrees(above.low / below.high, above.high / below.low):
        return
    for factor in FACTORS:
        if mean.agrees(above.low * factor / below.high, above.high * factor / below.low):
            yield _slipped(report, row, sum_, count, factor)
            return
    if not is_mean:
        return  # a standard, which not all may have been paid in full
    expected = in_unit(rounded(above.value / below.value, mean.unit), row)
    yield fault(
        report, "rate", "warning",
        (
            f"{row.label or ''}平均数印为{row.quote}，按{named(sum_)[0]}、{count.quote}计算应为{expected}{row.unit or ''}",
            f"the average of {row.label or ''} is printed as {row.quote}; {named(sum_)[1]} and {count.quote} "
            f"give {expected}{row.unit or ''}",
        ),
        at=row, members=(row, sum_, count), expected=expected, found=row.value,
    )  # fmt: skip


def _slipped(report: Report, row: Amount, sum_: Amount, count: Headcount | Quantity, factor: Decimal) -> CheckRow:
    """The fault of a sum that gives the average in the next unit only."""
    meant = in_next_unit(sum_, factor)
    return fault(
        report, "magnitude", "warning",
        (
            f"{named(sum_)[0]}与{count.quote}、每一{row.quote}不合，若为{meant}则相合，单位很可能有误",
            f"{named(sum_)[1]} doesn't suit {count.quote} at {row.quote} each; {meant} would: the unit is very probably wrong",
        ),
        at=sum_, members=(sum_, count, row), expected=plain((sum_.value_yuan or Decimal(0)) * factor), found=sum_.value_yuan,
    )  # fmt: skip


def _aided(mean: str, text: str = "医疗救助23600人次，支出1,980万元，人次均救助{}。") -> Report:
    return report(
        text.format(mean), people("23600人次", "医疗救助", population="visits"), amount("1,980万元", "支出", domain="programme"),
        amount(mean, "救助", domain="programme", measure="per_unit"),
    )  # fmt: skip


CHECK = Check(
    code="rate",
    asks="Is an average the sum over the count that stand beside it?",
    find=find,
    passes=(
        _aided("839元"), _aided("838元"),  # 838.98, rounded and cut off
        _aided("500元", "医疗救助23600人次，支出1,980万元，人均标准{}。"),
        _aided("500元", "救助23600人次，追回违规资金1,980万元，居民医保人均财政补助{}。"),
        report("户均补助2万元，惠及200户，投入400万元，其中中央300万元。", amount("2万元", "户均补助", measure="per_unit"),
               quantity("200户", "惠及"), amount("400万元", "投入"), amount("300万元", "中央")),
    ),
    fails=(
        _aided("389元"),
        report("建设公路40公里，投资2400万元，平均每公里6万元。", quantity("40公里", "建设公路"), amount("2400万元", "投资"),
               amount("6万元", "投资", measure="per_unit")),
    ),
)  # fmt: skip
