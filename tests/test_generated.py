"""Random reports with known truth: what is read, what noise does to it, what the checks say of it.

JIXIAO_GENERATED=1000 makes a thousand of them (`make generated`); without it there are 60.
The limits are what is reached; they are tightened as it improves.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from generator.compare import TABLES, Tally, compare, same
from generator.noise import NOISES, noisy, silent_changes
from generator.planted import faults_of, spoilt, told
from generator.report import made
from sampling.as_docx import as_docx
from sampling.as_pdf import as_pdf
from sampling.as_text import dump
from sampling.truth import truth

from jixiao.pipeline import read_report

COUNT = int(os.environ.get("JIXIAO_GENERATED", "60"))
SEEDS = range(COUNT)
LIMITS: dict[str, Any] = {
    # F1 of values
    "value": {"amounts": 0.99, "headcounts": 0.99, "rates": 0.999, "scores": 0.999, "indicators": 0.999},
    "documents": 0.995,
    # share of reports in which a noise changes a figure silently; the aim is 0
    "silent": {"split decimals": 0.75, "page seams": 0.01},
    # share of clean reports with an error or warning; the aim is 0
    "alarmed": 0.005,
    # share of planted faults told at their place; the aim is 0.95
    "told": 0.97,
    # share of clean reports that read otherwise in a format than as text; the aim is 0
    "other": {"docx": 0, "pdf": 0},
}


def read(text: str | bytes, place: Path, suffix: str = "txt") -> Any:
    """What extraction makes of a file of that content."""
    path = place / f"generated.{suffix}"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    report = read_report(path)
    assert report.document.status == "ok", report.document.error
    return report


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("generated")


@cache
def clean(seed: int) -> tuple[str, dict[str, Any]]:
    """A clean report's text and truth."""
    report, _ = made(seed)
    text = dump(report)
    return text.text, truth(report, text)


def test_generated_reports_come_from_their_seed() -> None:
    assert clean(1) == (dump(made(1)[0]).text, truth(made(1)[0], dump(made(1)[0])))
    assert len({clean(seed)[0] for seed in SEEDS}) == COUNT


def test_clean_reports_give_their_values_and_no_alarm(place: Path) -> None:
    tallies = {table: Tally() for table in TABLES}
    documents, alarmed, alarms = Tally(), 0, []
    for seed in SEEDS:
        text, wanted = clean(seed)
        report = read(text, place)
        for table, tally in compare(wanted, report, text).items():
            tallies[table].add(tally)
        for name, want in wanted["document"].items():
            documents.gold, documents.read = documents.gold + 1, documents.read + 1
            documents.value += same(want, getattr(report.document, name))
        told_here = [f"{seed}: {check.message}" for check in report.checks if check.severity != "info"]
        alarmed += bool(told_here)
        alarms += told_here
    misses = "\n".join(miss for tally in tallies.values() for miss in tally.misses if " strict " not in miss)
    reached = {table: round(tally.f1("value"), 4) for table, tally in tallies.items()}
    assert all(reached[table] >= floor for table, floor in LIMITS["value"].items()), f"{reached}\n{misses}"
    assert documents.f1("value") >= LIMITS["documents"]
    assert alarmed / COUNT <= LIMITS["alarmed"], "\n".join(alarms)


@pytest.mark.parametrize("kind", NOISES)
def test_noise_changes_no_figure_silently(kind: str, place: Path) -> None:
    changed: list[str] = []
    reports = 0
    for seed in SEEDS:
        text, wanted = clean(seed)
        noise = noisy(text, kind, seed)
        here = silent_changes(wanted, text, noise, read(noise.text, place))
        reports += bool(here)
        changed += [f"{seed}: {change}" for change in here]
    assert reports / COUNT <= LIMITS["silent"].get(kind, 0), "\n".join(changed)


def test_planted_faults_are_told_at_their_place(place: Path) -> None:
    found, planted, missed = Counter[str](), Counter[str](), []
    for seed in SEEDS:
        if (spoiled := spoilt(seed)) is None:
            continue
        report, code = spoiled
        text, faults = faults_of(report)
        assert [fault["code"] for fault in faults] == [code]
        planted[code] += 1
        if told(faults[0], text, read(text, place)):
            found[code] += 1
        else:
            missed.append(f"{seed}: {code}: {faults[0]['note']}")
    assert len(planted) >= min(9, COUNT // 8)
    assert found.total() / planted.total() >= LIMITS["told"], f"{found} of {planted}\n" + "\n".join(missed)


def values(report: Any) -> Counter[tuple[str, str]]:
    """The values that were read, without their places."""
    out: Counter[tuple[str, str]] = Counter()
    for table, name in (("amounts", "value_yuan"), ("headcounts", "value"), ("rates", "value_percent"), ("scores", "score")):
        out.update((table, str(getattr(row, name))) for row in getattr(report, table))
    out.update(("indicators", f"{row.target} {row.actual} {row.points} {row.score}") for row in report.indicators)
    return out


@pytest.mark.parametrize(("suffix", "render"), [("docx", as_docx), ("pdf", as_pdf)])
def test_formats_give_the_same_values(suffix: str, render: Any, place: Path) -> None:
    other: list[str] = []
    seeds = SEEDS[::6]
    for seed in seeds:
        text, report = read(clean(seed)[0], place), read(render(made(seed)[0]), place, suffix)
        if values(text) != values(report):
            other.append(f"{seed}: {values(text) - values(report)} {values(report) - values(text)}")
    assert len(other) / len(seeds) <= LIMITS["other"][suffix], "\n".join(other)
