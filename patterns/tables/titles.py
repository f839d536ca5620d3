"""What the title of a table tells (收入决算表: income, final figures), and rows that only count the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from patterns.tables.layout import Line, bare
from patterns.tables.template import Findings, Section

_TITLE = re.compile(r"(?!注|说明|备注)[^。:：]{2,40}表(?:[(（][^()（）]*[)）])?(?:[(（]续表?[)）])?")
_NUMBER = re.compile(r"(?:公开|附|财决|预算?|表)+[\d.\-]*表?|附[件表][\d.\-]*")
_STAGE = re.compile(r"决算|(?<!公共)(?<!基金)(?<!经营)预算(?!财政|单位|拨款|内)")
_COUNT = re.compile(r"\d{1,2}(?:[=＝][\d+\-()（）/×*%]+)?")
_COUNTING = re.compile(r"栏次|行次|类|款|项|[甲乙丙丁]")


def title_of(section: Section) -> str:
    """The nearest line above a table that reads like its title, "" where there is none."""
    titles = (text for text, _ in section.caption.lines if _TITLE.fullmatch(text) and not _NUMBER.fullmatch(text))
    return next(titles, "")


def naming_title(section: Section) -> list[str]:
    """The title, where it tells what a 合计 is of: of income, of spending, of the three public expenses, of procurement."""
    title = title_of(section)
    told = re.search(r"三公|采购", title) or ("收入" in title) != ("支出" in title)
    return [title] if told else []


def title_stage(section: Section, found: Findings) -> str:
    """决算 or 预算, as the table's title, that of its part or all heads that tell a stage say; "" where none does."""
    titles = (title_of(section), found.part_title(section))
    told = next((match.group() for title in titles if (match := _STAGE.search(title))), "")
    heads = {match.group() for column in section.columns for text in column.path if (match := _STAGE.search(text))}
    return told or (heads.pop() if len(heads) == 1 else "")


def is_count(section: Section, line: Line) -> bool:
    """Whether a row only counts the columns: 栏次 | 1 | 2, 类 | 款 | 项 | 栏次 | 1, 甲 | 乙 | 1, 1 | 2 | 3=1+2."""
    texts = [text for cell in line.own if (text := section.text(cell))]
    words = [bare(text) for text in texts if not _COUNT.fullmatch(text)]
    numbers = [int(re.split("[=＝]", text)[0]) for text in texts if _COUNT.fullmatch(text)]
    if words and {"栏次", "行次"} & set(words):
        return all(map(_COUNTING.fullmatch, words))
    if not all(map(_COUNTING.fullmatch, words)):
        return False
    return _consecutive(numbers) if len(numbers) > 2 else len(words) > 1 and not numbers


def _consecutive(numbers: Sequence[int]) -> bool:
    return all(after - before == 1 for before, after in pairwise(numbers))
