"""What a machine does to a corpus: no permission, power that goes, clocks that go back, files that vanish on the way."""

import json
import os
import shutil
import tempfile
import time
import traceback
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from corpora.kill import check, held
from corpora.make import corpus, filed, here_with, run, tables, text
from corpora.reader import Hands, read

from corpus import commit, ledger, snapshot
from jixiao.cli import cli

NOBODY = 65534


@pytest.fixture
def place():
    """A folder that other users may enter."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


def as_other(does):
    """What a function gives as JSON, called by a user who may not write what is ours."""
    if os.geteuid() != 0:
        return json.loads(json.dumps(does()))
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(ours)
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(theirs, json.dumps(does()).encode())
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    os.close(theirs)
    with os.fdopen(ours, "rb") as said:
        answer = said.read()
    assert os.waitpid(child, 0)[1] == 0
    return json.loads(answer)


def invoked(*arguments):
    done = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    return done.exit_code, done.output, repr(done.exception)


def only_readable(folder, *names):
    """Take away the right to write (which binds all but root)."""
    for name in names:
        for path in [folder / name, *(folder / name).rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o555 if path.is_dir() else 0o444)


def writable(folder):
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o777 if path.is_dir() else 0o666)


@pytest.fixture
def quick(monkeypatch):
    """The command with the quick reader, in this process."""
    monkeypatch.setattr("jixiao.corpus_work.Hands", Hands)
    monkeypatch.setattr("corpus.update.isolated", lambda pool, tasks: here_with(read)(tasks))


@pytest.mark.parametrize("names", [(".",), (".parts",), (".snapshots",), ("ledger.sqlite",)], ids=" ".join)
def test_output_that_may_not_be_written_is_an_error_and_leaves_all_as_it_was(place, quick, names):
    folder = corpus(place, range(4))
    run(folder)
    before = tables(folder)
    (folder / "in/new.txt").write_text(text(40), "utf-8")
    writable(folder)
    only_readable(folder, *names)
    code, said, error = as_other(lambda: invoked("run", folder, "--log", "none"))
    assert (code, error) == (1, "SystemExit(1)"), said
    assert "denied" in said or "readonly" in said
    assert "committed before stands" in said
    assert tables(folder) == before
    writable(folder)
    assert as_other(lambda: invoked("run", folder, "--log", "none"))[0] == 0
    check(folder)
    assert len(tables(folder)["documents"]) == 5


def test_who_may_only_read_a_corpus_sees_what_is_in_it(place, quick):
    folder = corpus(place, range(3))
    run(folder)
    only_readable(folder, ".")
    code, said, _ = as_other(lambda: invoked("status", folder, "--json"))
    assert code == 0, said
    assert json.loads(said)["states"] == {"done": 3}
    assert as_other(lambda: len(tables(folder)["documents"])) == 3
    writable(folder)


def test_input_that_may_not_be_read_waits_for_the_permission(place, quick):
    folder = corpus(place, range(3))
    writable(folder)
    (folder / "in/00001.txt").chmod(0)
    code, said, _ = as_other(lambda: invoked("run", folder, "--log", "plain"))
    assert code == 3
    assert "[not_readable]" in said
    (folder / "in/00001.txt").chmod(0o644)
    assert as_other(lambda: invoked("run", folder, "--log", "none"))[0] == 0
    assert len(tables(folder)["documents"]) == 3
    writable(folder)


class Disk:
    """What was forced to disk: a file with its content as it was then, a folder with its names as they were."""

    def __init__(self):
        self.synced = {}

    def fsync(self, handle):
        path = Path(os.readlink(f"/proc/self/fd/{handle}"))
        names = {child.name: os.readlink(child) if child.is_symlink() else None for child in path.iterdir()} if path.is_dir() else {}
        self.synced[path] = names if path.is_dir() else path.read_bytes()

    def lose(self, folder):
        """Take from a corpus whatever a power cut may take: names and contents that were not forced to disk.

        The ledger stays: SQLite forces each of its transactions to disk itself (synchronous=FULL).
        """
        known = self.synced.get(folder, {})
        for link in [path for path in folder.iterdir() if path.is_symlink()]:
            link.unlink()
            if link.name in known:
                link.symlink_to(known[link.name])
        for kept in (".parts", ".snapshots"):
            self._lose(folder / kept)

    def _lose(self, place):
        for path in list(place.iterdir()):
            if path.name not in self.synced.get(place, {}):
                path.unlink() if path.is_file() else shutil.rmtree(path)
            elif path.is_dir():
                self._lose(path)
            elif place.parent.name == ".parts":
                path.write_bytes(self.synced.get(path, b""))  # in the snapshots too: they are hard links


def cut(*_, **__):
    raise SystemExit("the power goes")


def changed(folder):
    """A corpus that has had one run, and then new versions of some reports."""
    corpus(folder, range(6), batch=2, overhead=100)
    (folder / "in/year-0.txt").write_text(filed(1, 2022, 100, 90), "utf-8")
    (folder / "in/year-1.txt").write_text(filed(1, 2023, 120, 95), "utf-8")
    run(folder)
    for number in range(2):
        (folder / f"in/0000{number}.txt").write_text(text(number, 98), "utf-8")
    (folder / "in/year-0.txt").write_text(filed(1, 2022, 101, 90), "utf-8")
    return folder


@pytest.mark.parametrize("instant", ["before the ledger's commit", "after it", "after the link", "at the end"])
@pytest.mark.parametrize("batches", [1, 2])
def test_power_cut_loses_what_was_in_flight_alone(tmp_path, monkeypatch, instant, batches):
    if not os.path.exists("/proc/self/fd"):
        pytest.skip("told by /proc")

    calm = changed(tmp_path / "calm")
    run(calm)
    disk = Disk()
    monkeypatch.setattr(os, "fsync", disk.fsync)
    folder = changed(tmp_path / "cut")
    step = {"before the ledger's commit": "build", "after it": "switch", "after the link": "tidy"}.get(instant)
    with monkeypatch.context() as patched:
        if step:
            whole, left = getattr(snapshot, step), [batches]

            def stepped(*arguments, **named):
                left[0] -= 1
                if left[0] < 1:
                    cut()
                return whole(*arguments, **named)

            patched.setattr(commit.snapshot, step, stepped)
            with pytest.raises(SystemExit, match="power"):
                run(folder, mode="all")
        else:
            run(folder, mode="all")
    committed = dict(closed(folder, "SELECT id, run FROM commits"))
    disk.lose(folder)
    visible = tables(folder)  # what a reader finds when the power is back
    assert len(visible["documents"]) == 8
    assert {row["document_id"] for row in visible["amounts"]} == {row["document_id"] for row in visible["documents"]}
    run(folder, mode="all")
    check(folder)
    assert held(folder) == held(calm)
    assert committed.items() <= dict(closed(folder, "SELECT id, run FROM commits")).items()


def closed(folder, query):
    with closing(ledger.connect(folder)) as db:
        return [tuple(row) for row in db.execute(query)]


def test_losing_what_was_never_forced_to_disk_would_be_noticed(tmp_path, monkeypatch):
    """The power cut above is a real one: without fsync the parts are gone."""
    disk = Disk()
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    folder = corpus(tmp_path, range(3))
    run(folder)
    disk.lose(folder)
    assert not list((folder / ".parts").iterdir())


def test_clock_that_goes_back_changes_nothing(tmp_path, monkeypatch):
    folder = corpus(tmp_path, range(4))
    run(folder)
    clock = iter(range(2_000_000_000, 0, -86_400))
    monkeypatch.setattr(time, "time", lambda: float(next(clock)))
    monkeypatch.setattr(commit, "now", lambda: f"19{next(clock) % 100:02}-01-01T00:00:00+00:00")
    for version, value in enumerate((98, 97, 96)):
        file = folder / "in/00001.txt"
        file.write_text(text(1, value), "utf-8")
        os.utime(file, (1_000_000 - version, 1_000_000 - version))
        here = snapshot.current(folder)
        run(folder)
        assert here.exists()  # a reader may be in the midst of it
        values = {str(row["value"]) for row in tables(folder)["amounts"] if row["label"] == "合计"}
        assert values == {"60.000000", f"{value}.000000"}
    assert len(tables(folder, "history")["documents"]) == 3
    check(folder)


def test_file_that_vanishes_while_the_run_goes_is_told_and_waited_for(tmp_path):
    folder = corpus(tmp_path, range(5))
    gone = folder / "in/00003.txt"
    kept = gone.read_text("utf-8")

    def runner(tasks):
        for task in tasks:
            if task.name == "in/00003.txt":
                gone.unlink()
            yield from here_with(read)([task])

    report = run(folder, runner=runner)
    assert (report.read, report.quarantined, report.reasons) == (4, 1, {"not_found": 1})
    assert run(folder).inputs == 4
    gone.write_text(kept, "utf-8")
    assert run(folder).read == 1
    assert len(tables(folder)["documents"]) == 5


def test_ledger_that_is_none_is_an_error_that_says_what_to_do(tmp_path):
    folder = corpus(tmp_path, range(1))
    (folder / "ledger.sqlite").write_bytes(b"nonsense" * 1000)
    code, said, error = invoked("run", folder)
    assert (code, error) == (1, "SystemExit(1)")
    assert "restore it from a copy" in said
