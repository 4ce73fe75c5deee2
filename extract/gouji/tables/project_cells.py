"""Project names that tables give: beside the label of a form, or below the header of a column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Cell, Document, Table
from gouji.language import rules


@dataclass(frozen=True, slots=True)
class NamedProject:
    """A project name in a cell; `form` tells a form about this one project from a list of projects."""

    cell: Cell
    table: int
    form: bool


def named_projects(document: Document) -> tuple[NamedProject, ...]:
    """Every cell that names a project, in reading order."""
    return tuple(p for table in document.tables for p in _of_table(table))


def project_names(document: Document) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.cell.text for p in named_projects(document)))


def _of_table(table: Table) -> Iterator[NamedProject]:
    label = rules.load("tables")["tables.form.project"]
    column: int | None = None
    for row in table.rows:
        for cell, after in zip(row, (*row[1:], None), strict=False):
            if label.search("".join(cell.text.split())):
                if cell.header and len(row) > 2:
                    column = cell.column
                elif after is not None and after.text and not label.search(after.text):
                    yield NamedProject(after, table.id, True)
        if column is not None and not row[0].header:
            named = next((c for c in row if c.column == column and c.text), None)
            if named:
                yield NamedProject(named, table.id, False)
