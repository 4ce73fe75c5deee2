"""What two versions differ in as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from gouji.records.differences import State
from gouji.report import wording
from gouji.report.difference_report import Compared
from gouji.report.finding_table import Row
from gouji.report.own_reports import GENERATOR

_MADE = datetime(2000, 1, 1)  # the same results are to give the same bytes
_A4 = 9
_FINDINGS = (("state", 8), ("number", 6), ("page", 6), ("where", 24), ("kind", 10), ("severity", 8), ("sentence", 44),
             ("expected", 14), ("basis", 40), ("key", 15))  # fmt: skip
_CHANGES = (("state", 8), ("where", 30), ("label", 34), ("old", 40), ("new", 40), ("old_page", 8), ("new_page", 8))
_PASSAGES = (("state", 8), ("page", 6), ("where", 26), ("text", 100))


def write_book(told: Compared, path: Path, language: str) -> None:
    """Sheets of findings, figures, rows and passages."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"manager": GENERATOR, "created": _MADE})
    writer = _Writer(book, language)
    groups = (("fixed", told.fixed), ("new", told.new), ("kept", told.kept))
    writer.sheet("findings", _FINDINGS, (_finding(code, row, language) for code, rows in groups for row in rows))
    for code, listed in (("figures", told.figures), ("lines", told.lines)):
        writer.sheet(
            code, _CHANGES, ((x.state, x.where, x.label, x.old, x.new, x.old_page, x.new_page) for x in listed)
        )
    writer.sheet("passages", _PASSAGES, ((state, page, where, parts) for state, where, page, parts in told.passages))
    book.close()


def _finding(code: str, row: Row, language: str) -> tuple[object, ...]:
    parts = ((State.KEPT, row.before), (State.CHANGED, row.figure), (State.KEPT, row.after))
    state = wording.named("diff", code, language)
    return (
        state,
        row.id,
        row.page,
        row.where,
        row.kind_name,
        row.severity_name,
        parts,
        row.expected,
        row.basis,
        row.key,
    )


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, language: str) -> None:
        self._book, self._language = book, language
        cell = {"valign": "top", "border": 1, "border_color": "#C9D1DA", "text_wrap": True}
        self._cell = book.add_format(cell)
        self._head = book.add_format({**cell, "bold": True, "bg_color": "#E8EDF3"})
        self._parts = {
            State.REMOVED: book.add_format({"font_color": "#B3261E", "font_strikeout": True}),
            State.ADDED: book.add_format({"font_color": "#1F6F43", "bold": True}),
            State.CHANGED: book.add_format({"font_color": "#B3261E", "bold": True}),
            State.KEPT: book.add_format({}),
        }

    def sheet(self, code: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[object]]) -> None:
        to = self._book.add_worksheet(wording.named("diff", code, self._language))
        for i, (name, width) in enumerate(columns):
            to.set_column(i, i, width)
            to.write_string(0, i, wording.named("columns", name, self._language), self._head)
        last = 0
        for last, row in enumerate(rows, 1):
            for i, value in enumerate(row):
                self._write(to, last, i, value)
        to.freeze_panes(1, 0)
        to.autofilter(0, 0, max(last, 1), len(columns) - 1)
        to.set_landscape()
        to.set_paper(_A4)
        to.fit_to_pages(1, 0)
        to.repeat_rows(0)
        to.set_footer("&R&P / &N")

    def _write(self, to: xlsxwriter.worksheet.Worksheet, row: int, at: int, value: object) -> None:
        if isinstance(value, tuple):
            runs = [x for state, text in value if text for x in (self._parts[state], text)]
            if len(runs) > 2:
                to.write_rich_string(row, at, *runs, self._cell)
                return
            value = runs[1] if runs else ""
        if isinstance(value, int):
            to.write_number(row, at, value, self._cell)
        else:
            to.write_string(row, at, str(value or ""), self._cell)
