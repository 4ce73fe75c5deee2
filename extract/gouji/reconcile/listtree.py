"""Plain lists under a total: which rows are sums of the rows below them, found from all columns at once.

A row is the sum of the next rows where nearly all its columns say so; the outermost rows must come to the total in
nearly all columns too, or the list has no such layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gouji.document import Fact
from gouji.reconcile.footing import Sum, grand_total
from gouji.reconcile.identitycells import Ledger

_LONGEST = 250  # rows: a longer list is too dear to part
_SHARE = Decimal("0.6")

Row = dict[int, Fact]  # the cells of a row by the place of the column


@dataclass(slots=True)
class _Node:
    row: Row
    below: list[_Node]


def listed_sums(columns: list[Ledger]) -> list[tuple[Ledger, Sum]]:
    """The sums of a table of plain lines, each with its column; empty where the lines do not come to their total."""
    whole, rows = _matrix(columns)
    if whole is None or not rows or len(rows) > _LONGEST:
        return []
    top = _parted(rows)
    if not _comes_to(whole, top):
        return []
    return [
        (columns[c], Sum(fact, parts, complete=True))
        for node in _parents(_Node(whole, top))
        for c, fact in node.row.items()
        if (parts := tuple(n.row[c] for n in node.below if c in n.row))
    ]


def _matrix(columns: list[Ledger]) -> tuple[Row | None, list[Row]]:
    """The row of the total and the rows that it is the last or the first of; None without one or between the rows."""
    grand = next((g for x in columns if (g := grand_total(x))), None)
    if grand is None:
        return None, []
    lines = columns[0].lines
    at = next(i for i, line in enumerate(lines) if line.row == grand.row)
    inside = lines[at + 1 :] if at == 0 else lines[:at]
    if any(line.kind or line.style for line in inside):
        return None, []
    cells = {(line.row, c): line.fact for c, x in enumerate(columns) for line in x.lines if line.fact}
    rows = [{c: f for c in range(len(columns)) if (f := cells.get((line.row, c)))} for line in (grand, *inside)]
    return rows[0], [row for row in rows[1:] if row]


def _parted(rows: list[Row]) -> list[_Node]:
    """The rows as trees: each takes the fewest of the trees behind it that come to it."""
    nodes: list[_Node] = []
    for row in reversed(rows):
        taken = next((n for n in range(1, len(nodes) + 1) if _comes_to(row, nodes[:n])), 0)
        nodes[:taken] = [_Node(row, nodes[:taken])]
    return nodes


def _comes_to(row: Row, parts: list[_Node]) -> bool:
    """Whether parts come to a row in nearly all of the columns that either fills."""
    filled = agree = 0
    for column in row.keys() | {c for p in parts for c in p.row}:
        whole = row.get(column)
        cells = [p.row[column].figure for p in parts if column in p.row]
        figures = [whole.figure, *cells] if whole else cells
        if not any(f.value for f in figures):
            continue
        filled += 1
        off = abs(sum((f.base for f in cells), Decimal(0)) - (whole.figure.base if whole else 0))
        agree += off <= max(f.place() for f in figures) * len(figures) / 2
    return agree > 0 and (agree == filled or (agree > 1 and agree >= _SHARE * filled))


def _parents(node: _Node) -> Iterator[_Node]:
    if node.below:
        yield node
    for child in node.below:
        yield from _parents(child)
