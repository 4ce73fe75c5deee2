"""Rows whose cells are parted by tabs, as PDF converters print them.

The position of a tab is the only trace of a column, so blank cells count. A number may be cut by a tab
(`1, 189.\\t87 支出总计` is the number 1189.87 and the next cell's label).
"""

from __future__ import annotations

import regex

from gouji.document import Cell
from gouji.readers.lines import Line, Look, cell
from gouji.readers.plain.short_rows import fill
from gouji.readers.plain.table_stretch import WIDEST, Row, Stretch

_CUT_BEFORE = regex.compile(r"[-−]?\d[\d, ]*+(?:\.|(?<=, *))\s*+")
_CUT_AFTER = regex.compile(r"\s*(\d{1,3})(?=\s|$)")
_PAGE = regex.compile(r"\d{1,3}")
_NUMBER = regex.compile(r"\d")
_LONG = 60  # characters; a single row with a longer piece is prose
_TABLE_LOOKS = (Look.TABBED, Look.CELL)


def find_tabbed_table(text: str, lines: list[Line], first: int) -> tuple[Stretch | None, int]:
    """The table that begins with line `first`, if it is one, and the line after the run of tabbed lines."""
    last = first
    while last < len(lines) and lines[last].look in _TABLE_LOOKS:
        last += 1
    run = [line for line in lines[first:last] if line.bare]
    if not run or is_contents(run) or not _is_grid(run):
        return None, last
    rows = [_pieces(text, line, r) for r, line in enumerate(lines[first:last])]
    return Stretch(first, last, tuple(_mend(text, row) for row in fill(rows))), last


def is_contents(run: list[Line]) -> bool:
    """Whether tabbed lines are a table of contents: each ends with a page number, and these never fall."""
    pages: list[int] = []
    for line in run:
        *head, tail = line.bare.split("\t")
        is_entry = head and _PAGE.fullmatch(tail.strip())
        if not is_entry or _has_number("".join(head)):
            return False
        pages.append(int(tail))
    if pages != sorted(pages):
        return False
    return len(pages) > 2 or "、" in run[0].text


def _has_number(text: str) -> bool:
    """Whether a decimal or grouped number stands in the text."""
    return bool(regex.search(r"\d[.,]\d", text))


def _is_grid(run: list[Line]) -> bool:
    """Whether tabbed lines can be a table: more than one row, or one row with several short pieces."""
    rows = [_filled(line) for line in run]
    most_tabs = max(line.text.count("\t") for line in run)
    if max(map(len, rows)) < 2 or most_tabs > WIDEST:
        return False
    ends_in_number = bool(_NUMBER.search(run[-1].text))
    if len(run) == 1:
        return len(rows[0]) > 2 and ends_in_number and max(map(len, rows[0])) < _LONG
    several = sum(len(row) > 1 for row in rows)
    return several > 1 or ends_in_number


def _filled(line: Line) -> list[str]:
    """The pieces of a line that are not blank."""
    return [piece for piece in line.text.split("\t") if piece.strip()]


def _pieces(text: str, line: Line, row: int) -> list[Cell]:
    cells, start = [], line.start
    for column, piece in enumerate(line.text.split("\t")):
        cells.append(cell(text, start, start + len(piece), row, column))
        start += len(piece) + 1
    return cells


def _mend(text: str, row: list[Cell]) -> Row:
    """Put numbers cut by a tab together; what follows the number stays in the right-hand cell."""
    cells = list(row)
    for i in range(len(cells) - 1):
        left, right = cells[i], cells[i + 1]
        cut = _CUT_AFTER.match(right.text)
        if not cut or not _CUT_BEFORE.fullmatch(left.text):
            continue
        end = right.span.start + cut.end()
        cells[i] = cell(text, left.span.start, end, left.row, left.column)
        cells[i + 1] = cell(text, end, right.span.end, right.row, right.column)
    return tuple(cells)
