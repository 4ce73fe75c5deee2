"""The sheets of an xlsx file, each cell as its number format shows it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

import openpyxl
from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import coordinate_to_tuple, range_boundaries

from gouji.readers.limits import LIMITS, Clock
from gouji.readers.sheet.number_format import CHINESE, general, shown
from gouji.readers.sheet.workbook import Sheet

_ROWS, _COLUMNS = 1 << 20, 1 << 14  # that a sheet can have


def xlsx_sheets(data: bytes, path: Path, clock: Clock) -> Iterator[Sheet]:
    """The sheets through openpyxl's book (names, strings, formats) and the rows as they stream by.

    openpyxl itself would make an object of every empty formatted cell, and needs two passes to tell a formula
    from its value. Raises what openpyxl and lxml raise on a damaged file.
    """
    with catch_warnings():
        simplefilter("ignore")  # what openpyxl will not keep when it writes
        book: Any = openpyxl.load_workbook(BytesIO(data), read_only=True)
    LIMITS.check("cells", sum(_values(book, ws) for ws in book.worksheets), path)
    seen = 0
    for ws in book.worksheets:
        sheet = Sheet(ws.title, ws.sheet_state != "visible")
        row = -1
        with book._archive.open(ws._worksheet_path) as file:
            for count, element in enumerate(_elements(file)):
                if count % 1000 == 0:
                    clock.check()
                name = etree.QName(element).localname
                if name == "row":
                    row = int(element.get("r", row + 2)) - 1
                    _row(book, ws, sheet, row, element)
                    LIMITS.check("cells", seen := seen + len(sheet.rows.get(row, ())), path)
                elif name == "col" and _on(element.get("hidden")):
                    sheet.hidden_columns.append((int(element.get("min")) - 1, int(element.get("max")) - 1))
                elif name == "mergeCell":
                    left, top, right, bottom = range_boundaries(element.get("ref"))
                    sheet.merged[top - 1, left - 1] = (bottom - 1, right - 1)
        yield sheet
    if not book.worksheets:
        raise ValueError("no sheets")


def _values(book: Any, ws: Any) -> int:
    """How many values a sheet's XML holds, or a few less: counting them costs little, reading them much."""
    with book._archive.open(ws._worksheet_path) as file:
        return sum(part.count(b"</v>") + part.count(b"</is>") for part in iter(lambda: file.read(1 << 20), b""))


def _elements(file: Any) -> Iterator[Any]:
    """Rows, columns and merged cells of a sheet's XML, each forgotten after its turn."""
    tags = ("{*}row", "{*}col", "{*}mergeCell")
    for _, element in etree.iterparse(file, tag=tags, resolve_entities=False, no_network=True, huge_tree=False):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _on(flag: str | None) -> bool:
    return flag in ("1", "true")


def _row(book: Any, ws: Any, sheet: Sheet, row: int, element: Any) -> None:
    if _on(element.get("hidden")):
        sheet.hidden_rows.append(row)
    column = -1
    for c in element:
        place = c.get("r")
        if not len(c):  # formatted, but empty: there may be millions
            column += not place
            continue
        column = coordinate_to_tuple(place)[1] - 1 if place else column + 1
        if not (0 <= row < _ROWS and 0 <= column < _COLUMNS):
            raise ValueError(f"no such cell: {place}")
        parts = {etree.QName(part).localname: part for part in c}
        kind, value = c.get("t", "n"), parts["v"].text if "v" in parts else None
        if "f" in parts and value is None and kind != "str":
            sheet.uncached.add((row, column))
            sheet.put(row, column, "")
        elif kind == "inlineStr" and "is" in parts:
            runs = (t for t in parts["is"].iter("{*}t") if etree.QName(t.getparent()).localname != "rPh")
            sheet.put(row, column, "".join(t.text or "" for t in runs))
        elif value is not None and kind == "n":
            try:
                text = shown(float(value), _pattern(book, int(c.get("s", 0))), book.epoch.year == 1904)
            except (ArithmeticError, LookupError, ValueError):  # of this cell; the others keep their formats
                sheet.unshown.add((row, column))
                text = _unformatted(value)
            sheet.put(row, column, text)
        elif value is not None:
            sheet.put(row, column, _text(ws, kind, value))


def _text(ws: Any, kind: str, value: str) -> str:
    """What the cell shows of a stored value that is no number."""
    if kind == "s":
        return str(ws._shared_strings[int(value)])
    if kind == "b":
        return "TRUE" if _on(value) else "FALSE"
    return value


def _unformatted(value: str) -> str:
    try:
        return general(float(value))
    except ValueError:
        return value


def _pattern(book: Any, style: int) -> str:
    """The number format of a style. Raises IndexError."""
    number = book._cell_styles[style].numFmtId
    pattern = CHINESE.get(number) or BUILTIN_FORMATS.get(number, "General")
    if number >= BUILTIN_FORMATS_MAX_SIZE:
        pattern = book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE]
    return str(pattern)
