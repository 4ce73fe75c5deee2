"""Tables flattened by a word processor: a line with a leading tab is a cell, an empty line ends the row.

Cells may hold several lines; only the first has the tab. Merged cells are printed once, so that rows differ
in length; what they cover is found out later (gouji.tables).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from gouji.language import rules
from gouji.readers.caption_lines import caption_kind
from gouji.readers.lines import Line, Look, cell
from gouji.readers.plain.table_stretch import WIDEST, Row, Stretch

_ITEM = regex.compile(r"^\s*[(（]?([1-9]\d?)[)）.．、]")
_PROSE_CELL = 30  # a cell longer than this reads like a paragraph
_SHORT_CELL = 12  # characters; a paragraph is longer
_GAP = 5  # blank lines between a caption and the cells below it


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's place in the text, and the last line that it reaches into."""

    start: int
    end: int
    last: int


def find_word_table(text: str, lines: list[Line], first: int) -> tuple[Stretch | None, int]:
    """The table that begins with the cell line `first`, and the line after it.

    There is none, only lines to pass over, when the tabs indent paragraphs.
    """
    rows = _rows(lines, first)
    after = max(c.last for row in rows for c in row) + 1
    return _stretch(text, first, after, rows), after


def _rows(lines: list[Line], first: int) -> list[list[_Cell]]:
    """The rows of cells from the cell line `first` on, as far as the table goes."""
    rows: list[list[_Cell]] = []
    open_row = False
    i = first
    while i < len(lines):
        line = lines[i]
        if line.look is Look.CELL:
            if not open_row:
                rows.append([])
            rows[-1].append(_Cell(line.start + 1, line.end, i))
            open_row = True
            i += 1
        elif line.look is Look.BLANK:
            after, open_row = _after_blanks(lines, i, rows)
            if not after:
                break
            i = after
        elif line.look is Look.TEXT and open_row and not _is_page_number(line):
            _lengthen(rows, line, i)
            i += 1
        else:
            break
    return rows


def _after_blanks(lines: list[Line], i: int, rows: list[list[_Cell]]) -> tuple[int, bool]:
    """The line with which the table goes on behind the empty lines from `i` on, and whether its last row does.

    The line is 0 where the table ends.
    """
    blanks = _run(lines, i, Look.BLANK)
    after = i + blanks
    end = _continuation(lines, after, rows) if blanks == 1 else 0
    if end:
        _lengthen(rows, lines[end - 1], end - 1)
        return end, True
    if _is_cell(lines, after) and _goes_on(lines[after], blanks, rows):
        return after, False
    if _only_caption(rows):
        return _caption_between(lines, after), False
    return 0, False


def _lengthen(rows: list[list[_Cell]], line: Line, index: int) -> None:
    """Lets the last cell reach to the end of a line."""
    rows[-1][-1] = replace(rows[-1][-1], end=line.end, last=index)


def _is_cell(lines: list[Line], i: int) -> bool:
    return i < len(lines) and lines[i].look is Look.CELL


def _run(lines: list[Line], i: int, look: Look) -> int:
    n = 0
    while i + n < len(lines) and lines[i + n].look is look:
        n += 1
    return n


def _continuation(lines: list[Line], i: int, rows: list[list[_Cell]]) -> int:
    """The end of the text lines from `i` when they continue the last cell after an empty line, else 0."""
    end = i + _run(lines, i, Look.TEXT)
    if end == i or any(_is_apart(line) for line in lines[i:end]):
        return 0
    if _is_cell(lines, end):
        return end
    return end if _next_item(lines, i, rows[-1][-1].last, end) else 0


def _is_apart(line: Line) -> bool:
    """Whether a line belongs to no cell: it is a caption or a page number."""
    return bool(caption_kind(line.text)) or _is_page_number(line)


def _is_page_number(line: Line) -> bool:
    return bool(rules.load("tables_layout")["layout.page_number"].search(line.text))


def _next_item(lines: list[Line], i: int, last: int, end: int) -> bool:
    """Whether line `i` continues the enumeration of the cell that ends with line `last` (1. … then 2. …)."""
    here, before = _ITEM.match(lines[i].text), _ITEM.match(lines[last].text)
    if not here or not before or int(here[1]) != int(before[1]) + 1:
        return False
    if end >= len(lines) - 1 or lines[end].look is not Look.BLANK:
        return False
    return lines[end + 1].look in (Look.CELL, Look.TEXT)


def _goes_on(line: Line, blanks: int, rows: list[list[_Cell]]) -> bool:
    """Whether a cell line after empty lines is the next row: one ends a row, two may, more end the table."""
    if blanks == 1 or _only_caption(rows):
        return True
    return blanks == 2 and not caption_kind(line.text)


def _only_caption(rows: list[list[_Cell]]) -> bool:
    return all(len(row) == 1 for row in rows)


def _caption_between(lines: list[Line], i: int) -> int:
    """The first cell line after a caption line (（2022年度）) between the title row and the table, else 0."""
    if i >= len(lines) or lines[i].look is not Look.TEXT:
        return 0
    if caption_kind(lines[i].text) not in ("year", "unit", "owner"):
        return 0
    blanks = min(_run(lines, i + 1, Look.BLANK), _GAP)
    after = i + 1 + blanks
    return after if _is_cell(lines, after) else 0


def _stretch(text: str, first: int, last: int, rows: list[list[_Cell]]) -> Stretch | None:
    """The rows as a table; None where they are paragraphs with a tab before them, or too wide."""
    grid: list[Row] = []
    for r, row in enumerate(rows):
        grid.append(tuple(cell(text, c.start, c.end, r, column) for column, c in enumerate(row)))
    if not any(map(_is_paired, grid)) or max(map(len, grid)) > WIDEST:
        return None
    if _mostly_sentences(grid) and not any(map(_has_short_cell, grid)):
        return None
    return Stretch(first, last, tuple(grid))


def _is_paired(row: Row) -> bool:
    """Whether two cells of a row hold text."""
    return sum(bool(c.text) for c in row) > 1


def _mostly_sentences(grid: list[Row]) -> bool:
    filled = [c for row in grid for c in row if c.text]
    sentences = sum(len(c.text) > _PROSE_CELL or c.text.endswith("。") for c in filled)
    return 2 * sentences > len(filled)


def _has_short_cell(row: Row) -> bool:
    """Whether a row has a short cell beside another one: paragraphs indented by a tab have none."""
    return len(row) > 1 and any(0 < len(c.text) < _SHORT_CELL for c in row)
