"""Percentages in running text."""

from __future__ import annotations

from patterns.rule import Rule

PERCENT = Rule(
    name="rate.percent",
    kind="rate",
    follows="%％",
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

TENTHS = Rule(
    name="rate.tenths",
    kind="rate",
    rank=2,
    starts=(r"(?:[一二三四五六七八九]|\d)(?=成)",),
    pattern=r"""
        (?<![\d.第零〇一二两三四五六七八九十百千万之]) (?P<number> [一二三四五六七八九1-9] )
        (?P<unit> 成 (?:(?P<tail>[一二三四五六七八九半])(?!是|、|要|个))? )
        (?= 以上|以下|左右|以内|[，。；;、)（(] | $ ) (?! [，(]即\d ) ⟨after⟩
    """,
    says={
        "设备完好率在九成以上，普及率升至九成六。": [
            {"number": "九", "unit": "成", "after": "以上"},
            {"number": "九", "unit": "成六", "tail": "六"},
        ],
        "办公费压减一成半；入库率达8成": [{"number": "一", "unit": "成半"}, {"number": "8", "unit": "成"}],
    },
    silent=("一成立专班", "第一成员单位", "分三成果验收", "二〇一九成果", "约占总数的三成，即31.2%。"),
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
