"""Plain text and Markdown files: the document with its table stretches and their raw grids.

Prose lines become one NARRATIVE block each; paragraphs, headings and sections are made of them later
(gouji.narrative). What the grids mean is found out later too (gouji.tables).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from gouji.document import Block, Cell, Document, Span, Table, Zone
from gouji.readers.caption_lines import first_caption
from gouji.readers.decode import decode, read_bytes
from gouji.readers.lines import Line, Look, split_lines
from gouji.readers.plain import chart_data
from gouji.readers.plain.bar_tables import find_barred_table
from gouji.readers.plain.blank_aligned_tables import find_plain_tables
from gouji.readers.plain.markdown_tables import find_piped_table
from gouji.readers.plain.tab_tables import find_tabbed_table
from gouji.readers.plain.table_stretch import Row, Stretch, width
from gouji.readers.plain.word_flattened_tables import find_word_table


def read_text(path: Path) -> Document:
    """The document of a text file; offsets count in `open(path, encoding=…, newline="").read()`.

    Raises GoujiError E001, E002, E003, E004, E009, E010.
    """
    data = read_bytes(path)
    text, encoding = decode(data, path)
    return document_of(text, str(path), sha256(data).hexdigest(), encoding)


def document_of(text: str, name: str = "", digest: str = "", encoding: str = "utf-8") -> Document:
    """The document of a text that is in memory; never raises on any text."""
    lines = split_lines(text)
    stretches = _find_stretches(text, lines)
    tables = tuple(_tables(text, lines, stretches))
    return Document(name, text, digest, blocks=tuple(_blocks(lines, stretches)), tables=tables, encoding=encoding)


def _find_stretches(text: str, lines: list[Line]) -> list[Stretch]:
    marked = list(_marked_tables(text, lines))
    free = [True] * len(lines)
    for s in marked:
        free[s.first : s.last] = [False] * (s.last - s.first)
    found = sorted([*marked, *find_plain_tables(text, lines, free)], key=lambda s: s.first)
    return _with_captions(lines, found)


def _marked_tables(text: str, lines: list[Line]) -> Iterator[Stretch]:
    """The tables whose cells are marked by tabs or bars, and chart data."""
    i = 0
    while i < len(lines):
        look, found, after = lines[i].look, None, i + 1
        if look is Look.PIPED:
            found, after = find_piped_table(text, lines, i)
        elif look is Look.BARRED:
            found, after = find_barred_table(text, lines, i)
        elif look is Look.TABBED and (found := chart_data.find_chart(text, lines, i)):
            after = found.last
        elif look is Look.TABBED or (look is Look.CELL and _in_tabbed_run(lines, i)):
            found, after = find_tabbed_table(text, lines, i)
        elif look is Look.CELL:
            found, after = find_word_table(text, lines, i)
        if found:
            yield found
        i = after


def _in_tabbed_run(lines: list[Line], i: int) -> bool:
    while i < len(lines) and lines[i].look is Look.CELL:
        i += 1
    return i < len(lines) and lines[i].look is Look.TABBED


def _with_captions(lines: list[Line], stretches: list[Stretch]) -> list[Stretch]:
    """The stretches with the caption lines above them; closing charts with all lines up to the end."""
    found: list[Stretch] = []
    for s in stretches:
        floor = found[-1].last if found else 0
        first = chart_data.title_line(lines, s.first, floor) if s.chart else first_caption(lines, s.first, floor)
        first = s.first if first is None else first
        title = lines[first].bare if s.chart and first < s.first else ""
        found.append(Stretch(first, s.last, s.rows, title, s.chart))
    head = next((i for i, s in enumerate(found) if s.chart), None)
    if head is None or not chart_data.tail_is_charts(lines, found[head].first):
        return found
    ends = [s.first for s in found[head + 1 :]] + [_last_text(lines)]
    tail = [
        Stretch(s.first, max(end, s.last), s.rows, s.title, s.chart) for s, end in zip(found[head:], ends, strict=True)
    ]
    return found[:head] + tail


def _last_text(lines: list[Line]) -> int:
    return next((i + 1 for i in range(len(lines) - 1, -1, -1) if lines[i].bare), 0)


def _tables(text: str, lines: list[Line], stretches: list[Stretch]) -> Iterator[Table]:
    number = 0
    for s in stretches:
        grids = [(s.rows, 1 if s.chart else 0)]
        if s.chart and (labels := chart_data.label_rows(text, lines, s.first, _line_of(lines, s.rows[0][0]))):
            grids.insert(0, (labels, 0))
        for rows, header in grids:
            if rows:
                span = _span(rows) if len(grids) > 1 else _line_span(lines, s)
                yield Table(number, span, s.title, "", None, rows, header, width(rows), chart=s.chart)
                number += 1


def _line_of(lines: list[Line], cell: Cell) -> int:
    return bisect_left(lines, cell.span.start, key=lambda line: line.end)


def _span(rows: tuple[Row, ...]) -> Span:
    spans = [c.span for row in rows for c in row]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _line_span(lines: list[Line], s: Stretch) -> Span:
    return Span(lines[s.first].start, lines[s.last - 1].end)


def _blocks(lines: list[Line], stretches: list[Stretch]) -> Iterator[Block]:
    i = 0
    for s in [*stretches, None]:
        for line in lines[i : s.first if s else len(lines)]:
            if line.bare:
                yield Block(Span(line.start, line.end), Zone.NARRATIVE)
        if s:
            yield Block(_line_span(lines, s), Zone.TABLE)
            i = s.last
