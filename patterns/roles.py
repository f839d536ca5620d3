"""What a figure is in its sentence: a level, a share, a change, an earlier level; and so what its label is."""

from __future__ import annotations

import re

from patterns import phrases
from patterns.beside import change_of, composed, describe_change, describe_prior, describe_share, follow, twin_of
from patterns.clause import Clause
from patterns.label import cut_label, first_noun, label_right, last_verb, without_per
from patterns.left import Left, denominator
from patterns.phrases import PLAN, SHARE, side_of, stage_word
from patterns.reading import Memory, Reading
from patterns.who import people_label, scored_label

_CODE = re.compile(r"(?<!\d)(?:2\d{6}|2\d{4}|30[1-9]\d{2}|31[0-3]\d{2})(?=[\u4e00-\u9fff)])")  # 2040201行政运行
_SUMMED = re.compile("(?:[两二三四五]项|以上|各项)?[共计]?")  # 免学费、发放助学金，计7.8万元
_THAN = re.compile("[比较]")
_COUNTED = re.compile("(?:计算|测算|核算)$")
_ASIDE = re.compile(r"\([^()]{5,}\)")


def describe(
    memory: Memory, reading: Reading, clause: Clause, left: Left, right: str, previous: Reading | None
) -> None:
    """Fills in what a reading is, its label, its period and its base."""
    words, kind = reading.words, reading.figure.kind
    if _says_again(memory, reading, left):
        return
    again = _dated(memory, reading, left)
    if kind == "money":
        _describe_money(memory, reading, clause, left)
        if phrases.STANDARD.match(right):
            words["standard"] = "1"  # 低于省定7,000元的标准
    if kind == "rate" and not left.plain and _is_aside(memory, reading, clause):
        words.update(share="(", label=memory.readings[-1].label)
        reading.statement = memory.readings[-1].statement
        return
    subject = _subject(memory, reading, clause, previous)
    if _of_another(memory, reading, left, subject) or _compared(memory, reading, left, subject):
        return
    if kind == "rate" and memory.readings and phrases.GOAL.match(right) and (
        phrases.FALLS_SHORT.search(left.plain) or (words.get("before") and not left.plain)
    ):
        words["label"] = memory.readings[-1].label  # 满意度95.6%，高于年初90%的目标
    elif again:
        words.update(label=_again(memory, cut_label(left.plain)), again="1")
    else:
        _plain(memory, reading, left, right, previous)
        if kind == "people":
            words["label"] = people_label(memory, words["label"], clause, left, right)
            reading.level = not phrases.VACANT.search(words["label"])


def _of_another(memory: Memory, reading: Reading, left: Left, subject: Reading | None) -> bool:
    """Describes a figure that says the same of the next thing, a share, what was fulfilled, or where a level has moved to."""
    words, kind, plain = reading.words, reading.figure.kind, left.plain
    if twin := twin_of(memory, reading, plain):
        follow(memory, reading, twin)
        words.update({name: twin.words[name] for name in ("label", "share", "change", "base") if name in twin.words})
        reading.level = False
    elif kind == "rate" and (share := SHARE.search(plain)):
        describe_share(memory, reading, share, left, subject)
    elif kind == "rate" and (fulfilled := phrases.FULFILLED.search(plain)):
        named = re.sub(r"\d.*", "", fulfilled.group()).rstrip("的")
        done = memory.readings[-1].label if named[0] in "是相" and memory.readings and not memory.fresh else ""
        words.update(label=done or named, base=fulfilled["base"])  # 建成2.02万平方米，是计划的101%
        follow(memory, reading, subject)
    elif memory.readings and not memory.fresh and phrases.RISEN.match(left.marked):
        said = memory.readings[-1].words  # 由8.6万元增长到14.2万元
        words.update({name: said[name] for name in ("label", "share", "base") if name in said})
        words["period"] = left.period or memory.period
        words.setdefault("per", said.get("per", ""))
    elif kind != "money" and (opening := phrases.FROM_OPENING.match(left.marked)):
        words["label"] = cut_label(opening["thing"].replace("@", ""))  # 粉丝由年初的18.2万人增长到24.7万人
    else:
        return False
    return True


def _compared(memory: Memory, reading: Reading, left: Left, subject: Reading | None) -> bool:
    """Describes a change, or the level that something is compared with."""
    words, kind = reading.words, reading.figure.kind
    if kind != "score" and (change := change_of(memory, reading, left)):
        describe_change(memory, reading, change, left, subject)
    elif kind == "money" and (cut := phrases.CUT_NOUN.match(left.plain)):
        words.update(change=cut["verb"], label=cut["noun"])  # 划转减少项目支出120万元
        reading.level = False
    elif kind == "money" and subject and phrases.VERSUS.search(left.plain):
        words.update(label=subject.label, prior="1")  # 较年初预算31万元节约1万元
        reading.level = False
    elif left.periods and (prior := phrases.PRIOR.search(left.marked)):
        describe_prior(memory, reading, left.marked[: prior.start()], left, subject)
    else:
        return False
    return True


