"""Layouts of other provinces, drawn with made-up figures: what each order and each oddity must give."""

from __future__ import annotations

from extract.document import Document
from patterns.mention import Mention, Part
from patterns.tables import read_tables
from patterns.tables.drawing import drawn


def indicators(picture: str) -> list[Mention]:
    return [mention for mention in read_tables(drawn(picture), []).mentions if mention.kind == "indicator"]


def scores(picture: str) -> list[dict[str, str]]:
    return [dict(m.words) for m in read_tables(drawn(picture), []).mentions if m.kind == "score"]


def amounts(picture: str) -> list[tuple[str, str, str]]:
    document = drawn(picture)
    found = read_tables(document, []).mentions
    return [(document.quote(m.span), m.word("label"), m.word("stage")) for m in found if m.kind == "money"]


def words(mention: Mention, *names: str) -> list[str]:
    return [mention.word(name) for name in names]


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


def test_funds_with_seven_columns_and_a_fraction_for_a_rate() -> None:
    document = drawn(
        """
        预算执行（万元）（10分） | 年初预算数A | 预算调整数B | 全年预算数C=A+B | 执行数D | 结余E=C-D | 执行率D/C | 得分
        资金总额 | 100 | 20 | 120 | 115 | 5 | 0.958 | 9.58
        其中：中央资金 | 60 | 0 | 60 | 60 | 0 | 1 | —
        """
    )
    found = read_tables(document, []).mentions
    assert [m.word("stage") for m in found if m.kind == "money"][:5] == [
        "年初预算数A", "预算调整数B", "全年预算数C=A+B", "执行数D", "结余E=C-D",
    ]  # fmt: skip
    assert [document.quote(m.span) for m in found if m.kind == "rate"] == ["0.958", "1"]
    assert [m.words for m in found if m.kind == "score"] == [
        {"points": "10", "score": "9.58", "label": "资金总额", "scope": "fund_execution"}
    ]


def test_parts_of_funds_know_their_whole() -> None:
    document = drawn(
        """
        资金情况（万元） |  | 全年预算数（A） | 全年执行数（B） | 执行率（B/A）
        ^ | 年度资金总额： | 90 | 81 | 90%
        ^ | 其中：财政拨款 | 80 | 71 | 88.75%
        ^ | 其中：中央资金 | 50 | 50 | 100%
        ^ | 地方资金 | 30 | 21 | 70%
        ^ | 其他资金 | 10 | 10 | 100%
        """
    )
    found = [m for m in read_tables(document, []).mentions]
    whole = {m.word("label"): found[m.parent].word("label") if m.parent is not None else None for m in found if m.kind == "money"}
    assert whole == {
        "年度资金总额": None, "财政拨款": "年度资金总额", "中央资金": "财政拨款", "地方资金": "财政拨款", "其他资金": "年度资金总额",
    }  # fmt: skip
    assert all(found[m.parent].word("stage") == m.word("stage") for m in found if m.parent is not None)


def test_merged_figure_counts_once() -> None:
    picture = """
        项目资金(万元) | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 得分
        年度资金总额 | 50 | < | 48 | 10 | 9.6
        其中：财政拨款 | 50 | 50 | 48 | ^ | ^
        """
    assert [quote for quote, _, _ in amounts(picture)] == ["50", "48", "50", "50", "48"]
    assert len(scores(picture)) == 1


def test_two_numbers_in_a_cell_are_kept_and_not_guessed() -> None:
    document = drawn(
        """
        项目资金(万元) | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 得分
        年度资金总额 | 60⏎57 | 1,234,⏎567.89 | 40364.8⏎5 | 10 | 9
        """
    )
    first, second, third = [m for m in read_tables(document, []).mentions if m.kind == "money"]
    assert (first.word("number"), first.flags) == ("", ("glued_cells",))
    assert (second.word("number"), third.word("number")) == ("1,234,567.89", "40364.85")


