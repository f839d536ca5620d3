"""What a figure takes from those beside it: what a share, a change, an earlier level or a generic label is of."""

from __future__ import annotations

import re

from patterns import phrases
from patterns.label import cut_label
from patterns.left import Left
from patterns.phrases import CHANGE, side_of, stage_word
from patterns.reading import Memory, Reading

_AVERAGE = re.compile("[人户亩生村次]均年?$")
_NO_THING = re.compile("收入|支出|预算|决算|执行|追加|调[增减]|核减")


def change_of(memory: Memory, reading: Reading, left: Left) -> re.Match[str] | None:
    """The words of a change, where the words before a figure are one; 参保率提高到95% is a level."""
    change = CHANGE.match(left.marked)
    if not change:
        signed = reading.words.get("number", "")[:1] in ("-", "▲", "△") and phrases.SIGNED.match(left.marked)
        return signed or phrases.BEYOND.match(left.marked) or phrases.LESS.match(left.marked) or phrases.BARE_CHANGE.fullmatch(left.marked)
    if not change["than"] and _AVERAGE.search(change["before"]):
        return None  # 人均增收386元: what is earned more a head
    bare = not change["before"].strip("@和与及、")
    if change["than"] or memory.compared or bare or change["verb"].endswith("幅") or reading.figure.kind == "rate":
        return change
    return change if change["verb"] in phrases.PLAIN_CHANGES else None


def describe_share(memory: Memory, reading: Reading, share: re.Match[str], left: Left, subject: Reading | None) -> None:
    own = cut_label(left.plain[: share.start()])
    if subject and subject.words.get("number", "?") in share["base"]:
        earlier = [reading for reading in memory.readings if reading.is_level and reading is not subject]
        subject = earlier[-1] if earlier else None  # 完成投资4.15亿元，占年度计划4亿元的103.75%
    reading.words.update(share=share.group(), base=re.sub("^比?[由从]?$", "", share.group("base")))
    reading.words["label"] = (own or (subject.label if subject else "")) + re.sub(r"\d.*", "", share.group()).rstrip("的为达到是约由从")
    follow(memory, reading, None if own else subject)


def describe_change(
    memory: Memory, reading: Reading, change: re.Match[str], left: Left, subject: Reading | None
) -> None:
    own = cut_label(change["before"].replace("@", ""))
    own = composed(memory, own) if phrases.GENERIC.match(own) else own
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
    follow(memory, reading, None if own else subject)


def describe_prior(memory: Memory, reading: Reading, before: str, left: Left, subject: Reading | None) -> None:
    """A level of another year that something is compared with: 较2021年的30万元增加…."""
    own = cut_label(before.replace("@", "").strip("也还又再均略但"))
    last = memory.readings[-1] if memory.readings and not memory.fresh else None
    subject = last if last and last.figure.kind == reading.figure.kind else subject
    reading.words.update(period=left.period, prior=left.period, label=own or _unstaged(subject))
    budgeted = subject and side_of(subject.words.get("stage", "")) == "budget" and "outturn" in memory.sides
    if subject and not own and not budgeted and not stage_word(left.marked):
        reading.words["stage"] = subject.words.get("stage", "")
    if subject and not own and "per" in subject.words:
        reading.words.setdefault("per", subject.words["per"])
    reading.level = bool(own)


def _unstaged(subject: Reading | None) -> str:
    """What a change or an earlier level is of: the thing, whose stage (“三公”经费实际开支) is another matter."""
    label = subject.label if subject else ""
    thing = phrases.STAGE_TAIL.sub("", label)
    return label if len(thing) < 3 or phrases.GENERIC.match(thing) else thing


def follow(memory: Memory, reading: Reading, subject: Reading | None) -> None:
    """A share or a change belongs to the statement of the figure it is said of."""
    if subject:
        reading.statement = subject.statement
        if "prior" not in subject.words:
            said = subject.words.get("period", "")
            reading.words["period"] = memory.period if phrases.EARLIER.match(said) else said
        for name in ("stage", "per"):
            if name in subject.words:
                reading.words.setdefault(name, subject.words[name])


def twin_of(memory: Memory, reading: Reading, left: str) -> Reading | None:
    """The share or change right before a figure that says the same of the next thing: 分别增长4.2%和5.1%."""
    last = memory.readings[-1] if memory.readings and not memory.fresh else None
    aside = last and {"share", "change"} & last.words.keys()
    alike = (last and last.figure.kind == reading.figure.kind) or (reading.figure.kind == "rate" and left == "")
    if last and aside and alike and left in ("", "和", "与", "及"):
        return last if reading.figure.outer_start - last.figure.outer_end <= 1 else None
    return None


def composed(memory: Memory, label: str) -> str:
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
    named = level and (phrases.OWN_THING.match(level.label) or not _NO_THING.search(level.label))
    if not head and level and staged and level.parent is None and named and not phrases.GENERIC.match(level.label):
        head = level.label  # 机关运行经费88万元，上年决算数63万元
        label = label.removeprefix("支出") if head.endswith("支出") and len(label) > 2 else label
    return head + label if head not in label else label
