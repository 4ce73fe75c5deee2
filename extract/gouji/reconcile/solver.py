"""Linear and binary programs over parts of a document's system (HiGHS through scipy).

scipy is imported when a program is first solved: a document whose printed values obey every row never needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gouji.reconcile.system import TOLERANCE, System, step

FREE = float("inf")
_LARGEST = 60  # figures and rows of a core that is still made irreducible
_ROOM = 4.0  # times the largest miss of a single row: how far a figure called wrong may move
_LEAST = 1e3  # steps
_FARTHEST = 1e7  # steps; a constant above that blurs what the solver takes for zero


@dataclass(frozen=True)
class Program:
    """Some rows of a system with some figures freed of what they print (they may be wrong, yet keep their sign)."""

    system: System
    rows: tuple[int, ...]
    freed: frozenset[str] = frozenset()

    @cached_property
    def figures(self) -> list[str]:
        """The variables, in order."""
        return list(dict.fromkeys(t for n in self.rows for t, _ in self.system.rows[n].coefficients))

    @cached_property
    def bounds(self) -> list[tuple[float, float]]:
        return [(_floor(self.system, f), FREE) if f in self.freed else self.system.bounds(f) for f in self.figures]

    @cached_property
    def matrix(self) -> Any:
        """Rows by variables."""
        from scipy.sparse import csr_array

        at = {f: i for i, f in enumerate(self.figures)}
        data: list[float] = []
        columns: list[int] = []
        ends = [0]
        for n in self.rows:
            for figure, coefficient in self.system.rows[n].coefficients:
                data.append(coefficient)
                columns.append(at[figure])
            ends.append(len(data))
        return csr_array((data, columns, ends), shape=(len(self.rows), len(self.figures)))

    def feasible(self) -> bool:
        """Whether true values exist that obey every row."""
        return not self.rows or self._solve([0.0] * len(self.figures)) is not None

    def extent(self, figure: str) -> tuple[float, float]:
        """The least and the greatest deviation of a figure from its print that the rows allow, in steps."""
        cost = [float(f == figure) for f in self.figures]
        low, high = self._solve(cost), self._solve([-c for c in cost])
        return (-FREE if low is None else low), (FREE if high is None else -high)

    def _solve(self, cost: Sequence[float]) -> float | None:
        """The least cost, None when nothing is feasible (or the cost has no end)."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        rows = [self.system.rows[n] for n in self.rows]
        low, high = zip(*self.bounds, strict=True)
        within = LinearConstraint(self.matrix, [r.lo - TOLERANCE for r in rows], [r.hi + TOLERANCE for r in rows])
        found = milp(cost, constraints=within, bounds=Bounds(low, high))
        return float(found.fun) if found.status == 0 else None

    def conflicts(self) -> list[tuple[int, ...]]:
        """Irreducible groups of rows that cannot hold together; none when all can.

        The least total violation (L1) tells where: rows that it puts a price on hold each other.
        """
        priced = self._priced()
        part = System(self.system.terms, tuple(self.system.rows[n] for n in priced))
        groups = (tuple(priced[i] for i in group) for group in part.components())
        return [self._reduced(g) for g in groups if not Program(self.system, g, self.freed).feasible()]

    def _priced(self) -> list[int]:
        """The rows that the least total violation puts a price on."""
        import numpy as np
        from scipy.optimize import linprog
        from scipy.sparse import csr_array, eye_array, hstack, vstack

        rows = [self.system.rows[n] for n in self.rows]
        if not rows:
            return []
        above = [i for i, r in enumerate(rows) if r.hi < FREE]
        below = [i for i, r in enumerate(rows) if r.lo > -FREE]
        stacked = vstack([self.matrix[above], -self.matrix[below]])
        slack = -eye_array(stacked.shape[0])
        limits = np.array([rows[i].hi for i in above] + [-rows[i].lo for i in below])
        cost = np.concatenate([np.zeros(len(self.figures)), np.ones(stacked.shape[0])])
        bounds = [*self.bounds, *[(0.0, None)] * stacked.shape[0]]
        found = linprog(cost, A_ub=csr_array(hstack([stacked, slack])), b_ub=limits, bounds=bounds, method="highs")
        if found.status != 0 or found.fun <= 10 * TOLERANCE:
            return []
        priced = np.flatnonzero(np.abs(found.ineqlin.marginals) > TOLERANCE)
        return sorted({self.rows[[*above, *below][i]] for i in priced})

    def _reduced(self, rows: tuple[int, ...]) -> tuple[int, ...]:
        """The rows without those that the conflict does not need."""
        kept = rows
        for row in rows if 1 < len(rows) <= _LARGEST else ():
            less = tuple(n for n in kept if n != row)
            if less and not Program(self.system, less, self.freed).feasible():
                kept = less
        return kept


