"""The same quantity: which figures of a report tell one thing of one year, so that they should be alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from normalize.checks.check import once, sentence, text_of, year_of
from normalize.checks.printed import ZERO, Printed, figure, shown
from normalize.rows import Amount, Headcount, PartRow, Report, Score

Row = Amount | Headcount | Score
Key = tuple[object, ...]

_OWN = re.compile(  # what a unit has one figure of in a year
    r"expenditure\.(?:total|basic|basic\.personnel|basic\.public|project)|revenue\.total|operating_costs|procurement"
    r"|three_public\.\w+|assets\.fixed_(?:original|net)"
)
_OF_PROJECT = re.compile(r"funds\.total|expenditure\.(?:total|project|project\.item)")
_FUND = re.compile(r"财政拨款|一般公共预算|政府性基金|国有资本")
_FILLING = re.compile(
    r"^\d{1,2}[.．、)）]|(?:19|20)\d\d年?度?|[本全当上]年度?|年[初末]|年度|部门|单位|整体|批复|调整|预算|决算|执行|实际|实有|年末|情况"
    r"|总额|合计|总计|共计|总数|金额|经费|费用|支出|开支|维护|及|和|数|总|费|的|\W"
)
_VAGUE = re.compile(r"^(?:合计|总计|小计|共计|支出|收入|金额)$|收入支出|收、?支")
_RECEIVED = re.compile(r"补助$|拨款$|收入")  # 基本支出补助 is income
_SCOPED = re.compile(r"下属|二级|所属|[局机]关本级|局机关|本级|全系统|人均|其中|分别|月|季度|半年|阶段|截[至止]|调整前|[由从]$")
_SIDE = re.compile(r"收入|总支出|支出[总合]|基本|项目|人员|公用|三公|接待|用车|购置|运行|出国|采购|资产")
_OTHER_THING = re.compile(r"三公|采购|接待|用车|项目|专项|[（(][类款项][)）]")
_MOVED = re.compile(r"年初|原[有来]|期初|新[增招进]|[增减]|调[入出]|改革|合并")
_OTHERS_SCORE = re.compile(r"复[核评审]|第三方|财政局|重点评价|抽[查评]|上年|去年|上一年|初评|调整[前后]")
_STAFF = re.compile(r"^(?:核定|实有|实际|现有|在[编岗职]|编制|人员|人数|总|数|名|个|年末|职工|共有?|的|\d{4}年?度?|\W)+$")
_SCORE = re.compile(
    r"^(?:(?:部门|单位|整体|支出|绩效|自我?评价?|自评|评价|综合|评定|最终|最后|本|年度|总体)*"
    r"(?:总?得?分数?|评分|自评|总分值?|评价|合计))$"
)


def _scope(report: Report) -> Callable[[Row], tuple[str, bool]]:
    """What a row's part is about: a project by its name, or the unit; and whether that is a project."""
    parts: dict[str, PartRow] = {part.part_id: part for part in report.parts}

    def scope(row: Row) -> tuple[str, bool]:
        part = parts.get(row.part_id)
        if part is None or not part.kind.startswith("project"):
            return "", False
        return re.sub(r"\W", "", part.project_name or part.part_id), True

    return scope


def _key(row: Row, scope: tuple[str, bool], text: str) -> Key | None:
    """What must be the same for two rows to tell one quantity; None for a row that may be one of many."""
    if row.flags or row.as_of is not None:
        return None
    if isinstance(row, Score):
        if row.scope != "overall" or row.score is None or not _SCORE.match(re.sub(r"\W", "", row.label or "")):
            return None
        before = _before(row, text)
        others = {int(year) for year in re.findall(r"(20\d\d)年", before)} - {row.fiscal_year}
        return None if others or _OTHERS_SCORE.search(before) else ("score", scope, row.fiscal_year)
    value = row.value_yuan if isinstance(row, Amount) else row.value
    if row.qualifier != "exact" or value is None:
        return None
    if isinstance(row, Headcount):
        if row.population != "staff" or row.establishment != "all" or row.organisation or row.basis != "actual":
            return None
        if row.staff_status not in ("authorised", "in_post") or not _STAFF.match(row.label or ""):
            return None
        if _partial(row, text) or _MOVED.search(_before(row, text)):
            return None
        return ("staff", row.staff_status, row.fiscal_year)
    if row.measure != "level" or (row.value_yuan or 0) < 0 or row.stage is None or row.breakdown or row.fiscal_year_from:
        return None
    own_concept = (_OF_PROJECT if scope[1] else _OWN).fullmatch(row.concept or "")
    if not own_concept or _VAGUE.search(row.label or "") or _partial(row, text):
        return None
    if (row.concept or "").startswith("expenditure") and _RECEIVED.search(row.label or ""):
        return None
    if not _SIDE.search(row.label or "") and _OTHER_THING.search(_before(row, text)):
        return None
    about = _FILLING.sub("", row.label or "")
    if not (row.concept or "").endswith("item"):
        about = ""
    elif not about:
        return None
    return ("amount", scope, row.concept, row.stage, row.fiscal_year, about, row.code)


