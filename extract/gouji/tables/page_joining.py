"""Joins a table that goes on over the page to the part before it, while both are still raw grids."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from gouji.document import Cell, Document, Span, Table, Zone
from gouji.language.page_furniture import is_page_break, running_heads
from gouji.tables.cell_values import label, rule
from gouji.tables.headers import Row, header_depth, is_data_row, is_header_like
from gouji.tables.rows_cut_by_page import mended
from gouji.tables.unmerged_columns import value_columns


@dataclass(frozen=True, slots=True)
class Part:
    """A table with its caption taken off; `open` when its header is still to be found and it may go on."""

    table: Table
    open: bool = True


def join_pages(document: Document, parts: Iterable[Part]) -> list[Part]:
    """The parts, each continuation added to the part it continues.

    A continuation follows with nothing between but a page break. It repeats caption and header, or the header
    alone, or has neither; its columns are then those of the part before it.
    """
    breaks = _page_breaks(document)
    joined: list[Part] = []
    for part in parts:
        if joined and part.open:
            head = joined[-1].table
            between = Span(head.span.end, max(head.span.end, part.table.span.start))
            goes_on = _continuation if joined[-1].open else _rest_of_form
            rows = goes_on(head, part.table) if breaks(between) else None
            if rows is not None:
                span = Span(head.span.start, part.table.span.end)
                whole = replace(head, span=span, rows=mended(document, head, _below(head, rows)))
                joined[-1] = replace(joined[-1], table=whole)
                continue
            if breaks(between) and _is_headless(part.table):
                joined[-1] = replace(joined[-1], table=replace(head, cut=True))
        joined.append(part)
    return joined


def _page_breaks(document: Document) -> Callable[[Span], bool]:
    """Tells whether a stretch between two tables can be the end of a page and nothing else."""
    if document.wrapped:
        heads = running_heads(document.text.splitlines())
        return lambda between: is_page_break(document.slice(between), heads)
    said = [b.span for b in document.blocks if b.zone not in (Zone.DEBRIS, Zone.TABLE)]
    return lambda between: not any(between.holds(s) for s in said)


def _below(head: Table, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows numbered on from the last one of `head`."""
    by = head.rows[-1][0].row + 1 - (rows[0][0].row if rows else 0)
    return tuple(tuple(replace(c, row=c.row + by) for c in row) for row in rows)


def _continuation(head: Table, table: Table) -> tuple[Row, ...] | None:
    """The rows that `table` adds to `head`, in its columns; None when it is a table of its own."""
    depth = header_depth(list(head.rows))
    if not depth or not _same_caption(head, table):
        return None
    again = [_words(row) for row in table.rows[:depth]] == [_words(row) for row in head.rows[:depth]]
    rows = table.rows[depth:] if again else table.rows
    if again:
        return _without_repeated_total(head, rows) if _columns(head) == _columns(table) else None
    if table.title or table.number or (_has_data(head, depth) and any(is_header_like(row) for row in rows[:2])):
        return None
    if head.placed:
        return rows if head.width == table.width else None
    return _in_columns(head.rows[depth:], rows, _width(head.rows))


def _has_data(table: Table, depth: int) -> bool:
    """Whether anything stands below the header: where nothing does, the header may go on over the page too."""
    return len(table.rows) > depth


def _is_headless(table: Table) -> bool:
    """Whether a grid begins with rows of figures: what it goes on with was lost."""
    bare = table.placed and not (table.title or table.number or table.unit)
    return bare and bool(table.rows) and is_data_row(table.rows[0])


def _rest_of_form(head: Table, table: Table) -> tuple[Row, ...] | None:
    """The rows of a form that the end of the page cut in two; None when `table` is something else."""
    whole = head.placed and head.width == table.width and bool(head.rows) and not head.header_rows
    return table.rows if whole and not (table.title or table.number) else None


def _same_caption(head: Table, table: Table) -> bool:
    """Whether the caption of `table` is that of `head`, or it has none."""
    if table.title not in ("", head.title) or table.number not in ("", head.number):
        return False
    return table.unit in (None, head.unit) and table.department in ("", head.department)


def _without_repeated_total(head: Table, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows without a first one that only prints the total of the part before once more."""
    if not rows:
        return rows
    words = [w for c in rows[0] if (w := label(c.text))]
    total = bool(words) and rule("tables.row.total").search(words[0])
    return rows[1:] if total and _words(rows[0]) in [_words(row) for row in head.rows] else rows


def _in_columns(data: tuple[Row, ...], rows: tuple[Row, ...], width: int) -> tuple[Row, ...] | None:
    """Rows without a header in the columns of the `data` above them; None when they do not fit.

    Where merged stub columns make them narrower, the value columns are the rightmost ones of both, and the last
    stub column stands over the names.
    """
    own = _width(rows)
    if own == width:
        return rows
    above, below = value_columns(list(data), width), value_columns(list(rows), own)
    if not above or not below or width - min(above) != own - min(below) or not 0 < min(below) < min(above):
        return None
    if any(len(row) != own for row in rows):
        return None
    return tuple(_moved(row, min(below), width - own) for row in rows)


def _moved(row: Row, stub: int, by: int) -> Row:
    """The row with `by` blank cells before the last of its `stub` cells."""
    at = row[stub - 1].span.start
    blanks = tuple(Cell(Span(at, at), "", row[0].row, stub - 1 + n) for n in range(by))
    return (*row[: stub - 1], *blanks, *(replace(c, column=c.column + by) for c in row[stub - 1 :]))


def _columns(table: Table) -> int:
    return table.width if table.placed else _width(table.rows)


def _width(rows: tuple[Row, ...]) -> int:
    return max(map(len, rows), default=0)


def _words(row: Row) -> list[str]:
    return [label(c.text) for c in row]
