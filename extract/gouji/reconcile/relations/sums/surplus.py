"""What is left over (结余): income less spending for a unit, budget less outcome for a project.

Prose seldom says of which funds and years a surplus is, so one that fits is confirmed; one that misses accuses only
by a slip of the hand, or where the very project's own budget and outcome are given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from gouji.claims import Claim, Relation
from gouji.declared import declared
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Reading, Tried
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import say
from gouji.reconcile.relations.meant import surest_or_doubted
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.plans import outcome, planned
from gouji.reconcile.statements.readings.surpluses import carried_over, surplus
from gouji.reconcile.statements.terms import Term

_NEAREST = 3  # totals of a side looked at
_PROJECT, _YEAR, _RULE = "surplus.project", "surplus.year", "surplus.rest"


@relation(_PROJECT, _YEAR)
def surpluses(context: Context) -> Iterator[Tried]:
    """Try every surplus that prose states."""
    for claim in context.claims:
        value = context.value(claim) if claim.relation is Relation.LEVEL else None
        if value is None or value.zero:
            continue
        left = surplus(claim)
        if left and left.project:
            yield from _of_project(context, claim, value, left.project)
        elif left and not claim.aside:
            yield from _of_year(context, claim, value)


def _of_project(context: Context, claim: Claim, value: Term, name: str) -> Iterator[Tried]:
    """A project's surplus against its budget and its outcome, where each is told in one value."""
    same = [c for c in context.levels if (c.name.core, c.period) == (name, claim.period)]
    levels = [c for c in same if c.id != claim.id]
    budget, paid = _told_once(context, levels, planned), _told_once(context, levels, outcome)
    if budget is None or paid is None:
        return
    says = {"budget": budget.text, "outcome": paid.text}
    yield try_sum(_PROJECT, value, [budget], claim.span, less=[paid], says=says, rule=_RULE)


def _of_year(context: Context, claim: Claim, value: Term) -> Iterator[Tried]:
    """A surplus of all funds against the totals of income and spending told before it."""
    before = _before(context, claim)
    income, spending = (_totals(context, before, side, claim) for side in declared("tables_totals")["balanced"])
    carried = _carried(context, claim, before)
    tried = [
        try_sum(_YEAR, value, [earned, *more], claim.span, less=[spent], rule=_RULE)
        for earned, spent, more in product(income, spending, carried)
    ]
    yield from surest_or_doubted(tried, say("reason.surplus"), Reading("surplus", value.id))


def _carried(context: Context, claim: Claim, before: list[Claim]) -> tuple[list[Term], ...]:
    """What a surplus may count of what was carried over: what its own paragraph tells it counts for certain."""
    opening = next(filter(carried_over, before), None)
    told = context.values([opening] if opening else [])
    block = context.document.block_at
    if opening and block(opening.span.start) is block(claim.span.start):
        return (told,)
    return ([], told) if told else ([],)


def _told_once(context: Context, levels: list[Claim], meant: Callable[[Claim], bool]) -> Term | None:
    """The last of the levels that are meant, where all of them state one value."""
    terms = context.values(filter(meant, levels))
    values = {t.figure.base for t in terms}
    return terms[-1] if len(values) == 1 else None


def _before(context: Context, claim: Claim) -> list[Claim]:
    """The levels of the same year and outermost section told before a claim, the nearest first."""
    top = context.top_section(claim)
    before = (c for c in reversed(context.levels) if c.span.end <= claim.span.start)
    return [c for c in before if c.period == claim.period and context.top_section(c) == top]


def _totals(context: Context, levels: list[Claim], side: str, like: Claim) -> list[Term]:
    """The totals of a side nearest before a surplus, each value once."""
    found: dict[object, Term] = {}
    for claim in levels:
        term = context.value(claim) if _is_total(claim, side, like) else None
        if term:
            found.setdefault(term.figure.base, term)
    return list(found.values())[:_NEAREST]


def _is_total(claim: Claim, side: str, like: Claim) -> bool:
    """Whether a level is the total of a side, of the measure of another and of its fund or none."""
    name = claim.name
    if not name.total or name.side != side or name.extent == declared("aspects")["extents"][-1]:
        return False  # what is left over is itself in a grand total
    return claim.measure == like.measure and name.fund in ("", like.name.fund)
