"""What officials do with figures in a sentence: changes, shares, lists, executions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sampling.content import Piece
from sampling.figures import fault

from generator.draw import Draw, joined
from generator.slip import Slip
from generator.style import Style


@dataclass(frozen=True, slots=True)
class Pen:
    """What writing a section needs: chance, style, the place of a fault, and the year."""

    draw: Draw
    style: Style
    slip: Slip
    year: int


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a whole: its noun as printed, 万元, concept."""

    noun: str
    number: Decimal
    concept: str | None


def change(pen: Pen, now: Decimal, before: Decimal, label: str, concept: Any, stage: Any = "outturn") -> tuple[Piece, ...]:
    """…，比上年增加…, in any of its forms, with its own comma before it; none where nothing changed."""
    draw, style, year = pen.draw, pen.style, pen.year
    gap, fall = abs(now - before), now < before
    if not before or not gap:
        return draw.say("，<与上年持平|较上年无变化|与上年相比无增减变化>") if not gap else ()
    verb = draw.word("减少" if fall else "增加")
    by = draw.word("<下降|减少|降低>" if fall else "<增长|上升|增长>")
    width = draw.word("<降幅|下降幅度>" if fall else "<增幅|增长幅度>")
    than = draw.word(f"<比上年|较上年|与上年相比|同比|比{year - 1}年|较{year - 1}年|比上年同期|与{year - 1}年度相比，>")
    form = draw.word(draw.one([
        f"，{than}{verb}{{gap}}，{by}{{rate}}",
        f"，{than}{verb}{{gap}}，{by}{{rate}}",
        f"，{than}{verb}{{gap}}（{width}{{rate}}）",
        f"，{than}{verb}{{gap}}，{width}<为|>{{rate}}",
        f"（{than}{verb}{{gap}}，{by}{{rate}}）",
        f"，{than}{verb}<了|>{{gap}}，{by}<了|>{{rate}}",
        f"，<上年|{year - 1}年|上年度><为|决算数为|>{{before}}，{verb}{{gap}}，{by}{{rate}}",
        f"，与<上年|{year - 1}年>{{before}}相比，{verb}{{gap}}，{by}{{rate}}",
        f"，{than.rstrip('，')}<决算数|>{by}{{rate}}",
    ]))  # fmt: skip
    rate = style.percent(gap, before)
    rate = pen.slip.off("rate", rate, "0.4") if "{gap}" in form else rate
    labels = [label, *(label + more for more in ("支出", "支出决算", "决算数", "实际支出"))]
    slots: dict[str, Any] = {
        "gap": style.cash(gap, labels, concept, stage, fall=fall, measure="change"),
        "rate": (style.rate(rate, labels, "growth", fall=fall), *pen.slip.mark()),
        "before": style.cash(before, [*labels, "决算数"], concept, stage, fiscal_year=year - 1),
    }
    return draw.say(form, **slots)


LEADS = "<，其中：|，其中|，其中，|，包括：|。其中：|。其中，|（其中：|，包括|。按构成看，>"


def listing(
    pen: Pen, items: Sequence[Item], whole: Item, *, stage: Any = "outturn", shares: bool = True, lead: str = LEADS
) -> tuple[Piece, ...]:
    """The parts of a whole, with their shares or without, and the mark that leads to them."""
    draw, style = pen.draw, pen.style
    lead = draw.word(lead)
    end = "）" if lead.startswith("（") else ""
    kind = draw.whole(1, 10)
    if kind == 1 and len(items) > 1:
        return (*together(pen, items, lead, stage), end)
    if kind == 2 and whole.number and shares:
        return (*together(pen, items, lead, stage, whole), end)
    wanted = shares and whole.number and draw.chance(0.45)
    form = draw.word(
        f"<{{n}}，占{whole.noun}的{{s}}|{{n}}（占{{s}}）|{{n}}，占比{{s}}|{{n}}、占{{s}}|{{n}}，占{whole.noun}比重<为|>{{s}}|{{n}}，占比为{{s}}|{{n}}（占{whole.noun}的{{s}}）>"
    )
    verb = draw.word("<||为|共|>")
    wrong = draw.whole(0, len(items) - 1) if len(items) > 1 else None
    out = []
    for place, item in enumerate(items):
        number = item.number
        if place == wrong and number * 8 > whole.number > 0:
            number = pen.slip.off("sum_of_parts", number)
        if place == wrong and number * 8 > whole.number > 0 and style.unit == "万元" and pen.slip.here("magnitude"):
            pen.slip.waiting.append(fault("magnitude", f"元 for 万元 in a list: {number}"))
            said = style.cash(number / 10**4, item.noun, item.concept, stage, unit="元")
        else:
            said = style.cash(number, item.noun, item.concept, stage)
        if wanted and item.number:
            part = pen.slip.off("share", style.percent(item.number, whole.number), "0.3")
            share = style.rate(part, [item.noun, f"占{whole.noun}", f"{item.noun}占{whole.noun}", "占比"], "share")
            out.append((item.noun, verb, *draw.say(form, n=said, s=(share, *pen.slip.mark()))))
        else:
            out.append((item.noun, verb, said, *pen.slip.mark()))
    between = "；" if wanted and "，" in form else draw.word("<，|；|、>")
    last = draw.word(f"<{between}|{between}|{'和' if between == '、' else between}>")
    return (lead, *joined(out, between, last), end)


