"""What characters print: what digits are worth, which characters end a line, which print nothing.

A digit is a decimal digit (Unicode category Nd). A raised or circled one (², ②) marks a note or an item: it is no digit
of a number, though `str.isdigit` calls it one and `int` then refuses it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal

import regex

MOST = 40  # digits before or behind the point of a number that anybody prints
# Zero-width spaces, joiners, marks and soft hyphens: web pages and converters put them inside numbers and words. Fonts
# of PDF files print a minus as a soft hyphen, which then stands before a number.
_INVISIBLE = regex.compile(
    r"""(?x)
    [\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]
    |(?<=\d[\u200b-\u200f\u2060-\u2064\ufeff]*)\u00ad  # a soft hyphen behind a digit
    |\u00ad(?!\d)                                       # or before no digit
    """
)
_LOWEST = "\u00ad"  # of the invisible characters
_SUSPECT = regex.compile(r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]")  # quickly looked for
_LINE_END = r"\n\v\f\r\x85\u2028\u2029"
# A form feed beside a line end is part of it: that is how the pages of a printed text are parted.
LINE = regex.compile(rf"[^{_LINE_END}]*+(?:\f?(?:\r\n|\r|\n)\f*|[{_LINE_END}]|\Z)")
ENDS = "\n\v\f\r\x85\u2028\u2029"  # the characters that end lines
_NUMBER = regex.compile(
    r"""(?x)
    (?P<whole>\d*+)
    (?:\.(?P<rest>\d*+))?
    (?:[eE](?P<power>[-+]?\d++))?
    """
)
_LONGEST_POWER = 4  # characters of it


def visible(text: str) -> str:
    """The text without characters that print nothing."""
    return _INVISIBLE.sub("", text) if _may_hide(text) else text


def _may_hide(text: str) -> bool:
    """Whether a text holds anything that may print nothing: nearly none does, and every text is asked."""
    return not text.isascii() and _SUSPECT.search(text) is not None


def seen(text: str) -> tuple[str, Sequence[int]]:
    """The text without characters that print nothing, and the place of each of its characters in `text`."""
    hidden = {m.start() for m in _INVISIBLE.finditer(text)} if _may_hide(text) else None
    if not hidden:
        return text, range(len(text))
    places = [place for place in range(len(text)) if place not in hidden]
    return visible(text), places


def strip(text: str) -> tuple[int, int]:
    """Where the text begins and ends without blanks and invisible characters around it; 0, 0 when nothing is left."""
    first, last = 0, len(text)
    while first < last and _prints_nothing(text, first):
        first += 1
    while first < last and _prints_nothing(text, last - 1):
        last -= 1
    return (first, last) if first < last else (0, 0)


def _prints_nothing(text: str, at: int) -> bool:
    """Whether nothing is printed for a character; what stands around a soft hyphen decides whether it is a minus."""
    char = text[at]
    return char.isspace() or bool(char >= _LOWEST and _INVISIBLE.match(text, at))


def last_line(text: str) -> str:
    """What stands behind the last line end."""
    return text[max(text.rfind(c) for c in ENDS) + 1 :]


def lined(text: str) -> bool:
    """Whether a line ends in the text."""
    return any(c in text for c in ENDS)


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
    if m is None:
        return None
    whole, rest, power = m.groups("")
    no_digits = not whole and not rest
    if no_digits or len(power) > _LONGEST_POWER:
        return None
    if max(len(whole), len(rest)) > MOST:
        return None
    return printable(Decimal(text))


def printable(value: Decimal) -> Decimal | None:
    """The value if its places are no more than `MOST` on either side of the point, else None."""
    return value if value.adjusted() < MOST and int(value.as_tuple().exponent) >= -MOST else None