def _describe_money(memory: Memory, reading: Reading, clause: Clause, left: Left) -> None:
    """Fills in what a sum is paid for (每人, a price) and whether it is of more than the unit (全县)."""
    words = reading.words
    if wide := phrases.WIDE.search(left.plain):
        words["wide"] = wide.group()
    if phrases.PRICE.search(left.plain):
        words["standard"] = "1"
    unit = "元" if reading.figure.rule == "money.borrowed" else words.get("unit", "")
    if per := denominator(left, unit) or _listed_per(memory, clause, words) or _again_per(memory, left, words):
        words.setdefault("per", per)


def _again_per(memory: Memory, left: Left, words: dict[str, str]) -> str:
    """The denominator of the standard before where a figure without a noun is of it too: 亩均投资1500元以内，实际1410元."""
    last = memory.readings[-1] if memory.readings and not memory.fresh else None
    same = last and last.words.get("unit") == words.get("unit") and phrases.GENERIC.match(cut_label(left.plain))
    return last.words.get("per", "") if last and same else ""


def _listed_per(memory: Memory, clause: Clause, words: dict[str, str]) -> str:
    """The denominator of the standard before in a list of them: 80-89岁每人每月90元、90-99岁180元."""
    last = memory.readings[-1] if memory.readings and not memory.fresh else None
    same = last and "、" in clause.opener and last.words.get("unit") == words.get("unit")
    return last.words.get("per", "") if last and same else ""


def _is_aside(memory: Memory, reading: Reading, clause: Clause) -> bool:
    """Whether a rate alone in brackets is the share of the sum right before them: 基本支出253万元(88.54%)."""
    last = memory.readings[-1] if memory.readings else None
    alone = clause.opener == "(" and clause.closer == ")" and len(clause.figures) == 1
    spent = "budget" in memory.sides and last is not None and side_of(last.words.get("stage", "")) == "outturn"
    close = last is not None and last.figure.kind == "money" and last.is_level
    return alone and close and not spent and last is not None and reading.figure.outer_start - last.figure.outer_end == 1


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
    yearless = not memory.period and side_of(last.words.get("stage", "")) != "budget"
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
    if memory.closed and reading.figure.kind == "people":
        return memory.closed.get("people")  # 在职172人(机关14人)，比上年减少6人
    if memory.closed and reading.figure.kind in ("rate", "money"):
        return memory.closed.get("money") or memory.closed.get("people")  # 基本支出80万元(…)，占60%
    last = memory.subject.get("money" if reading.figure.kind == "money" else "any")
    here = memory.readings[memory.begun :]
    if reading.figure.kind == "rate" and here and here[-1].figure.kind == "quantity" and not any(one is last for one in here):
        return here[-1]  # 事故由11起下降为3起，降幅72.7%
    if memory.fresh and last and last.parent and sum(one.parent is last.parent for one in memory.readings) > 1:
        last = last.parent  # 总收入96万元，其中…，…。与上年对比减少8万元
    return last or (memory.readings[-1] if memory.readings else None)


def _plain(memory: Memory, reading: Reading, left: Left, right: str, previous: Reading | None) -> None:
    """The label of a figure that is simply of something."""
    words, plain = reading.words, left.plain
    if code := _CODE.search(plain):
        words["code"] = code.group()
    label = (cut_label(left.marked.rpartition("@")[2]) if left.parted else "") or cut_label(plain)
    if not label and reading.figure.kind == "score" and (sum_ := re.search("合计|总计|共计", plain)):
        label = sum_.group()
    if words.get("per") and _COUNTED.search(label):
        label = _averaged(memory) or label  # 机关运行经费49万元，按在职人员计算人均1.5万元
    if not label:
        after = label_right(right, reading.figure.kind == "people")
        said = _averaged(memory) if words.get("per") else ""
        label = previous.label if previous else after if len(after) >= 2 else said or _label_from_around(memory, plain)
    if memory.bracketed and (phrases.GENERIC.match(label) or len(label) < 2):
        label = memory.bracketed + label  # 住房公积金(按12%缴存)支出61万元
    elif phrases.GENERIC.match(label) and (previous is None or reading.figure.kind == "rate"):
        label = composed(memory, label)
    if label in ("收入", "支出", "结余") and re.fullmatch(r"[本当全]年度?", left.period):
        label = left.period + label
    if reading.figure.kind == "rate" and re.match(r"[×xX*]\s*100", plain) and memory.bracketed:
        label = memory.bracketed  # 控制率=(31.26万元/38万元)×100%=82.26%
    if reading.figure.kind == "rate" and re.fullmatch("实际(?:完成|达到|为)?", label) and memory.readings and not memory.fresh:
        label = re.sub("(?:目标|任务|计划|要求)+(?:值|数)?$", "", memory.readings[-1].label) or label  # 入园率计划80%，实际83.6%
    if reading.figure.kind == "score":
        label = scored_label(label, plain, memory.intro)
    words["label"] = label
    if label and (left_over := phrases.LEFT_OVER.match(right)):
        words["left_over"] = left_over.group()
    if previous and previous.figure.kind == reading.figure.kind and phrases.JOINED.match(plain):
        words.update({name: previous.words[name] for name in ("per", "stage") if name in previous.words})


