"""Indicators in forms of goals (绩效目标表): kind, name and value of each, with the project that they are about.

Forms print them in three ways: sign, number and unit in cells of their own; value and unit in one cell; the kind
before the name in one cell. The kind stands once for all rows that its cell reaches down to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gouji.document import Cell, Document, Span, Table
from gouji.figures import Figure, Kind, Unit
from gouji.language import quantities, rules, units
from gouji.language.view import make_view
from gouji.reconcile.statements.terms import Term
from gouji.tables.cell_values import is_number, label
from gouji.tables.goals import is_kind, kinds_before, names_goal
from gouji.tables.headers import Row

_REACH = 3  # cells behind an indicator's name that print its sign, its number and its unit
_LEADING = 4  # cells before the kind of an indicator in the row that begins a project: its name, its money, its goal


@dataclass(frozen=True, slots=True)
class Goal:
    """An indicator with a number for its value.

    Attributes:
        kind: the kind that its name stands beside (数量指标).
        name: where its name stands.
        words: its name without blanks.
        sign: as printed before the number, '' for none.
        term: the number with its unit.
    """

    kind: str
    name: Span
    words: str
    sign: str
    term: Term

    @property
    def symbol(self) -> str:
        """Its unit, '' for none."""
        return self.term.figure.symbol


@dataclass(slots=True)
class GoalForm:
    """A project with its indicators, as far as one table prints them.

    Attributes:
        heads: the cells before its first indicator, where the table holds several projects: name, money, goal.
    """

    table: Table
    heads: tuple[Cell, ...] = ()
    rows: list[Row] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)

    @property
    def money(self) -> tuple[Cell, ...]:
        """The cells with all money of the project and with what of it comes from where; the table holds several."""
        named = 0 if self.heads and is_number(self.heads[0].text) else 1  # the name may stand on another page
        cells = [cell for cell in self.heads[named:-1] if cell.text]
        return tuple(cells) if cells and all(is_number(cell.text) for cell in cells) else ()

    @property
    def text(self) -> Cell | None:
        """The cell with its goal, where the table holds several projects."""
        return self.heads[-1] if self.heads and self.heads[-1].text else None


def goal_forms(document: Document) -> Iterator[GoalForm]:
    """The projects of all forms of goals that have indicators with numbers."""
    for table in document.tables:
        if not table.chart and any(names_goal(cell) for row in table.rows for cell in row):
            yield from (form for form in _forms(document, table) if form.goals)


def _forms(document: Document, table: Table) -> Iterator[GoalForm]:
    """The one project of a table, or each of several: its rows are those that its first cell reaches down to."""
    several = any(len(_heads(row)) >= _LEADING for row in table.rows)
    form, above, end = GoalForm(table), _Above(), 0
    for row in table.rows:
        heads = _heads(row) if several else ()
        begins = any(cell.text for cell in heads) or table.placed  # else what is above goes on in blank cells
        if heads and begins and (len(heads) >= _LEADING or row[0].row >= end):
            yield form
            form, end = GoalForm(table, heads if len(heads) >= _LEADING else ()), heads[0].row + heads[0].rows
        form.rows.append(row)
        goal = _goal(document, row, above)
        if goal:
            form.goals.append(goal)
    yield form


def _heads(row: Row) -> tuple[Cell, ...]:
    """The cells before the kind of an indicator; none where a row has no kind."""
    at = next((i for i, cell in enumerate(row) if is_kind(cell)), 0)
    return row[:at]


@dataclass(slots=True)
class _Above:
    """The kind in force, the row at which its cell ends and its column."""

    kind: str = ""
    end: int = 0
    column: int = 0

    def beside(self, row: Row, own: Cell | None) -> str:
        """The kind of a row, its own or that of a cell above; where no file tells how far that reaches, blanks do."""
        if own:
            self.kind, self.end, self.column = label(own.text), own.row + own.rows, own.column
        first = next((cell for cell in row if cell.text.strip()), row[0])
        return self.kind if row[0].row < self.end or first.column > self.column else ""


def _goal(document: Document, row: Row, above: _Above) -> Goal | None:
    """The indicator of a row; None where it has none with a number."""
    cells = [cell for cell in row if cell.text.strip()]
    kind, at = _kind(row, cells, above)
    name = _name(document, cells[at]) if at < len(cells) else None
    value = _value(document, cells[at + 1 :]) if name else None
    return Goal(kind, *name, *value) if name and value else None


def _kind(row: Row, cells: Sequence[Cell], above: _Above) -> tuple[str, int]:
    """The kind of a row's indicator, '' where it stands in one cell with the name, and which cell has the name."""
    last = max((i for i, cell in enumerate(cells) if is_kind(cell)), default=-1)
    kind = above.beside(row, cells[last] if last >= 0 else None)
    if kind:
        return kind, last + 1
    return "", next((i for i, cell in enumerate(cells) if kinds_before(label(cell.text))), len(cells))


def _name(document: Document, cell: Cell) -> tuple[Span, str] | None:
    """Where the name of an indicator stands in its cell, and its words; None where nothing is left of it."""
    view = make_view(document.text, cell.span.start, cell.span.end)
    first = kinds_before(view.text)
    return (view.span(first, len(view.text)), view.text[first:]) if first < len(view.text) else None


def _value(document: Document, cells: Sequence[Cell]) -> tuple[str, Term] | None:
    """The sign and the number that the cells behind a name begin with; the unit may stand in the last of them."""
    best: tuple[str, Term] | None = None
    for last in range(1, min(len(cells), _REACH) + 1):
        found = _read(document, cells[0].span.start, cells[last - 1].span.end)
        if found and (best is None or (best[0] and not best[1].figure.unit)):
            best = found
    return best


def _read(document: Document, start: int, end: int) -> tuple[str, Term] | None:
    """What stands in cells beside each other as a sign, a number and its unit; None where it is anything else."""
    if start >= end:
        return None
    view = make_view(document.text, start, end)
    found = rules.load("forms")["form.goal_value"].fullmatch(view.text)
    number = quantities.parse_number(found["number"]) if found else None
    if found is None or number is None:
        return None
    place = view.span(found.start("number"), found.end())
    figure = Figure(*number, _unit(found["unit"] or ""))
    return found["sign"] or "", Term(f"goal {place.start}", figure, place, document.slice(place), None, True)


def _unit(symbol: str) -> Unit | None:
    """A unit of money or of rates, else of what is counted; None for none."""
    return (units.find(symbol) or Unit(symbol, Kind.COUNT)) if symbol else None
