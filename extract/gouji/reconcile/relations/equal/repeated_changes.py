"""Equal: the amount by which one quantity changed, told twice; and that of the total of the other side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from gouji.claims import Claim, Relation
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import try_equal
from gouji.reconcile.kernel.relation import Reading, Tried, printed
from gouji.reconcile.model import say
from gouji.reconcile.relations.meant import if_slip
from gouji.reconcile.statements.aspects import What
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.comparisons import against
from gouji.reconcile.statements.readings.quantity_names import short_name
from gouji.reconcile.statements.terms import Term

_CODE, _SIDES = "change.repeated", "change.both_sides"
Key = tuple[object, ...]
Told = tuple[Claim, Term, Term]  # a change, the level that it is of, the amount of it


@relation(_CODE, _SIDES)
def repeated_changes(context: Context) -> Iterator[Tried]:
    """Every change of a quantity that is now of one value, against the same change told before."""
    items: dict[Key, list[Told]] = defaultdict(list)
    totals: dict[Key, list[Told]] = defaultdict(list)
    for told in _told(context):
        claim = told[0]
        if claim.name.total:
            totals[_scope(context, told)].append(told)
        elif _telling(context, claim):
            items[claim.name, context.aspects(claim).what.value, *_scope(context, told)].append(told)
    for group in items.values():
        yield from (_tried(_CODE, one, other) for one, other in _pairs(group))
    for group in totals.values():
        for one, other in _pairs(group):
            tried = _tried(_CODE if one[0].name == other[0].name else _SIDES, one, other)
            yield if_slip(tried, say("reason.other_side"), Reading("change", other[2].id))


def _told(context: Context) -> Iterator[Told]:
    """The changes told in an amount right behind the level that they are of."""
    for claim in context.told(Relation.CHANGE):
        level, delta = context.value(claim), context.terms.of(claim, "delta")
        if level and delta and not level.zero and _right_behind(context, claim, delta):
            yield claim, level, delta


def _right_behind(context: Context, claim: Claim, delta: Term) -> bool:
    """Whether the level that a change is of is the last one before it: no other can be meant."""
    before = [c for c in context.paragraph(claim) if c.span.end <= delta.span.start]
    return bool(before) and before[-1].figures["value"] == claim.figures["value"]


def _telling(context: Context, claim: Claim) -> bool:
    """Whether a name or a code says which quantity is meant; what is left at a day is of many funds and years."""
    name, what = claim.name, context.aspects(claim).what.value
    told = name.known or bool(name.path) or (isinstance(what, What) and bool(what.code))
    return told and not context.stock(name.core) and not context.weak(name.core)


def _scope(context: Context, told: Told) -> Key:
    """What two changes of one name share when they are one: value, way, year, unit, and what they are against."""
    claim, level, _ = told
    return (
        level.figure.base,
        claim.direction,
        claim.period,
        claim.measure,
        context.unit_of(claim),
        against(claim).budget,
    )


def _pairs(group: Iterable[Told]) -> Iterator[tuple[Told, Told]]:
    """Each change that has a level of its own beside the first of the group."""
    first, *others = group
    return ((first, other) for other in others if other[1].id != first[1].id)


def _tried(code: str, one: Told, other: Told) -> Tried:
    claim, _, delta = other
    return try_equal(
        code,
        one[2],
        delta,
        names=("delta", "delta"),
        span=delta.span,
        why=say("why.same_amount", other=printed(one[2])),
        says={"subject": short_name(claim)},
        rule=code,
    )
