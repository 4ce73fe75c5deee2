"""Two quantities of prose that are usually one (机关运行经费 and 公用经费): a slip of the hand in either is seen."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.claims import Claim
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import try_equal
from gouji.reconcile.kernel.relation import Tried, printed
from gouji.reconcile.model import Status, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links.link_score import also_named
from gouji.reconcile.statements.terms import Term

_CODE = "equal.alike"


@relation(_CODE)
def usually_alike(context: Context) -> Iterator[Tried]:
    """Try each level of such a quantity against the one value that the other has in prose.

    They need not be one (a department's units may spend what is not 机关运行经费): what agrees bears each other out,
    what misses by more than a slip tells nothing.
    """
    for claim in context.levels:
        value = context.value(claim)
        if value is None or value.zero:
            continue
        for core in also_named().get(claim.name.core, ()):
            others = context.values(_levels(context, claim, core))
            if len({t.figure.base for t in others}) != 1 or context.is_share(value, others[-1]):
                continue
            tried = _tried(claim, value, others[-1], core)
            if tried.status is Status.HOLDS or slipped(tried):
                yield tried


def _levels(context: Context, like: Claim, core: str) -> Iterator[Claim]:
    """The levels of a quantity of the same year, measure and unit, that are no item's part."""
    scope = (like.measure, like.period, context.unit_of(like))
    for claim in context.levels:
        whole = claim.own and not claim.name.path
        if claim.name.core == core and whole and (claim.measure, claim.period, context.unit_of(claim)) == scope:
            yield claim


def _tried(claim: Claim, value: Term, other: Term, core: str) -> Tried:
    return try_equal(
        _CODE,
        value,
        other,
        why=say("why.written", name=core, other=printed(other)),
        says={"one": claim.name.core, "two": core, "other": printed(other)},
        rule=_CODE,
    )
