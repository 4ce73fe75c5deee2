"""What a table cell says: its label with blanks and debris removed, or its number."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import lru_cache

import regex

from gouji import printed
from gouji.document import Cell
from gouji.figures import PERCENT, Figure, Kind, Unit
from gouji.language import quantities, rules

_TAG = regex.compile(
    r"""(?x)
      </?[a-zA-Z][^<>]{0,40}>   # a tag of a web page
    | \[bookmark:[^\]]*\]       # a bookmark of a word file
    """
)
_EDGE = regex.compile(
    r"""(?x)
      ^ [\s:：,，.、;；=\-—_~·•*\#"']+ (?=\p{Han})   # debris before words
    | (?<![\s:：,，;；_~·•*\#]) [\s:：,，;；_~·•*\#]++ $  # debris and a colon behind them
    """
)
_HAN = regex.compile(r"\p{Han}")
_MEANING = regex.compile(r"[\p{Han}\p{L}\d]")
_DOT_GROUPED = regex.compile(r"\d{1,3}(?:\s*\.\s*\d{3}){2,}")
# 18,536.8 8: cents of which one went to the next line
_WRAPPED = regex.compile(r"[-−]?\d+(?:[,，]\s*\d{3})*\s*\.\s*\d\s+\d")
_CODE = regex.compile(r"\d{2}|\d{3}|\d{5}|\d{7}")
_LONGEST = 40  # characters of a cell that is one number
FLOAT_DIGITS = 15  # a number printed with more significant digits is a float with its noise


@lru_cache(maxsize=65536)
def label(text: str) -> str:
    """The cell's words without white space, tags, bookmarks or closing colon; empty when none are left."""
    bare = "".join(_EDGE.sub("", _TAG.sub("", printed.visible(text))).split())
    return bare if _MEANING.search(bare) else ""


def is_words(text: str) -> bool:
    """Whether the cell holds Chinese words."""
    return bool(_HAN.search(text))


def is_code(text: str) -> bool:
    """Whether the cell can be a classification code or one level of it (201, 20103, 2010301, 03)."""
    return bool(_CODE.fullmatch("".join(text.split())))


def rule(rule_id: str) -> rules.Rule:
    return rules.load("tables")[rule_id]


def is_ordinal_row(row: tuple[Cell, ...]) -> bool:
    """Whether the row only numbers the columns (栏次 1 2 3 …)."""
    texts = list(filter(None, (label(c.text) or c.text for c in row)))
    values = [n for n in map(printed.ordinal, texts) if n is not None]
    if not values:  # as in nearly every row
        return False
    named = sum(bool(rule("tables.row.ordinal").search(t)) for t in texts)
    if len(values) + named < len(texts):
        return False
    return named > 0 or _is_counting(values)


def _is_counting(values: list[int]) -> bool:
    """Whether at least three numbers follow each other by one."""
    return len(values) > 2 and values == list(range(values[0], values[0] + len(values)))


def is_number(text: str) -> bool:
    return figure(text, None) is not None


@lru_cache(maxsize=65536)
def figure(text: str, unit: Unit | None) -> Figure | None:
    """The number of a cell, read in `unit`; None when the cell is not one number.

    A unit printed in the cell (12.5万元, 34%) counts for more than `unit`. Dots that can only group digits
    (4. 200. 000) do so. Cents that the cell was too narrow for (18,536.8 8) belong to the number. Fractional
    float noise, as chart data have it, is rounded off.
    """
    text = printed.visible(_TAG.sub("", text)).strip()
    if len(text) > _LONGEST or not printed.any_digit(text):
        return None
    if text.endswith(("%", "％", "﹪")):
        unit = PERCENT
    elif measured := rule("tables.unit.at_end").search(text):
        text, unit = measured["number"], quantities.unit(measured["unit"])
    parsed = quantities.parse_number(_as_meant(text))
    if parsed is None:
        return None
    value, decimals = _without_noise(*parsed)
    return Figure(value, decimals, unit)


def _as_meant(number: str) -> str:
    """A number with commas where dots group its digits, and without the blanks that a narrow cell brought into it."""
    if _DOT_GROUPED.fullmatch(number):
        number = number.replace(".", ",")
    if _WRAPPED.fullmatch(number):
        number = "".join(number.split())
    return number


def _without_noise(value: Decimal, decimals: int) -> tuple[Decimal, int]:
    if len(value.as_tuple().digits) < FLOAT_DIGITS or decimals == 0:
        return value, decimals
    with localcontext() as context:
        context.prec, context.rounding = FLOAT_DIGITS - 3, ROUND_HALF_EVEN
        value = (+value).normalize()
    return value, max(0, -int(value.as_tuple().exponent))


def is_money(unit: Unit | None) -> bool:
    return unit is not None and unit.kind is Kind.MONEY
