"""The rows of a table that a finding concerns, small enough to read beside the sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gouji.document import Cell, Span, Table
from gouji.report.place_names import Places, is_number, table_name

MAX_COLUMNS = 8  # wider tables show the row labels and the columns concerned only
MAX_ROWS = 24


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell of an excerpt; `mark` is disputed, evidence or empty."""

    text: str
    mark: str = ""
    number: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some rows of one table. `left_out` counts the concerned rows that did not fit."""

    name: str
    unit: str
    anchor: str
    header: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]
    left_out: int


def excerpts(places: Places, spans: Mapping[Span, tuple[str, str]]) -> list[Excerpt]:
    """One excerpt a table that holds any of the spans; the values are each span's mark and title."""
    found: dict[int, tuple[Table, dict[tuple[int, int], tuple[str, str]]]] = {}
    for span, mark in spans.items():
        if hit := places.cell(span):
            marks = found.setdefault(hit.table.id, (hit.table, {}))[1]
            marks.setdefault((hit.row, hit.cell.column), mark)
    return [_excerpt(table, marks) for table, marks in found.values()]


def _excerpt(table: Table, marks: Mapping[tuple[int, int], tuple[str, str]]) -> Excerpt:
    concerned = sorted({row for row, _ in marks})
    rows = [(i, table.rows[i]) for i in concerned[:MAX_ROWS]]
    columns = _columns(table, [row for _, row in rows], {column for _, column in marks})
    return Excerpt(
        name=table_name(table),
        unit=table.unit.symbol if table.unit else "",
        anchor=f"table-{table.id}",
        header=tuple(_header(table, column) for column in columns),
        rows=tuple(tuple(_shown(row, c, marks.get((i, c), ("", ""))) for c in columns) for i, row in rows),
        left_out=len(concerned) - len(rows),
    )


def _columns(table: Table, rows: list[tuple[Cell, ...]], concerned: set[int]) -> list[int]:
    """The columns to show: all that are used, or in a wide table those concerned and their labels."""
    printed = [c for row in rows for c in row if c.text]
    used = sorted({c.column for c in printed} | concerned)
    if len(used) <= MAX_COLUMNS:
        return used
    labels = {c.column for c in printed if not is_number(c.text)}
    return sorted(concerned | {_label_of(column, labels) for column in concerned})


def _label_of(column: int, labels: set[int]) -> int:
    """The label column of a figure: of several (two-sided tables) the nearest to its left."""
    return max((label for label in labels if label < column), default=column)


def _header(table: Table, column: int) -> str:
    cells = (c for row in table.rows[: table.header_rows] for c in row)
    texts = [c.text for c in cells if _covers(c, column)]
    return " / ".join(dict.fromkeys("".join(text.split()) for text in texts if text))


def _shown(row: tuple[Cell, ...], column: int, mark: tuple[str, str]) -> Shown:
    text = next((c.text for c in row if _covers(c, column)), "")
    return Shown(text, mark[0], is_number(text), mark[1])


def _covers(cell: Cell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.columns
