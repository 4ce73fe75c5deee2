"""What each column of a table is for, and the halves of a two-sided table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import chain, takewhile

import regex

from gouji.document import Cell, Table
from gouji.language import classification, rules
from gouji.language.codes import above as codes_above
from gouji.language.codes import level
from gouji.tables import printed_units
from gouji.tables.cell_values import figure, is_code, is_number, is_ordinal_row, is_words, label, rule
from gouji.tables.forms import begins_goals
from gouji.tables.headers import Row, filled, labels

_CLASS = 3  # digits of a class (类)
_FEW = 2  # rows that are too few to be a total and its parts
_LEVEL = 2  # digits that each level below adds
_LED = regex.compile(r"(?P<code>\d{3}(?:\d\d){0,2})[-—_.:：]?(?=\p{Han})")
_LOWEST = 7  # digits of a code of the lowest level
_FEWEST_CODES = 3  # labels that begin with codes, at least


@dataclass(frozen=True, slots=True)
class Half:
    """Stub and value columns that belong together: a whole table, or one side of a two-sided one."""

    labels: tuple[int, ...]
    codes: tuple[int, ...]
    values: tuple[int, ...]
    stub: str  # the header over the labels


@dataclass(slots=True)
class _Side:
    """A half while its columns are collected."""

    labels: list[int] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    second: bool = False  # whether a second classification has begun

    @property
    def has_whole_stub(self) -> bool:
        """Whether labels and codes have been found and no values yet."""
        return bool(self.labels and self.codes and not self.values)


class Columns:
    """Header paths and halves of one resolved table, found once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.data = [row for row in table.rows[table.header_rows :] if not is_ordinal_row(row)]
        self._texts = self._texts_by_column()
        self._codes: dict[Half, dict[int, str]] = {}
        self.paths = [self._path(c) for c in range(table.width)]
        self.halves = self._halves()

    def _texts_by_column(self) -> dict[int, list[str]]:
        """The texts below the header, without those of cells that cover several columns."""
        texts: dict[int, list[str]] = {}
        for cell in chain.from_iterable(self.data):
            if cell.columns == 1 and label(cell.text):
                texts.setdefault(cell.column, []).append(cell.text)
        return texts

    def _path(self, column: int) -> tuple[str, ...]:
        """The header labels over a column, outermost first; a word cut over two rows is one label."""
        path: list[str] = []
        narrow = False
        for cell in self._heads_over(column):
            words = label(printed_units.without_note(cell.text))
            repeated = path[-1:] == [words]
            if repeated or not is_words(words):
                continue
            if path and narrow and cell.columns == 1:
                if _is_debris_below(path[-1], words):
                    continue
                path[-1] += words
            else:
                path.append(words)
            narrow = cell.columns == 1
        return tuple(path)

    def _heads_over(self, column: int) -> Iterator[Cell]:
        """The header cells that cover a column, from the top down."""
        for row in self.table.rows[: self.table.header_rows]:
            if not is_ordinal_row(row) and not _tells_owner(row):
                yield from (c for c in row if c.column <= column < c.column + c.columns)

    def kind(self, column: int) -> str:
        """ordinal, code, value, label, text, or blank (a header that tells nothing over no data)."""
        path = self.paths[column]
        head = path[-1] if path else ""
        if rule("tables.column.ordinal").search(head):
            return "ordinal"
        texts = self._texts.get(column, [])
        numbers = [t for t in texts if is_number(t)]
        if rule("tables.column.code").search(head):
            return "code"
        if len(numbers) * 2 > len(texts) and _are_codes(numbers) and not _are_yuan(head, numbers):
            return "code"
        if len(numbers) * 2 > len(texts) or (numbers and _names_values(head)):
            return "value"
        return _kind_of_words(head, bool(texts))

    def _halves(self) -> tuple[Half, ...]:
        sides = [_Side()]
        for column in range(self.table.width):
            kind = self.kind(column)
            if kind in ("label", "code"):
                self._add_stub(sides, column, kind)
            elif kind == "value":
                sides[-1].values.append(column)
            elif kind in ("text", "blank") and not (sides[-1].values or sides[-1].second):
                sides[-1].labels.append(column)
        return tuple(self._half(side) for side in self._with_own_stub(sides) if side.values)

    def _with_own_stub(self, sides: list[_Side]) -> Iterator[_Side]:
        """The sides; values behind codes that no words name (金额 behind 经济科目编码) go with the rows before them."""
        before = sides[0]
        for side in sides[1:]:
            if side.codes and not any(self.kind(c) == "label" for c in side.labels):
                before.values += side.values
                continue
            yield before
            before = side
        yield before

    def _add_stub(self, sides: list[_Side], column: int, kind: str) -> None:
        """Add a column of labels or codes to the last side, or to a new one if it stands behind values.

        Codes behind codes and counts (科目编码, 数量, 经济科目编码) go on with the stub: counts are no values.
        """
        side = sides[-1]
        if kind == "code" and side.codes and all(map(self._counts, side.values)):
            side.values.clear()
        if side.has_whole_stub and (self._reclassifies(column) or self._is_of_second(side, column)):
            return
        headed = kind == "code" or bool(self.paths[column])
        if side.values and headed:
            side = _Side()
            sides.append(side)
        columns = side.labels if kind == "label" else side.codes
        columns.append(column)

    def _counts(self, column: int) -> bool:
        """Whether the heads over a column say that it counts things, and name no unit of money."""
        path = self.paths[column]
        return any(map(printed_units.counts, path)) and not any(map(printed_units.in_label, path))

    def _half(self, side: _Side) -> Half:
        return Half(tuple(side.labels), tuple(side.codes), tuple(side.values), self._stub(side.labels))

    def _reclassifies(self, column: int) -> bool:
        """Whether a stub column places each row in a second classification (政府经济科目 beside 部门经济科目)."""
        return bool(rule("tables.column.second").search("".join(self.paths[column])))

    def _is_of_second(self, side: _Side, column: int) -> bool:
        """Whether a stub column belongs to codes of another classification than the first (301 01 beside 501 01)."""
        first = {k for c in side.codes for k in self._classifications(c)}
        own = self._classifications(column)
        side.second = side.second or bool(first and own and first.isdisjoint(own))
        return side.second

    def _classifications(self, column: int) -> set[str]:
        """The classifications whose codes stand in a column."""
        texts = ("".join(t.split()) for t in self._texts.get(column, []))
        return {kind for kind in map(classification.kind, texts) if kind}

    def _stub(self, labels: list[int]) -> str:
        return next((self.paths[c][-1] for c in labels if self.paths[c]), "")

    def row_labels(self, row: Row, half: Half) -> list[tuple[str, Cell]]:
        """The labels of a row with their cells, outermost first.

        Label columns under one header are one label, however it was cut; a cell that spans into the stub
        (合计) counts with the column it ends in.
        """
        parts: dict[str, tuple[str, Cell]] = {}
        for c in row:
            last = _last_stub_column(c, half)
            if last is None or not _is_label(c, half):
                continue
            head = self._stub_head(last)
            words, first = parts.get(head, ("", c))
            parts[head] = (words + label(c.text), first)
        with_words = [part for part in parts.values() if is_words(part[0])]
        named = with_words or [part for part in parts.values() if _is_name(part[0])]
        return [(_LED.sub("", words), cell) for words, cell in named] if self._is_led(half) else named

    def _stub_head(self, column: int) -> str:
        """The header of a label column; a column without one goes with the next."""
        while column < self.table.width - 1 and not self.paths[column]:
            column += 1
        return "/".join(self.paths[column])

    @cached_property
    def single(self) -> frozenset[Half]:
        """The halves in which only one row gives figures, so that it needs no label."""
        return frozenset(half for half in self.halves if self._rows_with_figures(half) == 1)

    def _rows_with_figures(self, half: Half) -> int:
        money = takewhile(lambda row: not begins_goals(row), self.data)  # figures of indicators are none
        return sum(_has_figure(row, half) for row in money)

    def leads_with_total(self, row: Row, half: Half) -> bool:
        """Whether a row without label is the total of the rows below it: the first one, with the largest figures."""
        rows = [r for r in self.data if _has_figure(r, half)]
        if len(rows) <= _FEW or rows[0] is not row or not all(self.row_labels(r, half) for r in rows[1:]):
            return False
        own, others = _values(row, half), [_values(r, half) for r in rows[1:]]
        return all(value > max((o[c] for o in others if c in o), default=value) for c, value in own.items())

    def code(self, row: Row, half: Half) -> str:
        """The classification code of a row: one cell, its levels in several (301 | 01), or the begin of its label."""
        if self._is_led(half):
            return next(filter(None, (_code_before(c.text) for c in row if c.column in half.labels)), "")
        if half not in self._codes:
            self._codes[half] = {id(r): code for r, code in _codes_down(self.data, half)}
        return self._codes[half].get(id(row), "")

    def _is_led(self, half: Half) -> bool:
        """Whether the labels of a half begin with codes, some of which stand below others."""
        return half in self._led

    @cached_property
    def _led(self) -> frozenset[Half]:
        return frozenset(half for half in self.halves if not half.codes and self._begin_with_codes(half))

    def _begin_with_codes(self, half: Half) -> bool:
        texts = [text for column in half.labels for text in self._texts.get(column, [])]
        found = {code for text in texts if (code := _code_before(text))}
        below = [code for code in found if not found.isdisjoint(codes_above(code)) and classification.kind(code)]
        return len(found) >= _FEWEST_CODES and 2 * len(found) >= len(texts) and bool(below)


