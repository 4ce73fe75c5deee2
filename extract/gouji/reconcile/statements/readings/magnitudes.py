"""Amounts that cannot be of the magnitude that they are printed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gouji.document import Span
from gouji.figures import Kind
from gouji.language import rules
from gouji.language.view import make_view
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term
from gouji.tables import table_roles

_BEYOND = 1000  # times everything else that an amount is printed as
_FEWEST = 5  # other amounts of the prose that tell what is usual


@dataclass(frozen=True, slots=True)
class Beyond:
    """An amount above a whole that it is a part of, and what says that it is."""

    part: Term
    whole: Term
    definition: Span


def amount_out_of_scale(context: Context) -> Term | None:
    """The amount in the document's usual unit that is a thousand times every other amount, where it has decimals.

    The owner of roads or land holds a hundred times what a year's budget spends, and rounds it.
    """
    amounts = [t for t in context.terms.prose if _money(t)]
    if len(amounts) <= _FEWEST:
        return None
    top = max(amounts, key=_base)
    others = [t for t in (*amounts, *_cells(context)) if _base(t) != _base(top)]
    beyond = _base(top) > _BEYOND * max(map(_base, others), default=_base(top))
    usual = top.figure.symbol == context.document.unit and top.figure.decimals > 0
    return top if beyond and usual else None


def running_costs(context: Context) -> Iterator[Beyond]:
    """The costs of running the office against all basic spending of the tables, where the document defines them so."""
    definition = _definition(context)
    whole = max(_basic(context), key=_base, default=None)
    if definition is None or whole is None:
        return
    running = str(rules.load("wording").data["running"])
    for claim in context.levels:
        part = context.value(claim)
        if part and claim.name.core.endswith(running) and claim.period in (None, context.document.year):
            yield Beyond(part, whole, definition)


def _definition(context: Context) -> Span | None:
    """Where the document defines the costs of running an office as a part of basic spending."""
    rule = rules.load("wording")["wording.running_costs"]
    for block in context.document.blocks:
        view = make_view(context.document.text, block.span.start, block.span.end, block.holes)
        if match := rule.search(view.text):
            return view.span(*match.span())
    return None


def _basic(context: Context) -> list[Term]:
    """The amounts of the tables of basic spending: the greatest is at least all of it."""
    tables = {t.id for t in context.document.tables if table_roles.role(t) == "basic_expenditure"}
    return [context.terms[f.id] for f in context.facts if f.table in tables and _money(context.terms[f.id])]


def _cells(context: Context) -> list[Term]:
    return [t for f in context.facts if _money(t := context.terms[f.id])]


def _money(term: Term) -> bool:
    return term.figure.kind is Kind.MONEY


def _base(term: Term) -> Decimal:
    return term.figure.base
