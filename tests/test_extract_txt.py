"""Plain text: encodings, and the tables other programs leave in it."""

from __future__ import annotations

import codecs

import pytest

from extract.document import Document, Table
from extract.reader import read_bytes

REPORT = "青禾县水利局2023年度报告\n全年支出12.50万元，比上年减少0.30万元。\n"


def txt(text: str) -> Document:
    return read_bytes(text.encode(), "report.txt")


def dump(*rows: str) -> str:
    """Rows of cells parted by / as a word processor dumps them; ⏎ is a line break in a cell."""
    cells = ("".join(f"\t{cell}\n".replace("⏎", "\n") for cell in row.split("/")) for row in rows)
    return "\n".join(cells) + "\n"


def grid(table: Table) -> list[list[str]]:
    """The texts of a table, a merged cell once, with its width after a × where it's more than one."""
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell.text + (f"×{cell.column_span}" if cell.column_span > 1 else ""))
    return rows


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (REPORT.encode(), []),
        (codecs.BOM_UTF8 + REPORT.encode(), []),
        (REPORT.encode("utf-16"), []),
        (codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"), []),
        (REPORT.encode("utf-16-le"), ["encoding_guessed"]),
        (REPORT.encode("utf-16-be"), ["encoding_guessed"]),
        (REPORT.encode("gb18030"), ["encoding_guessed"]),
        (REPORT.replace("\n", "\r\n").encode(), []),
    ],
    ids=["utf-8", "utf-8-sig", "utf-16-bom", "utf-16-be-bom", "utf-16-le", "utf-16-be", "gb18030", "crlf"],
)
def test_encoding_gives_the_same_text(data: bytes, problems: list[str]) -> None:
    document = read_bytes(data, "report.txt")
    assert document.text == REPORT
    assert [problem.code for problem in document.problems] == problems


def test_damaged_bytes_are_shown_and_told() -> None:
    document = read_bytes((REPORT * 5).encode() + b"\xe5\xb9", "report.txt")
    assert document.blocks[-1].text == "�"
    assert [problem.code for problem in document.problems] == ["encoding_damaged"]


def test_line_is_a_block() -> None:
    blocks = txt("  一、概况\n\n　全县概况如下。\n").blocks
    assert [block.text for block in blocks] == ["一、概况", "全县概况如下。"]


def test_form_feed_starts_a_page() -> None:
    document = txt("第一页的话\n\f第二页的话\n")
    assert [block.span.page for block in document.blocks] == [1, 2]


def test_dump_makes_one_table_with_wrapped_and_empty_cells() -> None:
    document = txt("附表\n\n" + dump("项目/预算数⏎（万元）/备注", "会议费/1.20/") + "\n注：无\n")
    assert grid(document.tables[0]) == [["项目", "预算数\n（万元）", "备注"], ["会议费", "1.20", ""]]
    assert [block.text for block in document.blocks] == ["附表", "注：无"]


def test_dump_puts_back_a_tall_label_with_blank_lines_in_it() -> None:
    above, below = dump("项目/金额", "会议费/1"), dump("一级/二级/值", "/产出/数量/5", "/效益/经济/6")
    assert grid(txt(above + "\n\t\n绩效\n\n\n" + below).tables[0])[2:] == [
        ["绩效", "一级", "二级", "值"],
        ["", "产出", "数量", "5"],
        ["", "效益", "经济", "6"],
    ]


def test_dump_ends_where_prose_begins() -> None:
    document = txt(dump("项目/金额", "会议费/1") + "\n二、概况\n\n" + dump("指标/得分", "数量/10"))
    assert [grid(table) for table in document.tables] == [
        [["项目", "金额"], ["会议费", "1"]],
        [["指标", "得分"], ["数量", "10"]],
    ]


def rows(text: str) -> list[list[str]]:
    """Rows a line, cells parted by a slash."""
    return [line.split("/") for line in text.split()]


@pytest.mark.parametrize(
    ("dumped", "expected"),
    [
        ("本年/上年 数/额/率/数/额/率 1/2/3/4/5/6", "本年×3/上年×3 数/额/率/数/额/率 1/2/3/4/5/6"),
        ("项目/支出/备注 /基本/项目/ 甲/1/2/", "项目/支出×2/备注 /基本/项目/ 甲/1/2/"),
        (
            "预算/决算 合计/车/餐/合计/车/餐 /小计/购置/运行///小计/购置/运行/",
            "预算×5/决算×5 合计/车×3/餐/合计/车×3/餐 /小计/购置/运行///小计/购置/运行/",
        ),
        ("名称/青禾县水利局 项目/年初/全年/执行", "名称/青禾县水利局 项目/年初/全年/执行"),
        (
            "类/名/值/分/得分 产出/渠道/≥5/10/9 效益/灌溉/好/10/8 总分/20/17",
            "类/名/值/分/得分 产出/渠道/≥5/10/9 效益/灌溉/好/10/8 总分×3/20/17",
        ),
        (
            "类/分/值/实/得分/因 产出/10/≥5/5/9/ 效益/10/好/好/8/ 总分/20//17/",
            "类/分/值/实/得分/因 产出/10/≥5/5/9/ 效益/10/好/好/8/ 总分/20/×2/17/",
        ),
        ("名/值/得分/因 渠道/5/9/ 灌溉/6/8/ 总分/17/", "名/值/得分/因 渠道/5/9/ 灌溉/6/8/ 总分/17/"),
    ],
    ids=["repeats", "empties", "three-rows", "no-sign", "total", "total-with-gap", "total-two-ways"],
)
def test_dump_widens_cells_only_where_forced(dumped: str, expected: str) -> None:
    assert grid(txt(dump(*dumped.split())).tables[0]) == rows(expected)


