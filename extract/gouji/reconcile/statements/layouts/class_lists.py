"""Lists of spending by functional item, with and without codes: one list printed in two tables is the same list.

Two columns list the same when their totals are equal and most of their items are; the other items must be so too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gouji.document import Fact, Table
from gouji.figures import Figure, same_quantity_agrees
from gouji.language import classification, rules
from gouji.language.codes import CLASS
from gouji.reconcile.statements.layouts.borrowed_codes import FUNCTIONAL, Catalogue, item_name, nearest
from gouji.reconcile.statements.layouts.footing import Sum
from gouji.reconcile.statements.layouts.identity_lines import Ledger, Line
from gouji.tables import table_roles
from gouji.tables.cell_values import label, rule

_MOST = 4  # tables that a list is compared with
_FEWEST = 2  # common items, not nought, by which two columns are known to list the same
_TOTALS = ("year", "all", "sum")  # kinds of lines


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
    total = _total(ledger)
    items = _by_name(ledger) | _by_code(ledger, catalogue)
    return ItemList(ledger.table, total, items, False) if total and items else None


def _total(ledger: Ledger) -> Fact | None:
    """The first filled line that is what a column comes to."""
    totals = (x.fact for x in ledger.lines if x.kind in _TOTALS)
    return next((fact for fact in totals if fact), None)


def _by_name(ledger: Ledger) -> dict[str, Fact]:
    """The filled lines of classes and those with numbers, by name; the first of those that are called the same."""
    named = [x for x in ledger.lines if _is_named(x)]
    often = Counter(item_name(x.label) for x in named if x.kind != "class")
    return {_key(x, often): x.fact for x in reversed(named) if x.fact}


def _is_named(line: Line) -> bool:
    numbered = line.kind == "" and line.style != ""
    return numbered or line.kind in ("class", "within")


def _by_code(ledger: Ledger, catalogue: Catalogue) -> dict[str, Fact]:
    """The filled lines below the classes whose codes the catalogue knows."""
    coded = catalogue.codes(_spending(ledger))
    return {code: x.fact for code, x in coded.items() if len(code) > CLASS and x.fact}


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
        found = _coded_list(table, column)
        if found:
            yield found


def _coded_list(table: Table, column: list[Fact]) -> ItemList | None:
    """The list of one column with codes; None without classes, where one recurs, or where the total is not one."""
    labelled = [f for f in column if f.row]
    totals = list(filter(_is_total, labelled))
    coded = [f for f in labelled if classification.kind(f.code) == FUNCTIONAL]
    names = Counter(item_name(f.row[-1]) for f in coded if _is_class(f))
    if len(totals) != 1 or set(names.values()) != {1}:
        return None
    items = {_coded_key(f): f for f in reversed(coded)}
    return ItemList(table, totals[0], items, True)


def _coded_key(fact: Fact) -> str:
    """The name of a class, the code of what is below it."""
    return item_name(fact.row[-1]) if _is_class(fact) else fact.code


def _is_total(fact: Fact) -> bool:
    return not fact.code and bool(rule("tables.row.total").search(label(fact.row[-1])))


def _is_class(fact: Fact) -> bool:
    return len(fact.code) == CLASS


def twins(lists: list[ItemList]) -> Iterator[tuple[ItemList, ItemList]]:
    """Each list without codes with the ones of other tables that have the same total and most items alike.

    The `_MOST` likest tables are compared: a document prints a list a few times, and one error tells by then.
    """
    for i, one in enumerate(lists):
        if one.coded:
            continue
        before, after = lists[:i], lists[i + 1 :]
        others = [*(x for x in before if x.coded), *after]  # two lists without codes are one pair, not two
        for other in _likest(one, [x for x in others if x.table.id != one.table.id]):
            yield one, other


def _likest(one: ItemList, others: list[ItemList]) -> list[ItemList]:
    """The list that is most like one in each of the `_MOST` likest tables."""
    share = rules.load("identities").data["repeated"]["share"]
    counted = [(_alike(one, x, share), x) for x in others]
    alike = [pair for pair in counted if pair[0]]
    by_table: dict[int, ItemList] = {}
    for _, other in sorted(alike, key=lambda pair: -pair[0]):
        by_table.setdefault(other.table.id, other)
    return list(by_table.values())[:_MOST]


def _alike(one: ItemList, other: ItemList, share: float) -> int:
    """How many items of two lists agree, where these are enough to know them for the same list; else 0."""
    if one.total.figure.value == 0 or not same_quantity_agrees(one.total.figure, other.total.figure):
        return 0
    common = list(_common(one, other))
    agree = sum(_like(a, b) for a, b in common)
    return agree if agree >= max(_FEWEST, share * len(common)) else 0


def _common(one: ItemList, other: ItemList) -> Iterator[tuple[Figure, Figure]]:
    """The figures of the items that two lists share, but for items that are nought in both."""
    for key in one.items.keys() & other.items.keys():
        a, b = one.items[key].figure, other.items[key].figure
        if a.value or b.value:
            yield a, b


def _like(a: Figure, b: Figure) -> bool:
    """Whether two figures are the same, or would be but for a slipped point."""
    shifted = a.base != 0 and max(a.base, b.base) == 10 * min(a.base, b.base)
    return shifted or same_quantity_agrees(a, b)


def by_fund(
    lists: list[ItemList], whole_role: str, fund_roles: list[str]
) -> Iterator[tuple[ItemList, str, list[Fact]]]:
    """Each item of a list of all funds with its cells in those of single funds, of which at least two must be there."""
    choices = [(whole, _funds(lists, whole, fund_roles)) for whole in _of_role(lists, whole_role)]
    whole, funds = max(choices, key=lambda choice: _likeness(*choice), default=(None, []))
    if whole is None or len(funds) <= 1 or not _likeness(whole, funds)[0]:
        return
    for key in whole.items:
        parts = [f.items[key] for f in funds if key in f.items]
        if parts:
            yield whole, key, parts


def _likeness(whole: ItemList, funds: list[ItemList]) -> tuple[int, Decimal]:
    """How many items a list shares with those of funds, and what it comes to."""
    return sum(_shared(whole, f) for f in funds), whole.total.figure.base


def _funds(lists: list[ItemList], whole: ItemList, roles: list[str]) -> list[ItemList]:
    """The list of each fund that has one."""
    widest = (_widest(lists, role, whole) for role in roles)
    return [fund for fund in widest if fund]


def _of_role(lists: list[ItemList], role: str) -> list[ItemList]:
    return [x for x in lists if table_roles.role(x.table) == role]


def _shared(one: ItemList, other: ItemList) -> int:
    return len(one.items.keys() & other.items.keys())


def _widest(lists: list[ItemList], role: str, whole: ItemList) -> ItemList | None:
    """The column of a role's first table that comes to most: its total column.

    The sides of a table come to the same; the items tell which of them lists what `whole` lists.
    """
    of_role = _of_role(lists, role)
    first = [x for x in of_role if x.table.id == of_role[0].table.id]
    return max(first, key=lambda x: (x.total.figure.base, _shared(x, whole)), default=None)
