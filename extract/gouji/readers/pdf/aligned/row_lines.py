"""The lines of each row of a table without upright rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from gouji.readers.pdf.aligned.line_pieces import Piece, Row, pitch
from gouji.readers.pdf.ruled.rulings import Ruling

WRAP = 0.85  # of the usual distance of rows: lines nearer than that are one row
_ROOM = 0.3  # of the size: what a full line may lack of the widest one


def clusters(rows: Sequence[Row], level: Sequence[Ruling]) -> list[list[Row]]:
    """The lines of each row: those that rules part where these part all rows of figures, else those that are near.

    A line without figures goes to the nearer row, if that is near enough, and to the row above if the label there
    has filled its line.
    """
    ruled = _ruled(rows, level)
    if ruled:
        return ruled
    near = WRAP * pitch(rows)
    gaps = [b.centre - a.centre for a, b in pairwise(rows)]
    full = Full(rows)
    found: list[list[Row]] = []
    rest = False  # whether the line before is the rest of a label
    for i, row in enumerate(rows):
        up = gaps[i - 1] if i else near
        joins = False
        if i and up < near:
            before, after = rows[i - 1], row
            down = gaps[i] if i < len(gaps) else near
            above = gaps[i - 2] if i > 1 else near
            joins = (not after.is_data and up <= down) or not (rest or before.is_data or up >= above)
        rest = i > 0 and row.is_words and len(row.pieces) == 1 and full.goes_on(rows[i - 1], row.pieces[0])
        if joins or rest:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _ruled(rows: Sequence[Row], level: Sequence[Ruling]) -> list[list[Row]]:
    """The rows between rules; none where two rows of figures stand between the same."""
    left, right = min(row.line.x0 for row in rows), max(row.line.x1 for row in rows)
    heights = sorted({r.at for r in level if r.end > left and r.start < right})
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(bisect_right(heights, row.centre), []).append(row)
    parted = len(found) > 1 and all(sum(row.is_data for row in lines) == 1 for lines in found.values())
    return list(found.values()) if parted else []


class Full:
    """Tells which labels fill their line, so that they may go on in the next."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.words = [p for row in rows for p in row.pieces if not (p.is_number or p.is_nil)]

    def goes_on(self, before: Row, rest: Piece) -> bool:
        """Whether a label goes on with one of the line above, which had no room for it."""
        last = next((p for p in before.pieces if _flush(p, rest) and not p.is_number), None)
        if last is None:
            return False
        widest = max(p.x1 - p.x0 for p in self.words if _flush(p, rest))
        return last.x1 - last.x0 + (1 - _ROOM) * rest.size > widest


def _flush(a: Piece, b: Piece) -> bool:
    """Whether two pieces begin at one place, or stand in the middle of one column."""
    slack = 0.5 * b.size
    return abs(a.x0 - b.x0) < slack or abs(a.middle - b.middle) < slack
