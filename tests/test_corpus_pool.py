"""Documents that kill, hang, bloat or fork their reader cost themselves alone."""

import os
import time
from pathlib import Path

import pytest
from corpora.make import corpus, run, tables, text
from corpora.reader import POISONS

from corpus.outcome import Failure, Limits, Outcome, Task
from corpus.pool import Pool, PoolError, isolated

LIMITS = Limits(timeout=1.5, memory=200, recycle=50)
CODES = {
    "segfault": "crashed", "hang": "timeout", "bloat": "memory", "leave": "crashed", "leave_politely": "crashed",
    "scribble": "crashed",
}  # fmt: skip


def task(folder, number, content):
    path = folder / f"{number}.txt"
    path.write_text(content, "utf-8")
    return Task(number, path.name, ("file", str(path)), "")


def strays(parent=None):
    """Workers of a process (this one), and what they have started, that live on."""
    told = f"\0{parent or os.getpid()}\0".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = place.read_bytes()
            if b"corpora.reader:read" in command and command.endswith(told):
                found.append(int(place.parent.name))
        except OSError:
            pass
    return found


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory):
    """(results by document, seconds) of each poison among good neighbours."""
    folder = tmp_path_factory.mktemp("poisoned")
    words = [word for poison in POISONS for word in (text(f"{poison}甲"), poison, text(f"{poison}乙"))]
    tasks = [task(folder, number, word) for number, word in enumerate(words)]
    start = time.monotonic()
    with Pool("corpora.reader:read", 2, LIMITS) as pool:
        results = {task.place: result for task, result in isolated(pool, tasks)}
    return {words[number]: result for number, result in results.items()}, time.monotonic() - start


def test_every_document_has_a_result_and_no_neighbour_is_lost(poisoned):
    results, _ = poisoned
    for word, result in results.items():
        assert isinstance(result, Failure) if word in CODES else isinstance(result, Outcome), word


@pytest.mark.parametrize("poison", CODES)
def test_failure_says_why(poisoned, poison):
    assert poisoned[0][poison].code == CODES[poison]
    assert poisoned[0][poison].reason


def test_time_is_bounded_by_the_limits(poisoned):
    assert poisoned[1] < 40


def test_no_process_is_left_behind(poisoned):
    deadline = time.monotonic() + 3
    while strays() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not strays()


def test_memory_is_watched_where_the_address_space_is_not(tmp_path):
    # A limit below the interpreter's own size always bites.
    with Pool("corpora.reader:read", 1, Limits(timeout=20, memory=1)) as pool:
        ((_, result),) = pool.run([task(tmp_path, 1, "slow 5")])
    assert isinstance(result, Failure)
    assert result.code == "memory"


def test_memory_limit_counts_from_what_a_worker_has_loaded():
    """Libraries map more than a gigabyte of addresses: a document's limit is its own."""
    samples = Path(__file__).parent.parent / "samples"
    tasks = [Task(number, name, ("file", str(samples / name)), "") for number, name in enumerate(["taihe-2021.docx", "taihe-2021.pdf"])]
    with Pool("jixiao.corpus_work:read", 1, Limits(timeout=60, memory=400)) as pool:
        results = [result for _, result in pool.run(tasks)]
    assert [getattr(result, "status", result) for result in results] == ["ok", "ok"]


def test_worker_is_renewed(tmp_path):
    with Pool("corpora.reader:read", 1, Limits(recycle=2)) as pool:
        seen = []
        for _ in pool.run([task(tmp_path, number, text(number)) for number in range(5)]):
            seen += [worker.process.pid for worker in pool._workers]
    assert len(set(seen)) >= 2


def test_reader_that_cannot_be_loaded_ends_the_run_with_the_reason(tmp_path):
    with Pool("corpora.nothing:read", 1, LIMITS) as pool, pytest.raises(PoolError, match="nothing"):
        list(pool.run([task(tmp_path, 1, "x")]))


def test_worker_dies_with_its_parent(tmp_path):
    if not os.path.exists("/proc/self/task"):
        pytest.skip("told by /proc")
    path = tmp_path / "hang.txt"
    path.write_text("hang", "utf-8")
    child = os.fork()
    if child == 0:
        with Pool("corpora.reader:read", 1, Limits()) as pool:
            list(pool.run([Task(1, "hang", ("file", str(path)), "")]))
        os._exit(0)
    deadline = time.monotonic() + 10
    while not strays(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert strays(child)
    os.kill(child, 9)
    os.waitpid(child, 0)
    while strays(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not strays(child)


def test_poisoned_corpus_keeps_every_good_document(tmp_path):
    """JIXIAO_HEAVY=1 puts 30 poisons among 300."""
    times = 5 if os.environ.get("JIXIAO_HEAVY") else 1
    folder = corpus(tmp_path, range(60 * times), timeout=1.5, memory=200, jobs=2)
    poisons = {f"in/{number * 10:05}-{poison}.txt": poison for number, poison in enumerate([*CODES] * times)}
    for number, (name, poison) in enumerate(poisons.items()):
        (folder / name).write_text(f"{poison}\n{number}", "utf-8")
    report = run(folder, workers=True, jobs=2)
    assert (report.inputs, report.read, report.quarantined) == (66 * times, 60 * times, 6 * times)
    assert report.reasons == {"crashed": 4 * times, "memory": times, "timeout": times}
    held = tables(folder)["documents"]
    assert sum(row["status"] == "ok" for row in held) == 60 * times
    failed = {row["source"]: row["error_code"] for row in held if row["status"] == "failed"}
    assert failed == {name: CODES[poison] for name, poison in poisons.items()}
