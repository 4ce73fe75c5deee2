"""Two quantities of prose that are usually one (机关运行经费 and 公用经费): a slip of the hand in either is seen."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.narrative.model import Claim
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import try_equal
from gouji.reconcile.kernel.relation import Tried, printed
from gouji.reconcile.model import Status
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
        for core in also_named().get(claim.name.core, ()):
            others = {t.figure.base: t for c in _levels(context, claim, core) if (t := context.value(c))}
            value = context.value(claim)
            if value and len(others) == 1 and not value.zero:
                tried = _tried(claim, value, next(iter(others.values())), core)
                if tried.status is Status.HOLDS or slipped(tried):
                    yield tried


def _levels(context: Context, like: Claim, core: str) -> Iterator[Claim]:
    """The levels of a quantity of the same year, measure and unit, that are no item's part."""
    scope = (like.measure, like.period, context.unit_of(like))
    for claim in context.levels:
        alike = claim.name.core == core and not claim.name.path and claim.own
        if alike and (claim.measure, claim.period, context.unit_of(claim)) == scope:
            yield claim


def _tried(claim: Claim, value: Term, other: Term, core: str) -> Tried:
    return try_equal(
        _CODE,
        value,
        other,
        why=f"{core}写{printed(other)}",
        says={"one": claim.name.core, "two": core, "other": printed(other)},
        rule=_CODE,
    )
