"""Plain lists under a total: which rows are sums of the rows below them, found from all columns at once.

A row is the sum of the next rows where nearly all its columns say so; the outermost rows must come to the total in
nearly all columns too, or the list has no such layout. Where the rows are numbered in two ways (一 1 2 二 1 …), the
numbers tell which row is whose and no figure is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gouji.document import Fact, Table
from gouji.figures import ZERO
from gouji.language import rules
from gouji.reconcile.statements.layouts.footing import Sum, grand_total
from gouji.reconcile.statements.layouts.gaps import Gap, one_gap
from gouji.reconcile.statements.layouts.identity_lines import Ledger, style_of

_LONGEST = 250  # rows: a longer list is too dear to part
_FEW = 40  # outermost rows among which one that misses is looked for
_SHARE = Decimal("0.6")
_SEVERAL = 3  # filled rows by which a column shows that it is a sum
# How many lines that look like the line above them may come to it by figures alone.
_BY_FIGURES, _BY_BOTH, _BY_LOOK = 1, 2, _LONGEST + 1

Row = dict[int, Fact]  # the cells of a row by the place of the column


@dataclass(slots=True)
class _Node:
    row: Row
    values: list[Decimal]
    places: list[Decimal]
    look: frozenset[int] = frozenset()  # the filled columns
    below: list[_Node] = field(default_factory=list)


def listed_sums(columns: list[Ledger]) -> list[tuple[Ledger, Sum]]:
    """The sums of a table of plain lines, each with its column; empty where the lines do not come to their total."""
    whole, rows = _matrix(columns)
    if whole is None or not rows or len(rows) > _LONGEST:
        return []
    root = _node(whole, len(columns))
    root.below = _by_number(columns[0].table, rows, len(columns)) or _summed(root, columns[0].table, rows)
    return [(columns[c], total) for node in _parents(root) for c, total in _sums(node)]


def _summed(root: _Node, table: Table, rows: list[Row]) -> list[_Node]:
    """The rows as trees that come to the root; empty where they do not, or not but for one figure.

    Lines that come to the line above them by chance must not be taken for its parts. So a list is first read by the
    look of its rows, where parts look otherwise than their sum; then by figures, where one line alone is no sum of
    another that looks like it; at last by figures alone.
    """
    for fewest in (_BY_LOOK, _BY_BOTH, _BY_FIGURES):
        root.below = _parted(table, rows, len(root.values), fewest)
        if _taken(root, root.below) == len(root.below):
            return root.below
    for fewest in (_BY_LOOK, _BY_BOTH):
        root.below = _parted(table, rows, len(root.values), fewest)
        if found := _but_for_one(root):
            return found
    plain = [_node(row, len(root.values)) for row in rows]
    return plain if _lacks_a_row(root, plain) else []


def _lacks_a_row(root: _Node, nodes: list[_Node]) -> bool:
    """Whether a plain list is short of its total by one amount wherever it misses it, and comes to it elsewhere.

    A row is then left out; several columns come out, one of them by several rows.
    """
    gaps: list[Gap] = []
    agreeing, telling = 0, False
    for column, value in enumerate(root.values):
        filled = sum(node.values[column] != 0 for node in nodes)
        lacking = value - sum((node.values[column] for node in nodes), ZERO)
        slack = max(node.places[column] for node in (root, *nodes)) * (len(nodes) + 1) / 2
        if abs(lacking) > slack:
            gaps.append((lacking, slack))
        elif filled:
            agreeing += 1
            telling = telling or filled >= _SEVERAL
    return agreeing > 1 and telling and one_gap(gaps)


def _sums(node: _Node) -> Iterator[tuple[int, Sum]]:
    """A row against the rows below it, by the place of the column."""
    for c, fact in node.row.items():
        parts = tuple(n.row[c] for n in node.below if c in n.row)
        if parts:
            yield c, Sum(fact, parts, complete=True)


def _matrix(columns: list[Ledger]) -> tuple[Row | None, list[Row]]:
    """The row of the total and the rows that it is the last or the first of; None without one or between the rows."""
    totals = filter(None, map(grand_total, columns))
    grand = next(totals, None)
    if grand is None:
        return None, []
    lines = columns[0].lines
    at = next(i for i, line in enumerate(lines) if line.row == grand.row)
    inside = lines[at + 1 :] if at == 0 else lines[:at]
    if any(line.kind or line.style for line in inside):
        return None, []
    rows = _rows(columns)
    filled = [rows[line.row] for line in inside if line.row in rows]
    return rows.get(grand.row, {}), filled


def _rows(columns: list[Ledger]) -> dict[int, Row]:
    """The filled cells of every row that has any, by the place of the column."""
    rows: dict[int, Row] = {}
    for place, column in enumerate(columns):
        for line in column.lines:
            if line.fact:
                rows.setdefault(line.row, {})[place] = line.fact
    return rows


def _by_number(table: Table, rows: list[Row], columns: int) -> list[_Node]:
    """The rows as trees by the numbers before their labels; empty unless two or more ways of numbering tell."""
    styles: list[str] = []
    top: list[_Node] = []
    path: list[_Node] = []
    for row in rows:
        style = _numbering(table, next(iter(row.values())).row_index)
        if not style:
            return []
        if style not in styles:
            styles.append(style)
        depth = styles.index(style)
        if depth > len(path):
            return []
        node = _node(row, columns)
        (path[depth - 1].below if depth else top).append(node)
        path[depth:] = [node]
    return top if len(styles) > 1 else []


def _numbering(table: Table, row: int) -> str:
    """How the row is numbered in a cell of its own; '' where it is not."""
    first = next(("".join(c.text.split()) for c in table.rows[row] if c.text.strip()), "")
    number = rules.load("identities")["cell.number"].match(first)
    return style_of(number) if number else ""


def _parted(table: Table, rows: list[Row], columns: int, fewest: int) -> list[_Node]:
    """The rows as trees: each takes the fewest trees behind it that come to it, at least `fewest` of its like."""
    nodes: list[_Node] = []
    for row in reversed(rows):
        node = _node(row, columns, _look(table, row))
        alike = bool(nodes) and nodes[0].look == node.look and not _heads_others(nodes[0])
        node.below = nodes[: _taken(node, nodes, fewest if alike else 1)]
        nodes[: len(node.below)] = [node]
    return nodes


def _heads_others(node: _Node) -> bool:
    """Whether a row has rows below it that look otherwise."""
    return bool(node.below) and node.below[0].look != node.look


def _but_for_one(root: _Node) -> list[_Node]:
    """The outermost rows where the list comes out but for one figure; empty where none or several readings do.

    One row is then the sum of the rows behind it and misses them, and the total comes out with it or with them. Other
    rows must show that the list has groups of as many levels. Or all rows are sums that come out, and the total misses
    them.
    """
    nodes = root.below
    grouped = sum(len(n.below) > 1 for n in nodes)
    if grouped > 1 and grouped == len(nodes):
        return nodes
    found = list(_regrouped(root)) if grouped and len(nodes) <= _FEW else []
    return found[0] if len(found) == 1 else []


def _regrouped(root: _Node) -> Iterator[list[_Node]]:
    """The readings in which one more row heads some rows behind it and the total comes out but for it."""
    nodes = root.below
    heights = {_height(n) for n in nodes if n.below}
    for i, head in enumerate(nodes):
        for end in range(i + 3, len(nodes) + 1):
            below = nodes[i + 1 : end]
            as_high = not head.below and {_height(n) + 1 for n in below} == heights
            if as_high and _comes_out_without(root, i, end):
                yield [*nodes[:i], replace(head, below=below), *nodes[end:]]


def _height(node: _Node) -> int:
    """How many levels of rows are below a row."""
    return 1 + max(map(_height, node.below)) if node.below else 0


def _comes_out_without(root: _Node, i: int, end: int) -> bool:
    """Whether the total is the sum of its nodes without the one at `i`, or without those behind it up to `end`."""
    nodes = root.below
    parts = [*nodes[:i], *nodes[i + 1 :]], [*nodes[: i + 1], *nodes[end:]]
    return any(len(rest) > 1 and _taken(root, rest) == len(rest) for rest in parts)


def _node(row: Row, columns: int, look: frozenset[int] = frozenset()) -> _Node:
    values = [row[c].figure.base if c in row else ZERO for c in range(columns)]
    places = [row[c].figure.place() if c in row else ZERO for c in range(columns)]
    return _Node(row, values, places, look)


def _look(table: Table, row: Row) -> frozenset[int]:
    """The columns in which a row has words or figures."""
    return frozenset(c.column for c in table.rows[next(iter(row.values())).row_index] if c.text.strip())


def _taken(whole: _Node, nodes: list[_Node], fewest: int = 1) -> int:
    """How many of the nodes from the first on, at least `fewest`, come to a row in nearly all columns; 0 if none do."""
    total, place = [ZERO] * len(whole.values), list(whole.places)
    for n, node in enumerate(nodes, 1):
        total = [a + b for a, b in zip(total, node.values, strict=True)]
        place = [max(a, b) for a, b in zip(place, node.places, strict=True)]
        slack = [step * (n + 1) / 2 for step in place]
        agree, over, filled = _agreement(whole.values, total, slack)
        if n >= fewest and _nearly_all(agree, filled):
            return n
        if over > (1 - _SHARE) * filled:
            return 0
    return 0


def _nearly_all(agree: int, filled: int) -> bool:
    """Whether enough of the columns agree: all of them, or most where more than one does."""
    most = agree > 1 and agree >= _SHARE * filled
    return most or agree == filled > 0


def _agreement(values: list[Decimal], sums: list[Decimal], slack: list[Decimal]) -> tuple[int, int, int]:
    """In how many columns a sum agrees with its value, is greater, and states anything at all."""
    agree = over = filled = 0
    for value, total, most in zip(values, sums, slack, strict=True):
        close = abs(total - value) <= most
        filled += bool(value or total)
        agree += close and bool(value or total)
        over += not close and total > value
    return agree, over, filled


def _parents(node: _Node) -> Iterator[_Node]:
    if node.below:
        yield node
    for child in node.below:
        yield from _parents(child)
