"""Bytes to text: which encoding a text file is in."""

from __future__ import annotations

import codecs

from extract.document import Problem, ReadingError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_GUESSES = ("gb18030", "utf-16-le", "utf-16-be")
_LIKELY = 0.9
_MANY_NULS = 0.2
_SAMPLE = 20_000


def decoded(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """The text of a file, line breaks as LF, with a problem for each doubt about its encoding."""
    text, problems = _decoded(data, name)
    return text.replace("\r\n", "\n"), problems


def _decoded(data: bytes, name: str) -> tuple[str, list[Problem]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data, encoding, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if text.count("\0") < _MANY_NULS * len(text):  # more of them: UTF-16 that happens to be good UTF-8
            return text, []
    if _is_mostly_utf8(data):
        return _lenient(data, "utf-8", name)
    guesses = [(_likeness(_sample(data, encoding)), encoding) for encoding in _GUESSES]
    likeness, encoding = max(guesses, key=lambda guess: guess[0])
    if likeness >= _LIKELY:
        text, problems = _lenient(data, encoding, name)
        guess = Problem(
            "encoding_guessed",
            "info",
            f"the file doesn't say its encoding; read as {encoding.upper()}. "
            "If the text looks wrong, save it as UTF-8.",
        )
        return text, [guess, *problems]
    raise ReadingError(
        "not_text",
        f"{name}: neither a known format nor text in UTF-8, UTF-16 or GB18030. "
        "Check that it is a report, or convert it to PDF, DOCX or UTF-8 text.",
    )


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether what isn't ASCII is nearly all good UTF-8: such bytes would pass as GB18030, too."""
    beyond = [char for char in _sample(data, "utf-8") if char > "\x7f"]
    return len(beyond) > 10 and sum(map(_is_likely, beyond)) >= _LIKELY * len(beyond)


def _sample(data: bytes, encoding: str) -> str:
    return data[:_SAMPLE].decode(encoding, errors="replace")


def _lenient(data: bytes, encoding: str, name: str) -> tuple[str, list[Problem]]:
    """The text with bad bytes shown as U+FFFD and counted in a problem."""
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    if _likeness(text) < _LIKELY:
        message = f"{name}: the bytes aren't {encoding.upper()} text. Get the file again or save it as UTF-8."
        raise ReadingError("not_text", message)
    bad = text.count("�")
    message = f"{bad} stretches of bytes aren't {encoding.upper()} and show as �. Get the file again."
    return text, [Problem("encoding_damaged", "warning", message)]


def _likeness(text: str) -> float:
    """The share of characters that Chinese reports are made of."""
    text = text[:_SAMPLE]
    if not text:
        return 0.0
    return sum(map(_is_likely, text)) / len(text)


def _is_likely(char: str) -> bool:
    code = ord(char)
    return (
        0x20 <= code < 0x7F
        or char in "\t\n\r\f\ufeff"
        or 0xA0 <= code < 0x400
        or 0x2000 <= code < 0x2700
        or 0x3000 <= code < 0x3100
        or 0x4E00 <= code < 0xA000
        or 0xFF00 <= code < 0xFFF0
    )
