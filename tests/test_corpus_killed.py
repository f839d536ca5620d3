"""Runs that are killed, that find the disk full, that may not write: nothing lost, nothing twice."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from corpora.kill import check
from corpora.make import corpus, run, tables, text

from corpus import commit, snapshot
from jixiao.cli import cli

HOME = Path(__file__).parent
HEAVY = bool(os.environ.get("JIXIAO_HEAVY"))
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HOME), str(HOME.parent)])}


@pytest.mark.parametrize("mode", [[], ["workers"]], ids=["alone", "with workers"])
def test_killed_runs_come_to_the_tables_of_an_undisturbed_one(tmp_path, mode):
    """JIXIAO_HEAVY=1 kills a hundred times."""
    trials = "100" if HEAVY else "1" if mode else "3"
    command = [sys.executable, "-m", "corpora.kill", str(tmp_path), trials, str(int(time.time())), *mode]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"{trials} trials" in done.stdout


def test_stopping_commits_what_is_done(tmp_path):
    folder = corpus(tmp_path, range(3))
    for number in range(20):
        (folder / f"in/slow-{number:02}.txt").write_text(f"slow 0.5\n{text(number + 50)}", "utf-8")
    code = (
        "import sys; from corpora import reader; from jixiao import cli, corpus_work\n"
        "corpus_work.Hands = reader.Hands; cli.main()"
    )
    arguments = ["run", str(folder), "--log", "plain"]
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], env=ENVIRONMENT, stderr=subprocess.PIPE, text=True
    )
    for line in process.stderr:
        if "slow-01" in line:
            break
    process.send_signal(signal.SIGTERM)
    assert "stopped" in process.stderr.read()
    assert process.wait() == 130
    assert 4 <= len(tables(folder)["documents"]) < 23
    check(folder)


@pytest.mark.parametrize("step", ["write", "merge", "sources", "link", "switch"])
def test_disk_full_at_any_step_leaves_the_corpus_as_it_was(tmp_path, monkeypatch, step):
    folder = corpus(tmp_path, range(6))
    run(folder)
    before = tables(folder)
    (folder / "in/00003.txt").write_text(text(3, 98), "utf-8")

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        if step in ("write", "merge", "sources"):
            patched.setattr("jixiao.corpus_work." + {"write": "write_part", "merge": "merge_parts", "sources": "write_sources"}[step], fail)
        elif step == "link":
            patched.setattr(snapshot, "_link", fail)
        else:
            patched.setattr(commit.snapshot, "switch", fail)
        with pytest.raises(OSError, match="No space left"):
            run(folder)
        assert tables(folder) == before
    run(folder)
    check(folder)
    assert len(tables(folder)["documents"]) == 6
    assert len(tables(folder, "history")["documents"]) == 1


def test_disk_that_is_really_full_ends_the_run_with_the_reason(tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(place)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("may not mount a small file system")
    try:
        folder = corpus(place / "c")
        (tmp_path / "in").mkdir()
        for number in range(400):
            (tmp_path / f"in/{number}.txt").write_text(text(number), "utf-8")
        (folder / "in").rmdir()
        (folder / "in").symlink_to(tmp_path / "in")
        with pytest.raises((OSError, sqlite3.Error), match=r"full|space"):
            run(folder)
        held = tables(folder)["documents"]
        subprocess.run(["mount", "-o", "remount,size=64m", str(place)], check=True)
        run(folder)
        check(folder)
        assert len(held) <= len(tables(folder)["documents"]) == 400
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def test_folder_that_may_not_be_written_is_an_error_that_says_so(tmp_path):
    folder = corpus(tmp_path / "c", range(1))
    (folder / ".snapshots").write_text("a file where a folder must be", "utf-8")
    done = CliRunner().invoke(cli, ["run", str(folder), "--log", "none"])
    assert done.exit_code == 1
    assert "committed before stands" in done.output
