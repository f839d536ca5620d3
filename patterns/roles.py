"""What a figure is in its sentence: a level, a share, a change, an earlier level; and so what its label is."""

from __future__ import annotations

import re

from patterns import phrases
from patterns.clause import Clause
from patterns.label import cut_label, first_noun, label_right, last_verb, without_per
from patterns.left import Left, denominator
from patterns.phrases import CHANGE, PLAN, SHARE, side_of, stage_word
from patterns.reading import Memory, Reading

_CODE = re.compile(r"(?<!\d)(?:2\d{6}|2\d{4}|30[1-9]\d{2}|31[0-3]\d{2})(?=[\u4e00-\u9fff)])")  # 2040201行政运行
_ASIDE = re.compile(r"\([^()]{5,}\)")
_OWN_THING = re.compile("(?:全年|本年|年度)?(?:“?三公|公务|财政拨款支出|政府采购|会议|培训|差旅|基本支出|项目支出|人员经费|公用经费|机关运行)")
_NO_THING = re.compile("收入|支出|预算|决算|执行|追加|调[增减]|核减")
_WHAT_FOLLOWS = re.compile(r"(?:^|[，、])?(?:由|向|给|为|对|聘请|邀请|组织|安排|选派|抽调)$")


def describe(
    memory: Memory, reading: Reading, clause: Clause, left: Left, right: str, previous: Reading | None
) -> None:
    """Fills in what a reading is, its label, its period and its base."""
    words, kind = reading.words, reading.figure.kind
    if _says_again(memory, reading, left):
        return
    again = _dated(memory, reading, left)
    if kind == "money" and (per := denominator(left, words.get("unit", "")) or _listed_per(memory, clause, words)):
        words.setdefault("per", per)
    share = SHARE.search(left.plain) if kind == "rate" else None
    change = None if share or kind == "score" else _change(memory, reading, left)
    subject = _subject(memory, reading, clause, previous)
    if twin := _twin(memory, reading, left.plain):
        _follow(memory, reading, twin)
        words.update({name: twin.words[name] for name in ("label", "share", "change", "base") if name in twin.words})
        reading.level = False
    elif share:
        _describe_share(memory, reading, share, left, subject)
    elif kind == "rate" and (fulfilled := phrases.FULFILLED.search(left.plain)):
        words.update(label=re.sub(r"\d.*", "", fulfilled.group()).rstrip("的"), base=fulfilled["base"])
        _follow(memory, reading, subject)
    elif memory.readings and not memory.fresh and phrases.RISEN.match(left.marked):
        words.update(label=memory.readings[-1].label, period=left.period or memory.period)  # 由8.6万元增长到14.2万元
        words.setdefault("per", memory.readings[-1].words.get("per", ""))
    elif change:
        _describe_change(memory, reading, change, left, subject)
    elif kind == "money" and (cut := phrases.CUT_NOUN.match(left.plain)):
        words.update(change=cut["verb"], label=cut["noun"])  # 划转减少项目支出120万元
        reading.level = False
    elif kind == "money" and subject and phrases.VERSUS.search(left.plain):
        words.update(label=subject.label, prior="1")  # 较年初预算31万元节约1万元
        reading.level = False
    elif left.periods and (prior := phrases.PRIOR.search(left.marked)):
        _describe_prior(memory, reading, left.marked[: prior.start()], left, subject)
    elif again:
        words.update(label=_again(memory, cut_label(left.plain)), again="1")
    else:
        _plain(memory, reading, left, right, previous)


def _listed_per(memory: Memory, clause: Clause, words: dict[str, str]) -> str:
    """The denominator of the standard before in a list of them: 80-89岁每人每月90元、90-99岁180元."""
    last = memory.readings[-1] if memory.readings and not memory.fresh else None
    same = last and "、" in clause.opener and last.words.get("unit") == words.get("unit")
    return last.words.get("per", "") if last and same else ""


def _says_again(memory: Memory, reading: Reading, left: Left) -> bool:
    """Whether a figure is the one before in another unit (12万美元，折合85万元), which then lends it its words."""
    again = left.plain in ("即", "折合", "合") and bool(memory.readings) and not memory.fresh
    if again:
        said = memory.readings[-1].words
        reading.words.update({name: said[name] for name in ("label", "stage", "period") if name in said})
        reading.level = False
    return again