def _code_before(text: str) -> str:
    """The code that a label begins with; empty where it begins with none."""
    led = _LED.match(label(text))
    return led["code"] if led else ""


def _tells_owner(row: Row) -> bool:
    """Whether a row above the heads tells whose the table is (部门名称, and the name beside it): it heads no column."""
    told = ":".join(labels(filled(row)))
    return rules.load("structure")["structure.form_owner"].search(told) is not None


def _is_debris_below(head: str, words: str) -> bool:
    """Whether words below a complete head (总计) are a misread line: with them it would head nothing."""
    is_whole = rule("tables.row.total").search(head) is not None
    return is_whole and not words.startswith(("(", "（")) and not _names_values(head + words)


def _values(row: Row, half: Half) -> dict[int, Decimal]:
    """The figures of a row in the value columns of a half, by column."""
    found = {c.column: figure(c.text, None) for c in row if c.column in half.values}
    return {column: value.value for column, value in found.items() if value is not None}


def _has_figure(row: Row, half: Half) -> bool:
    return any(c.column in half.values and is_number(c.text) for c in row)


def _is_name(words: str) -> bool:
    """Whether a label without words is the sign of a project (JD008), and no number."""
    return any(map(str.isalpha, words)) and not is_number(words)


def _last_stub_column(cell: Cell, half: Half) -> int | None:
    """The last stub column that a cell covers."""
    covered = range(cell.column, cell.column + cell.columns)
    return max((c for c in (*half.labels, *half.codes) if c in covered), default=None)


