"""What holds for any table at all: nothing raises, quotes are slices, no figure is read twice."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from patterns.tables import read_tables
from patterns.tables.drawing import drawn
from patterns.tables.header import templates

_HEADS = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 年初预算数 全年执行数(B) 执行率 编制数 年末实有人数 项目 行次 金额（万元） 科目编码 2022年决算数 经费控制情况(万元) 预期目标 实际完成情况 总分 合计 其中：财政拨款 年度资金总额".split()  # noqa: E501, SIM905
_VALUES = ["", "—", "0", "12", "1,234.50", "95%", "≥90%", "3359.62万", "60⏎57", "^", "<", "……", "指标2：", "村级道路", "2130305"]
_CELL = st.one_of(st.sampled_from(_HEADS), st.sampled_from(_VALUES), st.text("年指标预算数0123.%（）：/ ", max_size=8))
_PICTURE = st.lists(st.lists(_CELL, min_size=2, max_size=7).map(" | ".join), min_size=1, max_size=8).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(_PICTURE)
def test_any_table_is_read_without_an_exception_and_quotes_are_slices(picture: str) -> None:
    document = drawn(picture)
    read = read_tables(document, [])
    for mention in read.mentions:
        quote = document.quote(mention.span)
        assert quote
        assert quote == quote.strip()
        assert mention.place is not None
        assert mention.place.table < len(document.tables)
        assert mention.parent is None or 0 <= mention.parent < len(read.mentions)
    places = [(m.kind, m.span.start) for m in read.mentions]
    assert len(places) == len(set(places))


@settings(max_examples=50, deadline=None)
@given(_PICTURE)
def test_reading_twice_gives_the_same(picture: str) -> None:
    document = drawn(picture)
    assert read_tables(document, []) == read_tables(document, [])


def test_full_width_digits_and_brackets_read_alike() -> None:
    half = "项目资金(万元) | 年初预算数 | 全年执行数 | 执行率\n年度资金总额: | 12.5 | 10 | 80%"
    wide = "项目资金（万元） | 年初预算数 | 全年执行数 | 执行率\n年度资金总额： | １２．５ | １０ | ８０％"
    shown = [[dict(m.words) for m in read_tables(drawn(text), []).mentions] for text in (half, wide)]
    assert shown[0] == shown[1]
    assert len(shown[0]) == 3


def test_long_table_is_read_in_linear_time() -> None:
    head = "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分\n"
    rows = [f"产出指标 | 数量指标 | 第{n}村公里数 | ≥{n} | {n} | 10 | 9" for n in range(1, 1601)]
    times = []
    for size in (400, 1600):
        document = drawn(head + "\n".join(rows[:size]))
        start = time.process_time()
        assert len(read_tables(document, []).mentions) == size
        times.append(time.process_time() - start)
    assert times[1] < 12 * max(times[0], 0.02)


def test_template_names_and_ranks_differ() -> None:
    names = [template.name for template in templates()]
    assert len(names) == len(set(names))
    assert len({template.rank for template in templates()}) == len(names)
