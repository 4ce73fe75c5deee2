"""Columns that follow from other columns in every row: what is left over, a rate of execution, a closing balance.

The heads tell which columns are meant (`patterns/identities.toml`, `column`). Where several would do, those are taken
by which most rows come out. A table whose rows mostly do not come out is of another layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gouji.declared import declared
from gouji.document import Fact, Table
from gouji.figures import Kind
from gouji.reconcile.kernel.rate import try_share
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Argument, Status, say
from gouji.reconcile.relations.layout_evidence import proven
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.following_columns import Chosen, Row, chosen_columns, heads_of
from gouji.reconcile.statements.terms import Term

AMOUNT, RATE = "identity.column", "identity.column_rate"
_DASHES = " \t\r\n\u3000-—–/"  # printed for nothing
_FEWEST = 2  # figures of a row that are not nought: a row of noughts shows no layout


def column_sums(table: Table, facts: list[Fact], context: Context) -> Iterator[Tried]:
    """Try every declared relation between columns on a table with a header."""
    heads = heads_of(facts)
    data = declared("identities")
    for known in data["column"]:
        for choices in chosen_columns(heads, known):
            tried = (list(_over_rows(context, table, heads.rows, chosen, known)) for chosen in choices)
            best = max(([], *tried), key=_held)  # none of them where no row holds
            yield from proven([(t, True) for t in best], data["share"], fewest=_FEWEST)


def _over_rows(
    context: Context, table: Table, rows: Iterable[Row], chosen: Chosen, known: dict[str, Any]
) -> Iterator[Tried]:
    """A relation between chosen columns in every row that states its figures."""
    for row in rows:
        tried = _row(context, table, row, chosen, known)
        if tried:
            yield tried


def _held(tried: list[Tried]) -> int:
    return sum(t.status is Status.HOLDS for t in tried)


def _row(context: Context, table: Table, row: Row, chosen: Chosen, known: dict[str, Any]) -> Tried | None:
    """One row of a relation; None where its result or all that it follows from are blank, or one of them is words."""
    cell = row.get(chosen[0])
    if cell is None or any(c not in row and _prints(table, cell.row_index, c) for c in chosen):
        return None
    result = context.terms[cell.id]
    terms = [context.terms[row[c].id] if c in row else None for c in chosen[1:]]
    says: dict[str, Argument] = {"about": say(known["id"])}
    if known.get("rate"):
        part, whole = terms
        return _rate(result, part, whole, known, says) if part and whole else None
    ends = len(known["plus"])
    return _sum(result, list(filter(None, terms[:ends])), list(filter(None, terms[ends:])), known, says)


def _prints(table: Table, row: int, column: int) -> bool:
    """Whether a row prints something in a column: what is no figure there is not nought."""
    return any(cell.column == column and cell.text.strip(_DASHES) for cell in table.rows[row])


def _sum(
    result: Term, plus: list[Term], minus: list[Term], known: dict[str, Any], says: dict[str, Argument]
) -> Tried | None:
    """result = Σ plus − Σ minus; None where nothing is added or something is no money."""
    money = all(_of_kind(t, Kind.MONEY) for t in (result, *plus, *minus))
    if not plus or not money:
        return None
    span, certainty = result.span, known["certainty"]
    return try_sum(AMOUNT, result, plus, span, less=minus, says=says, certainty=certainty, rule=known["id"])


def _rate(rate: Term, part: Term, whole: Term, known: dict[str, Any], says: dict[str, Argument]) -> Tried | None:
    """rate = part ÷ whole; None where the whole may be nothing or less."""
    if not _of_kind(rate, Kind.PERCENT) or whole.interval.lo <= 0:
        return None
    return try_share(RATE, part, whole, rate, rate.span, says=says, certainty=known["certainty"], rule=known["id"])


def _of_kind(term: Term, kind: Kind) -> bool:
    return term.figure.kind is kind
