"""How a spreadsheet shows a number: number formats as office programs apply them.

Formats follow ECMA-376 part 1, 18.8.30 and 18.8.31. What the file stores and what it shows differ (1234.565 under
`0.00` is shown as 1234.57), and a disclosure's prose quotes what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

from gouji.readers.sheet.number_format_parts import Section, Token, sections

_DATE = 'yyyy"年"m"月"d"日"'
_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_HALF_DAY = '上午/下午h"时"mm"分"'

# Formats that a Chinese office program gives by number only, without writing them into the file.
CHINESE = {
    **dict.fromkeys((27, 36, 50, 52, 57), _YEAR_MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY),
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    30: "m-d-yy",
    31: _DATE,
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: _HALF_DAY,
    35: _HALF_DAY + 'ss"秒"',
    55: _HALF_DAY,
    56: _HALF_DAY + 'ss"秒"',
}

_PRECISION = 15  # significant digits that an office program keeps of a stored number
_DECIMALS = 30  # that a format can have
_LONGEST = 255  # characters of a format
_SCALE = 60  # powers of ten by which percent signs and commas move the point
_WIDTH = 10  # digits of a fractional number under General
_WEEKDAYS = "一二三四五六日"


@lru_cache(maxsize=1 << 14)  # a table repeats its zeros
def shown(number: float, pattern: str, since_1904: bool = False) -> str:
    """The number as the format `pattern` shows it, without blanks around it; empty where the format hides it.

    Dates are serial days, counted from 1904 on where the file says so. Rounding is half away from zero on the
    decimal digits. A fraction format (`# ?/?`) is shown as General. Never raises.
    """
    value = _kept(number)
    if not value.is_finite():
        return str(number)
    parts = sections((pattern or "General")[:_LONGEST])
    section, signed = _section_for(value, parts)
    if section is None:
        return general(number)
    if section.has("date", "elapsed") and not section.has("digit"):
        return _date(value, section, since_1904)
    size = abs(value) if signed else value
    if section.has("general", "slash"):
        body = _around(section, general(float(size)))
    else:
        body = _digits(abs(value), section).strip()
    return f"-{body}" if signed and body else body


def _digits(value: Decimal, section: Section) -> str:
    """The value as a section with places for digits shows it."""
    with localcontext() as context:
        context.prec, context.rounding = 400, ROUND_HALF_UP
        if section.has("exponent"):
            return _scientific(value, section)
        return _number(value, section.tokens)


def general(number: float) -> str:
    """The number as General shows it: at most eleven characters with the point, but never an exponent below 10¹⁵."""
    value = _kept(number)
    if not value.is_finite():
        return str(number)
    power = value.adjusted()
    if value and not -10 < power < _PRECISION:
        return str(number)
    whole = max(power + 1, 1)
    return _plain(value, max(0, _WIDTH - whole))


def usual_decimals(numbers: Iterable[float], most: int = 2) -> int:
    """The decimals that the numbers of a column need, at most `most`, when noise past the sixth is left out."""
    needed = (-int(_rounded(_kept(n), 6).normalize().as_tuple().exponent) for n in numbers)
    return min(most, max((n for n in needed if n > 0), default=0))


def fixed(number: float, decimals: int) -> str:
    """The number with exactly so many decimals."""
    value = _kept(number)
    return f"{_rounded(value, decimals):f}" if value.is_finite() else str(number)


def _kept(number: float) -> Decimal:
    """The number in the digits that an office program keeps: 0.1 + 0.2 is 0.3."""
    value = Decimal(repr(number))
    with localcontext() as context:
        context.prec, context.rounding = _PRECISION, ROUND_HALF_UP
        return +value if value.is_finite() else value


def _rounded(value: Decimal, decimals: int) -> Decimal:
    if not value.is_finite():
        return Decimal(0)
    with localcontext() as context:
        context.prec = 400
        return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _plain(value: Decimal, decimals: int) -> str:
    text = f"{_rounded(value, decimals):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _section_for(value: Decimal, sections: Sequence[Section]) -> tuple[Section | None, bool]:
    """The section that shows the value, and whether a minus sign goes before it."""
    numeric = sections[:3]
    if any(s.condition for s in numeric):
        chosen = next((s for s in numeric if s.takes(value)), None)
        return chosen, value < 0
    if value < 0 and len(numeric) > 1:
        return numeric[1], False
    if value == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], value < 0


def _around(section: Section, shape: str) -> str:
    """The words of a section around a number that has no digits of its own format."""
    if not section.has("general"):
        return shape
    out: list[str] = []
    for kind, text in section.tokens:
        if kind == "general":
            out.append(shape)
        elif kind == "text":
            out.append(text)
    return "".join(out)


def _number(value: Decimal, tokens: Sequence[Token]) -> str:
    """The value's digits put at the places of the format."""
    kinds = [kind for kind, _ in tokens]
    if "digit" not in kinds:
        return "".join(text for kind, text in tokens if kind in ("text", "percent"))
    point = kinds.index("point") if "point" in kinds else len(tokens)
    decimals = min(kinds[point:].count("digit"), _DECIMALS)
    value = _rounded(value.scaleb(_power(kinds, point)), decimals)
    whole, _, rest = f"{value:f}".partition(".")
    left = _whole(tokens[:point], whole.lstrip("0"), _is_grouped(kinds[:point]))
    return left + _fraction(tokens[point:], rest)