def _fund(row: Row) -> str:
    found = _FUND.search(f"{row.heading or ''} {getattr(row, 'label', None) or ''}")
    return found[0] if found else ""


def _loose(row: Row) -> Key | None:
    """What may tell one quantity of a programme: its full label, in running text."""
    if isinstance(row, Score) or row.flags or row.as_of or row.qualifier != "exact" or row.table_index is not None:
        return None
    if isinstance(row, Amount) and (row.domain != "programme" or row.measure != "level"):
        return None
    if isinstance(row, Headcount) and (row.population == "staff" or row.basis != "actual"):
        return None
    about = re.sub(r"\W", "", row.label or "")
    kind = row.stage if isinstance(row, Amount) else row.population
    return ("programme", row.part_id, about, kind, row.fiscal_year) if len(about) > 3 else None


def _before(row: Row, text: str) -> str:
    """The words before a figure in its sentence, in running text."""
    if row.table_index is not None or not text:
        return ""
    return text[max(sentence(text, row.char_start)[0], row.char_start - 40) : row.char_start]


def _partial(row: Amount | Headcount, text: str) -> bool:
    """Whether the words before a figure in running text make it one of several: a part, a month, a subordinate."""
    return bool(_SCOPED.search(_before(row, text))) and row.part_of is None


def printed(row: Row) -> Printed | None:
    """A figure with the exactness of its print; a score is exact."""
    if not isinstance(row, Score):
        return figure(row)
    return None if row.score is None else Printed(row.score, ZERO)


def agree(one: Row, other: Row) -> bool:
    """Whether two prints can stand for one value."""
    return alike(printed(one), printed(other))


def alike(a: Printed | None, b: Printed | None) -> bool:
    """The same of what is printed; None stands for anything."""
    return a is None or b is None or a.agrees(b.low, b.high) or b.agrees(a.low, a.high)


def _rows(report: Report) -> Iterable[Row]:
    return sorted((*report.amounts, *report.headcounts, *report.scores), key=lambda row: row.char_start)


@once
def groups_of(report: Report) -> dict[Key, list[Row]]:
    """The figures of each quantity, in reading order."""
    scope, text = _scope(report), text_of(report)
    groups: dict[Key, list[Row]] = {}
    for row in _rows(report):
        key = _key(row, scope(row), text) or _loose(row)
        if key is not None:
            groups.setdefault(key, []).append(row)
    return groups


def severity_of(report: Report, pair: Sequence[Row]) -> str:
    """Warning where the quantity can have one value only; info where its scope or stage may differ."""
    kinds = {part.part_id: part.kind for part in report.parts}
    if any(kinds.get(row.part_id) in ("final_accounts", "budget", "other") for row in pair):
        return "info"  # their tables are of all funds, of the appropriation, of one fund
    if any(isinstance(row, Amount) and row.stage in ("budget", "allocated") for row in pair):
        return "info"
    units = [part.kind for part in report.parts if not part.kind.startswith("project")]
    if any(units.count(kinds.get(row.part_id, "")) > 1 for row in pair):
        return "info"  # several units in one file
    if len({_fund(row) for row in pair}) > 1:
        return "info"
    labels = {_FILLING.sub("", getattr(row, "label", "") or "") for row in pair}
    return "warning" if len(labels) == 1 or not isinstance(pair[0], Amount) else "info"


def certain(report: Report, pair: Sequence[Row]) -> str:
    """The severity for two figures of one report: those of another year than its own are seldom certain."""
    return severity_of(report, pair) if all(row.fiscal_year in (None, year_of(report, row.part_id)) for row in pair) else "info"


_NAMES = {"authorised": ("编制数", "number of authorised posts"), "in_post": ("在职人数", "number of staff in post")}


def name_of(row: Row) -> tuple[str, str]:
    """What a figure is of, in Chinese and English."""
    if isinstance(row, Score):
        return "自评总分", "overall score"
    if isinstance(row, Headcount):
        return _NAMES.get(row.staff_status or "", (row.label or "", row.label or ""))
    return row.label or "", row.label or ""


def said(row: Row) -> str:
    """A figure as printed, with its unit."""
    if isinstance(row, Score):
        return f"{row.score}分"
    return shown(row)
