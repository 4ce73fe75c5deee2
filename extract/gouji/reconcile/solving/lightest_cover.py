"""The lightest elements that hit every core, by branch and bound: most covers are too small to be worth a solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gouji.reconcile.kernel.relation import Element, Reading

_NODES = 100  # of the search; beyond, a solver is faster
_EVEN = 1e-9


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
    groups: list[tuple[set[Element], list[Core]]] = []
    seeds = [(set(c), [c]) for c in dict.fromkeys(cores)] + [(set(p), []) for p in pairs]
    for elements, members in seeds:
        apart = []
        for other in groups:
            if elements.isdisjoint(other[0]):
                apart.append(other)
            else:
                elements, members = elements | other[0], other[1] + members
        groups = [*apart, (elements, members)]
    return [members for _, members in groups if members]


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
