"""Grids of one table on several pages in the same columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gouji.readers.compose import Grid, GridCell
from gouji.readers.pdf.ruled.cell_characters import PageGrid

_SAME = 4.0  # points that a line between columns may move from page to page
Extent = tuple[float, float]  # left and right edge of what stands in a column


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns that a page's grid counts in: how many, and for each of its own where it begins and ends.

    `extents` are those of the texts in these columns, of which blank ones have none.
    """

    width: int
    first: tuple[int, ...]
    last: tuple[int, ...]
    extents: dict[int, Extent]


def common_columns(captioned: Iterable[tuple[PageGrid, str]]) -> dict[int, Grid]:
    """A grid for each page grid, by `id`; each comes with the last title above it, so that tables are told apart.

    A grid whose lines are all among those of the grid on the page before counts its columns in those, and the
    other way round: where one part of a table has a cell across, or lacks the columns that are blank in it, its
    columns must not move. Without lines the texts tell: each column stands where one of the page before does.
    """
    grids = list(captioned)
    lines = {id(g): g.lattice.xs for g, _ in grids}
    for (a, title), (b, below) in pairwise(grids):
        if b.page - a.page == 1 and title == below:
            xs, ys = lines[id(a)], lines[id(b)]
            if _among(ys, xs):
                lines[id(b)] = xs
            elif _among(xs, ys):
                lines[id(a)] = ys
    columns = {id(g): _by_lines(g, lines[id(g)]) for g, _ in grids}
    for (a, title), (b, below) in pairwise(grids):
        if b.page - a.page == 1 and title == below and a.aligned and b.aligned:
            columns[id(b)] = _by_texts(b, columns[id(a)]) or columns[id(b)]
    return {id(g): _grid(g, columns[id(g)]) for g, _ in grids}


def _among(few: Sequence[float], many: Sequence[float]) -> bool:
    return 2 < len(few) < len(many) and all(any(abs(x - y) <= _SAME for y in many) for x in few)


def _by_lines(grid: PageGrid, lines: Sequence[float]) -> _Columns:
    at = [min(range(len(lines)), key=lambda i: abs(lines[i] - x)) for x in grid.lattice.xs]
    placed = {at[column]: extent for column, extent in extents(grid).items()}
    return _Columns(len(lines) - 1, tuple(at[:-1]), tuple(i - 1 for i in at[1:]), placed)


def _by_texts(grid: PageGrid, above: _Columns) -> _Columns | None:
    """The columns of the page above in which those of a grid stand, one in each; None where they do not."""
    own = extents(grid)
    if not 1 < len(own) == len(grid.lattice.xs) - 1 < above.width:
        return None
    at: list[int] = []
    for column in sorted(own):
        over = [i for i, extent in above.extents.items() if _overlap(own[column], extent) > 0]
        if len(over) != 1 or (at and over[0] <= at[-1]):
            return None
        at.append(over[0])
    placed = dict(above.extents)
    for column, i in enumerate(at):
        (left, right), (x0, x1) = placed[i], own[column]
        placed[i] = min(left, x0), max(right, x1)
    return _Columns(above.width, tuple(at), tuple(at), placed)


def extents(grid: PageGrid) -> dict[int, Extent]:
    """Where the texts of each column begin and end, those of cells over several columns left out."""
    found: dict[int, Extent] = {}
    for region, text in zip(grid.lattice.regions, grid.texts, strict=True):
        boxes = [b for char, b in zip(text.text, text.boxes, strict=True) if not char.isspace()]
        if boxes and region.columns == 1:
            left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
            x0, x1 = found.get(region.column, (left, right))
            found[region.column] = min(left, x0), max(right, x1)
    return found


def _overlap(a: Extent, b: Extent) -> float:
    return min(a[1], b[1]) - max(a[0], b[0])


def _grid(grid: PageGrid, columns: _Columns) -> Grid:
    return Grid(
        tuple(
            GridCell(
                text,
                r.row,
                columns.first[r.column],
                columns.last[r.column + r.columns - 1] - columns.first[r.column] + 1,
                r.rows,
                page=grid.page,
            )
            for r, text in zip(grid.lattice.regions, grid.texts, strict=True)
        ),
        width=columns.width,
    )
