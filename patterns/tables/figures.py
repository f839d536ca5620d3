"""Figures in cells: what number stands in a cell, what its unit is and where that is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Cell, Span
from patterns.rule import NUMBER
from patterns.tables.layout import Column, Line, Sheet, bare, is_blank
from patterns.tables.template import Findings, Section

_UNIT = r"亿元|百万元|千元|万元|元|亿|万人次|万人|万|人次|人|名|个|%|分|平方米|m²|㎡|m2"
_FIGURE = re.compile(
    rf"""(?x) (?P<before>约|近|逾|超过?|不足|不超过|达)? (?P<sign>-)? (?P<number>{NUMBER})
    (?P<inner>余|多)? [ ]? (?P<unit>{_UNIT})? (?P<after>余元?|左右|以上|以内|以下)?
    (?:[(（](?![\d.]+[)）])[^()（）]*[)）])?"""
)
_LABELLED = re.compile(rf"(?P<label>[^:：\d]{{2,}})[:：]\s*(?P<figure>-?{NUMBER}\s*(?:{_UNIT})?)")
_MONEY_UNIT = re.compile(
    r"""(?x) (?:(?:金额|货币|计量)*单位[:：]? | [(（]) [^()（）\d/]{0,6}?
    (?P<unit>亿元|百万元|千元|万元|(?<![万千亿])元(?![\u4e00-\u9fff])) (?![/a-z]) [)）]?
    | (?<![\d百千余多几])(?P<bare>亿元|百万元|万元)$"""
)
_PEOPLE_UNIT = re.compile(r"(?:单位[:：]?|[(（])(?P<unit>万人次|万人|人次|人|名|个)(?=[)）,，;；、/]|$)")
_PERIOD = re.compile(
    r"(?:20\d\d年)?(?:\d{1,2}(?:月份?)?[-—~～至]+\d{1,2}月|\d{1,2}月(?:底|末|\d{1,2}日)|上半年)|20\d\d年度?|(?:上一?年度?|去年|本年度?|当年|今年|本期|上期)(?!度|财政|结转|结余)"
)
_STAGE = re.compile(r"预算|决算|执行|支出|到位|下达|结余|结转|投资|计划|安排|批复|收入|年初|调整|支付|使用|金额")
_FUND_NAMES = re.compile(r"一般公共预算|(?:政府性)?基金预算|国有资本经营预算|公共财政预算|预算(?:内|单位|拨款)")
_COUNTED = re.compile(r"[(（]([个辆台套人名次家户栋座]|人次|批次|台[、，,(（/]套[)）]?|台套|[平立]方米|㎡|m²)[)）]$")
_CHANGE = re.compile(r"增(?=减|长|加|幅)|变动|(?:减少|下降)(?!.*增)")
_MONEY_HEAD = re.compile(r"金额|资金|经费|元[)）]")
_BUDGET = re.compile(r"预算|决算|年初|调整|执行")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a cell: digits and unit as printed, and the place of both together."""

    number: str
    unit: str
    span: Span
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that stands beside no number: the text that holds it, and where that text is."""

    note: str
    source: str


def figure_in(sheet: Sheet, cell: Cell | None) -> Figure | None:
    """The figure that is all a cell holds, None where it holds none or more than one."""
    if cell is None or not cell.text:
        return None
    passage = sheet.passage(cell)
    match = _FIGURE.fullmatch(passage.text)
    if match is None:
        return _broken_figure(sheet, cell)
    start = match.start("sign") if match["sign"] else match.start("number")
    end = max(match.end("number"), match.end("inner"), match.end("unit"))
    if match["after"] and match["after"].endswith("元"):
        end = match.end("after")
    number = (match["sign"] or "") + match["number"]
    after = match["inner"] or match["after"] or ""
    return Figure(number, match["unit"] or "", passage.span(start, end), match["before"] or "", after)


def _broken_figure(sheet: Sheet, cell: Cell) -> Figure | None:
    """A number that was wrapped inside its cell; only thousands marks or two decimals prove it is one.

    42,575,0⏎58.26 and 40364.8⏎5 are one number, 60⏎57 is two.
    """
    passage = sheet.passage(cell)
    text = passage.text.replace(" ", "")
    thousands = " " in passage.text and re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", text)
    decimals = "\n" in cell.text.strip() and re.fullmatch(r"-?\d+\.\d \d", passage.text)
    if not thousands and not decimals:
        return None
    return Figure(text, "", passage.span(0, len(passage.text)))


def labelled_figure(sheet: Sheet, cell: Cell | None) -> tuple[str, Figure] | None:
    """Label and figure of a cell that holds both: 其中：一般公共预算：40364.85."""
    if cell is None or not cell.text:
        return None
    passage = sheet.passage(cell)
    match = next((m for m in (_LABELLED.fullmatch(passage.text, at) for at in _label_starts(passage.text)) if m), None)
    found = _FIGURE.fullmatch(match["figure"]) if match else None
    if match is None or found is None:
        return None
    number = (found["sign"] or "") + found["number"]
    return match["label"], Figure(number, found["unit"] or "", passage.span(*match.span("figure")))


def _label_starts(text: str) -> Sequence[int]:
    lead = re.match(r"其中[:：]?", text)
    return (lead.end(),) if lead else (0,)


def several_figures(sheet: Sheet, cell: Cell | None) -> bool:
    """Whether a cell holds nothing but numbers, more than one: 60⏎57."""
    return cell is not None and bool(re.fullmatch(rf"{NUMBER}%?(?: {NUMBER}%?)+", sheet.passage(cell).text))


def unit_for(section: Section, line: Line | None, column: Column | None, people: bool = False) -> Unit:
    """Where the unit of a column's figures is printed: its head, the row, another head, the caption."""
    pattern = _PEOPLE_UNIT if people else _MONEY_UNIT
    for text in reversed(column.path if column else ()):
        if pattern.search(text):
            return Unit(text, "column_header")
    for cell in line.cells if line else ():
        text = section.text(cell)
        if pattern.search(text) and figure_in(section.sheet, cell) is None:
            return Unit(text, "row_label" if cell not in section.free_heads() else "column_header")
    for cell in section.free_heads():
        if pattern.search(section.text(cell)):
            return Unit(section.text(cell), "column_header")
    found = section.caption.find(pattern)
    if found:
        return Unit(found[1].group(), "caption")
    return Unit("", "inferred")


