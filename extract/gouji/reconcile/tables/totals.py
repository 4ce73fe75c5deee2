"""Inside a table: the code hierarchy (类 = Σ款 = Σ项), the row of totals, and columns that are sums of columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gouji import rules
from gouji.document import Fact, Table
from gouji.language.codes import CLASS, DEPTHS, above
from gouji.reconcile.adding import add_up
from gouji.reconcile.context import Context
from gouji.reconcile.evidence import unfit
from gouji.reconcile.model import FindingKind, Status
from gouji.reconcile.relation import Tried, table_name
from gouji.reconcile.terms import Term

# How surely cells are read as a sum: a code's items, a row of totals, columns under one head.
_CODED, _TOTAL, _COLUMNS = 0.95, 0.9, 0.85


@dataclass(frozen=True, slots=True)
class _Row:
    index: int
    code: str
    label: str
    path: tuple[str, ...]
    cells: dict[int, Fact]


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
        if table.header_rows == 0:
            yield from _forms(context, table, facts)
            continue
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
    classes = [r.code for r in rows if len(r.code) == CLASS]
    if len(set(classes)) == len(classes):
        return [rows]
    blocks: list[list[_Row]] = [[]]
    for row in rows:
        again = len(row.code) == CLASS and any(r.code == row.code for r in blocks[-1])
        if not row.code or again:
            blocks.append([])
        blocks[-1].append(row)
    return blocks


def _hierarchy(context: Context, table: Table, rows: list[_Row]) -> Iterator[Tried]:
    """Each coded row against the nearest rows below it, column by column."""
    coded = [r for r in rows if len(r.code) in DEPTHS]
    for row in coded:
        for column, fact in row.cells.items():
            below = _nearest(coded, row.code, column)
            yield from _compare(context, table, fact, below, f"“{row.code}{row.label}”", _CODED)


def _total_rows(context: Context, table: Table, rows: list[_Row]) -> Iterator[Tried]:
    """The row 合计 against the outermost coded rows of each column."""
    total_rule = rules.load("tables")["tables.row.total"]
    totals = [r for r in rows if total_rule.search(_bare(r.label)) and not r.code]
    coded = [r for r in rows if r.code]
    if len(totals) != 1 or len({r.code for r in coded}) != len(coded):
        return
    for column, fact in totals[0].cells.items():
        yield from _compare(context, table, fact, _nearest(coded, "", column), "“合计”", _TOTAL)


def _nearest(coded: list[_Row], code: str, column: int) -> list[Fact]:
    """The cells of a column below a code that no other filled row of the column stands between."""
    inside = [r for r in coded if r.code.startswith(code) and len(r.code) > len(code) and column in r.cells]
    codes = {r.code for r in inside}
    outer = [r for r in inside if not any(upper in codes for upper in above(r.code))]
    partial = code == "" and len({len(r.code) for r in outer}) > 1
    if partial:  # classes are left out: only the innermost rows are sure to be all there
        outer = [r for r in inside if not any(c != r.code and c.startswith(r.code) for c in codes)]
    return [r.cells[column] for r in outer]


def _compare(
    context: Context, table: Table, whole: Fact, parts: list[Fact], label: str, certainty: float
) -> Iterator[Tried]:
    """A cell against the cells that make it up; a blank cell counts as nothing."""
    total = context.terms[whole.id]
    if parts and total.figure.unit and total.figure.unit.symbol != "%":
        yield _try(table, total, [context.terms[p.id] for p in parts], f"{label}{_header(whole)}", certainty)


def _column_sums(context: Context, table: Table, rows: list[_Row]) -> Iterator[Tried]:
    """Within each row: 合计 = 基本支出 + 项目支出 …, 小计 = its columns, where every row of the table but few obeys."""
    columns = {c: f.column for r in rows for c, f in r.cells.items()}
    for total, parts in _column_groups(columns):
        tried = []
        for row in rows:
            if total not in row.cells:
                continue
            terms = [context.terms[row.cells[p].id] for p in parts if p in row.cells]
            if terms:
                fact = row.cells[total]
                label = f"“{row.label}”{_header(fact)}"
                prefixes = (_try(table, context.terms[fact.id], terms[:n], label) for n in range(2, len(terms)))
                whole = _try(table, context.terms[fact.id], terms, label)
                exact = whole.status is Status.HOLDS and whole.severity is None
                held_early = next((t for t in prefixes if t.status is Status.HOLDS), None)  # memo columns may follow
                tried.append(whole if exact else held_early or whole)
        held = sum(t.status is Status.HOLDS for t in tried)
        if held >= max(1, len(tried) * 0.7):  # a layout that most rows deny is not that layout
            yield from tried
        elif tried:
            yield unfit("table_total", "table.total", tried[0].span)


def _column_groups(columns: dict[int, tuple[str, ...]]) -> Iterator[tuple[int, list[int]]]:
    """Total columns with the columns they should be the sum of, by the header tree."""
    total_words = frozenset(rules.load("tables_totals").data["total_columns"])
    ordered = sorted(columns)
    for total in ordered:
        path = columns[total]
        if not path or _bare(path[-1]) not in total_words:
            continue
        group = path[:-1]
        inside = [
            c for c in ordered if c > total and columns[c][: len(group)] == group and len(columns[c]) > len(group)
        ]
        heads: dict[str, list[int]] = {}
        for c in inside:
            heads.setdefault(columns[c][len(group)], []).append(c)
        parts = [_head_column(columns, cs, len(group)) for cs in heads.values()]
        if any(rules.load("tables")["tables.row.within"].match(head) for head in heads):
            continue  # columns of which (其中) is said are not all that there is
        if len(parts) >= 2 and all(p is not None for p in parts):
            yield total, [p for p in parts if p is not None]


def _head_column(columns: dict[int, tuple[str, ...]], candidates: list[int], depth: int) -> int | None:
    """The column that stands for a group of columns: its only one, or its own 小计."""
    if len(candidates) == 1:
        return candidates[0]
    total_words = frozenset(rules.load("tables_totals").data["total_columns"])
    return next((c for c in candidates if len(columns[c]) == depth + 2 and _bare(columns[c][-1]) in total_words), None)


def _forms(context: Context, table: Table, facts: list[Fact]) -> Iterator[Tried]:
    """A project form: its money is what the rows of funds below it add up to."""
    money = rules.load("tables_totals")
    by_column: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        by_column[fact.column].append(fact)
    for column in by_column.values():
        parts = [f for f in column if f.row and money["totals.form.part"].search(_bare(f.row[-1]))]
        wholes = [f for f in column if f not in parts and f.row_index < min((p.row_index for p in parts), default=-1)]
        if parts and len(wholes) == 1:
            terms = [context.terms[p.id] for p in parts]
            yield _try(table, context.terms[wholes[0].id], terms, f"“{_bare(wholes[0].row[-1])}”{_header(wholes[0])}")


def _try(table: Table, whole: Term, parts: list[Term], label: str, certainty: float = _COLUMNS) -> Tried:
    what = "各项相加" if len(parts) > 1 else "其下所列"
    message = f"{table_name(table)}{label}为{{stated}}，{what}为{{expected}}"
    kind = FindingKind.TABLE_INTERNAL
    return add_up(kind, "table_total", whole, parts, whole.span, "table.total", message, certainty=certainty)


def _header(fact: Fact) -> str:
    return f"（{_bare(fact.column[-1])}）" if fact.column else ""


def _bare(text: str) -> str:
    return "".join(text.split())
