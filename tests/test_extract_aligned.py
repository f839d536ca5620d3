"""Tables of plain text whose cells are set apart by blanks."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Document, Table
from extract.reader import read_bytes
from jixiao.pipeline import read_data


def txt(text: str) -> Document:
    return read_bytes(text.encode(), "report.txt")


def grid(table: Table) -> list[list[str]]:
    """The texts of a table, a merged cell once, with its width after a × where it's more than one."""
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell.text.replace("\n", "⏎") + (f"×{cell.column_span}" if cell.column_span > 1 else ""))
    return rows


def rows(drawn: str) -> list[list[str]]:
    """Rows a line, cells between bars."""
    return [[cell.strip() for cell in line.split("|")] for line in drawn.strip("\n").split("\n")]


DRAWN = {
    "figures right, words left": (
        """
项目            年初预算    全年支出    执行率
会议费              1.20        0.80    66.67%
公务用车维护费     12.00       11.40    95.00%
合  计             13.20       12.20    92.42%
""",
        """
项目 | 年初预算 | 全年支出 | 执行率
会议费 | 1.20 | 0.80 | 66.67%
公务用车维护费 | 12.00 | 11.40 | 95.00%
合  计 | 13.20 | 12.20 | 92.42%
""",
    ),
    "levels merged down, a row of their sum": (
        """
一级指标      二级指标    三级指标          分值    得分
产出指标      数量指标    整治小流域           10      10
（50分）                  管护渠道              8     7.5
              质量指标    工程验收合格率       12      12
效益指标      社会效益    受益群众满意度       20    18.5
合计                                           50      48
""",
        """
一级指标 | 二级指标 | 三级指标 | 分值 | 得分
产出指标⏎（50分） | 数量指标 | 整治小流域 | 10 | 10
 | | 管护渠道 | 8 | 7.5
 | 质量指标 | 工程验收合格率 | 12 | 12
效益指标 | 社会效益 | 受益群众满意度 | 20 | 18.5
合计 | | | 50 | 48
""",
    ),
    "empty cells are told by their place": (
        """
支出项目      年初预算    追加预算    全年支出    备注
办公费            3.00                    2.85
差旅费                        1.60        1.60    年中新增
设备购置费        8.00        0.50
""",
        """
支出项目 | 年初预算 | 追加预算 | 全年支出 | 备注
办公费 | 3.00 | | 2.85 |
差旅费 | | 1.60 | 1.60 | 年中新增
设备购置费 | 8.00 | 0.50 | |
""",
    ),
    "a name that reaches up to its figure": (
        """
项目名称          预算数   支出数
水库除险加固      680.00   668.40
农村饮水安全巩固  120.00   118.00
中小河流治理工程项 95.00    95.00
""",
        """
项目名称 | 预算数 | 支出数
水库除险加固 | 680.00 | 668.40
农村饮水安全巩固 | 120.00 | 118.00
中小河流治理工程项 | 95.00 | 95.00
""",
    ),
    "heads over heads": (
        """
                    2022年              2023年
项目            预算数    决算数    预算数    决算数
公务接待费        5.00      4.20      4.00      3.15
公务用车费       12.00     11.86     11.00     10.92
""",
        """
 | 2022年×2 | 2023年×2
项目 | 预算数 | 决算数 | 预算数 | 决算数
公务接待费 | 5.00 | 4.20 | 4.00 | 3.15
公务用车费 | 12.00 | 11.86 | 11.00 | 10.92
""",
    ),
    "units below the heads": (
        """
资金来源      年初预算      全年支出    执行率
              （万元）      （万元）    （%）
县级资金        120.00        118.20     98.50
省级资金         80.00         80.00    100.00
""",
        """
资金来源 | 年初预算⏎（万元） | 全年支出⏎（万元） | 执行率⏎（%）
县级资金 | 120.00 | 118.20 | 98.50
省级资金 | 80.00 | 80.00 | 100.00
""",
    ),
    "names of two lines in the header and below": (
        """
一级指标    二级指标    三级指标          年度        实际        得分
                                          指标值      完成值
产出指标    数量指标    农村饮水安全管    ≥12处      12处          10
                        护人员巡查
            时效指标    项目按期完成率    ≥95%       96%          10
效益指标    社会效益    保障群众用水安    有所提高    有所提高      18
            指标        全的程度
合计                                                               38
""",
        """
一级指标 | 二级指标 | 三级指标 | 年度⏎指标值 | 实际⏎完成值 | 得分
产出指标 | 数量指标 | 农村饮水安全管⏎护人员巡查 | ≥12处 | 12处 | 10
 | 时效指标 | 项目按期完成率 | ≥95% | 96% | 10
效益指标 | 社会效益⏎指标 | 保障群众用水安⏎全的程度 | 有所提高 | 有所提高 | 18
合计 | | | | | 38
""",
    ),
    "a unit below the name of the first column": (
        """
项目资金      资金来源        年初预算   全年支出   执行率
（万元）      年度资金总额      120.00     118.20    98.50%
              其中：省级         80.00      80.00   100.00%
""",
        """
项目资金⏎（万元） | 资金来源 | 年初预算 | 全年支出 | 执行率
 | 年度资金总额 | 120.00 | 118.20 | 98.50%
 | 其中：省级 | 80.00 | 80.00 | 100.00%
""",
    ),
    "names in the middle of two lines": (
        """
项目                         行次     决算数
一、一般公共预算财政拨款
                                1     820.50
收入
二、事业收入                    2       0.00
本年收入合计                    3     820.50
""",
        """
项目 | 行次 | 决算数
一、一般公共预算财政拨款⏎收入 | 1 | 820.50
二、事业收入 | 2 | 0.00
本年收入合计 | 3 | 820.50
""",
    ),
    "a row without figures": (
        """
项目              年初预算    全年支出
公务用车运行            5.50        5.02
因公出国
公务接待                2.50        2.10
""",
        """
项目 | 年初预算 | 全年支出
公务用车运行 | 5.50 | 5.02
因公出国 | |
公务接待 | 2.50 | 2.10
""",
    ),
    "years for heads, dashes for figures": (
        """
指标            2021    2022    2023
高标准农田亩数   300     420     510
培训人数          —      86      92
""",
        """
指标 | 2021 | 2022 | 2023
高标准农田亩数 | 300 | 420 | 510
培训人数 | — | 86 | 92
""",
    ),
    "a last cell that wraps": (
        """
三级指标          指标值    实际值    得分    偏差原因
补贴发放及时率    ≥95%      91%         7    部分账户信息有误，
                                             已重新核对。
农户满意度        ≥90%      93%        10    无
""",
        """
三级指标 | 指标值 | 实际值 | 得分 | 偏差原因
补贴发放及时率 | ≥95% | 91% | 7 | 部分账户信息有误，⏎已重新核对。
农户满意度 | ≥90% | 93% | 10 | 无
""",
    ),
    "as many pieces in each row, not in line": (
        """
项目  年初预算数  全年预算数  全年执行数
会议费  1.20  1.00  0.80
公务用车运行维护费  12.00  12.50  11.40
合计  13.20  13.50  12.20
""",
        """
项目 | 年初预算数 | 全年预算数 | 全年执行数
会议费 | 1.20 | 1.00 | 0.80
公务用车运行维护费 | 12.00 | 12.50 | 11.40
合计 | 13.20 | 13.50 | 12.20
""",
    ),
    "counted in characters, as pdftotext does": (
        """
项目        年初预算    全年支出
会议费         1.20       0.80
公务用车运行维护费  12.00      11.40
“三公”经费      13.20      12.20
""",
        """
项目 | 年初预算 | 全年支出
会议费 | 1.20 | 0.80
公务用车运行维护费 | 12.00 | 11.40
“三公”经费 | 13.20 | 12.20
""",
    ),
    "ideographic blanks": (
        """
项目　　　　年初预算　　全年支出
会议费　　　　　1.20　　　　0.80
培训费　　　　　3.50　　　　3.46
合　计　　　　　4.70　　　　4.26
""",
        """
项目 | 年初预算 | 全年支出
会议费 | 1.20 | 0.80
培训费 | 3.50 | 3.46
合　计 | 4.70 | 4.26
""",
    ),
    "one row under its heads": (
        """
年初预算    全年预算    全年支出    执行率
  180.00      186.50      186.50    100.00%
""",
        """
年初预算 | 全年预算 | 全年支出 | 执行率
180.00 | 186.50 | 186.50 | 100.00%
""",
    ),
    "blank lines between rows": (
        """
项目            年初预算    全年支出

会议费              1.20        0.80

培训费              3.50        3.46
""",
        """
项目 | 年初预算 | 全年支出
会议费 | 1.20 | 0.80
培训费 | 3.50 | 3.46
""",
    ),
}


