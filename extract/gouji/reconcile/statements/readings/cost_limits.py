"""Cost indicators of a project's form that are about the whole project: what it may cost, beside what it is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Cell, Document, Fact, Span, Table
from gouji.figures import Figure
from gouji.language import rules
from gouji.language.quantities import scan
from gouji.language.view import make_view, meant
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

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


def limited_forms(context: Context) -> Iterator[LimitedForm]:
    """The forms that give one sum of money and one limit of all costs."""
    funds = _funds(context)
    for table in context.document.tables:
        given = funds.get(table.id, [])
        if table.header_rows or len({f.figure.base for f in given}) != 1:
            continue
        limits = list(_limits(context.document, table))
        if len(limits) == 1:
            yield LimitedForm(table, context.terms[given[0].id], limits[0])


def _funds(context: Context) -> dict[int, list[Fact]]:
    """The sums of money that forms give for a project, by table; not those of budget and outcome in columns."""
    found: dict[int, list[Fact]] = defaultdict(list)
    for fact in context.facts:
        if fact.row and rules.load("forms")["form.funds"].search(_bare(fact.row[-1])):
            found[fact.table].append(fact)
    return {table: facts for table, facts in found.items() if not any(f.column for f in facts)}


def _limits(document: Document, table: Table) -> Iterator[CostLimit]:
    """The indicators of a form that are of all costs."""
    for row in table.rows:
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
    return Term(f"limit {place.start}", figure, place, "".join(document.slice(place).split()), None, True)


def _bare(text: str) -> str:
    return "".join(meant(text).split())
