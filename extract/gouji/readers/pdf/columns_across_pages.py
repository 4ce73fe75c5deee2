"""Grids of one table on several pages in the same columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gouji.readers.compose import Grid, GridCell
from gouji.readers.pdf.ruled.cell_characters import PageGrid

_SAME = 4.0  # points that a line between columns may move from page to page


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns that a page's grid counts in: how many, and for each of its own where it begins and ends."""

    width: int
    first: tuple[int, ...]
    last: tuple[int, ...]


def common_columns(captioned: Iterable[tuple[PageGrid, str]]) -> dict[int, Grid]:
    """A grid for each page grid, by `id`; each comes with the last title above it, so that tables are told apart.

    A grid whose lines are all among those of the grid on the page before counts its columns in those, and the
    other way round: where one part of a table has a cell across, or lacks the columns that are blank in it, its
    columns must not move.
    """
    grids = list(captioned)
    lines = {id(grid): grid.lattice.xs for grid, _ in grids}
    for (above, title), (below, title_below) in pairwise(grids):
        if below.page - above.page != 1 or title != title_below:
            continue
        if _among(lines[id(below)], lines[id(above)]):
            lines[id(below)] = lines[id(above)]
        elif _among(lines[id(above)], lines[id(below)]):
            lines[id(above)] = lines[id(below)]
    return {id(grid): _grid(grid, _by_lines(grid, lines[id(grid)])) for grid, _ in grids}


def _among(few: Sequence[float], many: Sequence[float]) -> bool:
    """Whether all of the fewer lines, three at least, are among the others."""
    if not 2 < len(few) < len(many):
        return False
    return all(any(abs(x - y) <= _SAME for y in many) for x in few)


def _by_lines(grid: PageGrid, lines: Sequence[float]) -> _Columns:
    at = [min(range(len(lines)), key=lambda i: abs(lines[i] - x)) for x in grid.lattice.xs]
    return _Columns(len(lines) - 1, tuple(at[:-1]), tuple(i - 1 for i in at[1:]))


def _grid(grid: PageGrid, columns: _Columns) -> Grid:
    cells = []
    for region, text in zip(grid.lattice.regions, grid.texts, strict=True):
        first = columns.first[region.column]
        last = columns.last[region.column + region.columns - 1]
        cells.append(GridCell(text, region.row, first, last - first + 1, region.rows, page=grid.page))
    return Grid(tuple(cells), width=columns.width)
