"""Rows that the end of a page cut in two: the second half is the first row of the next page's grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import isnan

import regex

from gouji.document import Cell, Document, Span, Table
from gouji.places import NO_BOX
from gouji.tables.cell_values import figure, is_code, is_number, is_words, label, rule
from gouji.tables.headers import Row, has_number, header_depth

_SLACK = 1.0  # points
_FEWEST = 2  # other figures that tell how many decimals a column has
_FRAGMENT = regex.compile(r"[-−△(（]?(?=[.,，]*\d)[\d.,，]++[%)）]?")
# a number that cannot be whole: it ends at its point or in a group of digits that is too short
_BROKEN = regex.compile(r"[-−△(（]?\d[\d,，]*(?:\.|[,，]\d{0,2})")
_BEGINS = regex.compile(r"[.,，]\d")


def mended(document: Document, head: Table, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """All rows of `head` and its continuation, a row that the end of the page cut in two made whole.

    The second half goes on with cells of the first: words where the line above them had no room for more or the row
    lacks the code that rows have, numbers that are none without it. A row of words alone is such a half only in a
    table whose rows all have figures.
    """
    cut = _cut_row(head, rows)
    if cut is None or not _is_one_row(document, cut):
        return head.rows + rows
    whole = {c.column: _continued(cut.first[c.column], c) for c in cut.second}
    mended_row = tuple(whole.get(c.column, c) for c in cut.above[-1])
    return (*head.rows[:-1], mended_row, *rows[1:])


@dataclass(frozen=True, slots=True)
class _CutRow:
    """The last row above the end of a page and the first row below it, which may be its second half."""

    above: tuple[Row, ...]  # the data rows of the first page
    below: tuple[Row, ...]  # the rows of the next page
    first: dict[int, Cell]  # the filled cells of the last row above, by column
    second: list[Cell]  # the filled cells of the first row below


def _cut_row(head: Table, rows: tuple[Row, ...]) -> _CutRow | None:
    """The two rows at the end of the page; None where the lower one has a cell that the upper one lacks."""
    if not head.placed or not rows:
        return None
    above = head.rows[header_depth(list(head.rows)) :]
    second = [c for c in rows[0] if c.text]
    if not above or not second:
        return None
    first = _filled_by_column(above[-1])
    if any(c.column not in first for c in second):
        return None
    return _CutRow(above, rows, first, second)


def _filled_by_column(row: Row) -> dict[int, Cell]:
    return {c.column: c for c in row if c.text}


def _is_one_row(document: Document, cut: _CutRow) -> bool:
    """Whether each cell below the end of the page goes on with the cell above it."""
    figures = [c for c in cut.second if _FRAGMENT.fullmatch(_unspaced(c.text))]
    words = [c for c in cut.second if c not in figures]
    return (
        _figures_go_on(cut, figures)
        and _words_go_on(document, cut, words)
        and (bool(figures) or _all_have_figures(cut.above))
    )


def _figures_go_on(cut: _CutRow, figures: list[Cell]) -> bool:
    others = (*cut.above[:-1], *cut.below[1:-1])  # the next page's end may cut its last row
    return all(_is_cut(cut.first[c.column].text, c.text, _decimals(others, c.column)) for c in figures)


def _words_go_on(document: Document, cut: _CutRow, words: list[Cell]) -> bool:
    if not all(is_words(cut.first[c.column].text) and _may_go_on(c) for c in words):
        return False
    if _lacks_code(cut.above, cut.first, cut.second):
        return True
    column = (*cut.above, *cut.below)
    return all(_filled(document, column, cut.first[c.column], c) for c in words)


def _all_have_figures(rows: Sequence[Row]) -> bool:
    return all(map(has_number, rows))


def _continued(first: Cell, second: Cell) -> Cell:
    return replace(first, text=first.text + second.text)


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _is_cut(first: str, second: str, decimals: int) -> bool:
    """Whether two pieces are one number, and the first alone is none or lacks decimals that its column has."""
    first, second = _unspaced(first), _unspaced(second)
    whole = figure(first + second, None)
    if whole is None or not _FRAGMENT.fullmatch(first):
        return False
    if _BROKEN.fullmatch(first) or _BEGINS.match(second):
        return True
    alone = figure(first, None)
    return alone is not None and alone.decimals < decimals == whole.decimals


def _decimals(rows: Sequence[Row], column: int) -> int:
    """The decimals that all figures of a column have; 0 where they differ or are too few to tell."""
    figures = [figure(c.text, None) for c in _of_column(rows, column)]
    counted = Counter(f.decimals for f in figures if f)
    if len(counted) != 1 or counted.total() < _FEWEST:
        return 0
    return next(iter(counted))


def _of_column(rows: Sequence[Row], column: int) -> list[Cell]:
    """The cells that begin in a column."""
    return [c for c in chain.from_iterable(rows) if c.column == column]


def _lacks_code(above: Sequence[Row], last: dict[int, Cell], rest: Sequence[Cell]) -> bool:
    """Whether a row has no code in a column of codes: it is none of its own."""
    said = {c.column for c in rest}
    for column, cell in last.items():
        if column not in said and is_code(cell.text):
            return sum(is_code(c.text) for c in _of_column(above, column)) >= _FEWEST
    return False


def _may_go_on(cell: Cell) -> bool:
    return not is_number(cell.text) and not rule("tables.row.number").match(label(cell.text))


def _filled(document: Document, rows: Sequence[Row], first: Cell, second: Cell) -> bool:
    """Whether words filled their last line, so that more had to go on below."""
    lines = _lines(document, first)
    begun = _lines(document, _first_word(second))
    if not lines or not begun:
        return True  # no boxes: the format does not tell
    column = [c for c in _of_column(rows, first.column) if c.columns == first.columns]
    widest = max(_width(line) for c in column for line in _lines(document, c))
    return _width(lines[-1]) + _width(begun[0]) > widest + _SLACK


def _width(line: tuple[float, float]) -> float:
    left, right = line
    return right - left


def _first_word(cell: Cell) -> Cell:
    """The part of a cell that no line break parts: one ideograph, or the letters and digits before the next."""
    ideographs = (i for i, char in enumerate(cell.text) if not char.isascii())
    end = next(ideographs, len(cell.text)) or 1
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
