"""Documents as a reader may misread them: a row lost, the cells of a row one column off, a number cut short.

What is found in them and was not there before is a false alarm: the document does not say it. Such examples are rare
in a corpus that is read well, and frequent in documents nobody has seen yet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from gouji.document import Cell, Document, Table

_LEAST = 4  # data rows of a table that is misread
Row = tuple[Cell, ...]
Rows = tuple[Row, ...]


def misread(document: Document, chance: Random) -> Document | None:
    """The document with one row of one table misread; None where it has no table of `_LEAST` data rows."""
    able = [t for t in document.tables if len(t.rows) - t.header_rows >= _LEAST]
    if not able:
        return None
    table = chance.choice(able)
    damage = chance.choice((_lost, _shifted, _cut))
    changed = replace(table, rows=damage(table, chance))
    return replace(document, tables=tuple(changed if t.id == table.id else t for t in document.tables))


def _lost(table: Table, chance: Random) -> Rows:
    """A row is not there."""
    n = _data_row(table, chance)
    return (*table.rows[:n], *table.rows[n + 1 :])


def _shifted(table: Table, chance: Random) -> Rows:
    """The numbers of a row stand one column further."""
    return _changed(table, chance, lambda c: replace(c, column=min(c.column + 1, table.width - 1)))


def _cut(table: Table, chance: Random) -> Rows:
    """The numbers of a row lose their last character, as at the edge of a page."""
    return _changed(table, chance, lambda c: replace(c, text=c.text[:-1]) if len(c.text) > 1 else c)


def _changed(table: Table, chance: Random, change: Callable[[Cell], Cell]) -> Rows:
    n = _data_row(table, chance)
    row = tuple(change(c) if any(x.isdigit() for x in c.text) and c.column else c for c in table.rows[n])
    return (*table.rows[:n], row, *table.rows[n + 1 :])


def _data_row(table: Table, chance: Random) -> int:
    return chance.randrange(table.header_rows, len(table.rows))
