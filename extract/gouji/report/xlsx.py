"""The 检查表, a workbook: what was found, to be checked, concluded upon and sent back, and all that was read.

A reviewer fills in 核实结论 and 备注; `gouji verdicts` reads them back (`verdict_sheet`). What the sheets hold is
`check_sheets`; here they are written, formatted and set up for print.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from functools import cache
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gouji.errors import GoujiError
from gouji.records.results import CheckResult, Result
from gouji.records.verdicts import Conclusion
from gouji.report import Add, wording
from gouji.report.check_sheets import SHEETS, Column, Form, Page, Sentence, Sheet, Value
from gouji.report.finding_table import ZH
from gouji.report.own_reports import GENERATOR
from gouji.report.source_files import link

MAX_ROWS = 1_048_576  # of the format, the header included
MAX_TEXT = 32_767
MAX_LINKS = 60_000  # a sheet may have 65,530
EXACT_DIGITS = 15  # beyond these a spreadsheet's floats would change the number
TITLE_ROWS = 3  # of the first sheet: its title, who verifies, a blank

_MADE = datetime(2000, 1, 1)  # a workbook tells when it was made; the same results are to give the same bytes
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False}
_A4 = 9
_SIZE, _LINE = 10, 13.0  # points: of the letters, of a line
_HIGHEST = 400.0  # a row may be 409 points high
_WIDE = 1.85  # columns are measured in digits; an ideograph is so many of them wide
_WRAPPED = (Form.TEXT, Form.CHOICE, Form.PAGE)
_ACCENT, _RULE, _GROUND = "#B3261E", "#C9D1DA", "#E8EDF3"


@contextmanager
def writing(path: Path, target: Path, language: str = ZH) -> Iterator[Add]:
    # The library keeps the parts of a workbook in temporary files until it is closed, and leaves them where it fails.
    with TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True) as parts:
        book = xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": parts})
        book.set_properties({"manager": GENERATOR, "created": _MADE})
        sheets = _Sheets(book, target, language)
        yield sheets.add
        sheets.finish()
        try:
            book.close()
        except FileCreateError as exc:
            raise _cause(exc, target) from exc


class _Sheets:
    """The sheets of a check or of an extraction; which it is is known with the first result."""

    def __init__(self, book: xlsxwriter.Workbook, target: Path, language: str) -> None:
        self._book, self._target, self._language = book, target, language
        self._sheets: list[_Written] = []

    def add(self, result: Result) -> None:
        if not self._sheets:
            self._begin(isinstance(result, CheckResult))
        rows = [(sheet, list(sheet.sheet.rows(result, self._language))) for sheet in self._sheets]
        try:
            for sheet, found in rows:  # all of a result or nothing
                sheet.add(found)
        except _TooLong as exc:
            raise GoujiError("E008", path=self._target, reason=str(exc)) from exc

    def finish(self) -> None:
        if not self._sheets:
            self._begin(False)
        for sheet in self._sheets:
            sheet.finish()

    def _begin(self, checked: bool) -> None:
        formats = _Formats(self._book)
        wanted = (s for s in SHEETS if checked or not s.checked)
        self._sheets = [_Written(self._book, s, formats, self._target, self._language) for s in wanted]
        if checked:
            self._book.worksheets()[1].activate()


def _cause(exc: FileCreateError, target: Path) -> GoujiError:
    """The system's reason, which the library wraps."""
    inner = exc.args[0] if exc.args else exc
    return GoujiError("E008", path=target, reason=getattr(inner, "strerror", None) or str(inner))


class _TooLong(Exception):
    """More rows than a sheet may have."""


