"""The slips of the trade: how a right figure becomes the wrong one that gets published."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

_TURNED = {
    "大于": "小于",
    "小于": "大于",
    "增加": "减少",
    "减少": "增加",
    "增长": "下降",
    "下降": "增长",
    "等于": "大于",
}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def slipped(slip: Mapping[str, Any], named: Mapping[str, str]) -> str | None:
    """The wrong text for the figure `slip["name"]`; None where nothing would change (44.44 swapped)."""
    right = named[slip["name"]]
    wrong = named[slip["from"]] if slip["change"] == "copy" else _CHANGES[slip["change"]](right)
    return wrong if wrong != right else None


def decimal_shift(text: str) -> str:
    """12.34% becomes 1.23%: the point one place to the left, at the printed decimals."""
    number = _NUMBER.search(text)
    if not number:
        raise ValueError(f"no number in {text!r}")
    decimals = len(number.group().partition(".")[2])
    moved = Decimal(number.group().replace(",", "")) / 10
    return text.replace(number.group(), f"{moved:.{decimals}f}")


def unit(text: str) -> str:
    return text.replace("万元", "元")


def swap_digits(text: str) -> str:
    """The first two neighbouring digits that differ change places, a leading zero avoided."""
    for i in range(len(text) - 1):
        a, b = text[i], text[i + 1]
        if a.isdigit() and b.isdigit() and a != b and (i > 0 or b != "0"):
            return text[:i] + b + a + text[i + 2 :]
    return text


def digit(text: str) -> str:
    """The second digit becomes the next one."""
    places = [i for i, c in enumerate(text) if c.isdigit()]
    i = places[min(1, len(places) - 1)]
    return text[:i] + str((int(text[i]) + 1) % 10) + text[i + 1 :]


def direction(text: str) -> str:
    return _TURNED[text]


def year(text: str) -> str:
    return str(int(text) - 1)


_CHANGES: dict[str, Callable[[str], str]] = {
    f.__name__: f for f in (decimal_shift, unit, swap_digits, digit, direction, year)
}
