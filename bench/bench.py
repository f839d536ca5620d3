"""How fast and how big: documents a second, time a stage, peak memory, and what reading alone takes.

    python bench/bench.py [PATH...]       the samples, and the seeds where they stand beside the repository

A ratio compares two times of one machine and one minute, so it holds elsewhere; seconds don't.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared/seeds"
ROUNDS = 3
LIMIT = 15  # per cent of a document's time that checks may take


def _cpu(children: bool = False) -> float:
    use = resource.getrusage(resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime


def timed(work: Callable[[], object]) -> float:
    """Seconds of CPU, the median of a few rounds."""
    spent = []
    for _ in range(ROUNDS):
        start = _cpu()
        work()
        spent.append(_cpu() - start)
    return statistics.median(spent)


def process(*command: str) -> tuple[float, float]:
    """Seconds of CPU and wall time of a whole process, medians of a few rounds."""
    cpu, wall = [], []
    for _ in range(ROUNDS):
        start, at = _cpu(children=True), time.perf_counter()
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        cpu.append(_cpu(children=True) - start)
        wall.append(time.perf_counter() - at)
    return statistics.median(cpu), statistics.median(wall)


def peak(*command: str) -> float:
    """Peak memory of a whole process in MiB."""
    say = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=-3, stderr=-3); " \
          "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"  # fmt: skip
    said = subprocess.run([sys.executable, "-c", say, *command], capture_output=True, text=True, check=True)
    return int(said.stdout) / 1024


def stages(files: Sequence[Path]) -> dict[str, float]:
    """Seconds of CPU a stage over all files; each stage is given what the one before it made."""
    from extract.reader import read
    from normalize.checks import run_checks
    from normalize.resolve import resolve
    from output.write import write
    from patterns.find import find

    documents = [read(file) for file in files]  # also loads and warms everything up
    found = [find(document) for document in documents]
    reports = [resolve(document, said) for document, said in zip(documents, found, strict=True)]
    with tempfile.TemporaryDirectory() as place:
        return {
            "read": timed(lambda: [read(file) for file in files]),
            "find": timed(lambda: [find(document) for document in documents]),
            "resolve": timed(lambda: [resolve(d, f) for d, f in zip(documents, found, strict=True)]),
            "checks": timed(lambda: [run_checks(report) for report in reports]),
            "write": timed(lambda: write(reports, Path(place) / "out")),
        }


def report(name: str, files: Sequence[Path]) -> None:
    """Print the figures of one set of files."""
    spent = stages(files)
    checks = spent.pop("checks")  # a part of resolve
    total = sum(spent.values())
    print(f"\n{name}: {len(files)} documents, {len(files) / total:.1f} a second of CPU")
    for stage, seconds in spent.items():
        each = 1000 * seconds / len(files)
        print(f"  {stage:8} {each:8.1f} ms a document   {seconds / spent['read']:6.2f} × read")
    print(f"  checks   {1000 * checks / len(files):8.1f} ms a document   {100 * checks / total:6.1f}% of all (at most {LIMIT}%)")
    with tempfile.TemporaryDirectory() as place:
        command = (sys.executable, "-m", "jixiao", "extract", *map(str, files), "-o", f"{place}/out", "-q")
        reading = "import sys; from extract.reader import read; [*map(read, sys.argv[1:])]"
        alone = (sys.executable, "-c", reading)
        cpu, wall = process(*command)
        cpu_alone, _ = process(*alone, *map(str, files))
        memory, memory_alone = peak(*command), peak(*alone, *map(str, files))
    print(f"  process  {wall:.2f} s, {cpu:.2f} s CPU: {cpu / cpu_alone:.2f} × reading the files alone")
    print(f"  peak     {memory:.0f} MiB: {memory / memory_alone:.2f} × reading the files alone")


def main() -> None:
    """Print start-up costs, then the figures of each set."""
    base, _ = process(sys.executable, "-c", "pass")
    starts = {"import jixiao": ("-c", "import jixiao"), "jixiao --help": ("-m", "jixiao", "--help")}
    for title, command in starts.items():
        cpu, _ = process(sys.executable, *command)
        print(f"{title}: {cpu:.3f} s CPU (an empty Python: {base:.3f} s)")
    if sys.argv[1:]:
        report("given", [Path(path) for path in sys.argv[1:]])
        return
    for kind in ("txt", "docx", "pdf"):
        report(f"samples, {kind}", sorted((ROOT / "samples").glob(f"*.{kind}")))
    if SEEDS.is_dir():
        report("seeds", sorted(SEEDS.glob("*.txt")))


if __name__ == "__main__":
    main()
