"""Whether reading lost or doubled a character: the text against its blocks and cells, and against the file itself."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.document import Document, ReadingError

_MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Audit:
    """Characters, blanks apart: of the text, those in no block or cell and in several; of the file, those not in the text.

    `other` names the other count of the file's characters; None where there's none for the format.
    """

    total: int
    loose: Counter[str]
    doubled: Counter[str]
    other: str | None = None
    missing: Counter[str] | None = None
    added: Counter[str] | None = None

    @property
    def clean(self) -> bool:
        """Whether every character is in exactly one block or cell, and every one of the file is there."""
        return not (self.loose or self.doubled or self.missing)

    def lines(self) -> Iterator[str]:
        """The findings for a person."""
        held = self.total - self.loose.total() - self.doubled.total()
        yield f"{self.total:,} characters, blanks apart: {held:,} in exactly one block or cell"
        yield f"  {_counted('in none', self.loose)}"
        yield f"  {_counted('in more than one', self.doubled)}"
        if self.other is None or self.missing is None or self.added is None:
            yield "no other count of the file's characters for this format"
        else:
            yield f"against {self.other}"
            yield f"  {_counted('missing', self.missing)}"
            yield f"  {_counted('more', self.added)}"


def _counted(what: str, chars: Counter[str]) -> str:
    shown = " ".join(f"{char}×{count}" for char, count in chars.most_common(_MOST_SHOWN))
    return f"{what}: {chars.total():,}" + (f"  ({shown}{' …' if len(chars) > _MOST_SHOWN else ''})" if chars else "")


def audit(data: bytes, document: Document) -> Audit:
    """The count for a file's bytes and the document read from them."""
    times = bytearray(len(document.text) + 1)
    spans = [block.span for block in document.blocks]
    spans += [span for table in document.tables for cell in table.cells for span in cell.spans]
    for span in spans:
        for at in range(span.start, span.end):
            times[at] = min(2, times[at] + 1)
    loose = Counter(char for at, char in enumerate(document.text) if not times[at] and not char.isspace())
    doubled = Counter(char for at, char in enumerate(document.text) if times[at] > 1 and not char.isspace())
    said = _shown(document.text)
    counted = _OTHER.get(document.source.media_type.rpartition("/")[2])
    if counted is None:
        return Audit(said.total(), loose, doubled)
    name, count = counted
    theirs, ours = count(data, document)
    return Audit(said.total(), loose, doubled, name, theirs - ours, ours - theirs)


def _shown(text: str) -> Counter[str]:
    return Counter(char for char in text if not char.isspace())


def _in_pdf(data: bytes, document: Document) -> tuple[Counter[str], Counter[str]]:
    """What pdfium's own text says on pages that it could load and weren't recognised, and what the document says on them."""
    from extract.glyphs import character
    from extract.pdf import opened

    pdf = opened(data, document.source.name)
    theirs: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    ends = [*document.page_starts[1:], len(document.text)]
    unread = {p.span.page for p in document.problems if p.span and p.code in ("page_fallback", "page_damaged")}
    try:
        for at, (start, end) in enumerate(zip(document.page_starts, ends, strict=True)):
            if document.page_origins[at] == "native" and at + 1 not in unread:
                page = pdf[at]
                raw = page.get_textpage().get_text_range(errors="replace")
                theirs += _shown("".join(character(ord(char)) for char in raw))
                ours += _shown(document.text[start:end])
                page.close()
    finally:
        pdf.close()
    return theirs, ours


_RUN = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>")


def _in_docx(data: bytes, document: Document) -> tuple[Counter[str], Counter[str]]:
    """The runs of the main part, and the text without what numbering adds."""
    from xml.sax.saxutils import unescape

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").decode("utf-8", "replace")
    entities = {"&quot;": '"', "&apos;": "'"}
    return _shown("".join(unescape(run, entities) for run in _RUN.findall(body))), _shown(document.text)


def _in_text(data: bytes, document: Document) -> tuple[Counter[str], Counter[str]]:
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            return _shown(data.decode(encoding)), _shown(document.text)
        except UnicodeDecodeError:
            continue
    raise ReadingError("not_text", f"{document.source.name}: can't be decoded for the count.")


_Count = Callable[[bytes, Document], tuple[Counter[str], Counter[str]]]
_OTHER: dict[str, tuple[str, _Count]] = {
    "pdf": ("pdfium's raw text", _in_pdf),
    "vnd.openxmlformats-officedocument.wordprocessingml.document": ("the runs of word/document.xml", _in_docx),
    "plain": ("the decoded bytes", _in_text),
}
