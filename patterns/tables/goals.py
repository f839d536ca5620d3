"""年度总体目标: what was planned beside what was done: no mentions, only cells of sentences to read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from patterns.tables.layout import is_blank, is_numeric
from patterns.tables.sections import is_instruction
from patterns.tables.template import Example, Findings, Section, Standing, Template

_HEADS = (
    ("actual", re.compile(
        r"(?:全年|年度|总体|绩效)*(?:目标)?(?:实际)?完成情况(?:综述|概述|说明)?|实际完成|(?:全年"
        r"|年度)?实际完成(?:目标)?情况|自评完成情况|目标实现情况"
    )),
    ("planned", re.compile(
        r"(?:预期|年度|项目|年初|设定|总体|绩效|预定|实施期|中期|年度绩效)*目标(?:值|内容)?"
        r"|年初设定(?:绩效)?目标|预期(?:绩效)?目标"
    )),
)  # fmt: skip


def _recognises(texts: Sequence[str], roles: Sequence[str]) -> bool:
    """A plan beside its fulfilment, or both halves of a planning form (实施期目标 | 年度目标)."""
    told = [role for text, role in zip(texts, roles, strict=True) if text]
    if len(told) > 4 or not all(told[1:]):
        return False
    return "planned" in told[-2:] and (told[-1] == "actual" or told[-2:] == ["planned", "planned"]) and len(told) > 1


def _read(section: Section, found: Findings) -> None:
    for line in section.lines:
        for column in section.having("planned", "actual"):
            for cell in section.cells(line, column):
                text = section.text(cell)
                if cell.row == line.row and not (is_blank(text) or is_numeric(text) or is_instruction(text)):
                    standing: Standing = "planned" if column.role == "planned" else "actual"
                    found.add_prose(section.sheet, cell, column.leaf, standing)


TEMPLATE = Template(
    name="goals",
    rank=10,
    heads=_HEADS,
    recognises=_recognises,
    read=_read,
    examples=[
        Example(
            """
            年度总体目标 | 预期目标 | 实际完成情况
            ^ | 新建水厂3座，供水保证率达到95% | 新建水厂2座，供水保证率93%
            """,
            says=[],
            count=0,
            silent=["3座", "95%"],
        )
    ],
)
