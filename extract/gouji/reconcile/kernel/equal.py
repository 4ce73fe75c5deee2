"""One quantity printed twice: in prose, in cells, or in both."""

from __future__ import annotations

from collections.abc import Mapping

from gouji.document import Span
from gouji.figures import same_quantity_agrees
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.constraints import Linear
from gouji.reconcile.kernel.relation import MINOR_PLACES, Tried, printed, same
from gouji.reconcile.model import Argument, Severity, Words
from gouji.reconcile.statements.terms import Term


def try_equal(
    code: str,
    one: Term,
    other: Term,
    *,
    why: Words,
    says: Mapping[str, Argument] | None = None,
    span: Span | None = None,
    names: tuple[str, str] = ("value", "value"),
    certainty: float | None = None,
    rule: str = "",
) -> Tried:
    """The first printing of a quantity against the second, by equal digits.

    Parameters
    ----------
    code : its id in the catalogue.
    why : the line of the ledger.
    span : where that line stands; at the first printing where nothing else is given.
    names : the roles of the two.
    """
    level = discrepancy(one, other)
    return attempt(
        code,
        span or one.span,
        level,
        roles=(same(one, names[0], other), same(other, names[1], one)),
        why=why,
        computation=f"{printed(one)} ≠ {printed(other)}" if level else "",
        says=says,
        certainty=certainty,
        linear=tied(one, other),
        rule=rule,
    )


def discrepancy(one: Term, other: Term) -> Severity | None:
    """How bad it is that two printings of one quantity differ; None where they agree.

    The finer rounds to the coarser as this is printed, whatever decimals are usual around it.
    """
    return None if same_quantity_agrees(one.figure, other.figure) else gravity(one, other)


def tied(one: Term, other: Term) -> tuple[Linear, ...]:
    """What it says of the true values; nothing where one printing is coarser than is usual and only so agrees."""
    agree = same_quantity_agrees(one.figure, other.figure)
    coarse = agree and not same_quantity_agrees(one.figure, other.figure, one.usual)
    return () if coarse else constraints.equal(one, other)


def gravity(one: Term, other: Term) -> Severity:
    """How bad a difference is: one of a few last places is minor, unless single things are counted."""
    place = max(t.figure.place(t.usual) for t in (one, other))
    close = abs(one.figure.base - other.figure.base) <= MINOR_PLACES * place
    return Severity.MINOR if close and not one.figure.single else Severity.MATERIAL
