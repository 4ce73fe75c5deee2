"""What stands about a cell: the cells above, below and beside it, last year's, and the columns of its row of totals."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from operator import attrgetter

from gouji.document import Fact
from gouji.figures import Figure
from gouji.reconcile.diagnosis.model import Column, Neighbour, Row, Tie
from gouji.reconcile.diagnosis.names import label
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.total_cells import in_total_row
from gouji.reconcile.statements.terms import Term

Line = Callable[[Fact], int]  # the row or the column that a cell stands in
_ROW: Line = attrgetter("row_index")
_COLUMN: Line = attrgetter("column_index")
_AWAY = 300  # rows


class Cells:
    """The cells about a cell."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._known: dict[tuple[int, int], dict[str, Figure]] = {}

    def about(self, term: Term) -> Iterator[Neighbour]:
        """The neighbours of a disputed cell that would not print its value anyway; none of one that states no fact."""
        fact = self.context.terms.facts.get(term.id)
        if fact is None:
            return
        table = self._near(fact)
        for tie, other in _vertical(table, fact, Tie.ABOVE, Tie.BELOW):
            if not nested(fact, other) and not _often_equal(table, _ROW, fact, other):
                yield Neighbour(tie, label(other.row), other.figure)
        beside = _beside(table, fact) if _divided(table, fact) else []
        for other in beside:
            if not _often_equal(table, _COLUMN, fact, other):
                yield Neighbour(Tie.BESIDE, label(other.column), other.figure)
        yield from self._dated(term)

    def about_reference(self, term: Term, group: Sequence[Tried]) -> Iterator[Neighbour]:
        """The cells about the one that a figure of prose should have repeated."""
        cell = _first_cell(group, term)
        fact = self.context.terms.facts.get(cell.id) if cell else None
        if cell is None or fact is None or not _repeated(group, term):
            return
        for tie, other in _vertical(self._near(fact), fact, Tie.REFERENCE_ABOVE, Tie.REFERENCE_BELOW):
            if not nested(fact, other):
                yield Neighbour(tie, label(other.row), other.figure)
        yield from self._dated(cell)

    def columns(self, term: Term) -> Iterator[Column]:
        """The columns of a row of totals, the term's own first; nothing for other rows."""
        fact = self.context.terms.facts.get(term.id)
        if fact is None or not in_total_row(fact):
            return
        table = self._table(fact)
        beside = [other for other in _line(table, fact) if other.id != fact.id]
        for total in (fact, *beside):
            yield Column(total.figure, tuple(_under(table, total)))

    def rows(self, term: Term) -> tuple[tuple[Row, ...], int]:
        """The column of a cell with what other tables state of each row, and the cell's place in it."""
        fact = self.context.terms.facts.get(term.id)
        if fact is None:
            return (), 0
        line = _column(self._near(fact), fact)
        stated = self._stated(fact.table, fact.column_index)
        rows = tuple(Row(label(f.row), f.figure, stated.get(f.id)) for f in line)
        return rows, _place(line, fact)

    def _stated(self, table: int, column: int) -> dict[str, Figure]:
        """For the cells of a column the first figure of their name in other tables."""
        if (table, column) not in self._known:
            here = (n for n in self._named.get(table, ()) if n.fact.column_index == column)
            own = {_key(n): n.fact.id for n in here}
            found: dict[str, Figure] = {}
            for named in self._in_other_tables(table):
                cell = own.get(_key(named))
                if cell is not None:
                    found.setdefault(cell, named.fact.figure)
            self._known[table, column] = found
        return self._known[table, column]

    def _in_other_tables(self, table: int) -> Iterator[Named]:
        return (named for named in self.context.named if named.table.id != table)

    def unlisted(self, group: Sequence[Tried]) -> Iterator[Neighbour]:
        """Rows within the parts of a violated sum, and items that other tables list under its code and its own not."""
        facts = self.context.terms.facts
        for tried in filter(_is_sum_of_cells, group):
            whole = facts.get(tried.roles[0].term.id)
            if whole is None:
                continue
            yield from self._inner(whole, [facts[r.term.id] for r in tried.roles[1:] if r.term.id in facts])
            if whole.code:
                yield from self._not_listed(whole)

    def _inner(self, whole: Fact, parts: list[Fact]) -> Iterator[Neighbour]:
        """The rows within the parts of a sum."""
        added = {whole.id, *(part.id for part in parts)}
        for fact in _column(self._near(whole), whole):
            if fact.id not in added and any(_inside(fact, part) for part in parts):
                yield Neighbour(Tie.INNER, label(fact.row), fact.figure)

    def _not_listed(self, whole: Fact) -> Iterator[Neighbour]:
        """The items that other tables list under the code of a total and its own table does not."""
        codes = {fact.code for fact in self._table(whole)}
        for named in self._in_other_tables(whole.table):
            fact = named.fact
            if fact.code.startswith(whole.code) and fact.code not in codes:
                yield Neighbour(Tie.MISSING, label(fact.row), fact.figure)

    def _table(self, fact: Fact) -> list[Fact]:
        return self._facts[fact.table]

    def _near(self, fact: Fact) -> list[Fact]:
        """The cells of a table within so many rows of one: farther off nobody copies by mistake."""
        rows, at = self._rows[fact.table], fact.row_index
        return rows[bisect_left(rows, at - _AWAY, key=_ROW) : bisect_right(rows, at + _AWAY, key=_ROW)]

    @cached_property
    def _rows(self) -> dict[int, list[Fact]]:
        return {table: sorted(facts, key=_ROW) for table, facts in self._facts.items()}

    @cached_property
    def _facts(self) -> dict[int, list[Fact]]:
        found: dict[int, list[Fact]] = defaultdict(list)
        for fact in self.context.facts:
            found[fact.table].append(fact)
        return found

    @cached_property
    def _named(self) -> dict[int, list[Named]]:
        found: dict[int, list[Named]] = defaultdict(list)
        for named in self.context.named:
            found[named.table.id].append(named)
        return found

    @cached_property
    def _of_row(self) -> dict[tuple[int, tuple[str, ...]], list[Named]]:
        found: dict[tuple[int, tuple[str, ...]], list[Named]] = defaultdict(list)
        for named in self.context.named:
            found[named.table.id, named.fact.row].append(named)
        return found

    @cached_property
    def _of_fact(self) -> dict[str, Named]:
        return {named.fact.id: named for named in reversed(self.context.named)}

    def _dated(self, term: Term) -> Iterator[Neighbour]:
        """The cells of the same name in its table, of the year before or of the other measure."""
        own = self._of_fact.get(term.id)
        if own is None:
            return
        for other in self._of_row[own.table.id, own.fact.row]:
            tie = _dated_tie(own, other) if _of_one_quantity(own, other) else None
            if tie:
                yield Neighbour(tie, label(other.fact.column) or label(other.fact.row), other.fact.figure)


