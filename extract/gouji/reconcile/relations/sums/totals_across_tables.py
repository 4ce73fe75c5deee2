"""Totals of one table that are the sum of totals of others, as `patterns/identities.toml` declares them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from gouji.document import Fact, Table
from gouji.figures import PERCENT, ZERO
from gouji.language import rules
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.relation import Tried, table_name
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Status, say
from gouji.reconcile.relations.layout_evidence import excused
from gouji.reconcile.relations.same_cells import label, listed, same_cells
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.borrowed_codes import item_name
from gouji.reconcile.statements.layouts.identity_lines import described, head
from gouji.tables import table_roles

CODE = "identity.between"
_SAME = "identity.same"
_UNIT = frozenset({"unit_slip"})
_NEAR = Decimal("0.005")  # of the whole: so small a miss is no difference of scope

Stated = tuple[Table, Fact]


def between_tables(facts: dict[int, list[Fact]], context: Context) -> Iterator[Tried]:
    """Every identity between tables of which the document's tables state the whole and the parts."""
    data = rules.load("identities").data
    quantities = {q["name"]: q for q in data["quantity"]}
    stated = _all_stated(context, facts, data["quantity"])
    for known in data["between"]:
        names = (*known["parts"], *known.get("optional", ()))
        parts = [stated[n] for n in names if n in stated]
        if _can_be_tried(known, stated, parts):
            unstated = (quantities[n] for n in names if n not in stated)
            unread = any(_filled(context, facts, q) for q in unstated)
            yield _tried(context, known, stated[known["whole"]], parts, unread)


def _all_stated(context: Context, facts: dict[int, list[Fact]], quantities: list[dict[str, Any]]) -> dict[str, Stated]:
    """The cells that state quantities, by the names of these."""
    found = ((q["name"], _stated(context, facts, q)) for q in quantities)
    return {name: cell for name, cell in found if cell}


def _can_be_tried(known: dict[str, Any], stated: dict[str, Stated], parts: list[Stated]) -> bool:
    """Whether whole and parts are stated, and no part by the table of the whole."""
    if any(name not in stated for name in (known["whole"], *known["parts"])):
        return False
    table, _ = stated[known["whole"]]
    return all(other.id != table.id for other, _ in parts)


def _tried(context: Context, known: dict[str, Any], whole: Stated, parts: list[Stated], unread: bool) -> Tried:
    """One identity; what it misses may have another reason than an error."""
    tried = _sum(context, known, whole, parts) if len(parts) > 1 else _same(context, known, whole, *parts)
    if tried.status is not Status.VIOLATED:
        return tried
    reason = _reason(context, known, tried, (whole, *parts), unread)
    return excused(tried, reason) if reason else tried


def _same(context: Context, known: dict[str, Any], whole: Stated, part: Stated) -> Tried:
    """A whole of one part: the same figure in two tables."""
    (other, cell), (table, fact) = part, whole
    return same_cells(context, _SAME, (other, table), (cell, fact), rule=known["id"], certainty=known["certainty"])


def _reason(context: Context, known: dict[str, Any], tried: Tried, stated: tuple[Stated, ...], unread: bool) -> str:
    """Why an identity that misses does not apply, as a phrase; '' where nothing excuses it.

    A miss that is neither a slip nor small beside the whole may be another scope of one table.
    """
    (_, whole), *parts = stated
    miss = abs(whole.figure.base - sum((f.figure.base for _, f in parts), ZERO))
    if unread:
        return "reason.unread"
    if _without_unit(stated) and slipped(tried, _UNIT):
        return "reason.no_unit"
    if _carried(context, miss):
        return "reason.carried"
    if slipped(tried):
        return ""
    near = miss <= _NEAR * whole.figure.base
    return "" if near and not known.get("slips_only") else "reason.scope"


def _without_unit(stated: tuple[Stated, ...]) -> bool:
    return any(table.unit is None for table, _ in stated)


def _carried(context: Context, miss: Decimal) -> bool:
    """Whether some table says that just so much was carried over: one of the tables then leaves it out."""
    return any(_tells_carried(f) and abs(f.figure.base - miss) <= f.figure.place() for f in context.facts)


def _tells_carried(fact: Fact) -> bool:
    return any(described(words)[0] == "carried" for words in (*fact.row[-2:], *fact.column))


def _sum(context: Context, known: dict[str, Any], whole: Stated, parts: list[Stated]) -> Tried:
    table, fact = whole
    term, terms = context.terms[fact.id], [context.terms[f.id] for _, f in parts]
    says = {
        "table": table_name(table),
        "place": label(fact),
        "others": listed(dict.fromkeys(table_name(t) for t, _ in parts)),
        "about": say(known["id"]),
    }
    return try_sum(CODE, term, terms, term.span, says=says, certainty=known["certainty"], rule=known["id"])


def _tables(context: Context, quantity: dict[str, Any]) -> Iterator[Table]:
    """The tables that may state a quantity, in the order of the document."""
    for table in context.document.tables:
        states = table_roles.role(table) in quantity["roles"]
        if states and not table.chart and context.own_table(table):
            yield table


def _filled(context: Context, facts: dict[int, list[Fact]], quantity: dict[str, Any]) -> bool:
    """Whether a table that may state a quantity has any figure that is not nought."""
    return any(f.figure.value for table in _tables(context, quantity) for f in facts.get(table.id, ()))


def _stated(context: Context, facts: dict[int, list[Fact]], quantity: dict[str, Any]) -> Stated | None:
    """The cell that states a quantity: the leftmost that fits in the first table that has one."""
    own = item_name(context.document.department)
    for table in _tables(context, quantity):
        amounts = [f for f in facts.get(table.id, ()) if _may_state(f)]
        fact = _cell_in(amounts, quantity, own)
        if fact is not None:
            return table, fact
    return None


def _may_state(fact: Fact) -> bool:
    """Whether a cell is an amount in a row that has a label and no code."""
    return bool(fact.row) and not fact.code and fact.figure.unit != PERCENT


def _cell_in(amounts: list[Fact], quantity: dict[str, Any], own: str) -> Fact | None:
    """The leftmost cell that fits, in the rows that the quantity names, else in the row of the department itself."""
    total = rules.load("identities")[quantity["rows"]]
    totals = [f for f in amounts if total.search(item_name(f.row[-1]))]
    of_department = [f for f in amounts if own and item_name(f.row[-1]) == own]
    for cells in (*_by_column(totals, quantity), *_by_column(of_department, quantity)):
        fact = _leftmost(cells)
        if fact is not None:
            return fact
    return None


def _by_column(cells: list[Fact], quantity: dict[str, Any]) -> list[list[Fact]]:
    """The cells under each kind of column that a quantity names; all of them where it names none."""
    known = rules.load("identities")
    columns = [known[name] for name in quantity.get("columns", ())]
    if not columns:
        return [cells]
    return [[f for f in cells if column.search(head(f))] for column in columns]


def _leftmost(cells: list[Fact]) -> Fact | None:
    """The last cell of the leftmost column; None where the cells of that column differ or there are none."""
    first = min((f.column_index for f in cells), default=-1)
    left = [f for f in cells if f.column_index == first]
    amounts = {f.figure.base for f in left}
    return left[-1] if len(amounts) == 1 else None
