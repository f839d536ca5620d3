"""Sections on people: posts and staff by establishment, retired, contract staff."""

from __future__ import annotations

from decimal import Decimal

from sampling.content import Piece
from sampling.figures import fault

from generator.books import Staff
from generator.draw import joined
from generator.prose import Pen

POSTS = {
    "administrative": "<行政编制|行政编制|行政编>",
    "public_institution": "<事业编制|事业编制|事业编>",
    "worker": "<工勤编制|机关工勤编制>",
}
FILLED = {
    "administrative": "<行政人员|行政在职人员|行政编制人员|行政|在职行政人员>",
    "public_institution": "<事业人员|事业在职人员|事业编制人员|事业|在职事业人员>",
    "worker": "<工勤人员|机关工勤人员|工勤>",
}
ALL = ["all", None]


def posts(pen: Pen, staff: Staff) -> tuple[Piece, ...]:
    """核定编制 and its kinds."""
    draw, style = pen.draw, pen.style
    classifier = draw.word(f"<{style.classifier}|{style.classifier}|个|名>")
    kinds = {kind: draw.word(POSTS[kind]) for kind in staff.posts}
    each = [
        (noun, style.staff(staff.posts[kind], noun, "authorised", kind, classifier=classifier)) for kind, noun in kinds.items()
    ]
    if draw.chance(0.25):
        head = draw.word("<我局|本单位|局机关>核定")
        return (head, *joined(each, draw.word("<、|，>")), "。")
    if draw.chance(0.1):
        numbers = [(figure, noun) for noun, figure in each]
        return (draw.word("<我局|本单位|部门|>有"), *joined(numbers, "、"), "。")
    total = sum(staff.posts.values())
    total = int(pen.slip.off("sum_of_parts", Decimal(total), "-0.06", 1))
    noun = draw.word("<核定编制|人员编制|编制总数|总编制|编制>")
    said = style.staff(total, [noun, "编制"], "authorised", ALL, classifier=classifier)
    mark = pen.slip.mark()
    lead, end = draw.one([("，其中：", ""), ("，其中", ""), ("（其中：", "）"), ("，包括", ""), ("（", "）"), ("：", "")])
    if draw.chance(0.2):
        nouns = draw.word("<、|和>").join(kinds.values()) if len(kinds) == 2 else "、".join(kinds.values())
        numbers = [figure for _, figure in each]
        return (draw.word("<我局|本单位|部门|>"), noun, said, *mark, "，其中", nouns, "分别为", *joined(numbers, "、"), "。")
    return (draw.word("<我局|本单位|部门|>"), noun, said, *mark, lead, *joined(each, draw.word("<、|，>")), end, "。")


def filled(pen: Pen, staff: Staff) -> tuple[Piece, ...]:
    """Staff in post by kind, retired and contract staff, as of the year's end."""
    draw, style = pen.draw, pen.style
    when = draw.word("<截至{y}年12月31日，|{y}年末，|截至{y}年底，|年末|{y}年末|截止{y}年12月31日，|现有|>")
    year = pen.year
    if "{y}" in when and pen.slip.here("fiscal_year"):
        year -= 1
    stale = (fault("fiscal_year", f"as of {year} in a report on {pen.year}"),) if year != pen.year else ()
    when = when.replace("{y}", str(year))
    noun = draw.word("<在职人员|在职人数|在职在编人员|实有在职人员|在编在职人员>")
    kinds, total = draw.chance(0.6), sum(staff.people.values())
    if kinds:
        total = int(pen.slip.off("sum_of_parts", Decimal(total), "-0.06", 1))
    said = style.staff(total, [noun, "在职"], "in_post", ALL)
    mark = pen.slip.mark()
    each = [(noun_, style.staff(staff.people[kind], noun_, "in_post", kind))
            for kind in staff.people for noun_ in [draw.word(FILLED[kind])]]  # fmt: skip
    out: tuple[Piece, ...] = (*stale, when, noun, draw.word("<|共|>"), said, *mark)
    if kinds:
        lead, end = draw.one([("，其中：", ""), ("，其中", ""), ("（其中：", "）"), ("（", "）")])
        out = (*out, lead, *joined(each, draw.word("<、|，>")), end)
    after = draw.word("<；|，|。>")
    if draw.chance(0.8):
        noun = draw.word("<退休人员|退休|退休职工>")
        out = (*out, after, noun, style.staff(staff.retired, noun, "retired", ALL))
    if draw.chance(0.5):
        noun = draw.word("<政府购买服务人员|编外聘用人员|临聘人员|劳务派遣人员>")
        out = (*out, draw.word("<；|，|、>"), draw.word("<|另有>"), noun, style.staff(staff.contract, noun, "contract", None))
    return (*out, "。")


def control(pen: Pen, staff: Staff) -> tuple[Piece, ...]:
    """财政供养人员控制率 from its own figures."""
    draw, style = pen.draw, pen.style
    have, may = sum(staff.people.values()), sum(staff.posts.values())
    rate = pen.slip.off("rate", style.percent(have, may), "0.2")
    return draw.say(
        "<财政供养人员控制率|在职人员控制率><为|>{r}。",
        r=(style.rate(rate, ["财政供养人员控制率", "在职人员控制率"], "staffing_control_rate"), *pen.slip.mark()),
    )  # fmt: skip


def leaders(pen: Pen, staff: Staff) -> tuple[Piece, ...]:
    """Leadership posts."""
    noun = pen.draw.word("<领导职数|股级领导职数|科级领导职数>")
    return (noun, pen.style.staff(staff.leaders, noun, "leadership_posts", None, classifier="名"), "。")


def sections(pen: Pen, staff: Staff) -> list[tuple[Piece, ...]]:
    """The paragraph on people."""
    out = posts(pen, staff)
    if pen.draw.chance(0.3):
        out += leaders(pen, staff)
    if pen.draw.chance(0.85):
        out += filled(pen, staff)
        if pen.draw.chance(0.3):
            out += control(pen, staff)
    return [out]

