"""Whom a count of people or a score is of, wherever the sentence names them."""

from __future__ import annotations

import re

from patterns import phrases
from patterns.clause import Clause
from patterns.label import cut_label, is_self, label_right, last_verb, noun_behind
from patterns.left import Left
from patterns.reading import Memory

_SUM = re.compile(r"(?:合计|总计|共计)(?=(?:自评|评价|综合)?(?:得分?|评分)?(?:为|是)?$)")
_FULL = re.compile(r"(?P<of>.+?)(?:共|总)?(?P<full>满分|总分|分值|权重|标准分)(?:值)?(?:为|是)?$")
_HOW = re.compile(r"采用|百分制|按|依据|根据|对照|参照|标准|计算|逐项|汇总|对标")
_CAUSE = re.compile(r"[因由](?:于|为)?(?=[\u4e00-\u9fff]{4})")
_WHAT_FOLLOWS = re.compile(r"(?:^|[，、])?(?:由|向|给|为|对|聘请|邀请|组织|安排|选派|抽调)$")


def people_label(memory: Memory, label: str, clause: Clause, left: Left, right: str) -> str:
    """The label of a count of people, which may stand behind it, or be the post that is held."""
    if behind := _who_follows(left, right):
        label = behind
    elif "、" in clause.opener and not left.plain and len(right) < 2 and memory.readings and not memory.fresh:
        label = memory.readings[-1].label  # 接待98批、764人次
    elif memory.lists and is_self(left.plain):
        label = left.plain  # 在职人员中，局机关36人
    for lead in (phrases.SEATED, phrases.APPROVED):
        label = lead.sub("", label)
    if phrases.STAFF_KIND.fullmatch(label) and phrases.STAFFED.fullmatch(memory.head):
        label += memory.head  # 编制数：行政32人，事业41人
    return label


def _who_follows(left: Left, right: str) -> str:
    """Who is counted where the noun stands behind: 评审组由7名专家组成, 确有困难的217名当事人, 解决5.2万人饮水问题."""
    plain, own = left.plain, cut_label(left.plain)
    if _WHAT_FOLLOWS.search(plain) and len(noun := label_right(right, people=True)) >= 2:
        return noun
    noun = noun_behind(right)
    if len(noun) < 2:
        return ""
    if plain.endswith(("的", "“", "一支", "一批", "一名", "了")):
        return noun
    return own + noun if own and (own == last_verb(own) or phrases.DONE_FOR.fullmatch(own)) else ""


def scored_label(label: str, plain: str, intro: str) -> str:
    """What a score is of: the sum or the group right before it, else what the clause before names and not how it is scored."""
    if label in ("得分", "得", "自评得分", "评分") and (added := _SUM.search(plain)):
        return added.group() + "得分"
    if plain.endswith("平均"):
        return "平均"
    if label in ("满分", "总分", "分值", "权重", "标准分") and (full := _FULL.match(plain)):
        of = cut_label(full["of"])
        return (of if len(of) > 2 else re.sub("(?:合计|总计|共)$", "", full["of"])) + full["full"]  # 其余指标合计满分70分
    if label in ("得", "得分", "", intro) and intro:  # 经综合评定，得93分
        said = re.sub("(?:均|都|全部)?(?:未|没有|不)扣分$", "", _CAUSE.split(intro)[0])
        if not _HOW.search(said):
            return cut_label(said) or label
        return "自评" if "自评" in said and label != "得分" else label if label != intro else "得分"
    return re.sub(r"^.*\d、", "", label)
