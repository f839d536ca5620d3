"""`made(seed)`: a report of some department of some county for some year, in some layout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sampling.content import Block, Line, NewPage, PartStart, Piece, Report, pieces_of
from sampling.figures import fault, score

from generator import books as ledger
from generator import budget, forms, programmes, silence, staffing, tables
from generator.books import Books, Staff
from generator.draw import Draw
from generator.filer import Filer, filer
from generator.prose import Pen
from generator.slip import Slip
from generator.style import style, trimmed

HALF = str.maketrans("，；：（）", ",;:()")
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def made(seed: int, planned: int | None = None) -> tuple[Report, Slip]:
    """A report, clean or with the planned fault, and where faults would have fitted."""
    draw, slip = Draw(seed), Slip(planned)
    who = filer(draw)
    pen = Pen(draw, style(draw), slip, who.year)
    write = draw.one([overall, overall, overall, overall, project_form, project_form, overall_form, bundle, accounts, accounts])
    report = write(pen, who, f"generated-{seed}")
    return (halved(report) if pen.style.half else report), slip


def halved(report: Report) -> Report:
    """The report with clause punctuation of half width; what a figure prints stays."""

    def piece(one: Piece) -> Piece:
        return one.translate(HALF) if isinstance(one, str) else one

    blocks: list[Block] = [
        Line(tuple(piece(one) for one in pieces_of(block.pieces)), block.style)
        if isinstance(block, Line) and block.style == "body" else block
        for block in report.blocks
    ]  # fmt: skip
    return Report(report.name, report.year, report.document, blocks, report.spaced, report.foot, report.tall)


def heading(draw: Draw) -> Any:
    """A numbering of first-level headings."""
    form = draw.one(["{}、{}", "{}、{}", "（{}）{}"])
    return lambda number, text: Line(form.format(NUMERALS[number], text), "h1")


def filed_lines(pen: Pen, who: Filer) -> tuple[list[Line], list[Line], str]:
    """Cover lines, closing lines and the precision of the filing date."""
    draw = pen.draw
    precision = draw.one(["day", "day", "month"])
    when = who.date(draw, precision)
    early: tuple[Piece, ...] = ()
    if pen.slip.here("filing_date"):
        early = (fault("filing_date", "filed before the year was over"),)
        when = when.replace(str(who.year + 1), str(who.year))
    if draw.chance(0.6):
        labels = draw.one([("评价单位", "填报日期"), ("填报单位", "报告日期"), ("单位名称（公章）", "报告时间"), ("预算单位", "填报时间")])
        cover = [Line(f"{labels[0]}：{who.name}", "cover"), Line((f"{labels[1]}：{when}", *early), "cover")]
        if draw.chance(0.5):
            cover.insert(0, Line(f"评价年度：{who.year}年度", "cover"))
        return cover, [], precision
    if "." in when or "-" in when:
        when = f"{who.year + (not early)}年{who.month}月{who.day}日"
    return [], [Line(who.name, "sign"), Line((when, *early), "sign")], precision


def preface(pen: Pen, who: Filer) -> Line:
    """What the report was asked for by."""
    draw = pen.draw
    county = who.place.county
    number = f"{who.place.short}财绩〔{who.year + 1}〕{draw.whole(1, 90)}号"
    return Line(draw.word(
        f"<根据|按照>《{county}财政局关于开展{who.year + 1}年<度|>{who.place.suffix}级<部门|财政>绩效自评工作的通知》"
        f"（{number}）<要求|文件要求>，<我单位|我局|本单位>对{who.year}年度部门整体支出<开展了|进行了>绩效自评，<现将有关情况报告如下|现报告如下>。"
    ))  # fmt: skip


def overall(pen: Pen, who: Filer, name: str, books: Books | None = None, staff: Staff | None = None) -> Report:
    """A narrative report on the whole department."""
    draw = pen.draw
    books, staff = books or ledger.books(draw, who.kind.function), staff or ledger.people(draw)
    title = f"{who.name}{who.year}年度部门整体支出绩效自评报告"
    cover, closing, precision = filed_lines(pen, who)
    document = who.document([title, title.removeprefix(who.name)], precision)
    two = draw.chance(0.3)
    titles = [Line(who.name, "title"), Line(title.removeprefix(who.name), "title")] if two else [Line(title, "title")]
    start = PartStart("overall_report", [title, title.removeprefix(who.name)], filing_date=document["filing_date"])
    blocks: list[Block] = [start, *titles, *cover, *narrative(pen, who, books, staff), *closing]
    return Report(name, who.year, document, blocks, spaced=draw.chance(0.4), foot=draw.one(["", "— {} —", "{}"]))


def narrative(pen: Pen, who: Filer, books: Books, staff: Staff) -> list[Block]:
    """The body of a report on the whole department."""
    draw = pen.draw
    head = heading(draw)
    agency = who.name
    if pen.slip.here("agency"):
        agency = misprinted(who.name)
    duties = draw.word("<主要负责|承担><全县|辖区内|本地区><相关行政管理|行业管理和公共服务>工作，内设机构{}个，下属单位{}个。")
    first: list[Piece] = [agency, duties.format(draw.whole(4, 12), draw.whole(1, 6))]
    if agency != who.name:
        first.insert(0, fault("agency", f"{agency} for {who.name}"))
    out: list[Block] = [
        preface(pen, who), head(0, "部门基本情况"), Line(tuple(first)), *map(Line, staffing.sections(pen, staff)),
        head(1, draw.word("部门<整体|预算|>收支情况")), *paragraphs(pen, list(budget.sections(pen, books))),
        head(2, draw.word("<主要工作完成情况|绩效目标完成情况|履职效益情况>")),
        *again(pen, books), *map(Line, programmes.work(pen, who.kind)), silence.paragraph(pen), Line(programmes.quality(pen, who.kind)),
        head(3, draw.word("<评价结论|自评结论|自评结果>")), *conclusion(pen, who),
        head(4, "存在的问题及改进措施"), Line("预算执行进度不够均衡，绩效指标设置还需细化。下一步将加强项目前期论证，按季度调度支付进度。"),
    ]  # fmt: skip
    if draw.chance(0.3):
        out.insert(len(out) // 2, NewPage(draw.one(["—2—", "- 2 -", "2", "— 2 —"])))
    return out


def again(pen: Pen, books: Books) -> list[Line]:
    """Totals told a second time, as reports do when they come to the results."""
    draw, style = pen.draw, pen.style
    if draw.chance(0.6):
        return []
    spent = pen.slip.off("contradiction", books.spent, "0.09")
    mark = pen.slip.mark()
    total = style.cash(spent, ["总支出", "部门总支出", "支出合计", "支出"], "expenditure.total")
    return [Line((*mark, *draw.say([
        f"{pen.year}年<度|>，<我局|本单位|>总支出{{t}}，<资金使用合规|保障了各项工作顺利开展>。",
        f"<从预算执行情况看，|>{pen.year}年度<部门|>支出合计{{t}}，支出进度符合要求。",
    ], t=total)))]  # fmt: skip


def paragraphs(pen: Pen, said: Sequence[tuple[Piece, ...]]) -> list[Line]:
    """Sentences in paragraphs of one or several."""
    draw = pen.draw
    numbered = draw.chance(0.3)
    if numbered:
        form = draw.one(["（{}）", "{}."])
        marks = [form.format(NUMERALS[i] if "（" in form else i + 1) for i in range(len(said))]
        return [Line((mark, *pieces)) for mark, pieces in zip(marks, said, strict=True)]
    lines: list[Line] = []
    held: tuple[Piece, ...] = ()
    for pieces in said:
        held += pieces
        if draw.chance(0.7):
            lines.append(Line(held))
            held = ()
    return [*lines, *([Line(held)] if held else [])]


def conclusion(pen: Pen, who: Filer) -> list[Block]:
    """The score, sometimes with its summary table, and the scale that isn't a score."""
    draw = pen.draw
    out: list[Block] = []
    if draw.chance(0.35):
        table, total = forms.score_summary(pen)
        out.append(table)
    else:
        total = draw.number(82, 100, draw.one([0, 1, 2]))
    grade = "优" if total >= 90 else "良"
    total = trimmed(total)
    noun = draw.word("<自评得分|自评分数|综合得分|综合评分|自评总分|最终得分>")
    fields: dict[str, Any] = {"points": [None, "100"]}
    scale = draw.word("<|（90分以上为优，80—89分为良，60—79分为中，60分以下为差）|。评分标准：90（含）-100分为优、80（含）-90分为良>")
    form, graded = draw.one([
        ("{noun}<为|>{s}，<评价等级|评定等级|等级|等次>为“{grade}”{scale}。", True), ("{noun}<为|>{s}，等级{grade}。", True),
        ("<经综合评价，|对照指标体系逐项打分，|>{we}部门整体支出绩效{noun}{s}。", False), ("{noun}：{s}。", False),
    ])  # fmt: skip
    said = score(total, [noun, "部门整体支出绩效" + noun], form="{}" + pen.style.blank + "分", grade=grade if graded else None, **fields)
    earned = grade
    if graded and scale and "{scale}" in form and pen.slip.here("score_total"):
        grade = "良" if grade == "优" else "优"
        pen.slip.waiting.append(fault("score_total", f"graded {grade}, the printed scale gives {earned}"))
    line = draw.say(form, noun=noun, s=said, grade=grade, scale=scale, we=draw.word("<我局|本单位|>"))
    line = (*pen.slip.mark(), *line)
    return [Line(line), *out] if draw.chance(0.5) else [*out, Line(line)]


