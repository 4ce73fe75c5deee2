"""Tables without a figure, where prose tells amounts of what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from gouji.claims import Claim
from gouji.document import Span, Table
from gouji.language import subjects
from gouji.narrative.figure_leads import budget_measures
from gouji.reconcile.statements.codebook import find
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.partitions import partitions
from gouji.tables import table_roles

_PUBLIC = "partition.three_public"
_ABOVE = 200  # characters above a table among which its title stands


@dataclass(frozen=True, slots=True)
class BlankTable:
    """A table that prints no figure: where its title stands, and the levels that tell what it leaves out."""

    table: Table
    title: Span
    told: tuple[Claim, ...]


def blank_tables(context: Context) -> Iterator[BlankTable]:
    """The blank tables of the three public expenses, of government funds and of state capital, one a kind at most.

    Where a part of the file could not be read, or another table of the kind has figures, none is told.
    """
    kinds: dict[str, list[Table]] = defaultdict(list)
    for table in context.document.tables:
        if context.own_table(table):
            kinds[table_roles.role(table)].append(table)
    abouts: dict[str, Callable[[Claim], bool]] = {"three_public": partial(_public, _public_expenses())}
    abouts |= dict.fromkeys(("government_fund", "state_capital"), _of_a_fund)
    for role, about in abouts.items():
        tables = kinds.get(role, [])
        if context.document.unread or len(tables) != 1 or not _blank(context, tables[0]):
            continue
        told = tuple(c for c in context.levels if about(c) and _of_the_year(context, c) and _same_fund(c, tables[0]))
        yield BlankTable(tables[0], _title(context, tables[0]), told)


def _public_expenses() -> frozenset[str]:
    """The three public expenses, and all of them."""
    known = next(p for p in partitions() if p.id == _PUBLIC)
    return known.whole.union(known.parts, known.optional)


def _public(expenses: frozenset[str], claim: Claim) -> bool:
    return claim.name.core in expenses


def _of_a_fund(claim: Claim) -> bool:
    return bool(claim.name.fund and not claim.name.core)


def _same_fund(claim: Claim, table: Table) -> bool:
    """Whether a level may be of the fund that a title names."""
    fund = subjects.fund_in(table.title)
    return not claim.name.fund or claim.name.fund == fund


def _of_the_year(context: Context, claim: Claim) -> bool:
    """Whether a level tells more than nothing of the document's year; of accounts, no plan."""
    value = context.value(claim)
    planned = claim.measure in budget_measures() and context.document.kind == "final"
    return value is not None and value.figure.value > 0 and claim.period == context.document.year and not planned


def _blank(context: Context, table: Table) -> bool:
    """Whether a table has rows below its header, and no digit in them."""
    rows = table.rows[table.header_rows :]
    printed = any(map(str.isdigit, "".join(cell.text for row in rows for cell in row)))
    return not table.chart and not printed and not any(f.table == table.id for f in context.facts)


def _title(context: Context, table: Table) -> Span:
    around = Span(max(0, table.span.start - _ABOVE), table.span.end)
    return find(context.document, table.title, around) or table.span
