"""The relations of a document as one system: figures, constraints between their true values, and its components.

A figure's variable is its deviation from what is printed, counted in hundredths of 万元, hundredths of per cent or
ones: residuals are computed exactly and only then become floats, so that billions of yuan lose no cent of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import itemgetter

from gouji.claims import DIVISION
from gouji.figures import ZERO, Kind
from gouji.reconcile.kernel.constraints import Linear
from gouji.reconcile.kernel.relation import Element, Reading, Tried
from gouji.reconcile.model import FindingKind, Status
from gouji.reconcile.statements.terms import Term

_INFINITY = float("inf")
_STEP = {Kind.MONEY: Decimal(100), Kind.PERCENT: Decimal("0.01"), Kind.POINT: Decimal("0.01"), Kind.COUNT: Decimal(1)}
_SURELY = 0.75  # certainty
# Coefficients looked at in any system, and for each of its own; published documents need 5,000 in all.
_WORK, _WORK_EACH = 100_000, 100
_HALF_OPEN = Decimal("0.0001")  # of a last place
Bounds = Callable[[str], tuple[float, float]]  # the least and greatest deviation of each figure
TOLERANCE = 1e-6  # of a row, whose largest coefficient is 1: a millionth of a step
_FARTHEST = 1e15  # steps, ten thousand times what a country spends: beyond, floats tell no step from the next


@dataclass(frozen=True, slots=True)
class Row:
    """One constraint in deviations: lo ≤ Σ coefficient · deviation ≤ hi, the largest coefficient being 1."""

    coefficients: tuple[tuple[str, float], ...]
    lo: float
    hi: float
    given: tuple[str, ...]
    reading: Reading
    tried: int  # index of the relation that says so

    @property
    def as_printed(self) -> bool:
        """Whether the printed values themselves obey it."""
        return self.lo <= TOLERANCE and self.hi >= -TOLERANCE

    @property
    def solvable(self) -> bool:
        """Whether a solver can tell it from one a step away: it takes ends that lie far off for none at all."""
        return self.lo < _FARTHEST and self.hi > -_FARTHEST

    def miss(self, bounds: Bounds) -> float:
        """By how much it is missed whatever its figures truly are within their bounds; 0 when it need not be."""
        least, most = _ends(self.coefficients, bounds)
        miss = max(least - self.hi, self.lo - most)
        return miss if miss > TOLERANCE else 0.0

    @property
    def figures(self) -> Iterator[str]:
        yield from (t for t, _ in self.coefficients)
        yield from self.given


@dataclass
class Effort:
    """What is spent on solving, which unlike seconds is the same on every machine.

    Attributes:
        most: coefficients that may be looked at; grows as the system does, so that the time of solving does too.
        rows: the rows that solvers were given.
        looked_at: the coefficients that were looked at.
    """

    most: int
    rows: int = 0
    looked_at: int = 0

    def spend(self, rows: int) -> None:
        self.rows += rows

    def allows(self, work: int) -> bool:
        """Whether so many coefficients may still be looked at, which then counts as done."""
        if self.looked_at + work > self.most:
            return False
        self.looked_at += work
        return True


@dataclass(frozen=True)
class System:
    """All rows of a document and the terms they are about; `rows` index by place in the tuple."""

    terms: dict[str, Term]
    rows: tuple[Row, ...]

    @cached_property
    def by_figure(self) -> dict[str, list[int]]:
        """The rows that a figure stands in."""
        found: dict[str, list[int]] = defaultdict(list)
        for n, row in enumerate(self.rows):
            for figure in row.figures:
                found[figure].append(n)
        return found

    @cached_property
    def effort(self) -> Effort:
        """What solving it has cost so far, and may cost."""
        return Effort(_WORK + _WORK_EACH * self.burden(range(len(self.rows))))

    def burden(self, rows: Iterable[int]) -> int:
        """How many coefficients some rows have."""
        return sum(len(self.rows[n].coefficients) for n in rows)

    def burden_of(self, figure: str) -> int:
        """How many coefficients the rows have that a figure stands in."""
        if figure not in self._burdens:
            self._burdens[figure] = self.burden(self.by_figure[figure])
        return self._burdens[figure]

    @cached_property
    def _burdens(self) -> dict[str, int]:
        return {}

    def groups(self, rows: Sequence[int]) -> list[tuple[int, ...]]:
        """Some rows in groups that share no figure among them."""
        part = System(self.terms, tuple(self.rows[n] for n in rows))
        return [tuple(rows[i] for i in group) for group in part.components()]

    @cached_property
    def known(self) -> dict[tuple[tuple[int, ...], frozenset[Element]], bool]:
        """Which rows can hold together with some figures freed, as far as it was asked."""
        return {}

    def bounds(self, figure: str) -> tuple[float, float]:
        """How far the true value may lie from what is printed, in steps.

        Halves are rounded away from zero, so the end that lies there belongs to the next number: of 2.50 and 2.51,
        whose closed intervals touch, no value is both. A nought with decimals counts as exact in one relation, but
        no conclusion from several rests on its being so.
        """
        if figure not in self._bounds:
            self._bounds[figure] = self._bounded(figure)
        return self._bounds[figure]

    @cached_property
    def _bounds(self) -> dict[str, tuple[float, float]]:
        return {}

    def _bounded(self, figure: str) -> tuple[float, float]:
        term = self.terms[figure]
        if term.zero and term.figure.decimals:
            half = float(term.figure.place(term.usual) / step(term) / 2)
            return -half, half
        low = term.interval.lo - term.figure.base
        high = term.interval.hi - term.figure.base
        if term.figure.value < 0:
            low += _open_end(term)
        else:
            high -= _open_end(term)
        return float(low / step(term)), float(high / step(term))

    def implied(self, n: int, figure: str) -> tuple[float, float] | None:
        """The deviations of a figure that a row allows with all its others in bounds; None when it has no say."""
        row = self.rows[n]
        own = self._coefficients(n).get(figure, 0.0)
        if abs(own) < TOLERANCE:
            return None
        least, most = self._others(n, figure, own)
        found = ((row.lo - most - TOLERANCE) / own, (row.hi - least + TOLERANCE) / own)
        return (min(found), max(found))

    def _others(self, n: int, figure: str, own: float) -> tuple[float, float]:
        """The least and the greatest that the other figures of a row come to."""
        if n not in self._row_ends:
            self._row_ends[n] = _ends(self.rows[n].coefficients, self.bounds)
        least, most = self._row_ends[n]
        if _INFINITY in (-least, most):
            return _ends([(t, c) for t, c in self.rows[n].coefficients if t != figure], self.bounds)
        one, other = _ends([(figure, own)], self.bounds)
        return least - one, most - other

    def _coefficients(self, n: int) -> dict[str, float]:
        if n not in self._by_row:
            self._by_row[n] = dict(reversed(self.rows[n].coefficients))
        return self._by_row[n]

    @cached_property
    def _row_ends(self) -> dict[int, tuple[float, float]]:
        return {}

    @cached_property
    def _by_row(self) -> dict[int, dict[str, float]]:
        return {}

    def components(self) -> list[list[int]]:
        """The rows in groups that share no figure."""
        seen: set[int] = set()
        found = []
        for start in range(len(self.rows)):
            if start not in seen:
                found.append(sorted(self.reach([start], seen)))
        return found

    def reach(self, start: Iterable[int], seen: set[int] | None = None, steps: int = -1) -> set[int]:
        """The rows that hang together with some rows, over at most so many figures in between (-1: any number)."""
        seen = set() if seen is None else seen
        group, edge = set(start), list(start)
        seen.update(edge)
        crossed: set[str] = set()
        while edge and steps:
            steps -= 1
            over = {figure for row in edge for figure in self.rows[row].figures} - crossed
            crossed |= over
            near = {n for figure in over for n in self.by_figure[figure]}
            edge = list(near - seen)
            seen.update(edge)
            group.update(edge)
        return group

    def near(self, figure: str, steps: int) -> tuple[int, ...] | None:
        """The rows within so many figures of a figure, in order; None where they are more than may be looked at."""
        found, edge = set(self.by_figure[figure]), list(self.by_figure[figure])
        crossed = {figure}
        if not self.effort.allows(self.burden_of(figure)):
            return None
        for _ in range(steps):
            over = {other for row in edge for other in self.rows[row].figures} - crossed
            crossed |= over
            edge = []
            for other in over:
                if not self.effort.allows(len(self.by_figure[other])):
                    return None
                edge += [n for n in self.by_figure[other] if n not in found]
                found.update(edge)
            if not self.effort.allows(self.burden(edge)):
                return None
        return tuple(sorted(found))


def step(term: Term) -> Decimal:
    """What a figure's deviation is counted in, in base units."""
    return _STEP[term.figure.unit.kind if term.figure.unit else Kind.MONEY]


