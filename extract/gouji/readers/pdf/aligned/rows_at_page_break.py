"""Rows that the end of a page parts from their table where no lines rule it: too few to tell columns by themselves.

The grid on the other side of the page's end tells the columns. Above the end such rows stand below a caption, with the
head of the table; below it they are the first lines of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gouji.language.quantities import parse_number
from gouji.readers.caption_lines import caption_kind
from gouji.readers.pdf.aligned.column_heads import Band
from gouji.readers.pdf.aligned.grid import page_grid
from gouji.readers.pdf.aligned.line_pieces import Row, rows_of
from gouji.readers.pdf.aligned.row_lines import Full, clusters
from gouji.readers.pdf.aligned.split_numbers import made_whole
from gouji.readers.pdf.columns_across_pages import extents
from gouji.readers.pdf.ruled.cell_characters import PageGrid
from gouji.readers.pdf.ruled.rulings import Ruling
from gouji.readers.pdf.text_lines import TextLine

_MOST = 8  # lines of such a rest: the head's and a few rows


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page holds without its page numbers and running heads; `level` are its level rules."""

    lines: tuple[TextLine, ...]
    grids: tuple[PageGrid, ...]
    level: tuple[Ruling, ...]

    def with_grid(self, grid: PageGrid, rows: Sequence[Row]) -> Sheet:
        taken = {id(line) for row in rows for line in row.lines}
        grids = tuple(sorted([*self.grids, grid], key=lambda g: g.lattice.ys[0]))
        return replace(self, lines=tuple(x for x in self.lines if id(x) not in taken), grids=grids)


def completed(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages, rests as grids of their own in the columns of the grid that they belong to."""
    found = list(sheets)
    for i in range(len(found) - 1):
        found[i] = _foot(found[i], found[i + 1])
        found[i + 1] = _top(found[i], found[i + 1])
    return found


def _top(page: Sheet, after: Sheet) -> Sheet:
    """The page `after` with its first lines as rows of the last grid of `page`."""
    grid = page.grids[-1] if page.grids else None
    if not (grid and grid.aligned) or any(line.top > grid.lattice.ys[-1] - 1 for line in page.lines):
        return after
    bands = _bands(grid)
    end = after.grids[0].lattice.ys[0] if after.grids else float("inf")
    first = made_whole(rows_of([line for line in after.lines if line.top < end][:_MOST]), after.level)
    rows: list[Row] = []
    for row in first:
        data = row.is_data and _stands(row, bands)
        rest = bool(rows) and _is_label(row, bands) and Full(first).goes_on(rows[-1], row.pieces[0])
        if not (data or rest):
            break
        rows.append(row)
    return after.with_grid(page_grid([], clusters(rows, after.level), bands, after.level), rows) if rows else after


def _foot(page: Sheet, after: Sheet) -> Sheet:
    """The page with its last lines, below a caption, as head and first rows of the first grid of `after`."""
    grid = after.grids[0] if after.grids else None
    if not (grid and grid.aligned) or any(line.top < grid.lattice.ys[0] for line in after.lines):
        return page
    floor = max((g.lattice.ys[-1] for g in page.grids), default=0.0)
    rows: list[Row] = []
    for row in reversed(made_whole(rows_of([line for line in page.lines if line.top > floor]), page.level)):
        if caption_kind(row.line.text):
            break
        rows.insert(0, row)
    else:
        return page  # no caption: prose
    bands = _bands(grid)
    body = next((i for i, row in enumerate(rows) if row.is_data), len(rows))
    head, data = rows[:body], rows[body:]
    if not head or len(rows) > _MOST or not all(row.is_words for row in head):
        return page
    if not all(_stands(row, bands) if row.is_data else _is_label(row, bands) for row in data):
        return page
    if not data and len(head[-1].pieces) < 2:
        return page
    return page.with_grid(page_grid(head, clusters(data, page.level) if data else [], bands, page.level), rows)


def _bands(grid: PageGrid) -> list[Band]:
    figures = {
        r.column
        for r, text in zip(grid.lattice.regions, grid.texts, strict=True)
        if r.columns == 1 and parse_number(text.text) is not None
    }
    return [Band(x0, x1, column in figures) for column, (x0, x1) in sorted(extents(grid).items())]


def _stands(row: Row, bands: Sequence[Band]) -> bool:
    """Whether each piece of a row stands in one column, figures where figures are and no two in the same."""
    over = [[b for b in bands if b.overlap(piece) > 0] for piece in row.pieces]
    if len(over) < 2 or any(len(found) != 1 for found in over):
        return False
    numbers = [found[0] for piece, found in zip(row.pieces, over, strict=True) if piece.is_number]
    return len({id(b) for b in numbers}) == len(numbers) and all(b.numbers for b in numbers)


def _is_label(row: Row, bands: Sequence[Band]) -> bool:
    """Whether a line goes on with the labels of a row: words that stand in no column of figures."""
    return row.is_words and all(not b.numbers for b in bands for piece in row.pieces if b.overlap(piece) > 0)
