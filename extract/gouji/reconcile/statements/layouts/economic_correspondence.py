"""Tables by economic codes: the departmental ones (301…), the governmental ones (501…), and which code meets which.

The correspondence of the two classifications is data (`patterns/economic.toml`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gouji.declared import declared
from gouji.document import Fact, Table
from gouji.language import classification
from gouji.reconcile.statements.document_index import Context

_DEPARTMENTAL, _GOVERNMENTAL = "economic", "government"  # kinds of codes

Column = dict[str, Fact]  # the cells of one column by code


@dataclass(frozen=True, slots=True)
class Corresponding:
    """A cell of one code, and the cells of the other table whose codes it corresponds to."""

    table: Table
    whole: Fact
    other: Table
    parts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A departmental and a governmental table, and the columns that stand in both under one head."""

    department: Table
    government: Table
    shared: tuple[tuple[Column, Column], ...]


def corresponding(
    facts: dict[int, list[Fact]], context: Context
) -> Iterator[tuple[Mapping[str, Any], list[Corresponding]]]:
    """Each declared correspondence, with its cells in a governmental table and the departmental one nearest to it."""
    known = declared("economic")["correspondence"]
    for pair in _pairs(facts, context):
        for each in known:
            yield each, list(_cells(pair, each["codes"]))


def _pairs(facts: dict[int, list[Fact]], context: Context) -> Iterator[_Pair]:
    """Each governmental table with the nearest departmental one that has a column under a head of its."""
    by_department = list(_classified(context, facts, _DEPARTMENTAL))
    for table, columns in _classified(context, facts, _GOVERNMENTAL):
        others = (d for d in by_department if d[0].id != table.id and d[1].keys() & columns.keys())
        nearest = min(others, key=lambda d: abs(d[0].id - table.id), default=None)
        if nearest:
            other, theirs = nearest
            yield _Pair(other, table, tuple((theirs[head], columns[head]) for head in columns if head in theirs))


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


def _cells(pair: _Pair, codes_of: Mapping[str, list[str]]) -> Iterator[Corresponding]:
    """The filled cells of each code with the filled cells of those that it corresponds to, column by column."""
    for code, codes in codes_of.items():
        by_government = classification.kind(code) == _GOVERNMENTAL
        tables = (pair.government, pair.department) if by_government else (pair.department, pair.government)
        for one, two in pair.shared:
            whole, cells = (two.get(code), one) if by_government else (one.get(code), two)
            parts = tuple(cells[c] for c in codes if c in cells)
            if whole and parts:
                yield Corresponding(tables[0], whole, tables[1], parts)
