"""Parts of bundles, titles on several lines, years, filing dates and filers, on reports of our own."""

from __future__ import annotations

import pytest

from extract.document import Document
from extract.reader import read_bytes
from normalize.years import filing_date
from patterns.agency import clean_name, filer
from patterns.outline import kind_of, outline


def document(text: str) -> Document:
    return read_bytes(text.encode(), "report.txt")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2022年度部门整体支出绩效评价基础数据表", "base_data_form"),
        ("2022年度部门整体支出绩效自评表", "overall_form"),
        ("部门预算项目支出绩效自评表", "project_form"),
        ("中央对地方专项转移支付区域绩效自评表", "project_form"),
        ("云阳县财政局2022年度部门整体支出绩效自评报告", "overall_report"),
        ("项目支出绩效评价报告", "project_report"),
        ("2021年农村厕所改造专项资金绩效自评报告", "project_report"),
        ("云阳县财政局2022年度部门决算公开说明", "final_accounts"),
        ("2023年部门预算公开说明", "budget"),
    ],
)
def test_kind_of_title(title: str, kind: str):
    assert kind_of(title) == kind


BUNDLE = """附件1
2022年度部门整体支出绩效自评表

\t部门名称
\t云阳县水利局

附件2
2022年度项目支出绩效自评表

\t项目名称
\t山坪塘整治

\t主管部门
\t云阳县水利局

2022年度云阳县水利局
部门整体支出绩效自评报告

部门名称：云阳县水利局
2023年 4月 6 日

一、部门概况
我局内设股室6个。

项目支出绩效评价报告
一、项目概况
本次评价的对象为我县2022年山坪塘整治专项资金使用情况。
"""


def test_outline_finds_the_parts_of_a_bundle():
    parts = outline(document(BUNDLE))
    assert [part.kind for part in parts] == ["overall_form", "project_form", "overall_report", "project_report"]
    assert parts[1].project == "山坪塘整治"
    assert parts[2].title == "2022年度云阳县水利局部门整体支出绩效自评报告"
    assert parts[2].filing == "2023年4月6日"
    assert parts[3].project == "山坪塘整治"
    assert [part.start for part in parts] == sorted(part.start for part in parts)


def test_outline_takes_a_cover_and_its_repeated_title_for_one_part():
    title = "城口县民政局2021年度部门整体绩效自评报告"
    text = f"{title}\n\n城口县民政局\n2022年5月\n\n{title}\n\n一、概况\n我局有编制20名。\n"
    (part,) = outline(document(text))
    assert (part.kind, part.year, part.filing) == ("overall_report", "2021", "2022年5月")


@pytest.mark.parametrize(
    ("head", "year", "source"),
    [
        ("部门整体支出绩效自评报告\n评价年度：2022年度\n根据2023年自评通知要求，", "2022", "cover"),
        ("巫溪县教育委员会2019年度部门整体支出绩效自评报告\n根据2020年通知，", "2019", "title"),
        ("项目支出绩效自评表\n（2020年度）\n", "2020", "cover"),
        ("部门整体支出绩效自评报告\n一、概况。2018年收入30万元，2018年支出30万元，比2017年增加1万元。", "2018", "body"),
    ],
)
def test_outline_finds_the_year_under_evaluation(head: str, year: str, source: str):
    (part,) = outline(document(head + "\n开展自评。\n"))
    assert (part.year, part.year_source) == (year, source)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("2024年5月28日", ("2024-05-28", "day")),
        ("2026年6月", ("2026-06-01", "month")),
        ("2022.07.14", ("2022-07-14", "day")),
        ("20231030", ("2023-10-30", "day")),
        ("202511", ("2025-11-01", "month")),
        ("二〇二〇年六月十八日", ("2020-06-18", "day")),
        ("二零二四年三月", ("2024-03-01", "month")),
        ("二0二四年三月五日", ("2024-03-05", "day")),
        ("２０２４年３月１日", ("2024-03-01", "day")),
        ("二○二四年十二月二十一日", ("2024-12-21", "day")),
        ("2023年12月31号", ("2023-12-31", "day")),
        ("02.01.2020", ("2020-01-02", "day")),
        ("2024年 6月5 日", ("2024-06-05", "day")),
        ("2024年", ("2024-01-01", "year")),
        ("2024122日", None),
        ("2022928", None),
        ("20240532", None),
        ("2023年13月1日", None),
    ],
)
def test_filing_date_reads_or_refuses(printed: str, read: tuple[str, str] | None):
    found = filing_date(printed)
    assert (found and (found[0].isoformat(), found[1])) == read


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("314002-云阳县市场监督管理局机关", "云阳县市场监督管理局"),
        ("[155]云阳县民政局", "云阳县民政局"),
        ("云阳县财政局（本级）", "云阳县财政局"),
        ("云阳县医疗保障局本级及下属单位", "云阳县医疗保障局"),
    ],
)
def test_clean_name_leaves_the_name(printed: str, name: str):
    assert clean_name(printed) == name


def test_filer_is_the_form_the_text_uses_most():
    text = "部门整体支出绩效自评报告\n评价单位：云羊县林业局\n" + "云阳县林业局组织实施了造林。\n" * 3
    one = document(text)
    found = filer(one, outline(one))
    assert found.name == "云阳县林业局"
    assert dict(found.forms)["云羊县林业局"] == 1


def test_filer_without_a_place_takes_the_title_s():
    one = document("云阳县2023年茶产业发展项目绩效评价报告\n县农业农村局组织实施。\n")
    assert filer(one, outline(one)).name == "云阳县农业农村局"
