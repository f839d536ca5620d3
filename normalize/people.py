"""Mentions of people as headcounts: whose they are, in which standing, in which kind of post."""

from __future__ import annotations

import re
from decimal import Decimal

from normalize.context import Context
from normalize.numbers import decimal, qualifier
from normalize.rows import Headcount
from normalize.years import year_of
from patterns.mention import Mention

_STAFF = re.compile(
    r"编制|行政编|事业编|在职|在编|在岗|退休|离休|离退|退养|内退|离岗|退职|^实有|^现有|实有人|年末人数|现有人|干部职工|教职工|职工(?:人数|总数)?$|职工总|聘用|聘有|雇[用佣]|借调|临聘|临时(?:工|人员)"
    r"|编外|政府购买服务|派遣|外聘|辅警|协管员|公益性?岗位|总(?:工程|会计|经济|规划|农艺)师|职数|局长|主任|书记|院长|校长|所长|站长|组长|镇长|乡长|主席|行政人员|事业人员|工勤|参照公务员|参公|财政供养|工作人员"
)
_OTHERS = re.compile(r"参保|医保|救助|报销|补助|培训|低保|保障对象|就业|缴费|医疗费|慰问|走访"
    r"|资助|患者|群众|学生|帮扶|约谈|负责人|招聘|养老金|企业|社会化|档案|安置|接待|代表|志愿|村干部|乡村医生|村医|任务")
_STATUS: tuple[tuple[str, str], ...] = (
    ("leadership_posts", r"职数|总(?:工程|会计|经济|规划|农艺)师|局长|主任|书记(?!员)|院长|校长|所长|站长|组长|镇长|乡长|主席|领导班子"),
    ("contract", r"非在编|非编|编外|临聘|聘用|聘有|雇[用佣]|聘请|政府购买服务|派遣|临时|外聘|辅警|协管|公益性?岗位?|其他人员"),
    ("in_post", r"实有编制"),
    ("authorised", r"编制(?!人员|内)|核编|(?:行政|事业|工勤|政法|参公)编(?!制?(?:人员|内))|(?<!在)编$|核定"),
    ("retired_any", r"离退休|离退"),
    ("retired", r"退休|退职|退养|内退"),
    ("retired_cadre", r"离休"),
    ("in_post", r"在职|在编|在岗|实有|现有|职工|人员|年末人数"),
)
_ESTABLISHMENT: tuple[tuple[str, str], ...] = (
    ("law_enforcement", r"执法|政法"),
    ("worker", r"工勤|工人"),
    ("public_institution", r"参公|参照|事业"),
    ("administrative", r"行政|公务员"),
)
_KIND = re.compile(
    r"^(?:机关|全额|财政)*(?:行政|参公|参照公务员|公务员|事业|工勤|政法|执法|在编|其他)(?:人员|身份|岗|类)?$"
    r"|^[正副]?[处科股]级(?:干部)?$"
)
_POSTS = re.compile(r"(?:机关)?(?:行政|事业|工勤|参公|政法)编")  # 在编人员14人，其中参公人员9人、事业编5人
_IN_POST = re.compile(r"(?:在职|在编|在岗|实有|现有)(?!.*编制)")
_RETIRED = ("retired", "retired_cadre", "retired_any")
_LISTED = re.compile(r"^(?!.*(?:在职|在岗|在编))(?:(?:年末)?实有|.*现有|合计|总计|.*总人数|.*年末人数)")


def _said(mention: Mention) -> str:
    return f"{mention.word('column')} {mention.word('label')}" if mention.word("table") else mention.word("label")


def _is_staff(mention: Mention) -> bool:
    """Whether people are the agency's own: they are called so, or are part of those who are."""
    label, under = mention.word("label"), mention.word("under")
    if _OTHERS.search(label):
        return False
    called = _STAFF.search(label) or (_STAFF.search(under) and not _OTHERS.search(under))
    return bool(mention.word("table")) or bool(called)


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


def _status(context: Context, index: int) -> str:
    """The standing; 实有/现有 that takes in retired people or staff outside 编制 is the total."""
    mention = context.mentions[index]
    status = _own_status(mention)
    if status in ("in_post", "authorised") and _LISTED.search(mention.word("label")) and "实有编制" not in mention.word("label"):
        family = [other for other in _family(context, index) if other is not mention]
        if {_own_status(other) for other in family} & {*_RETIRED, "contract"} or _takes_in_retired(context, index, family):
            return "total"
    return status


def _takes_in_retired(context: Context, index: int, parts: list[Mention]) -> bool:
    """Whether parts make up a count only together with the retired named next: 实有18人；其中在职13人，离退休5人."""
    after = context.mentions[index + 1 + len(parts) : index + 3 + len(parts)]
    retired = [other for other in after if other.kind == "people" and _own_status(other) in _RETIRED]
    numbers = [decimal(other.word("number")) or Decimal(0) for other in (*parts, *retired)]
    return bool(parts and retired) and sum(numbers) == decimal(context.mentions[index].word("number"))


def _beside(context: Context, index: int) -> Mention | None:
    """The posts that a bare 实有 or 在职 stands right beside: 行政编制32名，实有30名."""
    before = context.mentions[index - 1] if index else None
    mention = context.mentions[index]
    if before is None or mention.word("table") or mention.span.start - before.span.end > 6:
        return None
    earlier = context.mentions[index - 2] if index > 1 else None
    listed = earlier is not None and earlier.kind == "people" and _own_status(earlier) == "authorised"
    if listed or re.search("[。；;]", context.document.text[before.span.end : mention.span.start]):
        return None  # 行政编制8名、事业编制20名，实有27名: of all kinds
    posts = before.kind == "people" and before.parent is None and _own_status(before) == "authorised"
    return before if posts and re.fullmatch(r"实有|在职|在编|在岗|实有人数|在职人员", mention.word("label")) else None


def _establishment(mention: Mention, status: str) -> str | None:
    if status in ("leadership_posts", "contract") and "事业" not in mention.word("label"):
        return None
    found = next((name for name, pattern in _ESTABLISHMENT if re.search(pattern, mention.word("label"))), None)
    return found or (None if status in ("leadership_posts", "contract") else "all")


def headcount(context: Context, index: int) -> Headcount:
    """The headcounts row of the mention of people at an index."""
    mention = context.mentions[index]
    printed, unit = decimal(mention.word("number")), re.sub(r"[余多来]", "", mention.word("unit"))
    scale = 10**4 if unit.startswith("万") else 1000 if unit.startswith("千") else 1
    exact = printed * Decimal(scale) if printed is not None else None
    whole = int(exact) if exact is not None and exact == exact.to_integral_value() else None
    population = "visits" if "人次" in unit else "staff" if _is_staff(mention) else "persons"
    status = _status(context, index) if population == "staff" else None
    flags = ["digits_lost"] if printed is None else ["fraction"] if whole is None else []
    parent = context.fact_ids[mention.parent] if mention.parent is not None else None
    return Headcount(
        **context.fact(index, flags, dated=True),
        label=mention.word("label") or None,
        population=population,
        staff_status=status,
        establishment=_establishment(_beside(context, index) or mention, status) if status else None,
        organisation=(mention.word("organisation") or None) if population == "staff" else None,
        fiscal_year=year_of(mention.word("period"), context.year(mention)),
        basis="planned" if mention.word("plan") and population != "staff" else "actual",
        value=whole,
        unit=unit or "人",
        unit_source="inline" if unit else mention.word("unit_source") or "inferred",
        qualifier=qualifier(*(mention.word(name) for name in ("before", "mid", "inner", "after"))),
        part_of=parent,
    )
