"""Plain text and Markdown files: the document with its table stretches and their raw grids.

Prose lines become one NARRATIVE block each; paragraphs, headings and sections are made of them later
(gouji.narrative). What the grids mean is found out later too (gouji.tables).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from gouji.document import Block, Cell, Document, Span, Table, Zone
from gouji.readers.caption_lines import first_caption
from gouji.readers.decode import decode, read_bytes
from gouji.readers.footnote_marks import with_holes, without_marks
from gouji.readers.lines import Line, Look, split_lines
from gouji.readers.plain import chart_data
from gouji.readers.plain.bar_tables import find_barred_table
from gouji.readers.plain.blank_aligned_tables import find_plain_tables
from gouji.readers.plain.markdown_tables import find_piped_table
from gouji.readers.plain.tab_tables import find_tabbed_table
from gouji.readers.plain.table_stretch import Row, Stretch, width
from gouji.readers.plain.unread_rows import is_ragged, unread_rows
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
    tables = tuple(without_marks(table) for table in _tables(text, lines, stretches))
    blocks = with_holes(text, _blocks(lines, stretches))
    unread = tuple(unread_rows(lines, stretches))
    return Document(name, text, digest, blocks=blocks, tables=tables, encoding=encoding, unread=unread)


def _find_stretches(text: str, lines: list[Line]) -> list[Stretch]:
    marked = list(_marked_tables(text, lines))
    free = [True] * len(lines)
    for s in marked:
        free[s.first : s.last] = [False] * (s.last - s.first)
    plain = [s for s in find_plain_tables(text, lines, free) if not is_ragged(s)]
    found = sorted([*marked, *plain], key=lambda s: s.first)
    return _with_captions(lines, found)


def _marked_tables(text: str, lines: list[Line]) -> Iterator[Stretch]:
    """The tables whose cells are marked by tabs or bars, and chart data."""
    i = 0
    while i < len(lines):
        found, after = _marked_table(text, lines, i)
        if found:
            yield found
        i = after


def _marked_table(text: str, lines: list[Line], i: int) -> tuple[Stretch | None, int]:
    """The table or chart that begins with line `i`, if one does, and the line to go on with."""
    look = lines[i].look
    if look is Look.PIPED:
        return find_piped_table(text, lines, i)
    if look is Look.BARRED:
        return find_barred_table(text, lines, i)
    if look is Look.TABBED:
        chart = chart_data.find_chart(text, lines, i)
        return (chart, chart.last) if chart else find_tabbed_table(text, lines, i)
    if look is Look.CELL:
        find = find_tabbed_table if _in_tabbed_run(lines, i) else find_word_table
        return find(text, lines, i)
    return None, i + 1


def _in_tabbed_run(lines: list[Line], i: int) -> bool:
    while i < len(lines) and lines[i].look is Look.CELL:
        i += 1
    return i < len(lines) and lines[i].look is Look.TABBED


def _with_captions(lines: list[Line], stretches: list[Stretch]) -> list[Stretch]:
    """The stretches with the caption lines above them; closing charts with all lines up to the end."""
    found: list[Stretch] = []
    for stretch in stretches:
        floor = found[-1].last if found else 0
        found.append(_with_caption(lines, stretch, floor))
    return _with_tail(lines, found)


def _with_caption(lines: list[Line], stretch: Stretch, floor: int) -> Stretch:
    """A stretch with its caption, which begins at line `floor` at the earliest. A chart takes its title from there."""
    if not stretch.chart:
        return replace(stretch, first=first_caption(lines, stretch.first, floor))
    first = chart_data.title_line(lines, stretch.first, floor)
    if first is None:
        return stretch
    return replace(stretch, first=first, title=lines[first].bare)


def _with_tail(lines: list[Line], stretches: list[Stretch]) -> list[Stretch]:
    """The stretches, each from the first chart on reaching to the next one where only charts follow it."""
    head = next((i for i, s in enumerate(stretches) if s.chart), None)
    if head is None or not chart_data.tail_is_charts(lines, stretches[head].first):
        return stretches
    tail = stretches[head:]
    ends = [s.first for s in tail[1:]] + [_last_text(lines)]
    longer = [replace(s, last=max(end, s.last)) for s, end in zip(tail, ends, strict=True)]
    return stretches[:head] + longer


def _last_text(lines: list[Line]) -> int:
    """The line after the last one that is not blank; 0 where all are."""
    for i in range(len(lines), 0, -1):
        if lines[i - 1].bare:
            return i
    return 0


def _tables(text: str, lines: list[Line], stretches: list[Stretch]) -> Iterator[Table]:
    number = 0
    for stretch in stretches:
        for span, rows, header in _grids(text, lines, stretch):
            yield Table(number, span, stretch.title, "", None, rows, header, width(rows), chart=stretch.chart)
            number += 1


def _grids(text: str, lines: list[Line], stretch: Stretch) -> Iterator[tuple[Span, tuple[Row, ...], int]]:
    """The place, the rows and the header rows of each grid of a stretch; a chart's labels are one before its data."""
    rows = stretch.rows
    header = 1 if stretch.chart else 0
    labels: tuple[Row, ...] = ()
    if stretch.chart:
        labels = chart_data.label_rows(text, lines, stretch.first, _line_of(lines, rows[0][0]))
    if labels:
        yield _span(labels), labels, 0
        yield _span(rows), rows, header
    elif rows:
        yield _line_span(lines, stretch), rows, header


def _line_of(lines: list[Line], cell: Cell) -> int:
    return bisect_left(lines, cell.span.start, key=lambda line: line.end)


def _span(rows: tuple[Row, ...]) -> Span:
    spans = [c.span for row in rows for c in row]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _line_span(lines: list[Line], s: Stretch) -> Span:
    return Span(lines[s.first].start, lines[s.last - 1].end)


def _blocks(lines: list[Line], stretches: list[Stretch]) -> Iterator[Block]:
    after = 0
    for stretch in stretches:
        yield from _prose(lines[after : stretch.first])
        yield Block(_line_span(lines, stretch), Zone.TABLE)
        after = stretch.last
    yield from _prose(lines[after:])


def _prose(lines: list[Line]) -> Iterator[Block]:
    for line in lines:
        if line.bare:
            yield Block(Span(line.start, line.end), Zone.NARRATIVE)
