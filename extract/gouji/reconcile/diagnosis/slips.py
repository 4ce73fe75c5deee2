"""Slips of the hand in one figure, told from the printed and the expected value alone.

These decide which loosely read relations accuse; `digits.py` puts them into words.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from decimal import Decimal

from gouji.figures import Interval
from gouji.reconcile.kernel.relation import Role, Tried
from gouji.reconcile.statements.readings.printed_figures import figure_in, first_figure_in, money_units
from gouji.reconcile.statements.terms import Term

Digits = str
_TEN, _MYRIAD = Decimal(10), Decimal(10000)
_UNITS = (_MYRIAD, 1 / _MYRIAD)  # 万元 for 元, 元 for 万元
_POINTS = (_TEN, _TEN**2, 1 / _TEN, 1 / _TEN**2)  # a point one or two places off
_FEWEST = 3  # digits of a number in which one may be wrong
_NARROW = Decimal("0.001")  # of a value: digits that fall into a wider interval may do so by chance
# Slips that chance does not make; a wrong last digit or a cut one could be a rounding.
TELLING = frozenset({"unit_slip", "decimal_shift", "digits_swapped", "digit_wrong"})


def diagnose(stated: Term, expected: str) -> str:
    """The name of the most specific slip that reproduces the printed figure, or ''."""
    right = figure_in(expected)
    return _slip(stated, right.base) if right else ""


def slip_between(stated: Term, right: Term) -> str:
    """The name of the most specific slip that turns one figure's digits into another's, or ''."""
    return _slip(stated, right.figure.base)


def _slip(stated: Term, expected: Decimal) -> str:
    """The first slip that turns an expected value into the printed one; nought has no digits to mistake."""
    if not stated.figure.base or not expected:
        return ""
    for name, fits in _SLIPS.items():
        if fits(stated, expected):
            return name
    return ""


def in_other_unit(stated: Term, expected: str) -> str:
    """The expected amount with the printed digits and the unit that makes them right."""
    right = first_figure_in(expected)
    if right is None:
        return expected
    for meant in money_units():
        if close(stated, meant.factor / stated.figure.factor, right.base):
            return f"{stated.figure.value:{',f' if stated.grouped else 'f'}}{meant.symbol}"
    return expected


def slipped(tried: Tried, telling: frozenset[str] = TELLING) -> bool:
    """Whether one slip of the hand in one figure would explain a miss.

    A loosely read relation that misses by anything may not be meant; one that misses by exactly such a slip is.
    """
    possible = [role for role in tried.roles if role.allowed and role.possible]
    return any(diagnose(role.term, role.expected) in telling or _moved(role, telling) for role in possible)


def _moved(role: Role, telling: frozenset[str]) -> bool:
    """Whether the printed digits with another unit or point are among the values that rounding leaves open."""
    value, allowed = role.term.figure.base, role.allowed
    if allowed is None or not value:
        return False
    if allowed.width > _NARROW * abs(allowed.mid):
        return False
    factors: tuple[Decimal, ...] = ()
    if "unit_slip" in telling:
        factors += _UNITS
    if "decimal_shift" in telling:
        factors += _POINTS
    return any(value * factor in allowed for factor in factors)


def slips_into(stated: Term, allowed: Interval | None) -> bool:
    """Whether one other digit, or two neighbours in turn, bring a printed figure among the few values that are left."""
    if allowed is None or stated.figure.value <= 0 or allowed.width > _NARROW * abs(allowed.mid):
        return False
    return any(value * stated.figure.factor in allowed for value in _miswritten(stated))


def _miswritten(stated: Term) -> Iterator[Decimal]:
    """The numbers of which a printed one is a miswriting in one digit, or in the order of two."""
    digits, _ = _digits(stated, stated.figure.base)
    scale = Decimal(1).scaleb(-stated.figure.decimals)
    for place in range(len(digits) if len(digits) >= _FEWEST else 0):
        before, own, after = digits[:place], digits[place], digits[place + 1 :]
        others = (before + other + after for other in string.digits)
        turned = before + after[:1] + own + after[1:]
        yield from (Decimal(number) * scale for number in (*others, turned) if number != digits)


def unit(stated: Term, expected: Decimal) -> bool:
    """Whether an amount has the wrong unit; a rate has but one."""
    return not stated.per_cent and any(close(stated, factor, expected) for factor in _UNITS)


def decimal(stated: Term, expected: Decimal) -> bool:
    return any(close(stated, factor, expected) for factor in _POINTS)


def truncated(stated: Term, expected: Decimal) -> bool:
    place = stated.figure.place()
    return 0 < expected - stated.figure.base <= place


def swapped(stated: Term, expected: Decimal) -> bool:
    a, b = _digits(stated, expected)
    differ = _differing(a, b)
    if len(differ) != 2:
        return False
    first, second = differ
    return second == first + 1 and a[first : second + 1] == b[second] + b[first]


def one_digit(stated: Term, expected: Decimal) -> bool:
    if abs(stated.figure.base - expected) <= stated.figure.place():
        return False  # arithmetic, not a slip of the hand
    a, b = _digits(stated, expected)
    return len(a) >= _FEWEST and len(_differing(a, b)) == 1


def _differing(a: Digits, b: Digits) -> list[int]:
    """The places at which two numbers of equal length differ; none for others."""
    if len(a) != len(b):
        return []
    return [place for place, (one, other) in enumerate(zip(a, b, strict=True)) if one != other]


def dropped(stated: Term, expected: Decimal) -> bool:
    a, b = _digits(stated, expected)
    short, long = sorted((a, b), key=len)
    if len(long) != len(short) + 1:
        return False
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _digits(stated: Term, expected: Decimal) -> tuple[Digits, Digits]:
    """The digits of the printed and the expected value, without points."""
    decimals = stated.figure.decimals
    printed = f"{stated.figure.value:.{decimals}f}"
    right = f"{expected / stated.figure.factor:.{decimals}f}"
    return printed.replace(".", ""), right.replace(".", "")


def close(stated: Term, factor: Decimal, expected: Decimal) -> bool:
    """Whether the printed digits, moved by a factor, are the expected ones up to their last place."""
    return abs(stated.figure.base * factor - expected) <= stated.figure.place() * (factor + 1) / 2


_SLIPS: dict[str, Callable[[Term, Decimal], bool]] = {
    "unit_slip": unit,
    "decimal_shift": decimal,
    "digits_swapped": swapped,
    "digit_wrong": one_digit,
    "digit_dropped": dropped,
    "truncated": truncated,
}
