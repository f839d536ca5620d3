"""What a run of a corpus costs: documents a second by format, one and two workers, commits, a run with nothing to do.

    python bench/bench_run.py [DOCUMENTS]      600 by default; TXT, DOCX and PDF in equal parts, made by tests/generator

Seconds are of this machine and this minute; shares and ratios hold elsewhere.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from generator.report import made  # noqa: E402
from sampling.as_docx import as_docx  # noqa: E402
from sampling.as_pdf import as_pdf  # noqa: E402
from sampling.as_text import dump  # noqa: E402

from corpus import config  # noqa: E402
from corpus.report import Report  # noqa: E402
from corpus.update import Orders, update  # noqa: E402
from jixiao.corpus_work import Hands  # noqa: E402

FORMATS = ("txt", "docx", "pdf")


def make(folder: Path, first: int, count: int) -> None:
    """Write so many generated reports, one a number, the formats in turn."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        report, _ = made(number)
        form = FORMATS[number % 3]
        data = {"txt": lambda one: dump(one).text.encode(), "docx": as_docx, "pdf": as_pdf}[form](report)
        (folder / f"{number:07}.{form}").write_bytes(data)


def memory(pid: int | str = "self") -> float:
    """MiB in use now."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def cpu(who: int = resource.RUSAGE_SELF) -> float:
    """Seconds of CPU so far."""
    use = resource.getrusage(who)
    return use.ru_utime + use.ru_stime


def corpus(place: Path, path: Path) -> Path:
    """A new corpus over a folder."""
    shutil.rmtree(place, ignore_errors=True)
    config.init(place, [config.Source("path", str(path))])
    return place


def run(folder: Path, jobs: int, watch: list[tuple[float, float]] | None = None) -> Report:
    """One run; `watch` gets (memory of this process, highest of its workers) after each document."""

    def show(_: object) -> None:
        if watch is not None:
            children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
            watch.append((memory(), max((memory(pid) for pid in children), default=0.0)))

    return update(config.load(folder), Hands(), Orders(jobs=jobs, show=show))


def said(name: str, done: Report) -> None:
    """Print a run."""
    rate = done.read / done.seconds
    share = 100 * done.commit_seconds / done.seconds
    print(f"  {name:32} {done.seconds:8.2f} s  {rate:7.1f} documents/s   commits {share:4.1f}% of the time", flush=True)


def flat(watch: list[tuple[float, float]]) -> None:
    """Print how memory went: the highest of each quarter, and the last against the second."""
    quarter = max(1, len(watch) // 4)
    for index, name in enumerate(("run", "workers")):
        peaks = [max(row[index] for row in watch[i * quarter : (i + 1) * quarter]) for i in range(4)]
        shown = " ".join(f"{peak:.0f}" for peak in peaks)
        print(f"  memory of the {name:8} MiB by quarter: {shown}   last/second {peaks[3] / peaks[1]:.2f}")


def main() -> None:
    """Make reports, run, print."""
    count = int(sys.argv[1]) if sys.argv[1:] else 600
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        start = time.perf_counter()
        make(home / "all", 0, count)
        size = sum(file.stat().st_size for file in (home / "all").iterdir())
        print(f"{count} reports made in {time.perf_counter() - start:.1f} s, {size / count / 1024:.0f} KiB each")
        for form in FORMATS:
            some = home / form
            some.mkdir()
            for file in sorted((home / "all").glob(f"*.{form}")):
                (some / file.name).hardlink_to(file)
            said(f"{form}, one worker", run(corpus(home / "c", some), 1))
        own, workers = cpu(), cpu(resource.RUSAGE_CHILDREN)
        one = run(corpus(home / "one", home / "all"), 1)
        said("all, one worker", one)
        own, workers = cpu() - own, cpu(resource.RUSAGE_CHILDREN) - workers
        print(f"  CPU: workers {workers:.1f} s, the run itself {own:.2f} s ({100 * own / workers:.1f}% of theirs)")
        watch: list[tuple[float, float]] = []
        two = run(corpus(home / "two", home / "all"), 2, watch)
        said("all, two workers", two)
        print(f"  two workers are {one.seconds / two.seconds:.2f} times one")
        flat(watch)
        again = run(home / "two", 2)
        print(f"  nothing to do: {again.seconds:.3f} s, {100 * again.seconds / two.seconds:.2f}% of the first run")
        make(home / "all", count, 50)
        more = run(home / "two", 2)
        print(f"  50 more: {more.seconds:.2f} s; at the first run's rate {50 * two.seconds / count:.2f} s")
        ledger = (home / "two/ledger.sqlite").stat().st_size
        tables = sum(file.stat().st_size for file in (home / "two/tables/").glob("*/*"))
        files = len(list((home / "two/tables/amounts").iterdir()))
        held = count + 50
        print(f"  a document takes {ledger / held:.0f} bytes of ledger, {tables / held / 1024:.1f} KiB of tables; {files} part files")


if __name__ == "__main__":
    main()
