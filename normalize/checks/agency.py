"""Names: is the unit called by one name, or does the cover say 吴州 where the text says 吴川."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from normalize.checks.check import Check, fault, text_of
from normalize.checks.examples import report
from normalize.divisions import known
from normalize.rows import CheckRow, Report

_PLACE = re.compile(r"(?:[一-鿿]{1,8}?(?:自治[县州旗]|[省市县区旗州盟]))+")
_LAST = re.compile(r"[一-鿿]{1,8}?(?:自治[县州旗]|[省市县区旗州盟])")
_HAN = re.compile(r"[一-鿿]+")
_LABEL = re.compile(
    r"(?:评价|自评|填报|预算|编报)(?:单位|部门)(?:名称)?(?:[（(][^（()）]{0,8}[)）])?[:：|]?$"
    r"|(?:部门|单位)(?:[（(]单位[)）])?名称[:：|]?$"
)
_OWN_DUTIES = re.compile(r"(?:主要)?(?:负责|承担|职[责能]|内设|下设|核定|编制|现有|共有|机构|是|为|成立)")
"""What only the unit's own report says of it: here another county's name is a slip of the keyboard too."""
_LEVELS = frozenset("省市县区旗州盟镇乡的")
_SPOKEN = frozenset("我本该全各外邻市省州区县地旗和与及由经向在对为是")
"""What may stand before 县 without being a county's name: 全县, 我县."""


def _halves(report: Report) -> tuple[str, str]:
    """The agency's place, without the places above it, and the rest of its name."""
    agency, county = report.document.agency or "", report.document.county or ""
    if len(county) > 1 and county in agency:
        place = county
    else:
        match = _PLACE.match(agency)
        place = _LAST.findall(match[0])[-1] if match else ""
    return place, agency[agency.rfind(place) + len(place) :] if len(place) > 1 else ""


