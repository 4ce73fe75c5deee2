"""What the finders of tables in plain text hand on: a stretch of lines with its raw grid."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.document import Cell

Row = tuple[Cell, ...]
WIDEST = 100  # cells in a row; nobody prints a wider table, but lines full of tabs exist


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines [first, last) that form one table; the rows hold the cells in reading order.

    `chart` marks chart data printed as text. An empty table (title and note, no figures) has no rows.
    """

    first: int
    last: int
    rows: tuple[Row, ...]
    title: str = ""
    chart: bool = False


def width(rows: tuple[Row, ...] | list[Row]) -> int:
    return max((c.column + c.columns for row in rows for c in row), default=0)
