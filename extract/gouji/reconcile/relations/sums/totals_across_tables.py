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
from gouji.reconcile.relations.sums.borrowed_codes import item_name
from gouji.reconcile.relations.sums.identity_lines import described, head
from gouji.reconcile.statements.document_index import Context
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
    stated = {name: found for name, q in quantities.items() if (found := _stated(context, facts, q))}
    for known in data["between"]:
        names = (*known["parts"], *known.get("optional", ()))
        parts = [stated[n] for n in names if n in stated]
        if _can_be_tried(known, stated, parts):
            unread = any(n not in stated and _filled(context, facts, quantities[n]) for n in names)
            yield _tried(context, known, stated[known["whole"]], parts, unread)


def _can_be_tried(known: dict[str, Any], stated: dict[str, Stated], parts: list[Stated]) -> bool:
    """Whether whole and parts are stated, and no part by the table of the whole."""
    if any(name not in stated for name in (known["whole"], *known["parts"])):
        return False
    table, _ = stated[known["whole"]]
    return all(other.id != table.id for other, _ in parts)


def _tried(context: Context, known: dict[str, Any], whole: Stated, parts: list[Stated], unread: bool) -> Tried:
    """One identity; what it misses may have another reason than an error."""
    if len(parts) == 1:
        (other, part), (table, fact) = parts[0], whole
        rule, certainty = known["id"], known["certainty"]
        tried = same_cells(context, _SAME, (other, table), (part, fact), rule=rule, certainty=certainty)
    else:
        tried = _sum(context, known, whole, parts)
    reason = _reason(context, known, tried, (whole, *parts), unread) if tried.status is Status.VIOLATED else ""
    return excused(tried, reason) if reason else tried


def _reason(context: Context, known: dict[str, Any], tried: Tried, stated: tuple[Stated, ...], unread: bool) -> str:
    """Why an identity that misses does not apply, as a phrase; '' where nothing excuses it.

    A miss that is neither a slip nor small beside the whole may be another scope of one table.
    """
    (_, whole), *parts = stated
    miss = abs(whole.figure.base - sum((f.figure.base for _, f in parts), ZERO))
    if unread:
        return "reason.unread"
    if any(t.unit is None for t, _ in stated) and slipped(tried, _UNIT):
        return "reason.no_unit"
    if _carried(context, miss):
        return "reason.carried"
    near = not known.get("slips_only") and miss <= _NEAR * whole.figure.base
    return "" if near or slipped(tried) else "reason.scope"


def _carried(context: Context, miss: Decimal) -> bool:
    """Whether some table says that just so much was carried over: one of the tables then leaves it out."""
    return any(
        abs(f.figure.base - miss) <= f.figure.place()
        for f in context.facts
        if any(described(words)[0] == "carried" for words in (*f.row[-2:], *f.column))
    )


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
        if table_roles.role(table) in quantity["roles"] and not table.chart and context.own_table(table):
            yield table


def _filled(context: Context, facts: dict[int, list[Fact]], quantity: dict[str, Any]) -> bool:
    """Whether a table that may state a quantity has any figure that is not nought."""
    return any(f.figure.value for table in _tables(context, quantity) for f in facts.get(table.id, ()))


def _stated(context: Context, facts: dict[int, list[Fact]], quantity: dict[str, Any]) -> Stated | None:
    """The cell that states a quantity: the leftmost that fits in the first table that has one."""
    own = item_name(context.document.department)
    for table in _tables(context, quantity):
        amounts = [f for f in facts.get(table.id, ()) if f.row and not f.code and f.figure.unit != PERCENT]
        fact = _cell_in(amounts, quantity, own)
        if fact is not None:
            return table, fact
    return None


def _cell_in(amounts: list[Fact], quantity: dict[str, Any], own: str) -> Fact | None:
    """The leftmost cell that fits, in the rows that the quantity names, else in the row of the department itself."""
    known = rules.load("identities")
    columns = [known[name] for name in quantity.get("columns", ())]
    totals = [f for f in amounts if known[quantity["rows"]].search(item_name(f.row[-1]))]
    for row in (totals, [f for f in amounts if own and item_name(f.row[-1]) == own]):
        for found in [[f for f in row if c.search(head(f))] for c in columns] or [row]:
            left = [f for f in found if f.column_index == min(x.column_index for x in found)]
            if left and len({f.figure.base for f in left}) == 1:
                return left[-1]
    return None
