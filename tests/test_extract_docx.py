"""Word files: what a walk over the body must not lose or make up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extract.document import Document, ReadingError
from extract.numbering import chinese
from extract.reader import read_bytes

OFFICE = RELATIONSHIP_TYPE.STYLES.rpartition("/")[0]


def saved(document: Any) -> Document:
    stream = io.BytesIO()
    document.save(stream)
    return read_bytes(stream.getvalue(), "report.docx")


def body(xml: str) -> Document:
    """The document whose body is some WordprocessingML."""
    document = docx.Document()
    holder = parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>")
    for at, node in enumerate(list(holder)):
        document.element.body.insert(at, node)
    return saved(document)


def p(text: str, settings: str = "") -> str:
    return f"<w:p><w:pPr>{settings}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def tc(text: str, settings: str = "") -> str:
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{p(text)}</w:tc>"


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def cells(document: Document, table: int = 0) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in document.tables[table].cells]


RUN = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<w:p><w:ins>" + RUN.format("增加") + "</w:ins>" + RUN.format("了") + "</w:p>", ["增加了"]),
        ("<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>" + RUN.format("新") + "</w:p>", ["新"]),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + p("控件里的段落") + "</w:sdtContent></w:sdt>", ["控件里的段落"]),
        ("<w:p><w:sdt><w:sdtContent>" + RUN.format("行内") + "</w:sdtContent></w:sdt></w:p>", ["行内"]),
        ("<w:p><w:hyperlink>" + RUN.format("链接") + "</w:hyperlink></w:p>", ["链接"]),
        ("<w:p><w:fldSimple w:instr='PAGE'>" + RUN.format("7") + "</w:fldSimple></w:p>", ["7"]),
        ("<w:p><w:r><w:instrText>TOC</w:instrText></w:r>" + RUN.format("正文") + "</w:p>", ["正文"]),
        ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>", ["甲\t乙"]),
        ("<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r></w:p>", ["第一行", "第二行"]),
        ("<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t>事后</w:t></w:r></w:p>", ["☑事后"]),
        (
            "<w:p><w:r><w:pict><w:txbxContent>" + p("框内") + "</w:txbxContent></w:pict></w:r></w:p>",
            ["框内"],
        ),
    ],
    ids=["ins", "del", "sdt", "sdt-run", "link", "field", "field-code", "tab", "break", "symbol", "box"],
)
def test_paragraph_says_what_is_shown(xml: str, expected: list[str]) -> None:
    assert texts(body(xml)) == expected


def test_cells_merged_down_and_sideways_are_one() -> None:
    rows = (
        tc("项目", "<w:vMerge w:val='restart'/>") + tc("支出", "<w:gridSpan w:val='2'/>"),
        tc("", "<w:vMerge/>") + tc("基本") + tc("专项"),
        tc("合计") + tc("1") + tc("2"),
    )
    document = body("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
    assert cells(document) == [
        (0, 0, 2, 1, "项目"),
        (0, 1, 1, 2, "支出"),
        (1, 1, 1, 1, "基本"),
        (1, 2, 1, 1, "专项"),
        (2, 0, 1, 1, "合计"),
        (2, 1, 1, 1, "1"),
        (2, 2, 1, 1, "2"),
    ]
    merged = document.tables[0].at(1, 0)
    assert merged is not None
    assert merged.text == "项目"


def test_text_in_a_cell_merged_away_is_kept() -> None:
    rows = tc("甲", "<w:vMerge w:val='restart'/>"), tc("乙", "<w:vMerge/>")
    document = body("<w:tbl>" + "".join(f"<w:tr>{row}{tc('x')}</w:tr>" for row in rows) + "</w:tbl>")
    assert [cell[4] for cell in cells(document)] == ["甲", "x", "乙", "x"]


def test_row_that_begins_late_keeps_its_columns() -> None:
    late = "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" + tc("乙") + "</w:tr>"
    document = body("<w:tbl><w:tr>" + tc("甲") + tc("丙") + "</w:tr>" + late + "</w:tbl>")
    assert cells(document)[-1] == (1, 1, 1, 1, "乙")
    assert document.tables[0].at(1, 0) is None


def test_deleted_row_is_left_out_and_row_in_a_control_is_kept() -> None:
    deleted = "<w:tr><w:trPr><w:del/></w:trPr>" + tc("旧") + "</w:tr>"
    control = "<w:sdt><w:sdtContent><w:tr>" + tc("新") + "</w:tr></w:sdtContent></w:sdt>"
    document = body(f"<w:tbl><w:tr>{tc('头')}</w:tr>{deleted}{control}</w:tbl>")
    assert [cell[4] for cell in cells(document)] == ["头", "新"]


def test_table_in_a_cell_is_kept_in_the_cell() -> None:
    inner = f"<w:tbl><w:tr>{tc('内一')}{tc('内二')}</w:tr></w:tbl>"
    document = body(f"<w:tbl><w:tr>{tc('外')}<w:tc>{inner}{p('后')}</w:tc></w:tr></w:tbl>")
    assert [cell[4] for cell in cells(document)] == ["外", "内一\t内二\t\n后"]


def test_table_that_only_frames_another_is_opened() -> None:
    inner = f"<w:tbl><w:tr>{tc('内一')}{tc('内二')}</w:tr></w:tbl>"
    document = body(f"<w:tbl><w:tr><w:tc>{p('题')}{inner}{p('')}</w:tc></w:tr></w:tbl>")
    assert texts(document) == ["题"]
    assert [cell[4] for cell in cells(document)] == ["内一", "内二"]


def test_table_after_a_page_mark_goes_on_with_the_one_before() -> None:
    def table(*rows: str) -> str:
        return "<w:tbl>" + "".join(f"<w:tr>{tc(row[0])}{tc(row[1])}</w:tr>" for row in rows) + "</w:tbl>"

    document = body(table("名值", "甲1") + p("—2—") + table("名值", "乙2") + p("另一张表") + table("名值", "丙3"))
    assert [(table.rows, table.columns) for table in document.tables] == [(4, 2), (2, 2)]


def test_list_numbers_are_written_before_their_paragraphs() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = (
        ("0", "chineseCounting", "%1、"),
        ("1", "chineseCounting", "（%2）"),
        ("2", "decimal", "%1.%3"),
        ("3", "bullet", "●"),
    )
    level = (
        "<w:lvl w:ilvl='{}'><w:start w:val='1'/><w:numFmt w:val='{}'/><w:suff w:val='nothing'/>"
        "<w:lvlText w:val='{}'/></w:lvl>"
    )
    xml = "".join(level.format(*each) for each in levels)
    numbering.insert(0, parse_xml(f"<w:abstractNum {nsdecls('w')} w:abstractNumId='77'>{xml}</w:abstractNum>"))
    numbering.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='77'><w:abstractNumId w:val='77'/></w:num>"))
    for depth, text in ((0, "概况"), (1, "人员"), (1, "职责"), (0, "支出"), (1, "基本"), (2, "甲"), (3, "点")):
        paragraph = document.add_paragraph(text)
        settings = f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{depth}'/><w:numId w:val='77'/></w:numPr>"
        paragraph._p.get_or_add_pPr().append(parse_xml(settings))
    expected = ["一、概况", "（一）人员", "（二）职责", "二、支出", "（一）基本", "二.1甲", "点"]
    assert texts(saved(document)) == expected


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (21, "二十一"), (103, "一百零三"), (110, "一百一十")]
)
def test_chinese_list_number(number: int, text: str) -> None:
    assert chinese(number) == text


def test_heading_level_comes_from_style_or_outline() -> None:
    document = docx.Document()
    document.add_heading("二级", level=2)
    document.add_paragraph("正文")
    outlined = document.add_paragraph("大纲")
    outlined._p.get_or_add_pPr().append(parse_xml(f"<w:outlineLvl {nsdecls('w')} w:val='0'/>"))
    assert [block.level for block in saved(document).blocks] == [2, None, 1]


def test_wide_table_is_read_in_linear_time() -> None:
    row = "<w:tr>" + tc("1") * 60 + "</w:tr>"
    document = body("<w:tbl>" + row * 200 + "</w:tbl>")
    assert len(document.tables[0].cells) == 12_000


def packed(change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A .docx that says 正文, its parts changed (None: left out)."""
    document = docx.Document()
    document.add_paragraph("正文")
    stream, changed = io.BytesIO(), io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as whole, zipfile.ZipFile(changed, "w") as part:
        for name in whole.namelist():
            content = change(name, whole.read(name))
            if content is not None:
                part.writestr(name, content)
    return changed.getvalue()


