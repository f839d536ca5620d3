"""Rates of one list (执行率分别为95.51%、92%): one that agrees tells what the next is of."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.checks.readings import Reading
from normalize.rows import Amount, Rate

Base = tuple[str | None, int]
"""Of what stage the budget of a reading is, and of how many figures it was made."""
BESIDE = 12
"""How far apart, in characters, rates of one list may stand."""


def base_of(reading: Reading) -> Base:
    """The stage of a reading's last figure, and how many figures it has."""
    last = reading[2][-1]
    return (last.stage if isinstance(last, Amount) else None), len(reading[2])


def is_listed(share: Rate, base: Base, told: Sequence[tuple[Rate, Base]]) -> bool:
    """Whether a rate stands right behind one of the same kind that its figures give, from budgets of the same stage."""
    return any(
        other.concept == share.concept and 0 < share.char_start - other.char_end < BESIDE and of == base for other, of in told
    )
