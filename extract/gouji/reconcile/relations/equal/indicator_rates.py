"""Rates of a form's indicators (办结率97.5%) that prose repeats in the same words."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import Document, Span, Table
from gouji.reconcile.diagnosis import TELLING, slip_between
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import try_equal
from gouji.reconcile.kernel.relation import Tried, printed, table_name
from gouji.reconcile.model import say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.indicator_rates import IndicatorRate, rates_in_cells, rates_in_prose
from gouji.reconcile.statements.readings.repeated_counts import told_cells
from gouji.reconcile.statements.terms import Term

_CODE = "count.rate_cell"


@relation(_CODE)
def indicator_rates(context: Context) -> Iterator[Tried]:
    """Try the rates of a form against those of a sentence that repeats its counts too.

    The sentence and the form are then about the same; what else bears such a name (办结率) may be of anything.
    """
    told = list(rates_in_prose(context))
    repeats = [(t.count.span, t.cell.span) for t in told_cells(context) if t.count.figure.base == t.cell.figure.base]
    for table in context.document.tables:
        counts = [prose for prose, cell in repeats if table.span.holds(cell)]
        here = [r for r in told if _holds_any(r.within, counts)]
        if here:
            yield from _in_table(context.document, table, here)


def _holds_any(sentence: Span, counts: list[Span]) -> bool:
    return any(sentence.holds(count) for count in counts)


def _in_table(document: Document, table: Table, told: list[IndicatorRate]) -> Iterator[Tried]:
    """The rates of one form against those of prose that alone bear their name."""
    for cell in rates_in_cells(document, table):
        alike = [r for r in told if r.words == cell.words]
        if len(alike) == 1:
            yield from _tried(alike[0].term, cell, table)


def _tried(told: Term, cell: IndicatorRate, table: Table) -> Iterator[Tried]:
    """Goal and outcome, or two years, may differ: only a slip of the hand accuses."""
    name = table_name(table)
    tried = try_equal(
        _CODE,
        told,
        cell.term,
        names=("value", "cell"),
        why=say("table.states", table=say("table.cell", table=name, words=cell.words), figure=printed(cell.term)),
        says={"words": cell.words},
        rule="equal.rate_cell",
    )
    if not tried.misses or slip_between(told, cell.term) in TELLING:
        yield tried
