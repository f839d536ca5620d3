"""Duplicate parts: a report or form that stands twice in one bundle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from normalize.checks.check import Check, fault
from normalize.checks.examples import report as one_part
from normalize.rows import CheckRow, PartRow, Report

LEAST = 120
"""Characters below which a part is too short to be told from another."""

_BLANKS = re.compile(r"[\s|_—–-]")
_PIECE = re.compile(r"[^，。；;、|\t\n]+")
_NUMBERED = re.compile(r"附[件表]\s*[\d一二三四五六七八九十]+[-.—\d]*|第\s*\d+\s*页|-\s*\d+\s*-")


def _pieces(part: PartRow, text: str) -> frozenset[str]:
    """What a part says, piece by piece, without its project's name, attachment's number and page marks."""
    said = _NUMBERED.sub("", text[part.char_start : part.char_end])
    pieces = (_BLANKS.sub("", piece) for piece in _PIECE.findall(said))
    name = _BLANKS.sub("", part.project_name or "")
    return frozenset(piece.replace(name, "") if name else piece for piece in pieces if piece)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two parts say the same but for a piece in twenty-five."""
    small, large = sorted((len(one), len(other)))
    return small * 25 >= large * 24 and len(one & other) * 25 >= len(one | other) * 24


def _name(part: PartRow) -> str:
    return part.project_name or part.title or part.kind


def find(report: Report) -> Iterator[CheckRow]:
    """One row a part that repeats one before it."""
    text = report.text.text if report.text else ""
    before: list[tuple[PartRow, frozenset[str]]] = []
    for number, part in enumerate(report.parts if len(report.parts) > 1 else (), 1):
        own = _pieces(part, text)
        if sum(map(len, own)) < LEAST:
            continue
        twin = next((p for p, said in before if p.kind == part.kind and _alike(own, said)), None)
        before.append((part, own))
        if twin is None:
            continue
        first, named = report.parts.index(twin) + 1, _name(part)
        same = _BLANKS.sub("", _name(twin)) == _BLANKS.sub("", named)
        chinese = "内容相同，是重复收录" if same else f"“{_name(twin)}”内容相同，很可能是误附"
        english = "say the same" if same else f"({_name(twin)}) say the same; one is very probably there by mistake"
        yield fault(
            report, "duplicate_part", "warning",
            (
                f"第{number}部分“{named}”与第{first}部分{chinese}",
                f"part {number} ({named}) and part {first} {english}",
            ),
            at=(part.char_start, min(part.char_end, part.char_start + max(len(named), 20))),
        )  # fmt: skip


_FORM = (
    "项目支出绩效自评表\n项目名称\t{}\n年度资金总额\t120\t150\t148.2\n其中：当年财政拨款\t120\t150\t148.2\n数量指标\t{}\t"
    "≥24公里\t25公里\t20\t20\n质量指标\t验收合格率\t100%\t100%\t20\t20\n满意度指标\t群众满意度\t≥90%\t95%\t10\t10\n"
    "时效指标\t完工时间\t12月31日前\t11月20日完工\t20\t20\n社会效益指标\t出行条件\t明显改善\t明显改善\t20\t20\n"
)


def _bundle(*texts: str, kind: str = "project_form") -> Report:
    whole, parts, at = one_part("".join(texts)), [], 0
    for number, text in enumerate(texts):
        part = replace(whole.parts[0], part_id=f"p{number}", kind=kind, project_name=text.partition("\t")[2][:4])
        parts.append(replace(part, char_start=at, char_end=at + len(text)))
        at += len(text)
    return replace(whole, parts=tuple(parts))


_ROADS, _BRIDGE = _FORM.format("农村公路", "新建道路长度"), _FORM.format("危桥改造", "改造桥梁长度")

CHECK = Check(
    code="duplicate_part",
    asks="Does every report and form of a bundle stand in it once?",
    find=find,
    passes=(
        _bundle(_ROADS, _BRIDGE.replace("148.2", "96.5").replace("≥24公里\t25公里", "≥300米\t300米")),
        _bundle("附件1\n项目支出绩效自评表\n", "附件2\n项目支出绩效自评表\n"),
    ),
    fails=(_bundle(_ROADS, _BRIDGE, "附件3\n" + _ROADS), _bundle(_ROADS, _ROADS.replace("农村公路", "危桥改造"))),
)
