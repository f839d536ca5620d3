"""得分汇总: 指标 | 权重分值 | 得分 | 得分率, a row a category and a total; or the same lying on its side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.document import Cell
from patterns.tables.figures import labelled_figure, number_in
from patterns.tables.layout import Column, Line, Sheet, bare, is_numeric, label_of
from patterns.tables.template import Caption, Example, Findings, Section, Template, said
from patterns.tables.totals import split_points

_HEADS = (
    ("points", re.compile(r"(?:指标|权重|标准)?(?:分值|权重)(?:分|%)?|标准分|满分|分数|权数|总分值")),
    ("rate", re.compile(r"得分率|得分比例")),
    ("score", re.compile(r"(?:自评|评价|实际|最终|指标|综合)*(?:得分|评分)(?:数|情况)?|(?:自评|评价|实得|核定)分[数值]?")),
    ("grade", re.compile(r"(?:自评|评价|评定|评分|绩效|得分)?(?:等级|等次|评级)")),
    ("remark", re.compile(r"备注|说明|序号|.*原因.*|扣分.*")),
    ("name", re.compile(
        r"(?:一级)?指标(?:名称|类[型别])?|(?:评价|考核)(?:内容|维度|项目|指标|类别)|项目|内容|维度"
        r"|类别|评分项目?|部分"
    )),
)  # fmt: skip
_SIDE = ("points", "score", "rate")
_TOTAL = re.compile(r"(?:合计|总计|总分|总得分|综合得分|综合|总体)(?:得分)?")
_GRADED = re.compile(r"(?:自评|评价|评定|绩效|评分)*(?:等级|等次|评级)[:：]([优良中差](?:秀|好)?|[一二三四]等|合格|不合格)")
_PAIRED = re.compile(r"(?:自评|评价|绩效|项目|综合|部门|整体|最终)*(?:总?得分|总评?分|评分)")


def _recognises(texts: Sequence[str], roles: Sequence[str]) -> bool:
    """One column of names, points, a score and nothing measured; or names across and 合计 at the end."""
    told = [role for text, role in zip(texts, roles, strict=True) if text]
    upright = told.count("name") == 1 and {"score"} < set(told) and "" not in told
    if upright and ("points" in told or "rate" in told):
        return not ("评价指标" in texts and "rate" not in told)
    across = len(told) > 3 and roles[0] == "name" and bool(_TOTAL.fullmatch(bare(texts[-1])))
    return across and not {"points", "score", "rate"} & set(told)


def _read(section: Section, found: Findings) -> None:
    if section.having("score", "points", "rate"):
        for line in section.lines:
            name = next((section.text(cell) for cell in _names(section, line)), "")
            cells = {role: section.cell(line, role) for role in (*_SIDE, "grade")}
            _add(section, name, cells, found)
    else:
        _read_on_its_side(section, found)


def _names(section: Section, line: Line) -> list[Cell]:
    """The cells that name a row: those of its name column, or its first words where that is merged away."""
    cells = [cell for column in section.having("name") for cell in section.cells(line, column)]
    return [cell for cell in (*cells, *line.own) if section.text(cell) and not is_numeric(section.text(cell))]


def _read_on_its_side(section: Section, found: Findings) -> None:
    rows = {section.template.role(section.text(line.cells[0])): line for line in section.lines if line.cells}
    for column in section.columns[1:]:
        cells = {role: _first(section, rows[role], column) for role in _SIDE if role in rows}
        _add(section, column.leaf, cells, found, points=split_points(column.leaf)[1])


def _first(section: Section, line: Line, column: Column) -> Cell | None:
    return next(iter(section.cells(line, column)), None)


def _add(section: Section, name: str, cells: dict[str, Cell | None], found: Findings, scope: str = "", points: str = "") -> None:
    figures = {role: number_in(section, cells.get(role)) for role in _SIDE}
    told = next((role for role in ("score", "points", "rate") if figures[role]), None)
    cell = cells.get(told) if told else None
    if not name or told is None or cell is None or not found.first_time(section, cell):
        return
    label = bare(label_of(name)) or name
    words = {"points": points} | {role: figure.number for role, figure in figures.items() if figure}
    words |= {"label": label, "scope": scope or ("overall" if _TOTAL.fullmatch(label) else "category")}
    words["grade"] = section.text(cells.get("grade"))
    found.add("score", section, cell, words, span=figures[told].span)  # type: ignore[union-attr]


def read_score_pairs(sheet: Sheet, lines: Sequence[Line], caption: Caption, found: Findings) -> int:
    """How many scores were read among a form's cover rows: 自评得分 | 96.5 | 自评等级 | 优."""
    before = len(found.mentions)
    section = Section(TEMPLATE, sheet, caption, (), (), [])
    for line in lines:
        pairs = list(zip(line.cells, line.cells[1:], strict=False))
        grade = next((value for label, value in pairs if TEMPLATE.role(sheet.text(label)) == "grade"), None)
        for label, value in pairs:
            if _PAIRED.fullmatch(bare(sheet.text(label))) and number_in(section, value):
                _add(section, bare(sheet.text(label)), {"score": value, "grade": grade}, found, "overall")
        for cell in line.own:
            told = labelled_figure(sheet, cell)
            if told and _PAIRED.fullmatch(bare(told[0])) and told[1].unit in ("", "分") and found.first_time(section, cell):
                words = {"label": bare(told[0]), "scope": "overall", "score": told[1].number, "grade": _grade_in(sheet, line)}
                found.add("score", section, cell, words, span=told[1].span)
    return len(found.mentions) - before


def _grade_in(sheet: Sheet, line: Line) -> str:
    """The grade that a cell of a row names: 评价等级：优, "" for none."""
    found = (_GRADED.fullmatch(sheet.text(cell)) for cell in line.own)
    return next((match[1] for match in found if match), "")


TEMPLATE = Template(
    name="score_summary",
    rank=25,
    heads=_HEADS,
    recognises=_recognises,
    read=_read,
    sentences=False,
    figures=frozenset(_SIDE),
    examples=[
        Example(
            """
            一级指标 | 权重分值 | 得分 | 得分率
            投入 | 20 | 18.5 | 92.5%
            产出 | 80 | 76 | 95%
            合计 | 100 | 94.5 | 94.5%
            """,
            says=[
                said("score", "18.5", scope="category", label="投入", points="20", rate="92.5"),
                said("score", "94.5", scope="overall", label="合计", points="100"),
            ],
            count=3,
            silent=["92.5%"],
        ),
        Example(
            """
            指标 | 决策 | 过程 | 产出 | 合计
            分值 | 20 | 30 | 50 | 100
            得分 | 19 | 28 | 46.2 | 93.2
            """,
            says=[
                said("score", "46.2", scope="category", label="产出", points="50"),
                said("score", "93.2", scope="overall", points="100"),
            ],
            count=4,
        ),
        Example(
            """
            评价指标 | 决策（20分） | 过程（20分） | 产出（60分） | 总分（100分）
            得分 | 18 | 19 | 55.5 | 92.5
            """,
            says=[
                said("score", "55.5", scope="category", label="产出", points="60"),
                said("score", "92.5", scope="overall", points="100"),
            ],
            count=4,
        ),
    ],
)
