"""Figures in prose without their unit: amounts without a currency, 万 without 元, rates without their sign."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.claims import Claim, Entity, Label, Relation
from gouji.declared import declared
from gouji.reconcile.kernel.attempt import attempt, undecided
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Role, Tried
from gouji.reconcile.model import Severity, Status, say
from gouji.reconcile.relations.rates.change import SIGN, rate_tried
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.printed_figures import sign_missing, without_currency

_UNIT = "unit.missing"


@relation(_UNIT)
def missing_units(context: Context) -> Iterator[Tried]:
    """Amounts without any unit; those printed 万 and rates without a sign where the document proves what they are."""
    for entity in context.entities:
        if entity.id not in context.terms:
            continue
        if entity.unit_missing:
            yield _missing(context, entity, f"{entity.text}{context.document.unit}", Severity.MATERIAL)
        elif sign_missing(entity):
            yield from _rate(context, entity)
        elif without_currency(entity):
            yield _bare(context, entity)


def _rate(context: Context, entity: Entity) -> Iterator[Tried]:
    """A number behind a change that is, as a rate, what the amounts of the change come to."""
    for claim in context.told(Relation.CHANGE):
        if claim.figures.get("rate") == entity.id and _fits(context, claim):
            yield _missing(context, entity, f"{entity.text}%", Severity.MATERIAL)


def _fits(context: Context, claim: Claim) -> bool:
    """Whether the rate of a change is what its amounts come to."""
    value, delta, base, rate = (context.terms.of(claim, role) for role in ("value", "delta", "base", "rate"))
    if value is None or rate is None or claim.direction not in SIGN:
        return False
    return rate_tried(claim, value, delta, base, rate).status is Status.HOLDS


def _bare(context: Context, entity: Entity) -> Tried:
    """An amount printed 万 that the document states elsewhere in full."""
    term = context.terms[entity.id]
    amounts = (e for e in context.entities if e.label is Label.AMOUNT and not without_currency(e) and e.figure)
    if term.zero or not any(e.figure and e.figure.base == term.figure.base for e in amounts):
        return undecided(_UNIT, entity.span, say("reason.nowhere_in_full"), entity.rule)
    return _missing(context, entity, f"{entity.text}{declared('units')['money_symbols'][1]}", Severity.MINOR)


def _missing(context: Context, entity: Entity, expected: str, severity: Severity) -> Tried:
    return attempt(
        _UNIT,
        entity.span,
        severity,
        roles=(Role(context.terms[entity.id], "value", said=expected),),
        why=say("why.no_unit"),
        says={"expected": expected},
        diagnosis="unit_missing",
        rule=entity.rule,
        fixed=True,
    )
