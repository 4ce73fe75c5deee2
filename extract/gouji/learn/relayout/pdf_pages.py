"""A re-layout as PDF: prose in lines, ruled tables over pages, marks raised, pages turned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gouji.learn.relayout.contents import Entry, Grid, Paragraph, Part
from gouji.learn.relayout.layouts import Layout
from gouji.learn.relayout.pdf_file import FONTS, Canvas, Font, wrapped, write
from gouji.learn.relayout.pdf_rows import PAD, Row, Type, owners, rows_of, set_in
from gouji.tables.cell_values import is_number

_PAPER = (595.0, 842.0)
_MARGIN = 60.0
_PROSE = 12.0  # size of type
_LEADING = 1.6
_RAISED = 0.6  # size of a raised mark
_BEGUN = 120.0  # points: with less left a table begins on the next page
_CAPTION = 80.0  # points that the lines above a table take at most


def print_pdf(parts: Iterable[Part], layout: Layout, path: Path) -> None:
    """Writes the parts of a document as a PDF file."""
    book = _Book(layout, FONTS[layout.font])
    for part in parts:
        if isinstance(part, Paragraph):
            book.paragraph(part)
        else:
            book.table(part)
    book.furnish()
    write(path, book.pages)


@dataclass(slots=True)
class _Book:
    """The pages printed so far, and how far down the next line comes (`y`)."""

    layout: Layout
    font: Font
    pages: list[Canvas] = field(default_factory=list)
    y: float = 0.0
    for_table: bool = False  # whether the page is one of a table that has its own

    @property
    def page(self) -> Canvas:
        return self.pages[-1]

    @property
    def left(self) -> float:
        """How high what still fits on the page is."""
        return self.page.height - _MARGIN - self.layout.page - self.y

    def turn_over(self, width: float = _PAPER[0], height: float = _PAPER[1], sideways: str = "") -> None:
        degrees = int(sideways.removeprefix("rotate") or 0)
        by_file = sideways.startswith("rotate")
        turn = (360 - degrees) % 360 if by_file else degrees
        self.pages.append(Canvas(width, height, self.font, turn, degrees if by_file else 0))
        self.y = _MARGIN

    def go_on(self) -> None:
        """A new page like this one."""
        self.turn_over(self.page.width, self.page.height, self.layout.sideways if self.for_table else "")

    def line(self, words: str, size: float, centred: bool = False, indent: float = 0.0) -> None:
        """One line of text at the left margin or in the middle."""
        if self.left < size * _LEADING:
            self.go_on()
        self.y += size * _LEADING
        middle = (self.page.width - size * self.font.width(words)) / 2
        self.page.text(words, middle if centred else _MARGIN + indent, self.y - 0.4 * size, size)

    def paragraph(self, part: Paragraph) -> None:
        if self.for_table or not self.pages:
            self.turn_over()
            self.for_table = False
        indent, width = 2 * _PROSE, self.page.width - 2 * _MARGIN
        first, *_ = wrapped(part.text, self.font, _PROSE, width - indent, anywhere=self.layout.anywhere)
        self.line(first, _PROSE, indent=indent)
        rest = part.text[len(first) :]
        for line in wrapped(rest, self.font, _PROSE, width, anywhere=self.layout.anywhere) if rest else ():
            self.line(line, _PROSE)

    def table(self, grid: Grid) -> None:
        """A table below what is printed, or on pages of its own where it is too wide or to be turned."""
        type = set_in(grid, self.font, _PAPER[0] - 2 * _MARGIN)
        if self.layout.sideways or sum(type.widths) > _PAPER[0] - 2 * _MARGIN + 1:
            type = set_in(grid, self.font, _PAPER[1] - 2 * _MARGIN)
            self.turn_over(max(_PAPER[1], sum(type.widths) + 2 * _MARGIN), _PAPER[0], self.layout.sideways)
            self.for_table = True
        elif not self.pages or self.for_table or self.left < _BEGUN:
            self.turn_over()
            self.for_table = False
        self.caption(grid, type)
        _Printed(self, grid, type, rows_of(grid, type)).print()
        for note in grid.notes:
            for line in wrapped(note, self.font, type.size, self.page.width - 2 * _MARGIN):
                self.line(line, type.size)

    def caption(self, grid: Grid, type: Type) -> None:
        *titles, last = grid.above or ("",)
        for line in titles:
            self.line(line, type.size + 3, centred=True)
        self.line(last, type.size + (0 if titles else 3), centred=not titles)
        self.y += 4

    def furnish(self) -> None:
        """Watermarks and page numbers."""
        for n, page in enumerate(self.pages, 1):
            if self.layout.watermark:
                place = page.width / 4, page.height * 0.7
                page.text(self.layout.watermark, *place, 60, 0.8, "0.707 0.707 -0.707 0.707")
            if self.layout.running:
                page.text(f"- {n} -", page.width / 2 - 15, page.height - 30, 9)


@dataclass(slots=True)
class _Printed:
    """A table that is being printed: its rows on this page (`drawn`: which, and its lower edge) from `top` on."""

    book: _Book
    grid: Grid
    type: Type
    rows: Sequence[Row]
    top: float = 0.0
    drawn: list[tuple[int, float]] = field(default_factory=list)

    def print(self) -> None:
        self.top = self.book.y
        for r, row in enumerate(self.rows):
            self._whole(r, row)
        self._rules()

    def _whole(self, r: int, row: Row) -> None:
        """A row, on the next page or cut in two where it does not fit."""
        while self.book.left < row.height and not row.is_head:
            room = self.type.lines_in(self.book.left)
            if self._may_cut(row) and room > 0:
                part, row = row.cut(room, self.type)
                self._row(r, part)
            elif not self.drawn:
                break  # an empty page does not hold it either
            self._next_page()
        self._row(r, row)

    def _may_cut(self, row: Row) -> bool:
        """Whether the end of a page may cut a row: where the layout says so, or no page holds it."""
        head = sum(one.height for one in self.rows[: self.grid.heads])
        room = self.book.page.height - 2 * _MARGIN - self.book.layout.page - head - _CAPTION
        return row.longest > 1 and (self.book.layout.cut_rows or row.height > room)

    def _next_page(self) -> None:
        self._rules()
        self.book.go_on()
        repeated = self.book.layout.repeated
        if repeated == "title":
            self.book.caption(self.grid, self.type)
        self.top, self.drawn = self.book.y, []
        for r, row in enumerate(self.rows[: self.grid.heads] if repeated else ()):
            self._row(r, row)
        self._rules()
        self.top, self.drawn = self.book.y, []

    def _row(self, r: int, row: Row) -> None:
        for entry, lines in zip(row.entries, row.lines, strict=True):
            high = row.heights.get(entry.column, row.height) if entry.rows > 1 else row.height
            y = self.book.y + (high - self.type.height(len(lines))) / 2 + PAD
            for line in lines:
                y += 1.2 * self.type.size
                self._line(entry, line, y - 0.3 * self.type.size, centred=row.is_head, last=line is lines[-1])
        self.book.y += row.height
        self.drawn.append((r, self.book.y))

    def _line(self, entry: Entry, line: str, y: float, *, centred: bool, last: bool) -> None:
        """One line of a cell: numbers to the right, names to the left, what covers several columns in the middle."""
        size, page = self.type.size, self.book.page
        left = _MARGIN + sum(self.type.widths[: entry.column])
        spare = self.type.width(entry) - size * self.book.font.width(line)
        is_figure = is_number(entry.text)
        x = left + PAD
        if centred or (entry.columns > 1 and not is_figure):
            x = left + spare / 2
        elif is_figure:
            x = left + spare - PAD - (size * _RAISED if entry.mark else 0.0)
        page.text(line, x, y, size)
        if entry.mark and last:
            page.text(entry.mark, x + size * self.book.font.width(line), y - 0.4 * size, size * _RAISED)

    def _rules(self) -> None:
        """The rules around the cells that stand on this page."""
        if not self.drawn:
            return
        page, edges = self.book.page, [_MARGIN + sum(self.type.widths[:n]) for n in range(self.grid.width + 1)]
        rules = self.book.layout.rules
        rule = page.bar if rules == "bars" else page.line
        rule(edges[0], self.top, edges[-1], self.top)
        covered = owners(self.grid)
        upper = self.top
        for at, (r, lower) in enumerate(self.drawn):
            last = at == len(self.drawn) - 1
            below = covered[r + 1] if r + 1 < len(covered) and not last else [None] * self.grid.width
            _rule_row(rule, edges, (upper, lower), covered[r], below, sides=rules != "open")
            upper = lower


def _rule_row(
    rule: Callable[[float, float, float, float], None],
    edges: Sequence[float],
    between: tuple[float, float],
    own: Sequence[tuple[int, int]],
    below: Sequence[tuple[int, int] | None],
    sides: bool,
) -> None:
    """The rules below the cells of a row and between them, and those at its `sides`."""
    upper, lower = between
    for c, cell in enumerate(own):
        if cell != below[c]:
            rule(edges[c], lower, edges[c + 1], lower)
        if c and cell != own[c - 1]:
            rule(edges[c], upper, edges[c], lower)
    for x in (edges[0], edges[-1]) if sides else ():
        rule(x, upper, x, lower)
