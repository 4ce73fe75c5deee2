"""The codes of a table in one column, in a column each for 类, 款 and 项, or in one cell with the name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from gouji.language import codes
from gouji.learn.relayout.contents import Entry, Grid
from gouji.learn.relayout.word_list import words

_LEVELS: tuple[str, ...] = tuple(words()["levels"])
_WHOLE = regex.compile(r"\d{3}(?:\d\d){0,2}")
_LEAST = 3  # rows with codes
_HEAD: str = words()["code"]
_NAME: str = words()["codes"]
_NAMES: str = words()["names"]


def split(grid: Grid) -> Grid:
    """The table with each column of whole codes in two or three; as it is where it has none."""
    for column in reversed(range(grid.width)):
        levels = _levels_in(grid, column) if _has_head(grid, column) else 0
        if levels > 1:
            grid = _split(grid, column, levels)
    return grid


def _levels_in(grid: Grid, column: int) -> int:
    """How deep the codes are that a column holds; 0 where it holds other words, but for a total."""
    found = [e for row in grid.rows[grid.heads :] for e in row if e.column == column and e.text]
    whole = [e for e in found if _WHOLE.fullmatch(e.text) and e.columns == 1]
    if len(whole) < _LEAST or len(found) - len(whole) > 1:
        return 0
    return max(codes.level(e.text) for e in whole)


def _has_head(grid: Grid, column: int, word: str = _HEAD) -> bool:
    """Whether the column has a header cell of its own with this word at the bottom of the header."""
    covers = [(r, e) for r, row in enumerate(grid.rows[: grid.heads]) for e in row if e.column == column]
    return any(e.columns == 1 and r + e.rows == grid.heads and word in "".join(e.text.split()) for r, e in covers)


def _split(grid: Grid, column: int, levels: int) -> Grid:
    more = levels - 1
    heads = [tuple(_head(grid, r, e, column, more) for e in row) for r, row in enumerate(grid.rows[: grid.heads])]
    names = tuple(Entry(_LEVELS[n], column + n) for n in range(levels))
    rows = [tuple(new for e in row for new in _parted(e, column, more)) for row in grid.rows[grid.heads :]]
    return replace(grid, rows=(*heads, names, *rows), heads=grid.heads + 1, width=grid.width + more)


def _head(grid: Grid, r: int, e: Entry, column: int, more: int) -> Entry:
    """A header cell of the wider table, whose header is one row deeper."""
    last = r + e.rows == grid.heads
    if last and e.column == column:
        return replace(e, columns=e.columns + more)
    return _shifted(replace(e, rows=e.rows + 1) if last else e, column, more)


def _parted(e: Entry, column: int, more: int) -> Iterator[Entry]:
    """A cell of the wider table; a code is several."""
    if e.column != column:
        yield _shifted(e, column, more)
    elif not _WHOLE.fullmatch(e.text):
        yield replace(e, columns=e.columns + more)
    else:
        parts = (e.text[:3], e.text[3:5], e.text[5:7])
        yield from (Entry(parts[n], column + n, rows=e.rows) for n in range(more + 1))


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


def named(grid: Grid) -> Grid:
    """The table whose codes stand in one cell with the names on their right; as it is where it has none."""
    for column in reversed(range(grid.width - 1)):
        if _has_head(grid, column) and _levels_in(grid, column) and _has_head(grid, column + 1, _NAMES):
            grid = _named(grid, column)
    return grid


def _named(grid: Grid, column: int) -> Grid:
    rows = (tuple(_with_codes_before(row, column, r < grid.heads)) for r, row in enumerate(grid.rows))
    return replace(grid, rows=tuple(rows), width=grid.width - 1)


def _with_codes_before(row: tuple[Entry, ...], column: int, is_head: bool) -> Iterator[Entry]:
    """A row without the column of the codes; its own stands before the name."""
    code = next((e for e in row if e.column == column and e.columns == 1), None)
    for e in row:
        if e is code:
            continue
        if code and e.column == column + 1:
            yield replace(e, column=column, text=e.text if is_head else f"{code.text} {e.text}".strip())
        else:
            yield _shifted(e, column, -1)


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
    heads = [_narrowed(row, column, levels) for row in grid.rows[: grid.heads]]
    if _is_covered(grid, column, levels):  # their own header is that above them
        heads[-1] = tuple(replace(e, text=_NAME) if e.column == column else e for e in heads[-1])
    data = zip(grid.rows[grid.heads :], whole, strict=True)
    rows = [_narrowed(row, column, levels, code) for row, code in data]
    return replace(grid, rows=(*heads, *rows), width=grid.width - levels + 1)


def _is_covered(grid: Grid, column: int, levels: int) -> bool:
    """Whether a header cell above the last header row covers the columns of the codes."""
    above = (e for row in grid.rows[: grid.heads - 1] for e in row)
    return any(e.column <= column and column + levels <= e.column + e.columns for e in above)


def _narrowed(row: Sequence[Entry], column: int, levels: int, code: str | None = None) -> tuple[Entry, ...]:
    """A row whose columns of codes are one; `code` is what that says where it is no header."""
    less = levels - 1
    found = []
    for e in row:
        if e.column >= column + levels:
            found.append(replace(e, column=e.column - less))
        elif e.column < column:
            found.append(replace(e, columns=e.columns - less) if e.column + e.columns > column else e)
        elif e.column == column:
            text = e.text if code is None else code
            found.append(replace(e, text=text, columns=max(1, e.columns - less)))
    return tuple(found)
