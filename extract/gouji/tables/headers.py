"""Finds the header rows of a grid and what each header cell covers, when the file kept no merged cells."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import regex

from gouji.document import Cell, Span
from gouji.tables.cell_values import is_code, is_number, is_ordinal_row, is_words, label, rule

Row = tuple[Cell, ...]

_BLANKS = regex.compile(r"[ \u3000\u00a0]*")
_DEPTH = 8  # header rows at most


def filled(row: Row) -> list[Cell]:
    return [c for c in row if label(c.text)]


def parted_by_blanks(text: str, rows: tuple[Row, ...]) -> bool:
    """Whether nothing but blanks parts the cells of a row: where a cell is blank its column is lost."""
    pairs = [(a, b) for row in rows for a, b in pairwise(row)]
    return bool(pairs) and all(_BLANKS.fullmatch(text, a.span.end, b.span.start) for a, b in pairs)


def is_data_row(row: Row) -> bool:
    """Whether a row states figures: numbers beside words, numbers alone, or a label that only data have."""
    cells = filled(row)
    if not cells or is_ordinal_row(row):
        return False
    first = next((label(c.text) for c in cells if is_words(c.text)), "")
    if is_code(cells[0].text) and first:
        return True
    if rule("tables.row.number").match(first) or (len(cells) == 1 and rule("tables.row.total").search(first)):
        return True
    if rule("tables.row.nothing").search(label(cells[0].text)):
        return True
    numbers = [i for i, c in enumerate(cells) if is_number(c.text)]
    if not numbers:
        return False
    named = any(is_words(c.text) for c in cells[: numbers[-1]])
    return named or (len(numbers) > 1 and not first)


def header_depth(rows: list[Row]) -> int:
    """How many rows at the top are header; 0 for a grid that begins with data."""
    for i, row in enumerate(rows[:_DEPTH]):
        if is_data_row(row) and not _noise_above_header(rows, i):
            return i
        if i and len(filled(row)) == 1 and max(len(filled(r)) for r in rows[:i]) > 2 and not is_words_row(row):
            return i
    return min(_DEPTH, len(rows)) if not any(is_data_row(r) for r in rows) else 0


def is_words_row(row: Row) -> bool:
    return any(is_words(c.text) for c in row)


def _noise_above_header(rows: list[Row], i: int) -> bool:
    """Whether row `i`, numbers and all, is a misread header line: the next row is plainly a header."""
    return i + 1 < len(rows) and i < 3 and is_header_like(rows[i + 1]) and not is_code(rows[i][0].text)


def is_header_like(row: Row) -> bool:
    """Whether a row holds only words, some of them the names of stub or value columns."""
    cells = filled(row)
    if len(cells) < 3 or any(is_number(c.text) or len(c.text) > 40 for c in cells):
        return False
    words = [label(c.text) for c in cells]
    names = sum(bool(rule("tables.column.stub").search(w) or rule("tables.column.head").search(w)) for w in words)
    return names > 1 and not rule("tables.row.number").match(words[0])


def cut_points(rows: list[Row]) -> list[int]:
    """Rows in which a new header begins below data: a table printed under another in one grid."""
    cuts = []
    first_data = next((i for i, row in enumerate(rows) if is_data_row(row)), len(rows))
    for i in range(2, len(rows) - 1):
        heads = [c for c in filled(rows[i])[1:] if rule("tables.column.head").search(label(c.text))]
        if len(heads) < 2 or not is_header_like(rows[i]) or is_header_like(rows[i - 1]):
            continue
        if first_data < i and any(is_number(c.text) for c in rows[i + 1]):
            cuts.append(i)
    return cuts


def place_aligned(rows: list[Row]) -> list[Row]:
    """Header rows whose cells stand in their columns: each filled cell is widened over the columns it heads.

    Where the row below has a 小计 or 合计, a group begins: all pieces above the group are one cell, however
    the text was cut. Elsewhere a cell covers the blanks to its right.
    """
    rows = [row for row in rows if filled(row) and not is_ordinal_row(row)]
    placed: list[Row] = []
    for i, row in enumerate(rows):
        below = rows[i + 1] if i + 1 < len(rows) else None
        placed.append(tuple(_widen(row, below)) if below and all(c.columns == 1 for c in row) else tuple(filled(row)))
    return placed


def _widen(row: Row, below: Row) -> list[Cell]:
    width = len(below)
    heads = [c.column for c in below if rule("tables.column.group_head").search(label(c.text))]
    named = {c.column for c in below if label(c.text)}
    groups: list[list[Cell]] = []
    for cell in (c for c in row if is_words(c.text)):
        start = max((h for h in heads if h <= cell.column), default=-1)
        same = bool(groups) and start >= 0 and start <= groups[-1][-1].column
        if same and cell.column in named and _unbroken(start, cell.column, named):
            groups[-1].append(cell)
        else:
            groups.append([cell])
    out = []
    for i, group in enumerate(groups):
        stop = groups[i + 1][0].column if i + 1 < len(groups) else width
        first, last = _reach(group, heads, named, stop, width)
        if rule("tables.column.stub").search("".join(label(c.text) for c in group)):
            last = _within_stub(below, group[-1].column, last)
        out.append(_joined(group, first, last))
    return out


def _within_stub(below: Row, right: int, last: int) -> int:
    """A header over stub columns (功能分类科目) ends where value columns begin."""
    while last > right and not rule("tables.column.stub").search(label(below[last].text)):
        last -= 1
    return last


def _unbroken(start: int, column: int, named: set[int]) -> bool:
    return all(c in named for c in range(start, column + 1))


def _reach(group: list[Cell], heads: list[int], named: set[int], stop: int, width: int) -> tuple[int, int]:
    """The first and last column that a group of header pieces covers."""
    left, right = group[0].column, group[-1].column
    start = max((h for h in heads if h <= left), default=-1)
    if start >= 0 and _unbroken(start, right, named):
        end = min([h for h in heads if h > right] + [width])
        last = start
        while last + 1 < end and last + 1 in named:
            last += 1
        return start, max(last, right)
    if left not in named:
        return left, right
    last = right
    while last + 1 < stop and last + 1 in named and last + 1 not in heads:
        last += 1
    return left, last


def _joined(group: list[Cell], first: int, last: int) -> Cell:
    """One header cell for the pieces of a group. Its text is the slice that the pieces span."""
    head = group[0]
    if len(group) == 1:
        return replace(head, column=first, columns=last - first + 1, header=True)
    text = "\t".join(c.text for c in group)
    return Cell(Span(head.span.start, group[-1].span.end), text, head.row, first, last - first + 1, True)
