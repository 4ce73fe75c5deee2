"""Parts that prose lists against their whole: none is more than all of it, whether the list has all parts or not."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.relations.of_wholes import try_part
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.listed_parts import listed_parts

_CODE = "order.listed_part"


@relation(_CODE)
def parts_above_wholes(context: Context) -> Iterator[Tried]:
    """Each amount that is surely a part of another."""
    tried = (try_part(_CODE, context, listed.level, listed.whole) for listed in listed_parts(context))
    return (one for one in tried if one)
