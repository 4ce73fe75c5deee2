"""The lightest elements that hit every core, by branch and bound: most covers are too small to be worth a solver."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from gouji.reconcile.kernel.relation import Element, Reading

_NODES = 100  # of the search; beyond, a solver is faster
_EVEN = 1e-9

T = TypeVar("T")


class WorkSpentError(Exception):
    """The search was ended by its budget of work before the least was found."""


Core = frozenset[Element]
Pair = tuple[str, str, Reading]  # figure, figure, reading: both figures are chosen only where the reading is


def lightest_cover(
    cores: Iterable[Core], weight: Mapping[Element, float], pairs: Iterable[Pair] = ()
) -> frozenset[Element]:
    """The elements of least total weight of which every core holds one. Raises WorkSpentError in a long search."""
    return _Search(tuple(dict.fromkeys(cores)), weight, tuple(pairs)).run()


def sharing(cores: Iterable[Core], pairs: Iterable[Pair]) -> list[list[Core]]:
    """The cores in groups that share no element and no pair: each can be covered by itself."""
    gathered: Gathered[Core] = Gathered()
    for core in dict.fromkeys(cores):
        gathered.add(core, core)
    for pair in pairs:
        gathered.add(pair)
    return [list(members) for _, members in gathered.groups() if members]


class Gathered(Generic[T]):
    """Members in groups that share no element. The smaller of two groups goes into the larger, so that many are cheap.

    The newest group is the last; of groups that become one, the members of a newer one stand before those of an older.
    """

    def __init__(self) -> None:
        self._above: dict[Element, Element] = {}  # an element that another was joined to; itself for that of a group
        self._parts: dict[Element, tuple[set[Element], deque[T]]] = {}

    def add(self, elements: Iterable[Element], *members: T) -> None:
        """Adds members that have these elements."""
        whole, held = set(elements), deque(members)
        if not whole:
            return
        touched = {self._top(e) for e in whole if e in self._above}
        for top in [t for t in self._parts if t in touched] if len(touched) > 1 else touched:
            others, before = self._parts.pop(top)
            whole, held = _into(whole, others), _before(before, held)
        top = next(iter(whole)) if not touched else next(iter(touched))
        for element in (*touched, *elements):
            self._above[element] = top
        self._parts[top] = whole, held

    def _top(self, element: Element) -> Element:
        """The element that stands for a group; shortens the way to it."""
        top = element
        while self._above[top] != top:
            top = self._above[top]
        while self._above[element] != top:
            self._above[element], element = top, self._above[element]
        return top

    def groups(self) -> list[tuple[set[Element], deque[T]]]:
        """Elements and members of each group."""
        return list(self._parts.values())


def _into(one: set[Element], other: set[Element]) -> set[Element]:
    small, large = sorted((one, other), key=len)
    large |= small
    return large


def _before(first: deque[T], second: deque[T]) -> deque[T]:
    if len(first) < len(second):
        second.extendleft(reversed(first))
        return second
    first.extend(second)
    return first


class _Search:
    def __init__(self, cores: tuple[Core, ...], weight: Mapping[Element, float], pairs: tuple[Pair, ...]) -> None:
        self.cores, self.weight, self.pairs = cores, weight, pairs
        self.least, self.best, self.nodes = float("inf"), frozenset[Element](), 0

    def run(self) -> frozenset[Element]:
        self._branch(frozenset(), frozenset(), 0.0)
        return self.best

    def _branch(self, chosen: frozenset[Element], barred: frozenset[Element], cost: float) -> None:
        self.nodes += 1
        if self.nodes > _NODES:
            raise WorkSpentError
        left = [core - barred for core in self.cores if core.isdisjoint(chosen)]
        left += [frozenset((r,)) - barred for a, b, r in self.pairs if {a, b} <= chosen and r not in chosen]
        if cost + self._bound(left) >= self.least - _EVEN:
            return
        if not left:
            self.least, self.best = cost, chosen
            return
        smallest = min(left, key=len)
        for element in sorted(smallest, key=lambda e: (self.weight[e], str(e))):
            self._branch(chosen | {element}, barred, cost + self.weight[element])
            barred |= {element}

    def _bound(self, left: list[Core]) -> float:
        """What cores that share nothing cost at least."""
        total, used = 0.0, set[Element]()
        for core in sorted(left, key=len):
            if not core:
                return float("inf")
            if used.isdisjoint(core):
                total += min(self.weight[e] for e in core)
                used |= core
        return total