def _dated(memory: Memory, reading: Reading, left: Left) -> bool:
    """Fills in the period; whether it is the year before, of the same thing."""
    earlier = phrases.EARLIER.match(left.period) and not phrases.COMPARED.search(left.marked)
    again = reading.figure.kind == "money" and is_year_before(memory, left)
    reading.words["period"] = left.period if earlier or again else memory.period
    return again


def is_year_before(memory: Memory, left: Left) -> bool:
    """Whether words give the same thing's level of the year before: 基本支出80万元，上年决算数96万元, 2023年106万元，2022年114万元."""
    last = memory.last.get("money")
    label = cut_label(left.plain)
    if memory.fresh or last is None or not left.period or phrases.COMPARED.search(left.marked):
        return False
    if "预算" in label or (label and label != last.label and not phrases.GENERIC.match(label)):
        return False
    if any(side in label and side not in last.label for side in ("收入", "支出")):
        return False
    here, before = re.match(r"\d{4}", left.period), re.match(r"\d{4}", memory.period)
    if here and before:
        return int(here.group()) + 1 == int(before.group())
    yearless = not memory.period and side_of(last.words.get("stage", "")) == "outturn"
    return bool(phrases.EARLIER.match(left.period) or (here and (yearless or re.match("[本当全今]", memory.period))))


def _again(memory: Memory, label: str) -> str:
    """The label of the same thing's level in another year."""
    thing = phrases.STAGE_TAIL.sub("", memory.last["money"].label) or memory.last["money"].label
    return thing if label in thing else thing + label


def _subject(memory: Memory, reading: Reading, clause: Clause, previous: Reading | None) -> Reading | None:
    """The figure that a share or a change is said of."""
    current = memory.lists[-1] if memory.lists else None
    if current and current.parted == "、" and current.many and "、" not in clause.opener:
        return current.wholes.get("people") or current.wholes.get("money")
    counted = previous and previous.level and previous.figure.kind in ("money", "people")
    if previous and counted and previous.figure.rule != "people.bracketed":
        return previous
    if memory.closed and reading.figure.kind in ("rate", "money"):
        return memory.closed.get("money") or memory.closed.get("people")  # 基本支出80万元(…)，占60%
    last = memory.subject.get("money" if reading.figure.kind == "money" else "any")
    return last or (memory.readings[-1] if memory.readings else None)


def _twin(memory: Memory, reading: Reading, left: str) -> Reading | None:
    """The share or change right before a figure that says the same of the next thing: 分别增长4.2%和5.1%."""
    last = memory.readings[-1] if memory.readings and not memory.fresh else None
    aside = last and {"share", "change"} & last.words.keys()
    alike = (last and last.figure.kind == reading.figure.kind) or (reading.figure.kind == "rate" and left == "")
    if last and aside and alike and left in ("", "和", "与", "及"):
        return last if reading.figure.outer_start - last.figure.outer_end <= 1 else None
    return None


def _change(memory: Memory, reading: Reading, left: Left) -> re.Match[str] | None:
    """The words of a change, where the words before a figure are one; 参保率提高到95% is a level."""
    change = CHANGE.match(left.marked)
    if not change:
        signed = reading.words.get("number", "")[:1] in ("-", "▲", "△") and phrases.SIGNED.match(left.marked)
        return signed or phrases.BEYOND.match(left.marked)
    bare = not change["before"].strip("@和与及、")
    if change["than"] or memory.compared or bare or change["verb"].endswith("幅") or reading.figure.kind == "rate":
        return change
    return change if change["verb"] in phrases.PLAIN_CHANGES else None


def _describe_share(memory: Memory, reading: Reading, share: re.Match[str], left: Left, subject: Reading | None) -> None:
    own = cut_label(left.plain[: share.start()])
    reading.words.update(share=share.group(), base=share.group("base"))
    reading.words["label"] = (own or (subject.label if subject else "")) + share.group().rstrip("的为达到是约")
    _follow(memory, reading, None if own else subject)


