"""Indicator tables of other provinces, drawn with made-up figures: what each order and each oddity must give."""

from __future__ import annotations

from dataclasses import replace

from drawn_tables import indicators, scores, words

from patterns.tables.drawing import drawn
from patterns.tables.sections import captions


def test_points_before_sign_value_and_unit() -> None:
    (row,) = indicators(
        """
        一级指标 | 二级指标 | 三级指标 | 分值 | 符号 | 值 | 单位（文字） | 实际完成值 | 得分 | 权重 | 折算得分
        产出指标 | 数量指标 | 新修机耕道 | 10 | ≥ | 18 | 公里 | 19.2 | 10 | 50% | 5
        """
    )
    assert words(row, "target", "operator", "target_unit") == ["18", "≥", "公里"]
    assert words(row, "actual", "points", "score") == ["19.2", "10", "10"]


def test_head_over_three_cells_without_heads_of_their_own() -> None:
    (row,) = indicators(
        """
        一级指标 | 二级指标 | 三级指标 | 指标值 | < | < | 分值
        产出指标 | 数量指标 | 新修机耕道 | ≥ | 18 | 公里 | 10
        """
    )
    assert words(row, "target", "points") == ["≥18公里", "10"]


def test_second_header_row_of_sign_value_and_unit() -> None:
    (row,) = indicators(
        """
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | < | 实际完成值 | 分值 | 得分
        ^ | ^ | ^ | 符号 | 值 | 单位 | ^ | ^ | ^
        效益指标 | 社会效益 | 就业人数 | ≥ | 300 | 人 | 305人 | 20 | 20
        """
    )
    assert words(row, "operator", "target", "target_unit", "actual") == ["≥", "300", "人", "305人"]


def test_transfer_payment_form_has_no_points() -> None:
    (row,) = indicators(
        """
        一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值 | 未完成原因和改进措施
        产出指标 | 时效指标 | 补助发放及时率 | 100% | 95% | 资金下达较晚
        """
    )
    assert words(row, "target", "actual", "points", "score", "reason") == [
        "100%",
        "95%",
        "",
        "",
        "资金下达较晚",
    ]


def test_score_without_points() -> None:
    (row,) = indicators(
        """
        一级指标 | 二级指标 | 三级指标 | 年初目标值(A) | 实际完成值(B) | 得分
        产出指标 | 质量指标 | 验收合格率(10分) | 100% | 100% | 10
        """
    )
    assert words(row, "level3", "target", "actual", "points", "score") == [
        "验收合格率",
        "100%",
        "100%",
        "10",
        "10",
    ]


def test_unit_and_nature_before_the_value() -> None:
    (row,) = indicators(
        """
        指标名称 | 计量单位 | 指标性质 | 指标值 | 指标权重 | 全年完成值 | 得分
        惠及学生数 | 人 | ≥ | 2,390 | 20 | 2,402 | 20
        """
    )
    assert words(row, "level3", "target", "target_unit", "operator") == ["惠及学生数", "2,390", "人", "≥"]
    assert words(row, "points", "actual", "score") == ["20", "2,402", "20"]


def test_scoring_table_with_explanations() -> None:
    (row,) = indicators(
        """
        一级指标 | 二级指标 | 三级指标 | 分值 | 指标解释 | 指标说明 | 得分
        投入 | 预算配置 | 在职人员控制率 | 5 | 反映单位编制控制程度 | 不大于1得满分，每超一人扣0.5分 | 4.5
        """
    )
    assert words(row, "level1", "level2", "level3", "points", "score") == [
        "投入",
        "预算配置",
        "在职人员控制率",
        "5",
        "4.5",
    ]


def test_lifetime_target_beside_the_years() -> None:
    (row,) = indicators(
        """
        一级指标 | 二级指标 | 三级指标 | 实施周期指标值 | 年度指标值
        产出指标 | 数量指标 | 新建校舍 | ≥9000平方米 | ≥3000平方米
        """
    )
    assert words(row, "target", "target_lifetime") == ["≥3000平方米", "≥9000平方米"]


def test_levels_go_on_over_a_page_without_header() -> None:
    rows = indicators(
        """
        一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 得分
        产出指标(50分) | 数量指标 | 新建泵站 | 2座 | 25 | 25
        满意度指标(10分) | 服务对象满意 | 村民满意率 | ≥90% | 5 | 5

        —3—
        | 度 | 企业满意率 | ≥90% | 5 | 4
        成本指标 | 经济成本指标 | 造价 | ≤80万元 | 10 | 10
        """.replace("\n\n", "\n")
    )
    assert [words(row, "level1", "level2", "level3") for row in rows][1:] == [
        ["满意度指标", "服务对象满意", "村民满意率"],
        ["满意度指标", "服务对象满意度", "企业满意率"],
        ["成本指标", "经济成本指标", "造价"],
    ]
    assert words(rows[-1], "level1_points", "points") == ["", "10"]


