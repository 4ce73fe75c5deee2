"""How a right figure becomes a wrong one: changes of a printed text; None where nothing would change."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, Decimal
from itertools import pairwise
from random import Random

from gouji.declared import declared
from gouji.learn.synth.word_lists import words

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def shifted(rng: Random, text: str) -> str | None:
    """The decimal point one place off, the decimals as printed: 12.34% becomes 1.23% or 123.40%."""
    number = _number(text)
    return _with(text, number * (10 if rng.random() < 0.4 else Decimal("0.1")))


def unit(_rng: Random, text: str) -> str | None:
    smallest, usual, *_ = words("print")["units"]
    return text.replace(usual, smallest) if usual in text else None


def swapped(_rng: Random, text: str) -> str | None:
    """The first two neighbouring digits that differ change places; the leading digit does not become nought."""
    digits = _digits(text)[:4]
    for i, j in pairwise(digits):
        leading_zero = i == digits[0] and text[j] == "0"
        if text[i] != text[j] and not leading_zero:
            return text[:i] + text[j] + text[i + 1 : j] + text[i] + text[j + 1 :]
    return None


def dropped(rng: Random, text: str) -> str | None:
    """One digit before the point is lost."""
    whole = _match(text).group().partition(".")[0]
    if len(whole.replace(",", "")) < 3:
        return None
    at = rng.choice(_digits(whole)[1:])
    short = (whole[:at] + whole[at + 1 :]).replace(",", "")
    rest = text[_match(text).start() + len(whole) :]
    return text[: _match(text).start()] + (f"{int(short):,}" if "," in whole else short) + rest


def wrong(rng: Random, text: str) -> str | None:
    """One of the first two digits is another."""
    digits = _digits(text)
    at = rng.choice(digits[: 2 if len(digits) > 2 else 1])
    others = "123456789".replace(text[at], "")
    return text[:at] + rng.choice(others) + text[at + 1 :]


def turned(_rng: Random, text: str) -> str | None:
    slips = declared("slips")
    turned: str | None = {**slips["change"], **slips["comparison"]}.get(text)
    return turned


def earlier(_rng: Random, text: str) -> str | None:
    """The year before."""
    return str(int(text) - 1)


def cut(text: str, value: Decimal) -> str | None:
    """The exact value cut off instead of rounded."""
    decimals = len(_match(text).group().partition(".")[2])
    short = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_DOWN)
    return _with(text, short) if short != _number(text) else None


def _digits(text: str) -> list[int]:
    """Where digits stand."""
    return [i for i, c in enumerate(text) if c.isdigit()]


def _match(text: str) -> re.Match[str]:
    found = _NUMBER.search(text)
    if found is None:
        raise ValueError(f"no number in {text!r}")
    return found


def _number(text: str) -> Decimal:
    return Decimal(_match(text).group().replace(",", ""))


def _with(text: str, value: Decimal) -> str:
    """The text with another number, printed alike."""
    old = _match(text).group()
    decimals = len(old.partition(".")[2])
    new = f"{value:,.{decimals}f}" if "," in old else f"{value:.{decimals}f}"
    return text.replace(old, new, 1)
