"""Old Office files (OLE compound files): which program's document one holds."""

from __future__ import annotations

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = ("EncryptedPackage", "WordDocument", "Workbook", "Book", "PowerPoint Document")


def main_stream(data: bytes) -> str:
    """The name of the stream that tells what a compound file is, also where its end is cut off; "" for none.

    A document within a document (a sheet in a letter) has its own streams, listed further down.
    """
    if not data.startswith(OLE):
        return ""
    found = ((data.find(name.encode("utf-16-le") + b"\0\0"), name) for name in _STREAMS)
    return min((place for place in found if place[0] >= 0), default=(0, ""))[1]
