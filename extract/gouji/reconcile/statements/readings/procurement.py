"""Government procurement: what small firms won, in the projects reserved for them or in others, and by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from gouji.claims import Claim
from gouji.document import Fact, Table
from gouji.figures import Interval
from gouji.figures import Kind as FigureKind
from gouji.language import rules
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term
from gouji.tables import table_roles

_ROLE = "procurement"


class Won(StrEnum):
    """Where small firms won an amount."""

    RESERVED = "reserved"
    OTHER = "other"


def won(context: Context, term: Term) -> Won | None:
    """In which projects small firms won an amount of prose; None where it is no such amount."""
    found = rules.load("links")["link.procurement_won"].search(context.lead(term))
    return Won(str(found.lastgroup)) if found else None


def of_procurement(claim: Claim) -> bool:
    """Whether a claim is of all procurement."""
    return bool(claim.name.core == rules.load("links").data["projects"]["procurement"])


def won_by_small_firms(context: Context) -> Iterator[Claim]:
    """The levels that tell what small firms won, where no share says how much of all procurement that is."""
    shared = {claim.figures["value"] for claim in context.shares}
    rule = rules.load("links")["link.procurement_small_firms"]
    for claim in context.levels:
        if claim.figures["value"] not in shared and rule.search(context.lead(context.terms[claim.figures["value"]])):
            yield claim


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of procurement (货物, 工程, 服务): what was spent on it, and the share of that which small firms won."""

    name: str
    spent: Term
    rate: Term | None


@dataclass(frozen=True, slots=True)
class Awards:
    """What small firms won in all, and the kinds of procurement in which they may have won it."""

    won: Term
    kinds: tuple[Kind, ...]


def awards(context: Context) -> Iterator[Awards]:
    """Each paragraph that gives spending by kind, what small firms won, and their shares by kind."""
    for told in _told(context):
        if told.won and told.rates.keys() <= told.spent.keys() and told.rates:
            kinds = (Kind(name, spent, told.rates.get(name)) for name, spent in told.spent.items())
            yield Awards(told.won, tuple(kinds))


def spent_by_kind(context: Context) -> Iterator[dict[str, Term]]:
    """The amounts by kind of each paragraph that tells several."""
    return (told.spent for told in _told(context) if len(told.spent) > 1)


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles that a table of procurement lists by the codes of the catalogue.

    Attributes:
        kinds: by each kind its cells.
        either: cells that may be counted as goods or as works.
    """

    kinds: dict[str, list[Term]]
    either: list[Term]


def articles(context: Context) -> Iterator[Articles]:
    """The articles of each column of a table of procurement that has a code of the catalogue in all its rows."""
    for table in context.document.tables:
        if table_roles.role(table) == _ROLE and context.own_table(table):
            listed = (_listed(context, column) for column in _columns(context, table))
            yield from filter(None, listed)


def _listed(context: Context, column: list[Fact]) -> Articles | None:
    """The articles of a column; None where these do not come to its greatest amount, its total."""
    coded = [(context.terms[fact.id], kind) for fact in column if (kind := _article(fact))]
    together = sum((term.interval for term, _ in coded), Interval.point(0))
    total = max((context.terms[fact.id] for fact in column), key=_base)
    if not coded or not together.meets(total.interval):
        return None
    named = rules.load("links").data["projects"]["articles"]
    kinds = {name: [term for term, k in coded if k == kind] for kind, name in named.items()}
    return Articles(kinds, [term for term, kind in coded if kind not in named])


def _columns(context: Context, table: Table) -> Iterable[list[Fact]]:
    """The amounts of a table, column by column."""
    found: dict[int, list[Fact]] = {}
    for fact in context.facts:
        if fact.table == table.id and fact.figure.kind is FigureKind.MONEY:
            found.setdefault(fact.column_index, []).append(fact)
    return found.values()


def _article(fact: Fact) -> str:
    """The kind of the article in whose row a cell stands: a group of the rule; ''."""
    rule = rules.load("links")["link.procurement_article"]
    found = (rule.search(label) for label in fact.row)
    return next((str(match.lastgroup) for match in found if match), "")


def _base(term: Term) -> Decimal:
    return term.figure.base


def _told(context: Context) -> Iterable[_Told]:
    """The figures of procurement of each paragraph."""
    blocks: dict[int, _Told] = {}
    for term in context.terms.prose:
        block = context.document.block_at(term.span.start)
        if block is not None and term.figure.unit:
            _note(blocks.setdefault(block.span.start, _Told()), term, context.lead(term))
    return blocks.values()


@dataclass(slots=True)
class _Told:
    """The figures of one paragraph, the first of each kind."""

    won: Term | None = None
    spent: dict[str, Term] = field(default_factory=dict)
    rates: dict[str, Term] = field(default_factory=dict)


def _note(told: _Told, term: Term, lead: str) -> None:
    """Put a figure where the words before it say that it belongs."""
    patterns = rules.load("links")
    if term.per_cent:
        if found := patterns["link.procurement_kind_share"].search(lead):
            told.rates.setdefault(found["kind"], term)
    elif found := patterns["link.procurement_kind"].search(lead):
        told.spent.setdefault(found["kind"], term)
    elif told.won is None and patterns["link.procurement_small_firms"].search(lead):
        told.won = term
