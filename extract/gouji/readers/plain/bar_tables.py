"""Tables copied from web pages: cells closed by bars, a row or a single cell to the line."""

from __future__ import annotations

from gouji.document import Cell
from gouji.language.quantities import parse_number
from gouji.readers.caption_lines import caption_kind
from gouji.readers.lines import Line, Look, cell
from gouji.readers.plain.short_rows import fill
from gouji.readers.plain.table_stretch import WIDEST, Row, Stretch

_LOOKS = (Look.BARRED, Look.PIPED)
_FEWEST = 2  # rows


def find_barred_table(text: str, lines: list[Line], first: int) -> tuple[Stretch | None, int]:
    """The table that begins with line `first`, if it is one, and the line after the run of barred lines."""
    last = first
    while last < len(lines) and lines[last].look in _LOOKS:
        last += 1
    start = _first_row(lines, first, last)
    cells = [_pieces(text, line, n) for n, line in enumerate(lines[start:last])]
    rows = _rows(cells)
    return (Stretch(first, last, rows) if rows else None), last


def _first_row(lines: list[Line], first: int, last: int) -> int:
    """The line after the blank lines and captions (单位：万元 | |) with which a run of barred lines begins."""
    start = first
    while start < last and _above(lines[start].text.replace("|", "").strip()):
        start += 1
    return start


def _rows(cells: list[list[Cell]]) -> tuple[Row, ...]:
    """The rows of a table whose lines hold a row or a single cell each; () if they make no table."""
    whole_rows = sum(len(row) > 1 for row in cells)
    if whole_rows < _FEWEST:
        return _by_columns([c for row in cells for c in row])
    if max(map(len, cells)) > WIDEST:
        return ()
    return tuple(tuple(row) for row in fill(cells))


def _above(bare: str) -> bool:
    """Whether a line without its bars is blank or a caption."""
    return not bare or bool(caption_kind(bare))


def _pieces(text: str, line: Line, row: int) -> list[Cell]:
    """The cells of a line; a bar at its end closes the last one."""
    start, found = line.start, []
    pieces = line.text.rstrip().removesuffix("|").split("|")
    for column, piece in enumerate(pieces):
        found.append(cell(text, start, start + len(piece), row, column))
        start += len(piece) + 1
    return found


def _by_columns(cells: list[Cell]) -> tuple[Row, ...]:
    """Cells one to a line as rows: as many columns as heads stand before the first row's label and number."""
    heads = next((n - 1 for n, c in enumerate(cells) if parse_number(c.text)), 0)
    if heads < 2 or len(cells) < (_FEWEST + 1) * heads:
        return ()
    rows: list[Row] = []
    for n, start in enumerate(range(0, len(cells), heads)):
        row = cells[start : start + heads]
        if n and not _is_labelled(row):
            return ()
        rows.append(tuple(Cell(c.span, c.text, n, column) for column, c in enumerate(row)))
    return tuple(rows)


def _is_labelled(row: list[Cell]) -> bool:
    """Whether a row is a label and then only numbers or blanks."""
    label, *figures = row
    if not label.text or parse_number(label.text):
        return False
    return all(not c.text or parse_number(c.text) for c in figures)