def test_indented_prose_is_no_table() -> None:
    sentence = "全县水利设施运行平稳，灌溉面积稳中有升，防汛抗旱各项工作有序推进，群众用水得到有效保障。"
    document = txt(f"\t{sentence * 2}\n" * 3)
    assert not document.tables
    assert len(document.blocks) == 3


def test_pipe_rows_are_a_table_and_the_rule_is_in_no_cell() -> None:
    document = txt("| 指标 | 得分 |\n|:---|---:|\n| 产出 | 30 |\n| | 5 |\n")
    assert grid(document.tables[0]) == [["指标", "得分"], ["产出", "30"], ["", "5"]]
    assert not document.blocks


def test_pipe_table_goes_on_after_a_page_seam_with_its_header_again() -> None:
    head = "| 指标 | 得分 |\n|--|--|\n"
    document = txt(f"{head}| 产出 | 30 |\n\n{head}| 效益 | 20 |\n\n| 别的 | 表 |\n|--|--|\n| 一 | 二 |\n")
    assert [grid(table) for table in document.tables] == [
        [["指标", "得分"], ["产出", "30"], ["指标", "得分"], ["效益", "20"]],
        [["别的", "表"], ["一", "二"]],
    ]


def test_tab_separated_rows_are_a_table() -> None:
    document = txt("表一\n指标\t分值\t得分\n产出\t30\t28\n效益\t20\t\n")
    assert grid(document.tables[0]) == [["指标", "分值", "得分"], ["产出", "30", "28"], ["效益", "20", ""]]


def test_contents_table_is_told_from_others() -> None:
    document = txt("目录\n\n| | |\n|--|--|\n| 一、概况..... | 1 |\n| 二、结论..... | 12 |\n")
    assert [table.role for table in document.tables] == ["contents"]


@pytest.mark.parametrize("mark", ["—10—", "- 1 -", "—23—", "第3页", "第 3 页 共 5 页", "－ 7 －"])
def test_page_mark_is_furniture(mark: str) -> None:
    blocks = txt(f"一、概况\n{mark}\n全县概况如下。\n").blocks
    assert [block.role for block in blocks] == ["body", "furniture", "body"]


@pytest.mark.parametrize("line", ["12", "-5", "2023—2024", "第3页的表格", "— —"])
def test_line_that_only_resembles_a_page_mark_is_body(line: str) -> None:
    assert [block.role for block in txt(f"一、概况\n{line}\n").blocks] == ["body", "body"]


def test_contents_lines_are_told_by_leader_or_by_their_heading_below() -> None:
    contents = "目 录\n一、概况......1\n（一）人员…………2\n二、支出\n"
    body = "一、概况\n在职12人。\n（一）人员\n二、支出\n共3万元。\n"
    assert [block.role for block in txt(contents + body).blocks] == ["contents"] * 4 + ["body"] * 5


def test_rows_set_apart_by_runs_of_blanks_are_a_table() -> None:
    document = txt(
        "支出情况表\n"
        "项目        年初预算数    决算数\n"
        "会议费      1.20          0.80\n"
        "　　培训费　　　0.50　　　—\n"
        "            3.10          2.95\n"
        "其中：差旅费    3.10    2.95\n"
        "注：含  上年结转。\n"
    )
    (table,) = document.tables
    said = [[cell.text for cell in table.cells if cell.row == row] for row in range(table.rows)]
    assert said == [
        ["项目", "年初预算数", "决算数"], ["会议费", "1.20", "0.80"], ["培训费", "0.50", "—"], ["", "3.10", "2.95"],
        ["其中：差旅费", "3.10", "2.95"],
    ]  # fmt: skip
    assert [block.text for block in document.blocks] == ["支出情况表", "注：含  上年结转。"]


@pytest.mark.parametrize(
    "text",
    [
        "编制人数：25人    实有人数：23人    领导职数：3人\n联系人：王某    电话：5551234    邮编：330000\n",
        "一、部门概况    ......    1\n二、预算执行    ......    3\n",
        "本年  收入  1,234.50  万元，支出  多，\n结余  4.40  万元，  其他，  是这样的。\n",
        "负责人    水利局    签字\n王某    李某    张某\n",
        "会议费    1.20    0.80\n",
    ],
    ids=["pairs", "contents", "prose", "words", "one row"],
)
def test_lines_with_wide_blanks_that_are_no_rows_stay_lines(text: str) -> None:
    assert not txt(text).tables
