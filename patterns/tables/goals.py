"""年度总体目标: what was planned beside what was done: no mentions, only cells of sentences to read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from patterns.tables.figures import add_rate
from patterns.tables.layout import is_blank, is_numeric
from patterns.tables.prose import is_instruction, is_sentences
from patterns.tables.template import Example, Findings, Section, Standing, Template, said

_HEADS = (
    ("rate", re.compile(r".*完成(?:率|比例|程度|进度)(?:%)?")),
    ("points", re.compile(r"分值|权重")),
    ("score", re.compile(r"(?:自评)?得分")),
    ("reason", re.compile(r".*原因.*|.*措施.*|备注|说明|存在问题.*")),
    ("actual", re.compile(
        r"(?:全年|年度|总体|绩效|具体|项目|工作|任务)*(?:目标)?(?:实际)?完成情况(?:综述|概述|说明)?|实际完成|(?:全年"
        r"|年度)?实际完成(?:目标)?情况|自评完成情况|目标(?:实现|完成)情况|.*目标实际完成情况"
    )),
    ("planned", re.compile(
        r"(?:预期|年度|全年|当年|项目|年初|设定|总体|绩效|预定|实施期|中期|履职|工作|部门|整体)*目标(?:值|内容)?"
        r"|年初设定(?:绩效)?目标|预期(?:绩效)?目标"
    )),
)  # fmt: skip
_BESIDE = ("rate", "points", "score", "reason")


def _recognises(texts: Sequence[str], roles: Sequence[str]) -> bool:
    """A plan beside its fulfilment, or both halves of a planning form (实施期目标 | 年度目标)."""
    told = [role for text, role in zip(texts, roles, strict=True) if text]
    while told and told[-1] in _BESIDE:
        told.pop()
    if not 1 < len(told) < 5 or not all(told[1:]) or any("指标" in text for text in texts):
        return False
    return told[-2:] in (["planned", "actual"], ["planned", "planned"]) or (told[-1] == "actual" and "planned" in told[-2:])


def _read(section: Section, found: Findings) -> None:
    for line in section.lines:
        for column in section.having("planned", "actual", "reason", "rate"):
            for cell in section.cells(line, column):
                text = section.text(cell)
                if cell.row != line.row or is_blank(text):
                    continue
                if column.role == "rate":
                    add_rate(found, section, cell, column, column.leaf)
                elif not is_numeric(text) and not is_instruction(text) and (column.role != "reason" or is_sentences(text)):
                    standing: Standing = "planned" if column.role == "planned" else "actual" if column.role == "actual" else ""
                    found.add_prose(section.sheet, cell, column.leaf, standing)


TEMPLATE = Template(
    name="goals",
    rank=10,
    heads=_HEADS,
    recognises=_recognises,
    read=_read,
    sentences=False,
    examples=[
        Example(
            """
            年度总体目标 | 预期目标 | 实际完成情况
            ^ | 新建水厂3座，供水保证率达到95% | 新建水厂2座，供水保证率93%
            """,
            says=[],
            count=0,
            silent=["3座", "95%"],
        ),
        Example(
            """
            年度预期目标 | 具体完成情况 | 总体完成率
            新建水厂3座，供水保证率达到95% | 新建水厂2座，供水保证率93% | 90.00%
            """,
            says=[said("rate", "90.00%", label="总体完成率", number="90.00")],
            count=1,
        ),
    ],
)
