"""Ruling lines to grids: the rectangles that lines enclose, with the rows and columns that each covers.

The lines of a table cut its area into small fields. Two fields with no line between them belong to one cell, so
merged cells come out by themselves, and a line that ends too early or starts too late does no harm.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.places import Box
from gouji.readers.pdf.ruled.rulings import Ruling

_TOUCH = 3.0  # points between two lines that meet
_LINE = 2.5  # points between two lines that bound no row or column
_COVER = 0.6  # of a field's side: a line that long parts it from the next
_FIELDS = 100_000  # fields of one page's grid at most


@dataclass(frozen=True, slots=True)
class Region:
    """A cell without its text: its place in the grid and on the page."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True)
class Lattice:
    """The cells that lines make on one page; `xs` and `ys` are the lines' places from left and from top."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def lattices(level: Sequence[Ruling], upright: Sequence[Ruling]) -> list[Lattice]:
    """The grids of a page from top to bottom; lines that enclose a single field make none."""
    found = []
    for rows, columns in _components(level, upright):
        xs = _places([c.at for c in columns], [r.start for r in rows], [r.end for r in rows])
        ys = _places([r.at for r in rows], [c.start for c in columns], [c.end for c in columns])
        if len(xs) + len(ys) < 5 or len(xs) * len(ys) > _FIELDS:
            continue
        regions = _regions(xs, ys, rows, columns)
        if len(regions) > 1:
            found.append(_without_blank_rows(Lattice(tuple(xs), tuple(ys), tuple(regions))))
    return sorted(_outermost(found), key=lambda g: (g.ys[0], g.xs[0]))


def _components(level: Sequence[Ruling], upright: Sequence[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """The lines that hang together, level and upright ones."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    order = sorted(range(len(level)), key=lambda i: level[i].at)
    heights = [level[i].at for i in order]
    for j, column in enumerate(upright, len(level)):
        first, last = bisect_left(heights, column.start - _TOUCH), bisect_right(heights, column.end + _TOUCH)
        for i in order[first:last]:
            row = level[i]
            if parent[i] != parent[j] and row.start - _TOUCH <= column.at <= row.end + _TOUCH:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for i, row in enumerate(level):
        groups[root(i)][0].append(row)
    for j, column in enumerate(upright, len(level)):
        groups[root(j)][1].append(column)
    return [(rows, columns) for rows, columns in groups.values() if rows and columns and len(rows) + len(columns) > 2]


def _places(lines: list[float], starts: list[float], ends: list[float]) -> list[float]:
    """Where rows or columns begin and end: at the lines, and where the lines across them stop."""
    bands: list[list[float]] = []
    for at in sorted([*lines, min(starts), max(ends)]):
        if bands and at - bands[-1][-1] <= _LINE:
            bands[-1].append(at)
        else:
            bands.append([at])
    return [sum(band) / len(band) for band in bands]


def _regions(xs: list[float], ys: list[float], rows: list[Ruling], columns: list[Ruling]) -> list[Region]:
    wide, high = len(xs) - 1, len(ys) - 1
    below = _walls(ys, xs, rows)  # (i, j): a line at ys[i] along the column j
    right = _walls(xs, ys, columns)  # (i, j): a line at xs[i] along the row j
    seen: set[tuple[int, int]] = set()
    found = []
    for row in range(high):
        for column in range(wide):
            if (row, column) in seen:
                continue
            if (row + 1 == high or (row + 1, column) in below) and (column + 1 == wide or (column + 1, row) in right):
                found.append(_region(row, column, row, column, xs, ys))  # nothing above or on the left has reached it
            else:
                fields = _flood(row, column, wide, high, below, right, seen)
                found += _rectangles(fields, xs, ys)
    return found


def _walls(at: list[float], along: list[float], lines: list[Ruling]) -> set[tuple[int, int]]:
    """The sides of fields that a line covers. Strokes that together cover a side count together."""
    walls: set[tuple[int, int]] = set()
    covered: dict[tuple[int, int], float] = defaultdict(float)  # at the ends of lines
    for line in lines:
        i = _nearest(at, line.at)
        first = max(0, bisect_right(along, line.start) - 1)
        end = min(bisect_left(along, line.end), len(along) - 1)
        walls.update((i, j) for j in range(first + 1, end - 1))
        for j in {first, end - 1} if first < end else ():
            covered[i, j] += min(line.end, along[j + 1]) - max(line.start, along[j])
    walls.update((i, j) for (i, j), length in covered.items() if length >= _COVER * (along[j + 1] - along[j]))
    return walls