def test_statement_with_code_and_name_in_one_cell() -> None:
    document = drawn(
        """
        部门支出总表
        单位：万元
        科目 | 合计 | 基本支出 | 项目支出
        208社会保障和就业支出 | 30.5 | 30.5 |
        20805行政事业单位养老支出 | 30.5 | 30.5 |
        """
    )
    found = read_tables(document, []).mentions
    assert [(m.word("code"), m.word("breakdown")) for m in found] == [
        ("208", ""), ("208", "基本支出"), ("20805", ""), ("20805", "基本支出"),
    ]  # fmt: skip
    assert [m.parent for m in found] == [None, None, 0, 1]


def test_sentences_stand_as_plan_or_fulfilment() -> None:
    cells = read_tables(
        drawn(
            """
            年度总体目标 | 预期目标 | 实际完成情况
            ^ | 培训农民300人次 | 培训农民312人次
            存在问题 | 设备老化，维修费用较高。
            备注：请如实填写，字数不超过200字。 |
            """
        ),
        [],
    ).prose_cells
    assert [(cell.standing, cell.cell.text) for cell in cells] == [
        ("planned", "培训农民300人次"), ("actual", "培训农民312人次"), ("", "设备老化，维修费用较高。"),
    ]  # fmt: skip


def test_unknown_table_is_a_problem_with_its_place() -> None:
    document = drawn(
        """
        甲 | 乙 | 丙
        东片 | 12 | 13
        西片 | 14 | 15
        """
    )
    read = read_tables(document, [])
    assert read.mentions == []
    assert [(problem.code, problem.severity) for problem in read.problems] == [("unknown_table", "info")]
    assert read.problems[0].span == document.tables[0].span


def test_cover_rows_give_nothing() -> None:
    read = read_tables(
        drawn(
            """
            项目名称 | 乡村公路养护专项资金 | 联系电话 | 07301234567
            主管部门 | 某县交通运输局 | 实施单位 | 某县公路中心
            项目负责人 | 王某 | 实施期限 | 2021
            """
        ),
        [],
    )
    assert (read.mentions, read.problems, read.prose_cells) == ([], [], [])


def test_mentions_know_their_part() -> None:
    document: Document = drawn(
        """
        附件1
        指标 | 分值 | 得分 | 得分率
        投入 | 20 | 18 | 90%
        附件2
        指标 | 分值 | 得分 | 得分率
        产出 | 80 | 76 | 95%
        """
    )
    second = document.text.index("附件2")
    parts = [Part(0, "overall_form", 0, second), Part(1, "project_form", second, len(document.text))]
    assert [mention.part for mention in read_tables(document, parts).mentions] == [0, 1]


def test_row_that_speaks_of_people_is_no_header_inside_a_table() -> None:
    rows = indicators(
        """
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 重点任务完成 | 新增城镇就业人数 | ≥6000人
        | 资金管理 | 项目支出金额 | 按计划支出
        """
    )
    assert [row.word("level3") for row in rows] == ["新增城镇就业人数", "项目支出金额"]


def test_points_in_the_heads_of_a_funds_table() -> None:
    picture = """
        预算执行情况（万元）（20分） |  | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）
        ^ | 部门整体支出总额 | 50 | 10 | 20 | 4
        """
    (score,) = scores(picture)
    assert score == {"points": "20", "score": "4", "label": "部门整体支出总额", "scope": "fund_execution"}


def test_stages_as_labels_beside_their_figures() -> None:
    assert amounts(
        """
        项目名称 | 水库除险 | < | <
        年初预算数（万元） | 60 | 全年预算数（万元） | 75.5
        全年执行数（万元） | 70.25 | 预算执行率 | 93.05%
        """
    ) == [
        ("60", "年初预算数", "年初预算数"),
        ("75.5", "全年预算数", "全年预算数"),
        ("70.25", "全年执行数", "全年执行数"),
    ]


