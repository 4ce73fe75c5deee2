"""Columns that follow from other columns in every row: what is left over, a rate of execution, a closing balance.

The heads tell which columns are meant (`patterns/identities.toml`, `column`). Where several would do, those are taken
by which most rows come out. A table whose rows mostly do not come out is of another layout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from gouji.document import Fact, Table
from gouji.figures import Kind
from gouji.language import rules
from gouji.reconcile.kernel.rate import try_share
from gouji.reconcile.kernel.relation import Tried, table_name
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Argument, Status, say
from gouji.reconcile.relations.layout_evidence import proven
from gouji.reconcile.relations.same_cells import label
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.identity_lines import head
from gouji.reconcile.statements.terms import Term

AMOUNT, RATE = "identity.column", "identity.column_rate"
_MOST = 3  # columns that one kind of head may mean
_FEWEST = 2  # figures of a row that are not nought: a row of noughts shows no layout

Row = dict[int, Fact]  # the cells of a row by column
Chosen = tuple[int, ...]  # the column of the result, then those that it follows from


def column_sums(table: Table, facts: list[Fact], context: Context) -> Iterator[Tried]:
    """Try every declared relation between columns on a table with a header."""
    rows: dict[int, Row] = defaultdict(dict)
    for fact in facts:
        rows[fact.row_index][fact.column_index] = fact
    heads = {f.column_index: head(f) for f in facts}
    data = rules.load("identities").data
    for known in data["column"]:
        for result in _columns(heads, known["result"]):
            choices = _choices(heads, known, result)
            tried = (list(_over_rows(context, table, rows.values(), chosen, known)) for chosen in choices)
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


def _choices(heads: dict[int, str], known: dict[str, Any], result: int) -> Iterator[Chosen]:
    """Every choice of different columns from which a column of results may follow."""
    over = [_columns(heads, name)[:_MOST] for name in (*known["plus"], *known["minus"])]
    for others in product(*over):
        if len({result, *others}) == 1 + len(others):
            yield (result, *others)


def _columns(heads: dict[int, str], rule_id: str) -> list[int]:
    """The columns whose head a rule knows, from left to right."""
    known = rules.load("identities")[rule_id]
    return [c for c in sorted(heads) if known.search(heads[c])]


def _held(tried: list[Tried]) -> int:
    return sum(t.status is Status.HOLDS for t in tried)


def _row(context: Context, table: Table, row: Row, chosen: Chosen, known: dict[str, Any]) -> Tried | None:
    """One row of a relation; None where its result or all that it follows from are blank."""
    cell = row.get(chosen[0])
    if cell is None:
        return None
    result = context.terms[cell.id]
    terms = [context.terms[row[c].id] if c in row else None for c in chosen[1:]]
    says: dict[str, Argument] = {"table": table_name(table), "place": label(cell), "about": say(known["id"])}
    if known.get("rate"):
        part, whole = terms
        return _rate(result, part, whole, known, says) if part and whole else None
    ends = len(known["plus"])
    return _sum(result, list(filter(None, terms[:ends])), list(filter(None, terms[ends:])), known, says)


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
    return term.figure.unit is not None and term.figure.unit.kind is kind
