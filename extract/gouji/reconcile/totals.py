"""Inside a table: the code hierarchy (类 = Σ款 = Σ项), the row of totals, and columns that are sums of columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gouji import rules
from gouji.document import Fact, Table
from gouji.figures import Interval
from gouji.reconcile.context import Context
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.relation import Role, Tried, bare, severity, show
from gouji.reconcile.terms import Term

_DEPTHS = (3, 5, 7)


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
        yield from _hierarchy(context, table, rows)
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


def _hierarchy(context: Context, table: Table, rows: list[_Row]) -> Iterator[Tried]:
    """Each coded row against the rows one level below it that follow it."""
    coded = [r for r in rows if len(r.code) in _DEPTHS]
    for n, row in enumerate(coded):
        depth = _DEPTHS.index(len(row.code))
        if depth == len(_DEPTHS) - 1:
            continue
        below = [r for r in coded if r.code.startswith(row.code) and len(r.code) == _DEPTHS[depth + 1]]
        if below:
            yield from _compare(context, table, row, below, f"{row.code}{row.label}")


def _total_rows(context: Context, table: Table, rows: list[_Row]) -> Iterator[Tried]:
    """The row 合计 against the outermost rows."""
    total_rule = rules.load("tables")["tables.row.total"]
    totals = [r for r in rows if total_rule.search(_bare(r.label)) and not r.code]
    coded = [r for r in rows if r.code]
    if len(totals) != 1 or not coded:
        return
    shortest = min(len(r.code) for r in coded)
    outer = [r for r in coded if len(r.code) == shortest]
    complete = all(any(r.code.startswith(o.code) for o in outer) for r in coded)
    if complete and len({r.code for r in outer}) == len(outer):
        yield from _compare(context, table, totals[0], outer, "合计")


def _compare(context: Context, table: Table, whole: _Row, parts: list[_Row], label: str) -> Iterator[Tried]:
    """A row against the rows that make it up, column by column; a blank cell counts as nothing."""
    for column, fact in whole.cells.items():
        terms = [context.terms[p.cells[column].id] for p in parts if column in p.cells]
        total = context.terms[fact.id]
        if terms and total.figure.unit and total.figure.unit.symbol != "%":
            yield _try(table, total, terms, f"“{label}”{_header(fact)}")


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
                tried.append(_try(table, context.terms[fact.id], terms, f"“{row.label}”{_header(fact)}"))
        held = sum(t.status is Status.HOLDS for t in tried)
        if held >= max(1, len(tried) * 0.7):  # a layout that most rows deny is not that layout
            yield from tried


def _column_groups(columns: dict[int, tuple[str, ...]]) -> Iterator[tuple[int, list[int]]]:
    """Total columns with the columns they should be the sum of, by the header tree."""
    total_words = frozenset(rules.load("tables_totals").data["total_columns"])
    ordered = sorted(columns)
    for total in ordered:
        path = columns[total]
        if not path or _bare(path[-1]) not in total_words:
            continue
        group = path[:-1]
        inside = [c for c in ordered if c > total and columns[c][: len(group)] == group and len(columns[c]) > len(group)]
        heads: dict[str, list[int]] = {}
        for c in inside:
            heads.setdefault(columns[c][len(group)], []).append(c)
        parts = [_head_column(columns, cs, len(group)) for cs in heads.values()]
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
        if len(parts) >= 2 and len(wholes) == 1:
            terms = [context.terms[p.id] for p in parts]
            yield _try(table, context.terms[wholes[0].id], terms, f"“{_bare(wholes[0].row[-1])}”{_header(wholes[0])}")


def _try(table: Table, whole: Term, parts: list[Term], label: str) -> Tried:
    allowed = Interval.point(Decimal(0))
    for part in parts:
        allowed += part.interval
    level = severity(whole, allowed)
    expected = show(allowed.mid, whole.figure)
    computation = " + ".join(bare(p) for p in parts) + f" = {expected}"
    where = "".join(f"{table.number}{table.title}".split())
    rest = {p.id: whole.interval - (allowed - p.interval) for p in parts}
    return Tried(
        kind=FindingKind.TABLE_INTERNAL,
        relation="table_total",
        status=Status.HOLDS if level in (None, Severity.ROUNDING) else Status.VIOLATED,
        span=whole.span,
        why=f"{where}{label}：{computation}",
        roles=(Role(whole, "total", allowed), *(Role(p, "part", rest[p.id]) for p in parts)),
        severity=level,
        computation=computation if len(parts) <= 8 else f"{len(parts)}项相加 = {expected}",
        message=f"表“{where}”中{label}为{{stated}}，各项相加为{expected}",
        certainty=0.85,
        rule="table.total",
    )


def _header(fact: Fact) -> str:
    return f"（{_bare(fact.column[-1])}）" if fact.column else ""


def _bare(text: str) -> str:
    return "".join(text.split())


