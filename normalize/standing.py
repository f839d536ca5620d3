"""Whose people are that are counted, in which standing, in which kind of post."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate, takewhile

from normalize.context import Context
from normalize.numbers import decimal
from patterns.mention import Mention

_STAFF = re.compile(
    r"编制|空编|缺编|超编|行政编|事业编|在职|在编|在岗|到岗|在册(?:职工|人员|干部|民警|干警|教师)|退休|离休|离退|退养|内退|离岗|退职|^实有|^现有|实有人|年末人数|现有人|干部职工|教职工|职工(?:人数|总数)?$|职工总|聘用|临聘|临时(?:工|用工|人员)"
    r"|编外|政府购买服务|派遣|(?:外|另|返|续|增|招)聘|^聘(?!请)|聘有|雇[用佣]|借调|辅警|警务?辅助|协警|协管员|公益性?岗位|总(?:工程|会计|经济|规划|农艺)师|职数|局长|主任|书记|院长|校长|所长|站长|组长|镇长|乡长|主席|行政人员|事业人员|工勤|参照公务员|参公|财政供养|工作人员"
)
_OTHERS = re.compile(r"参保|医保|救助|报销|补助|培训|低保|保障对象|就业|缴费|医疗费|慰问|走访"
    r"|资助|患者|群众|学生|帮扶|约谈|负责人|招聘|养老金|企业|社会化|档案|安置|接待|代表|志愿|村干部|乡村医生|村医|任务")
_STATUS: tuple[tuple[str, str], ...] = (
    ("leadership_posts", r"职数|总(?:工程|会计|经济|规划|农艺)师|局长|主任|书记(?!员)|院长|校长|所长|站长|组长|镇长|乡长|主席|领导班子"),
    ("contract", r"非在编|非编|编外|临聘|聘用|聘请|购买服务|派遣|劳务|临时|(?:外|另|返|续|增|招)聘|^聘|聘有|雇[用佣]|辅警|警务?辅助|协警"
     r"|协管|公益性?岗位?|其他人员"),
    ("in_post", r"实有编制"),
    ("authorised", r"编制(?!人员|内)|核编|(?:行政|事业|工勤|政法|参公)编(?!制?(?:人员|内))|(?<!在)编$|核定"),
    ("retired_any", r"离退休|离退"),
    ("retired", r"退休|退职|退养|内退"),
    ("retired_cadre", r"离休"),
    ("in_post", r"在职|在编|在岗|到岗|在册|实有|现有|职工|人员|年末人数"),
)
_ESTABLISHMENT: tuple[tuple[str, str], ...] = (
    ("law_enforcement", r"执法(?![大中支总]?队|局)|政法"),
    ("worker", r"工勤|工人"),
    ("public_institution", r"参公|参照|事业"),
    ("administrative", r"行政|公务员"),
)
_KIND = re.compile(
    r"^(?:机关|全额|财政)*(?:行政|参公|参照公务员|公务员|事业|工勤|政法|执法|在编|其他)(?:人员|身份|岗|类)?$"
    r"|^[正副]?[处科股]级(?:干部)?$"
)
_POSTS = re.compile(r"(?:机关)?(?:行政|事业|工勤|参公|政法)编")  # 在编人员14人，其中参公人员9人、事业编5人
_BARE_KIND = re.compile(r"(?:机关|全额|财政)*(?:行政|参公|公务员|事业|工勤|政法)(?:人员)?")
_IN_POST = re.compile(r"(?:在职|在编|在岗|实有|现有)(?!.*编制)")
_BESIDE = re.compile(r"(?:年末|实际|现|已)*(?:实有|在职|在编|在岗|到岗|在册)(?:人数|人员|干部|职工)?")
_SUM = re.compile(r"(?:[两三四五六七八九\d]家|以上|全局|全部|总)*(?:合计|总计|共计|共|总共|总数)")
_JOB = re.compile(r"(?:员|工|师|司机|保安|保洁|门卫)$")
_RETIRED = ("retired", "retired_cadre", "retired_any")
_LISTED = re.compile(r"^(?!.*(?:在职|在岗|在编))(?:(?:年末)?实有|.*现有|合计|总计|.*总人数|.*年末人数)")


def _said(mention: Mention) -> str:
    return f"{mention.word('column')} {mention.word('label')}" if mention.word("table") else mention.word("label")


def _before(context: Context, index: int, gap: int) -> int | None:
    """The index of the count of people that stands no more than so many characters before one in running text."""
    if not index or context.mentions[index].word("table"):
        return None
    before, mention = context.mentions[index - 1], context.mentions[index]
    near = before.kind == "people" and before.part == mention.part and mention.span.start - before.span.end <= gap
    return index - 1 if near else None


def is_staff(context: Context, index: int) -> bool:
    """Whether people are the agency's own: they are called so, are part of those who are, or stand in a row with them."""
    mention = context.mentions[index]
    label, under = mention.word("label"), mention.word("under")
    if mention.word("table"):
        return not _OTHERS.search(label)
    if _OTHERS.search(label):
        return False
    if _STAFF.search(label) or _BARE_KIND.fullmatch(label) or (_STAFF.search(under) and not _OTHERS.search(under)):
        return True
    if _BESIDE.fullmatch(label) and _beside(context, index):
        return True
    return (before := _like(context, index)) is not None and is_staff(context, before)


