"""Totals that prose tells behind their parts: all that is listed before them comes to them."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import say
from gouji.reconcile.relations.meant import if_slip
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings import totals_behind as readings

_CODE = "sum.behind"


@relation(_CODE)
def totals_behind(context: Context) -> Iterator[Tried]:
    """Each total against the parts before it; of which it is the total is told loosely, so a slip must show it."""
    for told in readings.totals_behind(context):
        total, parts = context.value(told.total), context.values(told.parts)
        if total:
            yield if_slip(try_sum(_CODE, total, parts, total.span, rule=_CODE), say("reason.not_all"))
