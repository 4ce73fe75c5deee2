"""Columns that compare other columns of their row: a difference, a growth rate, a share of the total row.

Their head says which of them they are (`patterns/identities.toml`, `compared`), but not what they compare. Of the
amounts in the row those are taken by which most rows come out; where the columns stand in groups (2021年 | 2022年 |
增减), those that have the same place in their groups. A table whose rows mostly do not come out compares otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

from gouji.document import Fact, Table
from gouji.figures import Kind
from gouji.language import rules
from gouji.reconcile.kernel.rate import Change, try_growth, try_share
from gouji.reconcile.kernel.relation import Tried, table_name
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Argument, Status, say
from gouji.reconcile.relations.layout_evidence import proven
from gouji.reconcile.relations.same_cells import label
from gouji.reconcile.relations.sums.identity_lines import head
from gouji.reconcile.statements.document_index import Context
from gouji.tables.cell_values import rule

AMOUNT, RATE = "identity.column", "identity.column_rate"
_MOST = 4  # columns of amounts that are tried
_FEWEST = 2  # figures of a row that are not nought

Row = dict[int, Fact]  # the cells of a row by column
Attempt = Callable[[Context, Table, dict[str, Any], Row, Row, tuple[int, ...]], Tried | None]


def compared_columns(table: Table, facts: list[Fact], context: Context) -> Iterator[Tried]:
    """Try every declared comparison on a table with a header."""
    rows: dict[int, Row] = {}
    for fact in facts:
        rows.setdefault(fact.row_index, {})[fact.column_index] = fact
    heads = {f.column_index: f for f in facts}
    total = _total(rows)
    data = rules.load("identities").data
    for known in data["compared"]:
        how, many = _HOW[known["how"]]
        for result in _results(heads, known):
            best: list[Tried] = []  # none where no row holds
            for columns in _choices(heads, result, many):
                every = (how(context, table, known, row, total, (result, *columns)) for row in rows.values())
                best = max(best, list(filter(None, every)), key=_held)
            share = known.get("share", data["share"])
            yield from proven([(t, True) for t in best], share, fewest=_FEWEST)


def _results(heads: dict[int, Fact], known: dict[str, Any]) -> Iterator[int]:
    """The columns whose head a comparison knows, from left to right."""
    named = rules.load("identities")[known["result"]]
    return (c for c, fact in sorted(heads.items()) if named.search(head(fact)))


def _total(rows: dict[int, Row]) -> Row:
    """The one row that is called a total; empty where none or several are."""
    totals = [row for row in rows.values() if rule("tables.row.total").search("".join(_first(row).row[-1:]))]
    return totals[0] if len(totals) == 1 else {}


def _first(row: Row) -> Fact:
    return next(iter(row.values()))


def _choices(heads: dict[int, Fact], result: int, many: int) -> Iterator[tuple[int, ...]]:
    """The columns of amounts that a column may compare, in every order."""
    known = rules.load("identities")
    results = [known[c["result"]] for c in known.data["compared"]]
    amounts = [
        c
        for c, fact in sorted(heads.items())
        if c != result and _is(fact, Kind.MONEY) and not any(r.search(head(fact)) for r in results)
    ]
    inner = heads[result].column[1:]
    if inner:
        amounts = [c for c in amounts if heads[c].column[1:] == inner]
    nearest = sorted(amounts, key=lambda c: abs(c - result))[:_MOST]
    return permutations(sorted(nearest), many)


def _held(tried: list[Tried]) -> int:
    """How many rows hold that state more than noughts."""
    return sum(t.status is Status.HOLDS and any(not r.term.zero for r in t.roles) for t in tried)


def _difference(
    context: Context, table: Table, known: dict[str, Any], row: Row, _: Row, columns: tuple[int, ...]
) -> Tried | None:
    """result = one amount − another; a blank amount counts as nothing where the other is filled."""
    result, more, less = (row.get(c) for c in columns)
    if result is None or more is None or not _is(result, Kind.MONEY):
        return None
    term = context.terms[result.id]
    return try_sum(
        AMOUNT,
        term,
        [context.terms[more.id]],
        term.span,
        less=[context.terms[less.id]] if less else [],
        says=_says(table, result, known),
        certainty=known["certainty"],
        rule=known["id"],
    )


def _growth(
    context: Context, table: Table, known: dict[str, Any], row: Row, _: Row, columns: tuple[int, ...]
) -> Tried | None:
    """result = (one amount − another) ÷ the other."""
    result, value, base = (row.get(c) for c in columns)
    if result is None or value is None or base is None or not _is(result, Kind.PERCENT):
        return None
    rate, under = context.terms[result.id], context.terms[base.id]
    if under.interval.lo <= 0:
        return None
    change = Change(context.terms[value.id], None, under, 1)
    says = _says(table, result, known)
    return try_growth(RATE, change, rate, rate.span, says=says, certainty=known["certainty"], rule=known["id"])


def _share(
    context: Context, table: Table, known: dict[str, Any], row: Row, total: Row, columns: tuple[int, ...]
) -> Tried | None:
    """result = an amount ÷ the amount of the total row."""
    result, part = (row.get(c) for c in columns)
    whole = total.get(columns[1])
    if result is None or part is None or whole is None or not _is(result, Kind.PERCENT) or row is total:
        return None
    rate, under = context.terms[result.id], context.terms[whole.id]
    if under.interval.lo <= 0:
        return None
    says, certainty = _says(table, result, known), known["certainty"]
    over = context.terms[part.id]
    return try_share(RATE, over, under, rate, rate.span, says=says, certainty=certainty, rule=known["id"])


# How a comparison is tried, and how many columns it compares.
_HOW: dict[str, tuple[Attempt, int]] = {"difference": (_difference, 2), "growth": (_growth, 2), "share": (_share, 1)}


def _says(table: Table, result: Fact, known: dict[str, Any]) -> dict[str, Argument]:
    return {"table": table_name(table), "place": label(result), "about": say(known["id"])}


def _is(fact: Fact, kind: Kind) -> bool:
    return fact.figure.unit is not None and fact.figure.unit.kind is kind
