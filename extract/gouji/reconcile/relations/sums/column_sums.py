"""Columns that follow from other columns in every row: what is left over, a rate of execution, a closing balance.

Which columns are meant, the headers tell (`patterns/identities.toml`, `column`); where several would do (批复, 到位),
it is the ones by which most rows come out. A table whose rows mostly do not is of another layout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any

import regex

from gouji.document import Fact, Table
from gouji.figures import HUNDRED, Kind
from gouji.language import rules
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.relation import Role, Tried, bare, severity, show, table_name
from gouji.reconcile.kernel.sum import add_up
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.relations.layout_evidence import proven
from gouji.reconcile.relations.same_cells import label
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_MOST = 3  # columns that one header pattern may mean
_FEWEST = 2  # figures of a row that are not nought: a row of noughts shows no layout

Row = dict[int, Fact]
Chosen = tuple[int, ...]


def column_sums(table: Table, facts: list[Fact], context: Context) -> Iterator[Tried]:
    """Try every declared relation between columns on a table with a header."""
    rows: dict[int, Row] = defaultdict(dict)
    for fact in facts:
        rows[fact.row_index][fact.column_index] = fact
    heads = {f.column_index: "/".join("".join(c.split()) for c in f.column) for f in facts}
    for known in rules.load("identities").data["column"]:
        for result in _columns(heads, known["result"]):
            over = [_columns(heads, p) for p in (*known["plus"], *known["minus"])]
            best: list[Tried] = []
            for chosen in product(*(c[:_MOST] for c in over)):
                if len({result, *chosen}) == 1 + len(chosen):
                    tried = [t for r in rows.values() if (t := _row(context, table, r, (result, *chosen), known))]
                    best = max(best, tried, key=lambda ts: sum(t.status is Status.HOLDS for t in ts))
            yield from proven([(t, True) for t in best], rules.load("identities").data["share"], fewest=_FEWEST)


def _columns(heads: dict[int, str], pattern: str) -> list[int]:
    return [c for c in sorted(heads) if regex.search(pattern, heads[c])]


def _row(context: Context, table: Table, row: Row, chosen: Chosen, known: dict[str, Any]) -> Tried | None:
    """One row of a relation; None where its result or all that it follows from are blank."""
    if chosen[0] not in row:
        return None
    result = context.terms[row[chosen[0]].id]
    terms = [context.terms[row[c].id] if c in row else None for c in chosen[1:]]
    message = f"{table_name(table)}“{label(row[chosen[0]])}”为{{stated}}，{known['about']}为{{expected}}"
    if known.get("rate"):
        part, whole = terms
        return _rate(result, part, whole, known, message) if part and whole else None
    if not any(terms):
        return None
    ends = len(known["plus"])
    plus, minus = ([t for t in ts if t] for ts in (terms[:ends], terms[ends:]))
    if not plus or any(t.figure.unit is None or t.figure.unit.kind is not Kind.MONEY for t in (result, *plus, *minus)):
        return None
    kind, certainty = FindingKind.TABLE_INTERNAL, known["certainty"]
    return add_up(kind, "identity", result, plus, result.span, known["id"], message, certainty=certainty, less=minus)


def _rate(rate: Term, part: Term, whole: Term, known: dict[str, Any], message: str) -> Tried | None:
    """rate = part ÷ whole"""
    if rate.figure.unit is None or rate.figure.unit.kind is not Kind.PERCENT or whole.interval.lo <= 0:
        return None
    allowed = part.interval / whole.interval * HUNDRED
    level = severity(rate, allowed)
    expected = show(allowed.mid, rate.figure, rate.usual)
    computation = f"{bare(part)} ÷ {bare(whole)} = {expected}"
    fraction = rate.interval / HUNDRED
    return Tried(
        kind=FindingKind.TABLE_INTERNAL,
        relation="identity",
        status=Status.HOLDS if level in (None, Severity.ROUNDING) else Status.VIOLATED,
        span=rate.span,
        why=computation,
        roles=(
            Role(rate, "rate", allowed),
            Role(part, "part", whole.interval * fraction),
            Role(whole, "whole", part.interval / fraction if fraction.lo > 0 else None),
        ),
        severity=level,
        computation=computation,
        message=message.replace("{expected}", expected),
        certainty=known["certainty"],
        linear=constraints.ratio(part, whole, rate),
        rule=known["id"],
    )
