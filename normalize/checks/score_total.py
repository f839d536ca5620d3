"""Scores and points: do a scoring table's rows make up its total and levels, and stay within full marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from normalize.checks.check import Check, fault, paragraph, sentence, text_of
from normalize.checks.examples import indicator, report, score
from normalize.checks.printed import ZERO, plain
from normalize.rows import CheckRow, Indicator, Report, Score

Row = Indicator | Score
UNREAD = Decimal(2)
"""A gap from here on may be a row that was not read, where no points tell whether all were."""
UNREAD_LISTED = Decimal(5)
"""The same for four categories or more in one sentence, which few would tell without telling all."""
FULL_MARKS = Decimal(100)


def _agree(total: Decimal, terms: Sequence[Decimal]) -> bool:
    """Whether a total is the sum of its terms, rounded or cut off where it has fewer decimals than they."""
    gap = abs(sum(terms, ZERO) - total)
    own, *others = (min(int(t.as_tuple().exponent), 0) for t in (total, *terms))
    return gap == 0 or (min(others, default=0) < own and gap < Decimal(1).scaleb(own))


def _points(rows: Sequence[Row]) -> list[Decimal]:
    return [row.points for row in rows if row.points is not None]


def _scores(rows: Sequence[Row]) -> list[Decimal]:
    return [row.score for row in rows if row.score is not None]


def _total_row(report: Report, overall: Score, rows: Sequence[Row], funds: Sequence[Row]) -> CheckRow | None:
    """The fault of one total: its points first, and its score where the points show the table is whole."""
    full = overall.points or FULL_MARKS
    lists = [[*funds, *rows], list(rows)] if funds else [list(rows)]
    whole = next((r for r in lists if len(_points(r)) == len(r) and _agree(full, _points(r))), None)
    name = overall.label or "总分"
    if whole is None and overall.score is not None and not _points(rows):
        whole = next((r for r in lists if len(_scores(r)) == len(r)), None)  # the form prints no points
        most = UNREAD_LISTED if overall.table_index is None and len(rows) > 3 else UNREAD
        gap = overall.score - sum(_scores(whole), ZERO) if whole else most
        if gap >= most or -gap * 10 > full:
            return None
    if whole is None:
        given = _points(lists[0])
        gap = full - sum(given, ZERO)
        unread = not funds and gap in (10, 20)  # the budget execution row, whose points stand elsewhere
        if overall.points is None or len(given) < len(lists[0]) or unread or abs(gap) * 4 > full:
            return None
        found, expected, members = full, sum(given, ZERO), lists[0]
        words = ("分值", "points")
    else:
        if overall.score is None or len(_scores(whole)) < len(whole) or _agree(overall.score, _scores(whole)):
            return None
        found, expected, members = overall.score, sum(_scores(whole), ZERO), whole
        words = ("得分", "scores")
    return fault(
        report, "score_total", "error",
        (
            f"{name}印为{plain(found)}分，各项{words[0]}相加为{plain(expected)}分",
            f"the total is printed as {plain(found)}, the {words[1]} of its {len(members)} rows "
            f"come to {plain(expected)}",
        ),
        at=overall, members=(overall, *members), expected=plain(expected), found=plain(found),
    )  # fmt: skip


def _totals(report: Report) -> Iterator[CheckRow]:
    """Each total row against the indicators, and against the categories, of its own table."""
    for part in dict.fromkeys(row.part_id for row in (*report.indicators, *report.scores)):
        scores = [row for row in report.scores if row.part_id == part]
        overall = [row for row in scores if row.scope == "overall"]
        printed = [row for row in overall if row.table_index is not None] or (
            overall if len(overall) == 1 else []
        )
        indicators = [row for row in report.indicators if row.part_id == part]
        categories = [row for row in scores if row.scope == "category" and row.table_index is not None]
        funds = [row for row in scores if row.scope == "fund_execution"]
        for total in printed:
            for rows, beside in ((indicators, funds), (categories, [])):
                own: list[Row] = [row for row in rows if row.table_index == total.table_index]
                held: list[Row] = [
                    row for row in beside if len(printed) == 1 or row.table_index == total.table_index
                ]
                if not own and len(printed) == 1 and len({row.table_index for row in rows}) == 1:
                    own = list(rows)
                row = _total_row(report, total, own, held) if len(own) > 1 else None
                if row is not None:
                    yield row
                    break  # one fault a total


def _told(report: Report) -> Iterator[CheckRow]:
    """Totals in running text against the categories of their paragraph, or of their sentence where it has several."""
    text = text_of(report)
    scores = [row for row in report.scores if row.table_index is None] if text else []
    overall = [row for row in scores if row.scope == "overall"]
    for total in overall:
        for stretch in (paragraph, sentence):
            start, end = stretch(text, total.char_start)
            within = [row for row in scores if start <= row.char_start < end]
            if sum(row.scope == "overall" for row in within) == 1:
                rows = [row for row in within if row.scope == "category" and row.part_id == total.part_id]
                if len(rows) > 1 and (row := _total_row(report, total, rows, [])) is not None:
                    yield row
                break


def _levels(report: Report) -> Iterator[CheckRow]:
    """The points in a level's name, 产出指标(30分), against those of its rows."""
    groups: dict[tuple[str, int | None, str | None], list[Indicator]] = {}
    for row in report.indicators:
        groups.setdefault((row.part_id, row.table_index, row.level1), []).append(row)
    tables = Counter((part, name) for part, _, name in groups)
    for (part, _, name), rows in groups.items():
        if tables[part, name] > 1:
            continue  # a table that was read in pieces: the level was carried on from one to the next
        printed, terms = {row.level1_points for row in rows}, _points(rows)
        full = rows[0].level1_points
        if full is None or len(printed) > 1 or len(terms) < len(rows) or _agree(full, terms):
            continue
        added = sum(terms, ZERO)
        yield fault(
            report, "score_total", "warning",
            (
                f"{name}印为{plain(full)}分，其下{len(rows)}项分值相加为{plain(added)}分",
                f"{name} is given {plain(full)} points, its {len(rows)} rows come to {plain(added)}",
            ),
            at=rows[0], members=rows, expected=plain(added), found=plain(full),
        )  # fmt: skip


