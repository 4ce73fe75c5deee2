"""A workbook: one sheet a record type, findings first, numbers as numbers beside the text as printed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gouji.errors import GoujiError
from gouji.records import contract
from gouji.records.results import CheckResult, Result
from gouji.report import Add, flat_rows
from gouji.report.own_reports import GENERATOR, SHEETS

MAX_ROWS = 1_048_576  # of the format, the header included
MAX_TEXT = 32_767
EXACT_DIGITS = 15  # beyond these a spreadsheet's floats would change the number
WIDTHS = {"message": 70, "text": 28, "section": 36, "evidence": 44, "computation": 40, "row": 36, "why": 44}

_NUMBERS = ("norm", "number")  # fields of exact decimals
_MADE = datetime(2000, 1, 1)  # a workbook tells when it was made; the same results are to give the same bytes
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False}


@contextmanager
def writing(path: Path, target: Path) -> Iterator[Add]:
    # The library keeps the parts of a workbook in temporary files until it is closed, and leaves them where it fails.
    with TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True) as parts:
        book = xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": parts})
        book.set_properties({"manager": GENERATOR, "created": _MADE})
        sheets = _Sheets(book, target)
        yield sheets.add
        sheets.finish()
        try:
            book.close()
        except FileCreateError as exc:
            raise _cause(exc, target) from exc


class _Sheets:
    """One sheet a record type; which types there are is known with the first result."""

    def __init__(self, book: xlsxwriter.Workbook, target: Path) -> None:
        self._book, self._target = book, target
        self._by_type: dict[str, _Sheet] = {}

    def add(self, result: Result) -> None:
        if not self._by_type:
            self._by_type = _sheets(self._book, result)
        try:
            for record_type, row in list(flat_rows.rows(result, self._by_type)):  # all of a result or nothing
                self._by_type[record_type].add(row)
        except _TooLong as exc:
            raise GoujiError("E008", path=self._target, reason=str(exc)) from exc

    def finish(self) -> None:
        if not self._by_type:
            self._book.add_worksheet("document")
        for sheet in self._by_type.values():
            sheet.finish()


def _cause(exc: FileCreateError, target: Path) -> GoujiError:
    """The system's reason, which the library wraps."""
    inner = exc.args[0] if exc.args else exc
    return GoujiError("E008", path=target, reason=getattr(inner, "strerror", None) or str(inner))


class _TooLong(Exception):
    """More records of a type than a sheet has rows."""


class _Sheet:
    """One record type's sheet, filled from the top."""

    def __init__(self, sheet: Worksheet, record_type: str, header: Format) -> None:
        self.sheet = sheet
        self.type = record_type
        self.columns = flat_rows.columns(record_type)
        self.row = 0
        for i, name in enumerate(self.columns):
            sheet.write_string(0, i, name, header)
            sheet.set_column(i, i, WIDTHS.get(name, max(10, len(name) + 4)))
        sheet.freeze_panes(1, 0)

    def add(self, row: dict[str, flat_rows.Scalar]) -> None:
        self.row += 1
        if self.row >= MAX_ROWS:
            raise _TooLong(f"more than {MAX_ROWS - 1} records of type {self.type}; write .jsonl instead")
        for i, name in enumerate(self.columns):
            self._write(i, name, row.get(name))

    def _write(self, column: int, name: str, value: flat_rows.Scalar) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            self.sheet.write_boolean(self.row, column, value)
        elif isinstance(value, int | float):
            self.sheet.write_number(self.row, column, value)
        elif name in _NUMBERS and (number := _number(value)) is not None:
            self.sheet.write_number(self.row, column, number)
        else:
            text = value if len(value) <= MAX_TEXT else value[: MAX_TEXT - 1] + "…"
            text = text.encode("utf-8", "backslashreplace").decode()  # half a character is not in UTF-8
            self.sheet.write_string(self.row, column, text)

    def finish(self) -> None:
        self.sheet.autofilter(0, 0, max(self.row, 1), len(self.columns) - 1)


def _sheets(book: xlsxwriter.Workbook, result: Result) -> dict[str, _Sheet]:
    types = {"document", *(contract.CHECKED if isinstance(result, CheckResult) else contract.EXTRACTED)}
    header = book.add_format({"bold": True, "bg_color": "#E8EDF3", "bottom": 1})
    return {t: _Sheet(book.add_worksheet(t), t, header) for t in SHEETS if t in types}


def _number(text: str) -> float | None:
    digits = text.removeprefix("-")
    if digits.replace(".", "", 1).isdecimal() and len(digits.replace(".", "").strip("0")) <= EXACT_DIGITS:
        return float(text)
    return None
