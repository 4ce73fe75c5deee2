"""Linear and binary programs over parts of a document's system (HiGHS through scipy).

scipy is imported when a program is first solved: a document whose printed values obey every row never needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gouji.reconcile.solving.bound_propagation import extent, possible, root
from gouji.reconcile.solving.system import TOLERANCE, System, step

FREE = float("inf")
_LARGEST = 60  # figures and rows of a core that is still made irreducible


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
        figures = {t for r in rows for t, _ in r.coefficients}
        if all(r.as_printed for r in rows) and all(self.within[f][0] <= 0 <= self.within[f][1] for f in figures):
            return True
        key = part, self.freed & figures
        known = self.system.known
        if key not in known:
            told = possible(rows, {f: self.within[f] for f in figures})
            one = Program(self.system, part, self.freed)
            known[key] = one._solve([0.0] * len(one.figures)) is not None if told is None else told
        return known[key]

    def extent(self, figure: str) -> tuple[float, float]:
        """The least and the greatest deviation of a figure from its print that the rows allow, in steps."""
        part = next(p for p in self.parts if any(t == figure for n in p for t, _ in self.system.rows[n].coefficients))
        if not self.feasible():
            return -FREE, FREE
        one = Program(self.system, part, self.freed)
        rows = [self.system.rows[n] for n in part]
        told = extent(rows, one.within, figure)
        if told:
            return told
        cost = [float(f == figure) for f in one.figures]
        low, high = one._solve(cost), one._solve([-c for c in cost])
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
        bad = sorted(n for part in self.parts if not self._holds(part) for n in part)
        if not bad:
            return []
        priced = Program(self.system, tuple(bad), self.freed)._priced()
        part = System(self.system.terms, tuple(self.system.rows[n] for n in priced))
        groups = [tuple(priced[i] for i in group) for group in part.components()]
        sure = len(groups) == 1  # a price may stand on a row that could do without
        return [self._reduced(g) for g in groups if sure or not Program(self.system, g, self.freed).feasible()]

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
        for row in rows:
            if self.system.rows[row].miss(self.within.__getitem__):
                return (row,)
        kept, size = rows, len(rows) // 2
        while size > 0 and len(kept) > 2 and len(rows) <= _LARGEST:  # the larger the piece that goes, the fewer tries
            for start in range(0, len(kept), size):
                less = tuple(n for n in kept if n not in rows[start : start + size])
                if less and len(less) < len(kept) and not Program(self.system, less, self.freed).feasible():
                    kept = less
            rows, size = kept, size // 2
        return kept


def hitting_set(
    cores: Sequence[frozenset[str]],
    weight: Mapping[str, float],
    pairs: Iterable[tuple[str, str, str]],
    seconds: float,
) -> frozenset[str]:
    """The elements of least total weight of which every core holds one.

    Of a pair (figure, figure, reading) not both figures are chosen unless the reading is: one quantity is printed
    twice, and one printing is right. Raises TimeoutError when the least is not found in time.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    elements = sorted(frozenset().union(*cores))
    if not elements:
        return frozenset()
    at = {e: i for i, e in enumerate(elements)}
    lines = [*cores, *(p for p in dict.fromkeys(pairs) if at.keys() >= {*p})]
    matrix = np.zeros((len(lines), len(elements)))
    for n, line in enumerate(lines):
        matrix[n, [at[e] for e in line]] = 1 if n < len(cores) else (-1, -1, 1)
    found = milp(
        [weight[e] for e in elements],
        constraints=LinearConstraint(matrix, [1] * len(cores) + [-1] * (len(lines) - len(cores))),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(elements)),
        options={"time_limit": seconds},
    )
    if found.x is None or found.status != 0:  # the best so far is no reason to call anything wrong
        raise TimeoutError
    return frozenset(e for e, x in zip(elements, found.x, strict=True) if x > 0.5)


def _floor(system: System, figure: str) -> float:
    """The least deviation of a figure that keeps its sign."""
    term = system.terms[figure]
    return float(-term.figure.base / step(term)) if term.figure.value >= 0 else -FREE
