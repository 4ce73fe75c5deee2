"""Chinese and mixed numerals as exact decimals: 一百二十万, 两亿三千万, 一点五七, 三十几, 1亿2000万.

Characters and their values are data (`patterns/units.toml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from gouji import printed
from gouji.figures import ZERO, Approx
from gouji.language import rules

_ARABIC = regex.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_LONGEST = 80  # characters of a numeral
GROUP = 4  # from 万 (ten to the fourth) up a multiplier closes a group


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral's value; its decimals are those printed (一点五零: two), fewer under a multiplier."""

    value: Decimal
    approx: Approx = Approx.EXACT

    @property
    def decimals(self) -> int:
        return max(0, -int(self.value.as_tuple().exponent))


@cache
def digits() -> dict[str, int]:
    return dict(rules.load("units").data["digits"])


@cache
def multipliers() -> dict[str, int]:
    """Multiplier characters and their powers of ten."""
    return dict(rules.load("units").data["multipliers"])


@cache
def _words() -> dict[str, str]:
    """The words of a numeral that have no value of their own."""
    data = rules.load("units").data
    return {name: str(data[name]) for name in ("decimal_point", "some")}


def parse(text: str) -> Numeral | None:
    """The value of a numeral; None when the characters are no well-formed numeral or one that nobody prints."""
    if len(text) > _LONGEST:
        return None
    found = _parsed(text)
    if found is None or printed.printable(found.value) is None:
        return None
    return found


def _parsed(text: str) -> Numeral | None:
    whole, point, rest = text.partition(_words()["decimal_point"])
    if not point:
        return _Reader().read(text)
    head = _Reader().read(whole)
    tail = rest.rstrip("".join(multipliers()))
    decimals = _digits_of(tail)
    if head is None or not decimals:
        return None
    fraction = Decimal(decimals).scaleb(-len(decimals))
    power = sum(multipliers()[char] for char in rest[len(tail) :])
    return Numeral((head.value + fraction).scaleb(power), head.approx)


def _digits_of(text: str) -> str:
    """The digits that the characters stand for one by one (二〇二四); '' where one of them is no digit."""
    if any(char not in digits() for char in text):
        return ""
    return "".join(str(digits()[char]) for char in text)


class _Reader:
    """Reads one numeral from left to right.

    `total` holds the closed groups, `section` the open one (below 万), `pending` the digit that waits for its
    multiplier.
    """

    def __init__(self) -> None:
        self.total = ZERO
        self.section = ZERO
        self.pending: Decimal | None = None
        self.last_power: int | None = None  # of the latest multiplier below 万 in the open group
        self.group_power = 0  # of the latest closed group
        self.after_zero = False
        self.approx = Approx.EXACT

    def read(self, text: str) -> Numeral | None:
        if not text:
            return None
        if len(text) > 2 and (spelt := _digits_of(text)):
            return Numeral(Decimal(spelt))
        at = 0
        while at < len(text):
            if m := _ARABIC.match(text, at):
                taken = self._number(Decimal(m.group().replace(",", "")))
                at = m.end()
            else:
                taken = self._character(text[at])
                at += 1
            if not taken:
                return None
        return Numeral(self._finish(), self.approx)

    def _number(self, value: Decimal) -> bool:
        if self.pending is not None:
            return False
        self.pending = value
        return True

    def _character(self, char: str) -> bool:
        if char in digits():
            return self._digit(digits()[char])
        if char in multipliers():
            power = multipliers()[char]
            return self._close(power) if power >= GROUP else self._multiply(power)
        if char == _words()["some"] and self.pending is None and self.last_power:
            self.approx = Approx.OVER
            return True
        return False

    def _digit(self, digit: int) -> bool:
        if digit == 0:
            return self._zero()
        if not self.pending:
            self.pending = Decimal(digit)
            return True
        counts_on = digit == self.pending + 1  # 两三万, 十七八: from … to …
        if counts_on and self.approx is Approx.EXACT:
            self.approx = Approx.OVER
            return True
        return False

    def _zero(self) -> bool:
        """A zero parts powers (一百零五), or begins a numeral."""
        self.after_zero = True
        if self.pending is not None:
            return False
        started = bool(self.total or self.section)
        return started or self._number(ZERO)

    def _multiply(self, power: int) -> bool:
        if self.last_power is not None and power >= self.last_power:
            return False
        times = Decimal(1) if self.pending is None else self.pending  # 十 is 10
        self.section += times.scaleb(power)
        self.pending, self.last_power, self.after_zero = None, power, False
        return True

    def _close(self, power: int) -> bool:
        group = self.section + (self.pending or ZERO)
        if not group and not self.total:
            return False
        if power > self.group_power:  # 一万五千亿: what stands before is multiplied as a whole
            self.total = (self.total + group).scaleb(power)
        elif group:
            self.total += group.scaleb(power)
        else:
            self.total = self.total.scaleb(power)
        self.group_power = power
        self.section, self.pending, self.last_power, self.after_zero = ZERO, None, None, False
        return True

    def _finish(self) -> Decimal:
        rest = self.pending or ZERO
        if not self.after_zero:
            rest = rest.scaleb(max(0, self._power_before() - 1))  # 一万五 is 15,000, 三百五 is 350
        return self.total + self.section + rest

    def _power_before(self) -> int:
        """The power of the multiplier right before the last digit; 0 where there is none."""
        if self.last_power:
            return self.last_power
        return 0 if self.section else self.group_power
