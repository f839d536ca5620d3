"""What a reader of sentences holds in hand: readings, open 其中 lists, and what the sentence said so far."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from patterns.clause import SENTENCE, Clause
from patterns.phrases import ACTIVE, AMONG, BARE_KIND, OWN_THING, PROJECTS, RETIRED, SORTED, STAFF_WHOLE, TOTAL, is_aside, side_of
from patterns.scan import Figure

_ADDED = re.compile("年中|调整|追加")
_NEXT_ITEM = re.compile(r"、|以?及|[和与]")  # (占64%)、公务接待费15万元


@dataclass(slots=True)
class Reading:
    """A figure with the words that bear on it; `parent` is the reading it is part of."""

    figure: Figure
    words: dict[str, str]
    statement: int
    level: bool = True
    parent: Reading | None = None

    @property
    def label(self) -> str:
        """What the figure is of, "" while that isn't known."""
        return self.words.get("label", "")

    @property
    def is_level(self) -> bool:
        """Whether it is a sum or count that can have parts: no share, threshold or standard per head."""
        aside = {"share", "threshold", "per"} & self.words.keys()
        return (
            self.level
            and not aside
            and self.figure.kind in ("money", "people")
            and self.figure.rule != "people.bracketed"
        )


def _added(reading: Reading) -> bool:
    """Whether a change is money added to the budget, and no step from another year's."""
    return not reading.words.get("base") and bool(_ADDED.search(reading.words.get("stage", "")))


@dataclass(slots=True)
class OpenList:
    """An open 其中 list: its wholes by kind, at which bracket depth it opened, how its items are parted."""

    wholes: dict[str, Reading]
    depth: int
    sides: dict[str, Reading] = field(default_factory=dict)  # the last money of each side: budget, outturn
    items: Counter[str] = field(default_factory=Counter)
    parted: str = ""
    used: bool = False  # whether 用于 leads to each of its items

    def whole_of(self, kind: str, stage: str) -> Reading | None:
        """The whole of a part with that stage word: where both sides were given, a budgeted part's is the budgeted one."""
        return (self.sides.get(side_of(stage) or "outturn") if kind == "money" else None) or self.wholes.get(kind)

    @property
    def many(self) -> bool:
        """Whether two items of one kind have come."""
        return max(self.items.values(), default=0) >= 2


