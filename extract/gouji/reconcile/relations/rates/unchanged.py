"""与上年持平: what is said not to have changed, against what it is compared with and against its own change."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.claims import Claim, Relation
from gouji.reconcile.kernel.attempt import attempt, undecided
from gouji.reconcile.kernel.catalogue import load, relation
from gouji.reconcile.kernel.order import EQUAL, compare, try_order
from gouji.reconcile.kernel.relation import Role, Tried, printed
from gouji.reconcile.model import Severity, say
from gouji.reconcile.relations.rates.change import SIGN
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.comparisons import against
from gouji.reconcile.statements.readings.direction_words import word_of
from gouji.reconcile.statements.terms import Term

_UNCHANGED, _MOVED = "change.unchanged", "change.unchanged_and_moved"
FLAT = "flat"


@relation(_UNCHANGED, _MOVED)
def unchanged(context: Context) -> Iterator[Tried]:
    """Every level that words say did not change."""
    for claim in context.told(Relation.CHANGE):
        if claim.direction == FLAT and not {"delta", "rate"} & claim.figures.keys():
            yield _tried(context, claim)


def _tried(context: Context, claim: Claim) -> Tried:
    value, base = context.value(claim), context.terms.of(claim, "base")
    if value and base and not value.per_cent and not base.per_cent:
        return _between(claim, value, base)
    if moved := _moved(context, claim):
        return _against(context, claim, moved)
    return undecided(_UNCHANGED, claim.span, say("reason.not_given"), claim.rule)


def _between(claim: Claim, value: Term, base: Term) -> Tried:
    """The amount against the one that it is compared with, as finely as both are printed."""
    found = EQUAL if value.interval.meets(base.interval) else compare(value.figure.base, base.figure.base)
    shown = say("change.unchanged.shown", value=printed(value), base=printed(base))
    return try_order(
        _UNCHANGED,
        EQUAL,
        found,
        claim.span,
        roles=(Role(value, "value"), Role(base, "base")),
        why=load().render(shown),
        says={"shown": shown},
        reworded=load().render(say(f"change.unchanged.{found}")),
        rule=claim.rule,
    )


def _moved(context: Context, claim: Claim) -> Term | None:
    """By which amount or rate a change of the same level, against the same year or budget, says that it moved."""
    same = (c for c in context.claims_of[claim.figures["value"]] if c.relation is Relation.CHANGE and _alike(c, claim))
    figures = (context.terms.of(c, role) for c in same if c.direction in SIGN for role in ("delta", "rate"))
    return next((term for term in figures if term and not term.zero), None)


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two changes are against one thing, and the words of both say what."""
    return bool(one.base and other.base) and _against_what(one) == _against_what(other)


def _against_what(claim: Claim) -> tuple[bool, int | None]:
    """Whether a change is against a budget, and of which year: 上年 is the year before the claim's own."""
    told = against(claim)
    return told.budget, claim.period - 1 if told.last_year and claim.period else told.year


def _against(context: Context, claim: Claim, moved: Term) -> Tried:
    word = word_of(context, moved)
    says = {"moved": f"{word.text if word else ''}{printed(moved)}"}
    return attempt(
        _MOVED,
        claim.span,
        Severity.MATERIAL,
        roles=(Role(moved, "rate" if moved.per_cent else "delta"),),
        why=say("change.unchanged.moved", **says),
        says=says,
        diagnosis="direction_word",
        rule=claim.rule,
        fixed=True,
    )
