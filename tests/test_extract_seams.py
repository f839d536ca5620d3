"""What a page break cuts within tables, what pages say again, and figures and titles broken over lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hard_pages import FONT, HEIGHT, drawn
from reportlab.pdfgen.canvas import Canvas

from extract.document import Document
from extract.reader import read_bytes

XS = (70.0, 110.0, 190.0, 320.0, 380.0, 520.0)
Cells = Sequence[str]


def put(canvas: Canvas, words: str, x: float, top: float, size: float = 10) -> None:
    canvas.setFont(FONT, size)
    for at, line in enumerate(words.split("|")):
        canvas.drawString(x, HEIGHT - top - 14 * at, line)


def table(top: float, *rows: Cells, pitch: float = 40, xs: Sequence[float] = XS) -> Callable[[Canvas], None]:
    """A page with a ruled table that ends at its foot or begins at its top; | breaks a line."""

    def page(canvas: Canvas) -> None:
        for at in range(len(rows) + 1):
            canvas.line(xs[0], HEIGHT - top - pitch * at, xs[-1], HEIGHT - top - pitch * at)
        for x in xs:
            canvas.line(x, HEIGHT - top, x, HEIGHT - top - pitch * len(rows))
        for at, cells in enumerate(rows):
            for x, said in zip(xs, cells, strict=False):
                put(canvas, said, x + 5, top + pitch * at + 14)

    return page


def read(*pages: Callable[[Canvas], None]) -> Document:
    return read_bytes(drawn(*pages), "a.pdf")


def grid(document: Document) -> list[list[str]]:
    (found,) = document.tables
    return [["".join(c.text.split()) for c in found.cells if c.row == row] for row in range(found.rows)]


HEAD = ("指标", "名称", "指标值", "分值", "说明")


def test_header_that_a_page_repeats_is_no_row() -> None:
    document = read(table(700, HEAD, ("一", "甲", "5", "10", "")), table(60, HEAD, ("二", "乙", "6", "10", "")))
    assert grid(document) == [list(HEAD), ["一", "甲", "5", "10", ""], ["二", "乙", "6", "10", ""]]
    assert [b.text for b in document.blocks if b.role == "furniture"] == list(HEAD)


def test_first_row_of_sums_that_comes_again_is_a_row() -> None:
    rows = HEAD, ("合计", "甲", "1,234.50", "10", "")
    assert grid(read(table(700, *rows), table(60, *rows)))[1:] == [list(rows[1]), list(rows[1])]


@pytest.mark.parametrize(
    ("above", "below", "said"),
    [
        (("满意度|（", "", "", "", ""), ("10分）", "", "", "", ""), "满意度（10分）"),
        (("产出", "工程数量", "", "", ""), ("", "按期完成|情况", "", "", ""), None),
        (("", "受益人口（户|籍、常住人口", "", "", ""), ("", "及其他）", "", "", ""), "受益人口（户籍、常住人口及其他）"),
    ],
    ids=["bracket", "two", "letters"],
)  # fmt: skip
def test_cell_that_cannot_end_where_the_page_does_goes_on(above: Cells, below: Cells, said: str | None) -> None:
    rows = grid(read(table(700, HEAD, above), table(60, below, ("三", "丙", "7", "10", ""))))
    assert len(rows) == (3 if said else 4)
    assert said is None or said in rows[1]


def test_unit_cut_off_its_figure_goes_on() -> None:
    xs = (70.0, 110.0, 190.0, 226.0, 380.0, 520.0)
    above, below = ("一", "补助标准", "=8728", "10", ""), ("", "", "元/人", "", "")
    assert grid(read(table(700, HEAD, above, xs=xs), table(60, below, ("二", "乙", "6", "10", ""), xs=xs)))[1][2] == "=8728元/人"


def test_figure_below_words_that_fill_their_cell_is_a_row_of_its_own() -> None:
    """A header at the foot of a page, its figures on the next."""
    xs = (70.0, 106.0, 142.0, 178.0)
    rows = grid(read(table(740, ("合计", "小计", "其他"), xs=xs), table(60, ("7.90", "6.48", "1.42"), xs=xs)))
    assert rows == [["合计", "小计", "其他"], ["7.90", "6.48", "1.42"]]


def test_figure_broken_for_want_of_room_is_whole_and_two_figures_stay_two() -> None:
    xs = (70.0, 110.0, 148.0, 320.0)
    (found,) = read(table(100, ("甲", "29327|.98", "60|57"), ("乙", "1,2345|6.70", "9.84|12"), xs=xs)).tables
    assert [cell.text for cell in found.cells] == ["甲", "29327.98", "60\n57", "乙", "1,2345\n6.70", "9.84\n12"]


def over_pages(*tops: float, size: float = 9) -> Document:
    """A table over two pages under a line that comes again on both."""

    def page(top: float, number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            put(canvas, "青禾县水利局决算公开", 70, top, size)
            table(700 if number == 1 else 90, ("一", f"甲{number}", "5", "10", ""))(canvas)

        return draw

    return read(page(tops[0], 1), page(tops[1], 2))


def test_running_head_on_two_pages_does_not_part_a_table() -> None:
    document = over_pages(45, 45)
    assert {block.role for block in document.blocks} == {"furniture"}
    assert len(grid(document)) == 2


@pytest.mark.parametrize(("tops", "size"), [((45, 45), 18), ((75, 75), 9), ((45, 52), 9)], ids=["large", "low", "elsewhere"])
def test_title_on_both_of_two_pages_is_body(tops: tuple[float, float], size: float) -> None:
    assert {block.role for block in over_pages(*tops, size=size).blocks} == {"body"}


def test_title_at_the_edge_of_each_page_is_body_where_it_is_large() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, "项目支出绩效自评表", 200, 50, 16)
        put(canvas, "青禾县水利局决算公开", 70, 30, 9)
        table(90, HEAD, ("一", "甲", "5", "10", ""))(canvas)

    document = read(page, page, page)
    assert [block.role for block in document.blocks] == ["furniture", "body"] * 3
    assert len(document.tables) == 3


def test_title_set_over_two_lines_is_one() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont(FONT, 20)
        for at, line in enumerate(("青禾县水利局2023年度部门预算项目支出绩效自评", "表", "（2023年度）")):
            canvas.drawCentredString(295, HEIGHT - 90 - 26 * at - 30 * (at > 1), line)
        table(200, HEAD, ("一", "甲", "5", "10", ""))(canvas)

    assert [block.text for block in read(page).blocks] == ["青禾县水利局2023年度部门预算项目支出绩效自评\n表", "（2023年度）"]


def test_watermark_printed_level_over_a_table_and_prose_is_furniture() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, "青禾县水利局2023年部门整体支出绩效自评情况如下。", 70, 80)
        put(canvas, "年度资金总额1,300.00万元，其中基本支出850.00万元。", 70, 96)
        table(120, HEAD, ("一", "甲", "5", "10", "无"), ("二", "乙", "6", "10", "无"))(canvas)
        for top in (110, 190):
            put(canvas, "内部资料", 150, top, 60)

    plain = read(lambda canvas: page(_Without(canvas)))
    marked = read(page)
    assert grid(marked) == grid(plain)
    assert [b.text for b in marked.blocks if b.role == "body"] == [b.text for b in plain.blocks if b.role == "body"]
    assert [b.text for b in marked.blocks if b.role == "furniture"] == ["内部资料"] * 2


class _Without:
    """A canvas on which large print leaves no trace."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas, self._size = canvas, 0.0

    def setFont(self, name: str, size: float) -> None:
        self._size = size
        self._canvas.setFont(name, size)

    def drawString(self, x: float, y: float, said: str) -> None:
        if self._size < 40:
            self._canvas.drawString(x, y, said)

    def line(self, *ends: float) -> None:
        self._canvas.line(*ends)


def test_large_title_above_the_text_is_body() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, "部门决算", 200, 90, 36)
        put(canvas, "青禾县水利局2023年部门整体支出绩效自评情况如下。", 70, 130)

    assert {block.role for block in read(page).blocks} == {"body"}