@pytest.mark.parametrize("lost", ["numbering.xml", "styles.xml", "theme1.xml", "document.xml.rels", "/.rels"])
def test_package_without_a_lesser_part_is_read(lost: str) -> None:
    data = packed(lambda name, content: None if name.endswith(lost) else content)
    assert texts(read_bytes(data, "report.docx")) == ["正文"]


def test_strict_open_xml_is_read() -> None:
    loose, strict = b"schemas.openxmlformats.org/wordprocessingml/2006", b"purl.oclc.org/ooxml/wordprocessingml"
    data = packed(lambda name, content: content.replace(loose, strict))
    assert texts(read_bytes(data, "report.docx")) == ["正文"]


@pytest.mark.parametrize("end", [b"", b"<w:document>", b"<?xml version='1.0'?><a/>"], ids=["empty", "cut", "other"])
def test_package_with_a_broken_body_is_refused(end: bytes) -> None:
    data = packed(lambda name, content: end if name == "word/document.xml" else content)
    with pytest.raises(ReadingError) as refusal:
        read_bytes(data, "report.docx")
    assert refusal.value.code == "docx_damaged"


def test_entities_in_a_part_are_not_expanded() -> None:
    bomb = b"<!DOCTYPE a [<!ENTITY b 'xx'><!ENTITY c '" + b"&b;" * 50 + b"'>]>"
    data = packed(lambda name, content: content.replace(b"<w:document", bomb + b"<w:document", 1))
    assert "xx" not in read_bytes(data, "report.docx").text


