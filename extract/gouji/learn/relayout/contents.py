"""What a document prints, apart from its layout: paragraphs and tables in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from gouji.document import PROSE, Block, Cell, Document, Span, Table, Zone

_BREAK = regex.compile(r"(?:(?<![ \t])|\G)(?:(?<=\p{ASCII})[ \t]*+\n[ \t]*(?=[A-Za-z])|[ \t]*+\n[ \t\u3000]*+)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on one line; whether it is a heading."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell: its text, its first column, and how many columns and rows it covers; `mark` stands raised behind it."""

    text: str
    column: int
    columns: int = 1
    rows: int = 1
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the lines above it, its cells row by row (the first `heads` are its header), the notes below it."""

    title: str
    number: str
    owner: str
    unit: str
    rows: tuple[tuple[Entry, ...], ...]
    heads: int
    width: int
    above: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


Part = Paragraph | Grid


def contents(document: Document) -> Iterator[Part]:
    """The paragraphs and tables of a document; page numbers, running heads and charts are left out."""
    for block in document.blocks:
        if block.zone is Zone.TABLE:
            inside = (t for t in document.tables if block.span.start <= t.span.start < block.span.end)
            yield from (_grid(t) for t in inside if not t.chart and any(t.rows))
        elif block.zone is not Zone.DEBRIS:
            yield from _paragraphs(document, block)


def _paragraphs(document: Document, block: Block) -> Iterator[Paragraph]:
    text = "".join(document.slice(part) for part in _without_holes(block))
    heading = block.zone is Zone.HEADING
    lines = [_BREAK.sub(_joint, text)] if block.zone in PROSE else text.split("\n")
    yield from (Paragraph(line.strip(), heading) for line in lines if line.strip())


def _joint(found: regex.Match[str]) -> str:
    """What a line break inside a paragraph stands for: a blank between words of letters, else nothing."""
    start = found.start()
    return " " if start and found.string[start - 1].isascii() and found.string[found.end() : found.end() + 1] else ""


def _without_holes(block: Block) -> Iterator[Span]:
    start = block.span.start
    for hole in block.holes:
        yield Span(start, hole.start)
        start = hole.end
    yield Span(start, block.span.end)


def _grid(table: Table) -> Grid:
    rows = table.rows if table.placed else _deepened(table)
    unit = table.unit.symbol if table.unit else ""
    width = max((c.column + c.columns for row in rows for c in row), default=1)
    return Grid(table.title, table.number, table.department, unit, _placed(rows, width), table.header_rows, width)


def _deepened(table: Table) -> tuple[tuple[Cell, ...], ...]:
    """The rows, each header cell covering the blank header rows below it."""
    heads = table.header_rows
    filled = [{n for c in row if c.text for n in range(c.column, c.column + c.columns)} for row in table.rows[:heads]]

    def deep(r: int, cell: Cell) -> Cell:
        own = range(cell.column, cell.column + cell.columns)
        depth = r + 1
        while depth < heads and filled[depth].isdisjoint(own):
            depth += 1
        return replace(cell, rows=depth - r) if cell.text else cell

    return tuple(tuple(deep(r, c) if r < heads else c for c in row) for r, row in enumerate(table.rows))


def _placed(rows: tuple[tuple[Cell, ...], ...], width: int) -> tuple[tuple[Entry, ...], ...]:
    """The cells as entries that do not overlap; every place that no cell covers is a blank entry."""
    taken: set[tuple[int, int]] = set()
    found = []
    for r, row in enumerate(rows):
        entries = [
            e for cell in sorted(row, key=lambda c: (c.column, not c.text)) if (e := _free(r, cell, taken, rows))
        ]
        blanks = [Entry("", c) for c in range(width) if (r, c) not in taken]
        taken |= {(r, e.column) for e in blanks}
        found.append(tuple(sorted([*entries, *blanks], key=lambda e: e.column)))
    return tuple(found)


def _free(r: int, cell: Cell, taken: set[tuple[int, int]], rows: tuple[tuple[Cell, ...], ...]) -> Entry | None:
    """The cell as an entry over those of its places that are free; None where its first is not."""
    if (r, cell.column) in taken or (not cell.text and cell.rows * cell.columns == 1):
        return None
    wide = next((n for n in range(1, cell.columns) if (r, cell.column + n) in taken), cell.columns)
    high = min(max(cell.rows, 1), len(rows) - r)
    taken |= {(r + i, cell.column + j) for i in range(high) for j in range(wide)}
    return Entry(cell.text, cell.column, wide, high)