def _describe_change(
    memory: Memory, reading: Reading, change: re.Match[str], left: Left, subject: Reading | None
) -> None:
    own = cut_label(change["before"].replace("@", ""))
    own = _composed(memory, own) if phrases.GENERIC.match(own) else own
    last = memory.readings[-1] if memory.readings and not memory.fresh else None
    if not own and last and "change" in last.words and last.figure.kind == "money":
        subject = last  # 收、支总计各减少13万元，下降5.3%
    budgeted = subject and side_of(subject.words.get("stage", "")) == "budget"
    if not own and budgeted and "outturn" in memory.sides and "预算" not in (change["than"] or ""):
        subject = memory.sides["outturn"]  # 决算12万元，年初预算15万元，比上年减少1万元
    if change["verb"].endswith("幅") and change["before"].strip("@"):
        own = cut_label(left.plain)  # 价格平均降幅59%: the fall is what is measured
    base = (change["than"] or "").replace("@", left.period) or memory.compared
    reading.words.update(change=change["verb"], base=base)
    reading.words["label"] = own or _unstaged(subject)
    reading.level = False
    _follow(memory, reading, None if own else subject)


def _describe_prior(memory: Memory, reading: Reading, before: str, left: Left, subject: Reading | None) -> None:
    """A level of another year that something is compared with: 较2021年的30万元增加…."""
    own = cut_label(before.replace("@", "").strip("也还又再均略但"))
    last = memory.readings[-1] if memory.readings and not memory.fresh else None
    subject = last if last and last.figure.kind == reading.figure.kind else subject
    reading.words.update(period=left.period, prior=left.period, label=own or _unstaged(subject))
    if subject and not own and "per" in subject.words:
        reading.words.setdefault("per", subject.words["per"])
    reading.level = bool(own)


def _unstaged(subject: Reading | None) -> str:
    """What a change or an earlier level is of: the thing, whose stage (“三公”经费实际开支) is another matter."""
    label = subject.label if subject else ""
    thing = phrases.STAGE_TAIL.sub("", label)
    return label if len(thing) < 3 or phrases.GENERIC.match(thing) else thing


def _follow(memory: Memory, reading: Reading, subject: Reading | None) -> None:
    """A share or a change belongs to the statement of the figure it is said of."""
    if subject:
        reading.statement = subject.statement
        if "prior" not in subject.words:
            said = subject.words.get("period", "")
            reading.words["period"] = memory.period if phrases.EARLIER.match(said) else said
        for name in ("stage", "per"):
            if name in subject.words:
                reading.words.setdefault(name, subject.words[name])


def _plain(memory: Memory, reading: Reading, left: Left, right: str, previous: Reading | None) -> None:
    """The label of a figure that is simply of something."""
    words, plain = reading.words, left.plain
    if code := _CODE.search(plain):
        words["code"] = code.group()
    label = (cut_label(left.marked.rpartition("@")[2]) if left.parted else "") or cut_label(plain)
    if reading.figure.kind == "people" and _WHAT_FOLLOWS.search(plain) and len(noun := label_right(right, people=True)) >= 2:
        label = noun  # 评审组由7名专家组成
    if not label and reading.figure.kind == "score" and (sum_ := re.search("合计|总计|共计", plain)):
        label = sum_.group()
    if not label:
        after = label_right(right, reading.figure.kind == "people")
        said = memory.readings[-1].label if words.get("per") and not memory.fresh else ""  # 运行维护费41.2万元，车均2.42万元
        label = previous.label if previous else after if len(after) >= 2 else said or _label_from_around(memory, plain)
    if memory.bracketed and (phrases.GENERIC.match(label) or len(label) < 2):
        label = memory.bracketed + label  # 住房公积金(按12%缴存)支出61万元
    elif phrases.GENERIC.match(label) and (previous is None or reading.figure.kind == "rate"):
        label = _composed(memory, label)
    if label in ("收入", "支出", "结余") and re.fullmatch(r"[本当全]年度?", left.period):
        label = left.period + label
    if reading.figure.kind == "people" and phrases.STAFF_KIND.fullmatch(label) and phrases.STAFFED.fullmatch(memory.head):
        label += memory.head  # 编制数：行政32人，事业41人
    if reading.figure.kind == "score" and label in ("得", "得分", "") and memory.intro:
        label = cut_label(memory.intro) or label  # 经综合评定，得93分
    words["label"] = label
    if previous and previous.figure.kind == reading.figure.kind and phrases.JOINED.match(plain):
        words.update({name: previous.words[name] for name in ("per", "stage") if name in previous.words})


