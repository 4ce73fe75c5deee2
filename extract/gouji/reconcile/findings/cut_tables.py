"""Tables that the reader could not read to their end: what their rows miss, the page's end may have taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import FindingKind, Status
from gouji.reconcile.statements.document_index import Context

_WHY = "该表在换页处断开，后页的行未能接上，不作判断"


def excused(context: Context, tried: Iterable[Tried]) -> Iterator[Tried]:
    """The relations; those between the rows of a table without its end that miss tell nothing."""
    cut = {t.id for t in context.document.tables if t.cut}
    for one in tried:
        if cut and one.misses and one.kind is FindingKind.TABLE_INTERNAL:
            facts = (context.terms.facts.get(role.term.id) for role in one.roles)
            if any(f.table in cut for f in facts if f):
                one = replace(one, status=Status.NOT_APPLICABLE, why=_WHY, severity=None, linear=(), doubtful=False)
        yield one
