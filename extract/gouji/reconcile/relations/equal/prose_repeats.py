"""Equal: one quantity that prose states twice, and one change rate stated twice; amounts: `repeated_changes`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from gouji.claims import Claim, Relation
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import try_equal
from gouji.reconcile.kernel.relation import Tried, printed
from gouji.reconcile.model import say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.owners import is_unit
from gouji.reconcile.statements.readings.comparisons import against
from gouji.reconcile.statements.readings.quantity_names import short_name
from gouji.reconcile.statements.readings.taken_up import taken_up
from gouji.reconcile.statements.readings.told_years import year_slips
from gouji.reconcile.statements.terms import Term

_CODE = "equal.repeated"
Key = tuple[object, ...]
Group = list[tuple[Claim, Term]]


@relation(_CODE)
def repeated(context: Context) -> Iterator[Tried]:
    """Every quantity stated more than once against its other statements."""
    groups: dict[Key, Group] = defaultdict(list)
    misdated = {slip.claim.id for slip in year_slips(context)}
    for claim in context.levels:
        if claim.id in misdated:
            continue
        key = _key(context, claim)
        term = context.value(claim)
        if key and term:
            groups[key].append((claim, term))
    alike = [same for group in groups.values() for same in _of_one_quantity(context, group)]
    for same in alike:
        yield from _pairs(context, same, "value")
    yield from _taken_up(context, {claim.id for same in alike if len(same) > 1 for claim, _ in same})
    yield from _repeated_rates(context)


def _taken_up(context: Context, told: set[str]) -> Iterator[Tried]:
    """Each part of a list against the paragraph that takes it up; `told` are the levels held against others already."""
    for pair in taken_up(context):
        part, level = context.value(pair.part), context.value(pair.level)
        if part and level and pair.level.id not in told:
            yield _tried(pair.level, part, level, "value")


def _key(context: Context, claim: Claim) -> Key | None:
    """What makes two statements one quantity; None where the name is too loose to tell."""
    name = claim.name
    if not claim.own or context.weak(name.core) or not _telling(claim):
        return None
    if name.core and not context.fundless(name.core):
        return _item_key(context, claim)
    return (name.core, name.side, name.extent, context.fund(claim), *_scope(context, claim))


def _of_one_quantity(context: Context, group: Group) -> list[Group]:
    """The levels of one name, those together that state the same quantity in every aspect."""
    found: list[Group] = []
    for claim, term in group:
        alike = next((g for g in found if context.compare(g[0][0], claim).same), None)
        if alike is None:
            found.append([(claim, term)])
        else:
            alike.append((claim, term))
    return found


def _telling(claim: Claim) -> bool:
    """Whether a name says which quantity is meant: a known term or an item, else a side with its fund or extent."""
    name = claim.name
    if name.core:
        return bool(name.known or name.path)
    return bool(name.side and (name.fund or name.extent))


def _item_key(context: Context, claim: Claim) -> Key:
    """An item is one within its whole and its outermost section; a fund of which all spending is parts nothing."""
    name, fund = claim.name, context.fund(claim)
    whole = context.whole_of.get(claim.figures["value"])
    of = whole.name if whole and _is_item(whole) else None
    total = of is None or of.total
    if total and context.fund_neutral(name.core, context.side(claim), fund):
        of, fund = None, ""
    return ("item", name.core, name.path, of, context.top_section(claim), fund, *_scope(context, claim))


def _is_item(whole: Claim) -> bool:
    """Whether a whole is told by its paragraph, and is not all the money of a unit."""
    return whole.own and not is_unit(whole.name)


def _scope(context: Context, claim: Claim) -> Key:
    return claim.measure, claim.period, context.unit_of(claim)


def _pairs(context: Context, group: Group, role: str) -> Iterator[Tried]:
    """Each statement against the first of those that say what most say, but for the parts of it that a list tells."""
    counts = Counter(t.figure.base for _, t in group)
    most, reference = max(group, key=lambda g: counts[g[1].figure.base])
    for claim, term in group:
        if term.span != reference.span and not _divided(context, most, claim):
            first, second = sorted((reference, term), key=lambda t: t.span)
            yield _tried(claim, first, second, role)


def _divided(context: Context, one: Claim, other: Claim) -> bool:
    """Whether one of two statements is a part of the other; what is called a total (支出总计) is all of it again."""
    if context.divides(one, other):
        return not other.name.extent
    return context.divides(other, one) and not one.name.extent


def _tried(claim: Claim, a: Term, b: Term, role: str) -> Tried:
    return try_equal(
        _CODE,
        a,
        b,
        names=(role, role),
        span=b.span,
        why=say("why.same_amount", other=printed(b)),
        says={"subject": short_name(claim)},
        rule=_CODE,
    )


def _repeated_rates(context: Context) -> Iterator[Tried]:
    """The change of one quantity against one year, stated in several places."""
    groups: dict[Key, Group] = defaultdict(list)
    for claim in context.claims:
        rate = context.terms.of(claim, "rate")
        if claim.relation is not Relation.CHANGE or rate is None or not claim.direction:
            continue
        for key in _rate_keys(context, claim, rate):
            groups[key].append((claim, rate))
    for group in groups.values():
        yield from _pairs(context, group, "rate")


def _rate_keys(context: Context, claim: Claim, rate: Term) -> Iterator[Key]:
    """What makes two rates one: their quantity, year and unit; or the amounts that they are told with."""
    core = claim.name.core
    if claim.own and core and context.fundless(core):
        yield (core, claim.period, claim.measure, against(claim).budget, context.aspects(claim).whose.value)
    value, delta = context.value(claim), context.terms.of(claim, "delta")
    if value and delta and not claim.aside:
        yield (value.figure.base, delta.figure.base, claim.direction, rate.figure.decimals)
