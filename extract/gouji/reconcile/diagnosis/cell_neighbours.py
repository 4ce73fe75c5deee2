"""What stands about a cell: the cells above, below and beside it, last year's, and the columns of its row of totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.document import Fact
from gouji.figures import Figure
from gouji.language import rules
from gouji.reconcile.diagnosis.model import Column, Neighbour, Row, Tie
from gouji.reconcile.diagnosis.names import label
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term


class Cells:
    """The cells about a cell."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def about(self, term: Term) -> Iterator[Neighbour]:
        """The neighbours of a disputed cell that would not print its value anyway."""
        fact = self.context.terms.facts[term.id]
        table = self._table(fact)
        for tie, other in _vertical(table, fact, Tie.ABOVE, Tie.BELOW):
            if not nested(fact, other) and not _often_equal(table, "row_index", fact, other):
                yield Neighbour(tie, label(other.row), other.figure)
        for other in _beside(table, fact) if _divided(table, fact) else ():
            if not _often_equal(table, "column_index", fact, other):
                yield Neighbour(Tie.BESIDE, label(other.column), other.figure)
        yield from self._dated(term)

    def about_reference(self, term: Term, group: Sequence[Tried]) -> Iterator[Neighbour]:
        """The cells about the one that a figure of prose should have repeated."""
        cell = next((r.term for t in group for r in t.roles if r.term.cell and r.term.id != term.id), None)
        fact = self.context.terms.facts.get(cell.id) if cell else None
        if not (cell and fact and any(r.term.id == term.id for t in group if t.relation == "equal" for r in t.roles)):
            return
        for tie, other in _vertical(self._table(fact), fact, Tie.REFERENCE_ABOVE, Tie.REFERENCE_BELOW):
            if not nested(fact, other):
                yield Neighbour(tie, label(other.row), other.figure)
        yield from self._dated(cell)

    def columns(self, term: Term) -> Iterator[Column]:
        """The columns of a row of totals, the term's own first; nothing for other rows."""
        fact = self.context.terms.facts.get(term.id)
        if fact is None or not _total(fact):
            return
        table = self._table(fact)
        beside = [f for f in table if f.row_index == fact.row_index and f.row == fact.row and f.id != fact.id]
        for total in (fact, *beside):
            rows = [f for f in table if f.column_index == total.column_index and f.id != total.id and not _total(f)]
            yield Column(total.figure, tuple(f.figure for f in rows))

    def rows(self, term: Term) -> tuple[tuple[Row, ...], int]:
        """The column of a cell with what other tables state of each row, and the cell's place in it."""
        fact = self.context.terms.facts.get(term.id)
        if fact is None:
            return (), 0
        line = _column(self._table(fact), fact)
        stated = self._stated(line)
        rows = tuple(Row(label(f.row), f.figure, stated.get(f.id)) for f in line)
        return rows, next(i for i, f in enumerate(line) if f.id == fact.id)

    def _stated(self, line: list[Fact]) -> dict[str, Figure]:
        """For the cells of a column the first figure of their name in other tables."""
        ids = {f.id for f in line}
        own = {_key(n): n.fact.id for n in self.context.named if n.fact.id in ids}
        table = line[0].table
        found: dict[str, Figure] = {}
        for named in self.context.named:
            if named.table.id != table and _key(named) in own:
                found.setdefault(own[_key(named)], named.fact.figure)
        return found

    def unlisted(self, group: Sequence[Tried]) -> Iterator[Neighbour]:
        """Rows within the parts of a violated sum, and items that other tables list under its code and its own not."""
        facts = self.context.terms.facts
        sums = [t for t in group if t.roles and t.roles[0].role == "total" and t.roles[0].term.cell]
        for tried in sums:
            whole, *parts = (facts[r.term.id] for r in tried.roles if r.term.id in facts)
            table = self._table(whole)
            ids = {p.id for p in parts} | {whole.id}
            for fact in _column(table, whole):
                if fact.id not in ids and any(_inside(fact, p) for p in parts):
                    yield Neighbour(Tie.INNER, label(fact.row), fact.figure)
            codes = {f.code for f in table}
            for named in self.context.named if whole.code else ():
                code = named.fact.code
                if named.table.id != whole.table and code.startswith(whole.code) and code not in codes:
                    yield Neighbour(Tie.MISSING, label(named.fact.row), named.fact.figure)

    def _table(self, fact: Fact) -> list[Fact]:
        return [f for f in self.context.facts if f.table == fact.table]

    def _dated(self, term: Term) -> Iterator[Neighbour]:
        """The cells of the same name in its table, of the year before or of the other measure."""
        own = next((n for n in self.context.named if n.fact.id == term.id), None)
        row = (n for n in self.context.named if own and n.table.id == own.table.id and n.fact.row == own.fact.row)
        for other in row:
            tie = _dated_tie(own, other) if own and other.name == own.name else None
            if tie:
                yield Neighbour(tie, label(other.fact.column) or label(other.fact.row), other.fact.figure)


