"""The figures anywhere in the document that print the disputed digits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Generic, TypeVar

from gouji.claims import Claim
from gouji.document import Fact
from gouji.figures import Figure, Kind
from gouji.reconcile.diagnosis.cell_neighbours import nested
from gouji.reconcile.diagnosis.model import Neighbour, Tie, same
from gouji.reconcile.diagnosis.names import Names, subject
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.quantity_names import UNNAMED, QuantityName, name_of_cell, name_of_claim
from gouji.reconcile.statements.terms import Term

T = TypeVar("T")


class Elsewhere:
    """The amounts of a document by what they print, indexed once for all its findings."""

    def __init__(self, context: Context, names: Names) -> None:
        self.context, self.names = context, names

    def about(self, term: Term, group: Sequence[Tried]) -> Iterator[Neighbour]:
        """The amounts that print an amount's digits, with what they are to it; not those of its relations."""
        if term.zero or term.figure.kind is not Kind.MONEY:
            return
        related = {role.term.id for tried in group for role in tried.roles} | {term.id}
        own = self._own(term)
        yield from self._in_cells(term, own, related)
        yield from self._in_prose(term, own, related)

    @cached_property
    def _among(self) -> int:
        """How many amounts are looked through."""
        return len(self.context.named) + len(self.context.levels)

    def _in_cells(self, term: Term, own: QuantityName, related: set[str]) -> Iterator[Neighbour]:
        """The cells that print an amount's digits, those of its own table and side first."""
        cell = self.context.terms.facts.get(term.id)
        table = cell.table if cell else None
        printed = [n for n in self._cells.like(term.figure) if n.fact.id not in related]
        printed.sort(key=lambda n: (n.table.id != table, n.side != own.side))
        for named in printed:
            in_table = named.table.id == table
            if cell and in_table and _in_line(named.fact, cell):
                continue  # a row's only part, a total's only column print its amount
            tie = _tie(own, name_of_cell(named))
            if tie is not Tie.SAME or not in_table:
                yield Neighbour(tie, self.names.cell(named.fact), named.fact.figure, self._among)

    def _in_prose(self, term: Term, own: QuantityName, related: set[str]) -> Iterator[Neighbour]:
        """The levels of prose that print an amount's digits."""
        for claim, value in self._levels.like(term.figure):
            if value.id not in related:
                tie = _tie(own, name_of_claim(self.context, claim))
                yield Neighbour(tie, subject(claim), value.figure, self._among)

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

    def _own(self, term: Term) -> QuantityName:
        if term.cell:
            named = self._by_fact.get(term.id)
            return name_of_cell(named) if named else UNNAMED
        _, claim = self.names.claims.get(term.id, ("", None))
        return name_of_claim(self.context, claim) if claim else UNNAMED


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


def _tie(own: QuantityName, other: QuantityName) -> Tie:
    """What a figure that prints the same is to another: the same quantity, another total, or anything else."""
    if own.is_of(other):
        return Tie.SAME
    return Tie.TOTAL if other.total else Tie.ELSEWHERE
