"""A table printed in one line: labels and numbers in reading order, but not row by row.

What ties the numbers to rows is arithmetic: a row's total is the sum of its parts, or stands twice when only
one part is filled. Which part that is follows from the sums of the rows above it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import product

import regex

from gouji.document import Cell, Span, Table
from gouji.language import rules
from gouji.tables import printed_units
from gouji.tables.captions import Caption
from gouji.tables.cell_values import figure, is_number, is_words, label, rule
from gouji.tables.headers import Row

_TOKEN = regex.compile(r"(?<!\S)[-−]?\d+(?:, ?\d{3})*\.\s?\d+(?!\S)|\S+")
_CODE = regex.compile(r"\d{3}(?:\d{2}){0,2}")
_MANY = 20  # cells in a row that make it a whole table
_OFF = 1  # cost of a group out of balance beside its numbers, in numbers that stand away from their label
_LONE = 2  # cost of a number that stands alone: a row has its total and a part
_BALANCED = 6  # groups in balance for each that need not be: a wrong number must not hide the whole table
_FREE = 12  # rows whose filled part is open at once
_CENT = Decimal("0.011")
_ABOUT = 10  # a number about the sum of others is off by so many parts of it at most


@dataclass(slots=True)
class _Line:
    label: Cell
    code: Cell | None
    numbers: list[Cell]
    parts: dict[int, Cell]

    @property
    def values(self) -> list[Decimal]:
        return [f.value for c in self.numbers if (f := figure(c.text, None))]


def is_stream(table: Table) -> bool:
    """Whether the grid is one long row."""
    return len(table.rows) == 1 and len(table.rows[0]) > _MANY and not table.chart


def rebuild(text: str, table: Table) -> tuple[Table, Caption] | None:
    """The table with header and rows, and its caption; None when labels and numbers cannot be tied."""
    cells = [_cell(m, table.span.start) for m in _TOKEN.finditer(text[table.span.start : table.span.end])]
    first = next((i for i, c in enumerate(cells) if is_number(c.text) and "." in c.text), len(cells))
    heads = [c for c in cells[:first] if rule("tables.column.stub").search(label(c.text)) and c.text[-1] not in ":："]
    if not heads or first == len(cells):
        return None
    stub_at = cells.index(heads[0])
    caption = _caption(text[cells[0].span.start : heads[0].span.start])
    body = next(
        i for i in range(first - 1, -1, -1) if not is_words(cells[i].text) or i == stub_at or _is_head(cells[i])
    )
    tops = [c for c in cells[stub_at : body + 1] if c not in heads and _is_head(c)]
    lines, groups = _lines(cells[body + 1 :])
    width = max((len(g) for g in groups), default=0)
    if not any(line.code for line in lines) or len(groups) != len(lines) or not 2 <= width <= len(tops):
        return None
    for line, numbers in zip(lines, groups, strict=True):
        line.numbers = numbers
    _place(lines, width)
    rows = [*_header(heads, tops, width), *(_row(line, n) for n, line in enumerate(lines))]
    depth = 1 + (len(tops) > width)
    return replace(table, rows=tuple(rows), header_rows=depth, width=2 + width), caption


def _cell(m: regex.Match[str], offset: int) -> Cell:
    return Cell(Span(offset + m.start(), offset + m.end()), m.group(), 0, 0)


def _is_head(cell: Cell) -> bool:
    return bool(
        rule("tables.column.head").search(label(cell.text)) or rule("tables.column.stub").search(label(cell.text))
    )


def _caption(words: str) -> Caption:
    said = words.split()
    word = rules.load("tables_layout").data["table_word"]
    number = said[0] if said and said[0].startswith(word) else ""
    title = next((w for w in said[1:] if word in w), "")
    return Caption(title, number, printed_units.noted(words))


def _lines(cells: list[Cell]) -> tuple[list[_Line], list[list[Cell]]]:
    """The labels with their codes, in order, and the numbers cut into as many groups."""
    lines: list[_Line] = []
    numbers: list[Cell] = []
    homes: list[int] = []
    code: Cell | None = None
    for cell in cells:
        if _CODE.fullmatch(cell.text):
            code = cell
        elif is_number(cell.text):
            numbers.append(cell)
            homes.append(len(lines) - (code is None))
        elif is_words(cell.text):
            lines.append(_Line(cell, code, [], {}))
            code = None
    return lines, _groups(numbers, homes, len(lines))


def _groups(numbers: list[Cell], homes: list[int], count: int) -> list[list[Cell]]:
    """The numbers cut into `count` groups, one number in each the sum of the others; [] if impossible.

    Some groups may be out of balance. `homes` are the lines after whose label or code the numbers are printed: most
    belong there, some to the next line.
    """
    values = [f.value for c in numbers if (f := figure(c.text, None))]

    @cache
    def cut(start: int, left: int, spare: int) -> tuple[int, tuple[int, ...]] | None:
        if start == len(values) or left == 0:
            return (0, ()) if start == len(values) and left == 0 else None
        best: tuple[int, tuple[int, ...]] | None = None
        for size in range(1, min(6, len(values) - start + 1)):
            off = size > 1 and _total(values[start : start + size]) is None
            if off <= spare and (rest := cut(start + size, left - 1, spare - off)):
                away = sum(abs(home - (count - left)) for home in homes[start : start + size])
                cost = rest[0] + (_OFF + size if off else _LONE * (size == 1)) + away
                if best is None or cost < best[0]:
                    best = (cost, (size, *rest[1]))
        return best

    if len(values) != len(numbers) or count > 200:
        return []
    found, groups, start = cut(0, count, max(1, count // (_BALANCED + 1))), [], 0
    for size in found[1] if found else ():
        groups.append(numbers[start : start + size])
        start += size
    return groups


def _total(group: list[Decimal]) -> int | None:
    """Which number of the group is the sum of the others."""
    return next((i for i, v in enumerate(group) if abs(sum(group) - 2 * v) < _CENT * len(group)), None)


def _likely_total(group: list[Decimal]) -> int:
    """Which number of the group is about the sum of the others; where none is, the first, as most rows have it."""
    nearest = min(range(len(group)), key=lambda i: (abs(sum(group) - 2 * group[i]), i))
    return nearest if abs(sum(group) - 2 * group[nearest]) <= abs(group[nearest]) / _ABOUT else 0


def _place(lines: list[_Line], width: int) -> None:
    """Give each number its column: the total's first, the parts theirs; open ones by the sums above."""
    for line in lines:
        at = _likely_total(line.values)
        rest = [c for i, c in enumerate(line.numbers) if i != at]
        line.parts = {0: line.numbers[at]}
        if len(line.numbers) == width:
            line.parts.update(enumerate(rest, 1))
    total = next((x for x in lines if rule("tables.row.total").search(label(x.label.text))), None)
    for parent in ([total] if total else []) + sorted(
        (x for x in lines if x.code), key=lambda x: len(x.code.text) if x.code else 0
    ):
        _place_children(parent, _children(parent, lines), width)


