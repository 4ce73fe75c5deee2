"""Blocks of indicators in forms of goals: cells that name their kind, and grids that only go on with such a block."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.document import Cell
from gouji.tables.cell_values import label, rule
from gouji.tables.headers import Row

_MOST = 0.8  # of the rows of a grid that goes on with a block of indicators, beside a kind of indicator


def is_kind(cell: Cell) -> bool:
    """Whether a cell names a kind of indicators (产出指标, 数量指标)."""
    return rule("tables.goal.kind").search(label(cell.text)) is not None


def kinds_before(words: str) -> int:
    """How many characters of words without blanks are the kinds before an indicator's name (产出指标数量指标…)."""
    found = rule("tables.goal.kinds_before").search(words)
    return found.end() if found else 0


def names_goal(cell: Cell) -> bool:
    """Whether a cell names a kind of indicators, or an indicator behind its kinds."""
    return is_kind(cell) or kinds_before(label(cell.text)) > 0


def goes_on_with_goals(rows: Sequence[Row]) -> bool:
    """Whether a grid has no head, and begins and goes on with indicators, each beside its kind.

    A page that goes on with a block of indicators prints nothing else: what looks like a head there is an indicator
    whose value is told in words.
    """
    if not rows or not any(map(names_goal, rows[0])):
        return False
    beside: set[int] = set()
    for row in rows:
        for cell in filter(names_goal, row):
            beside.update(range(cell.row, cell.row + cell.rows))
    within = sum(row[0].row in beside for row in rows if row)
    return within >= _MOST * len(rows)
