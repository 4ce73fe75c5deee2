"""Government procurement: what small firms won, in the projects reserved for them or in others, and by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from gouji.claims import Claim
from gouji.language import rules
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term


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
    """Each paragraph that gives spending by kind, what small firms won, and their shares by kind; parted by block."""
    blocks: dict[int, _Told] = {}
    for term in context.terms.prose:
        block = context.document.block_at(term.span.start)
        if block is not None and term.figure.unit:
            _note(blocks.setdefault(block.span.start, _Told()), term, context.lead(term))
    for told in blocks.values():
        if told.won and told.rates.keys() <= told.spent.keys() and told.rates:
            kinds = (Kind(name, spent, told.rates.get(name)) for name, spent in told.spent.items())
            yield Awards(told.won, tuple(kinds))


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
