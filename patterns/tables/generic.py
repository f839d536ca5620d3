"""Any other table whose heads say that money or people stand below: 项目 | 金额（万元）, 采购, 资金明细.

Read last and with care: a column counts only if its own head, with a unit or a plain word for a sum,
makes it one; what no head explains is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from patterns.tables.figures import Unit, add_amount, add_people, add_rate, unit_for
from patterns.tables.layout import Column, Line, head_of, is_blank, is_numeric, label_of
from patterns.tables.listing import is_source, is_sum, lists_projects, sum_first
from patterns.tables.template import Example, Findings, Section, Template, said
from patterns.tables.titles import title_of

_STOCKS = r"(?:期初|期末|年初|年末|上年末?|本年末?)(?:账面)?(?:数|余额|金额|价值|原值|净值)|(?:账面|资产)?(?:原值|净值|价值)"
_HEADS = (
    ("skipped", re.compile(r"序号|编号|备注|行次|栏次|.*(?:时间|日期|电话|文号|代码|编码|单价|数量)")),
    ("rate", re.compile(r".*(?:率|占比|比例|比重|增幅|[(（]%[)）])|.*(?:增减|增长|变动)%")),
    ("money", re.compile(
        r".*[(（][^()（）/]*(?:亿元|万元|千元|元)[)）].*|(?:.*[^计])?金额|.*(?:预算|决算|执行|支出"
        r"|到位|下达|结余)(?:数|额)|.*(?:资金|经费)(?:数|总额|额)|投资额|.*采购(?:预算|支出|计划)"
        r"|.*(?:增减|增加|减少|变动)(?:额|数|金额|情况)?|" + _STOCKS
    )),
    ("people", re.compile(r".*[(（](?:人|人次|名)[)）].*|.*人数|.*人次数?")),
    ("label", re.compile(
        r".*(?:名称|项目|内容|用途|单位|部门|科目|类别|类型|品目|事项|对象|乡镇|村|资金来源|来源)"
    )),
)  # fmt: skip
_STOCK = re.compile(_STOCKS)
_SUM_ROW = re.compile(r"[合总小]计")
_COUNTED = ("money", "people", "rate")
_NO_HEAD = re.compile(r"^(?!20\d\d年)\d|[≥≤＝=<>%]")
_NAMING = re.compile(r"项目|名称|内容|品目|用途|事项|科目")
_UNIT = re.compile(r"[(（][^()（）]*元[)）]")


def _recognises(texts: Sequence[str], roles: Sequence[str]) -> bool:
    named = [text for text in texts if text]
    if any(_NO_HEAD.search(text) or len(text) > 24 for text in named) or not {"money", "people"} & set(roles):
        return False
    unit = any(_UNIT.search(text) for text, role in zip(texts, roles, strict=True) if role == "money")
    labelled = "label" in roles or (bool(roles) and roles[0] == "")
    return labelled and len(named) >= (2 if unit else 3)


def _read(section: Section, found: Findings) -> None:
    measured = [column for column in section.columns if column.role in _COUNTED or (section.having("money") and is_source(column))]
    columns = [column for column in measured if section.holds_figures(column) and not _unitless(section, column)]
    title = [text] if (text := title_of(section)) else []
    table = "projects" if lists_projects(section) else section.template.name
    lines, flat = sum_first(section, lambda line: _names(section, line, columns)[0])
    whole: dict[int, int] = {}
    for line in lines:
        label, under = _names(section, line, columns)
        if not label:
            continue
        for column in columns:
            cell = next(iter(section.cells(line, column)), None)
            if column.role in ("money", ""):
                parent = whole.get(column.start) if flat and table == "projects" else None
                index = add_amount(
                    found, section, line, column, cell=cell, label=label, under=[*title, *under], parent=parent, table=table
                )  # fmt: skip
                if index is not None and is_sum(label):
                    whole[column.start] = index
            elif column.role == "people" and unit_for(section, line, column, people=True) != Unit("", "inferred"):
                add_people(found, section, line, column, cell=cell, label=label, under=under)
            elif column.role == "rate":
                add_rate(found, section, cell, column, label + head_of(column.leaf))


def _unitless(section: Section, column: Column) -> bool:
    """Whether a column's head alone doesn't make it money (期末数) and no unit is printed anywhere."""
    return bool(_STOCK.fullmatch(head_of(column.leaf))) and unit_for(section, None, column) == Unit("", "inferred")


def _names(section: Section, line: Line, columns: Sequence[Column]) -> tuple[str, list[str]]:
    """A row's label and what stands over it: the words left of its figures, else the first words anywhere."""
    first = min((column.start for column in columns), default=0)
    words = {
        label_of(text): bool(_NAMING.search(column.leaf))
        for column in section.columns
        if column.role not in (*_COUNTED, "skipped") and (column.start < first or column.role == "label")
        for cell in section.cells(line, column)[:1]
        if not is_blank(text := section.text(cell)) and not is_numeric(text)
    }
    if not words:  # 小计 under 序号
        texts = [section.text(cell) for cell in line.own]
        return next((text for text in texts if _SUM_ROW.fullmatch(text)), ""), []
    label = next((word for word, naming in words.items() if naming), list(words)[-1])
    return label, [word for word in words if word != label]


TEMPLATE = Template(
    name="generic",
    rank=90,
    weak=True,
    heads=_HEADS,
    recognises=_recognises,
    read=_read,
    figures=frozenset({"money", "people", "rate"}),
    examples=[
        Example(
            """
            序号 | 项目名称 | 资金来源 | 下达资金（万元） | 受益人数（人） | 备注
            1 | 龙塘村道路硬化 | 中央 | 45.6 | 320 |
            2 | 石桥村饮水管网 | 县级 | 30 | 185 | 在建
            合计 | < | < | 75.6 | 505 |
            """,
            says=[
                said("money", "45.6", label="龙塘村道路硬化", under="中央", unit_note="下达资金(万元)"),
                said("people", "185", label="石桥村饮水管网", under="县级"),
                said("money", "75.6", label="合计"),
            ],
            count=6,
            silent=["1", "2"],
        ),
        Example(
            """
            政府采购情况表
            单位：元
            采购品目 | 数量 | 采购金额
            复印纸 | 40 | 7,200
            办公桌椅 | 12 | 18,600.00
            """,
            says=[said("money", "18,600.00", label="办公桌椅", unit_note="单位:元", unit_source="caption")],
            count=2,
            silent=["40", "12"],
        ),
    ],
)
