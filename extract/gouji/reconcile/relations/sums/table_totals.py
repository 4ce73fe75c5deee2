"""Inside a table: the code hierarchy (类 = Σ款 = Σ项), the row of totals, and columns that are sums of columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Fact, Table
from gouji.figures import PERCENT
from gouji.language import rules
from gouji.language.codes import CLASS, DEPTHS, above
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried, table_name
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Argument, Status, say
from gouji.reconcile.relations.layout_evidence import filled_parts, proven, unfit
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_CODE = "table.total"
# How surely cells are read as a sum: a code's items, a row of totals. Of columns under one head the catalogue tells.
_CODED, _TOTAL = 0.95, 0.9
_FEWEST_PARTS = 2  # columns that come to a total column
_MOST_ROWS = 0.7  # of a table: a layout that fewer of its rows obey is not its layout


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table; `cells` by column, `path` the labels of the rows above it down to its own."""

    index: int
    code: str
    label: str
    path: tuple[str, ...]
    cells: dict[int, Fact]


@relation(_CODE)
def table_totals(context: Context) -> Iterator[Tried]:
    """Try every sum that a table's own layout promises."""
    tables = {t.id: t for t in context.document.tables}
    by_table: dict[int, list[Fact]] = defaultdict(list)
    for fact in context.facts:
        by_table[fact.table].append(fact)
    for table_id, facts in by_table.items():
        table = tables[table_id]
        if table.chart:
            continue
        yield from _forms(context, table, facts) if table.header_rows == 0 else _sums(context, table, facts)


def _sums(context: Context, table: Table, facts: list[Fact]) -> Iterator[Tried]:
    """The sums of a table with a header."""
    rows = _rows(facts)
    for block in _blocks(rows):
        yield from _hierarchy(context, table, block)
    yield from _total_rows(context, table, rows)
    yield from _column_sums(context, table, rows)


def _rows(facts: list[Fact]) -> list[_Row]:
    found: dict[tuple[int, str], _Row] = {}
    for fact in facts:
        key = (fact.row_index, fact.code or "/".join(fact.row))
        label = fact.row[-1] if fact.row else ""
        row = found.setdefault(key, _Row(fact.row_index, fact.code, label, fact.row, {}))
        row.cells[fact.column_index] = fact
    return list(found.values())


def _blocks(rows: list[_Row]) -> list[list[_Row]]:
    """The rows as one block; in a table of several units, whose codes recur, one block for each unit."""
    classes = [r.code for r in rows if _is_class(r)]
    if len(set(classes)) == len(classes):
        return [rows]
    blocks: list[list[_Row]] = [[]]
    for row in rows:
        if not row.code or _recurs(row, blocks[-1]):
            blocks.append([])
        blocks[-1].append(row)
    return blocks


def _is_class(row: _Row) -> bool:
    return len(row.code) == CLASS


def _recurs(row: _Row, block: list[_Row]) -> bool:
    """Whether a row is of a class that a block has already."""
    return _is_class(row) and any(r.code == row.code for r in block)


def _hierarchy(context: Context, table: Table, rows: list[_Row]) -> Iterator[Tried]:
    """Each coded row against the nearest rows below it, column by column."""
    coded = [r for r in rows if len(r.code) in DEPTHS]
    for row in coded:
        for column, fact in row.cells.items():
            below = _nearest(coded, row.code, column)
            yield from _compare(context, table, fact, below, f"{row.code}{row.label}", _CODED)


def _total_rows(context: Context, table: Table, rows: list[_Row]) -> Iterator[Tried]:
    """The row of totals against the outermost coded rows of each column.

    Where codes recur, each block has outermost rows of its own. That is the layout of a list in two classifications;
    in a list of several units the rows of these have no code.
    """
    totals = [r for r in rows if _is_total(r)]
    coded = [r for r in rows if r.code]
    if len(totals) != 1:
        return
    if len({r.code for r in coded}) == len(coded):
        yield from _against_total(context, table, totals[0], [coded])
    elif len(coded) + 1 == len(rows):
        tried = _against_total(context, table, totals[0], _blocks(coded))
        yield from proven([(t, True) for t in tried], _MOST_ROWS)


def _against_total(context: Context, table: Table, total: _Row, blocks: list[list[_Row]]) -> Iterator[Tried]:
    for column, fact in total.cells.items():
        parts = [part for block in blocks for part in _nearest(block, "", column)]
        yield from _compare(context, table, fact, parts, say("table.row.total"), _TOTAL)


def _is_total(row: _Row) -> bool:
    return not row.code and rules.load("tables")["tables.row.total"].search(_bare(row.label)) is not None


def _nearest(coded: list[_Row], code: str, column: int) -> list[Fact]:
    """The cells of a column below a code that no other filled row of the column stands between."""
    filled = [r for r in coded if column in r.cells]
    inside = [r for r in filled if _is_below(r.code, code)]
    outer = _outermost(inside)
    depths = {len(r.code) for r in outer}
    partial = code == "" and len(depths) > 1
    if partial:  # classes are left out: only the innermost rows are sure to be all there
        outer = _innermost(inside)
    return [r.cells[column] for r in outer]


def _is_below(code: str, upper: str) -> bool:
    return code != upper and code.startswith(upper)


def _outermost(rows: list[_Row]) -> list[_Row]:
    """The rows that none of the others is above."""
    codes = {r.code for r in rows}
    return [r for r in rows if codes.isdisjoint(above(r.code))]


def _innermost(rows: list[_Row]) -> list[_Row]:
    """The rows that none of the others is below."""
    codes = {r.code for r in rows}
    return [r for r in rows if not any(_is_below(c, r.code) for c in codes)]


