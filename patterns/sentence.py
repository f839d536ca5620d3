"""A passage read: every figure with its label, the whole it is part of, and the words that bear on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from patterns import phrases
from patterns.clause import SENTENCE, Clause, clauses
from patterns.distribute import distribute
from patterns.label import cut_label
from patterns.left import Left
from patterns.phrases import PLAN, side_of, stage_word
from patterns.reading import Memory, OpenList, Reading
from patterns.roles import describe, is_year_before, stage_and_plan
from patterns.scan import Figure

_LISTED_PEOPLE = re.compile(r"[\u4e00-\u9fff]+、[\u4e00-\u9fff、]+(?=[，。；,;)])")


class _Reader:
    """Reads the clauses of one passage in order."""

    def __init__(self, text: str, statement: int, plan: str, whole: Reading | None) -> None:
        self.text = text
        self.memory = Memory(statement, OpenList({whole.figure.kind: whole}, 0) if whole else None)
        self.plan = plan
        self.distributed = 0

    def read(self, found: Sequence[Clause]) -> list[Reading]:
        memory = self.memory
        for clause in found:
            if any(mark in clause.opener for mark in SENTENCE):
                self._distribute()
                if self.plan.endswith((":", "：")) and phrases.TELLS.match(self.text, clause.start):
                    self.plan = ""  # 年度目标：签约率40%以上。2020年签约14.7万人
            first = clause.figures[0].outer_start if clause.figures else clause.start
            lead = self.text[clause.start : first]
            memory.pass_delimiter(clause, lead)
            if clause.opener in (":", "：") and memory.last and memory.last["any"].figure.outer_end == clause.start - 1:
                memory.open_list("", clause)  # 核定编制20名：行政编制8名、事业编制12名
            if any(figure.is_fact for figure in clause.figures):
                self._clause(clause)
                self._colon(clause)
            else:
                self._introduction(clause)
            if clause.closer == "(":
                memory.before_bracket = self._tail(clause)
        self._distribute()
        return memory.readings

    def _distribute(self) -> None:
        """Gives the lists of the sentences read so far their names."""
        readings = self.memory.readings
        for at in range(self.distributed, len(readings)):
            if intro := readings[at].words.pop("each", ""):
                distribute(readings, at, intro)
        self.distributed = len(readings)

    def _colon(self, clause: Clause) -> None:
        """Opens the list of what a sum right before a colon is made up of: 编制182名：行政28名、事业154名."""
        last = self.memory.readings[-1]
        if clause.closer in (":", "：") and last.figure.outer_end == clause.end and last.is_level:
            self.memory.open_list("", clause, last)

    def _tail(self, clause: Clause) -> str:
        """What the words before a bracket name, "" where a figure stands right before it."""
        facts = [figure for figure in clause.figures if figure.is_fact]
        return cut_label(Left(clause, self.text, facts[-1].outer_end if facts else clause.start, clause.end).plain)

    def _introduction(self, clause: Clause) -> None:
        """Takes in a clause without figures: what it opens, names, compares with or plans."""
        memory, left = self.memory, Left(clause, self.text, clause.start, clause.end)
        words = self.text[clause.start : clause.end]
        memory.introduce(words, clause)
        unnamed = phrases.UNNAMED.fullmatch(left.plain)
        if unnamed and not memory.named(unnamed["whole"]):
            memory.open_within(unnamed["whole"], clause)
            return
        if phrases.WITH.match(phrases.LIST_MARK.sub("", left.marked)):
            memory.compared = left.marked.replace("@", left.period)
            return
        memory.period = left.period or memory.period
        if not clause.opener and clause.closer == "。":
            self._topic(words)
        elif clause.closer in (":", "：") and (
            about := phrases.ABOUT.fullmatch(left.plain) or phrases.STAFFED.fullmatch(left.plain)
        ):
            memory.head = about["thing"]  # “三公”经费情况：预算数12万元，实际支出9万元
            memory.topic = memory.topic if clause.opener else memory.head
        elif clause.closer in (":", "：") and (listing := phrases.LISTING.match(left.plain)):
            memory.list_of(listing["thing"], clause)
        elif clause.closer in (",", "，") and (classed := phrases.CLASSED.fullmatch(left.plain)):
            memory.head = classed["thing"]  # 住房保障(类)住房改革支出(款)住房公积金(项)，年初预算为12万元
        elif clause.closer in (",", "，") and (within := phrases.WITHIN.match(left.plain)):
            whole = memory.named(within["whole"])
            if whole and whole.figure.kind == "people":
                memory.open_list("", clause, whole)  # 在职人员中，局机关36人
            else:
                memory.list_of(within["whole"], clause)
            memory.staged = stage_word(left.marked)
        elif clause.closer in (",", "，") and (thing := phrases.OWN_THING.match(left.plain)):
            memory.head = thing.group()  # “三公”经费由自有资金列支，全年支出8.4万元
        self._organisation(left.marked)
        memory.intro = left.plain
        if plan := PLAN.search(left.marked):
            memory.planned = plan.group()

    def _topic(self, words: str) -> None:
        """Takes a passage's first sentence as what it is about: 1.教育支出(类)小学教育(项)。年初预算为…"""
        marked = re.match(r"[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]+", words)
        topic = words[marked.end() :] if marked else words
        if phrases.ONE_SIDE.fullmatch(topic):
            return  # 部门财政资金收入情况。…决算收入: the figures say themselves which total they are
        named = len(topic) < 70 and bool(re.search(r"\([类款项]\)$", topic))
        if (about := phrases.ABOUT.fullmatch(topic)) and not phrases.NO_ITEM.search(about["thing"]):
            self.memory.topic = about["thing"]
        elif named or (marked and 2 <= len(topic) <= 16 and not phrases.NO_ITEM.search(topic)):
            self.memory.topic = topic

    def _organisation(self, words: str) -> str:
        """Notes the subordinate unit that words name, and gives the words without it."""
        match = phrases.ORGANISATION.search(words) if phrases.ESTABLISHMENT.search(words) else None
        if not match:
            if phrases.OWN.match(words):
                self.memory.organisation = ""
            return words
        if not match.group("name").startswith("该"):
            self.memory.organisation = match.group("name")
        return words[match.end("name") :]

    def _clause(self, clause: Clause) -> None:
        facts = [figure for figure in clause.figures if figure.is_fact]
        previous: Reading | None = None
        at = clause.start
        for figure, following in zip(facts, [*facts[1:], None], strict=True):
            between = self.text[at : figure.outer_start]
            if figure.kind == "rate" and between.startswith("的"):
                at = clause.start  # 占任务11万亩的98%: the share's words began before its base's own figure
            if previous and previous.figure.kind == "quantity" and phrases.EACH.search(between):
                at = clause.start  # A、B和C3个项目得分分别为…: the names stand before the count
            left = Left(clause, self.text, at, figure.outer_start)
            right = self._right(clause, figure, following)
            previous = self._figure(clause, figure, left, right, previous)
            if figure.rule != "people.bracketed":  # 占计划人数(230100)的91%: the share's words begin before it
                at = figure.outer_end
        if clause.closer in (":", "：") and facts:
            self._listing(clause, facts[-1])

    def _listing(self, clause: Clause, last: Figure) -> None:
        """Opens the list that a colon behind a figure opens: 项目支出500万元具体包括：, 共5个项目：, 全年支出96万元：."""
        bare = last.kind == "money" and not self.text[last.outer_end : clause.end]
        named = last.kind == "quantity" and phrases.PROJECTS.search(self.text, clause.start, last.start)
        if named:
            self.memory.list_of(named.group(), clause)  # 项目支出的5个项目：
        elif bare or phrases.LISTING_TAIL.search(self.text[last.start : clause.end]):
            self.memory.open_list("", clause)

    def _right(self, clause: Clause, figure: Figure, following: Figure | None) -> str:
        """The words behind a figure; a list of people without counts of their own goes on: 200名代表、委员和干部."""
        if following or clause.closer != "、" or figure.kind != "people":
            return self.text[figure.outer_end : following.outer_start if following else clause.end]
        rest = _LISTED_PEOPLE.match(self.text, figure.outer_end)
        return rest.group() if rest else self.text[figure.outer_end : clause.end]

    def _figure(self, clause: Clause, figure: Figure, left: Left, right: str, previous: Reading | None) -> Reading:
        memory = self.memory
        self._lists(clause, left)
        if previous is None or left.plain.strip("约近"):
            memory.statement += 1
        reading = Reading(figure, dict(figure.words), memory.statement)
        if figure.kind == "people":
            left.marked = self._organisation(left.marked)
            reading.words["organisation"] = memory.organisation
        other = phrases.COMPARED.search(left.marked) or phrases.EARLIER.match(left.period) or is_year_before(memory, left)
        if left.period and not other:
            memory.period = left.period
        describe(memory, reading, clause, left, right, previous)
        if phrases.EACH.search(left.plain) and figure.kind != "quantity":
            reading.words["each"] = memory.intro or "分别"
            reading.words["periods"] = " ".join(left.periods)
        stage_and_plan(memory, reading, clause, left, right, self.plan)
        reading.words["topic"] = memory.topic
        memory.remember(reading)
        self._head(reading)
        return reading

    def _lists(self, clause: Clause, left: Left) -> None:
        """Opens the list that the words before a figure open: 其中…, 基本支出中…."""
        memory = self.memory
        if among := phrases.AMONG.search(left.marked):
            used = "用于" in among.group()
            if not (used and memory.lists and memory.lists[-1].used):  # 用于道路100万元，用于桥梁200万元: one list
                memory.open_list(left.marked[: among.start()], clause)
                if memory.lists:
                    memory.lists[-1].used = used
            left.marked = left.marked[among.end() :]
        self._inside(clause, left)

    def _inside(self, clause: Clause, left: Left) -> None:
        """Opens the list of what is within a whole that was named before: 在职人员中，…, 基本支出中人员经费…."""
        memory, inside = self.memory, phrases.INSIDE.match(left.marked)
        if inside and (whole := memory.named(inside["whole"].replace("@", left.period)) or memory.named(inside["whole"])):
            memory.open_list("", clause, whole)
            left.marked = left.marked[inside.end() :]

    def _head(self, reading: Reading) -> None:
        """Keeps what a later generic label in this sentence will be of."""
        if reading.figure.kind == "score" and (project := phrases.SCORED_PROJECT.match(reading.label)):
            self.memory.head = project.group()  # 某某项目得98.2分，全年预算数86万元
        if reading.is_level and reading.figure.kind == "money":
            head = phrases.STAGE_TAIL.sub("", reading.label)
            head = phrases.STAGE_HEAD.sub("", head)
            planned = phrases.OWN_THING.match(head) and side_of(reading.words.get("stage", "")) == "budget"  # 采购计划9.6万元
            staged = head != reading.label or planned
            if staged and len(head) >= 3 and not phrases.GENERIC.match(head):
                self.memory.head = head


def read_passage(
    text: str, found: Sequence[Figure], statement: int = 0, plan: str = "", whole: Reading | None = None
) -> list[Reading]:
    """The figures of a passage with their words, in order; statements are numbered from `statement` + 1.

    `plan` is the word that makes everything here a plan (a heading 绩效目标, a 预期目标 cell), "" else;
    `whole` the figure of a passage before that the first sentence is a part of.
    """
    return _Reader(text, statement, plan, whole).read(clauses(text, found))
