"""Tables flattened by a word processor: a line with a leading tab is a cell, an empty line ends the row.

Cells may hold several lines; only the first has the tab. Merged cells are printed once, so that rows differ
in length; what they cover is found out later (gouji.tables).
"""

from __future__ import annotations

import regex

from gouji.language import rules
from gouji.readers.caption_lines import caption_kind
from gouji.readers.lines import Line, Look, cell
from gouji.readers.plain.table_stretch import WIDEST, Row, Stretch

_ITEM = regex.compile(r"^\s*[(（]?([1-9]\d?)[)）.．、]")
_PROSE_CELL = 30  # a cell longer than this reads like a paragraph


def find_word_table(text: str, lines: list[Line], first: int) -> tuple[Stretch | None, int]:
    """The table that begins with the cell line `first`, and the line after it.

    There is none, only lines to pass over, when the tabs indent paragraphs.
    """
    rows: list[list[list[int]]] = []  # rows of cells; a cell is [start, end, last line]
    i, open_row = first, False
    while i < len(lines):
        line = lines[i]
        if line.look is Look.CELL:
            if not open_row:
                rows.append([])
            rows[-1].append([line.start + 1, line.end, i])
            open_row, i = True, i + 1
        elif line.look is Look.BLANK:
            blanks = _run(lines, i, Look.BLANK)
            after = i + blanks
            if blanks == 1 and (end := _continuation(lines, after, rows)):
                rows[-1][-1][1:] = [lines[end - 1].end, end - 1]
                open_row, i = True, end
            elif after < len(lines) and lines[after].look is Look.CELL and _goes_on(lines[after], blanks, rows):
                open_row, i = False, after
            elif (end := _caption_between(lines, after)) and _only_caption(rows):
                open_row, i = False, end
            else:
                break
        elif line.look is Look.TEXT and open_row and not _is_page_number(line):
            rows[-1][-1][1:] = [line.end, i]
            i += 1
        else:
            break
    return _stretch(text, first, rows), max(c[2] for row in rows for c in row) + 1


def _run(lines: list[Line], i: int, look: Look) -> int:
    n = 0
    while i + n < len(lines) and lines[i + n].look is look:
        n += 1
    return n


def _continuation(lines: list[Line], i: int, rows: list[list[list[int]]]) -> int:
    """The end of the text lines from `i` when they continue the last cell after an empty line, else 0."""
    end = i + _run(lines, i, Look.TEXT)
    if end == i or any(caption_kind(line.text) or _is_page_number(line) for line in lines[i:end]):
        return 0
    if end < len(lines) and lines[end].look is Look.CELL:
        return end
    return end if _next_item(lines, i, rows[-1][-1][2], end) else 0


def _is_page_number(line: Line) -> bool:
    return bool(rules.load("tables_layout")["layout.page_number"].search(line.text))


def _next_item(lines: list[Line], i: int, last: int, end: int) -> bool:
    """Whether line `i` continues the enumeration of the cell that ends with line `last` (1. … then 2. …)."""
    here, before = _ITEM.match(lines[i].text), _ITEM.match(lines[last].text)
    if not here or not before or int(here[1]) != int(before[1]) + 1:
        return False
    return end < len(lines) - 1 and lines[end].look is Look.BLANK and lines[end + 1].look in (Look.CELL, Look.TEXT)


def _goes_on(line: Line, blanks: int, rows: list[list[list[int]]]) -> bool:
    """Whether a cell line after empty lines is the next row: one ends a row, two may, more end the table."""
    return blanks == 1 or _only_caption(rows) or (blanks == 2 and not caption_kind(line.text))


def _only_caption(rows: list[list[list[int]]]) -> bool:
    return all(len(row) == 1 for row in rows)


def _caption_between(lines: list[Line], i: int) -> int:
    """The first cell line after a caption line (（2022年度）) between the title row and the table, else 0."""
    if (
        i >= len(lines)
        or lines[i].look is not Look.TEXT
        or caption_kind(lines[i].text) not in ("year", "unit", "owner")
    ):
        return 0
    j = i + 1
    while j < len(lines) and lines[j].look is Look.BLANK and j < i + 6:
        j += 1
    return j if j < len(lines) and lines[j].look is Look.CELL else 0


def _stretch(text: str, first: int, rows: list[list[list[int]]]) -> Stretch | None:
    grid: list[Row] = [
        tuple(cell(text, start, end, r, c) for c, (start, end, _) in enumerate(row)) for r, row in enumerate(rows)
    ]
    filled = [c for row in grid for c in row if c.text]
    sentences = sum(len(c.text) > _PROSE_CELL or c.text.endswith("。") for c in filled)
    paired = any(sum(bool(c.text) for c in row) > 1 for row in grid)
    if not paired or max(map(len, grid)) > WIDEST or (2 * sentences > len(filled) and _indents(grid)):
        return None
    return Stretch(first, max(c[2] for row in rows for c in row) + 1, tuple(grid))


def _indents(grid: list[Row]) -> bool:
    """Whether no row has a short cell beside another one: paragraphs indented by a tab."""
    return not any(len(row) > 1 and any(0 < len(c.text) < 12 for c in row) for row in grid)
