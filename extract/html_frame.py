"""What of a web page is its article, what frames it, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extract.document import Role

_FRAMES = frozenset(("nav", "footer", "aside"))
_FRAME_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search"))
_FRAME_NAME = re.compile(
    r"""(?xi) (?:^|[\s_-]) (?:
        (?:top|main|left|right|side|foot|sub)?(?:nav|navi|navbar|navigation|menu|menus|sidebar|footer|foot|breadcrumbs?|crumbs?)
      | bdsharebuttonbox | share\w* | \w*share | social | login | search\w* | copyright | friend\w*links? | toolbar | wza\w*
      | qrcode | ewm | print\w* | pagination | pages? | prev\w*next | related\w* | weizhi | dqwz | position | location
      | (?:info|article|news|content)[-_]?(?:info|source|meta|tool|attr|date)s? | pubdate | pubtime | laiyuan
    ) (?:$|[\s_\d-])"""
)
_FRAME_LINE = re.compile(
    r"""(?x)
      (?: [您你]?(?:现在|当前)?(?:所在)?的?位置[:：] | 首页[>》/] ).*
    | (?: 打印(?:本页|此页|文章|页面)? | 关闭(?:窗口|本页|页面)? | (?:加入)?收藏 | 分享到?[:：]? | 设为首页 | 返回(?:顶部|首页|列表)
        | 【?字[体号][:：]?.{0,12} | [上下]一[篇条页].* | 扫一扫.* | 微信扫.* | 无障碍.* )
    | .{0,60}(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?[:：]\[?\d*.{0,30}
    | .{0,20}(?:发布|发文|更新|公开|成文)?(?:时间|日期)[:：]\d{4}[-年/.].{0,80}(?:来源|作者|编辑|字体|浏览|阅读).*
    | .{0,4}(?:信息)?来源[:：].{0,40}(?:时间|日期|作者|编辑|字体|浏览|阅读).*
    | .*(?:ICP备|公网安备|版权所有|网站标识码|主办单位[:：]).*
    """
)
_ARTICLES = re.compile(
    r"(?i)(?:^|\s)(?:UCAP-CONTENT|zoom|TRS_(?:UE)?EDITOR|view|article[-_]?(?:content|con|body|box)?|"
    r"wp_articlecontent|v_news_content|(?:news|xl|xx|nr|pages?|detail|main|text|info|bt)[-_]?(?:content|con|nr|text|zw)|"
    r"con(?:tent)?[-_]?(?:text|box|main|body)?|zwnr|nrwz|bodytext|mainbody)(?:$|\s)"
)
_TITLES = ("articletitle", "og:title", "dc.title")
_FACTS = frozenset((
    "sitename", "columnname", "contentsource", "pubdate", "author", "publishdate", "dc.date", "source", "laiyuan",
    "article:published_time",
))  # fmt: skip
_SITE = re.compile(r"\s*(?:[_|]|[-–—]{1,2}\s|\s[-–—]{1,2}|[-–—](?=[^-–—]*(?:政府|网|局|委|厅|中心)[^-–—]*$)).*")
_SHORT = 200


class Frame:
    """Which elements of a page are its article's, and which frame it.

    An element that is named as an article's and holds most of the page's text is the article: nothing outside
    it counts. Where none is, what is named or reads as a frame is one, and the rest is the article.
    """

    def __init__(self, root: Any) -> None:
        self._lengths = _lengths(root)
        plain, linked, _ = self._lengths[root]
        self._article = None
        for node in root.iter("article", "main", "div", "td", "section"):
            own = self._lengths[node][0] - self._lengths[node][1]
            if _is_article(node) and 2 * own > plain - linked:
                self._article = node

    @property
    def outermost(self) -> Role:
        """The role of what stands in no element of its own."""
        return "body" if self._article is None else "furniture"

    def role(self, node: Any, before: Role) -> Role:
        """The role of an element, by that of the one it stands in."""
        if node is self._article:
            return "body"
        return "furniture" if before == "furniture" or self._is_frame(node) else before

    def _is_frame(self, node: Any) -> bool:
        if node.tag in _FRAMES or node.get("role", "") in _FRAME_ROLES:
            return True
        plain, linked, links = self._lengths[node]
        mostly_links = links > 2 and 10 * linked > 7 * plain
        if mostly_links:
            return True
        if plain > _SHORT or node.find(".//table") is not None or node.find(".//p") is not None:
            return False
        named = any(_FRAME_NAME.search(node.get(name, "")) for name in ("class", "id"))
        return named or bool(_FRAME_LINE.fullmatch("".join("".join(node.itertext()).split())))


def _is_article(node: Any) -> bool:
    return node.tag in ("article", "main") or any(_ARTICLES.search(node.get(name, "")) for name in ("class", "id"))


def _lengths(root: Any) -> dict[Any, tuple[int, int, int]]:
    """For each element the characters under it, those in links, and the links; scripts hold none."""
    found: dict[Any, tuple[int, int, int]] = {}
    for node in reversed(list(root.iter())):
        plain, linked, links = _length(node.text), 0, 0
        for child in node:
            one, two, three = found[child]
            plain, linked, links = plain + one + _length(child.tail), linked + two, links + three
        if node.tag == "a":
            linked, links = plain, 1
        found[node] = (0, 0, 0) if node.tag in ("script", "style", "noscript", "head") else (plain, linked, links)
    return found


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0


def page_title(root: Any) -> str:
    """The title that a page gives its article; "" for none."""
    for node in root.iter("meta"):
        if (node.get("name") or node.get("property") or "").lower() in _TITLES and (said := _said(node.get("content"))):
            return said
    title = next(root.iter("title"), None)
    return _SITE.sub("", _said(title.text)) if title is not None else ""


def page_facts(root: Any) -> Iterator[str]:
    """What a page says of itself (when and by whom it was published), as `name: value`."""
    for node in root.iter("meta"):
        name, value = node.get("name") or node.get("property") or "", _said(node.get("content"))
        if name.lower() in _FACTS and value:
            yield f"{name}: {value}"


def _said(text: str | None) -> str:
    return " ".join((text or "").split())
