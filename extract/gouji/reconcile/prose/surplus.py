"""What is left over (结余): income less spending for a unit, budget less outcome for a project.

Prose seldom says of which funds and years a surplus is, so one that fits is confirmed; one that misses accuses only
by a slip of the hand, or where the very project's own budget and outcome are given.
"""

from __future__ import annotations

from collections.abc import Iterator

from gouji import rules
from gouji.narrative.leads import budget_measures
from gouji.narrative.model import Claim, Relation
from gouji.reconcile.adding import try_sum
from gouji.reconcile.context import Context
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.model import Status
from gouji.reconcile.relation import Tried, doubted
from gouji.reconcile.terms import Term

_CLOSING, _OPENING = "年末结转和结余", "年初结转和结余"
_NEAREST = 3  # totals of a side looked at
_PROJECT, _YEAR, _RULE = "surplus.project", "surplus.year", "surplus.rest"


@relation(_PROJECT, _YEAR)
def surpluses(context: Context) -> Iterator[Tried]:
    """Try every surplus that prose states."""
    links = rules.load("links")
    for claim in context.claims:
        value = context.value(claim) if claim.relation is Relation.LEVEL else None
        if value is None or value.zero:
            continue
        of_item = links["link.surplus_of"].search(claim.name.core)
        if of_item:
            yield from _of_project(context, claim, value, of_item["item"])
        elif not claim.aside and (claim.name.core == _CLOSING or links["link.surplus"].search(claim.name.core)):
            yield from _of_year(context, claim, value)


def _of_project(context: Context, claim: Claim, value: Term, name: str) -> Iterator[Tried]:
    """A project's surplus against its budget and its outcome, where each is told in one value."""
    levels = [c for c in context.levels if c.name.core == name and c.period == claim.period and c.id != claim.id]
    budgets = {t.figure.base: t for c in levels if c.measure in budget_measures() and (t := context.value(c))}
    outcomes = {t.figure.base: t for c in levels if c.measure == "决算" and (t := context.value(c))}
    if len(budgets) != 1 or len(outcomes) != 1:
        return
    (budget,), (outcome,) = budgets.values(), outcomes.values()
    says = {"budget": budget.text, "outcome": outcome.text}
    yield try_sum(_PROJECT, value, [budget], claim.span, less=[outcome], says=says, rule=_RULE)


def _of_year(context: Context, claim: Claim, value: Term) -> Iterator[Tried]:
    """A surplus of all funds against the totals of income and spending told before it."""
    top = context.top_section(claim)
    before = [
        c
        for c in reversed(context.levels)
        if c.span.end <= claim.span.start and c.period == claim.period and context.top_section(c) == top
    ]
    income, spending = (_totals(context, before, side, claim) for side in ("收入", "支出"))
    opening = [t for c in before if c.name.core == _OPENING and (t := context.value(c))][:1]
    tried = [
        try_sum(_YEAR, value, [i, *more], claim.span, less=[s], rule=_RULE)
        for i in income
        for s in spending
        for more in ([], opening)[: 1 + len(opening)]
    ]
    held = [t for t in tried if t.status is Status.HOLDS]
    missed = [t for t in tried if slipped(t)]
    if held or missed:
        yield (held or missed)[0]
    elif tried:
        yield doubted(tried[0], "结余未必是所列收支之差", f"surplus {value.id}")


def _totals(context: Context, levels: list[Claim], side: str, like: Claim) -> list[Term]:
    """The totals of a side nearest before a surplus, each value once."""
    found: dict[object, Term] = {}
    for claim in levels:
        if claim.name.total and claim.name.side == side and claim.name.fund in ("", like.name.fund):
            term = context.value(claim)
            if term and claim.measure == like.measure:
                found.setdefault(term.figure.base, term)
    return list(found.values())[:_NEAREST]
