"""The words between a figure and what precedes it in its clause."""

from __future__ import annotations

import re

from patterns import phrases
from patterns.clause import Clause

_YEAR = re.compile(r"(?:19|20)\d\d年?度?$|[当本全今上]年度?$|本期$|去年$|[上去]年同期$|同期$|年[末底]$")


class Left:
    """The words left of a figure: year words stand as @, list marks are out."""

    def __init__(self, clause: Clause, text: str, start: int, end: int) -> None:
        kept, self.periods, at = [], [], start
        for figure in clause.figures:
            if figure.is_fact or figure.start < start or figure.end > end:
                continue
            if figure.kind == "period":
                self.periods.append(text[figure.start : figure.end])
                kept.append(text[at : figure.start] + "@")
                at = figure.end
            elif figure.rule == "silence.list_mark":
                at = figure.end
        self.marked = "".join(kept) + text[at:end]

    @property
    def marked(self) -> str:
        """The words, year words as @."""
        return self._marked

    @marked.setter
    def marked(self, words: str) -> None:
        self._marked = words
        self.plain = words.replace("@", "")
        """The words without year words."""

    @property
    def period(self) -> str:
        """The last year word, "" without one."""
        return self.periods[-1] if self.periods else ""

    @property
    def parted(self) -> bool:
        """Whether a time parts the words (截至10月底…): a year merely stands in them (支付2020年签约服务费)."""
        return bool(self.periods) and not all(_YEAR.match(period) for period in self.periods)


def denominator(left: Left, unit: str) -> str:
    """What stands before a sum of money as that which it is paid for: 每人每月65元, 人均1.2万元; "" without one."""
    per = phrases.PER_LEFT.search(left.plain) or (unit.endswith("元") and phrases.PER_WITHIN.search(left.plain))
    return per.group(per.lastindex or 0) if per else ""
