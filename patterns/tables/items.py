"""Items as columns, a row a unit: “三公”经费 under 预算数 | 决算数, 收入合计 | 其中, 固定资产合计 | 其中.

The heads are the labels: 财政部's 公开08表, and 湖南's tables of 收支情况 in older self-evaluation reports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from patterns.tables.figures import add_amount, names_stage
from patterns.tables.layout import Column, Line, bare, is_blank, is_numeric, label_of, lead_of
from patterns.tables.template import Example, Findings, Section, Template, said
from patterns.tables.titles import is_count, naming_title, title_stage

_HEADS = (
    ("unit", re.compile(r"(?:机构|单位|部门|预算单位)(?:名称)?")),
    ("skipped", re.compile(r"序号|备注|年度|行次|栏次|.*(?:编码|代码)")),
    (
        "money",
        re.compile(
            r"""(?x) .*(?:合计|小计|总计) | .*(?:预算|决算)数? | 因公出国.* | 公务(?:接待|用车).*
            | .*(?:收入|支出|拨款|结余|结转|资产|经费|费用?|资金)"""
        ),
    ),
)
_ITEM = re.compile(r"因公出国.*|公务接待.*|公务用车.*")
_SUM = re.compile(r".*(?:合计|总计)")


def _recognises(texts: Sequence[str], roles: Sequence[str]) -> bool:
    told = [(bare(text), role) for text, role in zip(texts, roles, strict=True) if text]
    if any(role == "" and text != "其中" for text, role in told):
        return False
    if sum(bool(_ITEM.fullmatch(text)) for text, _ in told) >= 2:
        return True
    sums = sum(role == "money" and bool(_SUM.fullmatch(text)) for text, role in told)
    return bool(told) and told[0][1] == "unit" and sums > 0 and len(told) > 2


def _read(section: Section, found: Findings) -> None:
    stage = title_stage(section, found)
    for line in section.lines:
        if not is_count(section, line):
            unit = [text for cell in line.cells[:2] if not is_numeric(text := section.text(cell))]
            under = [*naming_title(section), *(label_of(text) for text in unit if not is_blank(text))]
            _read_row(section, line, under, stage, found)


def _read_row(section: Section, line: Line, under: Sequence[str], stage: str, found: Findings) -> None:
    made: dict[tuple[str, ...], int] = {}
    for column in section.having("money"):
        cell = next(iter(section.cells(line, column)), None)
        dated = [text for text in column.path if names_stage(text) and not _ITEM.fullmatch(text)]
        named = [label_of(text) for text in column.path if text not in dated and bare(text) != "其中"]
        items = [text for text in named if not re.fullmatch(r"合计|小计", text)]
        label = next(iter(reversed(items or named)), column.leaf)
        key = (*dated, *items)
        index = add_amount(
            found,
            section,
            line,
            column,
            cell=cell,
            label=label,
            under=under,
            parent=_whole(made, column, key, len(dated)),
            stage=next(iter(reversed(dated)), stage),
        )
        if index is not None:
            made[key] = index


def _whole(made: dict[tuple[str, ...], int], column: Column, key: tuple[str, ...], dated: int) -> int | None:
    """The column that a column is a part of: the nearest head above that has figures, or the sum before 其中."""
    shorter = (key[:end] for end in range(len(key) - 1, dated - 1, -1))
    over = next((made[part] for part in shorter if part in made), None)
    if over is None and any("其中" in lead_of(text) or bare(text) == "其中" for text in column.path):
        return next((index for part, index in made.items() if part and _SUM.fullmatch(part[-1])), None)
    return over


TEMPLATE = Template(
    name="items",
    rank=33,
    heads=_HEADS,
    recognises=_recognises,
    read=_read,
    figures=frozenset({"money"}),
    examples=[
        Example(
            """
            财政拨款“三公”经费支出决算表
            金额单位：万元
            预算数 | < | < | < | < | 决算数 | < | < | < | <
            合计 | 公务用车购置及运行维护费 | < | < | 公务接待费 | 合计 | 公务用车购置及运行维护费 | < | < | 公务接待费
            ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^
            1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10
            9.50 | 6.00 | 0.00 | 6.00 | 3.50 | 7.77 | 5.55 | 0.00 | 5.55 | 2.22
            """,
            says=[
                said("money", "9.50", label="合计", stage="预算数", under="财政拨款“三公”经费支出决算表"),
                said("money", "5.55", label="公务用车购置及运行维护费", stage="决算数"),
                said("money", "5.55", label="公务用车运行维护费", stage="决算数"),
                said("money", "2.22", label="公务接待费", unit_note="金额单位:万元"),
            ],
            count=10,
            silent=["1", "10"],
        ),
        Example(
            """
            年度收入情况（万元） | < | < | < | <
            机构名称 | 收入合计 | 其中： | < | <
            ^ | ^ | 上年结转 | 公共财政拨款 | 其他收入
            局机关 | 210.5 | 10.5 | 200 | 0
            机构名称 | 三公经费合计 | 其中： | < | <
            ^ | ^ | 公务接待费 | 公务用车运维费 | 因公出国费
            局机关 | 6.1 | 2.1 | 4 | —
            """,
            says=[
                said("money", "210.5", label="收入合计", under="局机关", unit_note="(万元)"),
                said("money", "200", label="公共财政拨款", unit_source="caption"),
                said("money", "4", label="公务用车运维费"),
            ],
            count=7,
            silent=["—"],
        ),
    ],
)