def test_list_of_projects_is_part_of_its_sum_and_has_overall_scores() -> None:
    document = drawn(
        """
        序号 | 项目名称 | 年初预算数（万元） | 全年预算数（万元） | 全年执行数（万元） | 执行率 | 自评得分
        1 | 乡村医生补助 | 20 | 20 | 19 | 95% | 97.5
        2 | 卫生监督经费 | 8 | 6 | 6 | 100% | 100
        合计 | < | 28 | 26 | 25 | 96.15% |
        """
    )
    found = read_tables(document, []).mentions
    assert {m.word("label") for m in found if m.kind == "money"} == {"乡村医生补助", "卫生监督经费", "合计"}
    sums = [i for i, m in enumerate(found) if m.kind == "money" and m.word("label") == "合计"]
    assert [m.parent for m in found if m.kind == "money"] == [*sums, *sums, None, None, None]
    assert {m.word("table") for m in found if m.kind == "money"} == {"projects"}
    assert [(m.word("label"), m.word("scope"), m.word("score")) for m in found if m.kind == "score"] == [
        ("乡村医生补助", "overall", "97.5"), ("卫生监督经费", "overall", "100"),
    ]  # fmt: skip


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


def test_tasks_with_money_inside_a_form() -> None:
    found = read_tables(
        drawn(
            """
            年度总体目标 | 预期目标 | < | < | 实际完成情况 | <
            ^ | 建成水厂 | < | < | 建成水厂 | <
            年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | < | <
            ^ | ^ | ^ | 总额 | 财政拨款 | 其他资金
            ^ | 管网改造 | 更换老旧管道 | 45 | 40 | 5
            """
        ),
        [],
    ).mentions
    assert [(m.word("label"), m.word("number"), m.word("column")) for m in found] == [
        ("管网改造", "45", "预算金额(万元) / 总额"),
        ("管网改造", "40", "预算金额(万元) / 财政拨款"),
        ("管网改造", "5", "预算金额(万元) / 其他资金"),
    ]


def test_unit_in_a_head_that_no_figures_stand_under() -> None:
    document = drawn(
        """
        年度预算申请(万元) |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
        | 年度资金总额 | 12 | 34.5 | 34.5 | 10 | 100% | 10
        | 按收入性质分： | 按支出性质分： |  |  |  |  |
        | 其中：一般公共预算：34.5 | 其中：基本支出：20.25 |  |  |  |  |
        """
    )
    found = [m for m in read_tables(document, []).mentions if m.kind == "money"]
    assert {(m.word("unit_note"), m.word("unit_source")) for m in found} == {("年度预算申请(万元)", "column_header")}
    assert [m.word("label") for m in found] == ["年度资金总额"] * 3 + ["一般公共预算", "基本支出"]


def test_posts_and_staff_among_cover_rows() -> None:
    document = drawn(
        """
        联系人 | 王某 | 联络电话 | 8690000
        人员编制 | 21 | 实有人数 | 20
        职能职责概述 | 负责全县道路养护与管理，组织抢险。 | < | <
        """
    )
    read = read_tables(document, [])
    assert [(m.kind, document.quote(m.span), m.word("label")) for m in read.mentions] == [
        ("people", "21", "人员编制"),
        ("people", "20", "实有人数"),
    ]
    assert [cell.label for cell in read.prose_cells] == ["职能职责概述"]


def test_items_under_a_sum_know_it() -> None:
    found = read_tables(
        drawn(
            """
            支出情况（万元） | < | < | <
            机构名称 | 支出合计 | 其中： | <
            ^ | ^ | 基本支出 | 项目支出
            局机关 | 90 | 60 | 30
            """
        ),
        [],
    ).mentions
    assert [(m.word("label"), m.parent) for m in found] == [("支出合计", None), ("基本支出", 0), ("项目支出", 0)]


