"""The columns of a document's tables: their money from above, which proves what the rows of items are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile
from typing import Any

import regex

from gouji.figures import Kind
from gouji.language import classification, units

CELL = regex.compile(r"(?P<table>t\d+)r(?P<row>\d+)(?P<column>c\d+)")  # the id of a fact
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """An amount of a column.

    Attributes
    ----------
    row
        Of its table.
    number
        The row of the table of statements.
    value, place
        In yuan, and one unit of its last printed digit.
    code
        Of the item of its row as the document prints it, or as its rows tell; empty for none.
    """

    row: int
    number: int
    value: Decimal
    place: Decimal
    code: str = ""


@dataclass
class Table:
    """The money of a table: the classifications of its items, the parts that its cells name, each column from above.

    `totals` is what its rows without codes are called.
    """

    kinds: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    totals: set[str] = field(default_factory=set)
    columns: dict[str, list[Cell]] = field(default_factory=lambda: defaultdict(list))


def last_digit(row: Row) -> Decimal:
    """One unit of the last printed digit of a statement, in yuan or in ones."""
    unit = units.find(row["unit"]) if row["unit"] else None
    factor = unit.factor if unit is not None and unit.kind is not Kind.COUNT else Decimal(1)
    return factor.scaleb(-(row["decimals"] or 0))


def tables(statements: Sequence[Row]) -> Mapping[str, Table]:
    """The tables of a document by their ids."""
    found: dict[str, Table] = defaultdict(Table)
    for number, row in enumerate(statements):
        if row["yuan"] is not None and (at := CELL.fullmatch(row["id"])):
            cell = Cell(int(at["row"]), number, row["yuan"], last_digit(row), row["item_code"] or "")
            found[at["table"]].columns[at["column"]].append(cell)
            _note(found[at["table"]], cell.code, row["what"] or "", row["part"] or "")
    for table in found.values():
        for cells in table.columns.values():
            cells.sort()
    return found


def _note(table: Table, code: str, what: str, part: str) -> None:
    """Notes what the row of a cell is called, and of which part the cell is."""
    if what or code:
        table.parts.add(part or what)
    if code:
        table.kinds.add(classification.kind(code))
    elif what:
        table.totals.add(what)


def come_to(parts: Iterable[Cell], whole: Cell) -> bool:
    """Whether amounts come to another as printed: none do not."""
    cells = tuple(parts)
    rounded = (whole.place + sum((c.place for c in cells), Decimal(0))) / 2
    return bool(cells) and abs(whole.value - sum(c.value for c in cells)) <= rounded


def divided(first: int, column: Sequence[Cell]) -> bool:
    """Whether the rows right below one, up to the next of another item, come to it as printed."""
    (whole,) = (cell for cell in column if cell.row == first)
    below = (cell for cell in column if cell.row > first)
    return come_to(takewhile(lambda cell: cell.code in ("", whole.code), below), whole)
