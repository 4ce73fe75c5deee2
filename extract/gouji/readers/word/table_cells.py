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
    rows = (child for child in children(table) if child.tag == _ROW)
    for index, row in enumerate(r for r in rows if _is_read(r.find(_ROW_PROPERTIES))):
        found: list[Placed] = []
        reached: dict[int, Placed] = {}
        for element, column, columns in _spans(row):
            down = element.find(f"{_PROPERTIES}/{_DOWN}")
            above = open_cells.get(column)
            if above and down is not None and value(down) != "restart":
                above.rows += 1
                reached[column] = above
                continue
            found.append(Placed(element, index, column, columns))
            if down is not None:
                reached[column] = found[-1]
        open_cells = reached
        yield found


def _is_read(properties: Element | None) -> bool:
    return not is_deleted(properties) and not switch(properties, _HIDDEN)


def _spans(row: Element) -> list[tuple[Element, int, int]]:
    """Each cell of a row with its first column and the number of its columns."""
    found: list[tuple[Element, int, int]] = []
    column = number(value(row, f"{_ROW_PROPERTIES}/{_BEFORE}"), 0)
    for cell in children(row):
        properties = cell.find(_PROPERTIES) if cell.tag == _CELL else None
        if cell.tag != _CELL or (properties is not None and properties.find(_DELETED) is not None):
            continue
        columns = max(1, number(value(properties, _SPAN), 1))
        across = None if properties is None else properties.find(_ACROSS)
        if found and across is not None and value(across) != "restart":  # older files merge so, without a span
            found[-1] = (*found[-1][:2], found[-1][2] + columns)
        else:
            found.append((cell, column, columns))
        column += columns
    return found
