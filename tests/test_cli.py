"""The command as a user runs it: exit status, messages, summary, and what it leaves behind."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from jixiao.cli import main
from output.schema import TABLES

SAMPLES = Path(__file__).parent.parent / "samples"
ONE = SAMPLES / "luoshan-2021.txt"
BUNDLE = SAMPLES / "pingjiang-2022.docx"


@pytest.fixture
def run(capsys, monkeypatch):
    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["jixiao", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return end.value.code or 0, said.out, said.err

    return run


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli") / "out"
    command = [sys.executable, "-m", "jixiao", "extract", ONE, BUNDLE, "-o", folder, "-q"]
    subprocess.run(list(map(str, command)), check=True)
    return folder


def test_extract_writes_every_table_and_says_what_was_read(run, tmp_path):
    status, said, log = run("extract", ONE, BUNDLE, "-o", tmp_path / "out")
    assert status == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(TABLES)
    assert said.startswith("2 documents: 2 ok\n")
    assert f"Tables are in {tmp_path}/out/" in said
    assert [line[:5] for line in log.splitlines()] == ["[1/2]", "[2/2]"]
    amounts = pd.read_parquet(tmp_path / "out/amounts")
    assert len(amounts)
    assert set(amounts.document_id) == set(pd.read_parquet(tmp_path / "out/documents").document_id)


def test_extract_is_silent_when_quiet_and_data_when_json(run, tmp_path):
    assert run("extract", ONE, "-o", tmp_path, "-q") == (0, "", "")
    status, said, _ = run("extract", ONE, "-o", tmp_path, "-q", "--json")
    data = json.loads(said)
    assert status == 0
    assert data["documents"] == {"ok": 1, "partial": 0, "failed": 0}
    assert data["rows"]["amounts"] == len(pd.read_parquet(tmp_path / "amounts"))


BAD = {
    "empty.txt": b"",
    "cut.pdf": (SAMPLES / "luoshan-2021.pdf").read_bytes()[:1500],
    "nozip.docx": b"this is no archive \xff\xfe\x00",
    "noise.txt": bytes(range(256)) * 40,
}


def test_files_that_cannot_be_read_are_rows_and_leave_the_others_unharmed(run, tmp_path):
    for name, content in BAD.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "good.txt").write_bytes(ONE.read_bytes())
    status, said, _ = run("extract", tmp_path, "-o", tmp_path / "out")
    assert status == 3
    rows = pd.read_parquet(tmp_path / "out/documents").set_index("source")
    rows.index = [Path(source).name for source in rows.index]
    for name in (*BAD, "folder.pdf"):
        assert rows.status[name] == "failed", name
        assert rows.error[name], name
        assert rows.error_code[name] != "internal_error", rows.error[name]
        assert name in said
    assert rows.status["good.txt"] == "ok"
    assert "6 documents: 1 ok, 5 failed" in said


def test_our_own_mistake_in_a_document_is_a_row_that_says_where(run, tmp_path, monkeypatch):
    def broken(*_):
        raise KeyError("x")

    monkeypatch.setattr("jixiao.pipeline.resolve", broken)
    status, said, _ = run("extract", ONE, "-o", tmp_path / "out")
    assert status == 3
    assert "KeyError: 'x' (test_cli.py:" in said
    assert "[internal_error]" in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["extract", "nosuch.txt", "-o", "out"], "nosuch.txt does not exist"),
        (["extract", "nosuch*", "also*", "-o", "out"], "nosuch* does not exist; also* does not exist"),
        (["extract", ".", "-o", "out"], ". holds no documents"),
        (["extract", ONE], "--output"),
        (["extract", ONE, "-o", "kept"], "kept holds other files (notes.log)"),
        (["show", "kept"], "kept holds no table"),
        (["why", "0", "-o", "kept"], "kept holds no table"),
        (["nosuch"], "No such command"),
    ],
)
def test_wrong_usage_is_said_and_changes_nothing(run, tmp_path, monkeypatch, arguments, says):
    monkeypatch.chdir(tmp_path)
    Path("kept").mkdir()
    Path("kept/notes.log").write_text("mine")
    status, said, log = run(*arguments)
    assert (status, said) == (2, "")
    assert says in log
    assert [path.name for path in tmp_path.rglob("*")] == ["kept", "notes.log"]


def test_missing_one_of_several_is_said_and_the_others_are_read(run, tmp_path):
    status, said, log = run("extract", ONE, "nosuch.txt", "-o", tmp_path / "out")
    assert status == 3
    assert "1 document: 1 ok" in said
    assert "nosuch.txt: no such file" in log


def test_empty_folder_beside_others_is_said(run, tmp_path):
    (tmp_path / "empty").mkdir()
    status, _, log = run("extract", ONE, tmp_path / "empty", "-o", tmp_path / "out")
    assert status == 3
    assert f"{tmp_path}/empty: no documents there" in log


def test_same_bytes_twice_are_said_and_written_once(run, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(ONE.read_bytes())
    status, said, _ = run("extract", tmp_path, "-o", tmp_path / "out")
    assert status == 0
    assert "1 document: 1 ok" in said
    assert "b.txt is " in said


def test_jobs_change_nothing_in_the_tables(run, tmp_path):
    given = [ONE, BUNDLE, SAMPLES / "longxi-2023.pdf"]
    run("extract", *given, "-o", tmp_path / "one", "-q")
    run("extract", *given, "-o", tmp_path / "two", "-q", "--jobs", 2)
    for name in TABLES:
        one, two = (tmp_path / place / name / "part-0.parquet" for place in ("one", "two"))
        assert one.read_bytes() == two.read_bytes(), name


def test_show_gives_one_document_or_all(run, out):
    status, said, _ = run("show", out)
    assert status == 0
    assert "luoshan-2021.txt" in said
    assert "pingjiang-2022.docx" in said
    status, said, _ = run("show", out, "--document", "luoshan")
    assert "pingjiang" not in said
    status, said, log = run("show", out, "--document", "nosuch")
    assert status == 2
    assert "It holds luoshan-2021.txt, pingjiang-2022.docx." in log


@pytest.mark.parametrize("table", ["amounts", "indicators", "headcounts", "scores"])
def test_why_gives_the_receipt_of_every_kind_of_figure(run, out, table):
    for fact in pd.read_parquet(out / table).itertuples():
        status, said, _ = run("why", fact.fact_id, "-o", out)
        assert status == 0
        assert fact.fact_id in said
        assert "【" in said
        assert fact.rule in said


def test_why_says_what_to_do_where_the_id_is_none_or_several(run, out):
    status, _, log = run("why", "nosuch", "-o", out)
    assert status == 2
    assert "jixiao show" in log
    status, _, log = run("why", "", "-o", out)
    assert status == 2
    assert "Give more characters" in log


def test_text_shows_what_is_read_or_why_nothing_is(run, tmp_path):
    status, said, _ = run("text", BUNDLE)
    assert status == 0
    assert "平江县水利局" in said
    (tmp_path / "empty.txt").write_bytes(b"")
    status, said, log = run("text", tmp_path / "empty.txt")
    assert (status, said) == (3, "")
    assert "[empty]" in log


def test_help_of_every_command_has_examples(run):
    assert "jixiao extract reports/" in run("--help")[1]
    for command in ("extract", "text", "show", "why"):
        status, said, _ = run(command, "--help")
        assert status == 0
        assert f"Examples:\n    jixiao {command} " in said


def test_version_is_the_package_version(run):
    import jixiao

    assert run("--version")[1] == f"jixiao {jixiao.__version__}\n"
    assert run("-h")[0] == 0


def test_terminal_gets_a_bar_that_goes_away_and_a_log_gets_lines(tmp_path):
    command = [sys.executable, "-m", "jixiao", "extract", ONE, "-o", tmp_path / "out"]
    parent, child = pty.openpty()
    with subprocess.Popen(list(map(str, command)), stdout=child, stderr=child, close_fds=True) as process:
        os.close(child)
        seen = b""
        try:
            while chunk := os.read(parent, 4096):
                seen += chunk
        except OSError:  # the other end is closed
            pass
    os.close(parent)
    assert process.returncode == 0
    assert "1/1" in seen.decode()
    assert "[1/1]" not in seen.decode()
    assert "1 document: 1 ok" in seen.decode()


def test_closed_pipe_is_no_error(out):
    command = f"{sys.executable} -m jixiao show {out} --all | head -1"
    ended = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert ended.returncode == 0
    assert ended.stderr == ""


@pytest.mark.parametrize("command", ["import jixiao", "import jixiao.cli"])
def test_import_loads_nothing_heavy(command):
    heavy = "{'pandas', 'pyarrow', 'pdfplumber', 'pypdfium2', 'docx', 'lxml', 'jieba', 'regex', 'rich'}"
    code = f"{command}; import sys; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"
