"""Everything else that is counted or measured."""

from __future__ import annotations

from patterns.rule import Rule

_UNITS = """
    美元 港元 欧元 平方公里 平方米 立方米 个百分点 个工作日 工作日 批次 家次 公里 千米 公斤 千克 场次
    台套 册次 人份 千瓦 公顷 万吨 车次 户次 课时 学时 ‰ m² m³ ㎡ km 吨 亩 米
    家 个 份 场 宗 部 台 套 条 件 次 处 户 所 座 辆 项 期 天 册 株 头 只 村 篇
    起 例 批 张 间 组 轮 幅 块 口 本 类 种 枚 羽 台次 盏 栋 幢 眼 支 队 匹 艘 站 班 届
    片 段 笔 担 盒 剂 针 床 款 小时 分钟 年 个月 月 日 岁
"""
_UNIT = "|".join(sorted(_UNITS.split(), key=len, reverse=True))

COUNTED = Rule(
    name="quantity.counted",
    kind="quantity",
    rank=3,
    follows="余多万亿" + "".join({unit[0] for unit in _UNITS.split()}),
    pattern=r"""⟨before⟩ (?<![\d.A-Za-z]) (?P<number>⟨number⟩) \s* (?P<mid>余|多)?
        (?P<unit>(?:万|亿)?(?P<inner>余|多)?(?:"""
    + _UNIT
    + r""")) ⟨after⟩""",
    says={
        "检查药店120家次，印发资料2万份。": [{"number": "120", "unit": "家次"}, {"number": "2", "unit": "万份"}],
        "改造管网18.4公里": [{"number": "18.4", "unit": "公里"}],
    },
    silent=("2023年3月", "行政编制5人", "支出20万元"),
)
