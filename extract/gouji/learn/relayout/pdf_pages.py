"""A re-layout as PDF: prose in lines, ruled tables over pages, marks raised, pages turned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gouji.learn.relayout.contents import Entry, Grid, Paragraph, Part
from gouji.learn.relayout.layouts import Layout
from gouji.learn.relayout.pdf_file import FONTS, Canvas, wrapped, write
from gouji.tables.cell_values import is_number

_PAPER = (595.0, 842.0)
_MARGIN = 60.0
_PROSE, _CELL, _LEAST = 12.0, 9.0, 6.0  # sizes of type
_LEADING = 1.6
_PAD = 3.0  # between the text of a cell and its rules
_RAISED = 0.6  # size of a raised mark


def print_pdf(parts: Iterable[Part], layout: Layout, path: Path) -> None:
    """Writes the parts of a document as a PDF file."""
    book = _Book(layout)
    for part in parts:
        if isinstance(part, Paragraph):
            book.paragraph(part)
        else:
            book.table(part)
    book.furnish()
    write(path, book.pages)


@dataclass(slots=True)
class _Book:
    """The pages that are printed so far, and where the next line comes (`y`, from the top)."""

    layout: Layout
    pages: list[Canvas] = field(default_factory=list)
    y: float = 0.0
    for_table: bool = False  # whether the page is one of a table that has its own

    @property
    def page(self) -> Canvas:
        return self.pages[-1]

    @property
    def left(self) -> float:
        """How high what still fits on the page is."""
        return self.page.height - _MARGIN - self.layout.page - self.y if self.pages else -1.0

    def turn_over(self, width: float = _PAPER[0], height: float = _PAPER[1], sideways: str = "") -> None:
        degrees = int(sideways.removeprefix("rotate") or 0)
        by_file = sideways.startswith("rotate")
        turn = (360 - degrees) % 360 if by_file else degrees
        font = FONTS[self.layout.font]
        self.pages.append(Canvas(width, height, font, turn, degrees if by_file else 0))
        self.y = _MARGIN

    def line(self, words: str, size: float, centred: bool = False, indent: float = 0.0) -> None:
        """One line of text at the left margin or in the middle."""
        if self.left < size * _LEADING:
            self.turn_over(self.page.width, self.page.height, "") if self.pages else self.turn_over()
        self.y += size * _LEADING
        wide = size * self.page.font.width(words)
        x = (self.page.width - wide) / 2 if centred else _MARGIN + indent
        self.page.text(words, x, self.y - 0.4 * size, size)

    def paragraph(self, part: Paragraph) -> None:
        if self.for_table or not self.pages:
            self.turn_over()
            self.for_table = False
        indent = 2 * _PROSE
        font, width = self.page.font, self.page.width - 2 * _MARGIN
        first, *_ = wrapped(part.text, font, _PROSE, width - indent, self.layout.anywhere)
        self.line(first, _PROSE, indent=indent)
        rest = part.text[len(first) :]
        for line in wrapped(rest, font, _PROSE, width, self.layout.anywhere) if rest else ():
            self.line(line, _PROSE)

    def table(self, grid: Grid) -> None:
        """A table below what is printed, or on pages of its own where it is too wide or to be turned."""
        font = FONTS[self.layout.font]
        room = _PAPER[0] - 2 * _MARGIN
        size, widths = _columns(grid, font.ascii, room)
        sideways = self.layout.sideways
        if sideways or sum(widths) > room + 1:
            size, widths = _columns(grid, font.ascii, _PAPER[1] - 2 * _MARGIN)
            self.turn_over(max(_PAPER[1], sum(widths) + 2 * _MARGIN), _PAPER[0], sideways)
            self.for_table = True
        elif self.for_table or self.left < 120:
            self.turn_over()
            self.for_table = False
        self._caption(grid, size)
        rows = [_Row.of(grid, row, widths, size, self.page) for row in grid.rows]
        _share_heights(grid, rows)
        self._rows(grid, rows, widths, size)
        for note in grid.notes:
            for line in wrapped(note, font, size, self.page.width - 2 * _MARGIN):
                self.line(line, size)

    def _caption(self, grid: Grid, size: float) -> None:
        for n, line in enumerate(grid.above):
            titled = n < len(grid.above) - 1 or len(grid.above) == 1
            self.line(line, size + 3 if titled else size, centred=titled)
        self.y += 4

    def _rows(self, grid: Grid, rows: Sequence[_Row], widths: Sequence[float], size: float) -> None:
        top = self.y
        first = 0
        drawn: list[tuple[int, float]] = []
        head = sum(row.height for row in rows[: grid.heads])
        for r, row in enumerate(rows):
            fits = self.left >= row.height
            room = int((self.left - 2 * _PAD) // (size * 1.2))
            if not fits and r >= grid.heads and (room < 1 or not self._cuts(row, head)):
                self._rules(grid, drawn, widths, top, first)
                top = self._next_page(grid, rows, widths, size)
                first, drawn = r, []
                room = int((self.left - 2 * _PAD) // (size * 1.2))
            while self.left < row.height and room >= 1 and self._cuts(row, head):
                part, row = row.cut(room, size)
                self._row(part, widths, size)
                drawn.append((r, self.y))
                self._rules(grid, drawn, widths, top, first)
                top = self._next_page(grid, rows, widths, size)
                first, drawn = r, []
                room = int((self.left - 2 * _PAD) // (size * 1.2))
            self._row(row, widths, size)
            drawn.append((r, self.y))
        self._rules(grid, drawn, widths, top, first)

    def _cuts(self, row: _Row, head: float) -> bool:
        """Whether the end of the page may cut a row: where the layout says so, or no page holds it."""
        page = self.page.height - 2 * _MARGIN - self.layout.page
        return len(row.lines_of_longest) > 1 and (self.layout.cut_rows or row.height > page - head - 80)

    def _next_page(self, grid: Grid, rows: Sequence[_Row], widths: Sequence[float], size: float) -> float:
        """A new page for the rest of a table; what it repeats is printed. Where its rules begin."""
        page = self.page
        self.turn_over(page.width, page.height, self.layout.sideways if self.for_table else "")
        if self.layout.repeated == "title":
            self._caption(grid, size)
        top = self.y
        if self.layout.repeated:
            heads = rows[: grid.heads]
            drawn = []
            for r, row in enumerate(heads):
                self._row(row, widths, size)
                drawn.append((r, self.y))
            self._rules(grid, drawn, widths, top, 0)
            top = self.y
        return top

    def _row(self, row: _Row, widths: Sequence[float], size: float) -> None:
        for entry, lines in zip(row.entries, row.lines, strict=True):
            left = _MARGIN + sum(widths[: entry.column])
            wide = sum(widths[entry.column : entry.column + entry.columns])
            high = row.heights[entry.column] if entry.rows > 1 else row.height
            y = self.y + (high - 1.2 * size * len(lines)) / 2
            for n, line in enumerate(lines):
                long = size * self.page.font.width(line)
                x = left + _PAD
                if row.is_head or (entry.columns > 1 and not is_number(entry.text)):
                    x = left + (wide - long) / 2
                elif is_number(entry.text):
                    x = left + wide - long - _PAD - (size * _RAISED if entry.mark else 0)
                base = y + 1.2 * size * (n + 1) - 0.3 * size
                self.page.text(line, x, base, size)
                if entry.mark and n == len(lines) - 1:
                    self.page.text(entry.mark, x + long, base - 0.4 * size, size * _RAISED)
        self.y += row.height

    def _rules(
        self, grid: Grid, drawn: Sequence[tuple[int, float]], widths: Sequence[float], top: float, first: int
    ) -> None:
        """The rules around the cells of rows that stand below each other: row and lower edge of each."""
        if not drawn:
            return
        edges = [_MARGIN + sum(widths[:n]) for n in range(len(widths) + 1)]
        self.page.line(edges[0], top, edges[-1], top)
        covered = _owners(grid)
        upper = top
        for at, (r, lower) in enumerate(drawn):
            last = at == len(drawn) - 1
            own = covered[r]
            for c in range(len(widths)):
                below = covered[r + 1][c] if r + 1 < len(covered) else None
                cut_here = not last and drawn[at + 1][0] == r
                if last or (own[c] != below and not cut_here):
                    self.page.line(edges[c], lower, edges[c + 1], lower)
                if c == 0 or own[c] != own[c - 1]:
                    self.page.line(edges[c], upper, edges[c], lower)
            self.page.line(edges[-1], upper, edges[-1], lower)
            upper = lower

    def furnish(self) -> None:
        """Watermarks, running heads and page numbers."""
        for n, page in enumerate(self.pages, 1):
            if self.layout.watermark:
                mark = self.layout.watermark
                page.text(mark, page.width / 4, page.height * 0.7, 60, 0.8, "0.707 0.707 -0.707 0.707")
            if self.layout.running:
                page.text(f"- {n} -", page.width / 2 - 15, page.height - 30, 9)


@dataclass(slots=True)
class _Row:
    """A row as it is printed: the lines of each entry, its height, and that of entries over several rows."""

    entries: tuple[Entry, ...]
    lines: list[list[str]]
    height: float
    is_head: bool
    heights: dict[int, float] = field(default_factory=dict)

    @classmethod
    def of(cls, grid: Grid, row: tuple[Entry, ...], widths: Sequence[float], size: float, page: Canvas) -> _Row:
        lines = []
        for e in row:
            room = sum(widths[e.column : e.column + e.columns]) - 2 * _PAD + 0.5
            words = " ".join(e.text.split("\n"))
            lines.append(wrapped(words, page.font, size, room) if words else [])
        single = [len(found) for e, found in zip(row, lines, strict=True) if e.rows == 1]
        height = 1.2 * size * max([1, *single]) + 2 * _PAD
        return cls(row, lines, height, any(row is head for head in grid.rows[: grid.heads]))

    @property
    def lines_of_longest(self) -> list[str]:
        return max(self.lines, key=len, default=[])

    def cut(self, lines: int, size: float) -> tuple[_Row, _Row]:
        """The first lines of each cell, and what is left of them."""
        high = 1.2 * size * lines + 2 * _PAD
        rest = max(len(found) - lines for found in self.lines)
        return (
            _Row(self.entries, [found[:lines] for found in self.lines], high, self.is_head),
            _Row(self.entries, [found[lines:] for found in self.lines], 1.2 * size * rest + 2 * _PAD, self.is_head),
        )


def _share_heights(grid: Grid, rows: list[_Row]) -> None:
    """Rows get higher where an entry over several needs it; tells how high those entries are."""
    for r, row in enumerate(rows):
        for entry, lines in zip(row.entries, row.lines, strict=True):
            if entry.rows == 1:
                continue
            over = rows[r : r + entry.rows]
            missing = row_height(lines, row, grid) - sum(o.height for o in over)
            if missing > 0:
                over[-1].height += missing
    for r, row in enumerate(rows):
        for entry in row.entries:
            row.heights[entry.column] = sum(o.height for o in rows[r : r + entry.rows])


def row_height(lines: Sequence[str], row: _Row, grid: Grid) -> float:
    one = (row.height - 2 * _PAD) / max(1, *(len(found) for found in row.lines)) if row.lines else 0
    return one * len(lines) + 2 * _PAD


def _owners(grid: Grid) -> list[list[tuple[int, int]]]:
    """For each place of the grid, the row and column where the cell that covers it begins."""
    found = [[(r, c) for c in range(grid.width)] for r in range(len(grid.rows))]
    for r, row in enumerate(grid.rows):
        for e in row:
            for i in range(r, min(r + e.rows, len(found))):
                for j in range(e.column, min(e.column + e.columns, grid.width)):
                    found[i][j] = (r, e.column)
    return found


def _columns(grid: Grid, ascii_width: float, room: float) -> tuple[float, list[float]]:
    """The size of type and the widths of the columns, which hold every number on one line; together at least `room`."""
    least = [2.0] * grid.width
    wished = [2.0] * grid.width
    for row in grid.rows:
        for e in row:
            if e.columns == 1:
                longest = max((len(p) for p in e.text.split()), default=0) if e.text.isascii() else 2
                ends = 0.7 if e.mark else 0.0
                least[e.column] = max(least[e.column], longest * (ascii_width if e.text.isascii() else 1.0) + ends)
                wished[e.column] = max(wished[e.column], min(len(e.text), 16) + ends)
    pad = 2 * _PAD + 1
    size = _CELL
    while size > _LEAST and sum(w * size + pad for w in least) > room:
        size -= 0.5
    narrow = [w * size + pad for w in least]
    spare = room - sum(narrow)
    if spare <= 0:
        return size, narrow
    wants = [max(0.0, w * size + pad - n) for w, n in zip(wished, narrow, strict=True)]
    total = sum(wants)
    if total <= 0:
        return size, [n + spare / len(narrow) for n in narrow]
    return size, [n + spare * want / total for n, want in zip(narrow, wants, strict=True)]
