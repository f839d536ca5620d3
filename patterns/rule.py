"""`Rule`: a name, a verbose pattern, and the sentences that made it necessary, next to each other.

A rule file dropped into this folder is found: every module-level `Rule` of every module here counts.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Literal, cast

import patterns
from patterns.mention import Kind

NUMBER = r"(?:\d{1,3}(?:[,，](?:\d{3}|\d\ \d\d|\d\d\ \d))+(?!\d)|\d+)(?:\.\d+)?"
"""Digits as printed: a comma of either width parts thousands only before exactly three digits."""

CHINESE = r"[零〇一二两三四五六七八九十百千万亿点]+"
_LED = "⟨before⟩"
BEFORE = re.compile(
    r"(?:(?<![签预节契违制合特相])约|(?<![最附远临新靠])近|逾|超过|(?<![赶反])超|不足|不低于|不少于|不高于"
    r"|不超过|不多于|最高|至少|大约|将近|接近|低于|高于|不到|最多|至多)$"
)
"""The words before a number that say how exact it is, at the end of what stands before it."""

SEAM = "\uffff"
"""What stands between texts that are scanned together: a character that no pattern takes."""

_END = rf"(?=[{SEAM}]|\Z)"
DIGITS = r"\d+"
AFTER = r"(?P<after>(?:\(含\d*\))?(?:以上|以内|以下|左右|上下|之内|及以上|及以下))?"

Token = Kind | Literal["period", "silence"]
"""What a rule reads; `silence` takes characters that look like figures and are none."""


@dataclass(frozen=True, slots=True, eq=False)  # a rule is itself and no other; its dictionaries have no hash
class Rule:
    """A phrasing: `pattern` names its groups (number, unit, before, after …); ⟨number⟩ stands for NUMBER.

    `says` maps example sentences to the fields each reading must have; `silent` are sentences in which
    the rule reads nothing. A rule of lower `rank` takes its characters first. `starts` are patterns that
    find the places where a reading can begin, so that the rule's own needn't be tried at every character;
    one that begins with ⟨before⟩ is tried at numbers, if `follows` is given at those that one of its
    characters follows. $ is the end of a text, 。 stands before it.
    """

    name: str
    kind: Token
    pattern: str
    says: Mapping[str, Sequence[Mapping[str, str]]]
    silent: Sequence[str]
    rank: int = 1
    starts: tuple[str, ...] = ()
    follows: str = ""

    @property
    def is_led(self) -> bool:
        """Whether words such as 约 and 不足 may stand before the number."""
        return self.pattern.lstrip().startswith(_LED)


@cache
def compiled(rule: Rule) -> re.Pattern[str]:
    """The rule's pattern with its stand-ins filled in, without the ⟨before⟩ that it begins with."""
    pattern = rule.pattern.replace(_LED, "")
    for name, value in (("⟨number⟩", NUMBER), ("⟨chinese⟩", CHINESE), ("⟨after⟩", AFTER), ("$", _END)):
        pattern = pattern.replace(name, value)
    try:
        return re.compile(pattern, re.VERBOSE)
    except re.error:  # a look-behind of several widths: only `regex` can, at about half the speed
        import regex

        return cast("re.Pattern[str]", regex.compile(pattern, regex.VERBOSE))


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.iter_modules(patterns.__path__):
        if not info.ispkg and info.name not in ("find",):
            yield importlib.import_module(f"patterns.{info.name}")


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of the folder, by rank and name."""
    found = {value for module in _modules() for value in vars(module).values() if isinstance(value, Rule)}
    return tuple(sorted(found, key=lambda rule: (rule.rank, rule.name)))
