"""Ruling lines to grids."""

from __future__ import annotations

from gouji.readers.pdf.ruled.lattice import Lattice, lattices
from gouji.readers.pdf.ruled.rulings import Ruling

Lines = list[tuple[float, float, float]]


def grids(level: Lines, upright: Lines) -> list[Lattice]:
    return lattices([Ruling(*r) for r in level], [Ruling(*r) for r in upright])


def cells(lattice: Lattice) -> set[tuple[int, int, int, int]]:
    """(row, column, rows, columns) of each cell."""
    return {(r.row, r.column, r.rows, r.columns) for r in lattice.regions}


SQUARE_ROWS: Lines = [(y, 0, 100) for y in (0, 20, 40)]
SQUARE_COLUMNS: Lines = [(x, 0, 40) for x in (0, 50, 100)]


def test_a_plain_grid() -> None:
    (grid,) = grids(SQUARE_ROWS, SQUARE_COLUMNS)
    assert cells(grid) == {(r, c, 1, 1) for r in (0, 1) for c in (0, 1)}


def test_a_head_over_two_columns() -> None:
    (grid,) = grids(SQUARE_ROWS, [(0, 0, 40), (50, 20, 40), (100, 0, 40)])
    assert cells(grid) == {(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)}


def test_a_label_beside_two_rows() -> None:
    (grid,) = grids([(0, 0, 100), (20, 50, 100), (40, 0, 100)], SQUARE_COLUMNS)
    assert cells(grid) == {(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)}


def test_lines_that_stop_short_of_each_other() -> None:
    (grid,) = grids([(y, 2, 98) for y in (0, 20, 40)], [(x, 1.5, 38.5) for x in (0, 50, 100)])
    assert cells(grid) == {(r, c, 1, 1) for r in (0, 1) for c in (0, 1)}


def test_a_table_without_lines_at_its_sides() -> None:
    (grid,) = grids(SQUARE_ROWS, [(50, 0, 40)])
    assert cells(grid) == {(r, c, 1, 1) for r in (0, 1) for c in (0, 1)}


def test_two_tables_stay_two() -> None:
    below = [(y + 200, a, b) for y, a, b in SQUARE_ROWS]
    found = grids(SQUARE_ROWS + below, SQUARE_COLUMNS + [(x, 200, 240) for x in (0, 50, 100)])
    assert [g.box for g in found] == [(0, 0, 100, 40), (0, 200, 100, 240)]


def test_a_frame_is_no_table() -> None:
    assert grids([(0, 0, 100), (40, 0, 100)], [(0, 0, 40), (100, 0, 40)]) == []


def test_a_corner_that_is_no_rectangle_is_cut_into_rows() -> None:
    (grid,) = grids([(0, 0, 100), (20, 0, 50), (40, 0, 100)], [(0, 0, 40), (50, 20, 40), (100, 0, 40)])
    assert sum(rows * columns for _, _, rows, columns in cells(grid)) == 4


def test_an_uneven_field_gives_rectangles_as_high_as_can_be() -> None:
    """An L: its upright part is one cell of two rows, below it one cell of both columns."""
    level: Lines = [(0, 0, 100), (20, 0, 50), (40, 0, 50), (60, 0, 100)]
    (grid,) = grids(level, [(0, 0, 60), (50, 0, 40), (100, 0, 60)])
    assert cells(grid) == {(0, 0, 1, 1), (1, 0, 1, 1), (0, 1, 2, 1), (2, 0, 1, 2)}


def test_a_grid_in_another_one_is_left_out() -> None:
    level = [*SQUARE_ROWS, *((y, 60.0, 90.0) for y in (25, 30, 35))]
    found = grids(level, [*SQUARE_COLUMNS, *((x, 25.0, 35.0) for x in (60, 75, 90))])
    assert [g.box for g in found] == [(0, 0, 100, 40)]


def test_thousands_of_boxes_apart_are_no_table() -> None:
    corners = [(20.0 * i, 20.0 * j) for i in range(60) for j in range(60)]
    level = sorted((y + d, x, x + 12) for x, y in corners for d in (0, 12))
    upright = sorted((x + d, y, y + 12) for x, y in corners for d in (0, 12))
    assert grids(level, upright) == []
