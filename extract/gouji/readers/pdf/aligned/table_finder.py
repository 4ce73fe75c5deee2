"""Tables whose columns alignment keeps: such with level rules only, and such without any.

Rows of figures tell the columns: what stands below each other in at least three of them. Heads and wrapped labels
are then what falls into these columns. Prose that happens to have gaps does not keep columns over three lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile
from statistics import median

from gouji.language import rules
from gouji.readers.pdf.aligned.column_heads import Band
from gouji.readers.pdf.aligned.grid import page_grid
from gouji.readers.pdf.aligned.line_pieces import Piece, Row, may_hold_rows, pitch, rows_of, runs
from gouji.readers.pdf.aligned.row_lines import WRAP, clusters
from gouji.readers.pdf.aligned.split_numbers import made_whole
from gouji.readers.pdf.ruled.cell_characters import PageGrid
from gouji.readers.pdf.ruled.rulings import Ruling
from gouji.readers.pdf.text_lines import TextLine

_FEWEST = 3  # rows with figures in the same columns
_FLUSH = 0.5  # of the size: what edges or middles of figures in one column may differ
_MOST = 0.8  # of a column's figures stand so
_HEADS = 6  # lines of a header at most
_HEAD_REACH = 3.0  # of the usual distance of rows: a header's lines are no further apart
_WIDE = 0.8  # of the table's width: rules so long bound it
_PAGES = 3  # digits of a page number
_EFFORT = 20_000  # rows of one page looked at, each as often as a stretch is tried again: no page of 200 needs more


def aligned_grids(lines: Sequence[TextLine], level: Sequence[Ruling]) -> tuple[list[PageGrid], list[TextLine]]:
    """The grids among the lines of a page that stand in no ruled grid, and the lines outside all of them.

    `level` are the page's level rules: they bound headers and tell what heads cover.
    """
    if not may_hold_rows(lines, _FEWEST):
        return [], list(lines)
    rows = made_whole(rows_of(lines), level)
    if sum(row.is_data for row in rows) < _FEWEST:
        return [], list(lines)
    grids: list[PageGrid] = []
    taken: set[int] = set()
    floor = 0
    for found in _tables(rows):
        top, body, end, bands = _extended(rows, floor, *found, level)
        if _is_contents(rows, top, body, end, bands) or _says_little(rows, top, body, end, bands):
            continue
        head, inner = rows[top:body], clusters(rows[body:end], level)
        grids.append(page_grid(head, inner, bands, level))
        taken.update(id(line) for row in rows[top:end] for line in row.lines)
        floor = end
    return grids, [line for line in lines if id(line) not in taken]


def _tables(rows: Sequence[Row]) -> Iterator[tuple[int, int, list[Band]]]:
    """The stretches in which figures keep columns, with these, from top to bottom.

    What does not fit cuts a stretch, and each part is tried again, for its columns may be others.
    """
    todo = list(runs(rows, _FEWEST))[::-1]
    effort = 0
    while todo and effort < _EFFORT:
        start, end = todo.pop()
        effort += end - start
        data = list(dropwhile(lambda i: rows[i].names_years, (i for i in range(start, end) if rows[i].is_data)))
        if len(data) < _FEWEST or 2 * sum(rows[i].runs_on for i in data) > len(data):
            continue
        first, last = data[0], data[-1] + 1
        part = rows[first:last]
        bands = _bands(part)
        values = _value_bands(part, bands)
        if not values:
            continue
        stray = next((i for i, row in enumerate(part, first) if not _fits(row, bands, values)), None)
        valued = [i for i, row in enumerate(part, first) if _valued(row, values)]
        if stray is not None:
            todo += [(stray + 1, last), (first, stray)]
        elif (valued[0], valued[-1] + 1) != (first, last):
            todo.append((valued[0], valued[-1] + 1))
        else:
            yield first, last, bands


def _bands(rows: Sequence[Row]) -> list[Band]:
    """The columns from left to right: those of figures, and of words beside them."""
    figures = [p for row in rows if row.is_data and not row.counts_columns for p in row.numbers]
    found = _merged(figures, numbers=True)
    words = [p for row in rows for p in row.pieces if not (p.is_number or p.is_nil)]
    free = [p for p in words if all(b.overlap(p) <= 0 for b in found)]
    return sorted([*found, *_merged(free, numbers=False)], key=lambda b: b.x0)


def _merged(pieces: Sequence[Piece], *, numbers: bool) -> list[Band]:
    found: list[Band] = []
    for p in sorted(pieces, key=lambda p: p.x0):
        if found and p.x0 < found[-1].x1:
            found[-1].x1 = max(found[-1].x1, p.x1)
        else:
            found.append(Band(p.x0, p.x1, numbers))
    return found


def _value_bands(rows: Sequence[Row], bands: Sequence[Band]) -> list[Band]:
    """The columns, the first left out, in which enough figures stand flush or centred."""
    found = []
    for band in bands[1:]:
        if not band.numbers:
            continue
        inside = [(row, p) for row in rows if row.is_data for p in row.numbers if band.overlap(p) > 0]
        slack = _FLUSH * median([row.line.size for row, _ in inside] or [0])
        edges = ([p.x1 for _, p in inside], [p.middle for _, p in inside], [p.x0 for _, p in inside])
        flush = max(sum(abs(x - median(xs)) <= slack for x in xs) for xs in edges) if inside else 0
        if flush >= max(_FEWEST, _MOST * len(inside)):
            found.append(band)
    return found


def _fits(row: Row, bands: Sequence[Band], values: Sequence[Band]) -> bool:
    """Whether a row has one figure a column, and words in no column of figures that would be a new header."""
    if row.counts_columns:
        return True
    for piece in row.pieces:
        over = [b for b in bands if b.numbers and b.overlap(piece) > 0]
        if len(over) > 1:
            return False
        named = not (piece.is_number or piece.is_nil) and len(piece.text) > 1
        if named and not row.numbers and any(b is v for b in over for v in values):
            return False
    return all(sum(b.overlap(p) > 0 for p in row.numbers) < 2 for b in bands if b.numbers)


def _valued(row: Row, values: Sequence[Band]) -> bool:
    return row.counts_columns or any(b.overlap(p) > 0 for b in values for p in row.numbers)


def _extended(
    rows: Sequence[Row], floor: int, first: int, last: int, bands: list[Band], level: Sequence[Ruling]
) -> tuple[int, int, int, list[Band]]:
    """First line of the header, first and end of the body: with wrapped labels' lines and the header above."""
    usual = pitch(rows[first:last])
    values = _value_bands(rows[first:last], bands)
    body, end = first, last

    def is_label(i: int, gap: float) -> bool:
        row = rows[i]
        words = row.is_words and not any(b.overlap(p) > 0 for b in values for p in row.pieces)
        return words and gap < WRAP * usual and row.line.x1 < values[0].x0

    while body > floor and is_label(body - 1, rows[body].centre - rows[body - 1].centre):
        body -= 1
    while end < len(rows) and is_label(end, rows[end].centre - rows[end - 1].centre):
        end += 1
    return _header(rows, floor, body, bands, usual, level), body, end, bands


