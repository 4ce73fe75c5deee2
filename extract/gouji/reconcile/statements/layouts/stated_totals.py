"""Totals that tables state, by the names that `patterns/identities.toml` (`quantity`) gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gouji.document import Fact, Table
from gouji.figures import PERCENT
from gouji.language import rules
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.borrowed_codes import item_name
from gouji.reconcile.statements.layouts.identity_lines import described, head, is_named
from gouji.reconcile.statements.layouts.roles import is_one_of


@dataclass(frozen=True, slots=True)
class Stated:
    """The cell of a table that states a total."""

    table: Table
    fact: Fact


class StatedTotals:
    """The totals that the tables of a document state, by name; `facts` are its cells by table."""

    def __init__(self, facts: dict[int, list[Fact]], context: Context) -> None:
        self._facts = facts
        self._context = context
        self._quantities: dict[str, dict[str, Any]] = {q["name"]: q for q in rules.load("identities").data["quantity"]}

    @cached_property
    def by_name(self) -> dict[str, Stated]:
        """The totals that are stated."""
        found = ((name, _stated(self._context, self._facts, q)) for name, q in self._quantities.items())
        return {name: cell for name, cell in found if cell}

    def unread(self, name: str) -> bool:
        """Whether no cell is found to state a total, though a table that may has a figure that is not nought."""
        return name not in self.by_name and _filled(self._context, self._facts, self._quantities[name])


def carried_over(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The cells of which a label or a head says that they are money carried over."""
    return (fact for fact in facts if _tells_carried(fact))


def _tells_carried(fact: Fact) -> bool:
    return any(described(words)[0] == "carried" for words in (*fact.row[-2:], *fact.column))


def _tables(context: Context, quantity: dict[str, Any]) -> Iterator[Table]:
    """The tables that may state a quantity, in the order of the document."""
    for table in context.document.tables:
        states = is_one_of(table, quantity["roles"])
        if states and not table.chart and context.own_table(table):
            yield table


def _filled(context: Context, facts: dict[int, list[Fact]], quantity: dict[str, Any]) -> bool:
    """Whether a table that may state a quantity has any figure that is not nought."""
    return any(f.figure.value for table in _tables(context, quantity) for f in facts.get(table.id, ()))


def _stated(context: Context, facts: dict[int, list[Fact]], quantity: dict[str, Any]) -> Stated | None:
    """The cell that states a quantity: the leftmost that fits in the first table that has one."""
    own = item_name(context.document.department)
    for table in _tables(context, quantity):
        amounts = [f for f in facts.get(table.id, ()) if _may_state(f)]
        fact = _cell_in(amounts, quantity, own)
        if fact is not None:
            return Stated(table, fact)
    return None


def _may_state(fact: Fact) -> bool:
    """Whether a cell is an amount in a row that has a label and no code."""
    return bool(fact.row) and not fact.code and fact.figure.unit != PERCENT


def _cell_in(amounts: list[Fact], quantity: dict[str, Any], own: str) -> Fact | None:
    """The leftmost cell that fits, in the rows that the quantity names, else in the row of the department itself."""
    totals = [f for f in amounts if is_named(item_name(f.row[-1]), quantity["rows"])]
    of_department = [f for f in amounts if own and item_name(f.row[-1]) == own]
    for cells in (*_by_column(totals, quantity), *_by_column(of_department, quantity)):
        fact = _leftmost(cells)
        if fact is not None:
            return fact
    return None


def _by_column(cells: list[Fact], quantity: dict[str, Any]) -> list[list[Fact]]:
    """The cells under each kind of column that a quantity names; all of them where it names none."""
    columns = quantity.get("columns")
    return [[f for f in cells if is_named(head(f), name)] for name in columns] if columns else [cells]


def _leftmost(cells: list[Fact]) -> Fact | None:
    """The last cell of the leftmost column; None where the cells of that column differ or there are none."""
    first = min((f.column_index for f in cells), default=-1)
    left = [f for f in cells if f.column_index == first]
    amounts = {f.figure.base for f in left}
    return left[-1] if len(amounts) == 1 else None