@pytest.mark.parametrize(("drawn", "expected"), DRAWN.values(), ids=DRAWN)
def test_aligned_rows_are_a_table(drawn: str, expected: str) -> None:
    around = f"附表1  明细表\n单位：万元{drawn}\n青禾县水利局\n2023年4月18日\n"
    document = txt(around)
    assert [grid(table) for table in document.tables] == [rows(expected)]
    assert [block.text for block in document.blocks] == ["附表1  明细表", "单位：万元", "青禾县水利局", "2023年4月18日"]


def test_two_tables_under_each_other_stay_two() -> None:
    one = "项目      预算数    支出数\n会议费      1.20      0.80\n培训费      3.50      3.46\n"
    two = "指标            分值    得分\n渠道管护          10       9\n灌溉面积          20      20\n"
    for between in ("", "\n", "表二 绩效评分\n"):
        tables = txt(one + between + two).tables
        assert [table.rows for table in tables] == [3, 3], between


SILENT = {
    "a paragraph with double blanks": "全县水利设施  运行平稳，灌溉面积12.50万亩，\n防汛抗旱  各项工作有序推进，支出3.20万元。\n" * 3,
    "a signature": "填表人：张春来    联系电话：0772-6812345\n单位负责人：李秋实    填表日期：2023年4月18日\n",
    "who is to be called": "联系人      张春来\n联系电话    13800000001\n手机        13900000002\n邮政编码    545600\n",
    "contents": "目    录\n一、部门概况    1\n二、收支情况    4\n三、绩效情况    9\n四、存在问题    12\n",
    "contents under a title in two pieces": (
        "章节            页码\n一、部门概况       1\n二、收支情况       4\n三、绩效情况       9\n"
    ),
    "names of a group": "组  长    张春来\n副组长    李秋实\n成  员    王立夏    赵小满    孙白露\n          周寒露    吴霜降    郑冬至\n",
    "a centred title": "        青禾县水利局    部门整体支出\n            绩效自评报告\n           2023年度    自评\n",
    "a list with figures in its sentences": "1.水库除险    投入680万元\n2.渠道管护    投入12万元\n3.抗旱应急    投入35万元\n",
    "figures without a header": "工资福利支出      301.20\n商品和服务支出     45.60\n资本性支出          8.00\n",
    "heads without figures": "一级指标    二级指标    三级指标\n产出        数量        渠道管护\n效益        社会        灌溉保障\n",
    "a date in pieces": "青禾县水利局    盖章    负责人\n2023年    4月    18日\n",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_no_table_where_only_blanks_stand(text: str) -> None:
    document = txt(text)
    assert not document.tables
    assert [block.text for block in document.blocks] == [line.strip() for line in text.splitlines() if line.strip()]


def test_header_whose_cells_wrap_in_pieces_is_left_as_lines() -> None:
    text = (
        "部门资金                  全年预算数（ 全年执行数（\n"
        "             年初预算数                             （B/A）    得分\n"
        "（万元）                      A）          B）       （%）\n"
        "资金总额        120.00        118.00      117.50     99.58      10\n"
        "基本支出         80.00         80.00       80.00    100.00      10\n"
    )
    assert not txt(text).tables


def wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def padded(text: str, width: int, side: str) -> str:
    blank = width - wide(text)
    left = {"left": 0, "right": blank, "middle": blank // 2}[side]
    return " " * left + text + " " * (blank - left)


def rendered(cells: Sequence[Sequence[str]], sides: Sequence[str], gap: int) -> str:
    widths = [max(wide(row[at]) for row in cells) for at in range(len(sides))]
    lines = ((" " * gap).join(map(padded, row, widths, sides)).rstrip() for row in cells)
    return "\n".join(lines) + "\n"


SENTENCES = (
    "全年支出12.50万元，比上年减少0.30万元，下降2.34%。",
    "其中：基本支出8.00万元，项目支出4.50万元；",
    "在职人员15人，退休人员8人，控制率96.70%。",
    "一是整治小流域3条，二是新建渠道12.5公里，三是培训236人次。",
    "2023年4月18日",
    "（一）预算安排与执行情况",
)


@given(st.lists(st.tuples(st.sampled_from(SENTENCES), st.lists(st.integers(0, 30), max_size=3)), min_size=2, max_size=12))
@settings(max_examples=300, deadline=None)
def test_prose_with_blanks_anywhere_is_never_a_table(drawn: list[tuple[str, list[int]]]) -> None:
    lines = []
    for said, places in drawn:
        for at in places:
            said = said[:at] + "  " + said[at:]
        lines.append(said)
    assert not txt("\n".join(lines)).tables


HAN = "水库渠道管护灌溉面积补贴资金人员培训工程项目防汛抗旱"
NAMES = st.text(HAN, min_size=2, max_size=9)
FIGURES = st.one_of(
    st.decimals(0, 99999, places=2).map(lambda number: f"{number:,}"),
    st.integers(0, 500).map(str),
    st.decimals(0, 100, places=2).map(lambda number: f"{number}%"),
)
SIDES = st.sampled_from(["left", "right", "middle"])


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], list[str], int]:
    """A header, rows of one or two levels and a name, then figures, some left empty; how each column is aligned."""
    levels, figures = draw(st.integers(0, 2)), draw(st.integers(2, 5))
    heads = draw(st.lists(st.text(HAN, min_size=2, max_size=6), min_size=levels + 1 + figures, max_size=levels + 1 + figures))
    body = []
    for at in range(draw(st.integers(3, 8))):
        level = [draw(NAMES) if at == 0 or draw(st.booleans()) else "" for _ in range(levels)]
        said = [draw(st.one_of(FIGURES, FIGURES, FIGURES, st.just(""))) for _ in range(figures)]
        said[draw(st.integers(0, figures - 1))] = draw(FIGURES)
        body.append([*level, draw(NAMES), *(said if at else draw(st.tuples(*[FIGURES] * figures)))])
    sides = [draw(st.sampled_from(["left", "left", "middle"])) for _ in range(levels + 1)]
    side = draw(SIDES)
    return [heads, *body], [*sides, *[side] * figures], draw(st.integers(2, 5))


