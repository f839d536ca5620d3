"""Which parts to write anew: those that lose rows, and so many of one size that they make one of the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

FAN = 8
FULL = 8_000


def tier(documents: int) -> int:
    """The size class of a part: 0 below 8 documents, 1 below 64, 2 below 512 …"""
    size = 0
    while documents >= FAN:
        documents //= FAN
        size += 1
    return size


def groups(parts: Mapping[int, int], affected: AbstractSet[int]) -> list[list[int]]:
    """Groups of parts that become one part each; `parts` tells how many documents each holds.

    Fewer than eight parts stay of a size class, so n documents that come one by one leave about
    7·log₈ n small parts, and each row is written anew log₈ n times at most. Full parts are left alone.
    """
    classes: defaultdict[int, list[int]] = defaultdict(list)
    for part, documents in parts.items():
        if documents < FULL:
            classes[tier(documents)].append(part)
    merged = [sorted(held) for _, held in sorted(classes.items()) if len(held) >= FAN]
    taken = {part for group in merged for part in group}
    return merged + [[part] for part in sorted(affected - taken)]
