"""Lists of spending by functional item, with and without codes: one list printed in two tables is the same list.

Two columns list the same when their totals are equal and most of their items are; the other items must be so too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Fact, Table
from gouji.figures import Figure, same_quantity_agrees
from gouji.language import classification, rules
from gouji.language.codes import CLASS
from gouji.reconcile.relations.sums.borrowed_codes import FUNCTIONAL, Catalogue, item_name, nearest
from gouji.reconcile.relations.sums.footing import Sum
from gouji.reconcile.relations.sums.identity_lines import Ledger, Line
from gouji.tables import table_roles
from gouji.tables.cell_values import label, rule

_MOST = 4  # tables that a list is compared with
_FEWEST = 2  # common items, not nought, by which two columns are known to list the same


@dataclass(frozen=True, slots=True)
class ItemList:
    """One column of a table as items: by the name of the class, below it by code. `total` is what all come to."""

    table: Table
    total: Fact
    items: dict[str, Fact]
    coded: bool


def coded_sums(ledger: Ledger, catalogue: Catalogue) -> list[Sum]:
    """The sums within an uncoded list whose codes the catalogue knows: each item against the nearest below it."""
    lines = catalogue.codes(_spending(ledger))
    filled = {code: line.fact for code, line in lines.items() if line.fact}
    found = []
    for code, fact in filled.items():
        below = nearest(filled, code)
        if below:
            found.append(Sum(fact, tuple(filled[c] for c in below), complete=True))
    return found


def uncoded_list(ledger: Ledger, catalogue: Catalogue) -> ItemList | None:
    """The list of a column without codes: classes and numbered lines by name, others by code where one is known."""
    lines = _spending(ledger)
    total = next((x.fact for x in ledger.lines if x.kind in ("year", "all", "sum") and x.fact), None)
    named = [x for x in ledger.lines if x.kind in ("class", "within") or (x.style and x.kind == "")]
    often = Counter(item_name(x.label) for x in named if x.kind != "class")
    items = {_key(x, often): x.fact for x in reversed(named) if x.fact}
    items |= {c: x.fact for c, x in catalogue.codes(lines).items() if len(c) > CLASS and x.fact}
    return ItemList(ledger.table, total, items, False) if total and items else None


def _key(line: Line, often: Counter[str]) -> str:
    """A line's name, behind that of the line above it in the tree where the name alone is not one item's."""
    name = item_name(line.label)
    above = line.fact.row[-2:-1] if line.fact and often[name] > 1 else ()
    return "/".join((*map(item_name, above), name))


def _spending(ledger: Ledger) -> list[Line]:
    """The lines that are items of spending."""
    return [x for x in ledger.lines if x.kind in ("", "class")]


def coded_lists(table: Table, facts: list[Fact]) -> Iterator[ItemList]:
    """The lists of a table with codes, one a column; none where a class recurs (several units)."""
    columns: dict[int, list[Fact]] = {}
    for fact in facts:
        columns.setdefault(fact.column_index, []).append(fact)
    for column in columns.values():
        labelled = [f for f in column if f.row]
        totals = [f for f in labelled if not f.code and rule("tables.row.total").search(label(f.row[-1]))]
        coded = [f for f in labelled if classification.kind(f.code) == FUNCTIONAL]
        names = [item_name(f.row[-1]) for f in coded if len(f.code) == CLASS]
        if len(totals) == 1 and len(set(names)) == len(names) and names:
            items = {item_name(f.row[-1]) if len(f.code) == CLASS else f.code: f for f in reversed(coded)}
            yield ItemList(table, totals[0], items, True)


def twins(lists: list[ItemList]) -> Iterator[tuple[ItemList, ItemList]]:
    """Each list without codes with the ones of other tables that have the same total and most items alike.

    The `_MOST` likest tables are compared: a document prints a list a few times, and one error tells by then.
    """
    share = rules.load("identities").data["repeated"]["share"]
    for i, one in enumerate(lists):
        if one.coded:
            continue
        others = [x for j, x in enumerate(lists) if x.table.id != one.table.id and (x.coded or j > i)]
        alike = [(n, x) for x in others if (n := _alike(one, x, share))]
        tables: set[int] = set()
        for _, other in sorted(alike, key=lambda pair: -pair[0]):
            if other.table.id not in tables and len(tables) < _MOST:
                tables.add(other.table.id)
                yield one, other


def _alike(one: ItemList, other: ItemList, share: float) -> int:
    """How many items of two lists agree, where these are enough to know them for the same list; else 0."""
    if not same_quantity_agrees(one.total.figure, other.total.figure) or one.total.figure.value == 0:
        return 0
    common = [k for k in one.items if k in other.items]
    common = [k for k in common if one.items[k].figure.value or other.items[k].figure.value]
    agree = sum(_like(one.items[k].figure, other.items[k].figure) for k in common)
    return agree if agree >= max(_FEWEST, share * len(common)) else 0


def _like(a: Figure, b: Figure) -> bool:
    """Whether two figures are the same, or would be but for a slipped point."""
    return same_quantity_agrees(a, b) or (a.base != 0 and max(a.base, b.base) == 10 * min(a.base, b.base))


def by_fund(
    lists: list[ItemList], whole_role: str, fund_roles: list[str]
) -> Iterator[tuple[ItemList, str, list[Fact]]]:
    """Each item of a list of all funds with its cells in those of single funds, of which at least two must be there."""
    funds = [found for role in fund_roles if (found := _widest(lists, role))]
    wholes = [x for x in lists if table_roles.role(x.table) == whole_role and any(_shared(x, f) for f in funds)]
    whole = max(wholes, key=lambda x: (sum(_shared(x, f) for f in funds), x.total.figure.base), default=None)
    if whole and len(funds) > 1:
        for key in whole.items:
            parts = [f.items[key] for f in funds if key in f.items]
            if parts:
                yield whole, key, parts


def _shared(one: ItemList, other: ItemList) -> int:
    return len(one.items.keys() & other.items.keys())


def _widest(lists: list[ItemList], role: str) -> ItemList | None:
    """The column of a role's first table that comes to most: its total column."""
    of_role = [x for x in lists if table_roles.role(x.table) == role]
    first = [x for x in of_role if x.table.id == of_role[0].table.id]
    return max(first, key=lambda x: x.total.figure.base, default=None)
