"""Localisation: which figures must be wrong so that every violated relation is explained by the fewest.

Greedy cover after the idea of Fellegi and Holt (1976): the figure that one other value would repair in most
violated relations, and for which fewest relations that hold speak, is disputed; then the same for what is left.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from gouji.figures import Interval
from gouji.reconcile.relation import Tried

_LEAD = 0.7  # results (totals, rates) are wrong more often than what they are computed from
_HELD = 0.8  # how much a relation that holds speaks for a figure, against one that it breaks

Score = tuple[float, int]


def localise(violated: list[Tried], held: Counter[str]) -> Iterator[tuple[str, list[Tried]]]:
    """(disputed term id, the relations it explains), disputed figures in the order they are found.

    Relations without terms, or whose first term is `fixed` as the disputed one, stand alone ('' without terms).
    """
    for tried in violated:
        if tried.fixed or not tried.roles:
            yield (tried.roles[0].term.id if tried.roles else ""), [tried]
    yield from _Cover([t for t in violated if t.roles and not t.fixed], held).run()


class _Cover:
    """The relations still unexplained, indexed by term, with the best cover of each term kept up to date."""

    def __init__(self, violated: list[Tried], held: Counter[str]) -> None:
        self.held = held
        self.left = dict(enumerate(violated))
        self.by_term: dict[str, list[int]] = defaultdict(list)
        for n, tried in self.left.items():
            for term_id in dict.fromkeys(r.term.id for r in tried.roles):
                self.by_term[term_id].append(n)
        self.covers = {term_id: self._cover(term_id) for term_id in self.by_term}
        self.scores = {term_id: self._score(term_id) for term_id in self.by_term}

    def run(self) -> Iterator[tuple[str, list[Tried]]]:
        while self.left:
            disputed = max(self.scores, key=self.scores.__getitem__)
            group = self.covers[disputed]
            if not group:  # no other value repairs anything: each relation's first suspect is all there is
                first = next(iter(self.left))
                disputed, group = self.left[first].roles[0].term.id, [first]
            tried = [self.left.pop(n) for n in group]
            yield disputed, tried
            for term_id in {r.term.id for t in tried for r in t.roles}:
                self.covers[term_id] = self._cover(term_id)
                self.scores[term_id] = self._score(term_id)

    def _cover(self, term_id: str) -> list[int]:
        """The most relations that a single other value of a term would repair."""
        repairs = [
            (role.allowed, n)
            for n in self.by_term[term_id]
            if n in self.left
            for role in self.left[n].roles
            if role.term.id == term_id and role.allowed and role.possible
        ]
        best: list[int] = []
        for start, (common, first) in enumerate(repairs):
            group = [first]
            for allowed, n in repairs[start + 1 :]:
                if common.meets(allowed) and n not in group:
                    common = Interval(max(common.lo, allowed.lo), min(common.hi, allowed.hi))
                    group.append(n)
            if len(group) > len(best):
                best = group
            if len(repairs) - start <= len(best):
                break
        return best

    def _score(self, term_id: str) -> Score:
        group = self.covers[term_id]
        if not group:
            return -1e9, 0
        leads = sum(self.left[n].roles[0].term.id == term_id for n in group)
        return len(group) - _HELD * self.held[term_id] + _LEAD * (leads > 0), leads
