"""Equal: the totals of income and spending that prose calls balanced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import try_equal
from gouji.reconcile.kernel.relation import Tried, printed
from gouji.reconcile.model import say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.balanced_sides import balanced_sides

_CODE = "equal.balanced"


@relation(_CODE)
def balanced(context: Context) -> Iterator[Tried]:
    """Each total of income against the total of spending that it is said to equal."""
    for sides in balanced_sides(context):
        income, spending = context.value(sides.income), context.value(sides.spending)
        if income and spending:
            why = say("why.balanced", other=printed(spending))
            tried = try_equal(_CODE, income, spending, span=spending.span, why=why, rule="link.balanced")
            yield replace(tried, computed=False)  # neither follows from the other
