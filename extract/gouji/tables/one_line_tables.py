"""A table printed in one line: labels and numbers in reading order, but not row by row.

What ties the numbers to rows is arithmetic: a row's total is the sum of its parts, or stands twice when only
one part is filled. Which part that is follows from the sums of the rows above it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, product

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
_STUB = 2  # columns: code and label
_LARGEST = 5  # numbers in a row at most
_MOST = 200  # rows of one line that can be tied
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
        return _values(self.numbers)

    @property
    def is_open(self) -> bool:
        """Whether the column of its only part is still to be found."""
        return len(self.numbers) == 2 and len(self.parts) == 1

    @property
    def code_text(self) -> str:
        """The code; empty for a line without one."""
        return self.code.text if self.code else ""


def is_stream(table: Table) -> bool:
    """Whether the grid is one long row."""
    return len(table.rows) == 1 and len(table.rows[0]) > _MANY and not table.chart


def rebuild(text: str, table: Table) -> tuple[Table, Caption] | None:
    """The table with header and rows, and its caption; None when labels and numbers cannot be tied."""
    cells = [_cell(m, table.span.start) for m in _TOKEN.finditer(text[table.span.start : table.span.end])]
    head = _head(cells)
    if head is None:
        return None
    lines, groups = _lines(cells[head.end :])
    width = max(map(len, groups), default=0)
    coded = any(line.code for line in lines)
    if not coded or len(groups) != len(lines) or not 2 <= width <= len(head.values):
        return None
    for line, numbers in zip(lines, groups, strict=True):
        line.numbers = numbers
    _place(lines, width)
    header = _header(head, width)
    rows = (*header, *(_row(line, n) for n, line in enumerate(lines)))
    caption = _caption(text[cells[0].span.start : head.stub[0].span.start])
    return replace(table, rows=rows, header_rows=len(header), width=_STUB + width), caption


@dataclass(frozen=True, slots=True)
class _Head:
    """The header words of the table, and where the body begins among the cells."""

    stub: list[Cell]
    values: list[Cell]
    end: int


def _head(cells: list[Cell]) -> _Head | None:
    """The header before the first amount; None where no stub column has a name or no amount follows."""
    first = next((i for i, c in enumerate(cells) if _is_amount(c)), None)
    if first is None:
        return None
    stub = [c for c in cells[:first] if _names_stub(c)]
    if not stub:
        return None
    start = cells.index(stub[0])
    end = _body(cells, start, first)
    values = [c for c in cells[start:end] if c not in stub and _is_head(c)]
    return _Head(stub, values, end)


def _body(cells: list[Cell], start: int, first: int) -> int:
    """Where the labels before the first amount begin, behind the header that begins at `start`."""
    end = first
    while end - 1 > start and not _ends_head(cells[end - 1]):
        end -= 1
    return end


def _is_amount(cell: Cell) -> bool:
    return "." in cell.text and is_number(cell.text)


def _names_stub(cell: Cell) -> bool:
    return cell.text[-1] not in ":：" and _is_stub(cell)


def _ends_head(cell: Cell) -> bool:
    """Whether the labels of the body begin behind this cell: it is a name of a column, or no word."""
    return not is_words(cell.text) or _is_head(cell)


def _cell(m: regex.Match[str], offset: int) -> Cell:
    return Cell(Span(offset + m.start(), offset + m.end()), m.group(), 0, 0)


def _is_head(cell: Cell) -> bool:
    return bool(rule("tables.column.head").search(label(cell.text))) or _is_stub(cell)


def _is_stub(cell: Cell) -> bool:
    return bool(rule("tables.column.stub").search(label(cell.text)))


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
    values = _values(numbers)
    if len(values) != len(numbers) or count > _MOST:
        return []
    sizes = _Cutting(values, homes, count).sizes()
    ends = list(accumulate(sizes))
    return [numbers[end - size : end] for size, end in zip(sizes, ends, strict=True)]


def _values(numbers: list[Cell]) -> list[Decimal]:
    figures = [figure(c.text, None) for c in numbers]
    return [f.value for f in figures if f]


_Cut = tuple[int, tuple[int, ...]]  # cost, and the size of each group


class _Cutting:
    """The cheapest way to cut numbers into one group for each line; dynamic programming."""

    def __init__(self, values: list[Decimal], homes: list[int], count: int) -> None:
        self._values = values
        self._homes = homes
        self._count = count
        self._known: dict[tuple[int, int, int], _Cut | None] = {}

    def sizes(self) -> tuple[int, ...]:
        """The size of each group, in order; none if the numbers cannot be cut so."""
        found = self._cut(0, self._count, max(1, self._count // (_BALANCED + 1)))
        return found[1] if found else ()

    def _cut(self, start: int, left: int, spare: int) -> _Cut | None:
        """The numbers from `start` on in `left` groups of which `spare` may be out of balance; None if impossible.

        One frame a group: a long line must not use up the stack.
        """
        if left == 0:
            return (0, ()) if start == len(self._values) else None
        key = (start, left, spare)
        if key in self._known:
            return self._known[key]
        options: list[_Cut] = []
        for size in range(1, min(_LARGEST, len(self._values) - start) + 1):
            off = size > 1 and _total(self._values[start : start + size]) is None
            rest = self._cut(start + size, left - 1, spare - off) if off <= spare else None
            if rest is not None:
                cost = rest[0] + _shape_cost(size, off) + self._away(start, size, left)
                options.append((cost, (size, *rest[1])))
        self._known[key] = min(options, key=lambda option: option[0], default=None)
        return self._known[key]

    def _away(self, start: int, size: int, left: int) -> int:
        """How far the numbers of a group are printed from the line that takes them."""
        line = self._count - left
        return sum(abs(home - line) for home in self._homes[start : start + size])


def _shape_cost(size: int, off: bool) -> int:
    if off:
        return _OFF + size
    return _LONE if size == 1 else 0


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
    for parent in _from_the_top(lines):
        _place_children(parent, _children(parent, lines), width)


def _from_the_top(lines: list[_Line]) -> list[_Line]:
    """The total, then the lines with a code, the shortest code first."""
    totals = [x for x in lines if rule("tables.row.total").search(label(x.label.text))]
    coded = [x for x in lines if x.code]
    return [*totals[:1], *sorted(coded, key=lambda x: len(x.code_text))]


def _children(parent: _Line, lines: list[_Line]) -> list[_Line]:
    """The lines one level below: the classes below a line without a code."""
    prefix = parent.code_text
    size = len(prefix) + (2 if prefix else 3)
    return [x for x in lines if len(x.code_text) == size and x.code_text.startswith(prefix)]


def _value(line: _Line, column: int) -> Decimal:
    found = figure(line.parts[column].text, None) if column in line.parts else None
    return found.value if found else Decimal(0)


def _lacking(parent: _Line, children: list[_Line], width: int) -> list[Decimal]:
    """What each column of the parent has beyond the children whose columns are known."""
    placed = [x for x in children if not x.is_open]
    return [_value(parent, c) - sum((_value(x, c) for x in placed), Decimal(0)) for c in range(width)]


def _place_children(parent: _Line, children: list[_Line], width: int) -> None:
    """Try every way to give the open children a column; keep the one way that makes most sums right, if any."""
    free = [x for x in children if x.is_open]
    if not free or len(parent.parts) == 1 or _are_too_many(len(free), width):
        return
    best = _best_ways(free, _lacking(parent, children, width), _CENT * len(children))
    if best is None:
        return
    for line, column in zip(free, best, strict=True):
        line.parts[column] = line.numbers[1]


def _best_ways(free: list[_Line], lacking: list[Decimal], close: Decimal) -> tuple[int, ...] | None:
    """The one way that makes most columns come `close` to what is `lacking`; None where no way or several do."""
    fits: dict[tuple[int, ...], int] = {}
    for ways in product(range(1, len(lacking)), repeat=len(free)):
        fits[ways] = _right_sums(free, ways, lacking, close)
    most = max(fits.values())
    best = [ways for ways, right in fits.items() if right == most]
    return best[0] if most and len(best) == 1 else None


def _are_too_many(free: int, width: int) -> bool:
    """Whether so many lines can be placed in more ways than are worth a try."""
    return free > _FREE or (width - 1) ** free > 2**_FREE


def _right_sums(free: list[_Line], ways: tuple[int, ...], lacking: list[Decimal], close: Decimal) -> int:
    """In how many part columns the free lines, put into `ways`, come close to what is `lacking` there."""
    left = list(lacking)
    for line, column in zip(free, ways, strict=True):
        left[column] -= _value(line, 0)
    return sum(abs(x) < close for x in left[1:])


def _header(head: _Head, width: int) -> list[Row]:
    """The header rows: the total's column first, then the parts as printed; a word left over spans them."""
    total = [c for c in head.values if rule("tables.column.group_head").search(label(c.text))][:1]
    others = [c for c in head.values if c not in total]
    left_over = len(head.values) - width
    spare, parts = others[:left_over], others[left_over:]
    stub = (_head_cell(c, i) for i, c in enumerate(head.stub[:_STUB]))
    values = (_head_cell(c, _STUB + i) for i, c in enumerate((total + parts)[:width]))
    lowest: Row = (*stub, *values)
    if not spare:
        return [lowest]
    return [(_head_cell(spare[0], _STUB, width),), lowest]


def _head_cell(cell: Cell, column: int, columns: int = 1) -> Cell:
    return replace(cell, column=column, columns=columns, header=True)


def _row(line: _Line, row: int) -> Row:
    code = (replace(line.code, row=row),) if line.code else ()
    values = tuple(replace(c, row=row, column=_STUB + column) for column, c in sorted(line.parts.items()))
    return (*code, replace(line.label, row=row, column=1), *values)
