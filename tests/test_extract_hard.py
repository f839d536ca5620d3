"""Hard pages: each trap read as it's meant, or told; `python tests/hard_pages.py DIR` draws what is read."""

from __future__ import annotations

import zlib

import pytest
from hard_pages import AFTER, FUNDS, GOAL, GOAL_REST, HARD, PROSE, TWO_LEVEL, across, drawn, random_table, row, text
from lying_pages import LATIN, LINES, PRIVATE, RADICALS, RARE, assembled, over_scan, prose, rendered, with_picture
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from test_extract_invariants import check

from extract import ocr
from extract.audit import audit
from extract.document import Document, ReadingError, Table
from extract.reader import read_bytes


@pytest.fixture(autouse=True)
def _without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)


def read(name: str) -> Document:
    return read_bytes(drawn(*HARD[name]), f"{name}.pdf")


def rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in table.cells if cell.row == row) for row in range(table.rows)]


def paragraphs(document: Document) -> list[str]:
    return [block.text.replace("\n", "") for block in document.blocks if block.role == "body"]


BODY = ["".join(PROSE).strip(), "".join(AFTER).strip()]


@pytest.mark.parametrize("name", HARD)
def test_hard_page_loses_no_character(name: str) -> None:
    document = read(name)
    check(document)
    found = audit(drawn(*HARD[name]), document)
    assert found.clean
    assert found.total == sum(not char.isspace() for char in document.text) > 100


def test_three_line_table_among_prose_is_a_table() -> None:
    document = read("three_line")
    assert [rows(table) for table in document.tables] == [list(FUNDS)]
    assert paragraphs(document) == BODY


def test_header_words_stand_over_the_columns_they_head() -> None:
    document = read("two_level")
    (table,) = document.tables
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells if cell.row == 0}
    assert spans == {"项目": (0, 0, 2, 1), "2023年": (0, 1, 1, 2), "2022年": (0, 3, 1, 2)}
    assert rows(table)[1:] == [("预算数", "决算数", "预算数", "决算数"), *TWO_LEVEL]
    assert paragraphs(document) == BODY


def test_columns_on_bare_paper_are_a_table_and_a_wrapped_label_is_one_cell() -> None:
    document = read("bare")
    (table,) = document.tables
    assert rows(table) == [
        *FUNDS[:4], ("农村饮水安全维修\n养护专项资金", "", "45.00", "43.80", "97.33%"), FUNDS[5]
    ]  # fmt: skip
    assert paragraphs(document) == BODY


def test_rules_across_part_rows_where_none_stands_upright() -> None:
    (table,) = read("ruled_across").tables
    wrapped = ("河道治理和水库除险\n加固工程", "300.00", "450.00", "400.30", "88.96%")
    assert rows(table) == [*FUNDS[:3], wrapped, FUNDS[4]]


def test_tables_without_upright_rules_are_read_as_drawn() -> None:
    exact = 0
    for seed in range(60):
        wanted, draw = random_table(seed)
        document = read_bytes(drawn(draw), "a.pdf")
        check(document)
        exact += [[list(said) for said in rows(table)] for table in document.tables] == [wanted]
    assert exact >= 57


def test_prose_contents_and_pairs_are_never_a_table() -> None:
    document = read("no_table")
    assert not document.tables
    assert "编制人数：25人" in document.text


def test_table_on_bare_paper_goes_on_over_the_page() -> None:
    document = read("bare_over_pages")
    (table,) = document.tables
    assert (table.rows, table.columns) == (34, 5)
    assert rows(table)[-1] == ("合计", "9,220.00", "9,990.00", "8,957.00", "89.66%")
    assert table.cells[-1].span.page == 2
    assert paragraphs(document) == BODY[1:]


