"""Figures in prose without their unit: amounts without a currency, 万 without 元, rates without their sign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from gouji.claims import Claim, Entity, Label, Relation
from gouji.declared import declared
from gouji.reconcile.kernel.attempt import attempt, undecided
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Role, Tried
from gouji.reconcile.model import Severity, Status, say
from gouji.reconcile.relations.rates.change import changes
from gouji.reconcile.relations.rates.share_and_completion import completions, shares
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.printed_figures import sign_missing, without_currency

_UNIT = "unit.missing"
_OTHERS = 2  # rates with their sign


@relation(_UNIT)
def missing_units(context: Context) -> Iterator[Tried]:
    """Amounts without any unit; those printed 万 and rates without a sign where the document proves what they are."""
    entities = [e for e in context.entities if e.id in context.terms]
    bare = frozenset(e.id for e in entities if sign_missing(e))
    rates = _rates_that_fit(context) | _rates_beside_others(context, bare) if bare else frozenset()
    for entity in entities:
        if entity.unit_missing:
            yield _missing(context, entity, f"{entity.text}{context.document.unit}", Severity.MATERIAL)
        elif entity.id in rates and sign_missing(entity):
            yield _missing(context, entity, f"{entity.text}%", Severity.MATERIAL)
        elif without_currency(entity):
            yield _bare(context, entity)


def _rates_that_fit(context: Context) -> frozenset[str]:
    """The figures that, as rates, are what the amounts around them come to."""
    tried = chain(changes(context), shares(context), completions(context))
    held = (t for t in tried if t.status is Status.HOLDS)
    return frozenset(role.term.id for t in held for role in t.roles)


def _rates_beside_others(context: Context, bare: frozenset[str]) -> frozenset[str]:
    """The bare figures of a paragraph that tells each change by its rate alone, others of them with their sign."""
    told: dict[int, list[Claim]] = defaultdict(list)
    for claim in context.told(Relation.CHANGE):
        block = context.document.block_at(claim.span.start)
        if block and "rate" in claim.figures:
            told[block.span.start].append(claim)
    found = set[str]()
    for claims in told.values():
        rates = {claim.figures["rate"] for claim in claims}
        if len(rates - bare) >= _OTHERS and all("delta" not in claim.figures for claim in claims):
            found |= rates & bare
    return frozenset(found)


def _bare(context: Context, entity: Entity) -> Tried:
    """An amount printed 万 that the document states in full elsewhere; nought, which is everywhere, close by."""
    term = context.terms[entity.id]
    amounts = (e for e in context.entities if e.label is Label.AMOUNT and not without_currency(e) and e.figure)
    alike = (e for e in amounts if e.figure and e.figure.base == term.figure.base)
    block = context.document.block_at(entity.span.start)
    if not any(not term.zero or context.document.block_at(e.span.start) == block for e in alike):
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
