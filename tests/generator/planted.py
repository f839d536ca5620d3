"""One fault in a report: which could be there, which is, and whether the checks tell it at its place."""

from __future__ import annotations

from typing import Any

from sampling.as_text import dump
from sampling.content import Report
from sampling.truth import truth

from generator.draw import Draw
from generator.report import made


def spoilt(seed: int) -> tuple[Report, str] | None:
    """The report of that seed with one fault, each kind that fits as likely; None where none fits."""
    _, slip = made(seed)
    if not slip.met:
        return None
    draw = Draw(f"fault {seed}")
    code = draw.one(sorted(set(slip.met)))
    place = draw.one([number for number, met in enumerate(slip.met) if met == code])
    report, _ = made(seed, place)
    return report, code


def region(text: str, line: int) -> tuple[int, int]:
    """The statement at a line: the paragraph, or the table row whose cells stand on lines of their own."""
    lines = text.split("\n")
    first = last = line - 1
    if lines[first].startswith("\t"):
        while first and lines[first - 1].strip("\n") != "":
            first -= 1
        while last + 1 < len(lines) and lines[last + 1] != "":
            last += 1
    start = sum(len(one) + 1 for one in lines[:first])
    return start, start + sum(len(one) + 1 for one in lines[first : last + 1])


def faults_of(report: Report) -> tuple[str, list[dict[str, Any]]]:
    """The report's text and the faults marked in it."""
    text = dump(report)
    return text.text, truth(report, text)["checks"]


def told(fault: dict[str, Any], text: str, read: Any) -> bool:
    """Whether an error or warning of the fault's code points at its statement."""
    start, end = region(text, fault["line"])
    where = {row.fact_id: row for name in ("amounts", "headcounts", "rates", "scores", "indicators") for row in getattr(read, name)}
    for check in read.checks:
        if check.severity == "info" or check.code != fault["code"]:
            continue
        places = [(check.char_start, check.char_end)]
        places += [(where[fact].char_start, where[fact].char_end) for fact in check.members if fact in where]
        if any(a is not None and a < end and (b or a) > start for a, b in places):
            return True
    return False
