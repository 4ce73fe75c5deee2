"""Tables that the reader could not read to their end: what their rows miss, the page's end may have taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import FindingKind, Status
from gouji.reconcile.relations.layout_evidence import in_words
from gouji.reconcile.statements.document_index import Context


def excused(context: Context, tried: Iterable[Tried]) -> Iterator[Tried]:
    """The relations; those between the rows of a table without its end that miss tell nothing."""
    cut = frozenset(t.id for t in context.document.tables if t.cut)
    for one in tried:
        yield _taken_back(one) if _rests_on(context, one, cut) else one


def _rests_on(context: Context, tried: Tried, cut: frozenset[int]) -> bool:
    """Whether it misses inside one of the tables that are cut."""
    if not cut or not tried.misses or tried.kind is not FindingKind.TABLE_INTERNAL:
        return False
    facts = (context.terms.facts.get(role.term.id) for role in tried.roles)
    return any(f.table in cut for f in facts if f)


def _taken_back(tried: Tried) -> Tried:
    why = in_words("reason.cut")
    return replace(tried, status=Status.NOT_APPLICABLE, why=why, severity=None, linear=(), doubtful=False)
