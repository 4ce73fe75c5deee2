"""Sums and differences: a total against its parts, a change against the two levels, of money and of counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from gouji.document import Span
from gouji.figures import ZERO, Interval
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import in_words, load
from gouji.reconcile.kernel.relation import Role, Tried, bare, severity, show
from gouji.reconcile.model import Argument, Severity, Words, say
from gouji.reconcile.statements.terms import Term

_FEWEST = 2  # parts of a sum that is worth being told
_LONE = 0.7  # certainty of a sum of one part
_SHOWN = 6  # more parts than this are counted, not listed
_FINE = 3  # decimals of the slack


@dataclass(frozen=True)
class _Sum:
    """A total, what is added to it and what is taken from it, and what these come to."""

    whole: Term
    parts: Sequence[Term]
    less: Sequence[Term]
    allowed: Interval
    point: Decimal

    @property
    def level(self) -> Severity | None:
        return severity(self.whole, self.allowed, self.point)

    @cached_property
    def expected(self) -> str:
        return show(self.point, self.whole)

    @property
    def many(self) -> bool:
        return len(self.parts) > _SHOWN

    @property
    def steps(self) -> str:
        """The parts one by one; '' for one alone and for many."""
        return "" if self.many or len(self.parts) + len(self.less) < _FEWEST else self._added(self._listed)

    @cached_property
    def computation(self) -> str:
        shown = in_words("sum.many", count=len(self.parts)) if self.many else self._listed
        return f"{self._added(shown)} = {self.expected}"

    @property
    def _listed(self) -> str:
        return " + ".join(bare(p, self.whole) for p in self.parts)

    def _added(self, parts: str) -> str:
        return "".join((parts, *(f" − {bare(p, self.whole)}" for p in self.less)))

    @property
    def slack(self) -> str:
        """How far rounding alone may move the sum."""
        return show(self.allowed.width / 2, self.whole, _FINE)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The total and each part with what it would have to be if it alone were wrong."""
        stated = self.whole.interval
        return (
            Role(self.whole, "total", self.allowed, point=self.point),
            *(Role(p, "part", stated - _without(self.allowed, p)) for p in self.parts),
            *(Role(p, "part", _without(self.allowed, p, -1) - stated) for p in self.less),
        )

    def certainty(self, told: float) -> float:
        """Of a sum of one part the others may only not have been read."""
        return told if len(self.parts) + len(self.less) > 1 else min(told, _LONE)


def _sum_of(whole: Term, parts: Sequence[Term], less: Sequence[Term]) -> _Sum:
    point = sum((p.figure.base for p in parts), ZERO) - sum((p.figure.base for p in less), ZERO)
    return _Sum(whole, parts, less, total_of(parts) - total_of(less), point)


def try_sum(
    code: str,
    whole: Term,
    parts: Sequence[Term],
    span: Span,
    *,
    less: Sequence[Term] = (),
    says: Mapping[str, Argument] | None = None,
    certainty: float | None = None,
    rule: str = "",
) -> Tried:
    """A total against the parts it should be the sum of, by intervals; `why` tells the slack of the rounding.

    Parameters
    ----------
    code : its id in the catalogue; the sentence gets `expected` and `count`, the number of parts.
    whole, parts, less : the total, what is added to it and what is taken from it.
    certainty : how surely the parts are read as all that the total is of, where the text tells more than the catalogue.
    """
    found = _sum_of(whole, parts, less)
    return attempt(
        code,
        span,
        found.level,
        roles=found.roles,
        why=say("sum.slack", computation=found.computation, slack=found.slack),
        computation=found.computation,
        steps=found.steps,
        says={"expected": found.expected, "count": len(parts) + len(less), **(says or {})},
        certainty=found.certainty(load()[code].certainty if certainty is None else certainty),
        linear=constraints.total(whole, parts, less),
        rule=rule,
    )


def try_difference(
    code: str,
    value: Term,
    base: Term,
    delta: Term,
    sign: int,
    span: Span,
    *,
    why: Words = "",
    certain: bool = True,
    rule: str = "",
) -> Tried:
    """value − base = ±delta, by intervals; the change is disputed first, and the sentence gets `expected`.

    `sign` is 1 for a rise and −1 for a fall. Where it is not `certain` that the base is the one meant, it cannot be
    what is wrong.
    """
    allowed = moved(value, base, sign)
    point = (value.figure.base - base.figure.base) * sign
    steps = f"{bare(value, delta)} − {bare(base, delta)}"
    return attempt(
        code,
        span,
        severity(delta, allowed, point),
        roles=(
            Role(delta, "delta", allowed, point=point),
            Role(value, "value", base.interval + delta.interval * sign),
            Role(base, "base", value.interval - delta.interval * sign if certain else None),
        ),
        why=why,
        computation=f"{steps} = {show(point * sign, delta)}",
        steps=steps,
        says={"expected": show(point, delta)},
        linear=constraints.difference(value, base, delta, sign),
        rule=rule,
    )


def moved(value: Term, base: Term, sign: int) -> Interval:
    """By how much a quantity rose (`sign` 1) or fell (−1)."""
    return (value.interval - base.interval) * sign


def _without(total: Interval, part: Term, sign: int = 1) -> Interval:
    """What the other parts of a total come to; `sign` is -1 for one that is taken from it."""
    own = part.interval if sign > 0 else -part.interval
    return Interval(total.lo - own.lo, total.hi - own.hi)


def gap(tried: Tried) -> tuple[Decimal, Decimal]:
    """What the total of a sum has more than its parts, in base units, and the slack of their rounding."""
    whole, *parts = (role.term for role in tried.roles)
    slack = sum((term.figure.place() for term in (whole, *parts)), ZERO) / 2
    return whole.figure.base - sum((p.figure.base for p in parts), ZERO), slack


def total_of(parts: Iterable[Term]) -> Interval:
    """What parts come to, given how each was rounded."""
    intervals = [p.interval for p in parts]
    return Interval(sum((i.lo for i in intervals), ZERO), sum((i.hi for i in intervals), ZERO))
