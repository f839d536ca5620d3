"""A report as a workbook: a row a paragraph, ruled tables, and figures stored as numbers that a format shows."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Border, Side

from sampling.as_docx import FIXED, still
from sampling.content import Line, NewPage, Report, Table, printed

_FIGURE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_SIDE = Side(style="thin")
BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


def as_xlsx(report: Report, border: Border = BORDER) -> bytes:
    """The report's bytes as XLSX."""
    book = Workbook()
    sheet = book.active
    row = 1
    for block in report.blocks:
        match block:
            case NewPage(mark=mark) if mark:
                sheet.cell(row, 1, mark)
                row += 1
            case Line():
                sheet.cell(row, 1, printed(block.pieces))
                row += 1
            case Table():
                row = _table(sheet, block, row, border)
    book.properties.created = book.properties.modified = FIXED
    out = io.BytesIO()
    book.save(out)
    return still(out.getvalue())


def _table(sheet: Any, table: Table, top: int, border: Border) -> int:
    rows = list(table.laid())
    for number, row in enumerate(rows, top):
        for column, cell, starts in row:
            for wide in range(cell.cols):
                sheet.cell(number, column + wide + 1).border = border
            if not starts:
                continue
            _put(sheet.cell(number, column + 1), printed(cell.pieces))
            if cell.cols > 1 or cell.rows > 1:
                last = number + cell.rows - 1, column + cell.cols
                sheet.merge_cells(start_row=number, start_column=column + 1, end_row=last[0], end_column=last[1])
    return top + len(rows)


def _put(cell: Any, text: str) -> None:
    """Store a figure as the number behind it, with the format that prints it; anything else as text."""
    if not _FIGURE.fullmatch(text) or (len(text) > 1 and text[0] == "0" and text[1] not in ".%"):
        cell.value = text or None
        if text:
            cell.data_type = "s"  # =100% is a text here, no formula
        return
    bare = text.rstrip("%").replace(",", "")
    places = len(bare.partition(".")[2])
    code = ("#,##0" if "," in text else "0") + ("." + "0" * places if places else "")
    if text.endswith("%"):
        cell.value, cell.number_format = float(Decimal(bare) / 100), code + "%"
    else:
        # What lies behind a printed figure mostly has more digits than are shown.
        cell.value, cell.number_format = float(Decimal(bare) + Decimal("0.3").scaleb(-places - 1)), code
