"""One quantity printed twice: in prose, in cells, or in both."""

from __future__ import annotations

from gouji.figures import same_quantity_agrees
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.relation import MINOR_PLACES, Tried, printed, same, whole
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.statements.terms import Term


def printed_twice(
    kind: FindingKind,
    one: Term,
    other: Term,
    *,
    why: str,
    message: str,
    certainty: float,
    rule: str,
    relation: str = "equal",
    names: tuple[str, str] = ("value", "value"),
) -> Tried:
    """The first printing against the second, by equal digits; `names` are the roles of the two.

    A miss by a few last places is minor, unless single things are counted.
    """
    agrees = same_quantity_agrees(one.figure, other.figure, one.usual)
    return Tried(
        kind=kind,
        relation=relation,
        status=Status.HOLDS if agrees else Status.VIOLATED,
        span=one.span,
        why=why,
        roles=(same(one, names[0], other), same(other, names[1], one)),
        severity=None if agrees else gravity(one, other),
        computation="" if agrees else f"{printed(one)} ≠ {printed(other)}",
        message=message,
        certainty=certainty,
        linear=constraints.equal(one, other),
        rule=rule,
    )


def gravity(one: Term, other: Term) -> Severity:
    """How bad it is that two printings differ."""
    place = max(t.figure.place(t.usual) for t in (one, other))
    close = abs(one.figure.base - other.figure.base) <= MINOR_PLACES * place
    return Severity.MINOR if close and not whole(one.figure) else Severity.MATERIAL
