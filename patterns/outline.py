"""The parts of a document (a bundle holds several reports and forms) and the headings in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from extract.document import Block, Document, Table
from patterns.cover import DATE, filing_date, form_cells, labelled_year, lone_date, squeeze
from patterns.mention import Part

_TAIL = re.compile(
    r"(?:报告|(?:自评|评价|自评价|监控|目标|申报|批复|打分|评分)(?:情况)?表|基础数据表|公开表|决算(?:公开)?(?:情况)?(?:说明)?|预算(?:公开)?(?:情况)?(?:说明)?|自评情况(?:说明)?)"
    r"(?:[(（].{0,12}[)）])?$"
)
_TOPIC = re.compile(r"绩效|决算|预算公开|部门预算|基础数据|整体支出|项目支出")
_NOT_TITLE = re.compile(r"[。；，：:！？]|^[(（]?[一二三四五六七八九十\d]+[)）、.．]"
    r"|^[《“\"]|^第[一二三四五六七八九十]+|^关于.*通知$|^详见|^见|模板$")
_ATTACHMENT = re.compile(r"^附(?:件|表)\s*[\d一二三四五六七八九十.．-]*\s*[:：]?$")
_YEAR = re.compile(r"((?:19|20)\d\d|[二一][〇○零ＯO九][〇○零一二三四五六七八九]{2})\s*(?:年|[-—至])")
_ROUND = re.compile(r"关于(?:开展|做好|组织|报送)?.*年度?.*(?:自评|评价).*工作")  # a title that names the round, not the year
_YEAR_ALONE = re.compile(r"^[(（]?((?:19|20)\d\d)年度?[)）]?$")
_BODY_YEAR = re.compile(r"(?<![\d〔\[(【])((?:19|20)\d\d)年(?!\d{1,2}月\d)(?!第)")
_HEADING = re.compile(r"(?P<one>[一二三四五六七八九十]+\s*、)|(?P<two>[(（]\s*[一二三四五六七八九十]+\s*[)）])"
    r"|(?P<three>\d{1,2}\s*[.．、](?!\d))|(?P<four>[(（]\s*\d{1,2}\s*[)）])|(?P<five>[①-⑳])")
LEVELS = ("one", "two", "three", "four", "five")


@dataclass(frozen=True, slots=True)
class _Title:
    """Title lines of a part: blocks[first:last], the joined title and the kind it says."""

    first: int
    last: int
    text: str
    kind: str


def kind_of(title: str) -> str:
    """The kind of part (of `output.vocabulary`) that a title announces."""
    form = bool(re.search(r"表(?:[(（].*)?$", title))
    if "基础数据表" in title:
        return "base_data_form"
    if "决算" in title and not ("绩效" in title and form):
        return "final_accounts"
    if "绩效" not in title and "预算" in title:
        return "budget"
    overall = bool(re.search(r"整体|部门绩效|单位绩效", title)) and "项目支出" not in title
    project = bool(re.search(r"项目|专项|转移支付|资金|经费|补助|工程", title))
    if form:
        return "project_form" if project and not overall else "overall_form"
    return "project_report" if project and not overall else "overall_report"


def _is_content(block: Block) -> bool:
    """Whether a block is part of a report's body, not of its cover."""
    text = block.text.strip()
    return "。" in text or bool(re.match(r"[一二三四五六七八九十]+\s*、", text)) or len(text) > 70


def _titles(blocks: Sequence[Block], tables: Sequence[Table]) -> list[_Title]:
    found: list[_Title] = []
    starts = [table.span.start for table in tables if table.role == "body"]
    for at, block in enumerate(blocks):
        line = squeeze(block.text)
        if not line or len(line) > 60 or _NOT_TITLE.search(line) or not _TAIL.search(line):
            continue
        first, title = at, line
        while first > 0 and at - first < 3:
            before = squeeze(blocks[first - 1].text)
            parted = any(blocks[first - 1].span.end <= start < blocks[first].span.start for start in starts)
            if (
                parted or not before or len(before) > 40 or _NOT_TITLE.search(before) or _TAIL.search(before)
                or _ATTACHMENT.match(before) or lone_date(before) or not re.search(r"[局委会办县市区镇乡院中心校年度]"
                    r"|支出|绩效|部门|单位|项目", before)
            ):
                break
            first, title = first - 1, before + title
        if _TOPIC.search(title):
            found.append(_Title(first, at + 1, title, kind_of(title)))
    return found