def _is_label(cell: Cell, half: Half) -> bool:
    """Whether a cell of the stub says something: words, or anything in a label column."""
    if not label(cell.text):
        return False
    return cell.column in half.labels or is_words(cell.text)


def _codes_down(rows: list[Row], half: Half) -> Iterator[tuple[Row, str]]:
    """Each row with its code. Where a row prints the lower levels only, the upper ones are those of the row above."""
    above: dict[int, str] = {}
    for row in rows:
        parts = _codes_of(row, half)
        if not parts:
            yield row, ""
        elif _are_whole(list(parts.values())):
            yield row, max(parts.values(), key=len)  # the lowest level; of two classifications the first
        else:
            last = max(parts)
            parts = {**_levels_above(parts, above, half), **parts}
            above = {c: p for c, p in {**above, **parts}.items() if c <= last}
            yield row, "".join(parts[c] for c in sorted(parts))


def _codes_of(row: Row, half: Half) -> dict[int, str]:
    """The codes, or levels of one, that a row prints, by column."""
    cells = [c for c in row if c.column in half.codes]
    codes = {c.column: "".join(c.text.split()) for c in cells}
    first = min(half.codes, default=0)
    codes = {c: _whole_level(code) if c > first else code for c, code in codes.items()}
    return {c: code for c, code in codes.items() if is_code(code)}


def _whole_level(code: str) -> str:
    """A level below the class with its leading nought, which a sheet that takes it for a number drops (2 for 02)."""
    return code.zfill(_LEVEL) if code.isdecimal() else code


def _are_whole(parts: list[str]) -> bool:
    """Whether several codes stand in one row of which one is longer than a class: each is a code of its own."""
    return len(parts) > 1 and any(len(p) > _CLASS for p in parts)


def _levels_above(parts: dict[int, str], above: dict[int, str], half: Half) -> dict[int, str]:
    """The upper levels that a row leaves to the row above it; none where that lacks one of them."""
    first = min(parts)
    upper = [c for c in half.codes if c < first]
    if len(parts[first]) != _LEVEL or any(c not in above for c in upper):
        return {}
    return {c: above[c] for c in upper}


def _kind_of_words(head: str, filled: bool) -> str:
    """What a column is for that gives neither codes nor figures; `filled` tells whether it says anything."""
    if not head or rule("tables.column.stub").search(head):
        return "label"
    if filled:
        return "text"
    return "value" if rule("tables.column.head").search(head) else "blank"


def _names_values(head: str) -> bool:
    """Whether a header plainly heads figures, so that notes printed below them do not hide these."""
    return bool(rule("tables.column.head").search(head) or printed_units.in_label(head))


def _are_codes(numbers: list[str]) -> bool:
    """Whether a column's numbers can only be codes: only digits, of a code's length or zero-led."""
    if not numbers or not all(is_code(n) for n in numbers):
        return False
    return all(level(n) for n in numbers) or any(_is_zero_led(n) for n in numbers)


def _are_yuan(head: str, numbers: list[str]) -> bool:
    """Whether what could be codes of the lowest level alone is amounts, by the head: yuan without commas and cents."""
    return all(len(n) == _LOWEST for n in numbers) and _names_values(head)


def _is_zero_led(number: str) -> bool:
    return len(number) > 1 and number.startswith("0")
