"""Rates: a printed per cent against the quotient of the amounts that it is of.

The interval of the quotient over all true values decides. Its point, the quotient of the amounts as they are printed,
is what is printed and proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from gouji.document import Span
from gouji.figures import HUNDRED, PRECISION, ZERO, Interval
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.constraints import Linear
from gouji.reconcile.kernel.relation import Role, Tried, bare, severity, show
from gouji.reconcile.model import Argument
from gouji.reconcile.statements.terms import Term

_FINE = 2  # decimals that an exact quotient shows where rounding leaves more than the last place of the rate open
_ONE = Interval.point(1)


@dataclass(frozen=True, slots=True)
class Amount:
    """What figures come to: over all their true values, and exactly as they are printed; in base units."""

    interval: Interval
    point: Decimal

    @classmethod
    def of(cls, term: Term) -> Amount:
        return cls(term.interval, term.figure.base)

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.interval + other.interval, self.point + other.point)

    def __sub__(self, other: Amount) -> Amount:
        return Amount(self.interval - other.interval, self.point - other.point)

    def __mul__(self, factor: int) -> Amount:
        return Amount(self.interval * factor, self.point * factor)


NOTHING = Amount(Interval.point(0), ZERO)


@dataclass(frozen=True, slots=True)
class Quotient:
    """A rate as amounts give it, in per cent.

    Attributes:
        allowed: what it may be over all true values of the amounts.
        point: what it is of the amounts as they are printed.
        says: the division in printed numbers, without its result.
    """

    allowed: Interval
    point: Decimal
    says: str

    def expected(self, rate: Term) -> str:
        """What the rate should be, printed as it is."""
        return show(self.point, rate)

    def computation(self, rate: Term) -> str:
        """The division with its result, as finely as the rate is printed; finer where rounding leaves it open."""
        open_ = self.allowed.width > rate.figure.place(rate.usual)
        usual = max(rate.usual or 0, _FINE) if open_ else rate.usual
        return f"{self.says} = {show(self.point, rate, usual)}"


def quotient(over: Amount, under: Amount, says: str) -> Quotient | None:
    """A quotient of amounts that do not depend on each other; None where the divisor may be nothing."""
    try:
        allowed = over.interval / under.interval * HUNDRED
    except ZeroDivisionError:
        return None
    return Quotient(allowed, _per_cent(over.point, under.point), says)


def share(part: Term, whole: Term) -> Quotient | None:
    """part ÷ whole; None where the whole may be nothing."""
    return quotient(Amount.of(part), Amount.of(whole), f"{bare(part)} ÷ {bare(whole, part)}")


def try_rate(
    code: str,
    rate: Term,
    found: Quotient,
    span: Span,
    *,
    others: Iterable[Role] = (),
    linear: tuple[Linear, ...] = (),
    says: Mapping[str, Argument] | None = None,
    certainty: float | None = None,
    rule: str = "",
) -> Tried:
    """A printed rate against a quotient; `others` are the amounts in their roles. The sentence gets `expected`."""
    return attempt(
        code,
        span,
        severity(rate, found.allowed, found.point),
        roles=(Role(rate, "rate", found.allowed, point=found.point), *others),
        computation=found.computation(rate),
        steps=found.says,
        says={"expected": found.expected(rate), **(says or {})},
        certainty=certainty,
        linear=linear,
        rule=rule,
    )


def try_share(
    code: str,
    part: Term,
    whole: Term,
    rate: Term,
    span: Span,
    *,
    certain: bool = True,
    says: Mapping[str, Argument] | None = None,
    certainty: float | None = None,
    rule: str = "",
) -> Tried | None:
    """rate = part ÷ whole (a share, a completion); None where the whole may be nothing.

    A whole that is printed nowhere is no figure of the relation. Where it is not `certain` that the amounts are the
    ones meant, only the rate can be wrong.
    """
    found = share(part, whole)
    if found is None:
        return None
    return try_rate(
        code,
        rate,
        found,
        span,
        others=_share_roles(part, whole, rate, certain),
        linear=() if whole.derived else constraints.ratio(part, whole, rate),
        says=says,
        certainty=certainty,
        rule=rule,
    )


def _share_roles(part: Term, whole: Term, rate: Term, certain: bool) -> list[Role]:
    """The amounts of a share with what each would have to be if it alone were wrong."""
    fraction = rate.interval / HUNDRED
    roles = [Role(part, "part"), Role(whole, "whole")]
    if certain:
        roles[0] = Role(part, "part", whole.interval * fraction, point=_part(whole, rate))
    if certain and fraction.lo > 0:
        point = _per_cent(part.figure.base, rate.figure.base)
        roles[1] = Role(whole, "whole", part.interval / fraction, point=point)
    return [r for r in roles if not r.term.derived]


def _part(whole: Term, rate: Term) -> Decimal:
    """What a rate of a whole comes to, both as they are printed."""
    with localcontext(PRECISION):
        return whole.figure.base * rate.figure.base / HUNDRED


@dataclass(frozen=True, slots=True)
class Change:
    """The amounts of a change: what a quantity is, what it was, what lies between; at least two of the three.

    `sign` is 1 for a rise and −1 for a fall.
    """

    value: Term
    delta: Term | None
    base: Term | None
    sign: int

    def quotient(self) -> Quotient | None:
        """delta ÷ base, whichever two are given; None where the base may be nothing or less."""
        if self.delta is None:
            return self._from_levels()
        if self.base is None:
            return self._from_delta(self.delta)
        says = f"{bare(self.delta)} ÷ {bare(self.base, self.delta)}"
        return quotient(Amount.of(self.delta), Amount.of(self.base), says)

    def _from_levels(self) -> Quotient | None:
        """What lies between the two levels ÷ base."""
        assert self.base is not None
        more, less = (self.value, self.base) if self.sign > 0 else (self.base, self.value)
        says = f"({bare(more)} − {bare(less, more)}) ÷ {bare(self.base, more)}"
        return quotient(Amount.of(more) - Amount.of(less), Amount.of(self.base), says)

    def _from_delta(self, delta: Term) -> Quotient | None:
        """delta ÷ (value ∓ delta): monotonic in both, so that its ends lie in the corners."""
        value, sign = self.value, self.sign
        ends = ((d, v - d * sign) for d in _ends(delta.interval) for v in _ends(value.interval))
        corners = list(ends)
        if any(base <= 0 for _, base in corners):
            return None
        rates = [d / base * HUNDRED for d, base in corners]
        point = _per_cent(delta.figure.base, value.figure.base - delta.figure.base * sign)
        says = f"{bare(delta)} ÷ ({bare(value, delta)} {'−' if sign > 0 else '+'} {bare(delta)})"
        return Quotient(Interval(min(rates), max(rates)), point, says)

    def roles(self, rate: Term) -> list[Role]:
        """The amounts with what each would have to be if it alone were wrong."""
        fraction = rate.interval / HUNDRED
        value, delta, base = self.value, self.delta, self.base
        grown = _ONE + fraction * self.sign
        if base is None:
            assert delta is not None
            return self._delta_roles(delta, fraction, grown)
        level = Role(value, "value", base.interval * grown)
        if delta is None:
            return [Role(base, "base"), Role(value, "value")]
        if fraction.lo > 0:
            return [
                Role(delta, "delta", base.interval * fraction),
                Role(base, "base", delta.interval / fraction),
                level,
            ]
        return [Role(delta, "delta"), Role(base, "base"), Role(value, "value")]

    def _delta_roles(self, delta: Term, fraction: Interval, grown: Interval) -> list[Role]:
        """value and delta, where no base is printed."""
        if fraction.lo <= 0:
            return [Role(delta, "delta"), Role(self.value, "value")]
        possible = fraction.hi < 1 or self.sign > 0
        return [
            Role(delta, "delta", self.value.interval * (fraction / grown) if possible else None),
            Role(self.value, "value", delta.interval / fraction + delta.interval * self.sign),
        ]


def try_growth(
    code: str,
    change: Change,
    rate: Term,
    span: Span,
    *,
    says: Mapping[str, Argument] | None = None,
    certainty: float | None = None,
    rule: str = "",
) -> Tried | None:
    """rate = delta ÷ base of a change; None where the base may be nothing."""
    found = change.quotient()
    if found is None:
        return None
    return try_rate(
        code,
        rate,
        found,
        span,
        others=change.roles(rate),
        linear=constraints.growth(change.value, change.delta, change.base, rate, change.sign),
        says=says,
        certainty=certainty,
        rule=rule,
    )


def _ends(interval: Interval) -> tuple[Decimal, Decimal]:
    return interval.lo, interval.hi


def _per_cent(over: Decimal, under: Decimal) -> Decimal:
    with localcontext(PRECISION):
        return HUNDRED * over / under
