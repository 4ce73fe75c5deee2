"""The whole document for the report: paragraphs by zone, tables as tables, everything highlighted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from gouji.document import Cell, Document, Span, Table, Zone
from gouji.report.place_names import is_number, table_name
from gouji.report.text_marks import Marked

_NONE = Markup("")
_REST = "rest"  # text that no block holds


@dataclass(frozen=True, slots=True)
class Shown:
    """A rendered cell and how many grid columns it covers."""

    html: Markup
    columns: int
    header: bool
    number: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph (`html`) or a table (`rows`); `level` is the depth of a heading, else 0."""

    zone: str
    html: Markup = _NONE
    level: int = 0
    anchor: str = ""
    name: str = ""
    unit: str = ""
    rows: tuple[tuple[Shown, ...], ...] = ()


def pieces(document: Document, marked: Marked) -> Iterator[Piece]:
    """The document in its order; what stands in a table's span outside its cells stays visible as text."""
    at = 0
    for table in sorted(document.tables, key=lambda t: t.span.start):
        cells = [c for row in table.rows for c in row if len(c.span)]
        if not cells or table.span.start < at:
            continue  # shown as text
        first, last = min(c.span.start for c in cells), max(c.span.end for c in cells)
        yield from _text(document, marked, at, first)
        yield _table(table, marked, titled=table.title in document.text[table.span.start : first])
        at = last
    yield from _text(document, marked, at, len(document.text))


def _text(document: Document, marked: Marked, start: int, end: int) -> Iterator[Piece]:
    """The paragraphs of text[start:end], whatever lies between blocks included."""
    at = start
    for block in document.blocks:
        if block.span.end <= start or block.span.start >= end:
            continue
        heading = block.zone is Zone.HEADING and block.section >= 0
        level = document.sections[block.section].level if heading else 0
        yield from _paragraph(marked, Span(at, max(at, block.span.start)), _REST)
        at = min(block.span.end, end)
        yield from _paragraph(marked, Span(max(block.span.start, start), at), block.zone.value, level)
    yield from _paragraph(marked, Span(at, max(at, end)), _REST)


def _paragraph(marked: Marked, span: Span, zone: str, level: int = 0) -> Iterator[Piece]:
    text = marked.text[span.start : span.end]
    if not text.strip():
        return
    start = span.start + len(text) - len(text.lstrip())
    yield Piece(zone, marked.html(start, span.start + len(text.rstrip())), level)


def _table(table: Table, marked: Marked, titled: bool) -> Piece:
    """`titled`: the text just above shows the table's title already."""
    rows = tuple(tuple(_row(row, marked, table.width)) for row in table.rows if any(c.text for c in row))
    unit = table.unit.symbol if table.unit and not titled else ""
    return Piece(Zone.TABLE, anchor=f"table-{table.id}", name="" if titled else table_name(table), unit=unit, rows=rows)


def _row(row: tuple[Cell, ...], marked: Marked, width: int) -> Iterator[Shown]:
    at = 0
    for cell in sorted(row, key=lambda c: c.column):
        if cell.column > at:
            yield Shown(Markup(""), cell.column - at, cell.header)
        yield Shown(marked.html(cell.span.start, cell.span.end), cell.columns, cell.header, is_number(cell.text))
        at = cell.column + cell.columns
    if at < width:
        yield Shown(Markup(""), width - at, False)
