"""Write hello.<format> in every format: one small report that every reader must read alike.

    python tests/hello/make.py
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

CLOCK = datetime(2024, 1, 1)
HERE = Path(__file__).parent
HEADING = "一、会议费支出情况"
PARAGRAPH = "青禾县水利局2023年会议费预算数为1.20万元，决算数为0.80万元。"
ROWS = (("项目", "金额（万元）"), ("", "预算数", "决算数"), ("会议费", "1.20", "0.80"))
"""Three columns: 金额（万元） stands over 预算数 and 决算数."""


def make_txt(path: Path) -> None:
    """Write the report as a word processor's text dump."""
    rows = ("".join(f"\t{cell}\n" for cell in row) for row in ROWS)
    path.write_text(f"{HEADING}\n{PARAGRAPH}\n\n" + "\n".join(rows) + "\n", encoding="utf-8", newline="\n")


def make_docx(path: Path) -> None:
    """Write the report as a Word file."""
    import docx

    document = docx.Document()
    document.add_heading(HEADING, level=1)
    document.add_paragraph(PARAGRAPH)
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    table.cell(0, 1).merge(table.cell(0, 2))
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.save(str(path))


def make_pdf(path: Path) -> None:
    """Write the report as a PDF with a font that isn't embedded."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=12, leading=20, wordWrap="CJK")
    rows = [[*ROWS[0], ""], list(ROWS[1]), list(ROWS[2])]
    grid = [("FONT", (0, 0), (-1, -1), "STSong-Light", 11), ("GRID", (0, 0), (-1, -1), 0.5, "black")]
    table = Table(rows, colWidths=[120, 90, 90], style=[*grid, ("SPAN", (1, 0), (2, 0))])
    story = [Paragraph(HEADING, style), Paragraph(PARAGRAPH, style), Spacer(1, 12), table]
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(story)


def make_xlsx(path: Path) -> None:
    """Write the report as a workbook: figures stored as numbers, a merged head, borders around the table."""
    from openpyxl import Workbook
    from openpyxl.styles import Border, Side

    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"] = HEADING, PARAGRAPH
    side = Side(style="thin")
    for row, texts in enumerate(ROWS, 4):
        for column, text in enumerate(texts, 1):
            figure = text.replace(".", "").isdigit()
            sheet.cell(row, column, float(text) if figure else text).number_format = "0.00" if figure else "General"
    for row in sheet["A4:C6"]:
        for cell in row:
            cell.border = Border(left=side, right=side, top=side, bottom=side)
    sheet.merge_cells("B4:C4")
    book.properties.created = book.properties.modified = CLOCK
    book.save(path)


def make_xls(path: Path) -> None:
    """Write the report as a workbook of the old kind."""
    from xlwt import Workbook, easyxf

    book = Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    sheet.write(0, 0, HEADING)
    sheet.write(1, 0, PARAGRAPH)
    lines = "borders: left thin, right thin, top thin, bottom thin"
    words, figures = easyxf(lines), easyxf(lines, num_format_str="0.00")
    sheet.write_merge(3, 3, 1, 2, ROWS[0][1], words)
    for row, texts in enumerate(((ROWS[0][0],), *ROWS[1:]), 3):
        for column, text in enumerate(texts):
            figure = text.replace(".", "").isdigit()
            sheet.write(row, column, float(text) if figure else text, figures if figure else words)
    book.save(str(path))


def make_doc(path: Path) -> None:
    """Write the report as an old Word file, by LibreOffice from hello.docx."""
    import subprocess

    command = ["soffice", "--headless", "--convert-to", "doc", "--outdir", str(path.parent), str(HERE / "hello.docx")]
    subprocess.run(command, check=True, capture_output=True)


def make_ods(path: Path) -> None:
    """Write the report as an OpenDocument workbook, by LibreOffice from hello.xlsx."""
    import subprocess

    command = ["soffice", "--headless", "--convert-to", "ods", "--outdir", str(path.parent), str(HERE / "hello.xlsx")]
    subprocess.run(command, check=True, capture_output=True)


def make_mhtml(path: Path) -> None:
    """Write the web page as a browser saves it: in an envelope, beside a picture."""
    from email.mime.image import MIMEImage
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    page = (HERE / "hello.html").read_bytes().decode("gb18030").replace('<meta charset="gb2312">', "")
    envelope = MIMEMultipart("related", boundary="----MultipartBoundary", type="text/html")
    envelope["Subject"] = HEADING
    envelope.attach(MIMEText(page, "html", "utf-8"))
    envelope.attach(MIMEImage(b"\x89PNG\r\n\x1a\n", "png"))
    path.write_bytes(b"From: <Saved by Blink>\r\n" + envelope.as_bytes())


def make_html(path: Path) -> None:
    """Write the report as a county's web page: its article between a menu, a share bar and a footer."""
    cells = (
        f"<td rowspan=1 colspan=2>{text}</td>" if len(row) == 2 and at else f"<td>{text}</td>"
        for row in ROWS
        for at, text in enumerate(row)
    )
    table = "<tr>{}{}</tr><tr>{}{}{}</tr><tr>{}{}{}</tr>".format(*cells)
    path.write_bytes(
        f"""<!DOCTYPE html>
<html><head><meta charset="gb2312"><title>{HEADING}_青禾县人民政府</title>
<meta name="ArticleTitle" content="{HEADING}"><meta name="PubDate" content="2024-03-01 09:30">
<style>td {{ border: 1px solid }}</style></head>
<body><div class="nav"><a href="/">首页</a><a href="/zw">政务公开</a><a href="/hd">互动交流</a></div>
<div class="article-info">发布时间：2024-03-01 来源：青禾县水利局 浏览次数：12</div>
<div class="TRS_Editor"><h1>{HEADING}</h1><p>　　青禾县水利局<span>2023年</span>会议费预算数为1.20万元，
决算数为0.80万元。</p><table border="1"><tbody>{table}</tbody></table></div>
<script>var share = "分享到";</script><footer>主办单位：青禾县人民政府办公室 备案号：赣ICP备00000000号</footer></body></html>
""".encode("gb18030")
    )


def make_ofd(path: Path) -> None:
    """Write the report as OFD, from the characters and rules of hello.pdf."""
    import sys

    sys.path.insert(0, str(HERE.parent))
    from sampling.as_ofd import ofd_of

    path.write_bytes(ofd_of((HERE / "hello.pdf").read_bytes()))


if __name__ == "__main__":
    make_txt(HERE / "hello.txt")
    make_docx(HERE / "hello.docx")
    make_pdf(HERE / "hello.pdf")
    make_xlsx(HERE / "hello.xlsx")
    make_xls(HERE / "hello.xls")
    make_doc(HERE / "hello.doc")
    make_html(HERE / "hello.html")
    make_mhtml(HERE / "hello.mhtml")
    make_ods(HERE / "hello.ods")
    make_ofd(HERE / "hello.ofd")
