"""Grades (优, 良, 一等 …) given to a unit or project, and which figures of 分 are scores at all."""

from __future__ import annotations

import re

GRADE = re.compile(
    r"""(?x)
    (?: (?:评价|评定|绩效|自评|考核)? (?:等级|等次|档次|级别|评级|结果|结论) (?:被?评?定?为|是|属于|达到|:)?
      | (?:等级|等次|档次|评级|级别) (?=[“"]) | 为 (?=[“"][优良中差]) | 评(?:定|价)?为 | 自评为 | 属于? | 达到 | 考核为 ) \s*
    [“"'‘(（]?
    (?P<grade> 优秀 | 良好 | 合格 | 不合格 | 较好 | 一般 | [优良中差] | [一二三四]等 | [ABCD](?:级|等)? )
    [”"'’)）]? (?: 等?级? ) (?= [，。；,;、)（(“”] | $ )"""
)
_SCORE_WORDS = re.compile(r"得分|评分|分数|总分|自评|评价|评定|考核|综合|绩效|打分|最终")
_NO_SCORE = re.compile(
    r"[中高会统联]考|考试|竞赛|比赛|^扣[\d.]+分$|扣(?:分|除|减|掉|去|了|共|计|为|:)*$|[失丢](?:分|了|去)*$|少得$|低$|高$|差$|(?:提高|下降|增加|减少)(?:了)?$|满分|(?<!自评)(?<!评价)分值$"
    r"|权重$"
)
_CATEGORY = re.compile(r"(?:投入|过程|产出|效益|效果|决策|管理|满意度|成本|预算执行|资金执行|执行率|质量|数量|时效|编制"
    r"|使用|履职|职责履行|配置|立项|落实|其余指标|绩效目标)(?:管理|情况|效果|目标|效能|效率|效益)?(?:类|部分)?(?:指标)?(?:情况|率)?(?:的)?(?:自评|评价)?(?:得分|评分|得)?$")


_LABEL = re.compile(
    r"(?:(?:本|该)?项目|部门整体支出|整体支出|部门|单位|年度)?(?:绩效|自评|自我评价|评价|综合|最终|总体|评定|考核)*总?(?:得分|评分|分数|总分|自评|评价)$"
)


def is_score(label: str, before: str, after: str, after_score: bool, heading: str = "") -> bool:
    """Whether a figure of 分 with that label between those words is a score; 绩效指标(90分) gives points, 30分 of time none.

    `after_score`: a score stands before it in its sentence, so that it is one of a list (其中产出50分).
    """
    if _GIVEN_OUT.search(sentence := before.rsplit("。", 1)[-1] + after.split("。", 1)[0]) and "得" not in sentence:
        return False
    if before.endswith("(") or re.match("的?(?:主要)?扣", after) or _NO_SCORE.search(label) or _NO_SCORE.search(before[-6:]):
        return False
    if (after_score and len(label) >= 2) or (before.endswith("得") and _CATEGORY.search(label)):
        return True
    if any(_SCORE_WORDS.search(text) for text in (label, before[-24:])):
        return True
    said = heading + before.rsplit("。", 1)[-1] + after.split("。", 1)[0]
    set_out = _SET_OUT.search(said) and not re.search(r"得分|得\s*\d|自评\d", said)
    return len(label) >= 2 and not set_out and bool(_SCORE_WORDS.search(said))


_GIVEN_OUT = re.compile(r"[，,、:：]设[\u4e00-\u9fff]{2,6}(?:\d|、)")  # 采用百分制，设投入10分、过程20分
_SET_OUT = re.compile(r"分值|权重|构成|设置|设定|组成|体系(?![，,])")  # how points are given out, not what was scored


def score_label(label: str) -> str:
    """The label of a score without what precedes it in its clause: 某项目自评总得分 → 项目自评总得分."""
    match = _LABEL.search(label)
    if match and len(match.group()) >= 3:
        return match.group()
    return re.sub(r"(?<=[^评]{2})得$", "", label)


_TOLD = re.compile(r"(?:绩效)?(?:自我评价|自评|评价|最终|最后)(?:得分|评分|分数|打分)(?:为|是)?")
_TOTAL = re.compile(r"总得分|总分|总评|合计|总计|共计|综合|^(?:绩效|整体支出)?(?:自评|评价|绩效)(?:得分|评分|分数|得|总)")
_PROJECT = re.compile("项目[“\"]|[”\"]项目")
_WHOLE = re.compile(
    r"总|综合|整体|部门绩效|合计"
    r"|(?:[一二三四]中|高中|中学|小学|幼儿园|医院|中心|局|院|校|站|所|项目|经费|资金|补助)(?:自评|评价)?(?:得分?)?$"
)


def is_total(label: str) -> bool:
    """Whether a label names the sum of a list of scores: 自评总得分, 合计, 综合得分."""
    return bool(_TOTAL.search(label)) and not _CATEGORY.search(re.sub("(?:自评|评价)?(?:总?得分|得)$", "", label))


def is_whole(label: str) -> bool:
    """Whether a label names a unit, a project or a total rather than a group of indicators."""
    return bool(_WHOLE.search(label))


def scope_of(label: str, after_score: bool) -> str:
    """overall, or category where the label names a group of indicators (产出指标得分) or one of a list under a score."""
    bare = re.sub("[“”]", "", label)
    if _PROJECT.search(label) or (re.fullmatch("“[^”]{3,}”(?:自评|得分)*", label) and not _CATEGORY.search(bare)):
        return "overall"  # 项目“食品安全抽检”自评得
    if _CATEGORY.search(bare) and not re.search("总|综合|整体", bare):
        return "category"
    if _WHOLE.search(bare) or _TOLD.fullmatch(bare):
        return "overall"
    return "category" if after_score else "overall"
