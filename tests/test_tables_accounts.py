"""Final accounts, budgets and staff tables, drawn with made-up figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from drawn_tables import rows

from patterns.tables import read_tables
from patterns.tables.drawing import drawn


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


def test_income_table_is_revenue_by_function_and_by_source() -> None:
    found = rows(
        """
        收入决算表
        金额单位：万元
        项目 | < | < | < | 本年收入合计 | 财政拨款收入 | 其他收入
        支出功能分类科目编码 | < | < | 科目名称 | ^ | ^ | ^
        类 | 款 | 项 | 栏次 | 1 | 2 | 3
        合计 | < | < | < | 91.5 | 90 | 1.5
        21303 | < | < | 水利 | 91.5 | 90 | 1.5
        """
    ).amounts
    assert [(row.quote, row.concept, row.stage) for row in found] == [
        ("91.5", "revenue.total", "outturn"),
        ("90", "revenue.fiscal_appropriation", "outturn"),
        ("1.5", "revenue.other", "outturn"),
        *((quote, "revenue.function.21303", "outturn") for quote in ("91.5", "90", "1.5")),
    ]


def test_fund_in_a_head_is_no_stage_but_a_breakdown() -> None:
    found = rows(
        """
        财政拨款收入支出决算总表
        单位：万元
        收入 | < | 支出 | < | <
        项目 | 金额 | 项目 | 合计 | 一般公共预算财政拨款
        一、一般公共预算财政拨款 | 48 | 十二、农林水支出 | 50 | 50
        年初财政拨款结转和结余 | 2 | 年末财政拨款结转和结余 | 0 | 0
        一般公共预算财政拨款 | 2 |  |  |
        """
    ).amounts
    assert [(row.quote, row.concept, row.stage, row.breakdown) for row in found] == [
        ("48", "revenue.general_public_budget", "outturn", None),
        ("50", "expenditure.function.213", "outturn", None),
        ("50", "expenditure.function.213", "outturn", "general_public_budget"),
        ("2", "carryover_opening", "outturn", None),
        ("0", "carryover", "outturn", None),
        ("0", "carryover", "outturn", "general_public_budget"),
        ("2", "carryover_opening", "outturn", None),
    ]
    assert found[6].part_of == found[3].fact_id


def test_stage_is_that_of_all_heads_where_no_title_tells() -> None:
    found = rows(
        """
        部门收支总表
        单位：万元
        项目 | 预算数 | 项目 | 合计 | 政府性基金
        一、一般公共预算拨款收入 | 40 | 十二、农林水支出 | 45 | 5
        """
    ).amounts
    assert {row.stage for row in found} == {"budget"}


@pytest.mark.parametrize(
    ("title", "concept"),
    [
        ("政府采购情况表", "procurement"),
        ("“三公”经费支出情况表", "three_public.total"),
        ("一般公共预算财政拨款基本支出决算表", "expenditure.basic"),
        ("一般公共预算财政拨款支出决算表", "expenditure.general_public_budget"),
        ("支出决算表", "expenditure.total"),
    ],
)
def test_title_tells_what_the_sum_is_of(title: str, concept: str) -> None:
    (row,) = rows(f"{title}\n单位：元\n项目 | 决算数\n合计 | 2,105,360.00").amounts
    assert row.concept == concept


def test_codes_go_on_where_the_head_is_printed_again() -> None:
    found = rows(
        """
        支出决算表
        单位：万元
        科目编码 | 科目名称 | 本年支出合计 | 基本支出
        21303 | 水利 | 90 | 60
        2130301 | 行政运行 | 60 | 60
        科目编码 | 科目名称 | 本年支出合计 | 基本支出
        2130305 | 水利工程建设 | 30 |
        """
    ).amounts
    assert [row.part_of for row in found] == [None, None, found[0].fact_id, found[1].fact_id, found[0].fact_id]


def test_sums_merged_over_two_lists_are_each_read() -> None:
    found = rows(
        """
        一般公共预算财政拨款基本支出决算表
        单位：万元
        科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数
        301 | 工资福利支出 | 90 | 302 | 商品和服务支出 | 11
        人员经费合计 | 90 | 公用经费合计 | 11
        """
    ).amounts
    assert [(row.label, row.quote, row.concept) for row in found][2:] == [
        ("人员经费合计", "90", "expenditure.basic.personnel"),
        ("公用经费合计", "11", "expenditure.basic.public"),
    ]


def test_rows_that_count_things_are_no_money() -> None:
    found = rows(
        """
        机构运行信息表
        单位：万元
        项目 | 行次 | 统计数
        一、“三公”经费支出 | 1 | —
        （一）支出合计 | 2 | 18.9
        （二）相关统计数 | 3 | —
        1．国内公务接待批次（个） | 4 | 42
        2．国内公务接待人次（人） | 5 | 318
        二、车辆数合计（辆） | 6 | 5
        （一）机要通信用车 | 7 | 2
        """
    )
    assert [(row.quote, row.concept) for row in found.amounts] == [("18.9", "three_public.total")]
    assert [(row.label, row.quote, row.unit) for row in found.quantities] == [
        ("国内公务接待批次", "42", "个"),
        ("车辆数合计", "5", "辆"),
        ("机要通信用车", "2", "辆"),
    ]
    assert [(row.quote, row.population) for row in found.headcounts] == [("318", "visits")]


def test_changes_beside_levels_carry_their_sign() -> None:
    found = rows(
        """
        “三公”经费支出对比表
        单位：万元
        项目 | 2022年决算数 | 2023年决算数 | 比上年增减额 | 增减率
        公务接待费 | 4.5 | 4.2 | -0.3 | -6.67%
        """
    )
    assert [(row.quote, row.measure) for row in found.amounts][1:] == [("4.2", "level"), ("-0.3", "change")]
    assert found.amounts[-1].value == Decimal("-0.3")
    assert [(row.concept, row.value_percent) for row in found.rates] == [("growth", Decimal("-6.67"))]
