"""Markdown tables: rows of cells between vertical bars, with a rule of dashes under the header."""

from __future__ import annotations

from itertools import pairwise

import regex

from gouji.document import Cell
from gouji.readers.lines import Line, Look, cell
from gouji.readers.plain.table_stretch import Row, Stretch

_RULE = regex.compile(r"\s*+\|?(?:\s*+:?-++:?\s*+\|)++\s*+:?-*+:?\s*+")
_BAR = regex.compile(r"(?<!\\)\|")


def find_piped_table(text: str, lines: list[Line], first: int) -> tuple[Stretch | None, int]:
    """The table that begins with line `first`, if it has two rows, and the line after it."""
    last = first
    while last < len(lines) and lines[last].look is Look.PIPED:
        last += 1
    rows: list[Row] = []
    for line in lines[first:last]:
        if not _RULE.fullmatch(line.text):
            rows.append(_row(text, line, len(rows)))
    return (Stretch(first, last, tuple(rows)) if len(rows) > 1 else None), last


def _row(text: str, line: Line, row: int) -> Row:
    bars = [m.start() for m in _BAR.finditer(line.text)]
    edges = bars if line.text.rstrip().endswith("|") else [*bars, len(line.text)]
    cells: list[Cell] = []
    for column, (left, right) in enumerate(pairwise(edges)):
        cells.append(cell(text, line.start + left + 1, line.start + right, row, column))
    return tuple(cells)
