"""Faults: where a printed figure could be wrong, and the one that is."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from sampling.content import Piece
from sampling.figures import fault


class Slip:
    """Counts the places where a fault fits; at the planned one the printed figure is another.

    `met` has the kind of each place passed; `planned` is the place's number, None for a clean report.
    """

    def __init__(self, planned: int | None = None) -> None:
        self.planned = planned
        self.met: list[str] = []
        self.waiting: list[Piece] = []

    def here(self, code: str) -> bool:
        """Whether this place is the planned one."""
        self.met.append(code)
        return len(self.met) - 1 == self.planned

    def off(self, code: str, number: Decimal, by: str = "0.17", least: int = 4) -> Decimal:
        """The number, or where planned another, off by that share and by `least` units of its last digit."""
        if not self.here(code):
            return number
        step = Decimal(1).scaleb(int(number.as_tuple().exponent))
        wrong = (number * (1 + Decimal(by))).quantize(step, ROUND_HALF_UP)
        wrong = wrong if abs(wrong - number) >= least * step else number + least * step * (-1 if by.startswith("-") else 1)
        self.waiting.append(fault(code, f"printed {wrong}, adds up with {number}"))
        return wrong

    def mark(self) -> tuple[Piece, ...]:
        """The mark of a fault just made, to stand in its statement."""
        marks, self.waiting = tuple(self.waiting), []
        return marks