def test_instructions_left_in_a_form_are_no_sentences() -> None:
    cells = read_tables(drawn("评价结论 | 结合自评情况，说明项目成效。（200字以内）\n存在问题 | 设备更新较慢，故障3次。"), []).prose_cells
    assert [cell.label for cell in cells] == ["存在问题"]


def test_income_by_class_and_source() -> None:
    document = drawn(
        """
        收入决算表 | < | < | < | <
        部门：某县水利局 | < | < | 金额单位：万元 | <
        项目 | < | 本年收入合计 | 财政拨款收入 | 其他收入
        科目编码 | 科目名称 | ^ | ^ | ^
        栏次 | < | 1 | 2 | 3
        合计 | < | 91.5 | 90 | 1.5
        213 | 农林水支出 | 91.5 | 90 | 1.5
        21303 | 水利 | 91.5 | 90 | 1.5
        """
    )
    found = read_tables(document, []).mentions
    assert [(m.word("label"), m.word("code"), m.word("breakdown")) for m in found][3:6] == [
        ("农林水支出", "213", ""),
        ("农林水支出", "213", "财政拨款收入"),
        ("农林水支出", "213", "其他收入"),
    ]
    assert {(m.word("unit_note"), m.word("stage")) for m in found} == {("金额单位:万元", "决算")}
    assert [m.parent for m in found[6:]] == [3, 4, 5]
    assert len(found) == 9


def test_fund_account_with_income_and_spending_side_by_side() -> None:
    found = read_tables(
        drawn(
            """
            政府性基金预算财政拨款收入支出决算表
            金额单位：元
            项目 | < | 年初结转和结余 | 本年收入 | 本年支出 | < | < | 年末结转和结余
            科目编码 | 科目名称 | ^ | ^ | 小计 | 基本支出 | 项目支出 | ^
            212 | 城乡社区支出 | 0 | 5,000.00 | 4,000.00 | 0 | 4,000.00 | 1,000.00
            """
        ),
        [],
    ).mentions
    assert [(m.word("breakdown"), m.word("number")) for m in found] == [
        ("年初结转和结余", "0"),
        ("", "5,000.00"),
        ("", "4,000.00"),
        ("基本支出", "0"),
        ("项目支出", "4,000.00"),
        ("年末结转和结余", "1,000.00"),
    ]


def test_two_years_over_the_stages() -> None:
    found = read_tables(
        drawn(
            """
            单位：万元
            项目 | 2021年 | < | < | 2022年 | < | <
            ^ | 预算安排 | 实际支出 | 使用率 | 预算安排 | 实际支出 | 使用率
            防汛经费 | 20 | 18 | 90% | 25 | 25 | 100%
            """
        ),
        [],
    ).mentions
    assert [(m.word("period"), m.word("stage"), m.word("number")) for m in found if m.kind == "money"] == [
        ("2021年", "预算安排", "20"),
        ("2021年", "实际支出", "18"),
        ("2022年", "预算安排", "25"),
        ("2022年", "实际支出", "25"),
    ]


def test_level_one_in_the_caption_only() -> None:
    (row,) = indicators(
        """
        二、产出指标（40分）
        二级指标 | 三级指标 | 权重 | 扣分要点 | 得分
        数量指标 | 巡查次数 | 40 | 少一次扣2分 | 38
        """
    )
    assert words(row, "level1", "level1_points", "level2", "points", "score") == ["产出指标", "40", "数量指标", "40", "38"]


def test_figure_with_a_remark_and_a_cell_nobody_can_read() -> None:
    document = drawn(
        """
        项目资金(万元) | 年初预算数 | 全年预算数 | 全年执行数 | 执行率
        年度资金总额 | 50（含结转） | 6O.5 | 48 | 96%
        """
    )
    read = read_tables(document, [])
    assert [document.quote(m.span) for m in read.mentions if m.kind == "money"] == ["50", "48"]
    assert [(p.code, document.text[p.span.start : p.span.end]) for p in read.problems if p.span] == [("unclear_cell", "6O.5")]
