"""What a relation says of the true values behind its figures, as linear constraints.

A printed rate is a constant of the constraint it stands in (`given`): the constraint says nothing once that rate is
disputed. All amounts are in base units (yuan, per cent, one).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from gouji.figures import ZERO
from gouji.reconcile.statements.terms import Term

_HUNDRED = Decimal(100)
_ONE = Decimal(1)

Coefficients = tuple[tuple[Term, Decimal], ...]
Row = Callable[[Decimal], Coefficients]


@dataclass(frozen=True, slots=True)
class Linear:
    """lo ≤ Σ coefficient · true value ≤ hi, over terms by id; None leaves a side open.

    `given` are the ids of the printed rates that the coefficients are made of. `strict` tells that one quantity is
    printed twice: rounding intervals that merely touch do not agree.
    """

    terms: Coefficients
    lo: Decimal | None = ZERO
    hi: Decimal | None = ZERO
    given: tuple[str, ...] = ()
    strict: bool = False


def equal(a: Term, b: Term) -> tuple[Linear, ...]:
    """One quantity printed twice."""
    return (Linear(((a, _ONE), (b, -_ONE)), strict=True),)


def bounded(amount: Term, limit: Term) -> tuple[Linear, ...]:
    """amount ≤ limit."""
    return (Linear(((limit, _ONE), (amount, -_ONE)), ZERO, None),)


def total(whole: Term, parts: Iterable[Term], less: Iterable[Term] = ()) -> tuple[Linear, ...]:
    """whole = Σ parts − Σ less; a part listed twice counts twice."""
    counted: dict[str, tuple[Term, Decimal]] = {whole.id: (whole, _ONE)}
    for part, sign in (*((p, -1) for p in parts), *((p, 1) for p in less)):
        counted[part.id] = (part, counted.get(part.id, (part, ZERO))[1] + sign)
    return (Linear(tuple(counted.values())),)


def closing(rates: Iterable[Term], zero: Iterable[Term] = ()) -> tuple[Linear, ...]:
    """The shares of one whole come to 100 %; those of nothing (`zero`) to none of it."""
    nothing = {t.id for t in zero}
    return (Linear(tuple((t, _ONE) for t in rates if t.id not in nothing), _HUNDRED, _HUNDRED),)


def difference(value: Term, base: Term, delta: Term, sign: int) -> tuple[Linear, ...]:
    """value − base = ±delta."""
    return (Linear(((value, _ONE), (base, -_ONE), (delta, Decimal(-sign)))),)


def ratio(part: Term, whole: Term, rate: Term) -> tuple[Linear, ...]:
    """part = rate · whole."""
    return _rated(rate, lambda r: ((part, _ONE), (whole, -r)), (whole,))


def growth(value: Term, delta: Term | None, base: Term | None, rate: Term, sign: int) -> tuple[Linear, ...]:
    """delta = rate · base, where delta = ±(value − base); two of the three amounts are given at least."""
    if delta and base:
        return ratio(delta, base, rate)
    if delta:  # base = value − sign · delta
        return _rated(rate, lambda r: ((delta, 1 + sign * r), (value, -r)), (value,))
    if base:
        return _rated(rate, lambda r: ((value, Decimal(sign)), (base, -(sign + r))), (base,))
    return ()


def _rated(rate: Term, row: Row, positive: tuple[Term, ...]) -> tuple[Linear, ...]:
    """The rows at both ends of a printed rate: ≥ 0 at its lower end, ≤ 0 at its upper end.

    Only for wholes that are positive: with a negative one the ends change places, and which they are is not known.
    """
    if any(t.interval.lo < 0 for t in positive):
        return ()
    ends = rate.interval
    return (
        Linear(row(ends.lo / _HUNDRED), ZERO, None, (rate.id,)),
        Linear(row(ends.hi / _HUNDRED), None, ZERO, (rate.id,)),
    )