def _first_cell(group: Sequence[Tried], term: Term) -> Term | None:
    """The first cell of some relations other than a term itself."""
    for tried in group:
        for role in tried.roles:
            if role.term.cell and role.term.id != term.id:
                return role.term
    return None


def _repeated(group: Sequence[Tried], term: Term) -> bool:
    """Whether one of some relations says that a figure repeats another."""
    for tried in group:
        repeats = tried.relation == "equal"
        if repeats and any(role.term.id == term.id for role in tried.roles):
            return True
    return False


def _is_sum_of_cells(tried: Tried) -> bool:
    """Whether a relation is about a total that a cell states."""
    if not tried.roles:
        return False
    first = tried.roles[0]
    return first.role == "total" and first.term.cell


def _of_one_quantity(own: Named, other: Named) -> bool:
    """Whether two cells of a row state one quantity, whatever its year and measure."""
    one_row = other.table.id == own.table.id and other.fact.row == own.fact.row
    return one_row and other.name == own.name


def _dated_tie(own: Named, other: Named) -> Tie | None:
    same_measure = other.measure == own.measure
    if other.year == own.year and not same_measure:
        return Tie.BUDGET if other.planned else Tie.FINAL
    if own.year and other.year == own.year - 1 and same_measure:
        return Tie.LAST_YEAR
    return None


def _key(named: Named) -> tuple[object, ...]:
    return (named.name.core, named.name.total, named.measure, named.year, named.breakdown, named.fact.code)


def _line(table: list[Fact], fact: Fact) -> list[Fact]:
    """The cells of a row, in the order of the table."""
    return [f for f in table if f.row_index == fact.row_index and f.row == fact.row]


def _under(table: list[Fact], total: Fact) -> Iterator[Figure]:
    """The figures of a total's column that are no totals themselves."""
    for fact in table:
        in_column = fact.column_index == total.column_index and fact.id != total.id
        if in_column and not in_total_row(fact):
            yield fact.figure


def _place(line: list[Fact], fact: Fact) -> int:
    return next(i for i, other in enumerate(line) if other.id == fact.id)


def _column(table: list[Fact], fact: Fact) -> list[Fact]:
    return sorted((f for f in table if f.column_index == fact.column_index), key=lambda f: f.row_index)


def _inside(inner: Fact, outer: Fact) -> bool:
    if inner.id == outer.id:
        return False
    coded = bool(outer.code) and inner.code.startswith(outer.code)
    return coded or _begins(inner.row, outer.row)


def _begins(path: tuple[str, ...], start: tuple[str, ...]) -> bool:
    """Whether a path of labels begins with another."""
    return path[: len(start)] == start


def _vertical(table: list[Fact], fact: Fact, above: Tie, below: Tie) -> Iterator[tuple[Tie, Fact]]:
    line = _column(table, fact)
    at = _place(line, fact)
    if at:
        yield above, line[at - 1]
    if at + 1 < len(line):
        yield below, line[at + 1]


def _beside(table: list[Fact], fact: Fact) -> list[Fact]:
    line = sorted(_line(table, fact), key=lambda f: f.column_index)
    at = _place(line, fact)
    return [*line[max(0, at - 1) : at], *line[at + 1 : at + 2]]


def _divided(table: list[Fact], fact: Fact) -> bool:
    """Whether a row holds more than a total and its only part, which print the same."""
    return len({f.figure.value for f in table if f.row_index == fact.row_index}) > 2


def nested(one: Fact, other: Fact) -> bool:
    """Whether one row is part of the other, so that equal amounts are what one expects."""
    codes = one.code.startswith(other.code) or other.code.startswith(one.code)
    if codes and one.code and other.code:
        return True
    if _begins(one.row, other.row) or _begins(other.row, one.row):
        return True
    return in_total_row(one) or in_total_row(other)


def _often_equal(table: list[Fact], line: Line, one: Fact, other: Fact) -> bool:
    """Whether the two lines print the same amount at another place too: then this is no copy."""
    place = _COLUMN if line is _ROW else _ROW
    printed = {(place(fact), fact.figure.value) for fact in table if line(fact) == line(one)}
    for fact in table:
        elsewhere = line(fact) == line(other) and fact.id != other.id
        if elsewhere and fact.figure.value and (place(fact), fact.figure.value) in printed:
            return True
    return False
