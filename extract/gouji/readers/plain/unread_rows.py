"""Rows of a table whose columns nothing keeps apart: blank cells are lost, so that nobody can tell what is whose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from gouji.document import Span, Unread
from gouji.readers.lines import Line, Look
from gouji.readers.plain.table_stretch import Stretch

_FEWEST = 4  # rows below each other
_ROW = regex.compile(r"[^，。；：]*?\S(?:[ \u00a0]-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[ \u00a0]-?\d+\.\d\d){2,}\s*")
_AMOUNT = regex.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|0)")
_WHY = "{}行数字的各列之间只有一个空格，未能读成表格"


def unread_rows(lines: Sequence[Line], stretches: Sequence[Stretch]) -> Iterator[Unread]:
    """The places where several lines outside of tables end in several amounts each, with a blank between them."""
    taken = {i for s in stretches for i in range(s.first, s.last)}
    run: list[Line] = []
    for i, line in enumerate(lines):
        if i not in taken and line.look is Look.TEXT and _ROW.fullmatch(line.bare):
            run.append(line)
            continue
        yield from _said(run)
        run = []
    yield from _said(run)


def is_ragged(stretch: Stretch) -> bool:
    """Whether rows that single blanks part into cells state different numbers of amounts: some lost blank cells."""
    counts = {sum(_AMOUNT.fullmatch(c.text) is not None for c in row) for row in stretch.rows} - {0}
    gaps = (b.span.start - a.span.end for row in stretch.rows for a, b in pairwise(row))
    return len(counts) > 1 and not stretch.chart and all(gap == 1 for gap in gaps)


def _said(run: Sequence[Line]) -> Iterator[Unread]:
    if len(run) >= _FEWEST:
        yield Unread(Span(run[0].start, run[-1].end), _WHY.format(len(run)))