@dataclass(slots=True)
class Memory:
    """What a reader remembers of a passage: readings, open lists, and what this sentence has said."""

    statement: int
    outer: OpenList | None = None  # the list that the passage is an item of
    readings: list[Reading] = field(default_factory=list)
    lists: list[OpenList] = field(default_factory=list)
    last: dict[str, Reading] = field(default_factory=dict)  # the last level figure of a kind
    top: dict[str, Reading] = field(default_factory=dict)  # … outside any list
    sides: dict[str, Reading] = field(default_factory=dict)  # the last money of this sentence on each side
    said: dict[str, Reading] = field(default_factory=dict)  # … of the sentence before
    staged: str = ""  # the stage of 调整后的预算中，
    compared: str = ""  # 与上年相比 in a clause of its own
    topic: str = ""  # what a passage's first, figureless sentence names: 小学教育(项)
    subject: dict[str, Reading] = field(default_factory=dict)  # the last figure of a kind that a change can be of
    period: str = ""
    organisation: str = ""
    head: str = ""  # what a generic label is of: “三公”经费 after “三公”经费预算12万元
    closed: dict[str, Reading] = field(default_factory=dict)  # the wholes of a list in a bracket just closed
    before_bracket: str = ""  # what the words before the last bracket name
    bracketed: str = ""  # … right behind that bracket: 住房公积金 in 住房公积金(按12%缴存)支出
    intro: str = ""  # the last clause without figures
    planned: str = ""
    fresh: bool = True  # no figure yet in this sentence
    begun: int = 0  # how many readings came before this sentence

    def named(self, label: str) -> Reading | None:
        """The last level of money or people whose label holds these words."""
        bare = re.sub("(?<=.)(?:人员|人数)$", "", label)
        counted = (r for r in reversed(self.readings) if r.level and r.figure.kind in ("money", "people"))
        return next((r for r in counted if bare in r.label), None)

    def pass_delimiter(self, clause: Clause, lead: str) -> None:
        """Closes what the delimiter before a clause closes; `lead` are the words before its first figure."""
        self.bracketed = self.before_bracket if clause.opener == ")" else ""
        if not clause.opener or any(char in SENTENCE for char in clause.opener):
            inside = clause.depth and self.lists and self.lists[-1].depth == clause.depth
            if inside and ")" not in clause.opener:
                return  # a full stop inside a bracket doesn't close the bracket's list
            self.lists = [self.outer] if self.outer and not clause.opener else []
            self.period, self.organisation, self.intro, self.staged = "", "", "", ""
            self.said = {} if self.fresh else self.sides
            self.begun = len(self.readings)
            self.head, self.planned, self.compared, self.sides, self.fresh = self.topic, "", "", {}, True
            return
        self.closed = {}
        while self.lists and self.lists[-1].depth > clause.depth:
            self.closed = self.lists.pop().wholes
        if "(" in clause.opener and self.last:
            self.lists.append(OpenList(dict(self.last), clause.depth, dict(self.sides)))
        elif self.lists:
            self._part_items(clause.opener, lead)

    def _part_items(self, opener: str, lead: str) -> None:
        """Within a list: 、 and ； part its items, unless the items so far were parted by something weaker."""
        if TOTAL.match(lead):
            self.lists = []  # 收入总额8万元，其中利息1万元；支出总额7万元
            return
        current, aside = self.lists[-1], not lead or is_aside(lead)
        if "；" in opener or ";" in opener:
            if current.many and current.parted != ";":
                self.lists.pop()
                if self.lists:
                    self.lists[-1].parted = ";"
            else:
                current.parted = ";"
        elif "、" in opener:
            if not aside:
                current.parted = current.parted or "、"
        elif current.parted == "、" and current.many and not aside and not _NEXT_ITEM.match(lead):
            self.lists.pop()

    def open_list(self, before: str, clause: Clause, whole: Reading | None = None) -> None:
        """Opens a 其中 list whose wholes are the last level figures, or after 按…分 those outside any list.

        `whole`: the only one, where it is known.
        """
        sorted_by = bool(SORTED.search(before))
        begun = bool(self.lists) and not self.lists[-1].items
        if begun and (sorted_by or (whole is None and "(" not in clause.opener and len(self.lists[-1].wholes) == 1)):
            return  # 按性质分类，其中：, 基本支出中，用于人员…: the list was opened by its first half
        wholes: dict[str, Reading] = self.top if sorted_by and self.top else self.last
        wholes = {whole.figure.kind: whole} if whole else wholes
        if not wholes:
            return
        if sorted_by and self.fresh:
            self.lists = []
        if self.lists and "(" in clause.opener and not self.lists[-1].items:
            self.lists.pop()
        self.lists.append(OpenList(dict(wholes), clause.depth, {} if sorted_by or whole else dict(self.said if self.fresh else self.sides)))

    def list_of(self, name: str, clause: Clause) -> None:
        """Opens the list that a clause without figures says a thing is made up of (项目支出按用途归为四类：)."""
        if whole := self.named(name):
            self.open_list("", clause)
            if self.lists:
                self.lists[-1].wholes, self.lists[-1].sides = {whole.figure.kind: whole}, {}
        elif OWN_THING.match(name) or PROJECTS.search(name):
            self.topic = name

    def open_within(self, name: str, clause: Clause) -> None:
        """Opens the list that 在基本支出中 leads to; of no whole where no figure was called so."""
        whole = self.named(name)
        wholes = {whole.figure.kind: whole, "any": whole} if whole else {}
        self.lists = [OpenList(wholes, clause.depth, used=True)]

    def introduce(self, text: str, clause: Clause) -> None:
        """Takes in a clause without figures that may open a list."""
        among = AMONG.search(text)
        worded = among and not among.group().startswith("其中") and among.end() < len(text)  # 主要包括基本工资、奖金等
        if (among and (not worded or clause.closer in ":：")) or text.endswith("其中"):
            self.open_list(self.intro or text, clause)
        elif SORTED.search(text):
            self.lists = [OpenList(dict(self.top), clause.depth, parted=";")]

    def _other_side(self, reading: Reading) -> bool:
        """Whether a reading gives the other side of the list's last item: 接待费年初预算2万元，决算0.8万元."""
        last = self.readings[-1] if self.readings and self.lists[-1].items else None
        sides = {side_of(one.words.get("stage", "")) for one in (last, reading) if one}
        return len(sides - {""}) == 2 and last is not None and last.is_level

    def _whole(self, reading: Reading) -> Reading | None:
        """The whole that the open list gives a part; after 资产…，负债…。其中 an asset is part of the assets."""
        whole = self.lists[-1].whole_of(reading.figure.kind, reading.words.get("stage", ""))
        if whole and reading.figure.kind == "people" and RETIRED.search(reading.label) and ACTIVE.search(whole.label):
            return None  # 教职工561名，其中专任教师462名；退休人员328名
        if whole and "负债" in whole.label and "负债" not in reading.label:
            money = (r for r in reversed(self.readings) if r.level and r.parent is None and r.figure.kind == "money")
            return next((r for r in money if "资产" in r.label), whole)
        return whole

    def _whole_of_kind(self, reading: Reading) -> Reading | None:
        """The count of staff that a bare kind of posts right behind it is a part of: 在职57人，行政18人，事业39人."""
        last = self.readings[-1] if self.readings and not self.fresh else None
        if last is None or last.figure.kind != "people" or not BARE_KIND.fullmatch(reading.label):
            return None
        return last.parent if BARE_KIND.fullmatch(last.label) else last if STAFF_WHOLE.match(last.label) else None

    def remember(self, reading: Reading) -> None:
        """Adds a reading; a level figure becomes part of the open list, or what later lists are parts of."""
        kind = reading.figure.kind
        if reading.is_level:
            if kind == "people" and not self.lists:
                reading.parent = self._whole_of_kind(reading)
            if self.lists:
                reading.parent = self._whole(reading)
                self.lists[-1].items[kind] += not self._other_side(reading)
            if "again" in reading.words:
                self.readings.append(reading)
                return  # a level of the year before: what follows is of this year's
            if not self.lists:
                self.top[kind] = reading
            self.last[kind] = self.last["any"] = reading
            if kind == "money" and (side := side_of(reading.words.get("stage", ""))):
                self.sides[side] = reading
        elif kind == "money" and "change" in reading.words and _added(reading):
            self.last[kind] = self.last["any"] = reading  # 年中调整增加20万元(其中:中央12万元…)
        aside = {"share", "threshold"} & reading.words.keys() or reading.figure.rule == "people.bracketed"
        if reading.level and kind in ("money", "people") and not aside:
            self.subject[kind] = self.subject["any"] = reading
        self.fresh = False
        self.readings.append(reading)
