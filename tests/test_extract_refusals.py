"""Files that can't be read: a code for machines, and words that say what to do."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from extract.document import ReadingError
from extract.reader import read, read_bytes

HELLO = Path(__file__).parent / "hello"
PDF, DOCX = ((HELLO / f"hello.{form}").read_bytes() for form in ("pdf", "docx"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code", "word"),
    [
        (b"", "a.txt", "empty", "0 bytes"),
        (b" \r\n\t\n", "a.txt", "empty", "no text"),
        (b"\xef\xbb\xbf", "a.txt", "empty", "no text"),
        (bytes(range(256)) * 4, "a.txt", "not_text", "UTF-8"),
        (PDF[: len(PDF) // 2], "a.pdf", "pdf_damaged", "cut off"),
        (b"%PDF-1.7\n%%EOF", "a.pdf", "pdf_damaged", "again"),
        (b"not a pdf at all", "a.pdf", "pdf_damaged", "again"),
        (DOCX[: len(DOCX) // 2], "a.docx", "docx_damaged", "cut off"),
        (b"not a zip at all", "a.docx", "docx_damaged", "again"),
        (zipped("word/document.xml"), "a.docx", "docx_damaged", "again"),
        (OLE + "WordDocument\0".encode("utf-16-le"), "a.doc", "doc_damaged", "DOCX"),
        (OLE + "WordDocument\0".encode("utf-16-le"), "a.docx", "doc_damaged", "DOCX"),
        (OLE + "PowerPoint Document\0".encode("utf-16-le"), "a.doc", "unsupported_format", ".ppt"),
        (OLE, "a.bin", "unsupported_format", "Office"),
        (OLE + "Workbook\0".encode("utf-16-le"), "a.xls", "xls_damaged", ".xls"),
        (OLE + "EncryptedPackage\0".encode("utf-16-le"), "a.docx", "encrypted", "password"),
        (zipped("xl/workbook.xml"), "a.docx", "xlsx_damaged", ".xlsx"),
        (zipped("OFD.xml"), "a.ofd", "ofd_damaged", "OFD"),
        (zipped("1.pdf", "2.docx"), "a.zip", "archive", "a.zip!/"),
        (b"<!DOCTYPE html><html></html>", "a.doc", "empty", "no text"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>', "a.xls", "unsupported_format", "Excel"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "a.mht", "empty", "without its page"),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), "a.xlsb", "unsupported_format", ".xlsb"),
        (zipped("xl/workbook.bin"), "a.xlsx", "unsupported_format", ".xlsb"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "unsupported_format", "PNG"),
        (b"\xff\xd8\xff\xe0", "a.pdf", "unsupported_format", "JPEG"),
        (b"Rar!\x1a\x07\x00", "a.rar", "archive", "archive"),
    ],
    ids=lambda value: value if isinstance(value, str) else "bytes",
)
def test_refusal_names_the_fault_and_the_way_out(data: bytes, name: str, code: str, word: str) -> None:
    with pytest.raises(ReadingError) as refusal:
        read_bytes(data, name)
    assert refusal.value.code == code
    assert refusal.value.message.startswith(f"{name}: ")
    assert word in refusal.value.message


def test_rtf_asks_for_libreoffice_where_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadingError, match="LibreOffice") as refusal:
        read_bytes(b"{\\rtf1 x}", "a.doc")
    assert refusal.value.code == "unsupported_format"


@pytest.mark.parametrize(
    ("path", "code"),
    [("none.txt", "not_found"), ("file/x.txt", "not_found"), (".", "not_a_file"), ("a\0b", "not_readable")],
)
def test_path_that_is_no_file_is_refused(tmp_path: Path, path: str, code: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReadingError) as refusal:
        read(tmp_path / path)
    assert refusal.value.code == code


def test_source_tells_the_bytes_and_the_name_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("概况".encode())
    source = read(tmp_path / "a.txt", name="reports/a.txt").source
    assert (source.name, source.size, source.media_type) == ("reports/a.txt", 6, "text/plain")
    assert source.sha256 == hashlib.sha256("概况".encode()).hexdigest()
