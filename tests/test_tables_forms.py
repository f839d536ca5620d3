"""Forms of other provinces from head to foot, drawn with made-up figures: what their rows mean."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from drawn_tables import indicators, rows, scores, words

from normalize.results import compare, doubts
from patterns.tables import read_tables
from patterns.tables.drawing import drawn


def test_monitoring_form_has_what_was_done_so_far_as_actual() -> None:
    report = rows(
        """
        项目支出绩效监控表
        （2023年度）
        项目资金（万元） | 年初预算数 | 1—8月执行数 | 1—8月执行率 | 全年预计执行数
        年度资金总额 | 60 | 42 | 70.00% | 60
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1—8月执行情况 | 全年预计完成情况 | 偏差原因分析 | <
        ^ | ^ | ^ | ^ | ^ | ^ | 经费保障 | 原因说明
        产出指标 | 数量指标 | 栽植苗木 | ≥900亩 | 610亩 | 900亩 | √ | 雨季未到
        ^ | 质量指标 | 成活率 | ≥85% | — | 86% |  |
        """
    )
    first, second = report.indicators
    assert (first.actual, first.actual_value, first.reason) == ("610亩", Decimal(610), "雨季未到")
    assert (second.actual, second.reason) == (None, None)
    assert [row.quote for row in report.amounts if row.as_of == date(2023, 8, 31)] == ["42"]


@pytest.mark.parametrize("prefix", ["", "绩效", "绩效指标", "指标"])
def test_longer_heads_of_sign_value_and_unit(prefix: str) -> None:
    (row,) = indicators(
        f"""
        一级指标 | 二级指标 | 三级指标 | {prefix}性质 | 绩效指标值 | {prefix}度量单位 | 权重 | 实际完成值 | 得分
        产出指标 | 数量指标 | 整修塘坝 | ≥ | 12 | 座 | 10 | 13 | 10
        """
    )
    assert words(row, "operator", "target", "target_unit", "actual", "points") == ["≥", "12", "座", "13", "10"]


def test_score_for_the_rate_of_spending() -> None:
    (score,) = scores(
        """
        项目资金（万元） | 年初预算数 | 全年执行数 | 执行率（%） | 权重 | 执行率得分
        年度总金额 | 42 | 42 | 100.00 | 10 | 10
        """
    )
    assert (score["points"], score["score"], score["scope"]) == ("10", "10", "fund_execution")


@pytest.mark.parametrize(
    ("label", "concept"),
    [
        ("年度总金额", "funds.total"),
        ("年度财政资金总额", "funds.total"),
        ("实施期资金总额", "funds.lifetime"),
        ("项目资金总额", "funds.total"),
        ("其中：财政拨款", "funds.current"),
        ("上年结转资金", "funds.carried_in"),
    ],
)
def test_label_of_funds(label: str, concept: str) -> None:
    found = rows(f"项目资金（万元） | 年初预算数 | 全年执行数 | 执行率\n{label} | 42 | 40 | 95.24%").amounts
    assert {row.concept for row in found} == {concept}


def test_total_of_a_project_is_its_lifetimes_beside_the_years() -> None:
    found = rows("项目资金（万元） | 项目资金总额： | 300 | 年度资金总额： | 120").amounts
    assert [row.concept for row in found] == ["funds.lifetime", "funds.total"]


def test_list_of_projects_names_projects_whatever_they_begin_with() -> None:
    found = rows(
        """
        序号 | 项目名称 | 计划资金（万元） | 到位资金（万元） | 支出金额（万元） | 结余资金（万元）
        1 | 县道大修 | 68 | 68 | 66.5 | 1.5
        2 | 市场改造 | 32 | 30 | 30 | 0
        合计 | < | 100 | 98 | 96.5 | 1.5
        """
    ).amounts
    first = found[:4]
    assert [(row.concept, row.stage) for row in first] == [
        ("expenditure.project.item", "budget"),
        ("expenditure.project.item", "allocated"),
        ("expenditure.project.item", "outturn"),
        ("carryover", None),
    ]
    assert [row.part_of for row in first] == [row.fact_id for row in found[-4:]]


def test_sources_are_columns_of_a_list() -> None:
    found = rows(
        """
        乡镇 | 项目名称 | 下达金额（万元） | 其中：中央资金 | 县级资金
        石桥镇 | 饮水管网 | 50 | 30 | 20
        """
    ).amounts
    assert [(row.quote, row.concept) for row in found] == [
        ("50", "expenditure.project.item"), ("30", "funds.central"), ("20", "funds.county"),
    ]  # fmt: skip


def test_rate_beside_the_goals_and_headings_that_end_the_funds() -> None:
    report = rows(
        """
        二、预算执行情况 | < | < | < | <
        资金来源 | 预算数 | 执行数 | 分值 | 得分
        资金总额（万元） | 62 | 57.5 | 10 | 9.27
        三、年度目标完成情况 | < | < | < | <
        年度预期目标 | < | 具体完成情况 | < | 总体完成率
        新建公厕，改善环境； | < | 全部建成，投入使用。 | < | 98.00%
        五、存在问题及下一步措施 | < | < | < | <
        管护不够及时。下一步安排管护资金12万元，配备管护员26名。 | < | < | < | <
        """
    )
    assert [(row.label, row.value_percent) for row in report.rates] == [("总体完成率", Decimal("98.00"))]
    assert [row.scope for row in report.scores] == ["fund_execution"]
    assert "12万元" in [row.quote for row in report.amounts]
    assert [row.quote for row in report.headcounts] == ["26名"]


@pytest.mark.parametrize("label", ["年度履职目标", "年度目标完成情况", "部门人员情况", "资金管理情况", "说明"])
def test_sentences_beside_any_label_are_read(label: str) -> None:
    found = read_tables(drawn(f"单位名称 | 某县林业局\n{label} | 带动林农就业150人，支出补助86.5万元。"), [])
    assert [(prose.label, prose.cell.text) for prose in found.prose_cells] == [(label, "带动林农就业150人，支出补助86.5万元。")]


def test_names_notes_and_rules_are_no_sentences() -> None:
    found = read_tables(
        drawn(
            """
            项目名称 | 中央财政衔接资金（第二批，500万元） | < | <
            实施单位 | 某县农业农村局，某县水利局 | < | <
            一级指标 | 三级指标 | 评分标准 | 得分
            过程 | 资金到位率 | 到位率100%得满分，每低1%扣0.5分。 | 9
            注：1.得分最高不超过分值上限，超过的计满分。 | < | < | <
            2.定性指标分三档，分别按100%-80%（含）、80%-50%（含）计分。 | < | < | <
            """
        ),
        [],
    )
    assert found.prose_cells == []


def test_remarks_of_other_rows_keep_their_label() -> None:
    found = read_tables(
        drawn(
            """
            资金投入情况（万元） | < | 全年预算数 | 全年执行数 | 执行率
            年度资金总额 | < | 80 | 78 | 97.5%
            资金管理情况 | 下达及时性 | 6月下达资金80万元，拨付到镇。 | < | <
            """
        ),
        [],
    )
    assert [prose.label for prose in found.prose_cells] == ["下达及时性"]


@pytest.mark.parametrize(
    ("rates", "percents"),
    [
        (["0.958", "1", "0.5"], ["95.8", "100", "50"]),
        (["95.8", "1", "50"], ["95.8", "1", "50"]),
    ],
)
def test_rates_are_fractions_where_their_rows_prove_it(rates: list[str], percents: list[str]) -> None:
    figures = [("312.00", "298.90"), ("100", "100" if percents[1] == "100" else "1"), ("80", "40")]
    lines = [f"来源{n} | {whole} | {part} | {rate}" for n, ((whole, part), rate) in enumerate(zip(figures, rates, strict=True))]
    found = rows("\n".join(["项目资金（万元） | 预算数（A） | 执行数（B） | 执行率（B/A）", *lines])).rates
    assert [row.value_percent for row in found] == [Decimal(percent) for percent in percents]


def test_one_without_a_proof_goes_with_its_column() -> None:
    found = rows("科室 | 资金（万元） | 完成比例\n甲 | 8 | 0.75\n乙 | 9 | 1").rates
    assert [row.value_percent for row in found] == [Decimal(75), Decimal(100)]


def test_funds_flattened_into_single_cells() -> None:
    report = rows(
        """
        项目名称 | 教师培训
        项目资金（万元）全年预算数全年执行数分值执行率得分 |
        年度资金总额：303010100.00%10 |
        其中：本年财政拨款3030 |
        """
    )
    assert [(row.label, row.quote, row.stage, row.concept) for row in report.amounts] == [
        ("年度资金总额", "30", "adjusted_budget", "funds.total"),
        ("年度资金总额", "30", "outturn", "funds.total"),
        ("本年财政拨款", "30", "adjusted_budget", "funds.current"),
        ("本年财政拨款", "30", "outturn", "funds.current"),
    ]
    assert [(row.points, row.score) for row in report.scores] == [(Decimal(10), Decimal(10))]
    assert all("glued_cells" in row.flags for row in report.amounts)


@pytest.mark.parametrize(
    ("head", "row", "total", "want"),
    [
        ("得分", "60", "总分 | 60", ("", "60")),
        ("分值 | 得分", "60 | 55", "总分 | 55", ("", "55")),
        ("分值 | 得分", "60 | 55", "总分 | 60", ("60", "")),
    ],
)
def test_lone_number_of_a_total(head: str, row: str, total: str, want: tuple[str, str]) -> None:
    picture = f"一级指标 | 三级指标 | 指标值 | 完成值 | {head}\n产出指标 | 修路 | 5公里 | 5公里 | {row}\n{total}"
    (score,) = scores(picture)
    assert (score.get("points", ""), score.get("score", "")) == want


def test_levels_with_rows_of_their_own_are_categories() -> None:
    found = scores(
        """
        一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
        产出指标 | < | < | < | < | 50 | 49
         | 数量指标 | 修路 | 5公里 | 5公里 | 50 | 49
        """
    )
    assert [(score["label"], score["scope"], score["score"]) for score in found] == [("产出指标", "category", "49")]


def test_targets_of_the_whole_period_have_columns_of_their_own() -> None:
    (row,) = indicators(
        """
        一级指标 | 二级指标 | 三级指标 | 实施周期指标值 | < | < | 年度指标值 | < | <
        ^ | ^ | ^ | 指标性质 | 指标值 | 度量单位 | 指标性质 | 指标值 | 度量单位
        产出指标 | 数量指标 | 修渠 | ≥ | 30 | 公里 | ＝ | 10 | 千米
        """
    )
    assert words(row, "target", "operator", "target_unit", "target_lifetime") == ["10", "=", "千米", "30"]


@pytest.mark.parametrize(
    ("printed", "value", "unit", "doubt"),
    [
        ("3台（套）", "3", "台（套）", ()),
        ("120（户）", "120", "户", ()),
        ("开展不低于5次的入户宣传", "5", "次", ()),
        ("100%（已完成）", "100", "%", ()),
        ("≥-5%", "-5", "%", ()),
        ("约3.1万人", "3.1", "万人", ("approximate",)),
        ("3-5家", None, None, ("range",)),
        ("1600人、200人", None, None, ("several_figures",)),
        ("≥", None, None, ("digits_lost",)),
        ("2024年11月底前", None, None, ()),
        ("8年以上", "8", "年", ()),
        ("≥15年", "15", "年", ()),
        ("使用寿命不低于10年", "10", "年", ()),
        ("30个工作日内", "30", "个工作日", ()),
        ("20日内", "20", "日", ()),
        ("3个月以内", "3", "个月", ()),
        ("≤16/10万", "16", "/10万", ()),
        ("8.9/10万", "8.9", "/10万", ()),
        ("≤4/万人以下", "4", "/万人", ()),
        ("2023年", None, None, ()),
        ("2023年内", None, None, ()),
        ("12月", None, None, ()),
        ("6月底", None, None, ()),
        ("11月30日前", None, None, ()),
        ("每月10日前", None, None, ()),
    ],
)
def test_value_and_unit_of_a_target(printed: str, value: str | None, unit: str | None, doubt: tuple[str, ...]) -> None:
    _, number, read = compare(printed)
    assert (number, read) == (Decimal(value) if value else None, unit)
    assert doubts(printed, number) == doubt


@pytest.mark.parametrize(
    ("printed", "operator"),
    [
        ("30个工作日内", "<="), ("8年以上", ">="), ("20日内", "<="), ("≤16/10万", "<="), ("≥5年", ">="), ("8.9/10万", None), ("26天", None),
        ("2023年内", None), ("市内3家", None),
    ],
)  # fmt: skip
def test_operator_of_a_target(printed: str, operator: str | None) -> None:
    assert compare(printed)[0] == operator


def test_labels_and_figures_in_single_cells() -> None:
    report = rows(
        """
        部门名称：某县教育局 | 填报人：某某 | 编制人数：120 | 在职人数：115
        自评得分：95.5分 | 评价等级：优 | < | <
        """
    )
    assert [(row.label, row.value, row.staff_status) for row in report.headcounts] == [
        ("编制人数", 120, "authorised"), ("在职人数", 115, "in_post"),
    ]  # fmt: skip
    assert [(row.quote, row.score, row.grade) for row in report.scores] == [("95.5分", Decimal("95.5"), "优")]


def test_list_of_projects_is_labelled_by_their_names_and_graded() -> None:
    report = rows(
        """
        序号 | 项目名称 | 主管部门 | 全年预算数（万元） | 全年执行数（万元） | 自评得分 | 自评等级
        1 | 森林防火经费 | 县林业局 | 50 | 48.5 | 97.7 | 优
        """
    )
    assert {row.label for row in report.amounts} == {"森林防火经费"}
    assert [(row.label, row.score, row.grade) for row in report.scores] == [("森林防火经费", Decimal("97.7"), "优")]


def test_total_in_a_single_cell() -> None:
    (score,) = scores(
        """
        一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
        产出指标 | 修路 | 5公里 | 5公里 | 90 | 88
        总分：88分 | < | < | < | < | <
        """
    )
    assert (score["score"], score["scope"]) == ("88", "overall")
