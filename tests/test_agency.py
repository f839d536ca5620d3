"""Who files a report, and where: names in titles, labels and cells, short and long, against what they must give."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao.pipeline import read_report

TITLE = "年度部门整体支出绩效自评报告"
BODY = "\n一、部门基本情况\n我单位核定编制20名，在职19人。\n二、预算执行情况\n{}年总支出600万元。自评得分95分。\n"


def filed(head: str, year: int, place: Path) -> tuple[str | None, str | None, list[str]]:
    """Agency, division and alarms of a report with that head."""
    path = place / "report.txt"
    path.write_text(head + BODY.format(year), encoding="utf-8")
    report = read_report(path)
    assert report.document.fiscal_year == year
    alarms = [check.message for check in report.checks if check.severity != "info"]
    return report.document.agency, report.document.division_code, alarms


@pytest.mark.parametrize(
    ("head", "year", "agency", "code"),
    [
        (f"新华区民政局2022{TITLE}\n根据石家庄市财政局要求，开展自评。", 2022, "新华区民政局", "130105"),
        (f"平顶山市新华区民政局2022{TITLE}", 2022, "平顶山市新华区民政局", "410402"),
        (f"拉萨市城关区教育局2021{TITLE}", 2021, "拉萨市城关区教育局", "540102"),
        (f"江北区教育局2022{TITLE}\n根据《宁波市财政局关于开展绩效自评的通知》要求。", 2022, "江北区教育局", "330205"),
        (f"第一师阿拉尔市财政局2022{TITLE}", 2022, "第一师阿拉尔市财政局", "659002"),
        (f"寻甸县金所街道办事处2022{TITLE}", 2022, "寻甸县金所街道办事处", "530129"),
        (f"思明区禾山街道2021{TITLE}", 2021, "思明区禾山街道", "350203"),
        (f"白塔畈镇人民政府2022{TITLE}\n根据《金寨县财政局关于开展绩效自评的通知》。", 2022, "白塔畈镇人民政府", "341524"),
        (f"中国共产党大通回族土族自治县委员会宣传部2022{TITLE}", 2022, "中国共产党大通回族土族自治县委员会宣传部", "630121"),
        (f"中共双峰县委办公室2022{TITLE}", 2022, "中共双峰县委办公室", "431321"),
        (f"龙南市农业农村局（龙南市乡村振兴局）2022{TITLE}", 2022, "龙南市农业农村局", "360783"),
        ("部门整体支出绩效自评报告\n（2021年度）\n填报单位：[155]濉溪县民政局（本级）", 2021, "濉溪县民政局", "340621"),
        ("部门整体支出绩效自评报告\n（2021年度）\n单位名称：219001-池州市贵池区财政局", 2021, "池州市贵池区财政局", "341702"),
        (f"成安县第二中学2021{TITLE}", 2021, "成安县第二中学", "130424"),
        (f"怀化市洪江区管理委员会2021{TITLE}", 2021, "怀化市洪江区管理委员会", "431200"),
        (f"孟津县民政局2020{TITLE}", 2020, "孟津县民政局", "410322"),
        (f"孟津区民政局2021{TITLE}", 2021, "孟津区民政局", "410308"),
        (f"横山县水利局2014{TITLE}", 2014, "横山县水利局", "610823"),
    ],
)
def test_filer_and_its_division(head: str, year: int, agency: str, code: str, tmp_path: Path) -> None:
    assert filed(head, year, tmp_path) == (agency, code, [])


def test_filer_named_in_two_ways_is_the_titles_whatever_the_hash(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"威县医疗保障局2022{TITLE}\n一、概况\n魏县医疗保障局为县政府工作部门，编制9名。\n", encoding="utf-8")
    code = f"from jixiao.pipeline import read_report; from pathlib import Path; print(read_report(Path({str(path)!r})).document.agency)"
    for seed in ("0", "1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True, encoding="utf-8")
        assert said.stdout.strip() == "威县医疗保障局"
