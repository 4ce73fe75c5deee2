"""Linear and binary programs over parts of a document's system."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from gouji.reconcile.kernel.relation import Element, Reading
from gouji.reconcile.solving.bound_propagation import extent, possible, root
from gouji.reconcile.solving.highs import Line, Solution, least
from gouji.reconcile.solving.lightest_cover import WorkSpentError
from gouji.reconcile.solving.system import TOLERANCE, System, step

FREE = float("inf")
_CELLS = 1_000_000  # cores times elements of the largest hitting set that is begun; real ones have 210,000 at most
_LARGEST = 60  # figures and rows of a core that is still made irreducible


@dataclass(frozen=True)
class Program:
    """Some rows of a system with some figures freed of what they print (they may be wrong, yet keep their sign)."""

    system: System
    rows: tuple[int, ...]
    freed: frozenset[Element] = frozenset()

    @cached_property
    def figures(self) -> list[str]:
        """The variables, in order."""
        return list(dict.fromkeys(t for n in self.rows for t, _ in self.system.rows[n].coefficients))

    @cached_property
    def bounds(self) -> list[tuple[float, float]]:
        return [(_floor(self.system, f), FREE) if f in self.freed else self.system.bounds(f) for f in self.figures]

    @cached_property
    def lines(self) -> list[Line]:
        """Each row by the places of its figures among the variables."""
        column = {figure: i for i, figure in enumerate(self.figures)}
        return [[(column[figure], c) for figure, c in self.system.rows[n].coefficients] for n in self.rows]

    @cached_property
    def within(self) -> dict[str, tuple[float, float]]:
        """The bounds of each figure."""
        return dict(zip(self.figures, self.bounds, strict=True))

    @cached_property
    def parts(self) -> list[tuple[int, ...]]:
        """The rows in groups that share no variable."""
        above: dict[str | int, str | int] = {}
        for n in self.rows:
            for figure, _ in self.system.rows[n].coefficients:
                one, other = root(above, n), root(above, figure)
                if one != other:
                    above[other] = one
        groups: dict[str | int, list[int]] = {}
        for n in self.rows:
            groups.setdefault(root(above, n), []).append(n)
        return list(map(tuple, groups.values()))

    def feasible(self) -> bool:
        """Whether true values exist that obey every row."""
        return all(map(self._holds, self.parts))

    def _holds(self, part: tuple[int, ...]) -> bool:
        """Whether a group of rows can hold together: by their bounds, where these tell, else by a solver."""
        rows = [self.system.rows[n] for n in part]
        figures = {figure for row in rows for figure, _ in row.coefficients}
        if all(row.as_printed for row in rows) and all(map(self._may_be_as_printed, figures)):
            return True
        key = part, self.freed & figures
        if key not in self.system.known:
            self.system.known[key] = self._decided(part, figures)
        return self.system.known[key]

    def _may_be_as_printed(self, figure: str) -> bool:
        low, high = self.within[figure]
        return low <= 0 <= high

    def _decided(self, part: tuple[int, ...], figures: Iterable[str]) -> bool:
        """Whether rows can hold together where the printed values do not tell."""
        told = possible([self.system.rows[n] for n in part], {f: self.within[f] for f in figures})
        if told is not None:
            return told
        program = Program(self.system, part, self.freed)
        return program._solve([0.0] * len(program.figures)) is not None

    def extent(self, figure: str) -> tuple[float, float]:
        """The least and the greatest deviation of a figure from its print that the rows allow, in steps."""
        part = next(part for part in self.parts if self._is_about(part, figure))
        if not self.feasible():
            return -FREE, FREE
        program = Program(self.system, part, self.freed)
        told = extent([self.system.rows[n] for n in part], program.within, figure)
        return told or program._solved_extent(figure)

    def _is_about(self, part: tuple[int, ...], figure: str) -> bool:
        """Whether a figure is a variable of some rows."""
        return any(figure == other for n in part for other, _ in self.system.rows[n].coefficients)

    def _solved_extent(self, figure: str) -> tuple[float, float]:
        cost = [float(other == figure) for other in self.figures]
        low = self._solve(cost)
        high = self._solve([-c for c in cost])
        return (-FREE if low is None else low), (FREE if high is None else -high)

    def _solve(self, cost: Sequence[float]) -> float | None:
        """The least cost, None when nothing is feasible (or the cost has no end)."""
        self.system.effort.spend(len(self.rows))
        limits = [(self.system.rows[n].lo - TOLERANCE, self.system.rows[n].hi + TOLERANCE) for n in self.rows]
        found = least(cost, self.lines, limits, self.bounds)
        return found.cost if found else None

    def conflicts(self) -> list[tuple[int, ...]]:
        """Irreducible groups of rows that cannot hold together; none when all can.

        The least total violation (L1) tells where: rows that it puts a price on hold each other.
        """
        bad = [part for part in self.parts if not self._holds(part)]
        if not bad:
            return []
        rows = tuple(sorted(chain.from_iterable(bad)))
        priced = Program(self.system, rows, self.freed)._priced()
        groups = self.system.groups(priced)
        if len(groups) > 1:  # a price may stand on a row that could do without
            groups = [group for group in groups if self._conflict(group)]
        return list(map(self._reduced, groups))

    def _conflict(self, rows: tuple[int, ...]) -> bool:
        """Whether some of the rows cannot hold together."""
        return not Program(self.system, rows, self.freed).feasible()

    def _priced(self) -> list[int]:
        """The rows that the least total violation puts a price on."""
        rows = [self.system.rows[n] for n in self.rows]
        above = [i for i, row in enumerate(rows) if row.hi < FREE]
        below = [i for i, row in enumerate(rows) if row.lo > -FREE]
        found = self._least_violation(above, below)
        if found is None or found.cost <= 10 * TOLERANCE:
            return []
        prices = zip([*above, *below], found.prices, strict=True)
        return sorted({self.rows[i] for i, price in prices if abs(price) > TOLERANCE})

    def _least_violation(self, above: list[int], below: list[int]) -> Solution | None:
        """The program of least total violation, solved: places of the rows that have an upper and a lower limit.

        Each limit is a line of its own that may be broken at the cost of one a step.
        """
        self.system.effort.spend(len(self.rows))
        rows = [self.system.rows[n] for n in self.rows]
        sides = [*((i, 1.0, rows[i].hi) for i in above), *((i, -1.0, -rows[i].lo) for i in below)]
        figures, count = len(self.figures), len(sides)
        lines = [
            [*((column, sign * c) for column, c in self.lines[i]), (figures + n, -1.0)]
            for n, (i, sign, _) in enumerate(sides)
        ]
        limits = [(-FREE, limit) for _, _, limit in sides]
        bounds = [*self.bounds, *[(0.0, FREE)] * count]
        return least([0.0] * figures + [1.0] * count, lines, limits, bounds)

    def _reduced(self, rows: tuple[int, ...]) -> tuple[int, ...]:
        """The rows without those that the conflict does not need."""
        for row in rows:
            if self.system.rows[row].miss(self.within.__getitem__):
                return (row,)
        if len(rows) > _LARGEST:
            return rows
        size = len(rows) // 2
        while size > 0 and len(rows) > 2:  # the larger the piece that goes, the fewer tries
            rows = self._without_pieces(rows, size)
            size //= 2
        return rows

    def _without_pieces(self, rows: tuple[int, ...], size: int) -> tuple[int, ...]:
        """The rows without those pieces of a size that the conflict does not need."""
        kept = rows
        for start in range(0, len(rows), size):
            piece = rows[start : start + size]
            less = tuple(n for n in kept if n not in piece)
            if less and self._conflict(less):
                kept = less
        return kept


def hitting_set(
    cores: Sequence[frozenset[Element]],
    weight: Mapping[Element, float],
    pairs: Iterable[tuple[str, str, Reading]],
    nodes: int,
) -> frozenset[Element]:
    """The elements of least total weight of which every core holds one.

    Of a pair (figure, figure, reading) not both figures are chosen unless the reading is: one quantity is printed
    twice, and one printing is right. Raises WorkSpentError when the least is not found within so many nodes of the
    search, or when the program is too large to be begun.
    """
    elements = sorted(frozenset[Element]().union(*cores), key=str)
    if not elements:
        return frozenset()
    within = [pair for pair in dict.fromkeys(pairs) if set(pair) <= set(elements)]
    if (len(cores) + len(within)) * len(elements) > _CELLS:
        raise WorkSpentError
    limits = [(1.0, FREE)] * len(cores) + [(-1.0, FREE)] * len(within)
    lines = _hitting(elements, cores, within)
    found = least([weight[e] for e in elements], lines, limits, [(0.0, 1.0)] * len(elements), nodes)
    if found is None:  # the best so far is no reason to call anything wrong
        raise WorkSpentError
    return frozenset(element for element, x in zip(elements, found.values, strict=True) if x > 0.5)


def _hitting(
    elements: Sequence[Element], cores: Sequence[frozenset[Element]], pairs: Sequence[tuple[str, str, Reading]]
) -> list[Line]:
    """A line for each core, of which one element is chosen, and for each pair, of which not both are."""
    column = {element: i for i, element in enumerate(elements)}
    lines: list[Line] = [[(column[e], 1.0) for e in sorted(core, key=str)] for core in cores]
    return lines + [[(column[a], -1.0), (column[b], -1.0), (column[reading], 1.0)] for a, b, reading in pairs]


def _floor(system: System, figure: str) -> float:
    """The least deviation of a figure that keeps its sign."""
    term = system.terms[figure]
    return float(-term.figure.base / step(term)) if term.figure.value >= 0 else -FREE