def _averaged(memory: Memory) -> str:
    """What an average without a noun is of: 运行维护费41.2万元，车均2.42万元; 自主创业户46户、户均5217元."""
    if memory.fresh:
        return ""
    said, money = memory.readings[-1].label, memory.last.get("money")
    return said if len(said) > 1 and not last_verb(said) else money.label if money else ""


def _label_from_around(memory: Memory, plain: str) -> str:
    """The label of a figure with no noun beside it: its action, what the sentence began with, what came last."""
    intro = re.sub(r"(?:如下|为|是)$", "", memory.intro)
    about = re.sub(r"(?:专项)?(?:使用)?情况$", "", re.sub(r"^.*?(?:为|是)", "", intro))
    rest = plain.strip("的，：:为是")
    rest = "" if _SUMMED.fullmatch(rest) else rest
    said = "" if memory.fresh else memory.readings[-1].label
    rate = said and memory.readings[-1].figure.kind == "rate" and "share" not in memory.readings[-1].words
    if rate and "money" in memory.last:
        said = memory.last["money"].label  # 1至6月支出989万元，进度45%；1至9月1,538万元
    return last_verb(rest) or cut_label(about) or without_per(rest) or said or rest


def stage_and_plan(memory: Memory, reading: Reading, clause: Clause, left: Left, right: str, plan: str) -> None:
    """Fills in the budget stage, and the word that makes a figure a plan (`plan`: what surrounds the passage says so)."""
    words = reading.words
    if reading.figure.kind == "money":
        said = _ASIDE.sub("", left.marked)
        mine = _THAN.split(said, maxsplit=1)[0] if "change" in words else ""  # 收入决算数比年初预算数多
        own = stage_word(mine) or stage_word(said) or ("" if left.plain else stage_word(reading.label))
        listed = ("、" in clause.opener and "支出" not in left.plain) or "each" in words
        if not own and listed and memory.readings and not memory.fresh and memory.readings[-1].is_level:
            own = memory.readings[-1].words.get("stage", "")  # 年初预算安排A 15万元、B 8万元
        own = own or (reached.group() if (reached := phrases.REACHED.match(right)) else "")
        whole = memory.lists[-1].whole_of("money", own) if memory.lists else None
        words.setdefault("stage", own or memory.staged or (whole.words.get("stage", "") if whole else ""))
        words["stage_from"] = "" if own or not whole else "whole"
        _threshold(words, left, right)
    if found := PLAN.search(left.marked):
        memory.planned = found.group()
    elif phrases.DONE.search(left.marked):
        memory.planned = ""
    words["plan"] = _plan(memory, reading, left, right, found.group() if found else "") or plan


def _plan(memory: Memory, reading: Reading, left: Left, right: str, own: str) -> str:
    """The word that makes a figure a plan: in its label, its clause or its sentence, before or behind it."""
    words, bound = reading.words, reading.words.get("before", "")
    if words.get("base") and "change" not in words and (not own or own in words["base"] or words["base"] in own):
        return ""  # 占计划的98%: what a share is of isn't what it is meant to be
    if reading.figure.kind == "rate" and (before := phrases.GOAL_BEFORE.search(left.plain)):
        return before.group()
    goal = phrases.GOAL.match(right)
    if goal and (bound or phrases.FALLS_SHORT.search(left.plain)):
        return goal.group()
    named = None if goal or "base" in words else phrases.PLAN_LABEL.search(reading.label)
    least = bound if bound in phrases.PLAN_BOUNDS else ""
    return (named.group() if named else "") or memory.planned or least


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
