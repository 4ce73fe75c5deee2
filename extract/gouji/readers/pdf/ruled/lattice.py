"""Ruling lines to grids: the rectangles that lines enclose, with the rows and columns that each covers.

The lines of a table cut its area into small fields. Two fields with no line between them belong to one cell, so
merged cells come out by themselves, and a line that ends too early or starts too late does no harm.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
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

    @property
    def end_column(self) -> int:
        """The column after its last one."""
        return self.column + self.columns


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
    found: list[Lattice] = []
    for rows, columns in _components(level, upright):
        lattice = _lattice(rows, columns)
        if lattice:
            found.append(lattice)
    return sorted(_outermost(found), key=lambda g: (g.ys[0], g.xs[0]))


def _lattice(rows: list[Ruling], columns: list[Ruling]) -> Lattice | None:
    """The grid of lines that hang together; None where they enclose a single field or too many."""
    xs = _places(columns, rows)
    ys = _places(rows, columns)
    if len(xs) + len(ys) < 5 or len(xs) * len(ys) > _FIELDS:
        return None
    regions = _regions(xs, ys, rows, columns)
    if len(regions) < 2:
        return None
    return _without_blank_rows(Lattice(tuple(xs), tuple(ys), tuple(regions)))


def _components(level: Sequence[Ruling], upright: Sequence[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """The lines that hang together, level and upright ones."""
    parent = list(range(len(level) + len(upright)))  # first the level lines, then the upright ones

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in _meetings(level, upright):
        if parent[i] != parent[j]:
            parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for i, row in enumerate(level):
        groups[root(i)][0].append(row)
    for j, column in enumerate(upright, len(level)):
        groups[root(j)][1].append(column)
    return [(rows, columns) for rows, columns in groups.values() if _can_enclose(rows, columns)]


def _meetings(level: Sequence[Ruling], upright: Sequence[Ruling]) -> Iterator[tuple[int, int]]:
    """Each pair of a level and an upright line that meet, by their numbers; upright lines count on from level ones."""
    order = sorted(range(len(level)), key=lambda i: level[i].at)
    heights = [level[i].at for i in order]
    for j, column in enumerate(upright, len(level)):
        first = bisect_left(heights, column.start - _TOUCH)
        last = bisect_right(heights, column.end + _TOUCH)
        for i in order[first:last]:
            if level[i].start - _TOUCH <= column.at <= level[i].end + _TOUCH:
                yield i, j


def _can_enclose(rows: list[Ruling], columns: list[Ruling]) -> bool:
    return bool(rows) and bool(columns) and len(rows) + len(columns) > 2


def _places(lines: list[Ruling], across: list[Ruling]) -> list[float]:
    """Where rows or columns begin and end: at the lines, and where the lines across them stop."""
    first = min(line.start for line in across)
    last = max(line.end for line in across)
    bands: list[list[float]] = []
    for at in sorted([first, last, *(line.at for line in lines)]):
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
    found: list[Region] = []
    for row in range(high):
        for column in range(wide):
            if (row, column) in seen:
                continue
            ends_below = row + 1 == high or (row + 1, column) in below
            ends_right = column + 1 == wide or (column + 1, row) in right
            if ends_below and ends_right:
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
    if i == len(at):
        return i - 1
    if i and place - at[i - 1] <= at[i] - place:
        return i - 1
    return i


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
    rows = [r for r, _ in fields]
    columns = [c for _, c in fields]
    top, bottom = min(rows), max(rows)
    left, right = min(columns), max(columns)
    if len(fields) == (bottom - top + 1) * (right - left + 1):
        return [_region(top, left, bottom, right, xs, ys)]
    return [_region(r, first, end, last, xs, ys) for r, first, end, last in _stacked(_runs(fields))]


def _runs(fields: set[tuple[int, int]]) -> list[list[int]]:
    """Fields side by side as one: row, first and last column."""
    found: list[list[int]] = []
    for row, column in sorted(fields):
        if found and found[-1][0] == row and found[-1][2] == column - 1:
            found[-1][2] = column
        else:
            found.append([row, column, column])
    return found


def _stacked(runs: list[list[int]]) -> list[list[int]]:
    """Runs of the same columns below each other as one: top, left, bottom, right."""
    found: list[list[int]] = []
    ending: dict[tuple[int, int, int], list[int]] = {}  # by bottom, left, right
    for row, left, right in runs:
        piece = ending.get((row - 1, left, right))
        if piece:
            piece[2] = row
        else:
            piece = [row, left, row, right]
            found.append(piece)
        ending[row, left, right] = piece
    return found


def _region(top: int, left: int, bottom: int, right: int, xs: list[float], ys: list[float]) -> Region:
    box = (xs[left], ys[top], xs[right + 1], ys[bottom + 1])
    return Region(top, left, bottom - top + 1, right - left + 1, box)


def _without_blank_rows(lattice: Lattice) -> Lattice:
    """The grid without lines at which no cell begins."""
    rows = sorted({g.row for g in lattice.regions})
    columns = sorted({g.column for g in lattice.regions})
    if len(rows) == len(lattice.ys) - 1 and len(columns) == len(lattice.xs) - 1:
        return lattice
    regions = tuple(_renumbered(g, rows, columns) for g in lattice.regions)
    xs = (*(lattice.xs[c] for c in columns), lattice.xs[-1])
    ys = (*(lattice.ys[r] for r in rows), lattice.ys[-1])
    return Lattice(xs, ys, regions)


def _renumbered(region: Region, rows: list[int], columns: list[int]) -> Region:
    """The region in the rows and columns that are kept."""
    row = bisect_left(rows, region.row)
    column = bisect_left(columns, region.column)
    return Region(
        row,
        column,
        bisect_left(rows, region.row + region.rows) - row,
        bisect_left(columns, region.end_column) - column,
        region.box,
    )


def _outermost(found: list[Lattice]) -> list[Lattice]:
    """The grids that lie in no other one."""
    boxes = sorted({g.box for g in found}, key=lambda box: box[1])
    inner: set[Box] = set()
    beside: list[Box] = []  # those that begin above a box's top and may reach below it
    seen = 0
    for box in boxes:
        end = bisect_right(boxes, box[1] + _TOUCH, key=lambda b: b[1])
        beside = [b for b in beside + boxes[seen:end] if b[3] >= box[1] - _TOUCH]
        seen = end
        if any(_is_inside(box, b) for b in beside):
            inner.add(box)
    return [g for g in found if g.box not in inner]


def _is_inside(a: Box, b: Box) -> bool:
    """Whether box `a` lies in box `b` and is another one."""
    if a == b:
        return False
    begins = b[0] - _TOUCH <= a[0] and b[1] - _TOUCH <= a[1]
    ends = a[2] <= b[2] + _TOUCH and a[3] <= b[3] + _TOUCH
    return begins and ends