def period_in(texts: Sequence[str]) -> str:
    """The words for a year in a column's heads, "" for none."""
    return next((match.group() for text in reversed(texts) if (match := _PERIOD.search(text))), "")


def stage_in(texts: Sequence[str]) -> str:
    """The lowest of a column's heads that tells a stage (年初预算数, 2022年决算数), "" for none."""
    return next((text for text in reversed(texts) if _STAGE.search(_FUND_NAMES.sub("", bare(text) or text))), "")


def names_stage(text: str) -> bool:
    """Whether a head tells a stage of the budget: 2022年决算数 does, 一般公共预算财政拨款 is a fund."""
    return bool(_BUDGET.search(_FUND_NAMES.sub("", text)))


def count_unit(label: str) -> str:
    """The unit of things that a row's label tells, 公务用车保有量（辆）, "" for none."""
    match = _COUNTED.search(label)
    return match[1] if match else ""


def add_counted(found: Findings, section: Section, cell: Cell | None, label: str, unit: str = "") -> bool:
    """Whether a row counts things, as its label or `unit` says; its figure is added as a quantity or as people."""
    unit = count_unit(label) or unit
    figure = figure_in(section.sheet, cell) if unit else None
    if not unit or (figure and figure.unit not in ("", unit)):
        return False
    if cell is None or figure is None or not found.first_time(section, cell):
        return True
    people = unit in ("人", "名", "人次")
    words = {"number": figure.number, "label": _COUNTED.sub("", label), "unit": "人次" if people and "人次" in label else unit}
    found.add("people" if people else "quantity", section, cell, words, span=figure.span)
    return True


