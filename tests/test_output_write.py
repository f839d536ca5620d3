"""Writing tables: types, identity, stable bytes, nothing half done, nothing of others taken away."""

import hashlib
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.rows import (
    Amount,
    CheckRow,
    DocumentRow,
    Headcount,
    Indicator,
    PartRow,
    ProblemRow,
    Quantity,
    Rate,
    Report,
    Score,
    TextRow,
)
from output.read import TablesError, find_facts, read_documents, read_reports
from output.schema import SCHEMA_VERSION, TABLES, arrow_schema
from output.write import FolderError, write

TEXT = "青禾县档案馆2023年基本支出1,234.50万元，在职12人。"


def fact(identity, start, end, text=TEXT, number=0):
    return {
        "document_id": identity, "part_id": f"{identity}-0", "fact_id": f"{identity}-{number}",
        "quote": text[start:end], "char_start": start, "char_end": end,
    }  # fmt: skip


def report(source="a.txt", **changes):
    identity = hashlib.sha256(source.encode()).hexdigest()
    amount = Amount(
        **fact(identity, 15, 25), label="基本支出", domain="budget", concept="expenditure.basic",
        stage="outturn", fiscal_year=2023, value=Decimal("1234.50"), unit="万元", unit_source="inline",
        value_yuan=Decimal("12345000"), flags=("ocr_doubt",), rule="money.inline", as_of=date(2023, 12, 31),
    )  # fmt: skip
    made = Report(
        document=DocumentRow(document_id=identity, source=source, document_numbers=("〔2023〕1号",)),
        parts=(PartRow(part_id="p", document_id=identity, kind="other", char_start=0, char_end=32),),
        amounts=(amount,),
        headcounts=(Headcount(**fact(identity, 28, 31, number=1), population="staff", value=12, unit="人"),),
        checks=(CheckRow(document_id=identity, code="rate", severity="info", message="低", members=("x",)),),
        problems=(ProblemRow(document_id=identity, code="encoding", severity="info", message="猜的"),),
        text=TextRow(document_id=identity, text=TEXT, page_starts=(0, 10)),
    )
    return replace(made, **changes)


def test_schema_declares_the_fields_of_the_rows():
    for table in TABLES.values():
        assert [column.name for column in table.columns] == [field.name for field in fields(table.row)]
        assert all(column.meaning for column in table.columns)
    assert {table.attribute for table in TABLES.values()} == {field.name for field in fields(Report)}


def test_files_hold_declared_types_and_meanings(tmp_path):
    write([report()], tmp_path / "out")
    for name in TABLES:
        schema = pq.read_schema(tmp_path / "out" / name / "part-0.parquet")
        assert schema.remove_metadata() == arrow_schema(name).remove_metadata()
        assert schema.metadata[b"jixiao.schema"] == str(SCHEMA_VERSION).encode()
        assert all(b"meaning" in field.metadata for field in schema)
    amounts = pq.read_schema(tmp_path / "out/amounts/part-0.parquet")
    assert pa.types.is_decimal128(amounts.field("value_yuan").type)
    assert amounts.field("value_yuan").metadata[b"unit"] == "元".encode()
    assert pa.types.is_dictionary(amounts.field("stage").type)
    assert amounts.field("as_of").type == pa.date32()


def test_tables_read_with_pandas_and_dataset(tmp_path):
    write([report()], tmp_path / "out")
    frame = pd.read_parquet(tmp_path / "out/amounts")
    assert frame.value_yuan[0] == Decimal("12345000")
    assert frame.stage.dtype == "category"
    assert ds.dataset(tmp_path / "out/headcounts").to_table().to_pylist()[0]["value"] == 12


def test_tables_of_an_earlier_version_lack_columns_and_are_read(tmp_path):
    write([report()], tmp_path)
    file = tmp_path / "amounts/part-0.parquet"
    pq.write_table(pq.read_table(file).drop_columns(["breakdown"]), file)
    (again,) = read_reports(tmp_path)
    assert (again.amounts[0].quote, again.amounts[0].breakdown) == (TEXT[15:25], None)


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
decimals = st.none() | st.decimals(-(10**17), 10**17, places=6, allow_nan=False, allow_infinity=False)
years = st.none() | st.integers(1949, 2100)


@st.composite
def reports(draw, index):
    identity = f"{index:064x}"
    text = draw(words)
    count = iter(range(1000))

    def place():
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        optional = {
            "page": draw(st.none() | st.integers(1, 9)), "heading": draw(st.none() | words),
            "flags": tuple(draw(st.lists(words, max_size=2))), "rule": draw(words),
            "as_of": draw(st.none() | st.dates()), "statement": draw(st.none() | st.integers(0, 99)),
        }  # fmt: skip
        return fact(identity, start, end, text, next(count)) | optional

    def some(make):
        return tuple(make() for _ in range(draw(st.integers(0, 2))))

    return Report(
        document=DocumentRow(document_id=identity, source=f"{index}.txt", title=draw(st.none() | words)),
        amounts=some(lambda: Amount(**place(), domain="programme", value=draw(decimals))),
        headcounts=some(
            lambda: Headcount(**place(), population="visits", value=draw(st.none() | st.integers(0, 2**62)))
        ),
        rates=some(lambda: Rate(**place(), value_percent=draw(decimals), fiscal_year=draw(years))),
        indicators=some(
            lambda: Indicator(**place(), level3=draw(words), attained=draw(st.none() | st.booleans()))
        ),
        scores=some(lambda: Score(**place(), scope="overall", score=draw(decimals))),
        quantities=some(lambda: Quantity(**place(), value=draw(decimals), unit=draw(words))),
        text=draw(st.none() | st.just(TextRow(document_id=identity, text=text, page_starts=(0,)))),
    )


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_reading_back_what_was_written_is_the_identity(tmp_path_factory, data):
    made = [data.draw(reports(index)) for index in range(data.draw(st.integers(0, 3)))]
    folder = tmp_path_factory.mktemp("identity")
    write(made, folder)
    assert list(read_reports(folder)) == made
    assert list(read_reports(folder, read_documents(folder)[1:])) == made[1:]


