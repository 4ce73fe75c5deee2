"""Joins a table that goes on over the page to the part before it, while both are still raw grids."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from gouji.document import Cell, Document, Span, Table, Zone
from gouji.language.page_furniture import is_page_break, is_page_number, running_heads
from gouji.tables.cell_values import rule
from gouji.tables.continuity import begins_anew, begins_within, codes_ascend, goes_on, serials_go_on
from gouji.tables.headers import Row, header_depth, is_data_row, is_header_like, labels
from gouji.tables.lines_above import may_caption
from gouji.tables.rows_cut_by_page import mended
from gouji.tables.table_roles import role_of
from gouji.tables.unmerged_columns import value_columns

_MOST_LINES = 6  # between two parts of a table that was not known by its caption


@dataclass(frozen=True, slots=True)
class Part:
    """A table with its caption taken off; `open` when its header is still to be found and it may go on."""

    table: Table
    open: bool = True


def join_pages(document: Document, parts: Iterable[Part]) -> list[Part]:
    """The parts, each continuation added to the part it continues.

    A continuation follows with nothing between but a page break. It repeats caption and header, or the header
    alone, or has neither; its columns are then those of the part before it. Where its serial numbers, codes or
    numbered labels go on with those above, lines of a caption that was not understood may stand between too. A part
    that begins in the middle of a list and fits none is cut, and so is the one before it in the same columns.
    """
    is_break = _page_breaks(document)
    joined: list[Part] = []
    for part in parts:
        if not (joined and part.open):
            joined.append(part)
            continue
        before = joined[-1]
        between = _between(before.table, part.table)
        near = is_break(between) or (_few_lines(document, between) and _may_go_on(before.table, part.table))
        whole = _joined(document, before, part.table) if near else None
        if whole is not None:
            joined[-1] = replace(before, table=whole)
            continue
        if _is_rest(before.table, part.table, near) or _is_cut_off(before.table, part.table):
            joined[-1] = _cut(before)
            part = part if _is_headless(part.table) else _cut(part)
        joined.append(part)
    return joined


def _cut(part: Part) -> Part:
    return replace(part, table=replace(part.table, cut=True))


def _few_lines(document: Document, between: Span) -> bool:
    """Whether the lines between two tables are so few and short that they can be a caption."""
    lines = [line for line in document.slice(between).splitlines() if line.strip()]
    return len(lines) <= _MOST_LINES and all(may_caption(line) or is_page_number(line) for line in lines)


def _may_go_on(head: Table, table: Table) -> bool:
    """Whether a grid in the same columns goes on with the rows of `head`, as far as these tell."""
    same = _same_header(head, table) or (_is_headless(table) and _columns(head) == _columns(table))
    return same and (goes_on(head.rows, table.rows) or codes_ascend(head.rows, table.rows))


def _is_rest(head: Table, table: Table, near: bool) -> bool:
    """Whether a grid without a header can only be the rest of a table above it that was not joined."""
    return _is_headless(table) and (near or (_columns(head) == _columns(table) and _same_caption(head, table)))


def _is_cut_off(head: Table, table: Table) -> bool:
    """Whether a grid under the same header as the table before it begins in the middle of a list."""
    return _same_header(head, table) and begins_within(table.rows)


def _same_header(head: Table, table: Table) -> bool:
    depth = header_depth(list(head.rows))
    return depth > 0 and _words_of(head.rows[:depth]) == _words_of(table.rows[:depth])


def _between(head: Table, table: Table) -> Span:
    """The stretch from the end of one table to the start of the next."""
    return Span(head.span.end, max(head.span.end, table.span.start))


def _joined(document: Document, before: Part, table: Table) -> Table | None:
    """The table with what goes on over the page; None when `table` does not continue it."""
    head = before.table
    rows = _continuation(head, table) if before.open else _rest_of_form(head, table)
    if rows is None:
        return None
    span = Span(head.span.start, table.span.end)
    return replace(head, span=span, rows=mended(document, head, _below(head, rows)))


def _page_breaks(document: Document) -> Callable[[Span], bool]:
    """Tells whether a stretch between two tables can be the end of a page and nothing else."""
    if document.wrapped:
        heads = running_heads(document.text.splitlines())
        return lambda between: is_page_break(document.slice(between), heads)
    said = [
        b.span
        for b in document.blocks
        if b.zone not in (Zone.DEBRIS, Zone.TABLE) and not is_page_number(document.slice(b.span).strip())
    ]
    return lambda between: not any(between.holds(s) for s in said)


def _below(head: Table, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows numbered on from the last one of `head`."""
    by = head.rows[-1][0].row + 1 - (rows[0][0].row if rows else 0)
    return tuple(tuple(replace(c, row=c.row + by) for c in row) for row in rows)


