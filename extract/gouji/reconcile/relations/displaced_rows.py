"""Figures of a table that slipped against the names beside them: one fault, whatever each of its cells misses.

A row was put in or left out on one side only, and from there on every figure stands beside another name than its own.
Compared one by one, each cell accuses the text that states the figure rightly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from gouji.document import Fact
from gouji.reconcile.diagnosis.model import same, telling
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import load, relation
from gouji.reconcile.kernel.relation import Role, Tried, printed, show
from gouji.reconcile.kernel.relation import same as should_equal
from gouji.reconcile.model import FindingKind, Severity, say
from gouji.reconcile.relations.layout_evidence import excused
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_CODE = "table.displaced"
_COMPARED = frozenset({"equal", "order"})  # kernels that hold one figure against another
_SEVERAL = 3  # telling figures that show it whatever their distances; at one distance one does, with another beside it
_MOST = 0.6  # of the rows that miss: so many print what is another's


class Miss(NamedTuple):
    """A cell that does not print what is stated of it, and the row of its column that does (None: no row).

    `telling`: the figure has so many digits that it stands in another row by more than chance.
    """

    cell: Fact
    stated: Term
    row: int | None
    telling: bool

    @property
    def distance(self) -> int:
        return 0 if self.row is None else self.row - self.cell.row_index


@relation(_CODE)
def displaced_rows(context: Context, tried: Sequence[Tried]) -> Iterator[Tried]:
    """Columns whose figures are displaced, by what was tried: a relation each, told of the first displaced cell."""
    for misses in _by_column(context, tried).values():
        if chain := _displaced(misses):
            yield _told(context, chain)


def without_displaced(context: Context, tried: Iterable[Tried], displaced: Iterable[Tried]) -> Iterator[Tried]:
    """The relations; those that miss by cells of displaced rows do not apply, nor do the sums of such a table."""
    lost = {place for one in displaced for place in _rows(_cells(context, one))}
    tables = {table for table, _ in lost}
    for one in tried:
        if one.misses and _rests_on(context, one, lost, tables):
            yield replace(excused(one, "reason.displaced"), doubtful=False, linear=())
        else:
            yield one


def _rests_on(context: Context, tried: Tried, lost: set[tuple[int, int]], tables: set[int]) -> bool:
    cells = _cells(context, tried)
    if tried.kind is FindingKind.TABLE_INTERNAL:
        return any(cell.table in tables for cell in cells)
    return any((cell.table, cell.row_index) in lost for cell in cells)


def _cells(context: Context, tried: Tried) -> list[Fact]:
    return [cell for role in tried.roles if (cell := context.terms.facts.get(role.term.id))]


def _rows(cells: list[Fact]) -> Iterator[tuple[int, int]]:
    """The rows of a table between the first and the last of a displaced column's cells."""
    own = [cell.row_index for cell in cells if cell.table == cells[0].table]
    yield from ((cells[0].table, row) for row in range(min(own), max(own) + 1))


def _by_column(context: Context, tried: Iterable[Tried]) -> dict[tuple[int, int], list[Miss]]:
    """The cells that miss what is stated of them elsewhere, column by column, each once, in their order."""
    columns: dict[tuple[int, int], dict[int, Miss]] = defaultdict(dict)
    printed_in = _columns(context)
    for one in tried:
        if not one.misses or load()[one.code].kernel not in _COMPARED:
            continue
        for cell, stated in _compared(context, one):
            place = cell.table, cell.column_index
            column = printed_in[place]
            miss = Miss(cell, stated, _row_of(stated, cell, column), telling(stated.figure, len(column)))
            columns[place].setdefault(cell.row_index, miss)
    return {place: [found[row] for row in sorted(found)] for place, found in columns.items()}


def _columns(context: Context) -> dict[tuple[int, int], list[Fact]]:
    columns: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in context.facts:
        columns[fact.table, fact.column_index].append(fact)
    return columns


def _compared(context: Context, tried: Tried) -> Iterator[tuple[Fact, Term]]:
    """The cells of a comparison, each with the figure of prose or of another table that it is held against."""
    cells = [context.terms.facts.get(role.term.id) for role in tried.roles]
    for cell in filter(None, cells):
        apart = (role.term for role, other in zip(tried.roles, cells, strict=True) if not _beside(cell, other))
        if stated := next(apart, None):
            yield cell, stated


def _beside(cell: Fact, other: Fact | None) -> bool:
    return other is not None and other.table == cell.table


def _row_of(stated: Term, cell: Fact, column: list[Fact]) -> int | None:
    """The nearest other row of a cell's column that prints a figure other than nought; None where there is none."""
    if stated.zero:
        return None
    rows = (f.row_index for f in column if same(f.figure, stated.figure) and f.row_index != cell.row_index)
    return min(rows, key=lambda row: abs(row - cell.row_index), default=None)


def _displaced(misses: list[Miss]) -> list[Miss]:
    """The cells of a column that print what is another row's, all in one direction and in order; none else."""
    found = [miss for miss in misses if miss.row is not None]
    if len(found) < 2 or len(found) < _MOST * len(misses) or not _in_order(found):
        return []
    return found if sum(miss.telling for miss in found) >= (1 if _alike(found) else _SEVERAL) else []


def _in_order(found: list[Miss]) -> bool:
    """Whether the rows that print the figures lie all above or all below, in the order of the cells."""
    rows = [miss.cell.row_index + miss.distance for miss in found]
    return len({miss.distance > 0 for miss in found}) == 1 and all(a <= b for a, b in pairwise(rows))


def _alike(found: list[Miss]) -> bool:
    """Whether several figures are displaced by one distance."""
    return len({miss.distance for miss in found}) == 1 and len({miss.stated.figure.base for miss in found}) > 1


def _told(context: Context, chain: list[Miss]) -> Tried:
    """The relation that a column violates, told of the first of its displaced cells."""
    first, last = chain[0], chain[-1]
    term = context.terms[first.cell.id]
    return attempt(
        _CODE,
        first.cell.span,
        Severity.MATERIAL,
        roles=(should_equal(term, "cell", first.stated), *_others(context, chain)),
        why=say("table.displaced.rows", count=len(chain)),
        computation=f"{printed(term)} ≠ {show(first.stated.figure.base, term)}",
        says={"last": "".join(last.cell.row[-1:]), "count": len(chain)},
        diagnosis="column_slipped",
        rule=_CODE,
        fixed=True,
    )


def _others(context: Context, chain: list[Miss]) -> Iterator[Role]:
    """The other displaced cells, and what is stated of each."""
    for miss in chain:
        yield Role(miss.stated, "value")
        if miss is not chain[0]:
            yield Role(context.terms[miss.cell.id], "cell")
