"""Which figures of 分 in a passage are scores, with their full marks, their names and their scope."""

from __future__ import annotations

import re
from collections.abc import Sequence

from patterns.grade import is_score, is_total, is_whole, scope_of
from patterns.label import cut_label
from patterns.reading import Reading

_GIVEN = re.compile(r"[(](?P<grade>优秀?|良好?|中|差|合格)[)]")
_FULL_LABEL = re.compile(r"(?:按|方面)?(?P<of>.*?)(?:方面)?(?:总分|满分|标准分|分值|权重)(?:值|为|是)?")
_GOT_WORDS = "(?:自评|实际|评价|考核|最终|综合|评审|专家|实|本次)*(?:得分?|评分|打分|自评|获得|获|分数)"
_GOT = re.compile(rf"[，,、:：;；]?{_GOT_WORDS}(?:为|是)?|\)[，,、:：]?{_GOT_WORDS}(?:为|是)?")
_GOT_LABEL = re.compile(_GOT_WORDS)
_IS_SCORE = re.compile(r"(?:得分?|评分|自评|打分)$")
_OF_ALL = re.compile("综合|最终|总")
_NAMED = re.compile(r"(?P<name>[\u4e00-\u9fff“”]{2,16})\([^()]*$")
_BARE_FULL = re.compile(r"\((?:满分|总分|分值|权重)[为是]?$")
_LISTED = re.compile(r"其中|分别|包括|具体|各项|如下|构成")
_SET_OUT = re.compile(r"满分|权重|分值|标准分|总分值")


def scored(text: str, heading: str, readings: Sequence[Reading]) -> list[Reading]:
    """Readings without the figures of 分 that are no scores; scores get their full marks, their names and their scope."""
    if not any(reading.figure.kind == "score" for reading in readings):
        return list(readings)
    full = _said_full(text, readings)
    kept, last = [], 0
    for reading in _without_full_marks(text, readings):
        if reading.figure.kind == "score":
            after_score = bool(last) and ("。" not in text[last : reading.figure.start] or is_whole(reading.label))
            around = (text[: reading.figure.start], text[reading.figure.end :])
            pointed = bool(reading.words.get("points")) or _is_bracketed(text, last, reading)
            if not pointed and not is_score(reading.label, *around, after_score, heading):
                continue
            reading.words["scope"] = scope_of(reading.label, after_score and "of_many" not in reading.words)
            if given := _GIVEN.match(around[1]):
                reading.words["grade"] = given["grade"]
            last = reading.figure.end
        kept.append(reading)
    _as_groups(text, [reading for reading in kept if reading.figure.kind == "score"], full)
    return kept


def _said_full(text: str, readings: Sequence[Reading]) -> tuple[int, str]:
    """Where a passage says that the full marks are 100 (按满分100分计算), and the figure; (-1, "") where it doesn't."""
    for reading in readings:
        bare = re.search(r"(?:^|[，。；、:：(])(?:按照?|以|总分)?(?:总分|满分|分值)?(?:值|共|为|是)?$", text[: reading.figure.start])
        if reading.figure.kind == "score" and bare and re.search("满分|总分|分值", bare.group()) and reading.words["number"] == "100":
            return reading.figure.start, "100"
    return -1, ""


def _is_bracketed(text: str, last: int, reading: Reading) -> bool:
    """Whether a figure in brackets is a score: one of those that a score before is made up of (得分91分。其中A（19分）、B（36分）)."""
    before, after = text[last : reading.figure.start], text[reading.figure.end :]
    said = text[:last].rsplit("。", 1)[-1] + before
    listed = bool(last) and len(reading.label) >= 2 and before.endswith("(") and bool(re.match(r"\)[、，。；,;]", after))
    inside = _LISTED.search(before) or re.fullmatch(r"\)[、，；和及与][^。]*\(", before)
    return listed and bool(inside) and not _SET_OUT.search(said) and not re.match(r"\)[、，]?(?:自评|实际?)?得", after)


