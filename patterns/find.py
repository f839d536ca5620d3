"""All that a document says: its parts, and its mentions in reading order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from extract.document import Document, Problem
from extract.passage import Passage, fold, passages
from patterns.agency import Filer, filer
from patterns.cover import squeeze
from patterns.grade import GRADE, score_label
from patterns.items import Items
from patterns.marks import scored
from patterns.mention import Mention, Part, Place
from patterns.outline import heading, outline
from patterns.reading import Reading
from patterns.scan import Figure, figures_of
from patterns.sentence import read_passage
from patterns.tables import read_tables

_NOTE = re.compile(r"^(?:备注|说明|注|填表说明|填报说明|注释|编制说明)\d*[:：]")
_PLANNED_HEADING = re.compile(r"绩效目标|年度目标|预期目标|目标任务|工作计划|年度任务")
_DOCUMENT_NUMBER = re.compile(r"[〔[【(]\s*(?:19|20)\d\d\s*[〕\]】)]\s*第?\s*\d+\s*号")
_ISSUER = re.compile(r"[\u4e00-\u9fff]{1,10}$")
_GOAL = re.compile(r"(?:年度|总体)?(?:绩效)?目标\d*[:：]")
_FULL_MARKS = re.compile(r"(?:[(，]?(?:满分|权重|分值)|[(]总分)(?:为|是)?(?P<points>\d+(?:\.\d+)?)分?[)]?")
_UNIT_NOTE = re.compile(r"(?:单位[:：]|[(（])(?:亿元|万元|千元|元)(?=[)）])|单位[:：](?:亿元|万元|千元|元)")
_GRADED = re.compile(r"自评|绩效|评价|考核|综合")
_NOT_GRADED = re.compile(r"分(?:[及以上下(]|为)|\d+个?项目|分别")  # a grading scale, a count of projects by grade
_COUNTED = re.compile(r"[\d一二三四五六七八九十两][个项家](?:[^，。；]{0,8}?(?:自评|被?评|评定|获评|达|为))")  # 5个评为“优”
_DONE_HEADING = re.compile(r"完成|实现|效果|绩效情况|结果")


@dataclass(frozen=True, slots=True)
class Findings:
    """What a document says, verbatim and in reading order; a mention's `parent` is an index in `mentions`."""

    parts: tuple[Part, ...]
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...]
    filer: Filer
    document_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """A passage to be read, with what surrounds it."""

    passage: Passage
    part: int
    heading: tuple[str, ...] = ()
    place: Place | None = None
    plan: str = ""
    title: str = ""


def _part_at(parts: Sequence[Part], offset: int) -> Part:
    return parts[max(0, bisect_right(parts, offset, key=attrgetter("start")) - 1)]


def _prose(document: Document, parts: Sequence[Part]) -> Iterator[_Run]:
    """The passages outside tables with their headings; template notes of forms are left out."""
    titles: tuple[str, ...] = ()
    path: list[str] = []
    part, planned = parts[0], ""
    for passage in passages(document):
        if (here := _part_at(parts, passage.offsets[0])) is not part:
            path, titles, planned, part = [], (), "", here
        if _NOTE.match(passage.text) and part.kind not in ("overall_report", "project_report"):
            continue
        head = heading(passage.text)
        if head:
            level, words = head
            path = [*path[:level], *[""] * (level - len(path)), words]
            titles = tuple(words for words in path if words)
            planned = next((words for words in reversed(titles) if _PLANNED_HEADING.search(words)), "")
            planned = "" if _DONE_HEADING.search(planned) else planned
        lead = _GOAL.match(passage.text)
        title = part.title if part.title and squeeze(passage.text) in part.title else ""
        yield _Run(passage, part.index, titles, plan=planned or (lead.group() if lead else ""), title=title)


def _mention(run: _Run, reading: Reading, parent: int | None) -> Mention:
    figure, words = reading.figure, {name: word for name, word in reading.words.items() if word}
    above, whole = [], reading.parent
    while whole is not None:
        above.append(whole.words.get("label", ""))
        whole = whole.parent
    if words.get("topic"):
        above.append(words.pop("topic"))
    if above:
        words["under"] = " / ".join(reversed(above))
    if run.title:
        words["title"] = run.title
    if figure.kind == "money":
        words.setdefault("unit_source", "inline" if words.get("unit") else "inferred")
    span = run.passage.span(figure.start, figure.end)
    return Mention(figure.kind, figure.rule, span, words, run.part, run.place, run.heading, reading.statement, parent)  # type: ignore[arg-type]


