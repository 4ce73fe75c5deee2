"""The codes of a table in one column or in a column each for 类, 款 and 项."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import regex

from gouji.language import codes
from gouji.learn.relayout.contents import Entry, Grid

_LEVELS = ("类", "款", "项")
_WHOLE = regex.compile(r"\d{3}(?:\d\d){0,2}")
_LEAST = 3  # rows with codes
_HEAD = "编码"


def split(grid: Grid) -> Grid:
    """The table with each column of whole codes in two or three; as it is where it has none."""
    for column in reversed(range(grid.width)):
        found = [e for row in grid.rows[grid.heads :] for e in row if e.column == column and e.text]
        whole = [e for e in found if _WHOLE.fullmatch(e.text) and e.columns == 1]
        levels = max((codes.level(e.text) for e in whole), default=0)
        words = len(found) - len(whole)  # a total in the column of codes
        if levels > 1 and len(whole) >= _LEAST and words <= 1 and _has_head(grid, column):
            grid = _split(grid, column, levels)
    return grid


def _has_head(grid: Grid, column: int) -> bool:
    """Whether the column has a header cell of its own at the bottom of the header."""
    covers = [(r, e) for r, row in enumerate(grid.rows[: grid.heads]) for e in row if e.column == column]
    return any(e.columns == 1 and r + e.rows == grid.heads and _HEAD in "".join(e.text.split()) for r, e in covers)


def _split(grid: Grid, column: int, levels: int) -> Grid:
    more = levels - 1

    def head(r: int, e: Entry) -> Entry:
        if e.column == column and r + e.rows == grid.heads:
            return replace(e, columns=levels)
        deeper = replace(e, rows=e.rows + 1) if r + e.rows == grid.heads else e
        return _shifted(deeper, column, more)

    def data(e: Entry) -> Iterator[Entry]:
        if e.column != column:
            yield _shifted(e, column, more)
        elif not _WHOLE.fullmatch(e.text):
            yield replace(e, columns=e.columns + more)
        else:
            parts = (e.text[:3], e.text[3:5], e.text[5:7])
            yield from (Entry(parts[n], column + n, rows=e.rows) for n in range(levels))

    heads = [tuple(head(r, e) for e in row) for r, row in enumerate(grid.rows[: grid.heads])]
    names = tuple(Entry(_LEVELS[n], column + n) for n in range(levels))
    rows = [tuple(new for e in row for new in data(e)) for row in grid.rows[grid.heads :]]
    return replace(grid, rows=(*heads, names, *rows), heads=grid.heads + 1, width=grid.width + more)


def _shifted(e: Entry, column: int, more: int) -> Entry:
    """The entry in the wider table: moved where it stands behind the column, wider where it covers it."""
    if e.column > column:
        return replace(e, column=e.column + more)
    return replace(e, columns=e.columns + more) if e.column + e.columns > column else e


def joined(grid: Grid) -> Grid:
    """The table with the columns 类, 款 (and 项) as one column of whole codes; as it is where it has none."""
    if not grid.heads:
        return grid
    names = {e.column: "".join(e.text.split()) for e in grid.rows[grid.heads - 1] if e.columns == 1 and e.rows == 1}
    for column in sorted(names, reverse=True):
        levels = next((n for n in (3, 2) if _names_of(names, column, n) == _LEVELS[:n]), 0)
        whole = _whole_codes(grid, column, levels) if levels else None
        if whole is not None:
            grid = _joined(grid, column, levels, whole)
    return grid


def _names_of(names: dict[int, str], column: int, levels: int) -> tuple[str, ...]:
    return tuple(names.get(column + n, "") for n in range(levels))


def _whole_codes(grid: Grid, column: int, levels: int) -> list[str] | None:
    """The whole code of each row, blank where it has none; None where a row prints something else."""
    found: list[str] = []
    path: list[str] = []
    for row in grid.rows[grid.heads :]:
        texts = {e.column: "".join(e.text.split()) for e in row if column <= e.column < column + levels}
        parts = [texts.get(column + n, "") for n in range(levels)]
        if parts[0] and not parts[0].isdigit() and not any(parts[1:]):
            found.append(parts[0])
            continue
        below = _path_of(parts, path)
        if below is None:
            return None
        path = below or path
        found.append("".join(below))
    return found


def _path_of(parts: Sequence[str], before: Sequence[str]) -> list[str] | None:
    """The code of a row level by level, blank levels above its own as in the row before; None where it is no code."""
    last = max((n for n, part in enumerate(parts) if part), default=-1)
    path = [parts[n] or (before[n] if n < len(before) else "") for n in range(last + 1)]
    right = all(len(part) == (2 if n else 3) and part.isdigit() for n, part in enumerate(path))
    return path if right else None


def _joined(grid: Grid, column: int, levels: int, whole: Sequence[str]) -> Grid:
    less = levels - 1
    last = column + less

    def narrowed(e: Entry, text: Callable[[Entry], str]) -> Entry | None:
        if column < e.column <= last:
            return None
        if e.column > last:
            return replace(e, column=e.column - less)
        over = e.column + e.columns > column
        if e.column == column:
            return replace(e, text=text(e), columns=max(1, e.columns - less), rows=e.rows)
        return replace(e, columns=e.columns - less) if over else e

    deepest = grid.heads - 1
    covered = any(
        r < deepest and e.column <= column and e.column + e.columns > last
        for r, row in enumerate(grid.rows[:deepest])
        for e in row
    )
    heads = [[n for e in row if (n := narrowed(e, lambda e: e.text))] for row in grid.rows[: grid.heads]]
    if covered:  # their own header is that above them
        heads[deepest] = [replace(e, text="科目编码") if e.column == column else e for e in heads[deepest]]
    rows = [
        tuple(n for e in row if (n := narrowed(e, lambda _, code=code: code)))
        for row, code in zip(grid.rows[grid.heads :], whole, strict=True)
    ]
    return replace(grid, rows=(*map(tuple, heads), *rows), width=grid.width - less)
