"""Years: what is said of the unit's present under another year than the one under evaluation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.checks.check import Check, fault, paragraph, part_at, sentence, text_of, year_of
from normalize.checks.examples import amount, people, report, score
from normalize.rows import CheckRow, Fact, Headcount, Report, Score

_UNIT = (
    r"[我本](?:局|单位|部门|办|中心|委|院|校|镇|乡|街道|站|所|处|会)|(?:部门|单位)?整体支出|部门(?!预算|决算)"
)
_QUOTED = re.compile(r"《[^》\n]*》|“[^”\n]*”|[（(][^（()）\n]{0,40}号[)）]")
_STATED = re.compile(  # a result or a goal, said as today's
    r"""(?x)
      自评[^。；;\n]{0,10}? \d{2,3}(?:\.\d+)? \s* 分
    | (?:得分|评分|分数|总分)[^。；;，,\n]{0,6}? \d{2,3}(?:\.\d+)?
    | (?:完成|落实)了?[^。；;，,\n]{0,30}? (?:各项|目标|工作|重点|年度)[^。；;，,\n]{0,8}? 任务
    | (?:完成|实现)了?[^。；;，,\n]{0,20}? (?:各项|年度|绩效)[^。；;，,\n]{0,8}? 目标
    | (?:履职|总体|年度|绩效|工作)(?:绩效|总体|工作)*目标 [^。；;，,\n]{0,4}? (?:是|为|[:：])
    """
)
_COMPARED = re.compile(
    r"""(?x) 比 | 较(?![好高大强多低为快完]) | 上年 | 去年 | 同期 | 以来 | 以前 | 成立 | 组建 | 挂牌
    | [将拟] | 计划 | 下一步 | 打算 | 力争 | 预计 | 申报 | (?:开展|组织)[^。；\n]{0,20}自评 | 年[至到—-]"""
)
_STAFF_COMPARED = re.compile(
    r"比|较(?!好)|上年|去年|同期|[增减]|新[招进聘]|招聘|调[入出]|成立|组建|改革|年起|以来"
)


def _names(report: Report) -> str:
    agency, county = report.document.agency or "", report.document.county or ""
    short = agency[agency.find(county) + len(county) :] if county and county in agency else ""
    names = [re.escape(name) for name in (agency, county + short if short else "") if len(name) > 3]
    if len(short) > 2:
        names.append(f"[县市区旗]?{re.escape(short)}")
    names += [f"[我全本]?[县市区旗]?{short}" for short in _abbreviations(short)]
    return "|".join([*names, _UNIT])


def _abbreviations(tail: str) -> set[str]:
    """Short names that a unit goes by: 残联 of 残疾人联合会, 医保局 of 医疗保障局."""
    ends = [at for at, char in enumerate(tail) if at > 1 and char in "局联委办院校站所会"]
    pairs = {tail[0] + tail[end] for end in ends if tail[end] in "联委办"}
    return pairs | {tail[0] + tail[middle] + tail[end] for end in ends for middle in range(1, end)} if len(tail) > 3 else set()


_YEAR = re.compile(r"20\d\d(?=\s*年)")
_BEGINS = r"(?:^|[。；;！，,：:])\s*(?P<start>(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)*)"
_FIRST = re.compile(_BEGINS + r"\Z", re.MULTILINE)
_LATE = re.compile(r"\s*年度?(?!\s*[\d月])")
_REACH = 48  # list marks and a unit's name stand within so many characters before a year


def _sayings(report: Report, text: str) -> Iterator[tuple[int, int, int, int]]:
    """Sentences that begin with a year and the unit: start, end, year, where the predicate begins."""
    unit = _names(report)
    behind = re.compile(rf"\s*年度?[，,]?\s*(?:{unit})(?!\s*[\d月])")
    before = re.compile(rf"{_BEGINS}(?:{unit})[，,]?\s*\Z", re.MULTILINE)
    for year in _YEAR.finditer(text):
        for lead, rest in ((_FIRST, behind), (before, _LATE)):
            said = rest.match(text, year.end())
            begins = said and lead.search(text, max(0, year.start() - _REACH), year.start())
            if said and begins:
                yield begins.start("start"), sentence(text, said.end())[1], int(year[0]), said.end()
                break


def _inside(report: Report, start: int, end: int) -> list[Fact]:
    tables: tuple[tuple[Fact, ...], ...] = (report.amounts, report.headcounts, report.rates, report.scores)
    return [fact for table in tables for fact in table if start <= fact.char_start < end]


def _earlier_result(report: Report, start: int, end: int, part: str | None) -> bool:
    """Whether a sentence gives a score and the part has another elsewhere: then it tells of another round."""
    scores = [s for s in report.scores if s.scope == "overall" and s.table_index is None]
    overall = [s for s in scores if s.part_id == part]
    within = [s for s in overall if start <= s.char_start < end]
    return bool(within) and len(within) < len(overall)


def _statements(report: Report) -> Iterator[CheckRow]:
    text = _QUOTED.sub(lambda match: "□" * len(match[0]), text_of(report))
    for start, end, year, predicate in _sayings(report, text):
        part = part_at(report, start)
        wanted, said = year_of(report, part), text[predicate:end]
        stated = _STATED.search(said)
        if wanted is None or year == wanted or abs(year - wanted) > 3 or stated is None:
            continue
        if _COMPARED.search(said[: stated.end() + 12]) or f"{wanted}年" in text[start:end]:
            continue
        if _earlier_result(report, start, end, part):
            continue
        head = text_of(report)[start : min(end, start + 40)].replace("\n", "")
        yield fault(
            report, "fiscal_year", "warning",
            (
                f"评价年度为{wanted}年，而“{head}”写的是{year}年",
                f"the report evaluates {wanted}, but “{head}” speaks of {year}",
            ),
            at=(start, end), members=_inside(report, start, end),
        )  # fmt: skip


def _stale(report: Report, row: Headcount, text: str) -> bool:
    """Whether a count of staff is given as today's under a year that isn't the evaluated one."""
    wanted = year_of(report, row.part_id)
    if row.population != "staff" or row.basis != "actual" or row.table_index is not None:
        return False
    if not wanted or not row.fiscal_year or row.fiscal_year == wanted or row.fiscal_year < wanted - 3:
        return False
    if row.fiscal_year > wanted and row.as_of is not None:
        return False  # counted when the report was written
    before = re.sub(r"\s", "", text[paragraph(text, row.char_start)[0] : row.char_start])
    here = text[sentence(text, row.char_start)[0] : row.char_start]
    return f"{row.fiscal_year}年" in before and not _STAFF_COMPARED.search(here)


def _staff(report: Report) -> Iterator[CheckRow]:
    text = text_of(report)
    groups: dict[tuple[int, int | None], list[Headcount]] = {}
    for row in report.headcounts if text else ():
        if _stale(report, row, text):
            groups.setdefault((paragraph(text, row.char_start)[0], row.fiscal_year), []).append(row)
    for (start, year), rows in groups.items():
        wanted = year_of(report, rows[0].part_id)
        beside = [
            r for r in report.headcounts
            if r.fiscal_year == wanted and paragraph(text, r.char_start)[0] == start
            and r.staff_status == rows[0].staff_status and r.establishment == rows[0].establishment
        ]  # fmt: skip
        if beside:  # both years are given: a comparison
            continue
        said = f"{rows[0].label or ''}{rows[0].quote}"
        yield fault(
            report, "fiscal_year", "warning",
            (
                f"评价年度为{wanted}年，而{said}是{year}年的数",
                f"the report evaluates {wanted}, but {said} is of {year}",
            ),
            at=rows[0], members=rows,
        )  # fmt: skip


def find(report: Report) -> Iterator[CheckRow]:
    """One row a statement of the unit's present under another year."""
    yield from _statements(report)
    yield from _staff(report)