def _power(kinds: list[str], point: int) -> int:
    """By how many powers of ten percent signs, and commas behind the last digit of either side, move the point."""
    last_whole = _last_digit(kinds[:point])
    last = _last_digit(kinds)
    commas = kinds[last_whole + 1 : point].count("comma") + kinds[max(last + 1, point) :].count("comma")
    return min(2 * kinds.count("percent") - 3 * commas, _SCALE)


def _last_digit(kinds: list[str]) -> int:
    """The index of the last place for a digit; -1 where there is none."""
    if "digit" not in kinds:
        return -1
    return len(kinds) - 1 - kinds[::-1].index("digit")


def _is_grouped(kinds: list[str]) -> bool:
    """Whether a comma stands between the places for digits before the point."""
    if "digit" not in kinds:
        return False
    return "comma" in kinds[kinds.index("digit") : _last_digit(kinds)]


def _whole(tokens: Sequence[Token], digits: str, grouped: bool) -> str:
    """Digits from the right to the left; those that have no place go before the first one."""
    places = [i for i, (kind, _) in enumerate(tokens) if kind == "digit"]
    if not places:  # .00 shows 12.5 as 12.50
        return digits + "".join(_words(tokens))
    out: list[str] = []
    left = list(digits)
    printed = 0
    for i in range(len(tokens) - 1, -1, -1):
        kind, text = tokens[i]
        if kind != "digit":
            out += _words(tokens[i : i + 1])
            continue
        for digit in _taken(left, text, every=i == places[0]):
            if grouped and printed and printed % 3 == 0:
                out.append(",")
            out.append(digit)
            printed += 1
    return "".join(reversed(out))


def _words(tokens: Sequence[Token]) -> list[str]:
    """What is printed of tokens as it stands."""
    return [text for kind, text in tokens if kind in ("text", "percent")]


def _taken(left: list[str], place: str, every: bool) -> Iterator[str]:
    """The digits that go to one place: the last of those left, or `every` one, or a nought where none is left."""
    if not left:
        if place == "0":
            yield "0"
        return
    yield left.pop()
    while every and left:
        yield left.pop()


def _fraction(tokens: Sequence[Token], digits: str) -> str:
    """The point and what follows; a place that may stay empty does so for zeros at the end."""
    out: list[str] = []
    at = 0
    for kind, text in tokens:
        if kind in ("point", "text", "percent"):
            out.append(text)
        if kind != "digit":
            continue
        must_show = text == "0" or digits[at:].strip("0")
        if must_show:
            out.append(digits[at : at + 1])
        at += 1
    shape = "".join(out)
    return shape if shape[1:2].isdecimal() else shape[1:]  # no point without digits


def _scientific(value: Decimal, section: Section) -> str:
    kinds = [kind for kind, _ in section.tokens]
    at = kinds.index("exponent")
    decimals = 0
    if "point" in kinds[:at]:
        places = kinds[kinds.index("point") : at].count("digit")
        decimals = min(places, _DECIMALS)
    power = value.adjusted() if value else 0
    mantissa = _rounded(value.scaleb(-power), decimals)
    if mantissa >= 10:
        mantissa, power = mantissa.scaleb(-1), power + 1
    sign = "-" if power < 0 else "+"
    width = kinds[at:].count("digit")
    return f"{_rounded(mantissa, decimals):f}E{sign}{abs(power):0{width}d}"


def _date(value: Decimal, section: Section, since_1904: bool) -> str:
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    seconds = int(_rounded(value * 86_400, 0))
    try:
        moment = start + timedelta(seconds=seconds)
    except OverflowError:
        return general(float(value))
    halves = section.has("half")
    parts: list[str] = []
    for i, (kind, text) in enumerate(section.tokens):
        if kind == "date":
            parts.append(_part(section.tokens, i, moment, halves))
        elif kind == "elapsed":
            parts.append(_elapsed(text, seconds))
        elif kind == "half":
            parts.append("上午" if moment.hour < 12 else "下午")
        else:
            parts.append(text)
    return "".join(parts).strip()


def _part(tokens: Sequence[Token], i: int, moment: datetime, halves: bool) -> str:
    """One field of a date or a time."""
    text = tokens[i][1]
    letter, width = text[0], len(text.partition(".")[0])
    if letter in "ye":
        whole_year = width > 2 or letter == "e"
        return f"{moment.year:04d}" if whole_year else f"{moment.year % 100:02d}"
    if letter == "a" or (letter == "d" and width > 2):
        day = _WEEKDAYS[moment.weekday()]
        return day if text == "aaa" else "星期" + day
    minutes = letter == "m" and _is_minutes(tokens, i)
    field = moment.minute if minutes else _field(letter, moment, halves)
    return f"{field:0{min(width, 2)}d}"


def _field(letter: str, moment: datetime, halves: bool) -> int:
    """The month, the day, the hour (of half a day, where `halves` are told apart) or the second."""
    if letter == "m":
        return moment.month
    if letter == "d":
        return moment.day
    if letter == "s":
        return moment.second
    return (moment.hour % 12 or 12) if halves else moment.hour


def _is_minutes(tokens: Sequence[Token], i: int) -> bool:
    """Whether an m counts minutes: hours stand before it or seconds after it."""
    before = next((t[0] for kind, t in reversed(tokens[:i]) if kind in ("date", "elapsed")), "")
    after = next((t[0] for kind, t in tokens[i + 1 :] if kind == "date"), "")
    return before in ("h", "H") or after == "s"


def _elapsed(text: str, seconds: int) -> str:
    unit = {"h": 3600, "m": 60, "s": 1}[text[0].lower()]
    return f"{abs(seconds) // unit:0{len(text)}d}"
