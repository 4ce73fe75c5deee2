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

_CUT_BEFORE = regex.compile(r"[-−]?\d[\d, ]*[.,]\s*")
_CUT_AFTER = regex.compile(r"\s*(\d{1,3})(?=\s|$)")
_PAGE = regex.compile(r"\d{1,3}")
_NUMBER = regex.compile(r"\d")
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
    pages = []
    for line in run:
        *head, tail = line.bare.split("\t")
        if not head or not _PAGE.fullmatch(tail.strip()) or _has_number("".join(head)):
            return False
        pages.append(int(tail))
    return pages == sorted(pages) and (len(pages) > 2 or "、" in run[0].text)


def _has_number(text: str) -> bool:
    """Whether a decimal or grouped number stands in the text."""
    return bool(regex.search(r"\d[.,]\d", text))


def _is_grid(run: list[Line]) -> bool:
    """Whether tabbed lines can be a table: more than one row, or one row with several short pieces."""
    pieces = [[p for p in line.text.split("\t") if p.strip()] for line in run]
    if max(map(len, pieces)) < 2 or max(line.text.count("\t") for line in run) > WIDEST:
        return False
    if len(run) == 1:
        return len(pieces[0]) > 2 and bool(_NUMBER.search(run[0].text)) and max(map(len, pieces[0])) < 60
    return sum(len(p) > 1 for p in pieces) > 1 or bool(_NUMBER.search(run[-1].text))


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
