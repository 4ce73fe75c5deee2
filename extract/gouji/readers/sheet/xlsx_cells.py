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
        reader = _Reader(book, ws, sheet)
        with book._archive.open(ws._worksheet_path) as file:
            for count, element in enumerate(_elements(file)):
                if count % 1000 == 0:
                    clock.check()
                seen += reader.read(element)
                LIMITS.check("cells", seen, path)
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


class _Reader:
    """Reads the elements of a sheet's XML into the sheet, one after the other."""

    def __init__(self, book: Any, worksheet: Any, sheet: Sheet) -> None:
        self._book, self._worksheet, self._sheet = book, worksheet, sheet
        self._row = -1
        self._column = -1

    def read(self, element: Any) -> int:
        """How many filled cells the element held."""
        name = etree.QName(element).localname
        if name == "row":
            self._row = int(element.get("r", self._row + 2)) - 1
            self._read_row(element)
            return len(self._sheet.rows.get(self._row, ()))
        if name == "mergeCell":
            left, top, right, bottom = range_boundaries(element.get("ref"))
            self._sheet.merged[top - 1, left - 1] = (bottom - 1, right - 1)
        elif name == "col" and _on(element.get("hidden")):
            first, last = int(element.get("min")), int(element.get("max"))
            self._sheet.hidden_columns.append((first - 1, last - 1))
        return 0

    def _read_row(self, element: Any) -> None:
        if _on(element.get("hidden")):
            self._sheet.hidden_rows.append(self._row)
        self._column = -1
        for cell in element:
            place = cell.get("r")
            if len(cell):
                self._column = coordinate_to_tuple(place)[1] - 1 if place else self._column + 1
                self._check(place)
                self._read_cell(cell)
            elif not place:  # formatted, but empty: there may be millions
                self._column += 1

    def _check(self, place: str | None) -> None:
        """Raises ValueError where no sheet has such a place."""
        if not (0 <= self._row < _ROWS and 0 <= self._column < _COLUMNS):
            raise ValueError(f"no such cell: {place}")

    def _read_cell(self, cell: Any) -> None:
        parts = {etree.QName(part).localname: part for part in cell}
        kind = cell.get("t", "n")
        value = parts["v"].text if "v" in parts else None
        if value is None and kind != "str" and "f" in parts:
            self._sheet.uncached.add((self._row, self._column))
            self._put("")
        elif kind == "inlineStr" and "is" in parts:
            self._put(_inline(parts["is"]))
        elif value is not None:
            self._put(self._number(cell, value) if kind == "n" else _text(self._worksheet, kind, value))

    def _put(self, text: str) -> None:
        self._sheet.put(self._row, self._column, text)

    def _number(self, cell: Any, value: str) -> str:
        """A number as its format shows it. Where that cannot be applied, the other cells keep theirs."""
        try:
            pattern = _pattern(self._book, int(cell.get("s", 0)))
            return shown(float(value), pattern, self._book.epoch.year == 1904)
        except (ArithmeticError, LookupError, ValueError):
            self._sheet.unshown.add((self._row, self._column))
            return _unformatted(value)


def _inline(string: Any) -> str:
    """The text of a string that stands in its cell, without the readings printed above ideographs (`rPh`)."""
    texts: list[str] = []
    for run in string.iter("{*}t"):
        if etree.QName(run.getparent()).localname != "rPh":
            texts.append(run.text or "")
    return "".join(texts)


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
