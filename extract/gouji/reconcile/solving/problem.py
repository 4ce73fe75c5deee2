"""A document's relations made ready for localisation: the system, what misses by itself, what each thing weighs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.solving.linear_programs import Program
from gouji.reconcile.solving.prior_weights import weights
from gouji.reconcile.solving.system import System, reading_of, system_of


class Problem:
    """What is tried, as one system.

    Attributes:
        missing: indices of the relations whose own figures cannot be true together.
        cores: for each of them the figures that could be wrong, and its reading: at least one of them is.
        weight: what it costs to call a figure or a reading wrong.
    """

    def __init__(self, tried: list[Tried], support: Counter[str]) -> None:
        self.tried = tried
        self.system: System = system_of(tried)
        self.missing = [n for n, t in enumerate(tried) if t.roles and not t.fixed and t.misses]
        self.cores = {n: self._core(n) for n in self.missing}
        self.weight = weights(tried, support)

    def _core(self, n: int) -> frozenset[str]:
        roles = self.tried[n].roles
        figures = {r.term.id for r in roles if r.allowed and r.possible} or {roles[0].term.id}
        return frozenset({*figures, reading_of(self.tried[n], n)})

    @cached_property
    def rows_of(self) -> dict[int, list[int]]:
        """The rows of each relation."""
        found: dict[int, list[int]] = defaultdict(list)
        for i, row in enumerate(self.system.rows):
            found[row.tried].append(i)
        return found

    @cached_property
    def components(self) -> list[tuple[int, ...]]:
        """The rows in groups that share no figure."""
        return [tuple(c) for c in self.system.components()]

    def left(self, rows: Iterable[int], chosen: frozenset[str]) -> Program:
        """What is left of some rows when the chosen figures may be anything and the chosen readings are dropped."""
        kept = (n for n in rows if self._stands(n, chosen))
        return Program(self.system, tuple(kept), chosen)

    def _stands(self, n: int, chosen: frozenset[str]) -> bool:
        row = self.system.rows[n]
        return row.reading not in chosen and chosen.isdisjoint(row.given)

    def apart(self, n: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """(figure, rows) for each figure that a row of a relation that misses and another row want apart."""
        for miss in self.rows_of[n]:
            for figure, _ in self.system.rows[miss].coefficients:
                wanted = self.system.implied(miss, figure)
                for other in self.system.by_figure[figure]:
                    allowed = self.system.implied(other, figure) if other != miss else None
                    if wanted and allowed and (wanted[0] > allowed[1] or allowed[0] > wanted[1]):
                        yield figure, (miss, other)

    def pairs(self, relations: Iterable[int]) -> tuple[tuple[str, str, str], ...]:
        """(figure, figure, reading) for the relations that miss and say that one quantity is printed twice."""
        found = []
        for n in relations:
            for linear in self.tried[n].linear:
                if linear.strict:
                    (a, _), (b, _) = linear.terms
                    found.append((a.id, b.id, reading_of(self.tried[n], n)))
        return tuple(found)
