"""A re-layout as a Word file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement

from gouji.learn.relayout.contents import Grid, Paragraph, Part
from gouji.learn.relayout.layouts import Layout


def print_docx(parts: Iterable[Part], layout: Layout, path: Path) -> None:
    """Writes the parts of a document as a Word file; a page break by hand may part a table in two."""
    file = docx.Document()
    for part in parts:
        if isinstance(part, Paragraph):
            file.add_heading(part.text, 2) if part.heading and layout.seed % 2 else file.add_paragraph(part.text)
            continue
        for line in part.above:
            file.add_paragraph(line)
        _table(file, part, layout)
        for note in part.notes:
            file.add_paragraph(note)
    file.save(str(path))


def _table(file: Any, grid: Grid, layout: Layout) -> None:
    table = file.add_table(len(grid.rows), grid.width, style="Table Grid")
    places = [list(row.cells) for row in table.rows]
    for r, row in enumerate(grid.rows):
        for e in row:
            place = places[r][e.column]
            if e.columns > 1 or e.rows > 1:
                place = place.merge(places[r + e.rows - 1][e.column + e.columns - 1])
            if e.text:
                place.text = e.text
            if e.mark:
                place.paragraphs[-1].add_run(e.mark).font.superscript = True
    if layout.repeated:
        for row in table.rows[: grid.heads]:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
