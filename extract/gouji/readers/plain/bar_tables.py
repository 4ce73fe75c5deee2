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
    start = first
    while start < last and _above(lines[start].text.replace("|", "").strip()):
        start += 1  # 单位：万元 | |
    cells = [_pieces(text, line, n) for n, line in enumerate(lines[start:last])]
    if sum(len(row) > 1 for row in cells) >= _FEWEST:
        rows = tuple(tuple(row) for row in fill(cells)) if max(map(len, cells)) <= WIDEST else ()
    else:
        rows = _by_columns([c for row in cells for c in row])
    return (Stretch(first, last, rows) if rows else None), last


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
    rows = []
    for n, start in enumerate(range(0, len(cells), heads)):
        label, *figures = row = cells[start : start + heads]
        if n and (
            not label.text or parse_number(label.text) or any(c.text and not parse_number(c.text) for c in figures)
        ):
            return ()
        rows.append(tuple(Cell(c.span, c.text, n, column) for column, c in enumerate(row)))
    return tuple(rows)
