"""Grades: does the grade of a score suit the scale that the report itself prints (90-100分为优 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from normalize.checks.check import Check, fault, text_of
from normalize.checks.examples import report, score
from normalize.checks.printed import ZERO, plain
from normalize.rows import CheckRow, Report, Score

FULL = Decimal(100)
_INCLUDED = re.compile(r"[(（]含[^（()）]{0,4}[)）]")
_THE_SCORE = r"(?:综合|评价|自评)?(?:得分|分数|总分|评分|[A-Za-z])"
_BETWEEN = re.compile(rf"(\d{{2,3}})分?([≤≦<＜]){_THE_SCORE}([≤≦<＜])(\d{{2,3}})分?")
_BELOW = re.compile(rf"{_THE_SCORE}[<＜](\d{{2,3}})分?")
_NOTE = re.compile(r"[(（]不含[^（()）]{0,4}[)）]|\s")
_GRADE = r"(?P<grade>优秀?|良好?|中等?|合格|及格|较?差|不合格|不及格)(?![一-鿿])"
_RANGE = r"""(?:
      (?P<low>\d{2,3}|0)分?(?P<with>·)?分?(?:[-—–~～至到]+|以上·?[,，、]?)(?P<high>\d{2,3})分?·?分?(?:以下)?
    | [≥>]?(?P<above>\d{2,3})分?·?及?以上·? | [<＜]?(?P<below>\d{2,3})分?·?以下·?
)"""
_FORWARD = re.compile(rf"(?x) {_RANGE} [的者为评定等级是属“\"：:，,]{{0,6}} {_GRADE}")
_BACKWARD = re.compile(rf"(?x) {_GRADE} [”\"]? [（(：:] (?:得分|总分|评分)?在? {_RANGE}")
_SAME = {"优秀": "优", "良好": "良", "中等": "中", "及格": "合格", "较差": "差", "不及格": "不合格"}
Band = tuple[Decimal, Decimal, bool]
"""The lowest and highest score, and whether the lowest is said to be included: 90（含）-100."""
Bands = dict[str, Band]


def _scale(text: str) -> Bands:
    """The printed scale, lowest and highest score by grade; empty where none, or more than one, is printed."""
    even = _NOTE.sub("", _INCLUDED.sub("·", text))
    even = _BETWEEN.sub(lambda m: f"{m[1]}{'·' if m[2] in '≤≦' else ''}-{m[4]}{'·' if m[3] in '≤≦' else ''}", even)
    even = _BELOW.sub(r"\1分以下", even)
    found = max((list(p.finditer(even)) for p in (_FORWARD, _BACKWARD)), key=len)
    bands: Bands = {}
    for match in found:
        low, high = match["low"] or match["above"] or 0, match["high"] or match["below"] or FULL
        grade = _SAME.get(match["grade"], match["grade"])
        band = (Decimal(low), Decimal(high), bool(match["with"] or match["above"]))
        if bands.setdefault(grade, band) != band:
            return {}
    return bands


def _holds(bands: Bands, grade: str, value: Decimal) -> bool:
    """Whether a score lies in a band; 89.5 belongs to 80-89, and an edge to both its bands unless one includes it."""
    low, high, _ = bands[grade]
    others = [band for name, band in bands.items() if name != grade]
    if value == high and any(other[0] == value and other[2] for other in others):
        return False
    between = high < value < high + 1 and not any(other[0] <= value <= other[1] for other in others)
    return low <= value <= high or between


def _percent(row: Score) -> Decimal | None:
    if row.score is None or (row.points or FULL) <= ZERO:
        return None
    return row.score * 100 / (row.points or FULL)


def find(report: Report) -> Iterator[CheckRow]:
    """One row a grade that its score doesn't earn on the printed scale."""
    graded = [row for row in report.scores if row.grade and row.score is not None]
    bands = _scale(text_of(report)) if graded else {}
    for row in graded:
        value, grade = _percent(row), (row.grade or "").strip("“”\"级")
        given = _SAME.get(grade, grade)
        if value is None or given not in bands or _holds(bands, given, value):
            continue
        earned = next((name for name in bands if _holds(bands, name, value)), None)
        if earned is None and len(bands) > 1:
            continue
        yield fault(
            report, "score_total", "warning",
            (
                f"{row.label or '自评'}得{plain(row.score or ZERO)}分，按报告所列标准{f'应评为“{earned}”' if earned else '不在该档'}，"
                f"印为“{row.grade}”",
                f"{row.label or 'the report'} scores {plain(row.score or ZERO)}, which the report's own scale "
                f"{f'calls {earned}, not {row.grade}' if earned else f'does not call {row.grade}'}",
            ),
            at=row, members=(row,),
        )  # fmt: skip


def _graded(text: str, got: str, grade: str) -> Report:
    return report(text, score(f"{got}分", "overall", None, got, label="自评", grade=grade, table_index=None))


_SCALE = "评分标准：90（含）-100分为优、80（含）-90分为良、60（含）-80分为中、60分以下为差。"

CHECK = Check(
    code="score_total",
    asks="Is the grade the one that the report's own scale gives the score?",
    find=find,
    passes=(
        _graded("自评96.5分，等级为优。" + _SCALE, "96.5", "优"),
        _graded("自评90分，等级为“优”（优：90—100分；良：80—89分；中：60—79分；差：0—59分）。", "90", "优"),
        _graded("自评89.6分，等级为良。（90分及以上为优，80—89分为良）", "89.6", "良"),
        _graded("自评84分，评级为优。", "84", "优"),  # no scale is printed
        _graded("自评84分，等级为良。项目自评优秀（90分以上）10个。", "84", "良"),
        _graded("自评90分，等级为良。（90-100分为优，80-90分为良）", "90", "良"),  # which band has 90 isn't said
    ),
    fails=(
        _graded("自评88分，等级：优秀。（优秀：90分≤得分≤100分；良好：80分≤得分<90分；较差：得分<60分）", "88", "优秀"),
        _graded("自评89.35分，等级为“优”（90分以上）。", "89.35", "优"),
        _graded("自评90.13分，等级为良。" + _SCALE, "90.13", "良"),
        _graded("自评90分，等级为良。" + _SCALE, "90", "良"),
        _graded("自评84.47分，等级为优。" + _SCALE, "84.47", "优"),
        _graded("自评92分，等级为“良”（优：90—100分；良：80—89分；中：60—79分；差：0—59分）。", "92", "良"),
        _graded("自评78.2分，等级为良好。优秀（90分以上）、良好（80-90分）、中等（60-80分）、较差（60分以下）。", "78.2", "良好"),
    ),
)  # fmt: skip
