"""Lists of projects or of things, a row each, and their sum in the first row or the last."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from patterns.tables.layout import Column, Line, bare, is_blank, is_numeric, label_of
from patterns.tables.template import Section

_NAMING = re.compile(r"(?:子|专项|具体|二级|支出|明细)?项目(?:名称|内容)|专项(?:资金|经费)?(?:名称)?|资金(?:项目)?名称|子项目")
_SUM = re.compile(r"(?:合|总)计|总额")
_SOURCE = re.compile(
    r"(?:中央|省|自治区|市|州|县|区|地方|本)级?(?:财政)?(?:专项)?(?:资金|补助|配套)?|(?:自筹|社会|单位|其[他它])资金|其[他它]|财政(?:拨款|资金)"
)
_SUBTOTAL = re.compile(r".*小计|其中.*")


def lists_projects(section: Section) -> bool:
    """Whether a row is a project: 序号 | 项目名称 | 计划资金 | 到位资金."""
    return _naming_column(section) is not None


def _naming_column(section: Section) -> Column | None:
    return next((column for column in section.columns if _NAMING.fullmatch(bare(column.leaf))), None)


def project_in(section: Section, line: Line) -> str:
    """The name of the project in a row of such a list, "" where its column holds none, as in the row of the sum."""
    column = _naming_column(section)
    texts = [section.text(cell) for cell in section.cells(line, column)] if column else []
    return label_of(texts[0]) if texts and not is_blank(texts[0]) and not is_numeric(texts[0]) else ""


def is_source(column: Column) -> bool:
    """Whether a column, by its head, holds the money of one source: 其中：中央资金."""
    return bool(_SOURCE.fullmatch(bare(label_of(column.leaf))))


def is_sum(label: str) -> bool:
    """Whether a label is that of the sum of a list."""
    return bool(_SUM.fullmatch(bare(label)))


def sum_first(section: Section, label: Callable[[Line], str]) -> tuple[Sequence[Line], bool]:
    """The rows of a list with their sum first, and whether all of them are its parts: not so under subtotals."""
    labels = [label(line) for line in section.lines]
    sums = [at for at, name in enumerate(labels) if is_sum(name)]
    flat = len(sums) == 1 and not any(_SUBTOTAL.match(name) for name in labels)
    if not flat or sums[0] not in (0, len(labels) - 1):
        return section.lines, False
    at = sums[0]
    return [section.lines[at], *section.lines[:at], *section.lines[at + 1 :]], True
