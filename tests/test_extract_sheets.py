"""Workbooks: cells as displayed, what is a table and what a line, hidden sheets, merged areas, big sheets."""

from __future__ import annotations

import io
import re
import resource
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from extract.document import Document, ReadingError
from extract.number_format import shown
from extract.reader import read_bytes

HELLO = Path(__file__).parent / "hello"
LINE = Side(style="thin")
DRAWN = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        ("0.72", "0%", "72%"),
        ("0.7236", "0.00%", "72.36%"),
        ("0.855", "0.0%", "85.5%"),
        ("10891.615675", "#,##0.00", "10,891.62"),
        ("10891.615675000001", "General", "10891.61568"),
        ("0.30000000000000004", "General", "0.3"),
        ("1.005", "0.00", "1.01"),
        ("2.5", "0", "3"),
        ("0.5", "General", "0.5"),
        ("1E-7", "General", "0.0000001"),
        ("123456789012", "General", "123456789012"),
        ("-1234.5", "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        ("-5", '"¥"0.00', "-¥5.00"),
        ("-0.001", "0.00", "0.00"),
        ("0", ACCOUNTING, "-"),
        ("1234.5", ACCOUNTING, "1,234.50"),
        ("12.5", '0.00"万元"', "12.50万元"),
        ("5", "[$¥-804]#,##0.00", "¥5.00"),
        ("1234567", "0.00,,", "1.23"),
        ("88", 'General"%"', "88%"),
        ("12", "[>=10]0.0;0.00", "12.0"),
        ("3", "000", "003"),
        ("5", "0.0#", "5.0"),
        ("0", "#,###", ""),
        ("0", "0;-0;;@", ""),
        ("12345.678", "0.00E+00", "1.23E+04"),
        ("45000", 'yyyy"年"m"月"d"日"', "2023年3月15日"),
        ("45000", "yyyy/m/d", "2023/3/15"),
        ("45000.5451", "yyyy-mm-dd hh:mm", "2023-03-15 13:04"),
        ("45000", 'yyyy"年"m"月"', "2023年3月"),
        ("45000", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二三年三月十五日"),
        ("45000", "aaaa", "星期三"),
        ("1.5", "[h]:mm", "36:00"),
        ("45000.75", "h:mm AM/PM", "6:00 PM"),
        ("0.0423611111", "mm:ss", "01:00"),
        ("59", "yyyy/m/d", "1900/2/28"),
    ],
)
def test_value_is_shown_as_its_format_prints_it(value: str, code: str, said: str) -> None:
    assert shown(Decimal(value), code) == said


def test_dates_can_count_from_1904() -> None:
    assert shown(Decimal(43538), "yyyy/m/d", since_1904=True) == "2023/3/15"


def workbook(*sheets: tuple[str, list[list[Any]]], drawn: bool = False) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    cell = sheet.cell(number, column, value)
                    if drawn and len(row) > 1:
                        cell.border = DRAWN
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(book: Workbook) -> Document:
    return read_bytes(saved(book), "a.xlsx")


def body(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.role == "body"]


def grids(document: Document) -> list[list[list[str]]]:
    tables = document.tables
    return [[[cell.text if cell else "" for cell in table.row(row)] for row in range(table.rows)] for table in tables]


def test_lines_above_and_below_a_table_are_lines() -> None:
    rows = [["绩效自评表"], [None, "单位：万元"], ["项目", "预算数"], ["会议费", 1.2], ["注：取自决算报表"], [None], ["说明"]]
    for drawn in (True, False):
        book = workbook(("Sheet1", rows))
        if drawn:
            for row in book.active["A3:B4"]:
                for cell in row:
                    cell.border = DRAWN
        document = read(book)
        assert body(document) == ["绩效自评表", "单位：万元", "注：取自决算报表", "说明"]
        assert grids(document) == [[["项目", "预算数"], ["会议费", "1.2"]]]


