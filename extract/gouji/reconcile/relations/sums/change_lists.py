"""Sums of changes: what a whole changed by, and a list behind it, or in its reason, of what its parts changed by."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Reading, Tried
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Status, say
from gouji.reconcile.relations.meant import if_slip, if_sure
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.change_lists import Listed, bare_lists, change_lists

_CODE = "sum.changes"
# In a reason that need not tell all, a wrong digit or unit looks just like a change left out.
_TELLING = frozenset({"decimal_shift", "digits_swapped"})


@relation(_CODE)
def listed_changes(context: Context) -> Iterator[Tried]:
    """Each listed change counts with its direction; a list need not be complete, so only a slip of the hand tells."""
    for listed in change_lists(context):
        for tried in _tried(listed):
            yield if_slip(tried, say("reason.not_all"), Reading("list", listed[0][1].id))
    for listed in bare_lists(context):
        for tried in _tried(listed):
            sure = tried.status is Status.HOLDS or slipped(tried, _TELLING)
            yield if_sure(tried, sure, say("reason.not_all"), Reading("list", listed[0][1].id))


def _tried(listed: Listed) -> Iterator[Tried]:
    (claim, whole), parts = listed
    same = [term for part, term in parts if part.direction == claim.direction]
    other = [term for part, term in parts if part.direction != claim.direction]
    if same:
        yield try_sum(_CODE, whole, same, claim.span, less=other, rule=_CODE)
