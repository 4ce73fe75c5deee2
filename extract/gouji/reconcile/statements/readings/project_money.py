"""Money of projects: totals that prose states of several together, and the columns of forms about one each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gouji.claims import Claim
from gouji.declared import declared
from gouji.document import Fact
from gouji.figures import Kind
from gouji.language import rules
from gouji.reconcile.statements.cell_quantities import measure_in
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.plans import planned
from gouji.reconcile.statements.terms import Term
from gouji.tables.project_cells import named_projects


@dataclass(frozen=True, slots=True)
class ProjectMeasures:
    """The measures of projects' money: what was paid, what is planned, what was granted (the surest first)."""

    paid: str
    planned: str
    granted: tuple[str, ...]


@cache
def project_measures() -> ProjectMeasures:
    """The measures that patterns/links.toml declares."""
    words = declared("links")["projects"]
    return ProjectMeasures(words["paid"], words["planned"], tuple(words["granted"]))


@dataclass(frozen=True, slots=True)
class ProjectTotal:
    """What a level says of several projects together.

    Attributes:
        measures: in which the projects' money may come to it, the surest first.
        count: how many projects it names, 0 for none.
    """

    measures: tuple[str, ...]
    count: int


def project_total(claim: Claim) -> ProjectTotal | None:
    """The total that a level is of projects; None where it is none."""
    rule = rules.load("links")["link.project_total"]
    match = rule.search(claim.name.core) or rule.search(_squeezed(claim.subject))
    if match is None:
        return None
    return ProjectTotal(_measures(claim, bool(match["received"])), int(match["count"] or match["count2"] or 0))


def _measures(claim: Claim, received: bool) -> tuple[str, ...]:
    """In which measures the projects may come to a total: money that came in may be told as granted or planned."""
    if planned(claim):
        return (claim.measure,)
    return project_measures().granted if received else (project_measures().paid,)


def executes_projects(context: Context, rate: Term) -> bool:
    """Whether a rate of prose is the rate of execution of projects."""
    return rules.load("links")["link.projects_executed"].search(context.lead(rate)) is not None


@dataclass(frozen=True, slots=True)
class FormColumn:
    """The money that one column gives in every form about one project, and its measure."""

    measure: str
    money: tuple[Term, ...]


def form_columns(context: Context) -> Iterator[FormColumn]:
    """The columns that give every form's project its money: the row that bears the project's name."""
    forms = {p.table: _squeezed(p.cell.text) for p in named_projects(context.document) if p.form}
    columns: dict[str, dict[int, Term]] = defaultdict(dict)
    for fact in context.facts:
        if _money_of(fact, forms.get(fact.table, "")):
            columns[_squeezed(fact.column[-1])].setdefault(fact.table, context.terms[fact.id])
    for head, terms in columns.items():
        if len(terms) == len(forms):
            yield FormColumn(_measure_of_column(head), tuple(terms.values()))


def _measure_of_column(head: str) -> str:
    return measure_in(head) or project_measures().planned


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _money_of(fact: Fact, project: str) -> bool:
    """Whether a cell states money in the row that bears a project's name."""
    return _in_row_of(fact, project) and bool(fact.column) and _is_money(fact)


def _in_row_of(fact: Fact, project: str) -> bool:
    return bool(project) and len(fact.row) == 1 and _squeezed(fact.row[0]) == project


def _is_money(fact: Fact) -> bool:
    return fact.figure.unit is not None and fact.figure.unit.kind is Kind.MONEY
