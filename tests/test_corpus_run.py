"""Runs of a corpus: every input accounted for, nothing twice, only what is new is read."""

import os
import time
import zipfile

import pandas as pd
import pytest
from corpora.make import corpus, here_with, run, tables, text
from corpora.reader import read

from corpus import ledger, plan
from corpus.outcome import Failure


def counts(report):
    assert report.inputs == report.read + report.reused + report.quarantined + report.duplicates + report.waiting
    return report.read, report.reused, report.quarantined, report.duplicates


def sources(folder):
    return {row["place"]: row for row in pd.read_parquet(folder / "tables/sources").to_dict("records")}


def test_first_run_reads_all_and_the_second_nothing(tmp_path):
    folder = corpus(tmp_path, range(12))
    assert counts(run(folder)) == (12, 0, 0, 0)
    before = tables(folder)
    assert len(before["documents"]) == 12
    assert len(before["amounts"]) == 120
    assert counts(run(folder)) == (0, 12, 0, 0)
    assert tables(folder) == before


def test_new_documents_alone_are_read(tmp_path):
    folder = corpus(tmp_path, range(5))
    run(folder)
    (folder / "in/new.txt").write_text(text(50), "utf-8")
    told = []
    assert counts(run(folder, started=told.append)) == (1, 5, 0, 0)
    assert [(scan.inputs, scan.expected) for scan in told] == [(6, 1)]
    assert len(tables(folder)["documents"]) == 6


def test_touched_and_moved_files_are_not_read_again(tmp_path):
    folder = corpus(tmp_path, range(3))
    run(folder)
    os.utime(folder / "in/00000.txt", (1, 1))  # a clock that went back
    (folder / "in/00001.txt").rename(folder / "in/moved.txt")
    report = run(folder)
    assert (report.read, report.reused + report.duplicates) == (0, 3)
    assert len(tables(folder)["documents"]) == 3


def test_same_bytes_and_same_text_stand_once(tmp_path):
    folder = corpus(tmp_path, range(2))
    (folder / "in/copy.txt").write_text(text(0), "utf-8")
    (folder / "in/resaved.txt").write_text(text(1).replace("\n", "\r\n  "), "utf-8")
    report = run(folder)
    assert counts(report) == (2, 0, 0, 2)
    assert report.same == {"same bytes": 1, "same text": 1}
    assert sorted(row["source"] for row in tables(folder)["documents"]) == ["in/00000.txt", "in/00001.txt"]
    held = sources(folder)
    assert held["in/copy.txt"]["document_id"] == held["in/00000.txt"]["document_id"]
    assert held["in/resaved.txt"]["duplicate_of"] == held["in/00001.txt"]["document_id"]


def test_changed_file_is_a_new_version_and_the_old_rows_are_history(tmp_path):
    folder = corpus(tmp_path, range(6))
    run(folder)
    old = sources(folder)["in/00003.txt"]["document_id"]
    (folder / "in/00003.txt").write_text(text(3, 98), "utf-8")
    assert counts(run(folder)) == (1, 5, 0, 0)
    row = sources(folder)["in/00003.txt"]
    assert (row["version"], row["supersedes"]) == (2, old)
    documents = tables(folder)["documents"]
    assert len(documents) == 6
    assert old not in {row["document_id"] for row in documents}
    history = tables(folder, "history")
    assert [row["document_id"] for row in history["documents"]] == [old]
    assert len(history["amounts"]) == 10


def test_file_that_goes_back_and_forth_is_in_tables_once_and_in_history_once(tmp_path):
    folder = corpus(tmp_path, range(2))
    for turn in range(5):
        (folder / "in/00001.txt").write_text(text(1, turn % 2), "utf-8")
        run(folder)
        assert len(tables(folder)["documents"]) == 2
    assert len(tables(folder, "history")["documents"]) == 2
    assert sources(folder)["in/00001.txt"]["version"] == 5


def test_two_files_that_change_places_keep_their_rows(tmp_path):
    folder = corpus(tmp_path, range(3))
    run(folder)
    before = {row["document_id"] for row in tables(folder)["documents"]}
    (folder / "in/00000.txt").write_text(text(1), "utf-8")
    (folder / "in/00001.txt").write_text(text(0), "utf-8")
    run(folder)
    assert {row["document_id"] for row in tables(folder)["documents"]} == before


def test_duplicate_stands_up_when_its_twin_changes(tmp_path):
    folder = corpus(tmp_path, range(2))
    (folder / "in/resaved.txt").write_text(text(0).replace("\n", "\n\n"), "utf-8")
    run(folder)
    (folder / "in/00000.txt").write_text(text(7), "utf-8")
    run(folder)
    held = {row["source"] for row in tables(folder)["documents"]}
    assert held == {"in/00000.txt", "in/00001.txt", "in/resaved.txt"}