@given(tables())
@settings(max_examples=300, deadline=None)
def test_rendered_table_gives_back_its_grid(drawn: tuple[list[list[str]], list[str], int]) -> None:
    cells, sides, gap = drawn
    document = txt("附表：明细表\n" + rendered(cells, sides, gap) + "\n青禾县水利局\n")
    assert [grid(table) for table in document.tables] == [cells]


def stacked(cells: Sequence[Sequence[str]], between: str) -> str:
    return between.join("".join(f"{cell}\n" for cell in row) for row in cells)


STACKED = rows(
    """
指标名称 | 目标值 | 完成值 | 得分
渠道管护 | ≥12公里 | 12.5公里 | 10
灌溉面积 | ≥3万亩 | 2.8万亩 | 8.5
总分 | — | — | 18.5
"""
)


AROUND = [
    ("", "", ""),
    ("", "绩效指标完成情况\n单位：分\n", "青禾县水利局\n"),
    ("", "附表\n\n", "\n青禾县水利局\n2023年4月18日\n"),
    ("\n", "", ""),
    ("\n", "附表\n\n", "\n青禾县水利局\n2023年4月18日\n"),
]


@pytest.mark.parametrize(("between", "title", "below"), AROUND)
def test_one_cell_a_line_is_a_table_where_the_header_counts_the_cells(between: str, title: str, below: str) -> None:
    document = txt(title + stacked(STACKED, between) + below)
    assert [grid(table) for table in document.tables] == [STACKED]
    assert [block.text for block in document.blocks] == (title + below).split()