def _noted_units(text: str, readings: list[Reading]) -> None:
    """Gives figures without a unit the one that the passage notes (支出（万元）：…), or that the next one shares (8-9元)."""
    for reading, following in reversed(list(zip(readings, [*readings[1:], None], strict=False))):
        words = reading.words
        if reading.figure.kind != "money" or words.get("unit"):
            continue
        if reading.figure.rule == "money.borrowed" and following is not None:
            unit = following.words.get("unit") or following.words.get("unit_note", "")
            words.update(unit_note=unit, unit_source="inline")
            words.setdefault("per", following.words.get("per", ""))
        elif notes := list(_UNIT_NOTE.finditer(text)):
            before = [note for note in notes if note.end() <= reading.figure.start]
            words.update(unit_note=(before[-1] if before else notes[0]).group(), unit_source="caption")


def _read(run: _Run, figures: Sequence[Figure], statement: int, index: int, items: Items) -> list[Mention]:
    """The mentions of one passage; parents are given as indices, its own from `index` on."""
    text = run.passage.text
    held = items.holding(text, run.part) if run.place is None else None
    if not any(figure.is_fact for figure in figures):
        if run.place is None:
            items.passed(text, (), index)
        return _graded(run, [])
    readings = read_passage(text, figures, statement, run.plan, held.whole if held else None)
    kept = scored(text, " ".join(run.heading[-1:]), readings)
    _noted_units(text, kept)
    at = {id(reading): index + i for i, reading in enumerate(kept)}
    if held:
        at[id(held.whole)] = held.index
    if run.place is None:
        items.passed(text, kept, index)
    found = []
    for reading in kept:
        mention = _mention(run, reading, at.get(id(reading.parent)) if reading.parent else None)
        if reading.figure.kind == "score":
            words = {**mention.words, "score": mention.word("number")}
            words["label"] = score_label(mention.word("label"))
            if full := _FULL_MARKS.match(text, reading.figure.end):
                words["points"] = full["points"]
            mention = replace(mention, words=words)
        found.append(mention)
    return _graded(run, found)


def _graded(run: _Run, found: list[Mention]) -> list[Mention]:
    """Gives each grade that is said to the score before it; a grade without any score is a mention of its own."""
    for match in GRADE.finditer(run.passage.text):
        span = run.passage.span(match.start("grade"), match.end("grade"))
        scores = [i for i, m in enumerate(found) if m.kind == "score"]
        before = [i for i in reversed(scores) if found[i].span.start < span.start]
        open_ones = [i for i in (*before, *scores) if found[i].word("scope") == "overall" and not found[i].word("grade")]
        at = open_ones[0] if open_ones else before[0] if before else None
        clause = run.passage.text[max(0, match.start() - 30) : match.start()].rsplit("，", 1)[-1]
        if (_NOT_GRADED.search(clause) and not before) or _COUNTED.search(clause + match.group()):
            continue
        if at is not None and "grade" not in found[at].words:
            found[at] = replace(found[at], words={**found[at].words, "grade": match.group("grade")})
        elif at is None and _GRADED.search(clause + match.group()):
            words = {"grade": match.group("grade"), "scope": "overall", "label": "评价等级"}
            found.append(Mention("score", "score.grade", span, words, run.part, run.place, run.heading, 0))
    return found


def find(document: Document) -> Findings:
    """Everything a document says: parts, mentions (tables and sentences) and what could not be read."""
    parts = outline(document)
    tables = read_tables(document, parts)
    runs = list(_prose(document, parts))
    for prose in tables.prose_cells:
        passage = fold(document, [(span.start, span.end) for span in prose.cell.spans])
        plan = "预期目标" if prose.standing == "planned" else ""
        if passage.text:
            runs.append(_Run(passage, prose.part, (prose.label,) if prose.label else (), prose.place, plan))
    mentions = list(tables.mentions)
    statement = max((mention.statement for mention in mentions), default=0) + 1
    runs.sort(key=lambda run: run.passage.offsets[0])
    items = Items()
    for run, figures in zip(runs, figures_of([run.passage.text for run in runs]), strict=True):
        fresh = _read(run, figures, statement, len(mentions), items)
        statement = (max(statement, *(mention.statement for mention in fresh)) if fresh else statement) + 1
        mentions += fresh
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].span.start, mentions[i].span.end))
    place = {old: new for new, old in enumerate(order)}
    ordered = (
        replace(mentions[i], parent=place[parent]) if (parent := mentions[i].parent) is not None else mentions[i] for i in order
    )
    numbers = dict.fromkeys(n for run in runs if "号" in run.passage.text for n in _document_numbers(run.passage.text))
    return Findings(tuple(parts), tuple(ordered), tuple(tables.problems), filer(document, parts), tuple(numbers))


def _document_numbers(text: str) -> Iterator[str]:
    """The numbers of documents (某财绩〔2023〕15号) that a text names, with the words before them that say whose."""
    last = 0
    for number in _DOCUMENT_NUMBER.finditer(text):
        if issuer := _ISSUER.search(text, max(last, number.start() - 10), number.start()):
            yield issuer.group() + number.group()
        last = number.end()


