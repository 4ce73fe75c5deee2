"""What a message calls a figure: the subject of its clause, or its row, column and table."""

from __future__ import annotations

from functools import cached_property

from gouji.claims import Claim
from gouji.document import Fact, Table
from gouji.reconcile.diagnosis.model import quoted
from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.kernel.relation import table_name
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.row_labels import unnumbered
from gouji.reconcile.statements.terms import Term

_LONGEST = 20  # characters of a clause's subject that a name keeps


class Names:
    """The names of a document's figures."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @cached_property
    def tables(self) -> dict[int, Table]:
        return {t.id: t for t in self.context.document.tables}

    @cached_property
    def claims(self) -> dict[str, tuple[str, Claim]]:
        """For each figure of prose its role and the claim that it plays it in; a level before all else."""
        found: dict[str, tuple[str, Claim]] = {}
        for claim in sorted(self.context.claims, key=lambda c: c.relation.value != "level"):
            for role, entity in claim.figures.items():
                found.setdefault(entity, (role, claim))
        return found

    def short(self, term: Term, like: Term | None = None) -> str:
        """The label of a cell's row (of its column where `like` stands in the same row), the subject of a clause."""
        fact = self.context.terms.facts.get(term.id)
        if fact:
            beside = like is not None and self._in_row(like, fact)
            return label(fact.column if beside else fact.row) or label(fact.column)
        role, claim = self.claims.get(term.id, ("", None))
        return subject(claim) if claim and role == "value" else ""

    def _in_row(self, term: Term, fact: Fact) -> bool:
        """Whether a term is a cell of a row."""
        other = self.context.terms.facts.get(term.id)
        return other is not None and other.row_index == fact.row_index

    def full(self, term: Term) -> str:
        """As `short`, a cell with its table and column."""
        fact = self.context.terms.facts.get(term.id)
        return self.cell(fact) if fact else self.short(term)

    def cells_of(self, term: Term) -> list[Fact]:
        """The cells that name the quantity of a figure of prose."""
        _, claim = self.claims.get(term.id, ("", None))
        if claim is None or not claim.name.core:
            return []
        return [n.fact for n in self.context.named if n.name.core == claim.name.core]

    def cell(self, fact: Fact) -> str:
        """A cell's table with its row and column."""
        table = load().words(table_name(self.tables[fact.table]))
        words = "/".join(filter(None, (label(fact.row), label(fact.column))))
        return table + quoted(words) if words else table


def label(path: tuple[str, ...]) -> str:
    """The innermost label of a path, without blanks and numbering."""
    return unnumbered(path[-1]) if path else ""


def subject(claim: Claim) -> str:
    """The name of a claim's quantity: its words, or its core where these are known or more than a message can bear."""
    words = "".join(claim.subject.split()).strip("-·*#：:,，。“”\"'")
    brief = claim.name.known or len(words) > _LONGEST
    return claim.name.core if claim.name.core and brief else words[-_LONGEST:]