def test_repeated_header_is_no_indicator() -> None:
    rows = indicators(
        """
        一级指标 | 二级指标 | 三级指标 | 年度指标值
        管理指标 | 预算管理 | 预算编制完整性 | 完整
        一级指标 | 二级指标 | 三级指标 | 年度指标值
        |  | 结转结余率 | ≤20%
        """
    )
    assert [words(row, "level1", "level2", "level3") for row in rows] == [
        ["管理指标", "预算管理", "预算编制完整性"],
        ["管理指标", "预算管理", "结转结余率"],
    ]


def test_rows_shorter_than_their_header_are_fitted_by_their_numbers() -> None:
    picture = """
        绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
        产出指标 | 数量指标 | 维修水渠 | 3公里 | 3公里 | 60 | 58
        |  | 维修水塘 | 5口 | 5口 | 40 | 40
        总分 | 100 | 98
        """
    rows = indicators(picture)
    assert [words(row, "level1", "level3", "target", "points", "score") for row in rows] == [
        ["产出指标", "维修水渠", "3公里", "60", "58"],
        ["产出指标", "维修水塘", "5口", "40", "40"],
    ]
    assert scores(picture) == [{"points": "100", "score": "98", "label": "总分", "scope": "overall"}]


def test_lone_total_under_score_is_the_score() -> None:
    picture = """
        一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 得分
        产出指标 | 数量指标 | 维修水渠 | 3公里 | 3公里 | 58
        总分 | < | < | < | < | 58
        """
    assert scores(picture) == [{"score": "58", "label": "总分", "scope": "overall"}]


def test_level_row_of_its_own_is_a_category() -> None:
    picture = """
        一级指标 | 二级指标 | 三级指标 | 分值 | 得分
        过程 |  |  | 40 | 37.5
        | 资金管理 | 资金使用合规性 | 40 | 37.5
        自评等级 | 优 |  |  |
        """
    assert scores(picture) == [
        {"points": "40", "score": "37.5", "label": "过程", "scope": "category"},
        {"grade": "优", "label": "自评等级", "scope": "overall"},
    ]
    assert [row.word("level3") for row in indicators(picture)] == ["资金使用合规性"]


def test_row_that_speaks_of_people_is_no_header_inside_a_table() -> None:
    rows = indicators(
        """
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 重点任务完成 | 新增城镇就业人数 | ≥6000人
        | 资金管理 | 项目支出金额 | 按计划支出
        """
    )
    assert [row.word("level3") for row in rows] == ["新增城镇就业人数", "项目支出金额"]


def test_score_among_cover_rows() -> None:
    assert scores(
        """
        项目名称 | 水库除险 | < | <
        自评得分 | 96.5 | 自评等级 | 优
        """
    ) == [{"score": "96.5", "grade": "优", "label": "自评得分", "scope": "overall"}]


def test_points_merged_over_rows_count_once() -> None:
    rows = indicators(
        """
        一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
        产出指标 | 数量指标 | 新修公路 | 3公里 | 3公里 | 20 | 18
        ^ | ^ | 新建桥梁 | 1座 | 1座 | ^ | ^
        """
    )
    assert [words(row, "points", "score") for row in rows] == [["20", "18"], ["", ""]]


def test_level_one_in_the_caption_only() -> None:
    (row,) = indicators(
        """
        二、产出指标（40分）
        二级指标 | 三级指标 | 权重 | 扣分要点 | 得分
        数量指标 | 巡查次数 | 40 | 少一次扣2分 | 38
        """
    )
    assert words(row, "level1", "level1_points", "level2", "points", "score") == ["产出指标", "40", "数量指标", "40", "38"]


def test_page_marks_between_a_caption_and_its_table_are_no_captions() -> None:
    (row,) = indicators(
        """
        二、产出指标（40分）
        — 3 —
        第 4 页 共 6 页
        二级指标 | 三级指标 | 权重 | 扣分要点 | 得分
        数量指标 | 巡查次数 | 40 | 少一次扣2分 | 38
        """
    )
    assert words(row, "level1", "level1_points", "level2") == ["产出指标", "40", "数量指标"]


def test_running_head_names_a_table_only_where_no_line_of_the_body_does() -> None:
    """A head that comes again on each page stands nearer to the table than the title on the page before."""
    document = drawn("支出决算表\n收入决算表\n项目 | 决算数")
    title, running = document.blocks
    for role, first in (("furniture", "支出决算表"), ("body", "收入决算表")):
        blocks = (title, replace(running, role=role))  # type: ignore[arg-type]
        ((_, caption),) = captions(replace(document, blocks=blocks))
        assert [text for text, _ in caption.lines] == sorted(("支出决算表", "收入决算表"), key=lambda text: text != first)