@pytest.mark.parametrize(
    "text",
    [
        "项目\n预算数\n决算数\n会议费\n1.20\n培训费\n3.50\n3.46\n",
        "项目\n预算数\n会议费\n1.20\n培训费\n3.50\n",
        "项目\n预算数\n决算数\n会议费\n1.20\n0.80\n",
        "一、部门概况\n二、收支情况\n12\n三、绩效情况\n四、存在问题\n15\n",
        "项目\n类别\n预算\n决算\n会议费\n一般\n12\n11\n培训费\n一般\n8\n7\n青禾县水利局\n",
        "2023\n1.20\n0.80\n2022\n3.50\n3.46\n2021\n1.00\n1.00\n",
    ],
    ids=["a cell is missing", "two columns", "one row", "contents", "it could begin a line later", "no header"],
)
def test_one_cell_a_line_stays_lines_where_it_is_not_certain(text: str) -> None:
    document = txt(text)
    assert not document.tables
    assert [block.text for block in document.blocks] == text.split()


@given(tables(), st.sampled_from(["", "\n"]))
@settings(max_examples=100, deadline=None)
def test_stacked_table_gives_back_its_grid(drawn: tuple[list[list[str]], list[str], int], between: str) -> None:
    filled = [[cell or "—" for cell in row] for row in drawn[0]]
    assert [grid(table) for table in txt(stacked(filled, between)).tables] == [filled]


