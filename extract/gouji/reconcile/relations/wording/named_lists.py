"""A count against the list that names what is counted: 内设3个科室，分别是甲科、乙科、丙科."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import say
from gouji.reconcile.relations.counting import LISTED, counted
from gouji.reconcile.relations.meant import if_sure
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.office_lists import OfficeList, office_lists

_FEWEST = 2  # names that make a list


@relation(LISTED)
def count_lists(context: Context) -> Iterator[Tried]:
    """Every count of offices whose names stand right after or right before it."""
    for listed in office_lists(context.counts):
        if len(listed.names) >= _FEWEST:
            yield _tried(context, listed)


def _tried(context: Context, listed: OfficeList) -> Tried:
    """A count against the names of its list; one that need not name all accuses nobody."""
    stated = listed.count.figure.base
    number = min(sorted(listed.sizes), key=lambda n: abs(n - stated))
    tried = counted(context, listed.count, number, f"counts.listed_{listed.place}")
    some = listed.open and number < stated
    return if_sure(tried, listed.plain and not some, say("reason.names"))