def misprinted(name: str) -> str:
    """The county's name with another second character, as a slip of the keyboard makes it."""
    other = next(char for char in "州川阳安平" if char != name[1])
    return name[0] + other + name[2:]


def project_form(pen: Pen, who: Filer, name: str) -> Report:
    """A project's form alone."""
    draw = pen.draw
    project = draw.one(who.kind.projects)
    title = draw.one([f"{who.year}年度项目支出绩效自评表", "项目支出绩效自评表", f"{who.year}年度部门预算项目支出绩效自评表"])
    in_title = str(who.year) in title
    shown = [title, f"{title}（{who.year}年度）", f"{who.year}年度{title}"]
    when = f"{who.year + 1}年{who.month}月{who.day}日"
    dated = draw.chance(0.5)
    document = who.document(shown, "day" if dated else None)
    table = forms.project_form(pen, who.kind, project, who.name, who.name)
    blocks: list[Block] = [
        PartStart("project_form", shown, project, filing_date=document["filing_date"]), Line(title, "title"),
        *([] if in_title else [Line(f"（{who.year}年度）", "cover")]), table,
        *([Line(f"填报人：　　　填报日期：{when}　　　联系电话：", "note")] if dated else []),
    ]  # fmt: skip
    return Report(name, who.year, document, blocks, tall=draw.one([842, 600]))


