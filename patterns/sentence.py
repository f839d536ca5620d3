"""A passage read: every figure with its label, the whole it is part of, and the words that bear on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from patterns import phrases
from patterns.clause import Clause, clauses
from patterns.label import cut_label, first_noun, label_right, last_verb, without_per
from patterns.phrases import CHANGE, PLAN, SHARE, stage_word
from patterns.reading import Memory, Reading
from patterns.scan import Figure

_YEAR = re.compile(r"(?:19|20)\d\d年度?$")


class _Left:
    """The words between a figure and what precedes it: year words stand as @, list marks are out."""

    def __init__(self, clause: Clause, text: str, start: int, end: int) -> None:
        kept, self.periods, at = [], [], start
        for figure in clause.figures:
            if figure.is_fact or figure.start < start or figure.end > end:
                continue
            if figure.kind == "period":
                self.periods.append(text[figure.start : figure.end])
                kept.append(text[at : figure.start] + "@")
                at = figure.end
            elif figure.rule == "silence.list_mark":
                at = figure.end
        self.marked = "".join(kept) + text[at:end]

    @property
    def plain(self) -> str:
        """The words without year words."""
        return self.marked.replace("@", "")

    @property
    def period(self) -> str:
        """The last year word, "" without one."""
        return self.periods[-1] if self.periods else ""


class _Reader:
    """Reads the clauses of one passage in order."""

    def __init__(self, text: str, statement: int, plan: str) -> None:
        self.text = text
        self.memory = Memory(statement)
        self.plan = plan

    def read(self, found: Sequence[Clause]) -> list[Reading]:
        memory = self.memory
        for clause in found:
            first = clause.figures[0].outer_start if clause.figures else clause.start
            memory.pass_delimiter(clause, aside=phrases.is_aside(self.text[clause.start : first]) or first == clause.start)
            if any(figure.is_fact for figure in clause.figures):
                self._clause(clause)
            else:
                self._introduction(clause)
        for at, reading in enumerate(memory.readings):
            if reading.words.pop("each", ""):
                _distribute(memory.readings, at)
        return memory.readings

    def _introduction(self, clause: Clause) -> None:
        memory, left = self.memory, _Left(clause, self.text, clause.start, clause.end)
        memory.introduce(self.text[clause.start : clause.end], clause)
        if phrases.WITH.match(left.marked):
            memory.compared = left.marked.replace("@", left.period)
            return
        memory.period = left.period or memory.period
        words = self.text[clause.start : clause.end]
        if not clause.opener and clause.closer == "。":
            self._topic(words)
        elif clause.closer in (":", "：") and (about := phrases.ABOUT.fullmatch(left.plain)):
            memory.head = about["thing"]  # “三公”经费情况：预算数12万元，实际支出9万元
            memory.topic = memory.topic if clause.opener else memory.head
        self._organisation(left.marked)
        memory.intro = left.plain
        if plan := PLAN.search(left.marked):
            memory.planned = plan.group()

    def _topic(self, words: str) -> None:
        """Takes a passage's first sentence as what it is about: 1.教育支出(类)小学教育(项)。年初预算为…"""
        marked = re.match(r"[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]+", words)
        topic = words[marked.end() :] if marked else words
        named = len(topic) < 70 and bool(re.search(r"\([类款项]\)$", topic))
        if named or (marked and 2 <= len(topic) <= 16 and not phrases.NO_ITEM.search(topic)):
            self.memory.topic = topic

    def _organisation(self, words: str) -> str:
        """Notes the subordinate unit that words name, and gives the words without it."""
        match = phrases.ORGANISATION.search(words)
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
            if figure.kind == "rate" and self.text[at : figure.outer_start].startswith("的"):
                at = clause.start  # 占任务11万亩的98%: the share's words began before its base's own figure
            left = _Left(clause, self.text, at, figure.outer_start)
            right = self.text[figure.outer_end : following.outer_start if following else clause.end]
            previous = self._figure(clause, figure, left, right, previous)
            if figure.rule != "people.bracketed":  # 占计划人数(230100)的91%: the share's words begin before it
                at = figure.outer_end

    def _figure(self, clause: Clause, figure: Figure, left: _Left, right: str, previous: Reading | None) -> Reading:
        memory = self.memory
        if among := phrases.AMONG.search(left.marked):
            memory.open_list(left.marked[: among.start()], clause)
            left.marked = left.marked[among.end() :]
        inside = phrases.INSIDE.match(left.marked)
        if inside and (whole := memory.named(inside.group("whole"))):
            memory.open_list("", clause)
            memory.lists[-1].wholes = {whole.figure.kind: whole}
            left.marked = left.marked[inside.end() :]
        if previous is None or left.plain.strip("约近"):
            memory.statement += 1
        reading = Reading(figure, dict(figure.words), memory.statement)
        if figure.kind == "people":
            left.marked = self._organisation(left.marked)
            reading.words["organisation"] = memory.organisation
        if left.period and not phrases.COMPARED.search(left.marked):
            memory.period = left.period
        self._describe(reading, clause, left, right, previous)
        if phrases.EACH.search(left.plain) and reading.figure.kind != "quantity":
            reading.words["each"] = "分别"
            reading.words["periods"] = " ".join(left.periods)
        self._stage_and_plan(reading, left, right)
        memory.remember(reading)
        self._head(reading)
        return reading

    def _subject(self, reading: Reading, clause: Clause, previous: Reading | None) -> Reading | None:
        """The figure that a share or a change is said of."""
        memory, kind = self.memory, reading.figure.kind
        current = memory.lists[-1] if memory.lists else None
        if current and current.parted == "、" and current.many and "、" not in clause.opener:
            return current.wholes.get("people") or current.wholes.get("money")
        if previous and previous.level and previous.figure.kind in ("money", "people"):
            return previous
        last = memory.subject.get("money" if kind == "money" else "any")
        return last or (memory.readings[-1] if memory.readings else None)

    def _describe(self, reading: Reading, clause: Clause, left: _Left, right: str, previous: Reading | None) -> None:
        """Fills in what a reading is (a level, a share, a change, an earlier level), and its label and period."""
        words, kind = reading.words, reading.figure.kind
        words["period"] = self.memory.period
        share = SHARE.search(left.plain) if kind == "rate" else None
        change = None if share or kind == "score" else CHANGE.match(left.marked)
        subject = self._subject(reading, clause, previous)
        twin = _twin(self.memory, reading, left.plain)
        if twin:
            _follow(reading, twin)
            words.update({name: twin.words[name] for name in ("label", "share", "change", "base") if name in twin.words})
            reading.level = False
        elif share:
            own = cut_label(left.plain[: share.start()])
            words.update(share=share.group(), base=share.group("base"))
            words["label"] = (own or (subject.label if subject else "")) + share.group().rstrip("的为达到是约")
            _follow(reading, None if own else subject)
        elif change and (
            change["than"] or self.memory.compared or not change["before"].strip("@") or change["verb"].endswith("幅")
        ):
            self._change(reading, change, left, subject)
        elif kind == "rate" and (fulfilled := phrases.FULFILLED.search(left.plain)):
            words.update(label=fulfilled.group().rstrip("的"), base=fulfilled["base"])
            _follow(reading, subject)
        elif left.periods and (prior := phrases.PRIOR.search(left.marked)):
            own = cut_label(left.marked[: prior.start()].replace("@", ""))
            last = self.memory.readings[-1] if not self.memory.fresh else None
            subject = last if last and last.figure.kind == kind else subject
            words.update(period=left.period, label=own or (subject.label if subject else ""))
            reading.level = bool(own)
        else:
            self._plain(reading, left, right, previous)

    def _change(self, reading: Reading, change: re.Match[str], left: _Left, subject: Reading | None) -> None:
        own = cut_label(change["before"].replace("@", ""))
        if change["verb"].endswith("幅") and change["before"].strip("@"):
            own = cut_label(left.plain)  # 价格平均降幅59%: the fall is what is measured
        base = (change["than"] or "").replace("@", left.period) or self.memory.compared
        reading.words.update(change=change["verb"], base=base)
        reading.words["label"] = own or (subject.label if subject else "")
        reading.level = False
        _follow(reading, None if own else subject)

    def _plain(self, reading: Reading, left: _Left, right: str, previous: Reading | None) -> None:
        """The label of a figure that is simply of something."""
        words, plain = reading.words, left.plain
        if "per" not in words and reading.figure.kind == "money":
            per = phrases.PER_LEFT.search(plain) or (words.get("unit", "").endswith("元") and phrases.PER_WITHIN.search(plain))
            if per:
                words["per"] = per.group(per.lastindex or 0)
        # A year within a label drops out of it (支付@家庭医生签约); any other time parts what it is from the rest.
        parted = left.periods and not all(_YEAR.match(period) for period in left.periods)
        label = (cut_label(left.marked.rpartition("@")[2]) if parted else "") or cut_label(plain)
        if not label:
            label = previous.label if previous else self._label_from_around(plain, right)
        if phrases.GENERIC.match(label) and (previous is None or reading.figure.kind == "rate"):
            label = self._composed(label)
        words["label"] = label
        if previous and previous.figure.kind == reading.figure.kind and phrases.JOINED.match(plain):
            words.update({name: previous.words[name] for name in ("per", "stage") if name in previous.words})

    def _label_from_around(self, plain: str, right: str) -> str:
        """The label of a figure with no noun before it: what follows, what the sentence began with, what came last."""
        memory = self.memory
        after = label_right(right)
        about = re.sub(r"(?:专项)?(?:使用)?情况$", "", re.sub(r"^.*?(?:为|是)", "", memory.intro))
        rest = plain.strip("的，：:")
        said = "" if memory.fresh else memory.readings[-1].label
        if len(after) >= 2:
            return after
        return last_verb(rest) or cut_label(about) or without_per(rest) or said or rest

    def _composed(self, label: str) -> str:
        """A generic label (实际支出, 金额) after the head that its sentence named before (“三公”经费预算 …)."""
        memory = self.memory
        before = memory.readings[-1] if memory.readings and not memory.fresh else None
        if before and before.figure.kind == "people" and label in ("金额", "支出", "资金", "支付"):
            return before.label + label  # 特困供养512人，支出386万元
        return memory.head + label if not label.startswith(memory.head) else label

    def _stage_and_plan(self, reading: Reading, left: _Left, right: str) -> None:
        memory, words = self.memory, reading.words
        if reading.figure.kind == "money":
            whole = memory.lists[-1].wholes.get("money") if memory.lists else None
            words.setdefault("stage", stage_word(left.marked) or (whole.words.get("stage", "") if whole else ""))
            self._threshold(reading, left, right)
        if plan := PLAN.search(left.marked):
            memory.planned = plan.group()
        elif phrases.DONE.search(left.marked):
            memory.planned = ""
        bound = words.get("before", "")
        named = phrases.PLAN_LABEL.search(reading.label)
        words["plan"] = (
            (named.group() if named else "") or memory.planned or (bound if bound in phrases.PLAN_BOUNDS else "") or self.plan
        )

    def _threshold(self, reading: Reading, left: _Left, right: str) -> None:
        """30万元以上专项, 单笔最高50万元: a criterion and no sum."""
        words, after = reading.words, reading.words.get("after", "")
        if phrases.CEILING.search(left.marked) or (after in phrases.BOUNDS and re.match(r"[\u4e00-\u9fff]", right)):
            words["threshold"] = after or "限额"
            if after:
                words["label"] = first_noun(right)

    def _head(self, reading: Reading) -> None:
        """Keeps what a later generic label in this sentence will be of."""
        if reading.is_level and reading.figure.kind == "money":
            head = phrases.STAGE_TAIL.sub("", reading.label)
            if head != reading.label and len(head) >= 3:
                self.memory.head = head


