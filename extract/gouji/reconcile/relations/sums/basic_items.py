"""What basic spending holds of an item against the table of that item, which holds projects too: never more.

The table of the three public costs (因公出国, 公务用车, 公务接待) shows each of them whoever pays; a department's basic
spending, told by objects, is a part of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.order import try_within
from gouji.reconcile.kernel.relation import Tried, printed, table_name
from gouji.reconcile.model import say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.basic_items import BasicItem, basic_items_of

_CODE = "order.basic_item"


@relation(_CODE)
def basic_items(context: Context) -> Iterator[Tried]:
    """Each item of basic spending against all that is paid of it."""
    yield from (_tried(context, item) for item in basic_items_of(context))


def _tried(context: Context, item: BasicItem) -> Tried:
    part, whole = context.terms[item.part.fact.id], context.terms[item.whole.fact.id]
    why = say("why.three_public", table=table_name(item.whole.table), whole=printed(whole))
    return try_within(_CODE, part, whole, why=why)
