"""Links and what they tell: each linked amount of the prose against its cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gouji.declared import declared
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import discrepancy, gravity, tied
from gouji.reconcile.kernel.order import try_within
from gouji.reconcile.kernel.relation import (
    Accuses,
    Reading,
    Tried,
    confirming,
    doubted,
    printed,
    same,
    table_name,
)
from gouji.reconcile.model import Link, Sentence, Severity, Status, say
from gouji.reconcile.statements.aspects import Comparison, Standing
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links.linker import RULES, Linked, cut_short
from gouji.reconcile.statements.readings.quantity_names import short_name
from gouji.reconcile.statements.terms import Term

_CODE, _PART = "link.cell", "order.part_of_cell"
_SHOWN = 4  # cells that one relation names
_VALUES = 2  # values of the best cells, at most, that leave no doubt
_INSTEAD = 0.35  # certainty that two quantities which are usually the same are meant to be


def to_links(context: Context, linked: list[Linked]) -> tuple[Link, ...]:
    """Links of the contract: every cell that fits and agrees, else the best cell, one printed in full before others."""
    found = []
    for one in linked:
        term = context.value(one.claim)
        assert term is not None
        for named in shown(one):
            cell = named.fact
            found.append(Link(term.id, cell.id, term.span, cell.span, bool(one.agreeing), _confidence(one), one.source))
    return tuple(found)


def shown(one: Linked) -> tuple[Named, ...]:
    """The cells that a link is told to reach."""
    return one.agreeing or (_fullest(one),)


def _fullest(one: Linked) -> Named:
    """The best cell; another of them where that prints only the first digits of what the other does."""
    first, *others = one.cells
    digits = _digits(first)
    if "." not in digits:
        return first
    return next((other for other in others if _continues(digits, _digits(other))), first)


def _digits(named: Named) -> str:
    return f"{named.fact.figure.value:f}"


def _continues(digits: str, longer: str) -> bool:
    return len(longer) > len(digits) and longer.startswith(digits)


def _confidence(one: Linked) -> float:
    if one.likely is not None:
        return round(one.likely, 2)
    return round(min(0.99, 0.4 + one.score / 15 + 0.1 * bool(one.agreeing)), 2)


@relation(_CODE, _PART)
def prose_against_cells(context: Context, linked: list[Linked]) -> Iterator[Tried]:
    """Each linked amount against its cell."""
    for one in linked:
        term = context.value(one.claim)
        assert term is not None
        yield _agreeing(context, one, term) if one.agreeing else _missing(context, one, term)
        if not one.agreeing and one.source == RULES and (whole := _whole(context, one)):
            says = {"subject": short_name(one.claim)}
            yield try_within(_PART, term, context.terms[whole.fact.id], says=says, rule=_PART)


def _whole(context: Context, one: Linked) -> Named | None:
    """The greatest cell that states all of what an amount is a part of, for certain."""
    wholes = (n for n in one.cells if _is_part(context.compare(one.claim, n)))
    return max(wholes, key=lambda n: n.fact.figure.base, default=None)


def _is_part(stands: Comparison) -> bool:
    """Whether basic or project spending of a thing is told, and all spending on it is in the cell."""
    return stands.standing is Standing.PART and stands.aspect == "part"


def _agreeing(context: Context, one: Linked, term: Term) -> Tried:
    """An amount that its cells repeat; a cell that lost its last digits is not readable."""
    cells = [context.terms[n.fact.id] for n in one.agreeing]
    cut = cut_short(term, cells[0]) and not tied(term, cells[0])
    tried = _entitled(context, one, _tried(one, term, cells[:_SHOWN], None))
    return replace(tried, status=Status.UNREADABLE) if cut or discrepancy(term, cells[0]) else tried


def _entitled(context: Context, one: Linked, tried: Tried) -> Tried:
    """A link that agrees, with which misses of it would accuse: those that `_missing` lets pass.

    Then the cells that fit best would be meant, whatever they state; only they show what a slip was made from.
    """
    if one.source != RULES or one.instead:
        return confirming(tried, "guard.model" if one.source != RULES else "guard.instead", Accuses.DOUBT)
    best = _same_first(context, one)
    stands = context.compare(best.claim, best.cells[0])
    shown = best.cells[0] in one.agreeing
    if not stands.same:
        why = "guard.unclear" if stands.reason == "aspect.equal" else stands.reason
        return confirming(tried, why, Accuses.DOUBT if shown else Accuses.NEVER)
    if _clear(context, best):
        return tried
    return confirming(tried, "guard.unclear", Accuses.SLIP if shown else Accuses.NEVER)


def _missing(context: Context, one: Linked, term: Term) -> Tried:
    """An amount that no cell repeats.

    It accuses where both state one quantity, and no doubt is left which cell is meant. What only the model links
    accuses nobody.
    """
    one = _same_first(context, one)
    cells = [context.terms[n.fact.id] for n in one.cells]
    tried = _tried(one, term, cells, gravity(term, cells[0]))
    stands = context.compare(one.claim, one.cells[0])
    if one.source == RULES and stands.same and _sure(context, one, tried):
        return tried
    why = _unsure(one) if stands.same else say(stands.reason)
    return doubted(tried, why, Reading("name", str(one.claim.name.core or one.claim.name)))


def _same_first(context: Context, one: Linked) -> Linked:
    """The link with the cells first that surely state the same quantity, and state all of it."""
    split = _split(context, one)

    def doubt(named: Named) -> tuple[bool, bool]:
        return not context.compare(one.claim, named).same, _line(named) in split

    return replace(one, cells=tuple(sorted(one.cells, key=doubt)))


def _split(context: Context, one: Linked) -> set[object]:
    """The lines of tables that state several values: a second classification divides the item over rows."""
    values: dict[object, set[Decimal]] = defaultdict(set)
    for named in one.cells:
        values[_line(named)].add(context.terms[named.fact.id].figure.base)
    return {line for line, stated in values.items() if len(stated) > 1}


def _line(named: Named) -> tuple[object, ...]:
    """What tells the place of a cell in its table by words: its column, and the labels of its row."""
    return named.table.id, named.fact.column_index, named.fact.row


def _unsure(one: Linked) -> Sentence:
    return say("reason.link", where=_where(one))


def _sure(context: Context, one: Linked, tried: Tried) -> bool:
    """Whether a slip of the hand explains the miss, or the words leave no doubt which cell is meant."""
    return slipped(tried) or _clear(context, one)


def _clear(context: Context, one: Linked) -> bool:
    """Whether the words leave no doubt which cell is meant."""
    return one.score >= declared("links")["weights"]["sure"] and _one_quantity(context, one)


def _one_quantity(context: Context, one: Linked) -> bool:
    """Whether the cells state few values, and no column of a table states two for one row."""
    stated = {(_line(n), context.terms[n.fact.id].figure.base) for n in one.cells}
    values, places = {base for _, base in stated}, {place for place, _ in stated}
    return len(values) <= _VALUES and len(places) == len(stated)


def _bound(term: Term, cells: list[Term], level: Severity | None) -> list[Term]:
    """The cells that tell an amount's true value: none that lost digits, and the best alone where they differ."""
    return [c for c in cells[: 1 if level else _SHOWN] if not cut_short(term, c)]


def _where(one: Linked) -> Sentence:
    best = (one.agreeing or one.cells)[0]
    row = "/".join("".join(t.split()) for t in (*best.fact.row[-1:], *best.fact.column[-1:]))
    return say("table.cell", table=table_name(best.table), words=row)


def _tried(one: Linked, term: Term, cells: list[Term], level: Severity | None) -> Tried:
    where, figure = _where(one), printed(cells[0])
    return attempt(
        _CODE,
        term.span,
        level,
        roles=(same(term, "value", cells[0]), *(same(c, "cell", term) for c in cells[:_SHOWN])),
        why=say("table.states", table=where, figure=figure),
        computation=f"{printed(term)} ≠ {figure}" if level else "",
        says={"subject": short_name(one.claim)},
        certainty=_INSTEAD if one.instead else _confidence(one),
        linear=tuple(row for c in _bound(term, cells, level) for row in tied(term, c)),
        rule=_CODE,
    )
