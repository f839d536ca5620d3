"""PDF files: geometry made into paragraphs and tables, and what can't be read told."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

from extract.document import Document, ReadingError
from extract.reader import read_bytes

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
FONT = "STSong-Light"
HEIGHT = A4[1]


def drawn(*pages: Callable[[Canvas], None], **options: Any) -> bytes:
    """A PDF with a page for each drawing."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1, **options)
    for page in pages:
        canvas.setFont(FONT, 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def read(*pages: Callable[[Canvas], None]) -> Document:
    return read_bytes(drawn(*pages), "report.pdf")


def lines(*texts: str, x: float = 90, top: float = 100, leading: float = 20) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for at, text in enumerate(texts):
            canvas.drawString(x, HEIGHT - top - leading * at, text)

    return draw


def box(canvas: Canvas, xs: list[float], tops: list[float], texts: list[list[str]], rule: Any = None) -> None:
    """A ruled table; rule(x0, y0, x1, y1) draws its lines."""
    rule = rule or canvas.line
    for top in tops:
        rule(xs[0], HEIGHT - top, xs[-1], HEIGHT - top)
    for x in xs:
        rule(x, HEIGHT - tops[0], x, HEIGHT - tops[-1])
    for row, cells in enumerate(texts):
        for column, text in enumerate(cells):
            canvas.drawString(xs[column] + 4, HEIGHT - tops[row] - 15, text)


def grid(document: Document, table: int = 0) -> list[list[str]]:
    found = document.tables[table]
    return [[cell.text for cell in found.cells if cell.row == row] for row in range(found.rows)]


TEXTS = [["项目", "预算数"], ["会议费", "1.20"], ["培训费", "0.80"]]
XS, TOPS = [90.0, 200.0, 300.0], [200.0, 220.0, 240.0, 260.0]


def thin(canvas: Canvas) -> Callable[[float, float, float, float], None]:
    def rule(x0: float, y0: float, x1: float, y1: float) -> None:
        canvas.rect(min(x0, x1), min(y0, y1), abs(x1 - x0) + 0.5, abs(y1 - y0) + 0.5, stroke=0, fill=1)

    return rule


def pieces(canvas: Canvas) -> Callable[[float, float, float, float], None]:
    def rule(x0: float, y0: float, x1: float, y1: float) -> None:
        for at in range(10):
            dx, dy = (x1 - x0) / 10, (y1 - y0) / 10
            canvas.line(x0 + dx * at, y0 + dy * at, x0 + dx * (at + 1), y0 + dy * (at + 1))

    return rule


@pytest.mark.parametrize("style", [lambda canvas: canvas.line, thin, pieces], ids=["lines", "rectangles", "pieces"])
def test_borders_drawn_in_any_way_make_the_same_table(style: Callable[[Canvas], Any]) -> None:
    document = read(lambda canvas: box(canvas, XS, TOPS, TEXTS, style(canvas)))
    assert grid(document) == TEXTS
    assert not document.blocks


def test_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    def draw(canvas: Canvas) -> None:
        for top in TOPS:
            canvas.line(90, HEIGHT - top, 300, HEIGHT - top)
        box(canvas, [200], [TOPS[0], TOPS[-1]], [])
        for row, cells in enumerate(TEXTS):
            canvas.drawString(94, HEIGHT - TOPS[row] - 15, cells[0])
            canvas.drawString(204, HEIGHT - TOPS[row] - 15, cells[1])

    assert grid(read(draw)) == TEXTS


def test_merged_cells_come_from_geometry() -> None:
    def draw(canvas: Canvas) -> None:
        box(canvas, [90, 300], [200, 260], [["总表"]])
        box(canvas, [150, 225, 300], [230, 260], [["左", "右"]])
        canvas.line(150, HEIGHT - 200, 150, HEIGHT - 260)

    document = read(draw)
    assert [(c.row, c.column, c.row_span, c.column_span) for c in document.tables[0].cells] == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
    ]


def test_text_and_tables_come_in_reading_order() -> None:
    def draw(canvas: Canvas) -> None:
        lines("注：无", top=300)(canvas)
        box(canvas, XS, TOPS, TEXTS)
        lines("支出表")(canvas)

    document = read(draw)
    assert [getattr(item, "text", "table") for item in document.flow()] == ["支出表", "table", "注：无"]


def test_wrapped_paragraph_is_one_block_and_the_next_its_own() -> None:
    full = "全年支出主要用于水利设施维护和农村饮水安全保障方面的各项工作任务" * 1
    document = read(lines("　　" + full, "　　" + full + "等", full + "甲乙", "完成。", "　　" + full, "　　" + full))
    texts = [block.text for block in document.blocks]
    assert f"{full}等\n{full}甲乙\n完成。" in texts
    assert texts[0] == full


