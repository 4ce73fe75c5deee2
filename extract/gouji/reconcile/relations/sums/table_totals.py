"""Inside a table: the code hierarchy (类 = Σ款 = Σ项), the row of totals, and columns that are sums of columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.document import Fact
from gouji.figures import PERCENT
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried, confirming
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Status, say
from gouji.reconcile.relations.layout_evidence import filled_parts, proven, unfit
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.footing import Sum
from gouji.reconcile.statements.layouts.form_funds import form_sums
from gouji.reconcile.statements.layouts.identity_lines import by_table
from gouji.reconcile.statements.layouts.table_rows import Row, blocks_of, code_sums, rows_of, total_row_of, unit_sums
from gouji.reconcile.statements.layouts.total_columns import column_groups
from gouji.reconcile.statements.terms import Term

_CODE = "table.total"
# How surely cells are read as a sum: a code's items, a row of totals. Of columns under one head the catalogue tells.
_CODED, _TOTAL = 0.95, 0.9
_MOST_ROWS = 0.7  # of a table: a layout that fewer of its rows obey is not its layout


@relation(_CODE)
def table_totals(context: Context) -> Iterator[Tried]:
    """Try every sum that a table's own layout promises."""
    tables = {t.id: t for t in context.document.tables}
    for table_id, facts in by_table(context.facts).items():
        table = tables[table_id]
        if table.chart:
            continue
        yield from _forms(context, facts) if table.header_rows == 0 else _sums(context, facts)


def _sums(context: Context, facts: list[Fact]) -> Iterator[Tried]:
    """The sums of a table with a header."""
    rows = rows_of(facts)
    for block in blocks_of(rows):
        yield from _hierarchy(context, block)
    yield from _total_rows(context, rows)
    yield from _unit_rows(context, rows)
    yield from _column_sums(context, rows)


def _hierarchy(context: Context, rows: list[Row]) -> Iterator[Tried]:
    """Each coded row against the nearest rows below it, column by column."""
    for _, total in code_sums(rows):
        yield from _compare(context, total, _CODED)


def _total_rows(context: Context, rows: list[Row]) -> Iterator[Tried]:
    """The row of totals against the outermost coded rows of each column; where codes recur, most must show it."""
    total_row = total_row_of(rows)
    if total_row is None:
        return
    tried = (t for s in total_row.sums for t in _compare(context, s, _TOTAL))
    yield from proven([(t, True) for t in tried], _MOST_ROWS, listed=False) if total_row.recurring else tried


def _unit_rows(context: Context, rows: list[Row]) -> Iterator[Tried]:
    """The rows of units against what stands below each, where the table shows that they head it."""
    tried = (t for s in unit_sums(rows) for t in _compare(context, s, _TOTAL))
    yield from proven([(t, True) for t in tried], _MOST_ROWS)


def _compare(context: Context, total: Sum, certainty: float) -> Iterator[Tried]:
    """A cell against the cells that make it up; a blank cell counts as nothing."""
    whole = context.terms[total.whole.id]
    is_amount = whole.figure.unit and whole.figure.unit != PERCENT
    if total.parts and is_amount:
        terms = [context.terms[p.id] for p in total.parts]
        yield _try(whole, terms, certainty)


def _column_sums(context: Context, rows: list[Row]) -> Iterator[Tried]:
    """Within each row a total column against its columns (合计 = 基本支出 + 项目支出), where most rows obey."""
    columns = {c: f.column for r in rows for c, f in r.cells.items()}
    for total, parts in column_groups(columns):
        in_rows = (_in_row(context, row, total, parts) for row in rows)
        tried = [t for t in in_rows if t]
        if _is_layout(tried):
            yield from tried if _is_layout(tried, 1) else (confirming(t, "reason.layout") for t in tried)
        elif tried:
            yield unfit(_CODE, _CODE, tried[0].span)


def _is_layout(tried: list[Tried], more: int = 0) -> bool:
    """Whether the rows show that a column is the sum of others: most of them obey, or all but one of a few.

    A short table has few rows to show it with, so that one slip must not hide it. The rows that show it then have
    two parts or more that are not nought. `more` rows are thought to miss beside those that do.
    """
    held = [t for t in tried if t.status is Status.HOLDS]
    if len(held) - more >= max(1, len(tried) * _MOST_ROWS):
        return True
    telling = [t for t in held if filled_parts(t) > 1]
    return len(telling) - more > 1 and len(tried) - len(held) + more == 1


def _in_row(context: Context, row: Row, total: int, parts: list[int]) -> Tried | None:
    """A total column against its columns in one row; None where it or all of these are blank.

    Columns that only repeat a part of the total may follow behind the parts. The first of the columns alone are then
    the sum, where all of them do not come to it exactly.
    """
    terms = [context.terms[row.cells[p].id] for p in parts if p in row.cells]
    if total not in row.cells or not terms:
        return None
    term = context.terms[row.cells[total].id]
    whole = _try(term, terms)
    if whole.status is Status.HOLDS and whole.severity is None:
        return whole
    first = (_try(term, terms[:n]) for n in range(2, len(terms)))
    return next((t for t in first if t.status is Status.HOLDS), whole)


def _forms(context: Context, facts: list[Fact]) -> Iterator[Tried]:
    """A project form: its money is what the rows of funds below it add up to."""
    for total in form_sums(facts):
        terms = [context.terms[p.id] for p in total.parts]
        tried = _try(context.terms[total.whole.id], terms)
        yield replace(tried, computed=len(terms) > 1)  # one fund alone is filled in as the total is


def _try(whole: Term, parts: list[Term], certainty: float | None = None) -> Tried:
    many = say("table.parts.many", count=len(parts)) if len(parts) > 1 else say("table.parts.one")
    return try_sum(_CODE, whole, parts, whole.span, says={"parts": many}, certainty=certainty, rule=_CODE)