def overall_form(pen: Pen, who: Filer, name: str) -> Report:
    """A department's form alone."""
    draw = pen.draw
    title = draw.one([f"{who.year}年度部门整体支出绩效自评表", "部门整体支出绩效自评表"])
    dated = draw.chance(0.6)
    document = who.document([title, f"{title}（{who.year}年度）", f"{who.year}年度{title}"], "day" if dated else None)
    when = f"{who.year + 1}年{who.month}月{who.day}日"
    blocks: list[Block] = [
        PartStart("overall_form", document["title"], filing_date=document["filing_date"]), Line(title, "title"),
        *([] if str(who.year) in title else [Line(f"（{who.year}年度）", "cover")]),
        forms.overall_form(pen, who.kind, ledger.books(draw, who.kind.function), who.name),
        *([Line(f"填表人：　　填报日期：{when}　　单位负责人签字：", "note")] if dated else []),
    ]  # fmt: skip
    return Report(name, who.year, document, blocks)


def bundle(pen: Pen, who: Filer, name: str) -> Report:
    """A base-data form, a project form and the narrative in one file."""
    draw = pen.draw
    books, staff = ledger.books(draw, who.kind.function), ledger.people(draw)
    inner = overall(pen, who, name, books, staff)
    filed = inner.document["filing_date"]
    base, project = f"{who.year}年度部门整体支出绩效评价基础数据表", draw.one(who.kind.projects)
    title = f"{who.year}年度项目支出绩效自评表"
    form = forms.project_form(pen, who.kind, project, who.name, who.name)
    when = f"填报日期：{filed.replace('-', '.')}" if inner.document["filing_date_precision"] == "day" else ""
    blocks: list[Block] = [
        PartStart("base_data_form", base, filing_date=filed), Line("附件1", "note"), Line(base, "title"),
        forms.base_data(pen, books, staff), *([Line(when, "note")] if when else []), NewPage(),
        PartStart("project_form", title, project, filing_date=filed), Line("附件2", "note"), Line(title, "title"),
        form, *([Line(when, "note")] if when else []), NewPage(),
    ]  # fmt: skip
    if pen.slip.here("duplicate_part"):
        twice = fault("duplicate_part", "the project's form a second time")
        blocks += [Line((twice, "附件3"), "note"), Line(title, "title"), form, NewPage()]
    blocks += inner.blocks
    return Report(name, who.year, inner.document, blocks, inner.spaced, inner.foot, inner.tall)


def accounts(pen: Pen, who: Filer, name: str) -> Report:
    """The explanation of a department's final accounts."""
    draw = pen.draw
    title = f"{who.name}{who.year}年度部门决算"
    books = ledger.books(draw, who.kind.function)
    start = PartStart("final_accounts", [title, title.removeprefix(who.name)])
    document = who.document([title, title.removeprefix(who.name), f"{title}公开"], None)
    head = heading(draw)
    writers = [budget.functions, budget.basic, budget.project, budget.stages, budget.three_public, budget.procurement,
               budget.operating, budget.carryover]  # fmt: skip
    blocks: list[Block] = [start, Line(title, "title"), head(0, f"{who.year}年度部门决算情况说明")]
    said = [budget.income(pen, books), budget.spending(pen, books), *(write(pen, books) for write in draw.some(writers, 4, 8))]
    said += list(budget.items(pen, books)) if draw.chance(0.5) else []
    blocks += [Line(pieces) for pieces in said]
    number = 1
    for name_, make in draw.some([("收入支出决算总表", tables.both_sides), ("一般公共预算财政拨款支出决算表", tables.by_function),
                                  ("“三公”经费支出决算表", tables.three_public)], 0, 3):  # fmt: skip
        if number == 1:
            blocks.append(head(1, "部门决算表"))
        blocks += [Line(name_, "note"), Line(draw.one(["单位：万元", "金额单位：万元"]), "note"), make(pen, books)]
        number += 1
    return Report(name, who.year, document, blocks, spaced=draw.chance(0.5))