def test_row_and_merged_cell_cut_by_the_page_are_one() -> None:
    document = read("cut_row")
    (table,) = document.tables
    said = {cell.text: cell for cell in table.cells}
    assert said["产出指标"].row_span == 5
    assert "\n".join(GOAL + GOAL_REST) in said
    assert table.rows == 6
    assert rows(table)[4] == ("时效指标", "完工时间", "12月底前", "11月20日")


def test_rows_of_full_cells_over_a_page_stay_two() -> None:
    """A page's last row ends in a full cell; the next page's first row is a row of its own: it has a label."""
    def draw(first: int, name: str) -> object:
        def page(canvas: Canvas) -> None:
            top = 700 if first else 60
            for at in range(3):
                across(canvas, top + 35 * at, 80, 520)
            for x in (80.0, 200.0, 420.0, 520.0):
                canvas.line(x, 842 - top, x, 842 - top - 70)
            for at in range(2):
                cells = f"{name}{at}", "河道治理工程和农村饮水安全工程项目支出", "12.50"
                row(canvas, cells, top + 20 + 35 * at, (84, 204, 424, 524), 11, "lll")

        return page

    (table,) = read_bytes(drawn(draw(1, "甲"), draw(0, "乙")), "a.pdf").tables  # type: ignore[arg-type]
    assert [said[0] for said in rows(table)] == ["甲0", "甲1", "乙0", "乙1"]


@pytest.mark.parametrize("at", range(40))
def test_prose_set_with_wide_blanks_is_never_a_table(at: int) -> None:
    """Lines of sentences cut anywhere, blanks between their words."""
    words = "".join(LINES)
    cut = [words[n : n + 9 + at % 7] for n in range(at, 200, 9 + at % 7)]
    lines = ["    ".join((line[: 3 + at % 4], line[3 + at % 4 :])) for line in cut]
    document = read_bytes(drawn(lambda canvas: text(canvas, lines, 80) and None), "a.pdf")
    assert not document.tables


@pytest.mark.parametrize(
    ("data", "code"),
    [(LATIN, "garbled_text_layer"), (RARE, "garbled_text_layer"), (PRIVATE, "unmapped_characters")],
    ids=["latin", "rare", "private"],
)
def test_text_layer_that_lies_is_told_and_kept(data: bytes, code: str) -> None:
    document = read_bytes(data, "a.pdf")
    assert [(p.code, p.severity, p.span and p.span.page) for p in document.problems] == [(code, "warning", 1)]
    assert "pip install 'jixiao[ocr]'" in document.problems[0].message
    assert "1,234.50" in document.text


def test_radicals_read_as_the_characters_they_stand_for() -> None:
    document = read_bytes(RADICALS, "a.pdf")
    assert document.text.strip() == "金行支出12.5万元，水利工程"
    assert not document.problems


def test_invisible_layer_over_a_scan_is_someones_ocr() -> None:
    document = read_bytes(over_scan(3), "a.pdf")
    assert [p.code for p in document.problems] == ["hidden_text_layer"]
    assert (document.text_origin, document.page_origins) == ("ocr", ("ocr",))
    assert "B34.2O" in document.text


def test_printed_text_over_a_background_is_no_fault() -> None:
    document = read_bytes(over_scan(0), "a.pdf")
    assert not document.problems
    assert document.page_origins == ("native",)


def test_scanned_page_among_typed_ones_says_how_to_read_it() -> None:
    scan = rendered(drawn(prose))

    def picture(canvas: Canvas) -> None:
        canvas.drawImage(scan, 0, 0, 595, 842)
        text(canvas, ("- 2 -",), 820, x=290)

    document = read_bytes(drawn(prose, picture, prose), "a.pdf")
    assert [(p.code, p.span and p.span.page) for p in document.problems] == [("no_text_layer", 2)]
    assert "pip install 'jixiao[ocr]'" in document.problems[0].message
    assert document.page_origins == ("native",) * 3
    assert len(document.page_starts) == 3


def test_picture_on_a_page_of_text_is_told() -> None:
    assert [p.code for p in read_bytes(with_picture(), "a.pdf").problems] == ["picture_unread"]