def _graded(quote: str) -> Score:
    return score(quote, "overall", None, quote.rstrip("分"), table_index=None)


CHECK = Check(
    code="fiscal_year",
    asks="Does what is said of the unit's present carry the year under evaluation?",
    find=find,
    passes=(
        report("2023年我局较好地完成了各项工作任务，绩效自评98分。", _graded("98分")),
        report("根据《关于开展2024年度绩效自评工作的通知》，2024年我局组织开展绩效自评，自评得分96分。"),
        report("2024年我局将继续努力，确保完成各项工作任务。2019年我局成立以来，完成了各项工作任务。"),
        report("2022年，我局完成各项目标任务较上年提前。2024年3月，我局完成自评各项任务。"),
        report("2022年度部门整体支出绩效评价得分91分；2023年度评价得分95分。",
               _graded("91分"),
               _graded("95分")),
        report("2022年末在职30人，2023年末在职32人。", 
               people("30人", "在职", fiscal_year=2022), people("32人", "在职")),
        report("2022年预算安排20万元。", amount("20万元", "预算", None, "budget", fiscal_year=2022)),
    ),
    fails=(
        report("（一）自评结果\n2024年我局较好地完成了县委、县政府部署的各项工作任务，绩效自评98分。",
               _graded("98分")),
        report("1.履职目标\n2022年我单位履职总体目标是：全面落实惠民政策。"),
        report("青田县民政局2023年度部门整体支出绩效自评报告\n2022年，我局圆满完成了各项目标任务。"),
        report("本部门2022年度评价得分为94.6分。", _graded("94.6分")),
        report(
            "2022年，县残联在县委、县政府的领导下，全面完成了各项目标任务。",
            agency="青田县残疾人联合会", county="青田县",
        ),
        report("青田县民政局2021年圆满完成了年度各项工作任务。", agency="青田县民政局", county="青田县"),
        report("我局核定编制21人，2022年度实有32人，其中行政8人。",
               people("21人", "编制", staff_status="authorised"), people("32人", "实有", fiscal_year=2022),
               people("8人", "行政", fiscal_year=2022, part_of="32人")),
    ),
)  # fmt: skip
