"""Which digits of a document were read as figures, which are known for something else, and which are neither.

A digit is read where an amount, a percentage or a count of the prose covers it, or a cell that states a figure. Of the
others, structure tells most: page numbers, contents, heads, labels and codes of tables. What stands in running text is
told by the rules of `patterns/audit.toml`, which see a few characters on either side.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import regex

from gouji.document import Cell, Document, Fact, Span, Table, Zone
from gouji.figures import Figure
from gouji.language import rules
from gouji.tables.cell_values import figure, is_ordinal_row, is_words
from gouji.tables.forms import begins_goals
from gouji.tables.goals import goes_on_with_goals

READ = "read"
UNREAD = ""

_RUN = regex.compile(r"\d+(?:[,，.．](?!(?:19|20)\d\d\s*年)\d+)*")  # 4.2031年 is item 4 and a year
_MEASURED = regex.compile(r"\s*[\p{L}%％‰℃°㎡]")  # a unit behind a number
_ORDINAL = 2  # digits of the number of a column
_AROUND = 24  # characters on either side of a run that rules see
_ZONES = {Zone.DEBRIS: "page", Zone.CONTENTS: "contents", Zone.GLOSSARY: "glossary"}


@dataclass(frozen=True, slots=True)
class Run:
    """A number as printed, digits with the marks between them.

    Attributes
    ----------
    span : where it stands.
    digits : how many of its digits are of this kind.
    kind : `READ`, `UNREAD`, or what it is known for: page, contents, date, code, label …
    amount : whether it is printed as amounts are, with decimals or thousands marks.
    table, row, column : the table by its id, the row and the grid column of the cell in which it stands; table is
        None elsewhere.
    """

    span: Span
    digits: int
    kind: str
    amount: bool
    table: int | None = None
    row: int = 0
    column: int = 0

    @property
    def states(self) -> bool:
        """Whether it states a quantity, read or not, as far as anybody knows."""
        return self.kind in (READ, UNREAD)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell with the table and the row that it stands in."""

    cell: Cell
    table: Table
    row: int


def runs(document: Document, read: Iterable[Span], facts: Iterable[Fact]) -> list[Run]:
    """Every number of the text in its order.

    Parameters
    ----------
    read : the spans of all figures that were read, of prose and of cells.
    facts : the cells among them.
    """
    covered = bytearray(len(document.text))
    for span in read:
        covered[span.start : span.end] = b"\x01" * len(span)
    known = _Known(document, list(facts))
    return [run for m in _RUN.finditer(document.text) for run in _told(m, covered, known)]


def _told(match: regex.Match[str], covered: bytearray, known: _Known) -> Iterator[Run]:
    """A number as one run, or as two where a part of it was read and the rest was not."""
    span, printed = Span(*match.span()), match.group()
    digits = sum(map(str.isdecimal, printed))
    taken = digits
    if b"\x00" in covered[span.start : span.end]:
        taken = sum(c.isdecimal() for c, read in zip(printed, covered[span.start : span.end], strict=True) if read)
    placed = known.cell(span.start)
    where = (placed.table.id, placed.row, placed.cell.column) if placed else (None, 0, 0)
    amount = _prints_amount(printed)
    if taken:
        yield Run(span, taken, READ, amount, *where)
    if taken < digits:
        kind = UNREAD if taken else known.kind(span, placed)
        yield Run(span, digits - taken, kind, amount, *where)