def _continuation(head: Table, table: Table) -> tuple[Row, ...] | None:
    """The rows that `table` adds to `head`, in its columns; None when it is a table of its own."""
    depth = header_depth(list(head.rows))
    if not depth or not (_same_caption(head, table) or serials_go_on(head.rows, table.rows)):
        return None
    if _words_of(table.rows[:depth]) == _words_of(head.rows[:depth]):
        same = _columns(head) == _columns(table) and not begins_anew(head.rows, table.rows)
        return _without_repeated_total(head, table.rows[depth:]) if same else None
    if _is_of_its_own(head, table, depth):
        return None
    if head.placed:
        return table.rows if head.width == table.width else None
    return _in_columns(head.rows[depth:], table.rows, _width(head.rows))


def _is_of_its_own(head: Table, table: Table, depth: int) -> bool:
    """Whether a grid under another header than `head` is no rest of it: it has a name, or a header below data."""
    named = _has_name(table) and not _is_headless(table)
    return named or (_has_data(head, depth) and _has_header(table))


def _has_name(table: Table) -> bool:
    return bool(table.title or table.number)


def _has_header(table: Table) -> bool:
    """Whether one of the first two rows is plainly a header."""
    return any(is_header_like(row) for row in table.rows[:2])


def _has_data(table: Table, depth: int) -> bool:
    """Whether anything stands below the header: where nothing does, the header may go on over the page too."""
    return len(table.rows) > depth


def _is_headless(table: Table) -> bool:
    """Whether a grid begins with rows of figures: what it goes on with stands above it."""
    return bool(table.rows) and is_data_row(table.rows[0])


def _rest_of_form(head: Table, table: Table) -> tuple[Row, ...] | None:
    """The rows of a form that the end of the page cut in two; None when `table` is something else."""
    is_form = head.placed and bool(head.rows) and not head.header_rows
    goes_on = head.width == table.width and not _has_name(table)
    return table.rows if is_form and goes_on else None


def _same_caption(head: Table, table: Table) -> bool:
    """Whether the caption of `table` is that of `head`, or it has none."""
    if not _same_title(head, table) or _once(table.number) not in ("", _once(head.number)):
        return False
    return table.unit in (None, head.unit) and table.department in ("", head.department)


def _same_title(head: Table, table: Table) -> bool:
    """Whether a title is that of `head`, missing, or the last line of it: the first may be taken for a running head."""
    title, whole = _once(table.title), _once(head.title)
    if title in ("", whole):
        return True
    numbered = bool(table.number) and _once(table.number) == _once(head.number)
    return whole.endswith(title) and (numbered or not role_of(title))


def _once(words: str) -> str:
    """A title or number without the mark that it is printed again (续表3, 支出总表（续）)."""
    return rule("tables.title.again").sub("", words)


def _without_repeated_total(head: Table, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows without a first one that only prints the total of the part before once more."""
    if not rows:
        return rows
    words = labels(rows[0])
    first = next((w for w in words if w), "")
    if rule("tables.row.total").search(first) and words in _words_of(head.rows):
        return rows[1:]
    return rows


def _in_columns(data: tuple[Row, ...], rows: tuple[Row, ...], width: int) -> tuple[Row, ...] | None:
    """Rows without a header in the columns of the `data` above them; None when they do not fit.

    Where merged stub columns make them narrower, the value columns are the rightmost ones of both, and the last
    stub column stands over the names.
    """
    own = _width(rows)
    if own == width:
        return rows
    stub = _narrow_stub(data, rows, width)
    if stub is None or any(len(row) != own for row in rows):
        return None
    return tuple(_moved(row, stub, width - own) for row in rows)


def _narrow_stub(data: tuple[Row, ...], rows: tuple[Row, ...], width: int) -> int | None:
    """The stub columns of rows that have as many columns from the first value on as `data`, and a narrower stub."""
    own = _width(rows)
    above = min(value_columns(list(data), width), default=0)
    below = min(value_columns(list(rows), own), default=0)
    same_values = width - above == own - below
    return below if same_values and 0 < below < above else None


def _moved(row: Row, stub: int, by: int) -> Row:
    """The row with `by` blank cells before the last of its `stub` cells."""
    at = row[stub - 1].span.start
    blanks = (Cell(Span(at, at), "", row[0].row, stub - 1 + n) for n in range(by))
    moved = (replace(c, column=c.column + by) for c in row[stub - 1 :])
    return (*row[: stub - 1], *blanks, *moved)


def _columns(table: Table) -> int:
    return table.width if table.placed else _width(table.rows)


def _width(rows: tuple[Row, ...]) -> int:
    return max(map(len, rows), default=0)


def _words_of(rows: tuple[Row, ...]) -> list[list[str]]:
    return [labels(row) for row in rows]
