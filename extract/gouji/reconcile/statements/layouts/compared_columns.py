"""Columns that compare other columns of their row: which of them their heads name, and what they may compare.

Their head says which of them they are (`patterns/identities.toml`, `compared`), but not what they compare: any
amounts of the row may be meant; where the columns stand in groups (2021年 | 2022年 | 增减), those that have the same
place in their groups.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from gouji.document import Fact
from gouji.figures import Kind
from gouji.language import rules
from gouji.reconcile.statements.layouts.identity_lines import head, is_named
from gouji.tables.cell_values import rule

_MOST = 4  # columns of amounts that are tried

Row = dict[int, Fact]  # the cells of a row by column


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """The cells of one row that a comparison may be about; None for a blank one.

    Attributes:
        result: the cell that compares.
        compared: the amounts that it may compare, in the order that is tried.
        totals: the amounts of the total row in the same columns.
        total: whether the row is itself the total row.
    """

    result: Fact | None
    compared: tuple[Fact | None, ...]
    totals: tuple[Fact | None, ...]
    total: bool


Choice = tuple[ComparedRow, ...]
"""All rows of a table under one choice of the columns that are compared."""


def choices(facts: list[Fact], known: dict[str, Any], many: int) -> Iterator[tuple[Choice, ...]]:
    """For each column that a declared comparison knows by its head, every choice of `many` columns it may compare."""
    rows: dict[int, Row] = {}
    for fact in facts:
        rows.setdefault(fact.row_index, {})[fact.column_index] = fact
    heads = {f.column_index: f for f in facts}
    total = _total(rows)
    for result in _results(heads, known):
        yield tuple(
            tuple(_compared(row, total, result, columns) for row in rows.values())
            for columns in _columns(heads, result, many)
        )


def _compared(row: Row, total: Row, result: int, columns: tuple[int, ...]) -> ComparedRow:
    cells = tuple(row.get(c) for c in columns)
    return ComparedRow(row.get(result), cells, tuple(total.get(c) for c in columns), row is total)


def _results(heads: dict[int, Fact], known: dict[str, Any]) -> Iterator[int]:
    """The columns whose head a comparison knows, from left to right."""
    return (c for c, fact in sorted(heads.items()) if is_named(head(fact), known["result"]))


def _total(rows: dict[int, Row]) -> Row:
    """The one row that is called a total; empty where none or several are."""
    totals = [row for row in rows.values() if rule("tables.row.total").search("".join(_first(row).row[-1:]))]
    return totals[0] if len(totals) == 1 else {}


def _first(row: Row) -> Fact:
    return next(iter(row.values()))


def _columns(heads: dict[int, Fact], result: int, many: int) -> Iterator[tuple[int, ...]]:
    """The columns of amounts that a column may compare, in every order."""
    results = [c["result"] for c in rules.load("identities").data["compared"]]
    amounts = [
        c
        for c, fact in sorted(heads.items())
        if c != result and is_of(fact, Kind.MONEY) and not any(is_named(head(fact), r) for r in results)
    ]
    inner = heads[result].column[1:]
    if inner:
        amounts = [c for c in amounts if heads[c].column[1:] == inner]
    nearest = sorted(amounts, key=lambda c: abs(c - result))[:_MOST]
    return permutations(sorted(nearest), many)


def is_of(fact: Fact, kind: Kind) -> bool:
    """Whether the figure of a cell is of a kind."""
    return fact.figure.unit is not None and fact.figure.unit.kind is kind
