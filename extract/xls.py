"""Old Excel and WPS workbooks (.xls, .et): every sheet, its cells as they are displayed.

python-calamine reads texts and merged areas; numbers, their formats and the borders come from the file's own
records. Rows hidden by a filter are read like the others.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from extract.biff import Book, Cells, Format, read_book
from extract.document import Document, ReadingError, Source
from extract.number_format import shown
from extract.ole import main_stream
from extract.reader import Reader
from extract.sheets import Row, Sheet, sheets_document

_MOST_PLACES = 6_000_000
_PLAIN = Format("General", False)


def read_xls(data: bytes, source: Source) -> Document:
    """The document of a workbook; raises ReadingError if it's broken or protected."""
    book = read_book(_stream(data, source.name))
    if book.protected:
        raise ReadingError("encrypted", f"{source.name}: protected by a password. Save it without one.")
    for cells in book.sheets:
        rows, columns = zip(*cells.formats, strict=True) if cells.formats else ((0,), (0,))
        if (max(rows) + 1) * (max(columns) + 1) > _MOST_PLACES:
            raise ReadingError("too_big", f"{source.name}: cells too far apart to read. Save it without its empty rows.")
    return sheets_document(_sheets(data, book, source.name), source)


def _damaged(name: str) -> ReadingError:
    return ReadingError("xls_damaged", f"{name}: not a whole .xls file (broken or cut off). Get it again or save it anew.")


def _stream(data: bytes, name: str) -> bytes:
    from doc2docx.cfb import CompoundFile
    from doc2docx.errors import Doc2DocxError

    try:
        compound = CompoundFile(data)
        return bytes(compound.open_stream(main_stream(data) or "Workbook"))
    except (Doc2DocxError, ValueError, IndexError, OverflowError):
        raise _damaged(name) from None


def _sheets(data: bytes, book: Book, name: str) -> Iterator[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        known = len(book.sheets) == len(workbook.sheets_metadata)
        for at, about in enumerate(workbook.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            hidden = about.visible != SheetVisibleEnum.Visible
            cells = book.sheets[at] if known else Cells()
            yield _filled(Sheet(about.name, hidden), workbook.get_sheet_by_index(at), cells, book.since_1904)
    except PasswordError:
        raise ReadingError("encrypted", f"{name}: protected by a password. Save it without one.") from None
    except CalamineError:
        raise _damaged(name) from None
    except BaseException as error:  # a panic of the Rust code underneath is no Exception
        if type(error).__name__ == "PanicException":
            raise _damaged(name) from None
        raise


def _filled(sheet: Sheet, read: Any, cells: Cells, since_1904: bool) -> Sheet:
    drawn: dict[int, list[int]] = {}
    for (row, column), style in cells.formats.items():
        if style.drawn:
            drawn.setdefault(row, []).append(column)
    said: dict[int, dict[int, str]] = {}
    for row, values in enumerate(read.to_python(skip_empty_area=False)):
        texts = {
            column: _shown(value, (row, column), cells, since_1904)
            for column, value in enumerate(values)
            if value != "" or (row, column) in cells.numbers
        }
        said[row] = {column: text for column, text in texts.items() if text.strip()}
    for row in sorted({*drawn, *said}):
        if said.get(row) or row in drawn:
            sheet.rows.append(Row(row, said.get(row, {}), frozenset(drawn.get(row, ()))))
    sheet.merged = [(*first, *last) for first, last in read.merged_cell_ranges or ()]
    if cells.hidden_rows:
        message = f"{cells.hidden_rows} hidden rows were read like the others."
        sheet.problems = [("hidden_cells", message)]
    return sheet


def _shown(value: Any, place: tuple[int, int], cells: Cells, since_1904: bool) -> str:
    code = cells.formats.get(place, _PLAIN).code
    number = cells.numbers.get(place)
    if number is not None:
        try:
            return shown(number, code, since_1904=since_1904)
        except (ArithmeticError, ValueError, OverflowError):
            return str(number)
    if isinstance(value, bool):
        return str(value).upper()
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    return shown(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "), code)


READER = Reader(
    suffixes=(".xls",),
    media_type="application/vnd.ms-excel",
    magic=lambda data: main_stream(data) in ("Workbook", "Book"),
    read=read_xls,
)
