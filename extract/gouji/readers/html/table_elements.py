"""HTML tables: which are tables and not mere layout, and where their cells stand."""

from __future__ import annotations

from dataclasses import replace

import regex
from lxml.html import HtmlElement

from gouji.readers.compose import GridCell, Written
from gouji.readers.html.text_blocks import lines, size, squeezed

_LONG = 80  # characters; such a cell with a full stop is prose
_WIDEST = 1000  # columns that a cell may cover, as in browsers


def _groups(table: HtmlElement) -> list[list[list[HtmlElement]]]:
    """The cells by row and row group in the order in which they are shown; cells without a row make one."""
    groups: list[list[list[HtmlElement]]] = []
    feet: list[list[list[HtmlElement]]] = []
    open_tag = ""
    for child in table:
        if child.tag in ("thead", "tbody", "tfoot"):
            rows = [_own_cells(row) for row in child.iterchildren("tr")]
            (feet if child.tag == "tfoot" else groups).append(rows)
        elif child.tag in ("tr", "td", "th"):
            if open_tag not in ("tr", "td", "th"):
                groups.append([])
            if child.tag == "tr":
                groups[-1].append(_own_cells(child))
            elif open_tag in ("td", "th"):
                groups[-1][-1].append(child)
            else:
                groups[-1].append([child])
        open_tag = child.tag
    return groups + feet


def _own_cells(row: HtmlElement) -> list[HtmlElement]:
    return list(row.iterchildren("td", "th"))


def is_data(table: HtmlElement) -> bool:
    """Whether a table is one: not a frame around tables, a box around prose, or a column of paragraphs."""
    inner = [t for t in table.iter("table") if next(t.iterancestors("table"), None) is table]
    if inner and 2 * sum(map(size, inner)) > size(table):
        return False
    rows = [[t for c in row if (t := squeezed(c.text_content()))] for group in _groups(table) for row in group]
    texts = [t for row in rows for t in row]
    if sum(bool(row) for row in rows) < 2 or max(map(len, rows)) < 2:
        return False
    long = [t for t in texts if len(t) > _LONG and "。" in t]
    return 3 * len(long) < len(texts) or 10 * sum(map(len, long)) < 7 * sum(map(len, texts))


def placed_cells(table: HtmlElement, most: int) -> tuple[list[GridCell], int]:
    """The cells at their places, and how many places the grid has; no more than `most` are filled.

    Spans are those of the HTML standard (4.9.12): a cell starts in the first free column of its row and ends with
    its row group. Where it would cover a cell that reaches down from above, it ends before it.
    """
    cells: list[GridCell] = []
    first = used = 0
    for group in _groups(table):
        busy: dict[int, int] = {}  # columns into which a cell from above reaches, and the row with which it ends
        for r, row in enumerate(group):
            busy = {c: end for c, end in busy.items() if end > r}
            column = 0
            for cell in row:
                while column in busy:
                    column += 1
                wide = min(max(_span(cell, "colspan"), 1), _WIDEST)
                tall = min(_span(cell, "rowspan") or len(group), len(group) - r)
                width = next((n for n in range(1, wide) if column + n in busy), wide)
                busy.update((column + n, r + tall) for n in range(width) if tall > 1)
                written = Written("\n".join(lines(cell)))
                cells.append(GridCell(written, first + r, column, width, tall))
                column += wide
            used += max(column, len(busy))
            if used > most:
                return [], used
        first += len(group)
    last = max((c.column for c in cells), default=0)
    return [replace(c, columns=min(c.columns, last + 1 - c.column)) for c in cells], used


def _span(cell: HtmlElement, name: str) -> int:
    m = regex.match(r"\s*(\d{1,6})", cell.get(name, ""))
    return int(m[1]) if m else 1
