"""Web pages saved whole (.mht, .mhtml; Word's single file pages, too): the page in the envelope, read like any page."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from extract.document import Document, ReadingError, Source
from extract.html import read_html
from extract.reader import Reader

_MAGIC = re.compile(rb"(?i)\s*(?:From|MIME-Version|Content-Type|Subject):[^\0]{0,3000}multipart/related")


def read_mhtml(data: bytes, source: Source) -> Document:
    """The document of the page; raises ReadingError where the envelope holds none."""
    pages = [part for part in message_from_bytes(data.lstrip()).walk() if part.get_content_type() == "text/html"]
    if not pages:
        raise ReadingError("empty", f"{source.name}: a saved page without its page. Save it again from a browser.")
    return read_html(_bytes(pages[0]), source)


def _bytes(page: Message) -> bytes:
    """The bytes of a page, as UTF-8 where the envelope tells the charset."""
    data = page.get_payload(decode=True)
    assert isinstance(data, bytes)  # a part that isn't multipart
    try:
        return data.decode(page.get_content_charset("")).encode("utf-8-sig")
    except (LookupError, UnicodeError):
        return data


READER = Reader(
    suffixes=(".mht", ".mhtml"),
    media_type="multipart/related",
    magic=lambda data: _MAGIC.match(data[:4000]) is not None,
    read=read_mhtml,
)
