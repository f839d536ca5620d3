"""Runs killed at random instants, then resumed: python -m corpora.kill FOLDER TRIALS SEED [workers]

Each trial takes a copy of one corpus in the middle of its life (files new, changed, copied, re-saved, all
to be read anew), kills a run of it with SIGKILL somewhere between its first and its last moment, resumes,
and compares tables and ledger with those of an undisturbed run. A fork a run, so that a trial costs little;
documents are read in the run's own process, or in two workers, of which some are killed too.
"""

import contextlib
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq

from corpora.make import corpus, filed, here_with, run, tables, text
from corpora.reader import read
from corpus import ledger, snapshot
from corpus.pool import children

os.fsync = lambda handle: None  # a killed process loses nothing that the system has taken; power cuts are not tested here


def middle(folder):
    """A corpus that has had one run and then changed in every way."""
    corpus(folder, range(12), batch=2, overhead=100)
    inside = folder / "in"
    for unit in range(3):
        (inside / f"00100-{unit}.txt").write_text(filed(unit, 2022, 100 + unit, 90), "utf-8")
        (inside / f"{unit}-later.txt").write_text(filed(unit, 2023, 120, 100), "utf-8")
    run(folder)
    (inside / "00100-0.txt").write_text(filed(0, 2022, 101, 90), "utf-8")
    (inside / "1-later.txt").write_text(filed(1, 2023, 120, 101), "utf-8")
    (inside / "2-earlier.txt").write_text(filed(2, 2021, 91, 80), "utf-8")
    for number in range(4):
        (inside / f"{number:05}.txt").write_text(text(number, 77), "utf-8")
    for number in range(20, 26):
        (inside / f"{number:05}.txt").write_text(text(number), "utf-8")
    (inside / "copy.txt").write_text(text(5), "utf-8")
    (inside / "resaved.txt").write_text(text(6).replace("\n", "\n\n"), "utf-8")
    (inside / "bad.txt").write_text("unreadable", "utf-8")
    (inside / "00011.txt").unlink()
    return folder


def slowly(name, data):
    time.sleep(0.005)  # so that there are many commits, as there are where reading takes its time
    return read(name, data)


def resume(folder, workers):
    orders = {} if workers else {"runner": here_with(slowly)}
    run(folder, version="2", mode="all", workers=workers, jobs=2, **orders)


def forked(folder, workers):
    child = os.fork()
    if child == 0:
        try:
            os.setpgid(0, 0)
            resume(folder, workers)
        finally:
            os._exit(0)
    with contextlib.suppress(OSError):  # whoever comes first
        os.setpgid(child, child)
    return child


def disturb(child, instant, dice, workers):
    """Kill a worker or two on the way, then the run with its group; a dead worker alone ends no run."""
    begin = time.monotonic()
    while workers and time.monotonic() - begin < instant:
        time.sleep(instant / 3)
        if (held := children(child)) and dice.random() < 0.5:
            with contextlib.suppress(ProcessLookupError):
                os.kill(dice.choice(held), signal.SIGKILL)
    time.sleep(max(0, instant - (time.monotonic() - begin)))
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)


def held(folder):
    """All rows there are, now and before, with the table of sources."""
    sources = pq.read_table(folder / "tables/sources").to_pylist()
    return tables(folder), tables(folder, "history"), sorted(sources, key=repr)


def check(folder):
    """The ledger, the parts and the links say the same."""
    db = ledger.connect(folder)
    commit = snapshot.last_commit(db)
    assert os.readlink(folder / ".current") == f".snapshots/{commit}"
    kept = {row["id"]: row["part"] for row in db.execute("SELECT id, part FROM documents WHERE part IS NOT NULL")}
    found = {}
    for part, documents in db.execute("SELECT id, documents FROM parts WHERE died IS NULL AND kind='tables'"):
        ids = pq.read_table(folder / f".parts/{part}/documents.parquet").column("document_id").to_pylist()
        assert len(ids) == documents
        assert not found.keys() & set(ids)
        found |= dict.fromkeys(ids, part)
    assert found == kept
    assert not list(folder.glob(".snapshots/*.new"))
    db.close()


def main(folder, trials, seed, workers=False):
    dice = random.Random(seed)
    start = middle(folder / "start")
    calm = shutil.copytree(start, folder / "calm", symlinks=True)
    begin = time.monotonic()
    os.waitpid(forked(calm, workers), 0)
    spent = time.monotonic() - begin
    expected = held(calm)
    assert len(expected[0]["checks"]) == 3
    check(calm)
    seen = set()
    for trial in range(trials):
        place = shutil.copytree(start, folder / f"trial-{trial}", symlinks=True)
        for _ in range(dice.choice((1, 1, 2))):
            disturb(forked(place, workers), dice.random() * spent, dice, workers)
            db = ledger.connect(place)
            seen.add(snapshot.last_commit(db))
            db.close()
            visible = tables(snapshot.current(place))
            assert {row["document_id"] for row in visible["amounts"]} <= {row["document_id"] for row in visible["documents"]}
        resume(place, workers)
        assert held(place) == expected, trial
        check(place)
        shutil.rmtree(place)
    print(f"{trials} trials of {spent:.2f} s, killed after {len(seen)} different commits")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:] == ["workers"])