@dataclass(frozen=True)
class Choice:
    """Which figures to call wrong and which readings to drop, at the least total weight, so that rows hold.

    Attributes:
        cores: sets of figures and readings of which at least one must be chosen.
        pairs: (figure, figure, reading): one quantity printed twice, of which one printing is right, unless the
            reading that says so is dropped.
    """

    program: Program
    weight: Mapping[str, float]
    cores: tuple[frozenset[str], ...] = ()
    pairs: tuple[tuple[str, str, str], ...] = ()

    def solve(self, seconds: float) -> frozenset[str]:
        """The chosen ids. Raises TimeoutError when none are found in time."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp

        rows = [self.program.system.rows[n] for n in self.program.rows]
        if not rows and not self.cores:
            return frozenset()
        elements = sorted({e for r in rows for e in (*r.figures, r.reading)}.union(*self.cores))
        moved = len(self.program.figures)
        at = {e: moved + i for i, e in enumerate(elements)}
        lines = [*self._rows(at), *self._cuts(at), *self._moves(at)]
        matrix, low, high = _assembled(lines, moved + len(elements))
        room = self._room
        bounds = Bounds(
            [*(max(lo - room, _floor(self.program.system, f)) for f, (lo, _) in self._bounded), *[0] * len(elements)],
            [*(hi + room for _, (_, hi) in self._bounded), *[1] * len(elements)],
        )
        found = milp(
            [*[0.0] * moved, *(self.weight[e] for e in elements)],
            constraints=LinearConstraint(matrix, low, high),
            bounds=bounds,
            integrality=np.array([*[0] * moved, *[1] * len(elements)]),
            options={"time_limit": seconds},
        )
        if found.x is None or found.status != 0:  # the best so far is no reason to call anything wrong
            raise TimeoutError
        return frozenset(e for e in elements if found.x[at[e]] > 0.5)

    @cached_property
    def _bounded(self) -> list[tuple[str, tuple[float, float]]]:
        return list(zip(self.program.figures, self.program.bounds, strict=True))

    @cached_property
    def _room(self) -> float:
        """How far a figure that is called wrong may move, in steps: enough to repair any single row."""
        system = self.program.system
        misses = (system.rows[n].miss(system.bounds) for n in self.program.rows)
        return min(_FARTHEST, _ROOM * max(misses, default=0.0) + _LEAST)

    def _rows(self, at: Mapping[str, int]) -> Iterable[_Line]:
        """Each row, void where its reading is dropped or a rate in it is called wrong."""
        column = {f: i for i, f in enumerate(self.program.figures)}
        for n in self.program.rows:
            row = self.program.system.rows[n]
            size = sum(abs(c) for _, c in row.coefficients)
            void = [at[e] for e in (row.reading, *row.given)]
            terms = [(column[f], c) for f, c in row.coefficients]
            if row.hi < FREE:
                yield [*terms, *((i, -(size * self._room + abs(row.hi))) for i in void)], -FREE, row.hi
            if row.lo > -FREE:
                yield [*terms, *((i, size * self._room + abs(row.lo)) for i in void)], row.lo, FREE

    def _moves(self, at: Mapping[str, int]) -> Iterable[_Line]:
        """A figure leaves its interval only when it is called wrong."""
        for i, (figure, (lo, hi)) in enumerate(self._bounded):
            yield [(i, 1.0), (at[figure], -self._room)], -FREE, hi
            yield [(i, 1.0), (at[figure], self._room)], lo, FREE

    def _cuts(self, at: Mapping[str, int]) -> Iterable[_Line]:
        for core in self.cores:
            yield [(at[e], 1.0) for e in core], 1.0, FREE
        for one, other, reading in self.pairs:
            if {one, other, reading} <= at.keys():
                yield [(at[one], 1.0), (at[other], 1.0), (at[reading], -1.0)], -FREE, 1.0


_Line = tuple[list[tuple[int, float]], float, float]  # coefficients by column, least, most


def _assembled(lines: Sequence[_Line], width: int) -> tuple[Any, list[float], list[float]]:
    from scipy.sparse import csr_array

    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for terms, _, _ in lines:
        columns.extend(i for i, _ in terms)
        data.extend(c for _, c in terms)
        ends.append(len(data))
    matrix = csr_array((data, columns, ends), shape=(len(lines), width))
    return matrix, [lo for _, lo, _ in lines], [hi for _, _, hi in lines]


def _floor(system: System, figure: str) -> float:
    """The least deviation of a figure that keeps its sign."""
    term = system.terms[figure]
    return float(-term.figure.base / step(term)) if term.figure.value >= 0 else -FREE
