"""What stands about a figure of prose: the figures before and after it, and what else is said of its quantity."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.narrative.figure_leads import budget_measures
from gouji.narrative.model import Claim, Relation
from gouji.reconcile.diagnosis.model import Neighbour, Tie
from gouji.reconcile.diagnosis.names import Names, subject
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

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
        yield from self._adjacent(term)
        _, claim = self.names.claims.get(term.id, ("", None))
        mine = [c for c in self.context.claims if term.id in c.figures.values()]
        claim = next((c for c in mine if c.name.core or "value" in c.figures), claim)
        if claim:
            yield from self._rates(term, claim)
            yield from self._levels(term, claim)
            yield from self._siblings(term, claim)

    def _adjacent(self, term: Term) -> Iterator[Neighbour]:
        """The figures of the same kind just before and after it in its paragraph."""
        block = self.context.document.block_at(term.span.start)
        unit = term.figure.unit
        if block is None or unit is None:
            return
        line = sorted(
            (t for t in self.context.terms.prose if block.span.holds(t.span) and _kind(t) == unit.kind),
            key=lambda t: t.span,
        )
        at = next((i for i, t in enumerate(line) if t.id == term.id), None)
        if at is None:
            return
        for tie, other in ((Tie.PRECEDING, line[at - 1 : at]), (Tie.FOLLOWING, line[at + 1 : at + 2])):
            yield from (Neighbour(tie, self.names.short(t), t.figure) for t in other)

    def _rates(self, term: Term, claim: Claim) -> Iterator[Neighbour]:
        """The other rates of the quantity, wherever they are printed."""
        for other in self.context.claims:
            tie, role = _RATES.get(other.relation, (None, ""))
            rate = self.context.terms.of(other, role) if tie and not other.aside and _alike(other, claim) else None
            if tie and rate and rate.id != term.id:
                yield Neighbour(tie, subject(other), rate.figure)

    def _levels(self, term: Term, claim: Claim) -> Iterator[Neighbour]:
        """The same quantity by another measure or of last year, and the other quantities of the paragraph."""
        plans = budget_measures()
        for other in self.context.claims:
            budget = self.context.terms.of(other, "budget") if _alike(other, claim) else None
            if budget and budget.id != term.id:
                yield Neighbour(Tie.BUDGET, subject(other), budget.figure)
        for other in self.context.levels:
            value = self.context.value(other)
            if not value or value.id == term.id or not _alike(other, claim):
                continue
            if claim.period and other.period == claim.period - 1:
                yield Neighbour(Tie.LAST_YEAR, subject(other), value.figure)
            elif other.period == claim.period and (other.measure in plans) != (claim.measure in plans):
                yield Neighbour(Tie.BUDGET if other.measure in plans else Tie.FINAL, subject(other), value.figure)
        for other in self.context.paragraph(claim):
            value = self.context.value(other)
            if value and value.id not in claim.figures.values() and not value.zero:
                yield Neighbour(Tie.LEVEL, subject(other), value.figure)

    def _siblings(self, term: Term, claim: Claim) -> Iterator[Neighbour]:
        """The other shares of the same list."""
        if claim.relation is not Relation.SHARE:
            return
        block = self.context.document.block_at(claim.span.start)
        for other in self.context.shares:
            share = self.context.terms.of(other, "share")
            here = block and block.span.holds(other.span)
            if share and share.id != term.id and here and other.whole == claim.whole:
                yield Neighbour(Tie.SIBLING_SHARE, subject(other), share.figure)


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two claims are of one quantity, whatever its year and measure."""
    if "value" in one.figures and one.figures["value"] == other.figures.get("value"):
        return True
    return bool(one.name.core or one.name.total) and one.name == other.name


def _kind(term: Term) -> object:
    return term.figure.unit.kind if term.figure.unit else None