class _Formats:
    """The looks of cells, made once a workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        cell = {"valign": "top", "border": 1, "border_color": _RULE, "text_wrap": True, "font_size": _SIZE}
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.label = book.add_format({"bold": True})
        self.field = book.add_format({"bottom": 1})
        self.head = book.add_format({**cell, "bold": True, "bg_color": _GROUND, "align": "center", "valign": "vcenter"})
        self.text = book.add_format(cell)
        self.plain = book.add_format({"font_size": _SIZE})
        self.figure = book.add_format({"bold": True, "font_color": _ACCENT, "font_size": _SIZE})
        self.only_figure = book.add_format({**cell, "bold": True, "font_color": _ACCENT})
        self.link = book.add_format({**cell, "font_color": "#1B5590", "underline": 1})
        self.entry = book.add_format({**cell, "bg_color": "#FFF9E5", "locked": False})
        self._by_form = {
            Form.COUNT: book.add_format({**cell, "align": "center"}),
            Form.AMOUNT: book.add_format({**cell, "num_format": "#,##0.00"}),
            Form.CHANCE: book.add_format({**cell, "num_format": "0%", "align": "center"}),
        }
        self._decimals: dict[int, Format] = {}
        self._book, self._cell = book, cell

    def of(self, form: Form) -> Format:
        return self.entry if form is Form.CHOICE else self._by_form.get(form, self.text)

    def number(self, decimals: int) -> Format:
        """Digits as printed: 12.50 keeps its nought."""
        if decimals not in self._decimals:
            shape = "#,##0" + ("." + "0" * decimals if decimals else "")
            self._decimals[decimals] = self._book.add_format({**self._cell, "num_format": shape})
        return self._decimals[decimals]


class _Written:
    """One sheet, filled from the top."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Sheet, formats: _Formats, target: Path, language: str) -> None:
        self.sheet, self._formats, self._target, self._language = sheet, formats, target, language
        self._to: Worksheet = book.add_worksheet(wording.named("sheets", sheet.code, language))
        self._first = TITLE_ROWS if sheet.code == SHEETS[0].code else 0
        self._row = self._first
        self._links = 0
        self._folding = next((i for i, c in enumerate(sheet.columns) if c.code == sheet.folding), None)
        self._left_out = [wording.named("severities", code, language) for code in sheet.folded]
        self._shown: dict[str, None] = {}  # the values that the filter lets through
        self._folded = False
        self._set_up()

    def _set_up(self) -> None:
        to, columns = self._to, self.sheet.columns
        for i, column in enumerate(columns):
            to.set_column(i, i, column.width, None, {"hidden": column.form is Form.HIDDEN})
        if self._first:
            to.write_string(0, 0, wording.named("columns", "title", self._language), self._formats.title)
            to.write_string(1, 0, wording.named("columns", "by", self._language), self._formats.label)
            to.write_blank(1, 1, None, self._formats.field)
        for i, column in enumerate(columns):
            to.write_string(self._first, i, wording.named("columns", column.code, self._language), self._formats.head)
        to.freeze_panes(self._first + 1, 1 if self._first else 0)
        to.set_landscape()
        to.set_paper(_A4)
        to.fit_to_pages(1, 0)
        to.repeat_rows(self._first)
        to.set_margins(0.4, 0.4, 0.5, 0.6)
        to.set_footer(f"&L{wording.named('sheets', self.sheet.code, self._language)}&R&P / &N")

    def add(self, rows: list[tuple[Value, ...]]) -> None:
        if self._row + len(rows) >= MAX_ROWS:
            name = wording.named("sheets", self.sheet.code, self._language)
            raise _TooLong(f"more than {MAX_ROWS - 1} rows in sheet {name}; write .jsonl instead")
        for row in rows:
            self._row += 1
            folded = self._is_folded(row)
            self._folded |= folded
            # Not every program finds the height of a row from the text in it.
            self._to.set_row(self._row, _height(self.sheet.columns, row), None, {"hidden": folded})
            for i, (column, value) in enumerate(zip(self.sheet.columns, row, strict=True)):
                self._write(i, column, value)

    def _is_folded(self, row: tuple[Value, ...]) -> bool:
        """Whether the filter leaves a row out; what it lets through is noted."""
        if self._folding is None:
            return False
        value = str(row[self._folding])
        if value in self._left_out:
            return True
        self._shown[value] = None
        return False

    def _write(self, at: int, column: Column, value: Value) -> None:
        form = self._formats.of(column.form)
        match value:
            case Sentence():
                self._sentence(at, value)
            case Page():
                self._page(at, value)
            case Decimal():
                self._number(at, value, column)
            case int() | float():
                self._to.write_number(self._row, at, value, form)
            case None | "":
                self._to.write_blank(self._row, at, None, form)
            case str():
                self._to.write_string(self._row, at, _text(value), form)

    def _number(self, at: int, value: Decimal, column: Column) -> None:
        """A number as a number, where a spreadsheet can hold it exactly."""
        if len(value.as_tuple().digits) > EXACT_DIGITS:
            self._to.write_string(self._row, at, f"{value:f}", self._formats.text)
            return
        decimals = max(0, -int(value.as_tuple().exponent))
        form = self._formats.number(decimals) if column.form is Form.NUMBER else self._formats.of(column.form)
        self._to.write_number(self._row, at, float(value), form)

    def _sentence(self, at: int, value: Sentence) -> None:
        parts = [_text(part) for part in (value.before, value.figure, value.after)]
        if sum(map(len, parts)) > MAX_TEXT or not (parts[1] and (parts[0] or parts[2])):
            form = self._formats.only_figure if parts[1] and not parts[0] + parts[2] else self._formats.text
            self._to.write_string(self._row, at, _text("".join(parts)), form)
            return
        plain, figure = self._formats.plain, self._formats.figure
        styled = [(plain, parts[0]), (figure, parts[1]), (plain, parts[2])]
        runs = [x for form, part in styled if part for x in (form, part)]
        self._to.write_rich_string(self._row, at, *runs, self._formats.text)

    def _page(self, at: int, value: Page) -> None:
        """A page number, or the name of a file, that opens the file there."""
        told = str(value.number) if value.number else Path(value.document).name if at == 0 else ""
        href = link(value.document, self._target)
        form = self._formats.text
        if href and told and self._links < MAX_LINKS:
            self._links += 1
            form = self._formats.link
            self._to.write_url(self._row, at, f"external:{href}{value.anchor}", form, _text(told))
        if value.number:  # what stands in the cell is a number, with the link or without
            self._to.write_number(self._row, at, value.number, form)
        elif form is self._formats.text:
            self._to.write_string(self._row, at, _text(told), form)

    def finish(self) -> None:
        last, columns = max(self._row, self._first + 1), self.sheet.columns
        self._to.autofilter(self._first, 0, last, len(columns) - 1)
        if self._folded and self._folding is not None:
            self._to.filter_column_list(self._folding, list(self._shown) or ["Blanks"])
        for i, column in enumerate(columns):
            if column.form is Form.CHOICE:
                choices = [wording.named("conclusions", c.value, self._language) for c in Conclusion]
                self._to.data_validation(self._first + 1, i, last, i, {"validate": "list", "source": choices})


def _height(columns: tuple[Column, ...], row: tuple[Value, ...]) -> float:
    """How high a row has to be for the text of its cells, which is broken at the width of the column."""
    lines = max(_lines(_shown(value), c.width) for c, value in zip(columns, row, strict=True) if c.form in _WRAPPED)
    return min(lines * _LINE + 2, _HIGHEST)


def _shown(value: Value) -> str:
    if isinstance(value, Sentence):
        return value.before + value.figure + value.after
    return value if isinstance(value, str) else ""


def _lines(text: str, width: float) -> int:
    room = width - 1
    if len(text) * _WIDE <= room and "\n" not in text:  # most cells
        return 1
    return sum(max(1, ceil(sum(map(_wide, line)) / room)) for line in text.split("\n"))


@cache
def _wide(char: str) -> float:
    return _WIDE if east_asian_width(char) in "WFA" else 1.0


def _text(value: str) -> str:
    text = value if len(value) <= MAX_TEXT else value[: MAX_TEXT - 1] + "…"
    return text.encode("utf-8", "backslashreplace").decode()  # half a character is not in UTF-8
