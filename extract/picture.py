"""A page as a picture with what was read drawn on it: to see why a table is what it is."""

from __future__ import annotations

from typing import Any

from extract.document import Box, Document, ReadingError
from extract.pdf import READER, opened

_SCALE = 1.5
_BLOCK = {"body": (40, 110, 220), "furniture": (150, 150, 150), "contents": (150, 90, 200)}
_CELL, _TABLE, _DOUBT = (20, 150, 70), (220, 60, 40), (240, 170, 0)


def picture(data: bytes, document: Document, page: int) -> Any:
    """The page (from 1) of a PDF as a Pillow image: blocks blue (page marks grey), cells green, tables red.

    The corner of a cell says its row and column; what OCR was unsure of is yellow. Raises ReadingError for
    a format without pages to draw, and for a page that isn't there.
    """
    from PIL import ImageDraw
    from pypdfium2 import PdfiumError

    name = document.source.name
    if document.source.media_type != READER.media_type:
        raise ReadingError("no_picture", f"{name}: only pages of a PDF can be drawn.")
    pdf = opened(data, name)
    try:
        if not 1 <= page <= len(pdf):
            raise ReadingError("no_page", f"{name}: has no page {page}; it has {len(pdf)}.")
        width, height = pdf[page - 1].get_size()
        scale = min(_SCALE, 4000 / max(width, height, 1.0))
        image = pdf[page - 1].render(scale=scale).to_pil().convert("RGB")
    except PdfiumError:
        raise ReadingError("no_picture", f"{name}: page {page} is damaged and can't be drawn.") from None
    finally:
        pdf.close()
    _draw(ImageDraw.Draw(image, "RGBA"), document, page, scale)
    return image


def _draw(pen: Any, document: Document, page: int, scale: float) -> None:
    def frame(box: Box | None, colour: tuple[int, int, int], width: int, fill: int = 0) -> None:
        if box is not None:
            x0, top, x1, bottom = (value * scale for value in box)
            pen.rectangle((x0, top, max(x0, x1), max(top, bottom)), (*colour, fill), (*colour, 255), width)

    for block in document.blocks:
        if block.span.page == page:
            frame(block.span.box, _BLOCK[block.role], 1, 25)
    for table in document.tables:
        here = [cell for cell in table.cells if cell.span.page == page]
        for cell in here:
            frame(cell.span.box, _CELL, 1, 30)
            if cell.span.box:
                place = f"{cell.row},{cell.column}"
                pen.text((cell.span.box[0] * scale + 2, cell.span.box[1] * scale), place, (*_TABLE, 255))
        boxes = [cell.span.box for cell in here if cell.span.box]
        if boxes:
            lefts, tops, rights, feet = zip(*boxes, strict=True)
            frame((min(lefts), min(tops), max(rights), max(feet)), _TABLE, 3)
    for problem in document.problems:
        if problem.code == "ocr_doubt" and problem.span and problem.span.page == page:
            frame(problem.span.box, _DOUBT, 2, 60)
