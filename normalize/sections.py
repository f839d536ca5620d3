"""What a section is about, by its headings: the unit's own money, the work that it did, or something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

About = Literal["money", "work", "other"]

_MONEY = re.compile(
    r"一般公共预算|政府性基金|国有资本经营|财政拨款|预决算|预算|决算|收入|收支|支出|三公|经费|资金|资产|负债|政府采购|采购|基本支出|项目支出"
    r"|资金|财务|成本|结转|结余|债务|借款|公务接待费?|公务用车|出国|机关运行|运行|往来"
)
_FILLING = re.compile(
    r"部门|单位|我局|本级|整体|总体|全局|年度?|全年|年初|当年|执行|完成|安排|编制|批复|调整|使用|管理|来源|构成|结构|组成|分类|功能|经济|性质|具体"
    r"|情况|说明|分析|概况|概述|方面|总额|变化|变动|比较|投入|到位|筹集|筹措|下达|拨付|支付|计划|申报|落实|控制|节约|进度|明细|状况|配置|购置"
    r"|维护|接待|国内|费用|费|其他|重要|事项|其它|需要|的|及|和|与|或|等|对|按|从|率|数|因公|境|用车|类|款|项目?|专项|主要|统计|绩效(?=管理)|制度|建设|项目库|一般性|[^\u4e00-\u9fff]"
)
_WORK = re.compile(r"履职|产出|效益|效果|成效|成绩|绩效(?:情况|目标|分析|实现|指标|评价)|目标|满意度|工作任务|主要工作|重点工作")
_LEAD = re.compile(r"^(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|\d+[、.．]?|[①-⑳])+")
_FIRST = re.compile(r"^[^，。；：:,;\d]*")
_SAID = re.compile(r"\d\s*(?:[万亿]?元|[万亿])")
_REST = 2  # characters that may be left of a heading beside the words of money and those that name nothing


@lru_cache(maxsize=1 << 12)
def _about(heading: str) -> About | None:
    """What a heading is about; None where it names nothing (总体情况)."""
    words = _FIRST.match(_LEAD.sub("", heading))
    said = words.group() if words else ""
    if _WORK.search(said):
        return "work"
    rest = _FILLING.sub("", _MONEY.sub("", said))
    if _SAID.search(heading):  # 全年支出96万元 heads its section, 小型水库除险加固820万元 is an item
        return "money" if _MONEY.search(said) and not rest else None
    if len(rest) > _REST:
        return "other"
    return "money" if _MONEY.search(said) else None


def about(headings: Sequence[str]) -> About:
    """What the innermost heading that names something is about."""
    return next((found for heading in reversed(headings) if (found := _about(heading))), "other")
