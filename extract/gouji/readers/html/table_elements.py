"""HTML tables: which are tables and not mere layout, and where their cells stand."""

from __future__ import annotations

from dataclasses import replace

import regex
from lxml.html import HtmlElement

from gouji.readers.compose import GridCell, Written
from gouji.readers.html.text_blocks import lines, size, squeezed

_LONG = 80  # characters; such a cell with a full stop is prose
_WIDEST = 1000  # columns that a cell may cover, as in browsers
_CELLS = ("td", "th")
_LOOSE = ("tr", *_CELLS)  # what may stand in a table outside of row groups

_Group = list[list[HtmlElement]]  # the cells of each row
_Busy = dict[int, int]  # columns into which a cell from above reaches, and the row where they are free again


def _groups(table: HtmlElement) -> list[_Group]:
    """The cells by row and row group in the order in which they are shown; cells without a row make one."""
    groups: list[_Group] = []
    feet: list[_Group] = []
    open_tag = ""
    for child in table:
        if child.tag == "tfoot":
            feet.append(_own_rows(child))
        elif child.tag in ("thead", "tbody"):
            groups.append(_own_rows(child))
        elif child.tag in _LOOSE:
            if open_tag not in _LOOSE:
                groups.append([])
            _add_loose(groups[-1], child, open_tag)
        open_tag = child.tag
    return groups + feet


def _add_loose(group: _Group, child: HtmlElement, before: str) -> None:
    """Adds a row or a cell that stands outside of row groups; `before` is the tag of the element before it."""
    if child.tag == "tr":
        group.append(_own_cells(child))
    elif before in _CELLS:
        group[-1].append(child)
    else:
        group.append([child])


def _own_rows(group: HtmlElement) -> _Group:
    return [_own_cells(row) for row in group.iterchildren("tr")]


def _own_cells(row: HtmlElement) -> list[HtmlElement]:
    return list(row.iterchildren(*_CELLS))


def is_data(table: HtmlElement) -> bool:
    """Whether a table is one: not a frame around tables, a box around prose, or a column of paragraphs."""
    if _is_frame(table):
        return False
    rows = [_texts(row) for group in _groups(table) for row in group]
    filled = [row for row in rows if row]
    if len(filled) < 2 or max(map(len, filled)) < 2:
        return False
    return not _is_prose([text for row in filled for text in row])


def _is_frame(table: HtmlElement) -> bool:
    """Whether the tables inside a table hold most of its text."""
    inner = [t for t in table.iter("table") if next(t.iterancestors("table"), None) is table]
    return bool(inner) and 2 * sum(map(size, inner)) > size(table)


def _texts(row: list[HtmlElement]) -> list[str]:
    """What the cells of a row say, without blank ones."""
    texts = (squeezed(cell.text_content()) for cell in row)
    return [text for text in texts if text]


def _is_prose(texts: list[str]) -> bool:
    """Whether a third of the cells are sentences that hold most of the characters."""
    long = [text for text in texts if len(text) > _LONG and "。" in text]
    if 3 * len(long) < len(texts):
        return False
    return 10 * sum(map(len, long)) >= 7 * sum(map(len, texts))


def placed_cells(table: HtmlElement, most: int) -> tuple[list[GridCell], int]:
    """The cells at their places, and how many places the grid has; no more than `most` are filled.

    Spans are those of the HTML standard (4.9.12): a cell starts in the first free column of its row and ends with
    its row group. Where it would cover a cell that reaches down from above, it ends before it.
    """
    cells: list[GridCell] = []
    at = used = 0
    for group in _groups(table):
        busy: _Busy = {}
        end = at + len(group)
        for row in group:
            busy = {column: free for column, free in busy.items() if free > at}
            found, reached = _placed_row(row, at, end, busy)
            cells += found
            used += max(reached, len(busy))
            if used > most:
                return [], used
            at += 1
    last = max((c.column for c in cells), default=0)
    return [replace(c, columns=min(c.columns, last + 1 - c.column)) for c in cells], used


def _placed_row(row: list[HtmlElement], at: int, end: int, busy: _Busy) -> tuple[list[GridCell], int]:
    """The cells of row `at` in a group that ends before row `end`, and the column after them.

    Cells that reach into the next row are added to `busy`.
    """
    found: list[GridCell] = []
    column = 0
    for cell in row:
        while column in busy:
            column += 1
        wide = min(max(_span(cell, "colspan"), 1), _WIDEST)
        tall = min(_span(cell, "rowspan") or end - at, end - at)
        width = next((n for n in range(1, wide) if column + n in busy), wide)
        if tall > 1:
            busy.update((column + n, at + tall) for n in range(width))
        written = Written("\n".join(lines(cell)))
        found.append(GridCell(written, at, column, width, tall))
        column += wide
    return found, column


def _span(cell: HtmlElement, name: str) -> int:
    m = regex.match(r"\s*(\d{1,6})", cell.get(name, ""))
    return int(m[1]) if m else 1