def _nearest(at: list[float], place: float) -> int:
    """The index of the value next to `place` in a list in order."""
    i = bisect_left(at, place)
    return i - 1 if i == len(at) or (i and place - at[i - 1] <= at[i] - place) else i


def _flood(
    row: int,
    column: int,
    wide: int,
    high: int,
    below: set[tuple[int, int]],
    right: set[tuple[int, int]],
    seen: set[tuple[int, int]],
) -> set[tuple[int, int]]:
    """The fields that no line parts from this one."""
    fields, todo = set(), [(row, column)]
    seen.add((row, column))
    while todo:
        r, c = todo.pop()
        fields.add((r, c))
        for nr, nc, wall in (
            (r + 1, c, (r + 1, c) in below),
            (r - 1, c, (r, c) in below),
            (r, c + 1, (c + 1, r) in right),
            (r, c - 1, (c, r) in right),
        ):
            if 0 <= nr < high and 0 <= nc < wide and not wall and (nr, nc) not in seen:
                seen.add((nr, nc))
                todo.append((nr, nc))
    return fields


def _rectangles(fields: set[tuple[int, int]], xs: list[float], ys: list[float]) -> list[Region]:
    """The fields as one cell if they make a rectangle, else row by row as many as it takes."""
    top, bottom = min(r for r, _ in fields), max(r for r, _ in fields)
    left, right = min(c for _, c in fields), max(c for _, c in fields)
    if len(fields) == (bottom - top + 1) * (right - left + 1):
        return [_region(top, left, bottom, right, xs, ys)]
    found: list[list[int]] = []  # top, left, bottom, right
    for r, c in sorted(fields):
        if found and found[-1][0] == r and found[-1][3] == c - 1:
            found[-1][3] = c
        else:
            found.append([r, c, r, c])
    merged: list[list[int]] = []
    ending: dict[tuple[int, int, int], list[int]] = {}  # by bottom, left, right
    for piece in found:
        r, left, _, right = piece
        above = ending.get((r - 1, left, right))
        if above:
            above[2] = r
        else:
            merged.append(piece)
        ending[r, left, right] = above or piece
    return [_region(t, le, b, ri, xs, ys) for t, le, b, ri in merged]


def _region(top: int, left: int, bottom: int, right: int, xs: list[float], ys: list[float]) -> Region:
    box = (xs[left], ys[top], xs[right + 1], ys[bottom + 1])
    return Region(top, left, bottom - top + 1, right - left + 1, box)


def _without_blank_rows(lattice: Lattice) -> Lattice:
    """The grid without lines at which no cell begins."""
    rows = sorted({g.row for g in lattice.regions})
    columns = sorted({g.column for g in lattice.regions})
    if len(rows) == len(lattice.ys) - 1 and len(columns) == len(lattice.xs) - 1:
        return lattice
    regions = tuple(
        Region(
            bisect_right(rows, g.row) - 1,
            bisect_right(columns, g.column) - 1,
            bisect_left(rows, g.row + g.rows) - bisect_left(rows, g.row),
            bisect_left(columns, g.column + g.columns) - bisect_left(columns, g.column),
            g.box,
        )
        for g in lattice.regions
    )
    xs = (*(lattice.xs[c] for c in columns), lattice.xs[-1])
    ys = (*(lattice.ys[r] for r in rows), lattice.ys[-1])
    return Lattice(xs, ys, regions)


def _outermost(found: list[Lattice]) -> list[Lattice]:
    """The grids that lie in no other one."""

    def inside(a: Box, b: Box) -> bool:
        return b[0] - _TOUCH <= a[0] and b[1] - _TOUCH <= a[1] and a[2] <= b[2] + _TOUCH and a[3] <= b[3] + _TOUCH

    boxes = sorted({g.box for g in found}, key=lambda box: box[1])
    inner: set[Box] = set()
    beside: list[Box] = []  # those that begin above a box's top and may reach below it
    seen = 0
    for box in boxes:
        while seen < len(boxes) and boxes[seen][1] <= box[1] + _TOUCH:
            beside.append(boxes[seen])
            seen += 1
        beside = [b for b in beside if b[3] >= box[1] - _TOUCH]
        if any(b != box and inside(box, b) for b in beside):
            inner.add(box)
    return [g for g in found if g.box not in inner]
