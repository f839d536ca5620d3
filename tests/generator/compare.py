"""A report's truth against what was read of it: pairs by place, and how often found, value and strict are right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sampling.as_text import lines_of

VALUES = {"amounts": "value_yuan", "headcounts": "value", "rates": "value_percent", "scores": "score"}
FIELDS = {
    "amounts": ("domain", "concept", "stage", "fiscal_year", "measure", "qualifier"),
    "headcounts": ("population", "staff_status", "establishment", "fiscal_year", "basis", "qualifier"),
    "rates": ("concept", "fiscal_year", "basis"),
    "scores": ("scope", "points", "rate_percent", "grade"),
}
READ = ("target", "actual", "points", "score")
INDICATOR = (*READ, "level1", "level1_points", "level2", "target_operator", "target_value", "target_unit", "actual_value")
TABLES = (*VALUES, "indicators")


@dataclass(slots=True)
class Tally:
    """Rows wanted, read, found, with the right value, and right altogether."""

    gold: int = 0
    read: int = 0
    found: int = 0
    value: int = 0
    strict: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count another report's rows too."""
        for name in ("gold", "read", "found", "value", "strict"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.misses += other.misses

    def f1(self, level: str) -> float:
        """F1 of found, value or strict."""
        return 2 * getattr(self, level) / (self.gold + self.read) if self.gold + self.read else 1.0


def squeeze(text: object) -> str:
    """Without blanks and punctuation."""
    return re.sub(r"[\s　:：、，,。；;（）()《》“”\"'・·]", "", str(text))


def same(want: Any, got: Any) -> bool:
    """Whether a value is (one of) the wanted, as numbers where both are."""
    for one in want if isinstance(want, list) else [want]:
        if one is None or got is None:
            if one is got:
                return True
            continue
        try:
            if Decimal(str(one)) == Decimal(str(got)):
                return True
        except ArithmeticError:
            if squeeze(one) == squeeze(got):
                return True
    return False


def alike(want: Any, got: object) -> bool:
    """Whether a label says one of the wanted: seven characters of ten are common."""
    for one in want if isinstance(want, list) else [want]:
        a, b = Counter(squeeze(one or "")), Counter(squeeze(got or ""))
        if a == b or 2 * sum((a & b).values()) >= 0.7 * (sum(a.values()) + sum(b.values())):
            return True
    return False


def spans(text: str, rows: Iterable[dict[str, Any]]) -> list[tuple[int, int]]:
    """Where truth rows' quotes stand in the text."""
    lines, out = list(lines_of(text)), []
    for row in rows:
        start, line = lines[row["line"] - 1]
        at = -1
        for _ in range(row["nth"]):
            at = line.index(row["quote"], at + 1)
        out.append((start + at, start + at + len(row["quote"])))
    return out


def compare(truth: dict[str, Any], report: Any, text: str) -> dict[str, Tally]:
    """Tallies of every table for a TXT."""
    out = {table: figures(table, truth[table], getattr(report, table), text) for table in VALUES}
    return out | {"indicators": indicators(truth["indicators"], report.indicators)}


def figures(table: str, wanted: list[dict[str, Any]], read: Iterable[Any], text: str) -> Tally:
    """One table's figures, paired where they overlap."""
    free = sorted(read, key=lambda row: row.char_start)
    tally = Tally(gold=len(wanted), read=len(free))
    for want, (start, end) in zip(wanted, spans(text, wanted), strict=True):
        around = text[max(0, start - 40) : end + 16].replace("\n", "⏎").replace("\t", "⇥")
        got = next((row for row in free if row.char_start < end and row.char_end > start), None)
        if got is None:
            tally.misses.append(f"{table} missed {want['quote']!r} | {around}")
            continue
        free.remove(got)
        tally.found += 1
        value = VALUES[table]
        right = same(want[value], getattr(got, value))
        tally.value += right
        off = [name for name in FIELDS[table] if name in want and not same(want[name], getattr(got, name))]
        if not alike(want["label"], got.label):
            off.append("label")
        tally.strict += right and not off
        if not right:
            tally.misses.append(f"{table} value {want['quote']!r}: {value} {getattr(got, value)}, wants {want[value]} | {around}")
        elif off:
            told = "; ".join(f"{name} {getattr(got, name)}, wants {want[name]}" for name in off)
            tally.misses.append(f"{table} strict {want['quote']!r}: {told} | {around}")
    for row in free:
        around = text[max(0, row.char_start - 40) : row.char_end + 16].replace("\n", "⏎").replace("\t", "⇥")
        tally.misses.append(f"{table} extra {row.quote!r} ({row.label}) | {around}")
    return tally


def indicators(wanted: list[dict[str, Any]], read: Iterable[Any]) -> Tally:
    """Indicator rows, paired by name in their order."""
    free = list(read)
    tally = Tally(gold=len(wanted), read=len(free))
    for want in wanted:
        got = next((row for row in free if squeeze(row.level3 or "") == squeeze(want["level3"])), None)
        if got is None:
            tally.misses.append(f"indicators missed {want['level3']!r}")
            continue
        free.remove(got)
        off = [name for name in INDICATOR if not same(want[name], getattr(got, name))]
        wrong = [name for name in off if name in READ]
        tally.found += 1
        tally.value += not wrong
        tally.strict += not off
        if off:
            told = "; ".join(f"{name} {getattr(got, name)!r}, wants {want[name]!r}" for name in off)
            tally.misses.append(f"indicators {'value' if wrong else 'strict'} {want['level3']!r}: {told}")
    tally.misses += [f"indicators extra {row.level3!r}" for row in free]
    return tally
