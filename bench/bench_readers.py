"""The readers beside the libraries they stand on, in one run, on generated input of 100 and 300 pages.

    python bench/bench_readers.py

Each round times all contenders in turn; ratios are taken within a round, and their median is printed.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
ROUNDS = 3


def pdf_of(pages: int) -> bytes:
    """The reports made for the tests, forms and prose in turn, as one PDF of that many pages."""
    import pypdfium2

    paths = [*sorted((ROOT / "samples").glob("*.pdf")), *sorted((ROOT / "tests/reports/forms/pdf").glob("*.pdf"))]
    sources = [pypdfium2.PdfDocument(path) for path in paths]
    whole = pypdfium2.PdfDocument.new()
    while len(whole) < pages:
        for source in sources:
            left = pages - len(whole)
            if left > 0:
                whole.import_pages(source, list(range(min(left, len(source)))))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def docx_of(tables: int) -> bytes:
    """A Word file of about a page a table: a paragraph and 25 rows of 8 cells, some merged."""
    import docx

    document = docx.Document()
    for number in range(tables):
        document.add_paragraph(f"附表{number + 1}　项目支出绩效自评表，年度资金总额{number * 7 + 3}.50万元。")
        table = document.add_table(rows=25, cols=8)
        for at, cell in enumerate(table._cells):
            cell.text = f"{number}.{at}万元" if at % 3 else f"指标{at}"
        table.cell(0, 0).merge(table.cell(0, 3))
        table.cell(2, 0).merge(table.cell(9, 0))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def ours(data: bytes, name: str) -> Any:
    """Our document."""
    from extract.reader import read_bytes

    return read_bytes(data, name)


def plumbed(data: bytes) -> Counter[str]:
    """pdfplumber's text and tables, each page closed; the cells are given back."""
    import pdfplumber

    cells: Counter[str] = Counter()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            for table in page.extract_tables():
                cells.update("".join(cell.split()) for row in table for cell in row if cell)
            page.close()
    return cells


def raw(data: bytes) -> int:
    """The length of pdfium's raw text."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    return sum(len(page.get_textpage().get_text_range()) for page in pdf)


def by_rows(data: bytes) -> int:
    """The length of all paragraphs, and of all cells as python-docx's row.cells gives them."""
    import docx

    document = docx.Document(io.BytesIO(data))
    length = sum(len(paragraph.text) for paragraph in document.paragraphs)
    return length + sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)


def timed(work: Mapping[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Seconds of CPU of each contender, round by round, after a warm-up."""
    spent: dict[str, list[float]] = {name: [] for name in work}
    for lap in range(ROUNDS + 1):
        for name, do in work.items():
            start = time.process_time()
            do()
            if lap:
                spent[name].append(time.process_time() - start)
    return spent


def ratio(spent: Mapping[str, list[float]], one: str, two: str) -> float:
    """How many times as long the first took as the second, the median over the rounds."""
    return statistics.median(a / b for a, b in zip(spent[one], spent[two], strict=True))


def peak(data: bytes, name: str) -> float:
    """Peak memory in MiB of a process of its own that reads a file."""
    say = "import resource, sys; from extract.reader import read; read(sys.argv[1]); " \
          "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"  # fmt: skip
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / name
        path.write_bytes(data)
        command = [sys.executable, "-c", say, str(path)]
        return int(subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout) / 1024


def aim(said: str, value: float, wanted: float, least: bool) -> None:
    """Print a figure and whether it reaches its aim."""
    reached = value >= wanted if least else value <= wanted
    word = "at least" if least else "at most"
    print(f"  {said:<46} {value:8.2f}   aim: {word} {wanted:g}   {'reached' if reached else 'SHORT'}")


def main() -> None:
    """Print times, ratios and memory."""
    data = pdf_of(100)
    spent = timed({"ours": lambda: ours(data, "a.pdf"), "pdfplumber": lambda: plumbed(data), "raw": lambda: raw(data)})
    print(f"PDF, 100 pages, {len(data):,} bytes; seconds of CPU, medians of {ROUNDS} rounds")
    for name, seconds in spent.items():
        print(f"  {name:<12} {statistics.median(seconds):7.2f}")
    theirs = plumbed(data)
    document = ours(data, "a.pdf")
    cells = Counter("".join(c.text.split()) for table in document.tables for c in table.cells if c.text)
    cells += Counter("".join(block.text.split()) for block in document.blocks if block.role == "furniture")
    aim("pdfplumber's cells that are ours too, %", 100 * (theirs & cells).total() / theirs.total(), 99.5, True)
    aim("pdfplumber / ours", ratio(spent, "pdfplumber", "ours"), 4, True)
    aim("ours / pdfium's raw text", ratio(spent, "ours", "raw"), 5, False)

    word = docx_of(100)
    spent = timed({"ours": lambda: ours(word, "a.docx"), "row.cells": lambda: by_rows(word)})
    print(f"DOCX, 100 tables of 25 × 8, {len(word):,} bytes")
    for name, seconds in spent.items():
        print(f"  {name:<12} {statistics.median(seconds):7.2f}")
    aim("row.cells / ours", ratio(spent, "row.cells", "ours"), 3, True)

    print("PDF, 300 pages, a process of its own")
    aim("peak memory, MiB", peak(pdf_of(300), "a.pdf"), 400, False)


if __name__ == "__main__":
    main()