@dataclass
class _Known:
    """What a number that was not read may be known for."""

    document: Document
    facts: Sequence[Fact]
    _ordinal: dict[tuple[int, int], bool] = field(default_factory=dict)

    @cached_property
    def _cells(self) -> list[_Placed]:
        tables = self.document.tables
        found = (_Placed(c, t, r) for t in tables for r, row in enumerate(t.rows) for c in row if len(c.span))
        return sorted(found, key=lambda p: p.cell.span.start)

    @cached_property
    def _starts(self) -> list[int]:
        return [p.cell.span.start for p in self._cells]

    @cached_property
    def _value_columns(self) -> set[tuple[int, int]]:
        """Table and column of every cell that states a figure."""
        return {(f.table, f.column_index) for f in self.facts}

    def _repeats(self, span: Span) -> bool:
        """Whether the line of a number is that of a row of a table, printed again."""
        text = self.document.text
        line = text[text.rfind("\n", 0, span.start) + 1 : text.find("\n", span.end)]
        return "".join(line.split()) in self._rows

    @cached_property
    def _rows(self) -> set[str]:
        """What each row of each table prints, without blanks."""
        rows = (row for table in self.document.tables for row in table.rows)
        return {"".join("".join(c.text for c in row).split()) for row in rows}

    @cached_property
    def _stating(self) -> set[int]:
        """The tables that state a figure."""
        return {table for table, _ in self._value_columns}

    @cached_property
    def _goals(self) -> dict[int, int]:
        """The row of each table that heads its block of indicators, where it has one; -1 where a page before has it."""
        found: dict[int, int] = {}
        for table in self.document.tables:
            if not table.header_rows and goes_on_with_goals(table.rows):
                found[table.id] = -1
                continue
            first = next((r for r, row in enumerate(table.rows) if begins_goals(row)), None)
            if first is not None:
                found[table.id] = first
        return found

    def cell(self, at: int) -> _Placed | None:
        """The cell in which a character stands."""
        i = bisect_right(self._starts, at) - 1
        return self._cells[i] if i >= 0 and at < self._cells[i].cell.span.end else None

    def kind(self, span: Span, placed: _Placed | None) -> str:
        """What a number that was not read is known for; `UNREAD` where nothing is known."""
        if placed:
            return self._in_cell(span, placed)
        block = self.document.block_at(span.start)
        if block is None or any(hole.holds(span) for hole in block.holes):
            return "page"
        if block.zone is Zone.TABLE and (not _prints_amount(self.document.slice(span)) or self._repeats(span)):
            return "head"  # a caption, or the head or a row that a page prints again
        return _ZONES.get(block.zone) or _by_rule(self.document.text, span, block.span)

    def _in_cell(self, span: Span, placed: _Placed) -> str:
        cell, table = placed.cell, placed.table
        amount = _prints_amount(self.document.slice(span))
        if cell.header and not amount:
            return "head"
        if table.id in self._goals and placed.row > self._goals[table.id]:
            return "goal"
        if is_words(cell.text) and not (amount and self._ends_words(span, cell)):
            return "label"
        found = figure(cell.text, None)
        if found is None:
            return _by_rule(self.document.text, span, cell.span)
        return self._alone(placed, found)

    def _alone(self, placed: _Placed, found: Figure) -> str:
        """What the number of a cell that holds nothing else is known for."""
        cell, table = placed.cell, placed.table
        if len(cell.text) <= _ORDINAL and self._numbers_columns(placed):
            return "ordinal"
        if not found.value and table.id in self._stating:
            return "nought"  # beside no label: in a table that is read a nought with one is read too
        return "code" if self._is_code(placed) else UNREAD

    def _ends_words(self, span: Span, cell: Cell) -> bool:
        """Whether a number stands at the end of words or of a part of them, without a unit behind it."""
        behind = self.document.text[span.end : cell.span.end]
        return not _MEASURED.match(behind)

    def _is_code(self, placed: _Placed) -> bool:
        """Whether a whole number stands in a column of codes, serial numbers or counts: no cell of it states a figure.

        In a table that states no figure at all only what begins a row is one.
        """
        cell, table = placed.cell, placed.table
        if not cell.text.isdecimal():
            return False
        if table.id in self._stating:
            return (table.id, cell.column) not in self._value_columns
        before = (c for c in table.rows[placed.row] if c.column < cell.column)
        return all(not c.text for c in before)

    def _numbers_columns(self, placed: _Placed) -> bool:
        """Whether the row of a cell only numbers the columns."""
        key = placed.table.id, placed.row
        if key not in self._ordinal:
            self._ordinal[key] = is_ordinal_row(placed.table.rows[placed.row])
        return self._ordinal[key]


def _prints_amount(text: str) -> bool:
    return not text.isdecimal()


def _by_rule(text: str, span: Span, within: Span) -> str:
    """What the rules say of a number by the characters around it, `UNREAD` where they say nothing."""
    start = max(within.start, span.start - _AROUND)
    window = text[start : min(within.end, span.end + _AROUND)]
    first, last = span.start - start, span.end - start
    for rule in rules.load("audit"):
        for m in rule.finditer(window):
            if m.start() <= first and last <= m.end():
                return str(rule.yields["furniture"])
    return UNREAD
