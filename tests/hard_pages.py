"""Pages of our own making that readers go wrong on, one for each trap; `python tests/hard_pages.py DIR` draws them."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
Draw = Callable[[Canvas], None]
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

PROSE = (
    "　　2023年，青禾县水利局一般公共预算财政拨款支出1,234.50万元，比上年增加",
    "12.35万元，增长1.01%，主要是河道治理和农村饮水安全项目支出增加。其中：基本",
    "支出834.20万元，占67.57%；项目支出400.30万元，占32.43%。具体情况见下表。",
)
AFTER = (
    "　　从执行情况看，项目支出的执行率低于基本支出，原因是部分工程受汛期影响，",
    "工期顺延到次年，相应的资金结转使用。下一步将加快工程进度，尽早形成支出。",
)
FUNDS = (
    ("项目", "年初预算数", "全年预算数", "全年执行数", "执行率"),
    ("年度资金总额", "1,100.00", "1,300.00", "1,234.50", "94.96%"),
    ("基本支出", "800.00", "850.00", "834.20", "98.14%"),
    ("其中：人员经费", "650.00", "680.00", "672.05", "98.83%"),
    ("公用经费", "150.00", "170.00", "162.15", "95.38%"),
    ("项目支出", "300.00", "450.00", "400.30", "88.96%"),
)


def drawn(*pages: Draw, **options: Any) -> bytes:
    """A PDF with a page for each drawing."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1, **options)
    for page in pages:
        canvas.setFont(FONT, 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def text(canvas: Canvas, lines: Sequence[str], top: float, x: float = 80, size: float = 12, lead: float = 20) -> float:
    """Lines of text from the top down; where the next would stand is given back."""
    canvas.setFont(FONT, size)
    for at, line in enumerate(lines):
        canvas.drawString(x, HEIGHT - top - lead * at, line)
    return top + lead * len(lines)


def row(
    canvas: Canvas, cells: Sequence[str], base: float, xs: Sequence[float], size: float = 10.5, ways: str = ""
) -> None:
    """A row of cells: the first from the left, the others to the right edge of their column, or as `ways` says (lcr)."""
    canvas.setFont(FONT, size)
    for at, cell in enumerate(cells):
        way = ways[at] if ways else ("r" if at else "l")
        if way == "l":
            canvas.drawString(xs[at], HEIGHT - base, cell)
        elif way == "r":
            canvas.drawRightString(xs[at + 1] - 8, HEIGHT - base, cell)
        else:
            canvas.drawCentredString((xs[at] + xs[at + 1]) / 2, HEIGHT - base, cell)


def across(canvas: Canvas, top: float, x0: float, x1: float, width: float = 0.7) -> None:
    """A level rule."""
    canvas.setLineWidth(width)
    canvas.line(x0, HEIGHT - top, x1, HEIGHT - top)


XS = (80.0, 190.0, 275.0, 360.0, 445.0, 520.0)


def three_line(canvas: Canvas) -> None:
    """三线表 among prose."""
    top = text(canvas, PROSE, 80) + 10
    across(canvas, top, 80, 520, 1.2)
    row(canvas, FUNDS[0], top + 16, XS, ways="lcccc")
    across(canvas, top + 22, 80, 520)
    for at, cells in enumerate(FUNDS[1:]):
        row(canvas, cells, top + 38 + 18 * at, XS)
    across(canvas, top + 38 + 18 * 4 + 6, 80, 520, 1.2)
    text(canvas, AFTER, top + 150)


TWO_LEVEL = (
    ("年度资金总额", "1,100.00", "1,234.50", "1,000.00", "1,190.20"),
    ("基本支出", "800.00", "834.20", "760.00", "801.75"),
    ("项目支出", "300.00", "400.30", "240.00", "388.45"),
)


def two_level(canvas: Canvas) -> None:
    """三线表 with a header of two rows: a year over two columns, the first head in the middle of both rows."""
    top = text(canvas, PROSE, 80) + 10
    across(canvas, top, 80, 520, 1.2)
    row(canvas, ("项目",), top + 24, XS)
    row(canvas, ("2023年", "2022年"), top + 16, (190, 360, 520), ways="cc")
    across(canvas, top + 20.5, 200, 510, 0.5)
    row(canvas, ("", "预算数", "决算数", "预算数", "决算数"), top + 33, XS, ways="lcccc")
    across(canvas, top + 40, 80, 520)
    for at, cells in enumerate(TWO_LEVEL):
        row(canvas, cells, top + 56 + 18 * at, XS)
    across(canvas, top + 56 + 18 * 2 + 6, 80, 520, 1.2)
    text(canvas, AFTER, top + 140)


def bare(canvas: Canvas) -> None:
    """Aligned columns without any rule, close to the prose around them, one label over two lines."""
    top = text(canvas, PROSE, 80) + 2
    row(canvas, FUNDS[0], top + 16, XS, ways="lcccc")
    for at, cells in enumerate(FUNDS[1:4]):
        row(canvas, cells, top + 38 + 22 * at, XS)
    row(canvas, ("农村饮水安全维修",), top + 104, XS)
    row(canvas, ("", "", "45.00", "43.80", "97.33%"), top + 110, XS)
    row(canvas, ("养护专项资金",), top + 117, XS)
    row(canvas, FUNDS[5], top + 139, XS)
    text(canvas, AFTER, top + 168)


def ruled_across(canvas: Canvas) -> None:
    """Rules under every row and none upright; a cell of two lines."""
    top = text(canvas, PROSE, 80) + 10
    across(canvas, top, 80, 520)
    row(canvas, FUNDS[0], top + 15, XS, ways="lcccc")
    tops = [top, top + 21, top + 42, top + 63, top + 96, top + 117]
    row(canvas, FUNDS[1], top + 36, XS)
    row(canvas, FUNDS[2], top + 57, XS)
    row(canvas, ("河道治理和水库除险",), top + 76, XS)
    row(canvas, ("加固工程", "300.00", "450.00", "400.30", "88.96%"), top + 90, XS)
    row(canvas, FUNDS[4], top + 111, XS)
    for at in tops:
        across(canvas, at, 80, 520)
    text(canvas, AFTER, top + 150)


def no_table(canvas: Canvas) -> None:
    """Contents without leaders, pairs of label and value, spaced-out prose, a signature: nothing is a table."""
    canvas.setFont(FONT, 12)
    entries = (("一、部门概况", "1"), ("二、预算执行情况", "3"), ("三、绩效目标完成情况", "5"), ("四、存在的问题", "9"))
    for at, (title, page) in enumerate(entries):
        canvas.drawString(80, HEIGHT - 80 - 20 * at, title)
        canvas.drawRightString(515, HEIGHT - 80 - 20 * at, page)
    pairs = (("单位名称：青禾县水利局", "填报日期：2024年3月5日"), ("编制人数：25人", "实有人数：23人"), ("联系人：王某", "电话：5551234"))
    for at, pair in enumerate(pairs):
        canvas.drawString(80, HEIGHT - 200 - 20 * at, pair[0])
        canvas.drawString(320, HEIGHT - 200 - 20 * at, pair[1])
    top = text(canvas, PROSE, 290)
    text(canvas, ("本年 收入  1,234.50 万元，支出  1,230.10 万元，", "结余   4.40 万元。"), top)
    text(canvas, ("负责人（签字）：", "青禾县水利局", "2024年3月5日"), top + 90, x=360)


def bare_long(canvas: Canvas) -> None:
    """The first of two pages of a table without rules."""
    row(canvas, FUNDS[0], 80, XS, ways="lcccc")
    for at in range(31):
        row(canvas, (f"第{at + 1}个项目", f"{at * 7 + 10}.00", f"{at * 9 + 11}.50", f"{at * 8 + 9}.25", "88.96%"), 102 + 22 * at, XS)


def bare_rest(canvas: Canvas) -> None:
    """The second page: two rows and prose."""
    row(canvas, ("第32个项目", "1,220.00", "1,290.00", "1,257.00", "97.44%"), 80, XS)
    row(canvas, ("合计", "9,220.00", "9,990.00", "8,957.00", "89.66%"), 102, XS)
    text(canvas, AFTER, 150)


def grid(canvas: Canvas, xs: Sequence[float], tops: Sequence[float], open_at: Sequence[tuple[int, int]] = ()) -> None:
    """A ruled grid; `open_at`: places (row, column) without the rule above them, merged with the cell above."""
    canvas.setLineWidth(0.5)
    for number, top in enumerate(tops):
        for column in range(len(xs) - 1):
            if (number, column) not in open_at:
                canvas.line(xs[column], HEIGHT - top, xs[column + 1], HEIGHT - top)
    for x in xs:
        canvas.line(x, HEIGHT - tops[0], x, HEIGHT - tops[-1])


GOAL = ("完成河道治理12.5公里，新建", "堤防3.2公里，维修水库4座，", "保障农村饮水安全受益人口")
GOAL_REST = ("2.35万人，其中脱贫人口", "4,120人。")
GX = (70.0, 130.0, 200.0, 370.0, 450.0, 525.0)


def cut_above(canvas: Canvas) -> None:
    """A ruled table that the page breaks within a row; 产出指标 is merged over the seam."""
    text(canvas, ("项目支出绩效自评表",), 60, x=220)
    grid(canvas, GX, (560, 590, 650, 710, 780), [(2, 0), (3, 0)])
    row(canvas, ("一级指标", "二级指标", "三级指标", "指标值", "完成值"), 580, GX, ways="ccccc")
    row(canvas, ("产出指标", "数量指标", "治理河道长度", "≥12公里", "12.5公里"), 625, GX, ways="ccccc")
    row(canvas, ("", "质量指标", "工程验收合格率", "100%", "100%"), 685, GX, ways="ccccc")
    row(canvas, ("", "社会效益"), 725, GX, ways="ll")
    text(canvas, GOAL, 725, x=204, size=10.5, lead=20)
    row(canvas, ("≥2万人", "2.35万人"), 725, GX[3:], ways="ll")
    text(canvas, ("- 7 -",), 815, x=285, size=9)


def cut_below(canvas: Canvas) -> None:
    """The page after: the rest of the row, and rows that go on under 产出指标."""
    text(canvas, ("- 8 -",), 815, x=285, size=9)
    grid(canvas, GX, (60, 110, 140, 170), [(1, 0), (2, 0)])
    text(canvas, GOAL_REST, 78, x=204, size=10.5, lead=20)
    row(canvas, ("", "时效指标", "完工时间", "12月底前", "11月20日"), 130, GX, ways="ccccc")
    row(canvas, ("", "成本指标", "每公里造价", "≤35万元", "32万元"), 160, GX, ways="ccccc")


LABELS = ("年度资金总额", "基本支出", "项目支出", "人员经费", "公用经费", "公务接待费", "因公出国（境）费", "一、本年收入", "上年结转")
HEADS = ("年初预算数", "全年预算数", "全年执行数", "决算数", "预算数", "增减额", "上年决算数", "占比", "分值", "得分")


def random_table(seed: int) -> tuple[list[list[str]], Draw]:
    """A table without upright rules between two paragraphs, and how it's drawn: size, rules, alignment by chance."""
    chance = Random(seed)
    columns, size = chance.randint(3, 6), chance.choice((9.0, 10.0, 10.5))
    figures = (f"{chance.uniform(0, 9999):,.2f}", f"{chance.uniform(0, 100):.2f}%", f"-{chance.uniform(0, 99):.2f}", "—", "")
    rows = [["项目", *chance.sample(HEADS, columns - 1)]]
    for _ in range(chance.randint(4, 14)):
        cells = [chance.choices(figures, (6, 3, 1, 1, 1))[0] for _ in range(columns - 1)]
        rows.append([chance.choice(LABELS), *cells])
    xs = [80.0, *(200 + 320 * at / (columns - 1) for at in range(columns))]
    pitch, way = size * chance.uniform(1.5, 2.3), chance.choice("rc")
    rules = chance.choice(((), (0, 1, len(rows)), tuple(range(len(rows) + 1))))

    def draw(canvas: Canvas) -> None:
        top = text(canvas, PROSE, 80)
        for at, cells in enumerate(rows):
            row(canvas, cells, top + pitch * (at + 0.75), xs, size, "l" + ("c" if at == 0 else way) * (columns - 1))
        for at in rules:
            across(canvas, top + pitch * at, 80, 520)
        text(canvas, AFTER, top + pitch * len(rows) + 30)

    return rows, draw


HARD: dict[str, Sequence[Draw]] = {
    "three_line": (three_line,),
    "two_level": (two_level,),
    "bare": (bare,),
    "ruled_across": (ruled_across,),
    "no_table": (no_table,),
    "bare_over_pages": (bare_long, bare_rest),
    "cut_row": (cut_above, cut_below),
}


def main(folder: str) -> None:
    """Write each hard page as a PDF and its pictures with what is read drawn on them."""
    from extract.picture import picture
    from extract.reader import read_bytes

    place = Path(folder)
    place.mkdir(exist_ok=True, parents=True)
    for name, pages in HARD.items():
        data = drawn(*pages)
        (place / f"{name}.pdf").write_bytes(data)
        document = read_bytes(data, f"{name}.pdf")
        for number in range(1, len(pages) + 1):
            picture(data, document, number).save(place / f"{name}-{number}.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
