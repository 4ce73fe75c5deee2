"""Raw grids to tables: caption taken off, header found, merged cells rebuilt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise

from gouji.document import Document, Table
from gouji.tables import one_line_tables
from gouji.tables.captions import Caption, take_caption
from gouji.tables.cell_values import label
from gouji.tables.forms import is_form
from gouji.tables.goals import goes_on_with_goals
from gouji.tables.headers import Row, cut_points, header_depth, parted_by_blanks, place_aligned
from gouji.tables.lines_above import with_captions
from gouji.tables.page_joining import Part, join_pages
from gouji.tables.placed_headers import with_header
from gouji.tables.script import as_printed, in_script
from gouji.tables.unmerged_columns import rebuild

WIDEST = 200  # columns; a wider grid gets no header and so states nothing


def resolve(document: Document) -> Document:
    """The document with its tables resolved: title, number, unit, department, header rows, columns.

    A grid that holds a second header below data becomes several tables, so table ids are given anew. Never
    raises on any grid.
    """
    read = with_captions(in_script(document))
    parts = (p for table in read.tables for p in _parts(read.text, table))
    joined = join_pages(read, parts)
    resolved = (_with_header(p.table) if p.open else p.table for p in joined)
    tables = tuple(replace(t, id=i) for i, t in enumerate(resolved))
    return replace(read, text=document.text, tables=as_printed(tables, document))


def _parts(text: str, table: Table) -> Iterator[Part]:
    if table.chart:
        yield Part(replace(table, title=label(table.title)), open=False)
        return
    stream = one_line_tables.rebuild(text, table) if one_line_tables.is_stream(table) else None
    if stream:
        yield Part(_captioned(*stream), open=False)
        return
    caption, rows = take_caption(text, table)
    table = _captioned(replace(table, rows=_without_blanks(rows)), caption)
    if _is_closed(text, table):
        yield Part(replace(table, header_rows=0), open=False)
        return
    if goes_on_with_goals(table.rows):
        yield Part(table)
        return
    cuts = [0, *cut_points(list(table.rows)), len(table.rows)]
    for first, last in pairwise(cuts):
        yield Part(replace(table, rows=table.rows[first:last]))


def _without_blanks(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(row for row in rows if any(c.text for c in row))


def _is_closed(text: str, table: Table) -> bool:
    """Whether a grid has no header to be found: it is blank, too wide, a form, or without columns."""
    rows = table.rows
    if not rows or max(map(len, rows)) > WIDEST:
        return True
    return is_form(rows) or _columns_lost(text, table)


def _columns_lost(text: str, table: Table) -> bool:
    return not table.placed and parted_by_blanks(text, table.rows)


def _captioned(table: Table, caption: Caption) -> Table:
    return replace(table, title=caption.title, number=caption.number, unit=caption.unit, department=caption.department)


def _with_header(table: Table) -> Table:
    if goes_on_with_goals(table.rows):
        return replace(table, header_rows=0)
    if table.placed:
        return with_header(table)
    rows = list(table.rows)
    depth = header_depth(rows)
    header, data = rows[:depth], rows[depth:]
    if _is_aligned(rows):
        placed, width = place_aligned(header), _width(rows)
    else:
        placed, data, width = rebuild(header, data)
    placed = [tuple(replace(c, header=True) for c in row) for row in placed]
    return replace(table, rows=(*placed, *data), header_rows=len(placed), width=width)


def _is_aligned(rows: list[Row]) -> bool:
    """Whether all rows cover equally many columns, so that each cell stands in its own."""
    return len({sum(c.columns for c in row) for row in rows}) == 1


def _width(rows: list[Row]) -> int:
    return max(c.column + c.columns for c in chain.from_iterable(rows))
