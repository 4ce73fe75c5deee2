"""Heads above columns that alignment keeps: what each covers, and the columns that only a head tells of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gouji.readers.pdf.aligned.line_pieces import Piece, Row, parted
from gouji.readers.pdf.ruled.rulings import Ruling

_WRAPPED = 1.25  # of the size: lines of one head are no further apart
_SAME = 0.6  # of the size: what the middles of lines of one head may differ
_CENTRED = 1.5  # of the size: what a head over several columns may stand beside their middle
_UNMATCHED = 80.0  # points: a head further from every free column has a column of its own, which is blank


@dataclass
class Band:
    """Where a column's text stands; `numbers` tells whether figures do."""

    x0: float
    x1: float
    numbers: bool = False

    def overlap(self, piece: Piece) -> float:
        return min(self.x1, piece.x1) - max(self.x0, piece.x0)


@dataclass
class Head:
    """A head: its lines, the heads below that it covers, and the columns."""

    pieces: list[Piece]
    first: float  # middle of its first line
    last: float
    size: float
    under: list[Head] = field(default_factory=list)
    over: Head | None = None
    bands: list[Band] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return min(p.x0 for p in self.pieces)

    @property
    def x1(self) -> float:
        return max(p.x1 for p in self.pieces)

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def level(self) -> int:
        return self.over.level + 1 if self.over else 0

    def touches(self, x0: float, x1: float) -> bool:
        return min(self.x1, x1) > max(self.x0, x0)


def heads(rows: Sequence[Row], bands: list[Band], level: Sequence[Ruling]) -> list[Head]:
    """The heads that the lines `rows` make, each with the bands that it covers; `bands` gets those it lacks."""
    found = _unwrapped([_at_columns(row, bands) for row in rows], level)
    for head in sorted(found, key=lambda h: -h.last):
        head.under = _covered(head, [h for h in found if h.first > head.last and h.over is None], level)
        for below in head.under:
            below.over = head
    leaves = sorted((h for h in found if not h.under), key=lambda h: h.middle)
    for leaf, band in zip(leaves, match([(h.x0, h.x1) for h in leaves], bands), strict=True):
        if band is None:
            band = Band(leaf.x0, leaf.x1)
            bands.append(band)
        leaf.bands = [band]
    bands.sort(key=lambda b: b.x0)
    headed = {id(b) for leaf in leaves for b in leaf.bands}
    for leaf in leaves:
        leaf.bands += [b for b in bands if id(b) not in headed and leaf.touches(b.x0, b.x1)]
    for head in sorted(found, key=lambda h: -h.last):
        for below in head.under:
            head.bands += below.bands
    return found


def _at_columns(row: Row, bands: Sequence[Band]) -> Row:
    """The line with pieces parted at narrow gaps too, where each part then stands over a column of its own."""
    found: list[Piece] = []
    for piece in row.pieces:
        parts = parted(piece)
        homes = [[i for i, b in enumerate(bands) if b.overlap(p) > 0] for p in parts]
        hit = [h[0] for h in homes if h]
        apart = all(len(h) < 2 for h in homes) and 1 < len(set(hit)) == len(hit)
        found += parts if apart else [piece]
    return Row(row.line, found)


def _unwrapped(rows: Sequence[Row], level: Sequence[Ruling]) -> list[Head]:
    """The pieces of head lines, those of one wrapped head as one."""
    found: list[Head] = []
    for row in rows:
        fresh = []
        for i, piece in enumerate(row.pieces):
            above = [h for h in found if h.touches(piece.x0, piece.x1) and row.centre - h.last < 2 * row.line.size]
            if len(above) == 1 and _goes_on(above[0], piece, row) and not _parted(above[0], piece, row, level):
                beside = [row.pieces[j] for j in (i - 1, i + 1) if 0 <= j < len(row.pieces)]
                if len(beside) < 2 or any(h.touches(p.x0, p.x1) for p in beside for h in found):
                    above[0].pieces.append(piece)
                    above[0].last = row.centre
                    continue
            fresh.append(Head([piece], row.centre, row.centre, row.line.size))
        found += fresh
    return found


def _goes_on(head: Head, piece: Piece, row: Row) -> bool:
    if row.centre - head.last > _WRAPPED * row.line.size or row.centre <= head.last:
        return False
    if any(head.touches(p.x0, p.x1) for p in row.pieces if p is not piece):
        return False
    slack = _SAME * row.line.size
    return abs(head.middle - piece.middle) < slack or abs(head.x0 - piece.x0) < slack


def _parted(head: Head, piece: Piece, row: Row, level: Sequence[Ruling]) -> bool:
    return any(head.last < r.at < row.centre and r.start < piece.middle < r.end for r in level)


def _covered(head: Head, below: list[Head], level: Sequence[Ruling]) -> list[Head]:
    """The heads below that one stands over: those above whose rule or over whose middle it is printed."""
    below = sorted(below, key=lambda h: h.middle)
    rule = next((r for r in level if 0 < r.at - head.last < 2 * head.size and r.start < head.middle < r.end), None)
    if rule and rule.end - rule.start > head.x1 - head.x0:
        ruled = [h for h in below if rule.start - 1 < h.middle < rule.end + 1]
        if len(ruled) < len(below) or not _beside(head, below):
            return ruled
    touched = {id(h) for h in below if head.touches(h.x0, h.x1)}
    best: tuple[float, list[Head]] = (_CENTRED * head.size, [])
    for i in range(len(below)):
        for j in range(i + 2, len(below) + 1):
            group = below[i:j]
            off = abs((group[0].x0 + group[-1].x1) / 2 - head.middle)
            if off < best[0] and touched <= {id(h) for h in group}:
                best = (off, group)
    if not best[1] and len(touched) == 1:
        return [h for h in below if id(h) in touched]
    return best[1]


def _beside(head: Head, below: list[Head]) -> bool:
    return any(h.x1 < head.x0 for h in below)


def match(spans: Sequence[tuple[float, float]], bands: Sequence[Band]) -> list[Band | None]:
    """A band for each span, both from left to right, so that they stand as near as can be; None: none is left."""
    bands = sorted(bands, key=lambda b: b.x0)
    width = len(bands) + 1
    cost = [[0.0] * width for _ in range(len(spans) + 1)]
    for i in range(1, len(spans) + 1):
        cost[i][0] = i * _UNMATCHED
        for j in range(1, width):
            pair = cost[i - 1][j - 1] + _distance(spans[i - 1], bands[j - 1])
            cost[i][j] = min(pair, cost[i - 1][j] + _UNMATCHED, cost[i][j - 1])
    found: list[Band | None] = [None] * len(spans)
    i, j = len(spans), len(bands)
    while i and j:
        if cost[i][j] == cost[i][j - 1]:
            j -= 1
        elif cost[i][j] == cost[i - 1][j] + _UNMATCHED:
            i -= 1
        else:
            i, j = i - 1, j - 1
            found[i] = bands[j]
    return found


def _distance(span: tuple[float, float], band: Band) -> float:
    """Points between the two, a little more the further their middles are apart."""
    gap = max(span[0], band.x0) - min(span[1], band.x1)
    return max(gap, 0.0) + 0.05 * abs((span[0] + span[1]) - (band.x0 + band.x1)) / 2
