"""What prose says of procurement by kind against the table of procurement, whose articles have codes that tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.kernel.sum import total_of, try_sum
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.procurement import Articles, articles, spent_by_kind
from gouji.reconcile.statements.terms import Term

_CODE, _NO_SLIP = "procurement.articles", "unknown"


@relation(_CODE)
def procured_articles(context: Context) -> Iterator[Tried]:
    """Each paragraph that parts by kind all that a table lists, kind by kind."""
    listed = list(articles(context))
    for spent in spent_by_kind(context):
        whole = total_of(spent.values())
        table = next((t for t in listed if total_of(_all(t)).meets(whole)), None)
        if table:
            yield from _by_kind(spent, table)


def _by_kind(spent: dict[str, Term], table: Articles) -> Iterator[Tried]:
    """The amount of each kind, with the articles that may be of another kind where only they make it right."""
    for kind, told in spent.items():
        cells = table.kinds.get(kind, [])
        with_either = [*cells, *table.either]
        parts = with_either if told.interval.meets(total_of(with_either)) else cells
        if parts:
            tried = try_sum(_CODE, told, parts, told.span, says={"name": kind})
            # All kinds together are right: a kind that misses counts another's articles, or leaves out its own.
            yield replace(tried, diagnosis=_NO_SLIP, fixed=True) if tried.misses else tried


def _all(table: Articles) -> list[Term]:
    return [*table.either, *(term for terms in table.kinds.values() for term in terms)]
