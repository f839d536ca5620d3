"""OFD: templates, graphics used again, turned and scaled objects, pages without text, tables from rules."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pypdfium2
import pytest
from hard_pages import FUNDS, drawn
from lying_pages import funds

from extract import ocr
from extract.document import Document
from extract.reader import read_bytes

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(*pages: str | None, common: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A file with some pages, each by what is in its layer; None for a page whose content is missing."""
    listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/{at}.xml"/>' for at in range(len(pages)))
    files: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for at, page in enumerate(pages):
        if page is not None:
            files[f"Doc_0/Pages/{at}.xml"] = content(page)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, xml in (files | dict(parts or {})).items():
            archive.writestr(name, xml)
    return out.getvalue()


def content(layer: str, before: str = "") -> str:
    return f"<ofd:Page {SPACE}>{before}<ofd:Content><ofd:Layer>{layer}</ofd:Layer></ofd:Content></ofd:Page>"


def text(words: str, x: float, y: float, more: str = "", code: str = "") -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} 100 6" Size="4" {more}><ofd:TextCode X="0" Y="4" {code}>{words}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def read(data: bytes) -> Document:
    return read_bytes(data, "a.ofd")


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_lines_are_set_by_their_places() -> None:
    assert lines(read(ofd(text("二、支出", 20, 60) + text("一、概", 20, 40) + text("况", 32, 40)))) == ["一、概况", "二、支出"]


def test_templates_and_used_graphics_are_on_the_page() -> None:
    common = '<ofd:TemplatePage ID="7" BaseLoc="Tpl.xml"/><ofd:DocumentRes>Res.xml</ofd:DocumentRes>'
    unit = f'<ofd:CompositeGraphicUnit ID="9"><ofd:Content>{text("附件", 0, 0)}</ofd:Content></ofd:CompositeGraphicUnit>'
    parts = {
        "Doc_0/Tpl.xml": content(text("青禾县水利局", 20, 20)),
        "Doc_0/Res.xml": f"<ofd:Res {SPACE}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>",
        "Doc_0/Pages/0.xml": content(
            text("正文", 20, 60) + '<ofd:CompositeObject Boundary="20 40 50 6" ResourceID="9"/>',
            '<ofd:Template TemplateID="7"/>',
        ),
    }
    assert lines(read(ofd(None, common=common, parts=parts))) == ["青禾县水利局", "附件", "正文"]


@pytest.mark.parametrize(
    ("code", "said"),
    [('DeltaX="4 4 4"', "甲乙丙丁"), ('DeltaX="g 3 4"', "甲乙丙丁"), ("", "甲乙丙丁"), ('DeltaX="4 12 4"', "甲乙    丙丁")],
)
def test_steps_tell_where_characters_stand(code: str, said: str) -> None:
    assert lines(read(ofd(text("甲乙丙丁", 20, 20, code=code)))) == [said]


def test_scaled_objects_stand_where_their_matrix_puts_them() -> None:
    scaled = text("大", 20, 20, 'CTM="2 0 0 2 0 0"') + text("小", 30, 24)
    block = read(ofd(scaled)).blocks[0]
    assert block.text == "大 小"
    assert block.span.box is not None
    assert block.span.box[0] == pytest.approx(20 * 72 / 25.4, abs=0.1)


def test_hidden_objects_and_slanted_stamps_are_no_text_of_the_body() -> None:
    objects = text("暗", 20, 20, 'Visible="false"') + text("水印", 50, 50, 'CTM="0.7 0.7 -0.7 0.7 0 0"') + text("正文", 20, 90)
    blocks = read(ofd(objects)).blocks
    assert [block.text for block in blocks if block.role == "body"] == ["正文"]
    assert "暗" not in [block.text for block in blocks]


def rectangle(x: float, y: float, wide: float, tall: float) -> str:
    path = f"M 0 0 L {wide} 0 L {wide} {tall} L 0 {tall} C"
    return f'<ofd:PathObject Boundary="{x} {y} {wide} {tall}"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>'