def test_vanished_file_keeps_its_rows(tmp_path):
    folder = corpus(tmp_path, range(3))
    run(folder)
    (folder / "in/00001.txt").unlink()
    assert run(folder).inputs == 2
    assert len(tables(folder)["documents"]) == 3


def test_missing_source_is_said_and_nothing_is_lost(tmp_path):
    folder = corpus(tmp_path, range(3))
    run(folder)
    (folder / "in").rename(folder / "away")
    report = run(folder)
    assert "in" in report.troubles[0]
    assert not report.clean
    assert len(tables(folder)["documents"]) == 3


def test_failed_documents_are_read_again_only_where_it_may_help(tmp_path, monkeypatch):
    monkeypatch.setattr(plan, "_TRIES", 2)
    folder = corpus(tmp_path, range(2))
    (folder / "in/bad.txt").write_text("unreadable", "utf-8")
    (folder / "in/poison.txt").write_text("leave", "utf-8")

    def attempts():
        db = ledger.connect(folder)
        return {row["code"]: row["attempts"] for row in db.execute("SELECT * FROM documents WHERE code NOT NULL")}

    for expected in (1, 2, 2):
        report = run(folder, workers=True)
        assert (report.quarantined, report.reasons) == (2, {"crashed": 1, "damaged": 1})
        assert attempts() == {"damaged": 1, "crashed": expected}
    run(folder, mode="failed", workers=True)
    assert attempts() == {"damaged": 2, "crashed": 3}
    run(folder, version="2", workers=True)
    assert attempts() == {"damaged": 1, "crashed": 1}
    assert len(tables(folder)["documents"]) == 4


def dying(names):
    """A runner in which some documents kill their worker; what it was given is kept in `runs`."""
    read_here = here_with(read)

    def runner(tasks):
        for task in tasks:
            runner.runs.append(task.name)
            if task.name in names:
                yield task, Failure("crashed", "the worker was killed by SIGSEGV")
            else:
                yield from read_here([task])

    runner.runs = []
    return runner


@pytest.mark.parametrize("mode", ["new", "all"])
def test_copies_are_read_once_in_a_run_however_far_apart(tmp_path, mode):
    folder = corpus(tmp_path, range(8), batch=1, overhead=100)
    if mode == "all":
        run(folder)
    for name in ("0-copy", "1-copy", "2-copy"):
        (folder / f"in/{name}.txt").write_text(text(0), "utf-8")
    given = []

    def runner(tasks):
        for task in tasks:
            given.append(task.sha256)
            time.sleep(0.02)  # so that batches are committed on the way
            yield from here_with(read)([task])

    assert run(folder, mode=mode, runner=runner).duplicates == 3
    assert len(given) == len(set(given)) == 8


def test_rows_stay_where_a_newer_extractor_dies(tmp_path):
    folder = corpus(tmp_path, range(3))
    run(folder)
    before = tables(folder)
    report = run(folder, version="2", mode="all", runner=dying(["in/00001.txt"]))
    assert counts(report) == (2, 0, 1, 0)
    assert "rows of extractor 1 are kept" in report.refused[0][2]
    assert tables(folder) == before
    runner = dying(["in/00001.txt"])
    for _ in range(5):
        assert run(folder, version="2", runner=runner).quarantined == 1
    assert runner.runs == ["in/00001.txt"] * 2
    assert counts(run(folder, version="2", mode="failed")) == (1, 2, 0, 0)
    assert tables(folder) == before


def test_poison_in_an_archive_is_tried_a_few_times_only(tmp_path):
    folder = corpus(tmp_path, range(2))
    with zipfile.ZipFile(folder / "in/a.zip", "w") as archive:
        archive.writestr("bad.txt", text(30))
    runner = dying(["in/a.zip!/bad.txt"])
    for _ in range(5):
        report = run(folder, runner=runner)
        assert (report.quarantined, report.reasons) == (1, {"crashed": 1})
    assert runner.runs.count("in/a.zip!/bad.txt") == 3
    run(folder, runner=runner, version="2")
    run(folder, runner=runner, version="2", mode="failed")
    assert runner.runs.count("in/a.zip!/bad.txt") == 5
    assert run(folder, mode="failed").read == 1


@pytest.mark.parametrize(("mode", "read"), [("new", 0), ("stale", 5), ("all", 5)])
def test_older_extractors_documents_are_replaced_when_asked(tmp_path, mode, read):
    folder = corpus(tmp_path, range(5))
    run(folder)
    report = run(folder, version="2", mode=mode)
    assert (report.read, report.stale) == (read, 5 - read)
    assert len(tables(folder)["documents"]) == 5
    assert not tables(folder, "history")["documents"]


def test_only_failed_leaves_the_new_waiting(tmp_path):
    folder = corpus(tmp_path, range(2))
    run(folder)
    (folder / "in/new.txt").write_text(text(9), "utf-8")
    assert run(folder, mode="failed").waiting == 1
    assert run(folder).read == 1
