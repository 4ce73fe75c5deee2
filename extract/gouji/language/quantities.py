"""Finds quantities in prose: a number with the unit printed at it, and the hedge beside it.

What counts as a number, a unit or a hedge is data (`patterns/units.toml`). Years, dates and document numbers
have no unit and so are none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import regex

from gouji import printed
from gouji.figures import PERCENT, Approx, Figure, Kind, plain
from gouji.language import numerals, rules
from gouji.language.numerals import Numeral
from gouji.language.units import find, unscaled
from gouji.language.units import unit as unit

_HALF = str.maketrans("０１２３４５６７８９．", "0123456789.")
_BEFORE = 8  # characters before a number in which its hedge, sign or 百分之 must stand
_CELL = regex.compile(
    r"""(?x)
    (?P<open>\()?
    [¥￥]? (?P<sign>[-−–—+△▲])? [¥￥]?
    (?P<number>
        (?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?  # with or without grouped thousands
        |\.[0-9]+                                         # nothing before the point
    )
    (?P<power>[eE][-+]?[0-9]{1,3})?
    %?
    (?P<close>\))?
    """
)
_APART = regex.compile(r"(?<=[0-9])\s+(?=[0-9])")
_GROUPED = regex.compile(
    r"""(?x)
    \D?
    [0-9]{1,3}
    (?:
        (?:，[0-9]{3})+        # 1，182，004.17: the Chinese comma groups thousands
        |(?:\s[0-9]{3}){2,}    # 1 182 004.17: blanks group thousands
    )
    \.[0-9]{1,2}
    \D?
    """
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at [start, end) of the scanned text: `text` is that slice, number and unit together.

    `number_end` is where the number itself ends; `rule` the id of the unit rule. A hedge before the number
    (约) is outside the span, one between number and unit (余, 多) inside.
    """

    start: int
    end: int
    text: str
    figure: Figure
    rule: str
    number_end: int


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    text: str
    script: str  # arabic, chinese, or silent where a scale stands alone (近亿元)
    approx: Approx = Approx.EXACT

    @property
    def chinese(self) -> bool:
        return self.script == "chinese"


def parse_number(text: str) -> tuple[Decimal, int] | None:
    """A table cell that is one number and nothing else: its value and printed decimals, else None.

    Blanks inside the number (`1, 182. 17`), brackets and △ for negatives, a leading ¥ and a trailing % are
    read; the Chinese comma and blanks group thousands only in numbers with decimals that can be nothing else, and
    two numbers side by side are none. Nor is a number with circled or raised digits or more digits than anybody prints.
    """
    text = printed.visible(text).strip()
    if printed.marked(text) or _several_numbers(text):
        return None
    m = _CELL.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if m is None or bool(m["open"]) != bool(m["close"]):
        return None
    value = printed.number(m["number"].replace(",", "") + (m["power"] or ""))
    if value is None:
        return None
    decimals = max(0, -int(value.as_tuple().exponent))
    negative = bool(m["open"]) or m["sign"] not in (None, "+")
    if negative and value:  # zero has no sign
        value = -value
    return value, decimals


def _several_numbers(text: str) -> bool:
    """Whether a Chinese comma or blanks part the digits otherwise than they group thousands."""
    parted = "，" in text or _APART.search(text)
    return bool(parted) and _GROUPED.fullmatch(text.translate(_HALF)) is None


def scan(text: str) -> list[Quantity]:
    """All quantities of `text`, in order and without overlap; `text[q.start:q.end] == q.text` for each."""
    found: list[Quantity] = []
    open_range: _Number | None = None
    for number in _numbers(text):
        if found and number.start < found[-1].end:
            continue
        quantity = _quantity(text, number, found[-1].end if found else 0)
        if quantity is not None:
            if open_range is not None:
                found.extend(_lower_end(text, open_range, number, quantity))
            found.append(quantity)
        open_range = number if quantity is None else None
    return found


def _numbers(text: str) -> Iterator[_Number]:
    candidates = [
        _Number(m.start(), m.end(), m.group(), rule.yields["script"], Approx(rule.yields.get("approx", "")))
        for rule in rules.load("units").of(role="number")
        for m in rule.finditer(text)
    ]
    end = 0
    for number in sorted(candidates, key=lambda n: (n.start, -n.end)):
        if number.start >= end:
            yield number
            end = number.end


@cache
def _rules(role: str) -> tuple[rules.Rule, ...]:
    return rules.ranked("units", "role", role)


def _before(rule: str, text: str, start: int) -> regex.Match[str] | None:
    return rules.load("units")[rule].search(text, max(0, start - _BEFORE), start)


def _quantity(text: str, number: _Number, floor: int) -> Quantity | None:
    """The quantity at a number, if a unit stands at it; nothing before `floor` belongs to it."""
    if prefix := _before("before.percent", text, number.start):
        return _percent_in_words(text, number, prefix.start())
    number = _without_scale(number)
    for rule in _rules("unit"):
        m = rule.match(text, number.end) if number.script in rule.yields["scripts"] else None
        if m and (figure := _figure(text, number, m, rule)):
            return _finish(text, number, figure, m.end(), rule.id, floor)
    return None


def _without_scale(number: _Number) -> _Number:
    """A Chinese numeral without its last 万 or 亿, which belongs to the unit (二十|万亿元)."""
    if not number.chinese:
        return number
    stem = number.text.rstrip("".join(c for c, power in numerals.multipliers().items() if power >= numerals.GROUP))
    return replace(number, end=number.start + len(stem), text=stem)


def _figure(text: str, number: _Number, m: regex.Match[str], rule: rules.Rule) -> Figure | None:
    said = _said(m)
    scale = said.get("scale", "")
    value = _value(number, scale)
    measure = find(scale + (said.get("unit") or rule.yields["unit"]))
    if value is None or measure is None:
        return None
    if rule.yields.get("whole") and not _countable(text, number, value, scale):
        return None
    if measure.kind is Kind.MONEY and not scale and _is_word(number):
        return None
    value = _with_jiao_fen(value, said.get("jiao", ""), said.get("fen", ""))
    approx = Approx.OVER if "more" in said else value.approx
    return Figure(value.value, value.decimals, measure, approx)


def _said(match: regex.Match[str]) -> dict[str, str]:
    """The named groups of a match that hold a text."""
    return {name: text for name, text in match.groupdict().items() if text}


def _countable(text: str, number: _Number, value: Numeral, scale: str) -> bool:
    """Whether a count can follow: whole numbers only (2.1项目 is a heading), and no ordinals (第3批)."""
    return (bool(scale) or value.decimals == 0) and _before("before.ordinal", text, number.start) is None


def _is_word(number: _Number) -> bool:
    """Whether a Chinese numeral before 元 may be part of a word (三元区, 二元结构): it has no multiplier."""
    return number.chinese and not any(c in numerals.multipliers() for c in number.text)


def _value(number: _Number, scale: str) -> Numeral | None:
    if not number.text:
        return Numeral(Decimal(1), number.approx)
    if not number.chinese:
        return _arabic(number.text)
    whole = numerals.parse(number.text + scale)  # 两亿三千|万元: the scale closes a group of the numeral
    if whole is None:
        return None
    power = rules.load("units").data["scales"].get(scale, 0)
    return replace(whole, value=Decimal(plain(whole.value.scaleb(-power))) if power else whole.value)


def _arabic(text: str) -> Numeral | None:
    """The value of digits, below zero where brackets hold them."""
    value = printed.number(text.strip("()").replace(",", "").replace("，", ""))
    if value is None:
        return None
    return Numeral(-value if text.startswith("(") else value)


def _with_jiao_fen(value: Numeral, jiao: str, fen: str) -> Numeral:
    """The value with the digits of 角 and 分 behind it, '' where they are not printed."""
    if not jiao and not fen:
        return value
    tenths, hundredths = (numerals.digits().get(char) or int(char or "0") for char in (jiao, fen))
    part = Decimal(10 * tenths + hundredths).scaleb(-2)
    return replace(value, value=value.value + (part if fen else Decimal(tenths).scaleb(-1)))


def _percent_in_words(text: str, number: _Number, start: int) -> Quantity | None:
    value = numerals.parse(number.text)
    if value is None:
        return None
    figure = Figure(value.value, value.decimals, PERCENT, value.approx)
    return _finish(text, replace(number, start=start), figure, number.end, "before.percent", start)


def _finish(text: str, number: _Number, figure: Figure, end: int, rule: str, floor: int) -> Quantity:
    """Adds sign and hedges, and cuts the text."""
    start, negative = _sign(text, number.start, floor)
    if negative:
        figure = replace(figure, value=-figure.value)
    if figure.approx is Approx.EXACT:
        figure = replace(figure, approx=_hedge(text, start, end))
    return Quantity(start, end, text[start:end], figure, rule, number.end)


def _sign(text: str, start: int, floor: int) -> tuple[int, bool]:
    """The start with the sign, and whether it is a minus; a dash right behind a quantity makes a range instead."""
    m = rules.load("units")["before.sign"].search(text, max(0, start - 1), start)
    if m and (m.start() > floor or floor == 0):
        return m.start(), m["minus"] is not None
    return start, False


def _hedge(text: str, start: int, end: int) -> Approx:
    for rule in _rules("hedge"):
        if rule.search(text, max(0, start - _BEFORE), start):
            return Approx(rule.yields["approx"])
    for rule in _rules("trail"):
        if rule.match(text, end):
            return Approx(rule.yields["approx"])
    return Approx.EXACT


def _lower_end(text: str, low: _Number, high: _Number, quantity: Quantity) -> Iterator[Quantity]:
    """The lower end of a range (1.2至3.4万元), which takes the unit of the upper end."""
    gap = text[low.end : high.start]
    scale = _scale_at(gap)
    if rules.load("units")["between.range"].fullmatch(gap, len(scale)) is None:
        return
    value = _value(low, scale)
    measure = quantity.figure.unit
    if measure and scale:  # 1万至2万元 keeps its own scale
        measure = find(scale + unscaled(measure.symbol))
    if value is None or measure is None:
        return  # 2万至3个百分点: no such unit, so no range
    figure = Figure(value.value, value.decimals, measure, value.approx)
    if abs(figure.base) >= abs(quantity.figure.base):
        return  # a year or a number of an item before a dash
    yield _finish(text, low, figure, low.end + len(scale), quantity.rule, low.start)


def _scale_at(text: str) -> str:
    """The scale that a text begins with (万, 亿 …), the last listed that does; '' for none."""
    found = [word for word in rules.load("units").data["scales"] if text.startswith(word)]
    return found[-1] if found else ""
