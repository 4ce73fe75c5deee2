"""Columns that compare other columns of their row: a difference, a growth rate, a share of the total row.

Of the amounts in the row those are taken by which most rows come out. A table whose rows mostly do not come out
compares otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from gouji.declared import declared
from gouji.document import Fact, Table
from gouji.figures import Kind
from gouji.reconcile.kernel.rate import Change, try_growth, try_share
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Argument, Status, say
from gouji.reconcile.relations.layout_evidence import proven
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.compared_columns import ComparedRow, choices, is_of

AMOUNT, RATE = "identity.column", "identity.column_rate"
_FEWEST = 2  # figures of a row that are not nought

Attempt = Callable[[Context, Table, dict[str, Any], ComparedRow], Tried | None]


def compared_columns(table: Table, facts: list[Fact], context: Context) -> Iterator[Tried]:
    """Try every declared comparison on a table with a header."""
    data = declared("identities")
    for known in data["compared"]:
        how, many = _HOW[known["how"]]
        share = known.get("share", data["share"])
        for offered in choices(facts, known, many):
            best: list[Tried] = []  # none where no row holds
            for rows in offered:
                every = (how(context, table, known, row) for row in rows)
                best = max(best, list(filter(None, every)), key=_held)
            yield from proven([(t, True) for t in best], share, fewest=_FEWEST)


def _held(tried: list[Tried]) -> int:
    """How many rows hold that state more than noughts."""
    return sum(t.status is Status.HOLDS and any(not r.term.zero for r in t.roles) for t in tried)


def _difference(context: Context, table: Table, known: dict[str, Any], row: ComparedRow) -> Tried | None:
    """result = one amount − another; a blank amount counts as nothing where the other is filled."""
    result, (more, less) = row.result, row.compared
    if result is None or more is None or not is_of(result, Kind.MONEY):
        return None
    term = context.terms[result.id]
    return try_sum(
        AMOUNT,
        term,
        [context.terms[more.id]],
        term.span,
        less=[context.terms[less.id]] if less else [],
        says=_says(known),
        certainty=known["certainty"],
        rule=known["id"],
    )


def _growth(context: Context, table: Table, known: dict[str, Any], row: ComparedRow) -> Tried | None:
    """result = (one amount − another) ÷ the other."""
    result, (value, base) = row.result, row.compared
    if result is None or value is None or base is None or not is_of(result, Kind.PERCENT):
        return None
    rate, under = context.terms[result.id], context.terms[base.id]
    if under.interval.lo <= 0:
        return None
    change = Change(context.terms[value.id], None, under, 1)
    says = _says(known)
    return try_growth(RATE, change, rate, rate.span, says=says, certainty=known["certainty"], rule=known["id"])


def _share(context: Context, table: Table, known: dict[str, Any], row: ComparedRow) -> Tried | None:
    """result = an amount ÷ the amount of the total row."""
    result, (part,), (whole,) = row.result, row.compared, row.totals
    if result is None or part is None or whole is None or not is_of(result, Kind.PERCENT) or row.total:
        return None
    rate, under = context.terms[result.id], context.terms[whole.id]
    if under.interval.lo <= 0:
        return None
    says, certainty = _says(known), known["certainty"]
    over = context.terms[part.id]
    return try_share(RATE, over, under, rate, rate.span, says=says, certainty=certainty, rule=known["id"])


# How a comparison is tried, and how many columns it compares.
_HOW: dict[str, tuple[Attempt, int]] = {"difference": (_difference, 2), "growth": (_growth, 2), "share": (_share, 1)}


def _says(known: dict[str, Any]) -> dict[str, Argument]:
    return {"about": say(known["id"])}
