"""PDFs whose text layer says something else than the page shows, and pages that are pictures."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from hard_pages import AFTER, FONT, FUNDS, HEIGHT, PROSE, WIDTH, XS, across, drawn, row, text
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

LINES = [line.strip() for line in (*PROSE, *AFTER)]


def mapped(lines: Sequence[str], says: Mapping[str, str]) -> bytes:
    """A PDF that shows lines of Chinese, but whose font maps characters to what `says` says."""
    used = sorted({char for line in lines for char in line})
    pairs = "\n".join(f"<{ord(char):04X}> <{says.get(char, char).encode('utf-16-be').hex()}>" for char in used)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(used)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )
    shown = "".join(f"1 0 0 1 80 {760 - 20 * at} Tm <{line.encode('utf-16-be').hex()}> Tj\n" for at, line in enumerate(lines))
    content = f"BT /F 12 Tf {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        " /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> /FontDescriptor 8 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    return assembled(objects)


def assembled(objects: Sequence[str]) -> bytes:
    """A PDF of some objects, the first its catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010d} 00000 n \n" for place in places).encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


CHINESE = [char for char in sorted({char for line in LINES for char in line}) if "\u4e00" <= char <= "\u9fff"]
LATIN = mapped(LINES, {char: chr(0x41 + at % 26) for at, char in enumerate(CHINESE)})
PRIVATE = mapped(LINES, {char: chr(0xE000 + at) for at, char in enumerate(CHINESE)})
RARE = mapped(LINES, {char: chr(0x5159 + 37 * at) for at, char in enumerate(CHINESE)})
RADICALS = mapped(["金行支出12.5万元，水利工程"], {"金": "⾦", "行": "⾏", "水": "⽔", "工": "⼯"})


def rendered(data: bytes, dpi: int = 150, part: tuple[float, float] = (0.0, HEIGHT)) -> ImageReader:
    """The first page as a picture to draw, from one height to another."""
    import pypdfium2

    image = pypdfium2.PdfDocument(data)[0].render(scale=dpi / 72).to_pil()
    return ImageReader(image.crop((0, int(part[0] * dpi / 72), image.width, int(part[1] * dpi / 72))))


def funds(canvas: Canvas) -> None:
    """A ruled table and nothing else."""
    for at, cells in enumerate(FUNDS):
        row(canvas, cells, 80 + 22 * at, XS, ways="lcccc")
        across(canvas, 65 + 22 * at, XS[0], XS[-1])
    across(canvas, 65 + 22 * len(FUNDS), XS[0], XS[-1])
    for x in XS:
        canvas.line(x, HEIGHT - 65, x, HEIGHT - 65 - 22 * len(FUNDS))


def prose(canvas: Canvas) -> None:
    """Two paragraphs."""
    text(canvas, (*PROSE, *AFTER), 80)


def over_scan(mode: int) -> bytes:
    """A scan with a text layer over it, printed (0) or invisible (3); the layer has a misread figure."""
    picture = rendered(drawn(prose))

    def page(canvas: Canvas) -> None:
        canvas.drawImage(picture, 0, 0, WIDTH, HEIGHT)
        pen = canvas.beginText(80, HEIGHT - 80)
        pen.setFont(FONT, 12)
        pen.setTextRenderMode(mode)
        for line in (*PROSE, *AFTER):
            pen.textLine(line.replace("834.20", "B34.2O"))
        canvas.drawText(pen)

    return drawn(page)


def with_picture() -> bytes:
    """Prose with a table put in as a picture."""
    picture = rendered(drawn(funds), part=(50, 210))

    def page(canvas: Canvas) -> None:
        prose(canvas)
        canvas.drawImage(picture, 0, HEIGHT - 400, WIDTH, 160)

    return drawn(page)
