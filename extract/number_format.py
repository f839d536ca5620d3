"""What a spreadsheet's cell shows: a stored value put through its number format (ECMA-376, part 1, 18.8.31)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

# Formats that a file names by number alone, as Excel in China shows them.
BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = re.compile(
    r"""(?xis)
      "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _(?P<pad>.) | \*(?P<fill>.)
    | \[\$(?P<money>[^\]-]*)(?:-[^\]]*)?\] | \[(?P<elapsed>h+|m+|s+)\]
    | \[(?P<when>[<>=]+)(?P<than>[-+.\dE]+)\] | \[dbnum(?P<hanzi>\d)\] | \[(?P<colour>[^\]]*)\]
    | (?P<general>general|g/通用格式) | (?P<half>am/pm|a/p|上午/下午) | (?P<power>E[+-]) | (?P<text>@)
    | (?P<date>yyyy|yy?|e+|mmmmm|mmmm|mmm|mm?|dddd|ddd|dd?|aaaa|aaa|hh?|ss?(?:\.0+)?) | (?P<digit>[0#?.,%/])
    | (?P<other>.)
    """
)
_MOST_SERIAL = 2_958_465
_HANZI = str.maketrans("0123456789", "〇一二三四五六七八九")
_WEEK = "一二三四五六日"
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)


class _Token(NamedTuple):
    kind: str
    text: str


class _Section(NamedTuple):
    """One of a format's parts: its tokens, and the values it is for where it says so itself."""

    tokens: tuple[_Token, ...]
    when: tuple[str, Decimal] | None
    hanzi: bool

    def has(self, *kinds: str) -> bool:
        return any(token.kind in kinds for token in self.tokens)


def shown(value: Decimal | str, code: str, *, since_1904: bool = False) -> str:
    """The text that a cell with a value and a format shows; a column that is too narrow changes nothing."""
    sections = _sections(code)
    if isinstance(value, str):
        return _text(value, sections)
    section, value = _chosen(sections, value)
    if section.has("date", "elapsed", "half"):
        return _date(value, section, since_1904)
    if section.has("general", "text") or (section.has("slash", "power") and section.has("digit")):
        said = _scientific(value, section) if section.has("power") else general(value)
        return said if section.has("slash", "power") else _around(section, said)
    return _number(value, section)


def general(value: Decimal) -> str:
    """A number as a cell without a format shows it: whole, or in eleven characters."""
    value = _FIFTEEN.plus(value)
    if value == value.to_integral_value() and abs(value) < Decimal(10) ** 15:
        return f"{value.to_integral_value():f}"
    whole = len(f"{abs(value).to_integral_value(rounding='ROUND_DOWN'):f}")
    if whole > 14 or abs(value) < Decimal("1e-9"):
        return f"{value.normalize():E}"
    places = max(2, 10 - whole)
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    found: list[list[_Token]] = [[]]
    whens: list[tuple[str, Decimal] | None] = [None]
    hanzi = [False]
    for match in _TOKEN.finditer(code or "General"):
        kind = match.lastgroup or ""
        if kind == "than":
            whens[-1] = _condition(match["when"], match["than"])
        elif kind == "hanzi":
            hanzi[-1] = match["hanzi"] == "1"
        elif match[0] == ";":
            found.append([])
            whens.append(None)
            hanzi.append(False)
        elif kind in ("quoted", "escaped", "money", "other"):
            found[-1].append(_Token("literal", match[kind]))
        elif kind == "pad":
            found[-1].append(_Token("literal", " "))
        elif kind not in ("fill", "colour"):
            found[-1].append(_Token("slash" if match[0] == "/" and kind == "digit" else kind, match[kind]))
    sections = zip(found, whens, hanzi, strict=True)
    return tuple(_Section(_minutes(tokens), when, han) for tokens, when, han in sections)


def _condition(sign: str, number: str) -> tuple[str, Decimal] | None:
    try:
        return sign, Decimal(number)
    except ArithmeticError:
        return None


def _minutes(tokens: Sequence[_Token]) -> tuple[_Token, ...]:
    """Tokens with m read as minutes beside hours or seconds, and / and . as signs of a date among dates."""
    times = [at for at, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    letters = [tokens[at].text[0].lower() for at in times]
    out = list(tokens)
    for number, at in enumerate(times):
        before = letters[number - 1] if number else ""
        after = letters[number + 1] if number + 1 < len(times) else ""
        if letters[number] == "m" and len(tokens[at].text) < 3 and (before == "h" or after == "s"):
            out[at] = _Token(tokens[at].kind, "n" * len(tokens[at].text))
    if times:
        out = [_Token("literal", t.text) if t.kind in ("digit", "slash", "power") else t for t in out]
    return tuple(out)


def _chosen(sections: Sequence[_Section], value: Decimal) -> tuple[_Section, Decimal]:
    """The section for a value, and the value it shows: a section for negative numbers shows no sign."""
    told = [section for section in sections if section.when]
    for section in told:
        assert section.when is not None
        sign, than = section.when
        if {">": value > than, "<": value < than, "=": value == than, ">=": value >= than,
                "<=": value <= than, "<>": value != than}.get(sign, False):  # fmt: skip
            return section, abs(value) if than <= 0 and sign in ("<", "<=") else value
    if told:
        return next((section for section in sections if not section.when), sections[-1]), value
    if len(sections) > 2 and value == 0:
        return sections[2], value
    if len(sections) > 1 and value < 0:
        return sections[1], -value
    return sections[0], value


def _text(value: str, sections: Sequence[_Section]) -> str:
    section = sections[3] if len(sections) > 3 else sections[-1]
    if not section.has("text"):
        return value
    return "".join(value if t.kind == "text" else t.text if t.kind == "literal" else "" for t in section.tokens)


def _around(section: _Section, said: str) -> str:
    kinds = ("general", "text")
    return "".join(said if t.kind in kinds else t.text if t.kind == "literal" else "" for t in section.tokens).strip()


def _number(value: Decimal, section: _Section) -> str:
    places = [at for at, token in enumerate(section.tokens) if token.kind == "digit" and token.text != "%"]
    mask = "".join(section.tokens[at].text for at in places)
    if not mask:
        sign = "-" if value < 0 and section.has("digit") else ""
        return sign + "".join(token.text for token in section.tokens).strip()
    value *= 100 ** sum(token.text == "%" for token in section.tokens)
    scaled = mask.rstrip(",")
    value /= 1000 ** (len(mask) - len(scaled))
    digits = _digits(value, scaled)
    before = "".join(t.text for t in section.tokens[: places[0]])
    after = "".join(t.text for t in section.tokens[places[-1] + 1 :])
    sign = "-" if value < 0 and re.search(r"[1-9]", digits) else ""
    said = f"{sign}{before.lstrip()}{digits}{after.rstrip()}".strip()
    return said.translate(_HANZI) if section.hanzi else said


def _digits(value: Decimal, mask: str) -> str:
    """A number without its sign, as wide as a mask of 0 # ? . and , asks for."""
    whole, _, part = mask.partition(".")
    part = part.replace(".", "").replace(",", "")
    rounded = _FIFTEEN.plus(abs(value)).quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP, Context(prec=400))
    left, _, right = f"{rounded:f}".partition(".")
    left = left.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        left = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", left)
    least = len(part.rstrip("#?"))
    right = right[:least] + right[least:].rstrip("0")
    return f"{left}.{right}" if "." in mask else left


def _scientific(value: Decimal, section: _Section) -> str:
    at = next(number for number, token in enumerate(section.tokens) if token.kind == "power")
    mask = "".join(token.text for token in section.tokens[:at] if token.kind == "digit")
    return f"{float(value):.{len(mask.partition('.')[2])}E}"


def _date(value: Decimal, section: _Section, since_1904: bool) -> str:
    if value < 0 or value > _MOST_SERIAL:
        return general(value)
    # Excel's 1900 has a 29 February: serials before it count from one day later.
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if value >= 60 else 31)
    fractions = max((t.text.count("0") for t in section.tokens if t.kind == "date"), default=0)
    seconds = (value * 86400).quantize(Decimal(1).scaleb(-min(fractions, 6)), ROUND_HALF_UP)
    moment = start + timedelta(microseconds=int(seconds * 1_000_000))
    half = section.has("half")
    said = []
    for token in section.tokens:
        if token.kind == "literal":
            said.append(token.text)
        elif token.kind == "elapsed":
            unit = {"h": 3600, "n": 60, "m": 60, "s": 1}[token.text[0].lower()]
            said.append(f"{int(seconds // unit):0{len(token.text)}d}")
        elif token.kind == "half":
            names = ("上午", "下午") if token.text == "上午/下午" else tuple(token.text.split("/"))
            said.append(names[moment.hour >= 12])
        elif token.kind == "date":
            piece = _moment(moment, token.text.lower(), half)
            said.append(_spoken(piece, token.text) if section.hanzi else piece)
    return "".join(said).strip()


def _moment(moment: datetime, letters: str, half: bool) -> str:
    """One piece of a date, by the letters that ask for it."""
    wide, kind = len(letters), letters[0]
    if kind in "ye":
        return f"{moment.year % 100:02d}" if letters in ("y", "yy") else f"{moment.year:04d}"
    if kind == "m" and wide > 2:
        return _MONTHS[moment.month - 1][: 1 if wide == 5 else None]
    if kind == "a" or (kind == "d" and wide > 2):
        return ("星期" if wide == 4 else "") + _WEEK[moment.weekday()]
    if kind == "s":
        part = letters.count("0")
        whole = f"{moment.second:0{min(2, wide)}d}"
        return whole + (f".{moment.microsecond:06d}"[: part + 1] if part else "")
    hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute}[kind]
    return f"{number:0{min(2, wide)}d}"


def _spoken(digits: str, letters: str) -> str:
    """Digits as Chinese numerals: years digit by digit, the rest as numbers below a hundred."""
    if letters[0].lower() in "ye" or not digits.isdigit():
        return digits.translate(_HANZI)
    tens, ones = divmod(int(digits), 10)
    lead = "" if not tens else "十" if tens == 1 else str(tens).translate(_HANZI) + "十"
    return lead + (str(ones).translate(_HANZI) if ones or not tens else "")