def _like(context: Context, index: int) -> int | None:
    """The count that one takes its standing from: the last of those a sum adds up, a hired hand's neighbour in a list."""
    label = context.mentions[index].word("label")
    if _SUM.fullmatch(label):
        return _before(context, index, 8)
    if _JOB.search(label) and not _STAFF.search(label):
        before = _before(context, index, len(label) + 1)
        return before if before is not None and _own_status(context.mentions[before]) == "contract" else None
    return None


def _own_status(mention: Mention) -> str:
    """The standing that a mention's own words say."""
    label, column = mention.word("label"), mention.word("column")
    if mention.word("table") and re.search(r"编制", column) and not re.search(r"实有", column):
        return "authorised"
    for said in (label, column, *reversed(mention.word("under").split(" / "))):
        kind_only = _KIND.search(said) or (_POSTS.fullmatch(said) and _IN_POST.search(mention.word("under")))
        status = next((status for status, pattern in _STATUS if re.search(pattern, said)), None)
        if said and status and not kind_only:
            return status
    return "in_post"


def _family(context: Context, index: int) -> list[Mention]:
    """The counts that stand beside or under one: its parts, and the rows of its table's column."""
    mention = context.mentions[index]
    place = mention.place if mention.word("table") else None
    return [
        other
        for other in context.mentions
        if other.kind == "people"
        and (
            other.parent == index
            or (place and other.place and (other.place.table, other.place.column) == (place.table, place.column))
        )
    ]


def status_of(context: Context, index: int) -> str:
    """The standing; 实有/现有 that takes in retired people or staff outside 编制 is the total."""
    mention = context.mentions[index]
    if (like := _like(context, index)) is not None:
        return status_of(context, like)
    status = _own_status(mention)
    if status in ("in_post", "authorised") and _LISTED.search(mention.word("label")) and "实有编制" not in mention.word("label"):
        parts = [other for other in _family(context, index) if other is not mention]
        others = {_own_status(other) for other in parts} & {*_RETIRED, "contract"}
        if (others and not _is_made_up(context, index, parts)) or _takes_in_retired(context, index, parts):
            return "total"
    return status


def _numbers(mentions: Iterable[Mention]) -> list[Decimal]:
    return [decimal(mention.word("number")) or Decimal(0) for mention in mentions]


def _is_made_up(context: Context, index: int, parts: list[Mention]) -> bool:
    """Whether the parts before the first of another standing make up a count: what follows is no part of it."""
    own = takewhile(lambda other: _own_status(other) not in (*_RETIRED, "contract"), parts)
    return sum(_numbers(own)) == decimal(context.mentions[index].word("number"))


def _takes_in_retired(context: Context, index: int, parts: list[Mention]) -> bool:
    """Whether a count is that of its parts and the retired named next: 现有97人，在职62人、离退休35人."""
    following = context.mentions[index + 1 + len(parts) : index + 4 + len(parts)]
    after = list(takewhile(lambda other: other.kind == "people" and (parts or _own_status(other) != "authorised"), following))
    sums = accumulate(_numbers([*parts, *after]))
    whole = decimal(context.mentions[index].word("number"))
    added = next((at + 1 for at, total in enumerate(sums) if total == whole), 0) - len(parts)
    return added > 0 and any(_own_status(other) in _RETIRED for other in after[:added])


def whole_of(context: Context, index: int) -> int | None:
    """The index of the count that one is a part of; none where the parts before it have made that up already."""
    mention = context.mentions[index]
    if mention.parent is None or mention.word("table"):
        return mention.parent
    before = [other for other in context.mentions[mention.parent + 1 : index] if other.kind == "people" and other.parent == mention.parent]
    full = len(before) > 1 and sum(_numbers(before)) == decimal(context.mentions[mention.parent].word("number"))
    return None if full else mention.parent


def _beside(context: Context, index: int) -> Mention | None:
    """The posts that a bare 实有 or 在职 stands right beside: 行政编制32名，实有30名; none where they were one kind of several."""
    label = context.mentions[index].word("label")
    at = _before(context, index, 6)
    if at is None or not _BESIDE.fullmatch(label):
        return None
    between = context.document.text[context.mentions[at].span.end : context.mentions[index].span.start]
    if re.search("[。；;]", between):
        return None
    posts, last = context.mentions[at], _before(context, at, len(context.mentions[at].word("label")) + 3)
    if posts.parent is not None or _own_status(posts) != "authorised":
        return None
    several = last is not None and _own_status(context.mentions[last]) == "authorised" and _named_kind(context.mentions[last])
    return None if several and _named_kind(posts) else posts


def _named_kind(mention: Mention) -> str | None:
    """The kind of posts that a label names."""
    return next((name for name, pattern in _ESTABLISHMENT if re.search(pattern, mention.word("label"))), None)


def establishment_of(context: Context, index: int, status: str) -> str | None:
    """The kind of post: as the label names it, or the posts that it stands beside; all where no kind is named."""
    mention = (_beside(context, index) if status == "in_post" else None) or context.mentions[index]
    if status in ("leadership_posts", "contract") and "事业" not in mention.word("label"):
        return None
    return _named_kind(mention) or (None if status in ("leadership_posts", "contract") else "all")
