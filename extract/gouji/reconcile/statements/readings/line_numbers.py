"""Line numbers of a form (行次): each is one more than that of the row above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Cell, Document, Table
from gouji.language import rules
from gouji.language.view import make_view

_FEWEST = 4  # lines that make a column of numbers


@dataclass(frozen=True, slots=True)
class LineNumber:
    """A line number between two that are two apart: the number that it should have, and those two."""

    cell: Cell
    number: int
    above: Cell
    below: Cell

    @property
    def right(self) -> bool:
        return self.cell.text.strip() == str(self.number)


def line_numbers(document: Document) -> Iterator[LineNumber]:
    """Every line number whose neighbours leave it but one."""
    rule = rules.load("wording")["wording.line_number"]
    for table in document.tables:
        for column in _columns(document, table, rule):
            cells = [c for row in table.rows for c in row if c.column == column and c.text.strip().isdecimal()]
            if len(cells) >= _FEWEST:
                yield from _between(cells)


def _columns(document: Document, table: Table, rule: rules.Rule) -> list[int]:
    """The columns whose head is the word for line numbers."""
    heads = (c for row in table.rows for c in row if c.columns == 1 and c.text)
    return sorted({c.column for c in heads if rule.search(make_view(document.text, c.span.start, c.span.end).text)})


def _between(cells: list[Cell]) -> Iterator[LineNumber]:
    for above, cell, below in zip(cells, cells[1:], cells[2:], strict=False):
        number = int(above.text) + 1
        if int(below.text) == number + 1 and below.row - above.row == cell.row - above.row + 1:
            yield LineNumber(cell, number, above, below)
