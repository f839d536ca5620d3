"""What a figure is of: its label, cut out of the clause it stands in."""

from __future__ import annotations

import re
from functools import cache

from patterns.lexicon import classes, cut

_TRIMMED = " ，、,:：;；。\"'-—·的"
_MARKS = re.compile(r"^(?:[(（]?[一二三四五六七八九十]+[)）、.]|\d{1,2}[.．、](?!\d)|[①-⑳]|[-·]+)\s*")
# the amount once more in capital numerals
_CAPITALS = re.compile(
    r"\(?大写[:：]?[^()]*\)?|\((?:单位[:：])?(?:[万亿千]?元|%|人|人次)\)|\(?\d{5,7}\)?(?=[\u4e00-\u9fff]|$)"
)
_FORMULA = re.compile(r"\([^()]*[÷/][^()]*\)|(?<=率)[=＝].*[×xX*]100%?[=＝]?$")  # 完成率(决算数÷预算数), 控制率=(支出/预算)×100%
_LOOSE_DIGITS = re.compile(r".*\d((?![型岁周级号届年月日后])[\u4e00-\u9fff][^\d]*)$")
_PER_TAIL = re.compile(
    r"(?:(?:每|按)(?:人|户|月|年|亩|辆|生|床|学年|人次|平方米|公里|个|名|吨|户次|份|件|台|次|立方米)|平均"
    r"|[年月]?人均|单?车年?均|户均|均)+$"
)
_ARRANGED = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,24}安排的支出$")  # 国有土地使用权出让收入安排的支出
_PLACE_LEAD = re.compile(r"^(?!自治区|社区|地区|小区|城区|山区|校区|园区|辖区|景区"
    r"|片区)[\u4e00-\u9fff]{1,3}(?<!社)(?<!地)[县市区旗](?=[\u4e00-\u9fff]{4,})")
_AGENCY_LEAD = re.compile(
    r"^(?![住出入]院)[\u4e00-\u9fff]{1,14}?(?:局|委员会|办公室|管委会|委|办|院|校|中心|中学|小学|幼儿园|[大支]队|镇|街道|政府|办事处|馆|站|联合会)"
    r"(?=(?:本年|部门|决算|预算|收入|支出|总|基本支出|项目支出|核定|编制|行政|事业|在职|年初|一般公共|“?三公|整体|机关|年末|财政拨款|政府采购|绩效))"
)
_LEFT = frozenset(("lead", "self", "tail", "adverb"))
_RIGHT = frozenset(("tail", "end"))
_SOURCE = re.compile(r"^(?:其中|由)?(?:中央|省|自治区|市|州|盟|县|区|旗|上级|本级)(?:级|本级)?(?:财政)?(?:资金)?$")
_LASTING = re.compile(r"(?:持续|连续[一二两三四五六七八九十\d]+年)$")
_AGED = re.compile(r"^\d+(?:[-—~～至]\d+)?周?岁(?:及?以[上下])?(?:的)?")
_AMOUNT = re.compile(r"(?:总?金额|总额|数额|人数|数量|经费|资金|(?:预算|决算|支出|收入|执行)数?)$")
_SIDE = re.compile(r"(?:收入|支出|收支|收、支|财政拨款)$")
_JOINT = re.compile(r"以及|[和及与]")
_JOINT_AFTER_NOUN = re.compile(r"(?<=支出|收入|经费|资金|补助|补贴|项目|采购)(?:以及|[和及与])|(?<=[费类额率数分)”])(?:以及|[和及与])")
_PERSON = "(?:[人员者众民童生工师属士户妇]|干部|代表|对象|家庭|党员|子女)"
_WHO = re.compile(rf".*{_PERSON}(?=.{{1,6}}$)(?!类|活|产|作|命|资)")  # 当事人|缓交诉讼费
_IS_WHO = re.compile(f"{_PERSON}$")
_SUMS = frozenset(("合计", "总计", "总额"))


def _depth_zero(words: list[str]) -> list[int]:
    """The positions of words that stand outside brackets."""
    depth, found = 0, []
    for at, word in enumerate(words):
        depth += word.count("(") - word.count(")")
        if depth == 0 and ")" not in word:
            found.append(at)
    return found


def _after_last(words: list[str], kind: str, keep: bool) -> list[str]:
    """What stands right of the last word of a class, if anything does (with that word, if it is kept)."""
    known = classes()
    for at in reversed(_depth_zero(words)):
        after = "".join(words[at + 1 :])
        if kind in known.get(words[at], ()) and len(after) >= 2 and not _AMOUNT.match(after):
            if _SOURCE.match("".join(words[:at])):
                return words  # 中央财政|下达|补助资金: who gave it belongs to the label
            return words[at:] if keep else words[at + 1 :]
    return words


def _trim_left(words: list[str]) -> list[str]:
    known = classes()
    while words and (known.get(words[0], frozenset()) & _LEFT or words[0] in _TRIMMED):
        if len("".join(words[1:])) == 1:  # 支付|率: what looks like a verb is the label's own first half
            break
        words = words[1:]
    return words


