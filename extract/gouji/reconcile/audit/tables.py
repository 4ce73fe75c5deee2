"""The audit of each table: what of it is named, what of its digits was read, which of its sums hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from gouji.document import Fact, Table
from gouji.reconcile.audit.counting import counted, with_reason
from gouji.reconcile.audit.digits import Run
from gouji.reconcile.audit.misread_sums import Sums
from gouji.reconcile.audit.model import TableAudit
from gouji.reconcile.kernel.relation import table_name
from gouji.reconcile.model import Sentence, say
from gouji.reconcile.statements.document_index import Context
from gouji.tables.cell_values import is_words, label
from gouji.tables.continuity import serials

MARK = 0.9  # of the digits that state quantities: of real tables nearly all are read to .95, or hardly at all
FEWEST = 3  # numbers that were not read: with fewer a table is no failure


def table_audits(context: Context, runs: Iterable[Run], sums: Sums) -> tuple[TableAudit, ...]:
    """The audit of every table of the document, in their order."""
    runs_of: dict[int, list[Run]] = defaultdict(list)
    for run in runs:
        if run.table is not None:
            runs_of[run.table].append(run)
    facts_of: dict[int, list[Fact]] = defaultdict(list)
    for fact in context.facts:
        facts_of[fact.table].append(fact)

    def page_of(table: Table) -> int | None:
        return context.document.place(table.span).page

    return tuple(
        _audit(table, page_of(table), runs_of[table.id], facts_of[table.id], sums) for table in context.document.tables
    )


def _audit(table: Table, page: int | None, runs: Sequence[Run], facts: Sequence[Fact], sums: Sums) -> TableAudit:
    stating = [run for run in runs if run.states]
    columns, rows = {run.column for run in stating}, {run.row for run in stating}
    numbers = serials(table.rows)
    found = TableAudit(
        table=table.id,
        span=table.span,
        digits=counted(runs),
        columns=len(columns),
        columns_named=len(columns & _with_heads(table, facts)),
        rows=len(rows),
        rows_named=len(rows & _with_labels(table, facts)),
        held=sums.held[table.id],
        failed=sums.failed[table.id],
        serials=len(numbers),
        serials_missing=_missing(numbers),
        unit=_unit(table, facts),
    )
    return with_reason(found, _why(_name(table, page), found, sums))


def _name(table: Table, page: int | None) -> Sentence:
    """A table by its page, its number and its title."""
    name = table_name(table)
    return say("audit.table.unpaged", table=name) if page is None else say("audit.table.paged", page=page, table=name)


def _with_heads(table: Table, facts: Iterable[Fact]) -> set[int]:
    """The grid columns that have a head."""
    heads = (c for row in table.rows[: table.header_rows] for c in row if label(c.text))
    return {at for c in heads for at in range(c.column, c.column + c.columns)} | {
        fact.column_index for fact in facts if fact.column
    }


def _with_labels(table: Table, facts: Iterable[Fact]) -> set[int]:
    """The rows that have a label."""
    words = {r for r, row in enumerate(table.rows) if any(is_words(c.text) for c in row)}
    return words | {fact.row_index for fact in facts if fact.row}


def _missing(numbers: Sequence[int]) -> int:
    """How many serial numbers are left out between neighbours; what begins anew leaves out none."""
    return sum(behind - before - 1 for before, behind in pairwise(numbers) if behind > before + 1)


def _unit(table: Table, facts: Iterable[Fact]) -> str:
    """The unit of the table, else the most frequent one of its figures."""
    if table.unit is not None:
        return table.unit.symbol
    units = Counter(fact.figure.unit.symbol for fact in facts if fact.figure.unit is not None)
    return units.most_common(1)[0][0] if units else ""


def _why(name: Sentence, found: TableAudit, sums: Sums) -> Sentence | None:
    """Why a table counts as unreadable; None where it does not."""
    if any(kind[0] == found.table for kind in sums.misread):
        return say("reason.misread")
    digits = found.digits
    if digits.share < MARK and digits.missed >= FEWEST:
        return say("audit.table", table=name, read=digits.read, stating=digits.stating)
    return None