def system_of(tried: list[Tried]) -> System:
    """The system of the relations that were read surely enough to be tried; doubtful ones stay outside.

    So do those that miss by more than solvers can count: they speak for themselves.
    """
    terms: dict[str, Term] = {}
    rows: list[Row] = []
    for n, one in enumerate(tried):
        for role in one.roles:
            terms.setdefault(role.term.id, role.term)
        for linear in one.linear if _counts(one) else ():
            terms.update((term.id, term) for term, _ in linear.terms)
            row = _row(linear, reading_of(one, n), n)
            rows += [row] if row.solvable else []
    return System(terms, tuple(rows))


def incomplete(tried: Sequence[Tried]) -> frozenset[int]:
    """The sums of cells, and divisions of prose, that miss and may lack a part: then no figure of them need be wrong.

    What is read less surely may be no sum of these parts at all; of other lists in prose nothing tells that they are
    all of their total. Where the document states elsewhere what the parts come to, none is missing.
    """
    able = [n for n, one in enumerate(tried) if _may_lack_a_row(one)]
    terms = {role.term.id: role.term for one in tried for role in one.roles} if able else {}
    stated = sorted((t.figure.base, t.id) for t in terms.values() if t.figure.value)
    return frozenset(n for n in able if not _stated_elsewhere(tried[n], stated))