def _beyond(report: Report) -> Iterator[CheckRow]:
    """Scores above their full marks."""
    rows: tuple[Row, ...] = (*report.indicators, *report.scores)
    for row in rows:
        if row.score is None or row.points is None or row.score <= row.points:
            continue
        shifted = row.score > 2 * row.points  # a column beside it, more probably
        name = row.level3 if isinstance(row, Indicator) else row.label
        yield fault(
            report, "score_total", "info" if row.flags or shifted else "error",
            (
                f"{name}得{plain(row.score)}分，超过分值{plain(row.points)}分",
                f"{name} scores {plain(row.score)} of {plain(row.points)} points",
            ),
            at=row, members=(row,), expected=plain(row.points), found=plain(row.score),
        )  # fmt: skip


def find(report: Report) -> Iterator[CheckRow]:
    """One row a total, a level or a score that can't be."""
    yield from _totals(report)
    yield from _told(report)
    yield from _levels(report)
    yield from _beyond(report)


_ROWS = (
    indicator("养护里程", "50", "50"), indicator("完好率", "20", "18.5"), indicator("满意度", "20", "20"),
)  # fmt: skip
_FUNDS = score("9.52", "fund_execution", "10", "9.52")

def _all(got: str) -> Score:
    return score(got, "overall", "100", got)


