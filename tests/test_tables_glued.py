"""Figures run together in one cell are parted only where one way is left."""

from __future__ import annotations

import pytest

from patterns.tables import read_tables
from patterns.tables.drawing import drawn
from patterns.tables.glued import splits

_ROLES = ("money", "money", "points", "rate", "score")


@pytest.mark.parametrize(
    ("run", "roles", "ways"),
    [
        ("202010100.00%10", _ROLES, [("20", "20", "10", "100.00%", "10")]),
        ("1484631.08%", ("money", "money", "rate"), [("148", "46", "31.08%")]),
        ("40004000100%", ("money", "money", "rate"), [("4000", "4000", "100%")]),
        ("12.511.31090.40%9.04", _ROLES, [("12.5", "11.3", "10", "90.40%", "9.04")]),
        ("10200%", ("money", "money", "rate"), [("102", "0", "0%")]),
        ("77%", ("money", "money", "rate"), []),
    ],
)
def test_run_is_parted_by_what_must_hold(run: str, roles: tuple[str, ...], ways: list[tuple[str, ...]]) -> None:
    assert splits(run, roles) == ways


def _picture(run: str) -> str:
    return f"资金情况（万元） | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分\n年度资金总额：{run} |  |  |  |  | "


def test_glued_row_gives_each_figure_its_own_characters() -> None:
    document = drawn(_picture("202010100.00%10"))
    found = read_tables(document, []).mentions
    assert [(m.kind, document.quote(m.span), m.word("label")) for m in found] == [
        ("money", "20", "年度资金总额"),
        ("money", "20", "年度资金总额"),
        ("rate", "100.00%", "年度资金总额执行率"),
        ("score", "10", "年度资金总额"),
    ]
    assert [m.word("stage") for m in found[:2]] == ["全年预算数(A)", "全年执行数(B)"]
    assert all(m.flags == ("glued_cells",) for m in found)


def test_run_that_cannot_be_parted_is_kept_without_a_number() -> None:
    document = drawn(_picture("33107%5"))
    (mention,) = read_tables(document, []).mentions
    assert (document.quote(mention.span), mention.word("number")) == ("33107%5", "")
    assert mention.flags == ("glued_cells",)


def test_sign_read_as_a_two_is_doubted() -> None:
    picture = """
        一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值
        满意度指标 | 服务对象满意度 | 村民满意度 | 290% | 95%
        效益指标 | 经济效益 | 产值增长率 | 290% | 310%
        """
    assert [m.flags for m in read_tables(drawn(picture), []).mentions] == [("ocr_doubt",), ()]