def _compare(
    context: Context, table: Table, whole: Fact, parts: list[Fact], row: Argument, certainty: float
) -> Iterator[Tried]:
    """A cell against the cells that make it up; a blank cell counts as nothing."""
    total = context.terms[whole.id]
    is_amount = total.figure.unit and total.figure.unit != PERCENT
    if parts and is_amount:
        yield _try(table, total, [context.terms[p.id] for p in parts], _place(row, whole), certainty)


def _column_sums(context: Context, table: Table, rows: list[_Row]) -> Iterator[Tried]:
    """Within each row a total column against its columns (合计 = 基本支出 + 项目支出), where most rows obey."""
    columns = {c: f.column for r in rows for c, f in r.cells.items()}
    for total, parts in _column_groups(columns):
        in_rows = (_in_row(context, table, row, total, parts) for row in rows)
        tried = [t for t in in_rows if t]
        if _is_layout(tried):
            yield from tried
        elif tried:
            yield unfit(_CODE, _CODE, tried[0].span)


def _is_layout(tried: list[Tried]) -> bool:
    """Whether the rows show that a column is the sum of others: most of them obey, or all but one of a few.

    A short table has few rows to show it with, so that one slip must not hide it. The rows that show it then have
    two parts or more that are not nought.
    """
    held = [t for t in tried if t.status is Status.HOLDS]
    if len(held) >= max(1, len(tried) * _MOST_ROWS):
        return True
    telling = [t for t in held if filled_parts(t) > 1]
    return len(telling) > 1 and len(tried) - len(held) == 1


def _in_row(context: Context, table: Table, row: _Row, total: int, parts: list[int]) -> Tried | None:
    """A total column against its columns in one row; None where it or all of these are blank.

    Columns that only repeat a part of the total may follow behind the parts. The first of the columns alone are then
    the sum, where all of them do not come to it exactly.
    """
    terms = [context.terms[row.cells[p].id] for p in parts if p in row.cells]
    if total not in row.cells or not terms:
        return None
    fact = row.cells[total]
    term, place = context.terms[fact.id], _place(row.label, fact)
    whole = _try(table, term, terms, place)
    if whole.status is Status.HOLDS and whole.severity is None:
        return whole
    first = (_try(table, term, terms[:n], place) for n in range(2, len(terms)))
    return next((t for t in first if t.status is Status.HOLDS), whole)


def _column_groups(columns: dict[int, tuple[str, ...]]) -> Iterator[tuple[int, list[int]]]:
    """Total columns with the columns they should be the sum of, by the header tree."""
    for total in sorted(columns):
        parts = _parts(columns, total) if _heads_total(columns[total]) else []
        if len(parts) >= _FEWEST_PARTS:
            yield total, parts


def _parts(columns: dict[int, tuple[str, ...]], total: int) -> list[int]:
    """The columns that a total column should be the sum of; empty where some are missing."""
    within = rules.load("tables")["tables.row.within"]
    heads = _heads(columns, total)
    if any(within.match(head) for head in heads):
        return []  # columns of which (其中) is said are not all that there is
    depth = len(columns[total]) - 1
    found = [_head_column(columns, group, depth) for group in heads.values()]
    parts = [p for p in found if p is not None]
    return parts if len(parts) == len(found) else []


def _heads(columns: dict[int, tuple[str, ...]], total: int) -> dict[str, list[int]]:
    """The columns to the right of a total under the same head, by the next head below that."""
    group = columns[total][:-1]
    found: dict[str, list[int]] = {}
    for column, path in sorted(columns.items()):
        if column > total and len(path) > len(group) and path[: len(group)] == group:
            found.setdefault(path[len(group)], []).append(column)
    return found


def _heads_total(path: tuple[str, ...]) -> bool:
    """Whether a column is called a total by its innermost head."""
    return bool(path) and _bare(path[-1]) in rules.load("tables_totals").data["total_columns"]


def _head_column(columns: dict[int, tuple[str, ...]], candidates: list[int], depth: int) -> int | None:
    """The column that stands for a group of columns: its only one, or its own total."""
    if len(candidates) == 1:
        return candidates[0]
    below = (c for c in candidates if len(columns[c]) == depth + 2)
    return next((c for c in below if _heads_total(columns[c])), None)


def _forms(context: Context, table: Table, facts: list[Fact]) -> Iterator[Tried]:
    """A project form: its money is what the rows of funds below it add up to."""
    by_column: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        by_column[fact.column].append(fact)
    for column in by_column.values():
        parts = [f for f in column if _is_fund(f)]
        top = min((p.row_index for p in parts), default=-1)
        wholes = [f for f in column if f.row_index < top]
        if len(wholes) == 1:
            (whole,) = wholes
            terms = [context.terms[p.id] for p in parts]
            yield _try(table, context.terms[whole.id], terms, _place(_bare(whole.row[-1]), whole))


def _is_fund(fact: Fact) -> bool:
    """Whether a row of a project form is a fund that pays for it."""
    rule = rules.load("tables_totals")["totals.form.part"]
    return bool(fact.row) and rule.search(_bare(fact.row[-1])) is not None


def _try(table: Table, whole: Term, parts: list[Term], place: Argument, certainty: float | None = None) -> Tried:
    says = {
        "table": table_name(table),
        "place": place,
        "parts": say("table.parts.many" if len(parts) > 1 else "table.parts.one"),
    }
    return try_sum(_CODE, whole, parts, whole.span, says=says, certainty=certainty, rule=_CODE)


def _place(row: Argument, fact: Fact) -> Argument:
    """A cell by its row and its innermost head."""
    if not fact.column:
        return say("table.place.row", row=row)
    return say("table.place.cell", row=row, column=_bare(fact.column[-1]))


def _bare(text: str) -> str:
    return "".join(text.split())
