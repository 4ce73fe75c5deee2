"""Accounting identities that `patterns/identities.toml` declares, tried in the tables that they are about.

An identity that a table's own layout does not show is not applicable, never a violation (`layout_evidence`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gouji.declared import declared
from gouji.document import Fact, Table
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Argument, Status, say
from gouji.reconcile.relations.layout_evidence import proven, unfit
from gouji.reconcile.relations.same_cells import same_cells
from gouji.reconcile.relations.sums import economic_codes, shifted_points, totals_across_tables
from gouji.reconcile.relations.sums.column_sums import AMOUNT, RATE, column_sums
from gouji.reconcile.relations.sums.compared_columns import compared_columns
from gouji.reconcile.relations.sums.economic_codes import reclassified
from gouji.reconcile.relations.sums.shifted_points import each_shift
from gouji.reconcile.relations.sums.totals_across_tables import between_tables
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.borrowed_codes import Catalogue
from gouji.reconcile.statements.layouts.class_lists import (
    ItemList,
    by_fund,
    coded_lists,
    coded_sums,
    twins,
    uncoded_list,
)
from gouji.reconcile.statements.layouts.footing import Sum, foot, grand_total
from gouji.reconcile.statements.layouts.identity_lines import Ledger, by_table, ledgers
from gouji.reconcile.statements.layouts.list_tree import listed_sums
from gouji.reconcile.statements.layouts.partitions import is_partition
from gouji.reconcile.statements.layouts.roles import is_one_of

_LINES, _SAME = "identity.lines", "identity.same"
LOOSE = 0.65  # how surely lines without numbers that come to the line above them are its parts


@relation(
    _LINES,
    _SAME,
    shifted_points.CODE,
    AMOUNT,
    RATE,
    totals_across_tables.CODE,
    economic_codes.CODE,
)
def identities(context: Context) -> Iterator[Tried]:
    """Try every identity of the file on every table of the roles that it names."""
    facts = by_table(context.facts)
    catalogue = Catalogue(context.facts, context.document.year)
    lists: list[ItemList] = []
    for table in context.document.tables:
        if table.chart or not table.header_rows or table.id not in facts:
            continue
        cells = facts[table.id]
        yield from column_sums(table, cells, context)
        yield from compared_columns(table, cells, context)
        for known in _footings(table, cells):
            columns = list(ledgers(table, cells))
            yield from _footed(context, columns, catalogue, known)
            lists += _own(context, _uncoded_lists(columns, catalogue))
        lists += _own(context, coded_lists(table, cells))
    yield from _repeated(context, lists)
    yield from _by_fund(context, lists)
    yield from between_tables(facts, context)
    yield from reclassified(facts, context)


def _uncoded_lists(columns: list[Ledger], catalogue: Catalogue) -> Iterator[ItemList]:
    for column in columns:
        found = uncoded_list(column, catalogue)
        if found:
            yield found


def _footings(table: Table, facts: list[Fact]) -> Iterator[dict[str, Any]]:
    """The ways in which the lines of a table are footed, by its role; some are only for tables without codes."""
    coded = any(f.code for f in facts)
    for known in declared("identities")["foot"]:
        barred = coded and known.get("bare")
        if is_one_of(table, known["roles"]) and not barred:
            yield known


def _own(context: Context, lists: Iterable[ItemList]) -> Iterator[ItemList]:
    """The lists of the department's own tables."""
    return (x for x in lists if context.own_table(x.table))


def _footed(context: Context, columns: list[Ledger], catalogue: Catalogue, known: dict[str, Any]) -> Iterator[Tried]:
    """The sums that the lines of a table promise, as far as the table shows that it means them.

    A sum that misses may be several slipped points.
    """
    promised = list(_sums(columns, catalogue, known))
    total = _first_total(columns)
    if known.get("bare") and total and not promised:
        yield unfit(_LINES, known["id"], total.span)
    tried = list(_promised(context, promised, known))
    for t in proven(tried, declared("identities")["share"], known.get("fewest", 1)):
        if t.status is Status.VIOLATED:
            yield from each_shift(t)
        else:
            yield t


def _promised(
    context: Context, promised: list[tuple[Ledger, Sum]], known: dict[str, Any]
) -> Iterator[tuple[Tried, bool]]:
    """Each sum that no other relation tries, with whether it may accuse.

    Lines without numbers are a sum only where they come out.
    """
    for ledger, total in promised:
        if is_partition(total.parts):  # tried with the partitions
            continue
        tried = _tried(context, ledger.table, total, known)
        if tried.status is Status.HOLDS or not total.loose:
            yield tried, total.complete and ledger.readable and not total.loose


def _first_total(columns: list[Ledger]) -> Fact | None:
    """The cell of the first grand total that is filled."""
    totals = (grand_total(c) for c in columns)
    return next((g.fact for g in totals if g and g.fact), None)


def _sums(columns: list[Ledger], catalogue: Catalogue, known: dict[str, Any]) -> Iterator[tuple[Ledger, Sum]]:
    """The sums of a table without codes, each with its column."""
    listed = listed_sums(columns) if known.get("bare") else []
    if listed:
        yield from listed
        return
    for ledger in columns:
        for total in _of_column(ledger, catalogue):
            yield ledger, total


def _of_column(ledger: Ledger, catalogue: Catalogue) -> Iterator[Sum]:
    """The sums of a column by codes that the catalogue knows, then by its lines: a loose one where no codes tell."""
    coded = coded_sums(ledger, catalogue)
    yield from coded
    known = {c.whole.id for c in coded}
    for total in foot(ledger):
        if not total.loose or total.whole.id not in known:
            yield total


def _repeated(context: Context, lists: list[ItemList]) -> Iterator[Tried]:
    """The items of one list in two tables."""
    known = declared("identities")["repeated"]
    for one, other in twins(lists):
        tables = (other.table, one.table)
        for key, fact in one.items.items():
            if key in other.items:
                cells = (other.items[key], fact)
                yield same_cells(context, _SAME, tables, cells, rule=known["id"], certainty=known["certainty"])


def _by_fund(context: Context, lists: list[ItemList]) -> Iterator[Tried]:
    """The items of all fiscal spending against those of its funds."""
    known = declared("identities")["by_fund"]
    tried = []
    for whole, key, parts in by_fund(lists, known["role"], known["funds"]):
        total = Sum(whole.items[key], tuple(parts), complete=True)
        tried.append((_tried(context, whole.table, total, known), True))
    yield from proven(tried, declared("identities")["share"], fewest=1)


def _tried(context: Context, table: Table, total: Sum, known: dict[str, Any]) -> Tried:
    whole = context.terms[total.whole.id]
    parts = [context.terms[p.id] for p in total.parts]
    says: dict[str, Argument] = {"about": say(known["id"])}
    certainty = LOOSE if total.loose else known["certainty"]
    less = [context.terms[p.id] for p in total.less]
    return try_sum(_LINES, whole, parts, whole.span, less=less, says=says, certainty=certainty, rule=known["id"])
