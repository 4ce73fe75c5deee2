"""The audit of a document's reading, and the relations that it sets aside: the one place where that is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gouji.claims import Count, Entity, Label
from gouji.document import Document, Fact, Span
from gouji.reconcile.audit.digits import UNREAD, Run, runs
from gouji.reconcile.audit.misread_sums import inside, on_several_levels, sums
from gouji.reconcile.audit.model import Audit, PageAudit
from gouji.reconcile.audit.pages import page_audits
from gouji.reconcile.audit.tables import table_audits
from gouji.reconcile.kernel.relation import Tried, confirming
from gouji.reconcile.model import READING, Check, Status, say
from gouji.reconcile.statements.document_index import Context

_FIGURES = (Label.AMOUNT, Label.PERCENT)


def reading_audit(context: Context, tried: Sequence[Tried]) -> Audit:
    """How a document was read, page by page and table by table.

    Parameters
    ----------
    tried : every relation as it was tried, none set aside.
    """
    every = numbers(context.document, context.entities, context.facts, context.counts)
    tables = table_audits(context, every, sums(context, tried))
    failing = {audit.table for audit in tables if audit.why}
    return Audit(page_audits(context.document, every, failing), tables)


def unread_numbers(
    document: Document, entities: Iterable[Entity], facts: Sequence[Fact], counts: Iterable[Count]
) -> list[Span]:
    """Where the numbers stand that were not read and are known for nothing else, in the order of the text."""
    return [run.span for run in numbers(document, entities, facts, counts) if run.kind == UNREAD]


def numbers(
    document: Document, entities: Iterable[Entity], facts: Sequence[Fact], counts: Iterable[Count]
) -> list[Run]:
    """Every number of the text; read are those of the amounts, percentages, cells and counts."""
    read = [entity.span for entity in entities if entity.label in _FIGURES]
    read += [fact.span for fact in facts]
    read += [count.span for count in counts]
    return runs(document, read, facts)


def checks(audit: Audit) -> Iterator[Check]:
    """The lines of the ledger for what fails its audit; what the reader itself gave up has its own."""
    for one in audit.failures():
        page = one.page if isinstance(one, PageAudit) else None
        yield Check(READING, Status.UNREADABLE, one.span, one.why, page)


def excused(context: Context, tried: Iterable[Tried], audit: Audit) -> Iterator[Tried]:
    """The relations; one that misses between the cells of a table tells nothing where that was not read as it is meant.

    What the rows of a table that was cut by the page miss, its rest may have. One that holds there only confirms.
    """
    cut = {table.id for table in context.document.tables if table.cut}
    failing = {table.table for table in audit.unreadable_tables}
    for one in tried:
        tables = inside(context, one) if one.misses or one.status is Status.HOLDS else set()
        if not one.misses:
            yield _confirming(one, cut=bool(tables & cut), failing=bool(tables & failing))
        elif tables & cut:
            yield _set_aside(one, Status.NOT_APPLICABLE, "reason.cut")
        elif tables & failing:
            yield _set_aside(one, Status.UNREADABLE, "reason.unreadable")
        elif tables and on_several_levels(one):
            yield _set_aside(one, Status.UNREADABLE, "reason.misread")
        else:
            yield one


def _confirming(tried: Tried, *, cut: bool, failing: bool) -> Tried:
    """A relation that does not miss; in a table that was not read as it is meant it would accuse nobody."""
    if cut:
        return confirming(tried, "reason.cut")
    return confirming(tried, "reason.unreadable") if failing else tried


def _set_aside(tried: Tried, status: Status, reason: str) -> Tried:
    return replace(tried, status=status, why=say(reason), severity=None, linear=(), doubtful=False)
