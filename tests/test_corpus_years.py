"""A corpus compares a report with its agency's report of the year before, whenever either of them comes."""

import re

import pyarrow.parquet as pq
import pytest
from corpora.kill import check
from corpora.make import corpus, filed, run, tables, text

from corpus import ledger, years
from normalize.checks import last_year
from output.read import read_reports


def told(folder):
    """(place, message) of each check in the tables."""
    names = {row["document_id"]: row["source"] for row in tables(folder)["documents"]}
    messages = {row["document_id"]: row["message"].split(" / ")[0] for row in tables(folder)["checks"]}
    assert len(messages) == len(tables(folder)["checks"])
    return sorted((names[document], re.sub("（[0-9a-f]{10}，", "（", message)) for document, message in messages.items())


def write(folder, name, *said):
    (folder / f"in/{name}.txt").write_text(filed(*said), "utf-8")


OTHER = ("in/later.txt", "本报告把2022年基本支出印为99.00元，而2022年度的报告（第4行）印为100.00元")


@pytest.mark.parametrize("order", [("earlier", "later"), ("later", "earlier")], ids=" ".join)
@pytest.mark.parametrize("nights", [1, 2])
def test_years_are_compared_in_any_order_of_arrival(tmp_path, order, nights):
    folder = corpus(tmp_path, range(3), batch=1, overhead=100)
    reports = {"earlier": (1, 2022, 100, 90), "later": (1, 2023, 120, 99)}
    for number, name in enumerate(order):
        write(folder, f"{number}", *reports[name])
        if nights == 2:
            run(folder)
            assert len(tables(folder)["checks"]) == number
    run(folder)
    assert told(folder) == [(f"in/{order.index('later')}.txt", OTHER[1])]
    check(folder)
    before = tables(folder)
    run(folder, mode="all", version="2")
    assert tables(folder)["checks"] == before["checks"]
    check(folder)


def test_agreeing_years_and_other_units_say_nothing(tmp_path):
    folder = corpus(tmp_path)
    write(folder, "earlier", 1, 2022, 100, 90)
    write(folder, "later", 1, 2023, 120, 100)
    write(folder, "other", 2, 2023, 120, 99)
    write(folder, "far", 1, 2025, 120, 99)
    run(folder)
    assert not told(folder)


def test_new_versions_are_compared_anew_and_none_twice(tmp_path):
    folder = corpus(tmp_path, range(3))
    write(folder, "earlier", 1, 2022, 100, 90)
    write(folder, "later", 1, 2023, 120, 99)
    run(folder)
    assert told(folder) == [OTHER]
    write(folder, "earlier", 1, 2022, 98, 90)
    run(folder)
    assert told(folder) == [(OTHER[0], OTHER[1].replace("100.00元", "98.00元"))]
    write(folder, "earlier", 1, 2022, 99, 90)
    run(folder)
    assert not told(folder)
    write(folder, "earlier", 1, 2022, 98, 90)
    write(folder, "later", 1, 2023, 120, 98)
    run(folder)
    assert not told(folder)
    write(folder, "later", 1, 2023, 120, 97)
    run(folder)
    assert [place for place, _ in told(folder)] == ["in/later.txt"]
    write(folder, "later", 3, 2023, 120, 97)  # another unit's report now
    run(folder)
    assert not told(folder)
    check(folder)


def test_report_that_becomes_another_or_unreadable_leaves_no_comparison(tmp_path):
    folder = corpus(tmp_path, range(3))
    write(folder, "earlier", 1, 2022, 100, 90)
    write(folder, "later", 1, 2023, 120, 99)
    run(folder)
    (folder / "in/earlier.txt").write_text(text(8), "utf-8")
    run(folder)
    assert not told(folder)
    write(folder, "earlier", 1, 2022, 100, 90)
    run(folder)
    assert told(folder) == [OTHER]
    (folder / "in/later.txt").write_text("unreadable", "utf-8")
    run(folder)
    assert not told(folder)
    assert not list((folder / "tables/checks").glob("compared-*"))


def test_file_that_is_gone_is_compared_still(tmp_path):
    folder = corpus(tmp_path, range(2))
    write(folder, "earlier", 1, 2022, 100, 90)
    run(folder)
    (folder / "in/earlier.txt").unlink()
    write(folder, "later", 1, 2023, 120, 99)
    run(folder)
    assert told(folder) == [OTHER]


def test_one_of_several_reports_of_the_year_before_is_enough(tmp_path):
    folder = corpus(tmp_path)
    write(folder, "earlier", 1, 2022, 100, 90)
    write(folder, "later", 1, 2023, 120, 99)
    run(folder)
    assert told(folder) == [OTHER]
    write(folder, "project", 1, 2022, 99, 90)
    run(folder)
    assert not told(folder)


