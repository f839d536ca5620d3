"""Counts of people in running text: staff, other people, visits."""

from __future__ import annotations

from patterns.rule import Rule

INLINE = Rule(
    name="people.inline",
    kind="people",
    pattern=r"""
        ⟨before⟩ (?<![\d.A-Za-z]) (?P<number>⟨number⟩) \s* (?P<mid>余|多|来|几)? \s*
        (?P<unit> (?:万|千)?(?P<inner>余|多)?(?:
            人次 | 人 (?! [均民大才力口类社保事工体文居防行选寿身机生·员物] (?!数|作出) | [/·.月年] )
          | 名 (?! [列称单次录义额优贵牌目校] ) | 位 (?= [\u4e00-\u9fff]{0,6} (?:人|员|老人|职工|教师|学生|患者|干部) ) ) )
        ⟨after⟩
    """,
    says={
        "行政编制15人，参训人员1,204人次。": [{"number": "15", "unit": "人"}, {"number": "1,204", "unit": "人次"}],
        "惠及群众23.29万人，逾20多万人次受益。": [
            {"number": "23.29", "unit": "万人"},
            {"number": "20", "unit": "万人次", "mid": "多"},
        ],
        "带动就业640余人": [{"number": "640", "mid": "余", "unit": "人"}],
    },
    silent=("人均补助标准55元", "3.5元/人", "300户", "5人均达标", "第3名"),
)

POSTS = Rule(
    name="people.posts",
    kind="people",
    rank=1,
    pattern=r"""
        (?<= 编制 | 编制数 | .编制共 | .编制有 | 政编 | 业编 | 勤编 | 职数 | 岗位数 ) [为共有:：]{0,2} (?P<number>\d+) \s* (?P<unit>个)
      | (?P<number2>\d+) \s* (?P<unit2>个) (?= [\u4e00-\u9fff]{0,6} (?:编制|职数) )
    """,
    says={
        "共有编制72个，其中行政编制20个。": [{"number": "72", "unit": "个"}, {"number": "20", "unit": "个"}],
        "核定8个事业编制": [{"number2": "8", "unit2": "个"}],
    },
    silent=("内设股室9个", "编制规划3个"),
)

BRACKETED = Rule(
    name="people.bracketed",
    kind="people",
    rank=2,
    pattern=r"""(?<= 人数 | 人口 | 人次 ) \( (?P<number>⟨number⟩) \)""",
    says={
        "占计划参保人数（230100）的91%": [{"number": "230100"}],
        "常住人口（45000）": [{"number": "45000"}],
    },
    silent=("人数(人)", "编制（12）"),
)
