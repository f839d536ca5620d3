"""Scores and grades in running text."""

from __future__ import annotations

from patterns.rule import DIGITS, Rule

POINTS = Rule(
    name="score.points",
    kind="score",
    starts=(DIGITS,),
    pattern=r"""(?<![\d.]) (?P<number>\d+(?:\.\d+)?) \s* (?P<unit>分) (?! [钟别之类项离贝批散管为布配析期局级工]
      | (?:及?以[上下]|制|及以|\(含\)) )""",
    says={
        "绩效自评得分为96.5分。": [{"number": "96.5", "unit": "分"}],
        "最终分数为 91 分（见下表）。": [{"number": "91"}],
    },
    silent=("30分钟", "90分以上为优", "100分制", "扣0.5分"),
)

BARE = Rule(
    name="score.bare",
    kind="score",
    rank=3,
    pattern=r"""(?<= 总分 | 得分 | 评分 | 分数 ) [:：为是]? \s* (?P<number>\d{1,3}(?:\.\d+)?) (?= [，。；,;、()（）] | $ )""",
    says={
        "自评总分 93.20，等级为优。": [{"number": "93.20"}],
        "综合得分：88。": [{"number": "88"}],
    },
    silent=("得分率95%", "总分100分", "得分12 15"),
)

CHINESE = Rule(
    name="score.chinese",
    kind="score",
    rank=2,
    starts=("[一二三四五六七八九十](?=[零一二三四五六七八九十点]*分)",),
    pattern=r"""(?<! [第十百] ) (?P<number> [一二三四五六七八九]?十[一二三四五六七八九]? (?:点[零一二三四五六七八九]+)? )
        (?P<unit>分) (?! [钟别之类制重] )""",
    says={
        "自评得分九十五分。": [{"number": "九十五", "unit": "分"}],
        "综合得分八十八点五分": [{"number": "八十八点五", "unit": "分"}],
    },
    silent=("十分重视", "百分制", "十分钟"),
)

PAIR = Rule(
    name="score.pair",
    kind="score",
    rank=2,
    pattern=r"""(?<= 总分 | 合计 ) [:：]? \s* (?P<points>\d{2,3}) \s+ (?P<number>\d{1,3}(?:\.\d+)?) (?= [，。；;、] | $ )""",
    says={
        "总分 100 94.5": [{"points": "100", "number": "94.5"}],
        "自评总分：110 97，等级优": [{"points": "110", "number": "97"}],
    },
    silent=("总分100分", "总分 94.5"),
)

OF_FULL = Rule(
    name="score.of_full",
    kind="score",
    rank=0,
    starts=(DIGITS,),
    pattern=r"""
        (?<![\d.]) (?P<number>\d+(?:\.\d+)?) (?P<unit>分)? / (?P<points>\d+(?:\.\d+)?) 分
      | (?<= 得分[^。；]{0,80}[\u4e00-\u9fff] ) (?P<number2>\d+(?:\.\d+)?) 分? \( (?P<points2>\d+) 分? \) (?= [、，。；和及] | $ )
    """,
    says={
        "决策17.5分/20分，过程16/20分。": [{"number": "17.5", "points": "20"}, {"number": "16", "points": "20"}],
        "得分依次是：投入9.5（10）、过程18（20）。": [{"number": "9.5", "points": "10"}, {"number": "18", "points": "20"}],
    },
    silent=("每次扣5分/次", "投入（10）、过程（20）"),
)
