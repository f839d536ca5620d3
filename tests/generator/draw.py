"""Chance with a memory for nothing: one seed gives one report, whatever fault is planted in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from sampling.content import Piece, Pieces, pieces_of

Item = TypeVar("Item")
CHOICE = re.compile(r"<([^<>]*)>")
SLOT = re.compile(r"\{([^{}]+)\}")


class Draw:
    """Draws from grammars: `<a|b|>` is one of its alternatives (nested too), `{name}` a slot."""

    def __init__(self, seed: object) -> None:
        self.random = Random(str(seed))

    def chance(self, share: float) -> bool:
        """True that often."""
        return self.random.random() < share

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self.random.randint(low, high)

    def number(self, low: float, high: float, places: int = 2) -> Decimal:
        """A decimal with that many places."""
        unit = 10**places
        return Decimal(self.random.randint(int(low * unit), int(high * unit))).scaleb(-places)

    def one(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return self.random.choice(items)

    def some(self, items: Sequence[Item], low: int, high: int) -> list[Item]:
        """Between low and high of the items, in their order."""
        count = min(len(items), self.whole(low, high))
        return [items[i] for i in sorted(self.random.sample(range(len(items)), count))]

    def word(self, grammar: str) -> str:
        """The text that a grammar without slots gives."""
        while (found := CHOICE.search(grammar)) is not None:
            grammar = grammar[: found.start()] + self.one(found[1].split("|")) + grammar[found.end() :]
        return grammar

    def say(self, grammar: str | Sequence[str], **slots: Pieces) -> tuple[Piece, ...]:
        """The pieces that a grammar (or one of several) gives, its slots filled."""
        text = self.word(grammar if isinstance(grammar, str) else self.one(grammar))
        out: list[Piece] = []
        at = 0
        for slot in SLOT.finditer(text):
            out += [text[at : slot.start()], *pieces_of(slots[slot[1]])]
            at = slot.end()
        return tuple(piece for piece in (*out, text[at:]) if piece != "")

    def parts(self, total: Decimal, shares: Sequence[float]) -> list[Decimal]:
        """Parts that make up the total, about as large as their shares, each with the total's places."""
        places, left, out = total, total, []
        whole = sum(shares)
        for share in shares[:-1]:
            about = Decimal(float(total) * share / whole * self.random.uniform(0.8, 1.2))
            part = min(about.quantize(places), left)
            out.append(part)
            left -= part
        return [*out, left]


def joined(items: Sequence[Any], between: str, last: str | None = None) -> tuple[Piece, ...]:
    """Pieces one after the other, set apart by `between`, before the last by `last`."""
    out: list[Piece] = []
    for number, item in enumerate(items):
        if number:
            out.append(last if last is not None and number == len(items) - 1 else between)
        out += pieces_of(item)
    return tuple(out)
