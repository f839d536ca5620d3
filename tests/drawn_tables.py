"""What a drawn table says: its indicators, scores and amounts, and all its rows once their meaning is resolved."""

from __future__ import annotations

from normalize.resolve import resolve
from normalize.rows import Report
from patterns.find import find
from patterns.mention import Mention
from patterns.tables import read_tables
from patterns.tables.drawing import drawn


def indicators(picture: str) -> list[Mention]:
    return [mention for mention in read_tables(drawn(picture), []).mentions if mention.kind == "indicator"]


def scores(picture: str) -> list[dict[str, str]]:
    return [dict(m.words) for m in read_tables(drawn(picture), []).mentions if m.kind == "score"]


def amounts(picture: str) -> list[tuple[str, str, str]]:
    document = drawn(picture)
    found = read_tables(document, []).mentions
    return [(document.quote(m.span), m.word("label"), m.word("stage")) for m in found if m.kind == "money"]


def words(mention: Mention, *names: str) -> list[str]:
    return [mention.word(name) for name in names]


def rows(picture: str) -> Report:
    document = drawn(picture)
    return resolve(document, find(document))
