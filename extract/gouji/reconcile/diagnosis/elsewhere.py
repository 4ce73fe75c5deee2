"""The figures anywhere in the document that print the disputed digits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Generic, TypeVar

from gouji.document import Fact
from gouji.figures import Figure, Kind
from gouji.language.subjects import NAMELESS, Subject
from gouji.narrative.model import Claim
from gouji.reconcile.diagnosis.cell_neighbours import nested
from gouji.reconcile.diagnosis.model import Neighbour, Tie, same
from gouji.reconcile.diagnosis.names import Names, subject
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

T = TypeVar("T")

_NAMING = 4  # characters from which a name within another is the same


class Elsewhere:
    """The amounts of a document by what they print, indexed once for all its findings."""

    def __init__(self, context: Context, names: Names) -> None:
        self.context, self.names = context, names

    def about(self, term: Term, group: Sequence[Tried]) -> Iterator[Neighbour]:
        """The amounts that print an amount's digits, with what they are to it; not those of its relations."""
        if term.figure.unit is None or term.figure.unit.kind is not Kind.MONEY or term.zero:
            return
        context, names = self.context, self.names
        related = {r.term.id for t in group for r in t.roles} | {term.id}
        among = len(context.named) + len(context.levels)
        own = self._own(term)
        printed = [n for n in self._cells.like(term.figure) if n.fact.id not in related]
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
        for claim, value in self._levels.like(term.figure):
            if value.id not in related:
                name = replace(claim.name, fund=context.fund(claim))
                yield Neighbour(_tie(own, name), subject(claim), value.figure, among)

    @cached_property
    def _cells(self) -> _Printed[Named]:
        return _Printed((n.fact.figure, n) for n in self.context.named)

    @cached_property
    def _levels(self) -> _Printed[tuple[Claim, Term]]:
        values = ((c, self.context.value(c)) for c in self.context.levels)
        return _Printed((value.figure, (claim, value)) for claim, value in values if value)

    @cached_property
    def _by_fact(self) -> dict[str, Named]:
        return {n.fact.id: n for n in self.context.named}

    def _own(self, term: Term) -> Subject:
        if term.cell:
            named = self._by_fact.get(term.id)
            return replace(named.name, fund=named.fund, side=named.side) if named else NAMELESS
        _, claim = self.names.claims.get(term.id, ("", None))
        return replace(claim.name, fund=self.context.fund(claim)) if claim else NAMELESS


class _Printed(Generic[T]):
    """Things by the figure that each prints, in their order."""

    def __init__(self, figures: Iterable[tuple[Figure, T]]) -> None:
        self._by_place: dict[Decimal, list[tuple[Decimal, int, Figure, T]]] = defaultdict(list)
        for n, (figure, thing) in enumerate(figures):
            self._by_place[figure.place()].append((figure.base, n, figure, thing))
        for entries in self._by_place.values():
            entries.sort(key=lambda e: e[:2])

    def like(self, figure: Figure) -> list[T]:
        """The things whose figures print the same value."""
        found = []
        for place, entries in self._by_place.items():
            reach = max(place, figure.place()) / 2
            first = bisect_left(entries, figure.base - reach, key=lambda e: e[0])
            last = bisect_right(entries, figure.base + reach, key=lambda e: e[0])
            found += [(n, thing) for _, n, other, thing in entries[first:last] if same(other, figure)]
        return [thing for _, thing in sorted(found, key=lambda f: f[0])]


def _in_line(one: Fact, other: Fact) -> bool:
    return one.column_index == other.column_index or one.row_index == other.row_index or nested(one, other)


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