def test_two_tables_and_a_blank_row_with_borders() -> None:
    rows = [["甲", "1"], ["乙", "2"], [None, None], ["丙", "3"], [], ["丁", "4"], ["戊", "5"]]
    book = workbook(("Sheet1", rows), drawn=True)
    for column in "AB":
        book.active[f"{column}3"].border = DRAWN
    assert grids(read(book)) == [[["甲", "1"], ["乙", "2"], ["", ""], ["丙", "3"]], [["丁", "4"], ["戊", "5"]]]


def test_full_width_rows_within_a_table_stay_in_it_and_its_title_leaves() -> None:
    rows = [["自评表", None], ["项目", "数"], ["一、收入", None], ["拨款", "5"]]
    book = workbook(("Sheet1", rows), drawn=True)
    for place in ("A1:B1", "A3:B3"):
        book.active.merge_cells(place)
        for cell in book.active[place][0]:
            cell.border = DRAWN
    document = read(book)
    assert body(document) == ["自评表"]
    assert grids(document) == [[["项目", "数"], ["一、收入", "一、收入"], ["拨款", "5"]]]
    assert document.tables[0].at(1, 0).column_span == 2  # type: ignore[union-attr]


def test_what_a_merged_area_covers_is_not_shown() -> None:
    book = workbook(("Sheet1", [["项目", "数", "注"], ["甲", "5", "六"], ["乙", "7", "八"]]))
    data = saved(book)
    merged = b'<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="A3:B3"/></mergeCells></worksheet>'
    document = read_bytes(changed(data, "xl/worksheets/sheet1.xml", b"</worksheet>", merged), "a.xlsx")
    assert grids(document) == [[["项目", "数", "注"], ["甲", "5", "六"], ["甲", "7", "八"]]]


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            after.writestr(name, content)
    return out.getvalue()


def test_hidden_sheets_are_kept_apart_and_named() -> None:
    book = workbook(("数据", [["机密", "5"], ["二", "6"]]), ("自评表", [["项目", "数"], ["甲", "7"]]), ("Sheet3", [["完"]]))
    book["数据"].sheet_state = "veryHidden"
    document = read(book)
    assert body(document) == ["自评表", "完"]
    assert grids(document) == [[["项目", "数"], ["甲", "7"]]]
    assert [problem.code for problem in document.problems] == ["hidden_sheet"]
    assert "数据" in document.problems[0].message
    assert document.text.endswith("数据\n机密\t5\n二\t6\n")


def test_sheets_name_is_a_title_where_it_has_no_other() -> None:
    document = read(workbook(("附件2", [["自评表"], [], ["甲", "1"], ["乙", "2"]]), ("附件3", [["丙", "1"], ["丁", "2"]])))
    assert [(block.text, block.role) for block in document.blocks if block.level] == [
        ("附件2", "furniture"),
        ("附件3", "body"),
    ]


def test_dates_booleans_texts_and_formulas_without_results() -> None:
    rows = [[date(2023, 3, 15), datetime(2023, 3, 15, 9, 5), True, "=100%"], ["第一行\n第二行", " 甲 ", "=A1", 3]]
    book = workbook(("Sheet1", rows))
    book.active["D1"].data_type = "s"
    book.active["A1"].number_format = 'yyyy"年"m"月"d"日"'
    document = read(book)
    assert grids(document) == [[["2023年3月15日", "2023-03-15 9:05:00", "TRUE", "=100%"], ["第一行\n第二行", "甲", "", "3"]]]
    assert [problem.code for problem in document.problems] == ["formula_without_value"]


