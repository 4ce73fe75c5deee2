"""The document model that readers fill and everything else reads.

Offsets are Python `str` indices into `Document.text`; every span is half-open.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from gouji.figures import Figure, Unit
from gouji.places import NOWHERE, Place, Places

SCHEMA = "gouji/2"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of the document's text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Spanned(Protocol):
    """What stands somewhere in the text."""

    @property
    def span(self) -> Span: ...


class Zone(StrEnum):
    """What a stretch of the document is for."""

    NARRATIVE = "narrative"
    HEADING = "heading"  # prose too; kept apart for the section tree
    CONTENTS = "contents"
    GLOSSARY = "glossary"
    TABLE = "table"
    DEBRIS = "debris"


PROSE = (Zone.NARRATIVE, Zone.HEADING)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or stretch of table lines: the unit of zoning.

    A paragraph cut by the page or the line is one block that spans the cuts; `section` indexes
    `Document.sections` (-1: before the first heading). `holes` are debris inside the span (a page number between
    two halves of a sentence): part of the offsets, not of the prose.
    """

    span: Span
    zone: Zone
    section: int = -1
    holes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its place in the tree: `parent` indexes `Document.sections` (-1: top)."""

    number: str
    title: str
    level: int
    span: Span
    parent: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table grid. `text` is the cell's text without surrounding blanks; the span covers it."""

    span: Span
    text: str
    row: int
    column: int
    columns: int = 1  # how many grid columns it covers
    header: bool = False
    rows: int = 1  # how many grid rows it covers, where the file tells


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells with what is known of it.

    `rows` are the cells row by row (header rows first, `header_rows` of them); `width` is the number of grid
    columns; `number` is the printed table number (公开01表, 表5); `unit` is the unit note in force. `placed` tells
    that the file itself says where each cell stands and what it covers, `cut` that rows follow on the next page which
    could not be joined to it.
    """

    id: int
    span: Span
    title: str
    number: str
    unit: Unit | None
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int
    width: int
    section: int = -1
    department: str = ""
    chart: bool = False
    placed: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A table cell that states a quantity.

    `row` is the path of row labels from the class down, `column` the path of column headers; `code` the
    classification code of the row; `figure` carries the unit that applies to the cell.
    """

    id: str
    table: int
    span: Span
    text: str
    figure: Figure
    row: tuple[str, ...]
    column: tuple[str, ...]
    code: str = ""
    row_index: int = 0
    column_index: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of the file that could not be read (a page without text), and the place in the text it would have.

    `page` tells the page where the place cannot: what has no text begins where the next page begins.
    """

    span: Span
    why: str
    page: int | None = None


@dataclass(frozen=True)
class Document:
    """A read document.

    `kind` is budget, final or other; `year` the year it reports on; `unit` its usual money unit; `region` the place
    whose government the department is of, and `level` that government's: province, city or county. `wrapped` tells
    that lines may end where the page ended them; otherwise each block is a paragraph of its author. `places`
    tells where in the file each part of the text stands, where the format has pages or cells.
    """

    name: str
    text: str
    sha256: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    kind: str = "other"
    year: int | None = None
    department: str = ""
    region: str = ""
    level: str = ""
    unit: str = ""
    encoding: str = "utf-8"
    pages: int | None = None
    warnings: tuple[str, ...] = field(default=())
    wrapped: bool = True
    unread: tuple[Unread, ...] = ()
    error: str = ""  # the code of what kept the whole file from being read
    places: Places = field(default=NOWHERE, repr=False)

    @property
    def notices(self) -> tuple[str, ...]:
        """What the reader has to say: its warnings, and each part that it could not read."""
        return (*self.warnings, *(u.why for u in self.unread))

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def place(self, what: Span | Spanned) -> Place:
        """Where in the file something stands: a span, or whatever has one (a finding, its evidence, an entity, a fact).

        Returns
        -------
        Place
            Page and box (points from the page's upper left corner), sheet and cell, member of a bundle: what the format
            has, the rest None or empty.
        """
        span = what if isinstance(what, Span) else what.span
        return self.places.at(span.start, span.end)

    @cached_property
    def _starts(self) -> list[int]:
        return [b.span.start for b in self.blocks]

    def block_at(self, offset: int) -> Block | None:
        i = bisect_right(self._starts, offset) - 1
        return self.blocks[i] if i >= 0 and offset < self.blocks[i].span.end else None

    def section_path(self, section: int) -> tuple[Section, ...]:
        """The headings from the top down to this section."""
        path: list[Section] = []
        while section >= 0:
            path.append(self.sections[section])
            section = self.sections[section].parent
        return tuple(reversed(path))

    def section_label(self, section: int) -> str:
        return " / ".join(f"{s.number}{s.title}" for s in self.section_path(section))

    @property
    def prose(self) -> tuple[Block, ...]:
        return tuple(b for b in self.blocks if b.zone in PROSE)
