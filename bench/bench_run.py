"""What a run of a corpus costs: documents a second by format, one and two workers, commits, memory, a run with nothing to do.

    python bench/bench_run.py [DOCUMENTS [FOLDER]]   600 by default; TXT, DOCX and PDF in equal parts, all different, made by
                                                     tests/generator; kept in FOLDER for the next time

Seconds are of this machine and this minute; CPU, shares and ratios hold elsewhere.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from corpus import config  # noqa: E402
from corpus.commit import Committer, Event  # noqa: E402
from corpus.report import Report  # noqa: E402
from corpus.update import Orders, update  # noqa: E402
from jixiao.corpus_work import Hands  # noqa: E402

FORMATS = ("txt", "docx", "pdf")
SOME = 900  # documents that are enough for the comparison of formats and of one worker with two


def make(folder: Path, first: int, count: int) -> None:
    """Write so many generated reports, one a number, the formats in turn; those that are there stay."""
    from generator.report import made
    from sampling.as_docx import as_docx
    from sampling.as_pdf import as_pdf
    from sampling.as_text import dump

    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        form = FORMATS[number % 3]
        file = folder / f"{number:07}.{form}"
        if not file.exists():
            report, _ = made(number)
            data = {"txt": lambda one: dump(one).text.encode(), "docx": as_docx, "pdf": as_pdf}[form](report)
            file.write_bytes(data)


def make_all(folder: Path, count: int) -> list[Path]:
    """The files of the first so many reports, made by two processes."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        step = 120
        list(pool.map(make, *zip(*((folder, first, min(step, count - first)) for first in range(0, count, step)), strict=True)))
    return [folder / f"{number:07}.{FORMATS[number % 3]}" for number in range(count)]


def memory(pid: int | str = "self") -> float:
    """MiB in use now."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    except OSError:
        return 0.0


def cpu(who: int) -> float:
    """Seconds of CPU so far."""
    use = resource.getrusage(who)
    return use.ru_utime + use.ru_stime


@dataclass(slots=True)
class Run:
    """One run: its report, CPU of its own, of committing and of its workers, seconds of reading, memory on the way."""

    report: Report
    own: float
    commits: float
    workers: float
    reading: float
    watch: list[tuple[float, float]] = field(default_factory=list)

    def busy(self, jobs: int) -> float:
        """The share of the time in which a worker was at a document."""
        return self.reading / jobs / self.report.seconds


def corpus(place: Path, files: list[Path]) -> Path:
    """A new corpus over some files."""
    shutil.rmtree(place, ignore_errors=True)
    inside = place / "in"
    inside.mkdir(parents=True)
    for file in files:
        os.link(file, inside / file.name)
    config.init(place, [config.Source("path", "in")])
    return place


def run(folder: Path, jobs: int) -> Run:
    """One run, watched."""
    reading = 0.0
    watch: list[tuple[float, float]] = []

    def show(event: Event) -> None:
        nonlocal reading
        reading += event.result.seconds if event.result else 0.0
        if len(watch) % 10 == 0:
            children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
            latest = (memory(), max((memory(pid) for pid in children), default=0.0))
        else:
            latest = watch[-1]
        watch.append(latest)

    def commit(self: Committer, *arguments: Any) -> None:
        nonlocal committing
        start = time.thread_time()
        whole(self, *arguments)
        committing += time.thread_time() - start

    committing, whole = 0.0, Committer.commit
    own, workers = cpu(resource.RUSAGE_SELF), cpu(resource.RUSAGE_CHILDREN)
    with patch.object(Committer, "commit", commit):
        report = update(config.load(folder), Hands(), Orders(jobs=jobs, show=show))
    return Run(report, cpu(resource.RUSAGE_SELF) - own, committing, cpu(resource.RUSAGE_CHILDREN) - workers, reading, watch)


def said(name: str, done: Run, jobs: int) -> None:
    """Print a run."""
    report = done.report
    share = 100 * done.commits / (done.own + done.workers)
    each = 1000 / max(1, report.inputs - report.reused)
    spent = f"workers {each * done.workers:.1f} ms, the run {each * done.own:.2f} ms"
    print(
        f"  {name:32} {report.seconds:8.2f} s {report.read / report.seconds:6.1f} documents/s   commits {share:4.1f}% of all CPU"
        f"   CPU a document: {spent}   workers busy {100 * done.busy(jobs):.0f}%",
        flush=True,
    )


def flat(watch: list[tuple[float, float]]) -> None:
    """Print how memory went: the highest of each quarter, and the last against the second."""
    quarter = max(1, len(watch) // 4)
    for index, name in enumerate(("run", "workers")):
        peaks = [max(row[index] for row in watch[i * quarter : (i + 1) * quarter]) for i in range(4)]
        shown = " ".join(f"{peak:.0f}" for peak in peaks)
        print(f"  memory of the {name:8} MiB by quarter: {shown}   last/second {peaks[3] / peaks[1]:.2f}")


def compare(home: Path, files: list[Path]) -> None:
    """Print one worker against two."""
    one, two = run(corpus(home / "one", files), 1), run(corpus(home / "two", files), 2)
    said("all, one worker", one, 1)
    said("all, two workers", two, 2)
    load = two.own / two.workers
    print(
        f"  two workers are {one.report.seconds / two.report.seconds:.2f} times one by the clock; by what they waited and the run"
        f" itself takes of two processors ({100 * load:.1f}% of the workers' CPU): {2 * two.busy(2) / one.busy(1) / (1 + load):.2f}"
    )


def nightly(place: Path, first: Run, files: list[Path]) -> None:
    """Print what a run with nothing to do costs, and what some new documents do."""
    again = run(place, 2)
    print(
        f"  nothing to do: {again.report.seconds:.3f} s, {100 * again.report.seconds / first.report.seconds:.2f}% of the first run;"
        f" CPU {again.own:.2f} s, {100 * again.own / (first.own + first.workers):.2f}%"
    )
    for count in (50, 100):
        new, files = files[:count], files[count:]
        for file in new:
            os.link(file, place / "in" / file.name)
        said(f"{count} more", run(place, 2), 2)


def main() -> None:
    """Make reports, run, print."""
    count = int(sys.argv[1]) if sys.argv[1:] else 600
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        start = time.perf_counter()
        files = make_all(Path(sys.argv[2]) if sys.argv[2:] else home / "made", count + 150)
        size = sum(file.stat().st_size for file in files) / len(files)
        print(f"{count} reports made in {time.perf_counter() - start:.1f} s, {size / 1024:.0f} KiB each", flush=True)
        some = files[: min(SOME, count)]
        for form in FORMATS:
            chosen = [file for file in some if file.suffix == f".{form}"]
            said(f"{form}, one worker", run(corpus(home / "c", chosen), 1), 1)
        compare(home, some)
        whole = run(corpus(home / "whole", files[:count]), 2)
        said(f"{count}, two workers", whole, 2)
        print(f"  load average {os.getloadavg()[0]:.1f}; {whole.report.duplicates} duplicates")
        flat(whole.watch)
        nightly(home / "whole", whole, files[count:])
        ledger = (home / "whole/ledger.sqlite").stat().st_size
        tables = sum(file.stat().st_size for file in (home / "whole/tables/").glob("*/*"))
        parts = len(list((home / "whole/tables/amounts").iterdir()))
        held = count + 150
        print(f"  a document takes {ledger / held:.0f} bytes of ledger, {tables / held / 1024:.1f} KiB of tables; {parts} part files")


if __name__ == "__main__":
    main()