def test_cells_drawn_as_rectangles_or_thin_fills_are_a_table() -> None:
    cells = [("项目", 20, 40), ("金额", 60, 40), ("会议费", 20, 50), ("1.20", 60, 50)]
    words = "".join(text(word, x + 2, y + 2) for word, x, y in cells)
    boxes = "".join(rectangle(x, y, 40, 10) for _, x, y in cells)
    fills = "".join(
        f'<ofd:PathObject Boundary="{x} {y} {wide} {tall}" Stroke="false" Fill="true"><ofd:AbbreviatedData>'
        f"M 0 0 L {wide} 0 L {wide} {tall} L 0 {tall} C</ofd:AbbreviatedData></ofd:PathObject>"
        for x, y, wide, tall in [(20, 40, 80, 0.2), (20, 50, 80, 0.2), (20, 60, 80, 0.2), (20, 40, 0.2, 20), (60, 40, 0.2, 20),
                                 (100, 40, 0.2, 20)]
    )  # fmt: skip
    for outlines in (boxes, fills):
        (table,) = read(ofd(words + outlines)).tables
        assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
            (0, 0, "项目"), (0, 1, "金额"), (1, 0, "会议费"), (1, 1, "1.20"),
        ]  # fmt: skip


def test_page_that_is_a_picture_or_missing_is_a_problem() -> None:
    picture = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="3"/>'
    document = read(ofd(text("正文", 20, 20), picture, None))
    assert lines(document) == ["正文"]
    problems = [(problem.code, problem.span and problem.span.page) for problem in document.problems]
    assert problems == [("no_text_layer", 2), ("page_damaged", 3)]


def test_other_namespaces_and_none_are_read() -> None:
    data = ofd(text("正文", 20, 20))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            bare = old.read(name).replace(SPACE.encode(), b"").replace(b"ofd:", b"")
            new.writestr(name.upper() if name == "OFD.xml" else name, bare)
    assert lines(read(out.getvalue())) == ["正文"]


def scan(picture: bytes, square: str, more: str = "") -> bytes:
    """A page that shows one picture, by its place in the resources."""
    media = '<ofd:MultiMedia ID="3" Type="Image"><ofd:MediaFile>p.png</ofd:MediaFile></ofd:MultiMedia>'
    parts: dict[str, str | bytes] = {
        "Doc_0/Res.xml": f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>',
        "Doc_0/Res/p.png": picture,
    }
    image = f'<ofd:ImageObject {square} ResourceID="3"/>'
    return ofd(image + more, common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>", parts=parts)


def test_scan_says_how_to_read_it_where_ocr_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)
    document = read(scan(b"", 'Boundary="0 0 210 297"'))
    assert [problem.code for problem in document.problems] == ["no_text_layer"]
    assert ocr.INSTALL in document.problems[0].message


@pytest.mark.skipif(not ocr.installed(), reason=f"the OCR extra isn't installed: {ocr.INSTALL}")
@pytest.mark.parametrize("square", ['Boundary="0 0 210 297"', 'Boundary="0 0 210 297" CTM="210 0 0 297 0 0"',
                                    'Boundary="10 10 200 287" CTM="210 0 0 297 -10 -10"'])  # fmt: skip
def test_scan_is_read_by_ocr_and_what_is_printed_on_it_is_kept(square: str) -> None:
    picture = io.BytesIO()
    pypdfium2.PdfDocument(drawn(funds))[0].render(scale=150 / 72).to_pil().save(picture, "PNG")
    document = read(scan(picture.getvalue(), square, text("第1页", 95, 280)))
    assert [problem.code for problem in document.problems if problem.code != "ocr_doubt"] == ["ocr"]
    (table,) = document.tables
    said = [tuple(cell.text for cell in table.cells if cell.row == row) for row in range(table.rows)]
    assert said == list(FUNDS)
    assert lines(document) == ["第1页"]
    assert document.text_origin == "ocr"


@pytest.mark.skipif(not ocr.installed(), reason=f"the OCR extra isn't installed: {ocr.INSTALL}")
def test_picture_that_cannot_be_decoded_is_told() -> None:
    document = read(scan(b"\x97JB2", 'Boundary="0 0 210 297"'))
    assert [problem.code for problem in document.problems] == ["no_text_layer"]
    assert "can't be decoded" in document.problems[0].message
