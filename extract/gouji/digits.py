"""What printed digits are worth, and which characters print nothing.

A digit is a decimal digit (Unicode category Nd). A raised or circled one (², ②) marks a note or an item: it is no digit
of a number, though `str.isdigit` calls it one and `int` then refuses it.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import regex

MOST = 40  # digits before or behind the point of a number that anybody prints
# Zero-width spaces, joiners and marks, soft hyphens: web pages and converters put them inside numbers and words.
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
_SEEN = str.maketrans(dict.fromkeys(INVISIBLE))
_NUMBER = regex.compile(r"(?P<whole>\d*+)(?:\.(?P<rest>\d*+))?(?:[eE](?P<power>[-+]?\d++))?")


def visible(text: str) -> str:
    """The text without characters that print nothing."""
    return text.translate(_SEEN)


def any_digit(text: str) -> bool:
    return any(c.isdecimal() for c in text)


def marked(text: str) -> bool:
    """Whether a character stands for a number without being one of its digits (①, ², ½)."""
    return any(unicodedata.category(c) == "No" for c in text)


def whole(text: str) -> int | None:
    """The value of a run of digits; None for anything else and for more than `MOST` digits."""
    return int(text) if text.isdecimal() and len(text) <= MOST else None


def ordinal(text: str) -> int | None:
    """The value of one or two digits or of one circled or raised number (12, ⑫), which count items and columns."""
    if len(text) == 1 and marked(text):
        value = unicodedata.numeric(text)
        return int(value) if value.is_integer() else None
    return whole(text) if len(text) <= 2 else None


def number(text: str) -> Decimal | None:
    """The value of plain digits (1234.5, .5, 1e3); None for anything else and for numbers that nobody prints.

    No more than `MOST` places may be needed on either side of the point.
    """
    m = _NUMBER.fullmatch(text)
    if m is None or not (m["whole"] or m["rest"]) or len(m["power"] or "") > 4:
        return None
    if len(m["whole"]) > MOST or len(m["rest"] or "") > MOST:
        return None
    return printable(Decimal(text))


def printable(value: Decimal) -> Decimal | None:
    """The value if its places are no more than `MOST` on either side of the point, else None."""
    return value if value.adjusted() < MOST and int(value.as_tuple().exponent) >= -MOST else None
