"""What a person sees of a report and of one number."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_output_write import TEXT, fact, report

from extract.document import Cell, Document, Source, Span, Table
from normalize.rows import Amount, CheckRow, Indicator, PartRow
from output.layout import columns, counted, cut, number, width
from output.receipt import marked, receipt
from output.show import show


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("1234567.500000", "1,234,567.5"),
        ("-0.10", "-0.1"),
        ("100", "100"),
        ("0.000000", "0"),
        ("1E+3", "1,000"),
    ],
)
def test_number_is_shown_in_full_with_separators(value, shown):
    assert number(Decimal(value)) == shown


def test_counted_knows_one_and_many():
    assert (counted(1, "file"), counted(0, "file"), counted(1200, "row")) == (
        "1 file",
        "0 files",
        "1,200 rows",
    )


def test_columns_stay_straight_with_chinese_characters():
    lines = columns([("基本支出", "12", "a"), ("x", "1,234", "b")], right=(1,))
    assert lines == ["  基本支出     12  a", "  x         1,234  b"]
    assert len({width(line) for line in lines}) == 1


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=4), st.integers(40, 80))
def test_columns_fit_a_terminal_where_one_is_given(rows, limit):
    assert all(width(line) <= limit for line in columns(rows, limit=limit))
    assert all(
        "…" not in line for line in columns(rows) if not any("…" in cell for row in rows for cell in row)
    )


@given(st.text(), st.integers(1, 20))
def test_cut_text_is_never_wider_than_its_limit(text, limit):
    assert width(cut(text, limit)) <= limit


def test_sentence_is_cut_out_and_its_figure_marked():
    text = "上年结余3万元。全年支出12万元；其中\n水费2万元。下句。"
    start = text.index("12")
    assert marked(text, start, start + 4) == "全年支出【12万元】；"
    start = text.index("2万元。下")
    assert marked(text, start, start + 3) == "其中 水费【2万元】。"


def bundle():
    made = report()
    other = PartRow(
        part_id="q",
        document_id=made.document.document_id,
        kind="project_form",
        project_name="防汛",
        char_start=20,
        char_end=32,
    )
    identity = made.document.document_id
    indicator = Indicator(
        **fact(identity, 28, 31, number=5) | {"part_id": "q"},
        level1="产出指标",
        level3="在职",
        target="≥12人",
        actual="12人",
        points=Decimal(10),
        score=Decimal("9.5"),
        attained=True,
    )
    detail = Amount(
        **fact(identity, 15, 25, number=6) | {"part_id": "p"},
        label="农林水支出",
        domain="budget",
        concept="expenditure.function.213",
        value=Decimal(3),
        unit="万元",
    )
    amount = replace(made.amounts[0], part_id="p")
    return replace(made, parts=(*made.parts, other), amounts=(amount, detail), indicators=(indicator,))


def test_show_gives_each_part_its_figures_and_says_what_is_wrong():
    lines = "\n".join(show(bundle()))
    first, second = lines.index("── part 1 of 2"), lines.index("── part 2 of 2 · project_form · 防汛")
    assert first < lines.index("1,234.5  万元  = 12,345,000 元") < second < lines.index("9.5 of 10  attained")
    assert "rate  低" in lines
    assert "encoding  猜的" in lines


def test_show_keeps_details_for_all():
    assert "农林水支出" not in "\n".join(show(bundle()))
    assert "… and 1 more amount (" in "\n".join(show(bundle()))
    assert "农林水支出" in "\n".join(show(bundle(), everything=True))
    assert "more amount" not in "\n".join(show(bundle(), everything=True))


def test_receipt_of_a_figure_in_prose_shows_sentence_unit_conversion_and_checks():
    made = report()
    members = (made.amounts[0].fact_id,)
    made = replace(
        made,
        checks=(
            CheckRow(
                document_id=made.document.document_id,
                code="share",
                severity="error",
                message="占比不符",
                members=members,
            ),
        ),
    )
    lines = "\n".join(receipt("amounts", made.amounts[0], made))
    assert "青禾县档案馆2023年基本支出【1,234.50万元】，在职12人。" in lines
    assert "万元, printed beside the number" in lines
    assert "1,234.5 × 10,000 = 12,345,000 元" in lines
    assert "money.inline" in lines
    assert "share: 占比不符" in lines


def grid(*rows):
    cells, at = [], 0
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cells.append(Cell(r, c, Span(at, at + len(text)), text))
            at += len(text) + 1
    text = "\n".join(cell.text for cell in cells)
    table = Table(0, Span(0, len(text)), tuple(cells), len(rows), len(rows[0]))
    return Document(Source("a.txt", "0" * 64, "text/plain", 1), text, (), (table,))


def test_receipt_of_a_cell_shows_row_and_headers_or_the_lines_around_it():
    document = grid(("科目", "决算数"), ("上年", "7.00"), ("水费", "2.50"))
    cell = document.tables[0].at(2, 1)
    made = report()
    made = replace(made, text=replace(made.text, text=document.text))
    row = Amount(
        **fact(made.document.document_id, cell.span.start, cell.span.end, document.text)
        | {"table_index": 0, "row_index": 2, "column_index": 1},
        domain="budget",
        label="水费",
        unit="万元",
        unit_source="column_header",
    )
    lines = receipt("amounts", row, made, document)
    assert [line.split() for line in lines if line.split()[0] in ("row", "column")] == [
        ["row", "水费", "|", "【2.50】"],
        ["column", "决算数"],
    ]
    assert "万元, printed in the column's header" in "\n".join(lines)
    without = "\n".join(receipt("amounts", row, made))
    assert without.index("水费\n") < without.index("here") < without.index("【2.50】")


def test_quotes_of_the_made_report_are_its_text():
    assert all(
        TEXT[row.char_start : row.char_end] == row.quote for row in (*report().amounts, *report().headcounts)
    )
