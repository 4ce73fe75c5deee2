"""The numbers that a word processor prints before paragraphs, in the number formats of ISO/IEC 29500-1, 17.18.59."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

_ROMAN = {1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X"}
_ROMAN |= {9: "IX", 5: "V", 4: "IV", 1: "I"}
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_CHINESE, _ZERO = "〇一二三四五六七八九", "零"
_POWERS = ("", "十", "百", "千")
_GROUP = 10_000


def printed(number: int, form: str) -> str:
    """`number` in the number format `form`; in figures when it is not known or does not reach so far."""
    return _FORMATS[form](number) if form in _FORMATS else str(number)


def _from(first: str, last: int, number: int) -> str:
    """The characters of a run that begins with `first` stand for 1 … `last`."""
    return chr(ord(first) + number - 1) if 1 <= number <= last else str(number)


def _cycle(characters: str, number: int) -> str:
    return characters[(number - 1) % len(characters)] if number > 0 else str(number)


def _letters(first: str, number: int) -> str:
    """A … Z, AA, BB … ZZ, AAA."""
    return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 1000 else str(number)


def _circled(number: int) -> str:
    if 21 <= number <= 35:
        return _from("㉑", 15, number - 20)
    return _from("㊱", 15, number - 35) if 36 <= number <= 50 else _from("①", 20, number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    found = ""
    for weight, sign in _ROMAN.items():
        found += sign * (number // weight)
        number %= weight
    return found


def _digital(number: int) -> str:
    return "".join(_CHINESE[int(d)] for d in str(number))


def _counted(digits: str, powers: tuple[str, ...], group: str, number: int) -> str:
    """一百零五; with 壹 … 玖 as in accounts, 壹佰零伍."""
    if number >= _GROUP:
        head, rest = divmod(number, _GROUP)
        gap = _ZERO if 0 < rest < _GROUP // 10 else ""
        tail = _counted(digits, powers, group, rest) if rest else ""
        return _counted(digits, powers, group, head) + group + gap + tail
    found = ""
    for i, digit in enumerate(map(int, reversed(str(number)))):
        if digit:
            found = digits[digit] + powers[i] + found
        elif found and not found.startswith(_ZERO):
            found = _ZERO + found
    return found or _ZERO


def _spoken(number: int) -> str:
    """十一, where the system of counting alone gives 一十一."""
    found = _counted(_CHINESE, _POWERS, "万", number)
    return found[1:] if 10 <= number < 20 else found


def _japanese(number: int) -> str:
    """百五: neither zeros nor a one before 十, 百, 千."""
    found = _counted(_CHINESE, _POWERS, "万", number)
    for power in _POWERS[1:]:
        found = found.replace("一" + power, power)
    return found.replace(_ZERO, "") or "〇"


_SIMPLIFIED: Callable[[int], str] = partial(_counted, "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), "万")
_TRADITIONAL: Callable[[int], str] = partial(_counted, "零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟"), "萬")

_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "bullet": lambda number: "",
    "decimalZero": "{:02}".format,
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": partial(_from, "⑴", 20),
    "decimalEnclosedFullstop": partial(_from, "⒈", 20),
    "ideographEnclosedCircle": partial(_from, "㊀", 10),
    "numberInDash": "- {} -".format,
    "upperLetter": partial(_letters, "A"),
    "lowerLetter": partial(_letters, "a"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "chineseCounting": _spoken,
    "chineseCountingThousand": _spoken,
    "taiwaneseCounting": _spoken,
    "taiwaneseCountingThousand": _spoken,
    "japaneseCounting": _japanese,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": _SIMPLIFIED,
    "ideographLegalTraditional": _TRADITIONAL,
    "ideographTraditional": partial(_cycle, "甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": partial(_cycle, "子丑寅卯辰巳午未申酉戌亥"),
}
