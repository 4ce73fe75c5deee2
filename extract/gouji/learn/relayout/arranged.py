"""Paragraphs and tables as a layout has them, whatever the format: titles, lines above tables, codes, footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

import regex

from gouji.learn.relayout.codes import joined, named, split
from gouji.learn.relayout.contents import Entry, Grid, Paragraph, Part
from gouji.learn.relayout.layouts import Layout
from gouji.learn.relayout.word_list import words
from gouji.tables.cell_values import is_number, is_words

_MARKS = "①②③"
_AMOUNT = regex.compile(r"(?<sign>-?)(?<whole>[1-9]\d*|0)(?<decimals>\.\d+)")  # one without decimals can be a code
_FEW = 4  # characters of a label that is spaced out
_SHORT = 7  # characters of a title that has room on one line
_BLANKS = "　　　　"


def arranged(parts: Iterable[Part], layout: Layout) -> Iterator[Part]:
    """The parts of a document in the layout; `Grid.above` are the lines over a table from top to bottom."""
    rng = layout.rng
    for part in parts:
        if isinstance(part, Paragraph):
            yield part
            continue
        grid = _lettered(_coded(part, layout), layout)
        if layout.footnotes and grid.heads:
            grid = _marked(grid, rng)
        grid = replace(grid, above=tuple(_above(grid, layout)))
        yield _in_first_rows(grid) if layout.first_rows and grid.above and grid.heads else grid


def _coded(grid: Grid, layout: Layout) -> Grid:
    printed = {"split": split, "joined": joined, "named": named}.get(layout.codes)
    return printed(grid) if printed else grid


def _lettered(grid: Grid, layout: Layout) -> Grid:
    """The table with its numbers and header labels printed as the layout has them."""

    def printed(r: int, e: Entry) -> Entry:
        if r >= grid.heads:
            return replace(e, text=grouped(e.text, layout.thousands)) if layout.thousands else e
        return replace(e, text=" ".join(e.text)) if layout.spaced and _may_space(e.text) else e

    rows = tuple(tuple(printed(r, e) for e in row) for r, row in enumerate(grid.rows))
    return replace(grid, rows=rows)


def grouped(text: str, thousands: str) -> str:
    """A number with its thousands parted by a comma or a blank, or not at all (`plain`); other text as it is."""
    bare = text.replace(",", "")
    found = _AMOUNT.fullmatch(bare)
    if not found:
        return text
    whole = f"{int(found['whole']):,}"
    separator = {"comma": ",", "blank": " ", "plain": ""}[thousands]
    return found["sign"] + whole.replace(",", separator) + found["decimals"]


def _may_space(text: str) -> bool:
    return 1 < len(text) <= _FEW and is_words(text) and text.isalpha()


def _above(grid: Grid, layout: Layout) -> Iterator[str]:
    """The lines over a table."""
    number = [grid.number] if grid.number else []
    title = _title_lines(grid.title, halves=layout.two_lines)
    title = [" ".join(line) if layout.spaced else line for line in title]
    yield from [*title, *number] if layout.number else [*number, *title]
    if layout.remark and title:
        yield words()["remark"]
    told = [line for line in _owner_and_unit(grid, layout) if line]
    yield from told if layout.lines else filter(None, [_BLANKS.join(told)])


def _owner_and_unit(grid: Grid, layout: Layout) -> list[str]:
    owner = layout.owner + grid.owner if grid.owner else ""
    unit = layout.unit.format(grid.unit) if grid.unit else ""
    return [unit, owner] if layout.lines == "unit_first" else [owner, unit]


def _title_lines(title: str, halves: bool) -> list[str]:
    """A title on one line, or in two of about equal length."""
    if not title:
        return []
    places = range(len(title) // 2, len(title) - 1) if halves and len(title) > _SHORT else ()
    at = next((n for n in places if _may_cut(title, n)), len(title))
    return [part for part in (title[:at], title[at:]) if part]


def _may_cut(title: str, at: int) -> bool:
    """Whether the second line of a title may begin here: in no number, and not with what nobody begins a line with."""
    in_number = title[at - 1].isascii() and title[at - 1].isalnum()
    return not in_number and title[at] not in words()["no_start"]


def _in_first_rows(grid: Grid) -> Grid:
    """The table whose first rows are the lines above it, each one cell as wide as the table."""
    lines = [(Entry(line, 0, grid.width),) for line in grid.above]
    return replace(grid, rows=(*lines, *grid.rows), heads=len(lines) + grid.heads, above=())


def _marked(grid: Grid, rng: Random) -> Grid:
    """The table with raised marks behind up to two numbers and a label, and the notes that they refer to."""
    data = [(r, e) for r in range(grid.heads, len(grid.rows)) for e in grid.rows[r]]
    labels = [(r, e) for r, e in data if e.columns == 1 and _is_name(e.text)]
    numbers = [(r, e) for r, e in data if "." in e.text and is_number(e.text)]
    chosen = [*_some(rng, labels, 1), *_some(rng, numbers, 2)]
    if not chosen:
        return grid
    marks = {(r, e.column): mark for (r, e), mark in zip(chosen, _MARKS, strict=False)}
    rows = tuple(_row_marked(r, row, marks) for r, row in enumerate(grid.rows))
    return replace(grid, rows=rows, notes=(*grid.notes, words()["note"] + "".join(words()["notes"][: len(chosen)])))


def _row_marked(r: int, row: tuple[Entry, ...], marks: Mapping[tuple[int, int], str]) -> tuple[Entry, ...]:
    return tuple(replace(e, mark=marks.get((r, e.column), "")) for e in row)


def _is_name(text: str) -> bool:
    return is_words(text) and 3 < len(text) < 20


def _some(rng: Random, found: Sequence[tuple[int, Entry]], most: int) -> list[tuple[int, Entry]]:
    return rng.sample(found, min(most, len(found)))
