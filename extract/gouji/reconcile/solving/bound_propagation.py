"""Bounds propagated from row to row: most small systems are decided so, at a fraction of what calling a solver costs.

Rows are linear (`lo ≤ Σ coefficient · deviation ≤ hi`) and bounds are intervals, so a row lets a figure be anything
between two ends. Where no figures close a circle of rows, ends that agree row by row agree altogether: nothing is left
for a solver. What is decided by less than `_CLEAR` is left to it, so that both answer by one tolerance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isinf

from gouji.reconcile.solving.system import TOLERANCE, Row

Bounds = tuple[float, float]
Point = Callable[[Bounds], float]  # where a figure is set within its bounds
Box = dict[str, Bounds]  # the deviations that each figure may have
Above = dict[str | int, str | int]  # rows and figures in groups, each below another of its group

_CLEAR = 1e-5  # steps by which a row must be missed to be called impossible
_GAIN = 1e-9  # steps by which an end must move to matter
_TURNS = 30  # times that a row is looked at, on average; circles may go on for ever
_WIDEST = 40  # rows of a circle for which an end is looked for
_LARGEST = 400  # rows of a circle for which any point is: that costs a tenth of loading a solver
_INFINITY = float("inf")


def extent(rows: Sequence[Row], bounds: Mapping[str, Bounds], figure: str) -> Bounds | None:
    """The least and the greatest deviation that rows leave for a figure; None when propagation does not tell.

    In a circle of rows an end may be out of reach, so a point must be found there.
    """
    box = _Propagation(rows, dict(bounds)).run(range(len(rows)))
    if isinstance(box, bool):
        return None
    if acyclic(rows) or (len(rows) <= _WIDEST and all(_reached(rows, box, figure, end) for end in box[figure])):
        return box[figure]
    return None


def _reached(rows: Sequence[Row], box: Box, figure: str, end: float) -> bool:
    """Whether a point that obeys all rows is found with a figure at an end of its bounds."""
    if end in (-_INFINITY, _INFINITY):
        return False
    work = _Propagation(rows, {**box, figure: (end, end)})
    return not isinstance(work.run(work.of[figure]), bool) and work.point(_printed)


def possible(rows: Sequence[Row], bounds: Mapping[str, Bounds]) -> bool | None:
    """Whether deviations within bounds obey all rows; None when propagation does not tell."""
    work = _Propagation(rows, dict(bounds))
    box = work.run(range(len(rows)))
    if isinstance(box, bool):
        return None if box else False
    if acyclic(rows) or (len(rows) <= _LARGEST and any(_Propagation(rows, dict(box)).point(at) for at in _POINTS)):
        return True
    return None


def acyclic(rows: Sequence[Row]) -> bool:
    """Whether no figures close a circle of rows: each figure leads to one row that was not reached before."""
    above: Above = {}
    for n, row in enumerate(rows):
        for figure, _ in row.coefficients:
            one, other = root(above, n), root(above, figure)
            if one == other:
                return False
            above[other] = one
    return True


def root(above: Above, node: str | int) -> str | int:
    """The row (by number) or figure that stands for a group that hangs together; shortens the way to it."""
    top = node
    while top in above:
        top = above[top]
    while node != top:
        above[node], node = top, above[node]
    return top


class _Propagation:
    def __init__(self, rows: Sequence[Row], box: Box) -> None:
        self.rows, self.box = rows, box
        self.of: dict[str, list[int]] = defaultdict(list)
        for n, row in enumerate(rows):
            for figure, _ in row.coefficients:
                self.of[figure].append(n)
        self.turns = _TURNS * len(rows)

    def run(self, start: Sequence[int]) -> Box | bool:
        """The box once nothing moves any more; False: a row cannot hold, True: it may be so, or it takes too long."""
        queue, waiting = list(start), set(start)
        for n in queue:
            waiting.discard(n)
            self.turns -= 1
            if self.turns < 0:
                return True
            moved = self._row(self.rows[n])
            if isinstance(moved, bool):
                return moved
            again = [m for figure in moved for m in self.of[figure] if m not in waiting and m != n]
            again = list(dict.fromkeys(again))
            queue += again
            waiting.update(again)
        return self.box

    def _row(self, row: Row) -> list[str] | bool:
        """The figures whose bounds a row moves; False: it cannot hold, True: only just, or just not."""
        ends = [(t, c, *_ends(c, self.box[t])) for t, c in row.coefficients]
        low, high = row.lo - TOLERANCE, row.hi + TOLERANCE
        least, most = _Total(e[2] for e in ends), _Total(e[3] for e in ends)
        miss = max(least.without(0.0) - high, low - most.without(0.0))
        if miss > _GAIN:
            return miss <= _CLEAR
        moved = []
        for figure, c, own_least, own_most in ends:
            one, other = (high - least.without(own_least)) / c, (low - most.without(own_most)) / c
            lo, hi = self.box[figure]
            new = max(lo, min(one, other)), min(hi, max(one, other))
            if new[0] > new[1]:
                if new[0] - new[1] > _GAIN:
                    return True
                new = (new[1], new[1])
            if new[0] > lo + _GAIN or new[1] < hi - _GAIN:
                self.box[figure] = new
                moved.append(figure)
        return moved

    def point(self, at: Point) -> bool:
        """Whether figures set one after the other, each where `at` sets it within its bounds, obey all rows."""
        for figure in list(self.of):
            value = at(self.box[figure])
            self.box[figure] = value, value
            if isinstance(self.run(self.of[figure]), bool):
                return False
        return all(self._obeyed(row) for row in self.rows)

    def _obeyed(self, row: Row) -> bool:
        value = sum(c * self.box[t][0] for t, c in row.coefficients)
        return row.lo - TOLERANCE - _GAIN <= value <= row.hi + TOLERANCE + _GAIN


def _printed(bounds: Bounds) -> float:
    """The deviation nearest to what is printed."""
    return min(max(0.0, bounds[0]), bounds[1])


def _middle(bounds: Bounds) -> float:
    """The deviation that leaves the other figures the most room; where a side has no end, that nearest to print."""
    return _printed(bounds) if _INFINITY in (-bounds[0], bounds[1]) else (bounds[0] + bounds[1]) / 2


_POINTS: tuple[Point, ...] = (_printed, _middle)


def _ends(c: float, bounds: Bounds) -> Bounds:
    """The ends of a coefficient's product with a figure."""
    return (c * bounds[0], c * bounds[1]) if c > 0 else (c * bounds[1], c * bounds[0])


class _Total:
    """What the figures of a row come to at one end; some of them may have none."""

    def __init__(self, ends: Iterable[float]) -> None:
        every = list(ends)
        self._endless = [e for e in every if isinf(e)]
        self._finite = sum(e for e in every if not isinf(e))

    def without(self, own: float) -> float:
        """What all but one come to."""
        if len(self._endless) > isinf(own):
            return self._endless[0]
        return self._finite if isinf(own) else self._finite - own
