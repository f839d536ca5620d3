"""Formats that are known by their bytes but have no reader: so that an error can name them."""

from __future__ import annotations

import re

from extract.archive import is_archive_bytes
from extract.ole import OLE, main_stream
from extract.parts import kind_of

PROTECTED = "password-protected Office file"
ARCHIVE = "archive"
OFFICE = "old Office file (OLE)"
"""Which one isn't to be seen: it is cut off, or of a rare program."""

_STARTS = (
    (b"\x89PNG", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"II*\0", "TIFF picture"),
    (b"MM\0*", "TIFF picture"),
    (b"BM", "BMP picture"),
    (b"PAR1", "Parquet table"),
    (b"SQLite format 3\0", "SQLite database"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\0", "program"),
)
_OLE_KINDS = {"EncryptedPackage": PROTECTED, "PowerPoint Document": "old PowerPoint .ppt"}
_ZIP_KINDS = {"pptx": "PowerPoint .pptx", "xlsb": "binary Excel .xlsb", "odf": "OpenDocument", "epub": "EPUB"}
_OFFICE_XML = re.compile(rb"""(?s)(?:\xef\xbb\xbf)?\s*<\?xml.{0,400}?<\?mso-application\s+progid=["'](\w+)""")


def foreign(data: bytes) -> str | None:
    """The name of the format the bytes are in, if it's one that has no reader."""
    for start, name in _STARTS:
        if data.startswith(start) and (start != b"BM" or data[6:10] == b"\0\0\0\0"):
            return name
    if data.startswith(OLE):
        return _OLE_KINDS.get(main_stream(data), OFFICE)
    if is_archive_bytes(data):
        return ARCHIVE
    if data.startswith(b"PK\x03\x04"):
        return _ZIP_KINDS.get(kind_of(data))
    if saved := _OFFICE_XML.match(data[:1000]):
        return f"{saved[1].decode()} saved as XML (Office 2003)"
    return None
