"""The notice that asked for the report: its year is that of the round, never the year under evaluation."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOTICE = re.compile(
    r"""(?x) 关于 [^。；《》]{0,40}? (?P<year>(?:19|20)\d\d) \s* 年 \s* 度? [^。；《》]{0,60}?
        (?:评价|自评|绩效) [^。；《》]{0,30}? 通\s*知
      | 关于 [^。；《》]{0,60}? (?:评价|自评|绩效) [^。；《》]{0,40}? 通\s*知 [^。；]{0,3}? [》”]? \s*
        [（(] [^（()）]{0,16}? [〔\[【﹝] (?P<numbered>(?:19|20)\d\d) [〕\]】﹞]
      | (?:根据|按照) [^。；，《》〔]{0,16} 财 [^。；，《》〔]{0,6} [〔\[【﹝] (?P<cited>(?:19|20)\d\d) [〕\]】﹞] \s* \d+ \s* 号
        [^。；]{0,60} (?:自评|绩效)
    """
)


@dataclass(frozen=True, slots=True)
class Notice:
    """The year printed in a notice's title, else in its document number, and where the notice is cited."""

    year: str
    start: int
    end: int


def notice(text: str) -> Notice | None:
    """The first notice of a round of evaluation that a text cites, None where it cites none."""
    match = _NOTICE.search(text)
    return Notice(match["year"] or match["numbered"] or match["cited"], *match.span()) if match else None
