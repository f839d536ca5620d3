"""Old Word and WPS files (.doc, .wps; RTF where LibreOffice is installed): turned into a .docx, read like one.

msdoc2docx does it; what it can't read goes through LibreOffice where `soffice` is on the PATH.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from extract.document import Document, ReadingError, Source
from extract.docx import read_docx
from extract.ole import main_stream
from extract.reader import Reader

_RTF = b"{\\rtf"
_SECONDS = 120


def read_doc(data: bytes, source: Source) -> Document:
    """The document of an old Word file; raises ReadingError if it's broken or protected by a password."""
    return read_docx(_docx(data, source.name), source)


def _docx(data: bytes, name: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        rtf = data.startswith(_RTF)
        given = Path(folder, "given.rtf" if rtf else "given.doc")
        made = Path(folder, "made", "given.docx")
        made.parent.mkdir()
        given.write_bytes(data)
        if (not rtf and _converted(given, made, name)) or _through_office(given, made):
            return made.read_bytes()
    if rtf:
        message = f"{name}: RTF is read through LibreOffice, which isn't installed. Install it, or save the file as DOCX."
        raise ReadingError("unsupported_format", message)
    message = f"{name}: not a whole .doc file (broken or cut off). Get it again, or save it as DOCX from Word or WPS."
    raise ReadingError("doc_damaged", message)


def _converted(given: Path, made: Path, name: str) -> bool:
    """Whether msdoc2docx could make a .docx of a file."""
    from doc2docx import convert
    from doc2docx.errors import EncryptedDocumentError

    try:
        convert(given, made)
    except EncryptedDocumentError:
        raise ReadingError("encrypted", f"{name}: protected by a password. Save it without one.") from None
    except (MemoryError, RecursionError):
        raise
    except Exception:  # it meets a broken file in many ways, not all of which it expects
        return False
    return made.exists()


def _through_office(given: Path, made: Path) -> bool:
    """Whether LibreOffice, if it's there, could make a .docx of a file in two minutes."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return False
    profile = f"-env:UserInstallation={(given.parent / 'profile').as_uri()}"
    kind = "Rich Text Format" if given.suffix == ".rtf" else "MS Word 97"  # told, lest it takes a broken file for text
    command = [office, profile, "--headless", "--norestore", f"--infilter={kind}", "--convert-to", "docx"]
    command += ["--outdir", str(made.parent), str(given)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return made.exists()


READER = Reader(
    suffixes=(".doc", ".wps", ".rtf", ".dot", ".wpt"),
    media_type="application/msword",
    magic=lambda data: data.startswith(_RTF) or main_stream(data) == "WordDocument",
    read=read_doc,
)
