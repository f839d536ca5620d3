"""Small files made to be huge when opened, found before anything opens them."""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n")
_MOST = 1 << 29
"""Bytes that a stream may come to: a poster scanned in colour."""
_HARMLESS = _MOST // 1100
"""Deflate makes at most 1,032 bytes of one, so shorter streams can't come to more; chained, they can."""
_CHUNK = 1 << 20


def is_bomb(data: bytes) -> bool:
    """Whether a stream of a PDF comes to more than half a GiB."""
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - 600) : found.start()].rpartition(b"obj")[2]
        layers = head.count(b"/FlateDecode") + len(re.findall(rb"/Fl\b", head))
        end = data.find(b"endstream", found.end()) if layers else -1
        length = (end if end > 0 else len(data)) - found.end()
        suspect = layers > 1 or (layers and length > _HARMLESS)
        if suspect and _swollen(data[found.end() : found.end() + length], min(layers, 4)) > _MOST:
            return True
    return False


def _swollen(packed: bytes, layers: int) -> int:
    """How many bytes a stream comes to, layer by layer, counted up to the limit and never held."""
    openers = [zlib.decompressobj() for _ in range(layers)]

    def through(part: bytes, layer: int) -> int:
        if layer == layers:
            return len(part)
        total = 0
        while part and total <= _MOST:
            opened = openers[layer].decompress(part, _CHUNK)
            total += through(opened, layer + 1)
            part = openers[layer].unconsumed_tail
            if not opened and not part:
                break
        return total

    try:
        total = 0
        for at in range(0, len(packed), _CHUNK):
            total += through(packed[at : at + _CHUNK], 0)
            if total > _MOST:
                break
        return total
    except zlib.error:  # encrypted or damaged: pdfium deals with it
        return 0