def _label_from_around(memory: Memory, plain: str) -> str:
    """The label of a figure with no noun beside it: its action, what the sentence began with, what came last."""
    intro = re.sub(r"(?:如下|为|是)$", "", memory.intro)
    about = re.sub(r"(?:专项)?(?:使用)?情况$", "", re.sub(r"^.*?(?:为|是)", "", intro))
    rest = plain.strip("的，：:为是")
    said = "" if memory.fresh else memory.readings[-1].label
    return last_verb(rest) or cut_label(about) or without_per(rest) or said or rest


def _composed(memory: Memory, label: str) -> str:
    """A generic label (实际支出, 金额) after the head that its sentence named before (“三公”经费预算 …)."""
    before = memory.readings[-1] if memory.readings and not memory.fresh else None
    if memory.head.endswith("支出"):
        if label == "支出":
            return memory.head
        label = re.sub(r"^(?:实际)?支出(?=.)|^(?:实际)支出$", "", label) or label
    if before and before.figure.kind == "people" and label in ("金额", "支出", "资金", "支付", "支出资金"):
        return before.label + label  # 特困供养512人，支出386万元
    head = memory.head
    level = memory.last.get("money") if before else None
    level = memory.top.get("money") if level and level.parent else level
    staged = re.search("预算|决算|执行", label) and not re.search("收入|支出|率$", label)
    named = level and (_OWN_THING.match(level.label) or not _NO_THING.search(level.label))
    if not head and level and staged and level.parent is None and named:
        head = level.label  # 机关运行经费88万元，上年决算数63万元
        label = label.removeprefix("支出") if head.endswith("支出") and len(label) > 2 else label
    return head + label if head not in label else label


def stage_and_plan(memory: Memory, reading: Reading, clause: Clause, left: Left, right: str, plan: str) -> None:
    """Fills in the budget stage, and the word that makes a figure a plan (`plan`: what surrounds the passage says so)."""
    words = reading.words
    if reading.figure.kind == "money":
        own = stage_word(_ASIDE.sub("", left.marked)) or ("" if left.plain else stage_word(reading.label))
        if not own and "、" in clause.opener and memory.readings and memory.readings[-1].is_level:
            own = memory.readings[-1].words.get("stage", "")  # 年初预算安排A 15万元、B 8万元
        own = own or (reached.group() if (reached := phrases.REACHED.match(right)) else "")
        whole = memory.lists[-1].whole_of("money", own) if memory.lists else None
        words.setdefault("stage", own or (whole.words.get("stage", "") if whole else ""))
        words["stage_from"] = "" if own or not whole else "whole"
        _threshold(words, left, right)
    if found := PLAN.search(left.marked):
        memory.planned = found.group()
    elif phrases.DONE.search(left.marked):
        memory.planned = ""
    bound = words.get("before", "")
    named = None if "base" in words else phrases.PLAN_LABEL.search(reading.label)
    least = bound if bound in phrases.PLAN_BOUNDS else ""
    words["plan"] = (named.group() if named else "") or memory.planned or least or plan


def _threshold(words: dict[str, str], left: Left, right: str) -> None:
    """30万元以上专项, 超过50万元的工程, 单笔最高50万元: a criterion and no sum."""
    after, before = words.get("after", ""), words.get("before", "")
    beyond = before in ("超过", "超", "达到", "不足", "低于", "高于") and right.startswith("的")
    bounded = after.endswith(phrases.BOUNDS) and re.match(r"\)?[\u4e00-\u9fff]", right)
    alone = bool(after) and after.endswith(phrases.BOUNDS) and not right and not left.plain  # 限额以下(50万元以下)的采购
    if phrases.CEILING.search(left.marked) or bounded or beyond or alone:
        words["threshold"] = after or before or "限额"
        if (after or beyond) and right:
            words["label"] = first_noun(right) or words["label"]
