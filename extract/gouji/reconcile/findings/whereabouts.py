"""Where the figures of a finding stand, as its sentence names them: the table and its row and column, or the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from gouji.claims import Claim
from gouji.document import Document, Fact, Span
from gouji.places import Place
from gouji.reconcile.findings.grounds import Grounds
from gouji.reconcile.kernel.relation import Role, cut_short, printed, table_name
from gouji.reconcile.model import Words, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_JOINT = "·"


class Whereabouts:
    """The places of a finding.

    Attributes:
        place: where the disputed figure or wording stands in the file.
    """

    def __init__(self, context: Context, grounds: Grounds) -> None:
        self.context, self.document, self.grounds = context, context.document, grounds
        self.place: Place = self.document.places.at(grounds.span.start, grounds.span.end)

    @cached_property
    def cell(self) -> Words | None:
        """The table, row and column of a disputed cell; None in prose, and where its table has no name."""
        role = self.grounds.role
        fact = self._fact(role.term) if role else None
        return self._cell(fact) if fact else None

    @cached_property
    def section(self) -> str:
        """The innermost heading that disputed prose stands under; '' in a table, and where there is none."""
        role = self.grounds.role
        return "" if self.cell is not None or (role and self._in_form(role.term)) else self._heading(self.grounds.span)

    @cached_property
    def named(self) -> Words:
        """What a disputed figure of prose is of, where its own clause names it, or its paragraph in the same words."""
        role = self.grounds.role
        claims = self.context.claims_of.get(role.term.id, ()) if role else ()
        names = [(c.name.fund, c.name.core or c.name.side) for c in claims if c.own]
        told = next((words for words in names if words[1]), ())
        words = told or (self._in_lead(role.term, claims) if role else ())
        return say("finding.of", name=cut_short("".join(words))) if words else say("nothing")

    def _in_lead(self, term: Term, claims: Iterable[Claim]) -> tuple[str, ...]:
        """The name that a figure got from elsewhere, where its paragraph says all words of it before the figure."""
        lead = self.context.lead(term)
        names = (tuple(filter(None, (c.name.fund, c.name.core or c.name.side))) for c in claims)
        return next((words for words in names if words and all(word in lead for word in words)), ())

    def counterpart(self, expected: str) -> Words:
        """The place of the figure that the disputed one should equal, with that figure where its print differs."""
        other = self._other()
        if other is None:
            return self._direction(self.grounds.main.span)
        figure = printed(other)
        where = self._of(other) or self._direction(other.span)
        alike = figure.replace(",", "") == expected.replace(",", "")
        return where if alike else say("finding.where.printed", where=where, figure=figure)

    def elsewhere(self, roles: Iterable[Role], named: bool) -> Iterator[Words]:
        """Where the first figure stands that is neither in the table nor on the page of the disputed one.

        `named` tells that the sentence names its table already, so that its page is all there is to add.
        """
        away = (role.term for role in roles if not role.term.derived and not self._beside(role.term))
        term = next(away, None)
        if term is None:
            return
        page = self._page(term.span)
        if named:
            yield from () if page in (None, self.place.page) else (say("finding.where.page", page=page or 0),)
        elif (where := self._of(term, briefly=True)) is not None:
            yield say("finding.seen_at", figure=printed(term), where=where)

    def told(self, term: Term) -> Words:
        """A figure as it is printed, with the row and the column of its cell, by which two alike are told apart."""
        fact = self._fact(term)
        return say("finding.along.cell", words=self._labels(fact), figure=printed(term)) if fact else printed(term)

    def _other(self) -> Term | None:
        role, roles = self.grounds.role, self.grounds.main.roles
        return next((r.term for r in roles if role and r.term.id != role.term.id), None)

    def _beside(self, term: Term) -> bool:
        """Whether a figure stands in the same table, or in prose on the same page."""
        mine = self.grounds.role.term if self.grounds.role else None
        here, there = (self._fact(mine) if mine else None), self._fact(term)
        if here or there:
            return bool(here and there and here.table == there.table)
        return self._page(term.span) == self.place.page

    def _of(self, term: Term, briefly: bool = False) -> Words | None:
        """Where a figure stands: its cell, or its page; None where nothing tells it from the disputed one.

        `briefly`: a table with a number is named by that alone.
        """
        fact, page = self._fact(term), self._page(term.span)
        paged = None if page == self.place.page else page
        if fact:
            cell = self._cell(fact, briefly)
            return cell if paged is None else say("finding.where.paged", page=paged, where=cell)
        heading = "" if self._in_form(term) else self._heading(term.span)
        section = say("finding.section", section=heading) if heading and heading != self.section else None
        if paged is None:
            return section
        if section is None:
            return say("finding.where.page", page=paged)
        return say("finding.where.paged", page=paged, where=section)

    def _direction(self, span: Span) -> Words:
        return say("finding.where.above" if span < self.grounds.span else "finding.where.below")

    def _cell(self, fact: Fact, briefly: bool = False) -> Words:
        table = next(t for t in self.document.tables if t.id == fact.table)
        name = table.number if briefly and table.number else table_name(table)
        return say("finding.cell", table=name, words=self._labels(fact))

    def _labels(self, fact: Fact) -> str:
        """The row and the column of a cell, the innermost label of each."""
        return "/".join(filter(None, (cut_short(t) for t in (*fact.row[-1:], self._column(fact)))))

    def _column(self, fact: Fact) -> str:
        """The head of a column, with the one above it where another column of the row has the same (当年预算·小计)."""
        head = fact.column[-1:]
        beside = self.context.rows[fact.table, fact.row_index]
        if any(f.column[-1:] == head and f.column_index != fact.column_index for f in beside):
            head = fact.column[-2:]
        return _JOINT.join(head)

    def _fact(self, term: Term) -> Fact | None:
        return self.context.terms.facts.get(term.id)

    def _in_form(self, term: Term) -> bool:
        """Whether a figure stands in a cell without a fact, on a page: what a form tells is no heading over it."""
        return term.cell and self._fact(term) is None and self._page(term.span) is not None

    def _heading(self, span: Span) -> str:
        return _heading(self.document, span)

    def _page(self, span: Span) -> int | None:
        return self.document.places.at(span.start, span.end).page


def _heading(document: Document, span: Span) -> str:
    """The innermost heading over a place, with its number."""
    block = document.block_at(span.start)
    path = document.section_path(block.section) if block else ()
    return cut_short(f"{path[-1].number}{path[-1].title}") if path else ""
