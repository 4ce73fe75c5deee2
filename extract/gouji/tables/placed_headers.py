"""Header and rows of a grid whose file tells where each cell stands and what it covers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from gouji.document import Cell, Table
from gouji.tables.cell_values import is_words
from gouji.tables.headers import Row, filled, header_depth, without_ordinals


def with_header(table: Table) -> Table:
    """The table with its header rows marked and merged labels repeated in every row that they cover."""
    rows = list(table.rows)
    depth = _depth(rows)
    header = without_ordinals(rows[:depth])
    data = list(_filled_down(rows[depth:]))
    starts = _starts(header, data, table.width)
    marked = [_marked(row, starts) for row in header]
    body = [tuple(_counted(c, starts) for c in row) for row in data]
    return replace(table, rows=(*marked, *body), header_rows=len(marked), width=len(starts))


def _marked(row: Row, starts: list[int]) -> Row:
    """The cells of a header row that say something."""
    return tuple(replace(_counted(c, starts), header=True) for c in filled(row))


def _depth(rows: list[Row]) -> int:
    """The header's rows; cells of its first row that reach down belong to it to their end."""
    depth = header_depth(rows)
    if not depth:
        return 0
    reach = max((c.rows for c in rows[0] if is_words(c.text)), default=1)
    end = rows[0][0].row + reach
    covered = sum(row[0].row < end for row in rows)
    return max(depth, covered) if _has_row_from(rows, end) else depth


def _has_row_from(rows: list[Row], start: int) -> bool:
    return any(row[0].row >= start for row in rows)


def _filled_down(rows: list[Row]) -> Iterator[Row]:
    """Each row with the words of the cells that reach into it from above, which stay where they are printed."""
    reaching: list[Cell] = []
    for row in rows:
        at = row[0].row
        reaching = [c for c in reaching if c.row + c.rows > at]
        taken = {c.column for c in row}
        copies = [replace(c, row=at, rows=1) for c in reaching if c.column not in taken]
        reaching += [c for c in row if _reaches_down(c)]
        yield tuple(sorted([*row, *copies], key=lambda c: c.column))


def _reaches_down(cell: Cell) -> bool:
    return cell.rows > 1 and is_words(cell.text)


def _starts(header: list[Row], data: list[Row], width: int) -> list[int]:
    """The columns in which cells of data rows begin; a line that only the header has makes no column.

    Heads beyond the last data cell have columns of their own: on pages without them these are blank and left out.
    """
    found = {0} | {c.column for row in data if len(row) > 1 for c in row}
    reach = max((c.column + c.columns for c in chain.from_iterable(data)), default=width)
    found |= _columns_from(reach, header)
    return sorted(found) if len(found) > 1 else list(range(width))


def _columns_from(first: int, rows: list[Row]) -> set[int]:
    return {c.column for c in chain.from_iterable(rows) if c.column >= first}


def _counted(cell: Cell, starts: list[int]) -> Cell:
    """The cell in columns counted from data cells."""
    first = bisect_right(starts, cell.column) - 1
    last = bisect_right(starts, cell.column + cell.columns - 1) - 1
    return replace(cell, column=first, columns=last - first + 1)