def _is_marked(text: str, full: Reading, reading: Reading) -> bool:
    """Whether two figures of 分 are the marks to be had and those that were: 投入15分得14分, 过程(20分)实得18分."""
    between = text[full.figure.end : reading.figure.start]
    scores = full.figure.kind == reading.figure.kind == "score" and not _IS_SCORE.search(full.label)
    if scores and between == ")" and _BARE_FULL.search(text[: full.figure.start]):
        return True  # 预算编制(满分15分)14分
    return scores and bool(full.label and _GOT.fullmatch(between)) and not _OF_ALL.search(between)


def _is_in_row(text: str, found: Sequence[Reading]) -> bool:
    """Whether the last figure is the end of a row of points in brackets: 决策(20分)、过程(20分)."""
    if len(found) < 2 or found[-2].figure.kind != "score" or "points" in found[-2].words:
        return False
    return bool(re.fullmatch(r"\)[、，；和及与][^()。]*\(", text[found[-2].figure.end : found[-1].figure.start]))


def _without_full_marks(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Readings without 总分100分 before 得分94分, 20分 before 得18分: those are the next one's full marks."""
    found: list[Reading] = []
    for reading in readings:
        last = found[-1] if found else None
        if last and "points" in last.words and text[last.figure.end : reading.figure.start] == "/":
            continue  # 17.5分/20分: read with the score
        named = _FULL_LABEL.fullmatch(last.label) if last and last.figure.kind == reading.figure.kind == "score" else None
        if last and _is_marked(text, last, reading) and not _is_in_row(text, found):
            reading.words["points"] = found.pop().words["number"]
            own = named["of"] if named else last.label
            if not own and (name := _NAMED.search(text[: last.figure.start])):
                own = cut_label(name["name"])  # 预算执行(权重25分)，实得23.6分
            whole = re.fullmatch("(?:自评|评价|考核|评分|总|综合|绩效)*", own)
            if not whole:
                reading.words["label"] = own
            elif own and _GOT_LABEL.fullmatch(reading.label):
                reading.words["label"] = own + "得分"
        elif last and named and _is_of_total(text, last, reading):
            reading.words["points"] = found.pop().words["number"]
            if named["of"] and re.fullmatch(".*(?:总分|满分|标准分|分值|权重)|(?:自评|实际|评价|实)?得分?", reading.label):
                reading.words["label"] = named["of"] + "得分"
        found.append(reading)
    return found


def _is_of_total(text: str, full: Reading, reading: Reading) -> bool:
    """Whether a score follows the full marks that are named so: 总分100分，我局自评得分96分."""
    between = text[full.figure.end : reading.figure.start]
    if len(between) >= 10 or ")" in between or _BARE_FULL.search(text[: full.figure.start]):
        return False  # …97分(满分100分)：投入得分20分
    return bool(re.search("^(?!.*其中).*(?:得|自评)", between))


def _as_groups(text: str, scores: list[Reading], full: tuple[int, str]) -> None:
    """Makes the parts of a total categories: those of its sentence, and those that have full marks of their own."""
    totals = [score for score in scores if is_total(score.label)]
    for score in scores:
        if score in totals or score.words["scope"] != "overall" or is_whole(score.label) or len(scores) < 2:
            continue
        begun = text.rfind("。", 0, score.figure.start)
        sentence = [total for total in totals if begun < total.figure.start and "。" not in text[score.figure.end : total.figure.start]]
        many = sum(begun < other.figure.start for other in scores) >= 3
        own = len(score.label) >= 2 and not _GOT_LABEL.fullmatch(score.label)
        if own and ((sentence and many) or score.words.get("points", "100") != "100"):
            score.words["scope"] = "category"
    wholes = [score for score in scores if score.words["scope"] == "overall" and score.figure.start > full[0]]
    if full[1] and len(wholes) == 1:
        wholes[0].words.setdefault("points", full[1])  # 按满分100分计算，…总得分94.9分
