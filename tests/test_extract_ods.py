"""OpenDocument workbooks and saved pages: what the files of other programs hold beside the hello ones."""

from __future__ import annotations

import io
import zipfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from extract.document import Document, ReadingError
from extract.reader import read_bytes

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text", "style", "draw")
) + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
STYLES = (
    '<style:style style:name="b"><style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style>'
    '<style:style style:name="u"><style:table-cell-properties fo:border-bottom="0.5pt solid #000000"/></style:style>'
    '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
)


def ods(*tables: str, manifest: str = "") -> Document:
    """The document of some tables."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", manifest)
        body = "".join(tables)
        package.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        )
    return read_bytes(out.getvalue(), "a.ods")


def table(*rows: str, name: str = "Sheet1", more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{"".join(rows)}</table:table>'


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def cell(said: str, more: str = 'table:style-name="b"') -> str:
    return f"<table:table-cell {more}><text:p>{said}</text:p></table:table-cell>"


def grid(document: Document, at: int = 0) -> list[list[str]]:
    found = document.tables[at]
    return [[c.text for c in found.cells if c.row == row] for row in range(found.rows)]


BARE = '<table:table-cell table:style-name="b"/>'


def test_cells_show_their_paragraphs_without_notes_and_drawings() -> None:
    said = (
        "甲<text:s text:c='2'/>乙<text:span>丙</text:span><text:line-break/>丁</text:p>"
        "<office:annotation><text:p>批注</text:p></office:annotation><text:p>戊"
    )
    document = ods(table(row(cell(said), cell("1.20"))))
    assert grid(document) == [["甲  乙丙\n丁\n戊", "1.20"]]
    assert "批注" not in document.text


def test_repeated_rows_and_cells_are_written_out_and_empty_rest_is_not() -> None:
    twice = cell("—", 'table:style-name="b" table:number-columns-repeated="2"')
    rest = '<table:table-cell table:style-name="b" table:number-columns-repeated="16381"/>'
    rows = row(cell("项目"), twice, rest), row(cell("甲"), BARE, BARE, rest, more='table:number-rows-repeated="2"')
    document = ods(table(*rows, row(more='table:number-rows-repeated="1048573"')))
    assert grid(document) == [["项目", "—", "—"], ["甲", "", ""], ["甲", "", ""]]


def test_merged_cells_cover_what_they_say() -> None:
    tall = cell("产出", 'table:style-name="b" table:number-rows-spanned="2" table:number-columns-spanned="1"')
    covered = "<table:covered-table-cell><text:p>看不见</text:p></table:covered-table-cell>"
    document = ods(table("<table:table-header-rows>", row(tall, cell("数量")), "</table:table-header-rows>", row(covered, cell("质量"))))
    said = {c.text: (c.row, c.column, c.row_span, c.column_span) for c in document.tables[0].cells}
    assert said == {"产出": (0, 0, 2, 1), "数量": (0, 1, 1, 1), "质量": (1, 1, 1, 1)}


def test_line_under_a_title_makes_no_table_of_it() -> None:
    document = ods(table(row(cell("单位：万元", 'table:style-name="u"')), row(cell("项目"), cell("金额")), row(cell("甲"), cell("5"))))
    assert [block.text for block in document.blocks] == ["单位：万元"]
    assert grid(document) == [["项目", "金额"], ["甲", "5"]]


@pytest.mark.parametrize(
    ("more", "said"),
    [('office:value-type="percentage" office:value="0.72"', "72%"), ('office:value-type="float" office:value="12.50"', "12.50"),
     ('office:value-type="percentage" office:value="x"', "x")],
)  # fmt: skip
def test_value_counts_where_a_program_left_its_text_out(more: str, said: str) -> None:
    assert grid(ods(table(row(cell("执行率"), f'<table:table-cell table:style-name="b" {more}/>')))) == [["执行率", said]]


def test_hidden_sheets_and_rows_are_told_and_text_boxes_read() -> None:
    box = "<table:shapes><draw:frame><draw:text-box><text:p>注：见附件</text:p></draw:text-box></draw:frame></table:shapes>"
    shown = table(box, row(cell("甲"), cell("5")), row(cell("乙"), cell("6"), more='table:visibility="collapse"'))
    document = ods(shown, table(row(cell("旧"), cell("1")), name="旧表", more='table:style-name="h"'))
    assert grid(document) == [["甲", "5"], ["乙", "6"]]
    assert [block.text for block in document.blocks if block.role == "body"] == ["注：见附件"]
    assert [problem.code for problem in document.problems] == ["hidden_cells", "hidden_sheet"]


def test_workbook_with_a_password_is_refused() -> None:
    with pytest.raises(ReadingError) as refusal:
        ods(manifest="<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>")
    assert refusal.value.code == "encrypted"


def test_rows_repeated_beyond_any_sheet_are_refused() -> None:
    with pytest.raises(ReadingError) as refusal:
        ods(table(row(cell("甲", 'table:number-columns-repeated="9000"'), more='table:number-rows-repeated="9000000"')))
    assert refusal.value.code == "too_big"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "utf-16"])
@pytest.mark.parametrize("line", ["\n", "\r\n"])
def test_saved_page_is_read_by_the_charset_of_its_envelope(charset: str, line: str) -> None:
    envelope = MIMEMultipart("related")
    envelope.attach(MIMEText("<html><body><p>支出5万元</p></body></html>", "html", charset))
    data = envelope.as_bytes().replace(b"\n", line.encode())
    document = read_bytes(data, "a.doc")
    assert document.source.media_type == "multipart/related"
    assert [block.text for block in document.blocks] == ["支出5万元"]
