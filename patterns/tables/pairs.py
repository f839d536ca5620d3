"""Funds as pairs: a label, or a stage, with its figure right after it, as planning forms and cover rows have them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.document import Cell
from patterns.tables.figures import add_amount, add_rate, figure_in
from patterns.tables.layout import Column, Line, Sheet, bare, is_blank, label_of
from patterns.tables.template import Caption, Findings, Section, Template

TOTAL = re.compile(r".*(?:总额|合计|总计|总支出)")
"""A label that is the whole of the labels below it."""
_PAIRED = re.compile(
    r"""(?x) (?:项目|年度|实施期|本年|当年|部门|整体|预算)* (?:资金|支出|收入|预算) (?:年度)?
      (?:申请|安排)? (?:总额|总计|合计|总金额)
    | (?:本年|当年)?财政(?:拨款|资金|性资金) | (?:一般公共预算|政府性基金|国有资本经营|财政专户).*
    | 上年(?:财政)?结转.* | 其[他它]资金 | 单位(?:自筹)?资金 | 自有资金 | 社会资金
    | (?:中央|省|自治区|市|县|区|地方)级?(?:财政)?(?:补助|配套)?(?:专项)?资金
    | (?:基本|项目)支出(?:总额|预算)? | (?:人员|公用)经费"""
)

Pair = tuple[Cell, Cell]


def pairs_in(section: Section, line: Line) -> list[Pair]:
    """Labels of funds, or of stages of funds, with the figure or the empty cell right after each."""
    return [
        (label, value)
        for label, value in pairwise(line.cells)
        if (_PAIRED.fullmatch(_label(section, label)) or _role(section, label) in ("money", "rate"))
        and (figure_in(section.sheet, value) is not None or is_blank(section.text(value)))
    ]


def _label(section: Section, cell: Cell) -> str:
    return bare(label_of(section.text(cell)))


def _role(section: Section, cell: Cell) -> str:
    return section.template.role(section.text(cell))


def read_line(section: Section, line: Line, pairs: Sequence[Pair], found: Findings, totals: dict[int, int]) -> int:
    """How many figures were read from a line's pairs; a stage as label is its own stage."""
    read = 0
    for label_cell, value in pairs:
        label = _label(section, label_cell)
        column = Column(value.column, value.column + 1, (), ())
        whole = None if TOTAL.fullmatch(label) else totals.get(label_cell.column)
        if _PAIRED.fullmatch(label):
            index = add_amount(found, section, line, column, cell=value, label=label, parent=whole)
        elif _role(section, label_cell) == "rate":
            index = add_rate(found, section, value, column, label)
        else:
            index = add_amount(found, section, line, column, cell=value, label=label, stage=label)
        if index is not None and TOTAL.fullmatch(label):
            totals[label_cell.column] = index
        read += index is not None
    return read


def read_pairs(template: Template, sheet: Sheet, lines: Sequence[Line], caption: Caption, found: Findings) -> int:
    """How many figures were read from rows of label and figure outside every logical table."""
    section = Section(template, sheet, caption, (), (), [])
    rows = [(line, pairs) for line in lines if (pairs := pairs_in(section, line))]
    section.header = tuple(line for line, _ in rows)  # 项目资金（万元） stands in the first of them
    totals: dict[int, int] = {}
    read = 0
    for line, pairs in rows:
        values = [value for _, value in pairs]
        if all(cell in values for cell in line.cells if figure_in(sheet, cell) is not None):
            read += read_line(section, line, pairs, found, totals)
    return read
