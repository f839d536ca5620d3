"""Money a head: aid, training and works whose sum, shared among the people counted beside it, can't be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from normalize.checks.check import Check, Places, fault, sentence, text_of, words_before
from normalize.checks.examples import amount, people, report
from normalize.checks.printed import in_next_unit, plain
from normalize.rows import Amount, CheckRow, Headcount, Report

STEP = Decimal(10_000)

_EACH = re.compile(r"每|人均|户均|标准|单价")
_BENEFIT = re.compile(
    r"慰问金|供养|扶助|补助|救助|报销|补偿|资助|低保|养老|补贴|抚恤|救济|待遇|保险金|津贴|助学金|生活费|报酬|工资|培训(?:经费|费|支出)"
    r"|挽回[^，。]{0,6}损失"
)
_FUND = re.compile(r"(?<!投入)(?<!安排)(?<!使用)(?<!拨付)[\u4e00-\u9fff]{2}(?:专项)?资金$")
"""An earmarked fund, which is no small change: 免费开放资金."""
_WORKS = re.compile(r"工程|建设|修建|改造|治理|整治")


def _receivers(row: Amount, places: Places, text: str) -> Headcount | None:
    """The people counted next to an amount in its sentence, after it (惠及9万人) or before."""
    around = places.between(row.char_start - 48, row.char_end + 24)
    if not any(isinstance(fact, Headcount) and fact.population != "staff" for fact in around):
        return None
    start, end = sentence(text, row.char_start)
    facts = [f for f in places.between(start, end) if isinstance(f, Amount | Headcount)]
    at = next((n for n, fact in enumerate(facts) if fact is row), 0)
    for fact in (*facts[at + 1 : at + 2], *facts[max(at - 1, 0) : at]):
        near = fact.char_start - row.char_end < 24 and row.char_start - fact.char_end < 24
        said = text[min(row.char_end, fact.char_end) : max(row.char_start, fact.char_start)]
        if near and not re.search("[。；;]|同时|另外?", said) and isinstance(fact, Headcount) and fact.population != "staff":
            return fact
    return None


def _least(row: Amount, heads: Headcount, clause: str) -> Decimal | None:
    """The least sum a head that is likely for what the clause tells of; None where any is."""
    works = _WORKS.search(clause)
    if _BENEFIT.search(clause) and not works:
        return Decimal(1) if (row.value or 0) < 1 or (heads.value or 0) < 1000 else Decimal("0.3")
    if _BENEFIT.search(clause) or (works and heads.population != "visits"):
        return Decimal("0.3")
    return Decimal("0.1") if _FUND.search(row.label or "") else None


def _per_head(report: Report, row: Amount, places: Places, text: str) -> CheckRow | None:
    """Aid that would be less than half a 元, or millions, a head, and sensible in the next unit."""
    if row.measure != "level" or row.table_index is not None or not row.value_yuan or row.value_yuan < 0:
        return None
    heads = _receivers(row, places, text)
    if heads is None or not heads.value:
        return None
    clause = words_before(text, row) + (row.label or "") + text[min(heads.char_end, row.char_end) : max(heads.char_start, row.char_start)]
    least, each = _least(row, heads, clause), row.value_yuan / Decimal(heads.value)
    if least is None or _EACH.search(clause):
        return None
    low = each < least and each * STEP >= 5
    high = each > 2_000_000 and each / STEP >= 20 and not _WORKS.search(clause)
    if not (low or high):
        return None
    factor = STEP if low else 1 / STEP
    meant, then = in_next_unit(row, factor), each * factor
    return fault(
        report, "magnitude", "warning",
        (
            f"{row.label or ''}{row.quote}，{heads.quote}人均仅{each:.2f}元，单位很可能有误；若为{meant}，则人均{then:.0f}元"
            if low else f"{row.label or ''}{row.quote}，{heads.quote}人均达{each:.0f}元，单位很可能有误；若为{meant}，则人均{then:.0f}元",
            f"{row.quote} for {heads.quote} is {each:.2f} yuan a head: the unit is very probably wrong; {meant} "
            f"would be {then:.0f} yuan a head",
        ),
        at=row, members=(row, heads), expected=plain(row.value_yuan * factor), found=row.value_yuan,
    )  # fmt: skip


def find(report: Report) -> Iterator[CheckRow]:
    """One row an amount that gives the people it is for a sum that is very probably 10,000 times off."""
    text = text_of(report)
    if not text or not report.headcounts:
        return
    facts = (row for row in (*report.amounts, *report.headcounts) if row.table_index is None)
    places = Places(report, facts)
    for row in report.amounts:
        if (found := _per_head(report, row, places, text)) is not None:
            yield found


CHECK = Check(
    code="magnitude",
    asks="Is what people are paid, or what is spent on them, a likely sum a head?",
    find=find,
    passes=(
        report("投入2.40万元宣传政策，惠及30万人。", amount("2.40万元", "宣传政策", domain="programme"),
               people("30万人", "惠及", population="persons")),
        report("资助困难群众9000人，资助金额315万元。",
               people("9000人", "资助", population="insured", statement=1),
               amount("315万元", "资助金额", domain="programme", statement=1)),
        report("投入1.5万元维修改造公厕，服务游客30万人次。", amount("1.5万元", "维修改造公厕", domain="programme"),
               people("30万人次", "服务游客", population="visits")),
    ),
    fails=(
        report("发放失业保险金210.50万元，惠及1250人；发放养老保险待遇1.62万元，惠及9.15万人。",
               amount("210.50万元", "失业保险金", domain="programme"),
               people("1250人", "惠及", population="persons"),
               amount("1.62万元", "养老保险待遇", domain="programme"),
               people("9.15万人", "惠及", population="persons")),
        report("资助困难群众9000人，资助金额315元。",
               people("9000人", "资助", population="insured", statement=1),
               amount("315元", "资助金额", domain="programme", statement=1)),
        report("为1055名儿童提供康复救助，支出27.96元。", people("1055名", "儿童", population="persons"),
               amount("27.96元", "支出", domain="programme")),
        report("安排资金58960.80元实施饮水安全工程，受益群众45.6万人。",
               amount("58960.80元", "安排资金", domain="programme"), people("45.6万人", "受益群众", population="persons")),
        report("安排免费开放资金640.26元，接待读者41042人次。", amount("640.26元", "免费开放资金", domain="programme"),
               people("41042人次", "接待读者", population="visits")),
        report("培训干部2299人，支出培训经费226.68元。", people("2299人", "培训干部", population="trained"),
               amount("226.68元", "培训经费", domain="programme")),
        report("为80名儿童拨付康复补助28000万元，每人救助6个月。", people("80名", "儿童", population="persons"),
               amount("28000万元", "康复补助", domain="programme")),
    ),
)
