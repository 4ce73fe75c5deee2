"""What a table cell says: its label with blanks and debris removed, or its number."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import lru_cache

import regex

from gouji import printed
from gouji.document import Cell
from gouji.figures import PERCENT, Figure, Kind, Unit
from gouji.language import quantities, rules

_TAG = regex.compile(r"</?[a-zA-Z][^<>]{0,40}>|\[bookmark:[^\]]*\]")
_EDGE = regex.compile(r"^[\s:：,，.、;；=\-—_~·•*#\"']+(?=\p{Han})|[\s:：,，;；_~·•*#]+$")
_HAN = regex.compile(r"\p{Han}")
_MEANING = regex.compile(r"[\p{Han}\p{L}\d]")
_DOT_GROUPED = regex.compile(r"\d{1,3}(?:\s*\.\s*\d{3}){2,}")
# 18,536.8 8: cents of which one went to the next line
_WRAPPED = regex.compile(r"[-−]?\d+(?:[,，]\s*\d{3})*\s*\.\s*\d\s+\d")
_CODE = regex.compile(r"(?:\d{2}|\d{3}|\d{5}|\d{7})")
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
    texts = [t for c in row if (t := label(c.text) or c.text)]
    values = [n for t in texts if (n := printed.ordinal(t)) is not None]
    named = [t for t in texts if rule("tables.row.ordinal").search(t)]
    if not texts or len(values) + len(named) < len(texts) or not values:
        return False
    return bool(named) or (len(values) > 2 and values == list(range(values[0], values[0] + len(values))))


@lru_cache(maxsize=65536)
def is_number(text: str) -> bool:
    return figure(text, None) is not None


def figure(text: str, unit: Unit | None) -> Figure | None:
    """The number of a cell, read in `unit`; None when the cell is not one number.

    A unit printed in the cell (12.5万元, 34%) counts for more than `unit`. Dots that can only group digits
    (4. 200. 000) do so. Cents that the cell was too narrow for (18,536.8 8) belong to the number. Fractional
    float noise, as chart data have it, is rounded off.
    """
    text = printed.visible(_TAG.sub("", text)).strip()
    if not printed.any_digit(text) or len(text) > 40:
        return None
    if text.endswith(("%", "％", "﹪")):
        unit = PERCENT
    elif measured := rule("tables.unit.at_end").search(text):
        text, unit = measured["number"], quantities.unit(measured["unit"])
    if _DOT_GROUPED.fullmatch(text):
        text = text.replace(".", ",")
    if _WRAPPED.fullmatch(text):
        text = "".join(text.split())
    parsed = quantities.parse_number(text)
    if parsed is None:
        return None
    value, decimals = _without_noise(*parsed)
    return Figure(value, decimals, unit)


def _without_noise(value: Decimal, decimals: int) -> tuple[Decimal, int]:
    if len(value.as_tuple().digits) < FLOAT_DIGITS or decimals == 0:
        return value, decimals
    with localcontext() as context:
        context.prec, context.rounding = FLOAT_DIGITS - 3, ROUND_HALF_EVEN
        value = (+value).normalize()
    return value, max(0, -int(value.as_tuple().exponent))


def is_money(unit: Unit | None) -> bool:
    return unit is not None and unit.kind is Kind.MONEY
