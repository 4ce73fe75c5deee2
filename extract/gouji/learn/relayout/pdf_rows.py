"""The rows of a ruled table as a page prints them: widths of columns, lines of cells, heights, what covers what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gouji.learn.relayout.contents import Entry, Grid
from gouji.learn.relayout.pdf_file import Font, wrapped

PAD = 3.0  # points between the text of a cell and its rules
_LARGE, _SMALL = 9.0, 6.0  # sizes of type
_LINE = 1.2  # of the size
_WISHED = 16  # characters that a column of names holds on one line, where there is room
_MARK = 0.7  # of the size: the width of a raised mark


@dataclass(frozen=True, slots=True)
class Type:
    """How a table is set: its font, the size of type, the widths of its columns."""

    font: Font
    size: float
    widths: tuple[float, ...]

    def width(self, e: Entry) -> float:
        return sum(self.widths[e.column : e.column + e.columns])

    def height(self, lines: int) -> float:
        return _LINE * self.size * lines + 2 * PAD

    def lines_in(self, height: float) -> int:
        """How many lines of a cell fit into so many points."""
        return int((height - 2 * PAD) // (_LINE * self.size))

    def lines(self, e: Entry) -> list[str]:
        words = " ".join(e.text.split("\n"))
        if _is_amount(words):
            return [words]
        return wrapped(words, self.font, self.size, self.width(e) - 2 * PAD + 0.5, hanging=False) if words else []


def set_in(grid: Grid, font: Font, room: float) -> Type:
    """The largest type in which each number of a table stands on one line; the columns share what room is left."""
    entries = [e for row in grid.rows for e in row if e.columns == 1]
    least = _widest(grid.width, ((e.column, _least(e, font)) for e in entries))
    wished = _widest(grid.width, ((e.column, min(len(e.text), _WISHED) + _MARK) for e in entries))
    size = _LARGE
    while size > _SMALL and sum(_points(least, size)) > room:
        size -= 0.5
    narrow, wide = _points(least, size), _points(wished, size)
    wants = [max(0.0, w - n) + 0.01 for w, n in zip(wide, narrow, strict=True)]
    spare = max(0.0, room - sum(narrow))
    return Type(font, size, tuple(n + spare * want / sum(wants) for n, want in zip(narrow, wants, strict=True)))


def _least(e: Entry, font: Font) -> float:
    """The width that an entry cannot do without: its longest word of ASCII, else two characters."""
    mark = _MARK if e.mark else 0.0
    if not e.text.isascii():
        return 2.0 + mark
    words = [e.text] if _is_amount(e.text) else e.text.split()
    return max(map(font.width, words), default=0.0) + mark


def _is_amount(text: str) -> bool:
    """Whether a text is one number, whose blanks end no line."""
    return "." in text and "".join(text.split()).replace(".", "", 1).isdigit()


def _widest(columns: int, widths: Iterator[tuple[int, float]]) -> list[float]:
    found = [2.0] * columns
    for column, width in widths:
        found[column] = max(found[column], width)
    return found


def _points(widths: Sequence[float], size: float) -> list[float]:
    return [w * size + 2 * PAD + 1 for w in widths]


@dataclass(slots=True)
class Row:
    """A row: the lines of each entry, its height, and by its column how high each entry is."""

    entries: tuple[Entry, ...]
    lines: list[list[str]]
    height: float
    is_head: bool
    heights: dict[int, float] = field(default_factory=dict)

    @property
    def longest(self) -> int:
        """The number of lines of the longest cell."""
        return max(map(len, self.lines), default=0)

    def cut(self, lines: int, type: Type) -> tuple[Row, Row]:
        """The first lines of each cell, and what is left of them."""
        upper, lower = [found[:lines] for found in self.lines], [found[lines:] for found in self.lines]
        rest = max(map(len, lower))
        return (
            Row(self.entries, upper, type.height(lines), self.is_head),
            Row(self.entries, lower, type.height(rest), self.is_head),
        )


def rows_of(grid: Grid, type: Type) -> list[Row]:
    """The rows of a table, high enough for all their cells."""
    rows = [_row(row, r < grid.heads, type) for r, row in enumerate(grid.rows)]
    for r, row in enumerate(rows):
        for e, lines in zip(row.entries, row.lines, strict=True):
            over = rows[r : r + e.rows]
            over[-1].height += max(0.0, type.height(len(lines)) - sum(o.height for o in over))
    for r, row in enumerate(rows):
        row.heights = {e.column: sum(o.height for o in rows[r : r + e.rows]) for e in row.entries}
    return rows


def _row(row: tuple[Entry, ...], is_head: bool, type: Type) -> Row:
    lines = [type.lines(e) for e in row]
    high = max((len(found) for e, found in zip(row, lines, strict=True) if e.rows == 1), default=1)
    return Row(row, lines, type.height(max(high, 1)), is_head)


def owners(grid: Grid) -> list[list[tuple[int, int]]]:
    """For each place of the grid, the row and column where the cell that covers it begins."""
    found = [[(r, c) for c in range(grid.width)] for r in range(len(grid.rows))]
    for r, row in enumerate(grid.rows):
        for e in row:
            for covered in found[r : r + e.rows]:
                covered[e.column : e.column + e.columns] = [(r, e.column)] * e.columns
    return found
