"""What a fund pays for an item, in prose, against all that it pays: never more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gouji.claims import Claim
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.order import try_within
from gouji.reconcile.kernel.relation import Tried, printed
from gouji.reconcile.model import say
from gouji.reconcile.statements.aspects import Standing
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.quantity_names import short_name

_CODE = "order.item_of_fund"


@relation(_CODE)
def items_of_a_fund(context: Context) -> Iterator[Tried]:
    """Each item of the classification against the greatest total of its fund that it is surely a part of."""
    totals: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in context.levels:
        if claim.name.total and (fund := context.fund(claim)):
            totals[fund].append(claim)
    told: set[tuple[object, ...]] = set()
    for claim in context.levels:
        amount = (claim.name.path, context.terms[claim.figures["value"]].figure.base)
        whole = _total(context, claim, totals[context.fund(claim)]) if claim.name.path and amount not in told else None
        if whole:
            told.add(amount)
            yield _tried(context, claim, whole)


def _total(context: Context, item: Claim, totals: list[Claim]) -> Claim | None:
    """The greatest of the totals: lesser ones may be of parts that were not read as such."""
    wholes = [t for t in totals if _holds_all(context, item, t) and context.value(t)]
    return max(wholes, key=lambda t: context.terms[t.figures["value"]].figure.base, default=None)


def _holds_all(context: Context, item: Claim, total: Claim) -> bool:
    stands = context.compare(item, total)
    return stands.standing is Standing.PART and stands.aspect == "what"


def _tried(context: Context, item: Claim, total: Claim) -> Tried:
    part, whole = context.terms[item.figures["value"]], context.terms[total.figures["value"]]
    why = say("why.fund", whole=printed(whole))
    return try_within(_CODE, part, whole, why=why, says={"subject": short_name(item)})
