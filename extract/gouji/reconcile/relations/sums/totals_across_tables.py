"""Totals of one table that are the sum of totals of others, as `patterns/identities.toml` declares them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import regex

from gouji.document import Fact, Table
from gouji.figures import PERCENT, ZERO
from gouji.language import rules
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.relation import Tried, table_name
from gouji.reconcile.kernel.sum import add_up
from gouji.reconcile.model import FindingKind, Status
from gouji.reconcile.relations.layout_evidence import excused
from gouji.reconcile.relations.same_cells import label, same_cells
from gouji.reconcile.relations.sums.borrowed_codes import item_name
from gouji.reconcile.relations.sums.identity_lines import described
from gouji.reconcile.statements.document_index import Context
from gouji.tables import table_roles

_OTHER_SCOPE = "两表口径或有不同"
_CARRIED = "相差之数即结转结余数，两表口径不同"
_NO_UNIT = "有表未注明计量单位"
_UNREAD = "有表未能读出合计"

_UNIT = frozenset({"unit_slip"})

_NEAR = Decimal("0.005")  # of the whole: a miss so small is none of scope

Stated = tuple[Table, Fact]


def between_tables(facts: dict[int, list[Fact]], context: Context) -> Iterator[Tried]:
    """Every identity between tables of which the document's tables state the whole and the parts."""
    data = rules.load("identities").data
    quantities = {q["name"]: q for q in data["quantity"]}
    stated = {name: found for name, q in quantities.items() if (found := _stated(context, facts, q))}
    for known in data["between"]:
        whole = stated.get(known["whole"])
        names = (*known["parts"], *known.get("optional", ()))
        parts = [stated[n] for n in names if n in stated]
        if not whole or any(n not in stated for n in known["parts"]) or any(t.id == whole[0].id for t, _ in parts):
            continue
        unread = any(n not in stated and _filled(context, facts, quantities[n]) for n in names)
        yield _tried(context, known, whole, parts, unread)


def _tried(context: Context, known: dict[str, Any], whole: Stated, parts: list[Stated], unread: bool) -> Tried:
    """One identity. A miss that is neither a slip nor small beside the whole may be another scope of one table."""
    if len(parts) == 1:
        tables, cells = (parts[0][0], whole[0]), (parts[0][1], whole[1])
        tried = same_cells(context, tables, cells, "identity", known["id"], known["certainty"])
    else:
        tried = _sum(context, known, whole, parts)
    if tried.status is not Status.VIOLATED:
        return tried
    miss = abs(whole[1].figure.base - sum((f.figure.base for _, f in parts), ZERO))
    if unread:
        why = _UNREAD
    elif any(t.unit is None for t, _ in (whole, *parts)) and slipped(tried, _UNIT):
        why = _NO_UNIT
    elif _carried(context, miss):
        why = _CARRIED
    elif slipped(tried) or (not known.get("slips_only") and miss <= _NEAR * whole[1].figure.base):
        return tried
    else:
        why = _OTHER_SCOPE
    return excused(tried, why)


def _carried(context: Context, miss: Decimal) -> bool:
    """Whether some table says that just so much was carried over: one of the tables then leaves it out."""
    return any(
        abs(f.figure.base - miss) <= f.figure.place()
        for f in context.facts
        if any(described(label)[0] == "carried" for label in (*f.row[-2:], *f.column))
    )


def _sum(context: Context, known: dict[str, Any], whole: Stated, parts: list[Stated]) -> Tried:
    table, fact = whole
    names = "、".join(dict.fromkeys(table_name(t) for t, _ in parts))
    message = f"{table_name(table)}“{label(fact)}”为{{stated}}，{names}{known['about']}为{{expected}}"
    term, terms = context.terms[fact.id], [context.terms[f.id] for _, f in parts]
    return add_up(FindingKind.CROSS_TABLE, "identity", term, terms, term.span, known["id"], message, known["certainty"])


def _tables(context: Context, quantity: dict[str, Any]) -> Iterator[Table]:
    """The tables that may state a quantity, in the order of the document."""
    for table in context.document.tables:
        if table_roles.role(table) in quantity["roles"] and not table.chart and context.own_table(table):
            yield table


def _filled(context: Context, facts: dict[int, list[Fact]], quantity: dict[str, Any]) -> bool:
    return any(f.figure.value for table in _tables(context, quantity) for f in facts.get(table.id, ()))


def _stated(context: Context, facts: dict[int, list[Fact]], quantity: dict[str, Any]) -> Stated | None:
    """The cell that states a quantity: the leftmost that fits in the first table that has one."""
    own = item_name(context.document.department)
    for table in _tables(context, quantity):
        rows = [f for f in facts.get(table.id, ()) if f.row and not f.code and f.figure.unit != PERCENT]
        totals = [f for f in rows if regex.search(quantity["rows"], item_name(f.row[-1]))]
        for row in (totals, [f for f in rows if own and item_name(f.row[-1]) == own]):
            for column in quantity["columns"]:
                found = [f for f in row if regex.search(column, "/".join("".join(c.split()) for c in f.column))]
                left = [f for f in found if f.column_index == min(x.column_index for x in found)]
                if left and len({f.figure.base for f in left}) == 1:
                    return table, left[-1]
    return None
