"""A document's relations made ready for localisation: the system, what misses by itself, what each thing weighs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from gouji.reconcile.kernel.relation import Element, Reading, Tried
from gouji.reconcile.solving.linear_programs import Program
from gouji.reconcile.solving.prior_weights import weights
from gouji.reconcile.solving.system import System, accuses, incomplete, reading_of, system_of


class Problem:
    """What is tried, as one system.

    Attributes:
        missing: indices of the relations whose own figures cannot be true together.
        cores: for each of them the figures that could be wrong, and its reading: at least one of them is.
        incomplete: indices of the sums that may lack a row.
        cut: indices of the relations that were too many to be solved with the others.
        weight: what it costs to call a figure or a reading wrong.
    """

    def __init__(self, tried: list[Tried], support: Counter[str]) -> None:
        self.tried = tried
        self.system: System = system_of(tried)
        self.missing = [n for n, one in enumerate(tried) if accuses(one)]
        self.cores = {n: self._core(n) for n in self.missing}
        self.incomplete = incomplete(tried)
        self.cut: set[int] = set()
        self.weight = weights(tried, support, self.incomplete)

    def _core(self, n: int) -> frozenset[Element]:
        roles = self.tried[n].roles
        figures = {role.term.id for role in roles if role.allowed and role.possible}
        if not figures:
            figures = {role.term.id for role in (roles if self.tried[n].either else roles[:1])}
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

    def left(self, rows: Iterable[int], chosen: frozenset[Element]) -> Program:
        """What is left of some rows when the chosen figures may be anything and the chosen readings are dropped."""
        kept = (n for n in rows if self._stands(n, chosen))
        return Program(self.system, tuple(kept), chosen)

    def _stands(self, n: int, chosen: frozenset[Element]) -> bool:
        row = self.system.rows[n]
        return row.reading not in chosen and chosen.isdisjoint(row.given)

    def burden_of(self, n: int) -> int:
        """How many coefficients `apart` looks at."""
        rows = [self.system.rows[row].coefficients for row in self.rows_of[n]]
        return sum(self.system.burden_of(figure) - len(row) for row in rows for figure, _ in row)

    def apart(self, n: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """(figure, rows) for each figure that a row of a relation that misses and another row want apart."""
        for miss in self.rows_of[n]:
            for figure, _ in self.system.rows[miss].coefficients:
                yield from ((figure, (miss, other)) for other in self._against(miss, figure))

    def _against(self, miss: int, figure: str) -> Iterator[int]:
        """The other rows that want a figure elsewhere than a row wants it."""
        wanted = self.system.implied(miss, figure)
        if wanted is None:
            return
        for other in self.system.by_figure[figure]:
            allowed = self.system.implied(other, figure) if other != miss else None
            if allowed and _apart(wanted, allowed):
                yield other

    def pairs(self, relations: Iterable[int]) -> tuple[tuple[str, str, Reading], ...]:
        """(figure, figure, reading) for the relations that miss and say that one quantity is printed twice."""
        found = []
        for n in relations:
            reading = reading_of(self.tried[n], n)
            strict = [linear for linear in self.tried[n].linear if linear.strict]
            for linear in strict:
                (one, _), (other, _) = linear.terms
                found.append((one.id, other.id, reading))
        return tuple(found)


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two ranges share no value."""
    return one[0] > other[1] or other[0] > one[1]
