"""Puts the characters of a page into the cells of its grids."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gouji.places import NO_BOX
from gouji.readers.compose import Written
from gouji.readers.pdf.glyphs import Glyph, seen_turned
from gouji.readers.pdf.ruled.lattice import Lattice, Region
from gouji.readers.pdf.text_lines import run_together, text_lines

_CLOSE = 0.25  # of the size: characters of one run closer than this are one word
_TOUCHING = 0.1  # of the size: ideographs closer than this are one word, however they were printed
_ROOM = 3.5  # of the size: the edges of a cell and another digit or two take up less
_EDGE = 1.0  # points that text may stand outside a grid and still be in it


@dataclass(frozen=True, slots=True)
class PageGrid:
    """A grid on one page with the text of its cells."""

    lattice: Lattice
    texts: tuple[Written, ...]  # one for each region of the lattice
    page: int


def fill(lattices: Sequence[Lattice], glyphs: Sequence[Glyph], page: int) -> tuple[list[PageGrid], list[Glyph]]:
    """The grids with their text, and the characters outside all of them."""
    grids: list[PageGrid] = []
    order = {id(g): n for n, g in enumerate(glyphs)}
    by_height = sorted(glyphs, key=lambda g: g.centre)
    heights = [g.centre for g in by_height]
    taken: set[int] = set()
    for lattice in lattices:
        x0, y0, x1, y1 = lattice.box
        band = by_height[bisect_left(heights, y0 - _EDGE) : bisect_right(heights, y1 + _EDGE)]
        inside = [g for g in band if x0 - _EDGE <= g.middle <= x1 + _EDGE and id(g) not in taken]
        inside.sort(key=lambda g: order[id(g)])
        taken.update(map(id, inside))
        homes = _homes(lattice, inside)
        texts = tuple(_text(homes.get(i, []), page, r) for i, r in enumerate(lattice.regions))
        grids.append(_trimmed(PageGrid(lattice, texts, page)))
    return grids, [g for g in glyphs if id(g) not in taken]


def _trimmed(grid: PageGrid) -> PageGrid:
    """The grid without blank columns at its sides: lines that nobody sees make some."""
    lattice = grid.lattice
    first, last = _said_columns(grid)
    if (first, last) == (0, len(lattice.xs) - 1):
        return grid
    regions: list[Region] = []
    texts: list[Written] = []
    for region, written in zip(lattice.regions, grid.texts, strict=True):
        if region.column < last and region.end_column > first:
            regions.append(_cut(region, first, last))
            texts.append(written)
    return PageGrid(Lattice(lattice.xs[first : last + 1], lattice.ys, tuple(regions)), tuple(texts), grid.page)


def _said_columns(grid: PageGrid) -> tuple[int, int]:
    """The first column with text and the one after the last; all of them where no cell has text."""
    said = [region for region, written in zip(grid.lattice.regions, grid.texts, strict=True) if written.text]
    if not said:
        return 0, len(grid.lattice.xs) - 1
    return min(r.column for r in said), max(r.end_column for r in said)


def _cut(region: Region, first: int, last: int) -> Region:
    """What a region covers of the columns [first, last), which are counted from the first of them."""
    start, end = max(region.column, first), min(region.end_column, last)
    return replace(region, column=start - first, columns=end - start)


def _text(glyphs: list[Glyph], page: int, cell: Region) -> Written:
    """The lines of a cell run together; a number that had room for more does not go on in the next line."""
    left, top, right, bottom = cell.box
    width = right - left
    turn = _usual_turn(glyphs)
    if turn:
        glyphs = [seen_turned(g, turn, right, bottom) for g in glyphs]
        width = bottom - top if turn % 180 else width
    lines = text_lines(glyphs, page)
    parts = [line.written for line in lines]
    for i, (line, below) in enumerate(pairwise(lines)):
        had_room = line.x1 - line.x0 + _ROOM * line.size < width
        if had_room and line.text[-1].isdecimal() and below.text[0].isdecimal():
            parts[i] = Written(f"{parts[i].text} ", (*parts[i].boxes, NO_BOX), (*parts[i].pages, page))
    return run_together(parts)


def _usual_turn(glyphs: Sequence[Glyph]) -> int:
    """By how much a cell must be turned for most of its text to stand upright."""
    if not any(g.turn for g in glyphs):
        return 0
    return Counter(g.turn for g in glyphs).most_common(1)[0][0]


def _homes(lattice: Lattice, glyphs: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """The characters by region. A word that runs over its cell's edge stays whole, in the cell with most of it."""
    fields = _fields(lattice.regions)
    homes: dict[int, list[Glyph]] = defaultdict(list)
    for word in _words(glyphs):
        at = [_region_at(lattice, fields, g) for g in word]
        if len(set(at)) > 1 and len({lattice.regions[i].row for i in at}) == 1:
            at = [max(set(at), key=at.count)] * len(word)
        for g, i in zip(word, at, strict=True):
            homes[i].append(g)
    return homes


def _words(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    words: list[list[Glyph]] = []
    for g in glyphs:
        if words and _is_one_word(words[-1][-1], g):
            words[-1].append(g)
        else:
            words.append([g])
    return words


def _is_one_word(a: Glyph, b: Glyph) -> bool:
    gap = b.x0 - a.x1
    if abs(a.centre - b.centre) >= 1 or gap <= -1:
        return False
    if a.run == b.run:
        return gap < _CLOSE * b.size
    if a.text.isascii() or b.text.isascii():
        return False
    return gap < _TOUCHING * b.size


def _fields(regions: Sequence[Region]) -> dict[tuple[int, int], int]:
    return {
        (row, column): i
        for i, region in enumerate(regions)
        for row in range(region.row, region.row + region.rows)
        for column in range(region.column, region.column + region.columns)
    }


def _region_at(lattice: Lattice, fields: dict[tuple[int, int], int], g: Glyph) -> int:
    row = min(max(bisect_right(lattice.ys, g.centre) - 1, 0), len(lattice.ys) - 2)
    column = min(max(bisect_right(lattice.xs, g.middle) - 1, 0), len(lattice.xs) - 2)
    return fields.get((row, column), 0)
