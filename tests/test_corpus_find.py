"""Finding files: folders, patterns, names as given, in a stable order; running many keeps the order."""

import os
from pathlib import Path

import pytest

from corpus.find import find
from corpus.run import run


@pytest.fixture
def reports(tmp_path):
    for name in ("b/2.docx", "b/10.pdf", "a.txt", "b/.hidden.txt", "b/~$2.docx", ".git/c.txt", "b/notes.json",
                 "b/READ", "z[1].txt"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    return tmp_path


def names(found, folder):
    return [path.relative_to(folder).as_posix() for path in found.files]


def test_folder_gives_its_documents_by_name_and_counts_what_is_none(reports):
    found = find([str(reports)])
    assert names(found, reports) == ["a.txt", "z[1].txt", "b/10.pdf", "b/2.docx", "b/READ"]
    assert found.left_out == {".json": 1}
    assert found.missing == ()


def test_file_that_is_named_is_taken_whatever_its_name(reports):
    given = [f"{reports}/b/notes.json", f"{reports}/b/.hidden.txt", f"{reports}/z[1].txt"]
    assert names(find(given), reports) == ["b/notes.json", "b/.hidden.txt", "z[1].txt"]


def test_patterns_match_files_and_folders(reports):
    assert names(find([f"{reports}/**/*.txt"]), reports) == ["a.txt", "z[1].txt"]
    assert names(find([f"{reports}/[b]*"]), reports) == ["b/10.pdf", "b/2.docx", "b/READ"]


def test_file_given_twice_is_taken_once_where_it_came_first(reports):
    found = find([f"{reports}/b/2.docx", f"{reports}/b/../b/2.docx", str(reports), f"{reports}/a.txt"])
    assert names(found, reports) == ["b/2.docx", "a.txt", "z[1].txt", "b/10.pdf", "b/READ"]


def test_what_is_not_there_is_said(reports):
    assert find([f"{reports}/no.txt", f"{reports}/no*", f"{reports}/a.txt"]).missing == (
        f"{reports}/no.txt", f"{reports}/no*",
    )  # fmt: skip


def test_linked_folder_makes_no_circle(reports):
    (reports / "b/up").symlink_to(reports)
    assert len(find([str(reports)]).files) == 5


def test_pipes_are_not_waited_for_and_broken_links_are_not_lost(reports):
    os.mkfifo(reports / "pipe.txt")
    (reports / "link.txt").symlink_to(reports / "gone.txt")
    assert names(find([str(reports)]), reports)[:3] == ["a.txt", "link.txt", "z[1].txt"]


def test_empty_folders_are_said_and_one_named_like_a_document_is_taken_for_one(reports):
    (reports / "folder.pdf").mkdir()
    (reports / "nothing").mkdir()
    assert names(find([str(reports / "folder.pdf")]), reports) == ["folder.pdf"]
    assert "folder.pdf" in names(find([str(reports)]), reports)
    assert find([str(reports / "nothing")]).empty == (str(reports / "nothing"),)


@pytest.mark.parametrize("jobs", [1, 3])
def test_run_gives_results_in_the_order_of_the_files(jobs):
    files = [Path(f"{index}.txt") for index in range(20)]
    assert list(run(os.fspath, files, jobs)) == [f"{index}.txt" for index in range(20)]


def test_run_reads_no_further_ahead_than_it_must():
    asked = []
    results = run(asked.append, (Path(str(index)) for index in range(9)))
    next(results)
    assert len(asked) == 1