def test_ocr_that_fails_leaves_what_the_text_layer_says(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no model")

    monkeypatch.setattr(ocr, "installed", lambda: True)
    monkeypatch.setattr(ocr, "recognise", broken)
    document = read_bytes(over_scan(3), "a.pdf")
    assert [p.code for p in document.problems] == ["hidden_text_layer"]
    assert "no model" in document.problems[0].message
    assert "1,234.50" in document.text


def test_empty_password_opens_and_another_is_asked_for() -> None:
    opens = drawn(prose, encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0))
    assert paragraphs(read_bytes(opens, "a.pdf")) == BODY
    with pytest.raises(ReadingError) as refusal:
        read_bytes(drawn(prose, encrypt=StandardEncryption("secret")), "a.pdf")
    assert refusal.value.code == "encrypted"


def test_pdf_without_pages_is_refused() -> None:
    data = assembled(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"])
    with pytest.raises(ReadingError) as refusal:
        read_bytes(data, "a.pdf")
    assert refusal.value.code == "no_pages"


def test_broken_xref_is_rebuilt() -> None:
    data = drawn(prose)
    at = data.rindex(b"startxref")
    assert paragraphs(read_bytes(data[:at] + b"startxref\n999999\n%%EOF\n", "a.pdf")) == BODY


@pytest.mark.parametrize("tenth", range(1, 10))
def test_pdf_cut_off_is_refused(tenth: int) -> None:
    data = drawn(prose, *HARD["cut_row"])
    with pytest.raises(ReadingError) as refusal:
        read_bytes(data[: len(data) * tenth // 10], "a.pdf")
    assert refusal.value.code == "pdf_damaged"


def test_damaged_page_costs_that_page_alone() -> None:
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R 9 0 R 4 0 R] /Count 3 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 6 0 R >> >> >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 6 0 R >> >> >>",
        "<< /Length 40 >>\nstream\nBT /F 12 Tf 80 700 Td (Paid 12.50) Tj ET\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    document = read_bytes(assembled(objects), "a.pdf")
    assert [(p.code, p.severity, p.span and p.span.page) for p in document.problems] == [("page_damaged", "error", 2)]
    assert document.text.count("Paid 12.50") == 2


@pytest.mark.parametrize(("layers", "unit"), [(1, 1 << 24), (2, 1 << 26), (3, 1 << 26)])
def test_stream_that_swells_is_refused_before_it_is_opened(
    monkeypatch: pytest.MonkeyPatch, layers: int, unit: int
) -> None:
    monkeypatch.setattr("extract.bomb._MOST", 1 << 23)
    monkeypatch.setattr("extract.bomb._HARMLESS", 1 << 13)
    packed = bytes(unit)
    for _ in range(layers):
        packed = zlib.compress(packed, 9)
    filters = " ".join(["/FlateDecode"] * layers)
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    stream = f"<< /Length {len(packed)} /Filter [{filters}] >>\nstream\n{packed.decode('latin-1')}\nendstream"
    data = assembled(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream])
    with pytest.raises(ReadingError) as refusal:
        read_bytes(data, "a.pdf")
    assert refusal.value.code == "too_big"


def test_page_of_more_characters_than_it_shows_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.glyphs.MOST_CHARACTERS", 150)
    document = read_bytes(drawn(prose, lambda canvas: text(canvas, AFTER, 80) and None), "a.pdf")
    assert [(p.code, p.severity, p.span and p.span.page) for p in document.problems] == [("page_too_big", "error", 1)]
    assert paragraphs(document) == BODY[1:]


@pytest.mark.parametrize("side", [3.0, 14_400.0, 2e6])
def test_page_of_any_size_is_read(side: float) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageSize((side, side))
        text(canvas, ("支出12.5万元",), -800, x=0, size=side / 100 + 1)

    assert read_bytes(drawn(page), "a.pdf").page_starts == (0,)
