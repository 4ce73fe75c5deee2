"""Cost indicators of a project beside the money that it is given: what all of it may cost, and what its parts do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from gouji.document import Cell, Document, Fact, Span, Table
from gouji.figures import Figure, Kind, Unit
from gouji.language import rules
from gouji.language.quantities import scan
from gouji.language.view import make_view, meant
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.goal_rows import GoalForm, goal_forms
from gouji.reconcile.statements.terms import Term
from gouji.tables.cell_values import figure
from gouji.tables.headers import Row

_REACH = 3  # cells behind the indicator's name that print its sign, its amount and its unit


@dataclass(frozen=True, slots=True)
class CostLimit:
    """What a project may cost: `exact` where the form says that it costs so much, and no more and no less."""

    name: str
    term: Term
    exact: bool


@dataclass(frozen=True, slots=True)
class LimitedForm:
    """A form with the money that the project is given and the one indicator of what all of it may cost."""

    table: Table
    funds: Term
    limit: CostLimit


@dataclass(frozen=True, slots=True)
class FundedForm:
    """A project with its indicators and the money that it is given, by its sources where the same row gives them."""

    form: GoalForm
    funds: Term
    sources: tuple[Term, ...] = ()

    @property
    def costs(self) -> list[Term]:
        """The amounts of its cost indicators."""
        rule = rules.load("forms")["form.cost_kind"]
        return [g.term for g in self.form.goals if rule.search(g.kind) and g.term.figure.kind is Kind.MONEY]


def limited_forms(context: Context) -> Iterator[LimitedForm]:
    """The forms that give one sum of money and one limit of all costs."""
    tables = context.document.tables
    alone = ((tables[table], tables[table].rows, funds) for table, funds in _given(context).items())
    stacked = ((one.form.table, one.form.rows, one.funds) for one in _stacked(context.document))
    for table, rows, funds in chain(alone, stacked):
        limits = list(_limits(context.document, rows))
        if len(limits) == 1:
            yield LimitedForm(table, funds, limits[0])


def funded_forms(context: Context) -> Iterator[FundedForm]:
    """The projects that are given one sum of money in their form, or in their rows of a table of several."""
    given = _given(context)
    for form in goal_forms(context.document):
        if not form.heads and form.table.id in given:
            yield FundedForm(form, given[form.table.id])
    yield from _stacked(context.document)


def _given(context: Context) -> dict[int, Term]:
    """The one sum of money of each form about one project, by table."""
    forms = {t.id for t in context.document.tables if not t.header_rows}
    found = {table: facts for table, facts in _funds(context).items() if table in forms}
    return {
        table: context.terms[facts[0].id] for table, facts in found.items() if len({f.figure.base for f in facts}) == 1
    }


def _stacked(document: Document) -> Iterator[FundedForm]:
    """The projects of tables of several; the unit of money stands above the first of them."""
    unit: Unit | None = None
    for form in goal_forms(document):
        table = form.table
        unit = table.unit if table.unit or table.title or table.number else unit
        money = [(cell.span, figure(cell.text, unit)) for cell in form.money]
        terms = [_term(document, span, found) for span, found in money if found]
        if unit and terms:
            yield FundedForm(form, terms[0], tuple(terms[1:]))


def _funds(context: Context) -> dict[int, list[Fact]]:
    """The sums of money that forms give for a project, by table; not those of budget and outcome in columns."""
    found: dict[int, list[Fact]] = defaultdict(list)
    for fact in context.facts:
        if fact.row and rules.load("forms")["form.funds"].search(_bare(fact.row[-1])):
            found[fact.table].append(fact)
    return {table: facts for table, facts in found.items() if not any(f.column for f in facts)}


def _limits(document: Document, rows: Iterable[Row]) -> Iterator[CostLimit]:
    """The indicators of a project that are of all costs."""
    for row in rows:
        cells = [c for c in row if c.text.strip()]
        for at, cell in enumerate(cells):
            if rules.load("forms")["form.whole_cost"].search(_bare(cell.text)):
                limit = _limit(document, _bare(cell.text), cells[at + 1 : at + 1 + _REACH])
                if limit:
                    yield limit


def _limit(document: Document, name: str, behind: list[Cell]) -> CostLimit | None:
    """The amount in the cells behind an indicator's name; None where they are no amount alone, or a lower bound."""
    for last in range(1, len(behind) + 1):
        view = make_view(document.text, behind[0].span.start, behind[last - 1].span.end)
        found = rules.load("forms")["form.limit"].fullmatch(view.text)
        quantities = scan(found["amount"]) if found else []
        if found and len(quantities) == 1:
            place = view.span(*found.span("amount"))
            return CostLimit(name, _term(document, place, quantities[0].figure), not found["most"])
    return None


def _term(document: Document, place: Span, figure: Figure) -> Term:
    return Term(f"limit {place.start}", figure, place, document.slice(place), None, True)


def _bare(text: str) -> str:
    return "".join(meant(text).split())