def _may_lack_a_row(tried: Tried) -> bool:
    if tried.status is not Status.VIOLATED or tried.fixed or tried.certainty < _SURELY:
        return False
    divides = tried.kind is FindingKind.TABLE_INTERNAL or tried.rule == DIVISION
    return divides and tried.roles[0].role == "total"


def _stated_elsewhere(tried: Tried, stated: Sequence[tuple[Decimal, str]]) -> bool:
    """Whether a figure outside a sum states what its parts come to; `stated` are values and figures in order."""
    own, come_to = {role.term.id for role in tried.roles}, tried.roles[0].allowed
    if come_to is None:
        return False
    first, last = bisect_left(stated, (come_to.lo, "")), bisect_right(stated, come_to.hi, key=itemgetter(0))
    return any(value in come_to and figure not in own for value, figure in stated[first:last])


def accuses(tried: Tried) -> bool:
    """Whether a relation misses by itself, and which of its figures is wrong is open."""
    return bool(tried.roles) and tried.misses and not tried.fixed


def _counts(tried: Tried) -> bool:
    """Whether a relation says something of true values: it holds or misses, and no figure is wrong beforehand."""
    if tried.fixed:
        return False
    return tried.status is Status.HOLDS or tried.misses


def reading_of(tried: Tried, index: int) -> Reading:
    """What a relation stands or falls with: its reading, else itself."""
    return tried.reading or Reading("relation", str(index))


def _open_end(term: Term) -> Decimal:
    """What a figure's interval is short of the end that it does not hold."""
    return _HALF_OPEN * term.figure.place(term.usual) if term.interval.width else ZERO


def _row(linear: Linear, reading: Reading, index: int) -> Row:
    at_print = sum((c * term.figure.base for term, c in linear.terms), ZERO)
    open_ends = ZERO if linear.strict else _open_ends(linear)
    scaled = [(term.id, c * step(term)) for term, c in linear.terms if c]
    largest = max((abs(c) for _, c in scaled), default=ZERO) or Decimal(1)
    low, high = -_INFINITY, _INFINITY
    if linear.lo is not None:
        low = float((linear.lo - at_print - open_ends) / largest)
    if linear.hi is not None:
        high = float((linear.hi - at_print + open_ends) / largest)
    coefficients = tuple((figure, float(c / largest)) for figure, c in scaled)
    return Row(coefficients, low, high, linear.given, reading, index)


def _open_ends(linear: Linear) -> Decimal:
    """By how much a constraint is wider for the ends that its figures do not hold."""
    return sum((abs(c) * _open_end(term) for term, c in linear.terms), ZERO)


def _ends(coefficients: Iterable[tuple[str, float]], bounds: Bounds) -> tuple[float, float]:
    """The least and the greatest that a weighted sum of figures can be within their bounds."""
    least = most = 0.0
    for figure, coefficient in coefficients:
        low, high = bounds(figure)
        one, other = coefficient * low, coefficient * high
        least += min(one, other)
        most += max(one, other)
    return least, most
