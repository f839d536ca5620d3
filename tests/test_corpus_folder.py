"""Snapshots, manifests, locks, ledgers and commands of a corpus."""

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from corpora.make import corpus, run, set_options, text
from corpora.reader import Hands, read

from corpus import config, ledger, snapshot
from corpus.commit import Committer, Event
from corpus.lock import Locked, locked
from corpus.outcome import Task
from jixiao.cli import cli
from output.read import read_reports


def counts(report):
    assert report.inputs == report.read + report.reused + report.quarantined + report.duplicates + report.waiting
    return report.read, report.reused, report.quarantined, report.duplicates


def sources(folder):
    return {row["place"]: row for row in pd.read_parquet(folder / "tables/sources").to_dict("records")}


def test_parts_stay_few_over_many_nights(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    folder = corpus(tmp_path)
    with locked(folder):
        db = ledger.connect(folder, write=True)
        committer = Committer(folder, db, Hands(), 1, True)
        committer.start()
        for night in range(80):
            data = text(night).encode()
            name = f"{night}.txt"
            row = (name, json.dumps(("file", name)), "{}", name, 1, 1)
            place = db.execute(
                "INSERT INTO places (name, at, info, signature, seen, added) VALUES (?, ?, ?, ?, ?, ?)", row
            ).lastrowid
            committer.commit([Event(Task(place, name, ("file", name), name), read(name, data))])
            assert len(list((folder / "tables/amounts").iterdir())) <= 15
        db.close()
    assert len(pd.read_parquet(folder / "tables/documents")) == 80


def test_manifest_says_more_of_files_and_its_broken_lines_are_counted(tmp_path):
    folder = corpus(tmp_path, range(3))
    lines = [
        {"path": "00000.txt", "url": "https://qinghe.example/0", "published_at": "2024-03-01", "page": 3},
        {"path": "gone.txt", "url": "https://qinghe.example/gone"},
        {"url": "https://qinghe.example/none"},
    ]
    said = [json.dumps(line, ensure_ascii=False) for line in lines]
    (folder / "in/m.jsonl").write_text("\n".join([*said, '{"path": ', "[1]", ""]), "utf-8")
    config_file = folder / "corpus.toml"
    config_file.write_text('[[source]]\nmanifest = "in/m.jsonl"\n' + config_file.read_text("utf-8"), "utf-8")
    report = run(folder)
    assert counts(report) == (3, 0, 4, 0)
    assert report.reasons == {"manifest_line": 3, "not_found": 1}
    row = sources(folder)["in/00000.txt"]
    assert (row["url"], row["published_at"], row["more"]) == ("https://qinghe.example/0", "2024-03-01", '{"page": 3}')
    (folder / "in/gone.txt").write_text(text(8), "utf-8")
    assert run(folder).read == 1
    said[0] = said[0].replace("2024-03-01", "2024-03-02")
    (folder / "in/m.jsonl").write_text("\n".join(said), "utf-8")
    assert run(folder).read == 0
    assert sources(folder)["in/00000.txt"]["published_at"] == "2024-03-02"


def test_csv_manifest_is_no_document_itself(tmp_path):
    folder = corpus(tmp_path, range(2))
    (folder / "in/m.csv").write_text("path,url,title\n00001.txt,https://x.example,报告\n,,\n00000.txt,a,b,c,d\n", "utf-8")
    config_file = folder / "corpus.toml"
    config_file.write_text(config_file.read_text("utf-8").replace("[run]", '[[source]]\nmanifest = "in/*.csv"\n[run]'), "utf-8")
    report = run(folder)
    assert counts(report) == (2, 0, 2, 0)
    assert sources(folder)["in/00001.txt"]["title"] == "报告"


def test_second_run_at_once_is_refused_and_a_killed_one_leaves_no_lock(tmp_path):
    folder = corpus(tmp_path, range(1))
    held = subprocess.Popen(
        [sys.executable, "-c", f"import time\nfrom pathlib import Path\nfrom corpus.lock import locked\n"
         f"with locked(Path({str(folder)!r})):\n print('held', flush=True); time.sleep(60)"],
        stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent,
    )  # fmt: skip
    assert held.stdout.readline()
    with pytest.raises(Locked, match=str(held.pid)):
        run(folder)
    held.kill()
    held.wait()
    assert run(folder).read == 1


def test_readers_during_a_run_see_whole_snapshots(tmp_path):
    """Tables of one snapshot belong together at every instant of a run that replaces everything."""
    folder = corpus(tmp_path, range(40), batch=3, overhead=100, jobs=1)
    run(folder)
    code = (
        "import sys, time; sys.path[:0] = sys.argv[2:]\n"
        "from pathlib import Path; from corpora.make import here_with, run; from corpora.reader import read\n"
        "slowly = here_with(lambda name, data: time.sleep(0.03) or read(name, data))\n"
        "run(Path(sys.argv[1]), version='2', mode='all', runner=slowly)"
    )
    home = Path(__file__).parent
    process = subprocess.Popen([sys.executable, "-c", code, str(folder), str(home), str(home.parent)])
    looks = set()
    while process.poll() is None:
        here = snapshot.current(folder)
        documents = pd.read_parquet(here / "tables/documents")
        amounts = pd.read_parquet(here / "tables/amounts")
        assert len(documents) == 40
        assert set(amounts.document_id) == set(documents.document_id)
        assert len(amounts) == 400
        looks.add(here.name)
        # Through the link a part may go between its listing and its opening: an error, never wrong rows.
        with contextlib.suppress(FileNotFoundError):
            assert len(pd.read_parquet(folder / "tables/documents")) == 40
        time.sleep(0.02)
    assert process.returncode == 0
    assert len(looks) > 3


def test_common_readers_see_every_row_once(tmp_path):
    folder = corpus(tmp_path, range(30), batch=4, overhead=100)
    run(folder)
    (folder / "in/00007.txt").write_text(text(7, 98), "utf-8")
    run(folder)
    assert len(list((folder / "tables/amounts").iterdir())) > 1
    assert len(pd.read_parquet(folder / "tables/amounts")) == 300
    assert pq.read_table(folder / "tables/amounts").num_rows == 300
    assert len(list(read_reports(folder / "tables"))) == 30
    duckdb = pytest.importorskip("duckdb")
    query = f"SELECT count(*), count(DISTINCT fact_id) FROM '{folder}/tables/amounts/*.parquet'"
    assert duckdb.sql(query).fetchall() == [(300, 300)]


def test_ledger_of_a_later_program_is_refused_and_an_older_one_migrates(tmp_path, monkeypatch):
    folder = corpus(tmp_path, range(1))
    run(folder)
    monkeypatch.setattr(ledger, "MIGRATIONS", (*ledger.MIGRATIONS, "ALTER TABLE runs ADD COLUMN note TEXT"))
    with pytest.raises(ledger.LedgerError, match="older format"):
        ledger.connect(folder)
    assert run(folder).reused == 1
    monkeypatch.undo()
    with pytest.raises(ledger.LedgerError, match="later jixiao"):
        run(folder)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("[[source]]\npath = 'a'\nurl = 'b'", "one of path"),
        ("[run]\njobs = 0", "above 0"),
        ("[run]\nspeed = 1", "unknown option speed"),
        ("[sauce]", "unknown sauce"),
        ("[run", "corpus.toml"),
        ("[run]\nhistory = 1", "true or false"),
    ],
)
def test_wrong_configuration_says_what_to_change(tmp_path, said, wrong):
    (tmp_path / "corpus.toml").write_text(said, "utf-8")
    with pytest.raises(config.ConfigError, match=re.escape(wrong)):
        config.load(tmp_path)


