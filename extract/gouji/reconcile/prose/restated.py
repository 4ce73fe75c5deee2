"""A change that is told again without its amounts: its rate and its direction against where the amounts are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from gouji.narrative.leads import budget_measures
from gouji.narrative.model import Claim, Relation
from gouji.reconcile.context import Context
from gouji.reconcile.kernel.catalogue import load, relation
from gouji.reconcile.model import Status
from gouji.reconcile.prose.change import SIGN, rate_tried, which_way
from gouji.reconcile.prose.directions import turned
from gouji.reconcile.relation import Tried

_CODE = "change.restated"
_AMOUNTS = frozenset({"value", "delta", "rate"})
Key = tuple[object, ...]


@relation(_CODE)
def restated_changes(context: Context) -> Iterator[Tried]:
    """Try every rate without amounts against the amounts of the same change told elsewhere."""
    groups: dict[Key, list[Claim]] = defaultdict(list)
    for claim in context.claims:
        if key := _key(context, claim):
            groups[key].append(claim)
    for claims in groups.values():
        told = [c for c in claims if c.figures.keys() >= _AMOUNTS]
        if len({_amounts(context, c) for c in told}) == 1:  # several may be of several funds
            for claim in (c for c in claims if c.figures.keys().isdisjoint(("delta", "base"))):
                yield from _against(context, claim, told[0])


def _key(context: Context, claim: Claim) -> Key | None:
    """What makes two changes one: a quantity that is one whatever fund is named, year, measure and comparison."""
    core = claim.name.core
    if claim.relation is not Relation.CHANGE or claim.aside or not claim.own or claim.direction not in SIGN:
        return None
    if not context.fundless(core) or "rate" not in claim.figures:
        return None
    return core, claim.period, claim.measure in budget_measures(), "预算" in claim.base, context.unit_of(claim)


def _amounts(context: Context, claim: Claim) -> tuple[object, ...]:
    return tuple(t.figure.base for r in ("value", "delta") if (t := context.terms.of(claim, r)))


def _against(context: Context, claim: Claim, told: Claim) -> Iterator[Tried]:
    """The rate by the amounts told elsewhere; where these go the other way for sure, its word is wrong."""
    value, delta, rate = (context.terms.of(c, r) for c, r in ((told, "value"), (told, "delta"), (claim, "rate")))
    if not (value and delta and rate) or delta.zero:
        return
    tried = rate_tried(replace(claim, direction=told.direction), value, delta, None, rate, _CODE)
    tried = replace(tried, rule=_CODE, certainty=load()[_CODE].certainty)
    if claim.direction == told.direction:
        yield tried
    elif tried.status is Status.HOLDS and which_way(told, value, delta, None, rate) == told.direction:
        yield turned(context, tried, rate)