REPORT = (
    "青禾县水利局2023年度部门整体支出绩效自评表",
    "单位：万元",
    rows(
        """
部门资金 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 1,200.00 | 1,350.00 | 1,300.00 | 10 | 96.30% | 9.63
其中：基本支出 | 500.00 | 520.00 | 520.00 | — | 100.00% | —
项目支出 | 700.00 | 830.00 | 780.00 | — | 93.98% | —
"""
    ),
    rows(
        """
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 整治小流域 | ≥3条 | 3条 | 10 | 10
 | | 新建渠道 | ≥12公里 | 12.5公里 | 10 | 10
 | 质量指标 | 验收合格率 | =100% | 100% | 10 | 10
效益指标 | 社会效益 | 防洪能力 | 有所提高 | 有所提高 | 20 | 18
总分 | | | | | 100 | 96.5
"""
    ),
)


def facts(tables: Callable[[list[list[str]]], str]) -> dict[str, list[tuple[object, ...]]]:
    """What a report says, places apart, its tables written in some way."""
    text = "\n".join(part if isinstance(part, str) else tables(part) for part in REPORT)
    report = read_data(text.encode(), "report.txt")
    return {
        "amounts": [(row.label, row.concept, row.stage, row.value_yuan) for row in report.amounts],
        "rates": [(row.label, row.concept, row.value_percent) for row in report.rates],
        "indicators": [(row.level1, row.level2, row.level3, row.target, row.actual, row.points, row.score) for row in report.indicators],
        "scores": [(row.scope, row.points, row.score) for row in report.scores],
    }


def test_aligned_tables_say_what_pipe_tables_say() -> None:
    piped = facts(lambda cells: "\n".join(f"| {' | '.join(row)} |" for row in [*cells[:1], ["---"] * len(cells[0]), *cells[1:]]) + "\n")
    aligned = facts(lambda cells: rendered(cells, ["left"] * len(cells[0]), 3))
    assert {kind: len(found) for kind, found in piped.items()} == {"amounts": 9, "rates": 3, "indicators": 4, "scores": 2}
    assert aligned == piped


def test_wrapped_name_is_one_indicator_that_quotes_its_first_line() -> None:
    text = (
        "青禾县水利局2023年度项目支出绩效自评表\n"
        "一级指标   二级指标   三级指标             目标值      完成值     得分\n"
        "产出指标   数量指标   农村饮水安全管护     ≥300人次    316人次      10\n"
        "（50分）              人员巡查\n"
        "           质量指标   项目验收合格率       100%        100%         20\n"
    )
    indicators = read_data(text.encode(), "report.txt").indicators
    assert [(row.level1, row.level1_points, row.level2, row.level3, row.quote) for row in indicators] == [
        ("产出指标", 50, "数量指标", "农村饮水安全管护人员巡查", "农村饮水安全管护"),
        ("产出指标", 50, "质量指标", "项目验收合格率", "项目验收合格率"),
    ]
