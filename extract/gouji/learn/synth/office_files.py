"""A made-up disclosure as Word, as a workbook beside its text, and as PDF."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import xlsxwriter
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt

from gouji.errors import GoujiError
from gouji.learn.synth.marked_script import Block, Grid, Para, Script, resolve
from gouji.learn.synth.word_lists import words

_CELL = "Cell"  # the style of what stands in cells
_TIMEOUT = 120  # seconds for one document
_MADE = datetime(2000, 1, 1)  # a date of its own would make every run another file


def write_docx(script: Script, changed: Mapping[int, str], path: Path) -> None:
    """Headings as headings, tables as tables with their headers merged."""
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = _MADE
    _wide(document)
    for block in script.blocks:
        if isinstance(block, Para):
            text = resolve(block.text, script.marks, changed).text
            document.add_heading(text, block.level) if block.level else document.add_paragraph(text)
            continue
        for line in _above(block):
            document.add_paragraph(line)
        _word_table(document, _texts(script, block, changed))
        if block.note:
            document.add_paragraph(block.note)
    document.save(str(path))


def write_xlsx(script: Script, changed: Mapping[int, str], folder: Path) -> None:
    """The prose as a text and the tables as a workbook, a sheet a table."""
    folder.mkdir(parents=True, exist_ok=True)
    prose = [resolve(b.text, script.marks, changed).text for b in script.blocks if isinstance(b, Para)]
    (folder / words("print")["files"]["prose"]).write_text("\n".join(prose) + "\n", encoding="utf-8", newline="")
    book = xlsxwriter.Workbook(str(folder / words("print")["files"]["tables"]))
    book.set_properties({"created": _MADE})
    for number, grid in enumerate((b for b in script.blocks if isinstance(b, Grid)), 1):
        sheet = book.add_worksheet(f"{number}{grid.title}"[:31])
        for row, line in enumerate(_above(grid)):
            sheet.write_string(row, 0, line)
        _sheet_table(book, sheet, len(_above(grid)), _texts(script, grid, changed))
    book.close()


def to_pdf(document: Path) -> None:
    """Converts a Word document beside itself. Raises GoujiError E021 without LibreOffice, E022 when it fails."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise GoujiError("E021")
    with tempfile.TemporaryDirectory() as profile:  # of its own, so that another running one is no hindrance
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
        try:
            run = subprocess.run(
                [*command, "--outdir", str(document.parent), str(document)], capture_output=True, timeout=_TIMEOUT
            )
        except (OSError, subprocess.TimeoutExpired) as exc:
            raise GoujiError("E022", path=document, reason=str(exc)) from exc
    if run.returncode or not document.with_suffix(".pdf").is_file():
        raise GoujiError("E022", path=document, reason=run.stderr.decode(errors="replace").strip())


def _above(grid: Grid) -> list[str]:
    return [t for t in (grid.number, grid.title, f"{words('print')['owner']}{grid.department}　　{grid.unit}") if t]


Row = list[tuple[str, int]]  # text and width of each cell


def _texts(script: Script, grid: Block, changed: Mapping[int, str]) -> list[Row]:
    assert isinstance(grid, Grid)
    return [[(resolve(c.text, script.marks, changed).text, c.width) for c in row] for row in grid.rows]


def _wide(document: Any) -> None:
    """A landscape page with narrow margins, so that no number breaks in its cell."""
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(1)
    style = document.styles.add_style(_CELL, WD_STYLE_TYPE.PARAGRAPH)
    style.font.size = Pt(7)


def _word_table(document: Any, rows: list[Row]) -> None:
    width = max(sum(w for _, w in row) for row in rows)
    table = document.add_table(rows=len(rows), cols=width, style="Table Grid")
    for row, line in zip(table.rows, rows, strict=True):
        cells, at = list(row.cells), 0
        for text, wide in line:
            if wide > 1:
                cells[at].merge(cells[at + wide - 1])
            if text:
                cells[at].text = text
                cells[at].paragraphs[0].style = _CELL
            at += wide


def _sheet_table(book: Any, sheet: Any, top: int, rows: list[Row]) -> None:
    border = book.add_format({"border": 1})
    number = book.add_format({"border": 1, "num_format": "#,##0.00"})
    for r, line in enumerate(rows, top):
        at = 0
        for text, wide in line:
            bare = text.replace(",", "")
            if wide > 1:
                sheet.merge_range(r, at, r, at + wide - 1, text, border)
            elif "." in bare and bare.replace(".", "", 1).isdigit():
                sheet.write_number(r, at, float(bare), number)
            else:
                sheet.write_string(r, at, text, border)
            at += wide
