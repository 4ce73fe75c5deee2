"""A change that is told again without its amounts: its rate and its direction against where the amounts are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gouji.claims import Claim, Relation
from gouji.reconcile.kernel.catalogue import load, relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Status
from gouji.reconcile.relations.direction_words import turned
from gouji.reconcile.relations.rates.change import SIGN, rate_tried, which_way
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.comparisons import against
from gouji.reconcile.statements.readings.plans import planned

_CODE = "change.restated"
_AMOUNTS = frozenset({"value", "delta", "rate"})
Key = tuple[object, ...]


@relation(_CODE)
def restated_changes(context: Context) -> Iterator[Tried]:
    """Try every rate without amounts against the amounts of the same change told elsewhere."""
    for claims in _same_changes(context):
        told = [c for c in claims if c.figures.keys() >= _AMOUNTS]
        amounts = {_amounts(context, c) for c in told}
        if len(amounts) != 1:
            continue  # several may be of several funds
        for claim in claims:
            if claim.figures.keys().isdisjoint(("delta", "base")):
                yield from _against(context, claim, told[0])


def _same_changes(context: Context) -> Iterable[list[Claim]]:
    """The claims that tell a rate of one change."""
    groups: dict[Key, list[Claim]] = defaultdict(list)
    for claim in context.claims:
        if _tells_rate(claim) and context.fundless(claim.name.core):
            groups[_key(context, claim)].append(claim)
    return groups.values()


def _tells_rate(claim: Claim) -> bool:
    """Whether a claim is a change of the document's own quantity, with a direction and a rate."""
    if claim.relation is not Relation.CHANGE or claim.aside or not claim.own:
        return False
    return claim.direction in SIGN and "rate" in claim.figures


def _key(context: Context, claim: Claim) -> Key:
    """What makes two changes one: quantity, year, whether it is of a budget, what it is compared with, and the unit."""
    return claim.name.core, claim.period, planned(claim), against(claim).budget, context.unit_of(claim)


def _amounts(context: Context, claim: Claim) -> tuple[object, ...]:
    terms = (context.terms.of(claim, role) for role in ("value", "delta"))
    return tuple(t.figure.base for t in terms if t)


def _against(context: Context, claim: Claim, told: Claim) -> Iterator[Tried]:
    """The rate by the amounts told elsewhere; where these go the other way for sure, its word is wrong."""
    value, delta = context.terms.of(told, "value"), context.terms.of(told, "delta")
    rate = context.terms.of(claim, "rate")
    if value is None or delta is None or rate is None or delta.zero:
        return
    tried = rate_tried(replace(claim, direction=told.direction), value, delta, None, rate, _CODE)
    tried = replace(tried, rule=_CODE, certainty=load()[_CODE].certainty)
    if claim.direction == told.direction:
        yield tried
    elif tried.status is Status.HOLDS and which_way(told, value, delta, None, rate) == told.direction:
        yield turned(context, tried, rate)
