"""Which counts of people are no stock of them: staff who came or left in the year, and means that aren't whole."""

from __future__ import annotations

import re

from normalize.context import Context
from normalize.standing import is_staff

_OWN = (
    r"(?:公务员|参公人员|民警|干警|警察|法官|检察官|职工|教职工|人员|工作人员|在职人员|在编人员|编制人员|事业人员|行政人员|干部|干部职工|员工"
    r"|编制内人员|军转干部|转业军人|转业干部|士官|大学生|选调生|毕业生|教师|医生|护士|教职工|专业技术人员|事业编制人员)"
)
_WHEN = r"(?:年内|年中|本年|当年|全年|期间|其中|另|又|原因是|因|由于|主要是|我局|本单位|单位|局机关|机关|分别)*"
_GONE = r"(?:调入|调出|调离|调任|离职|辞职|辞退|解聘|减员|增员|净增|净减|净增加|净减少|转隶|划转|考出|考走|病故|去世)"
_CAME = r"(?:招录|招考|考录|招聘|录用|选调|遴选|引进|新进|转业|安置|接收|新增|增加|减少|退休|到龄退休|交流|公招)"
_SURE = re.compile(
    rf"{_WHEN}(?:新|共|已|正常|公开|自然)*{_GONE}(?:了)?{_OWN}?|{_WHEN}{_OWN}{_GONE}|(?:原因是|主要是|因|由于)(?:本年|年内)?新?{_CAME}(?:录用)?{_OWN}"
)
_MAYBE = re.compile(
    rf"{_WHEN}(?:新|共|已|正常|公开|统一)*{_CAME}(?:录用|安置|招聘|录)?(?:了)?{_OWN}?|{_WHEN}{_OWN}(?:转业)?{_CAME}|{_WHEN}新{_CAME}?{_OWN}"
)
_LEFT = re.compile(r"(?:年内|本年|当年|全年|新增?|到龄|正常)退休(?:了)?(?:人员|干部|职工)?")
_NEAR = 4  # counts
_SPAN = 60  # characters


def _is_sure(context: Context, index: int) -> bool:
    """Whether a count's own words say that staff came or left: a change of a stock of staff, 调出, 年内退休."""
    mention = context.mentions[index]
    label = mention.word("label")
    if mention.word("change"):
        return is_staff(context, index)
    return bool(_SURE.fullmatch(label) or _LEFT.fullmatch(label))


def _stands_by_staff(context: Context, index: int) -> bool:
    """Whether staff, or staff who came or left, are counted right beside a count."""
    mention = context.mentions[index]
    near = range(max(0, index - _NEAR), min(len(context.mentions), index + _NEAR + 1))
    return any(
        (other := context.mentions[at]).kind == "people"
        and at != index
        and other.part == mention.part
        and max(other.span.start - mention.span.end, mention.span.start - other.span.end) <= _SPAN
        and (_is_sure(context, at) or (is_staff(context, at) and not _MAYBE.fullmatch(other.word("label"))))
        for at in near
    )


def is_movement(context: Context, index: int) -> bool:
    """Whether people are counted who came or left (年内调入3人，退休5人), or a mean is given (平均2.3人): no headcount."""
    mention = context.mentions[index]
    if mention.kind != "people" or mention.word("table") or "次" in mention.word("unit") or mention.word("plan"):
        return False
    if "." in mention.word("number") and not re.match("[万千]", mention.word("unit")):
        return True
    if _is_sure(context, index):
        return True
    label, parent = mention.word("label"), mention.parent
    if parent is not None and is_movement(context, parent):
        return True
    if label.endswith("退休") or "退休" in label:
        return bool(_MAYBE.fullmatch(label)) and any(
            0 <= at < len(context.mentions)
            and context.mentions[at].kind == "people"
            and (_SURE.fullmatch(said := context.mentions[at].word("label")) or ("退休" not in said and _MAYBE.fullmatch(said)))
            and abs(context.mentions[at].span.start - mention.span.end) <= 8
            for at in (index - 1, index + 1)
        )
    return bool(_MAYBE.fullmatch(label)) and _stands_by_staff(context, index)
