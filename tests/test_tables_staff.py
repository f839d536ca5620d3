"""Staff tables and staff among cover rows, drawn with made-up figures."""

from __future__ import annotations

from drawn_tables import rows

from patterns.tables import read_tables
from patterns.tables.drawing import drawn


def test_posts_and_staff_among_cover_rows() -> None:
    document = drawn(
        """
        联系人 | 王某 | 联络电话 | 8690000
        人员编制 | 21 | 实有人数 | 20
        职能职责概述 | 负责全县道路养护与管理，组织抢险。 | < | <
        """
    )
    read = read_tables(document, [])
    assert [(m.kind, document.quote(m.span), m.word("label")) for m in read.mentions] == [
        ("people", "21", "人员编制"),
        ("people", "20", "实有人数"),
    ]
    assert [cell.label for cell in read.prose_cells] == ["职能职责概述"]


def test_staff_down_the_rows_know_their_whole() -> None:
    found = rows(
        """
        机构人员情况表
        单位：人
        项目 | 行次 | 数量
        一、编制人数 | 1 | 52
        其中：行政编制 | 2 | 12
        事业编制 | 3 | 40
        二、离退休人数 | 4 | 31
        """
    ).headcounts
    assert [(row.quote, row.staff_status, row.establishment) for row in found] == [
        ("52", "authorised", "all"),
        ("12", "authorised", "administrative"),
        ("40", "authorised", "public_institution"),
        ("31", "retired_any", "all"),
    ]
    assert [row.part_of for row in found] == [None, found[0].fact_id, found[0].fact_id, None]


def test_heads_tell_who_is_counted_in_a_table_of_units() -> None:
    found = rows(
        """
        单位名称 | 编制数 | < | 离退休人数
        ^ | 小计 | 行政 | ^
        县农机站 | 10 | 2 | 3
        县种子站 | 8 | 0 | 4
        """
    ).headcounts
    assert [(row.organisation, row.label, row.quote, row.establishment) for row in found][:3] == [
        ("县农机站", "编制数", "10", "all"),
        ("县农机站", "行政", "2", "administrative"),
        ("县农机站", "离退休人数", "3", "all"),
    ]
    assert found[1].part_of == found[0].fact_id


def test_posts_called_by_another_name() -> None:
    found = rows(
        """
        人员编制情况表
        单位名称 | 核编数 | 年末在编实有 | 编外用工数
        局机关 | 18 | 17 | 3
        县水政监察大队 | 10 | 9 | 2
        """
    ).headcounts
    assert [row.staff_status for row in found[:3]] == ["authorised", "in_post", "contract"]
