"""Broken and hostile files: each is read in part or refused with a code, in seconds, never with a traceback."""

from __future__ import annotations

import io
import random
import re
import resource
import signal
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extract.document import ReadingError
from extract.reader import read_bytes

HELLO = Path(__file__).parent / "hello"
FORMS = ("xlsx", "xls", "ods", "doc", "html", "mhtml", "ofd", "docx")
PAGES = ("html", "mhtml")
"""What of these is left is a page still."""
SECONDS, MEBIBYTES = 10, 400
SECRET = Path(__file__).read_text("utf-8").splitlines()[0]
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 20) for at in range(10)
) + b'<!ENTITY file SYSTEM "%s">]>' % Path(__file__).as_uri().encode()  # fmt: skip


@pytest.fixture(autouse=True)
def limits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No other program is to be found; ten seconds, and memory that doesn't explode."""
    monkeypatch.setenv("PATH", "")

    def late(*_: object) -> None:
        pytest.fail(f"takes more than {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - used < MEBIBYTES << 10


def hello(form: str) -> bytes:
    return (HELLO / f"hello.{form}").read_bytes()


def code_of(data: bytes, name: str) -> str:
    """The code that a file is refused with; "" for one that is read, all its texts where their spans say."""
    try:
        document = read_bytes(data, name)
    except ReadingError as error:
        return error.code if error.message.startswith(name) else f"{error.code} without the name"
    held = [*document.blocks, *(cell for table in document.tables for cell in table.cells)]
    assert all(document.quote(item.span) == item.text for item in held)
    return ""


def repacked(form: str, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A hello file with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(hello(form))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        assert part in old.namelist()
        for name in old.namelist():
            data = change(old.read(name)) if name == part else old.read(name)
            new.writestr(name, data, old.getinfo(name).compress_type)
    return out.getvalue()


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return change


@pytest.mark.parametrize("tenth", range(1, 10))
@pytest.mark.parametrize("form", FORMS)
def test_cut_off_file_is_refused_with_its_formats_code(form: str, tenth: int) -> None:
    data = hello(form)
    code = code_of(data[: len(data) * tenth // 10], f"a.{form}")
    assert code in ({"", "empty"} if form in PAGES else {f"{form}_damaged"})


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("form", FORMS)
def test_flipped_bytes_are_read_or_refused(form: str, seed: int) -> None:
    dice, data = random.Random(seed), bytearray(hello(form))
    for _ in range(2 ** (seed % 6)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    code_of(bytes(data), f"a.{form}")


@pytest.mark.parametrize("form", FORMS)
def test_what_is_no_such_file_at_all_is_refused(form: str) -> None:
    assert code_of(bytes(range(256)) * 8, f"a.{form}") != ""
    assert code_of(hello(form)[:9] + bytes(500), f"a.{form}") != "" or form in PAGES


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.doc", "a.docx", "a.pdf", "a.ofd", "a.html", "a.txt", "a"])
@pytest.mark.parametrize("form", FORMS)
def test_wrong_name_does_not_matter(form: str, name: str) -> None:
    document = read_bytes(hello(form), name)
    assert document.tables[0].at(2, 1).text == "1.20"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("form", "part"),
    [("ods", "content.xml"), ("xlsx", "xl/worksheets/sheet1.xml"), ("xlsx", "xl/styles.xml"),
     ("xlsx", "xl/workbook.xml"), ("xlsx", "xl/_rels/workbook.xml.rels"),
     ("ofd", "OFD.xml"), ("ofd", "Doc_0/Document.xml"), ("ofd", "Doc_0/Pages/Page_0/Content.xml")],
)  # fmt: skip
@pytest.mark.parametrize("word", ["&j;", "&file;"])
def test_entities_are_never_expanded(form: str, part: str, word: str) -> None:
    def change(data: bytes) -> bytes:
        body = re.sub(rb"<\?xml[^>]*\?>", b"", data)
        return LAUGHS + re.sub(rb">([^<>]{2,})<", b">" + word.encode() + rb"\1<", body, count=3)

    data = repacked(form, part, change)
    try:
        document = read_bytes(data, f"a.{form}")
    except ReadingError as error:
        code, text = error.code, ""
    else:
        code, text = "", document.text
    assert code in ("", "too_big", f"{form}_damaged", "empty")
    assert len(text) < 1000
    assert "hahahaha" not in text
    assert SECRET not in text


@pytest.mark.parametrize("form", ["xlsx", "ods", "docx"])
def test_zip_bomb_is_refused_before_it_is_unpacked(form: str) -> None:
    data = bytearray(hello(form))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (1 << 30).to_bytes(4, "little")
    assert code_of(bytes(data), f"a.{form}") == "too_big"


SHEET, ROWS = "xl/worksheets/sheet1.xml", re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        b'<row r="1048576"><c r="A1048576"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        b'<row r="x"><c r="1A"><v>1</v></c><c r="ZZZZ9"><v>1</v></c><c><v>2</v></c></row>',
        b'<row r="1"><c r="A1" s="999999999"><v>1e400</v></c><c t="s"><v>-1</v></c><c t="s"><v>9999999</v></c></row>',
        b'<row r="1"><c r="A1" t="d"><v>2023-01-01</v></c><c t="e"><v>#REF!</v></c><c t="b"><v>7</v></c></row>',
        b'<row r="1"><c r="A1"><v>NaN</v></c><c><v>Infinity</v></c><c><v>\xef\xbc\x91</v></c></row>',
    ],
    ids=["corners", "upside-down", "places", "pointers", "kinds", "numbers"],
)
def test_cells_at_impossible_places_are_read(cells: bytes) -> None:
    merges = b'<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:A1"/><mergeCell ref="A1"/></mergeCells>'

    def change(data: bytes) -> bytes:
        data = re.sub(rb"<mergeCells.*</mergeCells>", merges, data)
        return ROWS.sub(b"<sheetData>" + cells + b"</sheetData>", data)

    assert code_of(repacked("xlsx", SHEET, change), "a.xlsx") == ""


@pytest.mark.parametrize("rows", [2_000, 20_000])
def test_merged_areas_over_one_another_take_no_time(rows: int) -> None:
    cells = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d"><v>1</v></c></row>' % (r, r, r) for r in range(1, rows))
    merges = b"".join(b'<mergeCell ref="A%d:XFD1048576"/>' % r for r in range(1, 2000))

    def change(data: bytes) -> bytes:
        data = re.sub(rb"<mergeCells.*</mergeCells>", b"<mergeCells>" + merges + b"</mergeCells>", data)
        return ROWS.sub(b"<sheetData>" + cells + b"</sheetData>", data)

    assert code_of(repacked("xlsx", SHEET, change), "a.xlsx") in ("", "too_big")


def test_formats_of_any_kind_show_something() -> None:
    codes = ['"', "[", "0.", "\\\\", "[&gt;", "@@@", "0" * 400, ";;;;;;", "yyyy[h]mm:ss.000000000", "[DBNum1]0%%%%%%%%%%%%", "?/?"]
    for code in codes:
        change = replaced(b'formatCode="0.00"', f'formatCode="{code.replace(chr(34), "&quot;")}"'.encode())
        if b'formatCode="0.00"' not in zipfile.ZipFile(HELLO / "hello.xlsx").read("xl/styles.xml"):
            formats = f'<numFmts count="1"><numFmt numFmtId="2" formatCode="{code.replace(chr(34), "&quot;")}"/></numFmts>'
            change = replaced(b"<fonts", formats.encode() + b"<fonts")
        assert code_of(repacked("xlsx", "xl/styles.xml", change), "a.xlsx") == ""


CONTENT = "Doc_0/Pages/Page_0/Content.xml"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"</ofd:Layer>", b'<ofd:CompositeObject ResourceID="1"/></ofd:Layer>', "too_big"),
        (b"</ofd:Layer>", b"<ofd:PageBlock>" * 3000 + b"</ofd:PageBlock>" * 3000 + b"</ofd:Layer>", ""),
        (b'DeltaX="', b'DeltaX="g 999999999 1 ', ""),
        (b'Boundary="', b'CTM="1 0 0 1 nan inf" Boundary="inf ', ""),
        (b"</ofd:Layer>", b'<ofd:PathObject><ofd:AbbreviatedData>M 1 L C C - . 5 A 9 L 1 2</ofd:AbbreviatedData>'
         b"</ofd:PathObject></ofd:Layer>", ""),
        (b"</ofd:Layer>", b'<ofd:TextObject Size="-3"><ofd:TextCode DeltaX="x g" DeltaY="g 2">a<![CDATA[<]]></ofd:TextCode>'
         b"</ofd:TextObject></ofd:Layer>", ""),
        (b"ofd:Content>", b"ofd:Gone>", ""),
    ],
    ids=["cycle", "deep", "steps", "infinite", "path", "text", "nothing"],
)  # fmt: skip
def test_pages_drawn_in_bad_faith_are_read_or_refused(old: bytes, new: bytes, code: str) -> None:
    data = repacked("ofd", CONTENT, lambda xml: xml.replace(old, new))
    unit = b'<ofd:CompositeGraphicUnit ID="1"><ofd:Content>' + b'<ofd:CompositeObject ResourceID="1"/>' * 3
    shared = b'<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CompositeGraphicUnits>' + unit
    shared += b"</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old_zip, zipfile.ZipFile(out, "w") as new_zip:
        for name in old_zip.namelist():
            xml = old_zip.read(name)
            if name == "Doc_0/Document.xml":
                xml = replaced(b"</ofd:CommonData>", b"<ofd:PublicRes>Res.xml</ofd:PublicRes></ofd:CommonData>")(xml)
            new_zip.writestr(name, xml)
        new_zip.writestr("Doc_0/Res.xml", shared)
    assert code_of(out.getvalue(), "a.ofd") == code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<div>" * 1500 + "x" + "</div>" * 1500, ""),
        ("<div>" * 5000 + "x" + "</div>" * 5000, "too_big"),
        ("<table><tr><td>" * 300 + "x", ""),
        ("<table>" + "<tr><td colspan=99999 rowspan=99999>x<td>y" * 300 + "</table>", "too_big"),
        ("<table><tr><td rowspan=-1 colspan=x>x<td>y<tr><td colspan=0>z</table>", ""),
        ("<table>" + "<tr><td>1<td>2" * 20000 + "</table>", ""),
        ("<p>x" * 50000, ""),
        ("<ol start=99999999999999><li>x</ol><ol><ol><li value=x>y", ""),
        ("</table></tr></td><li>x</ol></ul>", ""),
        ("<b>" * 20000 + "x", "too_big"),
    ],
    ids=["deep", "too-deep", "tables", "spans", "nonsense", "long", "lines", "lists", "ends", "inline"],
)
def test_pages_of_bad_faith_are_read_or_refused(body: str, code: str) -> None:
    assert code_of(f"<html><body>{body}".encode(), "a.html") == code


def test_old_workbook_with_records_of_nonsense_is_read_or_refused() -> None:
    data = hello("xls")
    start = data.index(b"\x09\x08\x10\x00")
    for at in range(start, start + 600, 7):
        code_of(data[:at] + b"\xff\xff\xff\x7f" + data[at + 4 :], "a.xls")