def _merged(titles: Sequence[_Title], blocks: Sequence[Block], tables: Sequence[Table]) -> list[_Title]:
    """Titles without those that repeat the one before: a cover and the first page, nothing said in between."""
    starts = [table.span.start for table in tables if table.role == "body"]
    kept: list[_Title] = []
    for title in titles:
        if kept:
            last = kept[-1]
            a, b = blocks[last.last - 1].span.end, blocks[title.first].span.start
            said = any(_is_content(block) for block in blocks[last.last : title.first])
            if last.kind == title.kind and not said and not any(a <= start < b for start in starts):
                kept[-1] = replace(last, last=title.last, text=max(last.text, title.text, key=len))
                continue
        kept.append(title)
    return kept


def _cover_start(title: _Title, blocks: Sequence[Block], floor: int) -> int:
    """The first block of the cover that a title belongs to: 附件N, labelled lines and dates right above it."""
    first = title.first
    while first > floor:
        line = squeeze(blocks[first - 1].text)
        if _ATTACHMENT.match(line):
            return first - 1
        if not (lone_date(line) or re.match(r"(?:\[bookmark:.*\])?(?:部门|单位|填报|评价|报表)(?:名称|单位|编号|日期)[(（]?.*[:：]", line)):
            break
        first -= 1
    return first


def outline(document: Document) -> list[Part]:
    """The parts of a document in reading order, at least one; facts before the first part start belong to it."""
    blocks = [block for block in document.blocks if block.role == "body"]
    titles = _merged(_titles(blocks, document.tables), blocks, document.tables)
    if not titles:
        return [_described(document, blocks, _untitled(document, blocks))]
    starts, floor = [], 0
    for title in titles:
        starts.append(blocks[_cover_start(title, blocks, floor)].span.start)
        floor = title.last
    starts[0] = 0
    ends = [*starts[1:], len(document.text)]
    parts = [
        Part(at, title.kind, start, end, title=title.text)
        for at, (title, start, end) in enumerate(zip(titles, starts, ends, strict=True))
    ]
    parts = [_described(document, blocks, part) for part in parts]
    return _named(document, parts)


def _untitled(document: Document, blocks: Sequence[Block]) -> Part:
    """A document whose title says nothing known: what its first lines and tables look like."""
    head = "".join(squeeze(block.text) for block in blocks[:5])
    cells = "".join(squeeze(cell.text) for table in document.tables[:1] for cell in table.cells[:40])
    kind = "other"
    if "决算" in head or "决算" in cells:
        kind = "final_accounts"
    elif "一级指标" in cells or "年度资金总额" in cells:
        kind = "project_form" if "项目名称" in cells else "overall_form"
    elif "绩效" in head:
        kind = kind_of(head)
    return Part(0, kind, 0, len(document.text), title=squeeze(blocks[0].text)[:60] if blocks else None)


def _described(document: Document, blocks: Sequence[Block], part: Part) -> Part:
    """A part with its year, filing date, project and agency as printed within it."""
    own, tables = _within(part, blocks), _within(part, document.tables)
    cells = dict(reversed(list(form_cells(document, tables))))
    year, source = _year(part, own)
    return replace(
        part,
        year=year,
        year_source=source,
        filing=_filing(own, tables) or next(iter(DATE.findall(squeeze(cells.get("filed", "")))), None),
        project=_project(part, own, cells),
        agency=cells.get("owner") or cells.get("unit"),
    )


Placed = TypeVar("Placed", Block, Table)


def _within(part: Part, items: Sequence[Placed]) -> Sequence[Placed]:
    """The blocks or tables, in reading order, that begin in a part."""
    first, last = (bisect_left(items, at, key=lambda item: item.span.start) for at in (part.start, part.end))
    return items[first:last]


