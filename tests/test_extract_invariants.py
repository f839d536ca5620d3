"""What holds for any file: nothing lost, nothing twice, every text the slice its span says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Cell, Document, ReadingError
from extract.reader import FORMATS, read, read_bytes

HELLO = Path(__file__).parent / "hello"
WORDS = st.sampled_from(
    [
        *("一、概况", "项目", "12.50", "1,200.00万元", "全年执行数", "支出12万元。", "—2—", "目录"),
        *("概况......3", "≥95%", "", " ", "　", "\ufeff"),
    ]
)
CELLS = st.lists(WORDS, min_size=1, max_size=5)


@pytest.fixture(autouse=True, scope="module")
def no_other_programs() -> Iterator[None]:
    """LibreOffice, which would be asked for each broken .doc, is not to be found."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        yield


def holders(document: Document) -> list[tuple[int, int, str]]:
    cells: list[Cell] = [cell for table in document.tables for cell in table.cells]
    for cell in cells:
        assert cell.text == "\n".join(map(document.quote, cell.spans))
    return sorted(
        [(b.span.start, b.span.end, b.text) for b in document.blocks]
        + [(span.start, span.end, document.quote(span)) for cell in cells for span in cell.spans]
    )


def check(document: Document, markup: str = "") -> None:
    held = holders(document)
    for start, end, text in held:
        assert document.text[start:end] == text
    for (_, end, _), (start, _, _) in pairwise(held):
        assert end <= start
    inside = {at for start, end, _ in held for at in range(start, end)}
    lost = [char for at, char in enumerate(document.text) if at not in inside and not char.isspace()]
    assert set(lost) <= set(markup), lost
    for table in document.tables:
        places = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert len(places) == len(set(places))
        assert all(row < table.rows and column < table.columns for row, column in places)


def read_or_refuse(data: bytes, name: str) -> Document | None:
    try:
        return read_bytes(data, name)
    except ReadingError as error:
        refusal = error
    assert refusal.code
    assert name in refusal.message
    return None


@pytest.mark.parametrize("form", FORMATS)
def test_hello_loses_nothing(form: str) -> None:
    check(read(HELLO / f"hello.{form}"))


@given(st.text(st.characters(exclude_characters="|", exclude_categories=["Cs"])))
def test_any_text_is_held_once(text: str) -> None:
    document = read_or_refuse(text.encode(), "a.txt")
    if document:
        check(document)
        guessed = any(problem.code == "encoding_guessed" for problem in document.problems)
        assert guessed or document.text == text.encode().decode("utf-8-sig").replace("\r\n", "\n")


PIECES = st.one_of(
    CELLS.map(lambda cells: "".join(f"\t{cell}\n" for cell in cells) + "\n"),
    CELLS.map(lambda cells: "\t".join(cells) + "\n"),
    CELLS.map(lambda cells: "   ".join(cells) + "\n"),
    st.lists(st.sampled_from(["项目", "12.50", "—", ""]), max_size=4).map(lambda cells: f"{'         '.join(cells)}\n"),
    st.just("项目     预算     决算\n培训     12.50    3.00\n"),
    st.just("-----------------------\n"),
    WORDS.map(lambda word: word + "\n"),
    st.just("\n"),
    st.just("\f"),
)


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=300)
def test_mixed_shapes_are_held_once(text: str) -> None:
    document = read_or_refuse(text.encode(), "a.txt")
    if document:
        check(document)


@given(st.lists(CELLS.map(lambda cells: f"| {' | '.join(cells)} |\n"), max_size=8), WORDS)
def test_pipe_rows_lose_only_their_markup(rows: list[str], word: str) -> None:
    text = "".join([*rows[:1], "|---|---|\n", *rows[1:], "\n", word])
    document = read_or_refuse(text.encode(), "a.txt")
    if document:
        check(document, markup="|-")


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.pdf", "a.docx", "a"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    read_or_refuse(data, name)


@given(st.sampled_from(FORMATS), st.integers(0, 40_000), st.binary(min_size=1, max_size=8), st.booleans())
@settings(max_examples=120, deadline=None)
def test_damaged_files_are_read_or_refused(form: str, at: int, noise: bytes, cut: bool) -> None:
    data = (HELLO / f"hello.{form}").read_bytes()
    at %= len(data)
    damaged = data[:at] if cut else data[:at] + noise + data[at + len(noise) :]
    document = read_or_refuse(damaged, f"a.{form}")
    if document:
        check(document)


def test_reading_twice_gives_the_same_document() -> None:
    for form in FORMATS:
        assert read(HELLO / f"hello.{form}") == read(HELLO / f"hello.{form}")
