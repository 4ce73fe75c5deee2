"""A sheet of a workbook, and workbooks of which only the values can be read (xls, ods)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import python_calamine as calamine
import regex
from openpyxl.utils import get_column_letter

from gouji.readers.limits import LIMITS, Clock
from gouji.readers.sheet.number_format import fixed, usual_decimals

_SPARSE = 10  # places of a sheet for each one that may be filled
_SHEETS = "xl/worksheets/"
_PLACE = regex.compile(rb'\sr="(?<column>[A-Za-z]{1,20})(?<row>[0-9]{1,20})"')


@dataclass
class Sheet:
    """The filled cells of a sheet by row and column, from 0, and what each merged cell reaches to."""

    name: str
    hidden: bool = False
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    uncached: set[tuple[int, int]] = field(default_factory=set)  # formulas without a value
    lost: list[int] = field(default_factory=list)  # rows with a value that cannot be told
    unshown: set[tuple[int, int]] = field(default_factory=set)  # numbers with a format that cannot be applied

    def put(self, row: int, column: int, text: str) -> None:
        text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\t", " ").strip()
        if text or (row, column) in self.uncached:
            self.rows.setdefault(row, {})[column] = text

    def words(self, row: int) -> str:
        return "  ".join(t for _, t in sorted(self.rows[row].items()) if t)

    def hides(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)

    def address(self, row: int, column: int) -> str:
        return f"{get_column_letter(column + 1)}{row + 1}"


def plain_sheets(data: bytes, path: Path, clock: Clock) -> Iterator[Sheet]:
    """The sheets through calamine: values and merged cells.

    Raises CalamineError, or BadZipFile of a damaged archive; GoujiError E014 beyond a limit.
    """
    seen = 0
    _check_spread(data, path)
    with calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        for meta in book.sheets_metadata:
            if meta.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            found = book.get_sheet_by_name(meta.name)
            sheet = Sheet(meta.name, meta.visible != calamine.SheetVisibleEnum.Visible)
            top, left = found.start or (0, 0)
            LIMITS.check("cells", found.height * found.width / _SPARSE, path)
            rows = [(top + r, _filled(row, left)) for r, row in enumerate(_values(found, sheet))]
            seen += sum(len(row) for _, row in rows)
            LIMITS.check("cells", seen, path)
            clock.check()
            sheet.merged = dict(found.merged_cell_ranges or ())
            # Rows between empty ones have columns of their own: another table may stand below.
            for filled, run in groupby(rows, key=lambda r: bool(r[1])):
                if filled:
                    _put(sheet, list(run))
            yield sheet


def _check_spread(data: bytes, path: Path) -> None:
    """Raises GoujiError E014 where the cells of a sheet of an xlsx stand too far apart.

    Calamine holds every place between the first and the last, and ends the whole process where there is no room.
    """
    if not data.startswith(b"PK"):
        return
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith(_SHEETS):
                LIMITS.check("cells", _spread(archive.read(name)) / _SPARSE, path)


def _spread(xml: bytes) -> int:
    """How many places the rectangle around the cells of a sheet holds."""
    rows, columns = set[int](), set[int]()
    for found in _PLACE.finditer(xml):
        columns.add(_column(found["column"].upper()))
        rows.add(int(found["row"]))
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) if rows else 0


def _column(letters: bytes) -> int:
    """The number of a column by its letters, however far away it is."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("@")
    return number


def _values(found: Any, sheet: Sheet) -> list[Sequence[Any]]:
    """The values of the rows; a row with a time that no clock shows (10³⁰⁰ hours) is left empty and told."""
    try:
        return list(found.to_python())
    except (ArithmeticError, ValueError):
        top = (found.start or (0, 0))[0]
    rows: list[Sequence[Any]] = []
    each = found.iter_rows()
    while True:
        try:
            rows.append(next(each))
        except StopIteration:
            return rows[top:]
        except (ArithmeticError, ValueError):
            sheet.lost.append(len(rows))
            rows.append(())


def _filled(row: Sequence[Any], left: int) -> dict[int, Any]:
    return {left + c: v for c, v in enumerate(row) if v != ""}


def _put(sheet: Sheet, rows: Sequence[tuple[int, dict[int, Any]]]) -> None:
    """Rows of values as text: the numbers of a column with as many decimals as the column needs."""
    decimals = _decimals(row for _, row in rows)
    for r, row in rows:
        counting = _counts(row.values())
        for c, v in row.items():
            if _is_number(v):
                sheet.put(r, c, fixed(v, 0 if counting else decimals[c]))
            else:
                sheet.put(r, c, _value(v))


def _decimals(rows: Iterable[dict[int, Any]]) -> dict[int, int]:
    """How many decimals the numbers of each column need."""
    numbers: dict[int, list[float]] = {}
    for row in rows:
        for column, value in row.items():
            if _is_number(value):
                numbers.setdefault(column, []).append(value)
    return {column: usual_decimals(found) for column, found in numbers.items()}


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _counts(row: Iterable[Any]) -> bool:
    """Whether the row's numbers only number the columns: 1, 2, 3 and so on."""
    numbers = [v for v in row if _is_number(v)]
    if len(numbers) < 3 or numbers[-1] >= 100:
        return False
    return all(b - a == 1 for a, b in pairwise(numbers))


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")
    return str(value)
