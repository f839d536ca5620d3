"""Cells that hold sentences: beside a label, across the whole form under a heading, or left over by a template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.document import Cell
from patterns.tables.layout import Line, Sheet, bare, is_blank, is_numeric
from patterns.tables.template import Findings, Standing

_LABEL = re.compile(
    r"(?:\d[.、])?(?:评价|自评|总体|综合)?(?:结论|(?:存在|发现)的?(?:主要)?问题.*|问题.*"
    r"|(?:下一步)?(?:整改|改进)(?:措施|意见).*"
    r"|.*建议|.*保障措施|.*经验.*|.*成效|项目(?:实施)?(?:内容|概况|情况|概述|立项).*|.*(?:概述|概况"
    r"|简介|职责|职能)"
    r"|其他需要?说明.*|主要工作.*|年度(?:总体|绩效)?目标|总体目标|绩效目标|预期目标|实施期目标)"
)
_COVER = re.compile(
    r".*(?:名称|单位|部门|机构|代码|编码|编号|属性|类[型别]|性质|负责人|联系人|联系方式|电话|日期|时间|期限|周期|年限"
    r"|起止.*|地址|地点|级次|文号|领导|科室|审核|签字|盖章|审批.*|方式|年度)|项目|序号"
)
_SENTENCE = re.compile(r"[，。；;]|\d.*、.*\d[\u4e00-\u9fff]")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_RULE_HEAD = re.compile(r".*(?:标准|评分|评价|解释|依据|指标|要点|计分|说明|口径|公式|原因).*")
_NOTE = re.compile(r"(?:备?注|说明|填表(?:说明|人|日期)?|填报.*|注释|附注)\d?[:：].*|填表人.*")
_NUMBERED = re.compile(r"[(（]?\d{1,2}[)）.．、]")
_INSTRUCTION = re.compile(r"\d+字(?:以内|左右|以上)[)）]?$|^请(?:填|简要|说明|对照|在此)")
_BLOCK = re.compile(r"[一二三四五六七八九十]+[、.．](?!.*(?:支出|收入|资金|经费|预算))"
    r".*(?:目标|指标|问题|措施|结论|建议|说明|情况|履职|绩效|评价|自评|人员|成效).*")
_FEWEST = 8
_LONGEST_LABEL = 24

Prose = tuple[Cell, str]
"""A cell of sentences and its label."""


def is_sentences(text: str) -> bool:
    """Whether a cell's text reads as sentences, not as a name, a value or a figure."""
    return len(text) >= _FEWEST and bool(_SENTENCE.search(_ASIDE.sub("", text))) and not is_numeric(text)


def is_note(sheet: Sheet, line: Line, noted: bool = False) -> bool:
    """Whether a row is a form's own note: 备注：…, 填表人：…, or after one (`noted`) the next of its numbered list."""
    texts = [text for cell in line.own if (text := sheet.text(cell))]
    if not texts:
        return False
    label = bare(texts[0])
    paired = len(texts) < 3 and (label in ("备注", "注") or (label == "说明" and not is_sentences(texts[-1])))
    return bool(_NOTE.fullmatch(texts[0]) or paired or (noted and len(texts) == 1 and _NUMBERED.match(texts[0])))


def is_instruction(text: str) -> bool:
    """Whether a cell still holds what the form asks for: 说明项目实施成效。（200字以内）."""
    return bool(_INSTRUCTION.search(text))


def is_block_head(sheet: Sheet, line: Line) -> bool:
    """Whether a row is a heading over the whole form that ends the rows above: 三、年度目标完成情况."""
    return len(line.own) == 1 == len(line.cells) and bool(_BLOCK.fullmatch(sheet.text(line.own[0])))


def prose_of(sheet: Sheet, line: Line, heading: str) -> Prose | None:
    """The sentences that a row holds beside its label, or, under a heading, across the whole form."""
    filled = [cell for cell in line.own if sheet.text(cell)]
    if not filled:
        return None
    label, text = bare(sheet.text(filled[0])), sheet.text(filled[-1])
    if len(filled) == 1 == len(line.cells):
        return (filled[0], heading) if is_sentences(text) else None
    if len(filled) != 2 or is_numeric(text) or is_sentences(label):
        return None
    whole = len(line.cells) == 2 and len(label) <= _LONGEST_LABEL and is_sentences(text) and not _COVER.fullmatch(label)
    return (filled[1], label) if (_LABEL.fullmatch(label) and len(text) >= 6) or whole else None


def standing_of(label: str) -> Standing:
    """Whether a label heads a plan (总体目标, 主要任务) or neither."""
    return "planned" if re.search(r"(?:目标|任务)$", label) else ""


def left_over(sheet: Sheet, lines: Sequence[Line], heads: Sequence[Line]) -> Iterator[Prose]:
    """Sentences in rows that no template and no pair of label and figure took, each with the label beside it.

    Columns whose heads speak of standards, reasons or indicators hold rules and remarks, not statements.
    """
    rules = [cell for line in heads for cell in line.cells if _RULE_HEAD.fullmatch(sheet.text(cell))]
    for line in lines:
        for cell in line.own:
            if not is_sentences(sheet.text(cell)) or any(_covers(head, cell) for head in rules):
                continue
            left = [text for other in line.cells if other.column < cell.column and not is_blank(text := bare(sheet.text(other)))]
            short = [text for text in left if len(text) <= _LONGEST_LABEL and not is_numeric(text)]
            if left and not (short and _COVER.fullmatch(short[-1])):
                yield cell, short[-1] if short else ""


def _covers(head: Cell, cell: Cell) -> bool:
    return head.column < cell.column + cell.column_span and cell.column < head.column + head.column_span


def keep(sheet: Sheet, prose: Prose, found: Findings) -> None:
    """Keep a cell of sentences for the sentence rules, unless it still holds what the form asks for."""
    cell, label = prose
    if not is_instruction(sheet.text(cell)) and not found.taken(sheet, cell):
        found.add_prose(sheet, cell, label, standing_of(label))
