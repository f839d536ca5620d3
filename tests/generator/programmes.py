"""Sentences on the year's work: money paid, people served, rates reached, standards a head."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from sampling.content import Fact, Piece
from sampling.figures import fault, money

from generator.departments import Department
from generator.prose import Pen
from generator.style import trimmed

SLOT = re.compile(r"\{([^{}:#]+):([^{}]+)\}|\{#(\d+)-(\d+)\}")
PAID = ["outturn", "budget", "allocated", None]


def _wan(pen: Pen, noun: str, people: Fact | None) -> Fact:
    draw = pen.draw
    number = draw.number(3, draw.one([90, 900, 4000]), draw.one([2, 2, 1, 0]))
    if people is not None:  # what is paid fits the people it is paid to
        number = (Decimal(people.fields["value"] * draw.whole(100, 1500)) / 10**4).quantize(Decimal("0.01"))
    about = "余" if draw.chance(0.1) else ""
    if not about and people is None and draw.chance(0.08):
        return money(number, noun, None, PAID, unit="万", form="{}" + pen.style.blank + "万", sep=pen.style.sep)
    unit = "万元" if about or draw.chance(0.9) else "元"
    if people is not None and people.fields["value"] > 500 and not about and pen.slip.here("magnitude"):
        pen.slip.waiting.append(fault("magnitude", f"元 for 万元: {number}"))
        return pen.style.cash(number / 10**4, noun, None, PAID, unit="元")
    return pen.style.cash(number, noun, None, PAID, unit=unit, about=about)


def _yi(pen: Pen, noun: str, _: Fact | None) -> Fact:
    return pen.style.cash(pen.draw.number(1, 9) * 10**4, noun, None, PAID, unit="亿元")


def _standard(pen: Pen, noun: str, _: Fact | None) -> Fact:
    low, high = STANDARDS.get(noun, (100, 1200))
    return pen.style.cash(Decimal(pen.draw.whole(low, high)) / 10**4, noun, None, PAID, unit="元", measure="per_unit")


def _standard_wan(pen: Pen, noun: str, _: Fact | None) -> Fact:
    return pen.style.cash(pen.draw.number(2, 6), noun, None, PAID, unit="万元", measure="per_unit")


def _rate(pen: Pen, noun: str, _: Fact | None) -> Fact:
    return pen.style.rate(trimmed(pen.draw.number(71, 100, pen.draw.one([0, 1, 2]))), noun)


def _persons(unit: str) -> Callable[[Pen, str], Fact]:
    def make(pen: Pen, noun: str) -> Fact:
        draw = pen.draw
        if unit.startswith("万"):
            return pen.style.people(draw.number(1, 60, draw.one([1, 2])), noun, unit)
        number = draw.whole(20, draw.one([900, 9000, 50000]))
        about = draw.one(["余", "多"]) if draw.chance(0.1) else ""
        return pen.style.people(number // 10 * 10 if about else number, noun, about + unit)

    return make


STANDARDS = {"补助标准": (4, 6), "补偿标准": (12, 20), "资助标准": (800, 3000), "每场补助": (2000, 5000), "管护补助": (6000, 10000)}
MONEY: dict[str, Callable[[Pen, str, Fact | None], Fact]] = {
    "万元": _wan, "亿元": _yi, "元一": _standard, "万元一": _standard_wan, "%": _rate,
}  # fmt: skip
PEOPLE = {unit: _persons(unit) for unit in ("人", "名", "人次", "万人", "万人次")}


def sentence(pen: Pen, grammar: str) -> tuple[Piece, ...]:
    """One sentence of a department's grammar."""
    text = pen.draw.word(grammar)
    people: Fact | None = None
    for slot in SLOT.finditer(text):
        if slot[1] and slot[1][-1] in "人名次":
            people = PEOPLE[slot[1]](pen, slot[2])
    out: list[Piece] = []
    at, clause = 0, ""
    for slot in SLOT.finditer(text):
        between = text[at : slot.start()]
        clause = re.split("[，。；、]", clause + between)[-1]
        out.append(between)
        at = slot.end()
        if not slot[1]:
            number = str(pen.draw.whole(int(slot[3]), int(slot[4])))
            clause += number
            out.append(number)
        elif people is not None and slot[1][-1] in "人名次":
            out.append(labelled(people, clause))
        else:
            out += [labelled(MONEY[slot[1]](pen, slot[2], people), clause), *pen.slip.mark()]
    return (*out, text[at:])


def labelled(figure: Fact, clause: str) -> Fact:
    """The figure, labelled by its noun or by all that its clause says before it."""
    own = figure.fields["label"]
    return Fact(figure.table, figure.quote, figure.fields | {"label": [own, *([clause] if clause else [])]})


def work(pen: Pen, kind: Department) -> list[tuple[Piece, ...]]:
    """The paragraphs on what was done, numbered in one of the usual ways."""
    draw = pen.draw
    said = [sentence(pen, grammar) for grammar in draw.some(kind.work, 3, 5)]
    forms = [[f"{n}是" for n in "一二三四五"], [f"{n}." for n in range(1, 6)], [f"（{n}）" for n in range(1, 6)], [""] * 5]
    marks = draw.one(forms)
    if draw.chance(0.4):
        between: Piece = draw.word("<；|。|，同时>") if not marks[0] else "；"
        out: list[Piece] = []
        for number, pieces in enumerate(said):
            out += [*([between] if number else []), marks[number], *pieces]
        return [(*out, "。")]
    return [(mark, *pieces, "。") for mark, pieces in zip(marks, said, strict=False)]


def quality(pen: Pen, kind: Department) -> tuple[Piece, ...]:
    """The satisfaction that a survey gave."""
    rate = trimmed(pen.draw.number(85, 100, 1))
    return pen.draw.say([
        "<经问卷调查，|据测评，|>{n}<达|达到|为>{r}。", "{n}{r}，<较好|>完成年度目标。",
    ], n=kind.served, r=pen.style.rate(rate, kind.served))  # fmt: skip