def test_commands_tell_of_a_corpus(tmp_path):
    from output.schema import TABLES

    samples = Path(__file__).parent.parent / "samples"
    (tmp_path / "in").mkdir()
    old = (samples / "taihe-2021.txt").read_text("utf-8")
    (tmp_path / "in/a.txt").write_text(old, "utf-8")
    (tmp_path / "in/b.zzz").write_text("x", "utf-8")
    command = CliRunner()
    assert command.invoke(cli, ["init", str(tmp_path), "--path", "in"]).exit_code == 0
    assert command.invoke(cli, ["init", str(tmp_path)]).exit_code == 2
    done = command.invoke(cli, ["run", str(tmp_path), "--log", "json"])
    assert done.exit_code == 0, done.output
    assert "read         1" in done.output
    assert "1 .zzz" in done.output
    (tmp_path / "in/a.txt").write_text(old.replace("95.64", "98.64"), "utf-8")
    assert command.invoke(cli, ["run", str(tmp_path), "--log", "none"]).exit_code == 0
    assert "95.64 → 98.64" in command.invoke(cli, ["diff", str(tmp_path)]).output
    status = json.loads(command.invoke(cli, ["status", str(tmp_path), "--json"]).output)
    assert status["states"] == {"done": 1, "superseded": 1}
    assert status["counties"] == {"江西省 泰和县": 1}
    assert pd.read_parquet(tmp_path / "tables/sources").report_key[0] == "泰和县农业农村局 2021 overall_form"
    assert "Runs" in command.invoke(cli, ["status", str(tmp_path)]).output
    report = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert report["inputs"] == report["read"] == 1
    shown = command.invoke(cli, ["show", str(tmp_path / "tables")])
    assert "泰和县" in shown.output
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {*TABLES, "sources"}