def test_document_stored_in_one_cut_off_is_not_read_for_it() -> None:
    """A Word file with another one embedded as it is, cut off behind it: the only whole end is the inner one's."""
    inner = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("这是另一份文件。")
    document.save(inner)
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/embeddings/1.docx", inner.getvalue())
        package.writestr("word/document.xml", "<w:document/>" * 100)
    data = outer.getvalue()
    cut = data[: data.index(b"word/document.xml", data.index(inner.getvalue()) + len(inner.getvalue())) + 60]
    assert docx.Document(io.BytesIO(cut)).paragraphs[0].text == "这是另一份文件。"
    with pytest.raises(ReadingError) as refusal:
        read_bytes(cut, "a.docx")
    assert refusal.value.code == "docx_damaged"


def test_notes_stand_at_the_end_in_the_order_of_their_marks() -> None:
    """Footnotes and endnotes; separators, notes without a mark and those whose mark was deleted are not read."""
    note = "<w:{0} w:id='{1}'><w:p><w:r><w:{0}Ref/></w:r><w:r><w:t>{2}</w:t></w:r></w:p></w:{0}>"
    texts = {"footnote": {0: "分隔", 2: "不含结转5万元。", 3: "已删", 4: "含专户1.20万元。"}, "endnote": {2: "见附件。"}}
    document = docx.Document()
    for kind, said in texts.items():
        notes = "".join(note.format(kind, number, text) for number, text in said.items())
        xml = f"<w:{kind}s {nsdecls('w')}>{notes}</w:{kind}s>".encode()
        part = Part(PackURI(f"/word/{kind}s.xml"), "application/xml", xml, document.part.package)
        document.part.relate_to(part, f"{OFFICE}/{kind}s")
    mark = "<w:r><w:{}Reference w:id='{}'/></w:r>"
    four, three, two, end = (mark.format(*place) for place in (("footnote", 4), ("footnote", 3), ("footnote", 2), ("endnote", 2)))
    marks = f"{end}{four}<w:del>{three}</w:del>{two}"
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>支出100万元。</w:t></w:r>{marks}</w:p>"))
    assert [block.text for block in saved(document).blocks] == ["支出100万元。", "含专户1.20万元。", "不含结转5万元。", "见附件。"]
