"""One small report in every format: all readers read it alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hello.make import HEADING, PARAGRAPH

from extract.document import Document
from extract.reader import FORMATS, read, read_bytes
from extract.view import render

HELLO = Path(__file__).parent / "hello"
GRID = {
    (0, 0): ("项目", 1, 1),
    (0, 1): ("金额（万元）", 1, 2),
    (1, 0): ("", 1, 1),
    (1, 1): ("预算数", 1, 1),
    (1, 2): ("决算数", 1, 1),
    (2, 0): ("会议费", 1, 1),
    (2, 1): ("1.20", 1, 1),
    (2, 2): ("0.80", 1, 1),
}


@pytest.fixture(params=FORMATS)
def hello(request: pytest.FixtureRequest) -> Document:
    return read(HELLO / f"hello.{request.param}")


def test_hello_says_the_same_in_every_format(hello: Document) -> None:
    assert [block.text for block in hello.blocks if block.role == "body"] == [HEADING, PARAGRAPH]
    assert not hello.problems


def test_hello_has_the_same_grid_in_every_format(hello: Document) -> None:
    (table,) = hello.tables
    assert (table.rows, table.columns) == (3, 3)
    assert {(c.row, c.column): (c.text, c.row_span, c.column_span) for c in table.cells} == GRID


def test_hello_interleaves_blocks_and_table(hello: Document) -> None:
    body = [block for block in hello.blocks if block.role == "body"]
    assert [item for item in hello.flow() if item.role == "body"] == [*body, *hello.tables]


@pytest.mark.parametrize("form", FORMATS)
def test_format_is_known_by_its_bytes_not_by_its_name(form: str) -> None:
    data = (HELLO / f"hello.{form}").read_bytes()
    assert len(read_bytes(data, "hello.bin").tables) == 1
    assert read_bytes(data, "hello.bin").source.media_type == read(HELLO / f"hello.{form}").source.media_type


def test_pdf_tells_pages_and_boxes() -> None:
    document = read(HELLO / "hello.pdf")
    assert document.page_starts == (0,)
    boxes = [cell.span.box for cell in document.tables[0].cells]
    assert all(box and box[0] < box[2] and box[1] < box[3] for box in boxes)
    assert {cell.span.page for cell in document.tables[0].cells} == {1}


def test_docx_tells_heading_level() -> None:
    assert [block.level for block in read(HELLO / "hello.docx").blocks] == [1, None]


def test_view_shows_every_block_and_cell(hello: Document) -> None:
    shown = render(hello)
    assert HEADING in shown
    assert PARAGRAPH in shown
    assert "1+2: 金额（万元）" in shown
    assert "   2 | 0: 会议费 | 1: 1.20 | 2: 0.80 |" in shown