def _differs(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _misnamed(name: str, place: str, before: str, described: bool) -> bool:
    """Whether what stands before the agency's tail is the place misprinted, and no other place.

    `described`: a sentence that tells what the unit does begins with the name.
    """
    if len(name) < len(place) or name == place or not _HAN.fullmatch(name):
        return False
    labelled = bool(_LABEL.search(before))
    if name[-1] != place[-1] and (name[-1] in _LEVELS or not labelled) and not described:
        return False
    if _differs(name, place) > (1 if len(place) < 5 else 2) or (name[0] in _SPOKEN and len(place) < 3):
        return False
    return described if known(name) else described or labelled or len(place) > 2


_ACTS = re.compile(r"(?:将|应|要|在|以|按照?|根据|结合|通过|严格|认真|高度|积极|进一步|继续|定期)")


def _county(name: str) -> bool:
    """Whether a name is a county's."""
    return name[-1:] in tuple("县区旗") and known(name)


def _another(even: str, match: re.Match[str], place: str, opens: Callable[[int], bool]) -> int | None:
    """Where a sentence begins that says what a unit of that kind does in another county: copied from its report."""
    if place[-1] not in "县区旗市" or not _ACTS.match(even, match.end()):
        return None
    starts = (at for at in range(max(0, match.start() - 9), match.start() - 1) if _county(even[at : match.start()]))
    start = next(starts, None)
    return start if start is not None and place not in even[start : match.start()] and opens(start) else None


def _variants(even: str, place: str, tail: str, opens: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    """Stretches of the even text where the unit goes by another place or a misprinted name.

    `opens`: whether a sentence opens at an offset of it.
    """
    for match in re.finditer(re.escape(tail), even):
        start = max(0, match.start() - len(place))
        name, before = even[start : match.start()], even[max(0, start - 24) : start]
        if _misnamed(name, place, before, name != place and bool(_OWN_DUTIES.match(even, match.end())) and opens(start)):
            yield start, match.end()
            continue
        if (copied := _another(even, match, place, opens)) is not None:
            yield copied, match.end()
            continue
        said = re.search(r"[一-鿿]*$", even[max(0, match.start() - 16) : match.start()])
        whole = said[0] if said else ""
        label = even[max(0, match.start() - len(whole) - 24) : match.start() - len(whole)]
        last = _LAST.findall(whole)[-1:]  # a form filled in under another county's name
        if last and whole[-1] in "县区旗" and place not in whole and _LABEL.search(label) and known(last[0]):
            yield match.start() - len(whole), match.end()
    if len(tail) < 5 or tail[2:] == "管理局" or even.count(place + tail) < 3:
        return  # 民政局 and 财政局 are two agencies
    for match in re.finditer(re.escape(place), even):
        name = even[match.end() : match.end() + len(tail)]
        alike = len(name) == len(tail) and name[-1] == tail[-1] and _HAN.fullmatch(name)
        if alike and _differs(name, tail) == 1:
            yield match.start(), match.end() + len(tail)


def find(report: Report) -> Iterator[CheckRow]:
    """One row a name that the unit should not have, at its first place."""
    text, (place, tail) = text_of(report), _halves(report)
    if len(tail) < 2 or not text:
        return
    even = "".join(text.split())

    @cache
    def offsets() -> list[int]:
        return [at for word in re.finditer(r"\S+", text) for at in range(*word.span())]

    def opens(at: int) -> bool:
        return not _HAN.match(text[offsets()[at] - 1 : offsets()[at]])

    seen: set[str] = set()
    for start, end in _variants(even, place, tail, opens):
        name = even[start:end]
        if name in seen:
            continue
        seen.add(name)
        often = even.count(place + tail)
        times = "once" if often == 1 else f"{often} times"
        yield fault(
            report, "agency", "warning",
            (
                f"单位名称此处印作“{name}”，全文另有{often}处为“{place}{tail}”",
                f"the unit is called {name} here, but {times} {place}{tail}",
            ),
            at=(offsets()[start], offsets()[end - 1] + 1),
        )  # fmt: skip


def _civil_affairs(text: str) -> Report:
    return report(text, agency="青田县民政局", county="青田县")


CHECK = Check(
    code="agency",
    asks="Is the unit called by one and the same name?",
    find=find,
    passes=(
        _civil_affairs("评价单位：青田县民政局\n青田县民政局核定编制20人。"),
        _civil_affairs("青田县民政局、丽水市民政局、缙云县民政局、市民政局和全县民政局系统。"),
        report("和县民政局受全县民政局长会议委托，我县民政局。", agency="和县民政局", county="和县"),
        _civil_affairs("填报单位：青田县财政局"),
        report("经研究，丽水市民政局将统一部署。受青田县民政局委托。", agency="青田县民政局", county="青田县"),
        report("和静县公安局与和硕县公安局共同负责警务。", agency="和静县公安局", county="和静县"),
    ),
    fails=(
        _civil_affairs("评价单位（公章）：青由县民政局\n青田县民政局核定编制20人。"),
        report("宁波市海署区水利局报告如下。海曙区水利局防汛。", agency="海曙区水利局", county="海曙区"),
        _civil_affairs("填报单位：青田具民政局\n青田县民政局核定编制20人。"),
        report("准格尔旗人民法院将评价结果作为依据。", agency="达拉特旗人民法院", county="达拉特旗"),
        report("陇州医保局主要负责医疗保障。陇县医保局编制9人。", agency="陇县医保局", county="陇县"),
        report("秦州区公安局承担全区治安管理。秦淮区公安局编制90人。", agency="秦淮区公安局", county="秦淮区"),
        _civil_affairs("填报单位：缙云县民政局\n青田县民政局核定编制20人。"),
        report(
            "青田县农业农村局报告。青田县农业农村局内设6科。青田县农业衣村局职责。青田县农业农村局。",
            agency="青田县农业农村局", county="青田县",
        ),
    ),
)  # fmt: skip
