"""The function of a department by its name, through the years."""

from __future__ import annotations

import pytest

from normalize.agency_kind import CODES, agency_kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("青田县医疗保障局", "medical_insurance"),
        ("青田县卫生局", "health"),
        ("青田县卫生和计划生育局", "health"),
        ("青田县卫生健康局", "health"),
        ("青田县教育体育局", "education"),
        ("青田县住房和城乡建设局", "housing_construction"),
        ("青田县市场监督管理局", "market_supervision"),
        ("青田县工商行政管理局", "market_supervision"),
        ("青田县民政局", "civil_affairs"),
        ("民和回族土族自治县教育局", "education"),
        ("青田县人民政府办公室", "government_office"),
        ("青田县农业农村局", "agriculture"),
        ("青田县畜牧兽医局", "agriculture"),
        ("青田县林业和草原局", "forestry"),
        ("青田县人力资源和社会保障局", "human_resources"),
        ("青田县退役军人事务局", "veterans"),
        ("青田县交通运输局", "transport"),
        ("青田县公安局交通警察大队", "police"),
        ("青田县文化旅游广电体育局", "culture_tourism"),
        ("青田县文化市场综合执法大队", "culture_tourism"),
        ("青田县残疾人联合会", "disabled_federation"),
        ("青田县妇女联合会", "mass_organisation"),
        ("青田县工商业联合会", "mass_organisation"),
        ("青田县科学技术协会", "mass_organisation"),
        ("青田县商务粮食局", "commerce"),
        ("中共青田县委党校", "party_school"),
        ("中共青田县委组织部", "party_office"),
        ("青田县温溪镇人民政府", "township"),
        ("青田县鹤城街道办事处", "township"),
        ("青田经济开发区管理委员会", "development_zone"),
        ("青田县环境卫生管理处", "urban_management"),
        ("青田县扶贫开发办公室", "rural_revitalisation"),
        ("青田县发展和改革局", "development_reform"),
        ("青田县人民检察院", "procuratorate"),
        ("青田县财政局（本级）", "finance"),
        ("青田县某某局", None),
        ("", None),
        (None, None),
    ],
)
def test_agency_kind_is_told_by_the_name(name: str | None, kind: str | None) -> None:
    assert agency_kind(name) == kind
    assert agency_kind(name, "青田县") == kind
    assert kind is None or kind in CODES


def test_agency_kinds_have_one_code_each() -> None:
    assert len(set(CODES)) == len(CODES)
