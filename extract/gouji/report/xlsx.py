"""A workbook: one sheet a record type, findings first, numbers as numbers beside the text as printed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gouji import contract
from gouji.errors import GoujiError
from gouji.records import CheckResult, Result
from gouji.report import flat
from gouji.report.own import GENERATOR, SHEETS

MAX_ROWS = 1_048_576  # of the format, the header included
MAX_TEXT = 32_767
EXACT_DIGITS = 15  # beyond these a spreadsheet's floats would change the number
WIDTHS = {"message": 70, "text": 28, "section": 36, "evidence": 44, "computation": 40, "row": 36, "why": 44}


def write(results: Iterable[Result], path: Path, target: Path) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"manager": GENERATOR})
    sheets: dict[str, _Sheet] = {}
    try:
        for result in results:
            if not sheets:
                sheets = _sheets(book, result)
            for record_type, row in flat.rows(result):
                sheets[record_type].add(row)
        if not sheets:
            book.add_worksheet("document")
        for sheet in sheets.values():
            sheet.finish()
    except _TooLong as exc:
        raise GoujiError("E008", path=target, reason=str(exc)) from exc
    finally:
        book.close()


class _TooLong(Exception):
    """More records of a type than a sheet has rows."""


class _Sheet:
    """One record type's sheet, filled from the top."""

    def __init__(self, sheet: Worksheet, record_type: str, header: Format) -> None:
        self.sheet = sheet
        self.type = record_type
        self.columns = flat.columns(record_type)
        self.row = 0
        for i, name in enumerate(self.columns):
            sheet.write_string(0, i, name, header)
            sheet.set_column(i, i, WIDTHS.get(name, max(10, len(name) + 4)))
        sheet.freeze_panes(1, 0)

    def add(self, row: dict[str, flat.Scalar]) -> None:
        self.row += 1
        if self.row >= MAX_ROWS:
            raise _TooLong(f"more than {MAX_ROWS - 1} records of type {self.type}; write .jsonl instead")
        for i, name in enumerate(self.columns):
            self._write(i, name, row.get(name))

    def _write(self, column: int, name: str, value: flat.Scalar) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            self.sheet.write_boolean(self.row, column, value)
        elif isinstance(value, int | float):
            self.sheet.write_number(self.row, column, value)
        elif name == "norm" and (number := _number(value)) is not None:
            self.sheet.write_number(self.row, column, number)
        else:
            text = value if len(value) <= MAX_TEXT else value[: MAX_TEXT - 1] + "…"
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
