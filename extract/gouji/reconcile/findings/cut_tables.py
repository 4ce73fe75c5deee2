"""Tables that the reader could not read to their end: what their rows miss, the page's end may have taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import FindingKind, Status, say
from gouji.reconcile.statements.document_index import Context


def excused(context: Context, tried: Iterable[Tried]) -> Iterator[Tried]:
    """The relations; those between the rows of a table without its end that miss tell nothing."""
    cut = {t.id for t in context.document.tables if t.cut}
    why = load().render(say("reason.cut"))
    for one in tried:
        if one.misses and one.kind is FindingKind.TABLE_INTERNAL and _in_tables(context, one, cut):
            one = replace(one, status=Status.NOT_APPLICABLE, why=why, severity=None, linear=(), doubtful=False)
        yield one


def _in_tables(context: Context, tried: Tried, tables: set[int]) -> bool:
    """Whether a figure of a relation stands in one of these tables."""
    facts = (context.terms.facts.get(role.term.id) for role in tried.roles)
    return any(fact.table in tables for fact in facts if fact)
