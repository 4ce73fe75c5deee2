"""Rebuilds the columns of a grid whose merged cells are printed once, so that its rows differ in length."""

from __future__ import annotations

from dataclasses import replace

from gouji.document import Cell
from gouji.tables.cell_values import is_code, is_number, is_ordinal_row, label, rule
from gouji.tables.headers import Row, filled

_STRAY = 4  # cost of a boundary between header groups where nothing marks one
_MIXED = 6  # cost of a header cell over both blank and filled cells
_WIDEST = 80  # columns; a wider grid is no table that anyone printed
_LONE = 1  # cost of a header cell over a single filled cell


def rebuild(header: list[Row], data: list[Row]) -> tuple[list[Row], list[Row], int]:
    """Header rows and data rows with the columns that their cells cover, and the number of columns."""
    width = max((len(r) for r in [*header, *data]), default=0)
    values = value_columns(data, width)
    placed_data = [_place_data(row, width, values) for row in data]
    return _place_header(header, width, values), placed_data, width


def value_columns(data: list[Row], width: int) -> set[int]:
    """The columns that hold numbers which are no codes, seen in the rows of full length."""
    full = [row for row in data if len(row) == width]
    found = set()
    for column in range(width):
        texts = [row[column].text for row in full if row[column].text]
        numbers = [t for t in texts if is_number(t)]
        if len(numbers) * 2 > len(texts) and not all(is_code(t) and len(t) > 2 for t in numbers):
            found.add(column)
    return found


def _place_data(row: Row, width: int, values: set[int]) -> Row:
    spare = width - len(row)
    if spare <= 0 or not row:
        return row
    shifted = tuple(replace(c, column=c.column + spare) for c in row[1:])
    if all(c.column in values for c in shifted if is_number(c.text) and not is_ordinal_row(row)):
        return (replace(row[0], columns=spare + 1), *shifted)
    return _place_freely(row, width, values)


def _place_freely(row: Row, width: int, values: set[int]) -> Row:
    """Numbers go to the next value column, the last one to the last; labels stretch up to them."""
    columns: list[int] = []
    for i, c in enumerate(row):
        at = columns[-1] + 1 if columns else 0
        room = width - (len(row) - i)
        if is_number(c.text):
            free = [v for v in sorted(values) if at <= v <= room]
            at = (free[-1] if i == len(row) - 1 else free[0]) if free else min(at, room)
        columns.append(min(at, room))
    ends = [*columns[1:], width]
    return tuple(
        replace(c, column=at, columns=1 if is_number(c.text) else max(1, end - at))
        for c, at, end in zip(row, columns, ends, strict=True)
    )


def _place_header(header: list[Row], width: int, values: set[int]) -> list[Row]:
    """From the lowest row up: each header row is spread over the one below it."""
    rows = [row for row in header if filled(row) and not is_ordinal_row(row)]
    placed: list[Row] = []
    below: Row | None = None
    for row in reversed(rows):
        if below is None:
            below = _place_data(row, width, values)
        else:
            below = tuple(_spread(row, _columns_of(below, width), values))
        placed.insert(0, tuple(replace(c, header=True) for c in below))
    return placed


def _columns_of(row: Row, width: int) -> Row:
    """The row with each cell's width set to reach the next one's column."""
    ends = [c.column for c in row[1:]] + [width]
    return tuple(replace(c, columns=end - c.column) for c, end in zip(row, ends, strict=True))


def _spread(upper: Row, lower: Row, values: set[int]) -> list[Cell]:
    """Each upper cell over a run of lower cells, at the least cost (see `_cost`); dynamic programming."""
    m, n = len(upper), len(lower)
    if m >= n or n > _WIDEST:
        return [replace(u, column=low.column, columns=low.columns) for u, low in zip(upper, lower, strict=False)]
    starts = _starts(lower, values)
    best: list[list[tuple[float, int]]] = [[(float("inf"), 0)] * (n + 1) for _ in range(m + 1)]
    best[0][0] = (0, 0)
    for i in range(1, m + 1):
        for j in range(i, n - (m - i) + 1):
            best[i][j] = min(
                (
                    best[i - 1][k][0] + _cost(upper[i - 1], lower[k:j]) + (_STRAY if k and k not in starts else 0),
                    k,
                )
                for k in range(i - 1, j)
            )
    cells: list[Cell] = []
    j = n
    for i in range(m, 0, -1):
        k = best[i][j][1]
        covered = lower[k:j]
        cells.insert(0, replace(upper[i - 1], column=covered[0].column, columns=sum(c.columns for c in covered)))
        j = k
    return cells


def _starts(lower: Row, values: set[int]) -> set[int]:
    """Where a header group may begin: beside blanks, where labels repeat, at 小计, at the first value."""
    words = [label(c.text) for c in lower]
    first_value = next((i for i, c in enumerate(lower) if c.column in values), -1)
    repeats = {i for i, w in enumerate(words) if w and w == words[0]}
    found = {
        i
        for i, w in enumerate(words)
        if not w or (i and not words[i - 1]) or rule("tables.column.group_head").search(w)
    }
    return found | repeats | ({first_value} if len(repeats) < 2 else set())


def _cost(upper: Cell, lower: Row) -> float:
    blank = sum(not label(c.text) for c in lower)
    if blank == len(lower):
        return (len(lower) - 1) * _MIXED
    if blank:
        return _MIXED * blank
    return _LONE if len(lower) == 1 and label(upper.text) else 0