def add_amount(
    found: Findings, section: Section, line: Line, column: Column, *,
    cell: Cell | None, label: str, under: Sequence[str] = (), parent: int | None = None, **words: str,
) -> int | None:  # fmt: skip
    """The index of the money mention of one cell; None where the cell holds no figure.

    `words` add to or replace what the column's heads tell (stage, period, code, breakdown).
    """
    if cell is None or is_blank(section.text(cell)):
        return None
    if not _MONEY_HEAD.search(column.leaf) and add_counted(found, section, cell, label):
        return None
    figure = figure_in(section.sheet, cell)
    if figure is None and not several_figures(section.sheet, cell):
        found.doubt(section, cell)
        return None
    if not found.first_time(section, cell):
        return None
    own = {
        "label": label, "under": " / ".join(under), "column": " / ".join(column.path),
        "stage": stage_in(column.path), "period": _period(column), "table": section.template.name,
        "change": _change(column),
    }  # fmt: skip
    if figure is None:
        unit = unit_for(section, line, column)
        own |= {"unit_note": unit.note, "unit_source": unit.source}
        return found.add("money", section, cell, own | words, parent=parent, flags=("glued_cells",))
    own |= {"number": figure.number, "before": figure.before, "after": figure.after}
    own |= _unit_words(figure, unit_for(section, line, column))
    return found.add("money", section, cell, own | words, span=figure.span, parent=parent)


def _change(column: Column) -> str:
    """The word that makes a column one of changes (增减额, 增长率), "" for none; 增减 carries its sign in the figure."""
    match = _CHANGE.search(column.leaf)
    return match.group() if match else ""


def _period(column: Column) -> str:
    """The year word of a column; that of 比上年增减额 only tells what its figures are compared with."""
    period = period_in(column.path)
    return "" if _change(column) and not period.startswith("20") else period


def _unit_words(figure: Figure, unit: Unit) -> dict[str, str]:
    if figure.unit:
        return {"unit": figure.unit, "unit_source": "inline"}
    return {"unit_note": unit.note, "unit_source": unit.source}


def add_people(
    found: Findings, section: Section, line: Line, column: Column, *,
    cell: Cell | None, label: str, under: Sequence[str] = (), parent: int | None = None, **words: str,
) -> int | None:  # fmt: skip
    """The index of the mention of people in one cell; None where the cell holds no figure."""
    figure = figure_in(section.sheet, cell)
    if cell is None or figure is None or not found.first_time(section, cell):
        return None
    own = {
        "number": figure.number, "before": figure.before, "after": figure.after, "label": label,
        "under": " / ".join(under), "column": " / ".join(column.path), "period": period_in(column.path),
        "table": section.template.name,
    }  # fmt: skip
    own |= _unit_words(figure, unit_for(section, line, column, people=True))
    return found.add("people", section, cell, own | words, span=figure.span, parent=parent)


def add_rate(found: Findings, section: Section, cell: Cell | None, column: Column, label: str) -> int | None:
    """The index of the mention of a rate in one cell; None where the cell holds no figure."""
    figure = figure_in(section.sheet, cell)
    if cell is None or figure is None or not found.first_time(section, cell):
        return None
    unit = figure.unit or ("%" if any("%" in bare_of(text) for text in column.path) else "")
    words = {
        "number": figure.number, "unit": unit, "label": label, "column": " / ".join(column.path),
        "period": _period(column), "change": _change(column), "share": "占" if "占" in column.leaf else "",
    }  # fmt: skip
    return found.add("rate", section, cell, words, span=figure.span)


def bare_of(text: str) -> str:
    """A rate's head without its formula: 执行率(B/A×100%) tells no unit, 执行率(%) does."""
    return re.sub(r"[×*xX]\s*100%", "", text)


def number_in(section: Section, cell: Cell | None) -> Figure | None:
    """The points, score or rate of a cell: a bare number, or one with 分 or %."""
    figure = figure_in(section.sheet, cell)
    return figure if figure is not None and figure.unit in ("", "分", "%") else None
