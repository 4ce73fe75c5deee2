"""Where the cells of a word processor's table stand, and what they cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn

from gouji.readers.word.wordprocessingml import Element, children, is_deleted, number, switch, value

_ROW, _ROW_PROPERTIES, _BEFORE, _HIDDEN = qn("w:tr"), qn("w:trPr"), qn("w:gridBefore"), qn("w:hidden")
_CELL, _PROPERTIES, _SPAN, _DELETED = qn("w:tc"), qn("w:tcPr"), qn("w:gridSpan"), qn("w:cellDel")
_DOWN, _ACROSS = qn("w:vMerge"), qn("w:hMerge")


@dataclass
class Placed:
    """A `w:tc` and the rows and columns that it covers."""

    element: Element
    row: int
    column: int
    columns: int
    rows: int = 1


def placed(table: Element) -> Iterator[list[Placed]]:
    """The cells of each row; cells that only continue another one are counted there and left out.

    The rows that a cell covers are known when all rows were read. Rows that are deleted or hidden are left out.
    """
    open_cells: dict[int, Placed] = {}  # by column: those that the next row may continue
    for index, row in enumerate(filter(_is_read_row, children(table))):
        found: list[Placed] = []
        reached: dict[int, Placed] = {}
        for element, column, columns in _spans(row):
            down = element.find(f"{_PROPERTIES}/{_DOWN}")
            above = open_cells.get(column)
            if above and _continues(down):
                above.rows += 1
                reached[column] = above
                continue
            found.append(Placed(element, index, column, columns))
            if down is not None:
                reached[column] = found[-1]
        open_cells = reached
        yield found


def _continues(merge: Element | None) -> bool:
    """Whether a cell that is merged so belongs to the one before it."""
    return merge is not None and value(merge) != "restart"


def _is_read_row(row: Element) -> bool:
    """Whether an element is a row that is neither deleted nor hidden."""
    if row.tag != _ROW:
        return False
    properties = row.find(_ROW_PROPERTIES)
    return not is_deleted(properties) and not switch(properties, _HIDDEN)


def _spans(row: Element) -> list[tuple[Element, int, int]]:
    """Each cell of a row with its first column and the number of its columns."""
    found: list[tuple[Element, int, int]] = []
    column = number(value(row, f"{_ROW_PROPERTIES}/{_BEFORE}"), 0)
    for cell in children(row):
        if cell.tag != _CELL:
            continue
        properties = cell.find(_PROPERTIES)
        if _has(properties, _DELETED):
            continue
        columns = max(1, number(value(properties, _SPAN), 1))
        across = None if properties is None else properties.find(_ACROSS)
        if found and _continues(across):  # older files merge so, without a span
            element, start, before = found[-1]
            found[-1] = (element, start, before + columns)
        else:
            found.append((cell, column, columns))
        column += columns
    return found


def _has(properties: Element | None, name: str) -> bool:
    return properties is not None and properties.find(name) is not None
