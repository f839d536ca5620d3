"""A report as a county's web page: the article between menu, share bar and footer, in GBK."""

from __future__ import annotations

from html import escape

from sampling.content import Line, NewPage, Report, Table, printed

_TAGS = {"title": "h1", "h1": "h2", "h2": "h3"}


def as_html(report: Report) -> bytes:
    """The report's bytes as HTML."""
    blocks = "\n".join(filter(None, map(_block, report.blocks)))
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "xhtml1-transitional.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<meta name="SiteName" content="某县人民政府"><meta name="PubDate" content="2024-09-30 10:00">
<style>.MsoNormal {{ margin: 0 }}</style><script>document.write("浏览量");</script></head>
<body><div id="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/xxgk">政务公开</a></li>
<li><a href="/bsfw">办事服务</a></li></ul></div>
<div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/xxgk">政务公开</a></div>
<div class="article-info"><span>发布时间：2024-09-30</span>&nbsp;<span>浏览次数：128</span></div>
<div id="zoom" class="TRS_UEDITOR">
{blocks}
</div>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div id="footer"><p>主办单位：某县人民政府办公室　网站标识码：0000000001</p><p>某ICP备00000001号</p></div></body></html>
""".encode("gb18030")


def _block(block: object) -> str:
    match block:
        case NewPage(mark=mark):
            return f"<p align=center>{escape(mark)}</p>" if mark else ""
        case Line(pieces=pieces, style=style):
            tag = _TAGS.get(style, "p")
            words = escape(printed(pieces)).replace("\n", "<br>")
            return f"<{tag} class=MsoNormal><span>{'　　' if style == 'body' else ''}{words}</span></{tag}>"
        case Table():
            return _table(block)
        case _:
            return ""


def _table(table: Table) -> str:
    rows = []
    for row in table.laid():
        cells = "".join(
            f"<td{_span('colspan', cell.cols)}{_span('rowspan', cell.rows)}><p class=MsoNormal>"
            + escape(printed(cell.pieces)).replace("\n", "<br/>")
            + "</p></td>"
            for _, cell, starts in row
            if starts
        )
        rows.append(f"<tr>{cells}</tr>")
    return '<table border="1" cellspacing="0">' + "\n".join(rows) + "</table>"


def _span(name: str, count: int) -> str:
    return f' {name}="{count}"' if count > 1 else ""
