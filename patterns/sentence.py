"""A passage read: every figure with its label, the whole it is part of, and the words that bear on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from patterns.clause import SENTENCE, Clause, clauses
from patterns.label import cut_label, first_noun, label_right, without_per
from patterns.scan import Figure

_AMONG = re.compile(r"其中\s*[:：,，、]?")
_INSIDE = re.compile(r"^(?P<whole>[^，。]{2,14}?)中(?=[\u4e00-\u9fff])")
_SORTED = re.compile(r"按.{2,10}?(?:分类|划分|分|区分|统计)$|^(?:按|从).{2,12}(?:看|来看)$")
_SHARE = re.compile(r"占(?P<base>[^，]*?)(?:的)?(?:比例|比重|比|百分比|份额)?(?:约)?(?:为|达到|达|是)?$")
_UP = r"增加|增长|提高|上升|上涨|增幅|涨幅|增|升高|提升|多支出|多收"
_DOWN = r"减少|下降|降低|压减|缩减|回落|压缩|降幅|减|下调|减幅|少支出|少收|节约"
CHANGE = re.compile(
    rf"""(?x)(?P<before>.*?)
    (?P<than>(?:与|同|和)?(?:比|较|同比|环比|相比|相比于|比较)[^，]{{0,14}}?)?
    (?:各|分别|均|略|共|同比|环比|净|实际)?(?P<verb>{_UP}|{_DOWN})(?:了|约|率|幅度|比例|额)?(?:为|达|达到)?$"""
)
_PRIOR = re.compile(r"(?:^|.*[，])(?:比|较|与|同|由|从)?(?:的)?(?P<year>@)(?:的|数|为|决算数|预算数)*$")
_STAGE = re.compile(
    r"""(?x) (?P<initial>年初部门预算|年初预算|年初批复|预算批复|批复预算|年初安排|年初)
    | (?P<adjusted>调整后?预算|预算调整|调整后的?预算|全年预算|年中追加|追加|调整数|调减|追减)
    | (?P<outturn>预算执行|全年执行|执行数|执行|决算|实际|已支付|支付)
    | (?P<allocated>提前下达|转下达|下达|到位|预拨|拨入|下拨)
    | (?P<planned>应安排|拟安排|计划|应|拟|安排)
    | (?P<budget>预算|控制数)"""
)
_FUNDS = re.compile(r"一般公共预算|(?:政府性)?基金预算|国有资本经营预算|社会保险基金预算|预算内|预算外|预算单位|预算执行率|执行率|预算管理")
_EACH_TAIL = re.compile(r"(?:的[^、的]*|[一二三四五六七八九十两\d]+(?:个|项|类|大)[^、]*|(?:自评|评价)?(?:得分|分数))$")
_GENERIC = re.compile(
    r"^(?:预算)?(?:执行|完成)率$|^(?:本年|全年|当年|实际|年初|年中|部门|调整|预算|决算|执行|完成|累计|已)*(?:实际支出|支出|收入|预算|决算|执行|预算数|决算数|执行数|支出数|金额|资金|预算执行金额|执行金额|到位|支付|完成)(?:数|金额|额)?$"
)
_STAGE_TAIL = re.compile(r"(?:支出|收入)?(?:年初|全年|调整后?|部门)?(?:预算|决算|执行|实际支出)(?:数|金额|安排|支出)?$|实际支出$|支出(?:合计|总计)?$")
_PLAN = re.compile(r"(?:计划|目标)(?:为|是|:)|计划(?=[改新建实完救培资发达安投])|拟|力争|年度?目标|预期(?:目标|达到|完成|指标)")
_DONE = re.compile(r"实际|已|完成了|累计|达到了")
_PLAN_LABEL = re.compile(r"(?:任务|计划|目标)(?:数|人数|值|参保人数)?$|计划(?:参保|培训|招生|救助)?人数")
_ORGANISATION = re.compile(
    r"(?:核定|下属|所属|下辖|下设|直属|其|局属|及|和|与|由|具体工作由)*(?:非独立核算|独立核算|参公|公益[一二]类|全额拨款)?(?:的)?(?:事业单位|单位)?"
    r"(?P<name>(?:下属|所属|局属)(?:事业)?单位|该(?:中心|站|所|院|校|馆|队|单位)|[\u4e00-\u9fff]{2,20}?(?:服务中心|管理中心|中心|福利院|敬老院|管理站|救助站|站|管理所|所|学校|小学|中学|幼儿园|医院|卫生院|大队|支队|中队|院|馆|队))"
    r"(?:共有|共|有|核定|设|现有|实有|的|在职|编制|聘用|事业|全额|行政|承担$)"
)


@dataclass(slots=True)
class Reading:
    """A figure with the words that bear on it; `parent` is the reading it is part of."""

    figure: Figure
    words: dict[str, str]
    statement: int
    level: bool = True
    parent: Reading | None = None


@dataclass(slots=True)
class _List:
    """An open 其中 list: its wholes by kind, at which bracket depth it opened, how its items are parted."""

    wholes: dict[str, Reading]
    depth: int
    items: Counter[str] = field(default_factory=Counter)
    parted: str = ""

    @property
    def many(self) -> bool:
        """Whether two items of one kind have come."""
        return max(self.items.values(), default=0) >= 2


@dataclass(slots=True)
class _State:
    """What a reader remembers while it goes through a passage."""

    statement: int
    readings: list[Reading] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    last: dict[str, Reading] = field(default_factory=dict)  # the last level figure of a kind
    top: dict[str, Reading] = field(default_factory=dict)  # … outside any list
    period: str = ""
    organisation: str = ""
    head: str = ""
    intro: str = ""
    planned: str = ""
    fresh: bool = True  # no figure yet in this sentence


def _stage(text: str) -> str:
    """The last stage word of a text, fund names left out (一般公共预算 is a fund, no budget stage)."""
    masked = _FUNDS.sub(lambda m: "＿" * len(m.group()), text)
    found = ""
    for match in _STAGE.finditer(masked):
        if not (found and match.lastgroup in ("planned", "budget")):
            found = match.group()
    return found


def _split_periods(clause: Clause, text: str, start: int, end: int) -> tuple[str, list[str]]:
    """text[start:end] without its year words and list marks, and those year words."""
    kept, periods, at = [], [], start
    for figure in clause.figures:
        if figure.is_fact or figure.start < start or figure.end > end:
            continue
        if figure.kind == "period":
            periods.append(text[figure.start : figure.end])
            kept.append(text[at : figure.start] + "@")
            at = figure.end
        elif figure.rule == "silence.list_mark":
            kept.append("")
            at = figure.end
    kept.append(text[at:end])
    return "".join(kept), periods


def _distribute(readings: list[Reading]) -> None:
    """Gives the names of a list to its figures: A、B和C的得分分别为 96分、94分和91分."""
    run = [readings[0]]
    for reading in readings[1:]:
        if reading.figure.kind != run[0].figure.kind or reading.figure.start - run[-1].figure.outer_end > 2:
            break
        run.append(reading)
    names = re.split(r"[、和及与]|以及", _EACH_TAIL.sub("", run[0].words["label"]))
    for at, reading in enumerate(run):
        reading.words["label"] = names[at] if len(names) == len(run) else run[0].words["label"]


class _Reader:
    """Reads the clauses of one passage in order."""

    def __init__(self, text: str, statement: int, plan: str) -> None:
        self.text = text
        self.state = _State(statement)
        self.plan = plan

    def read(self, found: Sequence[Clause]) -> list[Reading]:
        for clause in found:
            self._delimiter(clause)
            facts = [figure for figure in clause.figures if figure.is_fact]
            if facts:
                self._clause(clause, facts)
            else:
                self._introduction(clause)
        for first in [reading for reading in self.state.readings if reading.words.pop("each", "")]:
            _distribute(self.state.readings[self.state.readings.index(first) :])
        return self.state.readings

    def _delimiter(self, clause: Clause) -> None:
        """What the delimiter before a clause closes."""
        state = self.state
        if not clause.opener or any(char in SENTENCE for char in clause.opener):
            if clause.depth and state.lists and state.lists[-1].depth == clause.depth and ")" not in clause.opener:
                return  # a full stop inside a bracket doesn't close the bracket's list
            state.lists, state.period, state.organisation, state.intro = [], "", "", ""
            state.head, state.planned, state.fresh = "", "", True
            return
        while state.lists and state.lists[-1].depth > clause.depth:
            state.lists.pop()
        if "(" in clause.opener and state.last:
            state.lists.append(_List(dict(state.last), clause.depth))
            return
        if state.lists:
            current = state.lists[-1]
            if "；" in clause.opener or ";" in clause.opener:
                if current.many and current.parted != ";":
                    state.lists.pop()
                    self._delimiter_outer()
                else:
                    current.parted = ";"
            elif "、" in clause.opener:
                if self._own_label(clause):
                    current.parted = current.parted or "、"
            elif current.parted == "、" and current.many and self._own_label(clause):
                state.lists.pop()

    def _delimiter_outer(self) -> None:
        if self.state.lists and self.state.lists[-1].parted in ("", "、"):
            self.state.lists[-1].parted = ";"

    def _own_label(self, clause: Clause) -> bool:
        left = self.text[clause.start : clause.figures[0].outer_start] if clause.figures else ""
        return bool(left) and not (_SHARE.search(left) or CHANGE.match(left))

    def _introduction(self, clause: Clause) -> None:
        """A clause without figures: it may open a list, or name what the next figures are of."""
        state, text = self.state, self.text[clause.start : clause.end]
        if _AMONG.search(text) or text.endswith("其中"):
            self._open_list(state.intro if state.intro else text, clause)
        elif _SORTED.search(text):
            state.lists = [_List(dict(state.top), clause.depth, parted=";")]
        bare, periods = _split_periods(clause, self.text, clause.start, clause.end)
        if periods:
            state.period = periods[-1]
        self._organisation(bare)
        state.intro = bare.replace("@", "")
        if _PLAN.search(bare):
            state.planned = _PLAN.search(bare).group()  # type: ignore[union-attr]

    def _open_list(self, before: str, clause: Clause) -> None:
        state = self.state
        if _SORTED.search(before) and state.lists and not state.lists[-1].items:
            return  # 按性质分类，其中： the list was opened by its first half
        wholes = state.top if (_SORTED.search(before) and state.top) else state.last
        if wholes:
            if _SORTED.search(before) and state.fresh:
                state.lists = []
            if state.lists and "(" in clause.opener and not state.lists[-1].items:
                state.lists.pop()
            state.lists.append(_List(dict(wholes), clause.depth))

    def _organisation(self, bare: str) -> str:
        """Notes the subordinate unit a clause names and gives the clause without it."""
        match = _ORGANISATION.search(bare)
        if not match:
            if re.match(r"@?(?:我局|局机关|本局|机关)", bare):
                self.state.organisation = ""
            return bare
        name = match.group("name")
        if not name.startswith("该"):
            self.state.organisation = name
        return bare[match.end("name") :]

    def _clause(self, clause: Clause, facts: Sequence[Figure]) -> None:
        previous: Reading | None = None
        at = clause.start
        for index, figure in enumerate(facts):
            left, periods = _split_periods(clause, self.text, at, figure.outer_start)
            stop = facts[index + 1].outer_start if index + 1 < len(facts) else clause.end
            right = self.text[figure.outer_end : stop]
            previous = self._figure(clause, figure, left, periods, right, previous)
            if figure.rule != "people.bracketed":  # 占计划人数(230100)的91%: the share's words begin before the bracket
                at = figure.outer_end

    def _figure(
        self, clause: Clause, figure: Figure, left: str, periods: list[str], right: str, previous: Reading | None
    ) -> Reading:
        state = self.state
        match = _AMONG.search(left)
        if match:
            self._open_list(left[: match.start()], clause)
            left = left[match.end() :]
        inside = _INSIDE.match(left)
        if inside and (whole := self._named(inside.group("whole"))):
            state.lists.append(_List({whole.figure.kind: whole}, clause.depth))
            left = left[inside.end() :]
        words = dict(figure.words)
        reading = Reading(figure, words, state.statement)
        if previous is None or left.replace("@", "").strip("约近"):
            state.statement += 1
            reading.statement = state.statement
        if figure.kind == "people":
            left = self._organisation(left)
            if state.organisation:
                words["organisation"] = state.organisation
        if periods and not re.search(r"(?:比|较|与|同|由|从)@[^@]*$", left):
            state.period = periods[-1]
        self._describe(reading, clause, left, right, periods, previous)
        self._remember(reading, clause)
        return reading

    def _named(self, label: str) -> Reading | None:
        """The earlier level figure of this passage with that label."""
        for reading in reversed(self.state.readings):
            if reading.level and label in reading.words.get("label", "") and len(label) >= 2:
                return reading
        return None

    def _describe(
        self, reading: Reading, clause: Clause, left: str, right: str, periods: list[str], previous: Reading | None
    ) -> None:
        """Fills in role, label, period, stage and plan of a reading."""
        state, words, kind = self.state, reading.words, reading.figure.kind
        plain = left.replace("@", "")
        subject = previous if previous and previous.level and previous.figure.kind in ("money", "people") else None
        subject = subject or state.last.get("money" if kind == "money" else "any") or (state.readings or [None])[-1]
        share = _SHARE.search(plain) if kind == "rate" else None
        if share and state.lists and state.lists[-1].parted == "、" and state.lists[-1].many and "、" not in clause.opener:
            subject = state.lists[-1].wholes.get("people") or state.lists[-1].wholes.get("money")
        change = CHANGE.match(left) if kind in ("money", "people", "rate", "quantity") and not share else None
        prior = re.search(r"(?:比|较|与|同|由|从)(@)[^@，]{0,6}$", left) if periods and not change else None
        words["period"] = state.period
        if share:
            words["share"] = share.group()
            words["base"] = share.group("base")
            own = cut_label(plain[: share.start()])
            words["label"] = (own or self._label_of(subject)) + share.group().rstrip("的为达到是约")
            self._follow(reading, subject if not own else None)
        elif change and (change.group("than") or not change.group("before").strip("@") or "降幅" in left or "增幅" in left):
            words["change"] = change.group("verb")
            words["base"] = (change.group("than") or "").replace("@", periods[-1] if periods else "")
            own = cut_label(change.group("before").replace("@", ""))
            if change.group("verb").endswith("幅") and change.group("before").strip("@"):
                own = cut_label(plain)  # 价格平均降幅59%: the fall is what is measured
            words["label"] = own or self._label_of(subject)
            self._follow(reading, subject if not own else None)
            reading.level = False
        elif prior:
            words["period"] = periods[-1]
            own = cut_label(left[: prior.start()].replace("@", ""))
            words["label"] = own or self._label_of(subject)
            reading.level = bool(own)
        else:
            self._plain_label(reading, left, periods, right, previous)
        self._stage_and_plan(reading, left, right)

    def _label_of(self, subject: Reading | None) -> str:
        return subject.words.get("label", "") if subject else ""

    def _follow(self, reading: Reading, subject: Reading | None) -> None:
        """A share or a change belongs to the statement of the figure it is said of."""
        if subject:
            reading.statement = subject.statement
            reading.words["period"] = subject.words.get("period", "")
            for name in ("stage", "per"):
                if name in subject.words:
                    reading.words.setdefault(name, subject.words[name])

    def _plain_label(
        self, reading: Reading, plain: str, periods: list[str], right: str, previous: Reading | None
    ) -> None:
        state, words = self.state, reading.words
        if re.search(r"(?:每人每?[年月]?|人均|户均|每[亩户辆生床次个]|每年每人|每人)$", plain) and "per" not in words:
            words["per"] = re.search(r"(?:每人每?[年月]?|人均|户均|每[亩户辆生床次个]|每年每人|每人)$", plain).group()  # type: ignore[union-attr]
        elif (lead := re.search(r"(?:^|[的为])?(人均|户均|生均|亩均|每人|每户|每亩)", plain)) and "per" not in words and words.get("unit", "").endswith("元"):
            words["per"] = lead.group(1)
        # A year within a label drops out of it (支付@家庭医生签约); any other time parts what it is from the rest.
        years = bool(periods) and all(re.match(r"(?:19|20)\d\d年度?$", period) for period in periods)
        label = "" if years else cut_label(plain.rpartition("@")[2])
        label = label or cut_label(plain.replace("@", ""))
        plain = plain.replace("@", "")
        if not label and previous is not None:
            label = previous.words.get("label", "")
        elif not label:
            label = label_right(right) if len(label_right(right)) >= 2 else ""
            label = label or cut_label(re.sub(r"(?:专项)?(?:使用)?情况$", "", re.sub(r"^.*?(?:为|是)", "", state.intro)))
            rest = plain.strip("的，：:")
            said = "" if state.fresh else self._label_of(state.readings[-1])
            label = label or without_per(rest) or said or rest
        if _GENERIC.match(label) and (previous is None or reading.figure.kind == "rate"):
            label = self._composed(label)
        words["label"] = label
        words["each"] = "分别" if re.search(r"分别(?:为|达|是|有|达到|完成)?$", plain) else ""

    def _composed(self, label: str) -> str:
        """A generic label (实际支出, 金额) after the head its sentence named before (“三公”经费预算 …)."""
        head = self.state.head
        people = self.state.last.get("any")
        if head and not label.startswith(head):
            return head + label
        if people and people.figure.kind == "people" and not self.state.fresh and label in ("金额", "支出", "资金", "支付"):
            return people.words.get("label", "") + label
        return label

    def _stage_and_plan(self, reading: Reading, left: str, right: str) -> None:
        state, words = self.state, reading.words
        if not words.get("stage") and reading.figure.kind == "money":
            parent = state.lists[-1].wholes.get("money") if state.lists else None
            words["stage"] = _stage(left) or (parent.words.get("stage", "") if parent else "")
        if found := _PLAN.search(left):
            state.planned = found.group()
        elif _DONE.search(left):
            state.planned = ""
        label_plan = _PLAN_LABEL.search(words.get("label", ""))
        before = words.get("before", "")
        least = before if before in ("不低于", "不少于", "不高于", "不超过") else ""
        words["plan"] = (label_plan.group() if label_plan else "") or state.planned or least or self.plan
        after = words.get("after", "")
        if reading.figure.kind == "money":
            if (after in ("以上", "以下", "以内", "及以上") and re.match(r"[\u4e00-\u9fff]", right)) or re.search(r"单笔|每笔|上限|限额|封顶|起付", left):
                words["threshold"] = after or "限额"
                if after and not cut_label(left.replace("@", "")):
                    words["label"] = first_noun(right)

    def _remember(self, reading: Reading, clause: Clause) -> None:
        state, kind = self.state, reading.figure.kind
        level = reading.level and reading.figure.rule != "people.bracketed" and kind in ("money", "people") and not {"share", "threshold", "per"} & reading.words.keys()
        if level:
            if state.lists:
                reading.parent = state.lists[-1].wholes.get(kind)
                state.lists[-1].items[kind] += 1
            else:
                state.top[kind] = reading
            state.last[kind] = reading
            state.last["any"] = reading
            if kind == "money" and not state.lists:
                label = reading.words.get("label", "")
                head = _STAGE_TAIL.sub("", label)
                if head != label and len(head) >= 3:
                    state.head = head
        state.fresh = False
        state.readings.append(reading)


def read_passage(text: str, found: Sequence[Figure], statement: int = 0, plan: str = "") -> list[Reading]:
    """The figures of a passage with their words, in order; statements are numbered from `statement` + 1.

    `plan` is the word that makes everything here a plan (a heading 绩效目标, a 预期目标 cell), "" else.
    """
    return _Reader(text, statement, plan).read(clauses(text, found))