def _twin(memory: Memory, reading: Reading, left: str) -> Reading | None:
    """The share or change right before a figure that says the same of the next thing: 分别增长4.2%和5.1%."""
    last = memory.readings[-1] if memory.readings and not memory.fresh else None
    aside = last and {"share", "change"} & last.words.keys()
    if last and aside and last.figure.kind == reading.figure.kind and left in ("", "和", "与", "及"):
        return last if reading.figure.outer_start - last.figure.outer_end <= 1 else None
    return None


def _follow(reading: Reading, subject: Reading | None) -> None:
    """A share or a change belongs to the statement of the figure it is said of."""
    if subject:
        reading.statement = subject.statement
        reading.words["period"] = subject.words.get("period", "")
        for name in ("stage", "per"):
            if name in subject.words:
                reading.words.setdefault(name, subject.words[name])


def _distribute(readings: list[Reading], first: int) -> None:
    """Gives the names, years or subjects of a list to its figures: A、B和C的得分分别为96分、94分和91分."""
    run = [readings[first]]
    for reading in readings[first + 1 :]:
        if reading.figure.kind != run[0].figure.kind or reading.figure.start - run[-1].figure.outer_end > 2:
            break
        run.append(reading)
    label, periods = run[0].label, run[0].words.pop("periods", "").split()
    if len(periods) == len(run):
        for reading, period in zip(run, periods, strict=True):
            reading.words["period"] = period
    if {"share", "change"} & run[0].words.keys():
        levels = [reading for reading in readings[:first] if reading.level][-len(run) :]
        for reading, subject in zip(run, levels, strict=False):
            reading.words["label"] = subject.label + re.sub("分别.*", "", reading.words.get("share", ""))
            reading.statement = subject.statement
        return
    names = re.split(r"[、和及与]|以及", phrases.EACH_TAIL.sub("", label))
    for at, reading in enumerate(run):
        reading.words["label"] = names[at] if len(names) == len(run) else label


def read_passage(text: str, found: Sequence[Figure], statement: int = 0, plan: str = "") -> list[Reading]:
    """The figures of a passage with their words, in order; statements are numbered from `statement` + 1.

    `plan` is the word that makes everything here a plan (a heading 绩效目标, a 预期目标 cell), "" else.
    """
    return _Reader(text, statement, plan).read(clauses(text, found))