def _header(
    rows: Sequence[Row], floor: int, body: int, bands: Sequence[Band], usual: float, level: Sequence[Ruling]
) -> int:
    """The index of the header's first line."""
    left, right = bands[0].x0, bands[-1].x1
    wide = [r.at for r in level if min(r.end, right) - max(r.start, left) > _WIDE * (right - left)]
    top = best = body
    for i in range(body - 1, max(floor, body - _HEADS) - 1, -1):
        row, below = rows[i], rows[top]
        crossed = [y for y in wide if row.centre < y < below.centre]
        if crossed and top < body and not any(0 < min(crossed) - y < _HEAD_REACH * usual for y in wide):
            break
        far = below.centre - row.centre > max(_HEAD_REACH * usual, 2 * row.line.size)
        if far or not (row.is_words or (row.may_be_row and row.names_years)):
            break
        top = i
        if len(row.pieces) > 1 or _is_group(row.pieces[0], bands, best < body):
            best = i
    return best


def _is_group(piece: Piece, bands: Sequence[Band], below: bool) -> bool:
    """Whether a single piece is a head over value columns and no title, which is centred over all."""
    values = [b for b in bands[1:] if b.numbers]
    if not values or (len(values) > 1 and not below):
        return False
    middle = (values[0].x0 + values[-1].x1) / 2
    whole = (bands[0].x0 + bands[-1].x1) / 2
    return piece.x0 > bands[0].x1 and abs(piece.middle - middle) < abs(piece.middle - whole)


def _is_contents(rows: Sequence[Row], top: int, body: int, end: int, bands: Sequence[Band]) -> bool:
    """Whether the figures are page numbers: one column of them, counting up, with no head but that of pages."""
    if sum(b.numbers for b in bands[1:]) > 1:
        return False
    last = [row.numbers[-1].text for row in rows[body:end] if row.numbers]
    if not all(t.isdecimal() and len(t) <= _PAGES for t in last):
        return False
    values = [int(t) for t in last]
    head = rules.load("tables_layout")["layout.page_head"]
    return values == sorted(values) and (top == body or any(head.search(row.line.text) for row in rows[top:body]))


def _says_little(rows: Sequence[Row], top: int, body: int, end: int, bands: Sequence[Band]) -> bool:
    """Whether there is no header and but one column of whole numbers, which may be anything."""
    if top < body or sum(b.numbers for b in bands[1:]) > 1:
        return False
    return not any(set(".,%％") & set(p.text) for row in rows[body:end] for p in row.numbers)
