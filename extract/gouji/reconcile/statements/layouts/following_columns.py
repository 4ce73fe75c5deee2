"""Columns that follow from other columns in every row, by their heads.

`patterns/identities.toml` (`column`) names for each such relation the heads of its columns. Where several columns are
headed so, every choice of them is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from gouji.document import Fact
from gouji.reconcile.statements.layouts.identity_lines import head, is_named

_MOST = 3  # columns that one kind of head may mean

Row = dict[int, Fact]  # the cells of a row by column
Chosen = tuple[int, ...]  # the column of the result, then those that it follows from


@dataclass(frozen=True, slots=True)
class Heads:
    """The rows of a table with a header, top down, and what its columns are headed."""

    rows: tuple[Row, ...]
    by_column: Mapping[int, str]


def heads_of(facts: Iterable[Fact]) -> Heads:
    """The rows of one table and the heads of their columns, by the cells of the table."""
    rows: dict[int, Row] = defaultdict(dict)
    heads: dict[int, str] = {}
    for fact in facts:
        rows[fact.row_index][fact.column_index] = fact
        heads[fact.column_index] = head(fact)
    return Heads(tuple(rows.values()), heads)


def chosen_columns(heads: Heads, known: Mapping[str, Any]) -> Iterator[list[Chosen]]:
    """For each column that may be the result of a declared relation, every choice of columns that it follows from."""
    for result in _columns(heads.by_column, known["result"]):
        yield list(_choices(heads.by_column, known, result))


def _choices(heads: Mapping[int, str], known: Mapping[str, Any], result: int) -> Iterator[Chosen]:
    """Every choice of different columns from which a column of results may follow."""
    over = [_columns(heads, name)[:_MOST] for name in (*known["plus"], *known["minus"])]
    for others in product(*over):
        if len({result, *others}) == 1 + len(others):
            yield (result, *others)


def _columns(heads: Mapping[int, str], name: str) -> list[int]:
    """The columns that are headed so, from left to right."""
    return [c for c in sorted(heads) if is_named(heads[c], name)]
