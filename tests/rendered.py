"""A made-up disclosure in other formats: the same paragraphs and tables as its text form has."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl

from gouji import api
from gouji.document import Block, Document, Table, Zone


def as_docx(text: Path, target: Path) -> Path:
    """The document of a text file as a Word file, merged heads as merged cells."""
    document = api.read(text)
    file = docx.Document()
    for part in _parts(document):
        if isinstance(part, str):
            file.add_paragraph(part)
            continue
        for line in _caption(part):
            file.add_paragraph(line)
        grid = file.add_table(len(part.rows), part.width, style="Table Grid")
        for r, row in enumerate(part.rows):
            for cell in row:
                place = grid.cell(r, cell.column)
                if cell.columns > 1:
                    place = place.merge(grid.cell(r, cell.column + cell.columns - 1))
                place.text = cell.text
    file.save(str(target))
    return target


def as_xlsx(text: Path, target: Path) -> Path:
    """The document of a text file as a workbook: its prose in one sheet, each table in one of its own."""
    document = api.read(text)
    book = openpyxl.Workbook()
    prose = book.active
    prose.title = "说明"
    lines = [part for part in _parts(document) if isinstance(part, str)]
    for r, line in enumerate(lines, 1):
        prose.cell(r, 1, line)
    for n, table in enumerate((p for p in _parts(document) if isinstance(p, Table)), 1):
        _sheet(book.create_sheet(f"表{n}"), table)
    book.save(target)
    return target


def _sheet(sheet: openpyxl.worksheet.worksheet.Worksheet, table: Table) -> None:
    caption = _caption(table)
    for r, line in enumerate(caption, 1):
        sheet.cell(r, 1, line)
    for r, row in enumerate(table.rows, len(caption) + 1):
        for cell in row:
            number = cell.text.replace(",", "")
            place = sheet.cell(r, cell.column + 1, cell.text)
            if number.count(".") == 1 and number.replace(".", "").lstrip("-").isdigit():
                place.value, place.number_format = float(number), "#,##0." + "0" * len(number.partition(".")[2])
            if cell.columns > 1:
                sheet.merge_cells(
                    start_row=r, start_column=cell.column + 1, end_row=r, end_column=cell.column + cell.columns
                )


def _parts(document: Document) -> list[str | Table]:
    """Paragraphs and tables in order."""
    tables = {t.span.start: t for t in document.tables}

    def parts(block: Block) -> list[str | Table]:
        if block.zone is Zone.TABLE:
            return [t for start, t in tables.items() if block.span.start <= start < block.span.end]
        return list(document.slice(block.span).split("\n"))

    return [p for block in document.blocks for p in parts(block)]


def _caption(table: Table) -> list[str]:
    owner = f"部门：{table.department}    " if table.department else ""
    unit = f"金额单位：{table.unit.symbol}" if table.unit else ""
    return [line for line in (table.title, table.number, owner + unit) if line]
