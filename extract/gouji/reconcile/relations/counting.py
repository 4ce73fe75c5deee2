"""What the relations between counts share: how one is tried, and which of the misses are surely meant."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from gouji.claims import Count
from gouji.figures import Approx, Interval, plain
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.attempt import attempt, material_unless
from gouji.reconcile.kernel.catalogue import in_words
from gouji.reconcile.kernel.equal import try_equal
from gouji.reconcile.kernel.relation import Role, Tried, printed
from gouji.reconcile.model import Argument, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

REPEATED, IN_CELL, LISTED = "count.repeated", "count.cell", "count.listed"

_SHORT = 2  # digits of which one may be wrong by a slip; a shorter count is another count
_CANDIDATES = 5  # values looked at where rounding leaves several
_TWO = 2


def impossible(count: Count) -> bool:
    """Whether it is printed as no count can be: with decimals and without a scale."""
    return count.figure.factor == 1 and count.figure.decimals > 0


def telling(stated: Term, allowed: Interval, digits: int = _SHORT) -> bool:
    """Whether one slip of the hand leads from what is meant to what is printed.

    A slip misplaces the point, changes one digit of several or swaps two. `digits` is the least number of digits of
    which one may be wrong.
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
    return _shifted(one, two) or (len(one) == len(two) >= digits and _miswritten(one, two))


def _shifted(one: str, two: str) -> bool:
    """Whether two whole numbers differ in the zeros at their end alone."""
    return one.rstrip("0") == two.rstrip("0") and "." not in one + two


def _miswritten(one: str, two: str) -> bool:
    """Whether numbers of equal length differ in one digit, or in two neighbours that are swapped."""
    differ = [n for n, (x, y) in enumerate(zip(one, two, strict=True)) if x != y]
    if len(differ) != _TWO:
        return len(differ) == 1
    first, second = differ
    return second == first + 1 and one[first : second + 1] == two[second] + two[first]


def alike(
    context: Context, stated: Count, other: Count, subject: Argument, rule: str, certainty: float | None = None
) -> Tried:
    """One quantity counted twice; `stated` is disputed where nothing else decides.

    `subject` is what is counted, in the document's words or as a phrase of the catalogue.
    """
    if impossible(other) and not impossible(stated):
        stated, other = other, stated
    one, two = context.terms[stated.id], context.terms[other.id]
    table = (stated.row is None) != (other.row is None)
    tried = try_equal(
        IN_CELL if table else REPEATED,
        one,
        two,
        why=say("why.elsewhere", subject=subject, other=printed(two)),
        says={"subject": subject},
        certainty=certainty,
        rule=rule,
    )
    roles = (_hedged(role, count) for role, count in zip(tried.roles, (other, stated), strict=True))
    return replace(tried, roles=tuple(roles))


def _hedged(role: Role, other: Count) -> Role:
    """The role of a count that should be printed with the hedge of another (300余人)."""
    return role if other.figure.approx is Approx.EXACT else replace(role, said="".join(other.text.split()))


def counted(context: Context, count: Count, number: int, rule: str) -> Tried:
    """A count against the number of things that the document names."""
    term = context.terms[count.id]
    agrees = term.figure.base == number
    value = Decimal(number)
    return attempt(
        LISTED,
        count.span,
        material_unless(agrees),
        roles=(Role(term, "value", Interval.point(value)),),
        why=say("why.listed", count=number),
        computation="" if agrees else in_words("sum.listed", count=number, figure=printed(term)),
        says={"number": number},
        linear=(constraints.Linear(((term, Decimal(1)),), value, value),),
        rule=rule,
    )
