"""What stands about a figure of prose: the figures before and after it, and what else is said of its quantity."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from gouji.claims import Claim, Relation
from gouji.figures import Kind
from gouji.reconcile.diagnosis.model import Neighbour, Tie
from gouji.reconcile.diagnosis.names import Names, subject
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.plans import planned
from gouji.reconcile.statements.terms import Term

_MOST = 200  # claims of one quantity that are looked at
_RATES = {
    Relation.COMPLETION: (Tie.COMPLETION, "rate"),
    Relation.SHARE: (Tie.SHARE, "share"),
    Relation.CHANGE: (Tie.GROWTH, "rate"),
}


class Prose:
    """The prose about a figure."""

    def __init__(self, context: Context, names: Names) -> None:
        self.context, self.names = context, names

    def about(self, term: Term) -> Iterator[Neighbour]:
        """The neighbours of a figure of prose, the nearest first."""
        yield from self._adjacent(term)
        claim = self._claim(term)
        if claim is None:
            return
        yield from self._rates(term, claim)
        yield from self._budgets(term, claim)
        yield from self._levels(term, claim)
        yield from self._in_paragraph(claim)
        yield from self._siblings(term, claim)

    def _claim(self, term: Term) -> Claim | None:
        """The first claim about a figure that names its quantity or states a level; else any."""
        for claim in self.context.claims_of.get(term.id, ()):
            if claim.name.core or "value" in claim.figures:
                return claim
        _, claim_of_any = self.names.claims.get(term.id, ("", None))
        return claim_of_any

    def _adjacent(self, term: Term) -> Iterator[Neighbour]:
        """The figures of the same kind just before and after it in its paragraph."""
        line = self._of_kind(term)
        ids = [t.id for t in line]
        if term.id not in ids:
            return
        at = ids.index(term.id)
        if at > 0:
            yield self._neighbour(Tie.PRECEDING, line[at - 1])
        if at + 1 < len(line):
            yield self._neighbour(Tie.FOLLOWING, line[at + 1])

    def _of_kind(self, term: Term) -> list[Term]:
        """The figures of a figure's kind in its paragraph, in order; none for one without a unit."""
        block = self.context.document.block_at(term.span.start)
        kind = _kind(term)
        if block is None or kind is None:
            return []
        first = bisect_left(self._in_order, block.span.start, key=_start)
        last = bisect_right(self._in_order, block.span.end, key=_start)
        return [t for t in self._in_order[first:last] if block.span.holds(t.span) and _kind(t) is kind]

    @cached_property
    def _in_order(self) -> list[Term]:
        """The figures of the prose by their places."""
        return sorted(self.context.terms.prose, key=lambda t: t.span)

    @cached_property
    def _quantities(self) -> dict[object, list[int]]:
        """The claims of each quantity, by its name and by each figure that states it."""
        found: dict[object, list[int]] = defaultdict(list)
        for n, claim in enumerate(self.context.claims):
            for key in _keys(claim):
                found[key].append(n)
        return found

    def _same(self, claim: Claim) -> list[Claim]:
        """The claims of a claim's quantity in order; of very many the nearest."""
        near = (self._nearest(self._quantities[key], claim) for key in _keys(claim))
        found = self._nearest(sorted({n for some in near for n in some}), claim)
        return [self.context.claims[n] for n in found]

    def _nearest(self, found: list[int], claim: Claim) -> list[int]:
        """Those of the claims in order that stand nearest to one."""
        if len(found) <= _MOST:
            return found
        at = bisect_left(found, claim.span.start, key=lambda n: self.context.claims[n].span.start)
        first = max(0, min(at - _MOST // 2, len(found) - _MOST))
        return found[first : first + _MOST]

    def _neighbour(self, tie: Tie, term: Term) -> Neighbour:
        return Neighbour(tie, self.names.short(term), term.figure)

    def _rates(self, term: Term, claim: Claim) -> Iterator[Neighbour]:
        """The other rates of the quantity, wherever they are printed."""
        for other in self._same(claim):
            if other.aside or other.relation not in _RATES:
                continue
            tie, role = _RATES[other.relation]
            rate = self._other(term, claim, other, role)
            if rate:
                yield Neighbour(tie, subject(other), rate.figure)

    def _budgets(self, term: Term, claim: Claim) -> Iterator[Neighbour]:
        """What rates of completion say that the budget of the quantity was."""
        for other in self._same(claim):
            budget = self._other(term, claim, other, "budget")
            if budget:
                yield Neighbour(Tie.BUDGET, subject(other), budget.figure)

    def _levels(self, term: Term, claim: Claim) -> Iterator[Neighbour]:
        """The same quantity by another measure or of last year."""
        for other in self._same(claim):
            if other.aside or other.relation is not Relation.LEVEL:
                continue
            tie = _level_tie(claim, other)
            value = self._other(term, claim, other, "value") if tie else None
            if tie and value:
                yield Neighbour(tie, subject(other), value.figure)

    def _in_paragraph(self, claim: Claim) -> Iterator[Neighbour]:
        """The other quantities of the paragraph."""
        own = set(claim.figures.values())
        for other in self.context.paragraph(claim):
            value = self.context.value(other)
            if value and value.id not in own and not value.zero:
                yield Neighbour(Tie.LEVEL, subject(other), value.figure)

    def _other(self, term: Term, claim: Claim, other: Claim, role: str) -> Term | None:
        """Another figure, of a claim about the same quantity, in a role."""
        found = self.context.terms.of(other, role)
        if found is None or found.id == term.id:
            return None
        return found if _alike(other, claim) else None

    @cached_property
    def _lists(self) -> list[frozenset[str]]:
        """The amounts of each list, without its total."""
        lists = (c for c in self.context.claims if c.relation is Relation.PART_OF)
        return [frozenset(figure for role, figure in c.figures.items() if role != "whole") for c in lists]

    def _siblings(self, term: Term, claim: Claim) -> Iterator[Neighbour]:
        """The other shares of the same list, or of the same whole in the same paragraph."""
        if claim.relation is not Relation.SHARE:
            return
        for other in self._shares_beside(claim):
            share = self.context.terms.of(other, "share")
            if share and share.id != term.id:
                yield Neighbour(Tie.SIBLING_SHARE, subject(other), share.figure)

    def _shares_beside(self, claim: Claim) -> list[Claim]:
        shares = self.context.shares
        listed = next((parts for parts in self._lists if claim.figures.get("value") in parts), None)
        if listed:
            return [s for s in shares if s.figures.get("value") in listed]
        block = self.context.document.block_at(claim.span.start)
        return [s for s in shares if s.whole == claim.whole and block and block.span.holds(s.span)]


def _keys(claim: Claim) -> list[object]:
    """What tells the quantity of a claim: two with a key in common are of one."""
    named = [claim.name] if claim.name.core or claim.name.total else []
    return [*named, *([claim.figures["value"]] if "value" in claim.figures else [])]


def _start(term: Term) -> int:
    return term.span.start


def _level_tie(claim: Claim, other: Claim) -> Tie | None:
    """What another level of a claim's quantity is to it: last year's, the plan for an outcome, or the reverse."""
    if claim.period and other.period == claim.period - 1:
        return Tie.LAST_YEAR
    if other.period != claim.period or planned(other) == planned(claim):
        return None
    return Tie.BUDGET if planned(other) else Tie.FINAL


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two claims are of one quantity, whatever its year and measure."""
    value = one.figures.get("value")
    if value is not None and value == other.figures.get("value"):
        return True
    named = bool(one.name.core or one.name.total)
    return named and one.name == other.name


def _kind(term: Term) -> Kind | None:
    return term.figure.kind
