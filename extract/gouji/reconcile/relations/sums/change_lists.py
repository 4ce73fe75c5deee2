"""Sums of changes: what a whole changed by, and a list in the same sentence of what its parts changed by."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Reading, Tried
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import say
from gouji.reconcile.relations.meant import if_slip
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.change_lists import change_lists

_CODE = "sum.changes"


@relation(_CODE)
def listed_changes(context: Context) -> Iterator[Tried]:
    """Each listed change counts with its direction; a list need not be complete, so only a slip of the hand tells."""
    for (claim, whole), parts in change_lists(context):
        same = [term for part, term in parts if part.direction == claim.direction]
        other = [term for part, term in parts if part.direction != claim.direction]
        if same:
            tried = try_sum(_CODE, whole, same, claim.span, less=other, rule=_CODE)
            yield if_slip(tried, say("reason.not_all"), Reading("list", whole.id))
