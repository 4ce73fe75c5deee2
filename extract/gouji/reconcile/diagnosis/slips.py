"""Slips of the hand in one figure, told from the printed and the expected value alone.

These decide which loosely read relations accuse; `digits.py` puts them into words.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from gouji.language import rules
from gouji.language.quantities import scan
from gouji.language.quantities import unit as unit_of
from gouji.reconcile.kernel.relation import Role, Tried
from gouji.reconcile.statements.terms import Term

Digits = str
_TEN, _MYRIAD = Decimal(10), Decimal(10000)
_NARROW = Decimal("0.001")  # of a value: digits that fall into a wider interval may do so by chance
# Slips that chance does not make; a wrong last digit or a cut one could be a rounding.
TELLING = frozenset({"unit_slip", "decimal_shift", "digits_swapped", "digit_wrong"})


def diagnose(stated: Term, expected: str) -> str:
    """The name of the most specific slip that reproduces the printed figure, or ''."""
    found = scan(expected)
    if len(found) != 1 or not found[0].figure.base or not stated.figure.base:
        return ""
    figure = found[0].figure
    return next((name for name, fits in _SLIPS.items() if fits(stated, figure.base)), "")


def slip_between(stated: Term, right: Term) -> str:
    """The name of the most specific slip that turns one figure's digits into another's, or ''."""
    if not (stated.figure.base and right.figure.base):
        return ""
    return next((name for name, fits in _SLIPS.items() if fits(stated, right.figure.base)), "")


def in_other_unit(stated: Term, expected: str) -> str:
    """The expected amount with the printed digits and the unit that makes them right."""
    found = scan(expected)
    for symbol in rules.load("units").data["money_symbols"]:
        factor = unit_of(symbol).factor
        if found and close(stated, factor / stated.figure.factor, found[0].figure.base):
            return f"{stated.figure.value:f}{symbol}"
    return expected


def slipped(tried: Tried, telling: frozenset[str] = TELLING) -> bool:
    """Whether one slip of the hand in one figure would explain a miss.

    A loosely read relation that misses by anything may not be meant; one that misses by exactly such a slip is.
    """
    return any(
        r.allowed and r.possible and (diagnose(r.term, r.expected) in telling or _moved(r, telling))
        for r in tried.roles
    )


def _moved(role: Role, telling: frozenset[str]) -> bool:
    """Whether the printed digits with another unit or point are among the values that rounding leaves open."""
    value, allowed = role.term.figure.base, role.allowed
    if allowed is None or not value or allowed.width > _NARROW * abs(allowed.mid):
        return False
    units = (_MYRIAD, 1 / _MYRIAD) if "unit_slip" in telling else ()
    points = (_TEN, _TEN**2, 1 / _TEN, 1 / _TEN**2) if "decimal_shift" in telling else ()
    return any(value * factor in allowed for factor in (*units, *points))


def unit(stated: Term, expected: Decimal) -> bool:
    return close(stated, _MYRIAD, expected) or close(stated, 1 / _MYRIAD, expected)


def decimal(stated: Term, expected: Decimal) -> bool:
    return any(close(stated, f, expected) for f in (_TEN, _TEN**2, 1 / _TEN, 1 / _TEN**2))


def truncated(stated: Term, expected: Decimal) -> bool:
    place = stated.figure.place()
    return 0 < expected - stated.figure.base <= place


def swapped(stated: Term, expected: Decimal) -> bool:
    a, b = _digits(stated, expected)
    differ = [i for i in range(len(a)) if len(a) == len(b) and a[i] != b[i]]
    return (
        len(differ) == 2
        and differ[1] == differ[0] + 1
        and a[differ[0]] == b[differ[1]]
        and a[differ[1]] == b[differ[0]]
    )


def one_digit(stated: Term, expected: Decimal) -> bool:
    if abs(stated.figure.base - expected) <= stated.figure.place():
        return False  # arithmetic, not a slip of the hand
    a, b = _digits(stated, expected)
    return 3 <= len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def dropped(stated: Term, expected: Decimal) -> bool:
    a, b = _digits(stated, expected)
    short, long = sorted((a, b), key=len)
    return len(long) == len(short) + 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _digits(stated: Term, expected: Decimal) -> tuple[Digits, Digits]:
    decimals = stated.figure.decimals
    value = expected / stated.figure.factor
    return f"{stated.figure.value:.{decimals}f}".replace(".", ""), f"{value:.{decimals}f}".replace(".", "")


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
