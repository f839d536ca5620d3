"""Figures of a row run together in one cell: 年度资金总额：202010100.00%10 is 20 | 20 | 10 | 100.00% | 10.

They are parted by what must hold in a funds table: the rate is spent ÷ budget, no score exceeds its
points. Where that leaves more than one way, or none, nothing is guessed: the run is kept with a flag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.document import Cell
from patterns.tables.figures import period_in, stage_in, unit_for
from patterns.tables.layout import Column, Line, bare, head_of, is_blank, label_of
from patterns.tables.template import Findings, Section

_RUN = re.compile(r"(?P<label>\D*?)[:：]?(?P<run>\d[\d.]*%\d[\d.]*)")
_PLAIN = re.compile(r"(?P<label>\D+?)[:：]?(?P<run>\d[\d.]*)")
_BRACKET = r"(?:[(（][^()（）]*[)）])?"
_ONE_HEAD = (
    r"(?:(?:年初|全年|调整后?|年中|本年|当年|年度|实际)*(?:预算|计划|到位|下达|执行|支出|决算)(?:数|资金|金额|安排数?)"
    rf"|分值|权重|(?:预算)?(?:执行率|支出进度|使用率)|(?:自评)?得分){_BRACKET}"
)
_HEAD = re.compile(_ONE_HEAD)
_FLAT = re.compile(
    rf"(?P<over>(?:项目|年度|部门)?(?:资金|预算|经费)(?:执行|支出)?(?:情况|来源)?{_BRACKET})(?P<heads>(?:{_ONE_HEAD}){{3,}})"
)
_LONGEST = 40
_SHAPES = {
    "money": re.compile(r"(?:0|[1-9]\d*)(?:\.\d{1,6})?"),
    "points": re.compile(r"[1-9]\d?|100"),
    "rate": re.compile(r"(?:0|[1-9]\d{0,3})(?:\.\d{1,2})?%"),
    "score": re.compile(r"(?:0|[1-9]\d?|100)(?:\.\d{1,2})?"),
}
Split = tuple[str, ...]


def splits(run: str, roles: Sequence[str]) -> list[Split]:
    """Every way to part a run of digits into figures of the given roles such that they agree.

    Any 100% can be read as …10, 0 and 0%: nothing spent counts only where no other way is left.
    """
    ways = [parts for parts in _shaped(run, roles) if _agrees(parts, roles)]
    spent = [parts for parts in ways if Decimal(parts[roles.index("rate")].rstrip("%"))]
    return spent or ways


def _shaped(run: str, roles: Sequence[str]) -> Iterator[Split]:
    """Every way to part a run into figures that look like those of their columns."""
    if not roles:
        if not run:
            yield ()
        return
    shape = _SHAPES[roles[0]]
    for end in range(1, len(run) + 1):
        if shape.fullmatch(run, 0, end):
            for rest in _shaped(run[end:], roles[1:]):
                yield (run[:end], *rest)


def _agrees(parts: Split, roles: Sequence[str]) -> bool:
    told = {role: Decimal(part.rstrip("%")) for role, part in zip(roles, parts, strict=True)}
    if "points" in told and "score" in told and told["score"] > told["points"]:
        return False
    *_, budget, spent = (Decimal(part) for role, part in zip(roles, parts, strict=True) if role == "money")
    if budget == 0:
        return told["rate"] == 0
    half = Decimal(5).scaleb((told["rate"].as_tuple().exponent or 0) - 1)  # type: ignore[operator]
    return abs(spent * 100 / budget - told["rate"]) <= half


def splits_under(run: str, limits: Sequence[str]) -> list[Split]:
    """Every way to part a run of digits into sums none of which exceeds its limit: 2020 under 20 and 20 is 20 | 20."""
    ways = _shaped(run, ["money"] * len(limits))
    return [parts for parts in ways if all(Decimal(part) <= Decimal(most) for part, most in zip(parts, limits, strict=True))]


def flattened_head(section: Section, line: Line) -> Section | None:
    """A logical table whose head runs together in one cell, 项目资金（万元）全年预算数全年执行数分值执行率得分; None if it is none."""
    filled = [cell for cell in line.own if section.text(cell)]
    text = section.text(filled[0]) if len(filled) == 1 else ""
    match = _FLAT.fullmatch(text)
    if match is None:
        return None
    heads = [head.group() for head in _HEAD.finditer(text, match.start("heads"))]
    columns = [
        Column(at, at + 1, (filled[0],), (match["over"], head), section.template.role(head))
        for at, head in enumerate(heads, filled[0].column + 1)
    ]
    if sum(column.role == "money" for column in columns) < 2:
        return None
    return Section(section.template, section.sheet, section.caption, (line,), tuple(columns), [])


def read_flattened(section: Section, lines: Sequence[Line], found: Findings) -> None:
    """Read rows run together in one cell each, under a head that is run together too."""
    flat: Section | None = None
    for line in lines:
        head = flattened_head(section, line)
        if head is not None:
            flat = head
        elif flat is not None and not read_glued(flat, line, found) and any(c.isdigit() for cell in line.own for c in cell.text):
            flat = None


def read_glued(section: Section, line: Line, found: Findings) -> bool:
    """Whether a row is such a run; its figures are added, each with its own characters."""
    filled = [cell for cell in line.own if not is_blank(section.text(cell))]
    cell = filled[-1] if filled else None
    if cell is None or len(filled) > 2:
        return False
    passage = section.sheet.passage(cell)
    match = _RUN.fullmatch(passage.text) or (_PLAIN.fullmatch(passage.text) if "glued" in section.memory else None)
    if match is None or len(match["run"]) > _LONGEST:
        return False
    columns = [column for column in section.having(*_SHAPES) if column.start > cell.column or section.holds_figures(column)]
    roles = [column.role for column in columns]
    label = bare(label_of(match["label"] or section.text(filled[0])))
    if "%" not in match["run"]:
        columns = [column for column in columns if column.role == "money"]
        ways = splits_under(match["run"], section.memory["glued"].split())
    elif roles.count("money") < 2 or roles.count("rate") != 1:
        return False
    else:
        ways = splits(match["run"], roles)
        if not ways:  # a part of the funds has no points and no score
            columns = [column for column in columns if column.role in ("money", "rate")]
            ways = splits(match["run"], [column.role for column in columns])
    if len(ways) == 1:
        parts = list(zip(columns, ways[0], strict=True))
        section.memory.setdefault("glued", " ".join(part for column, part in parts if column.role == "money"))
        _add_parts(section, line, cell, match.start("run"), parts, label, found)
        return True
    unit = unit_for(section, line, columns[0])
    words = {"label": label, "unit_note": unit.note, "unit_source": unit.source, "table": section.template.name}
    found.add("money", section, cell, words, span=passage.span(*match.span("run")), flags=("glued_cells",))
    return True


def _add_parts(
    section: Section,
    line: Line,
    cell: Cell,
    at: int,
    parts: Sequence[tuple[Column, str]],
    label: str,
    found: Findings,
) -> None:
    told = {column.role: part for column, part in parts}
    for column, part in parts:
        span = section.sheet.passage(cell).span(at, at + len(part))
        at += len(part)
        head = {"column": " / ".join(column.path), "period": period_in(column.path)}
        words = {"number": part.rstrip("%"), "label": label} | head
        if column.role == "money":
            unit = unit_for(section, line, column)
            words |= {"unit_note": unit.note, "unit_source": unit.source, "stage": stage_in(column.path)}
            words["table"] = section.template.name
            found.add("money", section, cell, words, span=span, flags=("glued_cells",))
        elif column.role == "rate":
            words |= {"unit": "%", "label": label + head_of(column.leaf)}
            found.add("rate", section, cell, words, span=span, flags=("glued_cells",))
        elif column.role == "score":
            words = {"points": told.get("points", ""), "score": part, "label": label}
            words["scope"] = "fund_execution"
            found.add("score", section, cell, words, span=span, flags=("glued_cells",))