CHECK = Check(
    code="score_total",
    asks="Do points and scores add up to their totals, and is no score above its full marks?",
    find=find,
    passes=(
        report("9.52 养护里程 完好率 满意度 98.02", _FUNDS, *_ROWS, _all("98.02")),
        report("9.52 养护里程 完好率 满意度 98.0", _FUNDS, *_ROWS, _all("98.0")),
        report(  # full marks alone are printed
            "9.52 养护里程 完好率 满意度 总分100", _FUNDS, *_ROWS, score("总分100", "overall", "100", None)
        ),
        report(  # the ten points of budget execution stand in no row that was read
            "养护里程 完好率 满意度 98.02", *_ROWS, _all("98.02")
        ),
        report(  # a table read in pieces, whose level goes on
            "编制(20分) 目标 执行 管理",
            indicator("目标", "5", "5", level1="编制", level1_points=Decimal(20)),
            indicator("执行", "15", "15", level1="编制", level1_points=Decimal(20), table_index=1),
            indicator("管理", "18", "18", level1="编制", level1_points=Decimal(20), table_index=2),
        ),
        report(  # of another unit's report in the paragraph before
            "履职效能得48分，管理效率得45.2分。\n自评得分94.2分。",
            score("48分", "category", "50", "48", label="履职效能", table_index=None),
            score("45.2分", "category", "50", "45.2", label="管理效率", table_index=None),
            score("94.2分", "overall", None, "94.2", label="自评得分", table_index=None),
        ),
        report(
            "产出40 效益58 合计98",
            score("产出40", "category", "40", "40"), score("效益58", "category", "60", "58"),
            score("合计98", "overall", "100", "98"),
        ),
    ),
    fails=(
        report("9.52 养护里程 完好率 满意度 99.02", _FUNDS, *_ROWS, _all("99.02")),
        report("养护里程 完好率 满意度 88.5", *_ROWS, score("88.5", "overall", "95", "88.5")),
        report(
            "产出40 效益58 合计97",
            score("产出40", "category", "40", "40"), score("效益58", "category", "60", "58"),
            score("合计97", "overall", "100", "97"),
        ),
        report(
            "产出指标(30分) 数量 质量",
            indicator("数量", "10", "10", level1="产出指标", level1_points=Decimal(30)),
            indicator("质量", "15", "15", level1="产出指标", level1_points=Decimal(30)),
        ),
        report("数量 得12分", indicator("数量", "10", "12")),
        report(  # neither its rows nor their sums by level make it up: one fault
            "数量 质量 产出28 满意度 效益68 合计97",
            indicator("数量", "15", "13"), indicator("质量", "15", "15"), score("产出28", "category", "30", "28"),
            indicator("满意度", "70", "68"), score("效益68", "category", "70", "68"), score("合计97", "overall", "100", "97"),
        ),
        report(  # projects are scored too
            "产出得48分，效益得28分，管理得18分，满意度得9分，总得分为105分。道路项目得96分。",
            *(score(f"{got}分", "category", None, got, label=name, table_index=None)
              for name, got in (("产出", "48"), ("效益", "28"), ("管理", "18"), ("满意度", "9"))),
            score("105分", "overall", "110", "105", label="总得分", table_index=None),
            score("96分", "overall", None, "96", label="道路项目", table_index=None),
        ),
        report(
            "自评得分95.7分（其中产出48.7分，效益28分，满意度18分）。",
            score("95.7分", "overall", None, "95.7", label="自评得分", table_index=None),
            *(score(f"{got}分", "category", None, got, label=name, table_index=None)
              for name, got in (("产出", "48.7"), ("效益", "28"), ("满意度", "18"))),
        ),
        report(
            "履职效能得48分，管理效率得45.2分，自评得分94.2分。",
            score("48分", "category", "50", "48", label="履职效能", table_index=None),
            score("45.2分", "category", "50", "45.2", label="管理效率", table_index=None),
            score("94.2分", "overall", None, "94.2", label="自评得分", table_index=None),
        ),
        report(
            "养护里程 满意度 88.9", indicator("养护里程", None, "70"), indicator("满意度", None, "18.4"), _all("88.9")
        ),
    ),
)  # fmt: skip
