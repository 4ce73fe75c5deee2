"""Totals of income and spending that prose calls equal (收支平衡), or that it lets move as one (收、支总计各增加)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.claims import Claim
from gouji.declared import declared
from gouji.language import rules
from gouji.reconcile.statements.document_index import Context

_BALANCED = "link.balanced"


@dataclass(frozen=True, slots=True)
class BalancedSides:
    """The total of income and that of spending which the words behind them call one amount."""

    income: Claim
    spending: Claim


def balanced_sides(context: Context) -> Iterator[BalancedSides]:
    """Each total of spending behind which words of balance stand, with the nearest total of income of its paragraph."""
    for claim in context.levels:
        if not _is_total_of(claim, "spending"):
            continue
        before = [c for c in context.paragraph(claim) if c.span.start < claim.span.start]
        income = _nearest(context, before, claim)
        if income and _called_equal(context, income, claim):
            yield BalancedSides(income, claim)


def _is_total_of(claim: Claim, flow: str) -> bool:
    """Whether a level is of a whole side: nothing but its fund is named beside it."""
    return not claim.name.core and not claim.name.path and claim.name.side == declared("links")["sides"][flow]


def _nearest(context: Context, before: Sequence[Claim], spending: Claim) -> Claim | None:
    """The last total of income that is told as the spending is: of its fund, extent, measure and year."""
    scope = _scope(context, spending)
    totals = (c for c in reversed(before) if _is_total_of(c, "income"))
    return next((c for c in totals if _scope(context, c) == scope), None)


def _scope(context: Context, claim: Claim) -> tuple[object, ...]:
    return context.fund(claim), claim.name.extent, claim.measure, claim.period, context.unit_of(claim)


def _called_equal(context: Context, income: Claim, spending: Claim) -> bool:
    """Whether the words behind the spending say so; that both move as one is said of what is called a total only."""
    value, block = context.value(spending), context.document.block_at(spending.span.start)
    if value is None or block is None:
        return False
    view = context.view(block.span)
    said = rules.load("links")[_BALANCED].search(view.text[len(view.before(value.span.end)) :])
    in_all = declared("aspects")["extents"][-1]
    return bool(said and (income.name.extent == in_all or not said["both"]))
