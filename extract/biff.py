"""What python-calamine leaves out of an old Excel file: number formats, borders and numbers ([MS-XLS], BIFF5 and 8)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from extract.number_format import BUILTIN

_BOF, _EOF, _SHEET, _FORMAT, _XF, _FILEPASS, _DATES = 0x809, 0x0A, 0x85, 0x41E, 0xE0, 0x2F, 0x22
_NUMBER, _RK, _MANY_RK, _FORMULA, _BLANK, _MANY_BLANK, _ROW = 0x203, 0x27E, 0xBD, 0x06, 0x201, 0xBE, 0x208
_STRINGS = {0xFD, 0x204, 0x205, 0xD6}
_VALUED = {_NUMBER, _RK, _FORMULA, _BLANK, *_STRINGS}


class Format(NamedTuple):
    """A cell's number format, and if it is drawn with an upright border."""

    code: str
    drawn: bool


@dataclass(slots=True)
class Cells:
    """A sheet's cells by (row, column): their formats, and the numbers among their values."""

    formats: dict[tuple[int, int], Format] = field(default_factory=dict)
    numbers: dict[tuple[int, int], Decimal] = field(default_factory=dict)
    hidden_rows: int = 0


class Book(NamedTuple):
    """The sheets in the order of the file; `protected` by a password; `since_1904`: where dates count from."""

    sheets: list[Cells]
    protected: bool
    since_1904: bool


def read_book(stream: bytes) -> Book:
    """What is to be had from the stream of a workbook; a stream that is broken off gives what is before."""
    codes = dict(BUILTIN)
    raw_formats: list[bytes] = []
    places: list[int] = []
    protected = since_1904 = False
    new = stream[4:6] == b"\x00\x06"
    for kind, body in _records(stream, 0):
        if kind == _FORMAT and len(body) > 4:
            codes[body[0] | body[1] << 8] = _code(body[2:], new)
        elif kind == _XF:
            raw_formats.append(body)
        elif kind == _SHEET and len(body) > 6:
            places.append(int.from_bytes(body[:4], "little"))
        elif kind == _FILEPASS:
            protected = True
        elif kind == _DATES:
            since_1904 = body[:1] == b"\1"
    formats = [_format(body, codes, new) for body in raw_formats]
    sheets = [] if protected else [_cells(stream, place, formats) for place in places]
    return Book(sheets, protected, since_1904)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place to the end of its part; parts within it (charts) are left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth < 1:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _code(text: bytes, new: bool) -> str:
    if not new:
        return text[1 : 1 + text[0]].decode("gb18030", "replace")
    wide = text[2] & 1
    return text[3 : 3 + (text[0] | text[1] << 8) * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _format(body: bytes, codes: dict[int, str], new: bool) -> Format:
    if len(body) < 16:
        return Format("General", False)
    number = body[2] | body[3] << 8
    borders = body[10] if new else (body[12] | body[13] << 8) & 0o770
    return Format(codes.get(number, "General"), borders != 0)


def _cells(stream: bytes, place: int, formats: list[Format]) -> Cells:
    cells = Cells()
    plain = Format("General", False)

    def styled(row: int, column: int, xf: int) -> None:
        cells.formats[row, column] = formats[xf] if xf < len(formats) else plain

    for kind, body in _records(stream, place):
        if kind == _ROW and len(body) >= 16:
            cells.hidden_rows += body[12] >> 5 & 1
        elif kind in _VALUED and len(body) >= 6:
            row, column, xf = struct.unpack_from("<HHH", body)
            styled(row, column, xf)
            number = _number(kind, body)
            if number is not None:
                cells.numbers[row, column] = number
        elif kind in (_MANY_RK, _MANY_BLANK) and len(body) >= 6:
            row, first = struct.unpack_from("<HH", body)
            step = 6 if kind == _MANY_RK else 2
            for column, at in enumerate(range(4, len(body) - 2 - step + 1, step), first):
                styled(row, column, body[at] | body[at + 1] << 8)
                if kind == _MANY_RK:
                    cells.numbers[row, column] = _rk(body[at + 2 : at + 6])
    return cells


def _number(kind: int, body: bytes) -> Decimal | None:
    if kind == _RK and len(body) >= 10:
        return _rk(body[6:10])
    numeric = kind == _NUMBER or (kind == _FORMULA and body[12:14] != b"\xff\xff")
    return _exact(struct.unpack_from("<d", body, 6)[0]) if numeric and len(body) >= 14 else None


def _rk(packed: bytes) -> Decimal:
    """A number in four bytes: a whole one or the upper half of a double, a hundredth of it where the first bit says."""
    (word,) = struct.unpack("<i", packed)
    whole, hundredth = word & 2, word & 1
    number = word >> 2 if whole else struct.unpack("<d", bytes(4) + struct.pack("<i", word & ~3))[0]
    return _exact(number / 100 if hundredth else number)


def _exact(number: float) -> Decimal:
    return Decimal(repr(number)) if number == number and abs(number) != float("inf") else Decimal(0)
