"""Rows and heads in columns as a grid like the one that rules make."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gouji.readers.compose import Written
from gouji.readers.pdf.aligned.column_heads import Band, Head, heads, match
from gouji.readers.pdf.aligned.line_pieces import Piece, Row
from gouji.readers.pdf.ruled.cell_characters import PageGrid
from gouji.readers.pdf.ruled.lattice import Lattice, Region
from gouji.readers.pdf.ruled.rulings import Ruling
from gouji.readers.pdf.text_lines import run_together, written

_MARGIN = 2.0  # points around the text
Place = tuple[int, int, int, int]  # row, column, rows, columns


def page_grid(
    head: Sequence[Row], body: Sequence[Sequence[Row]], bands: list[Band], level: Sequence[Ruling]
) -> PageGrid:
    """The grid of header lines `head` and rows `body`, each of one or several lines, in the columns `bands`."""
    page = next(row.line.page for lines in (head, *body) for row in lines)
    tops = heads(head, bands, level)
    depth = max((h.level for h in tops), default=-1) + 1
    cells: dict[Place, list[Piece]] = {}
    for h in tops:
        cells.setdefault(_head_place(h, bands, depth), []).extend(h.pieces)
    for r, lines in enumerate(body, depth):
        for line in lines:
            for piece, column in zip(line.pieces, _columns(line, bands), strict=True):
                cells.setdefault((r, column, 1, 1), []).append(piece)
    xs = _between([(b.x0, b.x1) for b in _text_bounds(bands, cells)])
    ys = _between([*_head_bounds(tops, depth), *((ls[0].line.top, ls[-1].line.bottom) for ls in body)])
    regions, texts = [], []
    for place in sorted([*cells, *_blanks(cells, depth + len(body), len(bands))]):
        row, column, rows, columns = place
        box = (xs[column], ys[row], xs[column + columns], ys[row + rows])
        regions.append(Region(row, column, rows, columns, box))
        texts.append(_text(cells.get(place, []), page))
    return PageGrid(Lattice(tuple(xs), tuple(ys), tuple(regions)), tuple(texts), page, aligned=True)


def _head_place(head: Head, bands: Sequence[Band], depth: int) -> Place:
    """A head reaches down to those that it covers, or to the rows."""
    at = [i for i, b in enumerate(bands) if any(b is mine for mine in head.bands)]
    rows = 1 if head.under else depth - head.level
    return head.level, at[0], rows, at[-1] + 1 - at[0]


def _columns(row: Row, bands: Sequence[Band]) -> list[int]:
    """The column of each piece: where most of it stands, else the nearest one."""
    if row.counts_columns:
        found = match([(p.x0, p.x1) for p in row.pieces], bands)
        return [_index(bands, b) if b else _nearest(p, bands) for p, b in zip(row.pieces, found, strict=True)]
    at = [_nearest(p, bands) for p in row.pieces]
    for i, piece in enumerate(row.pieces):
        after = at[i + 1] if i + 1 < len(at) else len(bands)
        if i and piece.is_nil and at[i] == at[i - 1] and at[i] + 1 < after:
            at[i] += 1  # a dash at the left edge of its column is nearer to the figures on its left
    return at


def _index(bands: Sequence[Band], band: Band) -> int:
    return next(i for i, b in enumerate(bands) if b is band)


def _nearest(piece: Piece, bands: Sequence[Band]) -> int:
    """Words that run over into the next column belong to the one that they begin in."""
    if not piece.is_number:
        begun = next((i for i, b in enumerate(bands) if b.x0 - 1 <= piece.x0 < b.x1), None)
        if begun is not None:
            return begun
    return max(range(len(bands)), key=lambda i: bands[i].overlap(piece))


def _text_bounds(bands: Sequence[Band], cells: dict[Place, list[Piece]]) -> list[Band]:
    """The columns as wide as the cells that stand in one of them alone."""
    found = [Band(b.x0, b.x1) for b in bands]
    for (_, column, _, columns), inside in cells.items():
        if columns == 1:
            found[column].x0 = min(found[column].x0, *(p.x0 for p in inside))
            found[column].x1 = max(found[column].x1, *(p.x1 for p in inside))
    return found


def _head_bounds(tops: Sequence[Head], depth: int) -> list[tuple[float, float]]:
    """Where the lines of each level of heads begin and end."""
    bounds = []
    for level in range(depth):
        glyphs = [g for h in tops if h.level == level for p in h.pieces for g in p.glyphs]
        bounds.append((min(g.top for g in glyphs), max(g.bottom for g in glyphs)))
    return bounds


def _between(bounds: Sequence[tuple[float, float]]) -> list[float]:
    """Lines half way between neighbours, in order even where these overlap."""
    found = [bounds[0][0] - _MARGIN]
    for (_, end), (start, _) in pairwise(bounds):
        found.append(max((end + start) / 2, found[-1] + 0.1))
    return [*found, max(bounds[-1][1] + _MARGIN, found[-1] + 0.1)]


def _blanks(cells: dict[Place, list[Piece]], rows: int, columns: int) -> list[Place]:
    taken = {
        (r, c)
        for row, column, high, wide in cells
        for r in range(row, row + high)
        for c in range(column, column + wide)
    }
    return [(r, c, 1, 1) for r in range(rows) for c in range(columns) if (r, c) not in taken]


def _text(pieces: Sequence[Piece], page: int) -> Written:
    """The pieces of a cell: those of one line side by side, the lines after each other."""
    lines: list[list[Piece]] = []
    for p in sorted(pieces, key=lambda p: p.glyphs[0].centre):
        near = lines and abs(lines[-1][0].glyphs[0].centre - p.glyphs[0].centre) < 0.45 * p.glyphs[0].size
        if near:
            lines[-1].append(p)
        else:
            lines.append([p])
    said = [[g for p in sorted(line, key=lambda p: p.x0) for g in p.glyphs] for line in lines]
    return run_together([written(glyphs, page) for glyphs in said])
