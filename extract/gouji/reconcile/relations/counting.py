"""What the relations between counts share: how one is tried, and which misses tell that it is meant."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from gouji.figures import Approx, Interval, plain
from gouji.narrative.counts import Count
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.equal import printed_twice
from gouji.reconcile.kernel.relation import Role, Tried, printed
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_SHORT = 2  # digits of which one may be wrong by a slip; a shorter count is another count
_CANDIDATES = 5  # values looked at where rounding leaves several
_TWO = 2


def impossible(count: Count) -> bool:
    """Whether it is printed as no count can be: with decimals and without a scale."""
    return count.figure.factor == 1 and count.figure.decimals > 0


def telling(stated: Term, allowed: Interval, digits: int = _SHORT) -> bool:
    """Whether one slip of the hand leads from what is meant to what is printed: the point, or one digit of several.

    `digits` is the least number of digits of which one may be wrong.
    """
    figure = stated.figure
    if figure.factor == 1 and figure.decimals:
        return True
    step = figure.place()
    first = (allowed.lo / step).to_integral_value() * step
    values = [first + n * step for n in range(_CANDIDATES)]
    return any(_slip(figure.base / step, v / step, digits) for v in values if v in allowed)


def _slip(a: Decimal, b: Decimal, digits: int) -> bool:
    one, two = plain(a), plain(b)
    if not a or not b or one == two:
        return False
    if one.rstrip("0") == two.rstrip("0") and "." not in one + two:
        return True
    differ = [i for i in range(len(one)) if len(one) == len(two) and one[i] != two[i]]
    swapped = len(differ) == _TWO and differ[1] == differ[0] + 1 and one[differ[0]] == two[differ[1]]
    return len(one) == len(two) >= digits and (len(differ) == 1 or (swapped and one[differ[1]] == two[differ[0]]))


def alike(context: Context, stated: Count, other: Count, subject: str, rule: str, certainty: float) -> Tried:
    """One quantity counted twice; `stated` is disputed where nothing else decides."""
    if impossible(other) and not impossible(stated):
        stated, other = other, stated
    one, two = context.terms[stated.id], context.terms[other.id]
    table = (stated.row is None) != (other.row is None)
    tried = printed_twice(
        FindingKind.NARRATIVE_TABLE if table else FindingKind.NARRATIVE_NARRATIVE,
        one,
        two,
        why=f"“{subject}”另一处写{printed(two)}",
        message=f"“{subject}”此处写{{stated}}，另一处写{printed(two)}",
        certainty=certainty,
        rule=rule,
    )
    roles = (_hedged(role, count) for role, count in zip(tried.roles, (other, stated), strict=True))
    return replace(tried, roles=tuple(roles))


def _hedged(role: Role, other: Count) -> Role:
    """The role of a count that should be printed with the hedge of another (300余人)."""
    return role if other.figure.approx is Approx.EXACT else replace(role, said="".join(other.text.split()))


def counted(context: Context, count: Count, number: int, message: str, rule: str, certainty: float) -> Tried:
    """A count against the number of things that the document names."""
    term = context.terms[count.id]
    agrees = term.figure.base == number
    value = Decimal(number)
    return Tried(
        kind=FindingKind.NARRATIVE_NARRATIVE,
        relation="count_list",
        status=Status.HOLDS if agrees else Status.VIOLATED,
        span=count.span,
        why=f"所列共{number}",
        roles=(Role(term, "value", Interval.point(value)),),
        severity=None if agrees else Severity.MATERIAL,
        computation="" if agrees else f"所列{number}项 ≠ {printed(term)}",
        message=message,
        certainty=certainty,
        linear=(constraints.Linear(((term, Decimal(1)),), value, value),),
        rule=rule,
    )
