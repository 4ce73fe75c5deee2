"""Rows that print fewer cells than their table has columns: which columns theirs are.

Most end early, and their blanks belong at the end. Heads printed once over several columns each, and totals
without the blank cells beside their label, tell their columns by the rows around them.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.document import Cell, Span
from gouji.language.quantities import parse_number

_HAN = regex.compile(r"\p{Han}")


def fill(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows with as many cells each, blank ones where they print none."""
    columns = max(len(row) for row in rows)
    return [_pad(row, columns) for row in _align(_spread(rows, columns), columns)]


def _spread(rows: list[list[Cell]], columns: int) -> list[list[Cell]]:
    """Heads printed once each over the columns that they head, as the row of heads below tells."""
    spread = list(rows)
    heads = next((n for n, row in enumerate(rows) if any(map(_is_number, row))), 0)
    for n in reversed(range(heads - 1)):
        if 1 < len(rows[n]) < columns:
            spread[n] = _spread_row(rows[n], spread[n + 1], columns)
    return spread


def _spread_row(row: list[Cell], below: list[Cell], columns: int) -> list[Cell]:
    """Heads at the columns where those below say they begin; unmoved where these say nothing."""
    starts = _over_runs(row, below, columns) or _over_repeats(row, below)
    if not starts:
        return row
    return [replace(c, column=start) for c, start in zip(row, starts, strict=True)]


def _over_runs(row: list[Cell], below: list[Cell], columns: int) -> list[int]:
    """Columns of heads each over one blank, or over neighbours that it has in common; [] if it does not come out."""
    if len(below) < columns:
        return []
    starts = [c.column for n, c in enumerate(below) if not c.text or n == 0 or not below[n - 1].text]
    return starts if len(starts) == len(row) else []


def _over_repeats(row: list[Cell], below: list[Cell]) -> list[int]:
    """Columns of heads each over the same row of heads; [] if these do not repeat."""
    width, rest = divmod(len(below), len(row))
    if width < 2 or rest:
        return []
    heads = [c.text for c in below]
    if not heads[0] or heads != heads[:width] * len(row):
        return []
    return [c.column for c in below[::width]]


def _align(rows: list[list[Cell]], columns: int) -> list[list[Cell]]:
    """Numbers of a row that leaves blank labels out, below those of the rows that print all their cells."""
    full = [_labels(row) for row in rows if len(row) == columns and _is_number(row[-1])]
    labels = min(full, default=0)
    aligned = []
    for row in rows:
        missing = columns - len(row)
        if 0 < missing == labels - _labels(row) < labels and _HAN.search(row[0].text):
            row = [replace(c, column=c.column + missing * _is_number(c)) for c in row]
        aligned.append(row)
    return aligned


def _labels(row: list[Cell]) -> int:
    """How many cells stand before the numbers that end a row."""
    return next((n for n in range(len(row), 0, -1) if not _is_number(row[n - 1])), 0)


def _is_number(cell: Cell) -> bool:
    return parse_number(cell.text) is not None


def _pad(row: list[Cell], columns: int) -> list[Cell]:
    taken = {cell.column: cell for cell in row}
    end = row[-1].span.end
    padded = []
    for column in reversed(range(columns)):
        cell = taken.get(column) or Cell(Span(end, end), "", row[0].row, column)
        end = cell.span.start
        padded.append(cell)
    return padded[::-1]
