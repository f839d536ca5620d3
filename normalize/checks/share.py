"""Shares: 占总支出的76.26% against the figure and the whole that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalize.checks.bases import Wholes
from normalize.checks.check import Check, Places, fault, paragraph
from normalize.checks.common_base import odd_one
from normalize.checks.examples import amount, people, rate, report
from normalize.checks.printed import Printed, figure, named, percent, ratio, rounded, shown
from normalize.checks.slipped_unit import Row, in_ratio, told_by_rate
from normalize.rows import Amount, CheckRow, Headcount, Rate, Report


def _bracketed(text: str, row: Row, share: Rate) -> bool:
    """Whether a figure stands inside brackets that were closed before its share: （人员…、公用…），占82%."""
    between = text[row.char_end : share.char_start] if text else ""
    return len(re.findall("[)）]", between)) > len(re.findall("[(（]", between))


def _subject(share: Rate, rows: Sequence[Row], wholes: Wholes, text: str) -> Row | None:
    """The figure a share is of: the nearest one before it in its clause, or before the base printed there."""
    passed = False
    for row in rows:
        if (isinstance(row, Amount) and row.measure != "level") or _bracketed(text, row, share):
            continue
        if share.base and wholes.can_mean(share.base, row) and not _of_all(share.base, row, wholes):
            passed = passed or row.statement == share.statement
        elif passed or row.statement == share.statement:
            return row if figure(row) is not None else None
    return None


def _of_all(base: str, row: Row, wholes: Wholes) -> bool:
    """Whether the appropriation of the general budget is said to be a share of all that was spent."""
    general = isinstance(row, Amount) and row.concept == "expenditure.general_public_budget" and "预算" not in base
    return general and any(isinstance(one, Amount) and one.concept == "expenditure.total" for one in wholes.meant(base, row))


def _fits(printed: Printed, part: Row, whole: Row) -> bool:
    above, below = figure(part), figure(whole)
    given = ratio(above, below) if above and below else None
    return given is not None and printed.agrees(*given)


def _other_base(report: Report, printed: Printed, part: Row) -> Row | None:
    """A total of the same part that the share would be right for."""
    totals = ("expenditure.total", "expenditure.basic", "expenditure.project", "revenue.total", "funds.total")
    for row in report.amounts if isinstance(part, Amount) else ():
        if row.part_id == part.part_id and row.concept in totals and row.measure == "level" \
                and row.fact_id != part.fact_id and _fits(printed, part, row):  # fmt: skip
            return row
    return None


def _wrong(report: Report, share: Rate, part: Row, whole: Row) -> CheckRow | None:
    printed, above, below = percent(share), figure(part), figure(whole)
    given = ratio(above, below) if above and below else None
    if printed is None or given is None or above is None or below is None:
        return None
    if given[0] > 100 or not (share.base or whole.label):
        return None  # more than its base: another figure is meant
    exact = 100 * above.value / below.value
    expected = rounded(exact, printed.unit)
    other = _other_base(report, printed, part)
    chinese = f"，若以{other.label}{shown(other)}为基数则相符" if other else ""
    english = f"; it would be right as a share of {other.label} {shown(other)}" if other else ""
    base, name = share.base or whole.label, part.label or ""
    return fault(
        report, "share",
        "error" if {part.qualifier, whole.qualifier, share.qualifier} == {"exact"} else "info",
        (
            f"{name}{shown(part)}占{base}（{shown(whole)}）应为{expected}%，印为{share.quote}{chinese}",
            f"{name} {shown(part)} is {expected}% of {base} ({shown(whole)}), "
            f"printed as {share.quote}{english}",
        ),
        at=share, members=(share, part, whole), expected=expected, found=printed.value,
    )  # fmt: skip


_BETWEEN = re.compile(r"[\s、，,和与及以]*")


def _runs(shares: Sequence[Rate], text: str) -> Iterator[list[Rate]]:
    """Shares that follow one another with nothing said between: 分别占40%、35%和25%."""
    run: list[Rate] = []
    for share in shares:
        between = text[run[-1].char_end : share.char_start] if run and text else "·"
        if run and not _BETWEEN.fullmatch(between):
            yield run
            run = []
        run.append(share)
    if run:
        yield run


def _subjects(run: Sequence[Rate], near: Sequence[Row], wholes: Wholes, text: str) -> list[Row | None]:
    """The figure that each share of a run is of: as many of them stand before it, in the same order."""
    if len(run) == 1:
        return [_subject(run[0], near, wholes, text)]
    base = run[0].base
    listed = [
        row for row in near
        if row.fact_id in wholes.by_id and figure(row) and not (base and wholes.can_mean(base, row))
    ][: len(run)][::-1]  # fmt: skip
    return [*listed] if len(listed) == len(run) else [None] * len(run)


def find(report: Report) -> Iterator[CheckRow]:
    """One row a share that fits none of the figures its base may mean."""
    shares = [rate for rate in report.rates if rate.concept == "share" and rate.value_percent is not None]
    if not shares:
        return
    places, wholes = Places(report, (*report.amounts, *report.headcounts)), Wholes(report)
    alone: dict[tuple[int, int], list[tuple[Rate, Row]]] = {}
    for run in _runs(sorted(shares, key=lambda share: share.char_start), places.text):
        near = [row for row in places.before(run[0]) if isinstance(row, Amount | Headcount)]
        for share, part in zip(run, _subjects(run, near, wholes, places.text), strict=True):
            printed = percent(share)
            unsure = set(part.flags) - {"whole_unclear"} if part and share.base else part and part.flags
            if part is None or printed is None or unsure:
                continue
            bases = wholes.of(share, part, near)
            beside = [row for row in near if row.part_of is None or row.part_of != part.part_of]
            said = beside if share.base is None else wholes.meant(share.base, part)  # of another year
            if not bases and share.base is None and places.text and share.table_index is None:
                alone.setdefault(paragraph(places.text, share.char_start), []).append((share, part))
            if not bases or any(_fits(printed, part, whole) for whole in (*bases, *said) if whole is not part):
                continue
            if (slip := in_ratio(report, printed, part, bases[0])) is not None:
                yield told_by_rate(report, slip, share, named(part if slip[0] is bases[0] else bases[0]), (part, bases[0]))
            elif (row := _wrong(report, share, part, bases[0])) is not None:
                yield row
    for pairs in alone.values():
        yield from odd_one(report, pairs)


CHECK = Check(
    code="share",
    asks="Is a printed share the part divided by the whole it names?",
    find=find,
    passes=(
        report(
            "总支出812.40万元，其中基本支出609.30万元，占总支出的75%；项目支出203.10万元，占25.00%。",
            amount("812.40万元", "总支出", "expenditure.total"),
            amount("609.30万元", "基本支出", "expenditure.basic", part_of="812.40万元"),
            rate("75%", "占比", "share", "总支出"),
            amount("203.10万元", "项目支出", "expenditure.project", part_of="812.40万元"),
            rate("25.00%", "占比", "share"),
        ),
        report(  # cut off, not rounded: 32.896 and 44.597
            "总支出500.00万元。公用经费164.48万元，占总支出的32.89%；人员经费222.985万元，占总支出44%。",
            amount("500.00万元", "总支出", "expenditure.total"),
            amount("164.48万元", "公用经费", "expenditure.basic.public"),
            rate("32.89%", "占比", "share", "总支出"),
            amount("222.985万元", "人员经费", "expenditure.basic.personnel"),
            rate("44%", "占比", "share", "总支出"),
        ),
        report(  # not of that total
            "项目支出300万元。水库项目总投资1.20亿元，已拨付进度款7200万元，占总投资的60%。",
            amount("300万元", "项目支出", "expenditure.project"), amount("1.20亿元", "水库项目总投资"),
            amount("7200万元", "拨付进度款"), rate("60%", "占比", "share", "总投资"),
        ),
        report(  # figures first, their shares after
            "项目支出200.00万元。上级专项、本级专项依次为80.00万元和120.00万元，分别占项目支出的40.0%、60.0%。",
            amount("200.00万元", "项目支出", "expenditure.project"),
            amount("80.00万元", "上级专项", "expenditure.project.superior", part_of="200.00万元"),
            amount("120.00万元", "本级专项", "expenditure.project.own", part_of="200.00万元"),
            rate("40.0%", "占项目支出", "share", "项目支出"), rate("60.0%", "占项目支出", "share", "项目支出"),
        ),
        report(  # the base stands between the figure and its share
            "缴费30400人，占2024年计划参保人数（40000人）的76.00%。",
            people("30400人", "缴费", population="insured"),
            people("40000人", "计划参保人数", population="insured", fiscal_year=2024),
            rate("76.00%", "占比", "share", "2024年计划参保人数（40000人）"),
        ),
        report(  # a base that the report gives no figure of
            "参保52000人，占上级下达任务的97.10%。",
            people("52000人", "参保", population="insured"), rate("97.10%", "占比", "share", "上级下达任务"),
        ),
    ),
    fails=(
        report(
            "总支出812.40万元。基本支出609.30万元，占总支出的57%。",
            amount("812.40万元", "总支出", "expenditure.total"),
            amount("609.30万元", "基本支出", "expenditure.basic"), rate("57%", "占比", "share", "总支出"),
        ),
        report(
            "2024年计划参保人数40000人。已缴费30400人，占2024年计划参保人数的78.0%。",
            people("40000人", "2024年计划参保人数", population="insured", basis="planned", fiscal_year=2024),
            people("30400人", "已缴费", population="insured"),
            rate("78.0%", "占比", "share", "2024年计划参保人数"),
        ),
        report(
            "项目支出200.00万元。上级专项、本级专项依次为80.00万元和120.00万元，分别占项目支出的45.0%、60.0%。",
            amount("200.00万元", "项目支出", "expenditure.project"),
            amount("80.00万元", "上级专项", "expenditure.project.superior", part_of="200.00万元"),
            amount("120.00万元", "本级专项", "expenditure.project.own", part_of="200.00万元"),
            rate("45.0%", "占项目支出", "share", "项目支出"), rate("60.0%", "占项目支出", "share", "项目支出"),
        ),
        report(  # of a whole that isn't said
            "教育支出81.0万元，占60.0%；卫生支出27.0万元，占20.0%；农林支出27.0万元，占26.0%。",
            amount("81.0万元", "教育支出"), rate("60.0%", "占", "share"), amount("27.0万元", "卫生支出"),
            rate("20.0%", "占", "share"), amount("27.0万元", "农林支出"), rate("26.0%", "占", "share"),
        ),
        report(  # right only as a share of another part
            "总收入29553.3万元，其中拨款23139.4万元、占比78.3%，非税收入860.9万元、占比3.8%，其他收入5553.0万元、占比18.8%。",
            amount("29553.3万元", "总收入", "revenue.total"), amount("23139.4万元", "拨款", part_of="29553.3万元"),
            rate("78.3%", "占比", "share"), amount("860.9万元", "非税收入", part_of="29553.3万元"),
            rate("3.8%", "占比", "share"), amount("5553.0万元", "其他收入", part_of="29553.3万元"),
            rate("18.8%", "占比", "share"),
        ),
        report(  # the base is all that was spent, of whatever fund
            "支出合计1000万元。\n一般公共预算支出750万元，占支出合计的70.5%。",
            amount("1000万元", "支出合计", "expenditure.total"),
            amount("750万元", "一般公共预算支出", "expenditure.general_public_budget"), rate("70.5%", "占比", "share", "支出合计"),
        ),
        report(  # of a whole that isn't said, which none can exceed
            "农林水支出1103.1万元，占比116.6%；卫生支出126.5万元，占比10.3%。",
            amount("1103.1万元", "农林水支出"), rate("116.6%", "占比", "share"),
            amount("126.5万元", "卫生支出"), rate("10.3%", "占比", "share"),
        ),
        report(  # one of two fits the total that is printed elsewhere
            "总支出300.0万元，保障运转。\n教育支出276.0万元，占92.0%；卫生支出24.0万元，占9.7%。",
            amount("300.0万元", "总支出", "expenditure.total"),
            amount("276.0万元", "教育支出"), rate("92.0%", "占", "share"),
            amount("24.0万元", "卫生支出"), rate("9.7%", "占", "share"),
        ),
        report(  # a share of the total, said of the projects
            "总支出1000万元。项目支出800万元，其中社会保障支出200万元，占项目支出20%。",
            amount("1000万元", "总支出", "expenditure.total"),
            amount("800万元", "项目支出", "expenditure.project"),
            amount("200万元", "社会保障支出", "expenditure.function.208", part_of="800万元"),
            rate("20%", "占比", "share", "项目支出"),
        ),
    ),
)  # fmt: skip
