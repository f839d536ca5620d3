"""Whole against parts: the 其中 lists of money and of people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from normalize.checks.breakdown import addend, lists, misfit, wholes
from normalize.checks.check import Check, fault
from normalize.checks.examples import amount, people, report
from normalize.checks.printed import figure, in_unit, named, shown
from normalize.checks.slipped_unit import Row, fits, in_sum
from normalize.rows import Amount, CheckRow, Fact, Report

FAR = 5
"""Parts so many times their whole are more probably misread, or another whole's, than wrongly added up."""


def _goes_on(report: Report, whole: Row, rows: Sequence[Row]) -> bool:
    """Whether a list that is short is made up by the figures right after it, which the reading left out."""
    printed, table = figure(whole), report.amounts if isinstance(whole, Amount) else report.headcounts
    last = max(row.char_start for row in rows)
    after = [row for row in table if last < row.char_start < last + 120 and row.table_index is None][:3]
    after = [row for row in after if addend(whole, row)]
    longer = [[*rows, *after[:length]] for length in range(1, len(after) + 1)] + [[*rows, one] for one in after]
    return printed is not None and any(fits(printed, more) for more in longer)


def _message(whole: Row, rows: Sequence[Row], added: Decimal, exceeds: bool) -> tuple[str, str]:
    printed = figure(whole)
    assert printed is not None
    sum_, gap = in_unit(added, whole), in_unit(abs(added - printed.value), whole)
    name, unit = whole.label or "", whole.unit or ""
    listed = "、".join(named(row)[0] for row in rows[:8]) + ("等" if len(rows) > 8 else "")
    parts = ", ".join(named(row)[1] for row in rows[:8]) + (" …" if len(rows) > 8 else "")
    return (
        f"{name}印为{shown(whole)}，其中{listed}，{'' if len(rows) < 2 else f'合计{sum_}{unit}，'}"
        f"比{name or '总数'}{'多' if exceeds else '少'}{gap}{unit}",
        f"{name} is printed as {shown(whole)}, but {parts} {'alone is' if len(rows) < 2 else f'come to {sum_}{unit},'} "
        f"{gap}{unit} {'more' if exceeds else 'less'}",
    )


def find(report: Report) -> Iterator[CheckRow]:
    """One row a list whose sum its whole can't have."""
    for whole, parts in wholes(report):
        printed = figure(whole)
        if printed is None or fits(printed, parts):
            continue
        if isinstance(whole, Amount) and whole.concept == "assets.fixed_net":
            continue  # 原值…，净值…，其中: which of the two the items make up isn't said
        for rows in lists(whole, parts):
            wrong = misfit(whole, rows)
            if wrong is None or in_sum(whole, rows):
                continue  # a slip of the unit is the magnitude check's
            added, exceeds = wrong
            if not exceeds and _goes_on(report, whole, rows):
                continue
            far = bool(printed.value) and added > FAR * printed.value
            exact = bool(whole.label) and not far and all(row.qualifier == "exact" and not row.flags for row in (whole, *rows))
            members: list[Fact] = [whole, *rows]
            yield fault(
                report, "sum_of_parts", ("error" if exceeds else "warning") if exact else "info",
                _message(whole, rows, added, exceeds), at=whole, members=members,
                expected=in_unit(added, whole), found=in_unit(printed.value, whole),
            )  # fmt: skip


