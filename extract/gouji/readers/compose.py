"""From paragraphs and grids in reading order to a document: the text they make, and where each part stands.

Formats other than plain text have no text of their own. Theirs is made here: a paragraph is a line, a row of a
table is a line with tabs between its cells.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from gouji.document import Block, Cell, Document, Span, Table, Unread, Zone
from gouji.places import NO_BOX, Box, Mark, Places
from gouji.printed import visible
from gouji.readers.caption_lines import first_caption
from gouji.readers.footnote_marks import with_holes, without_marks
from gouji.readers.lines import Line, Look


@dataclass(frozen=True, slots=True)
class Written:
    """Text with the place of each of its characters, where the format has boxes."""

    text: str
    boxes: tuple[Box, ...] = ()
    pages: tuple[int, ...] = ()  # of each character, where the text runs over pages
    origin: object = None  # what a reader wants to find again by the place of the text


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell and the rows and columns that it covers; `address` is its name in a spreadsheet."""

    written: Written
    row: int
    column: int
    columns: int = 1
    rows: int = 1
    address: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the file has it. `title` is a name that the file gives it outside the text (a sheet's name).

    `width` is the number of its columns, where no cell reaches the last of them.
    """

    cells: tuple[GridCell, ...]
    title: str = ""
    width: int = 0


@dataclass
class Composer:
    """Collects a document part by part; `document()` gives what came together.

    `origins` are those of what was written, each with the offset of its text.
    """

    page: int | None = None
    origins: list[tuple[int, object]] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _boxes: array[float] = field(default_factory=lambda: array("f"))
    _marks: list[Mark] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _unread: list[Unread] = field(default_factory=list)

    def paragraph(self, written: Written, zone: Zone = Zone.NARRATIVE, address: str = "") -> None:
        """One paragraph, or a line outside the text (a page number: zone DEBRIS)."""
        if written.text.strip():
            span = self._write(written, self.page, address)
            self._blocks.append(Block(span, zone))
        self._write(Written("\n"), self.page)

    def grid(self, grid: Grid) -> None:
        """A table; rows without text keep their line."""
        start = self._length
        rows: dict[int, list[Cell]] = {}
        row = column = 0
        for c in sorted(grid.cells, key=lambda c: (c.row, c.column)):
            self._write(Written("\n" * (c.row - row) + "\t" * (c.column - (0 if c.row > row else column))), c.page)
            row, column = c.row, c.column
            span = self._write(c.written, c.page, c.address)
            rows.setdefault(c.row, []).append(
                Cell(span, visible(c.written.text), c.row, c.column, c.columns, False, c.rows)
            )
        self._write(Written("\n"), self.page)
        span = Span(start, self._length - 1)
        width = max([grid.width, *(c.column + c.columns for c in grid.cells)])
        listed = tuple(tuple(cells) for _, cells in sorted(rows.items()))
        self._blocks.append(Block(span, Zone.TABLE))
        self._tables.append(Table(len(self._tables), span, grid.title, "", None, listed, 0, width, placed=True))

    @property
    def text(self) -> str:
        """What was written so far."""
        return "".join(self._pieces)

    @property
    def is_blank(self) -> bool:
        """Whether nothing written so far can be read."""
        return not any(piece.strip() for piece in self._pieces)

    def unread(self, why: str) -> None:
        """A part of the file that holds nothing readable."""
        self._mark(self.page, "")
        self._unread.append(Unread(Span(self._length, self._length), why, self.page))

    def document(self, name: str, digest: str, *, pages: int | None = None, warnings: Iterable[str] = ()) -> Document:
        text = "".join(self._pieces)
        blocks, tables = _with_captions(text, self._blocks, self._tables)
        blocks = with_holes(text, blocks)
        tables = tuple(without_marks(table) for table in tables)
        return Document(
            name,
            text,
            digest,
            blocks=blocks,
            tables=tables,
            pages=pages,
            wrapped=False,
            unread=tuple(self._unread),
            warnings=tuple(warnings),
            places=Places(tuple(self._marks), self._boxes),
        )

    def _write(self, written: Written, page: int | None, address: str = "") -> Span:
        start, text = self._length, written.text
        if text:
            self._mark(page, address)
        if written.origin is not None:
            self.origins.append((start, written.origin))
        for i, at in enumerate(written.pages):
            if i and at != written.pages[i - 1]:
                self._marks.append(Mark(start + i, at))
        self._pieces.append(text)
        self._length += len(text)
        if written.boxes or self._boxes:
            missing = self._length - len(text) - len(self._boxes) // 4
            self._boxes.extend(NO_BOX * missing)
            self._boxes.extend(x for box in written.boxes or (NO_BOX,) * len(text) for x in box)
        return Span(start, self._length)

    def _mark(self, page: int | None, address: str) -> None:
        last = self._marks[-1] if self._marks else None
        if (page is None and not address and last is None) or (last and (last.page, last.cell) == (page, address)):
            return
        self._marks.append(Mark(self._length, page, address))


def _with_captions(
    text: str, blocks: Sequence[Block], tables: Sequence[Table]
) -> tuple[tuple[Block, ...], tuple[Table, ...]]:
    """Each table with the caption lines above it, which are then no prose."""
    lines = [
        Line(
            b.span.start,
            b.span.end,
            text[b.span.start : b.span.end],
            Look.TEXT if b.zone is not Zone.TABLE else Look.TABBED,
        )
        for b in blocks
    ]
    out = list(blocks)
    captioned = iter(tables)
    floor = 0
    found: list[Table] = []
    taken: set[int] = set()
    for i, block in enumerate(blocks):
        if block.zone is not Zone.TABLE:
            continue
        table = next(captioned)
        first = first_caption(lines, i, floor)
        span = Span(lines[first].start, block.span.end)
        out[i] = replace(block, span=span)
        taken.update(range(first, i))
        found.append(replace(table, span=span))
        floor = i + 1
    return tuple(b for i, b in enumerate(out) if i not in taken), tuple(found)