def _trim_right(words: list[str]) -> list[str]:
    known = classes()
    while words and (known.get(words[-1], frozenset()) & _RIGHT or words[-1] in _TRIMMED):
        if words[-1] in _SUMS and _SIDE.search("".join(words[:-1])):  # 收入合计 is more than 收入
            break
        words = words[:-1]
    return words


def _after_of(label: str) -> str:
    """What stands after the last 的 that parts two things (a label of the form A的B), else the whole."""
    if "管理的非税" in label or "授予" in label or "对个人和家庭的" in label or "对家庭和个人的" in label:
        return label
    head, _, tail = label.rpartition("的")
    return tail if head and len(tail) >= 3 and len(label) > 8 else label


def listed_names(text: str, count: int) -> list[str]:
    """The names of a list, parted so that there are `count` of them if it can be: 社会保障和就业支出、农林水支出和教育支出 are 3."""
    names = text.split("、")
    while len(names) < count:
        last = names.pop()
        joint = next(_JOINT_AFTER_NOUN.finditer(last), None) or next(_JOINT.finditer(last), None)
        if not joint or not joint.start():
            return [*names, last]
        names += [last[: joint.start()], last[joint.end() :]]
    return names


def last_verb(text: str) -> str:
    """The action that a text ends with (仅支付 → 支付), "" where it ends otherwise."""
    words = cut(text)
    return words[-1] if words and "verb" in classes().get(words[-1], ()) else ""


def without_per(text: str) -> str:
    """A text without the 每人每月, 人均, 户均 that it ends with."""
    return _PER_TAIL.sub("", text)


@cache
def cut_label(left: str) -> str:
    """The label in the text that stands left of a figure in its clause ("" where that text names nothing)."""
    left = _FORMULA.sub("", _CAPITALS.sub("", _MARKS.sub("", left.strip())))
    if arranged := _ARRANGED.search(left):
        return arranged.group()
    if "、" not in left and (loose := _LOOSE_DIGITS.match(left)) and len(loose.group(1)) >= 4:
        left = loose.group(1)  # 采购38中选药品价格降幅: a count without its measure word parts the clause
    words = _trim_right(cut(left))
    joined = "".join(words)
    shorter = _LASTING.sub("", without_per(joined))
    if shorter != joined:
        words = _trim_right(cut(shorter))
    if not words:
        return ""
    words = _after_last(words, "adverb", keep=False)
    words = _after_last(words, "verb", keep=True)
    words = _trim_left(words)
    label = _after_of("".join(words)).strip(_TRIMMED)
    if label.count("“") != label.count("”"):
        label = label.strip("“”")
    if label.count("(") != label.count(")"):
        label = label.strip("()")
    return _AGENCY_LEAD.sub("", _PLACE_LEAD.sub("", label)) or label


def _ends_noun(word: str) -> bool:
    return word != "、" and bool(classes().get(word, frozenset()) & {"verb", "tail", "adverb", "act"})


@cache
def first_noun(right: str, people: bool = False) -> str:
    """The noun a text begins with, or its first action: 专项有3个 → 专项, 残疾人适配了器具 → 残疾人, 参保 → 参保."""
    words: list[str] = []
    for word in cut(re.split(r"[,，。；;：:()]|\d" if people else r"[,，。；;、：:()]|\d", right, maxsplit=1)[0].strip(_TRIMMED)):
        if words and (_ends_noun(word) or word == "的"):
            break
        words.append(word)
    return "".join(words)


@cache
def noun_behind(right: str) -> str:
    """Who or what a figure's own noun names: 名困难当事人缓交诉讼费 → 困难当事人; "" where an action follows it."""
    text = re.split(r"[,，。；;：:()]|\d", _AGED.sub("", right), maxsplit=1)[0]
    words = cut(text.removeprefix("的"))
    if not words or _ends_noun(words[0]) or words[0] in _TRIMMED:
        return ""
    kept: list[str] = []
    for word in words:
        if _ends_noun(word):
            break
        kept.append(word)
    _, of, tail = "".join(kept).rpartition("的")
    noun = tail if of and len(tail) >= 2 else "".join(kept).strip(_TRIMMED)
    who = _WHO.match(noun)
    return who.group() if who else noun


def is_self(text: str) -> bool:
    """Whether a text is a word for the unit itself (局机关)."""
    return "self" in classes().get(text, ())


@cache
def label_right(right: str, people: bool = False) -> str:
    """A label from the text right of a figure (527人参保, 91人次不符合条件的, 1.5元/人用于工作经费)."""
    text = re.split(r"[,，。；;：:()]|\d" if people else r"[,，。；;、：:()]|\d", _AGED.sub("", right), maxsplit=1)[0].strip(_TRIMMED)
    head, of, tail = text.partition("的")
    if of and len(head) >= 2:
        named = people and not _IS_WHO.search(head) and _IS_WHO.search(noun := noun_behind(tail))
        return f"{head}的{noun}" if named else head  # 18名因案致贫的当事人, 11位教师的工资
    return first_noun(text, people) if people else cut_label(text)