CHECK = Check(
    code="sum_of_parts",
    asks="Do the parts of a whole make it up, where the list is complete, and never exceed it?",
    find=find,
    passes=(
        report(
            "三公经费支出9.30万元，其中公务用车6.20万元（购置费0万元，运行费6.20万元）、公务接待费3.10万元。",
            amount("9.30万元", "三公经费", "three_public.total"),
            amount("6.20万元", "公务用车", "three_public.vehicles", part_of="9.30万元"),
            amount("0万元", "购置费", "three_public.vehicle_purchase", part_of="9.30万元"),
            amount("6.20万元", "运行费", "three_public.vehicle_operation", part_of="9.30万元"),
            amount("3.10万元", "公务接待费", "three_public.reception", part_of="9.30万元"),
        ),
        report(
            "总支出100万元，按性质分：基本支出60万元、项目支出40万元；按经济分类：工资福利支出70万元、商品服务30万元。",
            amount("100万元", "总支出", "expenditure.total"),
            amount("60万元", "基本支出", "expenditure.basic", part_of="100万元"),
            amount("40万元", "项目支出", "expenditure.project", part_of="100万元"),
            amount("70万元", "工资福利支出", "expenditure.economic.301", part_of="100万元"),
            amount("30万元", "商品服务", "expenditure.economic.302", part_of="100万元"),
        ),
        report(  # an open list, and a part alone however near
            "投入1000万元，其中道路300万元、桥梁200万元。罚没50.0万元，其中上缴48.0万元。",
            amount("1000万元", "投入"), amount("300万元", "道路", part_of="1000万元"),
            amount("200万元", "桥梁", part_of="1000万元"), amount("50.0万元", "罚没"),
            amount("48.0万元", "上缴", part_of="50.0万元"),
        ),
        report(  # roundings of three terms
            "共3.34万元，其中甲1.11万元、乙1.11万元、丙1.11万元。",
            amount("3.34万元", "共"), amount("1.11万元", "甲", part_of="3.34万元"),
            amount("1.11万元", "乙", part_of="3.34万元"), amount("1.11万元", "丙", part_of="3.34万元"),
        ),
        report(
            "固定资产原值235万元，净值123万元，其中房屋156万元，车辆18万元。",
            amount("235万元", "固定资产原值", "assets.fixed_original"), amount("123万元", "净值", "assets.fixed_net"),
            amount("156万元", "房屋", "assets.fixed_item", part_of="123万元"),
            amount("18万元", "车辆", "assets.fixed_item", part_of="123万元"),
        ),
        report(
            "资金500万元，其中中央300万元、占60%，省级150万元，县级50万元。",
            amount("500万元", "资金", "funds.total"),
            amount("300万元", "中央", "funds.central", part_of="500万元"),
            amount("150万元", "省级", "funds.province", part_of="500万元"),
            amount("50万元", "县级", "funds.county"),
        ),
        report(  # others follow a list that is complete
            "在职37人，其中行政30人、工勤7人，聘用39人。", people("37人", "在职", establishment="all"),
            people("30人", "行政", establishment="administrative", part_of="37人"),
            people("7人", "工勤", establishment="worker", part_of="37人"),
            people("39人", "聘用", staff_status="contract", part_of="37人"),
        ),
        report(  # what a part of the income is made up of
            "收入合计574.31万元，其中财政拨款收入552.21万元，其他收入22.10万元。财政拨款由一般公共预算465.57万元和政府性基金86.64万元构成。",
            amount("574.31万元", "收入合计", "revenue.total"),
            amount("552.21万元", "财政拨款收入", "revenue.fiscal_appropriation", part_of="574.31万元"),
            amount("22.10万元", "其他收入", "revenue.other", part_of="574.31万元"),
            amount("465.57万元", "一般公共预算", "revenue.general_public_budget"),
            amount("86.64万元", "政府性基金", "revenue.government_fund"),
        ),
        report(  # what the budget became is no part of it
            "部门预算90万元，追加5万元，其中装备3万元、培训2万元，调整后预算95万元。",
            amount("90万元", "部门预算", "expenditure.total", "initial_budget"),
            amount("5万元", "追加", "budget_adjustment", "adjusted_budget", measure="change"),
            amount("3万元", "装备", None, "adjusted_budget", part_of="5万元"),
            amount("2万元", "培训", None, "adjusted_budget", part_of="5万元"),
            amount("95万元", "调整后预算", "expenditure.total", "adjusted_budget", part_of="90万元"),
        ),
        report(  # classes of all that was spent
            "总支出667.00万元，基本支出640.00万元。工资福利支出512.40万元，商品和服务支出91.72万元，"
            "对个人和家庭的补助46.52万元，资本性支出16.36万元。",
            amount("667.00万元", "总支出", "expenditure.total"), amount("640.00万元", "基本支出", "expenditure.basic"),
            amount("512.40万元", "工资福利支出", "expenditure.economic.301"),
            amount("91.72万元", "商品和服务支出", "expenditure.economic.302"),
            amount("46.52万元", "对个人和家庭的补助", "expenditure.economic.303"),
            amount("16.36万元", "资本性支出", "expenditure.economic.310"),
        ),
        report(
            "在职41人，其中党员30人、女性20人。",
            people("41人", "在职"),
            people("30人", "党员", part_of="41人"), people("20人", "女性", part_of="41人"),
        ),
        report(  # the same people told apart twice
            "培训300人，其中干部100人、群众200人，城镇120人、农村180人。",
            people("300人", "培训", population="trained"),
            people("100人", "干部", population="trained", part_of="300人"),
            people("200人", "群众", population="trained", part_of="300人"),
            people("120人", "城镇", population="trained", part_of="300人"),
            people("180人", "农村", population="trained", part_of="300人"),
        ),
    ),
    fails=(
        report(
            "三公经费9.30万元，其中公务用车6.20万元、公务接待费3.40万元。",
            amount("9.30万元", "三公经费", "three_public.total"),
            amount("6.20万元", "公务用车", "three_public.vehicles", part_of="9.30万元"),
            amount("3.40万元", "公务接待费", "three_public.reception", part_of="9.30万元"),
        ),
        report(
            "基本支出150.00万元，占20%。其中人员经费90.00万元，公用经费55.00万元。",
            amount("150.00万元", "基本支出", "expenditure.basic"),
            amount("90.00万元", "人员经费", "expenditure.basic.personnel"),
            amount("55.00万元", "公用经费", "expenditure.basic.public"),
        ),
        report(  # income by source, whose total stands beside it
            "收入合计2168.00万元。一般公共预算拨款1846.35万元，政府性基金预算拨款312.00万元，其他资金8.65万元。",
            amount("2168.00万元", "收入合计", "revenue.total"),
            amount("1846.35万元", "一般公共预算拨款", "revenue.general_public_budget"),
            amount("312.00万元", "政府性基金预算拨款", "revenue.government_fund"),
            amount("8.65万元", "其他资金", "revenue.other"),
        ),
        report(  # classes of the basic expenditure
            "基本支出640.00万元。工资福利支出512.40万元，商品和服务支出91.72万元，对个人和家庭的补助46.52万元。",
            amount("640.00万元", "基本支出", "expenditure.basic"),
            amount("512.40万元", "工资福利支出", "expenditure.economic.301"),
            amount("91.72万元", "商品和服务支出", "expenditure.economic.302"),
            amount("46.52万元", "对个人和家庭的补助", "expenditure.economic.303"),
        ),
        report(  # classes that exceed all that was spent
            "总支出500.00万元，保障运转。\n按功能分类科目，公共安全支出420.00万元，卫生健康支出90.00万元，住房保障支出60.00万元。",
            amount("500.00万元", "总支出", "expenditure.total"),
            amount("420.00万元", "公共安全支出", "expenditure.function.204"),
            amount("90.00万元", "卫生健康支出", "expenditure.function.210"),
            amount("60.00万元", "住房保障支出", "expenditure.function.221"),
        ),
        report(
            "参保71500人，其中职工11500人、居民59000人。",
            people("71500人", "参保", population="insured"),
            people("11500人", "职工", population="insured", part_of="71500人"),
            people("59000人", "居民", population="insured", part_of="71500人"),
        ),
        report(
            "编制17人，其中行政10人、事业6人。",
            people("17人", "编制", staff_status="authorised"),
            people("10人", "行政", staff_status="authorised", part_of="17人"),
            people("6人", "事业", staff_status="authorised", part_of="17人"),
        ),
        report(  # all the kinds there are
            "政府采购356.2万元，其中货物156.2万元、工程0万元、服务20万元。",
            amount("356.2万元", "政府采购", "procurement"), amount("156.2万元", "货物", "procurement.goods", part_of="356.2万元"),
            amount("0万元", "工程", "procurement.works", part_of="356.2万元"),
            amount("20万元", "服务", "procurement.services", part_of="356.2万元"),
        ),
        report(  # what was added to the budget
            "年中调整增加236.58万元（其中中央120万元、自治区56.58万元、县级66万元）。",
            amount("236.58万元", "年中调整", "budget_adjustment", "adjusted_budget", measure="change"),
            *(amount(quote, name, None, None, part_of="236.58万元")
              for quote, name in (("120万元", "中央"), ("56.58万元", "自治区"), ("66万元", "县级"))),
        ),
        report(  # a nought is nothing, however it is printed
            "三公经费15.32万元，其中出国费0万元、公务用车运行费10.90万元、公务接待费4.24万元。",
            amount("15.32万元", "三公经费", "three_public.total"),
            amount("0万元", "出国费", "three_public.overseas", part_of="15.32万元"),
            amount("10.90万元", "公务用车运行费", "three_public.vehicle_operation", part_of="15.32万元"),
            amount("4.24万元", "公务接待费", "three_public.reception", part_of="15.32万元"),
        ),
        report(  # retired cadres are no staff in post
            "在职125人，其中公务员67人、事业56人；离休2人。",
            people("125人", "在职", establishment="all"),
            people("67人", "公务员", establishment="administrative", part_of="125人"),
            people("56人", "事业", establishment="public_institution", part_of="125人"),
            people("2人", "离休", staff_status="retired_cadre"),
        ),
        report(  # the first two kinds alone would make it up
            "在职55人，其中行政4人、事业51人、工勤4人。",
            people("55人", "在职", establishment="all"),
            *(people(quote, kind, establishment=key, part_of="55人") for quote, kind, key in (
                ("4人", "行政", "administrative"), ("51人", "事业", "public_institution"), ("4人", "工勤", "worker"))),
        ),
        report(  # parts of the total said of the projects
            "总支出150.00万元，项目支出120.00万元，其中社会保障支出30.00万元、卫生健康支出120.00万元。",
            amount("150.00万元", "总支出", "expenditure.total"),
            amount("120.00万元", "项目支出", "expenditure.project"),
            amount("30.00万元", "社会保障支出", "expenditure.function.208", part_of="120.00万元"),
            amount("120.00万元", "卫生健康支出", "expenditure.function.210", part_of="120.00万元"),
        ),
        report(
            "资金总额0万元，其中财政拨款90万元。",
            amount("0万元", "资金总额", "funds.total"),
            amount("90万元", "财政拨款", "funds.current", part_of="0万元"),
        ),
    ),
)  # fmt: skip
