"""Sums over a section: a quantity and its known parts, each told by its name in a paragraph of its own."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.told_partitions import told_partitions

_CODE = "sum.told_apart"


@relation(_CODE)
def partitions_told_apart(context: Context) -> Iterator[Tried]:
    """Each quantity that is told apart from its parts against these."""
    for told in told_partitions(context):
        whole, parts = context.value(told.whole), context.values(told.parts)
        if whole and len(parts) == len(told.parts):
            yield try_sum(_CODE, whole, parts, told.whole.span, rule=_CODE)
