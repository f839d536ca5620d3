"""The budget stage that words name: initial, adjusted, budget (which isn't said), allocated, outturn."""

from __future__ import annotations

import re

_STAGES = (
    ("outturn", re.compile(r"(?<!可)执行|决算|实际|支出数|已?支付|完成|列支|开支|花费|花去")),
    ("adjusted_budget", re.compile(r"调整|可执行|全年预算|全年\(|追加|调增|调减|核减|追减|变更后|\(A\)$")),
    ("initial_budget", re.compile(r"年初|批复")),
    ("allocated", re.compile(r"下达|到位|到账|预拨|拨入|下拨")),
    ("outturn", re.compile(r"^(?:累计|本年|全年)?(?:支出|使用|拨付|报账)(?:数|金?额|资金)?(?:[A-G]|[(（].*)?$")),
    ("budget", re.compile(r"预算|控制数|批复|概算|估算|安排|计划|拟|(?<![供相响对反适感呼])应(?![急付收用届对交税诉])|申请")),
)
_ADDED = re.compile(r"追加|调增|调减|核减|追减")


def stage_of(words: str) -> str | None:
    """The stage that a stage word or a column's header names, None where it names none."""
    return next((stage for stage, pattern in _STAGES if pattern.search(words)), None)


def is_added(words: str) -> bool:
    """Whether the words add to or cut a budget within the year (追加, 调减)."""
    return bool(_ADDED.search(words))
