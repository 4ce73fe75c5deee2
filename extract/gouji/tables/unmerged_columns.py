"""Rebuilds the columns of a grid whose merged cells are printed once, so that its rows differ in length."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from gouji.document import Cell
from gouji.tables.cell_values import is_code, is_number, is_ordinal_row, label, rule
from gouji.tables.headers import Row, labels, without_ordinals

_STRAY = 4  # cost of a boundary between header groups where nothing marks one
_MIXED = 6  # cost of a header cell over both blank and filled cells
_LEVEL = 2  # digits of one level of a code; numbers of so few may be counts
_WIDEST = 80  # columns; a wider grid is no table that anyone printed
_LONE = 1  # cost of a header cell over a single filled cell


def rebuild(header: list[Row], data: list[Row]) -> tuple[list[Row], list[Row], int]:
    """Header rows and data rows with the columns that their cells cover, and the number of columns."""
    width = max(map(len, [*header, *data]), default=0)
    values = value_columns(data, width)
    placed_data = [_place_data(row, width, values) for row in data]
    return _place_header(header, width, values), placed_data, width


def value_columns(data: list[Row], width: int) -> set[int]:
    """The columns that hold numbers which are no codes, seen in the rows of full length."""
    full = [row for row in data if len(row) == width]
    return {column for column in range(width) if _holds_values([row[column].text for row in full])}


def _holds_values(texts: list[str]) -> bool:
    """Whether most texts that are not blank are numbers, and these are no codes of several digits."""
    filled_texts = [t for t in texts if t]
    numbers = [t for t in filled_texts if is_number(t)]
    if len(numbers) * 2 <= len(filled_texts):
        return False
    return not all(is_code(n) and len(n) > _LEVEL for n in numbers)


def _place_data(row: Row, width: int, values: set[int]) -> Row:
    """The row with its first cell widened as far as it is short, if its numbers then stand in value columns."""
    spare = width - len(row)
    if spare <= 0 or not row:
        return row
    shifted = tuple(replace(c, column=c.column + spare) for c in row[1:])
    numbers = [] if is_ordinal_row(row) else [c for c in shifted if is_number(c.text)]
    if all(c.column in values for c in numbers):
        return (replace(row[0], columns=spare + 1), *shifted)
    return _place_freely(row, width, values)


def _place_freely(row: Row, width: int, values: set[int]) -> Row:
    """Numbers go to the next value column, the last one to the last; labels stretch up to them."""
    columns: list[int] = []
    for i, c in enumerate(row):
        at = columns[-1] + 1 if columns else 0
        room = width - (len(row) - i)
        if is_number(c.text):
            at = _column_of_number(range(at, room + 1), values, i == len(row) - 1)
        columns.append(min(at, room))
    ends = [*columns[1:], width]
    return tuple(_stretched(c, at, end) for c, at, end in zip(row, columns, ends, strict=True))


def _column_of_number(open_columns: range, values: set[int], last: bool) -> int:
    """The first value column that is open, or the last one for the last cell; the first of all where none is."""
    free = [v for v in sorted(values) if v in open_columns]
    if not free:
        return open_columns.start
    return free[-1] if last else free[0]


def _stretched(cell: Cell, first: int, end: int) -> Cell:
    """The cell in column `first`; words reach up to `end`, where the next cell begins."""
    columns = 1 if is_number(cell.text) else max(1, end - first)
    return replace(cell, column=first, columns=columns)


def _place_header(header: list[Row], width: int, values: set[int]) -> list[Row]:
    """From the lowest row up: each header row is spread over the one below it."""
    placed: list[Row] = []
    below: Row | None = None
    for row in reversed(without_ordinals(header)):
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
    """Each upper cell over a run of lower cells, at the least cost."""
    if len(upper) >= len(lower) or len(lower) > _WIDEST:
        return [replace(u, column=low.column, columns=low.columns) for u, low in zip(upper, lower, strict=False)]
    cuts = _cheapest_cuts(upper, lower, _starts(lower, values))
    return [_over(cell, lower[first:end]) for cell, (first, end) in zip(upper, pairwise(cuts), strict=True)]


def _over(cell: Cell, lower: Row) -> Cell:
    return replace(cell, column=lower[0].column, columns=sum(c.columns for c in lower))


def _cheapest_cuts(upper: Row, lower: Row, starts: set[int]) -> list[int]:
    """Where to cut the lower cells into one run for each upper cell, both ends included; dynamic programming.

    `best[i][j]` is the least cost of the first `i` upper cells over the first `j` lower ones, and where the last of
    their runs begins.
    """
    m, n = len(upper), len(lower)
    best: list[list[tuple[float, int]]] = [[(float("inf"), 0)] * (n + 1) for _ in range(m + 1)]
    best[0][0] = (0, 0)
    for i in range(1, m + 1):
        for j in range(i, n - (m - i) + 1):
            options = []
            for k in range(i - 1, j):
                stray = _STRAY if k and k not in starts else 0
                options.append((best[i - 1][k][0] + _cost(upper[i - 1], lower[k:j]) + stray, k))
            best[i][j] = min(options)
    cuts = [n]
    for i in range(m, 0, -1):
        cuts.insert(0, best[i][cuts[0]][1])
    return cuts


def _starts(lower: Row, values: set[int]) -> set[int]:
    """Where a header group may begin: beside blanks, where labels repeat, at 小计, at the first value."""
    words = labels(lower)
    found = {i for i in range(len(words)) if _may_begin_group(words, i)}
    repeats = {i for i, w in enumerate(words) if w and w == words[0]}
    if len(repeats) < 2:
        found.add(_first_value(lower, values))
    return found | repeats


def _may_begin_group(words: list[str], i: int) -> bool:
    """Whether the cell is blank, stands behind a blank one, or has a word that groups begin with."""
    if not words[i]:
        return True
    after_blank = i > 0 and not words[i - 1]
    return after_blank or bool(rule("tables.column.group_head").search(words[i]))


def _first_value(lower: Row, values: set[int]) -> int:
    """The place of the first cell in a value column; -1 where none is."""
    return next((i for i, c in enumerate(lower) if c.column in values), -1)


def _cost(upper: Cell, lower: Row) -> float:
    """How little a run of lower cells looks like one group under an upper cell."""
    blank = sum(not label(c.text) for c in lower)
    if blank == len(lower):
        return (len(lower) - 1) * _MIXED
    if blank:
        return _MIXED * blank
    return _LONE if len(lower) == 1 and label(upper.text) else 0
