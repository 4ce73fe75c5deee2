"""Paragraphs and tables as a layout has them, whatever the format: titles, lines above tables, codes, footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from random import Random

from gouji.learn.relayout.codes import joined, split
from gouji.learn.relayout.contents import Entry, Grid, Paragraph, Part
from gouji.learn.relayout.layouts import Layout
from gouji.tables.cell_values import is_number, is_words

REMARK = "（本表各数四舍五入，尾数或有差异）"
_MARKS = "①②③"
_NOTES = ("①按调整后的口径填列。", "②含中央和地方共同安排的部分。", "③另见说明。")
_BLANKS = "　　　　"


def arranged(parts: Iterable[Part], layout: Layout) -> Iterator[Part]:
    """The parts of a document in the layout; `Grid.above` are the lines over a table from top to bottom."""
    rng = layout.rng
    for part in parts:
        if isinstance(part, Paragraph):
            yield part
            continue
        grid = _coded(part, layout)
        if layout.footnotes and grid.heads:
            grid = _marked(grid, rng)
        grid = replace(grid, above=tuple(_above(grid, layout)))
        yield _in_first_rows(grid) if layout.first_rows and grid.above and grid.heads else grid


def _coded(grid: Grid, layout: Layout) -> Grid:
    if layout.codes == "split":
        return split(grid)
    return joined(grid) if layout.codes == "joined" else grid


def _above(grid: Grid, layout: Layout) -> Iterator[str]:
    """The lines over a table."""
    number = [grid.number] if grid.number else []
    if not layout.number:
        yield from number
    yield from _title_lines(grid.title) if layout.two_lines else filter(None, [grid.title])
    if layout.number:
        yield from number
    if layout.remark and grid.title:
        yield REMARK
    owner = layout.owner + grid.owner if grid.owner else ""
    unit = layout.unit.format(grid.unit) if grid.unit else ""
    pair = [unit, owner] if layout.lines == "unit_first" else [owner, unit]
    told = [text for text in pair if text]
    yield from told if layout.lines else filter(None, [_BLANKS.join(told)])


def _title_lines(title: str) -> list[str]:
    """A title in two lines of about equal length, cut inside no number."""
    for at in range(len(title) // 2, len(title) - 1):
        if len(title) > 7 and not (title[at - 1].isalnum() and title[at - 1].isascii()) and title[at] not in "年）)表":
            return [title[:at], title[at:]]
    return [title] if title else []


def _in_first_rows(grid: Grid) -> Grid:
    """The table whose first rows are the lines above it, each one cell as wide as the table."""
    lines = [(Entry(line, 0, grid.width),) for line in grid.above]
    return replace(grid, rows=(*lines, *grid.rows), heads=len(lines) + grid.heads, above=())


def _marked(grid: Grid, rng: Random) -> Grid:
    """The table with raised marks behind up to two numbers and a label, and the notes that they refer to."""
    data = range(grid.heads, len(grid.rows))
    numbers = [(r, e) for r in data for e in grid.rows[r] if "." in e.text and is_number(e.text)]
    labels = [(r, e) for r in data for e in grid.rows[r] if e.columns == 1 and _is_name(e.text)]
    chosen = [*_some(rng, labels, 1), *_some(rng, numbers, 2)]
    if not chosen:
        return grid
    marks = {(r, e.column): mark for (r, e), mark in zip(chosen, _MARKS, strict=False)}
    rows = tuple(
        tuple(replace(e, mark=marks.get((r, e.column), "")) for e in row) for r, row in enumerate(grid.rows)
    )
    return replace(grid, rows=rows, notes=(*grid.notes, "注：" + "".join(_NOTES[: len(chosen)])))


def _is_name(text: str) -> bool:
    return is_words(text) and 3 < len(text) < 20


def _some(rng: Random, found: Sequence[tuple[int, Entry]], most: int) -> list[tuple[int, Entry]]:
    return rng.sample(found, min(most, len(found)))