def test_shared_strings_lose_their_markup_and_their_readings() -> None:
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>会议</t></r><r><t>费_x000D_</t></r>'
        '<rPh sb="0" eb="2"><t>カイギ</t></rPh></si><si><t xml:space="preserve"> 差旅费 </t></si></sst>'
    )
    data = saved(workbook(("Sheet1", [["甲", "乙"], ["丙", "丁"]])))
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    rows = re.search(rb"<sheetData>.*</sheetData>", sheet, re.DOTALL)
    assert rows
    cells = b'<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    cells += b'<row r="2"><c r="A2" t="str"><f>A1</f><v>x</v></c><c r="B2"><f>1+1</f><v>2</v></c></row></sheetData>'
    data = changed(data, "xl/worksheets/sheet1.xml", rows[0], cells)
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        if "xl/sharedStrings.xml" in archive.namelist():
            data = changed(data, "xl/sharedStrings.xml", archive.read("xl/sharedStrings.xml"), strings.encode())
            out = io.BytesIO(data)
        else:
            archive.writestr("xl/sharedStrings.xml", strings)
    assert grids(read_bytes(out.getvalue(), "a.xlsx")) == [[["会议费", "差旅费"], ["x", "2"]]]


def test_old_workbook_shows_what_its_formats_say() -> None:
    from xlwt import Formula, easyxf
    from xlwt import Workbook as Old

    book = Old(encoding="utf-8")
    sheet = book.add_sheet("自评表")
    for column, (value, code) in enumerate(
        [(0.72, "0%"), (10891.615675, "#,##0.00"), (date(2023, 3, 15), 'yyyy"年"m"月"d"日"'), (3, "General"), (-2.5, "0.0"),
         (1234567.125, '#,##0.00"元"'), (12.34, "General")]
    ):  # fmt: skip
        sheet.write(1, column, value, easyxf(num_format_str=code))
        sheet.write(2, column, f"列{column}")
    sheet.write(3, 0, Formula("1+1"))
    sheet.write_merge(4, 4, 1, 3, "合并")
    hidden = book.add_sheet("暗表")
    hidden.write(0, 0, "机密")
    hidden.visibility = 1
    out = io.BytesIO()
    book.save(out)
    document = read_bytes(out.getvalue(), "a.xlsx")
    assert document.source.media_type == "application/vnd.ms-excel"
    first = ["72%", "10,891.62", "2023年3月15日", "3", "-2.5", "1,234,567.13元", "12.34"]
    assert grids(document)[0][0] == first
    assert [problem.code for problem in document.problems] == ["hidden_sheet"]


def test_old_workbook_with_a_password_is_refused() -> None:
    data = (HELLO / "hello.xls").read_bytes()
    window = data.index(b"\x3d\x00\x12\x00")  # a record that does nothing here becomes FILEPASS
    with pytest.raises(ReadingError) as refusal:
        read_bytes(data[:window] + b"\x2f" + data[window + 1 :], "a.xls")
    assert refusal.value.code == "encrypted"


def test_88_sheets_are_all_read() -> None:
    document = read(workbook(*((f"表{number}", [["项目", "数"], [f"甲{number}", number]]) for number in range(88))))
    assert [grid[1][1] for grid in grids(document)] == [str(number) for number in range(88)]


def test_20_000_rows_are_one_table_within_memory() -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("明细")
    for number in range(20_000):
        sheet.append([f"项目{number}", number, number * 1.5, "文字", "", "甲", number / 7, "备注"])
    data = saved(book)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (table,) = read_bytes(data, "a.xlsx").tables
    assert table.rows == 20_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 << 10


def test_workbook_without_cells_is_refused() -> None:
    with pytest.raises(ReadingError) as refusal:
        read(workbook(("Sheet1", [])))
    assert refusal.value.code == "empty"


def test_text_boxes_are_lines_below_their_sheet() -> None:
    data = saved(workbook(("Sheet1", [["甲"]])))
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels",
            '<Relationships xmlns="r"><Relationship Id="1" Type="x/drawing" Target="../drawings/d.xml"/></Relationships>',
        )
        archive.writestr("xl/drawings/d.xml", '<d xmlns="x"><txBody><p><r><t>说明：</t></r><r><t>含上年结转</t></r></p></txBody></d>')
    assert body(read_bytes(out.getvalue(), "a.xlsx")) == ["甲", "说明：含上年结转"]
