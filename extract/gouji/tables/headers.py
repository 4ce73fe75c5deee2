"""Finds the header rows of a grid and what each header cell covers, when the file kept no merged cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import regex

from gouji.document import Cell, Span
from gouji.tables.cell_values import is_code, is_number, is_ordinal_row, is_words, label, rule

Row = tuple[Cell, ...]

_BLANKS = regex.compile(r"[ \u3000\u00a0]*")
_DEPTH = 8  # header rows at most
_NOISE = 3  # rows from the top that may be misread header lines
_NARROW = 2  # filled cells that are too few for a header
_LONGEST = 40  # characters of a column's name
_FEWEST = 2  # value columns that a header below data names at least


def filled(row: Row) -> list[Cell]:
    return [c for c in row if label(c.text)]


def labels(cells: Iterable[Cell]) -> list[str]:
    """The label of each cell, empty for one that says nothing."""
    return [label(c.text) for c in cells]


def has_number(row: Row) -> bool:
    return any(is_number(c.text) for c in row)


def parted_by_blanks(text: str, rows: tuple[Row, ...]) -> bool:
    """Whether nothing but blanks parts the cells of a row: where a cell is blank its column is lost."""
    pairs = [pair for row in rows for pair in pairwise(row)]
    return bool(pairs) and all(_BLANKS.fullmatch(text, a.span.end, b.span.start) for a, b in pairs)


def is_data_row(row: Row) -> bool:
    """Whether a row states figures: numbers beside words, numbers alone, or a label that only data have."""
    cells = filled(row)
    if not cells or is_ordinal_row(row):
        return False
    first = next((label(c.text) for c in cells if is_words(c.text)), "")
    return _has_data_label(cells, first) or _has_named_numbers(cells, first)


def _has_data_label(cells: list[Cell], first: str) -> bool:
    """Whether a row begins as only data rows do; `first` are its first words, or empty."""
    if first and is_code(cells[0].text):
        return True
    if rule("tables.row.number").match(first):
        return True
    if len(cells) == 1 and rule("tables.row.total").search(first):
        return True
    return rule("tables.row.nothing").search(label(cells[0].text)) is not None


def _has_named_numbers(cells: list[Cell], first: str) -> bool:
    """Whether numbers stand beside words to their left, or several without any words; `first` are the first words."""
    numbers = [i for i, c in enumerate(cells) if is_number(c.text)]
    if not numbers:
        return False
    if any(is_words(c.text) for c in cells[: numbers[-1]]):
        return True
    return len(numbers) > 1 and not first


def header_depth(rows: list[Row]) -> int:
    """How many rows at the top are header; 0 for a grid that begins with data."""
    for i, row in enumerate(rows[:_DEPTH]):
        if is_data_row(row) and not _noise_above_header(rows, i):
            return i
        if i and _is_lone_mark(row) and _most_filled(rows[:i]) > _NARROW:
            return i
    has_data = any(is_data_row(r) for r in rows)
    return 0 if has_data else min(_DEPTH, len(rows))


def _is_lone_mark(row: Row) -> bool:
    """Whether a row has one filled cell, without Chinese words."""
    return len(filled(row)) == 1 and not is_words_row(row)


def _most_filled(rows: list[Row]) -> int:
    return max(len(filled(r)) for r in rows)


def is_words_row(row: Row) -> bool:
    return any(is_words(c.text) for c in row)


def _noise_above_header(rows: list[Row], i: int) -> bool:
    """Whether row `i`, numbers and all, is a misread header line: the next row is plainly a header."""
    if i >= _NOISE or i + 1 >= len(rows):
        return False
    return is_header_like(rows[i + 1]) and not is_code(rows[i][0].text)


def is_header_like(row: Row) -> bool:
    """Whether a row holds only words, some of them the names of stub or value columns."""
    cells = filled(row)
    if len(cells) <= _NARROW or not all(_may_be_head(c) for c in cells):
        return False
    words = labels(cells)
    names = sum(_names_column(w) for w in words)
    return names > 1 and not rule("tables.row.number").match(words[0])


def _may_be_head(cell: Cell) -> bool:
    return len(cell.text) <= _LONGEST and not is_number(cell.text)


def _names_column(words: str) -> bool:
    return bool(rule("tables.column.stub").search(words) or _names_values(words))


def _names_values(words: str) -> bool:
    return rule("tables.column.head").search(words) is not None


def cut_points(rows: list[Row]) -> list[int]:
    """Rows in which a new header begins below data: a table printed under another in one grid."""
    first_data = next((i for i, row in enumerate(rows) if is_data_row(row)), len(rows))
    return [i for i in range(max(2, first_data + 1), len(rows) - 1) if _is_cut(rows, i)]


def _is_cut(rows: list[Row], i: int) -> bool:
    """Whether row `i` alone is a header, with numbers below it."""
    heads = sum(_names_values(label(c.text)) for c in filled(rows[i])[1:])
    if heads < _FEWEST or not is_header_like(rows[i]) or is_header_like(rows[i - 1]):
        return False
    return has_number(rows[i + 1])


def place_aligned(rows: list[Row]) -> list[Row]:
    """Header rows whose cells stand in their columns: each filled cell is widened over the columns it heads.

    Where the row below has a 小计 or 合计, a group begins: all pieces above the group are one cell, however
    the text was cut. Elsewhere a cell covers the blanks to its right.
    """
    rows = without_ordinals(rows)
    placed: list[Row] = []
    for row, below in zip(rows, (*rows[1:], None), strict=False):
        unmerged = all(c.columns == 1 for c in row)
        placed.append(tuple(_widen(row, below) if below and unmerged else filled(row)))
    return placed


def without_ordinals(rows: list[Row]) -> list[Row]:
    """The rows that hold words: neither blank nor only numbering the columns."""
    return [row for row in rows if filled(row) and not is_ordinal_row(row)]


def _widen(row: Row, below: Row) -> list[Cell]:
    """The cells of a row over the columns that they head in the row below."""
    lower = _Lower(below)
    groups = _pieces(row, lower)
    stops = [*(group[0].column for group in groups[1:]), lower.width]
    widened = []
    for group, stop in zip(groups, stops, strict=False):
        first, last = _reach(group, lower, stop)
        if _heads_stub(group, below):
            last = _within_stub(below, group[-1].column, last)
        widened.append(_joined(group, first, last))
    return widened


def _heads_stub(group: list[Cell], below: Row) -> bool:
    """Whether pieces of a header head stub columns: their words say so, and those below them do not say otherwise."""
    stub = rule("tables.column.stub")
    first = label(below[group[0].column].text) if group[0].column < len(below) else ""
    return bool(stub.search("".join(labels(group)))) and (not first or bool(stub.search(first)))


class _Lower:
    """The row below a header row: where its groups begin, and which of its columns have words."""

    def __init__(self, row: Row) -> None:
        self.width = len(row)
        self.named = {c.column for c in row if label(c.text)}
        self.group_heads = [c.column for c in row if rule("tables.column.group_head").search(label(c.text))]

    def group_of(self, column: int) -> int | None:
        """The column in which the last group up to `column` begins."""
        return max((h for h in self.group_heads if h <= column), default=None)

    def unbroken(self, first: int, last: int) -> bool:
        """Whether all columns from `first` to `last` have words."""
        return all(c in self.named for c in range(first, last + 1))

    def last_named(self, column: int, stop: int) -> int:
        """The last column of those that have words from `column` on, before `stop`."""
        while column + 1 < stop and column + 1 in self.named:
            column += 1
        return column


def _pieces(row: Row, lower: _Lower) -> list[list[Cell]]:
    """The cells with words; those above one group of the row below are pieces of one cell."""
    groups: list[list[Cell]] = []
    for cell in row:
        if not is_words(cell.text):
            continue
        if groups and _is_same(groups[-1][-1], cell, lower):
            groups[-1].append(cell)
        else:
            groups.append([cell])
    return groups


def _is_same(before: Cell, cell: Cell, lower: _Lower) -> bool:
    """Whether two cells stand above one unbroken group of the row below."""
    start = lower.group_of(cell.column)
    if start is None or start > before.column:
        return False
    return lower.unbroken(start, cell.column)


def _within_stub(below: Row, right: int, last: int) -> int:
    """A header over stub columns (功能分类科目) ends where value columns begin."""
    while last > right and not rule("tables.column.stub").search(label(below[last].text)):
        last -= 1
    return last


def _reach(group: list[Cell], lower: _Lower, stop: int) -> tuple[int, int]:
    """The first and last column that a group of header pieces covers."""
    left, right = group[0].column, group[-1].column
    start = lower.group_of(left)
    if start is not None and lower.unbroken(start, right):
        end = _next_group(lower, right, lower.width)
        return start, max(lower.last_named(start, end), right)
    if left not in lower.named:
        return left, right
    return left, lower.last_named(right, _next_group(lower, right, stop))


def _next_group(lower: _Lower, column: int, stop: int) -> int:
    """Where the first group beyond `column` begins; `stop` where none does before it."""
    return min([stop, *(h for h in lower.group_heads if h > column)])


def _joined(group: list[Cell], first: int, last: int) -> Cell:
    """One header cell for the pieces of a group. Its text is the slice that the pieces span."""
    head = group[0]
    if len(group) == 1:
        return replace(head, column=first, columns=last - first + 1, header=True)
    text = "\t".join(c.text for c in group)
    return Cell(Span(head.span.start, group[-1].span.end), text, head.row, first, last - first + 1, True)
