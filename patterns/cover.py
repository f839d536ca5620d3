"""What covers, labelled lines and form cells say of the report itself: year, unit, filing date, project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.document import Cell, Document, Table
from extract.passage import fold

DATE = re.compile(
    r"""(?x)
      (?:19|20)\d\d \s* 年 \s* \d{1,2} \s* 月 (?: \s* \d{1,2} \s* [日号] )?
    | [二一][〇○零ＯO九0][〇○零一二三四五六七八九0]{2} \s* 年 \s* [一二三四五六七八九十]{1,2} \s* 月
      (?: \s* [一二三四五六七八九十]{1,3} \s* 日)?
    | (?:19|20)\d\d [./-] \d{1,2} (?: [./-] \d{1,2} )?
    | \d{1,2} [./-] \d{1,2} [./-] (?:19|20)\d\d
    | (?<!\d) (?:19|20)\d{2} (?:0[1-9]|1[0-2]) (?:[0-3]\d)? (?!\d)
    | (?:19|20)\d{4,7} 日? (?!\d)
    """
)
_DIGITS = str.maketrans("０１２３４５６７８９．／", "0123456789./")
_DATE_LABEL = re.compile(
    r"(?:填报|填表|报告|上报|编制|报送|自评|评价|成文|公开|发布|填写|申报|完成|^)\s*(?:日\s*期|时\s*间)\s*[:：]\s*(?P<value>[^\u4e00-\u9fff]{0,4}.{0,24})"
)
_YEAR_LABEL = re.compile(r"(?:评价|自评|预算|所属|考核|绩效)\s*年\s*度\s*[:：]?\s*(?P<value>(?:19|20)\d\d(?:\s*[-—至~]\s*(?:19|20)\d\d)?)")
_NAME_LABEL = re.compile(
    r"(?:^|[\s(（])(?P<label>[^\s:：]{0,8}?(?:评价单位|填报单位|填报部门|自评单位|部门名称|单位名称|预算单位|预算部门单位|主管部门|编制单位|申报单位|项目单位"
    r"|部门\(单位\)|单位\(部门\)|部门|单位))\s*(?:[(（](?:公章|盖章|章|名称)[)）])?\s*[:：]\s*(?P<value>[^\s:：]+)"
)
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff](?: |$|[:：]))")
KEYS = {
    "project": ("项目名称", "项目支出名称", "专项名称", "转移支付名称", "专项资金名称", "转移支付(项目)名称", "项目(专项)名称"),
    "owner": ("主管部门", "预算单位", "主管部门及代码", "主管单位", "地方主管部门", "中央主管部门", "主管部门名称"),
    "unit": ("预算部门名称", "部门名称", "单位名称", "填报单位", "部门(单位)名称", "部门单位名称", "单位(部门)名称", "预算部门",
              "部门(单位)", "一级预算单位名称", "级预算单位名称"),
    "filed": ("填报日期", "填表日期", "填报时间", "填表时间", "报告日期", "编制日期", "评价日期", "日期"),
    "operator": ("实施单位", "项目实施单位", "资金使用单位", "项目单位", "具体实施单位", "实施部门"),
}
_KEY_OF = {label: key for key, labels in KEYS.items() for label in labels}


def squeeze(text: str) -> str:
    """A text without blanks, brackets in one width."""
    return "".join(text.split()).replace("（", "(").replace("）", ")")


def lone_date(line: str) -> str:
    """The date that a line is nothing but, "" else."""
    bare = re.sub(r"\s", "", line).translate(_DIGITS).strip("()（）")
    match = DATE.fullmatch(bare)
    return match.group() if match else ""


def filing_date(line: str) -> str:
    """The date that a labelled line gives as the filing date, "" where it gives none."""
    match = _DATE_LABEL.search(re.sub(r"[ 　\t]", "", line).translate(_DIGITS)) if "期" in line or "间" in line else None
    date = DATE.search(match.group("value")) if match else None
    return date.group() if date else ""


_LONGEST_KEY = 100  # characters of a cell with a label, blanks and all
_INLINE = re.compile(r"(.{4,12}?)[:：](.{2,})$")
# 项目名称|计划资金|到位资金
_HEAD = re.compile(
    r"(?:计划|项目|预算|实际|到位|年初|全年|调整|执行|支出|完成)+(?:资金|金额|数|率|总额|情况|分值|得分)"
)


def labelled_year(line: str) -> str:
    """The year after 评价年度 and its like, "" where a line has none."""
    match = _YEAR_LABEL.search(re.sub(r"\s", "", line))
    return match.group("value") if match else ""


def labelled_names(line: str) -> list[tuple[str, str]]:
    """(label, name) of each unit that a line gives after a label (填报单位：…)."""
    return [(m.group("label"), m.group("value")) for m in _NAME_LABEL.finditer(_SPACED.sub("", line.strip()))]


def form_cells(document: Document, tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """(key, value) for every cell of the tables whose left neighbour asks for project, owner, unit or operator."""
    for table in tables:
        for cell in table.cells:
            text = squeeze(cell.text) if len(cell.text) <= _LONGEST_KEY else ""
            key = _KEY_OF.get(text.rstrip(":：")) if len(text) <= 14 else None
            inline = _INLINE.match(text) if 7 <= len(text) <= 60 else None
            if key:
                value = _next_value(table, cell.row, cell.column + cell.column_span)
                if value is not None:
                    yield key, fold(document, [(value.span.start, value.span.end)]).text
            elif inline and inline.group(1) in _KEY_OF:
                yield _KEY_OF[inline.group(1)], inline.group(2)


def _next_value(table: Table, row: int, column: int) -> Cell | None:
    """The next cell of a row that isn't empty, unless it is another label."""
    for at in range(column, table.columns):
        cell = table.at(row, at)
        if cell is not None and cell.row == row and cell.text.strip():
            text = squeeze(cell.text).rstrip(":：")
            return None if text in _KEY_OF or _HEAD.fullmatch(text) else cell
    return None
