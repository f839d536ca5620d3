"""The names of government units in a document, and which of them files it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.document import Document
from patterns.cover import form_cells, labelled_names, squeeze
from patterns.mention import Part

_ENDS = (
    r"(?:人民政府办公室|人民政府|街道办事处|办事处|管理委员会|管委会|委员会办公室|委员会|联合会|办公室|监察院|检察院|法院|指挥部|总工会|服务中心|管理中心|中心|协会|宣传部|组织部|统战部|总队|支队|大队"
    r"|残联|妇联|文联|侨联|工商联|科协|国有林场|林场|广播电视台|电视台|武装部|学校|中学|小学|幼儿园|医院|卫生院|党校|档案馆|图书馆|局|委|办|会|团|院|站|馆|处|所|社)"
)
_TITLE_ENDS = rf"(?:{_ENDS}|街道|[\u4e00-\u9fff][镇乡])"
_NAME = re.compile(rf"[\u4e00-\u9fff()“”、]{{2,28}}?{_ENDS}(?![\u4e00-\u9fff]*?(?:委员会|人民政府)$)")
_BODY = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=年度)|(?<=[由对将是为的与及在])|(?<=现将))"
    r"(?P<name>[\u4e00-\u9fff]{1,10}?[省市县区旗州盟][\u4e00-\u9fff]{0,14}?(?:局|委员会|办公室|联合会|管委会|人民政府|街道办事处|服务中心|中心|文化馆|图书馆|[宣统组]\w部|宣传部|组织部|统战部|总站|学校|医院|法院|检察院|总工会|党校))"
)
_HAN = re.compile("[\u4e00-\u9fff]{4,}")
_SEATED = re.compile("[省市县区旗州盟].*[局会室府处心馆部站校院]")
_CODE = re.compile(r"^[\[(【]?\d[\d-]*[\])】]?[-—_]?|\d{5,}$")
_SUFFIX = re.compile(r"(?:\((?:本级|汇总|机关|部门|单位|公章|盖章)\)|本级.*|机关|局部门|部门|汇总)$")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_THROUGH = re.compile(r"^.*(?:由|经|向|对)(?=[\u4e00-\u9fff]{2,}[省市县区旗州盟])")
_LEAD = re.compile(
    r"^(?:第[一二三四五六七八九十]部分|受|关于|报送|上报|开展|印发|公开|根据|按照|依据|年度"
    r"|年|现将|区政府和|由|对|将|是|为|的|与|及|和|在)+"
)
_SHORT = re.compile(r"(?<![\u4e00-\u9fff])[县市区旗](?!级|委|政府)[\u4e00-\u9fff]{2,12}?(?:局|委员会|办公室)")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}?[县市区旗](?=[\u4e00-\u9fff]|$)")
_STRANGERS = re.compile(r"财政局$|^各|^关于|^根据|^按照|^有关")


@dataclass(frozen=True, slots=True)
class Filer:
    """The unit that files a document: the majority form, and all forms that were seen with their counts."""

    name: str | None
    forms: tuple[tuple[str, int], ...]


def clean_name(text: str) -> str:
    """A unit's name without its code, year, （本级）, 机关 and the like: 314002-某县某局机关 → 某县某局."""
    bare = _SUFFIX.sub("", _CODE.sub("", squeeze(text)))
    match = _NAME.match(bare)
    if match and match.end() < len(bare):
        longer = re.match(rf"[\u4e00-\u9fff()]{{2,28}}{_ENDS}$", bare)
        bare = bare if longer else match.group()
    return _SUFFIX.sub("", bare)


def _title_name(title: str) -> str:
    """The unit's name in a title: 2023年度某市某局部门整体支出… and 某县某局2021年度…."""
    bare = _YEAR.sub("|", _LEAD.sub("", squeeze(title))).strip("|")
    head = bare.split("|")[0]
    match = re.match(rf"(?P<name>[\u4e00-\u9fff()]{{3,26}}?{_TITLE_ENDS})(?=部门|整体|单位|项目|绩效|决算|预算|关于|支出|$|\|)", head)
    return match.group("name") if match else ""


def _candidates(document: Document, parts: Sequence[Part]) -> Counter[str]:
    """Names that title, cover, form cells and sign-off give, weighted by how surely they mean the filer."""
    votes: Counter[str] = Counter()
    for part in parts:
        if name := _title_name(part.title or ""):
            votes[name] += 3
    for block in document.blocks:
        if len(block.text) > 120 or block.role != "body":
            continue
        for label, name in labelled_names(block.text):
            if "实施" not in label:
                votes[clean_name(name)] += 2
        line = squeeze(block.text)
        if len(line) < 30 and _BODY.fullmatch(line):
            votes[line] += 2
    cells = list(form_cells(document, document.tables))
    keys = {key for key, _ in cells}
    for key, value in cells:
        if key in ("owner", "unit") or (key == "operator" and not keys & {"owner", "unit"}):
            votes[clean_name(value)] += 2
        elif key == "operator":
            votes[clean_name(value)] += 1
    own = {name: n for name, n in votes.items() if len(name) >= 4 and not name.startswith("各")}
    return Counter({name: n for name, n in own.items() if re.search(_TITLE_ENDS + "$", name)})


def _tail(name: str) -> str:
    """What a unit does: its name behind the place (医疗保障局)."""
    return re.sub(r"^.*[省市县区旗州盟](?=[\u4e00-\u9fff]{3})", "", name) or name


def _placed(parts: Sequence[Part], short: Mapping[str, int]) -> dict[str, int]:
    """Names without their place (县农业农村局) behind the county that a title begins with."""
    place = next((m.group() for part in parts if (m := _PLACE.match(_YEAR.sub("", part.title or "")))), "")
    return {place[:-1] + name if place.endswith(name[0]) else name: n for name, n in short.items() if not _STRANGERS.search(name)}


def filer(document: Document, parts: Sequence[Part]) -> Filer:
    """Who files the document: the form of the name that the text itself uses most among those its cover allows."""
    votes = _candidates(document, parts)
    text = re.sub(r"[^\S\n]", "", document.text.replace("\t", "\n"))
    runs = (run for run in _HAN.findall(text) if _SEATED.search(run))  # most name no unit, which is soon told
    body = Counter(_LEAD.sub("", _THROUGH.sub("", match.group("name"))) for run in runs for match in _BODY.finditer(run))
    if votes:
        best = max(votes, key=lambda name: (votes[name], text.count(name)))
        tails = {_tail(name) for name in votes if votes[name] == votes[best]} | {_tail(best)}
        pool = {name: text.count(name) for name in (*votes, *body) if _tail(name) in tails}
    else:
        pool = {name: n for name, n in body.items() if not _STRANGERS.search(name)} or dict(body)
    if not pool or all(re.match("[省市县区旗]", name) for name in pool):
        pool = _placed(parts, pool or Counter(m.group() for m in _SHORT.finditer(text)))
    if not pool:
        return Filer(None, ())
    top = max(pool.values())
    # The fullest form wins where the shorter one is mostly found inside it (郑州市中原区… for 中原区…).
    likely = [name for name, n in pool.items() if n >= max(1, 0.5 * top) or votes[name] >= 3]
    likely = [name for name in likely if pool[name] * 3 >= top] or likely
    name = max(likely, key=lambda n: (len(n), pool[n], votes[n]))
    return Filer(name, tuple(sorted(pool.items(), key=lambda item: -item[1])))
