"""Percentages in running text."""

from __future__ import annotations

from patterns.rule import Rule

PERCENT = Rule(
    name="rate.percent",
    kind="rate",
    pattern=r"""⟨before⟩ (?<![\d.A-Za-z]) (?P<number>(?:(?<![\d%])-)?⟨number⟩) \s* (?P<unit>%|％) ⟨after⟩""",
    says={
        "预算执行率95.2%，满意度达90%以上。": [
            {"number": "95.2", "unit": "%"},
            {"number": "90", "unit": "%", "after": "以上"},
        ],
        "比上年下降7.6 %": [{"number": "7.6"}],
    },
    silent=("占 %，比上年减少 万元", "提高3个百分点"),
)

CHINESE = Rule(
    name="rate.chinese",
    kind="rate",
    pattern=r"""百分之 (?P<number> [零〇一二两三四五六七八九十百点]+ ) ⟨after⟩""",
    says={
        "满意度达到百分之九十五以上": [{"number": "九十五", "after": "以上"}],
        "完成率百分之百": [{"number": "百"}],
    },
    silent=("提高一个百分点", "百分制"),
)

NOTED = Rule(
    name="rate.noted",
    kind="rate",
    rank=2,
    pattern=r"""(?<= \(%\) [:：]? ) (?P<number>⟨number⟩) (?= [，。；;,、)（(] | $ )""",
    says={
        "执行率（%）：96.69。": [{"number": "96.69"}],
        "满意度（%）95，完成率（%）：100": [{"number": "95"}, {"number": "100"}],
    },
    silent=("执行率（%）", "96.69%"),
)
