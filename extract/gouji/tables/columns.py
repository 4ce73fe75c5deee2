"""What each column of a table is for, and the halves of a two-sided table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gouji.document import Cell, Table
from gouji.language.codes import level
from gouji.tables import printed_units
from gouji.tables.cell_values import is_code, is_number, is_ordinal_row, is_words, label, rule

_CLASS = 3  # digits of a class (类)
_LEVEL = 2  # digits that each level below adds


@dataclass(frozen=True, slots=True)
class Half:
    """Stub and value columns that belong together: a whole table, or one side of a two-sided one."""

    labels: tuple[int, ...]
    codes: tuple[int, ...]
    values: tuple[int, ...]
    stub: str  # the header over the labels


class Columns:
    """Header paths and halves of one resolved table, found once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.data = [row for row in table.rows[table.header_rows :] if not is_ordinal_row(row)]
        self._texts: dict[int, list[str]] = {}
        for cell in (c for row in self.data for c in row if c.columns == 1 and label(c.text)):
            self._texts.setdefault(cell.column, []).append(cell.text)
        self._codes: dict[Half, dict[int, str]] = {}
        self.paths = [self._path(c) for c in range(table.width)]
        self.halves = self._halves()

    def _path(self, column: int) -> tuple[str, ...]:
        """The header labels over a column, outermost first; a word cut over two rows is one label."""
        cells = [
            c
            for row in self.table.rows[: self.table.header_rows]
            if not is_ordinal_row(row)
            for c in row
            if c.column <= column < c.column + c.columns
        ]
        path: list[str] = []
        narrow = False
        for c in cells:
            words = label(printed_units.without_note(c.text))
            if not is_words(words) or (path and path[-1] == words):
                continue
            if path and narrow and c.columns == 1:
                path[-1] += words
            else:
                path.append(words)
            narrow = c.columns == 1
        return tuple(path)

    def kind(self, column: int) -> str:
        """ordinal, code, value, label, text, or blank (a header that tells nothing over no data)."""
        path = self.paths[column]
        head = path[-1] if path else ""
        if rule("tables.column.ordinal").search(head):
            return "ordinal"
        texts = self._texts.get(column, [])
        numbers = [t for t in texts if is_number(t)]
        if rule("tables.column.code").search(head) or _are_codes(numbers):
            return "code"
        if len(numbers) * 2 > len(texts) or (numbers and _names_values(head)):
            return "value"
        if rule("tables.column.stub").search(head) or not head:
            return "label"
        if not texts:
            return "value" if rule("tables.column.head").search(head) else "blank"
        return "text"

    def _halves(self) -> tuple[Half, ...]:
        halves: list[tuple[list[int], list[int], list[int]]] = [([], [], [])]
        for column in range(self.table.width):
            kind = self.kind(column)
            labels, codes, values = halves[-1]
            if kind in ("label", "code"):
                if codes and labels and not values and self._reclassifies(column):
                    continue
                if values and (self.paths[column] or kind == "code"):
                    halves.append(([], [], []))
                    labels, codes, values = halves[-1]
                (labels if kind == "label" else codes).append(column)
            elif kind in ("text", "blank") and not values:
                labels.append(column)
            elif kind == "value":
                values.append(column)
        return tuple(
            Half(tuple(labels), tuple(codes), tuple(values), self._stub(labels))
            for labels, codes, values in halves
            if values
        )

    def _reclassifies(self, column: int) -> bool:
        """Whether a stub column places each row in a second classification (政府经济科目 beside 部门经济科目)."""
        return bool(rule("tables.column.second").search("".join(self.paths[column])))

    def _stub(self, labels: list[int]) -> str:
        return next((self.paths[c][-1] for c in labels if self.paths[c]), "")

    def row_labels(self, row: tuple[Cell, ...], half: Half) -> list[tuple[str, Cell]]:
        """The labels of a row with their cells, outermost first.

        Label columns under one header are one label, however it was cut; a cell that spans into the stub
        (合计) counts with the column it ends in.
        """
        parts: dict[str, tuple[str, Cell]] = {}
        stub = {*half.labels, *half.codes}
        for c in row:
            covered = [column for column in range(c.column, c.column + c.columns) if column in stub]
            if not covered or not label(c.text) or not (is_words(c.text) or c.column in half.labels):
                continue
            head = self._stub_head(covered[-1])
            words, first = parts.get(head, ("", c))
            parts[head] = (words + label(c.text), first)
        return [part for part in parts.values() if is_words(part[0])]

    def _stub_head(self, column: int) -> str:
        """The header of a label column; a column without one goes with the next."""
        while column < self.table.width - 1 and not self.paths[column]:
            column += 1
        return "/".join(self.paths[column])

    @cached_property
    def single(self) -> frozenset[Half]:
        """The halves in which only one row gives figures, so that it needs no label."""

        def stated(half: Half) -> int:
            return sum(any(c.column in half.values and is_number(c.text) for c in row) for row in self.data)

        return frozenset(half for half in self.halves if stated(half) == 1)

    def code(self, row: tuple[Cell, ...], half: Half) -> str:
        """The classification code of a row: one cell, or its levels in several (301 | 01)."""
        if half not in self._codes:
            self._codes[half] = {id(r): code for r, code in _codes_down(self.data, half)}
        return self._codes[half].get(id(row), "")


def _codes_down(rows: list[tuple[Cell, ...]], half: Half) -> Iterator[tuple[tuple[Cell, ...], str]]:
    """Each row with its code. Where a row prints the lower levels only, the upper ones are those of the row above."""
    above: dict[int, str] = {}
    for row in rows:
        parts = {c.column: "".join(c.text.split()) for c in row if c.column in half.codes and is_code(c.text)}
        if not parts:
            yield row, ""
            continue
        if len(parts) > 1 and any(len(p) > _CLASS for p in parts.values()):
            yield row, max(parts.values(), key=len)  # the lowest level; of two classifications the first
            continue
        first, last = min(parts), max(parts)
        upper = [c for c in half.codes if c < first]
        if len(parts[first]) == _LEVEL and all(c in above for c in upper):
            parts = {**{c: above[c] for c in upper}, **parts}
        above = {c: p for c, p in {**above, **parts}.items() if c <= last}
        yield row, "".join(parts[c] for c in sorted(parts))


def _names_values(head: str) -> bool:
    """Whether a header plainly heads figures, so that notes printed below them do not hide these."""
    return bool(rule("tables.column.head").search(head) or printed_units.in_label(head))


def _are_codes(numbers: list[str]) -> bool:
    """Whether a column's numbers can only be codes: only digits, of a code's length or zero-led."""
    if not numbers or not all(is_code(n) for n in numbers):
        return False
    return all(level(n) for n in numbers) or any(n.startswith("0") and len(n) > 1 for n in numbers)
