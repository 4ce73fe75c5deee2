"""Sums of changes: what a whole changed by, and a list behind it, or in its reason, of what its parts changed by."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.figures import Kind
from gouji.reconcile.diagnosis import TELLING, slipped
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Accuses, Reading, Tried, confirming
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Status, say
from gouji.reconcile.relations.meant import if_sure
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.change_lists import Listed, bare_lists, change_lists
from gouji.reconcile.statements.readings.partitions import partitions

_CODE = "sum.changes"
# In a reason that need not tell all, a wrong digit or unit looks just like a change left out.
_TELLING = frozenset({"decimal_shift", "digits_swapped"})


@relation(_CODE)
def listed_changes(context: Context) -> Iterator[Tried]:
    """Each listed change counts with its direction; where some may be left out, only a slip of the hand tells."""
    for listed in change_lists(context):
        yield from _meant(context, listed, TELLING)
    for listed in bare_lists(context):
        yield from _meant(context, listed, _TELLING, in_passing=True)


def _meant(context: Context, listed: Listed, telling: frozenset[str], in_passing: bool = False) -> Iterator[Tried]:
    """One list: surely meant where it is of all parts, else where it misses by a slip that tells.

    One that is told `in_passing` and holds guards little: most of what would break it would not be told.
    """
    for tried in _tried(listed):
        if _of_all_parts(context, listed):
            yield confirming(tried, accuses=Accuses.ANY)
        elif in_passing and tried.status is Status.HOLDS:
            yield confirming(tried, "guard.list", Accuses.DOUBT)
        else:
            yield if_sure(tried, slipped(tried, telling), say("reason.not_all"), Reading("list", listed[0][1].id))


def _of_all_parts(context: Context, listed: Listed) -> bool:
    """Whether the changes are those of all parts that a quantity has, in a document that has no others of them."""
    (claim, _), parts = listed
    names = {part.name.core for part, _ in parts}
    known = next((k for k in partitions() if k.divided_into(names)), None)
    if known is None or len(names) < len(parts) or not known.whole & {claim.name.core, claim.name.side}:
        return False
    return not any(n.name.core in known.optional and n.name.core not in names for n in _of_money(context))


def _of_money(context: Context) -> Iterator[Named]:
    """The cells that state an amount."""
    return (n for n in context.named if n.fact.figure.kind is Kind.MONEY and n.fact.figure.value)


def _tried(listed: Listed) -> Iterator[Tried]:
    (claim, whole), parts = listed
    same = [term for part, term in parts if part.direction == claim.direction]
    other = [term for part, term in parts if part.direction != claim.direction]
    if same:
        yield try_sum(_CODE, whole, same, claim.span, less=other, rule=_CODE)
