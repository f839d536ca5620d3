"""Funds, lists, goals and unknown tables of other provinces, drawn with made-up figures."""

from __future__ import annotations

from drawn_tables import amounts, scores

from extract.document import Document
from patterns.mention import Part
from patterns.tables import read_tables
from patterns.tables.drawing import drawn


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


def test_unknown_column_of_a_known_table_is_a_problem_with_its_place() -> None:
    document = drawn(
        """
        人员类别 | 编制数 | 实有人数 | 平均年龄
        行政人员 | 12 | 11 | 43.5
        事业人员 | 20 | 18 | 41.2
        工勤人员 | 2 | 2 | 52
        """
    )
    read = read_tables(document, [])
    assert len(read.mentions) == 6
    assert [(problem.code, problem.severity) for problem in read.problems] == [("unknown_column", "info")]
    span = read.problems[0].span
    assert span is not None
    assert document.quote(span) == "平均年龄"


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


def test_instructions_left_in_a_form_are_no_sentences() -> None:
    cells = read_tables(drawn("评价结论 | 结合自评情况，说明项目成效。（200字以内）\n存在问题 | 设备更新较慢，故障3次。"), []).prose_cells
    assert [cell.label for cell in cells] == ["存在问题"]


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
