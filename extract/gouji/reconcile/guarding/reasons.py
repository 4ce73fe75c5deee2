"""Why no relation touches a figure: what the words and the tables about it leave out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from gouji.claims import Claim, Relation
from gouji.document import Fact, Span, Table
from gouji.figures import Kind
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Sentence, Status, say
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_NOT_TRIED = (Status.NOT_APPLICABLE, Status.UNREADABLE)
_MOST = 4  # cells of one name that are looked at
_WORD = 2  # characters before and behind a count that tell it from others
_OF_RELATION = {
    Relation.CHANGE: "guard.no_base",
    Relation.SHARE: "guard.no_whole",
    Relation.COMPLETION: "guard.no_plan",
}


class Reasons:
    """Why figures of one document are not touched; its indexes are made when they are first asked for."""

    def __init__(self, context: Context, tried: Iterable[Tried]) -> None:
        self.context = context
        self.undecided = [t for t in tried if t.status in _NOT_TRIED]

    def untouched(self, term: Term) -> Sentence:
        """The reason, as a phrase of the catalogue."""
        if one := self._line(term):
            return say("guard.undecided", why=one.why)
        if fact := self.context.terms.facts.get(term.id):
            return self._of_cell(fact)
        return self._of_prose(term)

    def _line(self, term: Term) -> Tried | None:
        """The line of the ledger that says why a relation of a figure was not decided."""
        claims = {c.span for c in self._claims.get(term.id, ())}
        told = next((t for t in self._by_figure.get(term.id, ())), None)
        return told or next((t for span in claims for t in self._by_span.get(span, ())), None)

    @cached_property
    def _by_figure(self) -> dict[str, list[Tried]]:
        found: dict[str, list[Tried]] = defaultdict(list)
        for one in self.undecided:
            for role in one.roles:
                found[role.term.id].append(one)
        return found

    @cached_property
    def _by_span(self) -> dict[Span, list[Tried]]:
        """The undecided relations without figures, by where their line stands."""
        found: dict[Span, list[Tried]] = defaultdict(list)
        for one in self.undecided:
            if not one.roles and one.why:
                found[one.span].append(one)
        return found

    @cached_property
    def _claims(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.context.claims:
            for figure in claim.figures.values():
                found[figure].append(claim)
        return found

    def _of_prose(self, term: Term) -> Sentence:
        unit = term.figure.unit
        if unit and unit.kind is Kind.COUNT:
            return say("guard.count_again" if term.id in self._told_again else "guard.count")
        claims = self._claims.get(term.id, [])
        if not claims:
            return say("guard.no_claim")
        if all(c.aside for c in claims):
            return say("guard.aside")
        return self._of_claim(next(c for c in claims if not c.aside), term)

    @cached_property
    def _told_again(self) -> frozenset[str]:
        """The counts between words that another count of prose stands between too."""
        found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for count in self.context.counts:
            words = count.before[-_WORD:], count.symbol, count.after[:_WORD]
            if count.row is None and len(words[0]) == len(words[-1]) == _WORD:
                found[words].append(count.id)
        return frozenset(one for ids in found.values() if len(ids) > 1 for one in ids)

    def _of_claim(self, claim: Claim, term: Term) -> Sentence:
        """Why nothing is known of a figure of a clause, by the part it plays there."""
        role = next(r for r, figure in claim.figures.items() if figure == term.id)
        if role != "value":
            return say(_OF_RELATION.get(claim.relation, "guard.alone"))
        if claim.name.nameless:
            return say("guard.nameless")
        if not self.context.document.tables:
            return say("guard.no_table")
        cells = self._cells.get(claim.name.core, [])
        return say("guard.no_cell") if not cells else self._of_cells(claim, cells)

    @cached_property
    def _cells(self) -> dict[str, list[Named]]:
        found: dict[str, list[Named]] = defaultdict(list)
        for named in self.context.named:
            found[named.name.core].append(named)
        return found

    def _of_cells(self, claim: Claim, cells: list[Named]) -> Sentence:
        """How a level stands to the first cells of its name."""
        stands = (self.context.compare(claim, cell) for cell in cells[:_MOST])
        reasons = dict.fromkeys(one.reason for one in stands if one.reason)
        first = next(iter(reasons), "")
        return say("guard.other_scope", why=say(first)) if first else say("guard.no_fit")

    def _of_cell(self, fact: Fact) -> Sentence:
        table = self._tables[fact.table]
        return say(next(_unread(table, fact), None) or self._of_read_cell(fact))

    def _of_read_cell(self, fact: Fact) -> str:
        if fact.id not in self._named:
            return "guard.cell_nameless"
        return "guard.cell_alone" if fact.figure.value else "guard.cell_nought"

    @cached_property
    def _tables(self) -> dict[int, Table]:
        return {t.id: t for t in self.context.document.tables}

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(n.fact.id for n in self.context.named)


def _unread(table: Table, fact: Fact) -> Iterator[str]:
    """Why the table of a cell is not one whose sums are tried."""
    if table.chart:
        yield "guard.chart"
    if table.cut:
        yield "guard.cut"
    if not table.header_rows or not fact.column:
        yield "guard.headless"
