"""Project names that tables give: beside the label of a form, or below the header of a column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gouji.document import Cell, Document, Table
from gouji.language import rules
from gouji.language.view import meant


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
    """The project names of a table: those beside a label, and those below the head of a column of names."""
    column: int | None = None
    for row in table.rows:
        for cell, after in zip(row, (*row[1:], None), strict=False):
            if not _is_name_label(cell):
                continue
            if cell.header and len(row) > 2:
                column = cell.column
            elif after is not None and _is_name(after):
                yield NamedProject(after, table.id, True)
        named = _below_head(row, column)
        if named is not None:
            yield NamedProject(named, table.id, False)


def _is_name_label(cell: Cell) -> bool:
    """Whether a cell says that a project's name stands beside or below it."""
    return _is_label(cell.text)


@lru_cache(maxsize=65536)  # one table after another has the same words
def _is_label(text: str) -> bool:
    return _label().search("".join(meant(text).split())) is not None


def _is_name(cell: Cell) -> bool:
    return bool(cell.text) and not _label().search(meant(cell.text))


def _label() -> rules.Rule:
    return rules.load("tables")["tables.form.project"]


def _below_head(row: tuple[Cell, ...], column: int | None) -> Cell | None:
    """The filled cell of a data row in the column of names, where there is one."""
    if column is None or row[0].header:
        return None
    return next((c for c in row if c.column == column and c.text), None)
