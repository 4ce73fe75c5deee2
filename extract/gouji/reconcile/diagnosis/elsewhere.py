"""The figures anywhere in the document that print the disputed digits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.document import Fact
from gouji.figures import Kind
from gouji.reconcile.context import Context
from gouji.reconcile.diagnosis.cells import nested
from gouji.reconcile.diagnosis.model import Neighbour, Tie, same
from gouji.reconcile.diagnosis.names import Names, subject
from gouji.reconcile.relation import Tried
from gouji.reconcile.terms import Term
from gouji.subjects import NAMELESS, Subject

_NAMING = 4  # characters from which a name within another is the same


def elsewhere(context: Context, names: Names, term: Term, group: Sequence[Tried]) -> Iterator[Neighbour]:
    """The amounts that print the digits of an amount, with what they are to it; those of its relations are left out."""
    if term.figure.unit is None or term.figure.unit.kind is not Kind.MONEY or term.zero:
        return
    related = {r.term.id for t in group for r in t.roles} | {term.id}
    among = len(context.named) + len(context.levels)
    own = _own(context, names, term)
    printed = [n for n in context.named if n.fact.id not in related and same(n.fact.figure, term.figure)]
    cell, side = context.terms.facts.get(term.id), own.side
    table = cell.table if cell else None
    printed.sort(key=lambda n: (n.table.id != table, n.side != side))
    for named in printed:
        if cell and named.table.id == table and _in_line(named.fact, cell):
            continue  # a row's only part, a total's only column print its amount
        name = replace(named.name, fund=named.fund, side=named.side)
        tie = _tie(own, name)
        if tie is not Tie.SAME or named.table.id != table:
            yield Neighbour(tie, names.cell(named.fact), named.fact.figure, among)
    for claim in context.levels:
        value = context.value(claim)
        if value and value.id not in related and same(value.figure, term.figure):
            name = replace(claim.name, fund=context.fund(claim))
            yield Neighbour(_tie(own, name), subject(claim), value.figure, among)


def _in_line(one: Fact, other: Fact) -> bool:
    return one.column_index == other.column_index or one.row_index == other.row_index or nested(one, other)


def _own(context: Context, names: Names, term: Term) -> Subject:
    if term.cell:
        named = next((n for n in context.named if n.fact.id == term.id), None)
        return replace(named.name, fund=named.fund, side=named.side) if named else NAMELESS
    _, claim = names.claims.get(term.id, ("", None))
    return replace(claim.name, fund=context.fund(claim)) if claim else NAMELESS


def _tie(own: Subject, other: Subject) -> Tie:
    """A total of no fund, or of another, is no repetition of a fund's total; of an item the fund may go unsaid."""
    funds = {own.fund, other.fund}
    agree = len(funds) == 1 or ("" in funds and not other.total)
    if not own.empty and _alike(own.core, other.core) and own.total == other.total and agree:
        return Tie.SAME
    return Tie.TOTAL if other.total else Tie.ELSEWHERE


def _alike(one: str, other: str) -> bool:
    """Whether two names are one, or one is the other with more words about it (工资福利支出(301))."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _NAMING and short in long)
