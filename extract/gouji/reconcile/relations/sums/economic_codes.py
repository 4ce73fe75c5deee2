"""Economic classification: one expenditure by departmental codes (301…) and by governmental codes (501…).

The correspondence of the two classifications is data. The item by item part of it is that of administrative units;
whether a document's tables follow it, most of its own rows must show.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from gouji.document import Fact, Table
from gouji.language import classification, rules
from gouji.reconcile.kernel.relation import Tried, table_name
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import say
from gouji.reconcile.relations.layout_evidence import proven
from gouji.reconcile.relations.same_cells import label, listed
from gouji.reconcile.statements.document_index import Context

CODE = "identity.economic"
_DEPARTMENTAL, _GOVERNMENTAL = "economic", "government"  # kinds of codes

Column = dict[str, Fact]  # the cells of one column by code


def reclassified(facts: dict[int, list[Fact]], context: Context) -> Iterator[Tried]:
    """The columns under one head of a governmental table and the departmental one nearest to it, code by code."""
    known = rules.load("economic").data["correspondence"]
    by_department = list(_classified(context, facts, _DEPARTMENTAL))
    for table, columns in _classified(context, facts, _GOVERNMENTAL):
        others = (d for d in by_department if d[0].id != table.id and d[1].keys() & columns.keys())
        nearest = min(others, key=lambda d: abs(d[0].id - table.id), default=None)
        if nearest:
            other, theirs = nearest
            shared = [(theirs[head], columns[head]) for head in columns if head in theirs]
            yield from _compared(context, known, other, table, shared)


def _classified(context: Context, facts: dict[int, list[Fact]], kind: str) -> Iterator[tuple[Table, dict[str, Column]]]:
    """The tables whose codes are all of one kind, as columns by their innermost head; none with several units."""
    for table in context.document.tables:
        coded = [f for f in facts.get(table.id, ()) if f.code]
        kinds = {classification.kind(f.code) for f in coded}
        if kinds != {kind} or not context.own_table(table):
            continue
        columns = _columns(coded)
        if sum(map(len, columns.values())) == len(coded):
            yield table, columns


def _columns(coded: list[Fact]) -> dict[str, Column]:
    """The cells by the innermost head of their column, without blanks; of those with one code the first."""
    columns: dict[str, Column] = defaultdict(dict)
    for fact in coded:
        head = "".join("".join(fact.column[-1:]).split())
        columns[head].setdefault(fact.code, fact)
    return columns


def _compared(
    context: Context,
    correspondence: list[dict[str, Any]],
    department: Table,
    government: Table,
    shared: list[tuple[Column, Column]],
) -> Iterator[Tried]:
    for known in correspondence:
        tried: list[tuple[Tried, bool]] = []
        for code, codes in known["codes"].items():
            by_government = classification.kind(code) == _GOVERNMENTAL
            where, other = (government, department) if by_government else (department, government)
            for one, two in shared:
                whole, cells = (two.get(code), one) if by_government else (one.get(code), two)
                parts = [cells[c] for c in codes if c in cells]
                if whole and parts:
                    tried.append((_tried(context, known, (where, whole), (other, parts)), True))
        yield from proven(tried, rules.load("identities").data["share"])


def _tried(
    context: Context, known: dict[str, Any], whole: tuple[Table, Fact], parts: tuple[Table, list[Fact]]
) -> Tried:
    """One code of a table against the codes of the other table that it corresponds to."""
    (table, fact), (other, cells) = whole, parts
    term, terms = context.terms[fact.id], [context.terms[p.id] for p in cells]
    says = {
        "table": table_name(table),
        "place": f"{fact.code}{label(fact)}",
        "other": table_name(other),
        "codes": listed(f.code for f in cells),
        "about": say(known["id"]),
    }
    return try_sum(CODE, term, terms, term.span, says=says, certainty=known["certainty"], rule=known["id"])
