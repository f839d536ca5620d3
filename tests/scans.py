"""Scans made from PDFs: rendered at 150 dpi, turned a little, blurred, with noise; deterministic."""

from __future__ import annotations

import io
import random
from typing import Any


def scanned(data: bytes, seed: int = 1, dpi: int = 150, pages: range | None = None) -> bytes:
    """A PDF of pictures alone, each a page of the given one as a scanner sees it."""
    import pypdfium2
    from PIL import Image, ImageFilter

    chance = random.Random(seed)
    pdf = pypdfium2.PdfDocument(data)
    sheets: list[Any] = []
    for at in pages if pages is not None else range(len(pdf)):
        image = pdf[at].render(scale=dpi / 72).to_pil().convert("L")
        image = image.rotate(chance.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=255)
        image = image.filter(ImageFilter.GaussianBlur(0.6))
        noise = Image.frombytes("L", image.size, chance.randbytes(image.width * image.height))
        image = Image.blend(image, noise, 0.08)
        sheets.append(image)
    out = io.BytesIO()
    sheets[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=sheets[1:], quality=75)
    return out.getvalue()
