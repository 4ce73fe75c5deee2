"""Rows that the end of a page cut in two: the second half is the first row of the next page's grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import isnan

import regex

from gouji.document import Cell, Document, Span, Table
from gouji.places import NO_BOX
from gouji.tables.cell_values import figure, is_code, is_number, is_words, label, rule
from gouji.tables.headers import Row, header_depth

_SLACK = 1.0  # points
_FEWEST = 2  # other figures that tell how many decimals a column has
_FRAGMENT = regex.compile(r"[-−△(（]?[\d.,，]*\d[\d.,，]*[%)）]?")
# a number that cannot be whole: it ends at its point or in a group of digits that is too short
_BROKEN = regex.compile(r"[-−△(（]?\d[\d,，]*(?:\.|[,，]\d{0,2})")
_BEGINS = regex.compile(r"[.,，]\d")


def mended(document: Document, head: Table, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """All rows of `head` and its continuation, a row that the end of the page cut in two made whole.

    The second half goes on with cells of the first: words where the line above them had no room for more or the row
    lacks the code that rows have, numbers that are none without it. A row of words alone is such a half only in a
    table whose rows all have figures.
    """
    above = head.rows[header_depth(list(head.rows)) :]
    rest = [c for c in rows[0] if c.text] if rows else []
    if not (head.placed and above and rest):
        return head.rows + rows
    last = {c.column: c for c in above[-1] if c.text}
    if any(c.column not in last for c in rest):
        return head.rows + rows
    figures = [c for c in rest if _FRAGMENT.fullmatch("".join(c.text.split()))]
    words = [c for c in rest if c not in figures]
    others = (*above[:-1], *rows[1:-1])  # the next page's end may cut its last row
    if not all(_is_cut(last[c.column].text, c.text, _decimals(others, c.column)) for c in figures):
        return head.rows + rows
    column = (*above, *rows)
    uncoded = _lacks_code(above, last, rest)
    if not all(is_words(last[c.column].text) and _may_go_on(c) for c in words):
        return head.rows + rows
    if not uncoded and not all(_filled(document, column, last[c.column], c) for c in words):
        return head.rows + rows
    if not figures and not all(any(is_number(c.text) for c in row) for row in above):
        return head.rows + rows
    whole = {c.column: replace(last[c.column], text=last[c.column].text + c.text) for c in rest}
    return (*head.rows[:-1], tuple(whole.get(c.column, c) for c in above[-1]), *rows[1:])


def _is_cut(first: str, second: str, decimals: int) -> bool:
    """Whether two pieces are one number, and the first alone is none or lacks decimals that its column has."""
    first, second = "".join(first.split()), "".join(second.split())
    whole = figure(first + second, None)
    if whole is None or not _FRAGMENT.fullmatch(first):
        return False
    if _BROKEN.fullmatch(first) or _BEGINS.match(second):
        return True
    alone = figure(first, None)
    return alone is not None and alone.decimals < decimals == whole.decimals


def _decimals(rows: Sequence[Row], column: int) -> int:
    """The decimals that all figures of a column have; 0 where they differ or are too few to tell."""
    inside = (c for row in rows for c in row if c.column == column)
    counted = Counter(f.decimals for c in inside if (f := figure(c.text, None)))
    return next(iter(counted)) if len(counted) == 1 and counted.total() >= _FEWEST else 0


def _lacks_code(above: Sequence[Row], last: dict[int, Cell], rest: Sequence[Cell]) -> bool:
    """Whether a row has no code in a column of codes: it is none of its own."""
    said = {c.column for c in rest}
    for column, cell in last.items():
        if column not in said and is_code(cell.text):
            return sum(is_code(c.text) for row in above for c in row if c.column == column) >= _FEWEST
    return False


def _may_go_on(cell: Cell) -> bool:
    return not is_number(cell.text) and not rule("tables.row.number").match(label(cell.text))


def _filled(document: Document, rows: Sequence[Row], first: Cell, second: Cell) -> bool:
    """Whether words filled their last line, so that more had to go on below."""
    lines = _lines(document, first)
    begun = _lines(document, _first_word(second))
    if not lines or not begun:
        return True  # no boxes: the format does not tell
    column = (c for row in rows for c in row if (c.column, c.columns) == (first.column, first.columns))
    widest = max(right - left for c in column for left, right in _lines(document, c))
    return sum(right - left for left, right in (lines[-1], begun[0])) > widest + _SLACK


def _first_word(cell: Cell) -> Cell:
    """The part of a cell that no line break parts: one ideograph, or the letters and digits before the next."""
    end = next((i for i, char in enumerate(cell.text) if not char.isascii()), len(cell.text)) or 1
    return replace(cell, span=Span(cell.span.start, cell.span.start + end))


def _lines(document: Document, cell: Cell) -> list[tuple[float, float]]:
    """Left and right edge of each printed line of a cell; none where the format has no boxes."""
    boxes = document.places.boxes
    lines: list[tuple[float, float]] = []
    for i in range(cell.span.start, cell.span.end):
        left, _, right, _ = boxes[4 * i : 4 * i + 4] or NO_BOX
        if isnan(left):
            continue
        if lines and left >= lines[-1][1] - _SLACK:
            lines[-1] = (lines[-1][0], right)
        else:
            lines.append((left, right))
    return lines