def _year(part: Part, blocks: Sequence[Block]) -> tuple[str | None, str | None]:
    """The year under evaluation as printed: 评价年度, the title, a line （2023年度）, then what the body mostly speaks of."""
    cover = next((i for i, block in enumerate(blocks) if _is_content(block)), len(blocks))
    for block in blocks[: cover + 1]:
        if year := labelled_year(block.text):
            return year, "cover"
    for block in blocks[: cover + 1]:
        line = squeeze(block.text)
        if alone := _YEAR_ALONE.match(line):
            return alone.group(1), "cover"
    if part.title and not _ROUND.search(part.title) and (years := _YEAR.findall(part.title)):
        return years[-1], "title"
    for block in blocks[:8]:
        if found := re.search(r"\s((?:19|20)\d\d)\s*年度(?:\s|$)", block.text):
            return found.group(1), "cover"
    body = re.sub(r"《[^》]*》", "", "\n".join(re.sub(r"[ 　]", "", block.text) for block in blocks))
    counts = Counter(_BODY_YEAR.findall(body))
    return (counts.most_common(1)[0][0], "body") if counts else (None, None)


def _filing(blocks: Sequence[Block], tables: Sequence[Table]) -> str | None:
    """The filing date as printed: a labelled one, else a date alone on the cover, else the sign-off's."""
    for text in (*(block.text for block in blocks), *(cell.text for table in tables for cell in table.cells)):
        if date := filing_date(text):
            return date
    cover = next((i for i, block in enumerate(blocks) if _is_content(block)), len(blocks))
    for block in (*blocks[:cover], *reversed(blocks[max(cover, len(blocks) - 6) :])):
        line = block.text
        if date := lone_date(line):
            return date
        signed = re.search(r"(?:局|委|会|办|府|院|校|中心)\s*(?P<date>\S.*)$", line)
        if signed and len(line) < 50 and (date := lone_date(signed.group("date"))):
            return date
    return None


def _project(part: Part, blocks: Sequence[Block], cells: dict[str, str]) -> str | None:
    """The project that a project form or report is about, as printed."""
    if not part.kind.startswith("project"):
        return None
    if "project" in cells:
        return re.sub(r"^[\dA-Z]{6,}\s*[-—_]\s*", "", cells["project"])
    title = re.sub(r"(?:支出)?(?:重点)?绩效(?:自评|评价|自评价)?.*$", "", part.title or "")
    title = re.sub(r"^.*?(?:19|20)\d\d(?:[-—至](?:19|20)\d\d)?年度?", "", title)
    title = re.sub(r"^.*?[县市区局委]关于", "", title).removesuffix("支出")
    if len(title) > 2 and title not in ("项目", "部门项目", "专项资金"):
        return title
    for block in blocks:
        line = re.sub(r"\s", "", block.text)
        if found := re.search(r"(?:评价|自评)的?对象(?:范围)?(?:为|是|:|：)(?P<name>[^，。；]{4,40})", line):
            name = re.sub(r"^(?:我[县市区局]|本[县市区局]|(?:19|20)\d\d年度?(?:\d{1,2}[-—至]\d{1,2}月)?)+", "", found.group("name"))
            return re.sub(r"(?:专项)?(?:资金)?(?:使用|执行|实施)?情况$", "", name)
    return None


def _named(document: Document, parts: list[Part]) -> list[Part]:
    """Parts with what the bundle gives them: its year and date, and projects named by a form of the same bundle."""
    projects = [part.project for part in parts if part.kind == "project_form" and part.project]
    dated = next((p.filing for p in parts if p.kind == "overall_report" and p.filing), None)
    dated = dated or next((p.filing for p in parts if p.filing), None)
    years = Counter(p.year for p in parts if p.year)
    year = years.most_common(1)[0][0] if years else None
    named = []
    for part in parts:
        if part.kind == "project_report" and not part.project:
            body = re.sub(r"\s", "", document.text[part.start : part.end])
            part = replace(part, project=max(projects, key=body.count, default=None))
        weak = part.year_source == "body" and part.year != year and len(parts) > 1
        if not part.year or weak:
            part = replace(part, year=year, year_source="bundle" if year else None)
        named.append(replace(part, filing=part.filing or dated))
    return named


_CLAUSE_END = re.compile("[。：:；]")


def heading(text: str) -> tuple[int, str] | None:
    """(level 0–4, words) of the heading a passage begins with, "" for a numbered paragraph without one; None without a number."""
    text = text.lstrip("-· ")
    match = _HEADING.match(text)
    if not match:
        return None
    level = LEVELS.index(match.lastgroup or "one")
    words = _CLAUSE_END.split(text, maxsplit=1)[0]
    if len(words) > 40 or (len(words) == len(text) and text.endswith(("，", "、"))):
        return level, ""
    return level, words