def test_copy_in_another_form_is_compared_once(tmp_path):
    folder = corpus(tmp_path)
    write(folder, "earlier", 1, 2022, 100, 90)
    write(folder, "later", 1, 2023, 120, 99)
    (folder / "in/resaved.txt").write_text(filed(1, 2023, 120, 99).replace("\n", "\n\n"), "utf-8")
    run(folder)
    assert told(folder) == [OTHER]
    (folder / "in/later.txt").write_text(text(5), "utf-8")
    run(folder)
    assert [place for place, _ in told(folder)] == ["in/resaved.txt"]


def test_nothing_to_do_writes_nothing(tmp_path):
    folder = corpus(tmp_path)
    write(folder, "earlier", 1, 2022, 100, 90)
    write(folder, "later", 1, 2023, 120, 99)
    run(folder)
    commits = sorted((folder / ".snapshots").iterdir())
    run(folder)
    assert sorted((folder / ".snapshots").iterdir()) == commits


def test_ranges_are_written_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(years, "SHARD", 2)
    folder = corpus(tmp_path)
    for unit in range(6):
        write(folder, f"{unit}-0", unit, 2022, 100, 90)
        write(folder, f"{unit}-1", unit, 2023, 120, 99)
    run(folder)
    assert len(told(folder)) == 6
    files = {file.name for file in (folder / "tables/checks").glob("compared-*")}
    assert len(files) == 6
    write(folder, "3-1", 3, 2023, 120, 100)
    run(folder)
    assert len(told(folder)) == 5
    assert {file.name for file in (folder / "tables/checks").glob("compared-*")} < files


def test_name_that_stands_for_everything_is_not_compared(tmp_path, monkeypatch):
    monkeypatch.setattr(years, "_MOST", 3)
    folder = corpus(tmp_path)
    write(folder, "later", 1, 2023, 120, 99)
    for number in range(4):
        write(folder, f"earlier-{number}", 1, 2022, 100 + number, 90)
        run(folder)
        assert len(told(folder)) == (number < 3)


def test_fault_in_comparing_is_a_row_and_the_run_goes_on(tmp_path, monkeypatch):
    def broken(later, earlier):
        raise KeyError("broken")

    monkeypatch.setattr(last_year, "against", broken)
    folder = corpus(tmp_path)
    write(folder, "earlier", 1, 2022, 100, 90)
    write(folder, "later", 1, 2023, 120, 99)
    run(folder)
    assert [row["code"] for row in tables(folder)["problems"]] == ["internal_error"]
    monkeypatch.undo()
    run(folder, mode="all")
    assert not tables(folder)["problems"]
    assert told(folder) == [OTHER]


def test_reports_that_are_read_back_hold_what_comparing_found(tmp_path):
    folder = corpus(tmp_path, range(3))
    for unit in range(3):
        write(folder, f"{unit}-1", unit, 2023, 120, 99)
    run(folder)
    for unit in range(3):
        write(folder, f"{unit}-0", unit, 2022, 100, 90)
    run(folder)
    reports = list(read_reports(folder / "tables"))
    assert len(reports) == 9
    assert sorted(report.document.source for report in reports if report.checks) == [f"in/{unit}-1.txt" for unit in range(3)]
    assert {len(report.amounts) for report in reports} == {10, 11}
    assert pq.read_table(folder / "tables/checks").num_rows == 3


def test_figures_of_another_form_are_not_compared(tmp_path, monkeypatch):
    folder = corpus(tmp_path)
    write(folder, "earlier", 1, 2022, 100, 90)
    with monkeypatch.context() as patched:
        patched.setattr("output.figures._FORMAT", 0)
        run(folder)
    write(folder, "later", 1, 2023, 120, 99)
    run(folder)
    assert not told(folder)
    run(folder, mode="all")
    assert told(folder) == [OTHER]


def test_ledger_of_before_gets_its_comparisons_when_all_is_read_again(tmp_path, monkeypatch):
    folder = corpus(tmp_path)
    write(folder, "earlier", 1, 2022, 100, 90)
    write(folder, "later", 1, 2023, 120, 99)
    with monkeypatch.context() as patched:
        patched.setattr(ledger, "MIGRATIONS", ledger.MIGRATIONS[:1])
        patched.setattr(years, "note", lambda db, change, hands: None)
        run(folder)
    run(folder)
    assert not told(folder)
    run(folder, mode="all")
    assert told(folder) == [OTHER]