def together(pen: Pen, items: Sequence[Item], lead: str, stage: Any, whole: Item | None = None) -> tuple[Piece, ...]:
    """A、B分别为x万元、y万元，分别占a%、b%."""
    draw, style = pen.draw, pen.style
    nouns = "、".join(item.noun for item in items[:-1]) + draw.word("<和|、|及>") + items[-1].noun
    once = style.unit == "万元" and style.sep != "，" and not style.blank and draw.chance(0.35)
    unit = {} if draw.chance(0.9) else {"unit": "元"}
    said = [
        style.bare(item.number, item.noun, item.concept, stage) if once and item is not items[-1]
        else style.cash(item.number, item.noun, item.concept, stage, **({"unit": "万元"} if once else unit))
        for item in items
    ]  # fmt: skip
    out = (lead, nouns, draw.word("<分别为|分别为|分别是|依次为|各为>"), *joined(said, "、", draw.word("<、|和>")))
    if whole is None or any(not item.number for item in items):
        return out
    rates = [
        style.rate(style.percent(item.number, whole.number), [item.noun, f"占{whole.noun}", f"{item.noun}占{whole.noun}"], "share")
        for item in items
    ]
    return (*out, draw.word(f"，<分别占{whole.noun}的|占比分别为|分别占>"), *joined(rates, "、", draw.word("<、|和>")))


def execution(pen: Pen, spent: Decimal, planned: Decimal, noun: str, concept: Any, stage: Any = "adjusted_budget") -> tuple[Piece, ...]:
    """预算…，支出…，执行率…%."""
    draw, style = pen.draw, pen.style
    initial = stage == "initial_budget"
    before = draw.word("<年初预算|年初预算数|年初批复预算>" if initial else "<调整预算数|全年预算数|调整后预算|全年预算>")
    slots: dict[str, Any] = {
        "planned": style.cash(planned, [noun, before, noun + before], concept, stage),
        "spent": style.cash(spent, [noun, "支出", noun + "支出决算", "实际支出", "决算数", "执行数"], concept, "outturn"),
    }
    part = pen.slip.off("rate", style.percent(spent, planned), "-0.2")
    slots["rate"] = (
        style.rate(part, [noun, "执行率", "预算执行率", noun + "执行率", f"完成{before}", f"占{before}", "支出完成率", "完成预算"],
                   ["execution_rate", "share"]),
        *pen.slip.mark(),
    )  # fmt: skip
    return draw.say([
        f"{noun}{before}<为|>{{planned}}，<实际支出|支出决算|决算数|执行数><为|>{{spent}}，<预算执行率|执行率|支出完成率><为|达|>{{rate}}",
        f"{noun}{before}<为|>{{planned}}，<实际支出|支出决算><为|>{{spent}}，完成<{before}|预算>的{{rate}}",
        f"{noun}<支出决算|决算数><为|>{{spent}}，完成{before}{{planned}}的{{rate}}",
        f"{noun}<实际支出|支出决算>{{spent}}，{before}{{planned}}，<预算执行率|执行率>{{rate}}",
    ], **slots)  # fmt: skip