def _dated_tie(own: Named, other: Named) -> Tie | None:
    if own.year and other.year == own.year - 1 and other.measure == own.measure:
        return Tie.LAST_YEAR
    if other.year == own.year and other.measure != own.measure:
        return Tie.BUDGET if other.measure == "预算" else Tie.FINAL
    return None


def _key(named: Named) -> tuple[object, ...]:
    return (named.name.core, named.name.total, named.measure, named.year, named.breakdown, named.fact.code)


def _column(table: list[Fact], fact: Fact) -> list[Fact]:
    return sorted((f for f in table if f.column_index == fact.column_index), key=lambda f: f.row_index)


def _inside(inner: Fact, outer: Fact) -> bool:
    coded = bool(outer.code) and inner.code.startswith(outer.code)
    return inner.id != outer.id and (coded or inner.row[: len(outer.row)] == outer.row)


def _vertical(table: list[Fact], fact: Fact, above: Tie, below: Tie) -> Iterator[tuple[Tie, Fact]]:
    line = _column(table, fact)
    at = next(i for i, f in enumerate(line) if f.id == fact.id)
    if at:
        yield above, line[at - 1]
    if at + 1 < len(line):
        yield below, line[at + 1]


def _beside(table: list[Fact], fact: Fact) -> list[Fact]:
    line = sorted(
        (f for f in table if f.row_index == fact.row_index and f.row == fact.row), key=lambda f: f.column_index
    )
    at = next(i for i, f in enumerate(line) if f.id == fact.id)
    return [*line[max(0, at - 1) : at], *line[at + 1 : at + 2]]


def _divided(table: list[Fact], fact: Fact) -> bool:
    """Whether a row holds more than a total and its only part, which print the same."""
    return len({f.figure.value for f in table if f.row_index == fact.row_index}) > 2


def nested(one: Fact, other: Fact) -> bool:
    """Whether one row is part of the other, so that equal amounts are what one expects."""
    codes = one.code and other.code and (one.code.startswith(other.code) or other.code.startswith(one.code))
    paths = one.row[: len(other.row)] == other.row or other.row[: len(one.row)] == one.row
    return bool(codes) or paths or _total(one) or _total(other)


def _often_equal(table: list[Fact], line: str, one: Fact, other: Fact) -> bool:
    """Whether the two lines print the same amount at another place too: then this is no copy."""
    cross = "column_index" if line == "row_index" else "row_index"
    printed = {(getattr(f, cross), f.figure.value) for f in table if getattr(f, line) == getattr(one, line)}
    others = (f for f in table if getattr(f, line) == getattr(other, line) and f.id != other.id)
    return any(f.figure.value and (getattr(f, cross), f.figure.value) in printed for f in others)


def _total(fact: Fact) -> bool:
    return not fact.code and bool(fact.row) and bool(rules.load("tables")["tables.row.total"].search(label(fact.row)))
