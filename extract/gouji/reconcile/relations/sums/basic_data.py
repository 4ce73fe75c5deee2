"""Tables of basic data of an evaluation against the accounts, whatever units both are printed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried, doubted
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Severity, Status, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.basic_data import BasicRow, basic_rows

_CODE = "basic_data.items"


@relation(_CODE)
def basic_data(context: Context) -> Iterator[Tried]:
    """Each row against the items that it names.

    That the table is of the same money is only known where one of its rows, of some money, fits the accounts.
    """
    for rows in basic_rows(context).values():
        tried = [(row, _tried(context, row)) for row in rows]
        known = any(t.status is Status.HOLDS and row.fact.figure.value for row, t in tried)
        for _, one in tried:
            yield doubted(one, say("reason.basic_data")) if one.misses and not known else one


def _tried(context: Context, row: BasicRow) -> Tried:
    term = context.terms[row.fact.id]
    items = [context.terms[item.id] for item in row.items]
    """A row in yuan and accounts in ten thousands: what rounding explains is no difference at all."""
    tried = try_sum(_CODE, term, items, term.span, rule=_CODE)
    return replace(tried, severity=None) if tried.severity is Severity.ROUNDING else tried
