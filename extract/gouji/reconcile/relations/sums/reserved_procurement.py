"""Government procurement from small firms: what they won, reserved for them or not, is part of all procurement."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.claims import Claim
from gouji.figures import ZERO
from gouji.reconcile.kernel.attempt import attempt, material_unless
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.order import at_most
from gouji.reconcile.kernel.rate import Amount
from gouji.reconcile.kernel.relation import Role, Tried, bare, printed, show
from gouji.reconcile.model import say
from gouji.reconcile.relations.of_wholes import try_part
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.procurement import Won, of_procurement, won, won_by_small_firms
from gouji.reconcile.statements.terms import Term

_CODE = "procurement.parts"
_SMALL_FIRMS = "procurement.small_firms"


@relation(_CODE, _SMALL_FIRMS)
def reserved_procurement(context: Context) -> Iterator[Tried]:
    """Each amount won outside the reserved projects, together with the one won inside, against all procurement."""
    inside: Term | None = None
    for term in context.terms.prose:
        where = won(context, term) if term.figure.unit else None
        if where is Won.RESERVED:
            inside = term
        elif inside and where is Won.OTHER:
            if whole := _procurement(context, term):
                yield _tried(whole, inside, term)
            inside = None
    yield from filter(None, (_within(context, claim) for claim in won_by_small_firms(context)))


def _within(context: Context, claim: Claim) -> Tried | None:
    """What small firms won against all procurement that its paragraph tells of the same measure and year."""
    told = context.paragraph(claim)
    alike = [c for c in told if of_procurement(c) and (c.measure, c.period) == (claim.measure, claim.period)]
    return try_part(_SMALL_FIRMS, context, claim, alike[0]) if len(alike) == 1 else None


def _procurement(context: Context, term: Term) -> Term | None:
    """The last amount of all procurement before a figure."""
    levels = [c for c in context.levels if of_procurement(c) and c.span.end <= term.span.start]
    return context.value(levels[-1]) if levels else None


def _tried(whole: Term, inside: Term, outside: Term) -> Tried:
    """What was won outside and inside the reserved projects is together no more than all procurement."""
    rest = Amount.of(whole) - Amount.of(inside)
    expected = show(max(rest.point, ZERO), outside)
    return attempt(
        _CODE,
        outside.span,
        material_unless(at_most(inside.interval + outside.interval, whole.interval)),
        roles=(Role(outside, "part", said=expected), Role(inside, "part"), Role(whole, "total")),
        why=say("why.procurement", inside=bare(inside), outside=bare(outside), total=printed(whole)),
        computation=f"{bare(whole)} − {bare(inside)} = {expected}",
        says={"total": printed(whole), "inside": printed(inside), "expected": expected},
        rule=_CODE,
        fixed=True,
    )
