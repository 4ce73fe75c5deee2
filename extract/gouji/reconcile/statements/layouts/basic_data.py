"""Tables of basic data of an evaluation (基础数据表): rows that name items of the accounts, one or several together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from gouji.document import Fact, Table
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.roles import is_one_of

_JOINED = regex.compile("[、,，]")  # between the items that a row names together (水费、电费、差旅费)


@dataclass(frozen=True, slots=True)
class BasicRow:
    """A cell of a table of basic data, and the cells of the accounts that its row names."""

    table: Table
    fact: Fact
    name: str
    items: tuple[Fact, ...]


def basic_rows(context: Context) -> dict[int, list[BasicRow]]:
    """The rows of each table of basic data that name items of basic spending, in the column of the year's accounts."""
    accounts = _accounts(context)
    found: dict[int, list[BasicRow]] = defaultdict(list)
    for named in _of_this_year(context, "performance_base"):
        items = _items(named.name.core, accounts)
        if items:
            found[named.table.id].append(BasicRow(named.table, named.fact, named.name.core, items))
    return found


def _accounts(context: Context) -> dict[str, Fact]:
    """The items of the tables of basic spending by name; those that are printed with several values are left out."""
    values: dict[str, list[Fact]] = defaultdict(list)
    for named in _of_this_year(context, "basic_expenditure"):
        values[named.name.core].append(named.fact)
    return {name: facts[0] for name, facts in values.items() if len({f.figure.base for f in facts}) == 1}


def _of_this_year(context: Context, role: str) -> Iterator[Named]:
    """The cells of tables of a role that state what was spent in the document's year."""
    for named in context.named:
        told = named.name.core and not named.breakdown and named.year == context.document.year
        if told and not named.planned and is_one_of(named.table, (role,)):
            yield named


def _items(name: str, accounts: dict[str, Fact]) -> tuple[Fact, ...]:
    """The items of the accounts that a name is or lists; none where one of them is missing."""
    names = [name] if name in accounts else _JOINED.split(name)
    return tuple(accounts[n] for n in names) if all(n in accounts for n in names) else ()
