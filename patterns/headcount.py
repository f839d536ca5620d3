"""Counts of people in running text: staff, other people, visits."""

from __future__ import annotations

from patterns.rule import Rule

INLINE = Rule(
    name="people.inline",
    kind="people",
    follows="余多来几万千人名位",
    pattern=r"""
        ⟨before⟩ (?<![\d.A-Za-z]) (?P<number>⟨number⟩) \s* (?P<mid>余|多|来|几)? \s*
        (?P<unit> (?:万|千)?(?P<inner>余|多)?(?:
            人次 | 人 (?! [均民大才力口类社保事工体文居防选寿身机生·员物] (?!数|作出|勤|业编|业人|关(?:工勤|行政|事业|编)) | 行(?!政)
              | [·.月年] | /[月年天日次期户班间组] )
          | 名 (?! [列称单次录义额优贵牌目校] )
          | 位 (?= [\u4e00-\u9fff]{0,6} (?:人|员|职工|教师|学生|患者|干部|医[生师]|民警|干警|专家|代表|群众|家长) ) ) )
        ⟨after⟩
    """,
    says={
        "行政编制15人，参训人员1,204人次。": [{"number": "15", "unit": "人"}, {"number": "1,204", "unit": "人次"}],
        "惠及群众23.29万人，逾20多万人次受益。": [
            {"number": "23.29", "unit": "万人"},
            {"number": "20", "unit": "万人次", "mid": "多"},
        ],
        "有31人行政编制、12人工勤编制": [{"number": "31", "unit": "人"}, {"number": "12", "unit": "人"}],
        "45人事业编制、9 人机关工勤编制": [{"number": "45", "unit": "人"}, {"number": "9", "unit": "人"}],
        "带动就业640余人": [{"number": "640", "mid": "余", "unit": "人"}],
    },
    silent=("人均补助标准55元", "3.5元/人", "300户", "5人均达标", "第3名"),
)

POSTS = Rule(
    name="people.posts",
    kind="people",
    rank=1,
    starts=(r"\d+(?=\s*个)", r"[为共有占:：]+(?=\d+\s*个)"),
    pattern=r"""
        (?<= 编制 | 编制数 | 编制总数 | 编制总额 | 编制总量 | .编制共 | .编制有 | 政编 | 业编 | 勤编 | 职数 | 岗位数 )
          [为共有占:：]{0,2} (?P<number>\d+) \s* (?P<unit>个)
      | (?: (?<= 编制[^。；，]{0,12}(?:分别|依次|各)为[\d个、和及与]{0,40} )
          | (?<= 编制[^。；;]{0,40}(?:行政|事业|工勤|参公|政法) ) ) (?P<listed>\d+) \s* (?P<whole>个) (?= [、和及与，。；;)] | $ )
      | (?P<number2>\d+) \s* (?P<unit2>个) (?= (?![\u4e00-\u9fff]{0,4}单位)[\u4e00-\u9fff]{0,6}
          (?:编制|职数|(?:行政|事业|工勤|参公|政法)编(?=[、，。；和及)])) )
    """,
    says={
        "共有编制72个，其中行政编制20个。": [{"number": "72", "unit": "个"}, {"number": "20", "unit": "个"}],
        "核定8个事业编制": [{"number": "8", "unit": "个"}],
        "编制60个，行政编制占22个。": [{"number": "60", "unit": "个"}, {"number": "22", "unit": "个"}],
        "有38个行政编、16个事业编制": [{"number": "38", "unit": "个"}, {"number": "16", "unit": "个"}],
        "编制64个，当中行政14个、事业47个。": [{"number": "64"}, {"number": "14"}, {"number": "47"}],
        "行政编制、事业编制分别为20个、66个": [{"number": "20"}, {"number": "66"}],
    },
    silent=("内设股室9个", "编制规划3个", "下属4个事业单位编制"),
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

CHINESE = Rule(
    name="people.chinese",
    kind="people",
    rank=2,
    starts=("[一二三四五六七八九十百千](?=[零一二三四五六七八九十百千万]+[余多]?[人名])",),
    pattern=r"""
        (?<![第\d一二三四五六七八九十百千万]) (?P<number> [一二三四五六七八九十百千][零一二三四五六七八九十百千万]+ ) (?P<mid>余|多)?
        (?P<unit> 人次 | 人 (?! [均民大才力口类社保事工体文] ) | 名 (?! [列称单次录] ) )
    """,
    says={
        "现有职工九十六人，培训二百余人次。": [{"number": "九十六", "unit": "人"}, {"number": "二百", "unit": "人次"}],
        "聘请护林员二十一名": [{"number": "二十一", "unit": "名"}],
    },
    silent=("第十二名", "一人一档"),
)

BARE = Rule(
    name="people.bare",
    kind="people",
    rank=3,
    pattern=r"""(?<= 在职 | 在编 | 在岗 | 离休 | 退休 | 离退休 | 编制数 ) (?P<number>\d{1,4}) (?= [，,。；;、)] | $ )""",
    says={
        "现有人数219人，在职187；退休32。": [{"number": "187"}, {"number": "32"}],
        "其中离休1、退休40": [{"number": "1"}, {"number": "40"}],
    },
    silent=("在职23人", "退休2020年办理"),
)

MYRIAD = Rule(
    name="people.myriad",
    kind="people",
    rank=0,
    pattern=r"""(?<= 人口 | 人数 ) (?: 达到|达|约|为|共有|共|有 )? (?P<number>⟨number⟩) \s* (?P<unit>万) (?! [余多]?[元户人亩] )""",
    says={
        "农村户籍人口达到46.9万，比上年减少。": [{"number": "46.9", "unit": "万"}],
        "参保人数23.5万，": [{"number": "23.5", "unit": "万"}],
    },
    silent=("参保人数23.5万人", "人口金额3万元"),
)
