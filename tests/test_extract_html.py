"""Web pages: charsets, what is the article and what frames it, tables with cells over rows and columns."""

from __future__ import annotations

import pytest

from extract.document import Document, ReadingError
from extract.reader import read_bytes


def page(body: str, head: str = "", encoding: str = "utf-8") -> Document:
    return read_bytes(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(encoding), "a.html")


def body(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.role == "body"]


def grid(document: Document, index: int = 0) -> list[list[str]]:
    table = document.tables[index]
    return [[cell.text if cell else "∅" for cell in table.row(row)] for row in range(table.rows)]


LONG = "<p>" + "本年度一般公共预算支出1,234.50万元，主要用于农田水利建设与管护。" * 6 + "</p>"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030"),
        ('<meta charset="utf-8">', "gb18030"),
        ("", "gb18030"),
        ('<meta charset="gb2312">', "utf-8"),
        ("", "utf-16"),
        ('<meta charset="utf-8">', "utf-8-sig"),
    ],
)
def test_charset_is_found_also_where_the_page_says_a_wrong_one(head: str, encoding: str) -> None:
    assert body(page("<p>会议费预算数为1.20万元，镕鎔。</p>" * 3, head, encoding)) == ["会议费预算数为1.20万元，镕鎔。"] * 3


def test_frame_is_kept_apart_from_the_article() -> None:
    document = page(
        '<div class="top-nav"><a href=1>首页</a><a href=2>政务公开</a><a href=3>办事服务</a></div>'
        "<div>您现在的位置：首页 > 财政信息</div><h2>青禾县水利局2023年度部门决算</h2>"
        "<div><span>发布时间：2024-08-30</span> <span>来源：青禾县水利局</span> <span>浏览次数：88</span></div>"
        f"<div id='zoom'>{LONG}<p>二、其他说明</p></div>"
        '<div class="share">分享到：</div><p>打印本页</p><ul><li><a>友情链接一</a><li><a>友情链接二</a><li><a>友情链接三</a></ul>'
        "<div>版权所有：青禾县人民政府</div><script>var a='万元';</script><div style='display:none'>暗文</div>",
        "<title>青禾县水利局2023年度部门决算_青禾县人民政府</title>",
    )
    texts = body(document)
    assert texts[0] == "青禾县水利局2023年度部门决算"
    assert [text[:6] for text in texts[1:]] == ["本年度一般公", "二、其他说明"]
    assert "暗文" not in document.text
    assert "var a" not in document.text
    assert "友情链接一" in document.text


def test_page_without_a_named_article_is_read_whole() -> None:
    document = page(f"<center><h1>决算说明</h1></center>{LONG}<div>合计5万元</div><div>当前位置：首页 > 公开</div>")
    assert [text[:4] for text in body(document)] == ["决算说明", "本年度一", "合计5万"]


def test_title_and_facts_of_the_page_are_kept_once() -> None:
    meta = '<meta name="ArticleTitle" content="关于决算的说明"><meta name="PubDate" content="2024-03-01">'
    document = page("<p>支出5万元。</p>", meta + '<meta name="ContentSource" content="县水利局">')
    assert [(block.text, block.role) for block in document.blocks] == [
        ("关于决算的说明", "body"),
        ("支出5万元。", "body"),
        ("PubDate: 2024-03-01", "furniture"),
        ("ContentSource: 县水利局", "furniture"),
    ]
    for block in document.blocks:
        assert document.quote(block.span) == block.text


def test_cells_over_rows_and_columns_stand_where_a_browser_puts_them() -> None:
    document = page(
        "<table><thead><tr><th rowspan=2>项目<th colspan=2>金额</tr><tr><th>预算<th>决算</tr></thead>"
        "<tfoot><tr><td>合计<td>3<td>4</tr></tfoot>"
        "<tbody><tr><td rowspan='9'>其他<td>1<br>万元<td><p>2</p><p>注</p></tr></tbody></table>"
    )
    assert grid(document) == [
        ["项目", "金额", "金额"],
        ["项目", "预算", "决算"],
        ["其他", "1\n万元", "2\n注"],
        ["合计", "3", "4"],
    ]


def test_layout_tables_are_opened_and_data_tables_in_them_found() -> None:
    document = page(
        "<table width=100%><tr><td><p>一、概况</p><table border=1><tr><td>项目<td>金额<tr><td>甲<td>5</table>"
        "<p>二、说明</p></td></tr></table>"
    )
    assert body(document) == ["一、概况", "二、说明"]
    assert grid(document) == [["项目", "金额"], ["甲", "5"]]


def test_blanks_lists_and_line_breaks_read_as_shown() -> None:
    document = page("<p>一&nbsp;、 概\n  况</p><p>甲<br>乙</p><ol><li>第一<li>第二</ol><pre>x</pre><p>a\nb</p>")
    assert body(document) == ["一 、 概况", "甲", "乙", "1.第一", "2.第二", "x", "a b"]


@pytest.mark.parametrize(
    "data",
    [b"<html></html>", b"<!DOCTYPE html>", b"<html><script>1</script></html>", b"<html>\0"],
    ids=["none", "bare", "script", "nul"],
)
def test_page_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError) as refusal:
        read_bytes(data, "a.html")
    assert refusal.value.code == "empty"


@pytest.mark.parametrize("name", ["a.doc", "a.xls", "a.txt", "a.shtml"])
def test_page_is_known_by_its_bytes(name: str) -> None:
    data = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><p>支出5万元</p></body></html>'.encode()
    assert read_bytes(data, name).source.media_type == "text/html"
