"""Figure, Unit and Interval: what a printed number is, in exact decimals.

A number printed with d decimals stands for every value that would have been printed so: half a unit of its
last place either way. Zero and counts are exact. Comparison is by intervals, never by a tolerance.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from enum import StrEnum
from functools import wraps
from typing import ParamSpec, TypeVar

# Printed numbers have up to 40 places on either side of the point (`gouji.printed`). Products of two of them, in yuan,
# are exact with so many digits, and no result is too long to be rounded to a place.
PRECISION = Context(prec=200)
P = ParamSpec("P")
T = TypeVar("T")
ZERO = Decimal(0)
HUNDRED = Decimal(100)


def exactly(function: Callable[P, T]) -> Callable[P, T]:
    """The function, computing with `PRECISION` whatever the caller's decimal context is."""

    @wraps(function)
    def computed(*args: P.args, **kwargs: P.kwargs) -> T:
        with localcontext(PRECISION):
            return function(*args, **kwargs)

    return computed


class Kind(StrEnum):
    """What a unit measures."""

    MONEY = "money"
    PERCENT = "percent"
    POINT = "point"  # percentage points
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure; `factor` is how many base units (yuan, per cent, one) it holds."""

    symbol: str
    kind: Kind
    factor: Decimal = Decimal(1)


PERCENT = Unit("%", Kind.PERCENT)


class Approx(StrEnum):
    """How a number is hedged: 约 (about), 余/多 (over, open above), 近 (under, open below)."""

    EXACT = ""
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval [lo, hi] of exact decimals, in base units."""

    lo: Decimal
    hi: Decimal

    def __post_init__(self) -> None:
        if self.lo > self.hi:
            raise ValueError(f"empty interval [{self.lo}, {self.hi}]")

    @classmethod
    def point(cls, value: Decimal | int) -> Interval:
        return cls(Decimal(value), Decimal(value))

    @classmethod
    def around(cls, value: Decimal, radius: Decimal) -> Interval:
        return cls(value - radius, value + radius)

    @property
    def mid(self) -> Decimal:
        return (self.lo + self.hi) / 2

    @property
    def width(self) -> Decimal:
        return self.hi - self.lo

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.lo + other.lo, self.hi + other.hi)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.lo - other.hi, self.hi - other.lo)

    def __neg__(self) -> Interval:
        return Interval(-self.hi, -self.lo)

    def __mul__(self, other: Interval | Decimal | int) -> Interval:
        if not isinstance(other, Interval):
            other = Interval.point(other)
        ends = [a * b for a in (self.lo, self.hi) for b in (other.lo, other.hi)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval | Decimal | int) -> Interval:
        """Raises ZeroDivisionError when the divisor holds zero: such a quotient has no bounds."""
        if not isinstance(other, Interval):
            other = Interval.point(other)
        if other.lo <= 0 <= other.hi:
            raise ZeroDivisionError(f"divisor [{other.lo}, {other.hi}] holds zero")
        with localcontext(PRECISION):
            ends = [a / b for a in (self.lo, self.hi) for b in (other.lo, other.hi)]
        return Interval(min(ends), max(ends))

    def __contains__(self, value: Decimal) -> bool:
        return self.lo <= value <= self.hi

    def meets(self, other: Interval) -> bool:
        return self.lo <= other.hi and other.lo <= self.hi

    def common(self, other: Interval) -> Interval | None:
        """What lies in both; None when they do not meet."""
        return Interval(max(self.lo, other.lo), min(self.hi, other.hi)) if self.meets(other) else None

    def gap(self, other: Interval) -> Decimal:
        """The distance between two intervals; zero when they meet."""
        return max(ZERO, self.lo - other.hi, other.lo - self.hi)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed.

    Attributes:
        value: the number in its own unit, signed (2462.5 for 2,462.5万元).
        decimals: how many decimals are printed.
        unit: the unit it is read in; None when none is printed and none is known.
        approx: the hedge printed with it.
    """

    value: Decimal
    decimals: int
    unit: Unit | None
    approx: Approx = Approx.EXACT

    @property
    def kind(self) -> Kind | None:
        """What its unit measures; None without a unit."""
        return self.unit.kind if self.unit else None

    @property
    def symbol(self) -> str:
        """The symbol of its unit; '' without one."""
        return self.unit.symbol if self.unit else ""

    @property
    def factor(self) -> Decimal:
        return self.unit.factor if self.unit else Decimal(1)

    @property
    def single(self) -> bool:
        """Whether it counts single things; 27.08万件 is rounded."""
        return self.kind is Kind.COUNT and self.factor == 1

    @property
    def base(self) -> Decimal:
        """The value in base units: yuan, per cent, one."""
        return self.value * self.factor

    @property
    def norm(self) -> str:
        """The exact decimal string of the contract: yuan for money, the printed digits for per cent."""
        if self.kind is Kind.MONEY:
            return plain(self.base)
        return f"{self.value:f}"

    def place(self, usual: int | None = None) -> Decimal:
        """One unit of the last place in base units.

        `usual` is the document's usual number of decimals for the unit: trailing zeros are often dropped
        (1,182.5 and 750 in a document that prints two decimals), so the finer of both counts.
        """
        if self.single:
            return Decimal(1)
        return Decimal(1).scaleb(-max(self.decimals, usual or 0)) * self.factor

    def interval(self, usual: int | None = None) -> Interval:
        """All true values, in base units, that would be printed like this."""
        if self.approx is not Approx.EXACT:
            return self._hedged()
        nothing = self.value == 0 and self.kind in (None, Kind.MONEY)  # 0万元 is nothing; 0.0% may be 0.04%
        if self.single or nothing:
            return Interval.point(self.base)
        return Interval.around(self.base, self.place(usual) / 2)

    def _hedged(self) -> Interval:
        digits = self.value.normalize().as_tuple()
        step = Decimal(1).scaleb(int(digits.exponent)) * self.factor
        match self.approx:
            case Approx.OVER:
                return Interval(self.base, self.base + step)
            case Approx.UNDER:
                return Interval(self.base - step, self.base)
            case _:
                return Interval.around(self.base, step)


def plain(value: Decimal) -> str:
    """An exact decimal string without exponent and without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, decimals: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """The value with so many decimals; commercial rounding (half away from zero), as the disclosures round."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=rounding, context=PRECISION)


def same_quantity_agrees(a: Figure, b: Figure, usual: int | None = None) -> bool:
    """Whether two printings of one quantity agree.

    Stricter than meeting intervals: with equal last places the values must be equal; otherwise the finer
    must round to the coarser (1234.56 and 1234.57 do not agree although their intervals touch).
    """
    if a.approx is not Approx.EXACT or b.approx is not Approx.EXACT:
        return a.interval(usual).meets(b.interval(usual))
    if a.base == b.base:
        return True
    coarse, fine = (a, b) if a.place(usual) >= b.place(usual) else (b, a)
    step = coarse.place(usual)
    if step == fine.place(usual):
        return False
    return rounded(fine.base / step, 0) * step == coarse.base
