"""Between tables and between the halves of one: one quantity in two tables, 收入总计 = 支出总计, partitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from gouji.document import Table
from gouji.language import rules
from gouji.reconcile.kernel.relation import Tried, printed, table_name
from gouji.reconcile.kernel.sum import add_up
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.relations.same_cells import same_cells
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.tables import table_roles


def same_in_tables(context: Context) -> Iterator[Tried]:
    """A quantity that two tables state must be the same in both."""
    groups: dict[tuple[object, ...], list[Named]] = defaultdict(list)
    for named in context.named:
        if _comparable(context, named):
            name = named.name
            key = (
                name.core,
                named.side if not name.known else "",
                "" if context.fund_neutral(name.core, named.side, named.fund) else named.fund,
                name.extent,
                named.measure,
                named.year,
                named.fact.code,
                named.level,
                _part(named.table),
            )
            groups[key].append(named)
    for group in groups.values():
        first: dict[int, Named] = {}
        for named in group:
            first.setdefault(named.table.id, named)
        tables = list(first.values())
        for other in tables[1:]:
            yield _equal(context, tables[0], other)


def _part(table: Table) -> str:
    """Of which part of the expenditure alone a table is: its items are then other quantities than their wholes."""
    role = table_roles.role(table)
    return role if role in ("basic_expenditure", "projects") else ""


def _comparable(context: Context, named: Named) -> bool:
    """Whether a cell's name is sure enough to be looked for in other tables."""
    if not (named.table.title or named.table.number):
        return False  # of a table that lost its caption nobody knows which it is
    if named.breakdown or named.form or named.table.chart or not context.own_table(named.table):
        return False
    if named.name.known:
        return context.fund_neutral(named.name.core, named.side, named.fund) and not context.weak(named.name.core)
    if named.name.core:
        return bool(named.fact.code) and bool(named.side)
    return bool(named.side and named.name.extent and named.side != "收支")


def _equal(context: Context, a: Named, b: Named) -> Tried:
    return same_cells(context, (a.table, b.table), (a.fact, b.fact), "cross_table", "table.same", certainty=0.75)


def balances(context: Context) -> Iterator[Tried]:
    """收入总计 = 支出总计 in the two halves of one table."""
    groups: dict[tuple[int, int], dict[str, Named]] = defaultdict(dict)
    for named in context.named:
        if named.table.header_rows and _grand_total(named):
            groups[(named.table.id, named.fact.row_index)].setdefault(named.side, named)
    for halves in groups.values():
        if "收入" in halves and "支出" in halves:
            yield _equal_halves(context, halves["收入"], halves["支出"])


def _grand_total(named: Named) -> bool:
    label = "".join("".join(named.fact.row[-1:]).split())
    return named.side in ("收入", "支出") and label.endswith("总计") and len(named.fact.column) > 1


def _equal_halves(context: Context, income: Named, spending: Named) -> Tried:
    tried = _equal(context, income, spending)
    text = printed(context.terms[income.fact.id])
    return Tried(
        kind=FindingKind.TABLE_INTERNAL,
        relation="balance",
        status=tried.status,
        span=tried.span,
        why=f"收入总计为{text}",
        roles=tried.roles,
        severity=tried.severity,
        computation=tried.computation,
        linear=tried.linear,
        message=f"{table_name(income.table)}收入总计为{text}，支出总计为{{stated}}，两者应相等",
        certainty=0.9,
        rule="table.balance",
    )


def partitions(context: Context) -> Iterator[Tried]:
    """Known partitions inside one table: down a column or along a row (三公 = 出国 + 公车 + 接待)."""
    lines: dict[tuple[object, ...], dict[str, Named]] = defaultdict(dict)
    for named in context.named:
        if named.breakdown or named.form or named.table.chart or named.figure_percent:
            continue
        fact = named.fact
        lines[(named.table.id, "column", fact.column_index)].setdefault(named.name.core, named)
        lines[(named.table.id, "row", fact.row_index, fact.column[:-1][:1])].setdefault(named.name.core, named)
    for line in lines.values():
        for known in _partitions():
            whole = next((line[w] for w in known["whole"] if w in line), None)
            cells = {p: _cells(line, p) for p in (*known["parts"], *known["optional"])}
            if whole and all(cells[p] for p in known["parts"]):
                total = context.terms[whole.fact.id]
                terms = [context.terms[n.fact.id] for part in cells.values() for n in part]
                message = f"{table_name(whole.table)}“{_label(whole)}”为{{stated}}，所属各项相加为{{expected}}"
                yield add_up(FindingKind.TABLE_INTERNAL, "partition", total, terms, total.span, known["id"], message)


def _cells(line: dict[str, Named], name: str) -> list[Named]:
    """The cell of a term, or those of the terms it divides into where its own is blank."""
    if name in line:
        return [line[name]]
    parts = next(((*k["parts"], *k["optional"]) for k in _partitions() if name in k["whole"]), ())
    return [line[p] for p in parts if p in line]


def _partitions() -> list[dict[str, Any]]:
    return list(rules.load("subjects").data["partition"])


def _label(named: Named) -> str:
    return "".join(" ".join((*named.fact.row[-1:], *named.fact.column[-1:])).split(" "))


def strangers(context: Context) -> Iterator[Tried]:
    """Tables that carry another department's name."""
    for table in context.document.tables:
        if context.own_table(table):
            continue
        span = context.where(table.department, table.span)
        if span:
            yield Tried(
                kind=FindingKind.STRUCTURE,
                relation="structure",
                status=Status.VIOLATED,
                span=span,
                why=f"其余各表为“{context.document.department}”",
                severity=Severity.MATERIAL,
                message=f"此表属于“{{stated}}”，其余各表属于“{context.document.department}”，疑误贴他部门的表",
                diagnosis="another_department",
                reworded=context.document.department,
                rule="structure.department",
            )