def test_page_marks_and_running_heads_are_furniture() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            lines("青禾县水利局决算公开", top=40)(canvas)
            lines(f"第{number}部分")(canvas)
            lines(str(number), x=290, top=810)(canvas)

        return draw

    roles = [block.role for block in read(*map(page, (1, 2, 3))).blocks]
    assert roles == ["furniture", "body", "furniture"] * 3


def test_title_that_comes_again_on_each_page_is_body() -> None:
    document = read(*[lines("项目支出绩效自评表", top=90)] * 3)
    assert {block.role for block in document.blocks} == {"body"}


def test_table_over_pages_is_one_table() -> None:
    stream = io.BytesIO()
    rows = [["项目", "金额"], *([f"项目{at}", f"{at}.50"] for at in range(120))]
    style = [("FONT", (0, 0), (-1, -1), FONT, 10), ("GRID", (0, 0), (-1, -1), 0.5, "black")]
    SimpleDocTemplate(stream, pagesize=A4).build([LongTable(rows, style=style, repeatRows=1)])
    document = read_bytes(stream.getvalue(), "report.pdf")
    assert len(document.page_starts) > 2
    assert len(document.tables) == 1
    said = grid(document)
    assert said == rows
    again = [block.text for block in document.blocks if block.role == "furniture"]
    assert again == ["项目", "金额"] * (len(document.page_starts) - 1)
    assert document.tables[0].cells[-1].span.page == len(document.page_starts)


def test_tables_parted_by_a_title_stay_apart() -> None:
    def below(canvas: Canvas) -> None:
        lines("另一张表", top=90)(canvas)
        box(canvas, XS, TOPS, TEXTS)

    document = read(lambda canvas: box(canvas, XS, TOPS, TEXTS), below)
    assert len(document.tables) == 2


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_page_reads_like_an_upright_one(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        width, height = A4
        if turn in (90, 270):
            canvas.setPageSize((height, width))
        canvas.setPageRotation(turn)
        canvas.translate(*{0: (0, 0), 90: (height, 0), 180: (width, height), 270: (0, width)}[turn])
        canvas.rotate(turn)
        lines("支出表")(canvas)
        box(canvas, XS, TOPS, TEXTS)

    document = read(draw)
    assert [block.text for block in document.blocks] == ["支出表"]
    assert grid(document) == TEXTS


def test_table_set_sideways_without_a_page_rotation_is_turned() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(A4[1] - 250, 0)
        canvas.rotate(90)
        box(canvas, XS, [top + 550 for top in TOPS], TEXTS)

    assert grid(read(draw)) == TEXTS


def test_watermark_across_the_page_is_furniture() -> None:
    def draw(canvas: Canvas) -> None:
        box(canvas, XS, TOPS, TEXTS)
        canvas.translate(120, 560)
        canvas.rotate(40)
        canvas.drawString(0, 0, "内部资料")

    document = read(draw)
    assert grid(document) == TEXTS
    assert {block.role for block in document.blocks} == {"furniture"}


def test_bold_printed_twice_reads_once() -> None:
    def draw(canvas: Canvas) -> None:
        lines("支出合计110万元")(canvas)
        lines("支出合计110万元", x=90.3)(canvas)

    assert [block.text for block in read(draw).blocks] == ["支出合计110万元"]


def test_page_without_text_is_a_problem_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.ocr.installed", lambda: False)

    def picture(canvas: Canvas) -> None:
        canvas.rect(100, 100, 300, 500, fill=1)

    document = read(lines("第一页的话"), picture, lambda canvas: None)
    assert [(p.code, p.span and p.span.page) for p in document.problems] == [("no_text_layer", 2)]
    assert len(document.page_starts) == 3


def test_drawing_of_very_many_lines_is_read_as_text() -> None:
    def draw(canvas: Canvas) -> None:
        lines("管网图")(canvas)
        for at in range(1500):
            canvas.line(10 + at % 37 * 13.7, 10 + at // 37 * 17.3, 10 + at % 37 * 13.7 + 5, 10 + at // 37 * 17.3)

    document = read(draw)
    assert [problem.code for problem in document.problems] == ["tables_skipped"]
    assert [block.text for block in document.blocks] == ["管网图"]


def test_password_is_named() -> None:
    data = drawn(lines("密"), encrypt=StandardEncryption("open", ownerPassword="own"))
    with pytest.raises(ReadingError, match="password") as refusal:
        read_bytes(data, "report.pdf")
    assert refusal.value.code == "encrypted"


def test_paragraph_style_of_platypus_is_joined_over_lines() -> None:
    from reportlab.lib.styles import ParagraphStyle

    style = ParagraphStyle("body", fontName=FONT, fontSize=14, leading=26, wordWrap="CJK", firstLineIndent=28)
    told = "青禾县水利局2023年全年执行数为1,234.50万元，预算执行率为98.35%，主要用于河道治理。" * 4
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4).build([Paragraph(told, style)] * 3)
    blocks = read_bytes(stream.getvalue(), "report.pdf").blocks
    assert [block.text.replace("\n", "") for block in blocks] == [told] * 3
