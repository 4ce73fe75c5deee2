"""Header and rows of a grid whose file tells where each cell stands and what it covers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from gouji.document import Cell, Table
from gouji.tables.cell_values import is_ordinal_row, is_words, label
from gouji.tables.headers import Row, filled, header_depth


def with_header(table: Table) -> Table:
    """The table with its header rows marked and merged labels repeated in every row that they cover."""
    rows = list(table.rows)
    depth = _depth(rows)
    header = [row for row in rows[:depth] if filled(row) and not is_ordinal_row(row)]
    data = list(_filled_down(rows[depth:]))
    starts = _starts(header, data, table.width)
    placed = [tuple(_counted(c, starts) for c in row if label(c.text)) for row in header]
    body = [tuple(_counted(c, starts) for c in row) for row in data]
    marked = [tuple(replace(c, header=True) for c in row) for row in placed]
    return replace(table, rows=(*marked, *body), header_rows=len(marked), width=len(starts))


def _depth(rows: list[Row]) -> int:
    """The header's rows; cells of its first row that reach down belong to it to their end."""
    depth = header_depth(rows)
    if not depth:
        return 0
    reach = max((c.rows for c in rows[0] if is_words(c.text)), default=1)
    last = rows[0][0].row + reach
    return max(depth, sum(row[0].row < last for row in rows)) if any(row[0].row >= last for row in rows) else depth


def _filled_down(rows: list[Row]) -> Iterator[Row]:
    """Each row with the words of the cells that reach into it from above, which stay where they are printed."""
    reaching: list[tuple[Cell, int]] = []
    for row in rows:
        at = row[0].row
        reaching = [(c, end) for c, end in reaching if end > at]
        taken = {c.column for c in row}
        copies = [replace(c, row=at, rows=1) for c, end in reaching if c.column not in taken]
        reaching += [(c, at + c.rows) for c in row if c.rows > 1 and is_words(c.text)]
        yield tuple(sorted([*row, *copies], key=lambda c: c.column))


def _starts(header: list[Row], data: list[Row], width: int) -> list[int]:
    """The columns in which cells of data rows begin; a line that only the header has makes no column.

    Heads beyond the last data cell have columns of their own: on pages without them these are blank and left out.
    """
    found = {c.column for row in data if len(row) > 1 for c in row} | {0}
    reach = max((c.column + c.columns for row in data for c in row), default=width)
    found |= {c.column for row in header for c in row if c.column >= reach}
    return sorted(found) if len(found) > 1 else list(range(width))


def _counted(cell: Cell, starts: list[int]) -> Cell:
    """The cell in columns counted from data cells."""
    first = bisect_right(starts, cell.column) - 1
    last = bisect_right(starts, cell.column + cell.columns - 1) - 1
    return replace(cell, column=first, columns=last - first + 1)
