"""A report as OFD: the pages of its PDF, their characters and rules written down by the standard (GB/T 33190)."""

from __future__ import annotations

import io
import zipfile
from itertools import groupby, pairwise

import pypdfium2

from extract.glyphs import Glyph, Rule, sheet
from sampling.as_pdf import as_pdf
from sampling.content import Report

MILLIMETRES = 25.4 / 72
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def as_ofd(report: Report) -> bytes:
    """The report's bytes as OFD."""
    return ofd_of(as_pdf(report))


def ofd_of(pdf: bytes) -> bytes:
    """The same pages as a PDF's."""
    pages = [sheet(page) for page in pypdfium2.PdfDocument(pdf)]
    listed = "".join(f'<ofd:Page ID="{9000 + at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    box = f"<ofd:PhysicalBox>0 0 {_mm(pages[0].width)} {_mm(pages[0].height)}</ofd:PhysicalBox>"
    parts = {
        "OFD.xml": f'<ofd:OFD {NAMESPACE} Version="1.0"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea>{box}</ofd:PageArea>"
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for at, page in enumerate(pages):
        shown = [glyph for glyph in page.glyphs if glyph.char.strip()]
        runs = [list(run) for _, run in groupby(shown, key=lambda glyph: (round(glyph.base, 1), glyph.size))]
        objects = "".join(map(_text, runs)) + "".join(map(_line, page.rules))
        parts[f"Doc_0/Pages/Page_{at}/Content.xml"] = (
            f"<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), HEAD + xml, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _mm(points: float) -> str:
    return f"{points * MILLIMETRES:.3f}"


def _text(run: list[Glyph]) -> str:
    """A run of characters on one line: the first one's place, and the steps to the others."""
    first = run[0]
    steps = " ".join(_mm(after.x0 - before.x0) for before, after in pairwise(run))
    left, top = first.x0, first.base - first.size
    words = "".join(glyph.char for glyph in run).replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<ofd:TextObject Boundary="{_mm(left)} {_mm(top)} {_mm(run[-1].x1 - left)} {_mm(1.3 * first.size)}" '
        f'Font="1" Size="{_mm(first.size)}"><ofd:TextCode X="0" Y="{_mm(first.size)}" DeltaX="{steps}">{words}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def _line(rule: Rule) -> str:
    wide, tall = _mm(rule.x1 - rule.x0), _mm(rule.bottom - rule.top)
    return (
        f'<ofd:PathObject Boundary="{_mm(rule.x0)} {_mm(rule.top)} {wide} {tall}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {wide} {tall}</ofd:AbbreviatedData></ofd:PathObject>"
    )
