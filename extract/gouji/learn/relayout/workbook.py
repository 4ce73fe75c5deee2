"""A re-layout as a workbook: the prose in one sheet, each table in one of its own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl

from gouji.learn.relayout.contents import Entry, Grid, Paragraph, Part
from gouji.learn.relayout.layouts import Layout
from gouji.learn.relayout.word_list import words


def print_xlsx(parts: Iterable[Part], layout: Layout, path: Path) -> None:
    """Writes the parts of a document as a workbook; of an even seed amounts are numbers, of an odd one text."""
    book = openpyxl.Workbook()
    prose = book.active
    prose.title = words()["prose"]
    lines = 0
    for part in parts:
        if isinstance(part, Paragraph):
            lines += 1
            _words(prose.cell(lines, 1), part.text)
            continue
        _sheet(book.create_sheet(words()["sheet"].format(len(book.sheetnames))), part, numbers=layout.seed % 2 == 0)
    book.save(path)


def _sheet(sheet: Any, grid: Grid, numbers: bool) -> None:
    for r, line in enumerate(grid.above, 1):
        _words(sheet.cell(r, 1), line)
        if grid.width > 1:
            sheet.merge_cells(start_row=r, start_column=1, end_row=r, end_column=grid.width)
    top = len(grid.above)
    for r, row in enumerate(grid.rows, top + 1):
        for e in row:
            _cell(sheet.cell(r, e.column + 1), e, numbers and r > top + grid.heads)
            if e.columns > 1 or e.rows > 1:
                last = (r + e.rows - 1, e.column + e.columns)
                sheet.merge_cells(start_row=r, start_column=e.column + 1, end_row=last[0], end_column=last[1])
    for n, note in enumerate(grid.notes, top + len(grid.rows) + 1):
        _words(sheet.cell(n, 1), note)


def _cell(place: Any, entry: Entry, numbers: bool) -> None:
    bare = entry.text.replace(",", "")
    whole, point, decimals = bare.partition(".")
    is_decimal = point and whole.removeprefix("-").isdigit() and decimals.isdigit() and len(bare) < 15
    if numbers and is_decimal and not entry.mark:
        place.value = float(bare)
        place.number_format = ("#,##0." if "," in entry.text else "0.") + "0" * len(decimals)
    elif entry.text:
        _words(place, entry.text + entry.mark)


def _words(place: Any, text: str) -> None:
    place.value = text
    place.data_type = "s"  # a text that begins with = is no formula
