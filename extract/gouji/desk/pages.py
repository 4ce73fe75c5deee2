"""A document cut into pages that a browser can show: paragraphs and rows of tables, with their offsets.

A page is a run of whole paragraphs and table rows, of about `PAGE` characters, so that a long document is no heavier in
the browser than a short one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.document import Cell, Document, Span, Table, Zone
from gouji.language.quantities import scan
from gouji.language.view import make_view
from gouji.tables.cell_values import is_number

PAGE = 4000  # characters
_CELL_WEIGHT = 6  # characters that a cell counts for beside its text
Piece = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """Pieces of the document from `start` up to `end`; pages follow each other without a gap."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


def pages(document: Document) -> tuple[Page, ...]:
    """The pages of a document, one at least."""
    made: list[Page] = []
    here: list[Piece] = []
    weight = start = 0
    for piece in _pieces(document):
        if here and weight + _weight(piece) > PAGE:
            made.append(Page(start, piece["start"], tuple(here)))
            start, here, weight = piece["start"], [], 0
        here.append(piece)
        weight += _weight(piece)
    return (*made, Page(start, max(len(document.text), start), tuple(here)))


def _weight(piece: Piece) -> int:
    if piece["type"] == "text":
        return len(piece["text"])
    return sum(len(c["text"]) + _CELL_WEIGHT for c in piece["cells"])


def _pieces(document: Document) -> Iterator[Piece]:
    """Paragraphs and rows in the order of the text; a row that begins a table carries its name."""
    at = 0
    for table in sorted(document.tables, key=lambda t: t.span.start):
        cells = [c for row in table.rows for c in row if len(c.span)]
        if not cells or min(c.span.start for c in cells) < at:
            continue  # shown as text
        first, last = min(c.span.start for c in cells), max(c.span.end for c in cells)
        yield from _paragraphs(document, at, first)
        yield from _rows(table, first)
        at = last
    yield from _paragraphs(document, at, len(document.text))


def _paragraphs(document: Document, start: int, end: int) -> Iterator[Piece]:
    at = start
    for block in document.blocks:
        if block.span.end <= start or block.span.start >= end:
            continue
        yield from _paragraph(document, at, max(at, block.span.start), "rest", 0)
        at = min(block.span.end, end)
        heading = block.zone is Zone.HEADING and block.section >= 0
        level = document.sections[block.section].level if heading else 0
        yield from _paragraph(document, max(block.span.start, start), at, block.zone.value, level)
    yield from _paragraph(document, at, max(at, end), "rest", 0)


def _paragraph(document: Document, start: int, end: int, zone: str, level: int) -> Iterator[Piece]:
    """The stretch without outer blanks, in lines no longer than a page."""
    text = document.text[start:end]
    if not text.strip():
        return
    begin, stop = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    for first in range(begin, stop, PAGE):
        last = min(first + PAGE, stop)
        yield {
            "type": "text",
            "zone": zone,
            "level": level,
            "start": first,
            "end": last,
            "text": document.text[first:last],
        }


def _rows(table: Table, first: int) -> Iterator[Piece]:
    rows = [(i, row) for i, row in enumerate(table.rows) if any(c.text for c in row)]
    for n, (index, row) in enumerate(rows):
        spans = [c.span.start for c in row if len(c.span)]
        start = min(spans, default=first)
        yield {
            "type": "row",
            "start": start,
            "end": max((c.span.end for c in row), default=start),
            "table": table.id,
            "first": n == 0,
            "name": " ".join(filter(None, (table.number, table.title))) if n == 0 else "",
            "unit": table.unit.symbol if table.unit and n == 0 else "",
            "row": index,
            "header": index < table.header_rows,
            "cells": [_cell(c) for c in sorted(row, key=lambda c: c.column)],
        }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "start": cell.span.start,
        "end": cell.span.end,
        "text": cell.text,
        "column": cell.column,
        "columns": cell.columns,
        "header": cell.header,
        "number": is_number(cell.text),
    }


ROWS = 24  # of a table that the panel shows at once


def table_view(document: Document, number: int, at: int) -> dict[str, Any] | None:
    """A table for the panel: its header rows, and the rows about the one that holds the offset `at`, or from there on.

    Returns
    -------
    dict or None
        `id`, `name`, `unit`, `rows` as pieces, `begins` (the first row that is shown), `total`; None where there is
        no such table.
    """
    if not 0 <= number < len(document.tables):
        return None
    table = document.tables[number]
    rows = list(_rows(table, table.span.start))
    heads = [r for r in rows if r["header"]]
    body = [r for r in rows if not r["header"]]
    holds = next((i for i, r in enumerate(body) if any(c["start"] <= at < c["end"] for c in r["cells"])), 0)
    begins = max(0, min(holds - ROWS // 2, len(body) - ROWS))
    name = " ".join(filter(None, (table.number, table.title)))
    shown = [*heads, *body[begins : begins + ROWS]]
    unit = table.unit.symbol if table.unit else ""
    return {"id": number, "name": name, "unit": unit, "rows": shown, "begins": begins, "total": len(body)}


def table_at(document: Document, offset: int) -> int | None:
    """The table with a cell that holds an offset."""
    for table in document.tables:
        if any(c.span.start <= offset < c.span.end for row in table.rows for c in row):
            return table.id
    return None


def grown(document: Document, start: int, end: int) -> Span | None:
    """The number with its unit that a stretch touches: what a span can be grown to."""
    block = document.block_at(start)
    if block is None:
        return None
    view = make_view(document.text, block.span.start, block.span.end, block.holes)
    for quantity in scan(view.text):
        span = view.span(quantity.start, quantity.end)
        if span.start < end and start < span.end:
            return span
    return None


def page_of(found: Sequence[Page], offset: int) -> int:
    """The number of the page that holds an offset, from 0."""
    return max((n for n, page in enumerate(found) if page.start <= offset), default=0)