@pytest.mark.parametrize("inside", [False, True], ids=["beside", "inside"])
def test_corpus_is_called_by_a_relative_name_from_anywhere(tmp_path, monkeypatch, inside):
    monkeypatch.setattr("jixiao.corpus_work.Hands", Hands)
    reports = tmp_path / ("county/reports" if inside else "reports")
    reports.mkdir(parents=True)
    (reports / "a.txt").write_text(text(1), "utf-8")
    (reports / "m.jsonl").write_text('{"path": "a.txt", "url": "https://qinghe.example/a"}\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    command = CliRunner()
    manifest = "county/reports/m.jsonl" if inside else "reports/*.jsonl"
    made = command.invoke(cli, ["init", "county", "--path", "reports", "--manifest", manifest])
    assert made.exit_code == 0
    sources = config.load(Path("county")).sources
    before = "" if inside else "../"
    assert [source.value for source in sources] == [f"{before}reports", f"{before}reports/{Path(manifest).name}"]
    done = command.invoke(cli, ["run", "county", "--log", "plain"])
    assert done.exit_code == 0, done.output
    assert "read         1" in done.output
    monkeypatch.chdir(tmp_path / "county")
    again = command.invoke(cli, ["run", "--log", "plain"])
    assert "reused       1" in again.output
    assert [row["url"] for row in pd.read_parquet("tables/sources").to_dict("records")] == ["https://qinghe.example/a"]


def test_exit_status_and_json_lines_tell_programs_what_happened(tmp_path, monkeypatch):
    monkeypatch.setattr("jixiao.corpus_work.Hands", Hands)
    folder = corpus(tmp_path, range(2))
    (folder / "in/bad.txt").write_text("unreadable", "utf-8")
    command = CliRunner()
    done = command.invoke(cli, ["run", str(folder), "--log", "json"])
    assert done.exit_code == 3
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert (lines[0]["event"], lines[0]["inputs"], lines[0]["to_do"]) == ("started", 3, 3)
    states = {line["place"]: (line["state"], line["reason"]) for line in lines[1:]}
    assert states["in/00000.txt"] == ("ok", None)
    assert states["in/bad.txt"][0] == "failed"
    (folder / "in/bad.txt").unlink()
    assert command.invoke(cli, ["run", str(folder), "--log", "plain"]).exit_code == 0
    with locked(folder):
        refused = command.invoke(cli, ["run", str(folder)])
    assert refused.exit_code == 4
    assert "another run is at work" in refused.output
    assert command.invoke(cli, ["run", str(tmp_path / "none")]).exit_code == 2


def test_options_are_taken_from_the_file(tmp_path):
    folder = corpus(tmp_path)
    set_options(folder, jobs=3, history=False)
    assert (config.load(folder).options.jobs, config.load(folder).options.history) == (3, False)
