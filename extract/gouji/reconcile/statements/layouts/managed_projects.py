"""Projects under performance management (绩效目标管理): what prose says they involve, and the tables that list them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Fact, Table
from gouji.language import rules
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.roles import is_one_of
from gouji.reconcile.statements.terms import Term
from gouji.tables.project_cells import named_projects

_FEWEST = 2  # projects that make a list
_GOALS, _SPENDING = ("project_goals",), ("expenditure",)  # roles of tables


@dataclass(frozen=True, slots=True)
class ProjectList:
    """A table of project goals that lists projects, with the money of each."""

    table: Table
    money: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Involved:
    """An amount that prose says projects involve; `counted` tells that it says how many projects."""

    term: Term
    counted: bool


def involved(context: Context) -> Iterator[Involved]:
    """The amounts that projects under such management involve, by what prose says before them or names them."""
    links = rules.load("links")
    said, managed = links["link.goal_funds"], links.data["projects"]["managed"]
    named = {c.figures["value"] for c in context.levels if c.name.core == managed}
    for term in context.terms.prose:
        if term.figure.unit and said.search(context.lead(term)):
            yield Involved(term, counted=True)
        elif term.id in named and not term.zero:
            yield Involved(term, counted=False)


@dataclass(frozen=True, slots=True)
class Within:
    """Amounts of which two are parts of the third: of projects, of basic spending, and of all that goals cover."""

    projects: Term
    basic: Term
    whole: Term


def within_whole(context: Context) -> Within | None:
    """What projects involve and the fiscal basic spending, where prose says what the goals of all spending involve.

    None where prose tells one of them with two values: it is of several units.
    """
    words = rules.load("links").data["projects"]
    projects, basic, whole = (_told_once(context, words[name]) for name in ("managed", "basic", "managed_whole"))
    return Within(projects, basic, whole) if projects and basic and whole else None


def _told_once(context: Context, core: str) -> Term | None:
    """The amount of a quantity of the fiscal funds that all levels of it agree on."""
    fiscal = ("", *rules.load("links").data["projects"]["fiscal"])
    levels = [c for c in context.levels if c.name.core == core and context.fund(c) in fiscal]
    terms = context.values(levels)
    return terms[0] if len({t.figure.base for t in terms}) == 1 and not terms[0].zero else None


def project_lists(context: Context) -> Iterator[ProjectList]:
    """The tables of project goals that list projects, with the money of each project."""
    rows: dict[int, set[int]] = defaultdict(set)
    for project in named_projects(context.document):
        if not project.form:
            rows[project.table].add(project.cell.row)
    for table in context.document.tables:
        listed = rows[table.id]
        if is_one_of(table, _GOALS) and len(listed) >= _FEWEST:
            money = _full_column(context, table, listed)
            if money:
                yield ProjectList(table, tuple(money))


def _full_column(context: Context, table: Table, rows: set[int]) -> list[Fact]:
    """The first column of a table that has a figure in each of the rows; empty where none has."""
    columns: dict[int, list[Fact]] = defaultdict(list)
    for fact in context.facts:
        if fact.table == table.id and table.rows[fact.row_index][0].row in rows:
            columns[fact.column_index].append(fact)
    full = (facts for _, facts in sorted(columns.items()) if len(facts) == len(rows))
    return next(full, [])


def all_project_spending(context: Context) -> Iterator[Named]:
    """The cells that state all project expenditure: in the row of totals of the table of expenditure."""
    return (named for named in context.named if _is_all_projects(named))


def _is_all_projects(named: Named) -> bool:
    """Whether a cell states all project expenditure."""
    if named.name.core != _project_spending() or not is_one_of(named.table, _SPENDING):
        return False
    row = "".join(named.fact.row[-1:])
    return rules.load("tables")["tables.row.total"].search(row) is not None


def told_project_spending(context: Context) -> list[Term]:
    """Project expenditure of the document's year as prose states it: each amount once, as it is printed last."""
    what = (_project_spending(), context.document.year)
    levels = (context.value(c) for c in context.levels if (c.name.core, c.period) == what)
    stated = (t for t in levels if t and not t.zero)
    return list({t.figure.base: t for t in stated}.values())


def _project_spending() -> str:
    """The name of all project expenditure."""
    return str(rules.load("links").data["projects"]["spending"])
