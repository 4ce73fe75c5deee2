"""The constraints of a relation read back as formulas: one of its figures, and what it is computed from.

Two rows that share a printed rate say numerator = rate · denominator at either end of it. Their coefficients are linear
in the rate, so both sums follow from the two rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import product

from gouji.figures import ZERO, Interval, rounded
from gouji.reconcile.kernel.constraints import Linear
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Formula

_HUNDRED = Decimal(100)
_FINE = 9  # decimals
_MOST = 6  # figures of a quotient whose corners are tried

Sum = tuple[tuple[str, Decimal], ...]


def formulas(tried: Tried) -> tuple[Formula, ...]:
    """What a relation says, solved for its rate, else for its first figure; empty where its constraints do not tell."""
    rated = [row for row in tried.linear if row.given]
    equations = [row for row in tried.linear if not row.given and row.lo == row.hi]
    found = [_equation(row, tried) for row in equations]
    if len(rated) == 2:
        found += _quotient(rated[0], rated[1], tried)
    return tuple(found)


def value(formula: Formula, intervals: Mapping[str, Interval]) -> Interval | None:
    """What the other figures leave for the result, exactly; None when the divisor may be zero.

    A quotient of sums over a box is extreme in corners of the box.
    """
    if not formula.under:
        return sum((intervals[i] * c for i, c in formula.over), Interval.point(formula.constant))
    if len(formula.figures) > _MOST:
        return None
    corners = list(_corners({i: intervals[i] for i in formula.figures}))
    under = [_at(formula.under, corner) for corner in corners]
    if min(under) <= 0 <= max(under):
        return None
    quotients = [_HUNDRED * _at(formula.over, c) / u for c, u in zip(corners, under, strict=True)]
    return Interval(min(quotients), max(quotients))


def _corners(box: Mapping[str, Interval]) -> Iterator[dict[str, Decimal]]:
    """The corners of a box, each as the value of every figure."""
    sides = ((interval.lo, interval.hi) for interval in box.values())
    for ends in product(*sides):
        yield dict(zip(box, ends, strict=True))


def holds(formula: Formula, intervals: Mapping[str, Interval]) -> bool:
    """Whether the result may be what the others leave for it."""
    allowed = value(formula, intervals)
    return allowed is None or allowed.meets(intervals[formula.result])


def _at(terms: Sum, corner: Mapping[str, Decimal]) -> Decimal:
    return sum((c * corner[i] for i, c in terms), ZERO)


def _equation(row: Linear, tried: Tried) -> Formula:
    """Σ coefficient · figure = constant, solved for the figure that leads the relation."""
    leading = tried.roles[0].term.id if tried.roles else ""
    ids = [term.id for term, _ in row.terms]
    first, lead = row.terms[ids.index(leading) if leading in ids else 0]
    over = tuple((t.id, -c / lead) for t, c in row.terms if t.id != first.id)
    return Formula(first.id, over, constant=(row.lo or ZERO) / lead, twice=row.strict)


def _quotient(low: Linear, high: Linear, tried: Tried) -> Iterator[Formula]:
    """The rate of two rows, each with coefficients a + b · rate: rate = −Σ a · figure ÷ Σ b · figure."""
    rate = next((r.term for r in tried.roles if low.given == (r.term.id,)), None)
    if rate is None or not rate.interval.width:
        return
    lo, width = rate.interval.lo / _HUNDRED, rate.interval.width / _HUNDRED
    ends = {t.id: c for t, c in high.terms}
    slopes = {t.id: (ends[t.id] - c) / width for t, c in low.terms}
    over = tuple((t.id, lo * slopes[t.id] - c) for t, c in low.terms)
    under = tuple(slopes.items())
    printed = {t.id: t.figure.base for t, _ in low.terms}
    sign = 1 if _at(under, printed) >= 0 else -1  # what divides is positive
    yield Formula(rate.id, _clean(over, sign), _clean(under, sign))


def _clean(terms: Sum, sign: int) -> Sum:
    """The terms that count, without the last digits that division leaves."""
    fine = ((i, rounded(sign * c, _FINE, ROUND_HALF_EVEN).normalize()) for i, c in terms)
    return tuple((i, c) for i, c in fine if c)