def digest(folder):
    return {
        path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_same_reports_give_same_bytes_and_replace_older_tables(tmp_path):
    write([report("a.txt"), report("b.txt")], tmp_path / "one")
    write([report("c.txt")], tmp_path / "two")
    write([report("a.txt"), report("b.txt")], tmp_path / "two")
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_row_groups_are_written_while_reports_come(tmp_path, monkeypatch):
    monkeypatch.setattr("output.write._GROUP_ROWS", 2)
    made = [report(f"{index}.txt") for index in range(5)]
    write(made, tmp_path / "out")
    assert pq.ParquetFile(tmp_path / "out/amounts/part-0.parquet").num_row_groups == 3
    assert list(read_reports(tmp_path / "out")) == made


def test_nothing_is_left_or_changed_when_the_run_breaks(tmp_path):
    def breaks():
        yield report("b.txt")
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        write(breaks(), tmp_path / "new")
    assert not (tmp_path / "new").exists()
    write([report("a.txt")], tmp_path / "out")
    before = digest(tmp_path / "out")
    with pytest.raises(RuntimeError):
        write(breaks(), tmp_path / "out")
    assert digest(tmp_path / "out") == before


def test_word_outside_its_vocabulary_fails_that_document_alone(tmp_path):
    wrong = report("wrong.txt")
    wrong = replace(wrong, amounts=(replace(wrong.amounts[0], stage="planned"),))
    counts = write([report("a.txt"), wrong, report("b.txt")], tmp_path / "out")
    assert counts.statuses == {"ok": 2, "failed": 1}
    row = read_documents(tmp_path / "out")[1]
    assert (row.status, row.error_code) == ("failed", "schema_error")
    assert "amounts.stage" in row.error
    assert "planned" in row.error
    assert len(find_facts(tmp_path / "out", wrong.document.document_id)) == 0


@pytest.mark.parametrize(
    ("given", "kept", "flag"),
    [("0.12345678", "0.123457", "rounded"), ("1" * 19, None, "too_wide"), ("NaN", None, "too_wide")],
)
def test_number_wider_than_its_column_is_flagged(tmp_path, given, kept, flag):
    wide = report()
    wide = replace(wide, amounts=(replace(wide.amounts[0], value=Decimal(given)),))
    write([wide], tmp_path / "out")
    (row,) = next(read_reports(tmp_path / "out")).amounts
    assert row.value == (None if kept is None else Decimal(kept))
    assert row.flags == ("ocr_doubt", flag)
    assert row.quote == wide.amounts[0].quote


def test_same_bytes_twice_give_one_document(tmp_path):
    first = report("a.txt")
    again = replace(first, document=replace(first.document, source="copy.txt"))
    counts = write([first, again, first], tmp_path / "out")
    assert counts.duplicates == [("copy.txt", "a.txt"), ("a.txt", "a.txt")]
    assert list(read_reports(tmp_path / "out")) == [first]
    assert counts.rows["amounts"] == 1


def test_file_name_that_is_no_utf8_is_kept_readable(tmp_path):
    named = report("a.txt")
    named = replace(named, document=replace(named.document, source="\udcb1\udca8.txt"))
    write([named], tmp_path / "out")
    assert read_documents(tmp_path / "out")[0].source == "\\udcb1\\udca8.txt"


def test_other_files_stop_the_run_and_are_never_taken_away(tmp_path):
    (tmp_path / "notes.md").write_text("mine")
    with pytest.raises(FolderError, match=r"notes\.md.*--force"):
        write([report()], tmp_path)
    write([report()], tmp_path, force=True)
    write([report()], tmp_path, force=True)
    assert (tmp_path / "notes.md").read_text() == "mine"
    (tmp_path / "amounts/extra.parquet").write_bytes(b"mine")
    with pytest.raises(FolderError, match="amounts"):
        write([report()], tmp_path, force=True)
    assert (tmp_path / "amounts/extra.parquet").read_bytes() == b"mine"
    with pytest.raises(FolderError, match="is a file"):
        write([report()], tmp_path / "notes.md")


def test_facts_and_documents_are_found_by_beginning_or_name(tmp_path):
    made = report("reports/a.txt")
    write([made, report("reports/ab.txt")], tmp_path)
    identity = made.document.document_id
    assert [(name, row.quote) for name, row in find_facts(tmp_path, identity[:40])] == [
        ("amounts", "1,234.50万元"), ("headcounts", "12人"),
    ]  # fmt: skip
    assert [row.source for row in read_documents(tmp_path, "a.txt")] == ["reports/a.txt"]
    assert [row.source for row in read_documents(tmp_path, "reports")] == ["reports/a.txt", "reports/ab.txt"]
    assert read_documents(tmp_path, "none") == []
    with pytest.raises(TablesError, match="extract"):
        read_documents(tmp_path / "elsewhere")