def _children(parent: _Line, lines: list[_Line]) -> list[_Line]:
    prefix = parent.code.text if parent.code else ""
    size = len(prefix) + (2 if prefix else 3)
    return [x for x in lines if x.code and len(x.code.text) == size and x.code.text.startswith(prefix)]


def _value(line: _Line, column: int) -> Decimal:
    found = figure(line.parts[column].text, None) if column in line.parts else None
    return found.value if found else Decimal(0)


def _place_children(parent: _Line, children: list[_Line], width: int) -> None:
    """Try every way to give the open children a column; keep the one way that makes most sums right, if any."""
    free = [x for x in children if len(x.numbers) == 2 and len(x.parts) == 1]
    if not free or len(free) > _FREE or len(parent.parts) == 1 or (width - 1) ** len(free) > 2**_FREE:
        return
    fits: dict[tuple[int, ...], int] = {}
    for ways in product(range(1, width), repeat=len(free)):
        sums = [sum((_value(x, c) for x in children if x not in free), Decimal(0)) for c in range(width)]
        for line, column in zip(free, ways, strict=True):
            sums[column] += _value(line, 0)
        off = (abs(sums[c] - _value(parent, c)) for c in range(1, width))
        fits[ways] = sum(x < _CENT * len(children) for x in off)
    most = max(fits.values())
    best = [ways for ways, right in fits.items() if right == most]
    if most and len(best) == 1:
        for line, column in zip(free, best[0], strict=True):
            line.parts[column] = line.numbers[1]


def _header(heads: list[Cell], tops: list[Cell], width: int) -> list[Row]:
    """The header rows: the total's column first, then the parts as printed; a word left over spans them."""
    total = [c for c in tops if rule("tables.column.group_head").search(label(c.text))][:1]
    spare = [c for c in tops if c not in total][: len(tops) - width]
    order = total + [c for c in tops if c not in total and c not in spare]
    rows: list[Row] = []
    if spare:
        rows.append((replace(spare[0], column=2, columns=width, header=True),))
    stub = [replace(c, column=i, header=True) for i, c in enumerate(heads[:2])]
    rows.append((*stub, *(replace(c, column=2 + i, header=True) for i, c in enumerate(order[:width]))))
    return rows


def _row(line: _Line, row: int) -> Row:
    code = (replace(line.code, row=row),) if line.code else ()
    values = tuple(replace(c, row=row, column=2 + column) for column, c in sorted(line.parts.items()))
    return (*code, replace(line.label, row=row, column=1), *values)
