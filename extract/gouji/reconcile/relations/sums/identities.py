"""Accounting identities that `patterns/identities.toml` declares, tried in the tables that they are about.

An identity that a table's own layout does not show is not applicable, never a violation (`layout_evidence`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gouji.document import Fact, Table
from gouji.language import rules, subjects
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried, table_name
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Argument, Status, say
from gouji.reconcile.relations.layout_evidence import proven, unfit
from gouji.reconcile.relations.same_cells import label, same_cells
from gouji.reconcile.relations.sums import economic_codes, shifted_points, totals_across_tables
from gouji.reconcile.relations.sums.borrowed_codes import Catalogue
from gouji.reconcile.relations.sums.class_lists import ItemList, by_fund, coded_lists, coded_sums, twins, uncoded_list
from gouji.reconcile.relations.sums.column_sums import AMOUNT, RATE, column_sums
from gouji.reconcile.relations.sums.economic_codes import reclassified
from gouji.reconcile.relations.sums.footing import Sum, foot, grand_total
from gouji.reconcile.relations.sums.identity_lines import Ledger, by_table, ledgers
from gouji.reconcile.relations.sums.list_tree import listed_sums
from gouji.reconcile.relations.sums.shifted_points import each_shift
from gouji.reconcile.relations.sums.totals_across_tables import between_tables
from gouji.reconcile.statements.document_index import Context
from gouji.tables import table_roles

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
    catalogue = Catalogue(context.facts)
    lists: list[ItemList] = []
    for table in context.document.tables:
        if table.chart or not table.header_rows or table.id not in facts:
            continue
        cells = facts[table.id]
        yield from column_sums(table, cells, context)
        for known in _footings(table, cells):
            columns = list(ledgers(table, cells))
            yield from _footed(context, columns, catalogue, known)
            lists += _own(context, (x for c in columns if (x := uncoded_list(c, catalogue))))
        lists += _own(context, coded_lists(table, cells))
    yield from _repeated(context, lists)
    yield from _by_fund(context, lists)
    yield from between_tables(facts, context)
    yield from reclassified(facts, context)


def _footings(table: Table, facts: list[Fact]) -> Iterator[dict[str, Any]]:
    """The ways in which the lines of a table are footed, by its role; some are only for tables without codes."""
    coded = any(f.code for f in facts)
    for known in rules.load("identities").data["foot"]:
        if table_roles.role(table) in known["roles"] and not (coded and known.get("bare")):
            yield known


def _own(context: Context, lists: Iterable[ItemList]) -> Iterator[ItemList]:
    """The lists of the department's own tables."""
    return (x for x in lists if context.own_table(x.table))


def _footed(context: Context, columns: list[Ledger], catalogue: Catalogue, known: dict[str, Any]) -> Iterator[Tried]:
    """The sums that the lines of a table promise, as far as the table shows that it means them.

    Lines without numbers are a sum only where they come out. A sum that misses may be several slipped points.
    """
    tried: list[tuple[Tried, bool]] = []
    promised = list(_sums(columns, catalogue, known))
    for ledger, total in promised:
        if not _known_elsewhere(total):
            t = _tried(context, ledger.table, total, known)
            if not total.loose or t.status is Status.HOLDS:
                tried.append((t, total.complete and ledger.readable))
    totals = [g.fact for c in columns if (g := grand_total(c)) and g.fact]
    if known.get("bare") and totals and not promised:
        yield unfit(_LINES, known["id"], totals[0].span)
    for t in proven(tried, rules.load("identities").data["share"], known.get("fewest", 1)):
        yield from each_shift(t, table_name(columns[0].table)) if t.status is Status.VIOLATED else (t,)


def _sums(columns: list[Ledger], catalogue: Catalogue, known: dict[str, Any]) -> Iterator[tuple[Ledger, Sum]]:
    """The sums of a table without codes, each with its column."""
    if known.get("bare") and (listed := listed_sums(columns)):
        yield from listed
        return
    for ledger in columns:
        coded = coded_sums(ledger, catalogue)
        yield from ((ledger, s) for s in coded)
        for total in foot(ledger):
            if not (total.loose and any(c.whole.id == total.whole.id for c in coded)):
                yield ledger, total


def _repeated(context: Context, lists: list[ItemList]) -> Iterator[Tried]:
    """The items of one list in two tables."""
    known = rules.load("identities").data["repeated"]
    for one, other in twins(lists):
        for key, fact in one.items.items():
            if twin := other.items.get(key):
                tables, cells = (other.table, one.table), (twin, fact)
                yield same_cells(context, _SAME, tables, cells, rule=known["id"], certainty=known["certainty"])


def _by_fund(context: Context, lists: list[ItemList]) -> Iterator[Tried]:
    """The items of all fiscal spending against those of its funds."""
    known = rules.load("identities").data["by_fund"]
    tried = []
    for whole, key, parts in by_fund(lists, known["role"], known["funds"]):
        total = Sum(whole.items[key], tuple(parts), complete=True)
        tried.append((_tried(context, whole.table, total, known), True))
    yield from proven(tried, rules.load("identities").data["share"], fewest=1)


def _tried(context: Context, table: Table, total: Sum, known: dict[str, Any]) -> Tried:
    whole = context.terms[total.whole.id]
    parts = [context.terms[p.id] for p in total.parts]
    says: dict[str, Argument] = {"table": table_name(table), "place": label(total.whole), "about": say(known["id"])}
    certainty = LOOSE if total.loose else known["certainty"]
    return try_sum(_LINES, whole, parts, whole.span, says=says, certainty=certainty, rule=known["id"])


def _known_elsewhere(total: Sum) -> bool:
    """Whether the sum is a partition that `patterns/subjects.toml` declares: tried there."""
    names = {subjects.parse(p.row[-1]).core for p in total.parts if p.row}
    return any(
        set(known["parts"]) <= names <= {*known["parts"], *known["optional"]}
        for known in rules.load("subjects").data["partition"]
    )
