"""Whether rows go on where others end: by serial numbers, by codes, by numbered labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from gouji import printed
from gouji.language.codes import CLASS, above
from gouji.tables.cell_values import is_code, is_number, is_words, label, rule
from gouji.tables.headers import Row, header_depth
from gouji.tables.row_tree import numbering


def goes_on(head: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether the data of `rows` go on with those of `head`; both begin with the same header, or `rows` has none."""
    return serials_go_on(head, rows) or _codes_go_on(head, rows) or _numbers_go_on(head, rows)


def codes_ascend(head: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether the codes of `rows` are all behind those of `head`, and only one of the two has a row of totals."""
    before, behind = _codes(_data(head)), _codes(_data(rows))
    if not before or not behind or (_has_total(head) and _has_total(rows)):
        return False
    return max(before) < min(behind)


def begins_anew(head: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether `rows` are a table of their own under the same header.

    They begin with the same row of totals in other figures, or `head` is closed by its total and they have its codes.
    """
    first = next(iter(_data(rows)), ())
    above = [row for row in _data(head) if _is_total(row) and _words(row) == _words(first)]
    if above and all(_figures(row) != _figures(first) for row in above):
        return True
    total = _first_total(head)
    closed = bool(total) and head[-1] == total
    return closed and not set(_codes(_data(head))).isdisjoint(_codes(_data(rows)))


def _first_total(rows: Sequence[Row]) -> Row:
    """The first row of totals; empty where there is none."""
    return next((row for row in _data(rows) if _is_total(row)), ())


def _is_total(row: Row) -> bool:
    return any(_names_total(c.text) for c in row)


@lru_cache(maxsize=65536)
def _names_total(text: str) -> bool:
    """Whether a cell names a total. It is kept: each page of a long table is held against all the rows before it."""
    return is_words(text) and rule("tables.row.total").search(label(text)) is not None


def _words(row: Row) -> list[str]:
    return [label(c.text) for c in row if is_words(c.text)]


def _figures(row: Row) -> list[str]:
    return ["".join(c.text.split()) for c in row if is_number(c.text)]


def _has_total(rows: Sequence[Row]) -> bool:
    return bool(_first_total(rows))


def begins_within(rows: Sequence[Row]) -> bool:
    """Whether a grid with a header begins in the middle of a list: with a serial number behind 1 or a lower code."""
    column = _serial_column(rows)
    if column is not None:
        first = next(iter(_serials(rows, column)), 1)
        return first > 1
    first_row = next(iter(_data(rows)), ())
    if _is_total(first_row):
        return False
    codes = _codes([first_row])
    return bool(codes) and len(codes[0]) > CLASS


def serials(rows: Sequence[Row]) -> list[int]:
    """The serial numbers of a grid in the order of its rows; none where it has no column of them."""
    column = _serial_column(rows)
    return [] if column is None else _serials(rows, column)


def serials_go_on(head: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether the serial numbers of `rows` go on with those of `head`: no other table begins so."""
    column = _serial_column(head)
    if column is None:
        return False
    last = _serials(head, column)[-1:]
    first = _serials(rows, column)[:1]
    return bool(last and first) and first[0] == last[0] + 1


def _serial_column(rows: Sequence[Row]) -> int | None:
    """The column of serial numbers, by its head."""
    heads = (c for c in chain.from_iterable(rows[: header_depth(list(rows))]))
    return next((c.column for c in heads if rule("tables.column.serial").search(label(c.text))), None)


def _serials(rows: Sequence[Row], column: int) -> list[int]:
    cells = (c for c in chain.from_iterable(_data(rows)) if c.column == column)
    return [n for n in (printed.whole(c.text) for c in cells) if n is not None]


def _codes_go_on(head: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether the first code stands below codes of `head` that its own part does not print."""
    known, own = set(_codes(_data(head))), _codes(_data(rows))
    upper = above(own[0]) if own else ()
    return bool(upper) and own[0] not in known and any(u in known for u in upper) and known.isdisjoint(own)


def _codes(rows: Iterable[Row]) -> list[str]:
    """The whole codes that rows begin with, a class at least."""
    found = []
    for row in rows:
        first = next(("".join(c.text.split()) for c in row if is_code(c.text)), "")
        if len(first) >= CLASS:
            found.append(first)
    return found


def _numbers_go_on(head: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether the first label is numbered on from the last that is numbered in this way (五、 after 四、)."""
    first = next((n for n in map(_numbering, _data(rows)) if n), None)
    if first is None or first[1] <= 1:
        return False
    same = [n for n in map(_numbering, _data(head)) if n and n[0] == first[0]]
    return bool(same) and same[-1][1] == first[1] - 1


def _numbering(row: Row) -> tuple[str, int] | None:
    """The style and the number of the first words of a row."""
    words = next((label(c.text) for c in row if is_words(c.text)), "")
    return numbering(words)


def _data(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows below the header."""
    return rows[header_depth(list(rows)) :]
