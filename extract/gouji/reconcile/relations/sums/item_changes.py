"""Sums of changes over a list: what the parts of a total changed by, one by one, and what the total changed by."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.claims import Claim, Relation
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Reading, Tried
from gouji.reconcile.kernel.sum import total_of, try_sum
from gouji.reconcile.model import say
from gouji.reconcile.relations.meant import if_slip
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.comparisons import against
from gouji.reconcile.statements.readings.partitions import partitions
from gouji.reconcile.statements.terms import Term

_CODE = "sum.item_changes"
_FEWEST = 2  # parts that changed


@relation(_CODE)
def item_changes(context: Context) -> Iterator[Tried]:
    """Try every list that comes to its total and tells of each part what it changed by.

    What was paid for last year alone need not be told any more, so that only a slip of the hand tells.
    """
    changes = _changes(context)
    named = {core for known in partitions() for core in known.whole}  # `change.deltas` tries those by their names
    lists = (c for c in context.claims if c.relation is Relation.PART_OF and c.name.core not in named)
    for claim in lists:
        whole, parts = context.terms.of(claim, "whole"), context.parts(claim)
        if whole and whole.interval.meets(total_of(parts)):
            yield from _of_list(context, changes, whole, parts)


def _of_list(context: Context, changes: dict[str, Claim], whole: Term, parts: list[Term]) -> Iterator[Tried]:
    """The change of a total against those of its parts, where each of these is told and against the same."""
    of_whole = changes.get(whole.id)
    told = [change for part in parts if (change := changes.get(part.id))]
    if of_whole and len(told) == len(parts) and all(_alike(change, of_whole) for change in told):
        yield from _tried(context, of_whole, told)


def _changes(context: Context) -> dict[str, Claim]:
    """By the id of each level the one change that is told of it, or that it did not change."""
    found: dict[str, Claim] = {}
    for claim in context.told(Relation.CHANGE):
        told = "delta" in claim.figures or claim.direction == "flat"
        if told and "value" in claim.figures:
            found.setdefault(claim.figures["value"], claim)
    return found


def _alike(part: Claim, whole: Claim) -> bool:
    """Whether two changes are against the same; one that is none may be against any."""
    return "delta" not in part.figures or against(part).budget == against(whole).budget


def _tried(context: Context, claim: Claim, parts: list[Claim]) -> Iterator[Tried]:
    whole = context.terms.of(claim, "delta")
    same = _deltas(context, [p for p in parts if p.direction == claim.direction])
    other = _deltas(context, [p for p in parts if p.direction != claim.direction])
    if whole and same and len(same) + len(other) >= _FEWEST:
        tried = try_sum(_CODE, whole, same, claim.span, less=other, rule=_CODE)
        yield if_slip(tried, say("reason.not_all"), Reading("list", whole.id))


def _deltas(context: Context, claims: list[Claim]) -> list[Term]:
    return [term for claim in claims if (term := context.terms.of(claim, "delta"))]
