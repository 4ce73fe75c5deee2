"""The rows of a table with codes: the hierarchy (类 = Σ款 = Σ项), the blocks of several units, the rows of totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Fact
from gouji.language import rules
from gouji.language.codes import CLASS, DEPTHS, above
from gouji.reconcile.statements.layouts.footing import Sum


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `cells` by column, `path` the labels of the rows above it down to its own."""

    index: int
    code: str
    label: str
    path: tuple[str, ...]
    cells: dict[int, Fact]


@dataclass(frozen=True, slots=True)
class TotalRow:
    """What a row of totals should come to, a sum a column; `recurring` tells that codes recur below or above it."""

    sums: tuple[Sum, ...]
    recurring: bool


def rows_of(facts: list[Fact]) -> list[Row]:
    """The rows of a table, top down, by its cells; rows side by side in one line are apart."""
    found: dict[tuple[int, str], Row] = {}
    for fact in facts:
        key = (fact.row_index, fact.code or "/".join(fact.row))
        label = fact.row[-1] if fact.row else ""
        row = found.setdefault(key, Row(fact.row_index, fact.code, label, fact.row, {}))
        row.cells[fact.column_index] = fact
    return list(found.values())


def blocks_of(rows: list[Row]) -> list[list[Row]]:
    """The rows as one block; in a table of several units, whose codes recur, one block for each unit."""
    classes = [r.code for r in rows if _is_class(r)]
    if len(set(classes)) == len(classes):
        return [rows]
    blocks: list[list[Row]] = [[]]
    for row in rows:
        if not row.code or _recurs(row, blocks[-1]):
            blocks.append([])
        blocks[-1].append(row)
    return blocks


def _is_class(row: Row) -> bool:
    return len(row.code) == CLASS


def _recurs(row: Row, block: list[Row]) -> bool:
    """Whether a row is of a class that a block has already."""
    return _is_class(row) and any(r.code == row.code for r in block)


def code_sums(rows: list[Row]) -> Iterator[tuple[Row, Sum]]:
    """Each coded row of a block against the nearest rows below it, column by column; no parts where none is."""
    coded = [r for r in rows if len(r.code) in DEPTHS]
    below: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in coded:
        for upper in above(row.code):
            for column in row.cells:
                below[upper, column].append(row)
    for row in coded:
        for column, fact in row.cells.items():
            parts = tuple(r.cells[column] for r in _outermost(below.get((row.code, column), [])))
            yield row, Sum(fact, parts, complete=True)


def total_row_of(rows: list[Row]) -> TotalRow | None:
    """The one row of totals of a table; None where there are none or several, or where the rows of units stand in it.

    Where codes recur, each block has outermost rows of its own. That is the layout of a list in two classifications;
    in a list of several units the rows of these have no code.
    """
    totals = [r for r in rows if _is_total(r)]
    coded = [r for r in rows if r.code]
    if len(totals) != 1:
        return None
    if len({r.code for r in coded}) == len(coded):
        return TotalRow(_against(totals[0], [coded]), recurring=False)
    if len(coded) + 1 == len(rows):
        return TotalRow(_against(totals[0], blocks_of(coded)), recurring=True)
    return None


def unit_sums(rows: list[Row]) -> Iterator[Sum]:
    """Each row of a unit against the outermost coded rows below it, and what stands before the first against the units.

    The row of a unit has no code; that of a table's only total is `total_row_of`'s.
    """
    units: list[Row] = []
    leading: list[Row] = []
    for head, block in _headed(rows):
        if not block:
            leading += [head] if not units else []
            continue
        units.append(head)
        if not _is_total(head):
            yield from _against(head, [block])
    if len(units) > 1:
        for row in leading:
            yield from _added_up(row, units)


def _headed(rows: list[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Each row without a code with the coded rows between it and the next."""
    head, block = None, []
    for row in rows:
        if row.code:
            block.append(row)
            continue
        if head:
            yield head, block
        head, block = row, []
    if head:
        yield head, block


def _added_up(total: Row, rows: list[Row]) -> Iterator[Sum]:
    """The cells of a row against those of others in its columns."""
    for column, fact in total.cells.items():
        yield Sum(fact, tuple(r.cells[column] for r in rows if column in r.cells), complete=True)


def _against(total: Row, blocks: list[list[Row]]) -> tuple[Sum, ...]:
    """The cells of a row of totals against the outermost rows of blocks."""
    return tuple(
        Sum(fact, tuple(part for block in blocks for part in _nearest(block, column)), complete=True)
        for column, fact in total.cells.items()
    )


def _is_total(row: Row) -> bool:
    return not row.code and rules.load("tables")["tables.row.total"].search(_bare(row.label)) is not None


def _nearest(coded: list[Row], column: int) -> tuple[Fact, ...]:
    """The cells of a column that no other filled row of the column stands above."""
    filled = [r for r in coded if column in r.cells]
    outer = _outermost(filled)
    if len({len(r.code) for r in outer}) > 1:  # classes are left out: only the innermost rows are sure to be all there
        outer = _innermost(filled)
    return tuple(r.cells[column] for r in outer)


def _outermost(rows: list[Row]) -> list[Row]:
    """The rows that none of the others is above."""
    codes = {r.code for r in rows}
    return [r for r in rows if codes.isdisjoint(above(r.code))]


def _innermost(rows: list[Row]) -> list[Row]:
    """The rows that none of the others is below."""
    divided = {upper for r in rows for upper in above(r.code)}
    return [r for r in rows if r.code not in divided]


def _bare(text: str) -> str:
    return "".join(text.split())
